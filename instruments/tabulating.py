"""Answers counted: for everybody, and for each group of respondents, with every base beside its counts.

The base of a question is who answered it. Who was asked and left it out is counted apart, so that both denominators are
there; who was not asked, as a condition was false, counts in neither. A choice of several counts each choice against
those who answered, so that its counts may come to more than the base. A mean is worked out from the scores of the
options that have one: “don't know” stays outside it.
"""

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass

from instruments.conditions import Condition
from instruments.questions import Grid, Instrument, MultipleChoice, Question, Ranking, SingleChoice
from instruments.scales import Option

#: Everybody, as a group.
ALL = ""
Values = Mapping[str, object]


@dataclass(frozen=True)
class Item:
    """One thing that can be counted: a question, or one statement of a grid. ``key`` is unique in its instrument."""

    key: str
    title: str
    section: str
    question: Question
    row: str = ""

    @property
    def options(self) -> tuple[Option, ...]:
        return self.question.options_of()

    @property
    def is_of_several(self) -> bool:
        """Whether one respondent may count under several options."""
        return isinstance(self.question, MultipleChoice)

    @property
    def has_scores(self) -> bool:
        return any(option.score is not None for option in self.options)


@dataclass(frozen=True)
class Counted:
    """One group's answers to one item: ``counts`` in the order of the options."""

    group: str
    counts: tuple[int, ...]
    base: int
    left_out: int
    mean: float | None

    @property
    def asked(self) -> int:
        return self.base + self.left_out


@dataclass(frozen=True)
class Table:
    """An item with everybody first, and then each group in the order of the groups' names."""

    item: Item
    everybody: Counted
    groups: tuple[Counted, ...]


def items(instrument: Instrument) -> list[Item]:
    """What can be counted, in the order in which it is asked. Of a ranking, what came first is counted."""
    found = []
    for section in instrument.sections:
        for question in section.questions:
            if question.identifies:
                continue
            if isinstance(question, Grid):
                found += [
                    Item(f"{question.key}.{row}", words, section.title, question, row) for row, words in question.rows
                ]
            elif isinstance(question, SingleChoice | MultipleChoice | Ranking):
                found.append(Item(question.key, question.label, section.title, question))
    return found


def tables(
    instrument: Instrument, answers: Iterable[Values], group_of: Callable[[int, Values], str] | None = None
) -> list[Table]:
    """Every item counted, for everybody and for each group.

    ``group_of(place, values)`` names the group of the answer at a place in ``answers``; an empty name puts it in none.
    One pass over the answers, however many items there are.
    """
    wanted = [(item, _conditions(instrument, item), item.question.key, item.row) for item in items(instrument)]
    counts: dict[str, dict[str, Counter]] = {item.key: defaultdict(Counter) for item, *_ in wanted}
    for place, values in enumerate(answers):
        group = group_of(place, values) if group_of else ALL
        for item, conditions, key, row in wanted:
            given = values.get(key)
            if row:
                given = given.get(row) if isinstance(given, dict) else None
            if given in (None, "", []):
                if all(condition.holds(values) for condition in conditions):
                    _count(counts[item.key], group, ("left out",))
                continue
            chosen = given if isinstance(given, list) else [given]
            if isinstance(item.question, Ranking):
                chosen = chosen[:1]
            _count(counts[item.key], group, ("answered", *chosen))
    return [
        Table(
            item,
            _counted(item, ALL, counts[item.key][ALL]),
            tuple(_counted(item, group, counts[item.key][group]) for group in sorted(counts[item.key]) if group),
        )
        for item, *_ in wanted
    ]


def _count(by_group: dict[str, Counter], group: str, what: tuple) -> None:
    by_group[ALL].update(what)
    if group:
        by_group[group].update(what)


def _conditions(instrument: Instrument, item: Item) -> list[Condition]:
    section = next(each for each in instrument.sections if item.question in each.questions)
    return [condition for condition in (section.shown_if, item.question.shown_if) if condition is not None]


def _counted(item: Item, group: str, found: Counter) -> Counted:
    counts = tuple(found[option.key] for option in item.options)
    scored = [
        (option.score, count) for option, count in zip(item.options, counts, strict=True) if option.score is not None
    ]
    weight = sum(count for _, count in scored)
    mean = sum(score * count for score, count in scored) / weight if weight and not item.is_of_several else None
    return Counted(group, counts, found["answered"], found["left out"], mean)
