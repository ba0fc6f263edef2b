"""Making a document: taken by one worker, pressed, kept. The row outlives every worker."""

import logging
import time
from datetime import timedelta
from traceback import extract_tb

from django.db.models import F
from django.db.models.functions import Now

from accounts import speaking
from files import actions, printable
from files.models import Making

log = logging.getLogger(__name__)

#: A worker says every few seconds that it lives; one that has been silent this long is taken for dead.
HOLD = timedelta(seconds=60)
MOST_ATTEMPTS = 3
SAY_EVERY_SECONDS = 1.0


def make(pk: int) -> str:
    """Make one document, unless another worker is at it; returns in words what came of it. May run twice."""
    making = _take(pk)
    if making is None:
        return "nothing to do"
    report = Report(making)
    try:
        report.say(5, "Gathering what it says")
        with speaking.as_service():
            document = printable.registered(making.kind)(making.subject_id, making.parameters)
        # The one place that loads the press, and with it its fonts and libraries: only ever in a worker.
        from files import press

        content = press.press(document, report=report.say)
    except Exception as error:
        # Where it broke, and not what was said there: an error may quote a document that nobody may read yet.
        where = [f"{frame.filename.rpartition('/')[2]}:{frame.lineno}" for frame in extract_tb(error.__traceback__)]
        log.error("document %s could not be made: %s at %s", making.pk, type(error).__name__, " ".join(where[-6:]))
        return _fail(making, type(error).__name__)
    return _keep(making, document, content)


def _take(pk: int) -> Making | None:
    with speaking.as_service():
        making = Making.objects.to_make().filter(pk=pk).select_for_update(skip_locked=True).first()
        if making is None:
            return None
        if making.attempts >= MOST_ATTEMPTS:
            # Its worker died each time, as one does that runs out of memory.
            making.move_to(Making.Status.FAILED, failure=_sentence(pk, "its worker died"), held_until=None)
            return None
        if making.status == Making.Status.QUEUED:
            making.move_to(Making.Status.MAKING)
        Making.objects.filter(pk=pk).update(held_until=Now() + HOLD, attempts=F("attempts") + 1, progress=0, doing="")
        making.refresh_from_db(fields=["attempts", "held_until", "status"])
    return making


def _mine(making: Making):
    """The row, while this attempt is still the one that counts."""
    return Making.objects.filter(pk=making.pk, status=Making.Status.MAKING, attempts=making.attempts)


class Report:
    """How far a document is, written to its row now and then, which also says that the worker lives."""

    def __init__(self, making: Making):
        self.making, self.said_at, self.progress = making, 0.0, 0

    def say(self, progress: int, doing: str) -> None:
        now = time.monotonic()
        if now - self.said_at < SAY_EVERY_SECONDS and progress < 100:
            return
        self.said_at, self.progress = now, max(self.progress, min(progress, 100))
        with speaking.as_service():
            _mine(self.making).update(progress=self.progress, doing=doing[:200], held_until=Now() + HOLD)


def _keep(making: Making, document: printable.Printable, content: bytes) -> str:
    with speaking.as_service():
        if not _mine(making).select_for_update().exists():
            return "somebody else was quicker"
        file = actions.keep_made(
            content, name=document.file_name, kind="pdf", participation_ref=making.participation_ref
        )
        making.move_to(
            Making.Status.READY,
            result=file,
            ready_at=file.checked_at,
            **({"title": document.title[:300]} if printable.registered(making.kind).title_is_told else {}),
            progress=100,
            doing="",
            held_until=None,
        )
        if kept := printable.registered(making.kind).kept:
            kept(making.subject_id, file, content)
    return "ready"


def _fail(making: Making, kind_of_error: str) -> str:
    """Back into the queue for another try; after the last, failed, with a sentence and a button."""
    with speaking.as_service():
        if not _mine(making).select_for_update().exists():
            return "somebody else was quicker"
        if making.attempts < MOST_ATTEMPTS:
            making.move_to(Making.Status.QUEUED, held_until=None, progress=0, doing="")
            return "will be tried again"
        making.move_to(Making.Status.FAILED, failure=_sentence(making.pk, kind_of_error), held_until=None)
    return "failed"


def _sentence(pk: int, kind_of_error: str) -> str:
    return (
        f"We tried {MOST_ATTEMPTS} times and could not make this document. Try again in a few minutes. If it fails "
        f"once more, tell the support team: document {pk}, {kind_of_error}."
    )
