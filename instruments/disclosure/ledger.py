"""The ledger: every number that was ever published of a dataset, and the audit of what is to follow with all of it."""

from collections.abc import Iterable, Mapping, Sequence, Set
from dataclasses import dataclass
from types import MappingProxyType

from instruments.disclosure.audit import Exposed, audit
from instruments.disclosure.counts import Cell, Dataset
from instruments.disclosure.decisions import Decision
from instruments.disclosure.protection import CannotBeMadeSafe, Protection, protect
from instruments.disclosure.rules import MARK, Rules
from interface.counting import counted


class Refused(ValueError):
    """A release that may not leave the building. Its words can be shown to those who prepare it.

    ``exposed`` says which numbers could be worked out; it is internal, as it tells what is small.
    """

    def __init__(self, words: str, exposed: Iterable[Exposed] = ()):
        super().__init__(words)
        self.exposed = tuple(exposed)


@dataclass(frozen=True)
class Release:
    """What one publication shows of a dataset: a national report, a local one, a file, a correction.

    ``numbers`` are shown, ``withheld`` stand as the mark. ``decisions`` say, inside, why each of those is withheld.
    """

    name: str
    dataset: str
    rules: Rules
    numbers: Mapping[Cell, int]
    withheld: frozenset[Cell] = frozenset()
    decisions: tuple[Decision, ...] = ()

    def __post_init__(self):
        object.__setattr__(self, "numbers", MappingProxyType(dict(self.numbers)))

    def printed(self, cell: Cell) -> str:
        """What stands in the place of a cell: its number or the mark, which is the same whatever the reason."""
        if cell in self.withheld:
            return MARK
        return str(self.numbers[cell])


def release(name: str, protection: Protection, cells: Iterable[Cell]) -> Release:
    """A publication of these cells, each a number or withheld as the protection has it."""
    cells = list(dict.fromkeys(cells))
    withheld = frozenset(cell for cell in cells if cell in protection.withheld)
    return Release(
        name=name,
        dataset=protection.dataset.key,
        rules=protection.rules,
        numbers={cell: protection.dataset.counts[cell] for cell in cells if cell not in withheld},
        withheld=withheld,
        decisions=tuple(decision for decision in protection.decisions if decision.cell in withheld),
    )


@dataclass(frozen=True)
class Ledger:
    """Releases of one dataset in the order in which they left. Nothing is ever taken out: what was read stays known."""

    dataset: str
    releases: tuple[Release, ...] = ()

    @property
    def published(self) -> dict[Cell, int]:
        """Every number that anybody could have read."""
        return {cell: number for each in self.releases for cell, number in each.numbers.items()}

    def first_shown(self, cell: Cell) -> str:
        """The name of the release that first showed a cell; nothing where none did."""
        return next((each.name for each in self.releases if cell in each.numbers), "")

    def protect(self, dataset: Dataset, rules: Rules, decisions: Iterable[Decision] = ()) -> Protection:
        """What may still be published, knowing all that was. Raises Refused with the release that stands in the way."""
        self._same(dataset.key)
        decisions = tuple(decisions)

        def unsafe(published: Set[Cell]) -> tuple[Exposed, ...]:
            try:
                protect(dataset, rules, published=published, decisions=decisions)
            except CannotBeMadeSafe as found:
                return found.exposed
            return ()

        try:
            return protect(dataset, rules, published=set(self.published), decisions=decisions)
        except CannotBeMadeSafe as found:
            why = self._in_the_way(unsafe) if self.releases else " A decision to show a number stands in the way."
            raise Refused(f"What small groups answered cannot be protected any more.{why}", found.exposed) from found

    def with_release(self, dataset: Dataset, new: Release) -> "Ledger":
        """The ledger with one more release, once it is audited with all earlier ones; raises Refused.

        The audit is made anew from the numbers, whoever chose them, under the strictest threshold of all releases.
        """
        return self.with_releases(dataset, [new])

    def with_releases(self, dataset: Dataset, new: Sequence[Release]) -> "Ledger":
        """The ledger with several more, in this order; raises Refused about the first that may not follow those before.

        One audit of them all answers for each: whoever has read fewer of them knows less, so what is safe with all of
        them known is safe after each. Only where it is not are they audited one by one, to say which stands in the way.
        """
        ledger = self
        for each in new:
            ledger = ledger._holding(dataset, each)
        if ledger._exposed(dataset):
            ledger = self
            for each in new:
                ledger = ledger._audited(dataset, each)
        return ledger

    def _holding(self, dataset: Dataset, new: Release) -> "Ledger":
        """With one more release that says what was counted, and nothing else than those before; it is not audited."""
        self._same(dataset.key)
        self._same(new.dataset)
        if any(each.name == new.name for each in self.releases):
            raise Refused(f"“{new.name}” was released already. A correction has a name of its own.")
        if new.withheld & set(new.numbers):
            raise Refused(f"“{new.name}” both shows and withholds a number.")
        before = self.published
        for cell, number in sorted(new.numbers.items()):
            if cell not in dataset.counts:
                raise Refused(f"{cell} is no number of this survey.")
            if before.get(cell, number) != number:
                raise Refused(f"{cell}: “{self.first_shown(cell)}” showed another number. The counts are frozen.")
            if dataset.counts[cell] != number:
                raise Refused(f"{cell}: this is not the number that was counted.")
        return Ledger(self.dataset, (*self.releases, new))

    def _exposed(self, dataset: Dataset) -> tuple[Exposed, ...]:
        """What a reader of all these releases could work out."""
        if not self.releases:
            return ()
        rules = max((each.rules for each in self.releases), key=lambda rules: rules.threshold)
        return audit(dataset, rules, set(self.published)).exposed

    def _audited(self, dataset: Dataset, new: Release) -> "Ledger":
        ledger = self._holding(dataset, new)
        if not (exposed := ledger._exposed(dataset)):
            return ledger
        rules = max((each.rules for each in ledger.releases), key=lambda rules: rules.threshold)

        def unsafe(published: Set[Cell]) -> tuple[Exposed, ...]:
            return audit(dataset, rules, {*published, *new.numbers}).exposed

        how_many = counted(len({each.cell for each in exposed}), "number")
        why = " It gives them away by itself." if unsafe(set()) else self._in_the_way(unsafe)
        raise Refused(f"“{new.name}” would let {how_many} of small groups be worked out.{why}", exposed)

    def _same(self, key: str) -> None:
        if key != self.dataset:
            raise Refused(f"This is the ledger of “{self.dataset}”, not of “{key}”.")

    def _in_the_way(self, unsafe) -> str:
        """Which earlier release makes it impossible: the first that does so alone, or else with those before it."""
        for each in self.releases:
            if unsafe(set(each.numbers)):
                return f" “{each.name}” stands in the way: what it showed cannot be taken back."
        so_far: set[Cell] = set()
        for each in self.releases:
            so_far |= set(each.numbers)
            if unsafe(so_far):
                return f" “{each.name}” stands in the way, together with what was released before it."
        return ""
