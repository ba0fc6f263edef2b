"""When things happen: dates from rules, what follows when one is moved, and the letters they cause.

Everything here is a pure function of plain values. A milestone has three days:

    opens    the first day on which people may act on it (the same as `starts` unless stated)
    starts   its first day in the timetable
    ends     its last day; what is due is due by the end of it

Each day comes from a rule: day one, a fixed date, or an offset from a day of another milestone.
A person may settle any of them on another date; a settled date is never moved by a rule.

A counted date falls on a working day; a date that a person chose is left where it is, and reported.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime, time, timedelta
from enum import StrEnum
from functools import cached_property

from programmes.calendar import SCOTLAND, WorkingDays
from programmes.date_rules import (
    EDGES,
    ENDS,
    OPENS,
    STARTS,
    DayOne,
    Fixed,
    LetterRule,
    Offset,
    Plan,
    Problem,
    Rule,
    Unplannable,
    When,
    as_plain,
    from_plain,
    rule_for,
    unplannable,
)

__all__ = [
    "EDGES",
    "ENDS",
    "OPENS",
    "STARTS",
    "DayOne",
    "Fixed",
    "LetterRule",
    "Offset",
    "Plan",
    "Problem",
    "Rule",
    "Unplannable",
    "When",
    "as_plain",
    "from_plain",
    "unplannable",
]


# The timetable


class State(StrEnum):
    """Where a milestone stands: told from its dates, never stored."""

    NOT_YET = "not yet"
    OPEN = "open"
    CLOSED = "closed"


class Gate(StrEnum):
    """Whether people may do a thing today."""

    NOT_YET = "not yet"
    OPEN = "open"
    LATE = "late"
    CLOSED = "closed"


@dataclass(frozen=True, slots=True)
class Dated:
    """A milestone with its days."""

    key: str
    title: str
    opens: date
    starts: date
    ends: date

    def state(self, today: date) -> State:
        """Not yet before `opens`, open to the end of `ends`, then closed."""
        if today < self.opens:
            return State.NOT_YET
        return State.OPEN if today <= self.ends else State.CLOSED

    @property
    def opens_at(self) -> datetime:
        """The first moment of the first day, on the clock in Scotland."""
        return datetime.combine(self.opens, time.min, tzinfo=SCOTLAND)

    @property
    def closes_at(self) -> datetime:
        """The moment from which it is too late: midnight after the last day, on the clock in Scotland."""
        return datetime.combine(self.ends + timedelta(days=1), time.min, tzinfo=SCOTLAND)

    def day(self, edge: str) -> date:
        """One of the three days, by its name."""
        return {OPENS: self.opens, STARTS: self.starts, ENDS: self.ends}[edge]


Settled = Mapping[tuple[str, str], date]


@dataclass(frozen=True)
class Timetable:
    """Milestones with their days, and everything needed to work them out again."""

    plans: tuple[Plan, ...]
    day_one: date
    days: WorkingDays = field(default_factory=WorkingDays)
    settled: Settled = field(default_factory=dict)

    @cached_property
    def dated(self) -> tuple[Dated, ...]:
        """Every milestone with its days, in the order of the definition."""
        found = _Reckoning(self.plans, self.day_one, self.days, self.settled)
        return tuple(Dated(plan.key, plan.title, *(found.day(plan.key, edge) for edge in EDGES)) for plan in self.plans)

    @cached_property
    def _by_key(self) -> dict[str, Dated]:
        return {dated.key: dated for dated in self.dated}

    def __iter__(self) -> Iterator[Dated]:
        return iter(self.dated)

    def __getitem__(self, key: str) -> Dated:
        return self._by_key[key]

    def __contains__(self, key: str) -> bool:
        return key in self._by_key

    def plan(self, key: str) -> Plan:
        """The milestone that a key names."""
        return next(plan for plan in self.plans if plan.key == key)

    def for_partnership(self, *, selected: bool) -> tuple[Dated, ...]:
        """The milestones that one partnership has, selected for closer work or not."""
        return tuple(self[plan.key] for plan in self.plans if selected or plan.applies_to != "selected")

    @cached_property
    def problems(self) -> tuple[Problem, ...]:
        """What should be settled first: ends before starts, order broken, closed days chosen."""
        return (*_crossed(self), *_out_of_order(self), *_on_closed_days(self))

    @cached_property
    def letters(self) -> tuple[PlannedLetter, ...]:
        """Every letter that the timetable causes, with its day: a pure function of the dates.

        The occasion is the same whenever it is worked out. A reminder's occasion names the date that it
        is about, so a date that moves is reminded of again; all other letters go once.
        """
        plan = []
        for milestone in self.plans:
            dated = self[milestone.key]
            for rule in milestone.letters:
                about = dated.day(rule.when.edge)
                occasion = f"{milestone.key}: {rule.letter} to {rule.to}, {rule.when}"
                if rule.again_if_moved:
                    occasion += f", {about.isoformat()}"
                plan.append(
                    PlannedLetter(
                        occasion=occasion,
                        milestone=milestone.key,
                        letter=rule.letter,
                        to=rule.to,
                        only_if=rule.only_if,
                        on=rule.when.count(about, self.days),
                        is_reminder=rule.again_if_moved,
                    )
                )
        return tuple(plan)

    def gate(self, gate: str, today: date) -> Gate:
        """Whether people may do a thing today, from every milestone that opens it.

        Raises KeyError where no milestone opens the gate: a page must not wait for what never comes.
        """
        keepers = [plan for plan in self.plans if gate in plan.gates]
        if not keepers:
            raise KeyError(gate)
        states = [(self[plan.key].state(today), plan.late) for plan in keepers]
        if any(state is State.OPEN for state, _ in states):
            return Gate.OPEN
        if any(state is State.CLOSED and late for state, late in states):
            return Gate.LATE
        if any(state is State.NOT_YET for state, _ in states):
            return Gate.NOT_YET
        return Gate.CLOSED


def lay_out(
    plans: Iterable[Plan],
    *,
    day_one: date,
    days: WorkingDays | None = None,
    settled: Settled | None = None,
) -> Timetable:
    """Turn rules into dates, or raise Unplannable with every reason why that cannot be done."""
    plans = tuple(plans)
    known = {plan.key for plan in plans}
    for key, edge in settled or {}:
        if key not in known or edge not in EDGES:
            raise Unplannable([Problem("unknown", key, f"No milestone has “{key} {edge}”.")])
    timetable = Timetable(plans, day_one, days or WorkingDays(), dict(settled or {}))
    anchors = [plan.key for plan in plans if isinstance(plan.starts, DayOne)]
    try:
        sound = len(known) == len(plans) and len(anchors) == 1 and bool(timetable.dated)
    except _Lost:
        sound = False
    # To say what is wrong costs more than the dates themselves, so it is asked only when something is.
    if not sound:
        raise Unplannable(unplannable(plans))
    return timetable


class _Lost(Exception):
    """The rules lead to no milestone, or in a circle."""


class _Reckoning:
    """Counts every day once, following the rules from one milestone to the next."""

    def __init__(self, plans: Sequence[Plan], day_one: date, days: WorkingDays, settled: Settled):
        self.plans = {plan.key: plan for plan in plans}
        self.day_one, self.days = day_one, days
        # None stands for a day that is being counted: to meet it again is to go in a circle.
        self.known: dict[tuple[str, str], date | None] = dict(settled)

    def day(self, key: str, edge: str) -> date:
        place = (key, edge)
        if place not in self.known:
            self.known[place] = None
            self.known[place] = self.by_rule(key, edge)
        day = self.known[place]
        if day is None:
            raise _Lost
        return day

    def by_rule(self, key: str, edge: str) -> date:
        if key not in self.plans:
            raise _Lost
        match rule_for(self.plans[key], edge):
            case Offset() as offset:
                return offset.count(self.day(offset.base, offset.edge), self.days)
            case Fixed(on):
                return on
            case _ if edge == STARTS:
                return self.day_one
            case _:
                raise _Lost


# What is wrong with the dates


def say(day: date) -> str:
    """A date as letters and pages write it: 27 August 2024."""
    return f"{day.day} {day:%B %Y}"


def _crossed(timetable: Timetable) -> Iterator[Problem]:
    for dated in timetable:
        if dated.ends < dated.starts:
            yield Problem(
                "ends before it starts",
                dated.key,
                f"“{dated.title}” would end on {say(dated.ends)}, before it starts on "
                f"{say(dated.starts)}. Move its last day too.",
            )
        elif dated.opens > dated.ends:
            yield Problem(
                "opens after it ends",
                dated.key,
                f"“{dated.title}” would open on {say(dated.opens)}, after its last day, "
                f"{say(dated.ends)}. Open it earlier.",
            )


def _out_of_order(timetable: Timetable) -> Iterator[Problem]:
    latest: Dated | None = None
    for dated in timetable:
        if latest and dated.starts < latest.starts:
            yield Problem(
                "out of order",
                dated.key,
                f"“{dated.title}” would start on {say(dated.starts)}, before “{latest.title}” on "
                f"{say(latest.starts)}, which comes first. Move one of them.",
            )
        else:
            latest = dated


def _on_closed_days(timetable: Timetable) -> Iterator[Problem]:
    """Only chosen dates can fall on a closed day, and only a last day that does is worth a word."""
    for dated in timetable:
        rule = rule_for(timetable.plan(dated.key), ENDS)
        chosen = (dated.key, ENDS) in timetable.settled or not isinstance(rule, Offset)
        why = timetable.days.why_closed(dated.ends)
        if chosen and why:
            yield Problem(
                "closed day",
                dated.key,
                f"The last day of “{dated.title}”, {say(dated.ends)}, is not a working day ({why}).",
            )


# What follows when a date is moved


@dataclass(frozen=True, slots=True)
class Change:
    """One milestone before and after a move."""

    before: Dated
    after: Dated

    @property
    def key(self) -> str:
        return self.after.key

    @property
    def title(self) -> str:
        return self.after.title


@dataclass(frozen=True)
class Moves:
    """All that one move would bring about. Nothing has happened yet."""

    key: str
    before: Timetable
    after: Timetable

    @cached_property
    def changes(self) -> tuple[Change, ...]:
        """Every milestone that gets another date, the one moved among them."""
        return tuple(Change(old, new) for old, new in zip(self.before, self.after, strict=True) if old != new)

    @cached_property
    def stays(self) -> tuple[Dated, ...]:
        """Every milestone that keeps its dates."""
        return tuple(new for old, new in zip(self.before, self.after, strict=True) if old == new)

    @cached_property
    def conflicts(self) -> tuple[Problem, ...]:
        """Problems that the move would bring; those that stood before are not repeated."""
        return tuple(problem for problem in self.after.problems if problem not in self.before.problems)

    @cached_property
    def letters(self) -> tuple[tuple[PlannedLetter | None, PlannedLetter | None], ...]:
        """Letters whose day would change, as pairs of before and after."""
        old, new = self.before.letters, self.after.letters
        return tuple((a, b) for a, b in zip(old, new, strict=True) if a != b)


def move(
    timetable: Timetable,
    key: str,
    *,
    starts: date | None = None,
    ends: date | None = None,
    opens: date | None = None,
) -> Moves:
    """Show what would follow from settling a milestone on other days.

    What counts from it is counted again, settled dates stay, and a date put back to where its rule
    would have it is no longer settled, so that moving there and back restores the timetable.
    """
    plan = timetable.plan(key)
    day_one, settled = timetable.day_one, dict(timetable.settled)
    # In this order each rule sees the earlier days of the same milestone already moved.
    for edge, day in ((STARTS, starts), (OPENS, opens), (ENDS, ends)):
        if day is None:
            continue
        if edge == STARTS and isinstance(plan.starts, DayOne):
            day_one = day
            settled.pop((key, STARTS), None)
            continue
        settled.pop((key, edge), None)
        if _Reckoning(timetable.plans, day_one, timetable.days, settled).day(key, edge) != day:
            settled[key, edge] = day
    return Moves(key, timetable, replace(timetable, day_one=day_one, settled=settled))


def recount(timetable: Timetable, days: WorkingDays) -> Moves:
    """Show what would follow from another list of closed days and school-holiday weeks."""
    return Moves("", timetable, replace(timetable, days=days))


# The plan of letters


@dataclass(frozen=True, slots=True)
class PlannedLetter:
    """One letter in the plan: never sent twice to the same person for the same occasion."""

    occasion: str
    milestone: str
    letter: str
    to: str
    only_if: str
    on: date
    # A reminder or chaser: worth little once its day is past, and sent again about another date.
    is_reminder: bool = False


def due(plan: Iterable[PlannedLetter], *, since: date, today: date) -> tuple[PlannedLetter, ...]:
    """The letters to send today, among them those missed since `since` because nothing ran.

    `since` is the day on which the dates were last settled or announced: a reminder whose day had
    already passed by then is out of date, and never leaves in a burst.
    """
    return tuple(letter for letter in plan if since <= letter.on <= today)


def today_in_scotland(now: datetime) -> date:
    """The day it is in Scotland at a moment."""
    return now.astimezone(SCOTLAND).date()
