"""Row-level security: the wall behind the code. A filter that someone forgets returns nothing.

The owner role makes the schema; the application's role owns nothing. A table behind the wall shows a row to the
application only where the policy says so, for the person named in the transaction by ``accounts.speaking``.
"""

from django.db import migrations

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
