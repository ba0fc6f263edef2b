"""The trail only grows: the chain knows every row, and the application changes neither seals nor looks."""

from django.db import migrations

from accounts import row_security


class Migration(migrations.Migration):
    dependencies = [("audit", "0001_initial"), ("accounts", "0002_walls")]

    operations = [
        row_security.append_only("audit_seal", reads="(SELECT portal_reads_the_trail())", adds="false"),
        # Nobody notes a look in another's name.
        row_security.append_only(
            "audit_look", reads="(SELECT portal_reads_the_trail())", adds="person_id = (SELECT portal_person())"
        ),
        row_security.protect("audit_horizon", reads="false"),
        row_security.protect("audit_taskrun", reads="true", writes="false"),
        migrations.RunSQL(
            # The trail is searched by who did it, which stands in the context of a change.
            """
            CREATE INDEX pghistory_context_person ON pghistory_context ((metadata ->> 'user'));
            REVOKE DELETE, TRUNCATE ON pghistory_context FROM portal_app;
            """,
            """
            DROP INDEX pghistory_context_person;
            GRANT DELETE ON pghistory_context TO portal_app;
            """,
        ),
    ]
