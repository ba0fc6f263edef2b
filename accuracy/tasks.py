"""Background work of this room: it writes letters, and nothing else depends on it."""

from celery import shared_task

from accuracy import copies, sending
from audit.task_runs import recorded


@shared_task
@recorded("Tell of moved embargoes")
def tell_of_moved_embargoes() -> str:
    """Beat runs this now and then: whose minute has moved is asked of the rows."""
    return copies.tell_of_moved_minutes()


@shared_task
@recorded("Remind of drafts to check")
def remind_of_fact_checks() -> str:
    """Beat runs this now and then: whose last day is near is asked of the rows."""
    return sending.remind_of_due_checks()
