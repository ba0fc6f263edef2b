"""Numbers with their nouns: “1 letter”, “2 letters”, “1 person”, “3 people”. Never “1 letters”."""

from __future__ import annotations


def noun(count: int, words: str) -> str:
    """The noun for so many: ``letter``, or ``person,people`` where an s will not do."""
    one, _, many = words.partition(",")
    return one if count == 1 else many or f"{one}s"


def counted(count: int, words: str) -> str:
    """The number with its noun: ``counted(1, "letter")`` is “1 letter”."""
    return f"{count:,} {noun(count, words)}"
