"""What people wrote, in a real browser: a lead and two readers, with scripts, without, with a keyboard, and on a phone."""

import pytest
from playwright.sync_api import expect

from analysis.models import Quote
from tests.browser import (
    WIDTHS,
    axe,
    next_page,
    no_sideways_scroll,
    opened,
    screenshot,
    session_cookie,
    sticking_out,
)
from tests.build import analysis as publishing
from tests.build import words as build
from tests.journeys.keyboard import Keyboard

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

LONG_THEME = "How often people are asked for the same numbers by different bodies, and what nobody hears"[:90]
COMMENTS = (
    "My manager John Smith is kind. Ring 07700 900123.",
    "الإدارة تستمع إلينا دائما، لكن لا أحد يتصل بنا",
    " ".join(["Nobody tells us what becomes of what we send, and we send it again."] * 38),
    "Supercalifragilisticexpialidocious" * 4,
)


@pytest.fixture
def dataset():
    return build.survey(30, 22, comments=COMMENTS, brought_in=False)


def here(live_server, dataset, end: str = "") -> str:
    survey = dataset.survey
    return f"{live_server.url}/work/{survey.programme.slug}/surveys/{survey.key}/{dataset.pk}/words/{end}"


def look_at(page, name: str) -> None:
    assert axe(page) == [], name
    assert no_sideways_scroll(page, 320), (name, sticking_out(page, 320))
    screenshot(page, f"words-{name}", most=2200)


def press(page, words: str) -> None:
    with next_page(page):
        page.get_by_role("button", name=words).first.click()


@pytest.mark.parametrize("scripts", [True, False], ids=["with scripts", "without scripts"])
def test_a_lead_and_two_readers_go_from_what_was_written_to_a_quote(live_server, chromium, dataset, scripts):
    lead = publishing.lead(dataset)
    ann, bob = build.reader(dataset, name="Ann First"), build.reader(dataset, name="Bob Second")
    with opened(chromium, scripts=scripts, cookies=[session_cookie(live_server, lead)]) as page:
        page.goto(here(live_server, dataset))
        press(page, "Bring in what people wrote")
        expect(page.get_by_text("8 passages brought in.")).to_be_visible()
        with next_page(page):
            page.get_by_role("link", name="Look through the next passage").click()
        for _ in range(8):
            press(page, "It may be read: next passage")
        expect(page.get_by_text("Every passage has been looked through.")).to_be_visible()
        with next_page(page):
            page.get_by_role("link", name="Write the codebook").click()
        page.get_by_label("Theme", exact=True).fill("Workload")
        page.get_by_label("What it means").fill("Too much to do for those who are there.")
        press(page, "Add this theme")
        expect(page.get_by_role("heading", name="Workload")).to_be_visible()
    for reader, gives in ((ann, True), (bob, False)):
        with opened(chromium, scripts=scripts, cookies=[session_cookie(live_server, reader)]) as page:
            page.goto(here(live_server, dataset))
            press(page, "Read the next passage")
            for place in range(8):
                expect(page.get_by_text("John Smith")).to_have_count(0)
                if gives and place == 0:
                    page.get_by_text("Workload", exact=True).click()
                press(page, "Save, next passage")
            expect(page.get_by_text("There is nothing for you to read now.")).to_be_visible()
    with opened(chromium, scripts=scripts, cookies=[session_cookie(live_server, lead)]) as page:
        page.goto(here(live_server, dataset))
        with next_page(page):
            page.get_by_role("link", name="Settle differences").click()
        with next_page(page):
            page.get_by_role("link", name="Settle passage 1 of this page").click()
        expect(page.get_by_text("Ann First gave it. Bob Second did not.")).to_be_visible()
        page.get_by_text("Yes, it counts").click()
        press(page, "Settle it")
        expect(page.get_by_text("Settled: “Workload”.")).to_be_visible()
        with next_page(page):
            page.get_by_role("link", name="By area").click()
        expect(page.get_by_role("row", name="Everybody")).to_contain_text("1")
        page.goto(here(live_server, dataset, "passages/?q=kind"))
        with next_page(page):
            page.get_by_role("link", name="Quote from it").first.click()
        page.get_by_label("The words").fill("[name] is kind")
        press(page, "Put it into the quote bank")
        expect(page.locator("blockquote")).to_have_text("[name] is kind")


@pytest.fixture
def full(dataset):
    """Words of every kind, read, with differences, and a theme whose name is long."""
    lead = publishing.lead(dataset)
    ann, bob = build.reader(dataset, name="Ann First"), build.reader(dataset, name="Bob Second")
    build.passages.bring_in(dataset)
    themes = [build.theme(dataset, title, "When it is about that, and not when it is about something else.") for title in
              (LONG_THEME, "Managers", "Nothing that anybody gave")]  # fmt: skip
    # The order of answers is drawn by lot: the one with a name comes first here, and is not looked through.
    found = sorted(build.of(dataset), key=lambda passage: (COMMENTS.index(passage.words), passage.pk))
    for place, passage in enumerate(found[1:]):
        cleared = build.cleared(passage, by=lead)
        if place < 6:
            build.read(cleared, *themes[: 1 + place % 2], by=ann)
            build.read(cleared, themes[0], by=bob)
    build.read(found[-1], themes[1], by=lead)
    with build.speaking.as_service():
        for words in ("Nobody tells us what becomes of what we send", COMMENTS[1], COMMENTS[3]):
            Quote.objects.create(
                survey=dataset.survey, question=build.QUESTION, words=words, theme=themes[0], chosen_by=lead
            )
    return dataset, lead, found, themes


def test_every_page_has_no_barrier_and_fits_wide_and_narrow(live_server, chromium, full):
    dataset, lead, found, themes = full
    by_words = {passage.words: passage.pk for passage in found}
    with build.speaking.as_service():
        quote = Quote.objects.first()
    pages = {
        "overview": "",
        "passages": "passages/",
        "nothing-found": "passages/?q=nothing-like-it",
        "waiting": f"passages/{found[0].pk}/",
        "cleared": f"passages/{found[3].pk}/",
        "quote-long": f"passages/{by_words[COMMENTS[2]]}/quote/",
        "codebook": "codebook/",
        "theme": f"codebook/{themes[0].pk}/",
        "readings": "readings/",
        "reading": f"readings/{found[-1].pk}/",
        "agreement": "agreement/",
        "differences": "differences/",
        "difference": f"differences/{found[2].pk}/",
        "by-area": "by-area/",
        "quotes": "quotes/",
        "remove-quote": f"quotes/{quote.pk}/remove/",
    }
    for width in WIDTHS:
        with opened(chromium, width=width, cookies=[session_cookie(live_server, lead)]) as page:
            for name, end in pages.items():
                answer = page.goto(here(live_server, dataset, end))
                assert answer.status == 200, name
                look_at(page, name)


def test_somebody_with_a_keyboard_looks_through_and_reads(live_server, chromium, full):
    dataset, lead, found, _ = full
    with opened(chromium, cookies=[session_cookie(live_server, lead)]) as page:
        keyboard = Keyboard(page)
        page.goto(here(live_server, dataset, f"passages/{found[0].pk}/"))
        keyboard.walk()
        keyboard.write("More words to hide", "kind")
        keyboard.send("It may be read: next passage")
        expect(page.get_by_text("Every passage has been looked through.")).to_be_visible()
        keyboard.send("Read the next passage")
        keyboard.to("Managers", kind="checkbox")
        page.keyboard.press("Space")
        keyboard.send("Save and stop")
        expect(page.get_by_text("Saved. You can change it until")).to_be_visible()
