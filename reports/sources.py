"""Where a report's numbers come from: tables of frozen analyses that rooms above lay out, and the report's own.

A shelf holds the tables of one frozen thing, such as the released numbers of a survey. Whoever joins one here promises
that its tables may be shown: what is too small to be told stands in them as withheld. A report takes tables by copying
them (reports.models.Figure keeps its own numbers) and binds single numbers to their cells (reports.bound).
"""

import hashlib
import json
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from functools import cached_property

from reports.models import Figure, Report

WITHHELD = "*"


@dataclass(frozen=True)
class Cell:
    """One number of a table. ``whole`` is what it is a part of; a percentage may stand only where it bears one."""

    count: int | float | None
    whole: int | float | None = None
    bears_per_cent: bool = False
    is_withheld: bool = False

    @property
    def as_data(self):
        return WITHHELD if self.is_withheld else self.count


@dataclass(frozen=True)
class SourceTable:
    """A table that numbers can be taken from: rows as (label, a cell for each column)."""

    key: str
    title: str
    caption: str
    source: str
    columns: tuple[str, ...]
    rows: tuple[tuple[str, tuple[Cell, ...]], ...]
    row_word: str = "Category"
    unit: str = ""
    #: Kinds of reports.models.Figure in which it can be drawn; a table always can.
    charts: tuple[str, ...] = ()
    #: Columns of the table that no chart draws, such as how many answered.
    beside_charts: tuple[str, ...] = ()
    #: Where those who work on the programme read it.
    address: str = ""

    def cells(self, row: str, columns: Sequence[str]) -> list[Cell] | None:
        """The cells of one row under these headings; None where there is no such row or heading."""
        found = dict(self.rows).get(row)
        if found is None or not set(columns) <= set(self.columns):
            return None
        return [found[self.columns.index(column)] for column in columns]

    def data(self, kind: str = Figure.Kind.TABLE) -> dict:
        """As reports.models.Figure keeps numbers, for this kind of figure."""
        places = [
            place
            for place, column in enumerate(self.columns)
            if kind == Figure.Kind.TABLE or column not in self.beside_charts
        ]
        return {
            "columns": [{"name": self.row_word, "numeric": False}]
            + [{"name": self.columns[place], "numeric": True} for place in places],
            "rows": [[label, *(cells[place].as_data for place in places)] for label, cells in self.rows],
            "unit": self.unit,
        }

    @cached_property
    def digest(self) -> str:
        """SHA-256 over its numbers and their headings: the same table says the same, whenever it is asked."""
        plain = json.dumps(self.data(), sort_keys=True, ensure_ascii=False, separators=(",", ":"))
        return hashlib.sha256(plain.encode()).hexdigest()


@dataclass(frozen=True)
class Shelf:
    """The tables of one frozen thing. They are made when somebody asks for them: there may be hundreds."""

    key: str
    title: str
    says: str
    make: Callable[[], Iterable[SourceTable]]


#: ``(report) -> shelves`` of what this report may take numbers from.
joined: list[Callable[[Report], Iterable[Shelf]]] = []


@dataclass
class Library:
    """All that one report may take numbers from. Each shelf is read once, and only when something on it is asked for."""

    report: Report
    _read: dict[str, dict[str, SourceTable]] = field(default_factory=dict)

    @cached_property
    def shelves(self) -> list[Shelf]:
        return [shelf for join in (*joined, _own_figures) for shelf in join(self.report)]

    def tables(self, shelf: Shelf) -> list[SourceTable]:
        if shelf.key not in self._read:
            self._read[shelf.key] = {table.key: table for table in shelf.make()}
        return list(self._read[shelf.key].values())

    def shelf(self, key: str) -> Shelf | None:
        return next((shelf for shelf in self.shelves if shelf.key == key), None)

    def table(self, key: str) -> SourceTable | None:
        """A table by its whole key, ``shelf/table``; None where it is not there, or is there no longer."""
        shelf = self.shelf(key.partition("/")[0])
        if shelf is None:
            return None
        self.tables(shelf)
        return self._read[shelf.key].get(key)


OWN = "figure"


def _own_figures(report: Report) -> Iterable[Shelf]:
    """What already stands in the report: its own tables and charts."""
    figures = [figure for figure in report.figures.all() if figure.has_numbers]
    if figures:
        yield Shelf(
            OWN, "Tables and charts of this report", "As they stand now", lambda: [_own(figure) for figure in figures]
        )


def _own(figure: Figure) -> SourceTable:
    data = figure.data
    numeric = [place for place, column in enumerate(data["columns"]) if place and column["numeric"]]
    is_share = figure.kind == Figure.Kind.STACKED
    rows = []
    for row in data["rows"]:
        numbers = [row[place] for place in numeric]
        known = all(isinstance(number, int | float) for number in numbers)
        whole = 100 if data.get("unit") == "%" else sum(numbers) if is_share and known else None
        rows.append((row[0], tuple(_cell(number, whole) for number in numbers)))
    return SourceTable(
        key=f"{OWN}/{figure.key}",
        title=str(figure),
        caption=figure.caption,
        source=figure.source,
        columns=tuple(data["columns"][place]["name"] for place in numeric),
        rows=tuple(rows),
        row_word=data["columns"][0]["name"],
        unit=data.get("unit", ""),
        address=figure.get_absolute_url(),
    )


def _cell(number, whole) -> Cell:
    if number == WITHHELD:
        return Cell(None, is_withheld=True)
    return Cell(number, whole, bears_per_cent=bool(whole and number is not None))
