"""What this process's connection to the database may do, and what others can see of it.

A role that could step around row-level security is refused: every wall of the portal would stand open. Where the
database shows statements, a process goes on, for answers must still be taken, and says so: a statement holds the values
that it was sent with, and ``pg_stat_activity`` shows the last one of each session with its moment to the microsecond.
An answer without a name would be seen with the time it came.
"""

import logging
from dataclasses import dataclass

from django.conf import settings
from django.core.exceptions import ImproperlyConfigured
from django.db.backends.signals import connection_created

log = logging.getLogger(__name__)

STATEMENTS_ARE_SEEN = (
    "The database shows the statements of its sessions (track_activities is on), and with them answers and when they "
    "came. A superuser turns it off: ALTER ROLE portal_app SET track_activities = off (docs/operations.md)."
)


class DangerousRole(ImproperlyConfigured):
    """The application was started with a database role that row-level security does not hold."""


@dataclass(frozen=True)
class Looked:
    """``dangers`` are sentences that say why the role could step around row-level security; none is good."""

    dangers: tuple[str, ...]
    shows_statements: bool


def look_at(connection) -> Looked:
    """One question to the database of this connection."""
    with connection.cursor() as cursor:
        cursor.execute(
            """
            SELECT current_user, rolsuper, rolbypassrls,
                   EXISTS (SELECT FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
                           WHERE n.nspname = 'public' AND c.relkind = 'r'
                             AND pg_has_role(current_user, c.relowner, 'USAGE')),
                   current_setting('track_activities')::boolean
            FROM pg_roles WHERE rolname = current_user
            """
        )
        name, is_super, bypasses, owns, shows_statements = cursor.fetchone()
    dangers = [
        sentence
        for is_so, sentence in [
            (is_super, f"The database role {name} is a superuser."),
            (bypasses, f"The database role {name} has BYPASSRLS."),
            (owns, f"The database role {name} owns tables of the portal."),
        ]
        if is_so
    ]
    return Looked(tuple(dangers), shows_statements)


_looked_at: set[str] = set()


def _look(sender, connection, **kwargs):
    if settings.DATABASE_ROLE == "owner" or connection.alias in _looked_at:
        return
    found = look_at(connection)
    if found.dangers:
        connection.close()
        raise DangerousRole(
            " ".join(found.dangers)
            + " Row-level security would not hold. Set DATABASE_URL to the role portal_app (docs/operations.md)."
        )
    _looked_at.add(connection.alias)
    if found.shows_statements:
        log.warning(STATEMENTS_ARE_SEEN)


def look_at_the_first() -> None:
    """Look at the first connection that this process opens, refuse a dangerous role, and warn of shown statements."""
    connection_created.connect(_look, dispatch_uid="portal looks at its session of the database")
