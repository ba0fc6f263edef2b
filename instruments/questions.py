"""What a questionnaire is made of, as values: sections, questions of eleven kinds, and the words around them.

A question knows the shape of its answer. Answers are values that JSON can hold: a choice is the key of an option, a
choice of several a list of keys, a number an int (or, with decimals, a str of them), a day an ISO str, a grid a
dict {row: option}, a ranking a list of keys from the first, and a repeated group a list of dicts.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import ClassVar

from instruments.conditions import Answers, Condition
from instruments.scales import Option

#: The place of an earlier answer in later words: ``How long have you worked in {{ service }}?``
PIPED = re.compile(r"\{\{\s*([a-z][a-z0-9_-]*)\s*\}\}")


@dataclass(frozen=True, kw_only=True)
class Question:
    """What every kind of question has.

    ``identifies`` says that the answer can tell who somebody is, and ``publish`` that it may be published;
    ``same_as`` is the key that this question had in an earlier version, so that rounds can be compared.
    """

    kind: ClassVar[str] = ""

    key: str
    label: str
    hint: str = ""
    why: str = ""
    required: bool = False
    shown_if: Condition | None = None
    identifies: bool = False
    publish: bool = True
    same_as: str = ""

    def options_of(self) -> tuple[Option, ...]:
        """What can be chosen, where something can."""
        return ()


@dataclass(frozen=True, kw_only=True)
class SingleChoice(Question):
    """One of several options."""

    kind: ClassVar[str] = "single choice"
    options: tuple[Option, ...]

    def options_of(self) -> tuple[Option, ...]:
        return self.options


@dataclass(frozen=True, kw_only=True)
class Rating(SingleChoice):
    """One step of a scale whose labels are always shown."""

    kind: ClassVar[str] = "rating"


@dataclass(frozen=True, kw_only=True)
class YesNo(SingleChoice):
    """Yes or no; in a record also not recorded and not applicable."""

    kind: ClassVar[str] = "yes or no"


@dataclass(frozen=True, kw_only=True)
class MultipleChoice(Question):
    """Any of several options; an exclusive one stands alone. ``at_most`` 0 means as many as there are."""

    kind: ClassVar[str] = "multiple choice"
    options: tuple[Option, ...]
    at_most: int = 0

    def options_of(self) -> tuple[Option, ...]:
        return self.options


@dataclass(frozen=True, kw_only=True)
class ShortText(Question):
    """One line. ``longest`` is in characters."""

    kind: ClassVar[str] = "short text"
    longest: int = 200


@dataclass(frozen=True, kw_only=True)
class LongText(Question):
    """Paragraphs. ``words`` is the most that there may be."""

    kind: ClassVar[str] = "long text"
    words: int = 500


@dataclass(frozen=True, kw_only=True)
class Number(Question):
    """A number between bounds, both included, in a unit; ``decimals`` places after the point.

    ``bands`` are the lowest numbers of all bands but the first in which answers are shown (``instruments.measuring``).
    """

    kind: ClassVar[str] = "number"
    least: Decimal | None = None
    most: Decimal | None = None
    decimals: int = 0
    unit: str = ""
    bands: tuple[Decimal, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Day(Question):
    """A date between bounds, both included."""

    kind: ClassVar[str] = "date"
    earliest: date | None = None
    latest: date | None = None


@dataclass(frozen=True, kw_only=True)
class Grid(Question):
    """The same options for several statements. ``rows`` are (key, words)."""

    kind: ClassVar[str] = "grid"
    rows: tuple[tuple[str, str], ...]
    options: tuple[Option, ...]

    def options_of(self) -> tuple[Option, ...]:
        return self.options


@dataclass(frozen=True, kw_only=True)
class Ranking(Question):
    """Options put in order; ``places`` says how many (0: all of them)."""

    kind: ClassVar[str] = "ranking"
    options: tuple[Option, ...]
    places: int = 0

    def options_of(self) -> tuple[Option, ...]:
        return self.options

    @property
    def how_many(self) -> int:
        return self.places or len(self.options)


@dataclass(frozen=True, kw_only=True)
class Group(Question):
    """Questions that are asked again for each of several things, such as each child or each record."""

    kind: ClassVar[str] = "repeated group"
    questions: tuple[Question, ...]
    most: int = 10
    each: str = "Entry"


KINDS: dict[str, type[Question]] = {
    kind.kind: kind
    for kind in (
        SingleChoice,
        Rating,
        YesNo,
        MultipleChoice,
        ShortText,
        LongText,
        Number,
        Day,
        Grid,
        Ranking,
        Group,
    )
}


@dataclass(frozen=True, kw_only=True)
class Section:
    """Questions under one heading."""

    key: str
    title: str
    intro: str = ""
    shown_if: Condition | None = None
    questions: tuple[Question, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Instrument:
    """A whole questionnaire. ``one_at_a_time`` puts one question on a page instead of one section."""

    key: str
    title: str
    intro: str = ""
    privacy: str = ""
    thanks: str = ""
    #: Whom it is for, in words that go on after “for”; and how long it takes.
    for_whom: str = ""
    minutes: int = 0
    #: What stands on paper only: how it is handed in, and what becomes of an answer that was written with a pen.
    paper_return: str = ""
    paper_privacy: str = ""
    #: How long answers are kept, whom to ask about them, and what rights one has.
    kept_for: str = ""
    questions_to: str = ""
    rights: str = ""
    #: Whether a respondent has said that their words may be quoted; None where nobody is asked, and the notice says so.
    quoted_if: Condition | None = None
    one_at_a_time: bool = False
    sections: tuple[Section, ...] = ()
    #: Questions by their key, in the order in which they are asked.
    by_key: dict[str, Question] = field(init=False, repr=False, compare=False)

    def __post_init__(self):
        object.__setattr__(self, "by_key", {question.key: question for question in self.questions()})

    @property
    def takes_minutes(self) -> int:
        """How long it takes, as every page and letter says it: what whoever wrote it says, or else an estimate."""
        return self.minutes or max(2, round(len(self.by_key) * 0.6))

    def questions(self) -> Iterator[Question]:
        for section in self.sections:
            yield from section.questions

    def asked(self, answers: Answers) -> list[tuple[Section, list[Question]]]:
        """The sections and questions that these answers call for: what stands under a false condition is not asked."""
        found = []
        # An answer to a question that is itself not asked calls for nothing: conditions see those before them that stand.
        standing: dict[str, object] = {}
        for section in self.sections:
            if section.shown_if is not None and not section.shown_if.holds(standing):
                continue
            questions = []
            for question in section.questions:
                if question.shown_if is not None and not question.shown_if.holds(standing):
                    continue
                questions.append(question)
                if question.key in answers:
                    standing[question.key] = answers[question.key]
            if questions or not section.questions:
                found.append((section, questions))
        return found

    def standing(self, answers: Answers) -> dict[str, object]:
        """The answers to questions that are asked; one that an earlier answer made needless is none of them."""
        asked = (question.key for _, questions in self.asked(answers) for question in questions)
        return {key: answers[key] for key in asked if key in answers}


def in_words(question: Question, value: object) -> str:
    """An answer as it is shown to whoever gave it. Nothing answered is an empty text."""
    labels = {option.key: option.label for option in question.options_of()}
    if value in (None, "", [], {}):
        return ""
    if isinstance(question, Grid) and isinstance(value, dict):
        return "; ".join(f"{words}: {labels.get(value[key], '')}" for key, words in question.rows if key in value)
    if isinstance(question, Ranking) and isinstance(value, list):
        return "; ".join(f"{place}. {labels.get(key, key)}" for place, key in enumerate(value, 1))
    if isinstance(question, Group) and isinstance(value, list):
        return "; ".join(
            f"{question.each} {place}: "
            + ", ".join(in_words(inner, one[inner.key]) for inner in question.questions if inner.key in one)
            for place, one in enumerate(value, 1)
        )
    if isinstance(value, list):
        return ", ".join(labels.get(str(key), str(key)) for key in value)
    if isinstance(question, Day):
        day = date.fromisoformat(str(value))
        return f"{day.day} {day:%B %Y}"
    if isinstance(question, Number) and question.unit:
        return f"{value} {question.unit}"
    return labels.get(str(value), str(value))


def piped(words: str, instrument: Instrument, answers: Answers) -> str:
    """Words with earlier answers in their places; an answer that was not given leaves a row of dots."""

    def put(found: re.Match) -> str:
        question = instrument.by_key.get(found[1])
        said = in_words(question, answers.get(found[1])) if question else ""
        return said or "…"

    return PIPED.sub(put, words)
