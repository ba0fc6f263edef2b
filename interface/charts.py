"""Charts as plain SVG, drawn by us: one source for page and PDF, readable on a phone and with a screen reader.

A chart knows its numbers; it draws itself twice, wide and narrow, and says itself in words and as a table.
Geometry is in units of one CSS pixel at the drawing's natural width (WIDE or NARROW): the browser scales the
drawing to its column, so text keeps about the size given here.

Rules kept here and in templates/charts/: presentation attributes only (a content security policy refuses styles,
and a PDF knows none of ours); every value is written beside its mark; no series is told by its colour alone.
A value of None is one that is withheld or unknown: it is shown in words, never as nought.
"""

from __future__ import annotations

import math
import re
from dataclasses import dataclass, field
from decimal import Decimal

WIDE = 720
NARROW = 340

INK = "#1a1a1a"
MUTED = "#5e5e5e"
RULE = "#b3b3b3"
# The design system's data palette; neighbours differ by 3:1 or are parted by white and lettered.
PALETTE = ("#002d54", "#2b9c93", "#6a2063", "#e5682a", "#0b4c0b", "#5d9f3c", "#592c20", "#ca72a2")
ON_PALETTE = ("#ffffff", "#1a1a1a", "#ffffff", "#1a1a1a", "#ffffff", "#1a1a1a", "#ffffff", "#1a1a1a")
DASHES = ("", "8 4", "2 4", "12 4 2 4", "5 5", "1 5", "16 6", "4 2")

# Widths of Roboto's letters in thousandths of the size, by class: enough to break a label in the right place.
NARROW_LETTERS = set("iljtfrI.,;:'!|()[] -")
BROAD_LETTERS = set("mwMWQO@%&")


def width(text: str, size: float, weight: int = 400) -> float:
    """About how wide a text comes out, erring on the broad side."""
    thousandths = sum(330 if c in NARROW_LETTERS else 860 if c in BROAD_LETTERS else 575 for c in text)
    return thousandths * size / 1000 * (1.06 if weight >= 700 else 1)


def wrapped(text: str, room: float, size: float, weight: int = 400) -> list[str]:
    """A text in lines that fit the room; a single long word is broken rather than let out."""
    lines: list[str] = []
    line = ""
    for word in text.split():
        while width(word, size, weight) > room and len(word) > 4:
            fits = len(word) - 1
            while fits > 3 and width(word[:fits] + "-", size, weight) > room:
                fits -= 1
            if line:
                lines.append(line)
                line = ""
            lines.append(word[:fits] + "-")
            word = word[fits:]
        tried = f"{line} {word}".strip()
        if line and width(tried, size, weight) > room:
            lines.append(line)
            line = word
        else:
            line = tried
    return [*lines, line] if line or not lines else lines


# --- Shapes: what templates/charts/drawing.html knows how to write ---------------------------------------------------


@dataclass(frozen=True)
class Rect:
    x: float
    y: float
    width: float
    height: float
    fill: str
    stroke: str = ""
    stroke_width: float = 1
    kind: str = "rect"


@dataclass(frozen=True)
class Line:
    x1: float
    y1: float
    x2: float
    y2: float
    stroke: str = RULE
    stroke_width: float = 1
    dash: str = ""
    kind: str = "line"


@dataclass(frozen=True)
class Text:
    x: float
    y: float
    text: str
    size: float = 15
    weight: int = 400
    fill: str = INK
    anchor: str = "start"
    kind: str = "text"


@dataclass(frozen=True)
class Path:
    d: str
    stroke: str
    stroke_width: float = 3
    dash: str = ""
    fill: str = "none"
    kind: str = "path"


def diamond(x: float, y: float, r: float, *, fill: str, stroke: str) -> Path:
    return Path(f"M{n(x)} {n(y - r)}L{n(x + r)} {n(y)}L{n(x)} {n(y + r)}L{n(x - r)} {n(y)}Z", stroke, 2, "", fill)


def point(index: int, x: float, y: float, colour: str) -> Path:
    """The mark of one value on a line: four shapes, full and then hollow, that differ without their colour."""
    r = 5.0
    shapes = [
        f"M{n(x - r)} {n(y)}a{r} {r} 0 1 0 {2 * r} 0a{r} {r} 0 1 0 {-2 * r} 0Z",
        f"M{n(x - r)} {n(y - r)}h{2 * r}v{2 * r}h{-2 * r}Z",
        f"M{n(x)} {n(y - r - 1)}L{n(x + r + 1)} {n(y + r)}L{n(x - r - 1)} {n(y + r)}Z",
        f"M{n(x)} {n(y - r - 2)}L{n(x + r + 2)} {n(y)}L{n(x)} {n(y + r + 2)}L{n(x - r - 2)} {n(y)}Z",
    ]
    return Path(shapes[index % 4], colour, 2, "", colour if index < 4 else "#ffffff")


@dataclass
class Drawing:
    width: float
    height: float
    shapes: list


def n(value: float) -> str:
    """A coordinate with no more figures than are seen."""
    return f"{value:.1f}".rstrip("0").rstrip(".")


# --- Charts ----------------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Series:
    name: str
    values: tuple


@dataclass(frozen=True)
class Chart:
    """Numbers to be drawn. `title` states the message; `key` is unique on its page."""

    title: str
    categories: tuple[str, ...]
    series: tuple[Series, ...]
    unit: str = ""  # written after each number: "%" without a space, any word with one
    key: str = "chart"
    note: str = ""  # source and base, under the drawing
    category_word: str = "Category"  # the heading of the table's first column
    withheld: str = "withheld"
    empty: str = "There are no figures to show yet."
    kind_in_words: str = field(default="Chart", init=False)

    def __post_init__(self):
        for series in self.series:
            if len(series.values) != len(self.categories):
                raise ValueError(
                    f"{self.title!r}: {series.name!r} has {len(series.values)} values for "
                    f"{len(self.categories)} categories"
                )
        object.__setattr__(self, "key", re.sub(r"[^a-z0-9-]+", "-", self.key.lower()))

    @property
    def has_figures(self) -> bool:
        return any(value is not None for series in self.series for value in series.values)

    def figure(self, value) -> str:
        """A number as it is written everywhere: 1,234 or 12.5%, or the word for one that is not shown."""
        if value is None:
            return self.withheld
        number = f"{float(value):,.1f}" if isinstance(value, float | Decimal) and value % 1 else f"{int(value):,}"
        return number + ("%" if self.unit == "%" else f" {self.unit}" if self.unit else "")

    def number(self, value) -> str:
        """A number without its unit, for a table whose heading says the unit."""
        return self.withheld if value is None else self.figure(value).removesuffix(f" {self.unit}" if self.unit else "")

    @property
    def table(self) -> list[tuple[str, list[str]]]:
        return [
            (category, [self.number(series.values[row]) for series in self.series])
            for row, category in enumerate(self.categories)
        ]

    @property
    def description(self) -> str:
        """What the drawing shows, composed from its numbers."""
        if not self.has_figures:
            return self.empty
        words = [f"{self.kind_in_words} of {counted(len(self.categories), self.category_word)}"]
        if len(self.series) > 1:
            words[0] += f" and {len(self.series)} series: {', '.join(series.name for series in self.series)}"
        words[0] += "."
        if len(self.categories) * len(self.series) <= 12:
            for row, category in enumerate(self.categories):
                if len(self.series) == 1:
                    words.append(f"{category}: {self.figure(self.series[0].values[row])}.")
                else:
                    each = ", ".join(f"{s.name} {self.figure(s.values[row])}" for s in self.series)
                    words.append(f"{category}: {each}.")
        else:
            for series in self.series:
                known = [(v, c) for v, c in zip(series.values, self.categories, strict=True) if v is not None]
                if not known:
                    continue
                most, least = max(known, key=lambda pair: pair[0]), min(known, key=lambda pair: pair[0])
                lead = f"{series.name}: highest" if len(self.series) > 1 else "Highest"
                words.append(f"{lead} {most[1]}, {self.figure(most[0])}; lowest {least[1]}, {self.figure(least[0])}.")
            words.append("The table gives every figure.")
        return " ".join(words)

    @property
    def greatest(self) -> float:
        greatest = max((float(v) for s in self.series for v in s.values if v is not None), default=0)
        return greatest if greatest > 1e-9 else 1.0

    def wide(self) -> Drawing:
        raise NotImplementedError

    def narrow(self) -> Drawing:
        raise NotImplementedError


def counted(number: int, word: str) -> str:
    word = word.lower()
    if number != 1:
        word = word[:-1] + "ies" if word.endswith("y") else word + "s"
    return f"{number} {word}"


@dataclass(frozen=True)
class BarChart(Chart):
    """One number for each category, as bars that run to the right."""

    kind_in_words: str = field(default="Bar chart", init=False)
    highlight: tuple[str, ...] = ()  # categories that the message is about: drawn dark, the others pale

    def wide(self) -> Drawing:
        return self._draw(WIDE, beside=True)

    def narrow(self) -> Drawing:
        return self._draw(NARROW, beside=False)

    def colour(self, category: str) -> str:
        return PALETTE[0] if not self.highlight or category in self.highlight else "#949494"

    def _draw(self, across: float, *, beside: bool) -> Drawing:
        size, bar = (15, 24) if beside else (15, 20)
        room = min(260, max(width(c, size) for c in self.categories) + 4) if beside else across
        left = room + 12 if beside else 0
        values = self.series[0].values
        values_room = max(width(self.figure(v), size, 700) for v in values) + 12
        scale = (across - left - values_room) / self.greatest
        shapes: list = []
        y = 4.0
        for category, value in zip(self.categories, values, strict=True):
            lines = wrapped(category, room, size)
            if beside:
                height = max(bar, len(lines) * 19)
                middle = y + height / 2
                first = middle + 5 - (len(lines) - 1) * 9.5
                for at, line in enumerate(lines):
                    shapes.append(Text(left - 12, first + at * 19, line, size, anchor="end"))
                top = middle - bar / 2
            else:
                for at, line in enumerate(lines):
                    shapes.append(Text(0, y + 15 + at * 19, line, size))
                top = y + len(lines) * 19 + 4
                height = len(lines) * 19 + 4 + bar
            long = float(value) * scale if value is not None else 0
            if value is not None:
                shapes.append(Rect(left, top, max(long, 1), bar, self.colour(category)))
            shapes.append(
                Text(
                    left + long + 8,
                    top + bar / 2 + 5,
                    self.figure(value),
                    size,
                    700 if value is not None else 400,
                    INK if value is not None else MUTED,
                )
            )
            y += height + 12
        shapes.append(Line(left, 0, left, y - 6, stroke=INK) if beside else Line(0, y - 4, across, y - 4))
        return Drawing(across, y, shapes)


@dataclass(frozen=True)
class GroupedBarChart(Chart):
    """Two or more numbers for each category. Each bar carries the name of its series, so no legend is needed."""

    kind_in_words: str = field(default="Grouped bar chart", init=False)

    def wide(self) -> Drawing:
        return self._draw(WIDE, beside=True)

    def narrow(self) -> Drawing:
        return self._draw(NARROW, beside=False)

    def _draw(self, across: float, *, beside: bool) -> Drawing:
        size, bar, gap = 15, 20, 3
        room = min(220, max(width(c, size, 700) for c in self.categories) + 4) if beside else across
        left = room + 12 if beside else 0
        words = max(width(f"{self.figure(v)}  {s.name}", 14) for s in self.series for v in s.values)
        words_room = min(words + 14, across * 0.45)
        scale = (across - left - words_room) / self.greatest
        shapes: list = []
        y = 4.0
        for row, category in enumerate(self.categories):
            lines = wrapped(category, room, size, 700)
            block = len(self.series) * (bar + gap)
            if beside:
                height = max(block, len(lines) * 19)
                for at, line in enumerate(lines):
                    shapes.append(Text(left - 12, y + 16 + at * 19, line, size, 700, anchor="end"))
                top = y
            else:
                for at, line in enumerate(lines):
                    shapes.append(Text(0, y + 15 + at * 19, line, size, 700))
                top = y + len(lines) * 19 + 4
                height = len(lines) * 19 + 4 + block
            for index, series in enumerate(self.series):
                value = series.values[row]
                at = top + index * (bar + gap)
                long = float(value) * scale if value is not None else 0
                if value is not None:
                    shapes.append(Rect(left, at, max(long, 1), bar, PALETTE[index % 8]))
                shapes.append(Text(left + long + 7, at + 15, self.figure(value), 14, 700 if value is not None else 400))
                name_at = left + long + 7 + width(self.figure(value), 14, 700) + 6
                name = wrapped(series.name, max(across - name_at, 40), 14)
                shapes.append(Text(name_at, at + 15, name[0] + ("…" if len(name) > 1 else ""), 14, fill=MUTED))
            y += height + 16
        if beside:
            shapes.append(Line(left, 0, left, y - 10, stroke=INK))
        return Drawing(across, y, shapes)


LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"


@dataclass(frozen=True)
class StackedBarChart(Chart):
    """Shares of a whole. Every part bears a letter that the key explains, so that it reads without colours."""

    kind_in_words: str = field(default="Stacked bar chart, shares of a whole,", init=False)

    def shares(self, row: int) -> list[float] | None:
        values = [series.values[row] for series in self.series]
        if any(value is None for value in values) or not sum(values):
            return None
        whole = float(sum(values))
        return [float(value) / whole for value in values]

    @property
    def table(self):
        rows = []
        for row, category in enumerate(self.categories):
            shares = self.shares(row)
            if any(series.values[row] is None for series in self.series):
                # One part withheld from a whole could be worked out from the others.
                rows.append((category, [self.withheld] * len(self.series)))
                continue
            cells = []
            for index, series in enumerate(self.series):
                value = series.values[row]
                cell = self.number(value)
                if shares and self.unit != "%":
                    cell += f" ({shares[index]:.0%})"
                cells.append(cell)
            rows.append((category, cells))
        return rows

    def wide(self) -> Drawing:
        return self._draw(WIDE, beside=True)

    def narrow(self) -> Drawing:
        return self._draw(NARROW, beside=False)

    def _draw(self, across: float, *, beside: bool) -> Drawing:
        size, bar = 15, 32
        shapes: list = []
        x, y = 0.0, 2.0
        for index, series in enumerate(self.series):  # the key, in the order of the parts
            words = series.name
            needed = 28 + width(words, 14) + 20
            if x and x + needed > across:
                x, y = 0.0, y + 28
            shapes.append(Rect(x, y, 22, 22, PALETTE[index % 8]))
            shapes.append(Text(x + 11, y + 16, LETTERS[index], 14, 700, ON_PALETTE[index % 8], "middle"))
            lines = wrapped(words, across - x - 28, 14)
            for at, line in enumerate(lines):
                shapes.append(Text(x + 28, y + 16 + at * 18, line, 14))
            x += needed
            y += (len(lines) - 1) * 18
        y += 42
        room = min(240, max(width(c, size) for c in self.categories) + 4) if beside else across
        left = room + 12 if beside else 0
        for row, category in enumerate(self.categories):
            lines = wrapped(category, room, size)
            if beside:
                height = max(bar, len(lines) * 19)
                first = y + height / 2 + 5 - (len(lines) - 1) * 9.5
                for at, line in enumerate(lines):
                    shapes.append(Text(left - 12, first + at * 19, line, size, anchor="end"))
                top = y + (height - bar) / 2
            else:
                for at, line in enumerate(lines):
                    shapes.append(Text(0, y + 15 + at * 19, line, size))
                top = y + len(lines) * 19 + 4
                height = len(lines) * 19 + 4 + bar
            shares = self.shares(row)
            if shares is None:
                shapes.append(Text(left + 4, top + bar / 2 + 5, self.withheld, size, fill=MUTED))
            else:
                at_x = float(left)
                for index, share in enumerate(shares):
                    long = share * (across - left)
                    if long >= 1:
                        shapes.append(Rect(at_x, top, max(long - 2, 1), bar, PALETTE[index % 8]))
                    words = f"{LETTERS[index]} {share:.0%}"
                    if width(words, 14, 700) > long - 8:
                        words = LETTERS[index] if long > 16 else ""
                    if words:
                        shapes.append(
                            Text(
                                at_x + (long - 2) / 2,
                                top + bar / 2 + 5,
                                words,
                                14,
                                700,
                                ON_PALETTE[index % 8],
                                "middle",
                            )
                        )
                    at_x += long
            y += height + 12
        return Drawing(across, y, shapes)


@dataclass(frozen=True)
class LineChart(Chart):
    """Numbers over time. Each line ends in its name, and has a dash and a mark of its own."""

    kind_in_words: str = field(default="Line chart", init=False)
    from_zero: bool = True

    def wide(self) -> Drawing:
        return self._draw(WIDE, 320, ends=min(200, max(width(s.name, 14, 700) for s in self.series) + 12))

    def narrow(self) -> Drawing:
        return self._draw(NARROW, 280, ends=0)

    def _draw(self, across: float, high: float, *, ends: float) -> Drawing:
        low, top_value, step = scale_for(self, self.from_zero)
        axis = max(width(self.number(top_value), 13), width(self.number(low), 13)) + 10
        said = self.unit not in ("", "%")  # the unit stands once, above the scale
        y0 = 32.0 if said and ends else 14.0
        shapes: list = []
        if said and ends:
            shapes.append(Text(0, 12, self.unit.capitalize(), 13, fill=MUTED))
        if not ends:  # no room at the lines' ends: a key above, with the same dash and mark
            for index, series in enumerate(self.series):
                colour = PALETTE[index % 8]
                shapes.append(Path(f"M0 {n(y0)}h36", colour, 3, DASHES[index % 8]))
                shapes.append(point(index, 18, y0, colour))
                lines = wrapped(series.name, across - 46, 14)
                for at, line in enumerate(lines):
                    shapes.append(Text(46, y0 + 5 + at * 18, line, 14, 700))
                y0 += 8 + len(lines) * 18
            y0 += 10
            if said:
                shapes.append(Text(0, y0 + 4, self.unit.capitalize(), 13, fill=MUTED))
                y0 += 22
        bottom = y0 + high - 60
        right = across - ends - 14

        def at_y(value) -> float:
            return bottom - (float(value) - low) / (top_value - low) * (bottom - y0)

        def at_x(index) -> float:
            return axis + 10 + (right - axis - 10) * (index / max(1, len(self.categories) - 1))

        value = low
        while value <= top_value + step / 1000:
            y = at_y(value)
            shapes.append(Line(axis, y, right + 6, y, stroke=INK if value == low else "#d6d6d6"))
            shapes.append(Text(axis - 8, y + 5, self.number(round(value, 6)), 13, fill=MUTED, anchor="end"))
            value += step
        widest = max(width(c, 13) for c in self.categories) + 14
        every = max(1, -(-int(widest * len(self.categories)) // int(max(right - axis, 1))))
        last = len(self.categories) - 1
        for index, category in enumerate(self.categories):
            if (
                index % every == 0 and (index == 0 or index == last or at_x(last) - at_x(index) > widest * 0.6)
            ) or index == last:
                anchor = "end" if index == last and not ends else "middle"
                shapes.append(Text(at_x(index), bottom + 22, category, 13, fill=MUTED, anchor=anchor))
        lowest = bottom + 36
        ends_at: list[tuple[float, int]] = []
        for index, series in enumerate(self.series):
            colour = PALETTE[index % 8]
            d, pen = "", "M"
            for place, value in enumerate(series.values):
                if value is None:
                    pen = "M"
                    continue
                d += f"{pen}{n(at_x(place))} {n(at_y(value))}"
                pen = "L"
            shapes.append(Path(d, colour, 3, DASHES[index % 8]))
            known = [(place, value) for place, value in enumerate(series.values) if value is not None]
            for place, value in known if len(known) <= 16 else [known[0], known[-1]]:
                shapes.append(point(index, at_x(place), at_y(value), colour))
            if known:
                ends_at.append((at_y(known[-1][1]), index))
        if ends:
            taken = -100.0
            for y, index in sorted(ends_at):
                lines = wrapped(self.series[index].name, ends - 10, 14, 700)
                y = max(y, taken)
                for at, line in enumerate(lines):
                    shapes.append(Text(right + 14, y + 5 + at * 17, line, 14, 700, darker(PALETTE[index % 8])))
                taken = y + len(lines) * 17 + 3
                lowest = max(lowest, taken)
        return Drawing(across, lowest, shapes)


def darker(colour: str) -> str:
    """A palette colour that is read as text on white: the pale ones give way to ink."""
    return colour if colour in {"#002d54", "#6a2063", "#0b4c0b", "#592c20"} else INK


def scale_for(chart: Chart, from_zero: bool) -> tuple[float, float, float]:
    """Lowest and highest line of a scale in round numbers, and the step between two lines."""
    values = [float(v) for s in chart.series for v in s.values if v is not None] or [0.0, 1.0]
    low = 0.0 if from_zero and min(values) >= 0 else min(values)
    high = max(values)
    rough = ((high - low) or abs(high) or 1.0) / 5
    power = 10 ** math.floor(math.log10(rough))
    step = next(factor * power for factor in (1, 2, 2.5, 5, 10) if factor * power >= rough * 0.999)
    low = step * math.floor(low / step)
    top = low
    while top < high:
        top += step
    return low, top or step, step
