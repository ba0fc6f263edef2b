"""Background work of this room. The rows are the schedule; beat only ticks. Each may run twice, and twice at once."""

from celery import shared_task

from audit.task_runs import recorded
from notifications import delivering, reconciling


@shared_task
@recorded("Deliver waiting letters")
def deliver_waiting() -> str:
    """Send the e-mails whose turn has come."""
    return delivering.deliver_waiting()


@shared_task
@recorded("Reconcile letters")
def reconcile() -> str:
    """Count letters expected against letters in inboxes."""
    return reconciling.reconcile()
