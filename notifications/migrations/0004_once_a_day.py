"""One e-mail a day, for those who want it so."""

import django.db.models.deletion
import pgtrigger.compiler
import pgtrigger.migrations
from django.conf import settings
from django.db import migrations, models

from accounts import row_security


class Migration(migrations.Migration):

    dependencies = [
        ('accounts', '0002_walls'),
        ('notifications', '0003_caught_mail_and_tries'),
    ]

    operations = [
        migrations.CreateModel(
            name='MailPreference',
            fields=[
                ('person', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, primary_key=True, related_name='mail_preference', serialize=False, to=settings.AUTH_USER_MODEL)),
                ('once_a_day', models.BooleanField(default=False)),
            ],
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name='delivery',
            name='insert_insert',
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name='delivery',
            name='update_update',
        ),
        migrations.AddField(
            model_name='delivery',
            name='digest_on',
            field=models.DateField(blank=True, help_text="The morning on which it goes together with the person's others.", null=True),
        ),
        migrations.AddField(
            model_name='deliveryevent',
            name='digest_on',
            field=models.DateField(blank=True, help_text="The morning on which it goes together with the person's others.", null=True),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='delivery',
            trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "notifications_deliveryevent" ("address", "answer", "attempts", "digest_on", "ended_at", "id", "lease_until", "message_id", "notice_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "settled_at", "settled_by_id", "settled_why", "status", "tries", "waits_until") VALUES (NEW."address", NEW."answer", NEW."attempts", NEW."digest_on", NEW."ended_at", NEW."id", NEW."lease_until", NEW."message_id", NEW."notice_id", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."settled_at", NEW."settled_by_id", NEW."settled_why", NEW."status", NEW."tries", NEW."waits_until"); RETURN NULL;', hash='163a4d1752d1aee6b3d3e86d12b13981761830ca', operation='INSERT', pgid='pgtrigger_insert_insert_f6b22', table='notifications_delivery', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='delivery',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "notifications_deliveryevent" ("address", "answer", "attempts", "digest_on", "ended_at", "id", "lease_until", "message_id", "notice_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "settled_at", "settled_by_id", "settled_why", "status", "tries", "waits_until") VALUES (NEW."address", NEW."answer", NEW."attempts", NEW."digest_on", NEW."ended_at", NEW."id", NEW."lease_until", NEW."message_id", NEW."notice_id", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."settled_at", NEW."settled_by_id", NEW."settled_why", NEW."status", NEW."tries", NEW."waits_until"); RETURN NULL;', hash='2a63147e8b76867aa9edc30ebdaf2ab812583429', operation='UPDATE', pgid='pgtrigger_update_update_5e5e2', table='notifications_delivery', when='AFTER')),
        ),
        row_security.protect("notifications_mailpreference", reads="person_id = (SELECT portal_person())"),
    ]
