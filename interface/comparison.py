"""Two versions of a text beside each other, paragraph by paragraph, with the words that differ."""

from __future__ import annotations

import difflib
import re
from dataclasses import dataclass


@dataclass(frozen=True)
class Piece:
    text: str
    change: str = ""  # "", "removed" or "added"


@dataclass(frozen=True)
class Pair:
    change: str  # "same", "changed", "removed" or "added"
    before: tuple[Piece, ...] = ()
    after: tuple[Piece, ...] = ()

    @property
    def words(self) -> str:
        return {"same": "", "changed": "Changed", "removed": "Taken out", "added": "New"}[self.change]


def paragraphs(text: str) -> list[str]:
    return [line.strip() for line in re.split(r"\n\s*\n|\r?\n", text or "") if line.strip()]


def compare(before: str | list[str], after: str | list[str]) -> list[Pair]:
    """Pairs of paragraphs. A text is cut at its line breaks; a list is taken paragraph by paragraph."""
    old = paragraphs(before) if isinstance(before, str) else list(before)
    new = paragraphs(after) if isinstance(after, str) else list(after)
    pairs: list[Pair] = []
    for tag, a1, a2, b1, b2 in difflib.SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if tag == "equal":
            pairs += [Pair("same", (Piece(line),), (Piece(line),)) for line in old[a1:a2]]
            continue
        left, right = old[a1:a2], new[b1:b2]
        for one, other in zip(left, right, strict=False):
            pairs.append(changed(one, other))
        pairs += [Pair("removed", (Piece(line, "removed"),)) for line in left[len(right) :]]
        pairs += [Pair("added", (), (Piece(line, "added"),)) for line in right[len(left) :]]
    return pairs


def pieces(text: str, change: str) -> list[Piece]:
    """A run of words with its mark; the space after it is left unmarked."""
    marked = text.rstrip() if change else text
    return [Piece(marked, change), *([Piece(text[len(marked) :])] if len(marked) < len(text) else [])]


def changed(before: str, after: str) -> Pair:
    old, new = re.findall(r"\S+\s*", before), re.findall(r"\S+\s*", after)
    left: list[Piece] = []
    right: list[Piece] = []
    for tag, a1, a2, b1, b2 in difflib.SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        gone, come = "".join(old[a1:a2]), "".join(new[b1:b2])
        if gone:
            left += pieces(gone, "" if tag == "equal" else "removed")
        if come:
            right += pieces(come, "" if tag == "equal" else "added")
    return Pair("changed", tuple(left), tuple(right))
