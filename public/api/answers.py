"""How the interface for programs answers: pages of lists, CSV, problems, who may ask how often, and from where."""

from __future__ import annotations

import hashlib
import json
import time
from collections.abc import Callable, Iterable, Sequence
from datetime import datetime
from functools import wraps
from typing import Any

from allauth.account.adapter import get_adapter
from django.conf import settings
from django.core.cache import cache
from django.core.exceptions import ImproperlyConfigured, PermissionDenied
from django.http import Http404, HttpResponse, HttpResponseBase
from django.urls import URLPattern, reverse
from django.utils.http import content_disposition_header
from ninja import Field, NinjaAPI, Schema
from ninja.errors import HttpError, ValidationError

from accounts.guards import open_to_everyone
from interface import licence
from interface.spreadsheets import CSV, csv_bytes
from public import caching
from public.api import shapes
from reports import minutes

MOST_ON_A_PAGE = 100
NOT_FOUND = "There is nothing public at this address."

#: What every address may answer beside what it is for.
ALWAYS = {
    304: {"description": "You have it already: the ETag that you sent is still right."},
    404: {"description": NOT_FOUND},
    422: {"description": "Something in the address makes no sense."},
    429: {"description": "Too many questions in this minute; Retry-After says how many seconds to wait."},
}


class Interface(NinjaAPI):
    """django-ninja, whose answers every cache may keep to the whole minute, and whose errors are RFC 9457's."""

    def create_response(self, request, data, *, status=None, temporal_response=None) -> HttpResponse:
        response = super().create_response(request, data, status=status, temporal_response=temporal_response)
        if response.status_code == 200:
            caching.for_everyone(response, last_modified=getattr(response, "last_modified", None))
        return response

    def get_openapi_schema(self, *, path_prefix: str | None = None, path_params: dict[str, Any] | None = None):
        schema = super().get_openapi_schema(path_prefix=path_prefix, path_params=path_params)
        schema["components"]["schemas"]["Problem"] = shapes.Problem.json_schema()
        problem = {"application/problem+json": {"schema": {"$ref": "#/components/schemas/Problem"}}}
        for operations in schema["paths"].values():
            for operation in operations.values():
                for status, says in ALWAYS.items():
                    operation["responses"][str(status)] = says | ({} if status == 304 else {"content": problem})
        return schema


def problem(status: int, title: str, detail: str, **headers: str) -> HttpResponse:
    """An answer that says what went wrong. It repeats nothing of what was asked."""
    said = {"type": "about:blank", "title": title, "status": status, "detail": detail}
    return HttpResponse(
        json.dumps(said, ensure_ascii=False), status=status, content_type="application/problem+json", headers=headers
    )


def say_problems_in_one_way(api: NinjaAPI) -> None:
    """Instead of django-ninja's own words for errors."""
    api.add_exception_handler(Http404, lambda request, error: problem(404, "Not found", NOT_FOUND))
    api.add_exception_handler(HttpError, lambda request, error: problem(error.status_code, "Error", str(error)))
    api.add_exception_handler(ValidationError, _makes_no_sense)


def _makes_no_sense(request, error: ValidationError) -> HttpResponse:
    wrong = [f"{each['loc'][-1]}: {each['msg']}." for each in error.errors]
    return problem(422, "This makes no sense", " ".join(wrong))


# --- Lists -----------------------------------------------------------------------------------------------------------


class Paging(Schema):
    """Which page of a list."""

    page: int = Field(1, ge=1, le=100_000, description="Which page, from 1.")
    per_page: int = Field(50, ge=1, le=MOST_ON_A_PAGE, description="How many on a page.")


def listed(request, rows: Sequence, paging: Paging) -> dict:
    """One page of a list, with the addresses of its neighbours. A page beyond the last is empty."""
    pages = max(1, -(-len(rows) // paging.per_page))
    begin = (paging.page - 1) * paging.per_page

    def address(page: int) -> str:
        query = request.GET.copy()
        query["page"] = str(page)
        return f"{settings.PORTAL_URL}{request.path}?{query.urlencode()}"

    return {
        "count": len(rows),
        "page": paging.page,
        "pages": pages,
        "next": address(paging.page + 1) if paging.page < pages else None,
        "previous": address(min(paging.page - 1, pages)) if paging.page > 1 else None,
        "results": rows[begin : begin + paging.per_page],
    }


def csv_of(shape: type[Schema], rows: Iterable[dict], name: str) -> HttpResponse:
    """All of a list as CSV, a column for each field of its shape. A moment says how far Scotland's clocks are from UTC."""
    columns = list(shape.model_fields)
    return csv_file(csv_bytes(columns, ([_cell(row[column]) for column in columns] for row in rows)), name)


def _cell(value):
    return minutes.in_scotland(value).isoformat() if isinstance(value, datetime) else value


def csv_file(content: bytes | str, name: str, *, last_modified=None) -> HttpResponse:
    response = HttpResponse(content, content_type=CSV)
    response["Content-Disposition"] = content_disposition_header(True, name)
    return caching.for_everyone(response, last_modified=last_modified)


def dictionary_of(shapes_of_lists: dict[str, type[Schema]]) -> bytes:
    """What each column of each list means, and what all of them may be used under."""
    rows = [
        (name, column, field.description or "")
        for name, shape in shapes_of_lists.items()
        for column, field in shape.model_fields.items()
    ]
    return csv_bytes(("list", "column", "meaning"), [*rows, ("(all)", "(licence)", licence.IN_WORDS)])


#: How the description of an address that answers CSV says so.
AS_CSV = {"responses": {200: {"description": "OK", "content": {"text/csv": {"schema": {"type": "string"}}}}}}


def whole(address: str) -> str:
    return settings.PORTAL_URL + address


def at(name: str, *parts) -> str:
    """The whole address of something in the interface."""
    return whole(reverse(f"api:{name}", args=parts))


# --- Who may ask, how often, from where ------------------------------------------------------------------------------


def for_everybody(patterns: Iterable[URLPattern]) -> list[URLPattern]:
    """django-ninja's addresses, each of which states its rule, answers HEAD, and takes no more than its share."""
    found = []
    for pattern in patterns:
        pattern.callback = _public(pattern.callback)
        found.append(pattern)
    return found


def _public(view: Callable) -> Callable:
    @wraps(view)
    def answer(request, *args, **kwargs) -> HttpResponseBase:
        if request.method == "OPTIONS":
            response: HttpResponseBase = HttpResponse(status=204, headers={"Allow": "GET, HEAD, OPTIONS"})
        elif request.method not in {"GET", "HEAD"}:
            response = problem(405, "Not allowed", "Everything here can only be read.", Allow="GET, HEAD, OPTIONS")
        elif wait := _too_many(request):
            response = problem(429, "Too many questions", f"Ask again in {wait} seconds.")
            response["Retry-After"] = str(wait)
        else:
            asked, request.method = request.method, "GET"
            response = view(request, *args, **kwargs)
            request.method = asked
        licence.stated(response)
        response["Access-Control-Allow-Origin"] = "*"
        response["Access-Control-Expose-Headers"] = "ETag, Last-Modified, Link, Retry-After"
        return response

    answer.__module__ = __name__  # an address of this room's, whoever wrote the function behind it
    answer.csrf_exempt = True  # type: ignore[attr-defined]  nothing can be changed here
    return open_to_everyone(answer)


def _from(request) -> str:
    """The address of the network that a question comes from, as the sign-in's limits know it."""
    try:
        return get_adapter(request).get_client_ip(request)
    except (PermissionDenied, ImproperlyConfigured):
        return ""  # who hides it shares one limit with all who do


def _too_many(request) -> int:
    """How many seconds to wait, where one address of the network has asked too often in this minute; nought otherwise.

    Counted in Redis; where that is away nobody is counted. What is kept for two minutes tells nobody the address.
    """
    now = int(time.time())
    said = f"{settings.SECRET_KEY}{now // 60}{_from(request)}"
    key = f"api-{hashlib.sha256(said.encode()).hexdigest()}"
    if cache.add(key, 1, 120):
        return 0
    try:
        asked = cache.incr(key)
    except ValueError:  # it was forgotten between the two
        return 0
    return 60 - now % 60 if asked > settings.API_QUESTIONS_A_MINUTE else 0
