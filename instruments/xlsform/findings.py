"""What is said about cells of a form that is brought in: where, what stands there, and what was done with it."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from enum import StrEnum
from itertools import groupby

from openpyxl.utils import get_column_letter

from interface.counting import counted

#: As long a piece of a cell as a sentence repeats.
LONGEST_QUOTE = 80
#: So many runs of cells are written out; the list of all is kept beside.
MOST_RUNS = 6


class Weight(StrEnum):
    """What a finding means for the form as a whole."""

    STOPS = "stops"
    CHANGED = "changed"
    LEFT_OUT = "left out"


@dataclass(frozen=True, order=True)
class Cell:
    """One cell that is not empty, where it stands and what it says. Rows and columns are counted from 1."""

    sheet: str
    row: int
    column: int
    words: str = field(compare=False)

    @property
    def address(self) -> str:
        return f"{self.sheet}!{get_column_letter(self.column)}{self.row}"


@dataclass
class Finding:
    """One thing about one cell or several: ``says`` what is there, ``done`` what was done instead, or what to do."""

    weight: Weight
    says: str
    done: str
    cells: list[Cell] = field(default_factory=list)

    @property
    def where(self) -> str:
        """The addresses, neighbours drawn together: “survey!C2 to C9, survey!C14”."""
        runs = list(_runs(sorted(set(self.cells))))
        shown = ", ".join(run for run, _ in runs[:MOST_RUNS])
        rest = sum(cells for _, cells in runs[MOST_RUNS:])
        return f"{shown} and {counted(rest, 'more cell')}" if rest else shown


class Findings:
    """All findings about one form. What is said of several cells in the same words is one finding."""

    def __init__(self) -> None:
        self.all: dict[tuple[Weight, str, str], Finding] = {}

    def __iter__(self) -> Iterator[Finding]:
        return iter(sorted(self.all.values(), key=_in_order))

    def add(self, weight: Weight, cells: Iterable[Cell], says: str, done: str) -> None:
        finding = self.all.setdefault((weight, says, done), Finding(weight, says, done))
        finding.cells.extend(cells)

    @property
    def stop(self) -> bool:
        """Whether anything keeps the form from being brought in."""
        return any(each.weight == Weight.STOPS for each in self.all.values())


def quoted(words: str) -> str:
    """Words of a cell in a sentence, shortened where they are long."""
    words = " ".join(words.split())
    return f"“{words if len(words) <= LONGEST_QUOTE else words[: LONGEST_QUOTE - 1] + '…'}”"


def _in_order(finding: Finding) -> tuple:
    weights = list(Weight)
    return weights.index(finding.weight), min(finding.cells, default=Cell("", 0, 0, ""))


def _runs(cells: list[Cell]) -> Iterator[tuple[str, int]]:
    """Cells below each other as one run, and then runs of one row beside each other."""
    down = []
    by_column = sorted(cells, key=lambda each: (each.sheet, each.column, each.row))
    for _, members in groupby(
        enumerate(by_column), lambda each: (each[1].sheet, each[1].column, each[1].row - each[0])
    ):
        run = [cell for _, cell in members]
        down.append((run[0], run[-1], len(run)))
    down.sort(key=lambda each: (each[0].sheet, each[0].row, each[1].row, each[0].column))
    across = groupby(
        enumerate(down), lambda each: (each[1][0].sheet, each[1][0].row, each[1][1].row, each[1][0].column - each[0])
    )
    found = [[run for _, run in members] for _, members in across]
    for runs in sorted(found, key=lambda each: each[0][0]):
        first, last = runs[0][0], runs[-1][1]
        ends = f" to {last.address.partition('!')[2]}" if first.address != last.address else ""
        yield f"{first.address}{ends}", sum(cells for _, _, cells in runs)
