"""The walls around what respondents send, and the few questions that may be asked through them.

The portal's own role reads neither answers nor forms in the making. What it may do is a function here: take a form,
keep one, give one back to whoever has its number, count, and freeze a survey into a dataset whose order is drawn by lot.
"""

from django.db import migrations

from accounts import row_security

SHUT_AWAY = """
REVOKE ALL ON surveys_answer, surveys_draft FROM portal_app;
REVOKE UPDATE, DELETE, TRUNCATE ON surveys_datasetrow FROM portal_app;
REVOKE DELETE, TRUNCATE ON surveys_dataset FROM portal_app;
"""
OPEN_AGAIN = """
GRANT SELECT, INSERT, UPDATE, DELETE ON surveys_answer, surveys_draft, surveys_datasetrow, surveys_dataset TO portal_app;
"""

FUNCTIONS = """
-- The day whose forms may be sent: what was begun before midnight may be sent until two.
CREATE FUNCTION surveys_day_of_forms() RETURNS date LANGUAGE sql STABLE
    AS $$ SELECT (now() AT TIME ZONE 'Europe/London' - interval '2 hours')::date $$;

-- Whether a link takes forms now.
CREATE FUNCTION surveys_takes_forms(asked_link bigint) RETURNS boolean LANGUAGE plpgsql STABLE SECURITY DEFINER
    SET search_path = public, pg_temp
    AS $$ BEGIN RETURN EXISTS (
        SELECT FROM surveys_link
        WHERE id = asked_link AND dataset_id IS NULL
          AND opens_on <= portal_today() AND closes_on >= surveys_day_of_forms()); END $$;

-- What a link asks from the moment it takes its first form. Whoever comes through the door finds it said already.
CREATE FUNCTION surveys_ask_from_now(asked_link bigint) RETURNS void LANGUAGE plpgsql SECURITY DEFINER
    SET search_path = public, pg_temp
    AS $$ BEGIN
        UPDATE surveys_link l SET version_id = s.version_id FROM surveys_survey s
        WHERE l.id = asked_link AND l.version_id IS NULL AND s.id = l.survey_id; END $$;

-- Take a form, once. The lock is shared by everybody who sends and waited for by whoever freezes.
CREATE FUNCTION surveys_take(asked_link bigint, asked_mark bytea, given jsonb) RETURNS text
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path = public, pg_temp
    AS $$ BEGIN
        PERFORM pg_advisory_xact_lock_shared(73051, asked_link::integer);
        IF NOT surveys_takes_forms(asked_link) THEN
            RETURN CASE WHEN EXISTS (SELECT FROM surveys_answer WHERE mark = asked_mark) THEN 'taken' ELSE 'closed' END;
        END IF;
        PERFORM surveys_ask_from_now(asked_link);
        INSERT INTO surveys_answer (mark, link_id, values) VALUES (asked_mark, asked_link, given)
            ON CONFLICT DO NOTHING;
        DELETE FROM surveys_draft WHERE mark = asked_mark;
        RETURN 'taken';
    END $$;

-- Keep a form in the making, unless it was sent already or the link takes none.
CREATE FUNCTION surveys_keep(asked_link bigint, asked_mark bytea, given jsonb) RETURNS void
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path = public, pg_temp
    AS $$ BEGIN
        PERFORM pg_advisory_xact_lock_shared(73051, asked_link::integer);
        IF NOT surveys_takes_forms(asked_link) THEN RETURN; END IF;
        PERFORM surveys_ask_from_now(asked_link);
        INSERT INTO surveys_draft (mark, link_id, values, kept_on)
            SELECT asked_mark, asked_link, given, portal_today()
            WHERE NOT EXISTS (SELECT FROM surveys_answer WHERE mark = asked_mark)
            ON CONFLICT (mark) DO UPDATE SET values = excluded.values, kept_on = excluded.kept_on
            WHERE surveys_draft.link_id = excluded.link_id;
    END $$;

-- A form for whoever has its number: what was kept of it, or that it was sent.
CREATE FUNCTION surveys_form(asked_mark bytea) RETURNS TABLE (was_sent boolean, kept jsonb)
    LANGUAGE plpgsql STABLE SECURITY DEFINER
    SET search_path = public, pg_temp
    AS $$ BEGIN RETURN QUERY
        SELECT EXISTS (SELECT FROM surveys_answer a WHERE a.mark = asked_mark),
               (SELECT d.values FROM surveys_draft d WHERE d.mark = asked_mark); END $$;

CREATE FUNCTION surveys_forget(asked_mark bytea) RETURNS void LANGUAGE plpgsql SECURITY DEFINER
    SET search_path = public, pg_temp
    AS $$ BEGIN DELETE FROM surveys_draft WHERE mark = asked_mark; END $$;

-- How many answers have come at each of these links.
CREATE FUNCTION surveys_arrived(asked_links bigint[]) RETURNS TABLE (link bigint, answers bigint)
    LANGUAGE plpgsql STABLE SECURITY DEFINER
    SET search_path = public, pg_temp
    AS $$ BEGIN RETURN QUERY
        SELECT l.id, count(a.mark) FROM surveys_link l LEFT JOIN surveys_answer a ON a.link_id = l.id
        WHERE l.id = ANY (asked_links) GROUP BY l.id; END $$;

-- Which of these links have begun: something was answered, kept in the making, or frozen there. Says no more than that.
CREATE FUNCTION surveys_begun(asked_links bigint[]) RETURNS SETOF bigint
    LANGUAGE plpgsql STABLE SECURITY DEFINER
    SET search_path = public, pg_temp
    AS $$ BEGIN RETURN QUERY
        SELECT l.id FROM surveys_link l WHERE l.id = ANY (asked_links) AND (
            l.dataset_id IS NOT NULL
            OR EXISTS (SELECT FROM surveys_answer a WHERE a.link_id = l.id)
            OR EXISTS (SELECT FROM surveys_draft d WHERE d.link_id = l.id)); END $$;

-- An answer belongs to the words that it was given to. The lock lets those finish who are sending at this moment.
CREATE FUNCTION surveys_what_was_asked_stands() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER
    SET search_path = public, pg_temp
    AS $$ BEGIN
        PERFORM pg_advisory_xact_lock(73051, OLD.id::integer);
        IF EXISTS (SELECT FROM surveys_begun(ARRAY[OLD.id])) THEN
            RAISE EXCEPTION 'a link that has answers asks what they were given to'
                USING ERRCODE = 'integrity_constraint_violation';
        END IF;
        RETURN NEW;
    END $$;
CREATE TRIGGER what_was_asked_stands BEFORE UPDATE OF version_id ON surveys_link
    FOR EACH ROW WHEN (OLD.version_id IS NOT NULL AND OLD.version_id IS DISTINCT FROM NEW.version_id)
    EXECUTE FUNCTION surveys_what_was_asked_stands();

-- The same for the reply of a partnership: from the first word that somebody wrote.
CREATE FUNCTION surveys_what_was_written_stands() RETURNS trigger LANGUAGE plpgsql
    AS $$ BEGIN
        RAISE EXCEPTION 'a reply that somebody has written in answers what it was begun with'
            USING ERRCODE = 'integrity_constraint_violation'; END $$;
CREATE TRIGGER what_was_asked_stands BEFORE UPDATE OF version_id ON surveys_reply
    FOR EACH ROW WHEN (OLD.version_id IS NOT NULL AND OLD.edits > 0 AND OLD.version_id IS DISTINCT FROM NEW.version_id)
    EXECUTE FUNCTION surveys_what_was_written_stands();

-- Count the day: what has come, less what had come until yesterday. Says how many rows it wrote.
CREATE FUNCTION surveys_count_the_day() RETURNS integer LANGUAGE plpgsql SECURITY DEFINER
    SET search_path = public, pg_temp
    AS $$
    DECLARE written integer;
    BEGIN
        IF NOT portal_is_service() THEN RAISE EXCEPTION 'only the portal itself counts the day'; END IF;
        INSERT INTO surveys_daycount (link_id, "on", answers)
            SELECT l.id, portal_today(), greatest(0, came.n - coalesce(earlier.n, 0))
            FROM surveys_link l
            CROSS JOIN LATERAL (SELECT count(*) AS n FROM surveys_answer a WHERE a.link_id = l.id) came
            LEFT JOIN LATERAL (SELECT sum(d.answers) AS n FROM surveys_daycount d
                WHERE d.link_id = l.id AND d."on" < portal_today()) earlier ON true
            WHERE l.dataset_id IS NULL AND came.n > coalesce(earlier.n, 0)
            ON CONFLICT (link_id, "on") DO UPDATE SET answers = excluded.answers
            WHERE surveys_daycount.answers <> excluded.answers;
        GET DIAGNOSTICS written = ROW_COUNT;
        RETURN written;
    END $$;

-- Freeze: the answers of these links become rows of a dataset, in an order drawn by lot, and are gone where they were.
CREATE FUNCTION surveys_freeze(asked_dataset bigint, asked_links bigint[]) RETURNS integer
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path = public, pg_temp
    AS $$
    DECLARE
        each bigint;
        frozen integer;
    BEGIN
        IF NOT portal_is_service() THEN RAISE EXCEPTION 'only the portal itself freezes a survey'; END IF;
        FOREACH each IN ARRAY asked_links LOOP
            PERFORM pg_advisory_xact_lock(73051, each::integer);
            IF surveys_takes_forms(each) THEN RAISE EXCEPTION 'link % still takes forms', each; END IF;
        END LOOP;
        UPDATE surveys_link SET dataset_id = asked_dataset WHERE id = ANY (asked_links) AND dataset_id IS NULL;
        INSERT INTO surveys_datasetrow (dataset_id, number, participation_id, kind, values)
            SELECT asked_dataset, row_number() OVER (ORDER BY lot), participation_id, kind, values
            FROM (SELECT l.participation_id, l.kind, a.values, random() AS lot
                  FROM surveys_answer a JOIN surveys_link l ON l.id = a.link_id
                  WHERE l.dataset_id = asked_dataset) drawn
            ORDER BY lot;
        GET DIAGNOSTICS frozen = ROW_COUNT;
        DELETE FROM surveys_answer a USING surveys_link l WHERE l.id = a.link_id AND l.dataset_id = asked_dataset;
        DELETE FROM surveys_draft d USING surveys_link l WHERE l.id = d.link_id AND l.dataset_id = asked_dataset;
        RETURN frozen;
    END $$;

-- Forms that nobody came back to. Says how many were forgotten.
CREATE FUNCTION surveys_forget_old_forms(days integer) RETURNS integer LANGUAGE plpgsql SECURITY DEFINER
    SET search_path = public, pg_temp
    AS $$
    DECLARE gone integer;
    BEGIN
        DELETE FROM surveys_draft WHERE kept_on < portal_today() - greatest(days, 1);
        GET DIAGNOSTICS gone = ROW_COUNT;
        RETURN gone;
    END $$;
"""
NONE = """
DROP TRIGGER what_was_asked_stands ON surveys_reply; DROP FUNCTION surveys_what_was_written_stands();
DROP TRIGGER what_was_asked_stands ON surveys_link; DROP FUNCTION surveys_what_was_asked_stands();
DROP FUNCTION surveys_begun(bigint[]);
DROP FUNCTION surveys_forget_old_forms(integer); DROP FUNCTION surveys_freeze(bigint, bigint[]);
DROP FUNCTION surveys_count_the_day(); DROP FUNCTION surveys_arrived(bigint[]); DROP FUNCTION surveys_forget(bytea);
DROP FUNCTION surveys_form(bytea); DROP FUNCTION surveys_keep(bigint, bytea, jsonb);
DROP FUNCTION surveys_take(bigint, bytea, jsonb); DROP FUNCTION surveys_ask_from_now(bigint);
DROP FUNCTION surveys_takes_forms(bigint);
DROP FUNCTION surveys_day_of_forms();
"""

# Which replies a person was asked to write. As the owner, for the wall around those places asks this too.
WRITES = """
CREATE FUNCTION surveys_written_by_me() RETURNS TABLE (survey bigint, participation bigint, kind text)
    LANGUAGE plpgsql STABLE SECURITY DEFINER COST 10 ROWS 1
    SET search_path = public, pg_temp
    AS $$ BEGIN RETURN QUERY
        SELECT w.survey_id, w.participation_id, w.kind::text FROM surveys_writer w
        WHERE w.person_id = portal_person() AND w.ended_at IS NULL; END $$;
"""
WRITES_NOT = "DROP FUNCTION surveys_written_by_me();"

OWN = "participation_id IN (SELECT * FROM portal_participations())"
SAT_IN = "participation_id IN (SELECT * FROM portal_participations_sat_in())"
#: What a board or a post answers for itself: those asked to write it, and nobody else in its partnership.
WRITTEN_BY_ME = "(survey_id, participation_id, kind) IN (SELECT * FROM surveys_written_by_me())"
OF_MY_PROGRAMMES = (
    "survey_id IN (SELECT its.id FROM surveys_survey its WHERE its.programme_id IN (SELECT * FROM portal_programmes_read()))"
)
#: Single answers are the team's. Those of a partnership that one is tied to are not.
READS_ROWS = """dataset_id IN (SELECT its.id FROM surveys_dataset its)
    AND (participation_id IS NULL OR participation_id IN (SELECT * FROM portal_participations()))"""


class Migration(migrations.Migration):
    dependencies = [("surveys", "0001_initial"), ("programmes", "0002_walls")]

    operations = [
        row_security.protect(
            "surveys_link",
            reads=f"{OWN} OR (participation_id IS NULL AND {OF_MY_PROGRAMMES})",
            writes="false",
        ),
        row_security.protect(
            "surveys_daycount",
            reads="link_id IN (SELECT its.id FROM surveys_link its)",
            writes="false",
        ),
        row_security.protect(
            "surveys_dataset",
            reads=f"{OF_MY_PROGRAMMES} AND (participation_id IS NULL OR {OWN})",
            writes="false",
        ),
        row_security.protect("surveys_datasetrow", reads=READS_ROWS, writes="false"),
        migrations.RunSQL(FUNCTIONS, NONE),
        migrations.RunSQL(SHUT_AWAY, OPEN_AGAIN),
        migrations.RunSQL(WRITES, WRITES_NOT),
        row_security.protect(
            "surveys_reply",
            # What is not sent yet is the partnership's own; what answers for itself is no matter of the partnership.
            reads=f"""CASE WHEN of_its_own
                THEN {WRITTEN_BY_ME} OR (sent_at IS NOT NULL AND {OWN} AND NOT {SAT_IN})
                ELSE {OWN} AND (sent_at IS NOT NULL OR {SAT_IN}) END""",
            writes=f"CASE WHEN of_its_own THEN {WRITTEN_BY_ME} ELSE {SAT_IN} END",
        ),
        row_security.protect(
            "surveys_writer",
            reads=f"person_id = (SELECT portal_person()) OR {OWN} OR {WRITTEN_BY_ME}",
            writes="false",
        ),
        # Whoever writes for a board sees whose board it is, and nothing more of the partnership.
        row_security.also_reads(
            "programmes_participation",
            "whoever_writes_a_reply_sees_of_which_partnership",
            reads="id IN (SELECT its.participation FROM surveys_written_by_me() its)",
        ),
        row_security.history("surveys_writerevent"),
        row_security.history("surveys_replyevent"),
        row_security.history("surveys_surveyevent"),
        row_security.history("surveys_linkevent"),
    ]
