"""What was counted: how many respondents of each group gave each answer, and the numbers that follow from it."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property

#: The answer of those who gave none, or who were not asked.
LEFT_OUT = "(left out)"


class CountsDisagree(ValueError):
    """Counts that cannot be those of one survey. Its words can be shown."""


@dataclass(frozen=True, order=True)
class Cell:
    """One number that can be published: the respondents of a group who gave an answer.

    What is empty is summed over: ``Cell()`` is everybody, ``Cell("area", "Orkney")`` all who answered the survey there,
    ``Cell(question="trust", answer="agree")`` all in the country who agree.
    """

    grouping: str = ""
    group: str = ""
    question: str = ""
    answer: str = ""

    def __post_init__(self):
        if bool(self.grouping) != bool(self.group) or bool(self.question) != bool(self.answer):
            raise ValueError(f"A cell names a grouping with a group, and a question with an answer: {self}")

    @property
    def key(self) -> tuple[tuple[str, str], ...]:
        """The (dimension, value) pairs that the cell is known by; a dimension that is absent is summed over."""
        pairs = ((self.grouping, self.group), ("question", self.question), ("answer", self.answer))
        return tuple(pair for pair in pairs if pair[1])

    def __str__(self) -> str:
        return " · ".join(value for _, value in self.key) or "everybody"


#: answers counted: {question: {grouping: {group: {answer: respondents}}}}
Tables = Mapping[str, Mapping[str, Mapping[str, Mapping[str, int]]]]


@dataclass(frozen=True)
class Join:
    """A question that is another with some of its answers counted as one: {answer to the whole: answer to the joined}."""

    joined: str
    whole: str
    answers: Mapping[str, str]


@dataclass(frozen=True, eq=False)
class Dataset:
    """The frozen counts of one survey. Nobody is in two groups of one grouping, nor in none, and groups are not nested.

    Every question is counted in every grouping; ``LEFT_OUT`` makes the answers to each add up to all respondents.

    In the groupings ``joined_by`` a joined question is published, and the whole one in all others: never both in one.
    """

    key: str
    tables: Tables
    joins: tuple[Join, ...] = ()
    joined_by: frozenset[str] = frozenset()
    questions: dict[str, tuple[str, ...]] = field(init=False)
    groupings: dict[str, tuple[str, ...]] = field(init=False)
    counts: dict[Cell, int] = field(init=False, repr=False)

    def __post_init__(self):
        if not self.tables or not all(self.tables.values()):
            raise CountsDisagree("A survey has at least one question, counted by at least one grouping.")
        questions, groupings, counts = {}, {}, {}
        for question, by_grouping in self.tables.items():
            for grouping, rows in by_grouping.items():
                answers = tuple(dict.fromkeys(answer for row in rows.values() for answer in row))
                known = questions.setdefault(question, answers)
                if set(known) != set(answers):
                    raise CountsDisagree(f"“{question}” has other answers by {grouping} than by another grouping.")
                if set(groupings.setdefault(grouping, tuple(rows))) != set(rows):
                    raise CountsDisagree(f"The groups by {grouping} are not the same for every question.")
                for group, row in rows.items():
                    for answer in known:
                        counts[Cell(grouping, group, question, answer)] = row.get(answer, 0)
        object.__setattr__(self, "questions", questions)
        object.__setattr__(self, "groupings", groupings)
        object.__setattr__(self, "counts", counts)
        if any(set(by_grouping) != set(groupings) for by_grouping in self.tables.values()):
            raise CountsDisagree("Every question is counted by every grouping.")
        if any(not isinstance(count, int) or count < 0 for count in counts.values()):
            raise CountsDisagree("A count is a whole number, and never below 0.")
        self._add_the_sums()
        for join in self.joins:
            self._check(join)

    def _add_the_sums(self) -> None:
        """The bases of groups and the counts of the country, which must be the same by whatever way they are summed."""

        def settle(cell: Cell, count: int, by: str) -> None:
            if self.counts.setdefault(cell, count) != count:
                raise CountsDisagree(f"{cell}: {self.counts[cell]} and, {by}, {count}.")

        for question, answers in self.questions.items():
            for grouping, groups in self.groupings.items():
                for group in groups:
                    row = sum(self.counts[Cell(grouping, group, question, answer)] for answer in answers)
                    settle(Cell(grouping, group), row, f"by “{question}”")
                for answer in answers:
                    column = sum(self.counts[Cell(grouping, group, question, answer)] for group in groups)
                    settle(Cell(question=question, answer=answer), column, f"by {grouping}")
        for grouping, groups in self.groupings.items():
            settle(Cell(), sum(self.counts[Cell(grouping, group)] for group in groups), f"by {grouping}")

    def _check(self, join: Join) -> None:
        if join.joined not in self.questions or set(join.answers) != set(self.questions.get(join.whole, ())):
            raise CountsDisagree(
                f"“{join.joined}” does not say of each answer to “{join.whole}” what it is joined with."
            )
        for cell in self.of_question(join.joined):
            parts = [answer for answer, joined in join.answers.items() if joined == cell.answer]
            if self.counts[cell] != sum(self.counts[Cell(cell.grouping, cell.group, join.whole, a)] for a in parts):
                raise CountsDisagree(f"{cell}: this is not the sum of what is joined in it.")

    def of_question(self, question: str) -> list[Cell]:
        """Every number of one question, always in the same order."""
        return self._by_question[question]

    @cached_property
    def _by_question(self) -> dict[str, list[Cell]]:
        found: dict[str, list[Cell]] = {question: [] for question in self.questions}
        for cell in self.cells():
            if cell.question:
                found[cell.question].append(cell)
        return found

    def cells(self) -> Iterator[Cell]:
        """Every number that could be published, always in the same order."""
        yield from self._in_order

    @cached_property
    def _in_order(self) -> tuple[Cell, ...]:
        return tuple(sorted(self.counts))

    def base(self, grouping: str = "", group: str = "") -> int:
        """How many respondents a group has, or the country."""
        return self.counts[Cell(grouping, group)]

    @cached_property
    def everybody(self) -> int:
        return self.counts[Cell()]

    def answered(self, question: str, grouping: str = "", group: str = "") -> int:
        """How many of a group answered a question."""
        left_out = self.counts.get(Cell(grouping, group, question, LEFT_OUT), 0)
        return self.base(grouping, group) - left_out
