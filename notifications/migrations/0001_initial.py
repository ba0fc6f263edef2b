"""Letters of record, the e-mails that point to them, and how each person wants theirs."""

import django.contrib.postgres.fields
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
        ('pghistory', '0007_auto_20250421_0444'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        CreateTogether([
            migrations.CreateModel(
                name='Notice',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('occasion', models.CharField(help_text='What the letter is sent for, the same however often it is asked for, such as “participation:12/milestone:return/reminder:-5wd/due:2026-08-27”.', max_length=300)),
                    ('kind', models.CharField(help_text='Which letter it is, such as “reminder”.', max_length=60)),
                    ('title', models.CharField(max_length=200)),
                    ('body_markdown', models.TextField(help_text='The text as sent, after its merge fields were filled.')),
                    ('body_html', models.TextField(help_text='The same, rendered once.')),
                    ('sender_name', models.CharField(max_length=200)),
                    ('sender_role', models.CharField(blank=True, max_length=200)),
                    ('is_statutory', models.BooleanField(default=False, help_text='Never e-mailed twice: a doubt is settled by a person.')),
                    ('programme_name', models.CharField(blank=True, max_length=200)),
                    ('programme_ref', models.BigIntegerField(blank=True, null=True)),
                    ('participation_ref', models.BigIntegerField(blank=True, null=True)),
                    ('about_label', models.CharField(blank=True, help_text='What it is about, as a link is worded.', max_length=200)),
                    ('about_address', models.CharField(blank=True, max_length=300)),
                    ('created_at', models.DateTimeField(db_default=django.db.models.functions.datetime.Now(), editable=False)),
                    ('read_at', models.DateTimeField(blank=True, help_text='When the recipient first opened it.', null=True)),
                    ('made_by', models.ForeignKey(blank=True, help_text='Who had it sent; nobody where the timetable did.', null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                    ('recipient', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='notices', to=settings.AUTH_USER_MODEL)),
                ],
                options={
                    'ordering': ['-created_at', '-pk'],
                    'indexes': [
                    models.Index(fields=['recipient', '-created_at', '-id'], name='inbox_in_order'),
                    models.Index(condition=models.Q(('read_at', None)), fields=['recipient'], name='inbox_unread'),
                    models.Index(fields=['programme_ref', '-created_at'], name='letters_of_a_programme'),
                    models.Index(fields=['participation_ref', '-created_at'], name='letters_of_a_participation'),
                    models.Index(fields=['programme_ref', 'programme_name', 'kind'], include=('recipient', 'participation_ref'), name='kinds_of_letters'),
                ],
                    'constraints': [
                    models.UniqueConstraint(fields=('occasion', 'recipient', 'kind'), name='one_letter_for_an_occasion_recipient_and_kind'),
                ],
                    'triggers': [
                    pgtrigger.compiler.Trigger(name='a_letter_never_changes', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD."id" IS DISTINCT FROM (NEW."id") OR OLD."occasion" IS DISTINCT FROM (NEW."occasion") OR OLD."kind" IS DISTINCT FROM (NEW."kind") OR OLD."recipient_id" IS DISTINCT FROM (NEW."recipient_id") OR OLD."title" IS DISTINCT FROM (NEW."title") OR OLD."body_markdown" IS DISTINCT FROM (NEW."body_markdown") OR OLD."body_html" IS DISTINCT FROM (NEW."body_html") OR OLD."sender_name" IS DISTINCT FROM (NEW."sender_name") OR OLD."sender_role" IS DISTINCT FROM (NEW."sender_role") OR OLD."is_statutory" IS DISTINCT FROM (NEW."is_statutory") OR OLD."programme_name" IS DISTINCT FROM (NEW."programme_name") OR OLD."programme_ref" IS DISTINCT FROM (NEW."programme_ref") OR OLD."participation_ref" IS DISTINCT FROM (NEW."participation_ref") OR OLD."about_label" IS DISTINCT FROM (NEW."about_label") OR OLD."about_address" IS DISTINCT FROM (NEW."about_address") OR OLD."made_by_id" IS DISTINCT FROM (NEW."made_by_id") OR OLD."created_at" IS DISTINCT FROM (NEW."created_at"))', func="RAISE EXCEPTION 'pgtrigger: Cannot update rows from % table', TG_TABLE_NAME;", hash='0f3d4184151976de891a226fae1e22c8c638a50e', operation='UPDATE', pgid='pgtrigger_a_letter_never_changes_64eb8', table='notifications_notice', when='BEFORE')),
                    pgtrigger.compiler.Trigger(name='a_letter_is_first_read_once', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD."read_at" IS NOT NULL AND OLD."read_at" IS DISTINCT FROM (NEW."read_at"))', func="RAISE EXCEPTION 'pgtrigger: Cannot update rows from % table', TG_TABLE_NAME;", hash='ed073e16e4f2ab4f69ab60e119d415d086530e95', operation='UPDATE', pgid='pgtrigger_a_letter_is_first_read_once_10263', table='notifications_notice', when='BEFORE')),
                    pgtrigger.compiler.Trigger(name='a_letter_is_never_taken_back', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot delete rows from % table', TG_TABLE_NAME;", hash='b21ab31d15f61ff9e8643866818768a60abc9f11', operation='DELETE', pgid='pgtrigger_a_letter_is_never_taken_back_8c13a', table='notifications_notice', when='BEFORE')),
                ],
                },
            ),
            migrations.CreateModel(
                name='Delivery',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('status', models.CharField(choices=[('queued', 'Waiting'), ('sending', 'Being sent'), ('accepted', 'Accepted'), ('failed', 'Refused'), ('unknown', 'Not known')], default='queued', max_length=10)),
                    ('message_id', models.CharField(max_length=200, unique=True)),
                    ('waits_until', models.DateTimeField(db_default=django.db.models.functions.datetime.Now())),
                    ('attempts', models.PositiveSmallIntegerField(default=0, help_text="Tells a worker's attempt from a later one's.")),
                    ('lease_until', models.DateTimeField(blank=True, help_text='By when whoever sends it must have finished.', null=True)),
                    ('address', models.CharField(blank=True, help_text='Where the last attempt went.', max_length=254)),
                    ('answer', models.CharField(blank=True, help_text='What came of the last attempt, in a sentence.', max_length=300)),
                    ('ended_at', models.DateTimeField(blank=True, help_text='When the last attempt ended.', null=True)),
                    ('settled_at', models.DateTimeField(blank=True, null=True)),
                    ('settled_why', models.CharField(blank=True, max_length=300)),
                    ('settled_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                    ('notice', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='delivery', to='notifications.notice')),
                    ('tries', models.PositiveSmallIntegerField(default=0, help_text='Attempts since it was posted or a person sent it.')),
                    ('digest_on', models.DateField(blank=True, help_text="The morning on which it goes together with the person's others.", null=True)),
                ],
                options={
                    'ordering': ['-pk'],
                    'indexes': [
                    models.Index(condition=models.Q(('status', 'queued')), fields=['waits_until', 'id'], name='deliveries_waiting'),
                    models.Index(condition=models.Q(('status', 'sending')), fields=['lease_until'], name='deliveries_under_way'),
                    models.Index(fields=['status'], name='deliveries_by_state'),
                ],
                    'constraints': [
                    models.CheckConstraint(condition=models.Q(models.Q(('settled_at', None), ('settled_by', None), ('settled_why', '')), models.Q(('settled_at__isnull', False), ('settled_by__isnull', False), models.Q(('settled_why', ''), _negated=True)), _connector='OR'), name='a_delivery_is_settled_by_someone_with_a_reason'),
                    models.CheckConstraint(condition=models.Q(models.Q(('lease_until__isnull', False), ('status', 'sending')), models.Q(models.Q(('status', 'sending'), _negated=True), ('lease_until', None)), _connector='OR'), name='only_what_is_being_sent_has_a_lease'),
                ],
                    'triggers': [
                    pgtrigger.compiler.Trigger(name='only_moves_of_the_table', sql=pgtrigger.compiler.UpsertTriggerSql(declare='DECLARE _is_valid_transition BOOLEAN;', func='SELECT CONCAT(OLD."status", \':\', NEW."status") = ANY(\'{queued:sending,sending:accepted,sending:failed,sending:queued,sending:unknown,accepted:failed,failed:queued,unknown:accepted,unknown:failed,unknown:queued}\'::text[]) INTO _is_valid_transition; IF (_is_valid_transition IS FALSE AND OLD."status" IS DISTINCT FROM NEW."status") THEN RAISE EXCEPTION \'pgtrigger: Invalid transition of field "status" from "%" to "%" on table %\', OLD."status", NEW."status", TG_TABLE_NAME; ELSE RETURN NEW; END IF;', hash='c6c656d106a8e8e34210ffca4edc3d0aad016086', operation='UPDATE', pgid='pgtrigger_only_moves_of_the_table_0d9ef', table='notifications_delivery', when='BEFORE')),
                    pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "notifications_deliveryevent" ("address", "answer", "attempts", "digest_on", "ended_at", "id", "lease_until", "message_id", "notice_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "settled_at", "settled_by_id", "settled_why", "status", "tries", "waits_until") VALUES (NEW."address", NEW."answer", NEW."attempts", NEW."digest_on", NEW."ended_at", NEW."id", NEW."lease_until", NEW."message_id", NEW."notice_id", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."settled_at", NEW."settled_by_id", NEW."settled_why", NEW."status", NEW."tries", NEW."waits_until"); RETURN NULL;', hash='163a4d1752d1aee6b3d3e86d12b13981761830ca', operation='INSERT', pgid='pgtrigger_insert_insert_f6b22', table='notifications_delivery', when='AFTER')),
                    pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "notifications_deliveryevent" ("address", "answer", "attempts", "digest_on", "ended_at", "id", "lease_until", "message_id", "notice_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "settled_at", "settled_by_id", "settled_why", "status", "tries", "waits_until") VALUES (NEW."address", NEW."answer", NEW."attempts", NEW."digest_on", NEW."ended_at", NEW."id", NEW."lease_until", NEW."message_id", NEW."notice_id", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."settled_at", NEW."settled_by_id", NEW."settled_why", NEW."status", NEW."tries", NEW."waits_until"); RETURN NULL;', hash='2a63147e8b76867aa9edc30ebdaf2ab812583429', operation='UPDATE', pgid='pgtrigger_update_update_5e5e2', table='notifications_delivery', when='AFTER')),
                ],
                },
                bases=(accounts.moves.Moving, models.Model),
            ),
            migrations.CreateModel(
                name='Posting',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('occasion', models.CharField(max_length=300)),
                    ('kind', models.CharField(max_length=60)),
                    ('recipients', django.contrib.postgres.fields.ArrayField(base_field=models.BigIntegerField(), help_text='Who was to have it and had not had it.', size=None)),
                    ('new', models.PositiveIntegerField(help_text='How many of them it reached by this call.')),
                    ('at', models.DateTimeField(db_default=django.db.models.functions.datetime.Now(), editable=False)),
                    ('by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ],
                options={
                    'ordering': ['-at', '-pk'],
                    'indexes': [
                    models.Index(fields=['occasion', 'kind'], name='postings_of_an_occasion'),
                ],
                    'triggers': [
                    pgtrigger.compiler.Trigger(name='a_posting_stays_as_it_was', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='65d8196b2c5d07d5232df6b308fee189976c1bd8', operation='UPDATE OR DELETE', pgid='pgtrigger_a_posting_stays_as_it_was_6d5bd', table='notifications_posting', when='BEFORE')),
                ],
                },
            ),
            migrations.CreateModel(
                name='CaughtMail',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('to', models.CharField(max_length=500)),
                    ('sender', models.CharField(max_length=300)),
                    ('subject', models.CharField(max_length=300)),
                    ('text', models.TextField(blank=True)),
                    ('html', models.TextField(blank=True)),
                    ('headers', models.JSONField(default=dict)),
                    ('caught_at', models.DateTimeField(db_default=django.db.models.functions.datetime.Now(), db_index=True, editable=False)),
                ],
                options={
                    'ordering': ['-caught_at', '-pk'],
                },
            ),
            migrations.CreateModel(
                name='MailPreference',
                fields=[
                    ('person', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, primary_key=True, related_name='mail_preference', serialize=False, to=settings.AUTH_USER_MODEL)),
                    ('once_a_day', models.BooleanField(default=False)),
                ],
            ),
            migrations.CreateModel(
                name='DeliveryEvent',
                fields=[
                    ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                    ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                    ('pgh_label', models.TextField(help_text='The event label.')),
                    ('id', models.BigIntegerField()),
                    ('status', models.CharField(choices=[('queued', 'Waiting'), ('sending', 'Being sent'), ('accepted', 'Accepted'), ('failed', 'Refused'), ('unknown', 'Not known')], default='queued', max_length=10)),
                    ('message_id', models.CharField(max_length=200)),
                    ('waits_until', models.DateTimeField(db_default=django.db.models.functions.datetime.Now())),
                    ('attempts', models.PositiveSmallIntegerField(default=0, help_text="Tells a worker's attempt from a later one's.")),
                    ('lease_until', models.DateTimeField(blank=True, help_text='By when whoever sends it must have finished.', null=True)),
                    ('address', models.CharField(blank=True, help_text='Where the last attempt went.', max_length=254)),
                    ('answer', models.CharField(blank=True, help_text='What came of the last attempt, in a sentence.', max_length=300)),
                    ('ended_at', models.DateTimeField(blank=True, help_text='When the last attempt ended.', null=True)),
                    ('settled_at', models.DateTimeField(blank=True, null=True)),
                    ('settled_why', models.CharField(blank=True, max_length=300)),
                    ('pgh_context', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context')),
                    ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='notifications.delivery')),
                    ('settled_by', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL)),
                    ('notice', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='notifications.notice')),
                    ('tries', models.PositiveSmallIntegerField(default=0, help_text='Attempts since it was posted or a person sent it.')),
                    ('digest_on', models.DateField(blank=True, help_text="The morning on which it goes together with the person's others.", null=True)),
                ],
                options={
                    'abstract': False,
                    'triggers': [
                    pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='69acc0cf1e4154cee22df57ddf018d569d25e69c', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_18d0e', table='notifications_deliveryevent', when='BEFORE')),
                ],
                },
            ),
        ]),
    ]
