"""What the trail tells of drafts: to those who may read them what was changed, to others that it was."""

import pytest
from django.test import Client

from accounts import roles, speaking
from accounts.models import User
from followup import reviewing
from followup.models import Reviewed
from reports.models import Figure, Report, Section
from tests.build import followup, news
from tests.build import reports as build

pytestmark = pytest.mark.django_db

CANARY = "Zyxwvuttrail"


@pytest.fixture
def draft():
    """A draft that says the canary in each of its parts, with a press release, a recommendation and judgements."""
    report = build.report(title=f"{CANARY} title")
    with speaking.as_service():
        Report.objects.filter(pk=report.pk).update(summary=f"{CANARY} summary")
        Section.objects.filter(report=report).update(heading=f"{CANARY} heading", body=f"{CANARY} body")
        Figure.objects.filter(report=report).update(message=f"{CANARY} figure", key=CANARY.lower())
    news.press_release(report, by=news.writer(report), headline=f"{CANARY} headline")
    followup.recommendation(report, text=f"{CANARY} advice")
    (earlier,) = followup.published("Meet every month.")
    with speaking.as_service():
        review = reviewing.begin(report, earlier.report, on=followup.in_days(0), by=build.person())
        Reviewed.objects.filter(review=review).update(state="completed", narrative=f"{CANARY} narrative")
    return report


KINDS = [
    "reports.report", "reports.section", "reports.figure", "newsroom.newsitem", "followup.recommendation",
    "followup.reviewed",
]  # fmt: skip


def told_to(person: User, kind: str) -> str:
    client = Client()
    client.force_login(person)
    return client.get("/manage/changes/", {"kind": kind}).content.decode()


@pytest.mark.parametrize("kind", KINDS)
def test_who_may_not_read_a_draft_is_told_that_it_was_changed_and_not_what(draft, kind):
    page = told_to(build.holder_of(roles.InformationGovernance), kind)
    assert CANARY.lower() not in page.lower()
    assert "Added" in page
    assert "shown to those who may read it" in page
    assert CANARY.lower() in told_to(build.holder_of(roles.Administrator), kind).lower(), "it was there to be told"


def test_what_was_taken_out_of_a_draft_is_kept_as_well(draft):
    with speaking.as_service():
        draft.sections.all().delete()
    assert CANARY not in told_to(build.holder_of(roles.InformationGovernance), "reports.section")
    assert CANARY in told_to(build.holder_of(roles.Administrator), "reports.section")


def test_a_press_release_is_told_of_in_full_once_it_is_out():
    report = build.report()
    writer, second = news.writer(report), build.member_of(report.programme, roles.Lead)
    news.approved(news.press_release(report, by=writer, headline=f"{CANARY} headline"), by=writer, second=second)
    build.published(report)
    assert CANARY in told_to(build.holder_of(roles.InformationGovernance), "newsroom.newsitem")


def test_a_page_of_drafts_costs_the_same_however_many_there_are(draft, django_assert_max_num_queries):
    client = Client()
    client.force_login(build.holder_of(roles.InformationGovernance))
    client.get("/manage/changes/")
    with django_assert_max_num_queries(30):
        client.get("/manage/changes/", {"kind": "everything"})
