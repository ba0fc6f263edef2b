"""Reminders: each exactly once for its day, whatever dies and however often it is asked."""

import pytest
from django.db import DatabaseError

from accounts import roles, speaking
from followup import planning, reminding
from followup.models import Round
from notifications.models import Notice
from programmes.models import Programme
from tests.build import followup as build
from tests.build import programmes as plans
from tests.build import reports as drafts

pytestmark = pytest.mark.django_db


@pytest.fixture
def round():
    programme, report, recommended, round = build.followed_programme(areas=1)
    plan = build.plan_of(report)
    plans.seated(plan.participation, roles.Coordinator)
    with speaking.as_service():
        Programme.objects.filter(pk=programme.pk).update(letters_held=False)
    round.plan, round.recommended = plan, recommended
    return round


def posted(word: str) -> int:
    with speaking.as_service():
        return Notice.objects.filter(occasion__contains=f"/{word}:").count()


def due_in(round, days: int) -> None:
    with speaking.as_service():
        Round.objects.filter(pk=round.pk).update(opens=build.in_days(-40), due=build.in_days(days))


@pytest.mark.parametrize(("days", "expected"), [(15, 0), (14, 1), (0, 1), (-1, 0)])
def test_an_update_is_reminded_of_in_the_two_weeks_before_its_day(round, days, expected):
    due_in(round, days)
    reminding.remind()
    reminding.remind()
    assert posted("expected") == expected


@pytest.mark.parametrize(("days", "expected"), [(0, 0), (-1, 1), (-30, 1), (-31, 0)])
def test_a_late_update_is_chased_once(round, days, expected):
    due_in(round, days)
    reminding.remind()
    reminding.remind()
    assert posted("late") == expected


def test_whoever_has_sent_is_neither_reminded_nor_chased(round):
    build.action(round.plan, round.recommended[0])
    build.sent(round.plan, round)
    for days in (7, -7):
        due_in(round, days)
        reminding.remind()
    assert posted("expected") + posted("late") == 0


def test_a_day_that_moves_is_told_of_anew(round):
    due_in(round, 5)
    reminding.remind()
    with speaking.as_service():
        planning.move_round(round, due=build.in_days(9), by=drafts.person())
    reminding.remind()
    assert posted("expected") == 2


def test_an_action_is_told_of_two_weeks_before_its_day(round):
    for days in (13, 20):
        build.action(round.plan, round.recommended[0], due=build.in_days(days))
    reminding.remind()
    reminding.remind()
    assert posted("action") == 1


def test_while_letters_are_held_nobody_is_written_to(round):
    with speaking.as_service():
        Programme.objects.update(letters_held=True)
    due_in(round, 5)
    build.action(round.plan, round.recommended[0], due=build.in_days(5))
    reminding.remind()
    assert posted("expected") + posted("action") == 0


def test_what_goes_wrong_with_one_letter_keeps_nobody_from_another_and_is_sent_when_asked_again(round, monkeypatch):
    due_in(round, 5)
    build.action(round.plan, round.recommended[0], due=build.in_days(5))
    with monkeypatch.context() as patched:
        patched.setattr(reminding.letters, "action_due", lambda action: (_ for _ in ()).throw(DatabaseError("gone")))
        with pytest.raises(DatabaseError):
            reminding.remind()
        assert (posted("expected"), posted("action")) == (1, 0)
    reminding.remind()
    assert (posted("expected"), posted("action")) == (1, 1)
