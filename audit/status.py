"""The status page's lines: each room adds what it knows about its own health.

    @status.line("Oldest letter waiting", order=20)
    def oldest_letter():
        ...
        return status.ok("No letter waits.")

A line is asked as the portal itself, so it may count rows that nobody on the page may read; it says numbers, no names.
"""

import logging
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from django.db import transaction

from accounts import speaking

log = logging.getLogger(__name__)

OK, LOOK, WRONG = "ok", "look", "wrong"


@dataclass(frozen=True)
class Button:
    """What somebody may do about a line: its words, and the address that a press is sent to."""

    words: str
    address: str


@dataclass
class Answer:
    state: str
    sentence: str
    link: str = ""
    button: Button | None = None


def ok(sentence: str, link: str = "", *, button: Button | None = None) -> Answer:
    return Answer(OK, sentence, link, button)


def look(sentence: str, link: str = "", *, button: Button | None = None) -> Answer:
    """Somebody should have a look; nothing is broken yet."""
    return Answer(LOOK, sentence, link, button)


def wrong(sentence: str, link: str = "", *, button: Button | None = None) -> Answer:
    """Something does not work, and will not mend itself."""
    return Answer(WRONG, sentence, link, button)


@dataclass
class Question:
    """What is asked once, and the lines that it answers: their titles, each with its place on the page."""

    places: dict[str, int]
    ask: Callable[[], Sequence[Answer]]


@dataclass
class Shown:
    """A line with its answer, as the page shows it."""

    title: str
    state: str
    sentence: str
    link: str
    button: Button | None

    @property
    def kind(self) -> str:
        return {OK: "done", LOOK: "waiting", WRONG: "late"}[self.state]

    @property
    def words(self) -> str:
        return {OK: "In order", LOOK: "Have a look", WRONG: "Wrong"}[self.state]


_questions: list[Question] = []


def line(title: str, *, order: int):
    """Add a line to the status page; the function returns ``ok``, ``look`` or ``wrong`` with a sentence."""

    def decorate(ask):
        several({title: order})(lambda: [ask()])
        return ask

    return decorate


def several(places: dict[str, int]):
    """Add lines that one question to the database answers together; the function returns an answer for each of them."""

    def decorate(ask):
        _questions[:] = [known for known in _questions if not known.places.keys() & places.keys()]
        _questions.append(Question(places, ask))
        return ask

    return decorate


def lines() -> list[Shown]:
    """Every line with its answer. One that cannot be asked says so and does not take the page with it."""
    answered = []
    with speaking.as_service():
        for known in _questions:
            places = known.places.items()
            try:
                with transaction.atomic():
                    answers = known.ask()
            except Exception as error:
                log.exception("status line %s", ", ".join(known.places))
                answers = [wrong(f"This could not be found out ({type(error).__name__}).")] * len(known.places)
            answered += [(place, title, answer) for (title, place), answer in zip(places, answers, strict=True)]
    answered.sort(key=lambda line: line[:2])
    return [Shown(title, one.state, one.sentence, one.link, one.button) for _, title, one in answered]
