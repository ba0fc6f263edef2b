"""Background work of this room. No embargo begins or ends by it: it only writes letters."""

from celery import shared_task

from accuracy import copies
from audit.task_runs import recorded


@shared_task
@recorded("Tell of moved embargoes")
def tell_of_moved_embargoes() -> str:
    """Beat runs this now and then: whose minute has moved is asked of the rows."""
    return copies.tell_of_moved_minutes()
