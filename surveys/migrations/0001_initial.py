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
            operations=[migrations.CreateModel(
                name='Survey',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('programme', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='surveys', to='programmes.programme')),
                    ('key', models.SlugField(max_length=60)),
                    ('title', models.CharField(max_length=200)),
                    ('milestone', models.ForeignKey(blank=True, help_text='Opens and closes it; empty where the team does so by hand.', null=True, on_delete=django.db.models.deletion.PROTECT, related_name='surveys', to='programmes.milestone')),
                    ('named', models.BooleanField(help_text='One answer for an area and kind of respondent, by people who are known.')),
                    ('link_for', models.CharField(help_text='area, or respondents', max_length=20)),
                    ('respondents', models.JSONField(blank=True, default=list, help_text='Kinds of respondent: {key, title}; where people are named also {written_by, signed_off_by}.')),
                    ('questionnaire', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='instruments.questionnaire')),
                    ('version', models.ForeignKey(help_text='What is asked.', on_delete=django.db.models.deletion.PROTECT, related_name='+', to='instruments.version')),
                    ('position', models.PositiveSmallIntegerField(default=0)),
                    ('follows', models.ForeignKey(blank=True, help_text='The earlier round of this survey, in this programme or in an earlier one.', null=True, on_delete=django.db.models.deletion.PROTECT, related_name='followed_by', to='surveys.survey')),
                ],
                options={
                    'ordering': ['programme', 'position'],
                    'constraints': [models.UniqueConstraint(models.F('programme'), models.F('key'), name='a_key_names_one_survey_of_a_programme'), models.CheckConstraint(condition=models.Q(('follows', models.F('pk')), _negated=True), name='no_survey_follows_itself')],
                    'indexes': [],
                    'triggers': [pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "surveys_surveyevent" ("follows_id", "id", "key", "link_for", "milestone_id", "named", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "position", "programme_id", "questionnaire_id", "respondents", "title", "version_id") VALUES (NEW."follows_id", NEW."id", NEW."key", NEW."link_for", NEW."milestone_id", NEW."named", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."position", NEW."programme_id", NEW."questionnaire_id", NEW."respondents", NEW."title", NEW."version_id"); RETURN NULL;', hash='eaf36095f21786ff664e164ed159e0139da91472', operation='INSERT', pgid='pgtrigger_insert_insert_472a1', table='surveys_survey', when='AFTER')), pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "surveys_surveyevent" ("follows_id", "id", "key", "link_for", "milestone_id", "named", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "position", "programme_id", "questionnaire_id", "respondents", "title", "version_id") VALUES (NEW."follows_id", NEW."id", NEW."key", NEW."link_for", NEW."milestone_id", NEW."named", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."position", NEW."programme_id", NEW."questionnaire_id", NEW."respondents", NEW."title", NEW."version_id"); RETURN NULL;', hash='eb187a9a43dc41bd3b79db1d41bbf4658373045f', operation='UPDATE', pgid='pgtrigger_update_update_7c6a9', table='surveys_survey', when='AFTER')), pgtrigger.compiler.Trigger(name='rounds_never_go_in_a_circle', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (NEW."follows_id" IS NOT NULL)', func="\n                    IF EXISTS (\n                        WITH RECURSIVE earlier AS (\n                            SELECT NEW.follows_id AS id\n                            UNION SELECT s.follows_id FROM surveys_survey s JOIN earlier e ON e.id = s.id\n                            WHERE s.follows_id IS NOT NULL)\n                        SELECT FROM earlier WHERE id = NEW.id) THEN\n                        RAISE EXCEPTION 'A survey cannot follow one that follows it.';\n                    END IF;\n                    RETURN NEW;\n                ", hash='56dfc7b6001014aab1cf71c6c9c162e872bf6fad', operation='UPDATE OR INSERT', pgid='pgtrigger_rounds_never_go_in_a_circle_4813c', table='surveys_survey', when='BEFORE'))],
                },
            ), migrations.CreateModel(
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
                    ('respondents', models.JSONField(blank=True, default=list, help_text='Kinds of respondent: {key, title}; where people are named also {written_by, signed_off_by}.')),
                    ('questionnaire', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='instruments.questionnaire')),
                    ('version', models.ForeignKey(db_constraint=False, help_text='What is asked.', on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='instruments.version')),
                    ('position', models.PositiveSmallIntegerField(default=0)),
                    ('follows', models.ForeignKey(blank=True, db_constraint=False, help_text='The earlier round of this survey, in this programme or in an earlier one.', null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='surveys.survey')),
                ],
                options={
                    'abstract': False,
                    'indexes': [],
                    'constraints': [],
                    'triggers': [pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='d0d1fbe54fbc62899407b97876154bc396324dbd', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_ef4ac', table='surveys_surveyevent', when='BEFORE'))],
                },
            ), migrations.CreateModel(
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
                    'indexes': [],
                    'triggers': [pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "surveys_linkevent" ("closes_on", "dataset_id", "id", "kind", "opens_on", "participation_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "survey_id", "words") VALUES (NEW."closes_on", NEW."dataset_id", NEW."id", NEW."kind", NEW."opens_on", NEW."participation_id", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."survey_id", NEW."words"); RETURN NULL;', hash='ce8589d7ab532121ec56b960e2eec92b550ea061', operation='INSERT', pgid='pgtrigger_insert_insert_cef49', table='surveys_link', when='AFTER')), pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD."closes_on" IS DISTINCT FROM (NEW."closes_on") OR OLD."dataset_id" IS DISTINCT FROM (NEW."dataset_id") OR OLD."id" IS DISTINCT FROM (NEW."id") OR OLD."kind" IS DISTINCT FROM (NEW."kind") OR OLD."opens_on" IS DISTINCT FROM (NEW."opens_on") OR OLD."participation_id" IS DISTINCT FROM (NEW."participation_id") OR OLD."survey_id" IS DISTINCT FROM (NEW."survey_id") OR OLD."words" IS DISTINCT FROM (NEW."words"))', func='INSERT INTO "surveys_linkevent" ("closes_on", "dataset_id", "id", "kind", "opens_on", "participation_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "survey_id", "words") VALUES (NEW."closes_on", NEW."dataset_id", NEW."id", NEW."kind", NEW."opens_on", NEW."participation_id", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."survey_id", NEW."words"); RETURN NULL;', hash='9b6657fc38d693ffe410ec7e32ffe590f2fecc40', operation='UPDATE', pgid='pgtrigger_update_update_f6668', table='surveys_link', when='AFTER'))],
                },
            ), migrations.CreateModel(
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
                    'abstract': False,
                    'indexes': [],
                    'constraints': [],
                    'triggers': [pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='703fcbaeebf97959abea0ff1760dcee6d80b9c4d', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_6d1fc', table='surveys_linkevent', when='BEFORE'))],
                },
            ), migrations.CreateModel(
                name='Answer',
                fields=[
                    ('mark', models.BinaryField(help_text="Hash of the form's random number: it is taken once.", primary_key=True, serialize=False)),
                    ('link', models.ForeignKey(db_constraint=False, db_index=False, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='surveys.link')),
                    ('values', models.JSONField()),
                ],
                options={
                    'indexes': [models.Index(fields=['link'], name='answers_of_a_link')],
                    'constraints': [],
                },
            ), migrations.CreateModel(
                name='Draft',
                fields=[
                    ('mark', models.BinaryField(help_text="Hash of the form's random number.", primary_key=True, serialize=False)),
                    ('link', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='surveys.link')),
                    ('values', models.JSONField()),
                    ('kept_on', models.DateField(help_text='Forgotten two weeks after this day.')),
                ],
                options={
                    'indexes': [],
                    'constraints': [],
                },
            ), migrations.CreateModel(
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
                    'indexes': [],
                },
            ), migrations.CreateModel(
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
                    'indexes': [],
                },
            ), migrations.CreateModel(
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
                    'indexes': [],
                },
            ), migrations.CreateModel(
                name='Writer',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('survey', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='writers', to='surveys.survey')),
                    ('participation', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='survey_writers', to='programmes.participation')),
                    ('kind', models.CharField(blank=True, help_text='Key of the kind of respondent.', max_length=60)),
                    ('person', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='survey_places', to=settings.AUTH_USER_MODEL)),
                    ('asked_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                    ('asked_at', models.DateTimeField(default=django.utils.timezone.now)),
                    ('ended_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                    ('ended_at', models.DateTimeField(blank=True, null=True)),
                ],
                options={
                    'ordering': ['survey', 'participation', 'kind', 'asked_at'],
                    'constraints': [models.UniqueConstraint(condition=models.Q(('ended_at', None)), fields=('survey', 'participation', 'kind', 'person'), name='a_person_is_asked_once_to_write_a_reply'), models.CheckConstraint(condition=models.Q(models.Q(('ended_at', None), ('ended_by', None)), models.Q(('ended_at__isnull', False), ('ended_by__isnull', False)), _connector='OR'), name='a_writer_is_let_go_by_someone_at_some_time')],
                    'indexes': [],
                    'triggers': [pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "surveys_writerevent" ("asked_at", "asked_by_id", "ended_at", "ended_by_id", "id", "kind", "participation_id", "person_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "survey_id") VALUES (NEW."asked_at", NEW."asked_by_id", NEW."ended_at", NEW."ended_by_id", NEW."id", NEW."kind", NEW."participation_id", NEW."person_id", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."survey_id"); RETURN NULL;', hash='47d0f64edeb7cccd948c5313f9909ce8a59ec7ef', operation='INSERT', pgid='pgtrigger_insert_insert_2e7e8', table='surveys_writer', when='AFTER')), pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "surveys_writerevent" ("asked_at", "asked_by_id", "ended_at", "ended_by_id", "id", "kind", "participation_id", "person_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "survey_id") VALUES (NEW."asked_at", NEW."asked_by_id", NEW."ended_at", NEW."ended_by_id", NEW."id", NEW."kind", NEW."participation_id", NEW."person_id", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."survey_id"); RETURN NULL;', hash='838e2021bcea5798ff5ac99acc22cf662991cf9c', operation='UPDATE', pgid='pgtrigger_update_update_99750', table='surveys_writer', when='AFTER'))],
                },
            ), migrations.CreateModel(
                name='WriterEvent',
                fields=[
                    ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                    ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                    ('pgh_label', models.TextField(help_text='The event label.')),
                    ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='surveys.writer')),
                    ('pgh_context', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context')),
                    ('id', models.BigIntegerField()),
                    ('survey', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='surveys.survey')),
                    ('participation', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='programmes.participation')),
                    ('kind', models.CharField(blank=True, help_text='Key of the kind of respondent.', max_length=60)),
                    ('person', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL)),
                    ('asked_by', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL)),
                    ('asked_at', models.DateTimeField(default=django.utils.timezone.now)),
                    ('ended_by', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL)),
                    ('ended_at', models.DateTimeField(blank=True, null=True)),
                ],
                options={
                    'abstract': False,
                    'indexes': [],
                    'constraints': [],
                    'triggers': [pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='e77f51c79d53fae7e9af1a920e91635d1c3bf0ca', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_5b24b', table='surveys_writerevent', when='BEFORE'))],
                },
            ), migrations.CreateModel(
                name='Reply',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('opens_on', models.DateField(blank=True, null=True)),
                    ('closes_on', models.DateField(blank=True, help_text='Its last day.', null=True)),
                    ('survey', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='replies', to='surveys.survey')),
                    ('participation', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='survey_replies', to='programmes.participation')),
                    ('kind', models.CharField(blank=True, help_text='Key of the kind of respondent.', max_length=60)),
                    ('number', models.PositiveSmallIntegerField(default=1, help_text='Which version: a correction is the next one.')),
                    ('of_its_own', models.BooleanField(default=False, help_text='Written by those who were asked to, and read by nobody else in the partnership.')),
                    ('needs_sign_off', models.BooleanField(default=True, help_text='By a chief officer, before it is sent.')),
                    ('version', models.ForeignKey(blank=True, help_text='What was answered, once begun.', null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='instruments.version')),
                    ('status', models.CharField(choices=[('draft', 'Being prepared'), ('awaiting sign-off', 'Waiting for sign-off'), ('sent', 'Sent'), ('superseded', 'Replaced by a later version')], default='draft', max_length=20)),
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
                    ('sent_at', models.DateTimeField(blank=True, help_text='When it was signed off, or sent by those who write it.', null=True)),
                    ('dataset', models.ForeignKey(blank=True, help_text='What it is part of.', null=True, on_delete=django.db.models.deletion.PROTECT, related_name='replies', to='surveys.dataset')),
                ],
                options={
                    'ordering': ['survey', 'participation__partnership__name', 'kind', 'number'],
                    'constraints': [models.UniqueConstraint(fields=('survey', 'participation', 'kind', 'number'), name='a_version_of_a_reply_has_its_own_number'), models.UniqueConstraint(condition=models.Q(('status__in', ['draft', 'awaiting sign-off'])), fields=('survey', 'participation', 'kind'), name='an_area_prepares_one_answer_at_a_time'), models.UniqueConstraint(condition=models.Q(('status', 'sent')), fields=('survey', 'participation', 'kind'), name='one_answer_of_an_area_stands_for_a_kind_of_respondent'), models.CheckConstraint(condition=models.Q(('of_its_own', False), ('needs_sign_off', False), _connector='OR'), name='what_its_own_people_write_no_chief_officer_signs_off'), models.CheckConstraint(condition=models.Q(models.Q(('status', 'awaiting sign-off'), _negated=True), ('needs_sign_off', True), _connector='OR'), name='a_reply_waits_for_sign_off_only_where_one_is_asked'), models.CheckConstraint(condition=models.Q(('needs_sign_off', False), ('sent_at', None), ('put_forward_at__isnull', False), _connector='OR'), name='what_a_chief_officer_signs_off_was_put_forward'), models.CheckConstraint(condition=models.Q(models.Q(('closes_on', None), ('opens_on', None)), ('opens_on__lte', models.F('closes_on')), _connector='OR'), name='a_reply_opens_before_it_closes'), models.CheckConstraint(condition=models.Q(models.Q(('saved_at', None), ('saved_by', None)), models.Q(('saved_at__isnull', False), ('saved_by__isnull', False)), _connector='OR'), name='a_reply_is_saved_by_someone_at_some_time'), models.CheckConstraint(condition=models.Q(models.Q(('put_forward_at', None), ('put_forward_by', None)), models.Q(('put_forward_at__isnull', False), ('put_forward_by__isnull', False)), _connector='OR'), name='a_reply_is_put_forward_by_someone_at_some_time'), models.CheckConstraint(condition=models.Q(models.Q(('sent_at', None), ('sent_by', None), models.Q(('status__in', ['sent', 'superseded']), _negated=True)), models.Q(('sent_at__isnull', False), ('sent_by__isnull', False), ('status__in', ['sent', 'superseded'])), _connector='OR'), name='a_reply_is_sent_by_someone_at_some_time')],
                    'indexes': [],
                    'triggers': [pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "surveys_replyevent" ("closes_on", "dataset_id", "id", "kind", "needs_sign_off", "number", "of_its_own", "opens_on", "participation_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "put_forward_at", "put_forward_by_id", "sent_at", "sent_by_id", "status", "survey_id", "version_id") VALUES (NEW."closes_on", NEW."dataset_id", NEW."id", NEW."kind", NEW."needs_sign_off", NEW."number", NEW."of_its_own", NEW."opens_on", NEW."participation_id", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."put_forward_at", NEW."put_forward_by_id", NEW."sent_at", NEW."sent_by_id", NEW."status", NEW."survey_id", NEW."version_id"); RETURN NULL;', hash='f79f184f8aab49994df8c3c289415e7ccec63867', operation='INSERT', pgid='pgtrigger_insert_insert_32d7d', table='surveys_reply', when='AFTER')), pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD."closes_on" IS DISTINCT FROM (NEW."closes_on") OR OLD."dataset_id" IS DISTINCT FROM (NEW."dataset_id") OR OLD."id" IS DISTINCT FROM (NEW."id") OR OLD."kind" IS DISTINCT FROM (NEW."kind") OR OLD."needs_sign_off" IS DISTINCT FROM (NEW."needs_sign_off") OR OLD."number" IS DISTINCT FROM (NEW."number") OR OLD."of_its_own" IS DISTINCT FROM (NEW."of_its_own") OR OLD."opens_on" IS DISTINCT FROM (NEW."opens_on") OR OLD."participation_id" IS DISTINCT FROM (NEW."participation_id") OR OLD."put_forward_at" IS DISTINCT FROM (NEW."put_forward_at") OR OLD."put_forward_by_id" IS DISTINCT FROM (NEW."put_forward_by_id") OR OLD."sent_at" IS DISTINCT FROM (NEW."sent_at") OR OLD."sent_by_id" IS DISTINCT FROM (NEW."sent_by_id") OR OLD."status" IS DISTINCT FROM (NEW."status") OR OLD."survey_id" IS DISTINCT FROM (NEW."survey_id") OR OLD."version_id" IS DISTINCT FROM (NEW."version_id"))', func='INSERT INTO "surveys_replyevent" ("closes_on", "dataset_id", "id", "kind", "needs_sign_off", "number", "of_its_own", "opens_on", "participation_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "put_forward_at", "put_forward_by_id", "sent_at", "sent_by_id", "status", "survey_id", "version_id") VALUES (NEW."closes_on", NEW."dataset_id", NEW."id", NEW."kind", NEW."needs_sign_off", NEW."number", NEW."of_its_own", NEW."opens_on", NEW."participation_id", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."put_forward_at", NEW."put_forward_by_id", NEW."sent_at", NEW."sent_by_id", NEW."status", NEW."survey_id", NEW."version_id"); RETURN NULL;', hash='1f6d4aa369ffcd5618c5c6fdf9df52d41c9feaa5', operation='UPDATE', pgid='pgtrigger_update_update_3222e', table='surveys_reply', when='AFTER')), pgtrigger.compiler.Trigger(name='only_moves_of_the_table', sql=pgtrigger.compiler.UpsertTriggerSql(declare='DECLARE _is_valid_transition BOOLEAN;', func='SELECT CONCAT(OLD."status", \':\', NEW."status") = ANY(\'{draft:awaiting sign-off,draft:sent,awaiting sign-off:draft,awaiting sign-off:sent,sent:superseded}\'::text[]) INTO _is_valid_transition; IF (_is_valid_transition IS FALSE AND OLD."status" IS DISTINCT FROM NEW."status") THEN RAISE EXCEPTION \'pgtrigger: Invalid transition of field "status" from "%" to "%" on table %\', OLD."status", NEW."status", TG_TABLE_NAME; ELSE RETURN NEW; END IF;', hash='fc00f6d3c2ed3a6b35ba3e1c0c7acdcef087b8ea', operation='UPDATE', pgid='pgtrigger_only_moves_of_the_table_7262b', table='surveys_reply', when='BEFORE')), pgtrigger.compiler.Trigger(name='a_reply_that_was_sent_stands', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD."sent_at" IS NOT NULL AND (OLD."values" IS DISTINCT FROM (NEW."values") OR OLD."version_id" IS DISTINCT FROM (NEW."version_id") OR OLD."sent_at" IS DISTINCT FROM (NEW."sent_at") OR OLD."sent_by_id" IS DISTINCT FROM (NEW."sent_by_id")))', func="RAISE EXCEPTION 'pgtrigger: Cannot update rows from % table', TG_TABLE_NAME;", hash='4fb92de1d133d4185bc7725756b27761a95b16f4', operation='UPDATE', pgid='pgtrigger_a_reply_that_was_sent_stands_10ad1', table='surveys_reply', when='BEFORE'))],
                },
                bases=(accounts.moves.Moving, models.Model),
            ), migrations.CreateModel(
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
                    ('number', models.PositiveSmallIntegerField(default=1, help_text='Which version: a correction is the next one.')),
                    ('of_its_own', models.BooleanField(default=False, help_text='Written by those who were asked to, and read by nobody else in the partnership.')),
                    ('needs_sign_off', models.BooleanField(default=True, help_text='By a chief officer, before it is sent.')),
                    ('version', models.ForeignKey(blank=True, db_constraint=False, help_text='What was answered, once begun.', null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='instruments.version')),
                    ('status', models.CharField(choices=[('draft', 'Being prepared'), ('awaiting sign-off', 'Waiting for sign-off'), ('sent', 'Sent'), ('superseded', 'Replaced by a later version')], default='draft', max_length=20)),
                    ('put_forward_by', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL)),
                    ('put_forward_at', models.DateTimeField(blank=True, null=True)),
                    ('sent_by', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL)),
                    ('sent_at', models.DateTimeField(blank=True, help_text='When it was signed off, or sent by those who write it.', null=True)),
                    ('dataset', models.ForeignKey(blank=True, db_constraint=False, help_text='What it is part of.', null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='surveys.dataset')),
                ],
                options={
                    'abstract': False,
                    'indexes': [],
                    'constraints': [],
                    'triggers': [pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='d1cca27c86d3286ac764dcb047f18c30fb344813', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_ae09a', table='surveys_replyevent', when='BEFORE'))],
                },
            )],
        ),
    ]
