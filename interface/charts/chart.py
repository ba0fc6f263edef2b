"""What every chart knows: its numbers, in words and as a table."""

from __future__ import annotations

import re
from abc import ABC, abstractmethod
from collections.abc import Sequence
from dataclasses import dataclass, field
from decimal import Decimal

from interface.drawing import Drawing


@dataclass(frozen=True)
class Series:
    name: str
    values: tuple


@dataclass(frozen=True)
class Chart(ABC):
    """Numbers to be drawn. `title` states the message; `key` is unique on its page."""

    title: str
    categories: tuple[str, ...]
    series: tuple[Series, ...]
    unit: str = ""  # written after each number: "%" without a space, any word with one
    key: str = "chart"
    note: str = ""  # source and base, under the drawing
    category_word: str = "Category"  # the heading of the table's first column
    withheld: str = "withheld"
    empty: str = "There are no figures to show yet."
    heads: tuple[str, ...] = ()  # a table of its own: more than is drawn, such as bases and means
    rows: tuple[tuple[str, tuple[str, ...]], ...] = ()
    table_is_open: bool = False
    within: str = ""  # the part of the page, where another chart of it may have the same title
    kind_in_words: str = field(default="Chart", init=False)

    def __post_init__(self):
        for series in self.series:
            if len(series.values) != len(self.categories):
                raise ValueError(
                    f"{self.title!r}: {series.name!r} has {len(series.values)} values for "
                    f"{len(self.categories)} categories"
                )
        object.__setattr__(self, "key", re.sub(r"[^a-z0-9-]+", "-", self.key.lower()))

    @property
    def has_figures(self) -> bool:
        return any(value is not None for series in self.series for value in series.values)

    @property
    def has_table(self) -> bool:
        """Whether there is something to read, be it that nothing can be drawn."""
        return self.has_figures or bool(self.rows)

    def figure(self, value) -> str:
        """A number as it is written everywhere: 1,234 or 12.5%, or the word for one that is not shown."""
        if value is None:
            return self.withheld
        number = f"{float(value):,.1f}" if isinstance(value, float | Decimal) and value % 1 else f"{int(value):,}"
        return number + ("%" if self.unit == "%" else f" {self.unit}" if self.unit else "")

    def number(self, value) -> str:
        """A number without its unit, for a table whose heading says the unit."""
        return self.withheld if value is None else self.figure(value).removesuffix(f" {self.unit}" if self.unit else "")

    @property
    def headings(self) -> tuple[str, ...]:
        """The heads of the table's columns of numbers."""
        return self.heads or tuple(series.name for series in self.series)

    @property
    def table(self) -> list[tuple[str, Sequence[str]]]:
        return list(self.rows) if self.rows else self._table()

    def _table(self) -> list[tuple[str, Sequence[str]]]:
        return [
            (category, [self.number(series.values[row]) for series in self.series])
            for row, category in enumerate(self.categories)
        ]

    @property
    def description(self) -> str:
        """What the drawing shows, composed from its numbers."""
        if not self.has_figures:
            return self.empty
        words = [f"{self.kind_in_words} of {counted(len(self.categories), self.category_word)}"]
        if len(self.series) > 1:
            words[0] += f" and {len(self.series)} series: {', '.join(series.name for series in self.series)}"
        words[0] += "."
        if len(self.categories) * len(self.series) <= 12:
            for row, category in enumerate(self.categories):
                if len(self.series) == 1:
                    words.append(f"{category}: {self.figure(self.series[0].values[row])}.")
                else:
                    each = ", ".join(f"{s.name} {self.figure(s.values[row])}" for s in self.series)
                    words.append(f"{category}: {each}.")
        else:
            for series in self.series:
                known = [(v, c) for v, c in zip(series.values, self.categories, strict=True) if v is not None]
                if not known:
                    continue
                most, least = max(known, key=lambda pair: pair[0]), min(known, key=lambda pair: pair[0])
                lead = f"{series.name}: highest" if len(self.series) > 1 else "Highest"
                words.append(f"{lead} {most[1]}, {self.figure(most[0])}; lowest {least[1]}, {self.figure(least[0])}.")
            words.append("The table gives every figure.")
        return " ".join(words)

    @property
    def greatest(self) -> float:
        greatest = max((float(v) for s in self.series for v in s.values if v is not None), default=0)
        return greatest if greatest > 1e-9 else 1.0

    @abstractmethod
    def wide(self) -> Drawing:
        """The drawing for a window or a sheet of paper."""

    @abstractmethod
    def narrow(self) -> Drawing:
        """The drawing for a phone, with its labels above what they name."""


def counted(number: int, word: str) -> str:
    word = word.lower()
    if number != 1:
        # A country, countries; and a day, days.
        word = word[:-1] + "ies" if word.endswith("y") and word[-2:-1] not in "aeiou" else word + "s"
    return f"{number} {word}"
