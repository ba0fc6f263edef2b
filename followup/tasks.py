"""Background work of this room. Beat only ticks; the rows are the schedule."""

from celery import shared_task

from audit.task_runs import recorded
from followup import reminding


@shared_task
@recorded("Remind of plans")
def remind() -> str:
    """Send the reminders that today asks for. Safe to run twice: a letter is one for its occasion and recipient."""
    return reminding.remind()
