"""For whatever watches the portal: is the process alive, can it serve, and its numbers.

The first two are answered before everything else, so that a database that is down, a host name or a redirect to https
cannot stand in their way.
"""

import ipaddress

from django.conf import settings
from django.db import DatabaseError, connection
from django.http import Http404, HttpResponse
from django.utils.crypto import constant_time_compare
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe
from django_prometheus.exports import ExportToDjangoView
from prometheus_client import disable_created_metrics

from accounts import session_of_database
from accounts.guards import open_to_everyone

# Since when each number is counted: nobody asks for it, and several workers together do not tell it either.
disable_created_metrics()


def _plain(words: str, status: int = 200) -> HttpResponse:
    return HttpResponse(f"{words}\n", content_type="text/plain; charset=utf-8", status=status)


@open_to_everyone
@never_cache
@require_safe
def healthz(request):
    """The process lives. Asks nothing of anybody."""
    return _plain("alive")


@open_to_everyone
@never_cache
@require_safe
def readyz(request):
    """Whether pages can be served: 503 with the reasons where not. Says nothing that an outsider could use."""
    from audit.status_lines import migrations_that_wait

    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
        troubles = []
        session = session_of_database.look_at(connection)
        if session.dangers:
            troubles.append("the database role could step around row-level security")
        if migrations_that_wait():
            troubles.append("migrations wait to be applied")
    except session_of_database.DangerousRole:
        troubles = ["the database role could step around row-level security"]
    except DatabaseError:
        troubles = ["the database does not answer"]
    if troubles:
        return _plain("not ready: " + "; ".join(troubles), 503)
    return _plain(f"ready, but: {session_of_database.STATEMENTS_ARE_SEEN}" if session.shows_statements else "ready")


@open_to_everyone
@require_safe
def metrics(request):
    """Numbers for Prometheus: to whoever knows the token, or asks from this very machine and through no proxy."""
    if not (_knows_the_token(request) or _asks_from_this_machine(request)):
        raise Http404
    return ExportToDjangoView(request)


def _knows_the_token(request) -> bool:
    token = settings.PORTAL_METRICS_TOKEN
    return bool(token) and constant_time_compare(request.headers.get("Authorization", ""), f"Bearer {token}")


def _asks_from_this_machine(request) -> bool:
    through_a_proxy = any(name in request.headers for name in ("X-Forwarded-For", "Forwarded", "X-Real-Ip"))
    try:
        return not through_a_proxy and ipaddress.ip_address(request.META.get("REMOTE_ADDR", "")).is_loopback
    except ValueError:
        return False


class HealthMiddleware:
    ANSWERS = {"/healthz": healthz, "/readyz": readyz}

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        answer = self.ANSWERS.get(request.path_info)
        return answer(request) if answer else self.get_response(request)
