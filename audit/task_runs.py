"""When each background task last ran: every task says so itself, by one decorator."""

from dataclasses import dataclass
from datetime import timedelta
from functools import wraps
from importlib import import_module

from django.conf import settings
from django.db.models import F
from django.utils import timezone

from accounts import speaking
from audit.models import TaskRun


def recorded(name: str):
    """For a task: keep in the database when it began and ended, whether it failed, and the words it returns.

    ``name`` says in words what the task does. Put it under ``shared_task``:

        @shared_task
        @recorded("Deliver waiting letters")
        def deliver_waiting(): ...
    """

    def decorate(task):
        @wraps(task)
        def run(*args, **kwargs):
            _note(name, began_at=timezone.now())
            try:
                did = task(*args, **kwargs)
            except Exception as error:
                _note(name, failed_at=timezone.now(), failure=type(error).__name__)
                raise
            words = did[:200] if isinstance(did, str) else ""
            _note(name, ended_at=timezone.now(), failed_at=None, failure="", did=words, runs=F("runs") + 1)
            return did

        run.recorded_as = name
        return run

    return decorate


def _note(name: str, **what) -> None:
    with speaking.as_service():
        if not TaskRun.objects.filter(name=name).update(**what):
            TaskRun.objects.bulk_create([TaskRun(name=name)], ignore_conflicts=True)
            TaskRun.objects.filter(name=name).update(**what)


def went_well(name: str, *, within: timedelta) -> bool:
    """Whether a task has ended in order not longer ago than this."""
    return TaskRun.objects.filter(name=name, ended_at__gte=timezone.now() - within, failed_at=None).exists()


@dataclass
class Expected:
    """A task that beat ticks, how often, and how it last went."""

    name: str
    seconds: float
    run: TaskRun | None

    @property
    def is_late(self) -> bool:
        """Three ticks were missed; half a minute is allowed for a worker that is busy."""
        last = self.run and self.run.ended_at
        return last is None or (timezone.now() - last).total_seconds() > 3 * self.seconds + 30

    @property
    def has_failed(self) -> bool:
        return self.run is not None and self.run.failed_at is not None


def expected() -> list[Expected]:
    """Every task of beat's schedule, with its last run."""
    runs = {run.name: run for run in TaskRun.objects.all()}
    found = []
    for entry in settings.CELERY_BEAT_SCHEDULE.values():
        module, _, function = entry["task"].rpartition(".")
        try:
            name = getattr(import_module(module), function).run.recorded_as
        except (ImportError, AttributeError):
            # A task that is not there, or does not say when it ran, is shown as late by its path: better than no page.
            name = entry["task"]
        found.append(Expected(name, entry["schedule"].run_every.total_seconds(), runs.get(name)))
    return sorted(found, key=lambda task: task.name)
