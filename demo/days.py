"""Days of the demo: whatever day it is started on, nobody in it begins or meets on a day on which nobody works."""

from datetime import date, datetime, time, timedelta

from django.utils import timezone

from programmes.calendar import WorkingDays


def ago(days: int) -> date:
    """The working day so many days ago, or the last one before that day."""
    return WorkingDays().on_or_before(timezone.localdate() - timedelta(days=days))


def after(day: date, days: int) -> date:
    """The working day so many days after a day, or the next one after that."""
    return WorkingDays().on_or_after(day + timedelta(days=days))


def morning(day: date) -> datetime:
    """Nine in the morning of a day, on the clock in Scotland."""
    return timezone.make_aware(datetime.combine(day, time(9)))
