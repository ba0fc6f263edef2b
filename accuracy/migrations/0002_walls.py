"""An embargoed copy is its holder's; its edition is shown to them from their acknowledgement until the minute.

A partnership's comments are its own until they are signed off; decisions are the team's until the response goes back.
"""

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

#: A partnership's own words, until they are signed off; from then on the team's too.
SEEN = "participation_id IN (SELECT * FROM portal_participations())"
SAT_IN = "participation_id IN (SELECT * FROM portal_participations_sat_in())"
CHECK_READ = f"{SEEN} AND (status <> 'withdrawn' OR NOT {SAT_IN})"
SIGNED_OFF = "EXISTS (SELECT FROM accuracy_factcheck f WHERE f.id = fact_check_id AND f.status IN ('signed off', 'returned'))"
RETURNED = (
    "EXISTS (SELECT FROM accuracy_comment c JOIN accuracy_factcheck f ON f.id = c.fact_check_id"
    " WHERE c.id = comment_id AND f.status = 'returned')"
)
COMMENT_READ = (
    f"{SEEN} AND ({SAT_IN} OR {SIGNED_OFF}) AND EXISTS (SELECT FROM accuracy_factcheck f WHERE f.id = fact_check_id)"
)


def same_partnership(table: str, column: str, parent: str) -> migrations.RunSQL:
    """A row hangs on one of its own partnership's rows: no wall is stepped over by naming somebody else's."""
    name = f"{table}_{column}_keeps_to_its_partnership"
    return migrations.RunSQL(
        f"ALTER TABLE {table} ADD CONSTRAINT {name}"
        f" FOREIGN KEY ({column}, participation_id) REFERENCES {parent} (id, participation_id)"
        " DEFERRABLE INITIALLY DEFERRED;",
        f"ALTER TABLE {table} DROP CONSTRAINT {name};",
    )


WORKED_ON = "edition_id IN (SELECT * FROM portal_editions_worked_on())"


class Migration(migrations.Migration):
    dependencies = [
        ("accuracy", "0001_initial"),
        ("reports", "0002_walls"),
        ("assurance", "0002_walls"),
        ("files", "0002_walls"),
        ("programmes", "0002_walls"),
    ]

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
        same_partnership("accuracy_comment", "fact_check_id", "accuracy_factcheck"),
        same_partnership("accuracy_moretime", "fact_check_id", "accuracy_factcheck"),
        same_partnership("accuracy_commentfile", "comment_id", "accuracy_comment"),
        same_partnership("accuracy_decision", "comment_id", "accuracy_comment"),
        row_security.protect("accuracy_factcheck", reads=CHECK_READ, writes=SEEN),
        row_security.protect("accuracy_comment", reads=COMMENT_READ, writes=SAT_IN),
        row_security.protect(
            "accuracy_commentfile",
            reads="EXISTS (SELECT FROM accuracy_comment c WHERE c.id = comment_id)",
            writes=SAT_IN,
        ),
        row_security.protect(
            "accuracy_decision",
            reads=f"{SEEN} AND (NOT {SAT_IN} OR {RETURNED})",
            writes=f"{SEEN} AND NOT {SAT_IN}",
        ),
        row_security.protect("accuracy_moretime", reads=SEEN),
        # The partnership reads the version that it was sent, and the team's files as they read the comments.
        row_security.also_reads(
            "assurance_lockedversion",
            "of_a_fact_check_of_ones_own",
            reads="id IN (SELECT f.version_id FROM accuracy_factcheck f)",
        ),
        row_security.also_reads(
            "files_storedfile",
            "those_who_see_the_comment_it_shows",
            reads="EXISTS (SELECT FROM accuracy_commentfile its"
            " WHERE its.file_id = files_storedfile.id AND its.participation_id = participation_ref)",
        ),
        row_security.history("accuracy_factcheckevent"),
        row_security.history("accuracy_decisionevent"),
        row_security.history("accuracy_moretimeevent"),
        row_security.history("accuracy_embargoevent"),
        row_security.history("accuracy_copyevent"),
    ]
