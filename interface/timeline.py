"""A timetable as a list of stops, drawn down the page or along it, always with today on it.

A room gives its own rows as stops: Stop("Document return", starts=date, url=…). Geometry is in units of
one CSS pixel at the drawing's natural width; the browser scales it.
"""

from __future__ import annotations

import datetime
from dataclasses import dataclass

from interface.drawing import MUTED, PALETTE, RULE, Drawing, Line, Rect, Text, diamond, width, wrapped


@dataclass(frozen=True)
class Stop:
    name: str
    starts: datetime.date
    ends: datetime.date | None = None  # the last day, if it lasts
    who: str = ""
    detail: str = ""
    url: str = ""
    when: str = ""  # words for the date where the date alone would say too much, such as "December 2024"

    @property
    def last_day(self) -> datetime.date:
        return self.ends or self.starts

    def stage(self, today: datetime.date) -> str:
        if self.last_day < today:
            return "past"
        return "now" if self.starts <= today else "ahead"


@dataclass(frozen=True)
class Placed:
    """A stop at its place in the list, or the mark for today between two stops."""

    stop: Stop | None
    stage: str


def as_date(moment: datetime.date) -> datetime.date:
    return moment.date() if isinstance(moment, datetime.datetime) else moment


def placed(stops, today: datetime.date) -> list[Placed]:
    """The stops in order, with today where it falls: after all that has begun and before what is ahead."""
    ordered = sorted(stops, key=lambda stop: (stop.starts, stop.last_day))
    rows: list[Placed] = []
    marked = not ordered
    for stop in ordered:
        if not marked and stop.starts > today:
            rows.append(Placed(None, "today"))
            marked = True
        rows.append(Placed(stop, stop.stage(today)))
    if not marked:
        rows.append(Placed(None, "today"))
    return rows


# --- Along the page --------------------------------------------------------------------------------------------------

WIDE = 1080  # on a page of the portal
HALF = 720  # in a document and beside something else, where the same width would come out too small to read
NAMES = 0.305  # the part of the width kept for the names at the left
ROW = 34
TOP = 56


@dataclass(frozen=True)
class Timetable:
    """The drawn timetable: a row for each stop, a bar or a point for its days, a line for today."""

    stops: tuple[Stop, ...]
    today: datetime.date
    title: str = "Timetable"
    key: str = "timetable"
    across: int = WIDE

    def __post_init__(self):
        object.__setattr__(self, "stops", tuple(sorted(self.stops, key=lambda stop: (stop.starts, stop.last_day))))

    @property
    def starts(self) -> datetime.date:
        return min([self.today, *(stop.starts for stop in self.stops)]) if self.near_today else self.stops[0].starts

    @property
    def near_today(self) -> bool:
        """Today is drawn when it lies within the timetable or less than a tenth of its length outside it."""
        first = min(stop.starts for stop in self.stops)
        last = max(stop.last_day for stop in self.stops)
        margin = datetime.timedelta(days=max(14, (last - first).days // 10))
        return first - margin <= self.today <= last + margin

    @property
    def ends(self) -> datetime.date:
        last = max(stop.last_day for stop in self.stops)
        return max(last, self.today) if self.near_today else last

    def description(self) -> str:
        if not self.stops:
            return "No dates have been set yet."
        parts = [f"{len(self.stops)} stops from {day(self.starts_at)} to {day(self.ends_at)}."]
        now = [stop.name for stop in self.stops if stop.stage(self.today) == "now"]
        ahead = [stop for stop in self.stops if stop.stage(self.today) == "ahead"]
        if now:
            parts.append(f"Under way today, {day(self.today)}: {', '.join(now)}.")
        if ahead:
            parts.append(f"Next: {ahead[0].name}, {day(ahead[0].starts)}.")
        if not now and not ahead:
            parts.append("All of it is past.")
        return " ".join(parts)

    @property
    def starts_at(self) -> datetime.date:
        return self.stops[0].starts

    @property
    def ends_at(self) -> datetime.date:
        return max(stop.last_day for stop in self.stops)

    @property
    def names(self) -> int:
        return round(self.across * NAMES)

    def x(self, date: datetime.date) -> float:
        whole = max(1, (self.ends - self.starts).days + 1)
        return round(self.names + (date - self.starts).days / whole * (self.across - self.names - 20) + 4, 1)

    def wide(self) -> Drawing:
        shapes: list = []
        words_of_rows: list = []
        bottom = TOP + ROW * len(self.stops)
        for month, label in self.months():
            x = self.x(month)
            shapes.append(Line(x, TOP - 10, x, bottom, stroke=RULE))
            shapes.append(Text(x + 4, TOP - 16, label, size=13, fill=MUTED))
        for index, stop in enumerate(self.stops):
            y = TOP + ROW * index
            middle = y + ROW / 2
            stage = stop.stage(self.today)
            if index:
                shapes.append(Line(0, y, self.across, y, stroke="#ebebeb"))
            shapes += self.name_of(stop, middle, 700 if stage == "now" else 400)
            fill = {"past": "#949494", "now": PALETTE[0], "ahead": "#ffffff"}[stage]
            stroke = {"past": MUTED, "now": PALETTE[0], "ahead": PALETTE[0]}[stage]
            left, right = self.x(stop.starts), self.x(stop.last_day + datetime.timedelta(days=1))
            if stop.ends and stop.ends != stop.starts:
                shapes.append(
                    Rect(left, middle - 8, max(right - left, 10), 16, fill=fill, stroke=stroke, stroke_width=2)
                )
                after = max(right, left + 10) + 8
            else:
                shapes.append(diamond(left + 3, middle, 9, fill=fill, stroke=stroke))
                after = left + 18
            words = stop.when or between(stop)
            room = width(words, 13)
            at = max(left - 12 - room, self.names + 4) if after + room + 4 > self.across else after
            # Over everything else: neither a month's rule nor the line of today goes through the words.
            words_of_rows.append(Rect(at - 3, middle - 10, room + 6, 20, fill="#ffffff"))
            words_of_rows.append(Text(at, middle + 5, words, size=13, fill=MUTED))
        if self.near_today:
            x = self.x(self.today)
            shapes.append(Line(x, TOP - 34, x, bottom, stroke="#9c1a05", stroke_width=2, dash="5 3"))
            anchor = "end" if x > self.across - 120 else "start"
            shapes.append(
                Text(
                    x + (-6 if anchor == "end" else 6),
                    TOP - 38,
                    f"Today, {day(self.today)}",
                    size=14,
                    weight=700,
                    fill="#9c1a05",
                    anchor=anchor,
                )
            )
        return Drawing(self.across, bottom + 8, shapes + words_of_rows)

    def name_of(self, stop: Stop, middle: float, weight: int) -> list[Text]:
        """The name of a row, on two smaller lines where one is too short for it."""
        room = self.names - 16
        lines = wrapped(stop.name, room, 15, weight)
        if len(lines) == 1:
            return [Text(0, middle + 5, lines[0], size=15, weight=weight)]
        lines = wrapped(stop.name, room, 13, weight)
        if len(lines) > 2:
            lines = [lines[0], lines[1] + "…"]
        return [Text(0, middle - 3 + at * 15, line, size=13, weight=weight) for at, line in enumerate(lines)]

    def months(self):
        """The first days of months to rule a line at, few enough to be read."""
        first = self.starts.replace(day=1)
        months = []
        while first <= self.ends:
            months.append(first)
            first = (first + datetime.timedelta(days=32)).replace(day=1)
        step = max(1, -(-len(months) // (14 * self.across // 1080)))
        if step > 1:  # then each is written with its year, which takes more room
            step = max(step, -(-len(months) * 72 // (self.across - self.names)))
        for index, month in enumerate(months):
            if month < self.starts or index % step:
                continue
            label = f"{month:%b %Y}" if month.month == 1 or month == months[0] or step > 1 else f"{month:%b}"
            # A last one that does not fit is left out, rather than cut.
            if self.x(month) + 4 + width(label, 13) <= self.across:
                yield month, label


def day(date: datetime.date) -> str:
    return f"{date:%-d %B %Y}"


def between(stop: Stop) -> str:
    """The days of a stop in words, without saying a month or a year twice."""
    if stop.when:
        return stop.when
    first, last = stop.starts, stop.last_day
    if first == last:
        return day(first)
    if first.year != last.year:
        return f"{day(first)} to {day(last)}"
    if first.month != last.month:
        return f"{first:%-d %B} to {day(last)}"
    return f"{first:%-d} to {day(last)}"
