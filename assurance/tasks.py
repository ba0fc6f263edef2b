"""Background work of this room. Beat only ticks; what is due is asked of the rows."""

from celery import shared_task

from assurance import meeting
from audit.task_runs import recorded
from interface.counting import counted


@shared_task
@recorded("Remind of what the panel asked for")
def remind_of_conditions() -> str:
    """Safe to run twice: a reminder is one for its occasion and recipient."""
    sent = meeting.remind_of_conditions()
    return f"{counted(sent, 'reminder')} posted" if sent else "Nothing to remind of"
