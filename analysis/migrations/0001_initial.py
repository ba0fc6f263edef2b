"""What is made of a frozen survey: plans, releases, local reports, passages and themes."""

import accounts.all_at_once
import accounts.moves
import django.contrib.postgres.fields
import django.db.models.deletion
import django.utils.timezone
import pgtrigger.compiler
import uuid
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('accounts', '__first__'),
        ('pghistory', '0007_auto_20250421_0444'),
        ('programmes', '0003_particulars'),
        ('surveys', '0001_initial'),
    ]

    operations = [
        accounts.all_at_once.CreateTogether(
            operations=[migrations.CreateModel(
                name='Plan',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('dataset', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='plan', to='surveys.dataset')),
                    ('groupings', django.contrib.postgres.fields.ArrayField(base_field=models.CharField(max_length=80), blank=True, default=list, help_text='By what national tables part respondents: keys of breakdowns.', size=None)),
                    ('threshold', models.PositiveSmallIntegerField(default=10)),
                    ('percentages_from', models.PositiveSmallIntegerField(default=20)),
                    ('unanimous_below', models.PositiveSmallIntegerField(default=20)),
                    ('free_text_from', models.PositiveSmallIntegerField(default=20)),
                    ('leaving_out_is_an_answer', models.BooleanField(default=False)),
                    ('joins_answers', models.BooleanField(default=True, help_text='Areas show “agree” and “strongly agree” as one; the country shows every answer.')),
                    ('decided_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                    ('decided_at', models.DateTimeField(default=django.utils.timezone.now)),
                ],
                options={
                    'ordering': ['dataset'],
                    'constraints': [models.CheckConstraint(condition=models.Q(('threshold__gte', 5)), name='a_threshold_has_a_floor'), models.CheckConstraint(condition=models.Q(('free_text_from__gte', models.F('threshold')), ('percentages_from__gte', models.F('threshold')), ('unanimous_below__gte', models.F('threshold'))), name='nothing_is_shown_of_fewer_than_the_threshold')],
                    'indexes': [],
                    'triggers': [pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "analysis_planevent" ("dataset_id", "decided_at", "decided_by_id", "free_text_from", "groupings", "id", "joins_answers", "leaving_out_is_an_answer", "percentages_from", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "threshold", "unanimous_below") VALUES (NEW."dataset_id", NEW."decided_at", NEW."decided_by_id", NEW."free_text_from", NEW."groupings", NEW."id", NEW."joins_answers", NEW."leaving_out_is_an_answer", NEW."percentages_from", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."threshold", NEW."unanimous_below"); RETURN NULL;', hash='bcaf4540e1a8b8b4f8441ec1236f3c47f1afafa5', operation='INSERT', pgid='pgtrigger_insert_insert_3ce0b', table='analysis_plan', when='AFTER')), pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "analysis_planevent" ("dataset_id", "decided_at", "decided_by_id", "free_text_from", "groupings", "id", "joins_answers", "leaving_out_is_an_answer", "percentages_from", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "threshold", "unanimous_below") VALUES (NEW."dataset_id", NEW."decided_at", NEW."decided_by_id", NEW."free_text_from", NEW."groupings", NEW."id", NEW."joins_answers", NEW."leaving_out_is_an_answer", NEW."percentages_from", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."threshold", NEW."unanimous_below"); RETURN NULL;', hash='f28741fa060ae19377a91746d30f85e5b601bc6b', operation='UPDATE', pgid='pgtrigger_update_update_ad438', table='analysis_plan', when='AFTER')), pgtrigger.compiler.Trigger(name='a_plan_stands_once_something_is_released', sql=pgtrigger.compiler.UpsertTriggerSql(func="\n                    IF EXISTS (SELECT FROM analysis_release WHERE plan_id = OLD.id AND status <> 'withdrawn') THEN\n                        RAISE EXCEPTION 'A plan stands once something is released by it.';\n                    END IF;\n                    IF TG_OP = 'DELETE' THEN RETURN OLD; END IF;\n                    RETURN NEW;\n                ", hash='9cbb8cc7bc20d8dfd8d23887417afd44b67802a0', operation='UPDATE OR DELETE', pgid='pgtrigger_a_plan_stands_once_something_is_released_d79c1', table='analysis_plan', when='BEFORE'))],
                },
            ), migrations.CreateModel(
                name='PlanEvent',
                fields=[
                    ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                    ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                    ('pgh_label', models.TextField(help_text='The event label.')),
                    ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='analysis.plan')),
                    ('pgh_context', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context')),
                    ('id', models.BigIntegerField()),
                    ('dataset', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='surveys.dataset')),
                    ('groupings', django.contrib.postgres.fields.ArrayField(base_field=models.CharField(max_length=80), blank=True, default=list, help_text='By what national tables part respondents: keys of breakdowns.', size=None)),
                    ('threshold', models.PositiveSmallIntegerField(default=10)),
                    ('percentages_from', models.PositiveSmallIntegerField(default=20)),
                    ('unanimous_below', models.PositiveSmallIntegerField(default=20)),
                    ('free_text_from', models.PositiveSmallIntegerField(default=20)),
                    ('leaving_out_is_an_answer', models.BooleanField(default=False)),
                    ('joins_answers', models.BooleanField(default=True, help_text='Areas show “agree” and “strongly agree” as one; the country shows every answer.')),
                    ('decided_by', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL)),
                    ('decided_at', models.DateTimeField(default=django.utils.timezone.now)),
                ],
                options={
                    'abstract': False,
                    'indexes': [],
                    'constraints': [],
                    'triggers': [pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='bb112ce913ef6fc0568ea51441e4ae8c62612f83', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_2d8c8', table='analysis_planevent', when='BEFORE'))],
                },
            ), migrations.CreateModel(
                name='ByHand',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('plan', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='by_hand', to='analysis.plan')),
                    ('grouping', models.CharField(blank=True, max_length=80)),
                    ('group', models.CharField(blank=True, max_length=300)),
                    ('question', models.CharField(blank=True, max_length=200)),
                    ('answer', models.CharField(blank=True, max_length=120)),
                    ('shows', models.BooleanField(help_text='A 0 that is shown, or else a number that is withheld.')),
                    ('reason', models.CharField(max_length=500)),
                    ('person', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                    ('at', models.DateTimeField(default=django.utils.timezone.now)),
                ],
                options={
                    'ordering': ['at', 'pk'],
                    'constraints': [models.UniqueConstraint(models.F('plan'), models.F('grouping'), models.F('group'), models.F('question'), models.F('answer'), name='a_number_is_decided_about_once'), models.CheckConstraint(condition=models.Q(('reason', ''), _negated=True), name='a_decision_by_hand_says_why')],
                    'indexes': [],
                    'triggers': [pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "analysis_byhandevent" ("answer", "at", "group", "grouping", "id", "person_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "plan_id", "question", "reason", "shows") VALUES (NEW."answer", NEW."at", NEW."group", NEW."grouping", NEW."id", NEW."person_id", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."plan_id", NEW."question", NEW."reason", NEW."shows"); RETURN NULL;', hash='320e9aa193349b863608a8fd32836adce749a002', operation='INSERT', pgid='pgtrigger_insert_insert_39753', table='analysis_byhand', when='AFTER')), pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "analysis_byhandevent" ("answer", "at", "group", "grouping", "id", "person_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "plan_id", "question", "reason", "shows") VALUES (NEW."answer", NEW."at", NEW."group", NEW."grouping", NEW."id", NEW."person_id", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."plan_id", NEW."question", NEW."reason", NEW."shows"); RETURN NULL;', hash='7817c2d7b4d3c2f6dbd1dea7026e9565e22ce998', operation='UPDATE', pgid='pgtrigger_update_update_ea09e', table='analysis_byhand', when='AFTER'))],
                },
            ), migrations.CreateModel(
                name='ByHandEvent',
                fields=[
                    ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                    ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                    ('pgh_label', models.TextField(help_text='The event label.')),
                    ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='analysis.byhand')),
                    ('pgh_context', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context')),
                    ('id', models.BigIntegerField()),
                    ('plan', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='analysis.plan')),
                    ('grouping', models.CharField(blank=True, max_length=80)),
                    ('group', models.CharField(blank=True, max_length=300)),
                    ('question', models.CharField(blank=True, max_length=200)),
                    ('answer', models.CharField(blank=True, max_length=120)),
                    ('shows', models.BooleanField(help_text='A 0 that is shown, or else a number that is withheld.')),
                    ('reason', models.CharField(max_length=500)),
                    ('person', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL)),
                    ('at', models.DateTimeField(default=django.utils.timezone.now)),
                ],
                options={
                    'abstract': False,
                    'indexes': [],
                    'constraints': [],
                    'triggers': [pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='d9c1e22d97ba988f25a468b76f5fafdc34900e5c', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_c61b4', table='analysis_byhandevent', when='BEFORE'))],
                },
            ), migrations.CreateModel(
                name='Release',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('plan', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='releases', to='analysis.plan')),
                    ('kind', models.CharField(choices=[('national', 'National'), ('local', 'Local')], max_length=10)),
                    ('participation', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='programmes.participation')),
                    ('number', models.PositiveSmallIntegerField(help_text="Its place among the dataset's releases.")),
                    ('status', models.CharField(choices=[('stands', 'Stands'), ('withdrawn', 'Withdrawn before it was out')], default='stands', max_length=10)),
                    ('made_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                    ('made_at', models.DateTimeField(default=django.utils.timezone.now)),
                    ('told_at', models.DateTimeField(blank=True, help_text='When the area was written to that it is out.', null=True)),
                    ('withdrawn_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                    ('withdrawn_at', models.DateTimeField(blank=True, null=True)),
                    ('reason', models.CharField(blank=True, help_text='Why it was withdrawn.', max_length=500)),
                ],
                options={
                    'ordering': ['plan_id', 'number'],
                    'constraints': [models.UniqueConstraint(models.F('plan'), models.F('number'), name='releases_of_a_dataset_are_numbered'), models.UniqueConstraint(condition=models.Q(('status', 'withdrawn'), _negated=True), fields=('plan', 'kind', 'participation'), name='a_release_stands_once_for_an_area', nulls_distinct=False), models.CheckConstraint(condition=models.Q(models.Q(('kind', 'national'), ('participation', None)), models.Q(('kind', 'local'), ('participation__isnull', False)), _connector='OR'), name='a_local_release_is_somebodys_own'), models.CheckConstraint(condition=models.Q(('kind', 'local'), ('told_at', None), _connector='OR'), name='nobody_is_told_of_the_national_release'), models.CheckConstraint(condition=models.Q(models.Q(('status', 'withdrawn'), ('withdrawn_at__isnull', False), ('withdrawn_by__isnull', False), models.Q(('reason', ''), _negated=True)), models.Q(models.Q(('status', 'withdrawn'), _negated=True), ('withdrawn_at', None), ('withdrawn_by', None)), _connector='OR'), name='a_release_is_withdrawn_by_someone_at_some_time')],
                    'indexes': [],
                    'triggers': [pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "analysis_releaseevent" ("id", "kind", "made_at", "made_by_id", "number", "participation_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "plan_id", "reason", "status", "told_at", "withdrawn_at", "withdrawn_by_id") VALUES (NEW."id", NEW."kind", NEW."made_at", NEW."made_by_id", NEW."number", NEW."participation_id", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."plan_id", NEW."reason", NEW."status", NEW."told_at", NEW."withdrawn_at", NEW."withdrawn_by_id"); RETURN NULL;', hash='5bf7416fad945f870a80f69845b0a5a0f9521eba', operation='INSERT', pgid='pgtrigger_insert_insert_32806', table='analysis_release', when='AFTER')), pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "analysis_releaseevent" ("id", "kind", "made_at", "made_by_id", "number", "participation_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "plan_id", "reason", "status", "told_at", "withdrawn_at", "withdrawn_by_id") VALUES (NEW."id", NEW."kind", NEW."made_at", NEW."made_by_id", NEW."number", NEW."participation_id", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."plan_id", NEW."reason", NEW."status", NEW."told_at", NEW."withdrawn_at", NEW."withdrawn_by_id"); RETURN NULL;', hash='ad99f53e20f89e9a8e9bc53cf5bf7e6b31a9116e', operation='UPDATE', pgid='pgtrigger_update_update_8d75b', table='analysis_release', when='AFTER')), pgtrigger.compiler.Trigger(name='only_moves_of_the_table', sql=pgtrigger.compiler.UpsertTriggerSql(declare='DECLARE _is_valid_transition BOOLEAN;', func='SELECT CONCAT(OLD."status", \':\', NEW."status") = ANY(\'{stands:withdrawn}\'::text[]) INTO _is_valid_transition; IF (_is_valid_transition IS FALSE AND OLD."status" IS DISTINCT FROM NEW."status") THEN RAISE EXCEPTION \'pgtrigger: Invalid transition of field "status" from "%" to "%" on table %\', OLD."status", NEW."status", TG_TABLE_NAME; ELSE RETURN NEW; END IF;', hash='423f8355d488b927c5dd61810b527906aef994b0', operation='UPDATE', pgid='pgtrigger_only_moves_of_the_table_144cd', table='analysis_release', when='BEFORE')), pgtrigger.compiler.Trigger(name='what_is_out_is_never_withdrawn', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (NEW."status" = \'withdrawn\' AND OLD."status" = \'stands\')', func="\n                    IF OLD.id IN (SELECT * FROM portal_survey_results_out()) THEN\n                        RAISE EXCEPTION 'What is out cannot be withdrawn.';\n                    END IF;\n                    RETURN NEW;\n                ", hash='b51278357071acfabf217ad5bf4d10b42ab7f062', operation='UPDATE', pgid='pgtrigger_what_is_out_is_never_withdrawn_e705a', table='analysis_release', when='BEFORE'))],
                },
                bases=(accounts.moves.Moving, models.Model),
            ), migrations.CreateModel(
                name='ReleaseEvent',
                fields=[
                    ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                    ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                    ('pgh_label', models.TextField(help_text='The event label.')),
                    ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='analysis.release')),
                    ('pgh_context', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context')),
                    ('id', models.BigIntegerField()),
                    ('plan', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='analysis.plan')),
                    ('kind', models.CharField(choices=[('national', 'National'), ('local', 'Local')], max_length=10)),
                    ('participation', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='programmes.participation')),
                    ('number', models.PositiveSmallIntegerField(help_text="Its place among the dataset's releases.")),
                    ('status', models.CharField(choices=[('stands', 'Stands'), ('withdrawn', 'Withdrawn before it was out')], default='stands', max_length=10)),
                    ('made_by', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL)),
                    ('made_at', models.DateTimeField(default=django.utils.timezone.now)),
                    ('told_at', models.DateTimeField(blank=True, help_text='When the area was written to that it is out.', null=True)),
                    ('withdrawn_by', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL)),
                    ('withdrawn_at', models.DateTimeField(blank=True, null=True)),
                    ('reason', models.CharField(blank=True, help_text='Why it was withdrawn.', max_length=500)),
                ],
                options={
                    'abstract': False,
                    'indexes': [],
                    'constraints': [],
                    'triggers': [pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='83d67b21248ea19e1278b832d2903347ae31519a', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_e170d', table='analysis_releaseevent', when='BEFORE'))],
                },
            ), migrations.CreateModel(
                name='ReleasedNumber',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('release', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='numbers', to='analysis.release')),
                    ('grouping', models.CharField(blank=True, max_length=80)),
                    ('group', models.CharField(blank=True, max_length=300)),
                    ('question', models.CharField(blank=True, max_length=200)),
                    ('answer', models.CharField(blank=True, max_length=120)),
                    ('count', models.PositiveIntegerField(help_text='Empty where it is withheld.', null=True)),
                    ('rule', models.CharField(blank=True, max_length=60)),
                    ('reason', models.CharField(blank=True, max_length=500)),
                    ('person', models.ForeignKey(help_text='Where a person decided.', null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ],
                options={
                    'ordering': ['release_id', 'pk'],
                    'constraints': [models.UniqueConstraint(models.F('release'), models.F('grouping'), models.F('group'), models.F('question'), models.F('answer'), name='a_number_stands_once_in_a_release'), models.CheckConstraint(condition=models.Q(('count__isnull', False), models.Q(('count', None), models.Q(('rule', ''), _negated=True), models.Q(('reason', ''), _negated=True)), _connector='OR'), name='what_is_withheld_says_by_which_rule')],
                    'indexes': [],
                },
            ), migrations.CreateModel(
                name='LocalRun',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('plan', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='runs', to='analysis.plan')),
                    ('status', models.CharField(choices=[('asked', 'Waiting for its turn'), ('printing', 'Being printed'), ('done', 'Done'), ('failed', 'Could not be made')], default='asked', max_length=10)),
                    ('failure', models.TextField(blank=True)),
                    ('asked_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                    ('asked_at', models.DateTimeField(default=django.utils.timezone.now)),
                ],
                options={
                    'ordering': ['plan_id', '-asked_at', '-pk'],
                    'constraints': [models.UniqueConstraint(condition=models.Q(('status__in', ['asked', 'printing'])), fields=('plan',), name='one_run_at_a_time'), models.CheckConstraint(condition=models.Q(models.Q(('status', 'failed'), _negated=True), models.Q(('failure', ''), _negated=True), _connector='OR'), name='a_run_that_failed_says_why')],
                    'indexes': [],
                    'triggers': [pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "analysis_localrunevent" ("asked_at", "asked_by_id", "failure", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "plan_id", "status") VALUES (NEW."asked_at", NEW."asked_by_id", NEW."failure", NEW."id", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."plan_id", NEW."status"); RETURN NULL;', hash='36284b2809876fbd820a6a359b57da78eca88a9f', operation='INSERT', pgid='pgtrigger_insert_insert_36088', table='analysis_localrun', when='AFTER')), pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "analysis_localrunevent" ("asked_at", "asked_by_id", "failure", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "plan_id", "status") VALUES (NEW."asked_at", NEW."asked_by_id", NEW."failure", NEW."id", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."plan_id", NEW."status"); RETURN NULL;', hash='c2692df31719bea8cface72911e25913aa3a4a0f', operation='UPDATE', pgid='pgtrigger_update_update_4d768', table='analysis_localrun', when='AFTER')), pgtrigger.compiler.Trigger(name='only_moves_of_the_table', sql=pgtrigger.compiler.UpsertTriggerSql(declare='DECLARE _is_valid_transition BOOLEAN;', func='SELECT CONCAT(OLD."status", \':\', NEW."status") = ANY(\'{asked:failed,asked:printing,printing:done}\'::text[]) INTO _is_valid_transition; IF (_is_valid_transition IS FALSE AND OLD."status" IS DISTINCT FROM NEW."status") THEN RAISE EXCEPTION \'pgtrigger: Invalid transition of field "status" from "%" to "%" on table %\', OLD."status", NEW."status", TG_TABLE_NAME; ELSE RETURN NEW; END IF;', hash='28011d68083006d378cd3185a84b499e3e46aab5', operation='UPDATE', pgid='pgtrigger_only_moves_of_the_table_4e24c', table='analysis_localrun', when='BEFORE'))],
                },
                bases=(accounts.moves.Moving, models.Model),
            ), migrations.CreateModel(
                name='LocalRunEvent',
                fields=[
                    ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                    ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                    ('pgh_label', models.TextField(help_text='The event label.')),
                    ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='analysis.localrun')),
                    ('pgh_context', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context')),
                    ('id', models.BigIntegerField()),
                    ('plan', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='analysis.plan')),
                    ('status', models.CharField(choices=[('asked', 'Waiting for its turn'), ('printing', 'Being printed'), ('done', 'Done'), ('failed', 'Could not be made')], default='asked', max_length=10)),
                    ('failure', models.TextField(blank=True)),
                    ('asked_by', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL)),
                    ('asked_at', models.DateTimeField(default=django.utils.timezone.now)),
                ],
                options={
                    'abstract': False,
                    'indexes': [],
                    'constraints': [],
                    'triggers': [pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='7b667d41556c59cf8e2099dbc8d68987f79ea859', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_1adfe', table='analysis_localrunevent', when='BEFORE'))],
                },
            ), migrations.CreateModel(
                name='Theme',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('survey', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='themes', to='surveys.survey')),
                    ('title', models.CharField(max_length=100)),
                    ('meaning', models.TextField(help_text='When to give it, and when not.')),
                    ('position', models.PositiveSmallIntegerField(default=0)),
                    ('retired_at', models.DateTimeField(blank=True, help_text='No longer given; what was given stands.', null=True)),
                ],
                options={
                    'ordering': ['survey', 'position', 'pk'],
                    'constraints': [models.UniqueConstraint(models.F('survey'), models.F('title'), name='a_title_names_one_theme_of_a_survey')],
                    'indexes': [],
                    'triggers': [pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "analysis_themeevent" ("id", "meaning", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "position", "retired_at", "survey_id", "title") VALUES (NEW."id", NEW."meaning", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."position", NEW."retired_at", NEW."survey_id", NEW."title"); RETURN NULL;', hash='3bc11cc3d71b16cd36e8af1c0f5cc9f63fb5bd41', operation='INSERT', pgid='pgtrigger_insert_insert_23d02', table='analysis_theme', when='AFTER')), pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "analysis_themeevent" ("id", "meaning", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "position", "retired_at", "survey_id", "title") VALUES (NEW."id", NEW."meaning", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."position", NEW."retired_at", NEW."survey_id", NEW."title"); RETURN NULL;', hash='3a2755f04746d2b106562f6146545c1ae1cad211', operation='UPDATE', pgid='pgtrigger_update_update_eb4e5', table='analysis_theme', when='AFTER'))],
                },
            ), migrations.CreateModel(
                name='ThemeEvent',
                fields=[
                    ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                    ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                    ('pgh_label', models.TextField(help_text='The event label.')),
                    ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='analysis.theme')),
                    ('pgh_context', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context')),
                    ('id', models.BigIntegerField()),
                    ('survey', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='surveys.survey')),
                    ('title', models.CharField(max_length=100)),
                    ('meaning', models.TextField(help_text='When to give it, and when not.')),
                    ('position', models.PositiveSmallIntegerField(default=0)),
                    ('retired_at', models.DateTimeField(blank=True, help_text='No longer given; what was given stands.', null=True)),
                ],
                options={
                    'abstract': False,
                    'indexes': [],
                    'constraints': [],
                    'triggers': [pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='307261d189d6070e402fc7563ce4364612018ec3', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_2686b', table='analysis_themeevent', when='BEFORE'))],
                },
            ), migrations.CreateModel(
                name='Passage',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('dataset', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='passages', to='surveys.dataset')),
                    ('number', models.PositiveIntegerField(help_text='Of the answer in its dataset.')),
                    ('participation', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='programmes.participation')),
                    ('question', models.CharField(max_length=200)),
                    ('words', models.TextField()),
                    ('hidden', models.JSONField(blank=True, default=list)),
                    ('cleared_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                    ('cleared_at', models.DateTimeField(blank=True, null=True)),
                ],
                options={
                    'ordering': ['dataset', 'question', 'number'],
                    'constraints': [models.UniqueConstraint(models.F('dataset'), models.F('number'), models.F('question'), name='an_answer_is_one_passage'), models.CheckConstraint(condition=models.Q(models.Q(('cleared_at', None), ('cleared_by', None)), models.Q(('cleared_at__isnull', False), ('cleared_by__isnull', False)), _connector='OR'), name='a_passage_is_cleared_by_someone_at_some_time')],
                    'indexes': [],
                    'triggers': [pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD."cleared_at" IS DISTINCT FROM (NEW."cleared_at") OR OLD."cleared_by_id" IS DISTINCT FROM (NEW."cleared_by_id") OR OLD."hidden" IS DISTINCT FROM (NEW."hidden"))', func='INSERT INTO "analysis_passageevent" ("cleared_at", "cleared_by_id", "hidden", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id") VALUES (NEW."cleared_at", NEW."cleared_by_id", NEW."hidden", _pgh_attach_context(), NOW(), \'update\', NEW."id"); RETURN NULL;', hash='ac688b1018fac724d583ac55c891844ade9c03a9', operation='UPDATE', pgid='pgtrigger_update_update_9198d', table='analysis_passage', when='AFTER')), pgtrigger.compiler.Trigger(name='what_was_written_never_changes', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD."dataset_id" IS DISTINCT FROM (NEW."dataset_id") OR OLD."number" IS DISTINCT FROM (NEW."number") OR OLD."participation_id" IS DISTINCT FROM (NEW."participation_id") OR OLD."question" IS DISTINCT FROM (NEW."question") OR OLD."words" IS DISTINCT FROM (NEW."words"))', func="RAISE EXCEPTION 'What was written never changes.';", hash='006501aaf9e819f666fbc6996e980a51f8689880', operation='UPDATE', pgid='pgtrigger_what_was_written_never_changes_dbe0c', table='analysis_passage', when='BEFORE')), pgtrigger.compiler.Trigger(name='what_is_being_read_stays_cleared', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (NEW."cleared_at" IS NULL AND OLD."cleared_at" IS NOT NULL)', func="\n                    IF EXISTS (SELECT FROM analysis_reading WHERE passage_id = OLD.id) THEN\n                        RAISE EXCEPTION 'What is being read stays cleared.';\n                    END IF;\n                    RETURN NEW;\n                ", hash='b74ea87089737d56edbfb2476e86296042678d94', operation='UPDATE', pgid='pgtrigger_what_is_being_read_stays_cleared_34ff4', table='analysis_passage', when='BEFORE'))],
                },
            ), migrations.CreateModel(
                name='PassageEvent',
                fields=[
                    ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                    ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                    ('pgh_label', models.TextField(help_text='The event label.')),
                    ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='hidden_cleared_by_cleared_at_events', to='analysis.passage')),
                    ('pgh_context', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context')),
                    ('hidden', models.JSONField(blank=True, default=list)),
                    ('cleared_by', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL)),
                    ('cleared_at', models.DateTimeField(blank=True, null=True)),
                ],
                options={
                    'abstract': False,
                    'indexes': [],
                    'constraints': [],
                    'triggers': [pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='5b67ddc739fb200dacc5b3daa344d57b158b626d', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_09329', table='analysis_passageevent', when='BEFORE'))],
                },
            ), migrations.CreateModel(
                name='Reading',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('passage', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='readings', to='analysis.passage')),
                    ('place', models.PositiveSmallIntegerField(help_text='First or second reader.')),
                    ('reader', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                    ('taken_at', models.DateTimeField(default=django.utils.timezone.now)),
                    ('read_at', models.DateTimeField(blank=True, null=True)),
                    ('themes', models.ManyToManyField(related_name='readings', through='analysis.Coding', to='analysis.theme')),
                ],
                options={
                    'ordering': ['passage', 'place'],
                    'constraints': [models.UniqueConstraint(models.F('passage'), models.F('place'), name='a_passage_has_two_readers'), models.UniqueConstraint(models.F('passage'), models.F('reader'), name='nobody_reads_a_passage_twice'), models.CheckConstraint(condition=models.Q(('place__in', [1, 2])), name='a_reader_is_the_first_or_the_second')],
                    'indexes': [],
                    'triggers': [pgtrigger.compiler.Trigger(name='only_what_is_cleared_is_read', sql=pgtrigger.compiler.UpsertTriggerSql(func="\n                    IF EXISTS (SELECT FROM analysis_passage WHERE id = NEW.passage_id AND cleared_at IS NULL) THEN\n                        RAISE EXCEPTION 'Only what is cleared is read.';\n                    END IF;\n                    RETURN NEW;\n                ", hash='62d97feafde91459ee2c3688664e260a0f082d49', operation='INSERT', pgid='pgtrigger_only_what_is_cleared_is_read_f5533', table='analysis_reading', when='BEFORE'))],
                },
            ), migrations.CreateModel(
                name='Coding',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('reading', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='codings', to='analysis.reading')),
                    ('theme', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='codings', to='analysis.theme')),
                ],
                options={
                    'ordering': ['reading', 'theme'],
                    'constraints': [models.UniqueConstraint(models.F('reading'), models.F('theme'), name='a_reader_gives_a_theme_once')],
                    'indexes': [],
                    'triggers': [pgtrigger.compiler.Trigger(name='readings_stand_once_both_are_done', sql=pgtrigger.compiler.UpsertTriggerSql(func="\n                    IF (SELECT count(*) FROM analysis_reading its\n                        JOIN analysis_reading own ON own.passage_id = its.passage_id\n                        WHERE own.id = CASE WHEN TG_OP = 'DELETE' THEN OLD.reading_id ELSE NEW.reading_id END\n                          AND its.read_at IS NOT NULL) = 2 THEN\n                        RAISE EXCEPTION 'Readings stand once both are done.';\n                    END IF;\n                    IF TG_OP = 'DELETE' THEN RETURN OLD; END IF;\n                    RETURN NEW;\n                ", hash='5bc7cc12971ee21a1ce30df66a007f386fa85985', operation='INSERT OR UPDATE OR DELETE', pgid='pgtrigger_readings_stand_once_both_are_done_58a69', table='analysis_coding', when='BEFORE'))],
                },
            ), migrations.CreateModel(
                name='Settlement',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('passage', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='settlements', to='analysis.passage')),
                    ('theme', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='settlements', to='analysis.theme')),
                    ('holds', models.BooleanField(help_text='The passage is counted under the theme.')),
                    ('reason', models.CharField(blank=True, help_text='Why; needed where one of the two readers settles.', max_length=500)),
                    ('settled_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                    ('settled_at', models.DateTimeField(default=django.utils.timezone.now)),
                ],
                options={
                    'ordering': ['passage', 'theme'],
                    'constraints': [models.UniqueConstraint(models.F('passage'), models.F('theme'), name='a_theme_of_a_passage_is_settled_once')],
                    'indexes': [],
                    'triggers': [pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "analysis_settlementevent" ("holds", "id", "passage_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "reason", "settled_at", "settled_by_id", "theme_id") VALUES (NEW."holds", NEW."id", NEW."passage_id", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."reason", NEW."settled_at", NEW."settled_by_id", NEW."theme_id"); RETURN NULL;', hash='b59ae40d033200a99518a920c030572acdb7921d', operation='INSERT', pgid='pgtrigger_insert_insert_1bb88', table='analysis_settlement', when='AFTER')), pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "analysis_settlementevent" ("holds", "id", "passage_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "reason", "settled_at", "settled_by_id", "theme_id") VALUES (NEW."holds", NEW."id", NEW."passage_id", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."reason", NEW."settled_at", NEW."settled_by_id", NEW."theme_id"); RETURN NULL;', hash='3f0efa47a4a0141002b6937920e916e640b74bce', operation='UPDATE', pgid='pgtrigger_update_update_0ad67', table='analysis_settlement', when='AFTER'))],
                },
            ), migrations.CreateModel(
                name='SettlementEvent',
                fields=[
                    ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                    ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                    ('pgh_label', models.TextField(help_text='The event label.')),
                    ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='analysis.settlement')),
                    ('pgh_context', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context')),
                    ('id', models.BigIntegerField()),
                    ('passage', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='analysis.passage')),
                    ('theme', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='analysis.theme')),
                    ('holds', models.BooleanField(help_text='The passage is counted under the theme.')),
                    ('reason', models.CharField(blank=True, help_text='Why; needed where one of the two readers settles.', max_length=500)),
                    ('settled_by', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL)),
                    ('settled_at', models.DateTimeField(default=django.utils.timezone.now)),
                ],
                options={
                    'abstract': False,
                    'indexes': [],
                    'constraints': [],
                    'triggers': [pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='46c7168baf4a05beef70b9d09d178d6230a8fd1b', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_5c80e', table='analysis_settlementevent', when='BEFORE'))],
                },
            ), migrations.CreateModel(
                name='Quote',
                fields=[
                    ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                    ('survey', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='quotes', to='surveys.survey')),
                    ('question', models.CharField(max_length=200)),
                    ('words', models.TextField()),
                    ('theme', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='quotes', to='analysis.theme')),
                    ('chosen_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                    ('chosen_on', models.DateField(default=django.utils.timezone.localdate)),
                ],
                options={
                    'ordering': ['survey', 'question', 'words'],
                    'constraints': [models.UniqueConstraint(models.F('survey'), models.F('question'), models.F('words'), name='words_are_quoted_once'), models.CheckConstraint(condition=models.Q(('words', ''), _negated=True), name='a_quote_has_words')],
                    'indexes': [],
                },
            )],
        ),
    ]
