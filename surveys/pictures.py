"""Counts as they are read by a survey's team: questions asked together in one drawing, with a table of everything counted.

Percentages, words and bars stand where at least twenty answered; of fewer there are the numbers alone.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby

from instruments import measuring, proportions, said
from instruments.disclosure.rules import Rules
from instruments.questions import Grid, Rating, YesNo
from instruments.tabulating import Counted, Item, Table
from interface import charts
from interface.counting import counted

#: The smallest base of a percentage, as in what is published.
PERCENTAGES_FROM = Rules.percentages_from
EVERYBODY = "Everybody"
TOO_FEW = f"fewer than {PERCENTAGES_FROM}"
#: Groups that have a bar each beside one another; where there are more, each has a line of its own.
MOST_BESIDE = 3
#: Parts of one bar that can be told apart.
MOST_PARTS = 8


@dataclass(frozen=True)
class Picture:
    """Questions that were asked together, or one alone: sentences, each with its question where there are several."""

    key: str
    section: str
    title: str
    said: tuple[tuple[str, str], ...]
    figure: charts.Chart
    item: Item
    #: Statements of a grid, each with its own page; empty for a question alone.
    statements: tuple[tuple[str, str], ...] = ()


def bears_percentages(found: Counted) -> bool:
    return found.base >= PERCENTAGES_FROM


def pictures(tables: Sequence[Table], groups: Sequence[str] = (), *, of: str = said.PEOPLE) -> list[Picture]:
    """Every question for everybody, and for the groups named. ``of`` is what answered: people, or replies of areas."""
    found = []
    for key, together in groupby(tables, key=lambda table: table.item.question.key):
        members = list(together)
        rows = [(table, each) for table in members for each in _rows(table, groups)]
        first = members[0].item
        alone = not isinstance(first.question, Grid)
        found.append(
            Picture(
                key,
                first.section,
                first.question.label,
                tuple(
                    ("" if alone else table.item.title, words)
                    for table in members
                    if (words := sentence(table.item, table.everybody, of))
                ),
                _figure(first.question.label, rows, alone=alone, by=""),
                first,
                () if alone else tuple((table.item.key, table.item.title) for table in members),
            )
        )
    return found


def of_one(table: Table, by: str, answer: str = "", *, of: str = said.PEOPLE) -> Picture:
    """One question for everybody and every group. ``answer`` is the key of the option that is drawn where only one can be."""
    rows = [(table, each) for each in (table.everybody, *table.groups)]
    item = table.item
    figure = _figure(item.title, rows, alone=True, by=by, answer=answer)
    return Picture(item.key, item.section, item.title, _one_sentence(item, table.everybody, of), figure, item)


def _one_sentence(item: Item, found: Counted, of: str) -> tuple[tuple[str, str], ...]:
    words = sentence(item, found, of)
    return (("", words),) if words else ()


def _rows(table: Table, groups: Sequence[str]) -> list[Counted]:
    by_name = {each.group: each for each in table.groups}
    nobody = Counted("", tuple(0 for _ in table.item.options), 0, 0, None, {} if table.item.is_measured else None)
    found = [by_name.get(group) or Counted(group, *_fields(nobody)) for group in groups]
    return [table.everybody, *found]


def _fields(found: Counted) -> tuple:
    return found.counts, found.base, found.left_out, found.mean, found.given


def sentence(item: Item, found: Counted, of: str = said.PEOPLE) -> str:
    """What was said, in one sentence; with a percentage only where the base bears one."""
    if item.is_number:
        spread = found.spread
        if not spread:
            return ""
        unit = f" {item.unit}" if item.unit else ""
        return (
            f"The middle of {counted(found.base, of)} is {number(spread.median)}{unit}; half of them lie between "
            f"{number(spread.lower)} and {number(spread.upper)}. The mean is {number(spread.mean)}."
        )
    if item.is_day:
        return ""
    return said.sentence(item.options, found.counts, found.base, percentages=bears_percentages(found), of=of)


def number(value: float) -> str:
    """A mean or a middle as it is written: two places at most, none where they say nothing."""
    return f"{value:,.2f}".rstrip("0").rstrip(".")


def name(found: Counted) -> str:
    return found.group or EVERYBODY


# --- Figures ----------------------------------------------------------------------------------------------------------


def _figure(title: str, rows, *, alone: bool, by: str, answer: str = "") -> charts.Chart:
    item = rows[0][0].item
    shared = {
        "title": title,
        "key": f"results-{item.question.key if not alone else item.key}",
        "category_word": (by or "Respondents") if alone else _statements(rows),
        "table_is_open": True,
        "within": item.section,
        "empty": f"Nothing is drawn of fewer than {PERCENTAGES_FROM} answers.",
    }
    if item.is_measured:
        return _measured(item, rows, shared)
    heads = (*(option.label for option in item.options), "Answered", "Left out", *(["Mean"] if item.has_scores else []))
    shared |= {
        "heads": heads,
        "rows": tuple((label(table, each, alone, rows), cells(item, each)) for table, each in rows),
    }
    if item.is_of_several or not _is_scale(item):
        groups = [each for _, each in rows]
        if alone and len(groups) <= MOST_BESIDE:
            return _beside(item, groups, shared)
        if item.is_of_several or len(item.options) > MOST_PARTS:
            return _one_answer(item, groups, answer, shared)
    return charts.StackedBarChart(
        categories=tuple(label(table, each, alone, rows) for table, each in rows),
        series=tuple(
            charts.Series(
                option.label, tuple(each.counts[place] if bears_percentages(each) else None for _, each in rows)
            )
            for place, option in enumerate(item.options)
        ),
        withheld=TOO_FEW,
        **shared,
    )


def _statements(rows) -> str:
    return "Statement" if all(not each.group for _, each in rows) else "Statement and respondents"


def label(table: Table, found: Counted, alone: bool, rows) -> str:
    if alone:
        return name(found)
    single = all(not each.group for _, each in rows)
    return table.item.title if single else f"{table.item.title}: {name(found)}"


def _is_scale(item: Item) -> bool:
    """Whether the options are steps from one end to another, which belong into one bar."""
    return item.has_scores or isinstance(item.question, Rating | YesNo | Grid)


def cells(item: Item, found: Counted) -> tuple[str, ...]:
    """A row of the table: each count with its per cent where the base bears it, the base, who left it out, the mean."""
    shares = bears_percentages(found)
    return (
        *(f"{n:,} ({proportions.per_cent(n, found.base)}%)" if shares else f"{n:,}" for n in found.counts),
        f"{found.base:,}",
        f"{found.left_out:,}",
        *([f"{found.mean:.2f}" if found.mean is not None else "–"] if item.has_scores else []),
    )


def _beside(item: Item, groups: Sequence[Counted], shared: dict) -> charts.Chart:
    """A bar for each answer and group, in per cent of those who answered."""

    def values(found: Counted):
        return tuple(proportions.per_cent(n, found.base) if bears_percentages(found) else None for n in found.counts)

    return (charts.BarChart if len(groups) == 1 else charts.GroupedBarChart)(
        categories=tuple(option.label for option in item.options),
        series=tuple(charts.Series(name(each), values(each)) for each in groups),
        unit="%",
        withheld=TOO_FEW,
        **shared,
    )


def _one_answer(item: Item, groups: Sequence[Counted], answer: str, shared: dict) -> charts.Chart:
    """One answer in every group, the one that was chosen most where nobody says which."""
    keys = [option.key for option in item.options]
    everybody = groups[0].counts
    place = keys.index(answer) if answer in keys else max(range(len(keys)), key=everybody.__getitem__)
    return charts.BarChart(
        categories=tuple(name(each) for each in groups),
        series=(
            charts.Series(
                item.options[place].label,
                tuple(
                    proportions.per_cent(each.counts[place], each.base) if bears_percentages(each) else None
                    for each in groups
                ),
            ),
        ),
        unit="%",
        withheld=TOO_FEW,
        highlight=(EVERYBODY,),
        **{**shared, "title": f"{shared['title']} “{item.options[place].label}”"},
    )


def _measured(item: Item, rows, shared: dict) -> charts.Chart:
    """How often each number or month was answered; or, of several groups, what lies in the middle of each."""
    groups = [each for _, each in rows]
    if len(groups) == 1:
        return _distributed(item, groups[0], shared)
    if item.is_day:
        heads = ("Answered", "Left out", "Earliest", "Latest")
        table = tuple((name(each), _days(each)) for each in groups)
    else:
        bands = tuple(option.label for option in item.options)
        heads = (
            *bands,
            "Answered",
            "Left out",
            "Mean",
            "Lowest",
            "Lower quarter",
            "Middle",
            "Upper quarter",
            "Highest",
        )
        table = tuple((name(each), _numbers(each)) for each in groups)
    middles = (
        [each.spread.median if each.spread else None for each in groups] if item.is_number else [None] * len(groups)
    )
    return charts.BarChart(
        categories=tuple(name(each) for each in groups),
        series=(charts.Series("Middle", tuple(middles)),),
        unit=item.unit,
        withheld="nobody answered",
        highlight=(EVERYBODY,),
        **{
            **shared,
            "title": f"{shared['title']} The middle answer" if item.is_number else shared["title"],
            "empty": "Days are shown as a table.",
            "heads": heads,
            "rows": table,
        },
    )


def _distributed(item: Item, found: Counted, shared: dict) -> charts.Chart:
    bars = _distribution(item, found)
    shares = bears_percentages(found)
    return charts.BarChart(
        categories=tuple(words for words, _ in bars) or (EVERYBODY,),
        series=(charts.Series("Answers", tuple(n for _, n in bars) or (None,)),),
        note=f"{found.base:,} answered, {found.left_out:,} left it out.",
        **{
            **shared,
            "category_word": "Month" if item.is_day else item.unit.capitalize() or "Number",
            "empty": "Nobody answered.",
            "heads": ("Answers",),
            "rows": tuple(
                (words, (f"{n:,} ({proportions.per_cent(n, found.base)}%)" if shares else f"{n:,}",))
                for words, n in bars
            ),
        },
    )


def _distribution(item: Item, found: Counted) -> list[tuple[str, int]]:
    if item.is_day:
        return measuring.by_month(found.given or {})
    if item.options:
        return list(zip((option.label for option in item.options), found.counts, strict=True))
    given = found.given or {}
    if not given:
        return []
    bands = measuring.bands_between(item.question, min(given), max(given))
    return [(band.label, sum(n for each, n in given.items() if band.holds(each))) for band in bands]


def _numbers(found: Counted) -> tuple[str, ...]:
    spread = found.spread
    shares = bears_percentages(found)
    counts = tuple(f"{n:,} ({proportions.per_cent(n, found.base)}%)" if shares else f"{n:,}" for n in found.counts)
    parts = ("mean", "least", "lower", "median", "upper", "most")
    middles = tuple(number(getattr(spread, each)) if spread else "–" for each in parts)
    return (*counts, f"{found.base:,}", f"{found.left_out:,}", *middles)


def _days(found: Counted) -> tuple[str, ...]:
    given = found.given or {}
    edges = (min(given), max(given)) if given else ()
    days = tuple(f"{day.day} {day:%B %Y}" for day in edges) or ("–", "–")
    return (f"{found.base:,}", f"{found.left_out:,}", *days)
