"""Nothing follows a report before its minute: no plan, round, answer or action of it can be, so nothing there can tell."""

import pytest
from django.test import Client

from accounts import roles, speaking
from accounts.moves import IllegalMove
from followup import planning
from followup.models import Plan, Round
from reports.models import Report
from tests.build import followup as build
from tests.build import programmes as plans
from tests.build import reports as drafts
from tests.house.embargo.stage import put_at

pytestmark = pytest.mark.django_db

CANARY = "Zyxwvutplan"


@pytest.fixture
def waiting():
    """An edition with a recommendation, which two people stand behind, and whose minute is to come."""
    programme = plans.programme(definition="asp-joint-inspections", areas=2)
    with speaking.as_service():
        report = drafts.report(programme, title=f"{CANARY} title")
    build.recommendation(report, text=f"{CANARY} text")
    edition = drafts.edition(report)
    drafts.released(edition, seconds=60)
    return edition


def every_beginning(report, by):
    day = build.in_days(0)
    yield lambda: planning.open_plans(report, by=by)
    yield lambda: planning.open_for_a_body(report, body="Scottish Government", by=by)
    yield lambda: planning.set_round(report, title="A round", opens=day, due=day, by=by)


@pytest.fixture(autouse=True)
def _any_second():
    drafts.any_second()


def test_no_plan_no_round_and_no_answer_begins_before_the_minute_and_all_of_them_from_it_on(waiting):
    by = drafts.person()
    with speaking.as_service():
        drafts.put_at(seconds=1)
        for begin in every_beginning(waiting.report, by):
            with pytest.raises(IllegalMove, match="has not been published yet"):
                begin()
        assert planning.stated_in(waiting.report_id) == []
        assert not Plan.objects.filter(report=waiting.report_id).exists()
        assert not Round.objects.filter(report=waiting.report_id).exists()
        drafts.put_at(seconds=0)
        for begin in every_beginning(waiting.report, by):
            assert begin()
        assert [each.text for each in planning.stated_in(waiting.report_id)] == [f"{CANARY} text"]


def test_the_page_of_plans_begins_nothing_before_the_minute(waiting):
    lead = Client()
    with speaking.as_service():
        lead.force_login(plans.in_team(waiting.programme, roles.Lead))
    drafts.put_at(seconds=60)
    address = f"/follow-up/reports/{waiting.report_id}/plans/"
    assert f'action="{address}open/"' not in lead.get(address).content.decode()
    page = lead.post(f"{address}open/", follow=True).content.decode()
    assert "The report has not been published yet. What follows it begins then." in page
    with speaking.as_service():
        assert not Plan.objects.exists()


def test_the_plan_of_a_report_tells_nothing_of_its_correction_before_the_minute_of_that():
    programme, report, recommended, _ = build.followed_programme()
    plan = build.plan_of(report)
    build.action(plan, recommended[0])
    with speaking.as_service():
        Report.objects.filter(pk=report.pk).update(title=f"{CANARY} title")
        report.refresh_from_db()
    build.recommendation(report, text=f"{CANARY} text")
    corrected = drafts.edition(report, what_changed=f"{CANARY} was wrong.")
    drafts.released(corrected, seconds=60)
    coordinator, chief = Client(), Client()
    coordinator.force_login(plans.seated(plan.participation, roles.Coordinator))
    chief.force_login(plans.seated(plan.participation, roles.ChiefOfficer))
    pages = (f"{plan.get_absolute_url()}", f"{plan.get_absolute_url()}actions/", "/work/")

    def told() -> str:
        return "".join(who.get(page).content.decode() for who in (coordinator, chief) for page in pages)

    put_at([corrected.pk], 1)
    assert "Write one guide." in told()
    assert CANARY not in told()
    put_at([corrected.pk], 0)
    assert f"{CANARY} text" in told()
