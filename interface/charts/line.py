"""Lines over time, and a scale in round numbers for them."""

from __future__ import annotations

import math
from dataclasses import dataclass, field

from interface.charts.chart import Chart
from interface.drawing import (
    DASHES,
    INK,
    MUTED,
    NARROW,
    PALETTE,
    WIDE,
    Drawing,
    Line,
    Path,
    Text,
    n,
    point,
    width,
    wrapped,
)


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
                half = width(category, 13) / 2
                x, anchor = at_x(index), "middle"
                if index == 0 and x < half:  # a long name would leave the drawing
                    x, anchor = 0.0, "start"
                elif index == last and (not ends or x + half > across):
                    x, anchor = (x, "end") if not ends else (across, "end")
                shapes.append(Text(x, bottom + 22, category, 13, fill=MUTED, anchor=anchor))
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


#: Of a scale: what nobody could see on it.
NEGLIGIBLE = 1e-9


def darker(colour: str) -> str:
    """A palette colour that is read as text on white: the pale ones give way to ink."""
    return colour if colour in {"#002d54", "#6a2063", "#0b4c0b", "#592c20"} else INK


def scale_for(chart: Chart, from_zero: bool) -> tuple[float, float, float]:
    """Lowest and highest line of a scale in round numbers, and the step between two lines."""
    values = [float(v) for s in chart.series for v in s.values if v is not None] or [0.0, 1.0]
    low = 0.0 if from_zero and min(values) >= 0 else min(values)
    high = max(values)
    span = high - low
    # Numbers that differ by less than their last figures are one number, and what is as good as nothing is nothing:
    # steps so small would be lost in adding them up.
    if span <= NEGLIGIBLE * max(abs(high), abs(low)):
        span = abs(high)
    rough = (span if span > NEGLIGIBLE else 1.0) / 5
    power = 10 ** math.floor(math.log10(rough))
    step = next(factor * power for factor in (1, 2, 2.5, 5, 10) if factor * power >= rough * 0.999)
    low = step * math.floor(low / step)
    top = low + step
    while top < high:
        top += step
    return low, top, step
