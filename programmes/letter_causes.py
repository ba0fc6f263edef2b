"""What sends a letter of the timetable: its day, something that happens in another room, or nothing in this portal.

Whoever sends (``tick``), shows (the plan's page), checks the definitions or counts asks here: there is one truth.
"""

from __future__ import annotations

from collections.abc import Callable
from enum import StrEnum

from accounts import roles
from programmes.definition_words import NEEDS
from programmes.letter_text import KIND_FIELDS


class Cause(StrEnum):
    DAY = "its day"
    EVENT = "an event"
    NOTHING = "nothing"


def _nobody_accepted(participation, milestone) -> bool:
    return participation.accepted_at is None


def _no_coordinator(participation, milestone) -> bool:
    return not any(
        seat.role == roles.Coordinator.slug and seat.status == "accepted" for seat in participation.seats.all()
    )


def _no_briefing(participation, milestone) -> bool:
    return not any(booking.milestone_id == milestone.pk for booking in participation.bookings.all())


def _not_confirmed(participation, milestone) -> bool:
    return not any(step.milestone_id == milestone.pk for step in participation.confirmations.all())


#: The conditions that a letter rule may name: functions ``(participation, milestone) -> still so?``. Rooms higher up
#: add theirs; a letter whose condition no room can tell is not sent, and the plan says so.
conditions: dict[str, Callable] = {
    "notification not accepted": _nobody_accepted,
    "no co-ordinator": _no_coordinator,
    "no briefing booked": _no_briefing,
    "survey not shared": _not_confirmed,
    "no people nominated": _not_confirmed,
}

#: Kinds of letter that say what only a room higher up knows, and that this room sends when it happens: the kind, and
#: when it goes, in words. The plan alone cannot send them.
events: dict[str, str] = {}

#: Conditions that a room higher up sees to by its own dates, as it alone knows them: the condition, and when its letter
#: goes, in words. The plan leaves such a letter to that room.
seen_to: dict[str, str] = {}

#: Functions ``(programme, participations, today)`` run before a programme's letters are worked out, to read in bulk.
preparations: list[Callable] = []


def cause_of(kind: str, only_if: str = "") -> Cause:
    """What sends a letter of this kind, on this condition."""
    if only_if in seen_to:
        return Cause.EVENT
    if only_if and only_if not in conditions:
        return Cause.NOTHING
    if kind in KIND_FIELDS:
        return Cause.EVENT if kind in events else Cause.NOTHING
    return Cause.DAY


def when_it_happens(kind: str, only_if: str = "") -> str:
    """When a letter goes that an event sends, in words; empty for any other."""
    return seen_to.get(only_if) or events.get(kind, "")


def what_it_waits_for(kind: str, only_if: str = "") -> str:
    """What the portal would have to be able to do before it could send this letter; empty where it can."""
    if cause_of(kind, only_if) is not Cause.NOTHING:
        return ""
    return NEEDS.get(only_if if only_if not in conditions else kind) or NEEDS[kind]
