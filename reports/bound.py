"""Numbers in the text that are tied to their source: what they may read, and whether they still do.

``[68%](number:agreed)`` in a section says that “68%” is the number called ``agreed``: cells of a table, added up where
there are several. ``[most](number:agreed)`` is its word, ``[280](number:agreed)`` its count, and ``[412](number:agreed.of)``
the whole that it is a part of. Which of them is meant follows from what is typed; anything else is a mistake that the
draft is not frozen with.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass

from instruments import proportions
from reports.models import BoundNumber, Report
from reports.sources import Library
from reports.writing import Problem, Text, UsedNumber

OF = ".of"
_SMALL = ("none", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve")  # fmt: skip


@dataclass(frozen=True)
class Told:
    """A number as its source tells it now. ``whole`` is None where it is a part of nothing."""

    count: int | float
    whole: int | float | None = None
    bears_per_cent: bool = False
    unit: str = ""

    @property
    def per_cent(self) -> int | None:
        if not self.bears_per_cent or not self.whole:
            return None
        if self.unit == "%":
            return round(self.count)
        return proportions.per_cent(int(self.count), int(self.whole))

    @property
    def word(self) -> str:
        """“most”, “almost all”: by the portal's one function; empty where no percentage may stand."""
        if self.per_cent is None:
            return ""
        return proportions.in_words(int(self.count), int(self.whole))

    def part_forms(self) -> list[str]:
        """Everything that may stand in the text for the part, the plainest first."""
        forms = [] if self.unit == "%" else [_plain(self.count)]
        if self.per_cent is not None:
            forms += [f"{self.per_cent}%", self.word]
        elif self.unit == "%":
            forms.append(f"{_plain(self.count)}%")
        return forms

    def whole_forms(self) -> list[str]:
        """What may stand for the whole; nothing where the table counts no whole."""
        return [_plain(self.whole)] if self.whole and self.unit != "%" else []


@dataclass(frozen=True)
class Resolved:
    """A number in the text, looked up: what it says there, what its source says, and where that is."""

    used: UsedNumber
    bound: BoundNumber | None
    told: Told | None
    table_title: str = ""
    table_source: str = ""
    address: str = ""
    #: What is wrong with it, in a sentence; empty where it is right.
    trouble: str = ""

    def as_plain(self) -> dict:
        """As a frozen edition keeps it."""
        return {
            "anchor": self.used.anchor,
            "number": self.used.number,
            "typed": self.used.typed,
            "key": self.used.key,
            "count": self.told.count if self.told else None,
            "whole": self.told.whole if self.told else None,
            "row": self.bound.row if self.bound else "",
            "columns": list(self.bound.columns) if self.bound else [],
            "table": self.table_title,
            "source": self.table_source,
            "source_key": self.bound.source if self.bound else "",
        }


def told(library: Library, bound: BoundNumber) -> Told | None:
    """What a number's source says now; None where its table, row or heading is gone, or a cell is not shown."""
    table = library.table(bound.source)
    return told_by(table, bound.row, bound.columns) if table else None


def told_by(table, row: str, columns) -> Told | None:
    """What cells of a table say together; None where one of them is not shown."""
    cells = table.cells(row, columns)
    if not cells or any(cell.count is None for cell in cells):
        return None
    wholes = {cell.whole for cell in cells}
    whole = wholes.pop() if len(wholes) == 1 else None
    count = sum(cell.count for cell in cells)
    bears = all(cell.bears_per_cent for cell in cells) and whole is not None and count <= whole
    return Told(count, whole, bears, table.unit)


def resolve(report: Report, numbers: list[UsedNumber], library: Library) -> list[Resolved]:
    """Each number that a text uses beside its source, in the same order."""
    if not numbers:
        return []
    by_key = {each.key: each for each in report.numbers.all()}
    found = []
    for used in numbers:
        bound = by_key.get(used.key.removesuffix(OF))
        if bound is None:
            found.append(Resolved(used, None, None, trouble=f"“{used.typed}” names a number that there is not: {used.key}."))  # fmt: skip
            continue
        table = library.table(bound.source)
        says = told_by(table, bound.row, bound.columns) if table else None
        found.append(
            Resolved(
                used,
                bound,
                says,
                table.title if table else "",
                table.source if table else "",
                table.address if table else "",
                _trouble(used, bound, table, says),
            )
        )
    return found


def _trouble(used: UsedNumber, bound: BoundNumber, table, says: Told | None) -> str:
    if table is None:
        return f"The source of “{used.typed}” is not there any more. Bind it again, or take it out."
    if says is None:
        return f"The source of “{used.typed}” ({bound.cells_words}) is not shown, or is gone from “{table.title}”."
    forms = says.whole_forms() if used.key.endswith(OF) else says.part_forms()
    if not forms:
        return f"“{used.typed}” is said to be a whole, and “{table.title}” counts none."
    if reads_as(used.typed, forms):
        return ""
    return f"The text says “{used.typed}”, its source “{table.title}” says {_either(forms)}."


def reads_as(typed: str, forms: list[str]) -> bool:
    """Whether what is typed is one of these forms, written in any of the ways in which people write it."""
    return _normal(typed) in {_normal(form) for form in forms}


def problems(resolved: list[Resolved]) -> list[Problem]:
    return [Problem(each.trouble, each.used.heading) for each in resolved if each.trouble]


def fill(text: Text, resolved: list[Resolved]) -> None:
    """Write each number's value into the page, where a machine finds it: ``<data value="68">68%</data>``."""
    values = {each.used.key: _value(each) for each in resolved}
    for piece in [*(block for section in text.sections for block in section.blocks), *text.notes]:
        if "<data" in piece.html:
            piece.html = _PLACE.sub(lambda found: f'<data class="bound" value="{values.get(found[1], "")}">', piece.html)  # fmt: skip


_PLACE = re.compile(r'<data class="bound" value="([a-z0-9.-]+)">')


def _value(each: Resolved) -> str:
    if each.told is None:
        return ""
    number = each.told.whole if each.used.key.endswith(OF) else each.told.count
    return f"{number:g}" if isinstance(number, float) else str(number)


def phrases(bound: BoundNumber, says: Told) -> list[str]:
    """What a writer can copy into the text, the fullest first."""
    key, forms = bound.key, says.part_forms()
    link = {form: f"[{form}](number:{key})" for form in forms}
    found = []
    if says.per_cent is not None and says.unit != "%" and says.whole_forms():
        word, share = says.word, f"{says.per_cent}%"
        found.append(f"[{word.capitalize()}](number:{key}) ({link[share]}) of [{_plain(says.whole)}](number:{key}{OF})")
    return found + list(link.values())


def candidates(library: Library, typed: str, *, most: int = 12) -> list[tuple]:
    """Single cells, and their wholes, that read as what is typed: (table, row, column, is the whole)."""
    found: list[tuple] = []
    for shelf in library.shelves:
        if shelf.key.count("-by-"):
            continue  # groups repeat each question many times: whoever means one of them chooses it
        for table in library.tables(shelf):
            for label, cells in table.rows:
                for column, cell in zip(table.columns, cells, strict=True):
                    says = told_by(table, label, [column]) if cell.count is not None else None
                    if says and reads_as(typed, says.part_forms()):
                        found.append((table, label, column, False))
                    elif (
                        says
                        and reads_as(typed, says.whole_forms())
                        and not any(each[0] is table and each[1] == label for each in found)
                    ):
                        found.append((table, label, column, True))
                    if len(found) >= most:
                        return found
    return found


def rows_for_file(numbers: list[Mapping]) -> list[list]:
    """The numbers of an edition's text as rows of its data: where each stands, what it says, where it comes from."""
    return [
        [
            each["number"] or each["anchor"],
            each["typed"],
            each["count"],
            each["whole"] if each["whole"] is not None else "",
            each["row"],
            "; ".join(each["columns"]),
            each["table"],
            each["source"],
        ]
        for each in numbers
    ]


FILE = "numbers-in-the-text.csv"
#: Its columns, and what each holds.
FILE_HOLDS = {
    "paragraph": "the number of the paragraph in which it stands",
    "as printed": "what the text says",
    "number": "the number that this is made from",
    "of": "the whole that it is a part of; empty where it is none",
    "row": "the row of the table that it comes from",
    "columns": "the headings under which it stands; several are added up",
    "table": "the table that it comes from",
    "source": "where that table comes from",
}


def _plain(number) -> str:
    return f"{number:,}" if isinstance(number, int) else f"{number:,g}"


def _normal(typed: str) -> str:
    words = " ".join(typed.lower().replace(" ", " ").split())
    words = re.sub(r"\s*(?:%|per cent|percent)$", "%", words)
    words = re.sub(r"(?<=\d),(?=\d{3})", "", words)
    return str(_SMALL.index(words)) if words in _SMALL and words != "none" else words


def _either(forms: list[str]) -> str:
    quoted = [f"“{form}”" for form in forms]
    return quoted[0] if len(quoted) == 1 else f"{', '.join(quoted[:-1])} or {quoted[-1]}"
