"""Two addresses for those who keep the portal running: does it live, and can it serve?

They are answered before everything else: without a session, a transaction or a host name, and to a plain request from
beside the server too. They say nothing that a stranger could use.
"""

import logging
from functools import cache

from django.db import DatabaseError, connection
from django.db.migrations.loader import MigrationLoader
from django.http import HttpResponse, JsonResponse

from accounts.row_security import DangerousRole, dangers_of_the_current_role

log = logging.getLogger(__name__)


class HealthMiddleware:
    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        if request.path == "/healthz":
            return _unkept(HttpResponse("It lives.\n", content_type="text/plain"))
        if request.path == "/readyz":
            wrong = what_keeps_it_from_serving()
            answer = {"ready": not wrong, "wrong": wrong}
            return _unkept(JsonResponse(answer, status=503 if wrong else 200))
        return self.get_response(request)


def _unkept(response):
    response["Cache-Control"] = "no-store"
    return response


def what_keeps_it_from_serving() -> list[str]:
    """In words; nothing when all is well. Redis is not asked: pages go on without it, and letters wait."""
    try:
        if dangers_of_the_current_role(connection):
            return ["The database role could step around row-level security."]
        return ["The schema is older than this release."] if schema_is_behind() else []
    except DangerousRole:
        return ["The database role could step around row-level security."]
    except DatabaseError:
        log.exception("not ready")
        return ["The database does not answer."]


def schema_is_behind() -> bool:
    """Whether a migration of this release has not run. One that a later release has run does no harm."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT app, name FROM django_migrations")
        return not migrations_of_this_release() <= set(cursor.fetchall())


@cache
def migrations_of_this_release() -> set[tuple[str, str]]:
    """Read once from the files. A squashed migration stands for those it replaces, as soon as it has run."""
    return set(MigrationLoader(None, ignore_no_migrations=True).graph.leaf_nodes())
