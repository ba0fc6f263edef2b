"""What a reader could work out: the audit of everything published about one dataset.

Safe means that no group can be proved small. For each number from 1 to just below the threshold the audit finds another
set of whole numbers that fits all that is published and in which that number is at least the threshold. Where it finds
none, the number counts as exposed. It gives the reader more than was published wherever that makes tables independent
of each other: every total of a row or column of which anything was published, and how many there are in all.
"""

from collections.abc import Iterator, Set
from dataclasses import dataclass

from instruments.disclosure.counts import LEFT_OUT, Cell, Dataset
from instruments.disclosure.leeway import Changes, Table
from instruments.disclosure.rules import Rules


@dataclass(frozen=True)
class Exposed:
    """A number that a reader could prove to be small, or a group that could be proved to be of one mind."""

    cell: Cell
    why: str

    def __str__(self) -> str:
        return f"{self.cell}: {self.why}"


@dataclass(frozen=True)
class Need:
    """One of these moves must be possible, each (row, column, by) of a table, so that ``cell`` is safe."""

    cell: Cell
    moves: tuple[tuple[int, int, int], ...]
    why: str


@dataclass
class Linked:
    """One question by one grouping. Groups of which nothing is known stand in one row, such answers in one column."""

    question: str
    grouping: str
    rows: list[tuple[str, ...]]
    columns: list[tuple[str, ...]]
    table: Table
    needs: list[Need]

    def cell(self, row: int, column: int) -> Cell | None:
        """The number that stands here, or None where several stand together."""
        if len(self.rows[row]) > 1 or len(self.columns[column]) > 1:
            return None
        return Cell(self.grouping, self.rows[row][0], self.question, self.columns[column][0])


@dataclass(frozen=True)
class Witness:
    """Why a number is safe: another table that fits, as the changes to the true one."""

    cell: Cell
    linked: Linked
    changes: Changes


@dataclass(frozen=True)
class Audit:
    """What is exposed; and for what is not, how that was shown."""

    exposed: tuple[Exposed, ...]
    witnesses: tuple[Witness, ...] = ()

    def __bool__(self) -> bool:
        """Whether everything is safe."""
        return not self.exposed


class Knowledge:
    """What a reader knows, given what is published and what the audit gives away besides."""

    def __init__(self, dataset: Dataset, rules: Rules, published: Set[Cell]):
        self.dataset, self.rules, self.published = dataset, rules, published
        self.rows: dict[str, set[str]] = {grouping: set() for grouping in dataset.groupings}
        self.columns: dict[str, set[str]] = {question: set() for question in dataset.questions}
        #: The groupings by which each question is shown.
        self.parted_by: dict[str, set[str]] = {question: set() for question in dataset.questions}
        for cell in published:
            if cell.grouping:
                self.rows[cell.grouping].add(cell.group)
            if cell.question:
                self.columns[cell.question].add(cell.answer)
                if cell.grouping:
                    self.parted_by[cell.question].add(cell.grouping)

    def answers(self, question: str) -> list[str]:
        return [answer for answer in self.dataset.questions[question] if answer != LEFT_OUT]

    def is_protected(self, cell: Cell) -> bool:
        """Whether this number must not be provable: small, and more than how many said nothing."""
        if cell.answer == LEFT_OUT and not self.rules.leaving_out_is_an_answer:
            return False
        return self.rules.is_small(self.dataset.counts[cell])

    def one_mind(self, question: str, grouping: str = "", group: str = "") -> str:
        """The answer that all of a small group gave, where the country did not; otherwise nothing."""
        answered = self.dataset.answered(question, grouping, group)
        answers = self.answers(question)
        if not 0 < answered < self.rules.unanimous_below or len(answers) < 2:
            return ""
        country = self.dataset.answered(question)
        for answer in answers:
            if self.dataset.counts[Cell(grouping, group, question, answer)] == answered:
                everywhere = self.dataset.counts[Cell(question=question, answer=answer)] == country
                return "" if group and everywhere else answer
        return ""

    def hidden_rows(self, grouping: str) -> tuple[str, ...]:
        return tuple(group for group in self.dataset.groupings[grouping] if group not in self.rows[grouping])

    def hidden_columns(self, question: str) -> tuple[str, ...]:
        return tuple(answer for answer in self.dataset.questions[question] if answer not in self.columns[question])

    def exposed_totals(self) -> Iterator[Exposed]:
        """What the totals alone give away: of the country, of groups, and of answers in the country."""
        counts, small = self.dataset.counts, f"it can be proved to be below {self.rules.threshold}"
        if self.rules.is_small(self.dataset.everybody):
            yield Exposed(Cell(), small)
        for grouping, groups in self.dataset.groupings.items():
            together = sum(counts[Cell(grouping, group)] for group in self.hidden_rows(grouping))
            for group in groups:
                known = group in self.rows[grouping]
                if self.rules.is_small(counts[Cell(grouping, group)]) and (known or self.rules.is_small(together)):
                    yield Exposed(Cell(grouping, group), small)
        for question, answers in self.dataset.questions.items():
            hidden = self.hidden_columns(question)
            together = sum(counts[Cell(question=question, answer=answer)] for answer in hidden)
            for answer in answers:
                cell = Cell(question=question, answer=answer)
                if self.is_protected(cell) and (answer not in hidden or self.rules.is_small(together)):
                    yield Exposed(cell, small)
            few = LEFT_OUT in answers and self.rules.is_small(self.dataset.answered(question))
            # Those who left it out must stand together with an answer, so that all of them could have given that.
            if few and (LEFT_OUT not in hidden or len(hidden) < 2 or together < self.rules.threshold):
                yield Exposed(Cell(question=question, answer=LEFT_OUT), small)
            mind = self.one_mind(question)
            if mind and (mind not in hidden or len([a for a in hidden if a != LEFT_OUT]) < 2):
                yield Exposed(Cell(question=question, answer=mind), "all who answered can be proved to have said this")

    def exposed_joins(self) -> Iterator[Exposed]:
        """What a question and its joined form give away together.

        By one grouping, the difference of the two tables would be a table of its own. By different ones they meet in the
        country alone: there, joined answers must not give away the one among them that is withheld.
        """
        for join in self.dataset.joins:
            joined, whole = join.joined, join.whole
            for grouping in sorted(self.parted_by[joined] & self.parted_by[whole]):
                yield Exposed(
                    Cell(grouping, self.dataset.groupings[grouping][0], whole, self.answers(whole)[0]),
                    "it is shown both joined with other answers and by itself",
                )
            if self.columns[joined] and self.columns[whole]:
                for question in (joined, whole):
                    for answer in self.hidden_columns(question):
                        yield Exposed(
                            Cell(question=question, answer=answer), "it can be worked out from answers that are joined"
                        )

    def tables(self) -> Iterator[Linked]:
        """Every question by every grouping, each a table of its own with known totals."""
        for question in self.dataset.questions:
            for grouping in self.dataset.groupings:
                yield self._table(question, grouping)

    def _table(self, question: str, grouping: str) -> Linked:
        counts = self.dataset.counts
        rows = [(group,) for group in self.dataset.groupings[grouping] if group in self.rows[grouping]]
        columns = [(each,) for each in self.dataset.questions[question] if each in self.columns[question]]
        if together := self.hidden_rows(grouping):
            rows.append(together)
        if hidden := self.hidden_columns(question):
            columns.append(hidden)
        numbers = [
            [sum(counts[Cell(grouping, r, question, c)] for r in row for c in column) for column in columns]
            for row in rows
        ]
        withheld = {
            (i, j)
            for i, row in enumerate(rows)
            for j, column in enumerate(columns)
            if row == together or column == hidden or Cell(grouping, row[0], question, column[0]) not in self.published
        }
        needs: list[Need] = []
        linked = Linked(question, grouping, rows, columns, Table(numbers, withheld), needs)
        for i, row in enumerate(rows):
            for j in range(len(columns)):
                needs += self._small(linked, i, j)
            needs += self._few_answered(linked, i, row)
            needs += self._of_one_mind(linked, i, row)
        return linked

    def _small(self, linked: Linked, i: int, j: int) -> Iterator[Need]:
        threshold = self.rules.threshold
        for group in linked.rows[i]:
            for answer in linked.columns[j]:
                cell = Cell(linked.grouping, group, linked.question, answer)
                if self.is_protected(cell):
                    move = (i, j, max(0, threshold - linked.table.counts[i][j]))
                    yield Need(cell, (move,), f"it can be proved to be below {threshold}")
                    return

    def _few_answered(self, linked: Linked, i: int, row: tuple[str, ...]) -> Iterator[Need]:
        """Where few of a group answered, how many left the question out must not give that away."""
        if (LEFT_OUT,) not in linked.columns:
            return  # nobody can leave it out, or it stands together with an answer and could be none
        j = linked.columns.index((LEFT_OUT,))
        answered = sum(linked.table.counts[i]) - linked.table.counts[i][j]
        for group in row:
            if self.rules.is_small(self.dataset.answered(linked.question, linked.grouping, group)):
                cell = Cell(linked.grouping, group, linked.question, LEFT_OUT)
                move = (i, j, min(0, answered - self.rules.threshold))
                yield Need(cell, (move,), f"those who answered can be proved to be fewer than {self.rules.threshold}")
                return

    def _of_one_mind(self, linked: Linked, i: int, row: tuple[str, ...]) -> Iterator[Need]:
        """Where all of a small group said the same, it must be possible that somebody said something else."""
        for group in row:
            mind = self.one_mind(linked.question, linked.grouping, group)
            if not mind:
                continue
            moves = []
            for j, column in enumerate(linked.columns):
                others = [answer for answer in column if answer not in (mind, LEFT_OUT)]
                if others and mind in column:
                    return  # a reader cannot tell this answer from those that stand with it
                if others:
                    moves.append((i, j, max(0, 1 - linked.table.counts[i][j])))
            cell = Cell(linked.grouping, group, linked.question, mind)
            yield Need(cell, tuple(moves), "all who answered there can be proved to have said this")
            return


def audit(dataset: Dataset, rules: Rules, published: Set[Cell]) -> Audit:
    """What is exposed once all of these cells are known. Nothing published exposes nothing."""
    if not published:
        return Audit(())
    knowledge = Knowledge(dataset, rules, published)
    exposed, witnesses = [*knowledge.exposed_totals(), *knowledge.exposed_joins()], []
    for linked in knowledge.tables():
        for need in linked.needs:
            found = (changes for move in need.moves if (changes := linked.table.moved(*move)) is not None)
            if (changes := next(found, None)) is None:
                exposed.append(Exposed(need.cell, need.why))
            else:
                witnesses.append(Witness(need.cell, linked, changes))
    return Audit(tuple(exposed), tuple(witnesses))
