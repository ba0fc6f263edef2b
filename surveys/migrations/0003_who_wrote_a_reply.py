"""Of each named reply, who wrote it. Of those sent before, nobody kept it: their receipts name those who gave and sent."""

import django.contrib.postgres.fields
import pgtrigger.compiler
import pgtrigger.migrations
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('surveys', '0002_walls'),
    ]

    operations = [
        pgtrigger.migrations.RemoveTrigger(
            model_name='reply',
            name='a_reply_that_was_sent_stands',
        ),
        migrations.AddField(
            model_name='reply',
            name='written_by',
            field=django.contrib.postgres.fields.ArrayField(base_field=models.BigIntegerField(), blank=True, default=list, help_text='Who changed an answer in it, in the order in which they first did. A correction begins with those who wrote what it corrects.', size=None),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='reply',
            trigger=pgtrigger.compiler.Trigger(name='a_reply_that_was_sent_stands', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD."sent_at" IS NOT NULL AND (OLD."values" IS DISTINCT FROM (NEW."values") OR OLD."version_id" IS DISTINCT FROM (NEW."version_id") OR OLD."written_by" IS DISTINCT FROM (NEW."written_by") OR OLD."sent_at" IS DISTINCT FROM (NEW."sent_at") OR OLD."sent_by_id" IS DISTINCT FROM (NEW."sent_by_id")))', func="RAISE EXCEPTION 'pgtrigger: Cannot update rows from % table', TG_TABLE_NAME;", hash='95db6cedd301b94e0665299e3c6f0132a79bb007', operation='UPDATE', pgid='pgtrigger_a_reply_that_was_sent_stands_10ad1', table='surveys_reply', when='BEFORE')),
        ),
    ]
