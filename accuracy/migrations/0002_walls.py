"""An embargoed copy is its holder's; its edition is shown to them from their acknowledgement until the minute."""

from django.db import migrations

from accounts import row_security

FUNCTIONS = """
-- Embargoes of which a person holds a copy that nobody has taken back.
CREATE FUNCTION portal_embargoes_held() RETURNS SETOF bigint LANGUAGE plpgsql STABLE SECURITY DEFINER
    SET search_path = public, pg_temp
    AS $$ BEGIN RETURN QUERY SELECT c.embargo_id FROM accuracy_copy c
        WHERE c.person_id = portal_person() AND c.status <> 'taken back'; END $$;

-- Editions whose minute a person may know, as they were promised a copy.
CREATE FUNCTION portal_editions_promised() RETURNS SETOF bigint LANGUAGE plpgsql STABLE SECURITY DEFINER
    SET search_path = public, pg_temp
    AS $$ BEGIN RETURN QUERY SELECT e.edition_id FROM accuracy_embargo e
        WHERE e.id IN (SELECT * FROM portal_embargoes_held()); END $$;

-- Editions that a person may read under embargo: its terms acknowledged, its minute confirmed and still to come.
CREATE FUNCTION portal_editions_held() RETURNS SETOF bigint LANGUAGE plpgsql STABLE SECURITY DEFINER
    SET search_path = public, pg_temp
    AS $$ BEGIN RETURN QUERY SELECT e.edition_id FROM accuracy_copy c
        JOIN accuracy_embargo e ON e.id = c.embargo_id
        JOIN reports_publication p ON p.edition_id = e.edition_id
        WHERE c.person_id = portal_person() AND c.status = 'acknowledged'
          AND p.confirmed_at IS NOT NULL AND p.cancelled_at IS NULL AND p.publish_at > now(); END $$;

CREATE FUNCTION portal_embargoes_worked_on() RETURNS SETOF bigint LANGUAGE plpgsql STABLE SECURITY DEFINER
    SET search_path = public, pg_temp
    AS $$ BEGIN RETURN QUERY SELECT e.id FROM accuracy_embargo e
        WHERE e.edition_id IN (SELECT * FROM portal_editions_worked_on()); END $$;
"""
FUNCTIONS_BACK = """
DROP FUNCTION portal_embargoes_worked_on();
DROP FUNCTION portal_editions_held();
DROP FUNCTION portal_editions_promised();
DROP FUNCTION portal_embargoes_held();
"""
WORKED_ON = "edition_id IN (SELECT * FROM portal_editions_worked_on())"


class Migration(migrations.Migration):
    dependencies = [("accuracy", "0001_initial"), ("reports", "0002_walls")]

    operations = [
        migrations.RunSQL(FUNCTIONS, FUNCTIONS_BACK),
        row_security.protect(
            "accuracy_embargo", reads=f"{WORKED_ON} OR id IN (SELECT * FROM portal_embargoes_held())", writes=WORKED_ON
        ),
        row_security.protect(
            "accuracy_copy",
            reads="embargo_id IN (SELECT * FROM portal_embargoes_worked_on())"
            " OR (person_id = portal_person() AND status <> 'taken back')",
            writes="embargo_id IN (SELECT * FROM portal_embargoes_worked_on())"
            " OR (person_id = portal_person() AND status <> 'taken back')",
        ),
        row_security.append_only(
            "accuracy_opening",
            reads="copy_id IN (SELECT id FROM accuracy_copy)",
            adds="person_id = portal_person() AND copy_id IN (SELECT id FROM accuracy_copy)",
        ),
        row_security.also_reads(
            "reports_edition", "of_a_copy_one_has_acknowledged", reads="id IN (SELECT * FROM portal_editions_held())"
        ),
        row_security.also_reads(
            "reports_publication",
            "of_a_copy_one_holds",
            reads="edition_id IN (SELECT * FROM portal_editions_promised())",
        ),
        row_security.history("accuracy_embargoevent"),
        row_security.history("accuracy_copyevent"),
    ]
