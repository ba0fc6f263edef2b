"""Comments stand behind the wall of the draft that they are about; whoever reads a draft sees its earlier versions too.

A section in which nothing has been written was “being written” until there was a state for it. Its history is left as
it was: nobody moved it.
"""

from django.db import migrations

from accounts import row_security

OF_A_SECTION_READ = "section_id IN (SELECT id FROM reports_section)"
OF_A_SECTION_WRITTEN = (
    "section_id IN (SELECT id FROM reports_section WHERE report_id IN (SELECT * FROM portal_drafts_written()))"
)
# Looked up through the comment's own wall, which says the same again.
OF_A_COMMENT_READ = "comment_id IN (SELECT id FROM reports_comment)"
ONE_S_OWN = "person_id = portal_person()"

NOTHING_WRITTEN_YET = """
ALTER TABLE reports_section DISABLE TRIGGER USER;
UPDATE reports_section SET status = 'to-write' WHERE body = '' AND status = 'writing';
ALTER TABLE reports_section ENABLE TRIGGER USER;
"""
AS_IT_WAS_CALLED = """
ALTER TABLE reports_section DISABLE TRIGGER USER;
UPDATE reports_section SET status = 'writing' WHERE status IN ('to-write', 'reading');
ALTER TABLE reports_section ENABLE TRIGGER USER;
"""

# What was said stays said.
GRANTS = """
REVOKE UPDATE ON reports_answer FROM portal_app;
REVOKE UPDATE ON reports_comment FROM portal_app;
GRANT UPDATE (status) ON reports_comment TO portal_app;
"""
GRANTS_BACK = "GRANT UPDATE ON reports_answer, reports_comment TO portal_app;"


class Migration(migrations.Migration):
    dependencies = [("reports", "0004_sections_owned_and_commented")]

    operations = [
        migrations.RunSQL(NOTHING_WRITTEN_YET, AS_IT_WAS_CALLED),
        row_security.protect("reports_section_owners", reads=OF_A_SECTION_READ, writes=OF_A_SECTION_WRITTEN),
        row_security.protect("reports_plainwriter", reads=ONE_S_OWN),
        row_security.protect("reports_comment", reads=OF_A_SECTION_READ),
        row_security.protect("reports_answer", reads=OF_A_COMMENT_READ),
        row_security.protect("reports_mention", reads=OF_A_COMMENT_READ),
        migrations.RunSQL(GRANTS, GRANTS_BACK),
        row_security.also_reads(
            "reports_sectionevent",
            "versions_of_a_draft_one_reads",
            reads="report_id IN (SELECT * FROM portal_drafts_read())",
        ),
    ]
