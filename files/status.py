"""What the status page says about files and documents."""

from datetime import timedelta

from django.db.models import Count, Min, Q
from django.utils import timezone
from django.utils.timesince import timesince

from audit import status
from files import clamd
from files.models import Making, StoredFile

#: A check takes a second; what waits longer than this waits for something.
LONG = timedelta(minutes=10)


@status.several({"Files being checked": 40, "Files that changed after their check": 41})
def checks():
    waiting, changed = Q(status=StoredFile.Status.QUARANTINED), Q(damage_seen_at__isnull=False)
    found = StoredFile.objects.filter(waiting | changed).aggregate(
        waiting=Count("pk", filter=waiting),
        oldest=Min("uploaded_at", filter=waiting),
        changed=Count("pk", filter=changed),
    )
    return _being_checked(found["waiting"], found["oldest"]), _changed(found["changed"])


def _being_checked(count, oldest):
    if not count:
        return status.ok("No file waits to be checked.")
    since = timesince(oldest, depth=1)
    words = f"{count} {'file waits' if count == 1 else 'files wait'} to be checked, the oldest for {since}."
    if timezone.now() - oldest < LONG:
        return status.ok(words)
    held_because = StoredFile.objects.waiting().exclude(held_because="").values_list("held_because", flat=True).first()
    return status.wrong(f"{words} {held_because or 'Is a worker running?'}")


def _changed(count):
    if not count:
        return status.ok("Every file read again is as it was when it was checked.")
    return status.wrong(
        f"{count} {'file is' if count == 1 else 'files are'} no longer as checked, and cannot be opened. "
        "Bring the bytes back from a backup."
    )


@status.line("Documents being made", order=42)
def documents_being_made():
    waits = Q(status__in=[Making.Status.QUEUED, Making.Status.MAKING])
    count, oldest, failed = Making.objects.aggregate(
        count=Count("pk", filter=waits),
        oldest=Min("asked_at", filter=waits),
        failed=Count("pk", filter=Q(status=Making.Status.FAILED)),
    ).values()
    words = "No document waits to be made."
    if count:
        since = timesince(oldest, depth=1)
        words = f"{count} {'document' if count == 1 else 'documents'} to be made, the oldest for {since}."
    if count and timezone.now() - oldest > LONG:
        return status.wrong(f"{words} Is a worker running?")
    if failed:
        return status.look(f"{words} {failed} could not be made; the page of each has a button to try again.")
    return status.ok(words)


@status.line("Virus scanner", order=43)
def virus_scanner():
    if not clamd.is_configured():
        return status.look("No virus scanner is set up (CLAMD_ADDRESS): files are checked for structure only.")
    try:
        return status.ok(f"{clamd.version()} answers.")
    except clamd.NoAnswer as error:
        return status.wrong(f"The virus scanner does not answer ({error}). Files wait, and nobody can open them.")
