"""Row-level security: the wall behind the code. A filter that someone forgets returns nothing.

The owner role makes the schema; the application's role owns nothing. A table behind the wall shows a row to the
application only where the policy says so, for the person named in the transaction by ``accounts.speaking``.
"""

from django.conf import settings
from django.core.exceptions import ImproperlyConfigured
from django.db import migrations
from django.db.backends.signals import connection_created

OWNER, APP = "portal_owner", "portal_app"


def protect(table: str, *, reads: str, writes: str | None = None) -> migrations.RunSQL:
    """A migration operation: build the wall around one table.

    ``reads`` and ``writes`` are SQL conditions on a row of the table; background work (``portal_is_service()``) always
    passes. A sub-select such as ``participation_id IN (SELECT * FROM portal_participations())`` is worked out once a query;
    written as ``(SELECT portal_participations())`` it takes more than twice as long, being asked for row by row.
    """
    writes = writes or reads
    return migrations.RunSQL(
        sql=f"""
        ALTER TABLE {table} ENABLE ROW LEVEL SECURITY;
        ALTER TABLE {table} FORCE ROW LEVEL SECURITY;
        CREATE POLICY owner_keeps_house ON {table} TO {OWNER} USING (true) WITH CHECK (true);
        CREATE POLICY app_reads ON {table} FOR SELECT TO {APP}
            USING ((SELECT portal_is_service()) OR ({reads}));
        CREATE POLICY app_adds ON {table} FOR INSERT TO {APP}
            WITH CHECK ((SELECT portal_is_service()) OR ({writes}));
        CREATE POLICY app_changes ON {table} FOR UPDATE TO {APP}
            USING ((SELECT portal_is_service()) OR ({writes}))
            WITH CHECK ((SELECT portal_is_service()) OR ({writes}));
        CREATE POLICY app_removes ON {table} FOR DELETE TO {APP}
            USING ((SELECT portal_is_service()) OR ({writes}));
        """,
        reverse_sql=f"""
        DROP POLICY owner_keeps_house ON {table}; DROP POLICY app_reads ON {table};
        DROP POLICY app_adds ON {table}; DROP POLICY app_changes ON {table}; DROP POLICY app_removes ON {table};
        ALTER TABLE {table} NO FORCE ROW LEVEL SECURITY; ALTER TABLE {table} DISABLE ROW LEVEL SECURITY;
        """,
    )


def also_reads(table: str, name: str, *, reads: str) -> migrations.RunSQL:
    """A further way to see rows of a protected table, added by a room higher up that knows why."""
    return migrations.RunSQL(
        sql=f"CREATE POLICY {name} ON {table} FOR SELECT TO {APP} USING ({reads});",
        reverse_sql=f"DROP POLICY {name} ON {table};",
    )


def append_only(table: str, *, reads: str, adds: str) -> migrations.RunSQL:
    """The wall around a table that only grows: nobody changes or removes a row, the portal itself neither."""
    return migrations.RunSQL(
        sql=f"""
        ALTER TABLE {table} ENABLE ROW LEVEL SECURITY;
        ALTER TABLE {table} FORCE ROW LEVEL SECURITY;
        CREATE POLICY owner_keeps_house ON {table} TO {OWNER} USING (true) WITH CHECK (true);
        CREATE POLICY app_reads ON {table} FOR SELECT TO {APP} USING ((SELECT portal_is_service()) OR ({reads}));
        CREATE POLICY app_adds ON {table} FOR INSERT TO {APP} WITH CHECK ((SELECT portal_is_service()) OR ({adds}));
        REVOKE UPDATE, DELETE, TRUNCATE ON {table} FROM {APP};
        """,  # noqa: S608  the names come from migrations
        reverse_sql=f"""
        DROP POLICY owner_keeps_house ON {table}; DROP POLICY app_reads ON {table}; DROP POLICY app_adds ON {table};
        ALTER TABLE {table} NO FORCE ROW LEVEL SECURITY; ALTER TABLE {table} DISABLE ROW LEVEL SECURITY;
        GRANT UPDATE, DELETE ON {table} TO {APP};
        """,
    )


def history(table: str, *, reads: str = "(SELECT portal_reads_the_trail())") -> migrations.RunSQL:
    """The wall around a history table: triggers add to it, those who read the trail see it, nobody changes it.

    The trail's page asks every history table for its newest rows, hence the index.
    """
    wall = append_only(table, reads=reads, adds="true")
    wall.sql += f"CREATE INDEX {table}_newest ON {table} (pgh_created_at DESC, pgh_id DESC);"
    wall.reverse_sql = f"DROP INDEX IF EXISTS {table}_newest; {wall.reverse_sql}"
    return wall


class DangerousRole(ImproperlyConfigured):
    """The application was started with a database role that row-level security does not hold."""


def dangers_of_the_current_role(connection) -> list[str]:
    """Sentences that say why the role of this connection could step around row-level security; none is good."""
    with connection.cursor() as cursor:
        cursor.execute(
            """
            SELECT current_user, rolsuper, rolbypassrls,
                   EXISTS (SELECT FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
                           WHERE n.nspname = 'public' AND c.relkind = 'r'
                             AND pg_has_role(current_user, c.relowner, 'USAGE'))
            FROM pg_roles WHERE rolname = current_user
            """
        )
        name, is_super, bypasses, owns = cursor.fetchone()
    return [
        sentence
        for is_so, sentence in [
            (is_super, f"The database role {name} is a superuser."),
            (bypasses, f"The database role {name} has BYPASSRLS."),
            (owns, f"The database role {name} owns tables of the portal."),
        ]
        if is_so
    ]


_looked_at: set[str] = set()


def _look_at_the_role(sender, connection, **kwargs):
    if settings.DATABASE_ROLE == "owner" or connection.alias in _looked_at:
        return
    dangers = dangers_of_the_current_role(connection)
    if dangers:
        connection.close()
        raise DangerousRole(
            " ".join(dangers)
            + " Row-level security would not hold. Set DATABASE_URL to the role portal_app (docs/operations.md)."
        )
    _looked_at.add(connection.alias)


def refuse_dangerous_roles() -> None:
    """Look at the role of the first connection that this process opens, and refuse to go on with a strong one."""
    connection_created.connect(_look_at_the_role, dispatch_uid="portal looks at its database role")
