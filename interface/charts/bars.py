"""Bars that run to the right: one for each category, or a group of them."""

from __future__ import annotations

from dataclasses import dataclass, field

from interface.charts.chart import Chart
from interface.drawing import INK, MUTED, NARROW, PALETTE, WIDE, Drawing, Line, Rect, Text, width, wrapped


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
