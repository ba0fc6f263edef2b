"""The day it is in Scotland, by PostgreSQL's clock: the one that deadlines go by, whatever a machine's own clock says."""

from datetime import date, datetime

from django.db import connection
from django.db.models import DateField, Func


class Today(Func):
    """The day as an expression: the ``portal_today()`` that row-level security asks too."""

    function = "portal_today"
    output_field = DateField()


def today(at: datetime | None = None) -> date:
    """The same day as a value; ``at`` asks for the day in Scotland at another moment."""
    with connection.cursor() as cursor:
        if at is None:
            cursor.execute("SELECT portal_today()")
        else:
            cursor.execute("SELECT (%s::timestamptz AT TIME ZONE 'Europe/London')::date", [at])
        return cursor.fetchone()[0]
