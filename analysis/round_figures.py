"""Rounds of a question as figures, tables and sentences; what is compared, and whence, is for ``analysis.rounds`` to say."""

from dataclasses import replace

from analysis import shown
from analysis.rounds import Side, Through, Together
from instruments import proportions, said
from instruments.disclosure.rules import MARK
from interface import charts
from surveys import pictures

MEAN = "mean"
#: What stands where a question or an option was not there to be answered.
NOT_ASKED = "–"


def figure(question: Through, *, is_released: bool = False) -> charts.Chart:
    """The rounds of one question as bars, with a table of every number and what has changed since the round before."""
    item = question.item
    options = item.options
    asked = [(name, side) for name, side in zip(question.rounds, question.sides, strict=True)]
    shared = {
        "title": item.title,
        "key": f"round-{item.key}",
        "category_word": "Round",
        "heads": (*(option.label for option in options), "Answered", "Left out", *_middles(question)),
        "rows": (
            *((name, _row(question, side, MARK if is_released else "?")) for name, side in asked),
            ("Change in points", _changes(question)),
        ),
        "table_is_open": True,
        "within": item.section,
        "withheld": "not shown: small numbers",
        "empty": "Numbers stand in the table." if item.is_measured else shown.NOT_DRAWN,
    }
    drawn = [(name, side) for name, side in asked if side is not None]
    if item.is_of_several or not item.has_scores:
        return charts.GroupedBarChart(
            categories=tuple(option.label for option in options) or ("Answers",),
            series=tuple(
                charts.Series(name, tuple(side.shares.get(option.key) for option in options) or (None,))
                for name, side in drawn
            ),
            unit="%",
            **{**shared, "withheld": "not shown"},
        )
    return charts.StackedBarChart(
        categories=tuple(name for name, _ in drawn),
        series=tuple(
            charts.Series(
                option.label,
                tuple(side.counts.get(option.key) if _is_drawn(side, options) else None for _, side in drawn),
            )
            for option in options
        ),
        **shared,
    )


def _is_drawn(side: Side, options) -> bool:
    """A bar is drawn of shares that are all shown, and of all the options of today."""
    return all(side.shares.get(option.key) is not None for option in options)


def _middles(question: Through) -> tuple[str, ...]:
    if question.item.is_number:
        return ("Mean", "Middle") if any(side and side.spread for side in question.sides) else ()
    return ("Mean",) if question.item.has_scores and not question.item.is_of_several else ()


def _row(question: Through, side: Side | None, mark: str) -> tuple[str, ...]:
    options, middles = question.item.options, _middles(question)
    if side is None:
        return (NOT_ASKED,) * (len(options) + 2 + len(middles))
    return (
        *(_words(side, option.key, mark) for option in options),
        mark if side.base is None else f"{side.base:,}",
        mark if side.left_out is None else f"{side.left_out:,}",
        *([_mean(question, side, mark)] if middles else []),
        *([pictures.number(side.spread.median) if side.spread else NOT_ASKED] if len(middles) > 1 else []),
    )


def _words(side: Side, option: str, mark: str) -> str:
    if option not in side.counts:
        return NOT_ASKED
    n, share = side.counts[option], side.shares.get(option)
    if n is None:
        return mark
    return f"{n:,} ({share}%)" if share is not None else f"{n:,}"


def _mean(question: Through, side: Side, mark: str) -> str:
    if side.mean is not None:
        return f"{side.mean:.2f}"
    return mark if question.compares_means and mark == MARK else NOT_ASKED


def _changes(question: Through) -> tuple[str, ...]:
    changes = [question.change(option.key) for option in question.item.options]
    mean = question.change_of_mean
    middles = _middles(question)
    return (
        *(proportions.points_in_words(each) if each is not None else NOT_ASKED for each in changes),
        "",
        "",
        *([f"{mean:+.2f}".replace("-", "−") if mean is not None else NOT_ASKED] if middles else []),
        *([""] if len(middles) > 1 else []),
    )


def line(question: Through, answer: str = "") -> charts.Chart:
    """One answer, or the mean, over the rounds: a line, with its table."""
    item = question.item
    keys = {option.key: option.label for option in item.options}
    wants_mean = question.compares_means and (answer == MEAN or item.is_number)
    key = answer if answer in keys else first_answer(question)
    if wants_mean:
        name, unit = "Mean", item.unit
        values = [round(side.mean, 2) if side and side.mean is not None else None for side in question.sides]
    else:
        name, unit = keys.get(key, "Answers"), "%"
        values = [side.shares.get(key) if side else None for side in question.sides]
    chart = charts.LineChart(
        title=f"{name} over the rounds",
        categories=question.rounds,
        series=(charts.Series(name, tuple(values)),),
        unit=unit,
        key="over-the-rounds",
        category_word="Round",
        note="Per cent of those who answered in each round." if not wants_mean else "Mean of those who answered.",
        withheld="not shown",
        table_is_open=True,
    )
    bases = ["" if side is None or side.base is None else f"{side.base:,}" for side in question.sides]
    rows = zip(question.rounds, values, bases, strict=True)
    return replace(
        chart,
        heads=(name, "Answered"),
        rows=tuple((each, (chart.number(value), base or NOT_ASKED)) for each, value, base in rows),
    )


def first_answer(question: Through) -> str:
    """The answer that is drawn where nobody says which: what was chosen most in this round."""
    counts = {key: n for key, n in (question.now.counts if question.now else {}).items() if n is not None}
    return max(counts, key=counts.__getitem__, default="")


def sentence(question: Through) -> str:
    """What has changed, in one sentence: only where both percentages are shown."""
    now, before, options = question.now, question.before, question.item.options
    if now is None or before is None or not now.base or not before.base:
        return ""
    side = said.side_of(options)
    keys = side.keys if side else (first_answer(question),)
    if any(each.shares.get(key) is None for each in (now, before) for key in keys):
        return ""
    words = side.words if side else f"chose “{next(o.label for o in options if o.key == keys[0])}”"
    counts = [sum(each.counts[key] for key in keys) for each in (now, before)]
    change = proportions.points(counts[0], now.base, counts[1], before.base)
    then = f"{proportions.per_cent(counts[1], before.base)}% of {before.base:,} in {question.rounds[-2]}"
    moved = f"{'up' if change > 0 else 'down'} {_points(abs(change))} from" if change else "as"
    return f"{said.part(counts[0], now.base)} {words}, {moved} {then}."


def _points(n: int) -> str:
    return "1 point" if n == 1 else f"{n} points"


def read(found: Together, *, is_released: bool, only: Through | None = None) -> list[tuple[Through, charts.Chart, str]]:
    """Each question with its figure and its sentence, or one of them alone."""
    questions = (only,) if only else found.questions
    return [(each, figure(each, is_released=is_released), sentence(each)) for each in questions]
