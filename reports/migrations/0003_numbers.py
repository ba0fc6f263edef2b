"""Numbers in the text know their source, figures where they were taken from, remarks why they stand. All are drafts."""

import django.contrib.postgres.fields
import django.db.models.deletion
import django.utils.timezone
import pgtrigger.compiler
import pgtrigger.migrations
from django.conf import settings
from django.db import migrations, models

from accounts import row_security


READ = "report_id IN (SELECT * FROM portal_drafts_read())"
WRITTEN = "report_id IN (SELECT * FROM portal_drafts_written())"


class Migration(migrations.Migration):

    dependencies = [
        ('pghistory', '0007_auto_20250421_0444'),
        ('reports', '0002_walls'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='BoundNumber',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('key', models.SlugField(max_length=60)),
                ('source', models.CharField(help_text='Key of a table in reports.sources.', max_length=300)),
                ('row', models.CharField(max_length=300)),
                ('columns', django.contrib.postgres.fields.ArrayField(base_field=models.CharField(max_length=300), help_text='Headings whose cells are added up.', size=None)),
                ('bound_at', models.DateTimeField(default=django.utils.timezone.now)),
            ],
            options={
                'ordering': ['report_id', 'key'],
            },
        ),
        migrations.CreateModel(
            name='BoundNumberEvent',
            fields=[
                ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField(help_text='The event label.')),
                ('id', models.BigIntegerField()),
                ('key', models.SlugField(db_index=False, max_length=60)),
                ('source', models.CharField(help_text='Key of a table in reports.sources.', max_length=300)),
                ('row', models.CharField(max_length=300)),
                ('columns', django.contrib.postgres.fields.ArrayField(base_field=models.CharField(max_length=300), help_text='Headings whose cells are added up.', size=None)),
                ('bound_at', models.DateTimeField(default=django.utils.timezone.now)),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='Explanation',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kind', models.CharField(max_length=20)),
                ('fingerprint', models.CharField(max_length=16)),
                ('about', models.CharField(help_text='The words that the remark is about.', max_length=300)),
                ('why', models.CharField(max_length=500)),
                ('at', models.DateTimeField(default=django.utils.timezone.now)),
            ],
            options={
                'ordering': ['report_id', 'at', 'pk'],
            },
        ),
        migrations.CreateModel(
            name='ExplanationEvent',
            fields=[
                ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField(help_text='The event label.')),
                ('id', models.BigIntegerField()),
                ('kind', models.CharField(max_length=20)),
                ('fingerprint', models.CharField(max_length=16)),
                ('about', models.CharField(help_text='The words that the remark is about.', max_length=300)),
                ('why', models.CharField(max_length=500)),
                ('at', models.DateTimeField(default=django.utils.timezone.now)),
            ],
            options={
                'abstract': False,
            },
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name='figure',
            name='insert_insert',
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name='figure',
            name='update_update',
        ),
        migrations.AddField(
            model_name='figure',
            name='taken_at',
            field=models.DateTimeField(blank=True, null=True),
        ),
        migrations.AddField(
            model_name='figure',
            name='taken_digest',
            field=models.CharField(blank=True, max_length=64),
        ),
        migrations.AddField(
            model_name='figure',
            name='taken_from',
            field=models.CharField(blank=True, max_length=300),
        ),
        migrations.AddField(
            model_name='figureevent',
            name='taken_at',
            field=models.DateTimeField(blank=True, null=True),
        ),
        migrations.AddField(
            model_name='figureevent',
            name='taken_digest',
            field=models.CharField(blank=True, max_length=64),
        ),
        migrations.AddField(
            model_name='figureevent',
            name='taken_from',
            field=models.CharField(blank=True, max_length=300),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='figure',
            trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "reports_figureevent" ("caption", "data", "description", "id", "key", "kind", "message", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "position", "report_id", "source", "taken_at", "taken_digest", "taken_from", "updated_at", "updated_by_id", "version") VALUES (NEW."caption", NEW."data", NEW."description", NEW."id", NEW."key", NEW."kind", NEW."message", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."position", NEW."report_id", NEW."source", NEW."taken_at", NEW."taken_digest", NEW."taken_from", NEW."updated_at", NEW."updated_by_id", NEW."version"); RETURN NULL;', hash='65ecdb0c32b77dd62c96d0a1c2f690c25387c703', operation='INSERT', pgid='pgtrigger_insert_insert_1f794', table='reports_figure', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='figure',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "reports_figureevent" ("caption", "data", "description", "id", "key", "kind", "message", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "position", "report_id", "source", "taken_at", "taken_digest", "taken_from", "updated_at", "updated_by_id", "version") VALUES (NEW."caption", NEW."data", NEW."description", NEW."id", NEW."key", NEW."kind", NEW."message", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."position", NEW."report_id", NEW."source", NEW."taken_at", NEW."taken_digest", NEW."taken_from", NEW."updated_at", NEW."updated_by_id", NEW."version"); RETURN NULL;', hash='8cca532a10ed5e82a3b41e193226dd327e65c8c6', operation='UPDATE', pgid='pgtrigger_update_update_fc6de', table='reports_figure', when='AFTER')),
        ),
        migrations.AddConstraint(
            model_name='figure',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('taken_at', None), ('taken_digest', ''), ('taken_from', '')), models.Q(models.Q(('taken_from', ''), _negated=True), models.Q(('taken_digest', ''), _negated=True), ('taken_at__isnull', False)), _connector='OR'), name='a_figure_that_was_taken_says_when_and_what_it_was'),
        ),
        migrations.AddField(
            model_name='boundnumber',
            name='bound_by',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='boundnumber',
            name='report',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='numbers', to='reports.report'),
        ),
        migrations.AddField(
            model_name='boundnumberevent',
            name='bound_by',
            field=models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='boundnumberevent',
            name='pgh_context',
            field=models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context'),
        ),
        migrations.AddField(
            model_name='boundnumberevent',
            name='pgh_obj',
            field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='reports.boundnumber'),
        ),
        migrations.AddField(
            model_name='boundnumberevent',
            name='report',
            field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='reports.report'),
        ),
        migrations.AddField(
            model_name='explanation',
            name='by',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='explanation',
            name='report',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='explanations', to='reports.report'),
        ),
        migrations.AddField(
            model_name='explanationevent',
            name='by',
            field=models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='explanationevent',
            name='pgh_context',
            field=models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context'),
        ),
        migrations.AddField(
            model_name='explanationevent',
            name='pgh_obj',
            field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='reports.explanation'),
        ),
        migrations.AddField(
            model_name='explanationevent',
            name='report',
            field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='reports.report'),
        ),
        migrations.AddConstraint(
            model_name='boundnumber',
            constraint=models.UniqueConstraint(models.F('report'), models.F('key'), name='a_key_names_one_number_of_a_report'),
        ),
        migrations.AddConstraint(
            model_name='boundnumber',
            constraint=models.UniqueConstraint(models.F('report'), models.F('source'), models.F('row'), models.F('columns'), name='a_number_of_a_source_is_bound_once'),
        ),
        migrations.AddConstraint(
            model_name='boundnumber',
            constraint=models.CheckConstraint(condition=models.Q(('columns', []), _negated=True), name='a_bound_number_has_cells'),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='boundnumber',
            trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "reports_boundnumberevent" ("bound_at", "bound_by_id", "columns", "id", "key", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "report_id", "row", "source") VALUES (NEW."bound_at", NEW."bound_by_id", NEW."columns", NEW."id", NEW."key", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."report_id", NEW."row", NEW."source"); RETURN NULL;', hash='e24318cc70ad08a1f405eddd264be05a6efc107a', operation='INSERT', pgid='pgtrigger_insert_insert_3abc0', table='reports_boundnumber', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='boundnumber',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "reports_boundnumberevent" ("bound_at", "bound_by_id", "columns", "id", "key", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "report_id", "row", "source") VALUES (NEW."bound_at", NEW."bound_by_id", NEW."columns", NEW."id", NEW."key", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."report_id", NEW."row", NEW."source"); RETURN NULL;', hash='95a882a75b7c777543ef067cd9cc725419440991', operation='UPDATE', pgid='pgtrigger_update_update_d4803', table='reports_boundnumber', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='boundnumberevent',
            trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='b9274a635f916936d6f8da92a366037561985a62', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_11889', table='reports_boundnumberevent', when='BEFORE')),
        ),
        migrations.AddConstraint(
            model_name='explanation',
            constraint=models.UniqueConstraint(models.F('report'), models.F('fingerprint'), name='a_remark_is_explained_once'),
        ),
        migrations.AddConstraint(
            model_name='explanation',
            constraint=models.CheckConstraint(condition=models.Q(('why', ''), _negated=True), name='an_explanation_says_why'),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='explanation',
            trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "reports_explanationevent" ("about", "at", "by_id", "fingerprint", "id", "kind", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "report_id", "why") VALUES (NEW."about", NEW."at", NEW."by_id", NEW."fingerprint", NEW."id", NEW."kind", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."report_id", NEW."why"); RETURN NULL;', hash='555ab06118f4d7f0e0690d8c20562d63ee53772f', operation='INSERT', pgid='pgtrigger_insert_insert_3d123', table='reports_explanation', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='explanation',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "reports_explanationevent" ("about", "at", "by_id", "fingerprint", "id", "kind", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "report_id", "why") VALUES (NEW."about", NEW."at", NEW."by_id", NEW."fingerprint", NEW."id", NEW."kind", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."report_id", NEW."why"); RETURN NULL;', hash='b9e622ab198bb28b9d5c5ac93fa3558d58c5b218', operation='UPDATE', pgid='pgtrigger_update_update_49054', table='reports_explanation', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='explanationevent',
            trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='89d82f55e103a6ed50dd2c49e690eff96638d29a', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_3d471', table='reports_explanationevent', when='BEFORE')),
        ),
        row_security.protect("reports_boundnumber", reads=READ, writes=WRITTEN),
        row_security.protect("reports_explanation", reads=READ, writes=WRITTEN),
        row_security.history("reports_boundnumberevent"),
        row_security.history("reports_explanationevent"),
    ]
