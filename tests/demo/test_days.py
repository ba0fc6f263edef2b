"""Whatever day the demo is started on, it shows programmes that begin on working days, and returns late and in time."""

from datetime import date, timedelta

import pytest

from accounts import roles, speaking
from accounts.models import Area
from demo import days, people, returns, story, under_way
from inspections.models import Extension, Submission
from programmes.calendar import WorkingDays
from programmes.models import Programme
from tests.build import programmes as build


@pytest.mark.parametrize("later", range(0, 366, 5))
def test_a_day_of_the_demo_is_one_on_which_somebody_works(monkeypatch, later):
    today = date(2026, 1, 1) + timedelta(days=later)
    monkeypatch.setattr(days.timezone, "localdate", lambda: today)
    assert WorkingDays().is_open(days.ago(52))
    assert WorkingDays().is_open(days.after(today, 5))
    assert days.ago(52) <= today - timedelta(days=52)
    assert days.after(today, 5) >= today + timedelta(days=5)


@pytest.mark.django_db
def test_a_programme_whose_days_ago_fall_on_a_weekend_begins_on_the_friday_before(monkeypatch):
    build.registers()
    with speaking.as_service():
        team = people.make_team()
    monkeypatch.setattr(days.timezone, "localdate", lambda: date(2026, 11, 23))
    story.further_programme(under_way.Story("medicine-waste", 50), team)
    assert date(2026, 11, 23) - timedelta(days=50) == date(2026, 10, 4)
    assert Programme.objects.get(slug="medicine-waste-demo").day_one == date(2026, 10, 2)


@pytest.mark.django_db
def test_some_returns_came_in_time_as_they_had_more_of_it_and_some_came_late():
    build.registers()
    programme = build.programme(areas=list(Area.objects.values_list("name", flat=True)[:7]), day_one=days.ago(60))
    lead = build.in_team(programme)
    for number in range(7):
        part = build.participation(programme, number)
        build.seated(part, roles.Coordinator)
    returns.fill(programme, {"lead": lead})
    with speaking.as_service():
        sent = {each.participation_id: each.was_late for each in Submission.objects.exclude(sent_at=None)}
        granted = set(Extension.objects.filter(status="granted").values_list("participation_id", flat=True))
    assert set(sent.values()) == {True, False}
    assert {part for part, was_late in sent.items() if not was_late} == granted
