"""Who sees what follows a report. The database says it once more, behind the code.

What is drafted is its team's. What an edition states is everybody's from that edition's minute, and so is a judgement that
comes out with one. What a partnership plans and writes is its own until it is sent, then its team's too, and everybody's
only where the team has decided so, in a programme that names partnerships.
"""

from django.db import migrations

from accounts import row_security

FUNCTIONS = """
-- Reports that everybody may read at this moment.
CREATE FUNCTION portal_reports_released() RETURNS SETOF bigint LANGUAGE plpgsql STABLE SECURITY DEFINER
    SET search_path = public, pg_temp
    AS $$ BEGIN RETURN QUERY
        SELECT e.report_id FROM reports_edition e JOIN reports_publication p ON p.edition_id = e.id
        WHERE p.confirmed_at IS NOT NULL AND p.cancelled_at IS NULL AND p.publish_at <= now();
    END $$;

CREATE FUNCTION portal_editions_released() RETURNS SETOF bigint LANGUAGE plpgsql STABLE SECURITY DEFINER
    SET search_path = public, pg_temp
    AS $$ BEGIN RETURN QUERY
        SELECT p.edition_id FROM reports_publication p
        WHERE p.confirmed_at IS NOT NULL AND p.cancelled_at IS NULL AND p.publish_at <= now();
    END $$;

-- Updates and answers of which the last decision is that everybody may read them: of a released report, and of a
-- partnership only where its programme names those that take part.
CREATE FUNCTION portal_decided_to_show() RETURNS TABLE (update_id bigint, response_id bigint)
    LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = public, pg_temp
    AS $$
    #variable_conflict use_column
    BEGIN RETURN QUERY
        WITH last AS (
            SELECT DISTINCT ON (s.update_id, s.response_id) s.update_id, s.response_id, s.is_shown, s.report_id
            FROM followup_shown s ORDER BY s.update_id, s.response_id, s.id DESC
        )
        SELECT l.update_id, l.response_id FROM last l
        JOIN reports_report r ON r.id = l.report_id
        JOIN programmes_programme g ON g.id = r.programme_id
        LEFT JOIN followup_update u ON u.id = l.update_id
        LEFT JOIN followup_response a ON a.id = l.response_id
        WHERE l.is_shown AND l.report_id IN (SELECT * FROM portal_reports_released())
            AND (g.attribution = 'named' OR coalesce(u.participation_id, a.participation_id) IS NULL);
    END $$;

-- What the wall around an update asks, for what hangs on it: asked with its own eyes, as a policy that asked the table
-- itself would ask in a ring.
CREATE FUNCTION portal_updates_shown() RETURNS SETOF bigint LANGUAGE plpgsql STABLE SECURITY DEFINER
    SET search_path = public, pg_temp
    AS $$ BEGIN RETURN QUERY SELECT d.update_id FROM portal_decided_to_show() d WHERE d.update_id IS NOT NULL; END $$;

CREATE FUNCTION portal_responses_shown() RETURNS SETOF bigint LANGUAGE plpgsql STABLE SECURITY DEFINER
    SET search_path = public, pg_temp
    AS $$ BEGIN RETURN QUERY SELECT d.response_id FROM portal_decided_to_show() d WHERE d.response_id IS NOT NULL; END $$;

CREATE FUNCTION portal_actions_shown() RETURNS SETOF bigint LANGUAGE plpgsql STABLE SECURITY DEFINER
    SET search_path = public, pg_temp
    AS $$ BEGIN RETURN QUERY
        SELECT e.action_id FROM followup_entry e WHERE e.update_id IN (SELECT * FROM portal_updates_shown());
    END $$;

-- Also where there is none: an empty column is no way round the wall.
CREATE FUNCTION portal_keeps_to_its_partnership() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER
    SET search_path = public, pg_temp
    AS $$
    DECLARE theirs bigint;
    BEGIN
        EXECUTE format('SELECT participation_id FROM %I WHERE id = ($1).%I', TG_ARGV[0], TG_ARGV[1]) INTO theirs USING NEW;
        IF theirs IS DISTINCT FROM NEW.participation_id THEN
            RAISE EXCEPTION 'A row of % belongs to the partnership of the row that it hangs on.', TG_TABLE_NAME;
        END IF;
        RETURN NEW;
    END $$;
"""

FUNCTIONS_BACK = """
DROP FUNCTION portal_keeps_to_its_partnership();
DROP FUNCTION portal_actions_shown();
DROP FUNCTION portal_responses_shown();
DROP FUNCTION portal_updates_shown();
DROP FUNCTION portal_decided_to_show();
DROP FUNCTION portal_editions_released();
DROP FUNCTION portal_reports_released();
"""

READ = "report_id IN (SELECT * FROM portal_drafts_read())"
WRITTEN = "report_id IN (SELECT * FROM portal_drafts_written())"
EDITION_WORKED_ON = "edition_id IN (SELECT * FROM portal_editions_worked_on())"
EDITION_READ = f"{EDITION_WORKED_ON} OR edition_id IN (SELECT * FROM portal_editions_released())"
OF_A_RECOMMENDATION = "EXISTS (SELECT FROM followup_recommendation its WHERE its.id = recommendation_id)"
PROGRESS_READ = (
    f"{READ} OR (report_id IN (SELECT * FROM portal_reports_released())"
    " AND (edition_id IS NULL OR edition_id IN (SELECT * FROM portal_editions_released())))"
)
REVIEW_READ = f"{READ} OR report_id IN (SELECT * FROM portal_reports_released())"
OF_A_RECOMMENDATION_WRITTEN = (
    "EXISTS (SELECT FROM followup_recommendation its WHERE its.id = recommendation_id"
    " AND its.report_id IN (SELECT * FROM portal_drafts_written()))"
)
REVIEWED_READ = (
    "EXISTS (SELECT FROM followup_progressreview its WHERE its.id = review_id"
    " AND its.report_id IN (SELECT * FROM portal_drafts_read()))"
)

OWN = "participation_id IN (SELECT * FROM portal_participations())"
SAT_IN = "participation_id IN (SELECT * FROM portal_participations_sat_in())"
A_BODYS = f"participation_id IS NULL AND {WRITTEN}"
PLAN = f"{OWN} OR ({A_BODYS})"
AS_ITS_PLAN = "EXISTS (SELECT FROM followup_plan its WHERE its.id = plan_id)"
SENT_OR_SAT_IN = f"({AS_ITS_PLAN} AND (sent_at IS NOT NULL OR participation_id IS NULL OR {SAT_IN}))"
UPDATE_READ = f"{SENT_OR_SAT_IN} OR id IN (SELECT * FROM portal_updates_shown())"
AS_ITS_UPDATE = "EXISTS (SELECT FROM followup_update its WHERE its.id = update_id)"
#: What everybody may read of an update ends with its words: its files and the team's view are for those who see the plan.
AS_ITS_ENTRY = (
    "EXISTS (SELECT FROM followup_entry its JOIN followup_update u ON u.id = its.update_id"
    " JOIN followup_plan p ON p.id = u.plan_id WHERE its.id = entry_id)"
)
ACTION_READ = f"{AS_ITS_PLAN} OR id IN (SELECT * FROM portal_actions_shown())"
SERVES_READ = "EXISTS (SELECT FROM followup_action its WHERE its.id = action_id)"
ROUND_READ = (
    f"{READ} OR report_id IN (SELECT plan.report_id FROM followup_plan plan)"
    " OR id IN (SELECT u.round_id FROM followup_update u WHERE u.id IN (SELECT * FROM portal_updates_shown()))"
)
RESPONSE_READ = f"{PLAN} OR id IN (SELECT * FROM portal_responses_shown())"
SHOWN_READ = (
    f"{READ} OR update_id IN (SELECT * FROM portal_updates_shown())"
    " OR response_id IN (SELECT * FROM portal_responses_shown())"
)
#: The partnership is compared, or who gave the file: anybody might put the number of somebody else's file into an entry.
FILES = """EXISTS (SELECT FROM followup_entryfile its WHERE its.file_id = files_storedfile.id
    AND (its.participation_id = participation_ref
        OR (its.participation_id IS NULL AND participation_ref IS NULL AND its.added_by_id = uploaded_by_id)))"""


def keeps_to_its_partnership(table: str, column: str, parent: str) -> migrations.RunSQL:
    """A row belongs to the partnership of the row it hangs on, or like it to none: no wall is stepped over by naming another."""
    return migrations.RunSQL(
        f"CREATE TRIGGER {table}_{column}_keeps_to_its_partnership BEFORE INSERT OR UPDATE ON {table}"
        f" FOR EACH ROW EXECUTE FUNCTION portal_keeps_to_its_partnership('{parent}', '{column}');",
        f"DROP TRIGGER {table}_{column}_keeps_to_its_partnership ON {table};",
    )


def of_the_same_report(table: str) -> migrations.RunSQL:
    """What is said of a recommendation names its report too, and the database compares the two."""
    name = f"{table}_is_of_the_recommendations_report"
    return migrations.RunSQL(
        f"ALTER TABLE {table} ADD CONSTRAINT {name} FOREIGN KEY (recommendation_id, report_id)"
        " REFERENCES followup_recommendation (id, report_id) DEFERRABLE INITIALLY DEFERRED;",
        f"ALTER TABLE {table} DROP CONSTRAINT {name};",
    )


class Migration(migrations.Migration):
    dependencies = [("followup", "0001_initial"), ("reports", "0002_walls"), ("inspections", "0002_walls")]

    operations = [
        migrations.RunSQL(FUNCTIONS, FUNCTIONS_BACK),
        of_the_same_report("followup_progress"),
        of_the_same_report("followup_response"),
        keeps_to_its_partnership("followup_action", "plan_id", "followup_plan"),
        keeps_to_its_partnership("followup_update", "plan_id", "followup_plan"),
        keeps_to_its_partnership("followup_entry", "update_id", "followup_update"),
        keeps_to_its_partnership("followup_entry", "action_id", "followup_action"),
        keeps_to_its_partnership("followup_entryfile", "entry_id", "followup_entry"),
        keeps_to_its_partnership("followup_view", "entry_id", "followup_entry"),
        row_security.protect("followup_recommendation", reads=READ, writes=WRITTEN),
        row_security.protect("followup_owner", reads=OF_A_RECOMMENDATION, writes=OF_A_RECOMMENDATION_WRITTEN),
        row_security.protect("followup_stated", reads=EDITION_READ, writes=EDITION_WORKED_ON),
        row_security.protect("followup_progress", reads=PROGRESS_READ, writes=WRITTEN),
        row_security.protect("followup_progressreview", reads=REVIEW_READ, writes=WRITTEN),
        row_security.protect("followup_reviewed", reads=REVIEWED_READ, writes=REVIEWED_READ.replace("read()", "written()")),
        row_security.protect("followup_plan", reads=PLAN, writes=f"{PLAN} OR {WRITTEN}"),
        row_security.protect("followup_action", reads=ACTION_READ, writes=AS_ITS_PLAN),
        row_security.protect("followup_action_serves", reads=SERVES_READ),
        row_security.protect("followup_round", reads=ROUND_READ, writes=WRITTEN),
        row_security.protect("followup_update", reads=UPDATE_READ, writes=SENT_OR_SAT_IN),
        row_security.protect("followup_entry", reads=AS_ITS_UPDATE),
        row_security.protect("followup_entryfile", reads=AS_ITS_ENTRY),
        row_security.protect("followup_view", reads=AS_ITS_ENTRY),
        row_security.protect("followup_response", reads=RESPONSE_READ, writes=PLAN),
        row_security.protect("followup_shown", reads=SHOWN_READ, writes=WRITTEN),
        # The bytes of a file pass through the same wall as the entry that it shows.
        row_security.also_reads("files_storedfile", "evidence_of_an_update_one_may_read", reads=FILES),
        row_security.history("followup_recommendationevent"),
        row_security.history("followup_reviewedevent"),
        row_security.history("followup_actionevent"),
    ]
