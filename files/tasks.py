"""Background work with files. Each task takes ids and may run twice; the rows are the schedule."""

from datetime import timedelta

from celery import shared_task
from django.conf import settings

from accounts import speaking
from audit.task_runs import recorded
from files import actions, checking, making
from files.models import Making, StoredFile
from interface.counting import counted

#: As many as one tick hands out; the next tick hands out the next.
AT_ONCE = 50
#: Every checked file is read again in the course of a month, some each hour.
HOURS_IN_A_ROUND = 720


@shared_task
@recorded("Check waiting files")
def check_waiting() -> str:
    """Beat runs this every few seconds: hands every waiting file that nobody holds to a worker."""
    with speaking.as_service():
        waiting = list(StoredFile.objects.to_check().values_list("pk", flat=True)[:AT_ONCE])
    for pk in waiting:
        check_file.delay(pk)
    return f"Handed out {len(waiting)}."


@shared_task(acks_late=True)
@recorded("Check one file")
def check_file(pk: int) -> str:
    """Safe to run twice: the second finds the file held, or settled."""
    return checking.check(pk)


@shared_task
@recorded("Make waiting documents")
def make_waiting() -> str:
    """Beat runs this every few seconds: hands every document that nobody is making to a worker."""
    with speaking.as_service():
        waiting = list(Making.objects.to_make().values_list("pk", flat=True)[:AT_ONCE])
    for pk in waiting:
        make.delay(pk)
    return f"Handed out {len(waiting)}."


@shared_task(acks_late=True, time_limit=280)
@recorded("Make one document")
def make(pk: int) -> str:
    """Safe to run twice: the second finds the document being made, or ready."""
    return making.make(pk)


@shared_task
@recorded("Compare one file with its check")
def verify(pk: int) -> str:
    """Compares the bytes of one checked file with what they were when it was checked."""
    return "the same" if checking.verify(pk) else "changed"


@shared_task
@recorded("Sweep files, and read some again")
def sweep_files() -> str:
    """Beat runs this every hour: bytes of no row, bytes refused long ago, and a look at a share of all others."""
    orphans, refused = actions.sweep(refused_kept_for=timedelta(days=settings.REFUSED_FILES_KEPT_DAYS))
    with speaking.as_service():
        share = list(StoredFile.objects.to_read_again(HOURS_IN_A_ROUND).values_list("pk", flat=True))
    changed = sum(not checking.verify(pk) for pk in share)
    return f"Removed {counted(orphans, 'orphan')} and {refused} refused; of {len(share)} read again, {changed} had changed."
