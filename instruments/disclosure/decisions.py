"""Who or what decided that a number is withheld, by which rule and why: kept inside, never printed with the numbers."""

from dataclasses import dataclass
from enum import StrEnum

from instruments.disclosure.counts import Cell, Dataset


class Rule(StrEnum):
    """The rules by which a number is withheld or, the last, shown."""

    NOT_ENOUGH = "too few in all"
    SMALL_GROUP = "small group"
    SMALL_ANSWER = "answer that few in the country gave"
    SMALL_COUNT = "small count"
    FEW_ANSWERED = "few answered"
    ONE_MIND = "everybody gave one answer"
    PARTNER = "protects another number"
    JOINED = "shown joined with other answers"
    NOT_JOINED = "shown answer by answer"
    BY_HAND = "withheld by a person"
    ZERO_SHOWN = "nobody, shown by a person"


class NotDecided(ValueError):
    """A decision that nobody may take, or that lacks its person or reason. Its words can be shown."""


@dataclass(frozen=True)
class Decision:
    """One number, the rule, the reason in words, and the person where a person decided."""

    cell: Cell
    rule: Rule
    reason: str
    person: str = ""


def withhold(cell: Cell, *, reason: str, person: str) -> Decision:
    """Withhold a number that the rules would show."""
    return _by_a_person(Decision(cell, Rule.BY_HAND, reason, person))


def show_nobody(cell: Cell, dataset: Dataset, *, reason: str, person: str) -> Decision:
    """Show a 0 that would be withheld to protect another number; another is then withheld instead.

    Nobody may show any other number against the rules: whoever wants to show more sets another threshold, not below
    the hard floor, and that is recorded with the release.
    """
    if dataset.counts[cell]:
        raise NotDecided(f"{cell}: only a 0 can be shown by decision, and this is none.")
    return _by_a_person(Decision(cell, Rule.ZERO_SHOWN, reason, person))


def _by_a_person(decision: Decision) -> Decision:
    if not decision.reason.strip():
        raise NotDecided(f"{decision.cell}: say why.")
    if not decision.person.strip():
        raise NotDecided(f"{decision.cell}: say who decided.")
    return decision
