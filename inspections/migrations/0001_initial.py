"""What is asked of partnerships, what they return, and what is said about it."""

import django.db.models.deletion
import django.db.models.functions.datetime
import pgtrigger.compiler
from django.conf import settings
from django.db import migrations, models

import accounts.moves
from accounts.all_at_once import CreateTogether


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('files', '0002_walls'),
        ('pghistory', '0007_auto_20250421_0444'),
        ('programmes', '0002_walls'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        CreateTogether([
            migrations.CreateModel(
                name='Ask',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('key', models.SlugField(max_length=60)),
                    ('title', models.CharField(max_length=150)),
                    ('guidance', models.TextField(blank=True, help_text='Markdown: what to send, and what to leave out.')),
                    ('applies_to', models.CharField(choices=[('all', 'Every partnership'), ('selected', 'Selected partnerships')], default='all', max_length=20)),
                    ('needs_sign_off', models.BooleanField(default=False, help_text='A chief officer signs it off before it is sent.')),
                    ('nil_allowed', models.BooleanField(default=True, help_text='A partnership may say that it has nothing to send.')),
                    ('max_files', models.PositiveSmallIntegerField(blank=True, null=True)),
                    ('note_words', models.PositiveSmallIntegerField(default=500, help_text='How long the note beside it may be.')),
                    ('position', models.PositiveSmallIntegerField(default=0)),
                    ('milestone', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='asks', to='programmes.milestone')),
                    ('programme', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='asks', to='programmes.programme')),
                ],
                options={
                    'ordering': ['programme', 'position'],
                    'constraints': [
                    models.UniqueConstraint(models.F('programme'), models.F('key'), name='a_key_names_one_ask_of_a_programme'),
                ],
                },
            ),
            migrations.CreateModel(
                name='AskedDocument',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('key', models.SlugField(max_length=60)),
                    ('title', models.CharField(max_length=200)),
                    ('help', models.TextField(blank=True)),
                    ('required', models.BooleanField(default=True)),
                    ('max_files', models.PositiveSmallIntegerField(blank=True, null=True)),
                    ('position', models.PositiveSmallIntegerField(default=0)),
                    ('ask', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='documents', to='inspections.ask')),
                ],
                options={
                    'ordering': ['ask', 'position'],
                    'constraints': [
                    models.UniqueConstraint(models.F('ask'), models.F('key'), name='a_key_names_one_document_of_an_ask'),
                ],
                },
            ),
            migrations.CreateModel(
                name='Return',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('reference', models.CharField(help_text='Such as SWG-2026-EDH-1; kept for good.', max_length=40, unique=True)),
                    ('ask', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='returns', to='inspections.ask')),
                    ('participation', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='returns', to='programmes.participation')),
                ],
                options={
                    'ordering': ['participation', 'ask__position'],
                    'constraints': [
                    models.UniqueConstraint(models.F('ask'), models.F('participation'), name='a_partnership_has_one_return_for_an_ask'),
                    models.UniqueConstraint(fields=('id', 'participation'), name='a_return_is_one_partnerships'),
                ],
                    'triggers': [
                    pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "inspections_returnevent" ("ask_id", "id", "participation_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "reference") VALUES (NEW."ask_id", NEW."id", NEW."participation_id", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."reference"); RETURN NULL;', hash='c4ee0a68a5022db44317918c65381f966185c537', operation='INSERT', pgid='pgtrigger_insert_insert_407eb', table='inspections_return', when='AFTER')),
                    pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "inspections_returnevent" ("ask_id", "id", "participation_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "reference") VALUES (NEW."ask_id", NEW."id", NEW."participation_id", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."reference"); RETURN NULL;', hash='2e3149ed030db2c361be703c6d066749e191baea', operation='UPDATE', pgid='pgtrigger_update_update_b7142', table='inspections_return', when='AFTER')),
                ],
                },
            ),
            migrations.CreateModel(
                name='Extension',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('was_due', models.DateField(help_text='The date that stood when it was asked for.')),
                    ('until', models.DateField(help_text='The date asked for.')),
                    ('reason', models.TextField()),
                    ('status', models.CharField(choices=[('asked', 'Asked for'), ('granted', 'Granted'), ('refused', 'Refused'), ('withdrawn', 'Withdrawn')], default='asked', max_length=10)),
                    ('asked_at', models.DateTimeField(db_default=django.db.models.functions.datetime.Now())),
                    ('granted_until', models.DateField(blank=True, help_text='The date given, which may be another.', null=True)),
                    ('decision_reason', models.TextField(blank=True)),
                    ('decided_at', models.DateTimeField(blank=True, null=True)),
                    ('asked_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                    ('decided_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                    ('participation', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='programmes.participation')),
                    ('of', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='extensions', to='inspections.return')),
                ],
                options={
                    'ordering': ['of', 'asked_at', 'pk'],
                    'constraints': [
                    models.UniqueConstraint(condition=models.Q(('status', 'asked')), fields=('of',), name='more_time_is_asked_for_once_at_a_time'),
                    models.CheckConstraint(condition=models.Q(('reason', ''), _negated=True), name='more_time_is_asked_for_with_a_reason'),
                    models.CheckConstraint(condition=models.Q(models.Q(('granted_until__isnull', False), ('status', 'granted')), models.Q(models.Q(('status', 'granted'), _negated=True), ('granted_until', None)), _connector='OR'), name='more_time_is_granted_until_a_day'),
                    models.CheckConstraint(condition=models.Q(models.Q(('decided_at', None), ('decided_by', None), ('status', 'asked')), models.Q(models.Q(('status', 'asked'), _negated=True), ('decided_at__isnull', False), ('decided_by__isnull', False)), _connector='OR'), name='more_time_is_decided_by_someone_at_some_time'),
                    models.CheckConstraint(condition=models.Q(models.Q(('status', 'refused'), _negated=True), models.Q(('decision_reason', ''), _negated=True), _connector='OR'), name='more_time_is_refused_with_a_reason'),
                ],
                    'triggers': [
                    pgtrigger.compiler.Trigger(name='a_decision_on_more_time_stands', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (NOT (OLD."status" = \'asked\'))', func="RAISE EXCEPTION 'pgtrigger: Cannot update rows from % table', TG_TABLE_NAME;", hash='28a0465e4d6b6264cbc89c66abe6cab71e1de69a', operation='UPDATE', pgid='pgtrigger_a_decision_on_more_time_stands_b9bf8', table='inspections_extension', when='BEFORE')),
                    pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "inspections_extensionevent" ("asked_at", "asked_by_id", "decided_at", "decided_by_id", "decision_reason", "granted_until", "id", "of_id", "participation_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "reason", "status", "until", "was_due") VALUES (NEW."asked_at", NEW."asked_by_id", NEW."decided_at", NEW."decided_by_id", NEW."decision_reason", NEW."granted_until", NEW."id", NEW."of_id", NEW."participation_id", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."reason", NEW."status", NEW."until", NEW."was_due"); RETURN NULL;', hash='42934b3f67c30bb1582075fa098884e10ae01855', operation='INSERT', pgid='pgtrigger_insert_insert_1df88', table='inspections_extension', when='AFTER')),
                    pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "inspections_extensionevent" ("asked_at", "asked_by_id", "decided_at", "decided_by_id", "decision_reason", "granted_until", "id", "of_id", "participation_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "reason", "status", "until", "was_due") VALUES (NEW."asked_at", NEW."asked_by_id", NEW."decided_at", NEW."decided_by_id", NEW."decision_reason", NEW."granted_until", NEW."id", NEW."of_id", NEW."participation_id", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."reason", NEW."status", NEW."until", NEW."was_due"); RETURN NULL;', hash='b230312eab69ba605edfa69d464b1a20752563af', operation='UPDATE', pgid='pgtrigger_update_update_a1d19', table='inspections_extension', when='AFTER')),
                ],
                },
                bases=(accounts.moves.Moving, models.Model),
            ),
            migrations.CreateModel(
                name='Submission',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('number', models.PositiveSmallIntegerField()),
                    ('status', models.CharField(choices=[('draft', 'Being prepared'), ('awaiting sign-off', 'Waiting for sign-off'), ('sent', 'Sent'), ('queried', 'Queried'), ('accepted', 'Accepted'), ('superseded', 'Replaced by a newer version')], default='draft', max_length=20)),
                    ('note', models.TextField(blank=True, help_text='What the partnership wants the team to know.')),
                    ('note_version', models.PositiveIntegerField(default=0)),
                    ('note_saved_at', models.DateTimeField(blank=True, null=True)),
                    ('draft_version', models.PositiveIntegerField(default=0, help_text='Goes up with every change to a draft.')),
                    ('nil_reason', models.TextField(blank=True, help_text='Why there is nothing to send.')),
                    ('started_at', models.DateTimeField(db_default=django.db.models.functions.datetime.Now())),
                    ('put_forward_at', models.DateTimeField(blank=True, help_text='When it was given for sign-off.', null=True)),
                    ('sent_back_at', models.DateTimeField(blank=True, null=True)),
                    ('sent_back_reason', models.TextField(blank=True, help_text="Between the partnership's own people: let go when it is sent.")),
                    ('signed_off_at', models.DateTimeField(blank=True, null=True)),
                    ('sent_at', models.DateTimeField(blank=True, null=True)),
                    ('was_late', models.BooleanField(default=False, help_text='First sent after its date. A correction inherits this.')),
                    ('accepted_at', models.DateTimeField(blank=True, null=True)),
                    ('accepted_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                    ('note_saved_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                    ('of', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='submissions', to='inspections.return')),
                    ('participation', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='programmes.participation')),
                    ('put_forward_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                    ('sent_back_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                    ('sent_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                    ('signed_off_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                    ('started_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ],
                options={
                    'ordering': ['of', 'number'],
                    'indexes': [
                    models.Index(fields=['participation', 'status'], name='submissions_of_a_participation'),
                ],
                    'constraints': [
                    models.UniqueConstraint(models.F('of'), models.F('number'), name='a_version_of_a_return_has_its_own_number'),
                    models.UniqueConstraint(fields=('id', 'participation'), name='a_submission_is_one_partnerships'),
                    models.UniqueConstraint(condition=models.Q(('status__in', ['draft', 'awaiting sign-off'])), fields=('of',), name='a_return_has_one_draft_at_a_time'),
                    models.UniqueConstraint(condition=models.Q(('status__in', ['sent', 'queried', 'accepted'])), fields=('of',), name='one_version_of_a_return_counts_at_a_time'),
                    models.CheckConstraint(condition=models.Q(models.Q(('sent_at', None), ('status__in', ['draft', 'awaiting sign-off'])), models.Q(('sent_at__isnull', False), ('status__in', ['sent', 'queried', 'accepted', 'superseded'])), _connector='OR'), name='a_submission_is_sent_when_it_says_so'),
                    models.CheckConstraint(condition=models.Q(models.Q(('accepted_at__isnull', False), ('status', 'accepted')), models.Q(models.Q(('status', 'accepted'), _negated=True), ('accepted_at', None)), _connector='OR'), name='an_accepted_submission_was_accepted_by_someone'),
                    models.CheckConstraint(condition=models.Q(('sent_back_at', None), models.Q(('sent_back_reason', ''), _negated=True), _connector='OR'), name='a_submission_sent_back_says_why'),
                    models.CheckConstraint(condition=models.Q(('sent_at', None), models.Q(('sent_back_at', None), ('sent_back_reason', '')), _connector='OR'), name='what_a_submission_was_sent_back_for_stays_inside'),
                    models.CheckConstraint(condition=models.Q(models.Q(('note_saved_at', None), ('note_saved_by', None)), models.Q(('note_saved_at__isnull', False), ('note_saved_by__isnull', False)), _connector='OR'), name='a_note_is_saved_by_someone_at_some_time'),
                    models.CheckConstraint(condition=models.Q(models.Q(('put_forward_at', None), ('put_forward_by', None)), models.Q(('put_forward_at__isnull', False), ('put_forward_by__isnull', False)), _connector='OR'), name='a_submission_is_put_forward_by_someone_at_some_time'),
                    models.CheckConstraint(condition=models.Q(models.Q(('sent_back_at', None), ('sent_back_by', None)), models.Q(('sent_back_at__isnull', False), ('sent_back_by__isnull', False)), _connector='OR'), name='a_submission_is_sent_back_by_someone_at_some_time'),
                    models.CheckConstraint(condition=models.Q(models.Q(('signed_off_at', None), ('signed_off_by', None)), models.Q(('signed_off_at__isnull', False), ('signed_off_by__isnull', False)), _connector='OR'), name='a_submission_is_signed_off_by_someone_at_some_time'),
                    models.CheckConstraint(condition=models.Q(models.Q(('sent_at', None), ('sent_by', None)), models.Q(('sent_at__isnull', False), ('sent_by__isnull', False)), _connector='OR'), name='a_submission_is_sent_by_someone_at_some_time'),
                    models.CheckConstraint(condition=models.Q(models.Q(('accepted_at', None), ('accepted_by', None)), models.Q(('accepted_at__isnull', False), ('accepted_by__isnull', False)), _connector='OR'), name='a_submission_is_accepted_by_someone_at_some_time'),
                ],
                    'triggers': [
                    pgtrigger.compiler.Trigger(name='a_submission_moves_as_its_table_says', sql=pgtrigger.compiler.UpsertTriggerSql(declare='DECLARE _is_valid_transition BOOLEAN;', func='SELECT CONCAT(OLD."status", \':\', NEW."status") = ANY(\'{draft:awaiting sign-off,draft:sent,awaiting sign-off:draft,awaiting sign-off:sent,sent:queried,sent:accepted,sent:superseded,queried:accepted,queried:superseded,accepted:queried}\'::text[]) INTO _is_valid_transition; IF (_is_valid_transition IS FALSE AND OLD."status" IS DISTINCT FROM NEW."status") THEN RAISE EXCEPTION \'pgtrigger: Invalid transition of field "status" from "%" to "%" on table %\', OLD."status", NEW."status", TG_TABLE_NAME; ELSE RETURN NEW; END IF;', hash='5e55a68b3bf8067e97d4315a96d97e8235dce27b', operation='UPDATE', pgid='pgtrigger_a_submission_moves_as_its_table_says_b6648', table='inspections_submission', when='BEFORE')),
                    pgtrigger.compiler.Trigger(name='what_was_sent_never_changes', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD."sent_at" IS NOT NULL AND (OLD."of_id" IS DISTINCT FROM (NEW."of_id") OR OLD."participation_id" IS DISTINCT FROM (NEW."participation_id") OR OLD."number" IS DISTINCT FROM (NEW."number") OR OLD."note" IS DISTINCT FROM (NEW."note") OR OLD."nil_reason" IS DISTINCT FROM (NEW."nil_reason") OR OLD."started_by_id" IS DISTINCT FROM (NEW."started_by_id") OR OLD."started_at" IS DISTINCT FROM (NEW."started_at") OR OLD."put_forward_by_id" IS DISTINCT FROM (NEW."put_forward_by_id") OR OLD."put_forward_at" IS DISTINCT FROM (NEW."put_forward_at") OR OLD."signed_off_by_id" IS DISTINCT FROM (NEW."signed_off_by_id") OR OLD."signed_off_at" IS DISTINCT FROM (NEW."signed_off_at") OR OLD."sent_by_id" IS DISTINCT FROM (NEW."sent_by_id") OR OLD."sent_at" IS DISTINCT FROM (NEW."sent_at") OR OLD."was_late" IS DISTINCT FROM (NEW."was_late") OR OLD."draft_version" IS DISTINCT FROM (NEW."draft_version") OR OLD."note_version" IS DISTINCT FROM (NEW."note_version")))', func="RAISE EXCEPTION 'pgtrigger: Cannot update rows from % table', TG_TABLE_NAME;", hash='330458ba60c0101fb2b8cf44b2d67b522b0ddfcb', operation='UPDATE', pgid='pgtrigger_what_was_sent_never_changes_0481b', table='inspections_submission', when='BEFORE')),
                    pgtrigger.compiler.Trigger(name='what_was_sent_is_never_removed', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD."sent_at" IS NOT NULL)', func="RAISE EXCEPTION 'pgtrigger: Cannot delete rows from % table', TG_TABLE_NAME;", hash='84c6218577e2ad1cdc5aa2c3ed0835281d6197f0', operation='DELETE', pgid='pgtrigger_what_was_sent_is_never_removed_bdaa2', table='inspections_submission', when='BEFORE')),
                    pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "inspections_submissionevent" ("accepted_at", "accepted_by_id", "id", "number", "of_id", "participation_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "put_forward_at", "put_forward_by_id", "sent_at", "sent_back_at", "sent_back_by_id", "sent_by_id", "signed_off_at", "signed_off_by_id", "started_at", "started_by_id", "status", "was_late") VALUES (NEW."accepted_at", NEW."accepted_by_id", NEW."id", NEW."number", NEW."of_id", NEW."participation_id", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."put_forward_at", NEW."put_forward_by_id", NEW."sent_at", NEW."sent_back_at", NEW."sent_back_by_id", NEW."sent_by_id", NEW."signed_off_at", NEW."signed_off_by_id", NEW."started_at", NEW."started_by_id", NEW."status", NEW."was_late"); RETURN NULL;', hash='15f493711c0f614be26ed8aa24ea94676cf97fd1', operation='INSERT', pgid='pgtrigger_insert_insert_f6e75', table='inspections_submission', when='AFTER')),
                    pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD."accepted_at" IS DISTINCT FROM (NEW."accepted_at") OR OLD."accepted_by_id" IS DISTINCT FROM (NEW."accepted_by_id") OR OLD."id" IS DISTINCT FROM (NEW."id") OR OLD."number" IS DISTINCT FROM (NEW."number") OR OLD."of_id" IS DISTINCT FROM (NEW."of_id") OR OLD."participation_id" IS DISTINCT FROM (NEW."participation_id") OR OLD."put_forward_at" IS DISTINCT FROM (NEW."put_forward_at") OR OLD."put_forward_by_id" IS DISTINCT FROM (NEW."put_forward_by_id") OR OLD."sent_at" IS DISTINCT FROM (NEW."sent_at") OR OLD."sent_back_at" IS DISTINCT FROM (NEW."sent_back_at") OR OLD."sent_back_by_id" IS DISTINCT FROM (NEW."sent_back_by_id") OR OLD."sent_by_id" IS DISTINCT FROM (NEW."sent_by_id") OR OLD."signed_off_at" IS DISTINCT FROM (NEW."signed_off_at") OR OLD."signed_off_by_id" IS DISTINCT FROM (NEW."signed_off_by_id") OR OLD."started_at" IS DISTINCT FROM (NEW."started_at") OR OLD."started_by_id" IS DISTINCT FROM (NEW."started_by_id") OR OLD."status" IS DISTINCT FROM (NEW."status") OR OLD."was_late" IS DISTINCT FROM (NEW."was_late"))', func='INSERT INTO "inspections_submissionevent" ("accepted_at", "accepted_by_id", "id", "number", "of_id", "participation_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "put_forward_at", "put_forward_by_id", "sent_at", "sent_back_at", "sent_back_by_id", "sent_by_id", "signed_off_at", "signed_off_by_id", "started_at", "started_by_id", "status", "was_late") VALUES (NEW."accepted_at", NEW."accepted_by_id", NEW."id", NEW."number", NEW."of_id", NEW."participation_id", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."put_forward_at", NEW."put_forward_by_id", NEW."sent_at", NEW."sent_back_at", NEW."sent_back_by_id", NEW."sent_by_id", NEW."signed_off_at", NEW."signed_off_by_id", NEW."started_at", NEW."started_by_id", NEW."status", NEW."was_late"); RETURN NULL;', hash='73ec3ae2b43c2f93ccc512972ffa7ea3cd7a3529', operation='UPDATE', pgid='pgtrigger_update_update_28733', table='inspections_submission', when='AFTER')),
                ],
                },
                bases=(accounts.moves.Moving, models.Model),
            ),
            migrations.CreateModel(
                name='SetAsideNote',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('text', models.TextField()),
                    ('set_aside_at', models.DateTimeField(db_default=django.db.models.functions.datetime.Now())),
                    ('participation', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='programmes.participation')),
                    ('set_aside_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                    ('submission', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='set_aside', to='inspections.submission')),
                ],
                options={
                    'ordering': ['set_aside_at', 'pk'],
                    'constraints': [
                    models.UniqueConstraint(models.F('submission'), models.F('set_aside_by'), name='a_person_has_one_text_set_aside'),
                ],
                },
            ),
            migrations.CreateModel(
                name='Message',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('kind', models.CharField(choices=[('query', 'Query'), ('answer', 'Answer'), ('accepted', 'Accepted'), ('reopened', 'Reopened')], max_length=10)),
                    ('from_scrutiny', models.BooleanField()),
                    ('text', models.TextField(blank=True)),
                    ('answer_by', models.DateField(blank=True, help_text='When an answer to a query is hoped for.', null=True)),
                    ('written_at', models.DateTimeField(db_default=django.db.models.functions.datetime.Now())),
                    ('author', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                    ('participation', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='programmes.participation')),
                    ('of', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='messages', to='inspections.return')),
                    ('submission', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='messages', to='inspections.submission')),
                ],
                options={
                    'ordering': ['of', 'written_at', 'pk'],
                    'indexes': [
                    models.Index(fields=['of', '-written_at', '-id'], name='messages_of_a_return'),
                ],
                    'constraints': [
                    models.CheckConstraint(condition=models.Q(('kind', 'accepted'), models.Q(('text', ''), _negated=True), _connector='OR'), name='a_message_says_something'),
                    models.CheckConstraint(condition=models.Q(models.Q(('from_scrutiny', False), ('kind', 'answer')), models.Q(('from_scrutiny', True), ('kind__in', ['query', 'accepted', 'reopened'])), _connector='OR'), name='only_the_partnership_answers_only_the_team_asks'),
                ],
                    'triggers': [
                    pgtrigger.compiler.Trigger(name='a_message_stays_as_it_was_written', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='fb8d6559ef6586467e11a50c94a88cb495e1aa29', operation='UPDATE OR DELETE', pgid='pgtrigger_a_message_stays_as_it_was_written_d5ccb', table='inspections_message', when='BEFORE')),
                ],
                },
            ),
            migrations.CreateModel(
                name='SubmittedDocument',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('sha256', models.CharField(help_text='Of the file, so that the database can refuse it twice.', max_length=64)),
                    ('note', models.CharField(blank=True, max_length=300)),
                    ('added_at', models.DateTimeField(db_default=django.db.models.functions.datetime.Now())),
                    ('added_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                    ('asked_document', models.ForeignKey(blank=True, help_text='Empty: something else.', null=True, on_delete=django.db.models.deletion.PROTECT, related_name='files', to='inspections.askeddocument')),
                    ('file', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='files.storedfile')),
                    ('participation', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='programmes.participation')),
                    ('submission', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='documents', to='inspections.submission')),
                ],
                options={
                    'ordering': [models.OrderBy(models.F('asked_document__position'), nulls_last=True), 'added_at', 'pk'],
                    'constraints': [
                    models.UniqueConstraint(fields=('submission', 'asked_document', 'sha256'), name='a_file_answers_an_asked_document_once', nulls_distinct=False),
                ],
                    'triggers': [
                    pgtrigger.compiler.Trigger(name='documents_are_added_to_a_draft', sql=pgtrigger.compiler.UpsertTriggerSql(func="\n    PERFORM FROM inspections_submission\n        WHERE id = NEW.submission_id AND participation_id = NEW.participation_id AND status = 'draft' FOR SHARE;\n    IF NOT FOUND THEN\n        RAISE EXCEPTION 'pgtrigger: the documents of a submission change only while it is being prepared';\n    END IF;\n    RETURN NEW;\n", hash='341b3dffc3efe55d3f5a97c66816ef1834846121', operation='INSERT OR UPDATE', pgid='pgtrigger_documents_are_added_to_a_draft_cd7d3', table='inspections_submitteddocument', when='BEFORE')),
                    pgtrigger.compiler.Trigger(name='documents_are_taken_out_of_a_draft', sql=pgtrigger.compiler.UpsertTriggerSql(func="\n    PERFORM FROM inspections_submission\n        WHERE id = OLD.submission_id AND participation_id = OLD.participation_id AND status = 'draft' FOR SHARE;\n    IF NOT FOUND THEN\n        RAISE EXCEPTION 'pgtrigger: the documents of a submission change only while it is being prepared';\n    END IF;\n    RETURN COALESCE(NEW, OLD);\n", hash='76fb410d774094135c8c1dbe49e21b0a8e1954f3', operation='DELETE OR UPDATE', pgid='pgtrigger_documents_are_taken_out_of_a_draft_c0a0c', table='inspections_submitteddocument', when='BEFORE')),
                ],
                },
            ),
            migrations.CreateModel(
                name='ExtensionEvent',
                fields=[
                    ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                    ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                    ('pgh_label', models.TextField(help_text='The event label.')),
                    ('id', models.BigIntegerField()),
                    ('was_due', models.DateField(help_text='The date that stood when it was asked for.')),
                    ('until', models.DateField(help_text='The date asked for.')),
                    ('reason', models.TextField()),
                    ('status', models.CharField(choices=[('asked', 'Asked for'), ('granted', 'Granted'), ('refused', 'Refused'), ('withdrawn', 'Withdrawn')], default='asked', max_length=10)),
                    ('asked_at', models.DateTimeField(db_default=django.db.models.functions.datetime.Now())),
                    ('granted_until', models.DateField(blank=True, help_text='The date given, which may be another.', null=True)),
                    ('decision_reason', models.TextField(blank=True)),
                    ('decided_at', models.DateTimeField(blank=True, null=True)),
                    ('asked_by', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL)),
                    ('decided_by', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL)),
                    ('participation', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='programmes.participation')),
                    ('pgh_context', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context')),
                    ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='inspections.extension')),
                    ('of', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='inspections.return')),
                ],
                options={
                    'abstract': False,
                    'triggers': [
                    pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='ca0890151bcd88444cfabb40005d963e5274e9cc', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_be8f5', table='inspections_extensionevent', when='BEFORE')),
                ],
                },
            ),
            migrations.CreateModel(
                name='ReturnEvent',
                fields=[
                    ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                    ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                    ('pgh_label', models.TextField(help_text='The event label.')),
                    ('id', models.BigIntegerField()),
                    ('reference', models.CharField(help_text='Such as SWG-2026-EDH-1; kept for good.', max_length=40)),
                    ('ask', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='inspections.ask')),
                    ('participation', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='programmes.participation')),
                    ('pgh_context', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context')),
                    ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='inspections.return')),
                ],
                options={
                    'abstract': False,
                    'triggers': [
                    pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='ddd0037b11d5289cd483b5741699695767a549b0', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_22842', table='inspections_returnevent', when='BEFORE')),
                ],
                },
            ),
            migrations.CreateModel(
                name='SubmissionEvent',
                fields=[
                    ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                    ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                    ('pgh_label', models.TextField(help_text='The event label.')),
                    ('id', models.BigIntegerField()),
                    ('number', models.PositiveSmallIntegerField()),
                    ('status', models.CharField(choices=[('draft', 'Being prepared'), ('awaiting sign-off', 'Waiting for sign-off'), ('sent', 'Sent'), ('queried', 'Queried'), ('accepted', 'Accepted'), ('superseded', 'Replaced by a newer version')], default='draft', max_length=20)),
                    ('started_at', models.DateTimeField(db_default=django.db.models.functions.datetime.Now())),
                    ('put_forward_at', models.DateTimeField(blank=True, help_text='When it was given for sign-off.', null=True)),
                    ('sent_back_at', models.DateTimeField(blank=True, null=True)),
                    ('signed_off_at', models.DateTimeField(blank=True, null=True)),
                    ('sent_at', models.DateTimeField(blank=True, null=True)),
                    ('was_late', models.BooleanField(default=False, help_text='First sent after its date. A correction inherits this.')),
                    ('accepted_at', models.DateTimeField(blank=True, null=True)),
                    ('accepted_by', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL)),
                    ('of', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='inspections.return')),
                    ('participation', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='programmes.participation')),
                    ('pgh_context', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context')),
                    ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='inspections.submission')),
                    ('put_forward_by', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL)),
                    ('sent_back_by', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL)),
                    ('sent_by', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL)),
                    ('signed_off_by', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL)),
                    ('started_by', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL)),
                ],
                options={
                    'abstract': False,
                    'triggers': [
                    pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='a68607ea1666bc859ef4a2c5e7965b9e17d72c34', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_5b08a', table='inspections_submissionevent', when='BEFORE')),
                ],
                },
            ),
        ]),
    ]
