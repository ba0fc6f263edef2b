"""E-mail of a demonstration; and attempts counted since a person last sent an e-mail again."""

import django.db.models.functions.datetime
import pgtrigger.compiler
import pgtrigger.migrations
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('notifications', '0002_walls'),
    ]

    operations = [
        migrations.CreateModel(
            name='CaughtMail',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('to', models.CharField(max_length=500)),
                ('sender', models.CharField(max_length=300)),
                ('subject', models.CharField(max_length=300)),
                ('text', models.TextField(blank=True)),
                ('html', models.TextField(blank=True)),
                ('headers', models.JSONField(default=dict)),
                ('caught_at', models.DateTimeField(db_default=django.db.models.functions.datetime.Now(), db_index=True, editable=False)),
            ],
            options={
                'ordering': ['-caught_at', '-pk'],
            },
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
            name='tries',
            field=models.PositiveSmallIntegerField(default=0, help_text='Attempts since it was posted or a person sent it.'),
        ),
        migrations.AddField(
            model_name='deliveryevent',
            name='tries',
            field=models.PositiveSmallIntegerField(default=0, help_text='Attempts since it was posted or a person sent it.'),
        ),
        migrations.AlterField(
            model_name='delivery',
            name='attempts',
            field=models.PositiveSmallIntegerField(default=0, help_text="Tells a worker's attempt from a later one's."),
        ),
        migrations.AlterField(
            model_name='deliveryevent',
            name='attempts',
            field=models.PositiveSmallIntegerField(default=0, help_text="Tells a worker's attempt from a later one's."),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='delivery',
            trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "notifications_deliveryevent" ("address", "answer", "attempts", "ended_at", "id", "lease_until", "message_id", "notice_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "settled_at", "settled_by_id", "settled_why", "status", "tries", "waits_until") VALUES (NEW."address", NEW."answer", NEW."attempts", NEW."ended_at", NEW."id", NEW."lease_until", NEW."message_id", NEW."notice_id", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."settled_at", NEW."settled_by_id", NEW."settled_why", NEW."status", NEW."tries", NEW."waits_until"); RETURN NULL;', hash='37555baa2429f7cfc4b53846c048c14fc6894273', operation='INSERT', pgid='pgtrigger_insert_insert_f6b22', table='notifications_delivery', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='delivery',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "notifications_deliveryevent" ("address", "answer", "attempts", "ended_at", "id", "lease_until", "message_id", "notice_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "settled_at", "settled_by_id", "settled_why", "status", "tries", "waits_until") VALUES (NEW."address", NEW."answer", NEW."attempts", NEW."ended_at", NEW."id", NEW."lease_until", NEW."message_id", NEW."notice_id", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."settled_at", NEW."settled_by_id", NEW."settled_why", NEW."status", NEW."tries", NEW."waits_until"); RETURN NULL;', hash='57f57e311d1eb099a7a32e1846c59c7870de5697', operation='UPDATE', pgid='pgtrigger_update_update_5e5e2', table='notifications_delivery', when='AFTER')),
        ),
    ]
