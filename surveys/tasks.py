"""Background work of surveys. Beat only ticks; the rows are the schedule."""

from celery import shared_task

from audit.task_runs import recorded
from surveys import keeping


@shared_task
@recorded(keeping.TASK)
def keep_surveys() -> str:
    """Follow the timetables, count the day, and freeze what has closed. Safe to run twice: a survey is frozen once."""
    return keeping.keep_surveys()
