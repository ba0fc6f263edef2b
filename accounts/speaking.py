"""For whom the database is being asked: a person, the portal itself, or nobody.

Row-level security reads it from the transaction, never from the session: through a connection pooler a setting of the
session would reach the next tenant.
"""

from contextlib import contextmanager

from django.db import connection, transaction
from django.shortcuts import render

from accounts.moves import IllegalMove
from accounts.session_ended import page_before


def _say(person: int | None, service: bool) -> None:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT set_config('portal.person', %s, true), set_config('portal.service', %s, true)",
            [str(person or ""), "on" if service else ""],
        )


def _said() -> tuple[str, str]:
    with connection.cursor() as cursor:
        cursor.execute(SAID)
        return cursor.fetchone()


SAID = (
    "SELECT coalesce(current_setting('portal.person', true), '') AS person,"
    " coalesce(current_setting('portal.service', true), '') AS service"
)


def _say_instead(person: str | None, service: bool) -> tuple[str, str]:
    """Say for whom from now on (None: as before), and return what was said until now, in one question."""
    with connection.cursor() as cursor:
        cursor.execute(
            f"WITH before AS MATERIALIZED ({SAID})"  # noqa: S608  our own words
            " SELECT person, service, set_config('portal.person', coalesce(%s, person), true),"
            " set_config('portal.service', %s, true) FROM before",
            [person, "on" if service else ""],
        )
        return cursor.fetchone()[:2]


@contextmanager
def as_person(user):
    """Ask the database as one person, for the length of a transaction."""
    with transaction.atomic(), _remembering(service=False):
        before = _say_instead(str(user.pk) if user and user.is_authenticated else "", service=False)
        yield
        _say(*_back(before))


@contextmanager
def as_service():
    """Ask the database as the portal itself, for the length of a transaction: background work and commands.

    In a view, only for what a person starts but may not see: a letter to somebody else, a file being checked.
    """
    if getattr(connection, "speaks_as_service", False):
        with transaction.atomic():
            yield
        return
    with transaction.atomic(), _remembering(service=True):
        before = _say_instead(None, service=True)
        yield
        _say(*_back(before))


@contextmanager
def _remembering(*, service: bool):
    """Know without asking whether the portal itself is speaking, so that saying it again costs nothing."""
    before = getattr(connection, "speaks_as_service", False)
    connection.speaks_as_service = service
    try:
        yield
    finally:
        connection.speaks_as_service = before


def _back(before: tuple[str, str]) -> tuple[int | None, bool]:
    person, service = before
    return (int(person) if person else None), service == "on"


class SpeakingMiddleware:
    """One request, one transaction, one person. A request that fails leaves nothing behind."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        request.must_roll_back = False
        with transaction.atomic():
            if request.user.is_authenticated:
                _say(request.user.pk, service=False)
            response = self.get_response(request)
            if request.must_roll_back or response.status_code >= 500:
                transaction.set_rollback(True)
        return response

    def process_exception(self, request, exception):
        request.must_roll_back = True
        if isinstance(exception, IllegalMove):
            # The failed move left the transaction as it was; the page needs to read a little more.
            return render(request, "409.html", {"reason": exception.sentence, "back": page_before(request)}, status=409)
        return None
