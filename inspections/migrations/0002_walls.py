"""The walls around what partnerships send, and the ties that keep every row on its own partnership's side of them.

What is in the making is seen by those who sit in the partnership, and by nobody else until it is sent. What the team
may know of it, that it is there and how far it has got, it reads from a view: see the next migration.
"""

from django.db import migrations

from accounts import row_security

OWN = "participation_id IN (SELECT * FROM portal_participations())"
SAT_IN = "participation_id IN (SELECT * FROM portal_participations_sat_in())"
#: Those who sit in a partnership see all of its rows, so one question is enough about what was sent.
SENT_OR_SAT_IN = f"{OWN} AND (sent_at IS NOT NULL OR {SAT_IN})"
#: Asked of the submission, through its own wall: where that is not seen, its documents are not.
AS_ITS_SUBMISSION = "EXISTS (SELECT FROM inspections_submission its WHERE its.id = submission_id)"
#: A file is the partnership's own, and then as the documents that it is. The partnership is compared, as anybody might
#: put the number of somebody else's file into a return of their own.
OWN_OR_AS_ITS_DOCUMENTS = """participation_ref IN (SELECT * FROM portal_participations_sat_in())
    OR EXISTS (SELECT FROM inspections_submitteddocument its
        WHERE its.file_id = files_storedfile.id AND its.participation_id = participation_ref)"""

def same_partnership(table: str, column: str, parent: str) -> migrations.RunSQL:
    """A row hangs on one of its own partnership's rows: no wall is stepped over by naming somebody else's."""
    name = f"{table}_{column}_keeps_to_its_partnership"
    return migrations.RunSQL(
        f"ALTER TABLE {table} ADD CONSTRAINT {name}"
        f" FOREIGN KEY ({column}, participation_id) REFERENCES {parent} (id, participation_id)"
        " DEFERRABLE INITIALLY DEFERRED;",
        f"ALTER TABLE {table} DROP CONSTRAINT {name};",
    )


class Migration(migrations.Migration):
    dependencies = [("inspections", "0001_initial"), ("programmes", "0002_walls"), ("files", "0002_walls")]

    operations = [
        same_partnership("inspections_submission", "of_id", "inspections_return"),
        same_partnership("inspections_submitteddocument", "submission_id", "inspections_submission"),
        same_partnership("inspections_setasidenote", "submission_id", "inspections_submission"),
        same_partnership("inspections_message", "submission_id", "inspections_submission"),
        same_partnership("inspections_message", "of_id", "inspections_return"),
        same_partnership("inspections_extension", "of_id", "inspections_return"),
        row_security.protect("inspections_return", reads=OWN),
        row_security.protect("inspections_submission", reads=SENT_OR_SAT_IN),
        row_security.protect("inspections_submitteddocument", reads=AS_ITS_SUBMISSION, writes=SAT_IN),
        # A text that was set aside is never sent, whatever becomes of the return.
        row_security.protect("inspections_setasidenote", reads=SAT_IN),
        row_security.protect("inspections_message", reads=OWN),
        row_security.protect("inspections_extension", reads=OWN),
        row_security.also_reads("files_storedfile", "those_who_see_what_it_went_with", reads=OWN_OR_AS_ITS_DOCUMENTS),
        row_security.history("inspections_returnevent"),
        row_security.history("inspections_submissionevent"),
        row_security.history("inspections_extensionevent"),
    ]
