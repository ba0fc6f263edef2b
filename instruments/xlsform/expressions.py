"""The expressions of XLSForms (a part of XPath), read into values: ``${age} >= 18 and selected(${uses}, 'x')``."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

#: Longer or deeper than anybody writes by hand.
LONGEST = 8_000
DEEPEST = 20
LONGEST_NUMBER = 20

_TOKEN = re.compile(
    r"\s*(?:\$\{(?P<field>[^{}]{1,200})\}"
    r"|\.\./(?P<sibling>[^\W\d][\w.-]*)(?!/)"
    r"|(?P<text>'[^']*'|\"[^\"]*\"|‘[^’]*’|“[^”]*”)"
    r"|(?P<number>\d+(?:\.\d*)?|\.\d+)"
    r"|(?P<sign><=|>=|!=|=|<|>)"
    r"|(?P<self>\.(?![\w./]))"
    r"|(?P<mark>[(),+*|\[\]/-])"
    r"|(?P<word>\.\.|[^\W\d][\w.-]*(?::[\w.-]+)?))"
)


class NotAnExpression(ValueError):
    """It cannot be read, or is of a kind that is not read here. Its words say which."""


@dataclass(frozen=True)
class Field:
    """The answer to a question, by its name."""

    name: str


@dataclass(frozen=True)
class Self:
    """The answer that is being given: a full stop."""


@dataclass(frozen=True)
class Text:
    words: str


@dataclass(frozen=True)
class Num:
    value: Decimal


@dataclass(frozen=True)
class Call:
    name: str
    given: tuple[Expression, ...]


@dataclass(frozen=True)
class Compare:
    one: Expression
    sign: str
    other: Expression


@dataclass(frozen=True)
class And:
    of: tuple[Expression, ...]


@dataclass(frozen=True)
class Or:
    of: tuple[Expression, ...]


Expression = Field | Self | Text | Num | Call | Compare | And | Or


def read(words: str) -> Expression:
    """The expression that words say; raises NotAnExpression."""
    if len(words) > LONGEST:
        raise NotAnExpression("it is too long to be read")
    return _Reader(words).whole()


class _Reader:
    def __init__(self, words: str):
        self.tokens = list(_tokens(words))
        self.at = 0
        self.depth = 0

    def whole(self) -> Expression:
        found = self.some()
        if self.at < len(self.tokens):
            raise NotAnExpression(self._unknown(self.tokens[self.at][1]))
        return found

    def some(self) -> Expression:
        return self._joined("or", self.all, Or)

    def all(self) -> Expression:
        return self._joined("and", self.comparison, And)

    def _joined(self, word, part, kind) -> Expression:
        found = [part()]
        while self._next_is("word", word):
            found.append(part())
        return found[0] if len(found) == 1 else kind(tuple(found))

    def comparison(self) -> Expression:
        one = self.one()
        if self.at < len(self.tokens) and self.tokens[self.at][0] == "sign":
            sign = self.tokens[self.at][1]
            self.at += 1
            return Compare(one, sign, self.one())
        return one

    def one(self) -> Expression:
        self.depth += 1
        if self.depth > DEEPEST:
            raise NotAnExpression("its brackets stand too deep in each other")
        try:
            return self._one()
        finally:
            self.depth -= 1

    def _one(self) -> Expression:
        if self.at == len(self.tokens):
            raise NotAnExpression("it ends where something is expected")
        kind, word = self.tokens[self.at]
        self.at += 1
        match kind:
            case "field":
                return Field(word.strip())
            case "self":
                return Self()
            case "text":
                return Text(word[1:-1])
            case "number":
                return Num(Decimal(word))
            case "word" if word not in ("and", "or") and self._next_is("mark", "("):
                return Call(word, tuple(self._given()))
        if (kind, word) == ("mark", "("):
            found = self.some()
            if not self._next_is("mark", ")"):
                raise NotAnExpression("a bracket is not closed")
            return found
        if (kind, word) == ("mark", "-") and self.at < len(self.tokens) and self.tokens[self.at][0] == "number":
            self.at += 1
            return Num(-Decimal(self.tokens[self.at - 1][1]))
        raise NotAnExpression(self._unknown(word))

    def _given(self) -> Iterator[Expression]:
        if self._next_is("mark", ")"):
            return
        while True:
            yield self.some()
            if self._next_is("mark", ")"):
                return
            if not self._next_is("mark", ","):
                raise NotAnExpression("a bracket is not closed")

    def _next_is(self, kind: str, word: str) -> bool:
        if self.at < len(self.tokens) and self.tokens[self.at] == (kind, word):
            self.at += 1
            return True
        return False

    @staticmethod
    def _unknown(word: str) -> str:
        if word in ("+", "-", "*", "div", "mod", "|"):
            return f"it calculates with “{word}”"
        if word in ("/", "..", "["):
            return "it goes by the path of a question instead of its name"
        return f"“{word[:40]}” has no meaning there"


def _tokens(words: str) -> Iterator[tuple[str, str]]:
    at = 0
    while words[at:].strip():
        found = _TOKEN.match(words, at)
        if not found:
            rest = words[at:].strip()
            raise NotAnExpression(f"“{rest[0]}” has no meaning there")
        kind = str(found.lastgroup)
        if kind == "number" and len(found.group(kind)) > LONGEST_NUMBER:
            raise NotAnExpression("a number has too many figures")
        # A question beside this one, called by a path, is one called by its name.
        yield "field" if kind == "sibling" else kind, found.group(kind)
        at = found.end()
