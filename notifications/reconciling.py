"""Counting letters that were to be sent against those that lie in an inbox. The difference must always be nought.

Postings know what was asked for. What should have been asked for, and was not, only a room higher up can tell: it
registers an expectation.
"""

import logging
from collections.abc import Callable
from dataclasses import dataclass

from accounts import speaking
from notifications.models import Notice, Posting

log = logging.getLogger(__name__)

_expectations: dict[str, Callable[[], tuple[int, int]]] = {}


@dataclass(frozen=True)
class Reckoning:
    """One count: how many letters were to be there, and how many are not."""

    of: str
    expected: int
    missing: int


def expectation(of: str):
    """Register a count: ``of`` says of what, the function returns how many were expected and how many are missing.

        @expectation("letters of the timetables that are due")
        def due_letters() -> tuple[int, int]: ...

    It is asked as the portal itself.
    """

    def decorate(count):
        _expectations[of] = count
        return count

    return decorate


@expectation("letters that were posted")
def posted() -> tuple[int, int]:
    return Posting.objects.expected_and_missing()


@expectation("e-mails beside letters")
def emails() -> tuple[int, int]:
    return Notice.objects.count(), Notice.objects.filter(delivery=None).count()


def reckon() -> list[Reckoning]:
    with speaking.as_service():
        return [Reckoning(of, *count()) for of, count in _expectations.items()]


def reconcile() -> str:
    """Count everything; what is missing goes to the log as an error as well as on the status page."""
    counted = reckon()
    for one in counted:
        if one.missing:
            log.error("%s of %s %s are missing", one.missing, one.expected, one.of)
    missing = sum(one.missing for one in counted)
    return f"{sum(one.expected for one in counted)} expected, {missing} missing"
