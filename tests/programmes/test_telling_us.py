"""What a partnership tells us that no file shows: told by the co-ordinator, read by all who see the partnership."""

from datetime import date, timedelta

import pytest
from django.urls import reverse

from accounts import roles, speaking
from accounts.moves import IllegalMove
from programmes import taking_part
from tests.build import programmes as build

pytestmark = pytest.mark.django_db


@pytest.fixture
def review():
    programme = build.programme(areas=1)
    return programme, build.participation(programme)


def page_of(part):
    return reverse("programmes:confirm-done", args=[part.pk, "staff-survey"])


def told(part):
    with speaking.as_service():
        taking_part.confirm(
            part,
            build.milestone(part.programme, "staff-survey"),
            done_on=date(2026, 11, 3),
            headcount=412,
            note="By the intranet.",
            by=build.seated(part, roles.Coordinator),
            today=part.timetable["staff-survey"].starts,
        )


@pytest.mark.parametrize("role", [roles.ChiefOfficer, roles.Contributor, roles.Viewer])
def test_the_others_of_the_partnership_read_what_was_told_and_tell_nothing(client, review, role):
    _, part = review
    client.force_login(build.seated(part, role))
    assert "We have not been told yet" in client.get(page_of(part)).content.decode()
    told(part)
    page = client.get(page_of(part)).content.decode()
    for words in ("3 November 2026", "412 people", "By the intranet."):
        assert words in page
    assert "<textarea" not in page
    assert client.post(page_of(part), {}).status_code == 403


def test_the_team_reads_it_too(client, review):
    programme, part = review
    told(part)
    client.force_login(build.in_team(programme, roles.SupportOfficer))
    assert "412 people" in client.get(page_of(part)).content.decode()


def test_a_survey_that_closed_can_still_be_called_shared_though_another_one_is_to_come():
    programme = build.programme(areas=1, definition="asp-joint-inspections")
    part = build.participation(programme)
    first, later = (plan for plan in programme.plans if "share survey" in plan.gates)
    between = part.timetable[first.key].ends + timedelta(days=3)
    assert between < part.timetable[later.key].opens
    teller = build.seated(part, roles.Coordinator)
    with speaking.as_service():
        told = taking_part.confirm(part, first, done_on=between, by=teller, today=between)
        with pytest.raises(IllegalMove, match="is not open yet"):
            taking_part.confirm(part, later, done_on=between, by=teller, today=between)
    assert told.milestone_id == first.pk
