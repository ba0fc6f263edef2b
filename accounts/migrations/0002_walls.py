"""The trail of people and bodies is read by those who may read it, and added to by triggers alone."""

from django.db import migrations

from accounts import row_security

READS_THE_TRAIL = """
CREATE FUNCTION portal_reads_the_trail() RETURNS boolean LANGUAGE sql STABLE SECURITY DEFINER
    SET search_path = public, pg_temp
    AS $$ SELECT EXISTS (
        SELECT FROM accounts_post
        WHERE person_id = portal_person() AND period @> portal_today()
          AND role IN ('administrator', 'information-governance')) $$;
"""

IS_ADMINISTRATOR = """
CREATE FUNCTION portal_is_administrator() RETURNS boolean LANGUAGE sql STABLE SECURITY DEFINER
    SET search_path = public, pg_temp
    AS $$ SELECT EXISTS (
        SELECT FROM accounts_post
        WHERE person_id = portal_person() AND role = 'administrator' AND period @> portal_today()) $$;
"""


class Migration(migrations.Migration):
    dependencies = [("accounts", "0001_initial")]

    operations = [
        migrations.RunSQL(READS_THE_TRAIL, "DROP FUNCTION portal_reads_the_trail();"),
        migrations.RunSQL(IS_ADMINISTRATOR, "DROP FUNCTION portal_is_administrator();"),
        row_security.history("accounts_userevent"),
        row_security.history("accounts_postevent"),
        row_security.history("accounts_tieevent"),
        row_security.history("accounts_organisationevent"),
    ]
