"""Who sees which partnership: the same sentence in Python and in SQL."""

import pytest

from accounts import roles, speaking
from accounts.models import Tie
from programmes.models import Participation, Seat, SettledDate
from tests.build import programmes as build

pytestmark = pytest.mark.django_db


def seen_by(user):
    """What the wall alone lets through, and what the code lets through."""
    with speaking.as_person(user):
        wall = set(Participation.objects.values_list("pk", flat=True))
        code = set(Participation.objects.visible_to(user).values_list("pk", flat=True))
    return wall, code


def test_a_partnership_sees_its_own_row_only():
    programme = build.programme(areas=3)
    part = build.participation(programme)
    coordinator = build.seated(part)
    assert seen_by(coordinator) == ({part.pk}, {part.pk})


def test_a_team_sees_its_programme_and_no_other():
    mine, other = build.programme(areas=2), build.programme(areas=2)
    inspector = build.in_team(mine, roles.Inspector)
    with speaking.as_service():
        own = set(mine.participations.values_list("pk", flat=True))
        assert other.participations.exists()
    assert seen_by(inspector) == (own, own)


def test_an_inspector_never_sees_a_partnership_they_are_tied_to():
    programme = build.programme(areas=2)
    inspector = build.in_team(programme, roles.Inspector)
    tied, free = build.participation(programme, 0), build.participation(programme, 1)
    Tie.objects.create(person=inspector, organisation=tied.partnership.organisations.first(), reason="Worked there")
    assert seen_by(inspector) == ({free.pk}, {free.pk})


def test_an_associate_assessor_never_sees_the_partnership_of_their_employer():
    programme = build.programme(areas=2)
    home, away = build.participation(programme, 0), build.participation(programme, 1)
    assessor = build.in_team(programme, roles.AssociateAssessor, organisation=home.partnership.organisations.first())
    assert seen_by(assessor) == ({away.pk}, {away.pk})


def test_panel_members_and_communications_see_no_partnership():
    programme = build.programme()
    for role in (roles.PanelMember, roles.Communications):
        assert seen_by(build.in_team(programme, role)) == (set(), set())


def test_the_wall_keeps_its_answer_for_no_longer_than_a_statement_nor_for_anybody_else():
    """All in one transaction, as a request is: somebody asks, is tied meanwhile, asks again, and then another asks."""
    programme = build.programme(areas=2)
    inspector, colleague = build.in_team(programme, roles.Inspector), build.in_team(programme, roles.Inspector)
    tied, free = build.participation(programme, 0), build.participation(programme, 1)
    with speaking.as_person(inspector):
        assert Participation.objects.count() == 2
        Tie.objects.create(
            person=inspector, organisation=tied.partnership.organisations.first(), reason="Married there"
        )
        assert Participation.objects.get() == free
        with speaking.as_person(colleague):
            assert Participation.objects.count() == 2
        assert Participation.objects.get() == free


def test_nobody_sees_nothing():
    build.programme()
    assert Participation.objects.count() == 0
    assert Seat.objects.count() == 0


def test_one_partnership_cannot_write_into_another():
    programme = build.programme(areas=2)
    mine, other = build.participation(programme, 0), build.participation(programme, 1)
    coordinator = build.seated(mine)
    with speaking.as_person(coordinator):
        assert Participation.objects.filter(pk=other.pk).update(selected=True) == 0
        assert Participation.objects.filter(pk=mine.pk).update(selected=True) == 1


def test_a_date_settled_for_one_partnership_is_not_seen_by_another():
    programme = build.programme(areas=2)
    mine, other = build.participation(programme, 0), build.participation(programme, 1)
    milestone = build.milestone(programme, "document-return")
    with speaking.as_service():
        SettledDate.objects.create(
            programme=programme, milestone=milestone, participation=other, edge="ends", on="2030-01-07"
        )
    with speaking.as_person(build.seated(mine)):
        assert not SettledDate.objects.filter(participation=other).exists()
