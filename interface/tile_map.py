"""Scotland as tiles: one for each of the 32 council areas, laid out so that one recognises the country.

Each area has the same room, whatever its acreage, and so the small ones of the central belt are seen as well as
Highland. Column 1 is the west, row 1 the north. The codes are those of the register of areas.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

from interface.marks import MARKS, Mark, mark_for

#      1        2        3        4        5        6        7
LAYOUT = """
       .        .        .        .        .        .        ZET
       .        .        .        .        ORK      .        .
       ELS      .        HLD      MRY      ABD      ABE      .
       .        AGB      STG      PKN      DND      ANS      .
       .        WDU      EDU      CLK      FIF      .        .
       IVC      RFW      GLG      FAL      WLN      EDH      ELN
       NAY      ERW      NLK      SLK      MLN      SCB      .
       SAY      EAY      DGY      .        .        .        .
"""

PLACES = {
    code: (column, row)
    for row, line in enumerate(LAYOUT.strip().splitlines(), start=1)
    for column, code in enumerate(line.split(), start=1)
    if code != "."
}


@dataclass(frozen=True)
class AreaState:
    """How one area stands: what a page hands over."""

    code: str  # register code, such as MRY
    name: str
    kind: str  # a kind of interface.marks
    words: str  # the state in words: "2 of 4 documents, due tomorrow"
    url: str = ""  # the row about the area


@dataclass(frozen=True)
class Tile:
    state: AreaState
    column: int
    row: int
    mark: Mark


def tiles(states) -> list[Tile]:
    """The areas in reading order: from the north, and in each row from the west."""
    found = [Tile(state, *PLACES[state.code], mark_for(state.kind)) for state in states if state.code in PLACES]
    return sorted(found, key=lambda tile: (tile.row, tile.column))


def legend(states, words: dict[str, str] | None = None) -> list[tuple[Mark, str, int]]:
    """The kinds that the map shows, in words and with how many, in the order of marks.py."""
    counts = Counter(state.kind or "quiet" for state in states)
    return [(mark, (words or {}).get(kind, mark.words), counts[kind]) for kind, mark in MARKS.items() if counts[kind]]
