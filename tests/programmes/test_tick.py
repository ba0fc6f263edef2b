"""What the timetable sends by itself: once, on its day, to whom it should, while its condition holds."""

from datetime import UTC, date, datetime, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from accounts import roles, speaking
from notifications.models import Notice
from programmes import dates, tick
from programmes.calendar import WorkingDays
from programmes.models import Participation, Programme
from tests.build import programmes as build

pytestmark = pytest.mark.django_db


@pytest.fixture
def programme():
    made = build.programme(day_one=build.working_day(), areas=2, letters_from=build.working_day())
    Programme.objects.filter(pk=made.pk).update(letters_held=False)
    for number in range(2):
        build.seated(build.participation(made, number), roles.ChiefOfficer)
    return made


def letters(programme, kind):
    with speaking.as_service():
        return Notice.objects.filter(programme_ref=programme.pk, kind=kind)


def test_the_notification_goes_to_every_chief_officer_on_day_one_and_once(programme):
    tick.keep_timetables()
    tick.keep_timetables()
    with speaking.as_service():
        assert letters(programme, "notification").count() == 2


def test_nothing_goes_while_letters_are_held(programme):
    Programme.objects.filter(pk=programme.pk).update(letters_held=True)
    tick.keep_timetables()
    with speaking.as_service():
        assert letters(programme, "notification").count() == 0


def test_nothing_goes_whose_day_was_before_sending_began(programme):
    Programme.objects.filter(pk=programme.pk).update(letters_from=timezone.localdate() + timedelta(days=1))
    tick.keep_timetables()
    with speaking.as_service():
        assert letters(programme, "notification").count() == 0


def test_a_reminder_goes_only_to_those_who_have_not_answered(programme):
    answered = build.participation(programme, 0)
    build.seated(answered, roles.Coordinator)
    day = next(each.on for each in programme.timetable.letters if each.letter == "nomination-reminder")
    with speaking.as_service():
        due = tick.due(Programme.objects.with_plan().get(pk=programme.pk), day)
    reminded = {draft.participation.pk for draft in due if draft.letter.key == "nomination-reminder"}
    assert reminded == {build.participation(programme, 1).pk}


def test_a_reminder_that_is_days_late_is_not_sent(programme):
    ends = programme.timetable["notification"].ends
    with speaking.as_service():
        due = tick.due(Programme.objects.with_plan().get(pk=programme.pk), ends + timedelta(days=20))
    assert not [draft for draft in due if draft.letter.kind in ("reminder", "chaser")]


def test_a_moved_date_is_reminded_of_again(programme):
    lead = build.in_team(programme)
    milestone = build.milestone(programme, "document-return")
    first = [p.occasion for p in programme.timetable.letters if p.milestone == milestone.key]
    with speaking.as_person(lead):
        preview = dates.preview(milestone, ends=programme.timetable[milestone.key].ends + timedelta(days=14))
        dates.settle(preview, seen=preview.fingerprint, reason="More time", by=lead)
    fresh = Programme.objects.with_plan().get(pk=programme.pk)
    then = [p.occasion for p in fresh.timetable.letters if p.milestone == milestone.key]
    assert set(first) != set(then)


def test_what_is_addressed_to_a_coordinator_goes_to_the_chief_officer_where_there_is_none(programme):
    day = programme.timetable["guidance"].starts
    with speaking.as_service():
        due = tick.due(Programme.objects.with_plan().get(pk=programme.pk), day)
    guidance = [draft for draft in due if draft.letter.key == "guidance-released"]
    with speaking.as_service():
        chiefs = {
            seat.person_id
            for part in Participation.objects.filter(programme=programme)
            for seat in part.seats.filter(role=roles.ChiefOfficer.slug)
        }
    assert {person.pk for draft in guidance for person in draft.recipients} == chiefs


def test_a_partnership_that_has_withdrawn_gets_nothing_more(programme):
    part = build.participation(programme)
    with speaking.as_service():
        Participation.objects.filter(pk=part.pk).update(withdrawn_at=timezone.now(), withdrawn_by=build.administrator())
    tick.keep_timetables()
    with speaking.as_service():
        assert letters(programme, "notification").count() == 1


def test_the_plan_costs_the_same_number_of_queries_for_two_partnerships_and_for_thirty_two(
    programme,
):
    big = build.programme(day_one=build.working_day(), areas=32)
    counts = []
    for each in (programme, big):
        with speaking.as_service():
            fresh = Programme.objects.with_plan().select_related("lead_body").get(pk=each.pk)
            with CaptureQueriesContext(connection) as queries:
                tick.due(fresh, timezone.localdate())
        counts.append(len(queries))
    assert abs(counts[0] - counts[1]) <= 6, counts


# --- By the database's clock, in Scotland ----------------------------------------------------------------------------


def test_a_worker_whose_clock_is_fast_sends_nothing_early(monkeypatch):
    """As fast as it is long until the next working day: by its own clock the letter's day has come."""
    today = timezone.localdate()
    made = build.programme(day_one=WorkingDays().on_or_after(today + timedelta(days=1)), areas=1)
    Programme.objects.filter(pk=made.pk).update(letters_held=False)
    build.seated(build.participation(made), roles.ChiefOfficer)
    fast = timezone.now() + (made.day_one - today)
    monkeypatch.setattr(timezone, "now", lambda: fast)
    tick.keep_timetables()
    with speaking.as_service():
        assert letters(made, "notification").count() == 0


@pytest.mark.parametrize(
    ("day", "before", "from_then"),
    [
        # The first working days after the clocks went forward and back; in between lies a Sunday, on which none goes.
        (date(2027, 3, 29), datetime(2027, 3, 28, 22, 59, 59, tzinfo=UTC), datetime(2027, 3, 28, 23, 0, tzinfo=UTC)),
        (date(2027, 11, 1), datetime(2027, 10, 31, 23, 59, 59, tzinfo=UTC), datetime(2027, 11, 1, 0, 0, tzinfo=UTC)),
    ],
)
def test_letters_go_from_midnight_in_scotland_also_when_the_clocks_change(day, before, from_then):
    made = build.programme(day_one=day, areas=1, letters_from=day - timedelta(days=30))
    Programme.objects.filter(pk=made.pk).update(letters_held=False)
    build.seated(build.participation(made), roles.ChiefOfficer)
    tick.keep_timetables(before)
    with speaking.as_service():
        assert letters(made, "notification").count() == 0
    tick.keep_timetables(from_then)
    with speaking.as_service():
        assert letters(made, "notification").count() == 1
