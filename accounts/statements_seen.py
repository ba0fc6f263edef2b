"""Whether the database shows statements, and with them what people write, to whoever may look at its sessions.

A statement holds the values that it was sent with. Where ``track_activities`` is on, ``pg_stat_activity`` shows the last
one of each session with its moment to the microsecond: an answer without a name would be seen with the time it came.
"""

import logging

from django.conf import settings
from django.db.backends.signals import connection_created

log = logging.getLogger(__name__)

SENTENCE = (
    "The database shows the statements of its sessions (track_activities is on), and with them answers and when they "
    "came. A superuser turns it off: ALTER ROLE portal_app SET track_activities = off (docs/operations.md)."
)


def are_seen(connection) -> bool:
    """Whether statements of this connection stand in pg_stat_activity."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT current_setting('track_activities')::boolean")
        return cursor.fetchone()[0]


_looked_at: set[str] = set()


def _look(sender, connection, **kwargs):
    if settings.DATABASE_ROLE == "owner" or connection.alias in _looked_at:
        return
    _looked_at.add(connection.alias)
    if are_seen(connection):
        log.warning(SENTENCE)


def warn_where_they_are() -> None:
    """Look at the first connection that this process opens. It goes on all the same: answers are still taken."""
    connection_created.connect(_look, dispatch_uid="portal looks whether statements are seen")
