"""A co-ordinator at work with the keyboard alone: from the list of what waits to a document in the return."""

from pathlib import Path

import pytest

from tests.browser import opened, session_cookie

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("journeys")]


def go(page, words: str, *, kind: str = "link") -> None:
    """Move with Tab until the thing with these words has the focus, and press it, as somebody without a mouse does."""
    for _ in range(150):
        page.keyboard.press("Tab")
        focused = page.evaluate(
            "() => { const e = document.activeElement; return [e.tagName, (e.innerText || e.value || '').trim()] }"
        )
        if words.lower() in focused[1].lower() and (kind != "button" or focused[0] in ("BUTTON", "INPUT")):
            page.keyboard.press("Enter")
            page.wait_for_load_state()
            return
    raise AssertionError(f"“{words}” cannot be reached with the keyboard on {page.url}")


def test_adds_a_document_with_the_keyboard_alone(world, chromium, tmp_path: Path):
    of, who = world.preparing, world.preparer
    with opened(chromium, cookies=[session_cookie(world, who)]) as page:
        page.goto(f"{world.url}/work/")
        go(page, of.ask.title)
        page.wait_for_url(f"**/returns/{of.pk}/")
        assert page.url.endswith(f"/returns/{of.pk}/")

        plain = tmp_path / "How we assure quality.txt"
        plain.write_text("An invented document for a test of the portal.")
        go(page, "Add another file")
        page.locator("details[open] input[type=file]").first.set_input_files(plain)
        go(page, "Add", kind="button")
        page.get_by_text("How we assure quality").first.wait_for()


def test_a_text_in_the_note_is_kept_while_it_is_typed(world, chromium):
    of, who = world.preparing, world.preparer
    with opened(chromium, cookies=[session_cookie(world, who)]) as page:
        page.goto(f"{world.url}/returns/{of.pk}/")
        note = page.locator("textarea").first
        note.fill("Typed and never saved by a button.")
        page.wait_for_timeout(2500)
        page.goto(f"{world.url}/returns/{of.pk}/")
        assert "Typed and never saved by a button." in page.locator("textarea").first.input_value()
