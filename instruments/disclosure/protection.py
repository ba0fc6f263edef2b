"""Which numbers of a survey are withheld: the small ones, and as many more as it takes until the audit finds nothing.

Three steps. Groups that are too small, and answers that too few in the country gave, are withheld whole, together with
the next smallest until those that stand together are enough. Then every small number by itself. Then, table by table,
the cheapest further numbers that let each small one be at least the threshold. The same counts always give the same.
"""

from collections.abc import Iterable, Mapping, Set
from dataclasses import dataclass

from instruments.disclosure.audit import Audit, Exposed, Knowledge, Linked, Need, audit
from instruments.disclosure.counts import LEFT_OUT, Cell, Dataset
from instruments.disclosure.decisions import Decision, NotDecided, Rule
from instruments.disclosure.rules import Rules


class CannotBeMadeSafe(ValueError):
    """What was published or decided before leaves no way to protect these. ``exposed`` is internal."""

    def __init__(self, words: str, exposed: Iterable[Exposed]):
        super().__init__(words)
        self.exposed = tuple(exposed)


@dataclass(frozen=True, eq=False)
class Protection:
    """What may be published of a dataset, and why the rest may not. Any part of it may be published, in any order."""

    dataset: Dataset
    rules: Rules
    decisions: tuple[Decision, ...]
    audit: Audit
    withheld: frozenset[Cell]

    @property
    def published(self) -> dict[Cell, int]:
        """Every number that may be shown."""
        return {cell: self.dataset.counts[cell] for cell in self.dataset.cells() if cell not in self.withheld}

    @property
    def questions(self) -> Mapping[str, tuple[str, ...]]:
        return self.dataset.questions

    def shown(self, cell: Cell) -> int | None:
        """The number, or None where it is withheld."""
        return None if cell in self.withheld else self.dataset.counts[cell]


def protect(
    dataset: Dataset,
    rules: Rules,
    *,
    published: Set[Cell] = frozenset(),
    decisions: Iterable[Decision] = (),
) -> Protection:
    """Choose what is withheld, knowing what was published before and what people decided.

    Raises CannotBeMadeSafe where that leaves no way. Where what was published before fits what would be chosen without
    it, that is chosen again, so that releases of one survey agree.
    """
    decisions = tuple(decisions)
    if strange := [decision.cell for decision in decisions if decision.cell not in dataset.counts]:
        raise NotDecided(f"{strange[0]} is no number of this survey.")
    found = _choose(dataset, rules, decisions, frozenset())
    if found.withheld & published:
        found = _choose(dataset, rules, decisions, frozenset(published))
    if not found.audit:
        raise CannotBeMadeSafe("These numbers cannot be made safe with what is shown already.", found.audit.exposed)
    return found


def _choose(dataset: Dataset, rules: Rules, decisions: tuple[Decision, ...], fixed: frozenset[Cell]) -> Protection:
    choice = _Choice(dataset, rules, fixed, decisions)
    choice.take_all()
    withheld = frozenset(choice.withheld)
    safe = audit(dataset, rules, set(dataset.counts) - withheld)
    return Protection(dataset, rules, tuple(choice.withheld[cell] for cell in sorted(withheld)), safe, withheld)


class _Choice:
    """The numbers withheld so far, each with its decision. What is ``fixed`` stays shown."""

    def __init__(self, dataset: Dataset, rules: Rules, fixed: Set[Cell], decisions: tuple[Decision, ...]):
        self.dataset, self.rules = dataset, rules
        self.fixed = {*fixed, *(each.cell for each in decisions if each.rule == Rule.ZERO_SHOWN)}
        self.known = Knowledge(dataset, rules, self.fixed)
        self.by_hand = {each.cell: each for each in decisions if each.rule == Rule.BY_HAND}
        self.withheld: dict[Cell, Decision] = {}

    def take(self, cells: Iterable[Cell], rule: Rule, reason: str) -> None:
        for cell in cells:
            if cell not in self.fixed and cell not in self.withheld:
                self.withheld[cell] = self.by_hand.get(cell) or Decision(cell, rule, reason)

    def take_all(self) -> None:
        if self.rules.is_small(self.dataset.everybody):
            self.take(self.dataset.counts, Rule.NOT_ENOUGH, f"Fewer than {self.rules.threshold} took part.")
            return
        for cell, decision in sorted(self.by_hand.items()):
            self.take([cell], decision.rule, decision.reason)
        for grouping in self.dataset.groupings:
            self._groups(grouping)
        for question in self.dataset.questions:
            self._answers(question)
        for join in self.dataset.joins:
            self._joined(join.joined, join.whole)
        self._small_counts()
        for linked in Knowledge(self.dataset, self.rules, set(self.dataset.counts) - set(self.withheld)).tables():
            self._partners(linked)

    def _together(self, sizes: Mapping[str, int], seeds: set[str], free: list[str], least: int) -> list[str]:
        """The seeds and, until they are enough people, the smallest others; in the order in which they were taken."""
        taken = [name for name in sizes if name in seeds]
        for name in sorted(free, key=lambda name: (name == LEFT_OUT, sizes[name], name)):
            if sum(sizes[each] for each in taken) >= self.rules.threshold and len(taken) >= least:
                break
            if name not in seeds and sizes[name]:
                taken.append(name)
        return taken

    def _groups(self, grouping: str) -> None:
        """Groups that are too small, with all their numbers, and as many more as make them enough together."""
        sizes = {group: self.dataset.base(grouping, group) for group in self.dataset.groupings[grouping]}
        seeds = {
            group for group, size in sizes.items() if self.rules.is_small(size) or Cell(grouping, group) in self.by_hand
        }
        if not seeds:
            return
        free = [group for group in sizes if group not in self.known.rows[grouping]]
        for group in self._together(sizes, seeds, free, 0):
            small = self.rules.is_small(sizes[group])
            rule = Rule.SMALL_GROUP if small else Rule.PARTNER
            reason = (
                f"Fewer than {self.rules.threshold} took part here."
                if small
                else "A smaller group could be worked out."
            )
            self.take((cell for cell in self.dataset.counts if cell.key[:1] == ((grouping, group),)), rule, reason)

    def _answers(self, question: str) -> None:
        """Answers that too few in the country gave, in every group, and as many more as make them enough together."""
        cells = {answer: Cell(question=question, answer=answer) for answer in self.dataset.questions[question]}
        sizes = {answer: self.dataset.counts[cell] for answer, cell in cells.items()}
        seeds = {answer for answer, cell in cells.items() if self.known.is_protected(cell) or cell in self.by_hand}
        mind = self.known.one_mind(question)
        few = LEFT_OUT in sizes and self.rules.is_small(self.dataset.answered(question))
        if mind or few:
            seeds = set(sizes)
        if not seeds:
            return
        free = [answer for answer in sizes if answer not in self.known.columns[question]]
        for answer in self._together(sizes, seeds, free, 0):
            small = self.rules.is_small(sizes[answer])
            rule = Rule.ONE_MIND if mind else Rule.FEW_ANSWERED if few else Rule.SMALL_ANSWER if small else Rule.PARTNER
            reason = {
                Rule.ONE_MIND: "All who answered said the same.",
                Rule.FEW_ANSWERED: f"Fewer than {self.rules.threshold} answered.",
                Rule.SMALL_ANSWER: f"Fewer than {self.rules.threshold} in the country said this.",
                Rule.PARTNER: "An answer that fewer gave could be worked out.",
            }[rule]
            column = (cell for cell in self.dataset.counts if (cell.question, cell.answer) == (question, answer))
            self.take(column, rule, reason)

    def _joined(self, joined: str, whole: str) -> None:
        """Where every answer of the country is shown, each grouping shows one form; otherwise none is joined."""
        country = (
            Cell(question=name, answer=answer) for name in (joined, whole) for answer in self.dataset.questions[name]
        )
        if any(cell in self.withheld for cell in country):
            self.take(self.dataset.of_question(joined), Rule.NOT_JOINED, "It is shown answer by answer.")
            return
        by = self.dataset.joined_by
        self.take(
            (cell for cell in self.dataset.of_question(whole) if cell.grouping in by),
            Rule.JOINED,
            "It is shown joined with other answers.",
        )
        self.take(
            (cell for cell in self.dataset.of_question(joined) if cell.grouping and cell.grouping not in by),
            Rule.NOT_JOINED,
            "It is shown answer by answer.",
        )

    def _small_counts(self) -> None:
        threshold = self.rules.threshold
        for cell in self.dataset.cells():
            if not cell.group or not cell.question:
                continue
            if self.known.is_protected(cell):
                self.take([cell], Rule.SMALL_COUNT, f"Fewer than {threshold} said this here.")
            elif cell.answer == LEFT_OUT:
                if self.rules.is_small(self.dataset.answered(cell.question, cell.grouping, cell.group)):
                    self.take([cell], Rule.FEW_ANSWERED, f"Fewer than {threshold} answered here.")
            elif self.known.one_mind(cell.question, cell.grouping, cell.group) == cell.answer:
                self.take([cell], Rule.ONE_MIND, "All who answered here said the same.")

    def _price(self, linked: Linked, row: int, column: int) -> int | None:
        """What it costs to withhold a number: least for a 0, more for more people, most where percentages go with it."""
        cell = linked.cell(row, column)
        if cell is None or cell in self.fixed:
            return None
        people = linked.table.counts[row][column]
        return 3 + people.bit_length() + (8 if cell.answer == LEFT_OUT else 0)

    def _partners(self, linked: Linked) -> None:
        """Withhold further numbers of a table until each of its needs is met, then show again those that none uses."""
        table, chosen = linked.table, set()

        def price(row: int, column: int) -> int | None:
            return self._price(linked, row, column)

        met: list[tuple[Need, set[tuple[int, int]]]] = []
        for need in sorted(linked.needs, key=lambda need: (-abs(need.moves[0][2]) if need.moves else 0, need.cell)):
            changes = next((found for move in need.moves if (found := table.moved(*move)) is not None), None)
            if changes is None:
                changes = self._cheapest(linked, need, price, chosen)
            if changes is not None:
                met.append((need, set(changes)))
        self._show_again(linked, met, chosen)
        self.take(
            (cell for place in sorted(chosen) if (cell := linked.cell(*place))),
            Rule.PARTNER,
            "A smaller number could be worked out.",
        )

    def _cheapest(self, linked: Linked, need: Need, price, chosen: set[tuple[int, int]]):
        """Meet a need by the move that costs least, withholding what it uses. None where nothing meets it."""
        table, best = linked.table, None
        for row, column, by in need.moves:
            opened = {(row, column)} - table.withheld
            entry = sum(cost if (cost := price(*place)) is not None else 10**6 for place in opened)
            if entry >= 10**6:
                continue
            table.withheld |= opened
            changes = table.moved(row, column, by, price)
            table.withheld -= opened
            if changes is not None:
                cost = entry + sum(price(*place) or 0 for place in set(changes) - table.withheld - opened)
                if best is None or cost < best[0]:
                    best = (cost, changes)
        if best is None:
            return None
        chosen |= set(best[1]) - table.withheld
        table.withheld |= set(best[1])
        return best[1]

    def _show_again(
        self, linked: Linked, met: list[tuple[Need, set[tuple[int, int]]]], chosen: set[tuple[int, int]]
    ) -> None:
        """Show again, the largest first, what was chosen and has become needless."""
        table = linked.table
        for place in sorted(chosen, key=lambda place: (-table.counts[place[0]][place[1]], place)):
            table.withheld.discard(place)
            instead = {}
            for at, (need, used) in enumerate(met):
                if place in used:
                    found = (changes for move in need.moves if (changes := table.moved(*move)) is not None)
                    if (changes := next(found, None)) is None:
                        table.withheld.add(place)
                        break
                    instead[at] = (need, set(changes))
            else:
                chosen.discard(place)
                for at, pair in instead.items():
                    met[at] = pair
