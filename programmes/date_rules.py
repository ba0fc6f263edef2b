"""The rules from which dates come, and whether they can become dates at all.

How an offset is counted: from the day it refers to, first the weeks (school-holiday weeks are
stepped over), then to the named weekday of the week it has reached, then the working days. A
result that is not a working day moves forward to the next one, unless the rule says
`even_if_closed`.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any, Protocol

from programmes.calendar import WorkingDays

OPENS, STARTS, ENDS = "opens", "starts", "ends"
EDGES = (OPENS, STARTS, ENDS)
WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")


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
                "write “on the last day”, “5 working days before the last day” or “1 week after the first day”"
            )
        edge = STARTS if found["edge"] == "first" else ENDS
        count = int(found["count"] or 0) * (-1 if found["side"] == "before" else 1)
        if found["unit"] and found["unit"].startswith("week"):
            return cls(edge, weeks=count)
        return cls(edge, working_days=count)

    def __str__(self) -> str:
        day = "first" if self.edge == STARTS else "last"
        count, unit = (self.weeks, "week") if self.weeks else (self.working_days, "working day")
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


# Whether rules can become dates


class Plan(Protocol):
    """What the engine asks of a milestone, wherever it is kept."""

    @property
    def key(self) -> str: ...

    @property
    def title(self) -> str: ...

    @property
    def starts(self) -> Rule: ...

    @property
    def ends(self) -> Rule | None: ...

    @property
    def opens(self) -> Rule | None: ...

    @property
    def gates(self) -> Sequence[str]: ...

    @property
    def late(self) -> bool: ...

    @property
    def applies_to(self) -> str: ...

    @property
    def letters(self) -> Sequence[LetterRule]: ...


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


def rule_for(plan: Plan, edge: str) -> Rule:
    """The rule of one day of a milestone: unstated, `opens` and `ends` are the first day itself."""
    rule = getattr(plan, edge)
    return rule if rule is not None else Offset(base=plan.key, edge=STARTS, even_if_closed=True)


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
                        f"“{plan.title}” {edge} from the milestone “{rule.base}”, which does not exist. "
                        "Correct the name, or add that milestone.",
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
