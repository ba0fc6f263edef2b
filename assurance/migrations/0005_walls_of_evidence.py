"""Named evidence stands behind the wall of the draft: whoever reads the draft reads it, whoever writes the draft names it.

What was named is taken away and never changed, so the portal's own role may not update it.
"""

from django.db import migrations

from accounts import row_security

OF_A_SECTION_READ = "section_id IN (SELECT id FROM reports_section)"
OF_A_SECTION_WRITTEN = (
    "section_id IN (SELECT id FROM reports_section WHERE report_id IN (SELECT * FROM portal_drafts_written()))"
)


class Migration(migrations.Migration):
    dependencies = [("assurance", "0004_evidence_named"), ("reports", "0005_walls_of_comments")]

    operations = [
        row_security.protect("assurance_namedevidence", reads=OF_A_SECTION_READ, writes=OF_A_SECTION_WRITTEN),
        row_security.history("assurance_namedevidenceevent"),
        migrations.RunSQL(
            "REVOKE UPDATE ON assurance_namedevidence FROM portal_app;",
            "GRANT UPDATE ON assurance_namedevidence TO portal_app;",
        ),
    ]
