"""Work in the background: each task takes ids, may run twice, and shows on the status page when it last ran."""

import inspect
import pickle
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.conf import settings
from django.urls import reverse

from accounts.tasks import CHANGES
from audit import task_runs
from audit.models import TaskRun
from tests.build import accounts as build

TASKS = task_runs.registered()
TICKED = {entry["task"]: entry for entry in settings.CELERY_BEAT_SCHEDULE.values()}
#: What a task may be told beside ids and days: one word of a closed list, which tells nobody anything.
WORDS = {("accounts.tasks.tell_of_a_change", "what"): CHANGES}


def test_there_are_tasks():
    assert set(TICKED) <= set(TASKS)
    assert len(TASKS) > len(TICKED)


@pytest.mark.parametrize("path", sorted(TASKS))
def test_a_task_takes_ids_and_days_alone(path):
    """An id tells nothing to whoever reads the queue, and the row is read as it is when the task runs."""
    for name, parameter in inspect.signature(TASKS[path].run).parameters.items():
        assert parameter.annotation in (int, date) or (path, name) in WORDS, f"{path}({name})"


@pytest.mark.parametrize("path", sorted(TASKS))
def test_a_task_says_in_words_what_it_is_and_keeps_when_it_ran(path):
    assert getattr(TASKS[path].run, "recorded_as", ""), f"{path} lacks @recorded"
    assert inspect.getdoc(TASKS[path].run), f"{path} does not say what it does, nor that it may run twice"


def test_no_two_tasks_are_called_the_same():
    names = [task.run.recorded_as for task in TASKS.values()]
    assert len(names) == len(set(names))


@pytest.mark.parametrize("path", sorted(TICKED))
def test_beat_only_ticks(path):
    assert not TICKED[path].get("args")
    assert not TICKED[path].get("kwargs")
    assert not inspect.signature(TASKS[path].run).parameters


@pytest.mark.django_db
@pytest.mark.parametrize("path", sorted(TICKED))
def test_a_ticked_task_runs_twice_and_keeps_both(path):
    task = TASKS[path]
    for _ in range(2):
        assert isinstance(task.run(), str), "what it did, in words"
    run = TaskRun.objects.get(name=task.run.recorded_as)
    assert (run.runs, run.failed_at) == (2, None)
    assert run.did


@pytest.mark.django_db
def test_every_task_stands_on_the_status_page(client):
    client.force_login(build.administrator())
    text = client.get(reverse("audit:status")).content.decode()
    names = [task.run.recorded_as for task in TASKS.values()]
    assert not [name for name in names if f">{name}</th>" not in text]


def test_workers_lose_no_task_that_they_hold_and_no_page_waits_for_redis():
    """The settings without which a letter or a document could be lost with a worker, or a page hang."""
    assert settings.CELERY_TASK_ACKS_LATE is True
    assert settings.CELERY_TASK_REJECT_ON_WORKER_LOST is True
    assert settings.CELERY_WORKER_PREFETCH_MULTIPLIER == 1
    assert settings.CELERY_WORKER_SOFT_SHUTDOWN_TIMEOUT == 30
    assert settings.CELERY_TASK_PUBLISH_RETRY_POLICY["max_retries"] <= 1
    assert settings.CELERY_BROKER_TRANSPORT_OPTIONS["unacked_restore_throttle"] == 1
    assert settings.CELERY_TASK_IGNORE_RESULT is True


@pytest.mark.parametrize("path", sorted(TICKED))
def test_a_beat_that_is_made_anew_every_half_hour_still_ticks_each_task(path):
    """A container keeps no file in which beat could have noted when it last ticked."""
    midnight = datetime(2026, 11, 23, tzinfo=ZoneInfo("Europe/London"))
    ticks = 0
    for half_hour in range(48):
        started = midnight + timedelta(minutes=30 * half_hour, seconds=11)
        for minute in range(30):
            now = started + timedelta(minutes=minute)
            when = pickle.loads(pickle.dumps(TICKED[path]["schedule"]))
            when.nowfun = lambda now=now: now
            ticks += bool(when.is_due(started).is_due)
    assert ticks >= 24
