"""Changing a date: seen first, then settled, and never on top of somebody else's change."""

from datetime import timedelta

import pytest

from accounts import speaking
from accounts.moves import IllegalMove
from notifications.models import Notice
from programmes import dates
from programmes.models import Programme, SettledDate
from tests.build import programmes as build

pytestmark = pytest.mark.django_db


@pytest.fixture
def programme():
    return build.programme(areas=3)


def again(programme):
    return Programme.objects.with_plan().get(pk=programme.pk)


def test_a_preview_changes_nothing(programme):
    before = list(programme.timetable)
    milestone = build.milestone(programme, "document-return")
    with speaking.as_person(build.in_team(programme)):
        shown = dates.preview(milestone, ends=programme.timetable["document-return"].ends + timedelta(days=7))
    assert shown.moves.changes
    assert list(again(programme).timetable) == before


def test_everyone_with_the_date_would_be_told(programme):
    milestone = build.milestone(programme, "document-return")
    with speaking.as_person(build.in_team(programme)):
        shown = dates.preview(milestone, ends=programme.timetable["document-return"].ends + timedelta(days=7))
        assert len(shown.told) == 3


def test_those_whose_date_moves_are_written_to_and_told_why(programme):
    coordinator = build.seated(build.participation(programme))
    lead = build.in_team(programme)
    milestone = build.milestone(programme, "document-return")
    with speaking.as_person(lead):
        shown = dates.preview(milestone, ends=programme.timetable["document-return"].ends + timedelta(days=7))
        dates.settle(shown, seen=shown.fingerprint, reason="The offices are closed by snow", by=lead)
    with speaking.as_service():
        letter = Notice.objects.get(recipient=coordinator, kind="change")
    assert "closed by snow" in letter.body_markdown


def test_the_second_of_two_people_is_refused_and_sees_why(programme):
    milestone = build.milestone(programme, "document-return")
    ends = programme.timetable["document-return"].ends
    lead = build.in_team(programme)
    with speaking.as_person(lead):
        mine = dates.preview(milestone, ends=ends + timedelta(days=7))
        seen = mine.fingerprint
        theirs = dates.preview(milestone, ends=ends + timedelta(days=14))
        dates.settle(theirs, seen=theirs.fingerprint, reason="Quicker", by=lead)
        fresh = again(programme).milestones.get(key="document-return")
        late = dates.preview(fresh, ends=ends + timedelta(days=7))
        with pytest.raises(IllegalMove, match="changed these dates"):
            dates.settle(late, seen=seen, reason="Slower", by=lead)


def test_a_date_for_one_partnership_leaves_the_others_alone(programme):
    lead = build.in_team(programme)
    part = build.participation(programme)
    milestone = build.milestone(programme, "document-return")
    ends = programme.timetable["document-return"].ends
    with speaking.as_person(lead):
        shown = dates.preview(milestone, participation=part, ends=ends + timedelta(days=7))
        dates.settle(shown, seen=shown.fingerprint, reason="Storm", by=lead)
        fresh = again(programme)
        own = fresh.participations.prefetch_related("settled_dates__milestone").get(pk=part.pk)
        own.programme = fresh
        assert own.timetable["document-return"].ends == ends + timedelta(days=7)
    assert fresh.timetable["document-return"].ends == ends


def test_moving_back_to_where_the_rule_has_it_leaves_nothing_settled(programme):
    lead = build.in_team(programme)
    milestone = build.milestone(programme, "document-return")
    ends = programme.timetable["document-return"].ends
    with speaking.as_person(lead):
        for day in (ends + timedelta(days=7), ends):
            plan = again(programme).milestones.select_related("programme").get(key="document-return")
            shown = dates.preview(plan, ends=day)
            dates.settle(shown, seen=shown.fingerprint, reason="Try", by=lead)
        assert not SettledDate.objects.filter(programme=programme, milestone=milestone).exists()


def test_an_end_before_its_start_cannot_be_settled(programme):
    lead = build.in_team(programme)
    milestone = build.milestone(programme, "staff-survey")
    with speaking.as_person(lead):
        shown = dates.preview(milestone, ends=programme.timetable["staff-survey"].starts - timedelta(days=3))
        assert shown.hindrances
        with pytest.raises(IllegalMove):
            dates.settle(shown, seen=shown.fingerprint, reason="Mistake", by=lead)
