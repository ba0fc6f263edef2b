"""Who sees which partnership's rows: the sentence of ``Participation.visible_to`` in SQL, and the walls that ask it."""

from django.db import migrations

from accounts import row_security

FUNCTIONS = """
-- COST and ROWS tell the planner what is usual: a programme's 32 areas, not the thousand it would guess.
-- Programmes whose returns a person reads: an administrator all, the others those they are assigned to.
CREATE FUNCTION portal_programmes_read() RETURNS SETOF bigint LANGUAGE plpgsql STABLE SECURITY DEFINER
    COST 10 ROWS 32
    SET search_path = public, pg_temp
    AS $$ BEGIN RETURN QUERY
        SELECT programme_id FROM programmes_assignment
        WHERE person_id = portal_person() AND period @> portal_today()
          AND role IN ('lead', 'inspector', 'associate-assessor', 'support-officer')
        UNION
        SELECT id FROM programmes_programme WHERE portal_is_administrator();
    END $$;

-- Participations that a person sits in: what is in the making there is theirs, and nobody else's.
CREATE FUNCTION portal_participations_sat_in() RETURNS SETOF bigint LANGUAGE plpgsql STABLE SECURITY DEFINER
    COST 10 ROWS 1
    SET search_path = public, pg_temp
    AS $$ BEGIN RETURN QUERY
        SELECT participation_id FROM programmes_seat
        WHERE person_id = portal_person() AND status = 'accepted' AND period @> portal_today();
    END $$;

-- Participations whose rows a person may see: their own partnership's, and those of programmes they read,
-- never of a partnership that has a body they work for or are tied to.
--
-- Every protected table of a statement asks this, so a statement over eight of them asked eight times: half of what a
-- page waited for; and a page asks a dozen such statements. The answer is kept for as long as nothing that this very
-- transaction did can change it: for this person and day, until it writes its first row, and from then on for one
-- statement. What somebody else does meanwhile counts from the next transaction on, which is the next request.
CREATE FUNCTION portal_participations() RETURNS SETOF bigint LANGUAGE plpgsql STABLE SECURITY DEFINER
    COST 10 ROWS 32
    SET search_path = public, pg_temp
    AS $$
    DECLARE
        asked text := concat_ws(' ', portal_person(), portal_today(),
            CASE WHEN pg_current_xact_id_if_assigned() IS NULL THEN 'read ' || now()
                ELSE 'written ' || statement_timestamp() END);
        found bigint[];
    BEGIN
        IF current_setting('portal.participations_asked', true) = asked THEN
            RETURN QUERY SELECT unnest(current_setting('portal.participations')::bigint[]);
            RETURN;
        END IF;
        found := ARRAY(
            SELECT participation_id FROM programmes_seat
            WHERE person_id = portal_person() AND status = 'accepted' AND period @> portal_today()
            UNION
            SELECT p.id FROM programmes_participation p
            WHERE p.programme_id IN (SELECT * FROM portal_programmes_read())
              AND NOT EXISTS (
                SELECT FROM programmes_partnership_organisations o
                WHERE o.partnership_id = p.partnership_id
                  AND (o.organisation_id IN (SELECT organisation_id FROM accounts_tie WHERE person_id = portal_person())
                    OR o.organisation_id = (SELECT organisation_id FROM accounts_user WHERE id = portal_person()))));
        PERFORM set_config('portal.participations', found::text, true),
                set_config('portal.participations_asked', asked, true);
        RETURN QUERY SELECT unnest(found);
    END $$;

-- Programmes whose letters a person sees to.
CREATE FUNCTION portal_programmes_run() RETURNS SETOF bigint LANGUAGE plpgsql STABLE SECURITY DEFINER
    COST 10 ROWS 32
    SET search_path = public, pg_temp
    AS $$ BEGIN RETURN QUERY
        SELECT programme_id FROM programmes_assignment
        WHERE person_id = portal_person() AND period @> portal_today() AND role IN ('lead', 'support-officer');
    END $$;

-- Where a person belongs: ``Assignment.objects.current()``, ``Seat.objects.held()`` and whom they are tied to, as
-- programmes.models.belonging reads it. It has no rights but those of whoever asks.
CREATE FUNCTION portal_belonging(person bigint, employer bigint, today date, reads_all boolean)
    RETURNS TABLE (kind text, place bigint, words text, programme bigint) LANGUAGE plpgsql STABLE
    SET search_path = public, pg_temp
    AS $$
    #variable_conflict use_variable
    BEGIN RETURN QUERY
        WITH works AS (
            SELECT programme_id, role FROM programmes_assignment
            WHERE person_id = person AND period @> today)
        SELECT 'team', programme_id, role::text, programme_id FROM works
        UNION ALL
        SELECT 'tie', theirs.partnership_id, body.name::text, partnership.programme_id
        FROM programmes_partnership_organisations theirs
        JOIN programmes_partnership partnership ON partnership.id = theirs.partnership_id
        JOIN accounts_organisation body ON body.id = theirs.organisation_id
        WHERE (body.id = employer OR body.id IN (SELECT organisation_id FROM accounts_tie WHERE person_id = person))
          AND (reads_all OR partnership.programme_id IN (SELECT programme_id FROM works))
        UNION ALL
        SELECT 'seat', seat.participation_id, seat.role::text, part.programme_id
        FROM programmes_seat seat JOIN programmes_participation part ON part.id = seat.participation_id
        WHERE seat.person_id = person AND seat.status = 'accepted' AND seat.period @> today;
    END $$;
"""

FUNCTIONS_BACK = """
DROP FUNCTION portal_belonging(bigint, bigint, date, boolean);
DROP FUNCTION portal_programmes_run();
DROP FUNCTION portal_participations();
DROP FUNCTION portal_participations_sat_in();
DROP FUNCTION portal_programmes_read();
"""

OWN = "participation_id IN (SELECT * FROM portal_participations())"
# A nominee sees the seat they are offered before they see anything else of the partnership.
OWN_SEAT = f"person_id = (SELECT portal_person()) OR {OWN}"
OWN_OR_SHARED = f"participation_id IS NULL OR {OWN}"


class Migration(migrations.Migration):
    dependencies = [("programmes", "0001_initial"), ("accounts", "0002_walls"), ("notifications", "0002_walls")]

    operations = [
        migrations.RunSQL(FUNCTIONS, FUNCTIONS_BACK),
        row_security.protect("programmes_participation", reads="id IN (SELECT * FROM portal_participations())"),
        row_security.protect("programmes_seat", reads=OWN_SEAT),
        row_security.protect("programmes_confirmation", reads=OWN),
        row_security.protect("programmes_booking", reads=OWN),
        row_security.protect("programmes_settleddate", reads=OWN_OR_SHARED),
        # Whoever runs a programme reads its letters, so that they can see to the e-mails that point to them.
        row_security.also_reads(
            "notifications_notice",
            "whoever_runs_a_programme_reads_its_letters",
            reads="programme_ref IN (SELECT * FROM portal_programmes_run())"
            " AND (participation_ref IS NULL OR participation_ref IN (SELECT * FROM portal_participations()))",
        ),
        row_security.history("programmes_programmeevent"),
        row_security.history("programmes_settleddateevent"),
        row_security.history("programmes_assignmentevent"),
        row_security.history("programmes_seatevent"),
        row_security.history("programmes_participationevent"),
        row_security.history("programmes_lettertextevent"),
        row_security.history("programmes_librarydocumentevent"),
    ]
