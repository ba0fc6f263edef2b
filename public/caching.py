"""How long anybody else may remember a page: never past the next whole minute.

A release falls on a whole minute. A copy that a cache keeps, of a page or of the 404 that stood at its address, must
not outlive it. If caches ended at the minutes of releases alone, a page that may be kept for 37 seconds would tell
everyone that something comes in 37 seconds. So they end at every whole minute, whether anything comes or not.
"""

import time
from hashlib import sha256

from django.db import connection
from django.utils.cache import get_conditional_response
from django.utils.http import http_date

from reports.minutes import next_whole_minute


def for_everyone(response, *, last_modified=None, etag: str = ""):
    """Mark an answer as one that shared caches may keep, for as long as any answer may be kept."""
    response.is_for_everyone = True
    response.last_modified = last_modified
    response.fixed_etag = etag
    return response


class UntilTheNextMinute:
    """Says on every answer who may keep it and how long. What no page marked as public is nobody's to keep.

    Stands inside ``SpeakingMiddleware``: the moment from which it counts is the one that the page was read at.
    """

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        response = self.get_response(request)
        if response.has_header("Cache-Control"):
            return response
        is_missing = response.status_code == 404
        if (
            request.method not in {"GET", "HEAD"}
            or not (is_missing or getattr(response, "is_for_everyone", False))
            or request.user.is_authenticated
        ):
            response["Cache-Control"] = "private, no-store"
            return response
        return self._for_everyone(request, response, is_missing)

    def _for_everyone(self, request, response, is_missing):
        # Looked at before the database's: what comes between the two makes a page old sooner, never later.
        asked_at = time.monotonic()
        with connection.cursor() as cursor:
            # The page shows what was public when its transaction began; from that minute's end it is old.
            cursor.execute("SELECT now(), clock_timestamp()")
            read_at, now = cursor.fetchone()
        ends = next_whole_minute(read_at)
        seconds = max(0, int((ends - now).total_seconds()))
        response["Cache-Control"] = f"public, max-age={seconds}, must-revalidate"
        response["Expires"] = http_date(ends.timestamp())
        if is_missing or response.status_code != 200:
            return response
        response.old_at = asked_at + seconds
        etag = getattr(response, "fixed_etag", "")
        if not etag and not response.streaming:
            etag = sha256(response.content).hexdigest()[:32]
        if etag:
            etag = f'"{etag}"'
            response["ETag"] = etag
        modified = getattr(response, "last_modified", None)
        if modified:
            response["Last-Modified"] = http_date(modified.timestamp())
        return unless_known(request, response, etag=etag, modified=int(modified.timestamp()) if modified else None)


def unless_known(request, response, *, etag: str | None, modified: int | None):
    """The answer, or 304 where whoever asks has it already; which other sites may read it stays said."""
    answer = get_conditional_response(request, etag=etag or None, last_modified=modified, response=response)
    for name, value in response.items():
        if name.startswith("Access-Control-"):
            answer[name] = value
    return answer
