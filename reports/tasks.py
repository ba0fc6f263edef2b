"""Background work of this room. A release needs none of it."""

from celery import shared_task

from audit.task_runs import recorded
from reports import announcing


@shared_task
@recorded("Tell of publications")
def announce_publications() -> str:
    """Beat runs this every few seconds: which releases have not been told of is asked of the rows."""
    return announcing.announce_what_is_public()
