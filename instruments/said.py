"""One sentence about the answers to a question: “Most (68%) of 412 people agreed or strongly agreed.”

It is put together from a word for the part (``instruments.proportions``), the per cent, the base with its noun, and what
was said. Whoever calls decides whether a percentage may be shown at all; nothing here knows what is withheld.
"""

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from instruments import proportions
from instruments.scales import SCALES, Option
from interface.counting import counted

PEOPLE = "person,people"


@dataclass(frozen=True)
class Side:
    """Answers of a scale that say one thing together, and the words for having given one of them."""

    keys: tuple[str, ...]
    words: str


#: Of the portal's own scales: the side that a sentence is about.
SIDES: dict[str, Side] = {
    "agreement": Side(("strongly-agree", "agree"), "agreed or strongly agreed"),
    "six-point": Side(("excellent", "very-good", "good"), "said good, very good or excellent"),
    "yes-no": Side(("yes",), "said yes"),
}


def side_of(options: Sequence[Option]) -> Side | None:
    """The side that sentences about these options tell of; None where they are no scale of the portal's own."""
    return next((SIDES[name] for name, scale in SCALES.items() if scale == tuple(options)), None)


def words_of_side(options: Collection[str]) -> str:
    """The words for having given one of these answers, where together they are one side of a scale of the portal's own."""
    return next((side.words for side in SIDES.values() if set(side.keys) == set(options)), "")


def part(count: int, base: int, *, of: str = PEOPLE) -> str:
    """A part of a whole with its word, per cent and base: “Most (68%) of 412 people”."""
    word = proportions.in_words(count, base).capitalize()
    return f"{word} ({proportions.per_cent(count, base)}%) of {counted(base, of)}"


def few(count: int, base: int, *, of: str = PEOPLE) -> str:
    """A part of a whole on a base that bears no percentage: “3 of 7 people”."""
    return f"{count} of {counted(base, of)}"


def most_chosen(options: Sequence[Option], counts: Sequence[int]) -> int | None:
    """The place of the option that was chosen most; None where nothing was chosen, or several were as often."""
    most = max(counts, default=0)
    places = [place for place, n in enumerate(counts) if n == most]
    return places[0] if most and len(places) == 1 else None


def sentence(
    options: Sequence[Option], counts: Sequence[int], base: int, *, percentages: bool = True, of: str = PEOPLE
) -> str:
    """What was said to one question, of those who answered it; empty where nobody did, or nothing stands out.

    Of a scale it tells how many were on its one side, of other options which was chosen most. Without ``percentages``
    it gives the numbers alone.
    """
    if not base:
        return ""
    whole = part if percentages else few
    if side := side_of(options):
        keys = {option.key: n for option, n in zip(options, counts, strict=True)}
        return f"{whole(sum(keys[key] for key in side.keys), base, of=of)} {side.words}."
    place = most_chosen(options, counts)
    if place is None:
        return ""
    return f"{whole(counts[place], base, of=of)} chose “{options[place].label}”."
