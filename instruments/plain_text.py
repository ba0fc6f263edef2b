"""Reading the text files of a definition: what is there, on which line, and what is wrong with it.

A page is TOML, or Markdown below a TOML heading between two lines of `+++`. Every question a reader
asks of a page either gives a usable value or leaves one finding with its file, line and remedy, so
that one reading names everything that is wrong.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from difflib import get_close_matches
from pathlib import Path
from typing import Any

FENCE = "+++"
KEY = re.compile(r"""[A-Za-z0-9_-]+|"[^"\n]*"|'[^'\n]*'""")


@dataclass(frozen=True, slots=True, order=True)
class Finding:
    """One thing wrong in one place, and what to do about it."""

    file: str
    line: int
    says: str
    remedy: str

    def __str__(self) -> str:
        return f"{self.file}, line {self.line}: {self.says} {self.remedy}"


@dataclass
class Page:
    """One file of a definition, read."""

    file: str
    data: dict[str, Any]
    lines: dict[tuple[Any, ...], int]
    findings: list[Finding]
    body: str = ""
    body_line: int = 1

    def line_of(self, *path: Any) -> int:
        """The line on which a value stands, or the nearest thing around it."""
        while path and path not in self.lines:
            path = path[:-1]
        return self.lines.get(path, 1)

    def find(self, line: int, says: str, remedy: str) -> None:
        """Note something wrong."""
        self.findings.append(Finding(self.file, line, says, remedy))

    @property
    def top(self) -> Table:
        """The page's own keys, before any table."""
        return Table(self, self.data)


def read_page(path: Path, *, inside: Path, findings: list[Finding]) -> Page | None:
    """Read one TOML or Markdown file; None, and a finding, where it cannot be read at all."""
    name = path.relative_to(inside).as_posix()
    try:
        text = path.read_text(encoding="utf-8")
    except FileNotFoundError:
        findings.append(Finding(name, 1, "The file is missing.", f"Add {path.name}."))
        return None
    except UnicodeDecodeError:
        findings.append(Finding(name, 1, "The file is not UTF-8 text.", "Save it as UTF-8."))
        return None
    heading, body, body_line, first_line = text, "", 1, 1
    if path.suffix == ".md":
        split = _below_heading(text)
        if split is None:
            remedy = f"Put a line with {FENCE} first, then the facts, then another line with {FENCE}."
            findings.append(Finding(name, 1, "The heading is missing or does not end.", remedy))
            return None
        heading, body, body_line = split
        first_line = 2
    try:
        data = tomllib.loads(heading)
    except tomllib.TOMLDecodeError as mistake:
        where = re.search(r"line (\d+)", str(mistake))
        line = int(where[1]) if where else heading.count("\n") + 1
        reason = re.sub(r" \(at .*\)$", "", str(mistake))
        findings.append(
            Finding(
                name,
                line + first_line - 1,
                f"This is not TOML: {reason[:1].lower()}{reason[1:]}.",
                "Check quotation marks, brackets and commas here and on the line before.",
            )
        )
        return None
    lines = {place: line + first_line - 1 for place, line in locate(heading).items()}
    return Page(name, data, lines, findings, body, body_line)


def _below_heading(text: str) -> tuple[str, str, int] | None:
    rows = text.split("\n")
    if rows[0].strip() != FENCE:
        return None
    for number, row in enumerate(rows[1:], start=1):
        if row.strip() == FENCE:
            return "\n".join(rows[1:number]), "\n".join(rows[number + 1 :]).strip("\n") + "\n", number + 2
    return None


@dataclass
class Table:
    """One table of a page. Whatever is never asked for is a word that the portal does not know."""

    page: Page
    data: Mapping[str, Any]
    path: tuple[Any, ...] = ()
    asked: set[str] = field(default_factory=set)

    def line(self, key: str = "") -> int:
        """The line of one of its values, or of the table."""
        return self.page.line_of(*self.path, key) if key else self.page.line_of(*self.path)

    def find(self, key: str, says: str, remedy: str) -> None:
        """Note something wrong with one of its values."""
        self.page.find(self.line(key), says, remedy)

    def has(self, key: str) -> bool:
        """Whether the value is stated at all."""
        return key in self.data

    def value(self, key: str, kind: type | tuple[type, ...], like: str, *, default: Any = ...) -> Any:
        """A value of one kind. `like` shows a reader how it is written."""
        self.asked.add(key)
        if key not in self.data:
            if default is ...:
                self.find(key, f"“{key}” is missing.", f"Add {key} = {like}.")
                return None
            return default
        value = self.data[key]
        if not isinstance(value, kind) or (isinstance(value, bool) and kind is int):
            self.find(key, f"“{key}” cannot be {_kind(value)}.", f"Write {key} = {like}.")
            return None if default is ... else default
        return value

    def text(self, key: str, default: Any = ...) -> str:
        """Words. Required unless there is a default, and never blank when required."""
        words = self.value(key, str, '"…"', default=default)
        if words is None:
            return ""
        if default is ... and not words.strip():
            self.find(key, f"“{key}” is empty.", "Fill it in.")
        return words.strip()

    def choice(self, key: str, among: Collection[str], default: Any = ...) -> str:
        """One of a closed list of words."""
        first = next(iter(among))
        word = self.value(key, str, f'"{first}"', default=default)
        if word is None or (word == default and key not in self.data):
            return word or first
        if word not in among:
            self.not_among(key, word, among)
            return first
        return word

    def choices(self, key: str, among: Collection[str]) -> tuple[str, ...]:
        """Any of a closed list of words."""
        first = next(iter(among), "…")
        words = self.value(key, list, f'["{first}"]', default=[])
        for number, word in enumerate(words):
            if word not in among:
                self.not_among(key, word, among, number)
        return tuple(word for word in words if word in among)

    def not_among(self, key: str, word: Any, among: Collection[str], number: int | None = None) -> None:
        """Note a word that is not on its list, and the one that was probably meant."""
        line = self.line(key) if number is None else self.page.line_of(*self.path, key, number)
        near = get_close_matches(str(word), [str(known) for known in among], 1, 0.6)
        remedy = f"Did you mean “{near[0]}”?" if near else f"Write one of: {_list(among)}."
        self.page.find(line, f"“{key}” cannot be “{word}”.", remedy)

    def whole(self, key: str, default: Any = ..., *, at_least: int | None = None) -> Any:
        """A whole number."""
        number = self.value(key, int, "1", default=default)
        if at_least is not None and isinstance(number, int) and number < at_least:
            self.find(key, f"“{key}” cannot be {number}.", f"Write {at_least} or more.")
            return at_least
        return number

    def yes(self, key: str, default: bool) -> bool:
        """True or false."""
        return bool(self.value(key, bool, "true", default=default))

    def day(self, key: str, default: Any = ...) -> date | None:
        """A date, written without quotation marks."""
        day = self.value(key, date, "2024-08-27", default=default)
        return day.date() if isinstance(day, datetime) else day

    def words(self, key: str) -> tuple[str, ...]:
        """A list of words."""
        words = self.value(key, list, '["…"]', default=[])
        for number, word in enumerate(words):
            if not isinstance(word, str) or not word.strip():
                line = self.page.line_of(*self.path, key, number)
                self.page.find(line, f"“{key}” holds something that is not words.", "Put it in quotation marks.")
        return tuple(word.strip() for word in words if isinstance(word, str))

    def raw(self, key: str, default: Any = None) -> Any:
        """A value as it stands, for a reader that knows more about it."""
        self.asked.add(key)
        return self.data.get(key, default)

    def tables(self, key: str) -> list[Table]:
        """The tables under [[key]], in order."""
        found = self.value(key, list, "", default=[])
        if any(not isinstance(item, dict) for item in found):
            self.find(key, f"“{key}” is a list of words.", f"Write each under a line of its own, [[{key}]].")
            return []
        return [Table(self.page, item, (*self.path, key, n)) for n, item in enumerate(found)]

    def table(self, key: str) -> Table:
        """The table under [key]; an empty one, and a finding, where it is missing."""
        self.asked.add(key)
        found = self.data.get(key)
        if not isinstance(found, dict):
            self.find(key, f"The part [{key}] is missing.", f"Add a line [{key}] and what belongs under it.")
            found = {}
        return Table(self.page, found, (*self.path, key))

    def done(self) -> None:
        """Note every word that nothing has asked for: it would be silently ignored otherwise."""
        for key in self.data:
            if key not in self.asked:
                near = get_close_matches(key, self.asked - set(self.data), 1, 0.6)
                remedy = f"Did you mean “{near[0]}”?" if near else "Remove it, or correct its spelling."
                self.find(key, f"“{key}” means nothing here.", remedy)


def _kind(value: Any) -> str:
    kinds = {bool: "true or false", str: "words", int: "a number", float: "a number", list: "a list", dict: "a table"}
    return kinds.get(type(value), "a date" if isinstance(value, date) else "this")


def _list(words: Collection[str]) -> str:
    return ", ".join(f"“{word}”" for word in words)


# Where things stand. The TOML reader of the standard library gives values without lines.


def locate(text: str) -> dict[tuple[Any, ...], int]:
    """The line of every table, key and list item of a TOML text, by its path.

    Only texts that tomllib has accepted are given to it, so it need not look for mistakes.
    """
    found: dict[tuple[Any, ...], int] = {}
    counts: dict[tuple[Any, ...], int] = {}
    here: tuple[Any, ...] = ()
    lines = _Lines(text)
    while not lines.ended:
        lines.skip_blank()
        if lines.ended:
            break
        line = lines.number
        if lines.ahead("[["):
            keys = lines.header("[[", "]]")
            outer = _deepest(keys[:-1], counts)
            number = counts.get((*outer, keys[-1]), -1) + 1
            counts[(*outer, keys[-1])] = number
            found.setdefault((*outer, keys[-1]), line)
            here = (*outer, keys[-1], number)
            found[here] = line
        elif lines.ahead("["):
            here = _deepest(lines.header("[", "]"), counts)
            found.setdefault(here, line)
        else:
            place = here
            for key in lines.dotted_key():
                place = (*place, key)
                found.setdefault(place, line)
            for number, item_line in lines.value():
                found[(*place, number)] = item_line
    return found


def _deepest(keys: list[str], counts: Mapping[tuple[Any, ...], int]) -> tuple[Any, ...]:
    """The path that a header's words mean: inside a list of tables they mean its latest table."""
    path: tuple[Any, ...] = ()
    for key in keys:
        path = (*path, key)
        if path in counts:
            path = (*path, counts[path])
    return path


class _Lines:
    """A cursor over TOML text that knows its line."""

    def __init__(self, text: str):
        self.text, self.at = text, 0

    @property
    def ended(self) -> bool:
        return self.at >= len(self.text)

    @property
    def number(self) -> int:
        return self.text.count("\n", 0, self.at) + 1

    def ahead(self, words: str) -> bool:
        return self.text.startswith(words, self.at)

    def skip_blank(self) -> None:
        while not self.ended:
            if self.text[self.at] == "#":
                self.skip_line()
            elif self.text[self.at].isspace():
                self.at += 1
            else:
                return

    def skip_line(self) -> None:
        end = self.text.find("\n", self.at)
        self.at = len(self.text) if end < 0 else end + 1

    def header(self, opening: str, closing: str) -> list[str]:
        end = self.text.index(closing, self.at)
        keys = KEY.findall(self.text[self.at + len(opening) : end])
        self.at = end + len(closing)
        return [key.strip("\"'") for key in keys]

    def dotted_key(self) -> list[str]:
        end = self.text.index("=", self.at)
        keys = KEY.findall(self.text[self.at : end])
        self.at = end + 1
        return [key.strip("\"'") for key in keys]

    def value(self) -> Iterator[tuple[int, int]]:
        """Pass over one value, giving the number and line of each item where it is a list."""
        while self.text[self.at] in " \t":
            self.at += 1
        is_list, depth, number, waiting = self.text[self.at] == "[", 0, 0, False
        while not self.ended:
            character = self.text[self.at]
            if character == "\n" and depth == 0:
                return
            if character == "#":
                end = self.text.find("\n", self.at)
                self.at = len(self.text) if end < 0 else end
                continue
            if waiting and not character.isspace() and character not in "],":
                yield number, self.number
                number, waiting = number + 1, False
            if character in "\"'":
                self.skip_string(character)
                continue
            if character in "[{":
                depth += 1
                waiting = waiting or (is_list and depth == 1)
            elif character in "]}":
                depth -= 1
            elif character == "," and depth == 1 and is_list:
                waiting = True
            self.at += 1

    def skip_string(self, quote: str) -> None:
        long = self.ahead(quote * 3)
        closing = quote * 3 if long else quote
        self.at += len(closing)
        while not self.ahead(closing):
            self.at += 2 if quote == '"' and self.text[self.at] == "\\" else 1
        self.at += len(closing)
        while long and self.ahead(quote):
            self.at += 1
