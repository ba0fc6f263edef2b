"""Surveys, their links, what respondents send, and what it becomes when a survey closes."""

import accounts.all_at_once
import accounts.moves
import django.db.models.deletion
import django.utils.timezone
import pgtrigger.compiler
import surveys.link_words
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('instruments', '0001_initial'),
        ('pghistory', '0007_auto_20250421_0444'),
        ('programmes', '0003_particulars'),
    ]

    operations = [
        accounts.all_at_once.CreateTogether(
            operations=[
                migrations.CreateModel(
                    name='Survey',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('programme', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='surveys', to='programmes.programme')),
                        ('key', models.SlugField(max_length=60)),
                        ('title', models.CharField(max_length=200)),
                        ('milestone', models.ForeignKey(blank=True, help_text='Opens and closes it; empty where the team does so by hand.', null=True, on_delete=django.db.models.deletion.PROTECT, related_name='surveys', to='programmes.milestone')),
                        ('named', models.BooleanField(help_text='One answer for an area and kind of respondent, by people who are known.')),
                        ('link_for', models.CharField(help_text='area, or respondents', max_length=20)),
                        ('respondents', models.JSONField(blank=True, default=list, help_text='Kinds of respondent: {key, title}.')),
                        ('questionnaire', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='instruments.questionnaire')),
                        ('version', models.ForeignKey(help_text='What is asked.', on_delete=django.db.models.deletion.PROTECT, related_name='+', to='instruments.version')),
                        ('position', models.PositiveSmallIntegerField(default=0)),
                    ],
                    options={
                        'ordering': ['programme', 'position'],
                        'constraints': [models.UniqueConstraint(models.F('programme'), models.F('key'), name='a_key_names_one_survey_of_a_programme')],
                        'triggers': [pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "surveys_surveyevent" ("id", "key", "link_for", "milestone_id", "named", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "position", "programme_id", "questionnaire_id", "respondents", "title", "version_id") VALUES (NEW."id", NEW."key", NEW."link_for", NEW."milestone_id", NEW."named", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."position", NEW."programme_id", NEW."questionnaire_id", NEW."respondents", NEW."title", NEW."version_id"); RETURN NULL;', hash='472827130569f97dd348704ad1cd6df4684596f6', operation='INSERT', pgid='pgtrigger_insert_insert_472a1', table='surveys_survey', when='AFTER')), pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "surveys_surveyevent" ("id", "key", "link_for", "milestone_id", "named", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "position", "programme_id", "questionnaire_id", "respondents", "title", "version_id") VALUES (NEW."id", NEW."key", NEW."link_for", NEW."milestone_id", NEW."named", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."position", NEW."programme_id", NEW."questionnaire_id", NEW."respondents", NEW."title", NEW."version_id"); RETURN NULL;', hash='6124e218375a6ba4cb9fe5e1eb33f20545f8620b', operation='UPDATE', pgid='pgtrigger_update_update_7c6a9', table='surveys_survey', when='AFTER'))],
                    },
                ),
                migrations.CreateModel(
                    name='SurveyEvent',
                    fields=[
                        ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                        ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                        ('pgh_label', models.TextField(help_text='The event label.')),
                        ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='surveys.survey')),
                        ('pgh_context', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context')),
                        ('id', models.BigIntegerField()),
                        ('programme', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='programmes.programme')),
                        ('key', models.SlugField(db_index=False, max_length=60)),
                        ('title', models.CharField(max_length=200)),
                        ('milestone', models.ForeignKey(blank=True, db_constraint=False, help_text='Opens and closes it; empty where the team does so by hand.', null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='programmes.milestone')),
                        ('named', models.BooleanField(help_text='One answer for an area and kind of respondent, by people who are known.')),
                        ('link_for', models.CharField(help_text='area, or respondents', max_length=20)),
                        ('respondents', models.JSONField(blank=True, default=list, help_text='Kinds of respondent: {key, title}.')),
                        ('questionnaire', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='instruments.questionnaire')),
                        ('version', models.ForeignKey(db_constraint=False, help_text='What is asked.', on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='instruments.version')),
                        ('position', models.PositiveSmallIntegerField(default=0)),
                    ],
                    options={
                        'triggers': [pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='d0d1fbe54fbc62899407b97876154bc396324dbd', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_ef4ac', table='surveys_surveyevent', when='BEFORE'))],
                    },
                ),
                migrations.CreateModel(
                    name='Link',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('opens_on', models.DateField(blank=True, null=True)),
                        ('closes_on', models.DateField(blank=True, help_text='Its last day.', null=True)),
                        ('survey', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='links', to='surveys.survey')),
                        ('participation', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.CASCADE, related_name='survey_links', to='programmes.participation')),
                        ('kind', models.CharField(blank=True, help_text='Key of the kind of respondent.', max_length=60)),
                        ('words', models.CharField(default=surveys.link_words.new_words, help_text='The last part of its address.', max_length=20, unique=True)),
                        ('version', models.ForeignKey(blank=True, help_text='What it asks, once it has opened.', null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='instruments.version')),
                        ('dataset', models.ForeignKey(blank=True, help_text='What it became.', null=True, on_delete=django.db.models.deletion.PROTECT, related_name='links', to='surveys.dataset')),
                    ],
                    options={
                        'ordering': ['survey', 'participation__partnership__name', 'kind'],
                        'constraints': [models.UniqueConstraint(fields=('survey', 'participation', 'kind'), name='a_survey_has_one_link_for_an_area_and_kind', nulls_distinct=False), models.CheckConstraint(condition=models.Q(models.Q(('closes_on', None), ('opens_on', None)), ('opens_on__lte', models.F('closes_on')), _connector='OR'), name='a_link_opens_before_it_closes')],
                        'triggers': [pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "surveys_linkevent" ("closes_on", "dataset_id", "id", "kind", "opens_on", "participation_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "survey_id", "words") VALUES (NEW."closes_on", NEW."dataset_id", NEW."id", NEW."kind", NEW."opens_on", NEW."participation_id", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."survey_id", NEW."words"); RETURN NULL;', hash='ce8589d7ab532121ec56b960e2eec92b550ea061', operation='INSERT', pgid='pgtrigger_insert_insert_cef49', table='surveys_link', when='AFTER')), pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD."closes_on" IS DISTINCT FROM (NEW."closes_on") OR OLD."dataset_id" IS DISTINCT FROM (NEW."dataset_id") OR OLD."id" IS DISTINCT FROM (NEW."id") OR OLD."kind" IS DISTINCT FROM (NEW."kind") OR OLD."opens_on" IS DISTINCT FROM (NEW."opens_on") OR OLD."participation_id" IS DISTINCT FROM (NEW."participation_id") OR OLD."survey_id" IS DISTINCT FROM (NEW."survey_id") OR OLD."words" IS DISTINCT FROM (NEW."words"))', func='INSERT INTO "surveys_linkevent" ("closes_on", "dataset_id", "id", "kind", "opens_on", "participation_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "survey_id", "words") VALUES (NEW."closes_on", NEW."dataset_id", NEW."id", NEW."kind", NEW."opens_on", NEW."participation_id", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."survey_id", NEW."words"); RETURN NULL;', hash='9b6657fc38d693ffe410ec7e32ffe590f2fecc40', operation='UPDATE', pgid='pgtrigger_update_update_f6668', table='surveys_link', when='AFTER'))],
                    },
                ),
                migrations.CreateModel(
                    name='LinkEvent',
                    fields=[
                        ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                        ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                        ('pgh_label', models.TextField(help_text='The event label.')),
                        ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='surveys.link')),
                        ('pgh_context', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context')),
                        ('id', models.BigIntegerField()),
                        ('opens_on', models.DateField(blank=True, null=True)),
                        ('closes_on', models.DateField(blank=True, help_text='Its last day.', null=True)),
                        ('survey', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='surveys.survey')),
                        ('participation', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='programmes.participation')),
                        ('kind', models.CharField(blank=True, help_text='Key of the kind of respondent.', max_length=60)),
                        ('words', models.CharField(default=surveys.link_words.new_words, help_text='The last part of its address.', max_length=20)),
                        ('dataset', models.ForeignKey(blank=True, db_constraint=False, help_text='What it became.', null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='surveys.dataset')),
                    ],
                    options={
                        'triggers': [pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='703fcbaeebf97959abea0ff1760dcee6d80b9c4d', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_6d1fc', table='surveys_linkevent', when='BEFORE'))],
                    },
                ),
                migrations.CreateModel(
                    name='Answer',
                    fields=[
                        ('mark', models.BinaryField(help_text="Hash of the form's random number: it is taken once.", primary_key=True, serialize=False)),
                        ('link', models.ForeignKey(db_constraint=False, db_index=False, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='surveys.link')),
                        ('values', models.JSONField()),
                    ],
                    options={
                        'indexes': [models.Index(fields=['link'], name='answers_of_a_link')],
                    },
                ),
                migrations.CreateModel(
                    name='Draft',
                    fields=[
                        ('mark', models.BinaryField(help_text="Hash of the form's random number.", primary_key=True, serialize=False)),
                        ('link', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='surveys.link')),
                        ('values', models.JSONField()),
                        ('kept_on', models.DateField(help_text='Forgotten two weeks after this day.')),
                    ],
                ),
                migrations.CreateModel(
                    name='DayCount',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('link', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='days', to='surveys.link')),
                        ('on', models.DateField()),
                        ('answers', models.PositiveIntegerField()),
                    ],
                    options={
                        'ordering': ['link', 'on'],
                        'constraints': [models.UniqueConstraint(models.F('link'), models.F('on'), name='a_link_counts_a_day_once')],
                    },
                ),
                migrations.CreateModel(
                    name='Dataset',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('survey', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='datasets', to='surveys.survey')),
                        ('participation', models.ForeignKey(blank=True, help_text='In a rolling programme, whose.', null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='programmes.participation')),
                        ('version', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='instruments.version')),
                        ('frozen_on', models.DateField(default=django.utils.timezone.localdate)),
                        ('answers', models.PositiveIntegerField(default=0)),
                        ('digest', models.CharField(blank=True, help_text='SHA-256 over its rows in their order.', max_length=64)),
                    ],
                    options={
                        'ordering': ['survey', 'frozen_on', 'pk'],
                        'constraints': [models.UniqueConstraint(fields=('survey', 'participation'), name='a_survey_is_frozen_once', nulls_distinct=False)],
                    },
                ),
                migrations.CreateModel(
                    name='DatasetRow',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('dataset', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='rows', to='surveys.dataset')),
                        ('number', models.PositiveIntegerField()),
                        ('participation', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='programmes.participation')),
                        ('kind', models.CharField(blank=True, max_length=60)),
                        ('values', models.JSONField()),
                    ],
                    options={
                        'ordering': ['dataset', 'number'],
                        'constraints': [models.UniqueConstraint(models.F('dataset'), models.F('number'), name='a_row_of_a_dataset_has_its_own_number')],
                    },
                ),
                migrations.CreateModel(
                    name='Reply',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('opens_on', models.DateField(blank=True, null=True)),
                        ('closes_on', models.DateField(blank=True, help_text='Its last day.', null=True)),
                        ('survey', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='replies', to='surveys.survey')),
                        ('participation', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='survey_replies', to='programmes.participation')),
                        ('kind', models.CharField(blank=True, help_text='Key of the kind of respondent.', max_length=60)),
                        ('version', models.ForeignKey(blank=True, help_text='What was answered, once begun.', null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='instruments.version')),
                        ('status', models.CharField(choices=[('draft', 'Being prepared'), ('awaiting sign-off', 'Waiting for sign-off'), ('sent', 'Sent')], default='draft', max_length=20)),
                        ('values', models.JSONField(blank=True, default=dict)),
                        ('not_taken', models.JSONField(blank=True, default=dict, help_text='By the name of its field, what was typed and cannot be an answer yet.')),
                        ('edits', models.PositiveIntegerField(default=0, help_text='Goes up with every change.')),
                        ('saved_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                        ('saved_at', models.DateTimeField(blank=True, null=True)),
                        ('saved_in', models.CharField(blank=True, help_text='The opened page that saved last by itself; empty after a button.', max_length=24)),
                        ('put_forward_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                        ('put_forward_at', models.DateTimeField(blank=True, null=True)),
                        ('sent_back_reason', models.TextField(blank=True, help_text="Between the partnership's own people.")),
                        ('sent_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                        ('sent_at', models.DateTimeField(blank=True, help_text='When a chief officer signed it off.', null=True)),
                        ('dataset', models.ForeignKey(blank=True, help_text='What it is part of.', null=True, on_delete=django.db.models.deletion.PROTECT, related_name='replies', to='surveys.dataset')),
                    ],
                    options={
                        'ordering': ['survey', 'participation__partnership__name', 'kind'],
                        'constraints': [models.UniqueConstraint(fields=('survey', 'participation', 'kind'), name='an_area_answers_once_for_a_kind_of_respondent'), models.CheckConstraint(condition=models.Q(models.Q(('closes_on', None), ('opens_on', None)), ('opens_on__lte', models.F('closes_on')), _connector='OR'), name='a_reply_opens_before_it_closes'), models.CheckConstraint(condition=models.Q(models.Q(('saved_at', None), ('saved_by', None)), models.Q(('saved_at__isnull', False), ('saved_by__isnull', False)), _connector='OR'), name='a_reply_is_saved_by_someone_at_some_time'), models.CheckConstraint(condition=models.Q(models.Q(('put_forward_at', None), ('put_forward_by', None)), models.Q(('put_forward_at__isnull', False), ('put_forward_by__isnull', False)), _connector='OR'), name='a_reply_is_put_forward_by_someone_at_some_time'), models.CheckConstraint(condition=models.Q(models.Q(('sent_at', None), ('sent_by', None), models.Q(('status', 'sent'), _negated=True)), models.Q(('sent_at__isnull', False), ('sent_by__isnull', False), ('status', 'sent')), _connector='OR'), name='a_reply_is_sent_by_someone_at_some_time')],
                        'triggers': [pgtrigger.compiler.Trigger(name='a_reply_that_was_sent_stands', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD."status" = \'sent\' AND (OLD."values" IS DISTINCT FROM (NEW."values") OR OLD."status" IS DISTINCT FROM (NEW."status")))', func="RAISE EXCEPTION 'pgtrigger: Cannot update rows from % table', TG_TABLE_NAME;", hash='5930d85f5c9226d7772c1a3c6407afe0abcaa879', operation='UPDATE', pgid='pgtrigger_a_reply_that_was_sent_stands_10ad1', table='surveys_reply', when='BEFORE')), pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "surveys_replyevent" ("closes_on", "dataset_id", "id", "kind", "opens_on", "participation_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "put_forward_at", "put_forward_by_id", "sent_at", "sent_by_id", "status", "survey_id", "version_id") VALUES (NEW."closes_on", NEW."dataset_id", NEW."id", NEW."kind", NEW."opens_on", NEW."participation_id", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."put_forward_at", NEW."put_forward_by_id", NEW."sent_at", NEW."sent_by_id", NEW."status", NEW."survey_id", NEW."version_id"); RETURN NULL;', hash='c60db5945cfcc9bb264c5e9472ea9c338fdc6113', operation='INSERT', pgid='pgtrigger_insert_insert_32d7d', table='surveys_reply', when='AFTER')), pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD."closes_on" IS DISTINCT FROM (NEW."closes_on") OR OLD."dataset_id" IS DISTINCT FROM (NEW."dataset_id") OR OLD."id" IS DISTINCT FROM (NEW."id") OR OLD."kind" IS DISTINCT FROM (NEW."kind") OR OLD."opens_on" IS DISTINCT FROM (NEW."opens_on") OR OLD."participation_id" IS DISTINCT FROM (NEW."participation_id") OR OLD."put_forward_at" IS DISTINCT FROM (NEW."put_forward_at") OR OLD."put_forward_by_id" IS DISTINCT FROM (NEW."put_forward_by_id") OR OLD."sent_at" IS DISTINCT FROM (NEW."sent_at") OR OLD."sent_by_id" IS DISTINCT FROM (NEW."sent_by_id") OR OLD."status" IS DISTINCT FROM (NEW."status") OR OLD."survey_id" IS DISTINCT FROM (NEW."survey_id") OR OLD."version_id" IS DISTINCT FROM (NEW."version_id"))', func='INSERT INTO "surveys_replyevent" ("closes_on", "dataset_id", "id", "kind", "opens_on", "participation_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "put_forward_at", "put_forward_by_id", "sent_at", "sent_by_id", "status", "survey_id", "version_id") VALUES (NEW."closes_on", NEW."dataset_id", NEW."id", NEW."kind", NEW."opens_on", NEW."participation_id", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."put_forward_at", NEW."put_forward_by_id", NEW."sent_at", NEW."sent_by_id", NEW."status", NEW."survey_id", NEW."version_id"); RETURN NULL;', hash='45cab86b9aa5eee1781502a370c93a181345e274', operation='UPDATE', pgid='pgtrigger_update_update_3222e', table='surveys_reply', when='AFTER')), pgtrigger.compiler.Trigger(name='only_moves_of_the_table', sql=pgtrigger.compiler.UpsertTriggerSql(declare='DECLARE _is_valid_transition BOOLEAN;', func='SELECT CONCAT(OLD."status", \':\', NEW."status") = ANY(\'{draft:awaiting sign-off,awaiting sign-off:draft,awaiting sign-off:sent}\'::text[]) INTO _is_valid_transition; IF (_is_valid_transition IS FALSE AND OLD."status" IS DISTINCT FROM NEW."status") THEN RAISE EXCEPTION \'pgtrigger: Invalid transition of field "status" from "%" to "%" on table %\', OLD."status", NEW."status", TG_TABLE_NAME; ELSE RETURN NEW; END IF;', hash='500ba5bb2d4918593b72ad3082d4d6c1bc48486f', operation='UPDATE', pgid='pgtrigger_only_moves_of_the_table_7262b', table='surveys_reply', when='BEFORE'))],
                    },
                    bases=(accounts.moves.Moving, models.Model),
                ),
                migrations.CreateModel(
                    name='ReplyEvent',
                    fields=[
                        ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                        ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                        ('pgh_label', models.TextField(help_text='The event label.')),
                        ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='surveys.reply')),
                        ('pgh_context', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context')),
                        ('id', models.BigIntegerField()),
                        ('opens_on', models.DateField(blank=True, null=True)),
                        ('closes_on', models.DateField(blank=True, help_text='Its last day.', null=True)),
                        ('survey', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='surveys.survey')),
                        ('participation', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='programmes.participation')),
                        ('kind', models.CharField(blank=True, help_text='Key of the kind of respondent.', max_length=60)),
                        ('version', models.ForeignKey(blank=True, db_constraint=False, help_text='What was answered, once begun.', null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='instruments.version')),
                        ('status', models.CharField(choices=[('draft', 'Being prepared'), ('awaiting sign-off', 'Waiting for sign-off'), ('sent', 'Sent')], default='draft', max_length=20)),
                        ('put_forward_by', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL)),
                        ('put_forward_at', models.DateTimeField(blank=True, null=True)),
                        ('sent_by', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL)),
                        ('sent_at', models.DateTimeField(blank=True, help_text='When a chief officer signed it off.', null=True)),
                        ('dataset', models.ForeignKey(blank=True, db_constraint=False, help_text='What it is part of.', null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='surveys.dataset')),
                    ],
                    options={
                        'triggers': [pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='d1cca27c86d3286ac764dcb047f18c30fb344813', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_ae09a', table='surveys_replyevent', when='BEFORE'))],
                    },
                ),
            ],
        ),
    ]
