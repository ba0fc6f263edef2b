"""When each background task last ran: every task says so itself, by one decorator."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import cache

from celery import current_app
from django.apps import apps
from django.conf import settings
from django.db.migrations.recorder import MigrationRecorder
from django.db.models import F, Min
from django.utils import timezone

from accounts import speaking
from accounts.recording import recorded
from audit.models import TaskRun

__all__ = ["Expected", "expected", "keep", "recorded", "registered", "went_well"]


def keep(name: str, task: Callable):
    """Do a task, and keep in the database when it began and ended, whether it failed, and the words it returns."""
    _note(name, began_at=timezone.now())
    try:
        did = task()
    except Exception as error:
        _note(name, failed_at=timezone.now(), failure=type(error).__name__)
        raise
    words = did[:200] if isinstance(did, str) else ""
    _note(name, ended_at=timezone.now(), failed_at=None, failure="", did=words, runs=F("runs") + 1)
    return did


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
    """A background task, how often beat ticks it (None: it runs when it is needed), and how it last went."""

    name: str
    seconds: float | None
    run: TaskRun | None
    #: When the portal was set up: what has never run is late only so long after it.
    since: datetime | None = None

    @property
    def is_late(self) -> bool:
        """Three ticks were missed; half a minute is allowed for a worker that is busy."""
        if self.seconds is None:
            return False
        last = (self.run and self.run.ended_at) or self.since
        return last is None or (timezone.now() - last).total_seconds() > 3 * self.seconds + 30

    @property
    def is_to_come(self) -> bool:
        """Whether its first time is still to come."""
        return self.seconds is not None and not (self.run and self.run.ended_at)

    @property
    def has_failed(self) -> bool:
        return self.run is not None and self.run.failed_at is not None


def expected() -> list[Expected]:
    """Every background task with its last run: those that beat ticks first, then those that run when needed."""
    runs = {run.name: run for run in TaskRun.objects.all()}
    tasks = registered()
    since = MigrationRecorder.Migration.objects.aggregate(first=Min("applied"))["first"]
    ticked, found = set(), []
    for entry in settings.CELERY_BEAT_SCHEDULE.values():
        ticked.add(entry["task"])
        # A task that is not there, or does not say when it ran, is shown as late by its path: better than no page.
        name = getattr(getattr(tasks.get(entry["task"]), "run", None), "recorded_as", entry["task"])
        found.append(Expected(name, entry["schedule"].run_every.total_seconds(), runs.get(name), since))
    for path, task in tasks.items():
        if path not in ticked:
            name = getattr(task.run, "recorded_as", path)
            found.append(Expected(name, None, runs.get(name)))
    return sorted(found, key=lambda task: (task.seconds is None, task.name))


@cache
def _read_every_room() -> None:
    """Look for tasks in every room; once, as it takes longer than the rest of the status page."""
    current_app.loader.import_default_modules()


def registered() -> dict:
    """Every task of the portal's rooms, by its path."""
    _read_every_room()
    rooms = {config.name for config in apps.get_app_configs() if config.path.startswith(str(settings.BASE_DIR))}
    return {path: task for path, task in current_app.tasks.items() if path.partition(".")[0] in rooms}
