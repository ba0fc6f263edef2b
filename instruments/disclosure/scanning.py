"""The last look at what leaves: is every withheld number really a mark in the text of the file or the page?

Tables are looked at by place, not by digits: that a 4 stands somewhere in a report says nothing. A table that cannot be
found, or a row that does not have a token for every column, is a fault as well: what was not read was not checked.
"""

import csv
import io
import re
from collections.abc import Mapping, Sequence, Set
from dataclasses import dataclass

from instruments.disclosure.counts import Cell
from instruments.disclosure.rules import MARK

#: What a number can look like in a table: 1,204, 12 %, 12.5%, a dash, the mark.
TOKEN = re.compile(rf"\d[\d,.]*(?:\s?%)?|{re.escape(MARK)}|[–—-](?=\s|$)")


@dataclass(frozen=True)
class Fault:
    """Where a text shows what it should not, or could not be checked."""

    where: str
    words: str

    def __str__(self) -> str:
        return f"{self.where}: {self.words}"


@dataclass(frozen=True)
class Printed:
    """A table as it is printed: a heading that stands before it, and rows of (label, the cells from left to right).

    A cell may stand twice, as a count and as its percentage. None is a column of something else.
    """

    heading: str
    rows: Sequence[tuple[str, Sequence[Cell | None]]]


def scan_text(text: str, tables: Sequence[Printed], withheld: Set[Cell]) -> list[Fault]:
    """What the text of a page gives away. Tables stand in the text in the order given; line ends mean nothing."""
    faults: list[Fault] = []
    flat, at = " ".join(text.split()), 0
    for table in tables:
        heading = " ".join(table.heading.split())
        found = flat.find(heading, at)
        if found < 0:
            faults.append(Fault(table.heading, "the table is not in the text"))
            continue
        at = found + len(heading)
        for label, cells in table.rows:
            place = re.compile(rf"(?<!\w){re.escape(' '.join(label.split()))}(?!\w)").search(flat, at)
            if place is None:
                faults.append(Fault(f"{table.heading}, {label}", "the row is not in the text"))
                continue
            at = place.end()
            for cell in cells:
                token = TOKEN.match(flat, at + 1) if at < len(flat) else None
                if token is None:
                    faults.append(Fault(f"{table.heading}, {label}", "the row has fewer numbers than columns"))
                    break
                at = token.end()
                if cell in withheld and token[0] != MARK:
                    faults.append(Fault(f"{table.heading}, {label}", f"{token[0]} stands in a place that is withheld"))
    return faults


def scan_rows(
    text: str, columns: Mapping[str, str], numbers: Sequence[str], cells: Set[Cell], withheld: Set[Cell]
) -> list[Fault]:
    """What a file of comma-separated values gives away.

    ``columns`` are the file's names for grouping, group, question and answer, as {part of a Cell: column}; ``numbers``
    are the columns that hold counts, percentages or means of that cell. Each of ``cells`` must stand in the file once.
    """
    faults, seen = [], set()
    reader = csv.DictReader(io.StringIO(text))
    if missing := {*columns.values(), *numbers} - set(reader.fieldnames or ()):
        return [Fault("line 1", f"there is no column {name}") for name in sorted(missing)]
    for row in reader:
        where = f"line {reader.line_num}"
        try:
            cell = Cell(**{part: row[column] or "" for part, column in columns.items()})
        except ValueError:
            faults.append(Fault(where, "it names no cell"))
            continue
        if cell not in cells or cell in seen:
            faults.append(Fault(where, f"{cell} stands twice" if cell in seen else f"{cell} should not be here"))
        seen.add(cell)
        if None in row:
            faults.append(Fault(where, "it has more values than columns"))
        for column in numbers:
            value = (row[column] or "").strip()
            if cell in withheld and value not in {MARK, ""}:
                faults.append(Fault(where, f"{column} is {value}, and withheld"))
    faults += [Fault(str(cell), "it is not in the file") for cell in sorted(cells - seen)]
    return faults
