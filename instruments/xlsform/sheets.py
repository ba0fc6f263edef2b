"""The cells of a workbook with their addresses, and a book of what has become of each: used, or named in a finding."""

from __future__ import annotations

import io
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date, datetime

from instruments.xlsform.findings import Cell, Findings, Weight

#: A form of more cells than this is no questionnaire.
MOST_CELLS = 100_000
#: Rows times columns, empty ones included: two cells far apart would take long to go through.
FARTHEST = 20_000_000
#: What a reading process gives back: names of sheets with their cells (row, column, words).
Content = list[tuple[str, list[tuple[int, int, str]]]]


class TooLarge(ValueError):
    """There are more cells than a questionnaire has."""


class NotRead(ValueError):
    """The workbook cannot be read."""


def content_of(data: bytes) -> Content:
    """Every cell that is not empty. Raises TooLarge or NotRead. Hostile bytes are read in ``instruments.xlsform.opening``."""
    from python_calamine import CalamineError, CalamineWorkbook

    try:
        workbook = CalamineWorkbook.from_filelike(io.BytesIO(data))
        found: Content = []
        cells = 0
        for name in workbook.sheet_names:
            sheet = workbook.get_sheet_by_name(name)
            here = []
            if sheet.total_height * max(sheet.total_width, 1) > FARTHEST:
                raise TooLarge
            # Its rows begin with the first of the sheet, its columns with the first that holds anything.
            first = sheet.start[1] if sheet.start else 0
            for row, values in enumerate(sheet.iter_rows(), 1):
                for column, value in enumerate(values, first + 1):
                    if words := _words(value):
                        here.append((row, column, words))
                        cells += 1
                        if cells > MOST_CELLS:
                            raise TooLarge
            found.append((name, here))
        return found
    except (CalamineError, OSError, ValueError, KeyError) as error:
        if isinstance(error, TooLarge):
            raise
        raise NotRead from error


def _words(value: object) -> str:
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    if isinstance(value, datetime) and not (value.hour or value.minute or value.second):
        return value.date().isoformat()
    if isinstance(value, date | datetime):
        return value.isoformat()
    return str(value).replace("\r\n", "\n").replace("\r", "\n").replace("\xa0", " ").strip()


@dataclass(frozen=True)
class Heading:
    """What the first cell of a column means: a field, in a language where it has several."""

    cell: Cell
    field: str
    language: str = ""


@dataclass
class Row:
    """One row below the headings. What is taken from it is used; what is left over must be named."""

    number: int
    sheet: Sheet
    cells: dict[int, Cell]

    def cell(self, name: str) -> Cell | None:
        """The cell of a field, in the form's language where it has several."""
        for heading in self.sheet.headings_of(name):
            if heading.cell.column in self.cells:
                return self.cells[heading.cell.column]
        return None

    def look(self, name: str) -> str:
        """What a field says, without taking it."""
        cell = self.cell(name)
        return cell.words if cell else ""

    def take(self, name: str) -> str:
        """What a field says; its cell is used by this."""
        cell = self.cell(name)
        if cell is None:
            return ""
        self.sheet.book.use([cell])
        return cell.words

    @property
    def all(self) -> list[Cell]:
        return list(self.cells.values())

    def at(self, name: str = "type") -> list[Cell]:
        """The cell that a finding about a field names, or the row's first."""
        cell = self.cell(name)
        return [cell] if cell else self.all[:1]


@dataclass
class Sheet:
    """One sheet: its headings stand in the first row that is not empty."""

    name: str
    book: Book
    headings: list[Heading] = field(default_factory=list)
    rows: list[Row] = field(default_factory=list)
    #: Languages in the order in which they are looked for; "" is a column that names none.
    languages: list[str] = field(default_factory=lambda: [""])
    cells: list[Cell] = field(default_factory=list)
    _columns: dict[str, list[Heading]] = field(default_factory=dict)

    def choose(self, languages: list[str]) -> None:
        """Look for words in these languages, in this order."""
        self.languages = languages
        self._columns = {}

    def headings_of(self, name: str) -> list[Heading]:
        """The columns of a field, the form's language first."""
        if name not in self._columns:
            places = {language: place for place, language in enumerate(self.languages)}
            found = [each for each in self.headings if each.field == name]
            self._columns[name] = sorted(found, key=lambda each: places.get(each.language, len(places)))
        return self._columns[name]


class Book:
    """A workbook and what has become of its cells."""

    def __init__(self, content: Content, meanings) -> None:
        self.findings = Findings()
        self.used: set[Cell] = set()
        self.named: set[Cell] = set()
        self.sheets = [self._sheet(name, cells, meanings) for name, cells in content]

    def _sheet(self, name: str, cells: Iterable[tuple[int, int, str]], meanings) -> Sheet:
        sheet = Sheet(name, self)
        by_row: dict[int, dict[int, Cell]] = {}
        for row, column, words in cells:
            cell = Cell(name, row, column, words)
            sheet.cells.append(cell)
            by_row.setdefault(row, {})[column] = cell
        numbers = sorted(by_row)
        if numbers:
            sheet.headings = [Heading(cell, *meanings(cell.words)) for cell in by_row[numbers[0]].values()]
            sheet.rows = [Row(number, sheet, by_row[number]) for number in numbers[1:]]
        return sheet

    def __iter__(self) -> Iterator[Sheet]:
        return iter(self.sheets)

    def sheet(self, name: str) -> Sheet | None:
        """The sheet of a name, however its letters are written."""
        return next((each for each in self.sheets if re.sub(r"\s+", "", each.name).casefold() == name), None)

    def use(self, cells: Iterable[Cell]) -> None:
        self.used.update(cells)

    def find(self, weight: Weight, cells: Iterable[Cell], says: str, done: str) -> None:
        """Name cells in a finding."""
        cells = list(cells)
        self.named.update(cells)
        self.findings.add(weight, cells, says, done)

    def left(self, cells: Iterable[Cell]) -> list[Cell]:
        """Those that nobody has used or named yet."""
        return [cell for cell in cells if cell not in self.used and cell not in self.named]
