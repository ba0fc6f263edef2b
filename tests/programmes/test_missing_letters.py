"""A letter that the timetable asks for reaches its inbox whoever dies on the way: the reconciler counts, and sends it."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from accounts import roles, speaking
from audit import status, task_runs
from audit.models import TaskRun
from notifications import notices, reconciling
from notifications.models import Delivery, Notice, Posting
from programmes import correspondence, letter_plan, tick
from programmes.models import LetterText, Programme
from programmes.tasks import keep_timetables
from tests.build import accounts
from tests.build import programmes as build

pytestmark = pytest.mark.django_db
OF = "letters of the timetables"


class Killed(BaseException):
    """As by kill -9: nothing catches it, and what is not committed is gone."""


def die(*args, **kwargs):
    raise Killed


@pytest.fixture
def programmes():
    made = []
    for _ in range(2):
        one = build.programme(day_one=build.working_day(), areas=1, letters_from=build.working_day())
        Programme.objects.filter(pk=one.pk).update(letters_held=False)
        build.seated(build.participation(one), roles.ChiefOfficer)
        made.append(one)
    return made


def notifications():
    with speaking.as_service():
        return Notice.objects.filter(kind="notification").count()


def reckoning():
    return next(one for one in reconciling.reckon() if one.of == OF)


def line():
    return next(each for each in status.lines() if each.title == "Letters expected, less letters in inboxes")


def ticked(ended_at, **more):
    with speaking.as_service():
        TaskRun.objects.update_or_create(name=tick.TASK, defaults={"ended_at": ended_at, **more})


def everything_is_there_once():
    with speaking.as_service():
        assert Notice.objects.filter(kind="notification").count() == 2
        assert not Notice.objects.filter(delivery=None).exists()
        assert Delivery.objects.count() == Notice.objects.count()
        assert Posting.objects.expected_and_missing()[1] == 0
    assert not any(one.missing for one in reconciling.reckon())
    assert line().state == status.OK


def test_where_no_tick_ever_ran_the_line_is_red_and_the_reconciler_sends(programmes):
    assert reckoning().missing == 2
    assert line().state == status.WRONG
    assert "2 of 2 letters of the timetables are missing." in line().sentence
    assert "2 sent late" in reconciling.reconcile()
    everything_is_there_once()


@pytest.mark.parametrize(
    ("room", "step"),
    [
        (letter_plan, "entries"),  # while it works out what is due
        (correspondence.Writer, "write"),  # while it writes
        (correspondence, "post"),  # written, and not posted
        (notices, "_not_posted_before"),  # at the post
        (notices, "_queue_pointers"),  # the letters are in, the e-mails are not
        (notices, "_note_what_was_asked"),  # the e-mails are in, the count is not
        (notices, "wake_a_worker"),  # all is in, and not committed
    ],
)
def test_whoever_dies_at_this_step_loses_and_doubles_nothing(programmes, monkeypatch, room, step):
    with monkeypatch.context() as dying:
        dying.setattr(room, step, die)
        with pytest.raises(Killed):
            keep_timetables()
    assert notifications() == 0
    assert reckoning().missing == 2
    reconciling.reconcile()
    everything_is_there_once()
    keep_timetables()
    everything_is_there_once()


def test_who_dies_between_two_programmes_leaves_the_second_to_the_reconciler(programmes, monkeypatch):
    keep_one, kept = tick.keep_one, []

    def die_at_the_second(pk, today):
        if kept:
            raise Killed
        kept.append(pk)
        return keep_one(pk, today)

    with monkeypatch.context() as dying:
        dying.setattr(tick, "keep_one", die_at_the_second)
        with pytest.raises(Killed):
            keep_timetables()
    assert notifications() == 1
    assert (reckoning().expected, reckoning().missing) == (2, 1)
    reconciling.reconcile()
    everything_is_there_once()


def test_who_dies_after_the_commit_has_sent_it_and_nobody_sends_it_again(programmes, monkeypatch):
    with monkeypatch.context() as dying:
        dying.setattr(task_runs, "_note", lambda name, **what: "ended_at" in what and die())
        with pytest.raises(Killed):
            keep_timetables()
    assert "0 missing" in reconciling.reconcile()
    everything_is_there_once()


def test_a_reconciler_that_dies_is_followed_by_one_that_does_not(programmes, monkeypatch):
    with monkeypatch.context() as dying:
        dying.setattr(notices, "_note_what_was_asked", die)
        with pytest.raises(Killed):
            reconciling.reconcile()
    assert notifications() == 0
    reconciling.reconcile()
    everything_is_there_once()


def test_what_has_just_become_due_is_on_its_way_while_ticks_go_well(programmes):
    ticked(timezone.now())
    assert reckoning().missing == 0
    ticked(timezone.now() - timedelta(minutes=5))
    assert reckoning().missing == 2
    ticked(timezone.now(), failed_at=timezone.now())
    assert reckoning().missing == 2


def test_a_letter_that_cannot_be_written_is_missing_however_well_ticks_go(programmes, caplog):
    with speaking.as_service():
        LetterText.objects.filter(programme=programmes[0], key="notification").update(subject="{{ embargo.minute }}")
    ticked(timezone.now())
    assert reckoning().missing == 1
    assert "1 missing" in reconciling.reconcile()
    assert "1 of 2 letters of the timetables are missing" in caplog.text


def test_trouble_in_one_programme_keeps_no_other_from_its_letters(programmes, monkeypatch):
    write = correspondence.Writer.write

    def trouble(self, key, **rest):
        if self.programme.pk == programmes[0].pk:
            raise RuntimeError("a letter that cannot be made")
        return write(self, key, **rest)

    with monkeypatch.context() as troubled:
        troubled.setattr(correspondence.Writer, "write", trouble)
        with pytest.raises(RuntimeError):
            keep_timetables()
        assert notifications() == 1
        assert TaskRun.objects.get(name=tick.TASK).failure == "RuntimeError"
    reconciling.reconcile()
    everything_is_there_once()


def test_the_status_page_costs_the_same_however_many_programmes_are_running(client, programmes):
    client.force_login(accounts.administrator())
    reconciling.reckon()
    page = reverse("audit:status")
    client.get(page)

    def cost():
        with CaptureQueriesContext(connection) as asked:
            client.get(page)
        return len([one for one in asked if not one["sql"].startswith(("SAVEPOINT", "RELEASE"))])

    few = cost()
    Programme.objects.update(letters_held=True)
    # Each line of the page costs one question or two, and every room has lines.
    assert cost() == few <= 20


def test_what_is_held_is_not_missing(programmes):
    Programme.objects.update(letters_held=True)
    assert reckoning().missing == 0
    reconciling.reconcile()
    assert notifications() == 0
