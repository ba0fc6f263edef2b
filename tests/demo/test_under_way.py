"""The further programmes of the demo are in the middle: their letters were posted, and most partnerships have answered."""

from collections import Counter
from datetime import timedelta

import pytest
from django.db.models import Max, Sum
from django.utils import timezone

from accounts import clock, speaking
from demo import people, story, under_way
from inspections.models import Submission
from notifications.models import Notice
from programmes import letter_plan, overview, tick
from programmes.letter_plan import Standing
from programmes.models import Programme, Seat
from surveys.models import DayCount, Link
from tests.build import programmes as build

pytestmark = pytest.mark.django_db


def told(definition):
    build.registers()
    with speaking.as_service():
        team = people.make_team()
    chosen = next(each for each in under_way.STORIES if each.definition == definition)
    assert story.further_programme(chosen, team)
    assert story.further_programme(chosen, team) == []
    programme = Programme.objects.with_plan().get(slug=f"{definition}-demo")
    with speaking.as_service():
        rows = overview.rows(programme, team["administrator"], timezone.localdate())
    return programme, sorted(rows, key=lambda row: row.name)


def states(rows, column):
    return Counter(row.cells[column].state for row in rows)


def test_every_region_was_written_to_and_all_but_one_have_named_somebody():
    programme, rows = told("mappa-review")
    assert not programme.letters_held
    with speaking.as_service():
        notified = Notice.objects.filter(programme_ref=programme.pk, kind="notification")
        assert notified.values("participation_ref").distinct().count() == 10
    assert states(rows, "notification") == {"done": 10}
    assert states(rows, "coordinator") == {"done": 9, "waiting": 1}


def test_whatever_the_timetable_asked_for_by_today_has_been_sent():
    programme, _ = told("mappa-review")
    with speaking.as_service():
        assert tick.owed(programme, clock.today()) == []
        entries = letter_plan.entries(programme, list(tick.correspondence.loaded(programme)), clock.today())
    assert not {Standing.OWED, Standing.PASSED, Standing.NOBODY} & {entry.standing for entry in entries}
    assert Standing.SENT in {entry.standing for entry in entries}


def test_each_letter_of_the_timetable_bears_the_day_that_the_timetable_gives_it():
    programme, _ = told("mappa-review")
    with speaking.as_service():
        entries = letter_plan.entries(programme, list(tick.correspondence.loaded(programme)), clock.today())
        sent = [entry for entry in entries if entry.standing is Standing.SENT]
        notification = Notice.objects.filter(programme_ref=programme.pk, kind="notification").first()
    days = {timezone.localdate(entry.last) - entry.planned.on for entry in sent}
    assert days == {timedelta(0)}
    assert timezone.localdate(notification.created_at) == programme.day_one < timezone.localdate()


def test_nobody_who_has_named_a_coordinator_was_chased_for_one():
    programme, _ = told("mappa-review")
    with speaking.as_service():
        chased = Notice.objects.filter(programme_ref=programme.pk, occasion__contains="nomination-")
        asked = set(chased.values_list("participation_ref", flat=True))
        offered = Seat.objects.filter(participation__programme=programme, status="offered")
        assert asked == set(offered.values_list("participation", flat=True))


def test_inspections_that_are_not_notified_yet_are_not_late():
    programme, rows = told("asp-joint-inspections")
    ahead = [row for row in rows if row.participation.day_one is None]
    assert len(ahead) > 16
    assert {cell.state for row in ahead for cell in row.cells.values()} == {"not yet"}
    assert [row.next for row in ahead] == [None] * len(ahead)
    late = [row.name for row in rows if row.state == "late"]
    assert 1 <= len(late) <= 3
    with speaking.as_service():
        told_of = set(Notice.objects.filter(programme_ref=programme.pk).values_list("participation_ref", flat=True))
        sent = Submission.objects.filter(of__ask__programme=programme).exclude(sent_at=None)
        assert {False, True} == set(sent.values_list("was_late", flat=True))
    # A chief officer is asked in before the day of notification; nothing else is sent before it.
    yesterday = timezone.localdate() - timedelta(days=1)
    assert not told_of & {row.participation.pk for row in ahead}
    assert sum(1 for row in rows if (row.participation.day_one or timezone.localdate()) <= yesterday) == 7


def test_self_evaluations_come_in_before_their_day():
    programme, rows = told("qi-6-4-self-evaluation")
    with speaking.as_service():
        sent = Submission.objects.filter(of__ask__programme=programme).exclude(sent_at=None)
        assert sent.count() > 6
        assert not sent.filter(was_late=True).exists()
    assert set(states(rows, "returns")) == {"done", "sent", "queried", "to do", "waiting"}


def test_the_answers_to_a_survey_that_has_closed_came_on_its_own_days():
    told("asp-joint-inspections")
    with speaking.as_service():
        frozen = Link.objects.exclude(dataset=None).annotate(came=Sum("days__answers"), last=Max("days__on"))
        rows = list(frozen.select_related("dataset"))
        days = set(DayCount.objects.filter(link__in=rows).values_list("on", flat=True))
    assert rows
    assert all(link.came == link.dataset.answers and link.last <= link.closes_on for link in rows)
    assert len(days) > 5
