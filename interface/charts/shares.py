"""Bars of equal length, parted into shares of a whole."""

from __future__ import annotations

from dataclasses import dataclass, field

from interface.charts.chart import Chart
from interface.drawing import MUTED, NARROW, ON_PALETTE, PALETTE, WIDE, Drawing, Rect, Text, width, wrapped

#: Of what a whole holds beside the parts that are shown.
UNSHOWN, UNSHOWN_EDGE = "#f2f2f2", MUTED
LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"


@dataclass(frozen=True)
class StackedBarChart(Chart):
    """Shares of a whole. Every part bears a letter that the key explains, so that it reads without colours.

    ``wholes`` gives the whole of each row where that may be told though some of its parts may not: those are then drawn
    as one part at the end, without a letter. Who draws so has seen to it that no withheld part stands alone.

    ``counted`` writes numbers in the parts and in the table instead of shares: of six things, a sixth is no 17%.
    """

    wholes: tuple = ()
    counted: bool = False
    unshown: str = "Not shown"
    kind_in_words: str = field(default="Stacked bar chart, shares of a whole,", init=False)

    def shares(self, row: int) -> list[float | None] | None:
        """Each part's share of the whole, None for one that is withheld; None altogether where the row is not drawn."""
        values = [series.values[row] for series in self.series]
        if self.wholes and self.wholes[row] and any(value is not None for value in values):
            return [None if value is None else float(value) / float(self.wholes[row]) for value in values]
        if any(value is None for value in values) or not sum(values):
            return None
        whole = float(sum(values))
        return [float(value) / whole for value in values]

    def _table(self):
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
                if shares and self.unit != "%" and not self.counted:
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
        key = [(series.name, LETTERS[index], index % 8) for index, series in enumerate(self.series)]
        drawn = [self.shares(row) for row in range(len(self.categories))]
        if any(None in shares for shares in drawn if shares):
            key.append((self.unshown, "", None))
        for words, letter, colour in key:  # in the order of the parts
            needed = 28 + width(words, 14) + 20
            if x and x + needed > across:
                x, y = 0.0, y + 28
            shapes.append(
                Rect(x, y, 22, 22, UNSHOWN, UNSHOWN_EDGE) if colour is None else Rect(x, y, 22, 22, PALETTE[colour])
            )
            if colour is not None:
                shapes.append(Text(x + 11, y + 16, letter, 14, 700, ON_PALETTE[colour], "middle"))
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
            shares = drawn[row]
            if shares is None:
                shapes.append(Text(left + 4, top + bar / 2 + 5, self.withheld, size, fill=MUTED))
            else:
                at_x = float(left)
                for index, share in enumerate(shares):
                    if share is None:
                        continue
                    long = share * (across - left)
                    if long >= 1:
                        shapes.append(Rect(at_x, top, max(long - 2, 1), bar, PALETTE[index % 8]))
                    part = self.number(self.series[index].values[row]) if self.counted else f"{share:.0%}"
                    words = f"{LETTERS[index]} {part}"
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
                if None in shares and across - 2 - at_x >= 1:
                    shapes.append(Rect(at_x, top, across - 2 - at_x, bar, UNSHOWN, UNSHOWN_EDGE))
            y += height + 12
        return Drawing(across, y, shapes)
