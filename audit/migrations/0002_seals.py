"""The trail only grows: the chain knows every row, a look is noted once a minute, and the application changes neither."""

import django.contrib.postgres.constraints
import django.contrib.postgres.fields
from django.conf import settings
from django.db import migrations, models

import audit.models
from accounts import row_security


class Migration(migrations.Migration):
    dependencies = [
        ("audit", "0001_initial"),
        ("accounts", "0002_walls"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="Horizon",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("table", models.CharField(max_length=100, unique=True)),
                ("last_row", models.BigIntegerField()),
                ("transaction", models.BigIntegerField()),
                ("noticed_at", models.DateTimeField()),
            ],
        ),
        # No seal was made before this migration, so the new columns need no value for old rows.
        migrations.AddField(
            "seal",
            "columns",
            django.contrib.postgres.fields.ArrayField(
                models.CharField(max_length=100),
                default=list,
                help_text="What was hashed; columns added later are not part of it.",
            ),
            preserve_default=False,
        ),
        migrations.AddField(
            "seal",
            "marks",
            models.BinaryField(
                default=b"", help_text="Id and hash of each row, so that the one that was changed can be named."
            ),
            preserve_default=False,
        ),
        migrations.AlterField(
            "seal",
            "digest",
            models.CharField(help_text="SHA-256 over all of this and the previous digest, in hex.", max_length=64),
        ),
        migrations.AlterField("seal", "first_row", models.BigIntegerField(help_text="First id of the stretch.")),
        migrations.AlterField("seal", "last_row", models.BigIntegerField(help_text="Last id of the stretch.")),
        migrations.AlterField(
            "seal", "table", models.CharField(help_text="Table that the stretch lies in.", max_length=100)
        ),
        migrations.AddConstraint(
            "look",
            django.contrib.postgres.constraints.ExclusionConstraint(
                expressions=[
                    ("person", "="),
                    ("kind", "="),
                    ("subject_id", "="),
                    (audit.models.MinuteFrom("at"), "&&"),
                ],
                name="a_look_within_a_minute_of_the_last_is_the_same_look",
            ),
        ),
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
