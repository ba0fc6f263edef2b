"""Asks as everybody, and looks at all that comes of it for a word of what is under embargo."""

import io
import logging
import re
import time
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from urllib.parse import parse_qsl, quote, quote_plus, unquote, urlsplit

from django.conf import settings
from django.core.cache import cache
from django.db import transaction
from django.test import Client

from accounts.sessions import BEGAN, SEEN
from tests.house.embargo import on_the_road
from tests.house.embargo.guesses import Guess
from tests.house.embargo.stage import Stage
from tests.house.embargo.words import HOLDER, INSIDE, OTHER_HOLDER, WORD

#: What tells one answer of the same page from another, and nothing else: a request's number, what a cache may keep, a
#: form's own secret.
OWN = {"X-Request-ID", "Expires", "Cache-Control", "Content-Security-Policy", "Set-Cookie"}
ONCE = re.compile(r'"X-CSRFToken": "[^"]*"|name="csrfmiddlewaretoken" value="[^"]*"|nonce="[^"]*"|DTSTAMP:\w+')
A_DAY = 24 * 3600


@dataclass(frozen=True)
class Answer:
    asked: str
    status: int
    headers: dict[str, str]
    content: bytes

    @property
    def text(self) -> str:
        """Headers and body, without what whoever asks has said: pages repeat a search, and a redirect its address."""
        content = self.content
        if content[:4] == b"PK\x03\x04":
            with zipfile.ZipFile(io.BytesIO(content)) as archive:
                content = b"\n".join(archive.read(name) for name in archive.namelist())
        said = unquote("\n".join(f"{name}: {value}" for name, value in self.headers.items()))
        return without(self.asked, f"{said}\n{content.decode('utf-8', 'replace')}")

    @property
    def bytes_without_what_is_its_own(self) -> str:
        return ONCE.sub("…", without(self.asked, self.content.decode("utf-8", "replace")))

    @property
    def headers_but_its_own(self) -> dict[str, str]:
        return {name: without(self.asked, value) for name, value in self.headers.items() if name not in OWN}


def without(asked: str, text: str) -> str:
    """A text without the address that was asked, and without the words behind its question mark."""
    address = urlsplit(asked)
    said = [asked, quote(asked), quote(asked, safe=""), address.path, quote(address.path, safe="")]
    for _, value in parse_qsl(address.query):
        said += [value, quote_plus(value), value.lower()] if len(value) > 2 else []
    for each in sorted(said, key=len, reverse=True):
        if len(each) > 2:
            text = text.replace(each, "…")
    return text


class Watch:
    """One client for every kind of person."""

    def __init__(self, stage: Stage, *, knows: bool = True):
        """``knows`` tells whether there is something under embargo on the stage yet."""
        self.stage = stage
        self.clients = {kind: self._client(person) for kind, person in stage.people.items()}
        if not knows:
            return
        secret = (stage.report.slug, stage.area_report.slug, stage.press.slug, stage.news.slug)
        #: Addresses that nobody is led to before the minute.
        self.addresses = re.compile("|".join(rf"/{slug}/|\"{slug}\"|{slug}(?:-edition|\.)" for slug in secret))

    @staticmethod
    def _client(person) -> Client:
        client = Client(raise_request_exception=False)
        if person is not None:
            client.force_login(person, backend=settings.AUTHENTICATION_BACKENDS[0])
            session = client.session
            session[BEGAN] = time.time()
            # What a request writes is undone, so that each would note anew that the session is used.
            session[SEEN] = session[BEGAN] + A_DAY
            session.save()
        return client

    def ask(self, kind: str, address: str, *, method: str = "get", **headers) -> Answer:
        """One request, of which nothing stays."""
        client = self.clients[kind]
        cookies = client.cookies.copy()
        with transaction.atomic():
            response = getattr(client, method)(address, headers=headers)
            content = b"".join(response.streaming_content) if response.streaming else response.content
            transaction.set_rollback(True)
        client.cookies = cookies
        return Answer(address, response.status_code, dict(response.items()), content)

    # --- What is told ------------------------------------------------------------------------------------------------
    def told(self, answer: Answer) -> set[str]:
        """Every word and address of what is under embargo that stands in an answer."""
        text = answer.text
        return {each.lower() for each in (*WORD.findall(text), *self.addresses.findall(text))}

    def leaks(self, kind: str, guess: Guess) -> Iterator[str]:
        """A line for what one person is told early at one address."""
        answer = self.ask(kind, guess.address)
        if answer.status >= 500:
            yield f"{guess.address} ({guess.name}) fails for {kind}: {answer.status}"
        elif told := {each for each in self.told(answer) if not may_be_told(kind, guess, each)}:
            yield f"{kind} is told early at {guess.address} ({guess.name}): {', '.join(sorted(told))}"


def may_be_told(kind: str, guess: Guess, what: str = "") -> bool:
    """Whether somebody may read this word there before its minute: at work, or in a copy of their own."""
    if guess.is_public:
        return False
    if what in on_the_road.READERS:
        return kind in on_the_road.READERS[what]
    if kind == on_the_road.PARTNERSHIP:
        return what in on_the_road.SENT_TO_THEM and guess.name.startswith("accuracy:")
    if kind in (HOLDER, OTHER_HOLDER):
        return guess.holder == kind
    return kind in INSIDE


class Ear(logging.Handler):
    """Hears everything that is logged, but for what the database is asked."""

    def __init__(self):
        super().__init__(logging.DEBUG)
        self.heard: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        if not record.name.startswith("django.db"):
            # All that a record carries could be written: the portal's formatter writes more than its message.
            said = {name: value for name, value in vars(record).items() if name not in {"args", "msg", "request"}}
            self.heard.append(f"{record.getMessage()} {said}")

    def told(self, asked: str) -> set[str]:
        """The words of what is under embargo that were logged since the last time somebody asked."""
        found = {word.lower() for line in self.heard for word in WORD.findall(without(asked, line))}
        self.heard.clear()
        return found


@contextmanager
def listening() -> Iterator[Ear]:
    """With an ear at every logger, at every level."""
    ear, root = Ear(), logging.getLogger()
    level, handlers = root.level, root.handlers
    root.handlers = [ear]
    root.setLevel(logging.DEBUG)
    try:
        yield ear
    finally:
        root.handlers = handlers
        root.setLevel(level)


def in_the_cache() -> set[str]:
    """The words of what is under embargo that the cache holds, in a key or a value."""
    kept = b" ".join([*cache._cache.values(), *(key.encode() for key in cache._cache)])
    return {word.lower() for word in WORD.findall(kept.decode("utf-8", "replace"))}
