"""Where a person belongs today: in which programmes' teams, and at which partnerships' tables."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field

from django.db import connection
from django.utils import timezone

from accounts import roles


@dataclass
class Belonging:
    """``teams`` is {programme: roles}, ``seats`` is {participation: roles}, by primary keys and the roles' slugs."""

    teams: dict[int, set[str]] = field(default_factory=lambda: defaultdict(set))
    seats: dict[int, set[str]] = field(default_factory=lambda: defaultdict(set))
    #: The programmes of those participations.
    taken_part_in: set[int] = field(default_factory=set)
    #: Partnerships of bodies that the person works for or is tied to, in programmes that they read: {partnership: the
    #: programme and the bodies' names}.
    tied_to: dict[int, tuple[int, set[str]]] = field(default_factory=dict)


def belonging(user) -> Belonging:
    """Asked of the database once for each request's person, as every rule and every list asks for it."""
    if not hasattr(user, "_belonging"):
        user._belonging = _read(user) if user.is_authenticated else Belonging()
    return user._belonging


def forget(user) -> None:
    """Ask again when next somebody asks: the person has just sat down, or risen."""
    user.__dict__.pop("_belonging", None)


#: Written in the database (``portal_belonging``), which keeps its plan: every request asks it, and to write it from
#: querysets, or to have it planned anew, took longer than all the rest of saving a note.
QUESTION = "SELECT * FROM portal_belonging(%(person)s, %(employer)s, %(today)s::date, %(reads_all)s)"


def _read(user) -> Belonging:
    found = Belonging()
    with connection.cursor() as ask:
        asked = {"person": user.pk, "employer": user.organisation_id, "today": timezone.localdate()}
        ask.execute(QUESTION, asked | {"reads_all": user.holds(roles.Administrator)})
        for kind, where, words, programme in ask.fetchall():
            if kind == "team":
                found.teams[where].add(words)
            elif kind == "seat":
                found.seats[where].add(words)
                found.taken_part_in.add(programme)
            else:
                found.tied_to.setdefault(where, (programme, set()))[1].add(words)
    return found
