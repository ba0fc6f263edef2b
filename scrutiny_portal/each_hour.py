"""When beat ticks what is done once an hour."""

from datetime import timedelta

from celery.schedules import crontab


class EachHour(crontab):
    """One minute of every hour, by the clock: ``EachHour(minute="7")``.

    An interval of an hour is counted from when beat was started, unless a file still knows when it last ticked. A
    beat that is made anew more often than that, as a container may be, would never get there.
    """

    run_every = timedelta(hours=1)
