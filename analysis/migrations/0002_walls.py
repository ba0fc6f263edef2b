"""Who sees what was made of a survey: the team its own programme's, an area what is out of its own, everyone the national."""

from django.db import migrations

from accounts import row_security

# A survey's results are out with the report they belong to: in a rolling programme the one about the area, otherwise
# the programme's own, about no area in particular. Asked of the same clock as the report itself.
FUNCTIONS = """
CREATE FUNCTION portal_survey_report_is_out(its_programme bigint, its_participation bigint) RETURNS boolean
    LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = public, pg_temp
    AS $$ BEGIN RETURN EXISTS (
        SELECT FROM reports_edition e
        JOIN reports_report r ON r.id = e.report_id
        JOIN programmes_programme g ON g.id = r.programme_id
        JOIN reports_publication released ON released.edition_id = e.id
        WHERE g.id = its_programme
          AND released.cancelled_at IS NULL AND released.confirmed_at IS NOT NULL AND released.publish_at <= now()
          AND CASE WHEN g.shape = 'rolling' THEN e.area_slugs && ARRAY(
                SELECT a.slug FROM programmes_participation taking_part
                JOIN programmes_partnership_areas pa ON pa.partnership_id = taking_part.partnership_id
                JOIN accounts_area a ON a.id = pa.area_id
                WHERE taking_part.id = its_participation)
              ELSE e.area_slugs = '{}' END);
    END $$;

CREATE FUNCTION portal_survey_results_out() RETURNS SETOF bigint LANGUAGE plpgsql STABLE SECURITY DEFINER
    SET search_path = public, pg_temp
    AS $$ BEGIN RETURN QUERY
        WITH standing AS (
            SELECT its.id, s.programme_id,
                   CASE WHEN g.shape = 'rolling' THEN coalesce(d.participation_id, its.participation_id) END AS whose
            FROM analysis_release its
            JOIN analysis_plan p ON p.id = its.plan_id
            JOIN surveys_dataset d ON d.id = p.dataset_id
            JOIN surveys_survey s ON s.id = d.survey_id
            JOIN programmes_programme g ON g.id = s.programme_id
            WHERE its.status = 'stands'
        ), reported AS MATERIALIZED (
            SELECT one.programme_id, one.whose FROM (SELECT DISTINCT programme_id, whose FROM standing) one
            WHERE portal_survey_report_is_out(one.programme_id, one.whose)
        )
        SELECT standing.id FROM standing
        JOIN reported ON reported.programme_id = standing.programme_id
            AND reported.whose IS NOT DISTINCT FROM standing.whose;
    END $$;
"""
FUNCTIONS_BACK = "DROP FUNCTION portal_survey_results_out(); DROP FUNCTION portal_survey_report_is_out(bigint, bigint);"

# Neither of two readers sees the other's themes before both have read: the database keeps them apart as well.
BLIND = """
CREATE FUNCTION portal_passages_read_twice() RETURNS SETOF bigint LANGUAGE plpgsql STABLE SECURITY DEFINER
    SET search_path = public, pg_temp
    AS $$ BEGIN RETURN QUERY
        SELECT passage_id FROM analysis_reading WHERE read_at IS NOT NULL GROUP BY passage_id HAVING count(*) = 2;
    END $$;
"""
BLIND_BACK = "DROP FUNCTION portal_passages_read_twice();"

PLAN_READ = """dataset_id IN (SELECT its.id FROM surveys_dataset its JOIN surveys_survey s ON s.id = its.survey_id
    WHERE s.programme_id IN (SELECT * FROM portal_programmes_read()))"""
OF_A_PLAN = "plan_id IN (SELECT its.id FROM analysis_plan its)"
OWN = "participation_id IN (SELECT * FROM portal_participations())"
RELEASE_READ = f"({OF_A_PLAN} AND (participation_id IS NULL OR {OWN})) OR ({OWN} AND id IN (SELECT * FROM portal_survey_results_out()))"
THEMES = """survey_id IN (SELECT its.id FROM surveys_survey its
    WHERE its.programme_id IN (SELECT * FROM portal_programmes_read()))"""
PASSAGE_READ = f"""dataset_id IN (SELECT its.id FROM surveys_dataset its) AND (participation_id IS NULL OR {OWN})"""
OF_A_PASSAGE = "passage_id IN (SELECT its.id FROM analysis_passage its)"
OWN_PLACE = "reader_id = (SELECT portal_person())"
OWN_READING = """reading_id IN (SELECT its.id FROM analysis_reading its WHERE its.reader_id = (SELECT portal_person()))"""
READING_SEEN = """reading_id IN (SELECT its.id FROM analysis_reading its WHERE its.reader_id = (SELECT portal_person())
    OR its.passage_id IN (SELECT * FROM portal_passages_read_twice()))"""


class Migration(migrations.Migration):
    dependencies = [("analysis", "0001_initial"), ("surveys", "0002_walls"), ("programmes", "0002_walls"), ("reports", "0002_walls")]

    operations = [
        migrations.RunSQL(FUNCTIONS, FUNCTIONS_BACK),
        migrations.RunSQL(BLIND, BLIND_BACK),
        row_security.protect("analysis_plan", reads=PLAN_READ, writes="false"),
        row_security.protect("analysis_byhand", reads=OF_A_PLAN, writes="false"),
        row_security.protect("analysis_release", reads=RELEASE_READ, writes="false"),
        row_security.append_only(
            "analysis_releasednumber",
            reads="release_id IN (SELECT its.id FROM analysis_release its)",
            adds="false",
        ),
        row_security.protect("analysis_localrun", reads=OF_A_PLAN, writes="false"),
        row_security.protect("analysis_theme", reads=THEMES),
        row_security.protect("analysis_passage", reads=PASSAGE_READ),
        row_security.protect("analysis_reading", reads=OF_A_PASSAGE, writes=f"{OF_A_PASSAGE} AND {OWN_PLACE}"),
        row_security.protect("analysis_coding", reads=READING_SEEN, writes=OWN_READING),
        row_security.protect("analysis_settlement", reads=OF_A_PASSAGE),
        row_security.protect("analysis_quote", reads=THEMES),
        row_security.history("analysis_planevent"),
        row_security.history("analysis_byhandevent"),
        row_security.history("analysis_releaseevent"),
        row_security.history("analysis_localrunevent"),
        row_security.history("analysis_themeevent"),
        row_security.history("analysis_passageevent"),
        row_security.history("analysis_settlementevent"),
    ]
