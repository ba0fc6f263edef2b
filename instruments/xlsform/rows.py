"""The rows of the sheet “survey” as a tree: groups and repeated groups hold what stands between their begin and end."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from instruments.xlsform import vocabulary
from instruments.xlsform.findings import Weight, quoted
from instruments.xlsform.lists import yes
from instruments.xlsform.sheets import Book, Row, Sheet

#: Groups stand in each other no deeper than this.
DEEPEST = 20


@dataclass
class Node:
    """A row, or a block of rows: ``kind`` is row, note, group or repeat."""

    kind: str
    row: Row
    children: list[Node] = field(default_factory=list)
    end: Row | None = None
    #: Kobo's own spelling of a table.
    is_score: bool = False

    def rows(self) -> Iterator[Row]:
        """Its rows and those of what it holds."""
        yield self.row
        for child in self.children:
            yield from child.rows()
        if self.end is not None:
            yield self.end


@dataclass
class _Open:
    what: str
    node: Node


def tree(survey: Sheet, book: Book) -> list[Node]:
    """The rows that count, in their blocks. A block that is not closed, or not opened, stops the form."""
    top: list[Node] = []
    opened: list[_Open] = []
    for row in survey.rows:
        words = vocabulary.type_words(row.look("type"))
        here = opened[-1].node.children if opened else top
        if not words:
            if book.left(row.all):
                book.find(Weight.LEFT_OUT, row.all, "A row without a type.", "It was left out.")
        elif words.startswith("#"):
            book.find(Weight.LEFT_OUT, row.all, "A row that is a remark.", "It was left out.")
        elif row.look("disabled") and yes(row.look("disabled")) is not False:
            book.find(Weight.LEFT_OUT, row.all, "A row that is switched off.", "It was left out.")
        elif begins := vocabulary.BEGINS.fullmatch(words):
            what = begins["what"].casefold()
            kind = "repeat" if what in vocabulary.REPEATS else "group"
            node = Node(kind, row, is_score=what == "score")
            here.append(node)
            opened.append(_Open(what, node))
            if len(opened) > DEEPEST:
                book.find(Weight.STOPS, row.at(), "Groups stand too deep in each other.", "Take some of them away.")
                return []
        elif ends := vocabulary.ENDS.fullmatch(words):
            what = ends["what"].casefold()
            if not opened or opened[-1].what != what:
                says = f"{quoted(words)} closes nothing that is open here."
                book.find(Weight.STOPS, row.at(), says, "Close groups in the order in which they begin, last first.")
                return []
            closed = opened.pop()
            closed.node.end = row
            if what not in {"group", "score"} | vocabulary.REPEATS:
                says = vocabulary.BLOCKS_NOT_ASKED.get(
                    what, f"{quoted(f'begin {what}')} is no type that is known here."
                )
                cells = book.left(cell for each in closed.node.rows() for cell in each.all)
                book.find(Weight.LEFT_OUT, cells, says, "All its rows were left out.")
                (opened[-1].node.children if opened else top).remove(closed.node)
        else:
            row.take("disabled")
            here.append(Node("note" if words.casefold() in vocabulary.NOTE else "row", row))
    for each in opened:
        says = f"{quoted(each.node.row.look('type'))} is not closed."
        book.find(Weight.STOPS, each.node.row.at(), says, "Add a row that ends it.")
    return [] if opened else top
