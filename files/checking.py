"""The full check of a file that waits in quarantine: one worker at a time, as often as it takes."""

import tempfile
from collections.abc import Callable
from datetime import timedelta

from django.db.models import F
from django.db.models.functions import Now
from django.utils import timezone

from accounts import speaking
from files import clamd, kinds, safety, storing
from files.models import StoredFile
from files.structure.findings import sentence

#: Longer than the reading and the scanning take together; the hold of a worker that died runs out then.
HOLD = timedelta(minutes=3)
PAUSE = timedelta(seconds=30)
#: After so many tries in which our own check broke, the person is told.
MOST_TRIES = 5

#: What rooms higher up do when the check refuses a file: functions ``(file)``, in the transaction of the refusal, so
#: that whoever relies on the file is told exactly when it is refused, and once.
on_refusal: list[Callable[[StoredFile], None]] = []


def check(pk: int) -> str:
    """Check one waiting file, unless another worker holds it; returns in words what came of it. May run twice."""
    file = _take(pk)
    if file is None:
        return "nothing to do"
    try:
        # Outside of any transaction: reading and scanning take seconds.
        with tempfile.TemporaryFile(prefix="portal-check-") as content:
            verdict = _read(file, content)
            virus = ""
            if not verdict.refusals and clamd.is_configured():
                content.seek(0)
                virus = clamd.scan(content)
    except clamd.NoAnswer:
        return _put_back(file, because="The virus scanner does not answer.")
    except safety.CheckFailed as error:
        if file.tries >= MOST_TRIES:
            return _settle(file, refused=[sentence("unreadable")])
        return _put_back(file, because=f"Our own check broke ({error}).")
    refused = verdict.sentences or ([sentence("virus", what=virus)] if virus else [])
    return _settle(file, refused=refused, notes=verdict.notes)


def _take(pk: int) -> StoredFile | None:
    with speaking.as_service():
        file = StoredFile.objects.to_check().filter(pk=pk).select_for_update(skip_locked=True).first()
        if file is not None:
            StoredFile.objects.filter(pk=pk).update(held_until=Now() + HOLD, tries=F("tries") + 1)
            file.refresh_from_db(fields=["held_until", "tries"])
    return file


def _read(file: StoredFile, content) -> safety.Verdict:
    try:
        with file.open() as stored:
            sha256, size = storing.copy(stored, content)
    except FileNotFoundError as error:
        raise safety.CheckFailed("its bytes are missing") from error
    if (sha256, size) != (file.sha256, file.size):
        raise safety.CheckFailed("its bytes have changed")
    return safety.examine(content, kinds.BY_SLUG[file.kind])


def _mine(file: StoredFile):
    """The row, while this worker still holds it: one that was thought dead must not overrule its successor."""
    return StoredFile.objects.filter(
        pk=file.pk, status=StoredFile.Status.QUARANTINED, held_until=file.held_until, tries=file.tries
    )


def _settle(file: StoredFile, *, refused: list[str], notes: list[str] | None = None) -> str:
    changes = {"held_until": None, "held_because": "", "checked_at": timezone.now(), "notes": notes or []}
    with speaking.as_service():
        # Not its key: whoever holds a return while putting this file under one more heading waits for no check.
        if not _mine(file).select_for_update(no_key=True).exists():
            return "somebody else was quicker"
        if refused:
            file.move_to(StoredFile.Status.REJECTED, reasons=refused, **changes)
            for tell in on_refusal:
                tell(file)
            return "refused"
        file.move_to(StoredFile.Status.CLEAN, media_type=kinds.BY_SLUG[file.kind].media_type, **changes)
    return "clean"


def _put_back(file: StoredFile, *, because: str) -> str:
    """Not clean, so it stays where nobody can open it; the next try waits a little longer each time."""
    pause = PAUSE * min(file.tries, 20)
    with speaking.as_service():
        _mine(file).update(held_until=Now() + pause, held_because=because[:200])
    return "waits"


def verify(pk: int) -> bool:
    """Whether the bytes of a checked file are still those that were checked; a difference is marked and shown."""
    with speaking.as_service():
        file = StoredFile.objects.filter(pk=pk, status=StoredFile.Status.CLEAN, bytes_removed_at=None).first()
    if file is None:
        return True
    with tempfile.TemporaryFile(prefix="portal-check-") as content:
        try:
            with file.open() as stored:
                same = storing.copy(stored, content) == (file.sha256, file.size)
        except FileNotFoundError:
            same = False
    with speaking.as_service():
        StoredFile.objects.filter(pk=pk).update(damage_seen_at=None if same else Now())
    return same
