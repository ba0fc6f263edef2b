"""Where percentages and means may be shown: where they follow from numbers that are shown, on a base that bears them.

A percentage with its base is a count in other clothes. So none is shown of a withheld number, none in a row whose base
is withheld, and no mean where any number that goes into it is withheld.
"""

from collections.abc import Mapping
from typing import Protocol

from instruments import proportions
from instruments.disclosure.counts import LEFT_OUT, Cell
from instruments.disclosure.rules import Rules


class Shown(Protocol):
    """Numbers with their rules: a protection, or a release as it was kept. ``questions`` are {question: its answers}."""

    @property
    def rules(self) -> Rules: ...

    @property
    def questions(self) -> Mapping[str, tuple[str, ...]]: ...

    def shown(self, cell: Cell) -> int | None: ...


def answered(protection: Shown, question: str, grouping: str = "", group: str = "") -> int | None:
    """How many of a group answered a question, where that may be shown; otherwise None.

    It is shown with the base and with how many left the question out, or not at all: any two tell the third.
    """
    base = protection.shown(Cell(grouping, group))
    if LEFT_OUT not in protection.questions[question]:
        return base
    left_out = protection.shown(Cell(grouping, group, question, LEFT_OUT))
    return None if base is None or left_out is None else base - left_out


def shows_percentages(protection: Shown, question: str, grouping: str = "", group: str = "") -> bool:
    """Whether the numbers shown in a row may also be percentages of those who answered."""
    base = answered(protection, question, grouping, group)
    return base is not None and base >= protection.rules.percentages_from


def percentage(protection: Shown, cell: Cell) -> int | None:
    """A shown number in whole per cent of those who answered (``instruments.proportions``); None where it may not be shown."""
    number = protection.shown(cell)
    if number is None or cell.answer == LEFT_OUT:
        return None
    if not shows_percentages(protection, cell.question, cell.grouping, cell.group):
        return None
    base = answered(protection, cell.question, cell.grouping, cell.group)
    assert base
    return proportions.per_cent(number, base)


def shows_mean(protection: Shown, question: str, grouping: str = "", group: str = "") -> bool:
    """Whether a mean over a row's answers may be shown: everything that goes into it is shown too."""
    cells = (Cell(grouping, group, question, answer) for answer in protection.questions[question])
    return shows_percentages(protection, question, grouping, group) and all(
        protection.shown(cell) is not None for cell in cells
    )
