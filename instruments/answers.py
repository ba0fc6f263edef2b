"""Typed answers: what somebody typed, held to the questions by rules that are put together once for a version.

A Django form of 22 fields spends its time in building and validating itself; here each question becomes one function,
made when the version is first used, and an answer costs 22 calls of them.
"""

import re
import unicodedata
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal, InvalidOperation

from instruments.questions import (
    Day,
    Grid,
    Group,
    Instrument,
    LongText,
    MultipleChoice,
    Number,
    Question,
    Ranking,
    ShortText,
    SingleChoice,
    in_words,
    piped,
)
from interface.counting import counted

#: What a form sent: every value under the name of its field, in the order in which they came.
Typed = Mapping[str, Sequence[str]]
Reads = Callable[[Typed, str], object]

#: What PostgreSQL cannot hold, and what nobody can see: control characters other than tab and line end, spaces without
#: width, and marks that turn the direction of whatever follows. Marks of direction that turn nothing stay (Arabic has them).
_UNSEEN = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\u200b\u2028-\u202e\u2060\u2066-\u2069\ufeff]")
_NUMBER = re.compile(r"[+-]?\d{1,15}(\.\d{0,6})?")
#: The field that says how many entries of a group a page shows; it stands under the group's own name.
ENTRIES = ".entries"
#: More than any answer needs: an upper bound for what one field may bring in, in characters.
LONGEST = 100_000


class Refused(ValueError):
    """An answer that cannot be taken: by the name of each field concerned, how to mend what stands in it."""

    def __init__(self, words: str, field: str):
        super().__init__(words)
        self.problems = {field: words}

    @classmethod
    def all(cls, problems: dict[str, str]) -> "Refused":
        """Several things that are wrong with one answer. Takes at least one."""
        refused = cls("; ".join(problems.values()), "")
        refused.problems = problems
        return refused


@dataclass(frozen=True)
class Reading:
    """What was read: the answers that count, and what is wrong with the others by the name of their field."""

    values: dict[str, object] = field(default_factory=dict)
    problems: dict[str, str] = field(default_factory=dict)

    @property
    def is_whole(self) -> bool:
        return not self.problems


class Compiled:
    """The rules of one version of an instrument."""

    def __init__(self, instrument: Instrument):
        self.instrument = instrument
        self._sections = [
            (section.shown_if, [(question, _rule_for(question)) for question in section.questions])
            for section in instrument.sections
        ]

    def read(self, typed: Typed, *, known: Mapping[str, object] | None = None, only: set[str] | None = None) -> Reading:
        """The answers in what was typed.

        ``known`` are answers from earlier pages; ``only`` names the questions that stand on this page, and leaves the
        others as they are known. An answer to a question that is not asked is dropped, whether it was typed or known.
        """
        values: dict[str, object] = {}
        problems: dict[str, str] = {}
        for section_shown, questions in self._sections:
            if section_shown is not None and not section_shown.holds(values):
                continue
            for question, reads in questions:
                if question.shown_if is not None and not question.shown_if.holds(values):
                    continue
                key = question.key
                if only is not None and key not in only:
                    if known and key in known:
                        values[key] = known[key]
                    continue
                try:
                    value = reads(typed, key)
                except Refused as refused:
                    problems |= refused.problems
                    continue
                if value is not None:
                    values[key] = value
                elif question.required:
                    problems[_first_field(question)] = _missing(question)
        return Reading(values, {name: piped(words, self.instrument, values) for name, words in problems.items()})

    def missing(self, values: Mapping[str, object]) -> list[Question]:
        """The required questions that are asked and have no answer, in their order."""
        return [
            question
            for _, questions in self.instrument.asked(values)
            for question in questions
            if question.required and values.get(question.key) is None
        ]

    def not_taken(self, typed: Typed, problems: Mapping[str, str]) -> dict[str, list[str]]:
        """What was typed into questions that these problems are about, as it was typed: it is kept beside the answers."""
        wrong = {name.partition(".")[0] for name in problems} & self.instrument.by_key.keys()
        counts = {f"{key}{ENTRIES}" for key in wrong if isinstance(self.instrument.by_key[key], Group)}
        return {
            name: [tidy(value) for value in values]
            for name, values in typed.items()
            if name.partition(".")[0] in wrong and name not in counts and any(map(tidy, values))
        }


def typed_of(question: Question, value: object, name: str = "") -> dict[str, list[str]]:
    """What somebody would have typed to give this answer: what a form is filled with again. The inverse of reading."""
    name = name or question.key
    if value is None:
        return {}
    if isinstance(question, MultipleChoice) and isinstance(value, list):
        return {name: list(value)}
    if isinstance(question, Grid) and isinstance(value, dict):
        return {f"{name}.{row}": [chosen] for row, chosen in value.items()}
    if isinstance(question, Ranking) and isinstance(value, list):
        return {f"{name}.{key}": [str(place)] for place, key in enumerate(value, 1)}
    if isinstance(question, Day):
        day = date.fromisoformat(str(value))
        return {f"{name}.{part}": [str(getattr(day, part))] for part in ("day", "month", "year")}
    if isinstance(question, Group) and isinstance(value, list):
        found: dict[str, list[str]] = {}
        for place, one in enumerate(value):
            for inner in question.questions:
                found |= typed_of(inner, one.get(inner.key), f"{name}.{place}.{inner.key}")
        return found
    return {name: [str(value)]}


def tidy(text: str) -> str:
    """Text as it is kept: composed characters, one kind of line end, nothing unseen, no blank ends."""
    seen = _UNSEEN.sub("", text[:LONGEST].replace("\r\n", "\n").replace("\r", "\n"))
    return unicodedata.normalize("NFC", seen).strip()


def _first(typed: Typed, name: str) -> str:
    values = typed.get(name)
    return tidy(values[-1]) if values else ""


def _first_field(question: Question) -> str:
    """The field to which a message about the whole question leads."""
    if isinstance(question, Day):
        return f"{question.key}.day"
    if isinstance(question, Grid):
        return f"{question.key}.{question.rows[0][0]}"
    if isinstance(question, Ranking):
        return f"{question.key}.{question.options[0].key}"
    return question.key


def _missing(question: Question) -> str:
    match question:
        case SingleChoice() | MultipleChoice():
            return f"Choose an answer: {question.label}"
        case Grid():
            return f"Choose an answer in each row: {question.label}"
        case Ranking():
            return f"Put the answers in order: {question.label}"
        case _:
            return f"Answer this question: {question.label}"


def _rule_for(question: Question) -> Reads:
    match question:
        case SingleChoice():
            return _single(question)
        case MultipleChoice():
            return _multiple(question)
        case ShortText():
            return _short(question)
        case LongText():
            return _long(question)
        case Number():
            return _numeric(question)
        case Day():
            return _daily(question)
        case Grid():
            return _gridded(question)
        case Ranking():
            return _ranked(question)
        case Group():
            return _grouped(question)
    raise TypeError(f"No rule reads the answers to {question.kind!r}.")


def _single(question: SingleChoice) -> Reads:
    keys = {option.key for option in question.options}

    def reads(typed: Typed, name: str) -> str | None:
        given = _first(typed, name)
        if not given:
            return None
        if given not in keys:
            raise Refused(f"Choose one of the answers shown: {question.label}", name)
        return given

    return reads


def _multiple(question: MultipleChoice) -> Reads:
    order = {option.key: place for place, option in enumerate(question.options)}
    alone = {option.key: option.label for option in question.options if option.exclusive}

    def reads(typed: Typed, name: str) -> list[str] | None:
        given = {tidy(each) for each in typed.get(name, ())} - {""}
        if not given:
            return None
        if not given <= order.keys():
            raise Refused(f"Choose from the answers shown: {question.label}", name)
        if len(given) > 1 and (lonely := given & alone.keys()):
            raise Refused(f"“{alone[min(lonely)]}” cannot be chosen together with another answer.", name)
        if question.at_most and len(given) > question.at_most:
            raise Refused(f"Choose {question.at_most} at most: you have chosen {len(given)}.", name)
        return sorted(given, key=order.__getitem__)

    return reads


def _short(question: ShortText) -> Reads:
    def reads(typed: Typed, name: str) -> str | None:
        given = " ".join(_first(typed, name).split())
        if len(given) > question.longest:
            raise Refused(f"Shorten your answer to {question.longest} characters or fewer: it has {len(given)}.", name)
        return given or None

    return reads


def _long(question: LongText) -> Reads:
    def reads(typed: Typed, name: str) -> str | None:
        given = _first(typed, name)
        words = len(given.split())
        if words > question.words:
            raise Refused(f"Shorten your answer to {counted(question.words, 'word')} or fewer: it has {words}.", name)
        # A word without an end is no word: twelve characters each are more than any language needs on average.
        if len(given) > question.words * 12 + 100:
            raise Refused("Shorten your answer: it is too long to be read.", name)
        return given or None

    return reads


def _numeric(question: Number) -> Reads:
    unit = f" {question.unit}" if question.unit else ""

    def reads(typed: Typed, name: str) -> int | str | None:
        given = _first(typed, name)
        if not given:
            return None
        plain = given.replace(",", "").replace(" ", "")
        if not (_NUMBER.fullmatch(plain) and plain.isascii()):
            raise Refused(f"Write a number in figures, such as 12: “{given[:40]}” is not one.", name)
        try:
            number = Decimal(plain)
        except InvalidOperation as error:
            raise Refused(f"Write a number in figures, such as 12: “{given[:40]}” is not one.", name) from error
        if -number.as_tuple().exponent > question.decimals and number != round(number, question.decimals):  # type: ignore[operator]
            raise Refused(
                f"Write a number with {question.decimals} decimal places at most."
                if question.decimals
                else "Write a whole number, without a decimal point.",
                name,
            )
        if question.least is not None and number < question.least:
            raise Refused(f"The number must be {question.least}{unit} or more.", name)
        if question.most is not None and number > question.most:
            raise Refused(f"The number must be {question.most}{unit} or less.", name)
        return f"{number:.{question.decimals}f}" if question.decimals else int(number)

    return reads


def _daily(question: Day) -> Reads:
    def reads(typed: Typed, name: str) -> str | None:
        parts = {part: _first(typed, f"{name}.{part}") for part in ("day", "month", "year")}
        whole = _first(typed, name)
        if not whole and not any(parts.values()):
            return None
        if lacking := next((part for part, given in parts.items() if not whole and not given), None):
            raise Refused(f"The date must have a {lacking}.", f"{name}.{lacking}")
        if not whole and len(parts["year"]) < 4:
            raise Refused("Write the year with four figures, such as 2026.", f"{name}.year")
        try:
            day = date.fromisoformat(whole) if whole else date(*(_figures(parts[p]) for p in ("year", "month", "day")))
        except ValueError as error:
            raise Refused("There is no such date. Write it like 27 3 2026.", f"{name}.day") from error
        if question.earliest and day < question.earliest:
            raise Refused(f"The date must be {_said(question, question.earliest)} or later.", f"{name}.day")
        if question.latest and day > question.latest:
            raise Refused(f"The date must be {_said(question, question.latest)} or earlier.", f"{name}.day")
        return day.isoformat()

    return reads


def _figures(given: str) -> int:
    if not (given.isascii() and given.isdigit() and len(given) <= 4):
        raise ValueError(given)
    return int(given)


def _said(question: Day, day: date) -> str:
    return in_words(question, day.isoformat())


def _gridded(question: Grid) -> Reads:
    keys = {option.key for option in question.options}

    def reads(typed: Typed, name: str) -> dict[str, str] | None:
        found, wrong = {}, {}
        for row, words in question.rows:
            given = _first(typed, f"{name}.{row}")
            if given and given not in keys:
                wrong[f"{name}.{row}"] = f"Choose one of the answers shown: {words}"
            elif given:
                found[row] = given
            elif question.required:
                wrong[f"{name}.{row}"] = f"Choose an answer: {words}"
        if wrong:
            raise Refused.all(wrong)
        return found or None

    return reads


def _ranked(question: Ranking) -> Reads:
    allowed = {str(place) for place in range(1, question.how_many + 1)}

    def reads(typed: Typed, name: str) -> list[str] | None:
        places: dict[int, str] = {}
        for option in question.options:
            field_name = f"{name}.{option.key}"
            given = _first(typed, field_name)
            if not given:
                continue
            if given not in allowed:
                raise Refused(f"Write a number from 1 to {question.how_many} beside “{option.label}”.", field_name)
            if int(given) in places:
                raise Refused(f"Two answers have place {int(given)}: give each a place of its own.", field_name)
            places[int(given)] = option.key
        if not places:
            return None
        if lacking := set(range(1, len(places) + 1)) - places.keys():
            raise Refused(f"No answer has place {min(lacking)}.", _first_field_named(question, name))
        if question.required and len(places) < question.how_many:
            raise Refused(
                f"Give {question.how_many} answers a place: {len(places)} have one.", _first_field_named(question, name)
            )
        return [places[place] for place in sorted(places)]

    return reads


def _first_field_named(question: Ranking, name: str) -> str:
    return f"{name}.{question.options[0].key}"


def _grouped(question: Group) -> Reads:
    rules = [(inner, _rule_for(inner)) for inner in question.questions]

    def reads(typed: Typed, name: str) -> list[dict[str, object]] | None:
        found: list[dict[str, object]] = []
        wrong: dict[str, str] = {}
        for place in range(question.most):
            one: dict[str, object] = {}
            lacking: dict[str, str] = {}
            for inner, rule in rules:
                if inner.shown_if is not None and not inner.shown_if.holds(one):
                    continue
                field_name = f"{name}.{place}.{inner.key}"
                try:
                    value = rule(typed, field_name)
                except Refused as refused:
                    wrong |= refused.problems
                    continue
                if value is not None:
                    one[inner.key] = value
                elif inner.required:
                    lacking[field_name] = f"{question.each} {place + 1}: answer “{inner.label}”."
            # An entry that nobody touched is not there; one that was begun must be whole.
            if one:
                found.append(one)
                wrong |= lacking
        if _is_there(typed, f"{name}.{question.most}."):
            wrong[name] = f"There can be {question.most} entries at most."
        if wrong:
            raise Refused.all(wrong)
        return found or None

    return reads


def _is_there(typed: Typed, start: str) -> bool:
    return any(name.startswith(start) and any(values) for name, values in typed.items())
