"""An inspector: opens what came in, sees versions side by side, asks, accepts, and opens an accepted return again."""

import pytest
from playwright.sync_api import expect

from accounts import speaking
from audit.models import Look
from inspections.models import Submission
from notifications.models import Notice
from tests.browser import opened, session_cookie

pytestmark = [pytest.mark.browser, pytest.mark.django_db, pytest.mark.xdist_group("journeys")]


@pytest.fixture
def at_work(world, chromium):
    with opened(chromium, cookies=[session_cookie(world, world.team["inspector"])]) as page:
        yield page


def sent(world, number: int):
    """The so-manieth return that has been sent and not answered yet, of a partnership that this inspector may read."""
    with speaking.as_service():
        rows = Submission.objects.filter(status="sent", of__ask__programme=world.programme, nil_reason="")
        rows = rows.exclude(of__participation__partnership__name__in=["Angus", "Aberdeen City"])
        return rows.select_related("of__participation__partnership").order_by("pk")[number].of


def test_finds_what_waits_opens_a_document_and_leaves_a_record(world, at_work):
    of = sent(world, 0)
    at_work.goto(f"{world.url}/work/")
    at_work.goto(f"{world.url}/reading/{world.programme.slug}/?state=waiting")
    row = at_work.get_by_role("link", name=of.participation.partnership.name, exact=True).first
    row.click()
    at_work.wait_for_url(f"**/reading/returns/{of.pk}/")
    link = at_work.locator("table.versions a[href*='/returns/documents/']").first
    with at_work.expect_download() as download:
        link.click()
    assert download.value.suggested_filename.endswith((".docx", ".xlsx"))
    with speaking.as_service():
        seen = Look.objects.filter(person=world.team["inspector"]).values_list("kind", flat=True)
        assert "document" in set(seen)


def test_asks_a_question_that_reaches_the_co_ordinator(world, at_work):
    of = sent(world, 1)
    at_work.goto(f"{world.url}/reading/returns/{of.pk}/")
    at_work.get_by_role("link", name="Ask a question").click()
    at_work.get_by_role("button", name="Send the question").click()
    expect(at_work.locator(".ds_error-summary").get_by_text("Write your question")).to_be_visible()
    at_work.get_by_label("Your question").fill("Is the risk register the current one?")
    at_work.get_by_role("button", name="Send the question").click()
    at_work.wait_for_url(f"**/reading/returns/{of.pk}/")
    expect(at_work.get_by_text("Is the risk register the current one?")).to_be_visible()
    with speaking.as_service():
        assert Submission.objects.filter(of=of, status="queried").exists()
        seated = of.participation.seats.filter(role="co-ordinator", status="accepted").values("person")
        assert Notice.objects.filter(recipient__in=seated, kind="query").exists()


def test_accepts_a_return_and_opens_it_again_with_a_reason(world, at_work):
    of = sent(world, 2)
    at_work.goto(f"{world.url}/reading/returns/{of.pk}/")
    at_work.get_by_role("link", name="Accept", exact=True).click()
    at_work.get_by_label("A word to the partnership").fill("Thank you.")
    at_work.get_by_role("button", name="Accept this return").click()
    at_work.wait_for_url(f"**/reading/returns/{of.pk}/")
    with speaking.as_service():
        assert Submission.objects.filter(of=of, status="accepted").exists()

    at_work.get_by_role("link", name="Open it again").click()
    at_work.get_by_label("Why do you open it again?").fill("A page of the audit plan is missing.")
    at_work.get_by_role("button", name="Open it again").click()
    at_work.wait_for_url(f"**/reading/returns/{of.pk}/")
    expect(at_work.get_by_text("A page of the audit plan is missing.")).to_be_visible()


def test_never_reads_a_partnership_that_one_is_tied_to(world, at_work):
    with speaking.as_service():
        angus = Submission.objects.filter(
            of__ask__programme=world.programme, of__participation__partnership__name="Angus"
        ).first()
    at_work.goto(f"{world.url}/reading/{world.programme.slug}/")
    expect(at_work.get_by_role("link", name="Aberdeenshire", exact=True)).not_to_have_count(0)
    expect(at_work.get_by_role("link", name="Angus", exact=True)).to_have_count(0)
    if angus:
        assert at_work.goto(f"{world.url}/reading/returns/{angus.of_id}/").status == 404
