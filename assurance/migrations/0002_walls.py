"""Locked versions are their readers', and nobody changes one: the portal itself neither."""

from django.db import migrations

from accounts import row_security

FUNCTIONS = """
-- Locked versions that a person reads: those of the drafts they read.
CREATE FUNCTION portal_versions_read() RETURNS SETOF bigint LANGUAGE plpgsql STABLE SECURITY DEFINER
    SET search_path = public, pg_temp
    AS $$ BEGIN RETURN QUERY
        SELECT v.id FROM assurance_lockedversion v WHERE v.report_id IN (SELECT * FROM portal_drafts_read());
    END $$;
"""
FUNCTIONS_BACK = "DROP FUNCTION portal_versions_read();"

# By report as well: a version that was just locked is not yet in any list of versions.
VERSION_READ = "report_id IN (SELECT * FROM portal_drafts_read()) OR id IN (SELECT * FROM portal_versions_read())"
VERSION_ADDED = "report_id IN (SELECT * FROM portal_drafts_written()) AND locked_by_id = (SELECT portal_person())"


class Migration(migrations.Migration):
    dependencies = [("assurance", "0001_initial"), ("reports", "0002_walls"), ("programmes", "0002_walls")]

    operations = [
        migrations.RunSQL(FUNCTIONS, FUNCTIONS_BACK),
        row_security.append_only("assurance_lockedversion", reads=VERSION_READ, adds=VERSION_ADDED),
    ]
