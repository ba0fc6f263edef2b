"""Whoever runs a programme reads its letters, so that they can see to the e-mails that point to them."""

from django.db import migrations

from accounts import row_security

PROGRAMMES_RUN = """
CREATE FUNCTION portal_programmes_run() RETURNS SETOF bigint LANGUAGE sql STABLE SECURITY DEFINER
    SET search_path = public, pg_temp
    AS $$
        SELECT programme_id FROM programmes_assignment
        WHERE person_id = portal_person() AND period @> portal_today() AND role IN ('lead', 'support-officer')
    $$;
"""


class Migration(migrations.Migration):
    dependencies = [("programmes", "0002_walls"), ("notifications", "0002_walls")]

    operations = [
        migrations.RunSQL(PROGRAMMES_RUN, "DROP FUNCTION portal_programmes_run();"),
        row_security.also_reads(
            "notifications_notice",
            "whoever_runs_a_programme_reads_its_letters",
            reads="programme_ref IN (SELECT portal_programmes_run())"
            " AND (participation_ref IS NULL OR participation_ref IN (SELECT portal_participations()))",
        ),
    ]
