"""An attacker who knows the method and every published number, and uses whole-number programming on all of it at once.

Shares nothing with the audit but the words for cells: no table is taken for itself, no total is given away, no flow is
sought. Every cell is an unknown whole number, bound to the others by what the words say.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping

import numpy as np
from scipy.optimize import Bounds, LinearConstraint, milp
from scipy.sparse import csr_array

from instruments.disclosure.counts import LEFT_OUT, Cell, Dataset

#: A group of people who are too few: the cells that they are the sum of.
Target = tuple[Cell, ...]


class Attacker:
    """All that can be known from published numbers and the shape of the questionnaire.

    With ``people``, the attacker also uses that a person has one group in each grouping for all the questions: how many
    of an area have a role must be the same whatever they are asked. Costly, and for small surveys.
    """

    def __init__(self, shape: Dataset, published: Mapping[Cell, int], *, people: bool = False):
        self.questions, self.groupings = shape.questions, shape.groupings
        self.columns: dict[object, int] = {}
        self.entries: list[tuple[int, int, int]] = []
        self.rows = 0
        for question, answers in self.questions.items():
            for answer in answers:
                for grouping, groups in self.groupings.items():
                    inside = [Cell(grouping, group, question, answer) for group in groups]
                    self._adds_up(Cell(question=question, answer=answer), inside)
            for grouping, groups in self.groupings.items():
                for group in groups:
                    inside = [Cell(grouping, group, question, answer) for answer in answers]
                    self._adds_up(Cell(grouping, group), inside)
        for grouping, groups in self.groupings.items():
            self._adds_up(Cell(), [Cell(grouping, group) for group in groups])
        for join in shape.joins:
            for cell in shape.of_question(join.joined):
                parts = [answer for answer, joined in join.answers.items() if joined == cell.answer]
                self._adds_up(cell, [Cell(cell.grouping, cell.group, join.whole, answer) for answer in parts])
        if people and len(self.groupings) > 1:
            self._one_person_one_group()
        size = len(self.columns)
        row, column, sign = zip(*self.entries, strict=True)
        self.matrix = LinearConstraint(csr_array((sign, (row, column)), shape=(self.rows, size)), 0, 0)
        least, most = (
            np.zeros(size),
            np.full(size, float(max([*published.values(), 0]) if Cell() in published else 10**6)),
        )
        for cell, number in published.items():
            least[self.columns[cell]] = most[self.columns[cell]] = number
        self.bounds = Bounds(least, most)

    def _at(self, unknown: object) -> int:
        return self.columns.setdefault(unknown, len(self.columns))

    def _adds_up(self, total: object, parts: Iterable[object]) -> None:
        self.entries.append((self.rows, self._at(total), -1))
        self.entries += [(self.rows, self._at(part), 1) for part in parts]
        self.rows += 1

    def _one_person_one_group(self) -> None:
        """Unknowns for (area, role, …, answer), whose sums over answers are the same for every question."""
        crossings: list[tuple[str, ...]] = [()]
        for groups in self.groupings.values():
            crossings = [(*before, group) for before in crossings for group in groups]
        for question, answers in self.questions.items():
            for crossing in crossings:
                self._adds_up(crossing, [(*crossing, question, answer) for answer in answers])
            for answer in answers:
                for at, (grouping, groups) in enumerate(self.groupings.items()):
                    for group in groups:
                        atoms = [(*each, question, answer) for each in crossings if each[at] == group]
                        self._adds_up(Cell(grouping, group, question, answer), atoms)

    def most(self, target: Target) -> np.ndarray:
        """The numbers of a table that fits everything and in which these people are as many as they can be."""
        wanted = np.zeros(len(self.columns))
        for cell in target:
            wanted[self.columns[cell]] -= 1
        found = milp(wanted, constraints=self.matrix, bounds=self.bounds, integrality=np.ones(len(self.columns)))
        assert found.success, found.message
        return found.x

    def how_many(self, numbers: np.ndarray, target: Target) -> int:
        return round(sum(numbers[self.columns[cell]] for cell in target))

    def proves_small(self, targets: Iterable[Target], threshold: int) -> list[Target]:
        """Those of the groups that can be proved to be fewer than the threshold. Each answer is exact."""
        left, proved = list(targets), []
        while left:
            target = left.pop()
            numbers = self.most(target)
            if self.how_many(numbers, target) < threshold:
                proved.append(target)
            left = [other for other in left if self.how_many(numbers, other) < threshold]
        return proved


def small_groups(dataset: Dataset, threshold: int) -> list[Target]:
    """Every group of 1 to just below the threshold: who gave an answer, who gave any other, who answered, who is there."""
    targets: dict[Target, None] = {}
    rows: dict[tuple[str, str, str], list[Cell]] = defaultdict(list)
    for cell in dataset.cells():
        if cell.question and cell.answer != LEFT_OUT:
            rows[cell.grouping, cell.group, cell.question].append(cell)
        elif not cell.question:
            targets[(cell,)] = None
    for cells in rows.values():
        targets[tuple(cells)] = None
        for cell in cells:
            targets[(cell,)] = None
            targets[tuple(other for other in cells if other != cell)] = None
    return [target for target in targets if 0 < sum(dataset.counts[cell] for cell in target) < threshold]
