"""Answers counted: for everybody, and for each group of respondents, with every base beside its counts.

The base of a question is who answered it. Who was asked and left it out is counted apart, so that both denominators are
there; who was not asked, as a condition was false, counts in neither. A choice of several counts each choice against
those who answered, so that its counts may come to more than the base. A mean is worked out from the scores of the
options that have one: “don't know” stays outside it. Numbers are counted as they are, and shown in bands.

Answers are counted once by small groups (``tally``), and the tables of any larger groups are added up from those.
"""

from collections import Counter, defaultdict
from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property
from itertools import islice

from instruments import measuring
from instruments.conditions import Condition
from instruments.questions import Day, Grid, Instrument, MultipleChoice, Number, Question, Ranking, SingleChoice
from instruments.scales import Option

#: Everybody, as a group.
ALL = ""
Values = Mapping[str, object]
#: So many answers are looked at together: enough for Python's own loops to be quick, few enough to be small.
TOGETHER = 2000
#: In the place of an answer: that one was given, and that none was though the question was asked.
ANSWERED, LEFT_OUT = object(), None


@dataclass(frozen=True)
class Item:
    """One thing that can be counted: a question, or one statement of a grid. ``key`` is unique in its instrument."""

    key: str
    title: str
    section: str
    question: Question
    row: str = ""

    @cached_property
    def options(self) -> tuple[Option, ...]:
        """What was chosen from; of a number the bands that its definition gives it, if any."""
        if isinstance(self.question, Number):
            return tuple(Option(band.key, band.label) for band in measuring.bands_of(self.question))
        return self.question.options_of()

    @property
    def is_of_several(self) -> bool:
        """Whether one respondent may count under several options."""
        return isinstance(self.question, MultipleChoice)

    @property
    def is_number(self) -> bool:
        return isinstance(self.question, Number)

    @property
    def is_day(self) -> bool:
        return isinstance(self.question, Day)

    @property
    def is_measured(self) -> bool:
        """Whether it was answered with a number or a day, not by choosing."""
        return self.is_number or self.is_day

    @property
    def has_scores(self) -> bool:
        return any(option.score is not None for option in self.options)

    @property
    def unit(self) -> str:
        return self.question.unit if isinstance(self.question, Number) else ""


@dataclass(frozen=True)
class Counted:
    """One group's answers to one item: ``counts`` in the order of the options.

    ``given`` are, of a number or a day, how many gave each: what its middle and its months are worked out from.
    """

    group: str
    counts: tuple[int, ...]
    base: int
    left_out: int
    mean: float | None
    given: Mapping | None = None

    @property
    def asked(self) -> int:
        return self.base + self.left_out

    @cached_property
    def spread(self) -> measuring.Spread | None:
        """Where numbers lie; None for anything else, or where nobody answered."""
        numbers = self.given and next(iter(self.given), None)
        return measuring.spread(self.given) if isinstance(numbers, Decimal) else None


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
            elif isinstance(question, SingleChoice | MultipleChoice | Ranking | Number | Day):
                found.append(Item(question.key, question.label, section.title, question))
    return found


@dataclass(frozen=True)
class Tally:
    """How many of each small group gave each answer to each item: {item: {(number of the group, answer): n}}."""

    items: tuple[Item, ...]
    groups: tuple[Hashable, ...]
    found: Mapping[str, Mapping[tuple[int, object], int]]

    def tables(self, name_of: Callable[[Hashable], str | None]) -> list[Table]:
        """Tables of larger groups: ``name_of`` names that of a small one. Empty is none; None leaves it out of all."""
        names = [name_of(group) for group in self.groups]
        return [self._table(item, names) for item in self.items]

    def _table(self, item: Item, names: Sequence[str | None]) -> Table:
        by_group: dict[str, Counter] = defaultdict(Counter)
        for (group, answer), n in self.found[item.key].items():
            name = names[group]
            if name is None:
                continue
            by_group[ALL][answer] += n
            if name:
                by_group[name][answer] += n
        return Table(
            item,
            _counted(item, ALL, by_group[ALL]),
            tuple(_counted(item, name, by_group[name]) for name in sorted(by_group) if name),
        )


def tally(instrument: Instrument, rows: Iterable[tuple[Hashable, Values]]) -> Tally:
    """Every item counted for each small group. ``rows`` are (group, answers): one pass, however many items there are."""
    wanted = [(item, _conditions(instrument, item)) for item in items(instrument)]
    found: dict[str, Counter] = {item.key: Counter() for item, _ in wanted}
    numbers: dict[Hashable, int] = {}  # a group is counted by its number, which is quicker than by its names
    for chunk in _together(rows):
        groups = [numbers.setdefault(group, len(numbers)) for group, _ in chunk]
        answers = [values for _, values in chunk]
        given: dict[str, list] = {}
        for item, conditions in wanted:
            key = item.question.key
            if key not in given:
                given[key] = [values.get(key) for values in answers]
            column = _column(item, given[key])
            _count(found[item.key], item, groups, column)
            missing = [place for place, answer in enumerate(column) if answer is None]
            found[item.key].update(
                (groups[place], LEFT_OUT)
                for place in missing
                if not conditions or all(condition.holds(answers[place]) for condition in conditions)
            )
    return Tally(
        tuple(item for item, _ in wanted),
        tuple(numbers),
        found,
    )


def tables(
    instrument: Instrument, answers: Iterable[Values], group_of: Callable[[int, Values], str] | None = None
) -> list[Table]:
    """Every item counted, for everybody and for each group.

    ``group_of(place, values)`` names the group of the answer at a place in ``answers``; an empty name puts it in none.
    """
    rows = ((group_of(place, values) if group_of else ALL, values) for place, values in enumerate(answers))
    return tally(instrument, rows).tables(lambda group: str(group))


def _together(rows: Iterable[tuple[Hashable, Values]]) -> Iterator[list[tuple[Hashable, Values]]]:
    ahead = iter(rows)
    while chunk := list(islice(ahead, TOGETHER)):
        yield chunk


def _count(found: Counter, item: Item, groups: Sequence[Hashable], column: Sequence) -> None:
    if item.is_of_several:
        found.update((group, ANSWERED) for group, given in zip(groups, column, strict=True) if given is not None)
        found.update(
            (group, key) for group, given in zip(groups, column, strict=True) if given is not None for key in given
        )
    else:
        found.update((group, given) for group, given in zip(groups, column, strict=True) if given is not None)


def _column(item: Item, given: Sequence) -> list:
    """The answers to an item in a column of what was given to its question; None where there is none."""
    question, row = item.question, item.row
    if row:
        return [(each.get(row) or None) if each.__class__ is dict else None for each in given]
    if isinstance(question, MultipleChoice):
        return [tuple(dict.fromkeys(map(str, each))) if each.__class__ is list and each else None for each in given]
    if isinstance(question, Ranking):
        return [str(each[0]) if each.__class__ is list and each else None for each in given]
    if isinstance(question, Number):
        return [measuring.as_number(each) for each in given]
    if isinstance(question, Day):
        return [measuring.as_day(each) for each in given]
    return [(each or None) if each.__class__ is str else None for each in given]


def _conditions(instrument: Instrument, item: Item) -> list[Condition]:
    section = next(each for each in instrument.sections if item.question in each.questions)
    return [condition for condition in (section.shown_if, item.question.shown_if) if condition is not None]


def _counted(item: Item, group: str, found: Counter) -> Counted:
    left_out = found.pop(LEFT_OUT, 0)
    answered = found.pop(ANSWERED, None)
    base = found.total() if answered is None else answered
    if item.is_measured:
        bands = measuring.bands_of(item.question) if isinstance(item.question, Number) else ()
        counts = tuple(sum(n for number, n in found.items() if band.holds(number)) for band in bands)
        spread = measuring.spread(found) if item.is_number else None
        return Counted(group, counts, base, left_out, spread.mean if spread else None, found)
    counts = tuple(found[option.key] for option in item.options)
    scored = [
        (option.score, count) for option, count in zip(item.options, counts, strict=True) if option.score is not None
    ]
    weight = sum(count for _, count in scored)
    mean = sum(score * count for score, count in scored) / weight if weight and not item.is_of_several else None
    return Counted(group, counts, base, left_out, mean)
