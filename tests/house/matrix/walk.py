"""Asks for rows as everybody and says, a line each, what differs from the table. Nothing of a request stays."""

import io
import re
import time
import zipfile
from collections.abc import Iterator
from urllib.parse import unquote
from uuid import UUID

from allauth.account.authentication import AUTHENTICATION_METHODS_SESSION_KEY
from allauth.account.internal.flows.login import record_authentication
from django.core.cache import cache
from django.db import connection, transaction
from django.http import HttpRequest
from django.test import Client
from django.urls import reverse

from accounts.sessions import BEGAN, SEEN
from tests.house.matrix.people import EVERYBODY, PUBLIC
from tests.house.matrix.rows import NOT_ALLOWED, NOT_THERE, Row

NO_SUCH_NUMBER = 999_999_999
NO_SUCH_WORDS = "no-such-thing"
WRITES = re.compile(r"\s*(INSERT INTO|UPDATE|DELETE FROM)\s+\"?(\w+)", re.I)
#: A session notes when it was last used, whatever the answer.
NOT_COUNTED = {"django_session"}
#: How a person signed in, as the sign-in library notes it in their session.
A_DAY = 24 * 3600
SIGNED_IN_WITH = ("password", "mfa")


class Walk:
    """One client for every kind of person, over one world."""

    def __init__(self, world):
        self.world = world
        self.clients = {kind: self._client(kind) for kind in sorted(EVERYBODY)}

    def _client(self, kind: str) -> Client:
        client = Client()
        client.raise_request_exception = False
        if kind != PUBLIC:
            client.force_login(self.world.people[kind])
            request = HttpRequest()
            request.session = client.session
            for method in SIGNED_IN_WITH:
                record_authentication(request, self.world.people[kind], method)
            for record in request.session[AUTHENTICATION_METHODS_SESSION_KEY]:
                # The walk takes longer than the short while in which nobody is asked for a password again.
                record["at"] += A_DAY
            request.session[BEGAN] = time.time()
            # What a request writes is undone, so that each would note anew that the session is used.
            request.session[SEEN] = request.session[BEGAN] + A_DAY
            request.session.save()
        return client

    # --- One address -------------------------------------------------------------------------------------------------
    def wrong_about(self, row: Row) -> list[str]:
        """Everything about one row that is not as it states."""
        return [*self._answers(row), *self._of_what_is_not_there(row)]

    def _answers(self, row: Row) -> Iterator[str]:
        parts = row.about.parts(self.world)
        for method in ("GET", "POST"):
            for kind in sorted(row.asked_by) if row.knows(method) else row.one_of_each(method):
                answer = self.ask(kind, method, row, parts)
                yield from self._differs(row, kind, method, answer)
                yield from self.leaks(row, kind, answer)

    @staticmethod
    def _differs(row: Row, kind: str, method: str, answer) -> Iterator[str]:
        expected = row.expected(method, kind)
        if answer.status not in expected:
            yield f"{answer}: {answer.status}, not {' or '.join(map(str, sorted(expected)))}{answer.why}"
        elif answer.wrote and not (row.allowed(method, kind) or (row.allowed("GET", kind) and answer.wrote <= LOOKING)):
            yield f"{answer}: {answer.status}, and yet it wrote in {', '.join(sorted(answer.wrote))}"

    def _of_what_is_not_there(self, row: Row) -> Iterator[str]:
        """Whoever may asks for what does not exist, one part of the address at a time, and for what is crossed."""
        parts = row.about.parts(self.world)
        method = "POST" if row.get is None else "GET"
        kind = min(row.may_send if row.get is None else row.by)
        for place, part in enumerate(parts):
            absent = [*parts[:place], _absent(part), *parts[place + 1 :]]
            expected = row.absent[place] if row.absent else NOT_THERE
            answer = self.ask(kind, method, row, absent)
            if answer.status != expected:
                yield f"{answer} of what is not there ({absent}): {answer.status}, not {expected}"
        for crossed in row.crossed(self.world):
            for method in ("GET", "POST"):
                answer = self.ask(kind, method, row, crossed)
                if answer.status not in {NOT_THERE, NOT_ALLOWED}:
                    yield f"{answer} of what does not belong together ({crossed}): {answer.status}, not {NOT_THERE}"

    def leaks(self, row: Row, kind: str, answer, *, behind=None) -> list[str]:
        """Words in an answer that are not for whoever asked; or only those that stand ``behind`` the wall."""
        reader = row.reads_as or kind
        secrets = self.world.secrets if behind is None else behind
        found = [words for words, readers in secrets.items() if reader not in readers and words in answer.body]
        return [f"{answer} shows “{words}”" for words in found]

    # --- One request -------------------------------------------------------------------------------------------------
    def ask(self, kind: str, method: str, row: Row, parts: list) -> "Answer":
        client = self.clients[kind]
        address = reverse(row.name, args=parts, query=row.query(self.world))
        cookies = client.cookies.copy()
        wrote: set[str] = set()
        with transaction.atomic():
            for name, before in row.after(self.world):
                client.get(reverse(name, args=before))
            with connection.execute_wrapper(_noting(wrote)):
                if method == "GET":
                    response = client.get(address)
                else:
                    response = client.post(address, row.sends(self.world), HTTP_ORIGIN="http://testserver")
                body = _body(response)
            if wrote and response.status_code < 400:
                _could_be_committed()
            transaction.set_rollback(True)
        client.cookies = cookies
        if method == "POST":
            cache.clear()
        return Answer(f"{method} {row.name}{f' ({row.case})' if row.case else ''} as {kind}", response, body, wrote)


#: What reading may leave: that somebody looked, that a letter was read, that a section is open, when a key was last used,
#: that recovery codes have been shown.
LOOKING = {
    "audit_look",
    "mfa_authenticator",
    "notifications_notice",
    "programmes_calendaraddress",
    "reports_presence",
}


class Answer:
    def __init__(self, asked: str, response, body: str, wrote: set[str]):
        self.asked, self.status, self.wrote = asked, response.status_code, wrote
        self.location = response.headers.get("Location", "")
        # The name of a file stands in its headers.
        self.body = f"{unquote(str(response.headers))}\n{body}"
        self.trouble = getattr(response, "exc_info", None)

    def __str__(self):
        return self.asked

    @property
    def why(self) -> str:
        if self.trouble:
            return f" ({self.trouble[0].__name__}: {self.trouble[1]})"
        return f" (to {self.location})" if self.location else ""


def _absent(part):
    if isinstance(part, UUID):
        return UUID(int=0)
    return NO_SUCH_NUMBER if isinstance(part, int) else NO_SUCH_WORDS


def _noting(wrote: set[str]):
    def note(execute, sql, params, many, context):
        if (found := WRITES.match(sql)) and found[2] not in NOT_COUNTED:
            wrote.add(found[2])
        return execute(sql, params, many, context)

    return note


def _could_be_committed() -> None:
    """What was written keeps every promise that the database checks only at the end."""
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")


def _body(response) -> str:
    content = b"".join(response.streaming_content) if response.streaming else response.content
    if content[:4] == b"PK\x03\x04":
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            content = b"\n".join(archive.read(name) for name in archive.namelist())
    return content.decode(errors="replace")
