"""News is its writers' until its minute, and everybody's from then on. An address that subscribes is the portal's alone."""

from django.db import migrations

from accounts import row_security

FUNCTIONS = """
-- Whether news is out: approved, and its report's edition public or its own minute come, by the database's clock.
CREATE FUNCTION portal_news_out() RETURNS SETOF bigint LANGUAGE plpgsql STABLE SECURITY DEFINER
    SET search_path = public, pg_temp
    AS $$ BEGIN RETURN QUERY
        SELECT n.id FROM newsroom_newsitem n
        WHERE n.status = 'approved' AND (
            (n.report_id IS NULL AND n.publish_at <= now())
            OR EXISTS (
                SELECT FROM reports_publication p JOIN reports_edition e ON e.id = p.edition_id
                WHERE e.report_id = n.report_id AND e.number = n.edition_number AND e.set_aside_at IS NULL
                  AND p.confirmed_at IS NOT NULL AND p.cancelled_at IS NULL AND p.publish_at <= now()));
    END $$;

CREATE FUNCTION portal_news_is_out(item bigint) RETURNS boolean LANGUAGE plpgsql STABLE SECURITY DEFINER
    SET search_path = public, pg_temp
    AS $$ BEGIN RETURN item IN (SELECT * FROM portal_news_out()); END $$;

-- Posts that read news of no report before it is out, and those that write it.
CREATE FUNCTION portal_reads_news() RETURNS boolean LANGUAGE plpgsql STABLE SECURITY DEFINER
    SET search_path = public, pg_temp
    AS $$ BEGIN RETURN EXISTS (
        SELECT FROM accounts_post
        WHERE person_id = portal_person() AND period @> portal_today()
          AND role IN ('administrator', 'communications', 'panel-member')); END $$;

CREATE FUNCTION portal_makes_news() RETURNS boolean LANGUAGE plpgsql STABLE SECURITY DEFINER
    SET search_path = public, pg_temp
    AS $$ BEGIN RETURN EXISTS (
        SELECT FROM accounts_post
        WHERE person_id = portal_person() AND period @> portal_today()
          AND role IN ('administrator', 'communications')); END $$;

-- Press releases are written by those who release the report: its lead and communications, and the posts for all.
CREATE FUNCTION portal_reports_with_news_of_ours() RETURNS SETOF bigint LANGUAGE plpgsql STABLE SECURITY DEFINER
    SET search_path = public, pg_temp
    AS $$ BEGIN RETURN QUERY
        SELECT r.id FROM reports_report r
        WHERE portal_makes_news() OR r.programme_id IN (
            SELECT programme_id FROM programmes_assignment
            WHERE person_id = portal_person() AND period @> portal_today() AND role IN ('lead', 'communications'));
    END $$;
"""
FUNCTIONS_BACK = """
DROP FUNCTION portal_reports_with_news_of_ours();
DROP FUNCTION portal_makes_news();
DROP FUNCTION portal_reads_news();
DROP FUNCTION portal_news_is_out(bigint);
DROP FUNCTION portal_news_out();
"""

READ = (
    "id IN (SELECT * FROM portal_news_out()) OR report_id IN (SELECT * FROM portal_drafts_read())"
    " OR (report_id IS NULL AND (SELECT portal_reads_news()))"
)
WRITTEN = (
    "report_id IN (SELECT * FROM portal_reports_with_news_of_ours()) OR (report_id IS NULL AND (SELECT portal_makes_news()))"
)
OF_NEWS_READ = "item_id IN (SELECT id FROM newsroom_newsitem)"
NOBODY = "false"

GRANTS = """
REVOKE DELETE ON newsroom_newsitem FROM portal_app;
REVOKE UPDATE, DELETE ON newsroom_newscorrection FROM portal_app;
REVOKE UPDATE, DELETE ON newsroom_told FROM portal_app;
"""
GRANTS_BACK = """
GRANT DELETE ON newsroom_newsitem TO portal_app;
GRANT UPDATE, DELETE ON newsroom_newscorrection, newsroom_told TO portal_app;
"""


class Migration(migrations.Migration):
    dependencies = [("newsroom", "0001_initial"), ("reports", "0002_walls"), ("programmes", "0002_walls")]

    operations = [
        migrations.RunSQL(FUNCTIONS, FUNCTIONS_BACK),
        row_security.protect("newsroom_newsitem", reads=READ, writes=WRITTEN),
        row_security.protect("newsroom_newscorrection", reads=OF_NEWS_READ),
        row_security.protect("newsroom_subscriber", reads=NOBODY),
        row_security.protect("newsroom_subscriber_programmes", reads=NOBODY),
        row_security.protect("newsroom_subscriber_areas", reads=NOBODY),
        row_security.protect("newsroom_mailing", reads=NOBODY),
        row_security.protect("newsroom_told", reads=NOBODY),
        row_security.history("newsroom_newsitemevent"),
        migrations.RunSQL(GRANTS, GRANTS_BACK),
    ]
