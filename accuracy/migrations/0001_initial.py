"""What those outside the team read before the public: a draft whose facts a partnership checks, and embargoed copies."""

import accounts.moves
import accuracy.models.embargo
import django.db.models.deletion
import django.db.models.functions.datetime
import django.utils.timezone
import pgtrigger.compiler

from django.conf import settings
from django.db import migrations, models

from accounts.all_at_once import CreateTogether


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('assurance', '0003_roads_of_reports'),
        ('files', '0002_walls'),
        ('pghistory', '0007_auto_20250421_0444'),
        ('programmes', '0003_particulars'),
        ('reports', '0002_walls'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        CreateTogether([
            migrations.CreateModel(
                name='Comment',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('anchor', models.CharField(help_text='Which part of the locked version.', max_length=80)),
                    ('label', models.CharField(help_text='What that part is called in a sentence.', max_length=300)),
                    ('place', models.PositiveIntegerField(help_text='Where it stands in the text, for the order of comments.')),
                    ('paragraph', models.TextField(help_text='The words of that part, as they were locked.')),
                    ('kind', models.CharField(choices=[('fact', 'An error of fact'), ('context', 'Context that is missing'), ('judgement', 'Disagreement with a judgement'), ('typing', 'A typing error')], default='fact', max_length=20)),
                    ('in_question', models.TextField(blank=True, help_text='Which of these words are wrong.')),
                    ('correction', models.TextField(blank=True, help_text='What they should say.')),
                    ('evidence', models.TextField(blank=True, help_text='What shows it, in words.')),
                    ('version', models.PositiveIntegerField(default=1, help_text='Counts every save.')),
                    ('begun_at', models.DateTimeField(default=django.utils.timezone.now)),
                    ('saved_at', models.DateTimeField(default=django.utils.timezone.now)),
                    ('begun_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                    ('participation', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='programmes.participation')),
                    ('saved_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                    ('fact_check', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='comments', to='accuracy.factcheck')),
                ],
                options={
                    'ordering': ['fact_check', 'place', 'pk'],
                    'constraints': [
                    models.UniqueConstraint(models.F('id'), models.F('participation'), name='a_comment_is_of_one_partnership'),
                    ],
                    'triggers': [
                    pgtrigger.compiler.Trigger(name='comments_change_until_given_for_sign_off', sql=pgtrigger.compiler.UpsertTriggerSql(func="\n                    IF (SELECT status FROM accuracy_factcheck\n                        WHERE id = CASE WHEN TG_OP = 'DELETE' THEN OLD.fact_check_id ELSE NEW.fact_check_id END)\n                       IS DISTINCT FROM 'open' THEN\n                        RAISE EXCEPTION 'Comments change until they are given for sign-off, and not after.';\n                    END IF;\n                    IF TG_OP = 'DELETE' THEN RETURN OLD; END IF;\n                    RETURN NEW;\n                ", hash='f051485e21633df6b0f2ba772a795cce1b2e7401', operation='INSERT OR UPDATE OR DELETE', pgid='pgtrigger_comments_change_until_given_for_sign_off_69e0b', table='accuracy_comment', when='BEFORE')),
                    ],
                },
            ),
            migrations.CreateModel(
                name='CommentFile',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('added_at', models.DateTimeField(default=django.utils.timezone.now)),
                    ('added_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                    ('comment', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='files', to='accuracy.comment')),
                    ('file', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='files.storedfile')),
                    ('participation', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='programmes.participation')),
                ],
                options={
                    'ordering': ['added_at', 'pk'],
                    'triggers': [
                    pgtrigger.compiler.Trigger(name='evidence_changes_until_given_for_sign_off', sql=pgtrigger.compiler.UpsertTriggerSql(func="\n                    IF EXISTS (SELECT FROM accuracy_comment c JOIN accuracy_factcheck f ON f.id = c.fact_check_id\n                        WHERE c.id = CASE WHEN TG_OP = 'DELETE' THEN OLD.comment_id ELSE NEW.comment_id END\n                        AND f.status <> 'open') THEN\n                        RAISE EXCEPTION 'Evidence changes until it is given for sign-off, and not after.';\n                    END IF;\n                    IF TG_OP = 'DELETE' THEN RETURN OLD; END IF;\n                    RETURN NEW;\n                ", hash='91c8558f1ada27e96103e61939cf2ed5ed8c4c82', operation='INSERT OR UPDATE OR DELETE', pgid='pgtrigger_evidence_changes_until_given_for_sign_off_319e4', table='accuracy_commentfile', when='BEFORE')),
                    ],
                },
            ),
            migrations.CreateModel(
                name='Copy',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('key', models.CharField(default=accuracy.models.embargo.random_key, editable=False, max_length=40, unique=True)),
                    ('name', models.CharField(max_length=150)),
                    ('body', models.CharField(max_length=200)),
                    ('reader', models.CharField(choices=[('partnership', 'A partnership of the programme'), ('press', 'Press and broadcasting'), ('government', 'Ministers and government'), ('other', 'Another body')], max_length=20)),
                    ('status', models.CharField(choices=[('given', 'Not acknowledged'), ('acknowledged', 'Acknowledged'), ('taken back', 'Taken back')], default='given', max_length=20)),
                    ('given_at', models.DateTimeField(default=django.utils.timezone.now)),
                    ('letters', models.PositiveSmallIntegerField(default=1, help_text='How many times its holder was written to.')),
                    ('written_at', models.DateTimeField(default=django.utils.timezone.now, help_text='When its holder was last written to.')),
                    ('told_minute', models.DateTimeField(blank=True, help_text='The minute that its holder was last told.', null=True)),
                    ('acknowledged_at', models.DateTimeField(blank=True, null=True)),
                    ('acknowledged_terms', models.TextField(blank=True, help_text='The very words that were acknowledged.')),
                    ('taken_back_at', models.DateTimeField(blank=True, null=True)),
                    ('taken_back_reason', models.CharField(blank=True, max_length=300)),
                    ('given_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                    ('person', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='embargoed_copies', to=settings.AUTH_USER_MODEL)),
                    ('taken_back_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                    ('embargo', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='copies', to='accuracy.embargo')),
                ],
                options={
                    'ordering': ['reader', 'body', 'name', 'pk'],
                    'constraints': [
                    models.UniqueConstraint(condition=models.Q(('status', 'taken back'), _negated=True), fields=('embargo', 'person'), name='a_person_holds_one_copy_of_an_edition'),
                    models.CheckConstraint(condition=models.Q(models.Q(('acknowledged_at', None), ('acknowledged_terms', ''), ('status', 'given')), models.Q(('acknowledged_at__isnull', False), ('status', 'acknowledged'), models.Q(('acknowledged_terms', ''), _negated=True)), ('status', 'taken back'), _connector='OR'), name='a_copy_is_acknowledged_at_some_time_in_some_words'),
                    models.CheckConstraint(condition=models.Q(models.Q(('taken_back_at', None), ('taken_back_by', None), ('taken_back_reason', ''), models.Q(('status', 'taken back'), _negated=True)), models.Q(('status', 'taken back'), ('taken_back_at__isnull', False), ('taken_back_by__isnull', False), models.Q(('taken_back_reason', ''), _negated=True)), _connector='OR'), name='a_copy_is_taken_back_by_someone_at_some_time_for_a_reason'),
                    ],
                    'triggers': [
                    pgtrigger.compiler.Trigger(name='a_copy_is_taken_back_not_deleted', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot delete rows from % table', TG_TABLE_NAME;", hash='4bada6a0741934e44d5cee6bef7f96e793f8acc7', operation='DELETE', pgid='pgtrigger_a_copy_is_taken_back_not_deleted_53564', table='accuracy_copy', when='BEFORE')),
                    pgtrigger.compiler.Trigger(name='copies_are_given_where_the_edition_is_worked_on', sql=pgtrigger.compiler.UpsertTriggerSql(func="\n                    IF NOT portal_is_service() AND (NEW.status <> 'given'\n                       OR NEW.embargo_id NOT IN (SELECT * FROM portal_embargoes_worked_on())) THEN\n                        RAISE EXCEPTION 'Nobody gives themselves a copy.';\n                    END IF;\n                    RETURN NEW;\n                ", hash='2ee5db31ef1bd35934c2c252ad13668819008f83', operation='INSERT', pgid='pgtrigger_copies_are_given_where_the_edition_is_worked_on_30b98', table='accuracy_copy', when='BEFORE')),
                    pgtrigger.compiler.Trigger(name='a_copy_keeps_its_promises', sql=pgtrigger.compiler.UpsertTriggerSql(func="\n                    IF (NEW.embargo_id, NEW.person_id, NEW.name, NEW.body, NEW.key)\n                       IS DISTINCT FROM (OLD.embargo_id, OLD.person_id, OLD.name, OLD.body, OLD.key) THEN\n                        RAISE EXCEPTION 'A copy stays that of one person.';\n                    END IF;\n                    IF OLD.acknowledged_at IS NOT NULL AND (NEW.acknowledged_at, NEW.acknowledged_terms)\n                       IS DISTINCT FROM (OLD.acknowledged_at, OLD.acknowledged_terms) THEN\n                        RAISE EXCEPTION 'What was acknowledged stands.';\n                    END IF;\n                    IF NEW.acknowledged_at IS NOT NULL AND OLD.acknowledged_at IS NULL\n                       AND NOT portal_is_service() AND NEW.person_id IS DISTINCT FROM portal_person() THEN\n                        RAISE EXCEPTION 'Terms are acknowledged in one''s own name.';\n                    END IF;\n                    IF NOT portal_is_service() AND OLD.embargo_id NOT IN (SELECT * FROM portal_embargoes_worked_on())\n                       AND to_jsonb(NEW) - ARRAY['status', 'acknowledged_at', 'acknowledged_terms']\n                        <> to_jsonb(OLD) - ARRAY['status', 'acknowledged_at', 'acknowledged_terms'] THEN\n                        RAISE EXCEPTION 'Its holder acknowledges a copy, and changes nothing else of it.';\n                    END IF;\n                    RETURN NEW;\n                ", hash='93d8cf16fbeaa933b7d889d9ec4984e43c65505d', operation='UPDATE', pgid='pgtrigger_a_copy_keeps_its_promises_54b6b', table='accuracy_copy', when='BEFORE')),
                    pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "accuracy_copyevent" ("acknowledged_at", "body", "embargo_id", "given_at", "given_by_id", "id", "letters", "name", "person_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "reader", "status", "taken_back_at", "taken_back_by_id", "taken_back_reason", "told_minute", "written_at") VALUES (NEW."acknowledged_at", NEW."body", NEW."embargo_id", NEW."given_at", NEW."given_by_id", NEW."id", NEW."letters", NEW."name", NEW."person_id", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."reader", NEW."status", NEW."taken_back_at", NEW."taken_back_by_id", NEW."taken_back_reason", NEW."told_minute", NEW."written_at"); RETURN NULL;', hash='7f95f6591aea1d8ec973780e8c238abbb6910617', operation='INSERT', pgid='pgtrigger_insert_insert_add93', table='accuracy_copy', when='AFTER')),
                    pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD."acknowledged_at" IS DISTINCT FROM (NEW."acknowledged_at") OR OLD."body" IS DISTINCT FROM (NEW."body") OR OLD."embargo_id" IS DISTINCT FROM (NEW."embargo_id") OR OLD."given_at" IS DISTINCT FROM (NEW."given_at") OR OLD."given_by_id" IS DISTINCT FROM (NEW."given_by_id") OR OLD."id" IS DISTINCT FROM (NEW."id") OR OLD."letters" IS DISTINCT FROM (NEW."letters") OR OLD."name" IS DISTINCT FROM (NEW."name") OR OLD."person_id" IS DISTINCT FROM (NEW."person_id") OR OLD."reader" IS DISTINCT FROM (NEW."reader") OR OLD."status" IS DISTINCT FROM (NEW."status") OR OLD."taken_back_at" IS DISTINCT FROM (NEW."taken_back_at") OR OLD."taken_back_by_id" IS DISTINCT FROM (NEW."taken_back_by_id") OR OLD."taken_back_reason" IS DISTINCT FROM (NEW."taken_back_reason") OR OLD."told_minute" IS DISTINCT FROM (NEW."told_minute") OR OLD."written_at" IS DISTINCT FROM (NEW."written_at"))', func='INSERT INTO "accuracy_copyevent" ("acknowledged_at", "body", "embargo_id", "given_at", "given_by_id", "id", "letters", "name", "person_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "reader", "status", "taken_back_at", "taken_back_by_id", "taken_back_reason", "told_minute", "written_at") VALUES (NEW."acknowledged_at", NEW."body", NEW."embargo_id", NEW."given_at", NEW."given_by_id", NEW."id", NEW."letters", NEW."name", NEW."person_id", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."reader", NEW."status", NEW."taken_back_at", NEW."taken_back_by_id", NEW."taken_back_reason", NEW."told_minute", NEW."written_at"); RETURN NULL;', hash='cc3ebe61e97739e504727e741ec64182d90fdc3a', operation='UPDATE', pgid='pgtrigger_update_update_0e917', table='accuracy_copy', when='AFTER')),
                    pgtrigger.compiler.Trigger(name='only_moves_of_the_table', sql=pgtrigger.compiler.UpsertTriggerSql(declare='DECLARE _is_valid_transition BOOLEAN;', func='SELECT CONCAT(OLD."status", \':\', NEW."status") = ANY(\'{given:acknowledged,given:taken back,acknowledged:taken back}\'::text[]) INTO _is_valid_transition; IF (_is_valid_transition IS FALSE AND OLD."status" IS DISTINCT FROM NEW."status") THEN RAISE EXCEPTION \'pgtrigger: Invalid transition of field "status" from "%" to "%" on table %\', OLD."status", NEW."status", TG_TABLE_NAME; ELSE RETURN NEW; END IF;', hash='5a4788ff1055ca859dd7e33a74d445952f9355f5', operation='UPDATE', pgid='pgtrigger_only_moves_of_the_table_78b68', table='accuracy_copy', when='BEFORE')),
                    ],
                },
                bases=(accounts.moves.Moving, models.Model),
            ),
            migrations.CreateModel(
                name='Decision',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('outcome', models.CharField(choices=[('accepted', 'Accepted'), ('partly', 'Partly accepted'), ('not accepted', 'Not accepted')], max_length=20)),
                    ('reason', models.TextField()),
                    ('changed_text', models.TextField(blank=True, help_text='What the report will say instead.')),
                    ('for_panel', models.BooleanField(default=False, help_text='It touches a judgement, which the panel alone changes.')),
                    ('version', models.PositiveIntegerField(default=1, help_text='Counts every save.')),
                    ('decided_at', models.DateTimeField(default=django.utils.timezone.now)),
                    ('comment', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='decision', to='accuracy.comment')),
                    ('decided_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                    ('meeting', models.ForeignKey(blank=True, help_text='In which the panel decided it.', null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='assurance.meeting')),
                    ('participation', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='programmes.participation')),
                ],
                options={
                    'constraints': [
                    models.CheckConstraint(condition=models.Q(('reason', ''), _negated=True), name='a_comment_is_decided_with_a_reason'),
                    models.CheckConstraint(condition=models.Q(('for_panel', False), ('meeting__isnull', False), _connector='OR'), name='what_touches_a_judgement_is_decided_by_the_panel'),
                    models.CheckConstraint(condition=models.Q(models.Q(('outcome', 'not accepted'), _negated=True), ('changed_text', ''), _connector='OR'), name='what_is_not_accepted_changes_no_text'),
                    ],
                    'triggers': [
                    pgtrigger.compiler.Trigger(name='a_decision_is_changed_not_deleted', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot delete rows from % table', TG_TABLE_NAME;", hash='f8d87772f847ab13376a34085282e106136300c2', operation='DELETE', pgid='pgtrigger_a_decision_is_changed_not_deleted_512cc', table='accuracy_decision', when='BEFORE')),
                    pgtrigger.compiler.Trigger(name='comments_are_decided_once_signed_off', sql=pgtrigger.compiler.UpsertTriggerSql(func="\n                    IF NOT EXISTS (SELECT FROM accuracy_comment c JOIN accuracy_factcheck f ON f.id = c.fact_check_id\n                                   WHERE c.id = NEW.comment_id AND f.status = 'signed off'\n                                     AND (c.kind <> 'judgement' OR NEW.for_panel)) THEN\n                        RAISE EXCEPTION 'A comment is decided once it is signed off and until the response goes back; a disagreement with a judgement by the panel.';\n                    END IF;\n                    IF NEW.for_panel AND NOT EXISTS (\n                        SELECT FROM assurance_meeting m JOIN accuracy_comment c ON c.id = NEW.comment_id\n                        JOIN accuracy_factcheck f ON f.id = c.fact_check_id\n                        WHERE m.id = NEW.meeting_id AND m.report_id = f.report_id AND m.status = 'decided'\n                          AND m.decided_at > f.signed_off_at) THEN\n                        RAISE EXCEPTION 'The panel decides in a meeting after the comment was signed off.';\n                    END IF;\n                    RETURN NEW;\n                ", hash='7ee6e125e7ab92834513c06b21798ac52f6b14db', operation='INSERT OR UPDATE', pgid='pgtrigger_comments_are_decided_once_signed_off_3140c', table='accuracy_decision', when='BEFORE')),
                    pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "accuracy_decisionevent" ("changed_text", "comment_id", "decided_at", "decided_by_id", "for_panel", "id", "meeting_id", "outcome", "participation_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "reason", "version") VALUES (NEW."changed_text", NEW."comment_id", NEW."decided_at", NEW."decided_by_id", NEW."for_panel", NEW."id", NEW."meeting_id", NEW."outcome", NEW."participation_id", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."reason", NEW."version"); RETURN NULL;', hash='573f07cfc5ac723ad547e76a6b9ac9ae244ae583', operation='INSERT', pgid='pgtrigger_insert_insert_e7859', table='accuracy_decision', when='AFTER')),
                    pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "accuracy_decisionevent" ("changed_text", "comment_id", "decided_at", "decided_by_id", "for_panel", "id", "meeting_id", "outcome", "participation_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "reason", "version") VALUES (NEW."changed_text", NEW."comment_id", NEW."decided_at", NEW."decided_by_id", NEW."for_panel", NEW."id", NEW."meeting_id", NEW."outcome", NEW."participation_id", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."reason", NEW."version"); RETURN NULL;', hash='3aba7e34002534d8542be7d4fad3b873cc5b1665', operation='UPDATE', pgid='pgtrigger_update_update_b2610', table='accuracy_decision', when='AFTER')),
                    ],
                },
            ),
            migrations.CreateModel(
                name='DecisionEvent',
                fields=[
                    ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                    ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                    ('pgh_label', models.TextField(help_text='The event label.')),
                    ('id', models.BigIntegerField()),
                    ('outcome', models.CharField(choices=[('accepted', 'Accepted'), ('partly', 'Partly accepted'), ('not accepted', 'Not accepted')], max_length=20)),
                    ('reason', models.TextField()),
                    ('changed_text', models.TextField(blank=True, help_text='What the report will say instead.')),
                    ('for_panel', models.BooleanField(default=False, help_text='It touches a judgement, which the panel alone changes.')),
                    ('version', models.PositiveIntegerField(default=1, help_text='Counts every save.')),
                    ('decided_at', models.DateTimeField(default=django.utils.timezone.now)),
                    ('comment', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='accuracy.comment')),
                    ('decided_by', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL)),
                    ('meeting', models.ForeignKey(blank=True, db_constraint=False, help_text='In which the panel decided it.', null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='assurance.meeting')),
                    ('participation', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='programmes.participation')),
                    ('pgh_context', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context')),
                    ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='accuracy.decision')),
                ],
                options={
                    'abstract': False,
                    'triggers': [
                    pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='8ed7bba3b8d8d0782ae7cf1f3150a8ec5d7b5ed7', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_d5e06', table='accuracy_decisionevent', when='BEFORE')),
                    ],
                },
            ),
            migrations.CreateModel(
                name='Embargo',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('called', models.CharField(help_text='What letters, e-mails and pages call the report before its terms are acknowledged.', max_length=150)),
                    ('terms', models.TextField(help_text='Markdown; {{ embargo.minute }} and {{ embargo.report }} are filled in.')),
                    ('begun_at', models.DateTimeField(default=django.utils.timezone.now)),
                    ('begun_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                    ('edition', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='embargo', to='reports.edition')),
                ],
                options={
                    'constraints': [
                    models.CheckConstraint(condition=models.Q(models.Q(('terms', ''), _negated=True), models.Q(('called', ''), _negated=True)), name='an_embargo_has_terms'),
                    ],
                    'triggers': [
                    pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "accuracy_embargoevent" ("begun_at", "begun_by_id", "called", "edition_id", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "terms") VALUES (NEW."begun_at", NEW."begun_by_id", NEW."called", NEW."edition_id", NEW."id", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."terms"); RETURN NULL;', hash='b169651a114fdabce114e874f574b981a0f3cc6f', operation='INSERT', pgid='pgtrigger_insert_insert_b55f2', table='accuracy_embargo', when='AFTER')),
                    pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "accuracy_embargoevent" ("begun_at", "begun_by_id", "called", "edition_id", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "terms") VALUES (NEW."begun_at", NEW."begun_by_id", NEW."called", NEW."edition_id", NEW."id", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."terms"); RETURN NULL;', hash='0f66219e8564be1c2438e71aa0a7cb2ba08023fc', operation='UPDATE', pgid='pgtrigger_update_update_58b5b', table='accuracy_embargo', when='AFTER')),
                    ],
                },
            ),
            migrations.CreateModel(
                name='CopyEvent',
                fields=[
                    ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                    ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                    ('pgh_label', models.TextField(help_text='The event label.')),
                    ('id', models.BigIntegerField()),
                    ('name', models.CharField(max_length=150)),
                    ('body', models.CharField(max_length=200)),
                    ('reader', models.CharField(choices=[('partnership', 'A partnership of the programme'), ('press', 'Press and broadcasting'), ('government', 'Ministers and government'), ('other', 'Another body')], max_length=20)),
                    ('status', models.CharField(choices=[('given', 'Not acknowledged'), ('acknowledged', 'Acknowledged'), ('taken back', 'Taken back')], default='given', max_length=20)),
                    ('given_at', models.DateTimeField(default=django.utils.timezone.now)),
                    ('letters', models.PositiveSmallIntegerField(default=1, help_text='How many times its holder was written to.')),
                    ('written_at', models.DateTimeField(default=django.utils.timezone.now, help_text='When its holder was last written to.')),
                    ('told_minute', models.DateTimeField(blank=True, help_text='The minute that its holder was last told.', null=True)),
                    ('acknowledged_at', models.DateTimeField(blank=True, null=True)),
                    ('taken_back_at', models.DateTimeField(blank=True, null=True)),
                    ('taken_back_reason', models.CharField(blank=True, max_length=300)),
                    ('given_by', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL)),
                    ('person', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL)),
                    ('pgh_context', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context')),
                    ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='accuracy.copy')),
                    ('taken_back_by', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL)),
                    ('embargo', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='accuracy.embargo')),
                ],
                options={
                    'abstract': False,
                    'triggers': [
                    pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='e7342afeeb1632a043db9399d24e4dbd51b25f85', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_19833', table='accuracy_copyevent', when='BEFORE')),
                    ],
                },
            ),
            migrations.CreateModel(
                name='EmbargoEvent',
                fields=[
                    ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                    ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                    ('pgh_label', models.TextField(help_text='The event label.')),
                    ('id', models.BigIntegerField()),
                    ('called', models.CharField(help_text='What letters, e-mails and pages call the report before its terms are acknowledged.', max_length=150)),
                    ('terms', models.TextField(help_text='Markdown; {{ embargo.minute }} and {{ embargo.report }} are filled in.')),
                    ('begun_at', models.DateTimeField(default=django.utils.timezone.now)),
                    ('begun_by', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL)),
                    ('edition', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='reports.edition')),
                    ('pgh_context', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context')),
                    ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='accuracy.embargo')),
                ],
                options={
                    'abstract': False,
                    'triggers': [
                    pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='e6b2763a327d2126271ce20772847fa4b9874b10', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_34055', table='accuracy_embargoevent', when='BEFORE')),
                    ],
                },
            ),
            migrations.CreateModel(
                name='FactCheck',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('called', models.CharField(help_text='What letters call the report.', max_length=200)),
                    ('status', models.CharField(choices=[('open', 'With the partnership'), ('awaiting sign-off', 'Waiting for sign-off'), ('signed off', 'Being decided'), ('returned', 'Response sent'), ('withdrawn', 'Taken back')], default='open', max_length=20)),
                    ('working_days', models.PositiveSmallIntegerField(help_text='How many working days in Scotland it was given.')),
                    ('sent_at', models.DateTimeField(default=django.utils.timezone.now)),
                    ('due_on', models.DateField(help_text='The last day for comments, with more time where that was given.')),
                    ('no_comments', models.BooleanField(default=False, help_text='The partnership says that it has none.')),
                    ('edits', models.PositiveIntegerField(default=0, help_text='Counts every change of what will be signed off.')),
                    ('sent_back_reason', models.TextField(blank=True)),
                    ('put_forward_at', models.DateTimeField(blank=True, null=True)),
                    ('signed_off_at', models.DateTimeField(blank=True, null=True)),
                    ('returned_at', models.DateTimeField(blank=True, null=True)),
                    ('withdrawn_at', models.DateTimeField(blank=True, null=True)),
                    ('withdrawn_reason', models.CharField(blank=True, max_length=300)),
                    ('participation', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='fact_checks', to='programmes.participation')),
                    ('put_forward_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                    ('report', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='fact_checks', to='reports.report')),
                    ('returned_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                    ('sent_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                    ('signed_off_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                    ('version', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='fact_checks', to='assurance.lockedversion')),
                    ('withdrawn_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ],
                options={
                    'ordering': ['-sent_at', '-pk'],
                    'constraints': [
                    models.UniqueConstraint(condition=models.Q(('status__in', ['open', 'awaiting sign-off', 'signed off'])), fields=('report', 'participation'), name='a_partnership_checks_one_version_of_a_report_at_a_time'),
                    models.UniqueConstraint(models.F('id'), models.F('participation'), name='a_fact_check_is_of_one_partnership'),
                    models.CheckConstraint(condition=models.Q(models.Q(('put_forward_at', None), ('put_forward_by', None)), models.Q(('put_forward_at__isnull', False), ('put_forward_by__isnull', False)), _connector='OR'), name='comments_are_given_for_sign_off_by_someone_at_some_time'),
                    models.CheckConstraint(condition=models.Q(models.Q(('signed_off_at__isnull', False), ('signed_off_by__isnull', False), ('status__in', ['signed off', 'returned'])), models.Q(models.Q(('status__in', ['signed off', 'returned']), _negated=True), ('signed_off_at', None), ('signed_off_by', None)), _connector='OR'), name='comments_are_signed_off_by_someone_at_some_time'),
                    models.CheckConstraint(condition=models.Q(models.Q(('returned_at__isnull', False), ('returned_by__isnull', False), ('status', 'returned')), models.Q(models.Q(('status', 'returned'), _negated=True), ('returned_at', None), ('returned_by', None)), _connector='OR'), name='a_response_goes_back_by_someone_at_some_time'),
                    models.CheckConstraint(condition=models.Q(models.Q(('status', 'withdrawn'), ('withdrawn_at__isnull', False), ('withdrawn_by__isnull', False), models.Q(('withdrawn_reason', ''), _negated=True)), models.Q(models.Q(('status', 'withdrawn'), _negated=True), ('withdrawn_at', None), ('withdrawn_by', None), ('withdrawn_reason', '')), _connector='OR'), name='a_fact_check_is_taken_back_by_someone_for_a_reason'),
                    ],
                    'triggers': [
                    pgtrigger.compiler.Trigger(name='a_fact_check_is_taken_back_not_deleted', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot delete rows from % table', TG_TABLE_NAME;", hash='33e3aaee77a3d5bac0b7f78ecbed357504e0a5ab', operation='DELETE', pgid='pgtrigger_a_fact_check_is_taken_back_not_deleted_f7a56', table='accuracy_factcheck', when='BEFORE')),
                    pgtrigger.compiler.Trigger(name='a_fact_check_keeps_what_was_signed_off', sql=pgtrigger.compiler.UpsertTriggerSql(func="\n                    IF (NEW.report_id, NEW.version_id, NEW.participation_id)\n                       IS DISTINCT FROM (OLD.report_id, OLD.version_id, OLD.participation_id) THEN\n                        RAISE EXCEPTION 'A partnership checks the version that it was sent.';\n                    END IF;\n                    IF OLD.status IN ('signed off', 'returned')\n                       AND (NEW.no_comments, NEW.edits, NEW.signed_off_at, NEW.signed_off_by_id)\n                       IS DISTINCT FROM (OLD.no_comments, OLD.edits, OLD.signed_off_at, OLD.signed_off_by_id) THEN\n                        RAISE EXCEPTION 'What was signed off never changes.';\n                    END IF;\n                    IF NEW.status = 'signed off' AND OLD.status <> 'signed off' AND NOT portal_is_service()\n                       AND NEW.signed_off_by_id IS DISTINCT FROM portal_person() THEN\n                        RAISE EXCEPTION 'Comments are signed off in one''s own name.';\n                    END IF;\n                    IF NEW.status = 'returned' AND OLD.status <> 'returned' AND EXISTS (\n                        SELECT FROM accuracy_comment c WHERE c.fact_check_id = NEW.id\n                        AND NOT EXISTS (SELECT FROM accuracy_decision d WHERE d.comment_id = c.id)) THEN\n                        RAISE EXCEPTION 'A response goes back once every comment is decided.';\n                    END IF;\n                    RETURN NEW;\n                ", hash='7836d0ef96b072ec79bc122bbbcae65a10c3d2d4', operation='UPDATE', pgid='pgtrigger_a_fact_check_keeps_what_was_signed_off_a8758', table='accuracy_factcheck', when='BEFORE')),
                    pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "accuracy_factcheckevent" ("called", "due_on", "id", "no_comments", "participation_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "put_forward_at", "put_forward_by_id", "report_id", "returned_at", "returned_by_id", "sent_at", "sent_by_id", "signed_off_at", "signed_off_by_id", "status", "version_id", "withdrawn_at", "withdrawn_by_id", "withdrawn_reason", "working_days") VALUES (NEW."called", NEW."due_on", NEW."id", NEW."no_comments", NEW."participation_id", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."put_forward_at", NEW."put_forward_by_id", NEW."report_id", NEW."returned_at", NEW."returned_by_id", NEW."sent_at", NEW."sent_by_id", NEW."signed_off_at", NEW."signed_off_by_id", NEW."status", NEW."version_id", NEW."withdrawn_at", NEW."withdrawn_by_id", NEW."withdrawn_reason", NEW."working_days"); RETURN NULL;', hash='5e406da0e0bc22a79b5364a3e15ba1f4f3209206', operation='INSERT', pgid='pgtrigger_insert_insert_307a4', table='accuracy_factcheck', when='AFTER')),
                    pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD."called" IS DISTINCT FROM (NEW."called") OR OLD."due_on" IS DISTINCT FROM (NEW."due_on") OR OLD."id" IS DISTINCT FROM (NEW."id") OR OLD."no_comments" IS DISTINCT FROM (NEW."no_comments") OR OLD."participation_id" IS DISTINCT FROM (NEW."participation_id") OR OLD."put_forward_at" IS DISTINCT FROM (NEW."put_forward_at") OR OLD."put_forward_by_id" IS DISTINCT FROM (NEW."put_forward_by_id") OR OLD."report_id" IS DISTINCT FROM (NEW."report_id") OR OLD."returned_at" IS DISTINCT FROM (NEW."returned_at") OR OLD."returned_by_id" IS DISTINCT FROM (NEW."returned_by_id") OR OLD."sent_at" IS DISTINCT FROM (NEW."sent_at") OR OLD."sent_by_id" IS DISTINCT FROM (NEW."sent_by_id") OR OLD."signed_off_at" IS DISTINCT FROM (NEW."signed_off_at") OR OLD."signed_off_by_id" IS DISTINCT FROM (NEW."signed_off_by_id") OR OLD."status" IS DISTINCT FROM (NEW."status") OR OLD."version_id" IS DISTINCT FROM (NEW."version_id") OR OLD."withdrawn_at" IS DISTINCT FROM (NEW."withdrawn_at") OR OLD."withdrawn_by_id" IS DISTINCT FROM (NEW."withdrawn_by_id") OR OLD."withdrawn_reason" IS DISTINCT FROM (NEW."withdrawn_reason") OR OLD."working_days" IS DISTINCT FROM (NEW."working_days"))', func='INSERT INTO "accuracy_factcheckevent" ("called", "due_on", "id", "no_comments", "participation_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "put_forward_at", "put_forward_by_id", "report_id", "returned_at", "returned_by_id", "sent_at", "sent_by_id", "signed_off_at", "signed_off_by_id", "status", "version_id", "withdrawn_at", "withdrawn_by_id", "withdrawn_reason", "working_days") VALUES (NEW."called", NEW."due_on", NEW."id", NEW."no_comments", NEW."participation_id", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."put_forward_at", NEW."put_forward_by_id", NEW."report_id", NEW."returned_at", NEW."returned_by_id", NEW."sent_at", NEW."sent_by_id", NEW."signed_off_at", NEW."signed_off_by_id", NEW."status", NEW."version_id", NEW."withdrawn_at", NEW."withdrawn_by_id", NEW."withdrawn_reason", NEW."working_days"); RETURN NULL;', hash='6fdd97dfd8447cc6d44301e6a9c2f492f4f51f43', operation='UPDATE', pgid='pgtrigger_update_update_78539', table='accuracy_factcheck', when='AFTER')),
                    pgtrigger.compiler.Trigger(name='only_moves_of_the_table', sql=pgtrigger.compiler.UpsertTriggerSql(declare='DECLARE _is_valid_transition BOOLEAN;', func='SELECT CONCAT(OLD."status", \':\', NEW."status") = ANY(\'{open:awaiting sign-off,open:withdrawn,awaiting sign-off:open,awaiting sign-off:signed off,awaiting sign-off:withdrawn,signed off:returned}\'::text[]) INTO _is_valid_transition; IF (_is_valid_transition IS FALSE AND OLD."status" IS DISTINCT FROM NEW."status") THEN RAISE EXCEPTION \'pgtrigger: Invalid transition of field "status" from "%" to "%" on table %\', OLD."status", NEW."status", TG_TABLE_NAME; ELSE RETURN NEW; END IF;', hash='ef3b7c72db18b76137657fc2b124dab4964ab01d', operation='UPDATE', pgid='pgtrigger_only_moves_of_the_table_dcc85', table='accuracy_factcheck', when='BEFORE')),
                    ],
                },
                bases=(accounts.moves.Moving, models.Model),
            ),
            migrations.CreateModel(
                name='FactCheckEvent',
                fields=[
                    ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                    ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                    ('pgh_label', models.TextField(help_text='The event label.')),
                    ('id', models.BigIntegerField()),
                    ('called', models.CharField(help_text='What letters call the report.', max_length=200)),
                    ('status', models.CharField(choices=[('open', 'With the partnership'), ('awaiting sign-off', 'Waiting for sign-off'), ('signed off', 'Being decided'), ('returned', 'Response sent'), ('withdrawn', 'Taken back')], default='open', max_length=20)),
                    ('working_days', models.PositiveSmallIntegerField(help_text='How many working days in Scotland it was given.')),
                    ('sent_at', models.DateTimeField(default=django.utils.timezone.now)),
                    ('due_on', models.DateField(help_text='The last day for comments, with more time where that was given.')),
                    ('no_comments', models.BooleanField(default=False, help_text='The partnership says that it has none.')),
                    ('put_forward_at', models.DateTimeField(blank=True, null=True)),
                    ('signed_off_at', models.DateTimeField(blank=True, null=True)),
                    ('returned_at', models.DateTimeField(blank=True, null=True)),
                    ('withdrawn_at', models.DateTimeField(blank=True, null=True)),
                    ('withdrawn_reason', models.CharField(blank=True, max_length=300)),
                    ('participation', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='programmes.participation')),
                    ('pgh_context', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context')),
                    ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='accuracy.factcheck')),
                    ('put_forward_by', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL)),
                    ('report', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='reports.report')),
                    ('returned_by', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL)),
                    ('sent_by', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL)),
                    ('signed_off_by', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL)),
                    ('version', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='assurance.lockedversion')),
                    ('withdrawn_by', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL)),
                ],
                options={
                    'abstract': False,
                    'triggers': [
                    pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='0752e9bf273494064bb8e584e803e5b1a5d1f61c', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_fcd53', table='accuracy_factcheckevent', when='BEFORE')),
                    ],
                },
            ),
            migrations.CreateModel(
                name='MoreTime',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('until', models.DateField()),
                    ('reason', models.TextField()),
                    ('status', models.CharField(choices=[('asked', 'Asked for'), ('granted', 'Given'), ('refused', 'Not given')], default='asked', max_length=10)),
                    ('asked_at', models.DateTimeField(default=django.utils.timezone.now)),
                    ('granted_until', models.DateField(blank=True, null=True)),
                    ('decision_reason', models.TextField(blank=True)),
                    ('decided_at', models.DateTimeField(blank=True, null=True)),
                    ('asked_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                    ('decided_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                    ('fact_check', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='wishes', to='accuracy.factcheck')),
                    ('participation', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='programmes.participation')),
                ],
                options={
                    'ordering': ['asked_at', 'pk'],
                    'constraints': [
                    models.UniqueConstraint(condition=models.Q(('status', 'asked')), fields=('fact_check',), name='more_time_to_check_is_asked_for_once_at_a_time'),
                    models.CheckConstraint(condition=models.Q(('reason', ''), _negated=True), name='more_time_to_check_is_asked_for_with_a_reason'),
                    models.CheckConstraint(condition=models.Q(models.Q(('decided_at', None), ('decided_by', None), ('granted_until', None), ('status', 'asked')), models.Q(models.Q(('status', 'asked'), _negated=True), ('decided_at__isnull', False), ('decided_by__isnull', False), models.Q(('decision_reason', ''), _negated=True)), _connector='OR'), name='more_time_to_check_is_decided_by_someone_with_a_reason'),
                    ],
                    'triggers': [
                    pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "accuracy_moretimeevent" ("asked_at", "asked_by_id", "decided_at", "decided_by_id", "decision_reason", "fact_check_id", "granted_until", "id", "participation_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "reason", "status", "until") VALUES (NEW."asked_at", NEW."asked_by_id", NEW."decided_at", NEW."decided_by_id", NEW."decision_reason", NEW."fact_check_id", NEW."granted_until", NEW."id", NEW."participation_id", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."reason", NEW."status", NEW."until"); RETURN NULL;', hash='6d3f4d397f827ecf57477217ee4d35acec2d99f4', operation='INSERT', pgid='pgtrigger_insert_insert_e6241', table='accuracy_moretime', when='AFTER')),
                    pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "accuracy_moretimeevent" ("asked_at", "asked_by_id", "decided_at", "decided_by_id", "decision_reason", "fact_check_id", "granted_until", "id", "participation_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "reason", "status", "until") VALUES (NEW."asked_at", NEW."asked_by_id", NEW."decided_at", NEW."decided_by_id", NEW."decision_reason", NEW."fact_check_id", NEW."granted_until", NEW."id", NEW."participation_id", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."reason", NEW."status", NEW."until"); RETURN NULL;', hash='1cf652f41a5ff4a6ced5366ef6d60a5d3326aadb', operation='UPDATE', pgid='pgtrigger_update_update_27b9c', table='accuracy_moretime', when='AFTER')),
                    pgtrigger.compiler.Trigger(name='only_moves_of_the_table', sql=pgtrigger.compiler.UpsertTriggerSql(declare='DECLARE _is_valid_transition BOOLEAN;', func='SELECT CONCAT(OLD."status", \':\', NEW."status") = ANY(\'{asked:granted,asked:refused}\'::text[]) INTO _is_valid_transition; IF (_is_valid_transition IS FALSE AND OLD."status" IS DISTINCT FROM NEW."status") THEN RAISE EXCEPTION \'pgtrigger: Invalid transition of field "status" from "%" to "%" on table %\', OLD."status", NEW."status", TG_TABLE_NAME; ELSE RETURN NEW; END IF;', hash='c11b2e6d702bad11b1c54abb84548f4cb8066e49', operation='UPDATE', pgid='pgtrigger_only_moves_of_the_table_3d944', table='accuracy_moretime', when='BEFORE')),
                    ],
                },
                bases=(accounts.moves.Moving, models.Model),
            ),
            migrations.CreateModel(
                name='MoreTimeEvent',
                fields=[
                    ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                    ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                    ('pgh_label', models.TextField(help_text='The event label.')),
                    ('id', models.BigIntegerField()),
                    ('until', models.DateField()),
                    ('reason', models.TextField()),
                    ('status', models.CharField(choices=[('asked', 'Asked for'), ('granted', 'Given'), ('refused', 'Not given')], default='asked', max_length=10)),
                    ('asked_at', models.DateTimeField(default=django.utils.timezone.now)),
                    ('granted_until', models.DateField(blank=True, null=True)),
                    ('decision_reason', models.TextField(blank=True)),
                    ('decided_at', models.DateTimeField(blank=True, null=True)),
                    ('asked_by', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL)),
                    ('decided_by', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL)),
                    ('fact_check', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='accuracy.factcheck')),
                    ('participation', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='programmes.participation')),
                    ('pgh_context', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context')),
                    ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='accuracy.moretime')),
                ],
                options={
                    'abstract': False,
                    'triggers': [
                    pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='215a2fd91a6290688d2bee75f952092d2d8b4bcd', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_a08b9', table='accuracy_moretimeevent', when='BEFORE')),
                    ],
                },
            ),
            migrations.CreateModel(
                name='Opening',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('what', models.CharField(choices=[('acknowledged', 'Acknowledged the terms'), ('page', 'Opened the page'), ('pdf', 'Downloaded the PDF'), ('data', 'Downloaded the figures of a table or chart')], max_length=20)),
                    ('at', models.DateTimeField(db_default=django.db.models.functions.datetime.Now())),
                    ('copy', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='openings', to='accuracy.copy')),
                    ('person', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ],
                options={
                    'ordering': ['-at', '-pk'],
                    'triggers': [
                    pgtrigger.compiler.Trigger(name='an_opening_is_never_changed', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='0533df04db4c9938a4fd57e886bd43338d346083', operation='UPDATE OR DELETE', pgid='pgtrigger_an_opening_is_never_changed_c43fa', table='accuracy_opening', when='BEFORE')),
                    pgtrigger.compiler.Trigger(name='a_copy_is_opened_by_its_holder_alone', sql=pgtrigger.compiler.UpsertTriggerSql(func="\n                    IF NOT EXISTS (SELECT FROM accuracy_copy WHERE id = NEW.copy_id AND person_id = NEW.person_id) THEN\n                        RAISE EXCEPTION 'A copy is opened by its holder alone.';\n                    END IF;\n                    RETURN NEW;\n                ", hash='e676e114a6fcd3ddaeecab27f03f19103ffbb63e', operation='INSERT', pgid='pgtrigger_a_copy_is_opened_by_its_holder_alone_49b8f', table='accuracy_opening', when='BEFORE')),
                    ],
                },
            ),
        ]),
    ]
