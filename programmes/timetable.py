"""When things happen: dates from rules, what follows when one is moved, and the letters they cause.

Everything here is a pure function of plain values. A milestone has three days:

    opens    the first day on which people may act on it (the same as `starts` unless stated)
    starts   its first day in the timetable
    ends     its last day; what is due is due by the end of it

Each day comes from a rule: day one, a fixed date, or an offset from a day of another milestone.
A person may settle any of them on another date; a settled date is never moved by a rule.

How an offset is counted: from the day it refers to, first the weeks (school-holiday weeks are
stepped over), then to the named weekday of the week it has reached, then the working days. A
result that is not a working day moves forward to the next one, unless the rule says
`even_if_closed`. Dates that a person chose are left where they are, and reported.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime, time, timedelta
from enum import StrEnum
from functools import cached_property
from typing import Any, Protocol

from programmes.calendar import SCOTLAND, WorkingDays

OPENS, STARTS, ENDS = "opens", "starts", "ends"
EDGES = (OPENS, STARTS, ENDS)
WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")


# Rules


@dataclass(frozen=True, slots=True)
class DayOne:
    """The day that everything is counted from: chosen when a programme, or a partnership, is notified."""


@dataclass(frozen=True, slots=True)
class Fixed:
    """A date that the definition states."""

    on: date


@dataclass(frozen=True, slots=True)
class Offset:
    """So many weeks and working days from a day of another milestone."""

    base: str
    edge: str = STARTS
    weeks: int = 0
    working_days: int = 0
    weekday: int | None = None
    # A window may open on a bank holiday that not every council keeps.
    even_if_closed: bool = False

    def count(self, day: date, days: WorkingDays) -> date:
        """The date this rule gives, counted from `day`."""
        if self.weeks or self.weekday is not None:
            day = days.add_weeks(day, self.weeks)
        if self.weekday is not None:
            day += timedelta(days=self.weekday - day.weekday())
        if self.working_days:
            day = days.add_working_days(day, self.working_days)
        return day if self.even_if_closed else days.on_or_after(day)


Rule = DayOne | Fixed | Offset


def as_plain(rule: Rule | None) -> dict[str, Any] | None:
    """A rule as plain values, for a JSON column; `from_plain` is its inverse."""
    match rule:
        case None:
            return None
        case DayOne():
            return {"day_one": True}
        case Fixed(on):
            return {"date": on.isoformat()}
        case Offset():
            return {
                "from": rule.base,
                "edge": rule.edge,
                "weeks": rule.weeks,
                "working_days": rule.working_days,
                "on": None if rule.weekday is None else WEEKDAYS[rule.weekday],
                "even_if_closed": rule.even_if_closed,
            }


def from_plain(plain: Mapping[str, Any] | None) -> Rule | None:
    """The rule that `as_plain` wrote down."""
    if plain is None:
        return None
    if plain.get("day_one"):
        return DayOne()
    if "date" in plain:
        return Fixed(date.fromisoformat(plain["date"]))
    return Offset(
        base=plain["from"],
        edge=plain.get("edge", STARTS),
        weeks=plain.get("weeks", 0),
        working_days=plain.get("working_days", 0),
        weekday=WEEKDAYS.index(plain["on"]) if plain.get("on") else None,
        even_if_closed=plain.get("even_if_closed", False),
    )


# Letters that a milestone causes

WHEN = re.compile(
    r"(?:on|(?P<count>\d+) (?P<unit>working days?|weeks?) (?P<side>before|after)) "
    r"the (?P<edge>first|last) day"
)


@dataclass(frozen=True, slots=True)
class When:
    """A day told from a milestone's first or last one, such as "5 working days before the last day"."""

    edge: str
    weeks: int = 0
    working_days: int = 0

    @classmethod
    def parse(cls, words: str) -> When:
        """Read the words of a definition, or raise ValueError with the words that may be used."""
        found = WHEN.fullmatch(words.strip())
        if not found:
            raise ValueError(
                "write “on the last day”, “5 working days before the last day” "
                "or “1 week after the first day”"
            )
        edge = STARTS if found["edge"] == "first" else ENDS
        count = int(found["count"] or 0) * (-1 if found["side"] == "before" else 1)
        if found["unit"] and found["unit"].startswith("week"):
            return cls(edge, weeks=count)
        return cls(edge, working_days=count)

    def __str__(self) -> str:
        day = "first" if self.edge == STARTS else "last"
        count, unit = (
            (self.weeks, "week") if self.weeks else (self.working_days, "working day")
        )
        if not count:
            return f"on the {day} day"
        side = "before" if count < 0 else "after"
        return f"{abs(count)} {unit}{'' if abs(count) == 1 else 's'} {side} the {day} day"

    def count(self, day: date, days: WorkingDays) -> date:
        """The working day meant, counted from the milestone's first or last day.

        What goes out before a last day, or on it, never slips past it.
        """
        if self.working_days:
            return days.add_working_days(day, self.working_days)
        day = days.add_weeks(day, self.weeks) if self.weeks else day
        backwards = self.weeks < 0 or (not self.weeks and self.edge == ENDS)
        return days.on_or_before(day) if backwards else days.on_or_after(day)


@dataclass(frozen=True, slots=True)
class LetterRule:
    """Which letter goes to whom, when a milestone comes near or has passed."""

    letter: str
    when: When
    to: str
    only_if: str = ""
    # A reminder of a date that has moved is a new message; a notification letter never is.
    again_if_moved: bool = False


@dataclass(frozen=True, slots=True)
class PlannedLetter:
    """One letter in the plan: never sent twice to the same person for the same occasion."""

    occasion: str
    milestone: str
    letter: str
    to: str
    only_if: str
    on: date


# The timetable


class Plan(Protocol):
    """What the engine asks of a milestone, wherever it is kept."""

    key: str
    title: str
    starts: Rule
    ends: Rule | None
    opens: Rule | None
    gates: Sequence[str]
    late: bool
    applies_to: str
    letters: Sequence[LetterRule]


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


@dataclass(frozen=True, slots=True)
class Problem:
    """Something a person should settle before dates like these are announced."""

    kind: str
    key: str
    says: str

    def __str__(self) -> str:
        return self.says


class Unplannable(ValueError):
    """The rules cannot be turned into dates; `problems` names every reason."""

    def __init__(self, problems: Iterable[Problem]):
        self.problems = tuple(problems)
        super().__init__(" ".join(problem.says for problem in self.problems))


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
        return tuple(
            Dated(plan.key, plan.title, *(found.day(plan.key, edge) for edge in EDGES))
            for plan in self.plans
        )

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
        return tuple(
            self[plan.key] for plan in self.plans if selected or plan.applies_to != "selected"
        )

    @cached_property
    def problems(self) -> tuple[Problem, ...]:
        """What should be settled first: ends before starts, order broken, closed days chosen."""
        return tuple([*_crossed(self), *_out_of_order(self), *_on_closed_days(self)])

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
    reasons = unplannable(plans)
    if reasons:
        raise Unplannable(reasons)
    known = {plan.key for plan in plans}
    for key, edge in settled or {}:
        if key not in known or edge not in EDGES:
            raise Unplannable([Problem("unknown", key, f"No milestone has “{key} {edge}”.")])
    timetable = Timetable(plans, day_one, days or WorkingDays(), dict(settled or {}))
    timetable.dated  # noqa: B018 - counts the dates now, so that a list of days without end is met here
    return timetable


class _Reckoning:
    """Counts every day once, following the rules from one milestone to the next."""

    def __init__(self, plans: Sequence[Plan], day_one: date, days: WorkingDays, settled: Settled):
        self.plans = {plan.key: plan for plan in plans}
        self.day_one, self.days, self.settled = day_one, days, settled
        self.known: dict[tuple[str, str], date] = {}

    def day(self, key: str, edge: str) -> date:
        place = (key, edge)
        if place not in self.known:
            self.known[place] = self.settled.get(place) or self.by_rule(key, edge)
        return self.known[place]

    def by_rule(self, key: str, edge: str) -> date:
        match rule_for(self.plans[key], edge):
            case DayOne():
                return self.day_one
            case Fixed(on):
                return on
            case Offset() as offset:
                return offset.count(self.day(offset.base, offset.edge), self.days)


def rule_for(plan: Plan, edge: str) -> Rule:
    """The rule of one day of a milestone: unstated, `opens` and `ends` are the first day itself."""
    rule = getattr(plan, edge)
    return rule if rule is not None else Offset(base=plan.key, edge=STARTS, even_if_closed=True)


# Is it sound?


def unplannable(plans: Sequence[Plan]) -> list[Problem]:
    """Why these rules can never become dates: names that do not exist, circles, no day one."""
    problems = []
    plans = list(plans)
    known = {plan.key: plan for plan in plans}
    for key in {plan.key for plan in plans if [p.key for p in plans].count(plan.key) > 1}:
        problems.append(Problem("twice", key, f"Two milestones are called “{key}”. Rename one."))
    anchors = [plan.key for plan in plans if isinstance(plan.starts, DayOne)]
    if len(anchors) != 1:
        found = "none does" if not anchors else " and ".join(f"“{key}”" for key in anchors) + " do"
        problems.append(
            Problem(
                "day one",
                anchors[1] if anchors else "",
                f"Exactly one milestone starts on day one; {found}. "
                'Write starts = "day one" in the one that everything is counted from.',
            )
        )
    for plan in plans:
        for edge in EDGES:
            rule = getattr(plan, edge)
            if isinstance(rule, DayOne) and edge != STARTS:
                problems.append(
                    Problem(
                        "day one",
                        plan.key,
                        f"“{plan.title}” {edge} on day one, but only starts may be day one.",
                    )
                )
            if isinstance(rule, Offset) and rule.base not in known:
                problems.append(
                    Problem(
                        "unknown",
                        plan.key,
                        f"“{plan.title}” {edge} from the milestone “{rule.base}”, which does not exist.",
                    )
                )
    return problems or _circles(known)


def _circles(plans: Mapping[str, Plan]) -> list[Problem]:
    """Days that wait for each other."""
    problems: list[Problem] = []
    sound: set[tuple[str, str]] = set()

    def follow(place: tuple[str, str], path: tuple[tuple[str, str], ...]) -> None:
        if place in sound:
            return
        if place in path:
            ring = (*path[path.index(place) :], place)
            if not any(problem.key in {key for key, _ in ring} for problem in problems):
                way = ", which waits for ".join(f"the {edge} of “{key}”" for key, edge in ring)
                says = f"Dates go round in a circle: {_in_words(way)}. Count one of them from another day."
                problems.append(Problem("circle", place[0], says))
            return
        rule = rule_for(plans[place[0]], place[1])
        if isinstance(rule, Offset):
            follow((rule.base, rule.edge), (*path, place))
        sound.add(place)

    for key in plans:
        for edge in EDGES:
            follow((key, edge), ())
    return problems


def _in_words(way: str) -> str:
    return (
        way.replace("the starts of", "the first day of")
        .replace("the ends of", "the last day of")
        .replace("the opens of", "the opening of")
    )


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
        if dated.opens > dated.ends:
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
        return tuple(
            Change(old, new)
            for old, new in zip(self.before, self.after, strict=True)
            if old != new
        )

    @cached_property
    def stays(self) -> tuple[Dated, ...]:
        """Every milestone that keeps its dates."""
        return tuple(new for old, new in zip(self.before, self.after, strict=True) if old == new)

    @cached_property
    def conflicts(self) -> tuple[Problem, ...]:
        """Problems that the move would bring; those that stood before are not repeated."""
        return tuple(
            problem for problem in self.after.problems if problem not in self.before.problems
        )

    @cached_property
    def letters(self) -> tuple[tuple[PlannedLetter | None, PlannedLetter | None], ...]:
        """Letters whose day would change, as pairs of before and after."""
        old, new = letters(self.before), letters(self.after)
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


def letters(timetable: Timetable) -> tuple[PlannedLetter, ...]:
    """Every letter that the timetable causes, with its day: a pure function of the dates.

    The occasion is the same whenever it is worked out. A reminder's occasion names the date that it
    is about, so a date that moves is reminded of again; all other letters go once.
    """
    plan = []
    for milestone in timetable.plans:
        dated = timetable[milestone.key]
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
                    on=rule.when.count(about, timetable.days),
                )
            )
    return tuple(plan)


def due(plan: Iterable[PlannedLetter], *, since: date, today: date) -> tuple[PlannedLetter, ...]:
    """The letters to send today, among them those missed since `since` because nothing ran.

    `since` is the day on which the dates were last settled or announced: a reminder whose day had
    already passed by then is out of date, and never leaves in a burst.
    """
    return tuple(letter for letter in plan if since <= letter.on <= today)


def today_in_scotland(now: datetime) -> date:
    """The day it is in Scotland at a moment."""
    return now.astimezone(SCOTLAND).date()
