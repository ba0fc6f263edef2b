"""Around files and documents: a person reaches what they gave or asked for; rooms above add who else may read.

What was given for a partnership is the partnership's, also when whoever gave it has left: the room above knows who
sits there.

A person adds files and may see them refused, and never makes one clean: only the portal does, after its check.
"""

from django.db import migrations

from accounts import row_security

FILES = """
ALTER TABLE files_storedfile ENABLE ROW LEVEL SECURITY;
ALTER TABLE files_storedfile FORCE ROW LEVEL SECURITY;
CREATE POLICY owner_keeps_house ON files_storedfile TO portal_owner USING (true) WITH CHECK (true);
CREATE POLICY app_reads ON files_storedfile FOR SELECT TO portal_app
    USING ((SELECT portal_is_service())
        OR (uploaded_by_id = (SELECT portal_person()) AND participation_ref IS NULL));
CREATE POLICY app_adds ON files_storedfile FOR INSERT TO portal_app
    WITH CHECK ((SELECT portal_is_service()) OR (uploaded_by_id = (SELECT portal_person()) AND status = 'uploading'));
CREATE POLICY app_changes ON files_storedfile FOR UPDATE TO portal_app
    USING ((SELECT portal_is_service())
        OR (uploaded_by_id = (SELECT portal_person()) AND status IN ('uploading', 'quarantined')))
    WITH CHECK ((SELECT portal_is_service())
        OR (uploaded_by_id = (SELECT portal_person()) AND status IN ('uploading', 'quarantined', 'rejected')));
CREATE POLICY app_removes ON files_storedfile FOR DELETE TO portal_app USING ((SELECT portal_is_service()));
"""

FILES_BACK = """
DROP POLICY owner_keeps_house ON files_storedfile; DROP POLICY app_reads ON files_storedfile;
DROP POLICY app_adds ON files_storedfile; DROP POLICY app_changes ON files_storedfile;
DROP POLICY app_removes ON files_storedfile;
ALTER TABLE files_storedfile NO FORCE ROW LEVEL SECURITY; ALTER TABLE files_storedfile DISABLE ROW LEVEL SECURITY;
"""


class Migration(migrations.Migration):
    dependencies = [("files", "0001_initial"), ("accounts", "0002_walls")]

    operations = [
        migrations.RunSQL(FILES, FILES_BACK),
        row_security.protect("files_making", reads="asked_by_id = (SELECT portal_person())", writes="false"),
        row_security.history("files_storedfileevent"),
        row_security.history("files_makingevent"),
    ]
