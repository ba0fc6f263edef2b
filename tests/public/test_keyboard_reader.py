"""Somebody from the public without a mouse: from the front page to a paragraph, its figures, a reference, and to be told."""

import pytest
from django.core import mail
from playwright.sync_api import expect

from accounts import speaking
from newsroom import mailing
from newsroom.models import Subscriber
from reports.models import Section
from tests.browser import axe, no_sideways_scroll, opened
from tests.build import reports as build
from tests.journeys.keyboard import Keyboard

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

FIRST = "The supervision of staff was held every **month**."
CORRECTED = FIRST.replace("month", "week")


@pytest.fixture
def corrected():
    """A report whose second edition put a word right."""
    report = build.report(title="How supervision works", slug="supervision")
    for body, what_changed in ((FIRST, ""), (CORRECTED, "Supervision is weekly, not monthly.")):
        with speaking.as_service():
            Section.objects.filter(report=report, position=2).update(body=body)
        edition = build.published(report, what_changed=what_changed)
    return edition


def test_a_reader_without_a_mouse_comes_from_the_front_page_to_everything(live_server, chromium, corrected):
    address = f"{live_server.url}{corrected.get_absolute_url()}"
    with opened(chromium) as page:
        keyboard = Keyboard(page)

        def here(letter: str) -> str:
            return f"{live_server.url}/{letter.split('/', 3)[3]}"

        def clean(name: str) -> None:
            assert axe(page) == [], name
            assert no_sideways_scroll(page, 320), name

        page.goto(live_server.url)
        keyboard.press("Skip to main content")
        keyboard.to("Search", kind="INPUT")
        page.keyboard.type("supervison")  # with a slip
        page.keyboard.press("Enter")
        page.wait_for_url("**/search/?q=supervison*")
        clean("search")
        keyboard.go("Paragraph 2.1", f"{address}#p-2-1")
        clean("report")
        assert keyboard.walk() > 10
        # By the contents to the figures as data, and to a reference.
        keyboard.go("Data", f"{address}#data")
        with page.expect_download() as taken:
            keyboard.press("data dictionary")
        assert taken.value.suggested_filename.endswith("data-dictionary.csv")
        with page.expect_download() as taken:
            keyboard.press("BibTeX")
        assert taken.value.suggested_filename == "supervision-2.bib"
        # An earlier edition says that it is one, and leads back.
        keyboard.go("read edition 1", f"**{corrected.get_absolute_url()}editions/1/")
        expect(page.get_by_text("This is an earlier edition", exact=False)).to_be_visible()
        expect(page.locator("#p-2-1")).to_contain_text("month")
        clean("earlier edition")
        keyboard.go("Read the newest edition", address)
        # The figures under the drawing, which a details element opens.
        keyboard.press("The figures as a table", kind="SUMMARY")
        expect(page.get_by_role("region", name="Figures: ", exact=False).first).to_be_visible()
        # To be told of the next.
        keyboard.go("Reports", "**/reports/", kind="A")
        keyboard.go("By e-mail", "**/subscribe/")
        keyboard.write("Your e-mail address", "reader@example.org")
        keyboard.to("Everything", kind="checkbox")
        expect(page.get_by_role("checkbox", name="Everything")).to_be_checked()
        clean("subscribe")
        keyboard.send("Ask for e-mails")
        expect(page.locator("h1")).to_have_text("Look into your mail")
        clean("asked")
        # The e-mail asks; yes takes a press, and so does leaving.
        mailing.deliver_waiting()
        with speaking.as_service():
            reader = Subscriber.objects.get(email="reader@example.org")
        assert reader.confirm_address() in mail.outbox[-1].body
        page.goto(here(reader.confirm_address()))
        clean("confirm")
        keyboard.send("Yes")
        expect(page.get_by_text("You will be told of what comes out")).to_be_visible()
        clean("subscription")
        page.goto(here(reader.leave_address()))
        keyboard.send("Leave")
        expect(page.locator("h1")).to_contain_text("left")
        clean("left")
        with speaking.as_service():
            assert not Subscriber.objects.exists()
