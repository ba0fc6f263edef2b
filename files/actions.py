"""What is done with files and documents: taken in, asked for, tried again, swept."""

import hashlib
import json
from datetime import timedelta

from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.db import models, transaction
from django.db.models.functions import Now
from django.utils import timezone

from accounts import speaking
from accounts.waking import wake_when_committed
from files import kinds, names, printable, safety, storing
from files.models import Making, StoredFile

#: Bytes that no row speaks of are left alone this long: somebody may be uploading them just now.
ORPHANS_REST = timedelta(hours=24)
#: Who is woken, once for a commit however many files it brings.
CHECK, PRESS = "files.tasks.check_waiting", "files.tasks.make_waiting"


@transaction.atomic
def take_in(upload, *, by, participation_ref: int | None = None, name: str | None = None) -> StoredFile:
    """Keep what somebody uploads, and say at once what can be said against it; a worker reads the rest.

    Nothing is thrown away: a refused file keeps its bytes and its reasons, for the person to look at and to ask about.
    """
    name = names.to_keep(name if name is not None else upload.name or "")
    file = StoredFile(name=name, uploaded_by=by, participation_ref=participation_ref)
    passing = storing.write(file.key, upload)
    file.size, file.sha256 = passing.passed, passing.hash.hexdigest()
    file.save()
    kind, refusals = safety.look_at_once(name, file.size, passing.beginning, getattr(upload, "cut_short", ""))
    file.move_to(StoredFile.Status.QUARANTINED, kind=kind.slug if kind else "")
    if refusals:
        file.move_to(
            StoredFile.Status.REJECTED, reasons=[refusal.sentence for refusal in refusals], checked_at=timezone.now()
        )
        if getattr(upload, "cut_short", ""):
            # Part of a file is of no use to anybody.
            default_storage.delete(file.key)
            StoredFile.objects.filter(pk=file.pk).update(bytes_removed_at=timezone.now())
            file.bytes_removed_at = timezone.now()
    else:
        wake_when_committed(CHECK)
    return file


def keep_made(content: bytes, *, name: str, kind: str, participation_ref: int | None = None) -> StoredFile:
    """Keep a file that the portal made itself: known to be what it is, so clean from the start. As the service."""
    key = StoredFile._meta.get_field("key").get_default()
    storing.write(key, ContentFile(content))
    return StoredFile.objects.create(
        key=key,
        name=names.to_keep(name),
        size=len(content),
        sha256=hashlib.sha256(content).hexdigest(),
        kind=kind,
        media_type=kinds.BY_SLUG[kind].media_type,
        status=StoredFile.Status.CLEAN,
        checked_at=timezone.now(),
        participation_ref=participation_ref,
    )


# --- documents -------------------------------------------------------------------------------------------------------


def ask_for(
    kind: str,
    subject: models.Model,
    *,
    by=None,
    title: str = "",
    parameters: dict | None = None,
    participation_ref: int | None = None,
) -> Making:
    """The document of this kind about this thing: the one made before, where nothing changed since, or a new one.

    Whether the person may have it is for the caller to know; the printable's rule guards its page in any case.
    """
    parameters = parameters or {}
    document = printable.registered(kind)
    # As the service: a colleague may have asked for the same document before, whose row this person cannot see.
    with speaking.as_service():
        making, is_new = Making.objects.get_or_create(
            kind=kind,
            subject_label=subject._meta.label_lower,
            subject_id=subject.pk,
            fingerprint=_fingerprint(document, subject.pk, parameters),
            defaults={
                "parameters": parameters,
                "title": (title or document.title)[:300],
                "asked_by": by,
                "participation_ref": participation_ref,
            },
        )
    if is_new:
        wake_when_committed(PRESS)
    return making


def _fingerprint(document: "printable.Registered", subject_id: int, parameters: dict) -> str:
    source = document.fingerprint(subject_id) if document.fingerprint else ""
    return hashlib.sha256(json.dumps([source, parameters], sort_keys=True, default=str).encode()).hexdigest()


def try_again(making: Making) -> None:
    """Put a document that failed back into the queue, with all its tries before it."""
    with speaking.as_service():
        making.move_to(
            Making.Status.QUEUED, attempts=0, held_until=None, progress=0, doing="", failure="", asked_at=timezone.now()
        )
    wake_when_committed(PRESS)


# --- sweeping --------------------------------------------------------------------------------------------------------


def sweep(*, refused_kept_for: timedelta) -> tuple[int, int]:
    """Remove bytes that no row speaks of, and the bytes of files refused long ago; returns how many of each.

    The row of a refused file stays, with its reasons.
    """
    return _sweep_orphans(), _sweep_refused(refused_kept_for)


def _sweep_orphans() -> int:
    rest_until, removed = timezone.now() - ORPHANS_REST, 0
    for folder in _folders():
        keys = [f"{folder}/{name}" for name in default_storage.listdir(folder)[1]]
        with speaking.as_service():
            known = set(StoredFile.objects.filter(key__in=keys).values_list("key", flat=True))
        for key in keys:
            if key not in known and default_storage.get_modified_time(key) < rest_until:
                default_storage.delete(key)
                removed += 1
    return removed


def _folders() -> list[str]:
    """Only folders that our own keys make: another room may keep other things in the same storage."""
    try:
        folders = default_storage.listdir("")[0]
    except FileNotFoundError:
        return []
    return [folder for folder in folders if len(folder) == 2]


def _sweep_refused(kept_for: timedelta) -> int:
    removed = 0
    with speaking.as_service():
        old = StoredFile.objects.filter(
            status=StoredFile.Status.REJECTED, bytes_removed_at=None, checked_at__lt=Now() - kept_for
        )
        for file in old.select_for_update(skip_locked=True)[:500]:
            StoredFile.objects.filter(pk=file.pk).update(bytes_removed_at=Now())
            transaction.on_commit(lambda key=file.key: default_storage.delete(key))
            removed += 1
    return removed
