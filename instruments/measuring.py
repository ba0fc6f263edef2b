"""Numbers and days as they were answered: the bands that a distribution is shown in, the middle, the quarters, the months.

Bands that may leave the team are those that the definition names. Bands made of the answers themselves would tell what
the highest answer was; they are the team's own.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import ROUND_FLOOR, Decimal, InvalidOperation

from instruments.questions import Number

#: More bands than this are no picture any more.
MOST_BANDS = 10
#: More months than this are shown as years.
MOST_MONTHS = 24


@dataclass(frozen=True)
class Band:
    """Numbers from ``least`` to ``most``, both included; None where the band has no end there."""

    key: str
    label: str
    least: Decimal | None
    most: Decimal | None

    def holds(self, number: Decimal) -> bool:
        return (self.least is None or number >= self.least) and (self.most is None or number <= self.most)


@dataclass(frozen=True)
class Spread:
    """Where numbers lie. A quarter of them is at most ``lower``, and a quarter at least ``upper``."""

    mean: float
    least: float
    lower: float
    median: float
    upper: float
    most: float


def bands_of(question: Number) -> tuple[Band, ...]:
    """The bands of a number as its definition has them; none where it names none."""
    return _bands(question, question.bands) if question.bands else ()


def bands_between(question: Number, least: Decimal, most: Decimal) -> tuple[Band, ...]:
    """Bands of one round width between two numbers, at most ten of them."""
    step = Decimal(1).scaleb(-question.decimals)
    width = next(
        size
        for power in range(30)
        for size in (step * 10**power, 2 * step * 10**power, 5 * step * 10**power)
        if _floor(most / size) - _floor(least / size) < MOST_BANDS
    )
    lows = [width * place for place in range(_floor(least / width) + 1, _floor(most / width) + 1)]
    return _bands(question, lows, least, most)


def _floor(number: Decimal) -> int:
    return int(number.to_integral_value(ROUND_FLOOR))


def _bands(
    question: Number, lows: Sequence[Decimal], least: Decimal | None = None, most: Decimal | None = None
) -> tuple[Band, ...]:
    step = Decimal(1).scaleb(-question.decimals)
    edges = [question.least if least is None else least, *lows]
    ends = [*(low - step for low in lows), question.most if most is None else most]
    return tuple(
        Band(f"band-{place}", _words(question, low, high), low, high)
        for place, (low, high) in enumerate(zip(edges, ends, strict=True), start=1)
    )


def _words(question: Number, low: Decimal | None, high: Decimal | None) -> str:
    def said(number: Decimal) -> str:
        return f"{number:,.{question.decimals}f}"

    if low is None and high is None:
        return "Any number"
    if low is None:
        return f"{said(high)} or less"
    if high is None:
        return f"{said(low)} or more"
    return said(low) if low == high else f"{said(low)} to {said(high)}"


def as_number(value: object) -> Decimal | None:
    """An answer to a number question as a number; None where it is none."""
    if isinstance(value, bool) or not isinstance(value, int | float | str):
        return None
    try:
        found = Decimal(str(value))
    except InvalidOperation:
        return None
    return found if found.is_finite() else None


def as_day(value: object) -> date | None:
    """An answer to a question for a day; None where it is none."""
    try:
        return date.fromisoformat(value) if isinstance(value, str) else None
    except ValueError:
        return None


def spread(found: Mapping[Decimal, int]) -> Spread | None:
    """Where numbers lie, from {number: how many answered it}; None where nobody did.

    The middle of an even number of answers is half way between the two middle ones, and quarters are found likewise.
    """
    ordered = sorted((number, n) for number, n in found.items() if n)
    base = sum(n for _, n in ordered)
    if not base:
        return None

    def at(place: int) -> Decimal:
        for number, n in ordered:
            if place < n:
                return number
            place -= n
        return ordered[-1][0]

    def part(quarters: int) -> float:
        whole, rest = divmod((base - 1) * quarters, 4)
        low = at(whole)
        return float(low + (at(min(whole + 1, base - 1)) - low) * rest / 4)

    mean = sum(number * n for number, n in ordered) / base
    return Spread(float(mean), float(ordered[0][0]), part(1), part(2), part(3), float(ordered[-1][0]))


def by_month(found: Mapping[date, int]) -> list[tuple[str, int]]:
    """How many days lie in each month from the first to the last, months without one too; by year where they are many."""
    days = {day: n for day, n in found.items() if n}
    if not days:
        return []
    first, last = min(days), max(days)
    months = 12 * (last.year - first.year) + last.month - first.month + 1
    if months > MOST_MONTHS:
        return [
            (str(year), sum(n for day, n in days.items() if day.year == year))
            for year in range(first.year, last.year + 1)
        ]
    rows = []
    for month in range(months):
        year, at = divmod(first.year * 12 + first.month - 1 + month, 12)
        n = sum(n for day, n in days.items() if (day.year, day.month) == (year, at + 1))
        rows.append((f"{date(year, at + 1, 1):%B %Y}", n))
    return rows
