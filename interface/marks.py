"""How a state looks, in a tag, on the map and in print: a word, a colour and a symbol.

No state is told by its colour alone. Each kind below is a state of mind rather than a state of one
model: a model says which kind each of its statuses is (`MARKS = {Status.LATE: "late", …}`), so that
"late" looks the same wherever one meets it.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Mark:
    kind: str
    words: str  # what a legend says when the page gives no words of its own
    tag: str  # the design system's tag colour
    fill: str  # background of a map tile
    ink: str  # text and symbol on that background: 4.5:1 or more
    path: str  # the symbol, drawn on 16 by 16 units


MARKS = {
    mark.kind: mark
    for mark in [
        Mark("quiet", "Not yet", "grey", "#ebebeb", "#1a1a1a", "M3 7h10v2H3z"),
        Mark(
            "open",
            "Open",
            "blue",
            "#d9eafc",
            "#00305c",
            "M8 2a6 6 0 1 0 0 12A6 6 0 0 0 8 2zm0 2a4 4 0 1 1 0 8 4 4 0 0 1 0-8z",
        ),
        Mark("new", "New", "teal", "#cff4ef", "#0c4a45", "M8 3a5 5 0 1 0 0 10A5 5 0 0 0 8 3z"),
        Mark("waiting", "Waiting", "yellow", "#fdf3c5", "#594600", "M2 7h3v3H2zM6.5 7h3v3h-3zM11 7h3v3h-3z"),
        Mark(
            "queried",
            "Queried",
            "purple",
            "#ecdcea",
            "#4c1147",
            "M5 5.500C5 3.5 6.3 2.3 8.1 2.300s3.1 1.2 3.1 2.900c0 2.3-2.3 2.5-2.3 4.300v.4H7.100v-.6"
            "c0-2.6 2.2-2.7 2.2-4 0-.7-.5-1.2-1.2-1.200s-1.2.5-1.2 1.400zM7 11.500h2v2.200H7z",
        ),
        Mark("late", "Late", "red", "#9c1a05", "#ffffff", "M7 2h2v8H7zM7 12h2v2H7z"),
        Mark(
            "done",
            "Done",
            "green",
            "#1a7032",
            "#ffffff",
            "M6.3 13 1.8 8.500l1.5-1.5 3 3L12.7 3.500l1.5 1.500z",
        ),
        Mark(
            "stopped",
            "Not taking part",
            "grey",
            "#ffffff",
            "#4a4a4a",
            "M4.4 3 8 6.6 11.6 3 13 4.4 9.4 8l3.6 3.6-1.4 1.400L8 9.4 4.4 13 3 11.6 6.6 8 3 4.400z",
        ),
    ]
}


def mark_for(kind: str) -> Mark:
    """The mark of this kind. An unknown kind is a mistake in the caller, and says which exist."""
    try:
        return MARKS[kind or "quiet"]
    except KeyError:
        raise ValueError(f"{kind!r} is not a kind of mark; there are {', '.join(MARKS)}") from None
