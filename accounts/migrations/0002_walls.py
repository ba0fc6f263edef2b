"""The trail of people and bodies is read by those who may read it, and added to by triggers alone."""

from django.db import migrations

from accounts import row_security

# Every function of a wall is in PL/pgSQL, whose plans a session keeps. One in SQL that runs with its owner's rights is
# planned again in each statement that asks it: a tenth of a millisecond for each table of a page.
READS_THE_TRAIL = """
CREATE FUNCTION portal_reads_the_trail() RETURNS boolean LANGUAGE plpgsql STABLE SECURITY DEFINER
    SET search_path = public, pg_temp
    AS $$ BEGIN RETURN EXISTS (
        SELECT FROM accounts_post
        WHERE person_id = portal_person() AND period @> portal_today()
          AND role IN ('administrator', 'information-governance')); END $$;
"""

IS_ADMINISTRATOR = """
CREATE FUNCTION portal_is_administrator() RETURNS boolean LANGUAGE plpgsql STABLE SECURITY DEFINER
    SET search_path = public, pg_temp
    AS $$ BEGIN RETURN EXISTS (
        SELECT FROM accounts_post
        WHERE person_id = portal_person() AND role = 'administrator' AND period @> portal_today()); END $$;
"""


class Migration(migrations.Migration):
    dependencies = [
        ("accounts", "0001_initial"),
        # Whatever else hangs on people comes before the rooms above: the fewer models there are, the quicker it is.
        ("account", "0009_emailaddress_unique_primary_email"),
        ("mfa", "0003_authenticator_type_uniq"),
        ("socialaccount", "0006_alter_socialaccount_extra_data"),
    ]

    operations = [
        migrations.RunSQL(READS_THE_TRAIL, "DROP FUNCTION portal_reads_the_trail();"),
        migrations.RunSQL(IS_ADMINISTRATOR, "DROP FUNCTION portal_is_administrator();"),
        row_security.history("accounts_userevent"),
        row_security.history("accounts_postevent"),
        row_security.history("accounts_tieevent"),
        row_security.history("accounts_organisationevent"),
        row_security.history("accounts_areaevent"),
        row_security.history("accounts_invitationevent"),
    ]
