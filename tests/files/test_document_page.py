"""The page of a document being made, in a browser: it goes on by itself, and it goes on without scripts."""

import re

import pytest
from playwright.sync_api import expect

from accounts import speaking
from accounts.models import User
from files import actions, making, printable
from files.models import Making
from files.printable import Printable
from tests.browser import WIDTHS, axe, no_sideways_scroll, opened, screenshot, session_cookie

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def person(monkeypatch):
    monkeypatch.setattr(printable, "_registered", {})
    monkeypatch.setattr("accounts.waking.ask_now", lambda task, *args: True)

    @printable.printable("receipt", title="Receipt for SWG-014", rule=lambda user, pk: user.pk == pk)
    def receipt(subject_id):
        return Printable("<h1>Receipt</h1>", "Receipt for SWG-014, version 2", "receipt-swg-014.pdf")

    return User.objects.create_user("a@example.org", "A Person")


@pytest.fixture
def asked(person) -> Making:
    with speaking.as_person(person):
        return actions.ask_for("receipt", person, by=person)


def under_way(asked, progress, doing):
    with speaking.as_service():
        Making.objects.filter(pk=asked.pk).update(status="making", progress=progress, doing=doing)


@pytest.mark.parametrize("width", WIDTHS)
def test_goes_on_by_itself_until_the_document_is_there(width, live_server, chromium, person, asked):
    cookie = session_cookie(live_server, person)
    with opened(chromium, width=width, cookies=[cookie]) as page:
        page.goto(live_server.url + asked.get_absolute_url())
        state = page.get_by_role("status").filter(has_text="Your document")
        expect(state).to_contain_text("waits for its turn", use_inner_text=True)
        assert axe(page) == []
        under_way(asked, 42, "Laying out page 12")
        expect(page.get_by_text("Laying out page 12")).to_be_visible()
        expect(page.get_by_role("progressbar")).to_have_attribute("value", "42")
        expect(state).to_have_text("Your document is being made.", use_inner_text=True)
        assert axe(page) == []
        assert no_sideways_scroll(page)
        screenshot(page, "document-being-made")
        with speaking.as_service():
            Making.objects.filter(pk=asked.pk).update(status="queued")
        assert making.make(asked.pk) == "ready"
        link = page.get_by_role("link", name="Receipt for SWG-014, version 2")
        expect(link).to_be_visible()
        expect(state).to_have_text("Your document is ready.", use_inner_text=True)
        assert axe(page) == []
        screenshot(page, "document-ready")
        with page.expect_download() as download:
            link.click()
        assert download.value.suggested_filename == "receipt-swg-014.pdf"


@pytest.mark.parametrize("width", WIDTHS)
def test_goes_on_without_scripts(width, live_server, chromium, person, asked):
    under_way(asked, 42, "Laying out page 12")
    with opened(chromium, width=width, scripts=False, cookies=[session_cookie(live_server, person)]) as page:
        page.goto(live_server.url + asked.get_absolute_url())
        expect(page.locator("body")).to_contain_text(re.compile(r"being made\."))
        with speaking.as_service():
            Making.objects.filter(pk=asked.pk).update(status="queued")
        assert making.make(asked.pk) == "ready"
        expect(page.get_by_role("link", name="Receipt for SWG-014, version 2")).to_be_visible()


@pytest.mark.parametrize("width", WIDTHS)
def test_says_why_it_failed_and_tries_again(width, live_server, chromium, person, asked):
    with speaking.as_service():
        Making.objects.filter(pk=asked.pk).update(status="making")
        Making.objects.filter(pk=asked.pk).update(status="failed", failure=making._sentence(asked.pk, "MemoryError"))
    with opened(chromium, width=width, cookies=[session_cookie(live_server, person)]) as page:
        page.goto(live_server.url + asked.get_absolute_url())
        assert axe(page) == []
        assert no_sideways_scroll(page)
        screenshot(page, "document-failed")
        page.get_by_role("button", name="Try again").click()
        expect(page.get_by_text("waits for its turn")).to_be_visible()
