"""Public pages that this process has just given, given again until the next whole minute.

``public.caching`` tells every cache between here and a reader that it may keep a public page for so long, and no cache
past that minute. This is one more such cache, in the process that made the page: nothing is asked of the database, and
nothing can be given that another cache might not give. A release falls on a whole minute, when all of it is old.

Whoever sends a cookie, and whoever asks with further words in the address, is answered as if this were not here.
"""

import time
from collections import OrderedDict
from dataclasses import dataclass

from django.conf import settings
from django.http import HttpResponse
from django.utils.http import parse_http_date_safe

from public.caching import unless_known

#: Longer ones are made anew: the newest national report is a third of this.
MOST_BYTES = 1_000_000


@dataclass(frozen=True)
class _Given:
    """A page as it was given, and the moment of this process's own clock at which it is old."""

    content: bytes
    headers: dict[str, str]
    until: float

    def again(self, request) -> HttpResponse:
        response = HttpResponse(self.content, headers=self.headers)
        response["Cache-Control"] = f"public, max-age={max(0, int(self.until - time.monotonic()))}, must-revalidate"
        changed = self.headers.get("Last-Modified")
        modified = parse_http_date_safe(changed) if changed else None
        return unless_known(request, response, etag=self.headers.get("ETag"), modified=modified)


class PagesAtHand:
    """Stands outside everything that knows a person: sessions, the database, the nonce of a page's scripts."""

    def __init__(self, get_response):
        self.get_response = get_response
        self._given: OrderedDict[tuple[str, str], _Given] = OrderedDict()

    def __call__(self, request):
        if request.method not in {"GET", "HEAD"} or request.META.get("QUERY_STRING") or request.META.get("HTTP_COOKIE"):
            return self.get_response(request)
        # Asked first, as it refuses a host that is not ours.
        place = request.get_host(), request.path_info
        given = self._given.get(place)
        if given and time.monotonic() < given.until:
            self._given.move_to_end(place)
            return given.again(request)
        response = self.get_response(request)
        if request.method == "GET" and _may_be_given_again(request, response):
            self._keep(place, response)
        return response

    def _keep(self, place, response) -> None:
        headers = {name: value for name, value in response.items() if name != "Cache-Control"}
        self._given[place] = _Given(response.content, headers, response.old_at)
        self._given.move_to_end(place)
        while len(self._given) > settings.PUBLIC_PAGES_AT_HAND:
            self._given.popitem(last=False)


def _may_be_given_again(request, response) -> bool:
    return (
        response.status_code == 200
        and getattr(response, "old_at", 0) > time.monotonic()
        and not response.streaming
        and not response.cookies
        # A nonce is one page's own: said twice, it would guard nothing.
        and not getattr(request, "_csp_nonce", None)
        and len(response.content) <= MOST_BYTES
    )
