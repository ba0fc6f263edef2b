"""An author: is asked for a section, writes it, binds a number, explains a remark, compares versions, answers a mention."""

import re

import pytest
from playwright.sync_api import expect

from accounts import speaking
from demo import assured
from reports import assigning, commenting
from reports.models import Comment, Section
from tests.browser import axe, no_sideways_scroll, opened, session_cookie
from tests.journeys.keyboard import Keyboard

pytestmark = [pytest.mark.browser, pytest.mark.django_db, pytest.mark.xdist_group("journeys")]

#: The buttons over the text that this author needs, in their order.
TOOLS = [
    "Heading",
    "Smaller heading",
    "Bold",
    "Italic",
    "List",
    "Numbered list",
    "Quotation",
    "Link",
    "Note",
    "Table or chart",
]
WRITTEN = """### What the records show

The team read 50 investigations.[^1] See [[figure:records]], and [the method](https://example.org/method).

- prompt
- recorded

> We were asked, once.

About 12 adults said so.

[^1]: Demonstration: counted from an invented list."""


@pytest.fixture
def section(world):
    """The last section of a report is empty, and the lead asks the inspector to write it."""
    team = world.team
    with speaking.as_service():
        report = assured.written(world.programme, team, "Demonstration: a report for its author")
        Section.objects.filter(report=report, key="next-steps").update(body="", status=Section.Status.WRITING)
        found = report.sections.select_related("report__programme").get(key="next-steps")
        assigning.plan(found, owners=[team["inspector"]], target=60, by=team["lead"])
        return found


def sound(page) -> None:
    """No barrier that a machine can find, and nothing to scroll sideways for."""
    assert axe(page) == []
    assert no_sideways_scroll(page)


def tool(page, name: str) -> None:
    """A button over the text, by keyboard: Alt and F10, and then the arrows."""
    page.keyboard.press("Alt+F10")
    page.keyboard.press("Home")
    for _ in range(TOOLS.index(name)):
        page.keyboard.press("ArrowRight")
    expect(page.get_by_role("toolbar").get_by_role("button", name=name, exact=True)).to_be_focused()
    page.keyboard.press("Enter")


def saved(section) -> str:
    with speaking.as_service():
        return Section.objects.values_list("body", flat=True).get(pk=section.pk)


def test_writes_a_section_without_a_mouse_and_every_number_in_it_is_settled(world, chromium, section):
    team, report = world.team, section.report
    with opened(chromium, cookies=[session_cookie(world, team["inspector"])]) as page:
        keys = Keyboard(page)
        page.goto(f"{world.url}/inbox/")
        expect(page.get_by_text("asks you to write a part of a report").first).to_be_visible()
        page.goto(f"{world.url}/work/")
        keys.go("Write “Next steps”", f"**{section.get_absolute_url()}")
        text = page.get_by_role("textbox", name="Text", exact=True).and_(page.locator("#rich-body"))
        expect(text).to_be_visible()
        text.focus()
        tool(page, "Heading")
        page.keyboard.type("What the records show\nThe team read 50 investigations.")
        tool(page, "Note")
        expect(page.get_by_label("Text of the note")).to_be_focused()
        page.keyboard.type("Demonstration: counted from an invented list.")
        page.keyboard.press("Tab")
        page.keyboard.press("Enter")
        expect(text).to_be_focused()
        page.keyboard.type(" See ")
        tool(page, "Table or chart")
        expect(page.get_by_label("Which one")).to_be_focused()
        page.get_by_label("How", exact=True).select_option("within")
        page.get_by_role("button", name="Put it in").press("Enter")
        expect(text).to_be_focused()
        page.keyboard.type(", and ")
        page.keyboard.press("Control+k")
        page.get_by_label("Where it leads").fill("https://example.org/method")
        page.get_by_label("Words of the link").fill("the method")
        page.keyboard.press("Enter")
        expect(text).to_be_focused()
        page.keyboard.type(".\n- prompt\nrecorded\n\n> We were asked, once.\n\nAbout 12 adults said so.")
        sound(page)
        keys.send("Save")
        expect(page.get_by_text("has been saved")).to_be_visible()
        assert saved(section) == WRITTEN

        # Two numbers say nothing of where they are from: the one is bound to the table, the other is explained.
        keys.go("Remarks on the text", "**/remarks/")
        sound(page)
        keys.go("Bind it : 50", "**/bind/")
        sound(page)
        keys.to("The team read 118 records", kind="radio")
        page.keyboard.press("Space")
        keys.send("Bind it")
        expect(page.get_by_text("“50” is bound to")).to_be_visible()
        assert "[50](number:" in saved(section)
        keys.to("“12” does not say where it comes from", kind="checkbox")
        page.keyboard.press("Space")
        keys.write("Why they stand", "Demonstration: said in an invented meeting.")
        keys.send("Explain")
        expect(page.get_by_text("1 remark explained.")).to_be_visible()
        sound(page)

        # What was there before stands beside what is there now.
        page.goto(world.url + section.get_absolute_url())
        keys.go("Versions of this section", "**/versions/")
        keys.send("Put them beside each other")
        expect(page.get_by_role("heading", name=re.compile("^Version .* beside version"))).to_be_visible()
        expect(page.get_by_role("region", name=re.compile("compared$"))).to_contain_text("We were asked, once.")
        sound(page)

        # A colleague asks, and has an answer.
        with speaking.as_service():
            asked = commenting.comment(
                section, words="About 12 adults said so.", number="4.2", by=team["lead"],
                text=f"Who counted them, @{team['inspector'].name}?",
            )  # fmt: skip
        page.goto(f"{world.url}/work/")
        keys.go("A comment on “Next steps” mentions you", f"**/drafting/{report.pk}/comments/**")
        comment = page.locator(f"#comment-{asked.pk}")
        comment.get_by_text("Answer or settle").focus()
        page.keyboard.press("Enter")
        keys.write("Your answer, or why it is settled", "Two of us, on the day.")
        keys.send("Answer")
        expect(comment).to_contain_text("Two of us, on the day.")
        sound(page)
        page.goto(f"{world.url}/work/")
        expect(page.get_by_role("heading", level=1)).to_be_visible()
        expect(page.get_by_role("link", name="A comment on “Next steps” mentions you")).to_have_count(0)
    with speaking.as_service():
        assert Comment.objects.get(pk=asked.pk).answers.count() == 1
