"""Every request has an id, in the log, in the answer and on the error page, so that a call for help finds its lines.

And it has a line of its own: who asked for which page, what came of it and how long it took; never what was asked for
behind the question mark, which people fill in.
"""

import logging
import re
import time
import uuid

import structlog

log = logging.getLogger(__name__)

#: Asked for with every page, or every few seconds by a machine; and the pages of respondents, of whom nothing is noted.
WITHOUT_A_LINE = ("/static/", "/healthz", "/readyz", "/metrics", "/s/")
ACCEPTED = re.compile(r"[A-Za-z0-9-]{8,64}")


class RequestIdMiddleware:
    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        given = request.headers.get("X-Request-ID", "")
        request.id = given if ACCEPTED.fullmatch(given) else uuid.uuid4().hex
        structlog.contextvars.clear_contextvars()
        structlog.contextvars.bind_contextvars(request_id=request.id)
        began = time.monotonic()
        response = self.get_response(request)
        response["X-Request-ID"] = request.id
        if not request.path_info.lower().startswith(WITHOUT_A_LINE):
            # Only if somebody has asked before who it is: a database that is down is no reason to ask it now.
            person = getattr(request, "_cached_user", None)
            log.info(
                "%s %s %s",
                request.method,
                request.path,
                response.status_code,
                extra={
                    "ms": round((time.monotonic() - began) * 1000),
                    "person": person.pk if person else None,
                },
            )
        return response
