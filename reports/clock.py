"""The one clock that a release goes by: PostgreSQL's, read once for each transaction."""

from datetime import datetime

from django.db import connection
from django.db.models import DateTimeField, Func


class TransactionTime(Func):
    """The moment at which this request, or this piece of work, began: the ``now()`` that row-level security asks too.

    Django's ``Now()`` would be the statement's moment: half of a page could be from before a release and half from after.
    """

    template = "now()"
    output_field = DateTimeField()


def transaction_time() -> datetime:
    """The same moment as a value, for what must be told to caches and counted down for people."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT now()")
        return cursor.fetchone()[0]
