"""What waits for a person today. Each room adds what it knows; the page shows it in one list."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True)
class Waiting:
    """One thing that waits for one person."""

    title: str
    address: str
    programme: str = ""
    whose: str = ""
    due: date | None = None
    state: str = "to do"
    detail: str = ""

    def is_late(self, today: date) -> bool:
        return self.due is not None and self.due < today


#: Functions ``(user, today) -> Iterable[Waiting]``, each with a fixed number of queries.
askers: list[Callable] = []


def asks(function: Callable[..., Iterable[Waiting]]):
    """Decorator: this room also knows what waits for a person."""
    askers.append(function)
    return function


def waiting_for(user, today: date) -> list[Waiting]:
    """Everything that waits for a person, the soonest first, what has no date last."""
    found = [waiting for ask in askers for waiting in ask(user, today)]
    return sorted(found, key=lambda waiting: (waiting.due is None, waiting.due or today, waiting.title))
