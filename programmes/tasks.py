"""Background work of the plan. Beat only ticks; the rows are the schedule."""

from celery import shared_task

from audit.task_runs import recorded
from programmes import tick


@shared_task
@recorded(tick.TASK)
def keep_timetables() -> str:
    """Send what the timetables ask for today. Safe to run twice: a letter is one for its occasion and recipient."""
    return tick.keep_timetables()
