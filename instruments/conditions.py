"""When a question is asked: a sentence about earlier answers, read once and then asked of every set of answers.

    employed = "yes" and (years >= 5 or services includes "adults")
    not answered(manager)

``=`` and ``!=`` compare a choice, a text or a number; ``<``, ``<=``, ``>`` and ``>=`` compare numbers and days
(written as ``"2026-11-24"``); ``includes`` asks whether a choice of several holds one. ``not`` binds closer than
``and``, and ``and`` closer than ``or``. What was not answered compares as false with everything, so that no question
appears because another one was left out; only ``not`` and ``answered`` can tell of an absence.
"""

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation

#: Answers by the key of their question. What was not answered is not there, or None.
Answers = Mapping[str, object]

_TOKEN = re.compile(
    r'\s*(?:(?P<text>"[^"\n]*")|(?P<number>-?\d+(?:\.\d+)?)|(?P<sign><=|>=|!=|=|<|>)|(?P<bracket>[()])'
    r"|(?P<name>[a-z][a-z0-9_-]*))"
)
_WORDS = {"and", "or", "not", "includes", "answered"}
#: Deeper than anybody writes, and shallow enough for Python to read.
DEEPEST = 30


class NotACondition(ValueError):
    """The sentence cannot be read. Its words say what is wrong and at which character, counted from 1."""

    def __init__(self, words: str, place: int):
        super().__init__(f"{words} (at character {place + 1})")
        self.place = place


@dataclass(frozen=True)
class Compares:
    """An earlier answer beside a value: ``value`` is a text or a Decimal."""

    name: str
    sign: str
    value: str | Decimal

    def holds(self, answers: Answers) -> bool:
        found = answers.get(self.name)
        if found is None or found == "" or isinstance(found, list | dict):
            return False
        if isinstance(self.value, Decimal):
            number = _number(found)
            return number is not None and _SIGNS[self.sign](number, self.value)
        return _SIGNS[self.sign](str(found), self.value)

    def __str__(self) -> str:
        return f"{self.name} {self.sign} {_written(self.value)}"


@dataclass(frozen=True)
class Includes:
    """A choice of several that holds one."""

    name: str
    value: str

    def holds(self, answers: Answers) -> bool:
        found = answers.get(self.name)
        return isinstance(found, list) and self.value in found

    def __str__(self) -> str:
        return f'{self.name} includes "{self.value}"'


@dataclass(frozen=True)
class Answered:
    """Whether anything was answered."""

    name: str

    def holds(self, answers: Answers) -> bool:
        return answers.get(self.name) not in (None, "", [], {})

    def __str__(self) -> str:
        return f"answered({self.name})"


@dataclass(frozen=True)
class Not:
    """The opposite of a condition."""

    of: "Condition"

    def holds(self, answers: Answers) -> bool:
        return not self.of.holds(answers)

    def __str__(self) -> str:
        return f"not {_bracketed(self.of)}"


@dataclass(frozen=True)
class All:
    """Every one of these."""

    of: tuple["Condition", ...]

    def holds(self, answers: Answers) -> bool:
        return all(each.holds(answers) for each in self.of)

    def __str__(self) -> str:
        return " and ".join(_bracketed(each) for each in self.of)


@dataclass(frozen=True)
class Some:
    """At least one of these."""

    of: tuple["Condition", ...]

    def holds(self, answers: Answers) -> bool:
        return any(each.holds(answers) for each in self.of)

    def __str__(self) -> str:
        return " or ".join(_bracketed(each) for each in self.of)


Condition = Compares | Includes | Answered | Not | All | Some

_SIGNS: dict[str, Callable] = {
    "=": lambda one, other: one == other,
    "!=": lambda one, other: one != other,
    "<": lambda one, other: one < other,
    "<=": lambda one, other: one <= other,
    ">": lambda one, other: one > other,
    ">=": lambda one, other: one >= other,
}


def read(text: str) -> Condition:
    """The condition that a sentence says; raises NotACondition."""
    return _Reader(text).whole()


def parts(condition: Condition) -> Iterator[Compares | Includes | Answered]:
    """The comparisons that a condition is made of, in the order in which they are written."""
    match condition:
        case All(of) | Some(of):
            for each in of:
                yield from parts(each)
        case Not(of):
            yield from parts(of)
        case _:
            yield condition


def names(condition: Condition) -> set[str]:
    """The keys of the questions that a condition asks about."""
    return {part.name for part in parts(condition)}


def _number(found: object) -> Decimal | None:
    if isinstance(found, bool):
        return None
    try:
        number = Decimal(str(found))
    except InvalidOperation:
        return None
    return number if number.is_finite() else None


def _written(value: str | Decimal) -> str:
    return f'"{value}"' if isinstance(value, str) else format(value, "f")


def _bracketed(condition: Condition) -> str:
    return f"({condition})" if isinstance(condition, All | Some) else str(condition)


class _Reader:
    """Reads from left to right, one token ahead."""

    def __init__(self, text: str):
        self.tokens = list(_tokens(text))
        self.end = len(text)
        self.at = 0
        self.depth = 0

    def whole(self) -> Condition:
        if not self.tokens:
            raise NotACondition("There is no condition", 0)
        found = self.some()
        if self.at < len(self.tokens):
            _, word, place = self.tokens[self.at]
            raise NotACondition(f"“{word}” is not expected here: join conditions by “and” or “or”", place)
        return found

    def some(self) -> Condition:
        return self._joined("or", self.all, Some)

    def all(self) -> Condition:
        return self._joined("and", self.one, All)

    def _joined(self, word, part, kind) -> Condition:
        found = [part()]
        while self._next_is(word):
            found.append(part())
        return found[0] if len(found) == 1 else kind(tuple(found))

    def one(self) -> Condition:
        self.depth += 1
        if self.depth > DEEPEST:
            raise NotACondition(f"Conditions stand in each other more than {DEEPEST} deep", self._place())
        try:
            if self._next_is("not"):
                return Not(self.one())
            if self._next_is("("):
                found = self.some()
                self._must("bracket", ")", "a closing bracket")
                return found
            if self._next_is("answered"):
                self._must("bracket", "(", "an opening bracket after “answered”")
                name = self._name()
                self._must("bracket", ")", "a closing bracket")
                return Answered(name)
            return self._comparison()
        finally:
            self.depth -= 1

    def _comparison(self) -> Condition:
        name = self._name()
        if self._next_is("includes"):
            return Includes(name, str(self._value(only_text=True)))
        sign = self._must("sign", None, "=, !=, <, <=, >, >= or “includes”")
        return Compares(name, sign, self._value())

    def _value(self, *, only_text: bool = False) -> str | Decimal:
        kind, word, place = self._take("a value")
        if kind == "text":
            return word[1:-1]
        if kind == "number" and not only_text:
            return Decimal(word)
        wanted = "a text in quotation marks" if only_text else "a number, or a text in quotation marks"
        raise NotACondition(f"Here stands “{word}” where {wanted} is expected", place)

    def _name(self) -> str:
        kind, word, place = self._take("the key of a question")
        if kind != "name" or word in _WORDS:
            raise NotACondition(f"Here stands “{word}” where the key of a question is expected", place)
        return word

    def _must(self, kind: str, word: str | None, wanted: str) -> str:
        found, text, place = self._take(wanted)
        if found != kind or (word and text != word):
            raise NotACondition(f"Here stands “{text}” where {wanted} is expected", place)
        return text

    def _take(self, wanted: str) -> tuple[str, str, int]:
        if self.at == len(self.tokens):
            raise NotACondition(f"The condition ends where {wanted} is expected", self.end)
        self.at += 1
        return self.tokens[self.at - 1]

    def _next_is(self, word: str) -> bool:
        if self.at < len(self.tokens) and self.tokens[self.at][1] == word:
            self.at += 1
            return True
        return False

    def _place(self) -> int:
        return self.tokens[self.at][2] if self.at < len(self.tokens) else self.end


def _tokens(text: str) -> Iterator[tuple[str, str, int]]:
    at = 0
    while text[at:].strip():
        found = _TOKEN.match(text, at)
        if not found:
            at += len(text[at:]) - len(text[at:].lstrip())
            raise NotACondition(f"“{text[at]}” has no meaning here", at)
        kind = str(found.lastgroup)
        yield kind, found.group(kind), found.start(kind)
        at = found.end()
