"""What this room knows about the portal's health."""

import shutil
from pathlib import Path

from django.conf import settings
from django.db import connection
from django.db.migrations.executor import MigrationExecutor
from django.db.migrations.recorder import MigrationRecorder
from django.db.models import Value
from django.utils import timezone
from django.utils.timesince import timesince
from redis import Redis
from redis.exceptions import RedisError

from accounts import session_of_database
from audit import status
from audit.models import Horizon, Seal

#: Less room than this, and uploads or the database will soon fail.
A_GIGABYTE = 1024**3
LITTLE_ROOM, TOO_LITTLE_ROOM = 5 * A_GIGABYTE, A_GIGABYTE


@status.line("Database role", order=60)
def database_role():
    found = session_of_database.look_at(connection)
    if found.dangers:
        return status.wrong(" ".join(found.dangers) + " Row-level security does not hold.")
    if found.shows_statements:
        return status.wrong(session_of_database.STATEMENTS_ARE_SEEN)
    return status.ok(
        "The application's role owns nothing and cannot step around row-level security, and nobody sees its statements."
    )


@status.line("Migrations", order=61)
def migrations():
    waiting = migrations_that_wait()
    if waiting:
        return status.wrong(f"{len(waiting)} wait to be applied, the first is {waiting[0]}. Run “manage.py migrate”.")
    return status.ok("All are applied.")


#: What had been applied when nothing waited. The migrations of a running process are those that it began with, and to
#: read them all takes long: they are read anew only where something else is applied than then.
_complete: set[tuple[str, str]] = set()
_recorder = MigrationRecorder(connection)


def migrations_that_wait() -> list[str]:
    applied = set(_recorder.applied_migrations())
    if _complete and applied == _complete:
        return []
    executor = MigrationExecutor(connection)
    plan = executor.migration_plan(executor.loader.graph.leaf_nodes())
    if not plan:
        _complete.clear()
        _complete.update(applied)
    return [f"{migration.app_label}.{migration.name}" for migration, _ in plan]


@status.line("Redis", order=62)
def redis():
    try:
        Redis.from_url(settings.REDIS_URL, socket_timeout=0.5, socket_connect_timeout=0.5).ping()
    except (RedisError, OSError):
        return status.wrong("It does not answer. Pages go on; letters and documents wait, and nothing is lost.")
    return status.ok("It answers.")


@status.line("Room on disk", order=63)
def disk():
    folder = Path(settings.PORTAL_FILES)
    while not folder.exists():
        folder = folder.parent
    room = shutil.disk_usage(folder)
    words = f"{room.free // A_GIGABYTE} GB of {room.total // A_GIGABYTE} GB are free where files are kept."
    if room.free < TOO_LITTLE_ROOM:
        return status.wrong(words)
    return status.look(words) if room.free < LITTLE_ROOM else status.ok(words)


@status.line("Audit trail", order=64)
def audit_trail():
    newest = Seal.objects.order_by("-pk").values_list(Value("sealed"), "digest", "sealed_at")[:1]
    waiting = Horizon.objects.order_by("noticed_at").values_list(Value("waiting"), Value(""), "noticed_at")[:1]
    found = {what: (digest, at) for what, digest, at in newest.union(waiting, all=True)}
    _, waits_since = found.get("waiting", ("", None))
    if waits_since and (timezone.now() - waits_since).total_seconds() > 15 * 60:
        return status.look(
            f"Nothing could be sealed for {timesince(waits_since, depth=1)}:"
            " a transaction has been open all that time, or the seal task does not run."
        )
    if "sealed" not in found:
        return status.ok("Nothing has been sealed yet.")
    digest, sealed_at = found["sealed"]
    return status.ok(
        f"Newest seal {timesince(sealed_at, depth=1)} ago, {digest[:16]}… “manage.py verify_trail” checks all of it."
    )
