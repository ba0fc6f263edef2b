"""An administrator: starts a programme, moves a date, invites somebody, follows the trail, and releases a report."""

import io
from datetime import timedelta

import pikepdf
import pytest
from django.db import connection, transaction
from django.utils import timezone
from playwright.sync_api import expect

from accounts import speaking
from accounts.models import User
from notifications.models import Notice
from programmes.models import Programme
from reports.models import Publication, Section
from tests.browser import each, leads_to, measured, next_page, number_of, opened, session_cookie
from tests.build.reports import brought_in, explained
from tests.journeys.filling import choose, type_date
from tests.journeys.workers import make_documents

pytestmark = [pytest.mark.browser, pytest.mark.django_db, pytest.mark.xdist_group("journeys")]


@pytest.fixture
def at_work(world, chromium):
    with opened(chromium, cookies=[session_cookie(world, world.team["administrator"])]) as page:
        yield page


def test_starts_a_programme_having_seen_its_dates_and_with_the_areas_chosen(world, at_work):
    at_work.goto(f"{world.url}/work/programmes/")
    at_work.get_by_role("link", name="Start a programme").first.click()
    at_work.get_by_role("link", name="Governance", exact=False).first.click()
    at_work.wait_for_url("**/start/social-work-governance/")
    boxes = each(at_work.get_by_role("checkbox"), 32)
    at_work.get_by_label("Title").fill("A fourth review, of three areas")
    at_work.get_by_label("Address").fill("fourth review")
    for box in boxes:
        box.uncheck(force=True)
    for area in ("Moray", "Highland", "Orkney Islands"):
        choose(at_work, area)
    type_date(at_work, "Day one", timezone.localdate() + timedelta(days=30))
    with next_page(at_work):
        at_work.get_by_role("button", name="See the dates before starting").click()
    expect(at_work.locator(".ds_error-summary")).to_be_visible()
    expect(at_work.get_by_label("Title")).to_have_value("A fourth review, of three areas")
    at_work.get_by_label("Address").fill("fourth-review")
    at_work.get_by_role("button", name="See the dates before starting").click()
    dates = at_work.locator("section.preview")
    expect(dates.get_by_role("row")).to_have_count(9)
    expect(dates.get_by_text("Document return")).not_to_have_count(0)
    at_work.get_by_role("button", name="Start the programme").dblclick()
    at_work.wait_for_url("**/work/fourth-review/")
    with speaking.as_service():
        programme = Programme.objects.get(slug="fourth-review")
        assert programme.partnerships.count() == 3
        assert not Notice.objects.filter(programme_ref=programme.pk).exists()


def test_sees_what_a_moved_date_would_move_and_whom_it_would_tell_before_settling_it(world, at_work):
    at_work.goto(f"{world.url}/work/{world.begun.programme.slug}/dates/")
    with next_page(at_work):
        at_work.locator("a[href$='/dates/document-return/']").first.click()
    with speaking.as_service():
        programme = Programme.objects.with_plan().get(pk=world.begun.programme.pk)
        before = programme.timetable["document-return"]
    later = before.starts + timedelta(days=14)
    type_date(at_work, "First day", later)
    type_date(at_work, "Last day", later)
    at_work.get_by_label("Why it changes").fill("The audit committees meet a fortnight later.")
    at_work.get_by_role("button", name="See what this would move").click()
    moved = at_work.locator("section.preview")
    assert number_of(moved.get_by_role("row")) > 2
    moved.get_by_text("3 partnerships").click()
    expect(moved.get_by_text("Clackmannanshire")).to_be_visible()
    with speaking.as_service():
        assert Programme.objects.with_plan().get(pk=programme.pk).timetable["document-return"].starts == before.starts
    at_work.get_by_role("button", name="Change the dates and tell them").click()
    expect(at_work.get_by_text("3 partnerships are being told.")).to_be_visible()
    with speaking.as_service():
        assert Programme.objects.with_plan().get(pk=programme.pk).timetable["document-return"].starts == later
        assert Notice.objects.filter(
            programme_ref=programme.pk, body_markdown__contains="meet a fortnight later"
        ).exists()


def test_invites_a_person_and_sees_it_in_the_trail(world, at_work):
    at_work.goto(f"{world.url}/manage/people/")
    at_work.get_by_role("link", name="Invite somebody").first.click()
    at_work.get_by_label("E-mail address").fill("new.inspector@demo.example")
    at_work.get_by_label("Name").fill("Murdo Newcomer")
    at_work.get_by_role("button", name="Invite").click()
    expect(at_work.locator(".ds_error-summary").get_by_text("Choose the body")).to_be_visible()
    at_work.get_by_label("Works for").select_option(label="Care Inspectorate")
    choose(at_work, "None yet")
    with next_page(at_work):
        at_work.get_by_role("button", name="Invite").click()
    expect(at_work.get_by_text("Murdo Newcomer").first).to_be_visible()
    person = User.objects.get(email="new.inspector@demo.example")
    assert person.invitations.count() == 1

    at_work.goto(f"{world.url}/manage/changes/?who=administrator")
    expect(at_work.get_by_text("Murdo Newcomer")).not_to_have_count(0)
    at_work.goto(f"{world.url}/manage/looks/")
    expect(at_work.locator("h1")).to_have_text("Who looked", use_inner_text=True)
    at_work.goto(f"{world.url}/manage/status/")
    expect(at_work.get_by_role("rowheader", name="Timetables", exact=True)).to_be_visible()


def test_writes_releases_and_at_the_minute_everybody_reads_the_page_and_the_pdf(world, at_work, chromium):
    report = world.report
    with speaking.as_service():
        Section.objects.filter(report=report, body="").delete()
        report.summary = "A **second** look at how social work is governed."
        report.save()
    at_work.goto(f"{world.url}/drafting/{report.pk}/")
    at_work.get_by_text("Add a section", exact=True).click()
    at_work.get_by_label("Heading of the new section").fill("What we saw")
    at_work.get_by_role("button", name="Add the section").click()
    # The editor takes the place of the text area once it has come: the writer waits for it.
    at_work.locator("#rich-body").fill("Most staff knew whom to ask.")
    with next_page(at_work):
        at_work.get_by_role("button", name="write as plain text from now on").click()
    at_work.get_by_role("button", name="Save and mark as ready").click()
    expect(at_work.get_by_text("“What we saw” has been saved.")).to_be_visible()
    for kind, heading in (("Table", "Who answered, by service"), ("Bar chart", "Most staff felt supported")):
        at_work.get_by_role("link", name="Add a table or chart").click()
        choose(at_work, kind)
        at_work.get_by_label("Heading").fill(heading)
        at_work.get_by_label("What is counted").fill("Staff who agreed, by service (invented)")
        at_work.get_by_label("Figures", exact=True).fill("Service\tAgree\nAdults\t61\nChildren\t72\nJustice\t70")
        at_work.get_by_label("Unit").fill("%")
        at_work.get_by_label("Where the figures come from").fill("Invented for a test")
        at_work.get_by_role("button", name="See it first").click()
        expect(at_work.locator(".preview-box").get_by_text(heading)).not_to_have_count(0)
        with next_page(at_work):
            at_work.get_by_role("button", name="Save", exact=True).click()
        expect(at_work.get_by_text("Write [[figure:")).to_be_visible()
    with speaking.as_service():
        references = [figure.reference for figure in report.figures.order_by("-pk")[:2]]
        rest = [f.reference for f in report.figures.order_by("pk") if f.has_numbers and f.reference not in references]
    with next_page(at_work):
        at_work.get_by_role("link", name="What we saw", exact=True).click()
    at_work.get_by_role("textbox", name="Text", exact=True).fill(
        "\n\n".join(["Most staff knew whom to ask.", *references, *rest])
    )
    at_work.get_by_role("button", name="Save and mark as ready").or_(
        at_work.get_by_role("button", name="Save", exact=True)
    ).first.click()
    expect(at_work.get_by_text("“What we saw” has been saved.")).to_be_visible()
    with speaking.as_service():
        Section.objects.filter(report=report).update(status="ready")
        report.figures.filter(data={}).delete()
    # Its colleagues and the panel have read it, and every remark on its text is explained.
    explained(brought_in(report))

    at_work.get_by_role("link", name="Freeze an edition").click()
    at_work.get_by_role("button", name="Freeze this edition").click()
    expect(at_work.get_by_text("has been frozen")).to_be_visible()
    make_documents()
    at_work.reload()
    with next_page(at_work):
        at_work.get_by_role("link", name="Schedule the release").click()
    type_date(at_work, "Day", timezone.localdate() - timedelta(days=1))
    with next_page(at_work):
        at_work.get_by_role("button", name="Schedule the release").click()
    expect(at_work.locator(".ds_error-summary")).to_be_visible()
    type_date(at_work, "Day", timezone.localdate() + timedelta(days=2))
    at_work.get_by_label("Time").fill("9.30")
    at_work.get_by_role("button", name="Schedule the release").click()
    expect(at_work.get_by_text("A second person has to confirm it.")).to_be_visible()
    edition = measured(at_work, "location.href")
    expect(at_work.get_by_role("link", name="Confirm the minute")).to_have_count(0)

    second = world.team["second-administrator"]
    with opened(chromium, cookies=[session_cookie(world, second)]) as other:
        other.goto(edition)
        other.get_by_role("link", name="Confirm the minute").click()
        other.get_by_role("button", name="Confirm this minute").click()
        expect(other.get_by_text("Confirmed: it will be published at")).to_be_visible()

    with speaking.as_service():
        publication = Publication.objects.get(edition__report=report)
    with opened(chromium) as anybody:
        address = f"{world.url}/reports/{report.slug}/"
        assert anybody.goto(address).status == 404
    _the_minute_comes(publication)
    # A browser that has asked before keeps the answer until the minute is over; here it came within that minute.
    with opened(chromium) as anybody:
        assert anybody.goto(address).status == 200
        expect(anybody.get_by_text("Most staff felt supported")).not_to_have_count(0)
        expect(anybody.locator("article.report table")).not_to_have_count(0)
        expect(anybody.locator("article.report svg")).not_to_have_count(0)
        link = leads_to(anybody.get_by_role("link", name="The report as PDF"))
        with pikepdf.open(io.BytesIO(anybody.request.get(world.url + link).body())) as pdf:
            assert pdf.Root.MarkInfo.Marked


@transaction.atomic
def _the_minute_comes(publication) -> None:
    """Nobody waits two days: the owner of the schema puts the minute to where the clock is."""
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL ROLE portal_owner; ALTER TABLE reports_publication DISABLE TRIGGER USER")
        cursor.execute(
            "UPDATE reports_publication SET publish_at = date_trunc('minute', now()),"
            " scheduled_at = now() - interval '2 days', confirmed_at = now() - interval '1 day' WHERE id = %s",
            [publication.pk],
        )
        cursor.execute("ALTER TABLE reports_publication ENABLE TRIGGER USER; SET LOCAL ROLE portal_app")
