"""The overview: what each partnership has to do next, and what is left of it once the report is out."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from accounts import roles, speaking
from programmes import chasing, overview, rules
from tests.build import inspections as returns
from tests.build import programmes as build

pytestmark = pytest.mark.django_db


@pytest.fixture
def scene():
    """A partnership that is late with a return, and a second one in the same programme."""
    first = returns.scene()
    second = returns.scene_in(first.programme)
    returns.due(first.programme, -3)
    return first, second


def _published(programme, days: int):
    return programme.milestones.create(
        key="publication",
        title="Report",
        kind="publication",
        starts_rule={"date": (timezone.localdate() + timedelta(days=days)).isoformat()},
        position=9,
    )


def _rows(programme, user):
    with speaking.as_person(user):
        return {row.participation.pk: row for row in overview.rows(programme, user, timezone.localdate())}


@pytest.mark.parametrize("due", [-3, 3])
def test_what_is_next_for_a_partnership_is_what_it_has_not_done_yet(scene, due):
    first, second = scene
    returns.due(first.programme, due)
    _published(first.programme, 30)
    with speaking.as_service():
        first.programme.participations.update(accepted_at=timezone.now(), accepted_by=first.chief)
    second.send()
    found = _rows(first.programme, first.lead)
    assert found[first.participation.pk].next.key == "return"
    assert found[second.participation.pk].next.key == "publication"


@pytest.mark.parametrize(("published", "is_late"), [(30, True), (-1, False)])
def test_once_the_report_is_out_nothing_is_late_and_nobody_can_be_chased(scene, published, is_late):
    first, _ = scene
    _published(first.programme, published)
    found = _rows(first.programme, first.lead)
    assert any(row.state == "late" for row in found.values()) is is_late
    with speaking.as_person(first.lead):
        assert bool(chasing.late_rows(first.programme, first.lead, timezone.localdate())) is is_late


def test_the_page_of_one_partnership_says_the_same_as_its_row(scene, client):
    first, _ = scene
    _published(first.programme, -1)
    client.force_login(first.lead)
    page = client.get(reverse("programmes:partnership", args=[first.programme.slug, first.participation.pk]))
    assert "Not recorded" in page.content.decode()


def test_a_co_ordinator_ends_no_chief_officers_seat():
    programme = build.programme()
    participation = build.participation(programme)
    chief = build.seated(participation, roles.ChiefOfficer)
    other = build.seated(participation, roles.ChiefOfficer)
    coordinator = build.seated(participation)
    contributor = build.seated(participation, roles.Contributor)
    lead = build.in_team(programme, roles.Lead)
    with speaking.as_service():
        seats = {seat.person_id: seat for seat in participation.seats.all()}

    def may_end(user):
        with speaking.as_person(user):
            ended = rules.may_end(user, seats.values())
        return {person for person, seat in seats.items() if seat.pk in ended}

    everybody = set(seats)
    assert may_end(coordinator) == {coordinator.pk, contributor.pk}
    assert may_end(contributor) == {contributor.pk}
    assert may_end(chief) == everybody
    assert may_end(lead) == everybody
    assert other.pk in everybody
