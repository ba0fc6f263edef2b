"""The walls around what partnerships send, and the ties that keep every row on its own partnership's side of them."""

from django.db import migrations

from accounts import row_security

OWN = "participation_id IN (SELECT * FROM portal_participations())"


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
        row_security.protect("inspections_submission", reads=OWN),
        row_security.protect("inspections_submitteddocument", reads=OWN),
        row_security.protect("inspections_setasidenote", reads=OWN),
        row_security.protect("inspections_message", reads=OWN),
        row_security.protect("inspections_extension", reads=OWN),
        # A file is also reached by those who see the partnership it belongs to, through what was sent.
        row_security.also_reads(
            "files_storedfile",
            "those_who_see_its_partnership",
            reads="participation_ref IN (SELECT * FROM portal_participations())",
        ),
        row_security.history("inspections_returnevent"),
        row_security.history("inspections_submissionevent"),
        row_security.history("inspections_extensionevent"),
    ]
