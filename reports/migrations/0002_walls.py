"""Drafts are their team's. An edition is everybody's from its confirmed minute on, and the database is who says so."""

from django.db import migrations

from accounts import row_security

FUNCTIONS = """
-- Programmes whose drafts a person may read: the whole team, and who reads every draft by their post.
CREATE FUNCTION portal_programmes_drafted() RETURNS SETOF bigint LANGUAGE plpgsql STABLE SECURITY DEFINER
    SET search_path = public, pg_temp
    AS $$ BEGIN RETURN QUERY
        SELECT programme_id FROM programmes_assignment
        WHERE person_id = portal_person() AND period @> portal_today()
        UNION
        SELECT id FROM programmes_programme
        WHERE EXISTS (
            SELECT FROM accounts_post
            WHERE person_id = portal_person() AND period @> portal_today()
              AND role IN ('administrator', 'communications', 'panel-member'));
    END $$;

CREATE FUNCTION portal_drafts_read() RETURNS SETOF bigint LANGUAGE plpgsql STABLE SECURITY DEFINER
    SET search_path = public, pg_temp
    AS $$ BEGIN RETURN QUERY SELECT r.id FROM reports_report r WHERE r.programme_id IN (SELECT * FROM portal_programmes_drafted()); END $$;

-- Reports whose drafts a person writes: a narrower wall, since panel and communications read only.
CREATE FUNCTION portal_drafts_written() RETURNS SETOF bigint LANGUAGE plpgsql STABLE SECURITY DEFINER
    SET search_path = public, pg_temp
    AS $$ BEGIN RETURN QUERY SELECT r.id FROM reports_report r WHERE r.programme_id IN (SELECT * FROM portal_programmes_read()); END $$;

CREATE FUNCTION portal_editions_worked_on() RETURNS SETOF bigint LANGUAGE plpgsql STABLE SECURITY DEFINER
    SET search_path = public, pg_temp
    AS $$ BEGIN RETURN QUERY SELECT e.id FROM reports_edition e WHERE e.report_id IN (SELECT * FROM portal_drafts_read()); END $$;

-- Which areas the public may know to take part: in an announced programme that names partnerships, from the day that
-- the partnership was notified; in one that never attributes only where every area takes part, which tells nothing.
CREATE FUNCTION portal_areas_taking_part() RETURNS TABLE (programme_id bigint, area_id bigint)
    LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = public, pg_temp
    AS $$
    #variable_conflict use_column
    BEGIN RETURN QUERY
        WITH taking_part AS (
            SELECT DISTINCT g.id AS programme_id, g.attribution, a.area_id
            FROM programmes_programme g
            JOIN programmes_participation p ON p.programme_id = g.id AND p.withdrawn_at IS NULL
            JOIN programmes_partnership_areas a ON a.partnership_id = p.partnership_id
            WHERE g.public_from <= portal_today() AND coalesce(p.day_one, g.day_one) <= portal_today()
        ), of_every_area AS (
            SELECT t.programme_id FROM taking_part t
            GROUP BY t.programme_id HAVING count(*) = (SELECT count(*) FROM accounts_area)
        )
        SELECT t.programme_id, t.area_id FROM taking_part t
        WHERE t.attribution = 'named' OR t.programme_id IN (SELECT e.programme_id FROM of_every_area e);
    END $$;
"""

FUNCTIONS_BACK = """
DROP FUNCTION portal_areas_taking_part();
DROP FUNCTION portal_editions_worked_on();
DROP FUNCTION portal_drafts_written();
DROP FUNCTION portal_drafts_read();
DROP FUNCTION portal_programmes_drafted();
"""

# What the application could never need to change, it has no right to change.
GRANTS = """
REVOKE UPDATE, DELETE ON reports_edition FROM portal_app;
GRANT UPDATE (set_aside_at, set_aside_by_id, set_aside_reason) ON reports_edition TO portal_app;
REVOKE UPDATE, DELETE ON reports_editionfile FROM portal_app;
REVOKE DELETE ON reports_publication FROM portal_app;
"""
GRANTS_BACK = "GRANT UPDATE, DELETE ON reports_edition, reports_editionfile, reports_publication TO portal_app;"

READ = "report_id IN (SELECT * FROM portal_drafts_read())"
WRITTEN = "report_id IN (SELECT * FROM portal_drafts_written())"

RELEASED = "confirmed_at IS NOT NULL AND cancelled_at IS NULL AND publish_at <= now()"
# The publication is looked up through its own wall, which says the same again.
OF_A_RELEASED_EDITION = (
    f"EXISTS (SELECT FROM reports_publication WHERE reports_publication.edition_id = {{edition}} AND {RELEASED})"
)
EDITION_READ = f"{READ} OR {OF_A_RELEASED_EDITION.format(edition='reports_edition.id')}"
FILE_READ = (
    "edition_id IN (SELECT * FROM portal_editions_worked_on()) OR "
    + OF_A_RELEASED_EDITION.format(edition="reports_editionfile.edition_id")
)
PUBLICATION_READ = f"({RELEASED}) OR edition_id IN (SELECT * FROM portal_editions_worked_on())"
OF_A_SECTION_READ = "section_id IN (SELECT id FROM reports_section)"


class Migration(migrations.Migration):
    dependencies = [("reports", "0001_initial"), ("programmes", "0002_walls"), ("files", "0002_walls")]

    operations = [
        migrations.RunSQL(FUNCTIONS, FUNCTIONS_BACK),
        row_security.protect(
            "reports_report",
            # By programme, not by report: a report just begun is not yet in any list of reports.
            reads="programme_id IN (SELECT * FROM portal_programmes_drafted())",
            writes="programme_id IN (SELECT * FROM portal_programmes_read())",
        ),
        row_security.protect("reports_report_authors", reads=READ, writes=WRITTEN),
        row_security.protect("reports_report_areas", reads=READ, writes=WRITTEN),
        row_security.protect("reports_section", reads=READ, writes=WRITTEN),
        row_security.protect("reports_figure", reads=READ, writes=WRITTEN),
        row_security.protect("reports_presence", reads=OF_A_SECTION_READ),
        row_security.protect("reports_edition", reads=EDITION_READ, writes=WRITTEN),
        row_security.protect(
            "reports_editionfile", reads=FILE_READ, writes="edition_id IN (SELECT * FROM portal_editions_worked_on())"
        ),
        row_security.protect(
            "reports_publication",
            reads=PUBLICATION_READ,
            writes="edition_id IN (SELECT * FROM portal_editions_worked_on())",
        ),
        # The bytes of a PDF pass through the same wall as its edition.
        row_security.also_reads(
            "files_storedfile", "of_an_edition_one_may_read", reads="id IN (SELECT stored_id FROM reports_editionfile)"
        ),
        migrations.RunSQL(GRANTS, GRANTS_BACK),
        row_security.history("reports_reportevent"),
        row_security.history("reports_sectionevent"),
        row_security.history("reports_figureevent"),
        row_security.history("reports_publicationevent"),
    ]
