"""A co-ordinator at work with the keyboard alone, from the list of what is asked to a second version of the return."""

import re
from datetime import timedelta
from pathlib import Path
from urllib.parse import urlsplit

import pikepdf
import pytest
from django.utils import timezone
from playwright.sync_api import expect

from accounts import speaking
from demo import documents
from inspections import deciding
from inspections.models import Extension, Submission
from notifications.models import Notice
from programmes.models import Booking
from tests.browser import opened, said, session_cookie
from tests.journeys.keyboard import Keyboard
from tests.journeys.workers import check_files, make_documents

pytestmark = [pytest.mark.browser, pytest.mark.django_db, pytest.mark.xdist_group("journeys")]

HEADINGS = ("Key processes", "Performance reporting", "Governance arrangements", "Quality assurance")


@pytest.fixture
def at_work(world, chromium):
    """The co-ordinator of the review that has begun, in front of a page."""
    with opened(chromium, cookies=[session_cookie(world, world.begun.coordinator)]) as page:
        yield page


def saved(folder: Path, upload) -> Path:
    path = folder / upload.name
    path.write_bytes(upload.read())
    return path


def versions(of) -> list[Submission]:
    with speaking.as_service():
        return list(Submission.objects.filter(of=of).order_by("number"))


def test_books_a_briefing_subscribes_to_the_dates_and_reads_the_guidance(world, at_work):
    part, keys = world.begun.part, Keyboard(at_work)
    at_work.goto(f"{world.url}/work/")
    assert keys.walk() > 10
    keys.go("Clackmannanshire", f"**{part.get_absolute_url()}")
    assert keys.walk() > 20

    keys.go("Book a", "**/briefing/")
    keys.to("2026", kind="radio")
    at_work.keyboard.press("Space")
    keys.press("Book this place", kind="BUTTON")
    expect(at_work.get_by_text("The place is booked.")).to_be_visible()
    with speaking.as_service():
        assert Booking.objects.get(participation=part).booked_by == world.begun.coordinator

    keys.go("Clackmannanshire", f"**{part.get_absolute_url()}")
    keys.go("Subscribe from your calendar", "**/calendar/")
    keys.send("Make my address")
    address = said(at_work.locator(".copyable"))
    calendar = at_work.request.get(world.url + urlsplit(address).path).text()
    assert "BEGIN:VCALENDAR" in calendar
    assert "Briefing for co-ordinators" in calendar

    at_work.goto(f"{world.url}{part.get_absolute_url()}")
    keys.go("All guidance", "**/guidance/")
    keys.go("Guidance for co-ordinators", "**/guidance/co-ordinator-guidance/")
    expect(at_work.locator("h1")).to_have_text("Guidance for co-ordinators", use_inner_text=True)


def test_sends_documents_once_answers_a_query_and_sends_a_second_version(world, at_work, chromium, tmp_path):
    of, keys = world.begun.of, Keyboard(at_work)
    page = f"{world.url}{of.get_absolute_url()}"
    papers = [saved(tmp_path, documents.word(f"{title}.docx", f"{title}, as agreed in June.")) for title in HEADINGS]
    hostile = saved(tmp_path, documents.with_a_macro("Scorecard.docx"))

    # One document, under what it answers; then many at once, one of which is refused with its reason.
    at_work.goto(f"{world.url}{world.begun.part.get_absolute_url()}")
    keys.go("Document return", f"**{of.get_absolute_url()}")
    assert keys.walk() > 20
    keys.press("Add a file for Key processes")
    keys.choose_files("Choose files", papers[0])
    keys.send("Add to Key processes")
    expect(at_work.get_by_text("“Key processes.docx” has been added.")).to_be_visible()
    keys.go("Add several files at once", "**/add/")
    keys.choose_files("Choose files", [*papers[1:], hostile])
    keys.go("Add these files", "**/sort/", kind="BUTTON")
    check_files()
    for title in HEADINGS[1:]:
        keys.to(f"{title}.docx", kind="select-one")
        at_work.keyboard.type(title)
    keys.go("Save", f"**{of.get_absolute_url()}#documents", kind="BUTTON")
    expect(at_work.locator(".file-list__reason")).to_contain_text("has macros", use_inner_text=True)
    expect(at_work.locator(".ds_error-summary")).to_contain_text("was refused", use_inner_text=True)
    keys.go("Scorecard.docx” was refused", "**#document-*")
    keys.go("Take out Scorecard.docx", "**/remove/")
    keys.go("Take it out", f"**{of.get_absolute_url()}#documents", kind="BUTTON")

    # More time, which nobody has decided when the return goes.
    keys.go("Ask for more time", "**/more-time/")
    with speaking.as_service():
        until = of.participation.timetable["document-return"].ends + timedelta(days=14)
    for words, number in (("Day", until.day), ("Month", until.month), ("Year", until.year)):
        keys.write(words, str(number))
    keys.write("Why do you need more time?", "Our audit committee meets after the date.")
    keys.send("Ask for more time")
    expect(at_work.get_by_text("The review team has been asked.")).to_be_visible()
    with speaking.as_service():
        assert Extension.objects.get(of=of).until == until

    # Checked, and sent with one press too many.
    keys.go("Check and send", "**/check/")
    keys.to("Send", kind="BUTTON")
    # The second press takes the place of the first, whose answer the browser drops: so the address is asked for.
    at_work.keyboard.press("Enter")
    at_work.keyboard.press("Enter")
    expect(at_work).to_have_url(re.compile("/receipt/1/$"))
    expect(at_work.locator("h1")).to_contain_text("Receipt")
    at_work.go_back()
    at_work.goto(f"{page}check/")
    expect(at_work).to_have_url(re.compile("/receipt/1/$"))
    assert [(each.number, each.status) for each in versions(of)] == [(1, "sent")]
    with speaking.as_service():
        assert Notice.objects.filter(recipient=world.begun.coordinator, kind="receipt").count() == 1
    for title in HEADINGS:
        expect(at_work.get_by_text(f"{title}.docx")).not_to_have_count(0)

    # The receipt as a PDF, which a worker makes while the page waits.
    keys.go("Get it as a PDF", "**/documents/*/", kind="BUTTON")
    make_documents()
    expect(at_work.get_by_text("Your document is ready.")).to_be_visible()
    keys.to(f"{of.reference}, version 1", kind="A")
    with at_work.expect_download() as download:
        at_work.keyboard.press("Enter")
    with pikepdf.open(download.value.path()) as pdf:
        assert len(pdf.pages) >= 1
        assert of.reference in str(pdf.docinfo["/Title"])
        assert pdf.Root.Lang == "en-GB"
        assert pdf.Root.MarkInfo.Marked

    # The review team asks; the co-ordinator answers in the thread and sends a second version.
    with speaking.as_person(world.team["lead"]):
        deciding.query(of, "Which year is the scheme of?", by=world.team["lead"])
    at_work.goto(page)
    keys.go("Answer", "**/thread/")
    keys.write("Your answer", "It is of this year. We send the newer one as well.")
    keys.send("Send the answer")
    expect(at_work.get_by_text("Your answer has been sent.")).to_be_visible()
    expect(at_work.get_by_text("Which year is the scheme of?")).to_be_visible()
    at_work.goto(page)
    keys.send("Start a new version")
    expect(at_work.get_by_text("Version 2 has been begun")).to_be_visible()
    newer = saved(tmp_path, documents.word("Scheme of delegation.docx", "The newer one."))
    keys.press("Add another file for Key processes")
    keys.choose_files("Choose files", newer)
    keys.send("Add to Key processes")
    expect(at_work.get_by_text("“Scheme of delegation.docx” has been added.")).to_be_visible()
    check_files()
    keys.go("Check and send", "**/check/")
    keys.go("Send", "**/receipt/2/", kind="BUTTON")
    keys.go("Back to the return", f"**{of.get_absolute_url()}")
    keys.go("differs", "**/versions/1/2/")
    expect(at_work.get_by_text("Scheme of delegation.docx")).not_to_have_count(0)
    assert [(each.number, each.status) for each in versions(of)] == [(1, "superseded"), (2, "sent")]

    # On the other side both stand beside each other, with what is new.
    with opened(chromium, cookies=[session_cookie(world, world.team["inspector"])]) as reading:
        reading.goto(f"{world.url}/reading/returns/{of.pk}/")
        expect(reading.get_by_role("heading", name="Versions beside each other")).to_be_visible()
        new = reading.locator("table.versions td").filter(has_text="New here")
        expect(new).to_contain_text("Scheme of delegation.docx", use_inner_text=True)
        expect(reading.get_by_text("It is of this year.")).to_be_visible()
        reading.get_by_role("link", name="What differs between version 1 and version 2").click()
        reading.wait_for_url("**/versions/1/2/")


def test_has_nothing_to_send_and_says_why(world, at_work):
    of, keys = world.begun.returns["stirling"], Keyboard(at_work)
    at_work.goto(f"{world.url}{of.get_absolute_url()}")
    keys.go("We have nothing to send", "**/nothing/")
    keys.send("Send it: we have nothing to send")
    expect(at_work.get_by_text("Say why there is nothing to send").first).to_be_visible()
    expect(at_work.locator(".ds_error-summary")).to_be_focused()
    keys.go("Say why there is nothing to send", "**#id_reason", kind="A")
    at_work.keyboard.type("Clackmannanshire answers for both of us.")
    keys.go("Send it: we have nothing to send", "**/receipt/1/**", kind="BUTTON")
    expect(at_work.get_by_text("Clackmannanshire answers for both of us.")).to_be_visible()
    with speaking.as_service():
        sent = Submission.objects.get(of=of)
    assert sent.is_nil
    assert timezone.now() - sent.sent_at < timedelta(minutes=1)


def test_a_text_in_the_note_is_kept_while_it_is_typed(world, chromium):
    of, who = world.preparing, world.preparer
    with opened(chromium, cookies=[session_cookie(world, who)]) as page:
        page.goto(f"{world.url}/returns/{of.pk}/")
        note = page.locator("textarea").first
        note.fill("Typed and never saved by a button.")
        expect(page.get_by_text("Saved at")).to_be_visible()
        page.goto(f"{world.url}/returns/{of.pk}/")
        expect(page.locator("textarea").first).to_have_value(re.compile("Typed and never saved by a button\\."))
