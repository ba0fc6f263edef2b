"""The trail keeps who was asked to write a section, and when that ended. What was so before it began is not told."""

import django.db.models.deletion
import pgtrigger.compiler
import pgtrigger.migrations
from django.conf import settings
from django.db import migrations, models

from accounts import row_security


class Migration(migrations.Migration):

    dependencies = [
        ('pghistory', '0007_auto_20250421_0444'),
        ('reports', '0005_walls_of_comments'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='SectionOwner',
            fields=[
            ],
            options={
                'verbose_name': 'writer of a section',
                'proxy': True,
                'indexes': [],
                'constraints': [],
            },
            bases=('reports.section_owners',),
        ),
        migrations.CreateModel(
            name='SectionOwnerEvent',
            fields=[
                ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField(help_text='The event label.')),
                ('id', models.BigIntegerField()),
                ('pgh_context', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context')),
                ('section', models.ForeignKey(db_constraint=False, db_tablespace='', on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='reports.section')),
                ('user', models.ForeignKey(db_constraint=False, db_tablespace='', on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL)),
                ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='reports.sectionowner')),
            ],
            options={
                'abstract': False,
            },
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='sectionowner',
            trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "reports_sectionownerevent" ("id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "section_id", "user_id") VALUES (NEW."id", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."section_id", NEW."user_id"); RETURN NULL;', hash='998970d0efc495b52abfcae057d52e5e7c5e42db', operation='INSERT', pgid='pgtrigger_insert_insert_2d77e', table='reports_section_owners', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='sectionowner',
            trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "reports_sectionownerevent" ("id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "section_id", "user_id") VALUES (OLD."id", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."section_id", OLD."user_id"); RETURN NULL;', hash='1f47da8c47bbc035a7c2e23552e0a28dfe9a99c7', operation='DELETE', pgid='pgtrigger_delete_delete_da457', table='reports_section_owners', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='sectionownerevent',
            trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='fcca30aa7b052ee6a6059a4bb5759fbeea679551', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_10123', table='reports_sectionownerevent', when='BEFORE')),
        ),
        row_security.history("reports_sectionownerevent"),
    ]
