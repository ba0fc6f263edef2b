"""Background work of the analysis of surveys. Beat only ticks; the rows are the schedule."""

from celery import shared_task

from analysis import releasing, runs
from audit.task_runs import recorded
from interface.counting import counted


@shared_task
@recorded("Make local reports")
def carry_on() -> str:
    """Make the releases of runs that were asked for, and see which have all their documents."""
    return runs.carry_on()


@shared_task
@recorded("Tell areas of their results")
def tell_areas() -> str:
    """Write to the areas whose own results are out with the report."""
    return f"{counted(releasing.tell_areas(), 'area')} told"
