"""Files on their way from quarantine to the shelf, and documents that workers make."""

import django.contrib.postgres.fields
import django.db.models.deletion
import django.utils.timezone
import pgtrigger.compiler
from django.conf import settings
from django.db import migrations, models

import accounts.moves
import files.models.stored
from accounts.all_at_once import CreateTogether


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('pghistory', '0007_auto_20250421_0444'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        CreateTogether([
            migrations.CreateModel(
                name='StoredFile',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('key', models.CharField(default=files.models.stored.random_key, editable=False, max_length=80, unique=True)),
                    ('name', models.TextField(help_text="As the person's machine called it; never used as a path.")),
                    ('size', models.BigIntegerField(default=0)),
                    ('sha256', models.CharField(blank=True, max_length=64)),
                    ('kind', models.CharField(blank=True, help_text='Such as docx: found by looking, not claimed.', max_length=10)),
                    ('media_type', models.CharField(blank=True, help_text='Found by looking, not claimed.', max_length=120)),
                    ('status', models.CharField(choices=[('uploading', 'Being received'), ('quarantined', 'Being checked'), ('clean', 'Checked'), ('rejected', 'Refused')], default='uploading', max_length=12)),
                    ('reasons', django.contrib.postgres.fields.ArrayField(base_field=models.TextField(), blank=True, default=list, help_text='Why it was refused, each with the remedy.', size=None)),
                    ('notes', django.contrib.postgres.fields.ArrayField(base_field=models.TextField(), blank=True, default=list, help_text='What is good to know about it.', size=None)),
                    ('uploaded_at', models.DateTimeField(default=django.utils.timezone.now)),
                    ('checked_at', models.DateTimeField(blank=True, null=True)),
                    ('participation_ref', models.BigIntegerField(blank=True, help_text="Whose it is, where it is somebody's.", null=True)),
                    ('held_until', models.DateTimeField(blank=True, help_text='Until when a worker or a pause holds it.', null=True)),
                    ('held_because', models.CharField(blank=True, help_text='Why it still waits, in a sentence.', max_length=200)),
                    ('tries', models.PositiveIntegerField(default=0)),
                    ('damage_seen_at', models.DateTimeField(blank=True, help_text='When its bytes were found changed.', null=True)),
                    ('bytes_removed_at', models.DateTimeField(blank=True, null=True)),
                    ('uploaded_by', models.ForeignKey(blank=True, help_text='Nobody where the portal made the file itself.', null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ],
                options={
                    'ordering': ['pk'],
                    'indexes': [
                    models.Index(condition=models.Q(('status', 'quarantined')), fields=['uploaded_at'], name='files_waiting'),
                    models.Index(condition=models.Q(('status', 'rejected')), fields=['participation_ref'], name='files_refused'),
                    models.Index(fields=['participation_ref', 'sha256'], name='files_of_a_participation'),
                    models.Index(fields=['uploaded_by'], name='files_of_a_person'),
                ],
                    'constraints': [
                    models.CheckConstraint(condition=models.Q(models.Q(('status', 'rejected'), _negated=True), models.Q(('reasons', []), _negated=True), _connector='OR'), name='a_refused_file_says_why'),
                    models.CheckConstraint(condition=models.Q(models.Q(('status', 'clean'), _negated=True), models.Q(('checked_at__isnull', False), models.Q(('sha256', ''), _negated=True), models.Q(('media_type', ''), _negated=True)), _connector='OR'), name='a_clean_file_was_checked'),
                ],
                    'triggers': [
                    pgtrigger.compiler.Trigger(name='a_settled_file_never_changes', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.status IN (\'clean\', \'rejected\') AND (OLD."key" IS DISTINCT FROM NEW."key" OR OLD."name" IS DISTINCT FROM NEW."name" OR OLD."size" IS DISTINCT FROM NEW."size" OR OLD."sha256" IS DISTINCT FROM NEW."sha256" OR OLD."kind" IS DISTINCT FROM NEW."kind" OR OLD."media_type" IS DISTINCT FROM NEW."media_type" OR OLD."status" IS DISTINCT FROM NEW."status" OR OLD."reasons" IS DISTINCT FROM NEW."reasons" OR OLD."uploaded_by_id" IS DISTINCT FROM NEW."uploaded_by_id" OR OLD."uploaded_at" IS DISTINCT FROM NEW."uploaded_at" OR OLD."checked_at" IS DISTINCT FROM NEW."checked_at"))', func="RAISE EXCEPTION 'pgtrigger: Cannot update rows from % table', TG_TABLE_NAME;", hash='dddf4ce763e2f5cc6dbd6667f5ca05ffc2ebd065', operation='UPDATE', pgid='pgtrigger_a_settled_file_never_changes_7b213', table='files_storedfile', when='BEFORE')),
                    pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "files_storedfileevent" ("bytes_removed_at", "checked_at", "damage_seen_at", "held_because", "id", "kind", "media_type", "participation_ref", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "sha256", "size", "status", "uploaded_at", "uploaded_by_id") VALUES (NEW."bytes_removed_at", NEW."checked_at", NEW."damage_seen_at", NEW."held_because", NEW."id", NEW."kind", NEW."media_type", NEW."participation_ref", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."sha256", NEW."size", NEW."status", NEW."uploaded_at", NEW."uploaded_by_id"); RETURN NULL;', hash='d0ed018a29abbb4e8baa6409eb5841801fa90b0a', operation='INSERT', pgid='pgtrigger_insert_insert_a0d7d', table='files_storedfile', when='AFTER')),
                    pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD."bytes_removed_at" IS DISTINCT FROM (NEW."bytes_removed_at") OR OLD."checked_at" IS DISTINCT FROM (NEW."checked_at") OR OLD."damage_seen_at" IS DISTINCT FROM (NEW."damage_seen_at") OR OLD."held_because" IS DISTINCT FROM (NEW."held_because") OR OLD."id" IS DISTINCT FROM (NEW."id") OR OLD."kind" IS DISTINCT FROM (NEW."kind") OR OLD."media_type" IS DISTINCT FROM (NEW."media_type") OR OLD."participation_ref" IS DISTINCT FROM (NEW."participation_ref") OR OLD."sha256" IS DISTINCT FROM (NEW."sha256") OR OLD."size" IS DISTINCT FROM (NEW."size") OR OLD."status" IS DISTINCT FROM (NEW."status") OR OLD."uploaded_at" IS DISTINCT FROM (NEW."uploaded_at") OR OLD."uploaded_by_id" IS DISTINCT FROM (NEW."uploaded_by_id"))', func='INSERT INTO "files_storedfileevent" ("bytes_removed_at", "checked_at", "damage_seen_at", "held_because", "id", "kind", "media_type", "participation_ref", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "sha256", "size", "status", "uploaded_at", "uploaded_by_id") VALUES (NEW."bytes_removed_at", NEW."checked_at", NEW."damage_seen_at", NEW."held_because", NEW."id", NEW."kind", NEW."media_type", NEW."participation_ref", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."sha256", NEW."size", NEW."status", NEW."uploaded_at", NEW."uploaded_by_id"); RETURN NULL;', hash='a4c5ced5fd866b78c5191b971b62f3caaf638ca0', operation='UPDATE', pgid='pgtrigger_update_update_8c2ef', table='files_storedfile', when='AFTER')),
                    pgtrigger.compiler.Trigger(name='only_moves_of_the_table', sql=pgtrigger.compiler.UpsertTriggerSql(declare='DECLARE _is_valid_transition BOOLEAN;', func='SELECT CONCAT(OLD."status", \':\', NEW."status") = ANY(\'{uploading:quarantined,quarantined:clean,quarantined:rejected}\'::text[]) INTO _is_valid_transition; IF (_is_valid_transition IS FALSE AND OLD."status" IS DISTINCT FROM NEW."status") THEN RAISE EXCEPTION \'pgtrigger: Invalid transition of field "status" from "%" to "%" on table %\', OLD."status", NEW."status", TG_TABLE_NAME; ELSE RETURN NEW; END IF;', hash='fca14ec3e929550cc3d986ab5f3d9a3233e94666', operation='UPDATE', pgid='pgtrigger_only_moves_of_the_table_3042c', table='files_storedfile', when='BEFORE')),
                ],
                },
                bases=(accounts.moves.Moving, models.Model),
            ),
            migrations.CreateModel(
                name='Making',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('kind', models.CharField(help_text='Which printable, such as “receipt”.', max_length=60)),
                    ('subject_label', models.CharField(help_text='What kind of thing it is about.', max_length=100)),
                    ('subject_id', models.BigIntegerField()),
                    ('fingerprint', models.CharField(help_text='Of what it is made from: the same is not made twice.', max_length=64)),
                    ('parameters', models.JSONField(blank=True, default=dict)),
                    ('title', models.CharField(help_text='What the page calls it while it is being made.', max_length=300)),
                    ('asked_at', models.DateTimeField(default=django.utils.timezone.now)),
                    ('participation_ref', models.BigIntegerField(blank=True, help_text="Whose it is, where it is somebody's.", null=True)),
                    ('status', models.CharField(choices=[('queued', 'Waiting for its turn'), ('making', 'Being made'), ('ready', 'Ready'), ('failed', 'Could not be made')], default='queued', max_length=8)),
                    ('attempts', models.PositiveIntegerField(default=0)),
                    ('held_until', models.DateTimeField(blank=True, help_text='Until when its worker is thought alive.', null=True)),
                    ('progress', models.PositiveSmallIntegerField(default=0, help_text='Out of a hundred.')),
                    ('doing', models.CharField(blank=True, help_text='What is being done just now, in words.', max_length=200)),
                    ('failure', models.CharField(blank=True, help_text='Why it failed, in a sentence.', max_length=300)),
                    ('ready_at', models.DateTimeField(blank=True, null=True)),
                    ('asked_by', models.ForeignKey(blank=True, help_text='Nobody where the portal asked for it itself.', null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                    ('result', models.OneToOneField(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='making', to='files.storedfile')),
                ],
                options={
                    'ordering': ['pk'],
                    'indexes': [
                    models.Index(condition=models.Q(('status__in', ['queued', 'making'])), fields=['asked_at'], name='documents_to_make'),
                ],
                    'constraints': [
                    models.UniqueConstraint(models.F('kind'), models.F('subject_label'), models.F('subject_id'), models.F('fingerprint'), name='an_unchanged_document_is_made_once'),
                    models.CheckConstraint(condition=models.Q(('progress__lte', 100)), name='progress_is_out_of_a_hundred'),
                    models.CheckConstraint(condition=models.Q(models.Q(('ready_at__isnull', False), ('result__isnull', False), ('status', 'ready')), models.Q(models.Q(('status', 'ready'), _negated=True), ('ready_at', None), ('result', None)), _connector='OR'), name='a_document_is_ready_when_it_is_there'),
                    models.CheckConstraint(condition=models.Q(models.Q(('status', 'failed'), _negated=True), models.Q(('failure', ''), _negated=True), _connector='OR'), name='a_document_that_failed_says_why'),
                ],
                    'triggers': [
                    pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "files_makingevent" ("asked_at", "asked_by_id", "failure", "fingerprint", "id", "kind", "parameters", "participation_ref", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "ready_at", "result_id", "status", "subject_id", "subject_label", "title") VALUES (NEW."asked_at", NEW."asked_by_id", NEW."failure", NEW."fingerprint", NEW."id", NEW."kind", NEW."parameters", NEW."participation_ref", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."ready_at", NEW."result_id", NEW."status", NEW."subject_id", NEW."subject_label", NEW."title"); RETURN NULL;', hash='6d78564e999c04a378a6c90a162ef367f6d88a2e', operation='INSERT', pgid='pgtrigger_insert_insert_34d02', table='files_making', when='AFTER')),
                    pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD."asked_at" IS DISTINCT FROM (NEW."asked_at") OR OLD."asked_by_id" IS DISTINCT FROM (NEW."asked_by_id") OR OLD."failure" IS DISTINCT FROM (NEW."failure") OR OLD."fingerprint" IS DISTINCT FROM (NEW."fingerprint") OR OLD."id" IS DISTINCT FROM (NEW."id") OR OLD."kind" IS DISTINCT FROM (NEW."kind") OR OLD."parameters" IS DISTINCT FROM (NEW."parameters") OR OLD."participation_ref" IS DISTINCT FROM (NEW."participation_ref") OR OLD."ready_at" IS DISTINCT FROM (NEW."ready_at") OR OLD."result_id" IS DISTINCT FROM (NEW."result_id") OR OLD."status" IS DISTINCT FROM (NEW."status") OR OLD."subject_id" IS DISTINCT FROM (NEW."subject_id") OR OLD."subject_label" IS DISTINCT FROM (NEW."subject_label") OR OLD."title" IS DISTINCT FROM (NEW."title"))', func='INSERT INTO "files_makingevent" ("asked_at", "asked_by_id", "failure", "fingerprint", "id", "kind", "parameters", "participation_ref", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "ready_at", "result_id", "status", "subject_id", "subject_label", "title") VALUES (NEW."asked_at", NEW."asked_by_id", NEW."failure", NEW."fingerprint", NEW."id", NEW."kind", NEW."parameters", NEW."participation_ref", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."ready_at", NEW."result_id", NEW."status", NEW."subject_id", NEW."subject_label", NEW."title"); RETURN NULL;', hash='f65595b19afbe1d2d673d0283a57bad72b83732f', operation='UPDATE', pgid='pgtrigger_update_update_1f72a', table='files_making', when='AFTER')),
                    pgtrigger.compiler.Trigger(name='only_moves_of_the_table', sql=pgtrigger.compiler.UpsertTriggerSql(declare='DECLARE _is_valid_transition BOOLEAN;', func='SELECT CONCAT(OLD."status", \':\', NEW."status") = ANY(\'{queued:making,making:failed,making:queued,making:ready,failed:queued}\'::text[]) INTO _is_valid_transition; IF (_is_valid_transition IS FALSE AND OLD."status" IS DISTINCT FROM NEW."status") THEN RAISE EXCEPTION \'pgtrigger: Invalid transition of field "status" from "%" to "%" on table %\', OLD."status", NEW."status", TG_TABLE_NAME; ELSE RETURN NEW; END IF;', hash='0b7894771b46344d3429c10cbf5041fb1ede482e', operation='UPDATE', pgid='pgtrigger_only_moves_of_the_table_47dff', table='files_making', when='BEFORE')),
                ],
                },
                bases=(accounts.moves.Moving, models.Model),
            ),
            migrations.CreateModel(
                name='MakingEvent',
                fields=[
                    ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                    ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                    ('pgh_label', models.TextField(help_text='The event label.')),
                    ('id', models.BigIntegerField()),
                    ('kind', models.CharField(help_text='Which printable, such as “receipt”.', max_length=60)),
                    ('subject_label', models.CharField(help_text='What kind of thing it is about.', max_length=100)),
                    ('subject_id', models.BigIntegerField()),
                    ('fingerprint', models.CharField(help_text='Of what it is made from: the same is not made twice.', max_length=64)),
                    ('parameters', models.JSONField(blank=True, default=dict)),
                    ('title', models.CharField(help_text='What the page calls it while it is being made.', max_length=300)),
                    ('asked_at', models.DateTimeField(default=django.utils.timezone.now)),
                    ('participation_ref', models.BigIntegerField(blank=True, help_text="Whose it is, where it is somebody's.", null=True)),
                    ('status', models.CharField(choices=[('queued', 'Waiting for its turn'), ('making', 'Being made'), ('ready', 'Ready'), ('failed', 'Could not be made')], default='queued', max_length=8)),
                    ('failure', models.CharField(blank=True, help_text='Why it failed, in a sentence.', max_length=300)),
                    ('ready_at', models.DateTimeField(blank=True, null=True)),
                    ('asked_by', models.ForeignKey(blank=True, db_constraint=False, help_text='Nobody where the portal asked for it itself.', null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL)),
                    ('pgh_context', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context')),
                    ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='files.making')),
                    ('result', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='files.storedfile')),
                ],
                options={
                    'abstract': False,
                    'triggers': [
                    pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='98dcf5f5ebcb2c1e04ec95d2139c317feb8cea4f', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_e29fe', table='files_makingevent', when='BEFORE')),
                ],
                },
            ),
            migrations.CreateModel(
                name='StoredFileEvent',
                fields=[
                    ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                    ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                    ('pgh_label', models.TextField(help_text='The event label.')),
                    ('id', models.BigIntegerField()),
                    ('size', models.BigIntegerField(default=0)),
                    ('sha256', models.CharField(blank=True, max_length=64)),
                    ('kind', models.CharField(blank=True, help_text='Such as docx: found by looking, not claimed.', max_length=10)),
                    ('media_type', models.CharField(blank=True, help_text='Found by looking, not claimed.', max_length=120)),
                    ('status', models.CharField(choices=[('uploading', 'Being received'), ('quarantined', 'Being checked'), ('clean', 'Checked'), ('rejected', 'Refused')], default='uploading', max_length=12)),
                    ('uploaded_at', models.DateTimeField(default=django.utils.timezone.now)),
                    ('checked_at', models.DateTimeField(blank=True, null=True)),
                    ('participation_ref', models.BigIntegerField(blank=True, help_text="Whose it is, where it is somebody's.", null=True)),
                    ('held_because', models.CharField(blank=True, help_text='Why it still waits, in a sentence.', max_length=200)),
                    ('damage_seen_at', models.DateTimeField(blank=True, help_text='When its bytes were found changed.', null=True)),
                    ('bytes_removed_at', models.DateTimeField(blank=True, null=True)),
                    ('pgh_context', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context')),
                    ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='files.storedfile')),
                    ('uploaded_by', models.ForeignKey(blank=True, db_constraint=False, help_text='Nobody where the portal made the file itself.', null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL)),
                ],
                options={
                    'abstract': False,
                    'triggers': [
                    pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='87c00a10d7d7fa3c851b8d6ac1c82626e991377c', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_0014f', table='files_storedfileevent', when='BEFORE')),
                ],
                },
            ),
        ]),
    ]
