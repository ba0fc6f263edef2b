"""What those outside the team read before the public: embargoed copies, their terms, and every opening of them."""

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
        ('accounts', '0002_walls'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
        ('pghistory', '0007_auto_20250421_0444'),
        ('reports', '0002_walls'),
    ]

    operations = [
        CreateTogether([
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
