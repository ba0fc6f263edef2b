"""Where a person belongs is asked in plain SQL: it gives what the querysets give."""

from datetime import timedelta

import pytest
from django.contrib.auth.models import AnonymousUser
from django.utils import timezone

from accounts import roles, speaking
from accounts.models import Tie, User
from programmes import seats
from programmes.models import Assignment, Seat
from programmes.models.belonging import belonging
from tests.build import programmes as build

pytestmark = pytest.mark.django_db


def by_the_querysets(person):
    with speaking.as_service():
        teams, seats = {}, {}
        for programme, role in Assignment.objects.current().filter(person=person).values_list("programme", "role"):
            teams.setdefault(programme, set()).add(role)
        held = Seat.objects.held().filter(person=person)
        for participation, role in held.values_list("participation", "role"):
            seats.setdefault(participation, set()).add(role)
        return teams, seats, set(held.values_list("participation__programme", flat=True))


def as_read(person):
    person = User.objects.get(pk=person.pk)
    with speaking.as_person(person):
        found = belonging(person)
    return dict(found.teams), dict(found.seats), found.taken_part_in


def test_a_person_with_many_places_has_them_all():
    first, second = build.programme(areas=2), build.programme(areas=2)
    person = build.seated(build.participation(first, 0))
    with speaking.as_service():
        for part, role in (
            (build.participation(first, 0), roles.Viewer),
            (build.participation(second, 1), roles.Viewer),
        ):
            seat = Seat.objects.get(person=person, role=roles.Coordinator.slug)
            seat.pk, seat.participation, seat.role = None, part, role.slug
            seat.save(force_insert=True)
        for role in (roles.Lead, roles.Inspector):
            placed = Assignment.objects.get(person=build.in_team(second, role))
            placed.person = person
            placed.save()
    found = as_read(person)
    assert found == by_the_querysets(person)
    assert {len(each) for each in found[0].values()} == {2}
    assert len(found[1]) == 2
    assert found[2] == {first.pk, second.pk}


@pytest.mark.parametrize("status", Seat.Status)
@pytest.mark.parametrize("days", [(-2, 0), (-2, 1), (0, None), (1, None)])
def test_a_seat_counts_from_its_first_day_to_its_last_and_only_once_accepted(status, days):
    person = build.seated(build.participation(build.programme()))
    today = timezone.localdate()
    begins, ends = (day if day is None else today + timedelta(days=day) for day in days)
    with speaking.as_service():
        Seat.objects.filter(person=person).update(status=status, period=(begins, ends))
    found = as_read(person)
    assert found == by_the_querysets(person)
    assert bool(found[1]) is (status == Seat.Status.ACCEPTED and days in [(-2, 1), (0, None)])


@pytest.mark.parametrize("days", [(-2, 0), (-2, 1), (0, None), (1, None)])
def test_a_place_in_a_team_counts_from_its_first_day_to_its_last(days):
    person = build.in_team(build.programme(), roles.Inspector)
    today = timezone.localdate()
    begins, ends = (day if day is None else today + timedelta(days=day) for day in days)
    with speaking.as_service():
        Assignment.objects.filter(person=person).update(period=(begins, ends))
    found = as_read(person)
    assert found == by_the_querysets(person)
    assert bool(found[0]) is (days in [(-2, 1), (0, None)])


def test_whoever_has_not_signed_in_belongs_nowhere_and_nothing_is_asked(django_assert_num_queries):
    with django_assert_num_queries(0):
        assert belonging(AnonymousUser()).teams == {}


def test_it_is_asked_once_for_a_person(django_assert_num_queries):
    person = User.objects.get(pk=build.person().pk)
    # The request has read the posts with the person (accounts.backend).
    person.holds(roles.Administrator)
    with django_assert_num_queries(1):
        belonging(person)
        belonging(person)


def tied_to(person):
    person = User.objects.get(pk=person.pk)
    with speaking.as_person(person):
        return belonging(person).tied_to


def test_a_reader_is_tied_to_the_partnerships_of_their_employer_and_of_the_bodies_they_named():
    programme, other = build.programme(areas=3), build.programme(areas=1)
    employer = build.participation(programme, 0).partnership
    named = build.participation(programme, 1).partnership
    inspector = build.in_team(programme, roles.Inspector, organisation=employer.organisations.first())
    Tie.objects.create(person=inspector, organisation=named.organisations.first(), reason="Worked there")
    found = tied_to(inspector)
    assert set(found) == {employer.pk, named.pk}
    assert {of for of, _ in found.values()} == {programme.pk}
    assert all(names for _, names in found.values())
    assert other.pk not in {of for of, _ in found.values()}


def test_an_administrator_is_tied_in_every_programme_and_a_partnerships_own_people_nowhere():
    first, second = build.programme(areas=1), build.programme(areas=1)
    body = build.participation(first).partnership.organisations.first()
    with speaking.as_service():
        build.participation(second).partnership.organisations.add(body)
    administrator = build.administrator()
    Tie.objects.create(person=administrator, organisation=body, reason="Married there")
    assert {of for of, _ in tied_to(administrator).values()} == {first.pk, second.pk}
    assert tied_to(build.seated(build.participation(first))) == {}


def test_whoever_sits_down_has_their_place_in_the_same_request():
    part = build.participation(build.programme())
    person = build.person()
    seat = seats.nominate(part, email=person.email, name=person.name, by=person, role=roles.Coordinator)
    with speaking.as_person(person):
        assert belonging(person).seats == {}
    seats.accept(seat, by=person)
    with speaking.as_person(person):
        assert set(belonging(person).seats) == {part.pk}
