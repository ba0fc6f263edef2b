"""Rooms that add to one page: who has something to add is one question, and who has nothing is not asked."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from accounts import roles, speaking
from accounts.models import Area, User
from programmes import work
from programmes.asking import Asked, with_rows
from tests.build import programmes as build

pytestmark = pytest.mark.django_db


def areas():
    """Two of them, in an order by their names."""
    for number, name in enumerate(("Northland", "Southland")):
        Area.objects.create(name=name, slug=name.lower(), short=name[0], code=f"S1200009{number}")
    return Area.objects.order_by("-name")


@pytest.fixture
def asked():
    """Three rooms: one that has rows, one whose rows are none, one that is asked always; and one that stays away."""
    asked, there = Asked(), areas()
    asked.add(lambda who, rows: (who, "some", rows.count()), lambda who: there)
    asked.add(lambda who, rows: (who, "none", rows.count()), lambda who: there.filter(name=""))
    asked.add(lambda who: (who, "always"))
    asked.add(lambda who, rows: (who, "away"), lambda who: None)
    return asked


def test_a_room_with_rows_gets_them_and_one_without_is_not_asked(asked):
    assert list(asked.ask("Ann")) == [("Ann", "some", 2), ("Ann", "always")]


def test_who_has_something_to_add_is_one_question_for_all_rooms(asked):
    with CaptureQueriesContext(connection) as captured:
        list(asked.ask("Ann"))
    assert len(captured) == 2  # and the one that the room with rows asks for itself


def test_where_no_room_says_where_it_looks_nothing_is_asked():
    asked = Asked()
    asked.add(lambda: "always")
    with CaptureQueriesContext(connection) as captured:
        assert list(asked.ask()) == ["always"]
    assert not captured


def test_rows_are_found_whatever_their_order_joins_and_a_queryset_of_nothing_has_none():
    both = areas()
    assert with_rows({4: both, 7: both.none(), 9: both.filter(name="Southland")}) == {4, 9}
    assert with_rows({3: both}) == {3}
    assert with_rows({3: both.none()}) == with_rows({}) == set()


def test_a_day_without_work_in_the_rooms_of_reports_costs_one_question_for_all_of_them():
    lead = build.in_team(build.programme(), roles.Lead)
    person = User.objects.get(pk=lead.pk)
    with speaking.as_person(person):
        desk = work.Desk(person, timezone.localdate())
        assert desk.worked_on
        with CaptureQueriesContext(connection) as captured:
            work.waiting_for(desk)
    rooms = [each["sql"] for each in captured if "assurance_" in each["sql"] or "accuracy_" in each["sql"]]
    assert len(rooms) == 1
