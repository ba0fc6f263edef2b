"""Charts: one source for page and PDF, readable on a phone and with a screen reader.

A chart knows its numbers; it draws itself twice, wide and narrow, and says itself in words and as a table.
Rules kept here and in templates/charts/: every value is written beside its mark; no series is told by its colour alone.
A value of None is one that is withheld or unknown: it is shown in words, never as nought.
"""

from interface.charts.bars import BarChart, GroupedBarChart
from interface.charts.chart import Chart, Series
from interface.charts.line import LineChart
from interface.charts.shares import StackedBarChart

__all__ = ["BarChart", "Chart", "GroupedBarChart", "LineChart", "Series", "StackedBarChart"]
