"""Working days: weekdays, less Scotland's bank holidays and what an administrator has listed.

A *closed day* is a Saturday, a Sunday, a bank holiday in Scotland, a day that an administrator has
listed, or any day of a listed school-holiday week. Nothing that is counted ever falls on one.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from functools import lru_cache
from types import MappingProxyType
from zoneinfo import ZoneInfo

import holidays

SCOTLAND = ZoneInfo("Europe/London")

ONE_DAY = timedelta(days=1)
ONE_WEEK = timedelta(weeks=1)
# Two years without a working day is a mistake in a list, not a holiday.
PATIENCE = timedelta(days=730)


class NoWorkingDays(ValueError):
    """The listed days leave nothing to count; the message says which day the search began at."""


@lru_cache(maxsize=64)
def bank_holidays(year: int) -> Mapping[date, str]:
    """Scotland's bank holidays in a year, by day, with their names."""
    named = holidays.country_holidays("GB", subdiv="SCT", years=year)
    return MappingProxyType({day: name for day, name in named.items() if day.year == year})


def monday_of(day: date) -> date:
    """The Monday of a day's week: how a school-holiday week is written down."""
    return day - timedelta(days=day.weekday())


@dataclass(frozen=True)
class WorkingDays:
    """One programme's calendar: what it counts, and what it steps over.

    `closed` are days that an administrator has listed, each with its reason. `school_weeks` are
    weeks in which schools are closed, each given by any of its days; a programme that works
    through them leaves the list empty.
    """

    closed: Mapping[date, str] = field(default_factory=dict)
    school_weeks: frozenset[date] = frozenset()

    @classmethod
    def listed(
        cls,
        *,
        closed: Mapping[date, str] | Iterable[date] = (),
        school_weeks: Iterable[date] = (),
    ) -> WorkingDays:
        """A calendar from what an administrator typed: days with or without reasons, any day of a week."""
        if not isinstance(closed, Mapping):
            closed = dict.fromkeys(closed, "Closed")
        return cls(dict(closed), frozenset(monday_of(day) for day in school_weeks))

    def in_school_week(self, day: date) -> bool:
        """Whether a day lies in a week that is not counted."""
        return bool(self.school_weeks) and monday_of(day) in self.school_weeks

    def why_closed(self, day: date) -> str:
        """Why nothing may fall on this day, in words for a person; empty for a working day."""
        if day in self.closed:
            return self.closed[day] or "Closed"
        if day in bank_holidays(day.year):
            return f"{bank_holidays(day.year)[day]}, a bank holiday in Scotland"
        if day.weekday() >= 5:
            return "a Saturday" if day.weekday() == 5 else "a Sunday"
        if self.in_school_week(day):
            return "in a school-holiday week"
        return ""

    def is_open(self, day: date) -> bool:
        """Whether a day is a working day."""
        return not self.why_closed(day)

    def on_or_after(self, day: date) -> date:
        """The first working day from this day on."""
        return self._walk(day, ONE_DAY)

    def on_or_before(self, day: date) -> date:
        """The last working day up to this day."""
        return self._walk(day, -ONE_DAY)

    def add_working_days(self, day: date, count: int) -> date:
        """The `count`-th working day after a day, or before it where `count` is negative."""
        step = ONE_DAY if count > 0 else -ONE_DAY
        for _ in range(abs(count)):
            day = self._walk(day + step, step)
        return day

    def add_weeks(self, day: date, count: int) -> date:
        """The same weekday `count` counted weeks on, or back; it may still be a closed day.

        School-holiday weeks are stepped over. Counting on from inside one begins at the Monday
        after it, and counting back at the Sunday before it, so that a later day never overtakes
        an earlier one.
        """
        step = ONE_WEEK if count >= 0 else -ONE_WEEK
        start = day
        while self.in_school_week(day):
            self._give_up_after(start, day)
            day = monday_of(day) + ONE_WEEK if count >= 0 else monday_of(day) - ONE_DAY
        for _ in range(abs(count)):
            start = day
            day += step
            while self.in_school_week(day):
                self._give_up_after(start, day)
                day += step
        return day

    def between(self, first: date, last: date) -> int:
        """How many working days lie after `first`, up to and with `last`; negative when it is earlier."""
        if last < first:
            return -self.between(last, first)
        days = (first + timedelta(days=n) for n in range(1, (last - first).days + 1))
        return sum(self.is_open(day) for day in days)

    def _walk(self, day: date, step: timedelta) -> date:
        start = day
        while not self.is_open(day):
            self._give_up_after(start, day)
            day += step
        return day

    def _give_up_after(self, start: date, day: date) -> None:
        if abs(day - start) > PATIENCE:
            raise NoWorkingDays(
                f"There is no working day within two years of {start:%-d %B %Y}. "
                "Shorten the list of closed days and school-holiday weeks."
            )
