"""A section in a real browser: the editor with mouse and keyboard alone, two people at once, plain text, a phone."""

import pytest
from playwright.sync_api import expect

from accounts import roles, speaking
from reports.models import PlainWriter, Section
from tests.browser import (
    WIDTHS,
    axe,
    measured,
    next_page,
    no_sideways_scroll,
    opened,
    screenshot,
    session_cookie,
    sticking_out,
)
from tests.build import reports as build

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

LONG = "A heading of ninety letters that somebody will write one day because nobody told them not to"[:90]


@pytest.fixture
def report():
    return build.report()


@pytest.fixture
def writer(report):
    return build.member_of(report.programme, roles.Inspector, "Morag Writer")


def section_of(report) -> Section:
    with speaking.as_service():
        return report.sections.get(position=1)


def here(live_server, section) -> str:
    return live_server.url + section.get_absolute_url()


def editor(page):
    return page.get_by_role("textbox", name="Text", exact=True)


def looks_well(page, name: str) -> None:
    assert axe(page) == [], name
    assert no_sideways_scroll(page, 320), (name, sticking_out(page, 320))
    screenshot(page, f"section-{name}", most=2400)


def test_a_writer_without_a_mouse_writes_headings_lists_links_and_notes(live_server, chromium, report, writer):
    section = section_of(report)
    with speaking.as_service():
        Section.objects.filter(pk=section.pk).update(body="", status="ready")
    with opened(chromium, cookies=[session_cookie(live_server, writer)]) as page:
        page.goto(here(live_server, section))
        expect(editor(page)).to_be_visible()
        page.get_by_label("Heading", exact=True).focus()
        page.keyboard.press("Tab")
        expect(page.get_by_role("toolbar", name="How the text is set").get_by_role("button").first).to_be_focused()
        page.keyboard.press("Tab")
        expect(editor(page)).to_be_focused()
        page.keyboard.type("What helps")
        page.keyboard.press("Alt+F10")
        expect(page.get_by_role("button", name="Heading", exact=True)).to_be_focused()
        page.keyboard.press("Enter")
        expect(page.get_by_role("button", name="Heading", exact=True)).to_have_attribute("aria-pressed", "true")
        expect(editor(page)).to_be_focused()
        page.keyboard.press("Enter")
        page.keyboard.type("Boards did, ")
        page.keyboard.press("Control+b")
        page.keyboard.type("mostly")
        page.keyboard.press("Control+b")
        page.keyboard.type(".")
        page.keyboard.press("Alt+F10")
        for _ in range(8):  # to “Note”: the toolbar is one stop, and arrows go through it
            page.keyboard.press("ArrowRight")
        expect(page.get_by_role("button", name="Note", exact=True)).to_be_focused()
        page.keyboard.press("Enter")
        expect(page.get_by_role("dialog", name="Note")).to_be_visible()
        expect(page.get_by_label("Text of the note")).to_be_focused()
        looks_well(page, "note-asked")
        page.keyboard.type("So said all of them.")
        page.keyboard.press("Tab")
        page.keyboard.press("Enter")
        expect(editor(page)).to_be_focused()
        page.keyboard.type(" See ")
        page.keyboard.press("Control+k")
        page.get_by_label("Where it leads").fill("javascript:alert(1)")
        page.keyboard.press("Enter")
        expect(page.get_by_text("Give a whole web address")).to_be_visible()
        page.get_by_label("Where it leads").fill("www.example.org")
        page.get_by_label("Words of the link").fill("their page")
        page.keyboard.press("Enter")
        page.keyboard.type(".")
        page.keyboard.press("Enter")
        page.keyboard.type("- one")
        page.keyboard.press("Enter")
        page.keyboard.type("two")
        expect(page.locator("#autosaved")).to_contain_text("Saved")
        looks_well(page, "written")
        with next_page(page):
            page.get_by_role("button", name="Save", exact=True).click()
        expect(page.get_by_text("has been saved")).to_be_visible()
    assert section_of(report).body == (
        "### What helps\n\nBoards did, **mostly**.[^1] See [their page](https://www.example.org).\n\n- one\n- two\n\n"
        "[^1]: So said all of them."
    )


def test_two_in_one_section_learn_of_each_other_and_neither_text_is_lost(live_server, chromium, report, writer):
    section = section_of(report)
    lead = build.member_of(report.programme, roles.Lead, "Eilidh Lead")
    with (
        opened(chromium, cookies=[session_cookie(live_server, writer)]) as first,
        opened(chromium, cookies=[session_cookie(live_server, lead)]) as second,
    ):
        for page in (first, second):
            page.goto(here(live_server, section))
            expect(editor(page)).to_be_visible()
        expect(second.get_by_text("has this section open too")).to_contain_text("Morag Writer")
        for page, words in ((first, "Morag was here. "), (second, "Eilidh was here. ")):
            editor(page).press("Control+Home")
            page.keyboard.type(words)
            said = "Saved" if page is first else "Not saved: Morag Writer saved this section"
            expect(page.locator("#autosaved")).to_contain_text(said)
        with next_page(second):
            second.get_by_role("button", name="Save", exact=True).click()
        expect(second.get_by_role("alert").first).to_contain_text("Nothing has been overwritten")
        expect(second.get_by_role("region", name="Saved now and Yours compared")).to_contain_text("Morag was here.")
        expect(editor(second)).to_contain_text("Eilidh was here.")
        assert axe(second) == []
        editor(second).press("Control+Home")
        second.keyboard.type("Morag was here. ")
        with next_page(second):
            second.get_by_role("button", name="Save", exact=True).click()
        expect(second.get_by_text("has been saved")).to_be_visible()
    assert section_of(report).body.startswith("Morag was here. Eilidh was here. Leaders **understood** their duties.")


def test_a_text_that_was_only_looked_at_stays_as_it_was_typed(live_server, chromium, report, writer):
    section = section_of(report)
    typed = "* a list\n* typed otherwise\n\nand __bold__ as well"
    with speaking.as_service():
        Section.objects.filter(pk=section.pk).update(body=typed)
    with opened(chromium, cookies=[session_cookie(live_server, writer)]) as page:
        page.goto(here(live_server, section))
        expect(editor(page)).to_contain_text("typed otherwise")
        with next_page(page):
            page.get_by_role("button", name="Save", exact=True).click()
        expect(page.get_by_text("has been saved")).to_be_visible()
    now = section_of(report)
    assert (now.body, now.version) == (typed, section.version)


def test_what_is_pasted_is_cleaned_and_a_table_is_kept_with_a_word_of_what_to_do(live_server, chromium, report, writer):
    section = section_of(report)
    with speaking.as_service():
        Section.objects.filter(pk=section.pk).update(body="")
    with opened(chromium, cookies=[session_cookie(live_server, writer)]) as page:
        page.goto(here(live_server, section))
        expect(editor(page)).to_be_visible()
        expect(page.get_by_text("There is a table in the text.")).to_be_hidden()
        editor(page).focus()
        measured(
            page.locator("#rich-body"),
            """element => {
                 const data = new DataTransfer();
                 data.setData('text/html', `<p class="MsoNormal" style="color: red"><b>From Word</b> <b style="font-weight: normal">and
                   <span style="font-style:italic">others</span></b><script>alert(1)<\\/script></p>
                   <table><tr><td>Service</td><td>Agree</td></tr><tr><td>Adults</td><td>61</td></tr></table>`);
                 element.dispatchEvent(new ClipboardEvent('paste', {clipboardData: data, bubbles: true, cancelable: true}));
               }""",
        )
        expect(page.get_by_text("There is a table in the text.")).to_be_visible()
        expect(page.locator("#autosaved")).to_contain_text("Saved")
    assert (
        section_of(report).body.strip()
        == "**From Word** and *others*\n\n| Service | Agree |\n| --- | --- |\n| Adults | 61 |"
    )


@pytest.mark.parametrize("width", WIDTHS)
def test_the_pages_of_writing_hold_ugly_words_on_a_wide_window_and_on_a_phone(
    live_server, chromium, report, writer, width
):
    section = section_of(report)
    with speaking.as_service():
        report.figures.update(message="Words without a space: " + "supercalifragilistic" * 5)
        Section.objects.filter(pk=section.pk).update(heading=LONG, target=12_000, guidance="W" * 90)
        section.owners.set([writer])
    with opened(chromium, width=width, cookies=[session_cookie(live_server, writer)]) as page:
        for name, address in (
            ("editor", section.get_absolute_url()),
            ("versions", f"{section.get_absolute_url()}versions/?left=1&right=1"),
            ("comments", f"/drafting/{report.pk}/comments/?show=all&on=p-1-1"),
            ("outline", report.get_absolute_url()),
        ):
            page.goto(live_server.url + address)
            expect(page.get_by_role("heading", level=1)).to_be_visible()
            if name == "editor":
                expect(editor(page)).to_be_visible()
            looks_well(page, name)


def test_plain_text_is_a_choice_that_is_remembered(live_server, chromium, report, writer):
    section = section_of(report)
    with opened(chromium, cookies=[session_cookie(live_server, writer)]) as page:
        page.goto(here(live_server, section))
        editor(page).press("Control+Home")
        page.keyboard.type("Kept. ")
        with next_page(page):
            page.get_by_role("button", name="write as plain text from now on").click()
        expect(page.get_by_role("textbox", name="Text", exact=True)).to_have_value(
            "Kept. Leaders **understood** their duties. See [[figure:answers]].\n\n- one strength\n- another\n\n"
            "[[figure:answers]]\n\n### What helps\n\nBoards helped, and so did supervision."
        )
        looks_well(page, "plain")
        with speaking.as_service():
            assert PlainWriter.objects.filter(person=writer).exists()
        with next_page(page):
            page.get_by_role("button", name="write in the editor from now on").click()
        expect(editor(page).locator("h3")).to_have_text("What helps")
        expect(editor(page).locator(".figure-in-text").first).to_have_text("Most agreed")


def test_without_scripts_a_section_is_written_in_a_text_area(live_server, chromium, report, writer):
    section = section_of(report)
    with opened(chromium, scripts=False, cookies=[session_cookie(live_server, writer)]) as page:
        page.goto(here(live_server, section))
        page.get_by_label("Text", exact=True).fill("Written *without* scripts.[^1]\n\n[^1]: A note.")
        page.get_by_role("button", name="Save", exact=True).click()
        expect(page.get_by_text("has been saved")).to_be_visible()
    assert section_of(report).body == "Written *without* scripts.[^1]\n\n[^1]: A note."
