"""Counting letters that were to be sent against those that lie in an inbox. The difference must always be nought.

Postings know what was asked for. What should have been asked for, and was not, only a room higher up can tell: it
registers an expectation.
"""

import logging
from collections.abc import Callable
from dataclasses import dataclass

from accounts import speaking
from notifications.models import Notice, Posting, Reckoning

log = logging.getLogger(__name__)


@dataclass(frozen=True)
class _Expectation:
    count: Callable[[], tuple[int, int]]
    mend: Callable[[], object] | None = None


_expectations: dict[str, _Expectation] = {}


def expectation(of: str, *, mend: Callable[[], object] | None = None):
    """Register a count: ``of`` says of what, the function returns how many were expected and how many are missing.

        @expectation("letters of the timetables that are due", mend=keep_timetables)
        def due_letters() -> tuple[int, int]: ...

    It is asked as the portal itself. ``mend`` does what should have been done, and may run twice: whoever should have
    sent a letter may have died, and the reconciler then sends it.
    """

    def decorate(count):
        _expectations[of] = _Expectation(count, mend)
        return count

    return decorate


@expectation("letters that were posted")
def posted() -> tuple[int, int]:
    return Posting.objects.expected_and_missing()


@expectation("e-mails beside letters")
def emails() -> tuple[int, int]:
    return Notice.objects.count(), Notice.objects.filter(delivery=None).count()


def reckon() -> list[Reckoning]:
    """Count everything now, and keep what came of it for the status page. The more programmes, the longer it takes."""
    return [_counted(of) for of in _expectations]


def _counted(of: str) -> Reckoning:
    with speaking.as_service():
        expected, missing = _expectations[of].count()
        one = Reckoning(of=of, expected=expected, missing=missing)
        one.keep()
    return one


def last_counted() -> tuple[list[Reckoning], list[str]]:
    """The last count of everything, each with its ``age``, in the order of counting; and what never was counted."""
    kept = {one.of: one for one in Reckoning.objects.filter(of__in=_expectations).with_age()}
    return [kept[of] for of in _expectations if of in kept], [of for of in _expectations if of not in kept]


def reconcile() -> str:
    """Count everything and send what can still be sent; what is missing then is an error in the log and a red line."""
    counted, sent_late = [], 0
    for of, known in _expectations.items():
        one = _counted(of)
        if one.missing and known.mend:
            log.warning("%s of %s %s were missing; they are being sent", one.missing, one.expected, of)
            missing_before = one.missing
            try:
                known.mend()
            except Exception:
                log.exception("what was missing of %s could not be sent", of)
            one = _counted(of)
            sent_late += max(0, missing_before - one.missing)
        if one.missing:
            log.error("%s of %s %s are missing", one.missing, one.expected, of)
        counted.append(one)
    words = f"{sum(one.expected for one in counted)} expected, {sum(one.missing for one in counted)} missing"
    return f"{words}, {sent_late} sent late" if sent_late else words
