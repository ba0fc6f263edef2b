"""What rooms above add to a report at work: pages beside it, what is frozen with it, what must be so before its release.

This room knows nothing of the panel, of a partnership's comments or of what follows a report. Those that do join these
lists when the portal starts, as they may see this room and it may not see them.
"""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

from reports.models import Edition, Report


@dataclass(frozen=True)
class Beside:
    """One page beside a report: its name, its address, and in a few words how things stand there."""

    title: str
    address: str
    says: str = ""
    #: A mark of ``interface.marks``: quiet, open, waiting, done, late, …
    mark: str = "quiet"


#: ``(user, report) -> pages`` of that report which this person may open, in the order in which they are joined.
pages: list[Callable[[object, Report], Iterable[Beside]]] = []

#: ``(edition, by) -> None``: what a room above freezes together with an edition, in the same transaction. ``by`` is None
#: for an edition that comes from elsewhere.
frozen_with: list[Callable[[Edition, object], None]] = []

#: ``(edition) -> sentences``: why it must not be released yet, and what to do. Asked when a minute is confirmed.
conditions: list[Callable[[Edition], Iterable[str]]] = []

#: ``(report, by) -> None``: asked in the transaction in which a report begins; ``by`` is None where its programme started.
on_begin: list[Callable[[Report, object], None]] = []


def pages_of(user, report: Report) -> Iterator[Beside]:
    """Every page beside this report that this person may open."""
    for joined in pages:
        yield from joined(user, report)


def reasons_of(edition: Edition) -> Iterator[str]:
    """Every reason of a room above against the release of this edition."""
    for joined in conditions:
        yield from joined(edition)
