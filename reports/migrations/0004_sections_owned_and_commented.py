"""Sections have owners, a reader and a word target; those who read a draft comment on its paragraphs."""

import accounts.moves
import django.db.models.deletion
import django.utils.timezone
import pgtrigger.compiler
import pgtrigger.migrations
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('accounts', '0002_walls'),
        ('reports', '0003_numbers'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='Answer',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kind', models.CharField(choices=[('answer', 'answered'), ('settled', 'settled it'), ('reopened', 'opened it again')], default='answer', max_length=10)),
                ('text', models.TextField(blank=True)),
                ('written_at', models.DateTimeField(default=django.utils.timezone.now)),
            ],
            options={
                'ordering': ['written_at', 'pk'],
            },
        ),
        migrations.CreateModel(
            name='Comment',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('words', models.TextField(help_text='The words of its paragraph when the comment was made.')),
                ('number', models.CharField(blank=True, help_text="The paragraph's number then, such as 2.3.", max_length=20)),
                ('text', models.TextField()),
                ('status', models.CharField(choices=[('open', 'Open'), ('settled', 'Settled')], default='open', max_length=10)),
                ('written_at', models.DateTimeField(default=django.utils.timezone.now)),
            ],
            options={
                'ordering': ['written_at', 'pk'],
            },
            bases=(accounts.moves.Moving, models.Model),
        ),
        migrations.CreateModel(
            name='Mention',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('made_at', models.DateTimeField(default=django.utils.timezone.now)),
                ('dealt_with_at', models.DateTimeField(blank=True, null=True)),
            ],
            options={
                'ordering': ['made_at', 'pk'],
            },
        ),
        migrations.CreateModel(
            name='PlainWriter',
            fields=[
                ('person', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, primary_key=True, related_name='+', serialize=False, to=settings.AUTH_USER_MODEL)),
            ],
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name='section',
            name='insert_insert',
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name='section',
            name='update_update',
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name='section',
            name='only_moves_of_the_table',
        ),
        migrations.AddField(
            model_name='section',
            name='owners',
            field=models.ManyToManyField(blank=True, related_name='sections_to_write', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='section',
            name='reader',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='section',
            name='target',
            field=models.PositiveIntegerField(blank=True, help_text='About how many words it should have.', null=True),
        ),
        migrations.AddField(
            model_name='sectionevent',
            name='reader',
            field=models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='sectionevent',
            name='target',
            field=models.PositiveIntegerField(blank=True, help_text='About how many words it should have.', null=True),
        ),
        migrations.AlterField(
            model_name='section',
            name='status',
            field=models.CharField(choices=[('to-write', 'To be written'), ('writing', 'Being written'), ('reading', 'With a colleague to read'), ('ready', 'Ready')], default='to-write', max_length=10),
        ),
        migrations.AlterField(
            model_name='sectionevent',
            name='status',
            field=models.CharField(choices=[('to-write', 'To be written'), ('writing', 'Being written'), ('reading', 'With a colleague to read'), ('ready', 'Ready')], default='to-write', max_length=10),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='section',
            trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "reports_sectionevent" ("body", "guidance", "heading", "id", "key", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "position", "reader_id", "report_id", "status", "target", "updated_at", "updated_by_id", "version") VALUES (NEW."body", NEW."guidance", NEW."heading", NEW."id", NEW."key", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."position", NEW."reader_id", NEW."report_id", NEW."status", NEW."target", NEW."updated_at", NEW."updated_by_id", NEW."version"); RETURN NULL;', hash='ff4d51dd137dcbd4c2029886f8a954b143423b59', operation='INSERT', pgid='pgtrigger_insert_insert_71f64', table='reports_section', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='section',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "reports_sectionevent" ("body", "guidance", "heading", "id", "key", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "position", "reader_id", "report_id", "status", "target", "updated_at", "updated_by_id", "version") VALUES (NEW."body", NEW."guidance", NEW."heading", NEW."id", NEW."key", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."position", NEW."reader_id", NEW."report_id", NEW."status", NEW."target", NEW."updated_at", NEW."updated_by_id", NEW."version"); RETURN NULL;', hash='8ca5e6479a45d8a17e60ff17234823d7a4061e2a', operation='UPDATE', pgid='pgtrigger_update_update_2c9b4', table='reports_section', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='section',
            trigger=pgtrigger.compiler.Trigger(name='only_moves_of_the_table', sql=pgtrigger.compiler.UpsertTriggerSql(declare='DECLARE _is_valid_transition BOOLEAN;', func='SELECT CONCAT(OLD."status", \':\', NEW."status") = ANY(\'{to-write:reading,to-write:ready,to-write:writing,writing:reading,writing:ready,reading:ready,reading:writing,ready:reading,ready:writing}\'::text[]) INTO _is_valid_transition; IF (_is_valid_transition IS FALSE AND OLD."status" IS DISTINCT FROM NEW."status") THEN RAISE EXCEPTION \'pgtrigger: Invalid transition of field "status" from "%" to "%" on table %\', OLD."status", NEW."status", TG_TABLE_NAME; ELSE RETURN NEW; END IF;', hash='3c0940a4be7dc3b44e39707952b68c536ceb2e5a', operation='UPDATE', pgid='pgtrigger_only_moves_of_the_table_af357', table='reports_section', when='BEFORE')),
        ),
        migrations.AddConstraint(
            model_name='section',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('status', 'reading'), _negated=True), ('reader__isnull', False), _connector='OR'), name='a_section_to_be_read_names_its_reader'),
        ),
        migrations.AddConstraint(
            model_name='section',
            constraint=models.CheckConstraint(condition=models.Q(('target', None), ('target__gte', 1), _connector='OR'), name='a_word_target_is_at_least_one_word'),
        ),
        migrations.AddField(
            model_name='answer',
            name='written_by',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='comment',
            name='section',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='comments', to='reports.section'),
        ),
        migrations.AddField(
            model_name='comment',
            name='written_by',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='answer',
            name='comment',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='answers', to='reports.comment'),
        ),
        migrations.AddField(
            model_name='mention',
            name='answer',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.CASCADE, related_name='mentions', to='reports.answer'),
        ),
        migrations.AddField(
            model_name='mention',
            name='comment',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='mentions', to='reports.comment'),
        ),
        migrations.AddField(
            model_name='mention',
            name='person',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddIndex(
            model_name='comment',
            index=models.Index(fields=['section', 'status'], name='open_comments_of_a_section'),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='comment',
            trigger=pgtrigger.compiler.Trigger(name='what_a_comment_says_never_changes', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD."id" IS DISTINCT FROM (NEW."id") OR OLD."section_id" IS DISTINCT FROM (NEW."section_id") OR OLD."words" IS DISTINCT FROM (NEW."words") OR OLD."number" IS DISTINCT FROM (NEW."number") OR OLD."text" IS DISTINCT FROM (NEW."text") OR OLD."written_by_id" IS DISTINCT FROM (NEW."written_by_id") OR OLD."written_at" IS DISTINCT FROM (NEW."written_at"))', func="RAISE EXCEPTION 'pgtrigger: Cannot update rows from % table', TG_TABLE_NAME;", hash='d347a664bfd770eff9942c81e84185dc09e335dc', operation='UPDATE', pgid='pgtrigger_what_a_comment_says_never_changes_d424d', table='reports_comment', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='comment',
            trigger=pgtrigger.compiler.Trigger(name='only_moves_of_the_table', sql=pgtrigger.compiler.UpsertTriggerSql(declare='DECLARE _is_valid_transition BOOLEAN;', func='SELECT CONCAT(OLD."status", \':\', NEW."status") = ANY(\'{open:settled,settled:open}\'::text[]) INTO _is_valid_transition; IF (_is_valid_transition IS FALSE AND OLD."status" IS DISTINCT FROM NEW."status") THEN RAISE EXCEPTION \'pgtrigger: Invalid transition of field "status" from "%" to "%" on table %\', OLD."status", NEW."status", TG_TABLE_NAME; ELSE RETURN NEW; END IF;', hash='67a9f118e5f146d29649e1e75831ef10881d2067', operation='UPDATE', pgid='pgtrigger_only_moves_of_the_table_ed289', table='reports_comment', when='BEFORE')),
        ),
        migrations.AddConstraint(
            model_name='answer',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('kind', 'answer'), _negated=True), models.Q(('text', ''), _negated=True), _connector='OR'), name='an_answer_to_a_comment_says_something'),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='answer',
            trigger=pgtrigger.compiler.Trigger(name='what_was_answered_never_changes', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func="RAISE EXCEPTION 'pgtrigger: Cannot update rows from % table', TG_TABLE_NAME;", hash='99001c3d34d8f77b6ee3c9ff97faffc81ab635b5', operation='UPDATE', pgid='pgtrigger_what_was_answered_never_changes_1f7fb', table='reports_answer', when='BEFORE')),
        ),
        migrations.AddConstraint(
            model_name='mention',
            constraint=models.UniqueConstraint(fields=('comment', 'answer', 'person'), name='a_person_is_mentioned_once_in_what_is_said', nulls_distinct=False),
        ),
    ]
