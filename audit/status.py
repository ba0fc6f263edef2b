"""The status page's lines: each room adds what it knows about its own health.

    @status.line("Oldest letter waiting", order=20)
    def oldest_letter():
        ...
        return status.ok("No letter waits.")

A line is asked as the portal itself, so it may count rows that nobody on the page may read; it says numbers, no names.
"""

import logging
from collections.abc import Callable
from dataclasses import dataclass

from django.db import transaction

from accounts import speaking

log = logging.getLogger(__name__)

OK, LOOK, WRONG = "ok", "look", "wrong"


@dataclass
class Answer:
    state: str
    sentence: str
    link: str = ""


def ok(sentence: str, link: str = "") -> Answer:
    return Answer(OK, sentence, link)


def look(sentence: str, link: str = "") -> Answer:
    """Somebody should have a look; nothing is broken yet."""
    return Answer(LOOK, sentence, link)


def wrong(sentence: str, link: str = "") -> Answer:
    """Something does not work, and will not mend itself."""
    return Answer(WRONG, sentence, link)


@dataclass
class Line:
    title: str
    order: int
    ask: Callable[[], Answer]


@dataclass
class Shown:
    """A line with its answer, as the page shows it."""

    title: str
    state: str
    sentence: str
    link: str

    @property
    def kind(self) -> str:
        return {OK: "done", LOOK: "waiting", WRONG: "late"}[self.state]

    @property
    def words(self) -> str:
        return {OK: "In order", LOOK: "Have a look", WRONG: "Wrong"}[self.state]


_lines: list[Line] = []


def line(title: str, *, order: int):
    """Add a line to the status page; the function returns ``ok``, ``look`` or ``wrong`` with a sentence."""

    def decorate(ask):
        _lines[:] = [known for known in _lines if known.title != title]
        _lines.append(Line(title, order, ask))
        _lines.sort(key=lambda known: (known.order, known.title))
        return ask

    return decorate


def lines() -> list[Shown]:
    """Every line with its answer. One that cannot be asked says so and does not take the page with it."""
    shown = []
    with speaking.as_service():
        for known in _lines:
            try:
                with transaction.atomic():
                    answer = known.ask()
            except Exception as error:
                log.exception("status line %s", known.title)
                answer = wrong(f"This could not be found out ({type(error).__name__}).")
            shown.append(Shown(known.title, answer.state, answer.sentence, answer.link))
    return shown
