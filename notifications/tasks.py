"""Background work of this room. The rows are the schedule; beat only ticks."""

from celery import shared_task


@shared_task
def deliver_waiting() -> str:
    """Send the e-mails whose turn has come. Any number of these may run at once."""
    from notifications import delivering

    return delivering.deliver_waiting()
