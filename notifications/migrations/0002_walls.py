"""The wall around letters: a recipient reads their own and may note that they have read it; nothing else changes one.

Whoever may read a letter may read where its e-mail stands, so a room higher up adds one policy, on the letters.
"""

from django.db import migrations

from accounts import row_security

# Administrators first: PostgreSQL asks that once a query, and then need not look up each letter.
WHOEVER_MAY_READ_THE_LETTER = """(SELECT portal_is_administrator())
    OR EXISTS (SELECT FROM notifications_notice letter WHERE letter.id = notice_id)"""

READING_IS_ALL_THAT_HAPPENS_TO_A_LETTER = """
CREATE POLICY recipient_marks_read ON notifications_notice FOR UPDATE TO portal_app
    USING (recipient_id = (SELECT portal_person())) WITH CHECK (recipient_id = (SELECT portal_person()));
REVOKE UPDATE, DELETE ON notifications_notice FROM portal_app;
GRANT UPDATE (read_at) ON notifications_notice TO portal_app;
REVOKE UPDATE, DELETE ON notifications_posting FROM portal_app;
REVOKE DELETE ON notifications_delivery FROM portal_app;
"""

BACK = """
DROP POLICY recipient_marks_read ON notifications_notice;
GRANT UPDATE, DELETE ON notifications_notice, notifications_posting, notifications_delivery TO portal_app;
"""


class Migration(migrations.Migration):
    dependencies = [("notifications", "0001_initial"), ("accounts", "0002_walls")]

    operations = [
        row_security.protect(
            "notifications_notice", reads="recipient_id = (SELECT portal_person())", writes="false"
        ),
        row_security.also_reads(
            "notifications_notice", "administrators_read", reads="(SELECT portal_is_administrator())"
        ),
        row_security.protect("notifications_delivery", reads=WHOEVER_MAY_READ_THE_LETTER, writes="false"),
        row_security.history("notifications_deliveryevent", reads=WHOEVER_MAY_READ_THE_LETTER),
        row_security.protect("notifications_mailpreference", reads="person_id = (SELECT portal_person())"),
        row_security.protect("notifications_posting", reads="(SELECT portal_is_administrator())", writes="false"),
        migrations.RunSQL(READING_IS_ALL_THAT_HAPPENS_TO_A_LETTER, BACK),
        # Rows without their text are a tenth as wide; lists read many rows and no text.
        migrations.RunSQL(
            "ALTER TABLE notifications_notice SET (toast_tuple_target = 512)",
            "ALTER TABLE notifications_notice RESET (toast_tuple_target)",
        ),
    ]
