"""Invitations are taken up once, sessions end everywhere at once, and what is removed stays in the history."""

import django.db.models.deletion
import django.utils.timezone
import pgtrigger.compiler
import pgtrigger.migrations
from django.conf import settings
from django.db import migrations, models

from accounts import row_security


class Migration(migrations.Migration):

    dependencies = [
        ('accounts', '0002_walls'),
        ('pghistory', '0007_auto_20250421_0444'),
    ]

    operations = [
        migrations.CreateModel(
            name='AreaEvent',
            fields=[
                ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField(help_text='The event label.')),
                ('id', models.BigIntegerField()),
                ('name', models.CharField(max_length=80)),
                ('slug', models.SlugField(db_index=False, max_length=80)),
                ('short', models.CharField(help_text='Three letters for a tile, such as ABE.', max_length=3)),
                ('code', models.CharField(help_text='Current GSS code. Never parsed.', max_length=9)),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='InvitationEvent',
            fields=[
                ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField(help_text='The event label.')),
                ('id', models.BigIntegerField()),
                ('created_at', models.DateTimeField(default=django.utils.timezone.now)),
                ('expires_at', models.DateTimeField()),
                ('accepted_at', models.DateTimeField(blank=True, null=True)),
                ('withdrawn_at', models.DateTimeField(blank=True, null=True)),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.AlterModelOptions(
            name='invitation',
            options={'ordering': ['-created_at', '-pk']},
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name='user',
            name='insert_insert',
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name='user',
            name='update_update',
        ),
        migrations.AddField(
            model_name='invitation',
            name='nonce',
            field=models.CharField(default='', editable=False, help_text='What the token is made from, with the secret key.', max_length=32),
            preserve_default=False,
        ),
        migrations.AddField(
            model_name='invitation',
            name='withdrawn_by',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='user',
            name='second_factor_reset_at',
            field=models.DateTimeField(blank=True, help_text='When a lost one was taken off.', null=True),
        ),
        migrations.AddField(
            model_name='user',
            name='second_factor_reset_by',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='user',
            name='signed_out_at',
            field=models.DateTimeField(blank=True, help_text='Sessions that began before have ended.', null=True),
        ),
        migrations.AddField(
            model_name='userevent',
            name='second_factor_reset_at',
            field=models.DateTimeField(blank=True, help_text='When a lost one was taken off.', null=True),
        ),
        migrations.AddField(
            model_name='userevent',
            name='second_factor_reset_by',
            field=models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='userevent',
            name='signed_out_at',
            field=models.DateTimeField(blank=True, help_text='Sessions that began before have ended.', null=True),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='area',
            trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "accounts_areaevent" ("code", "id", "name", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "short", "slug") VALUES (NEW."code", NEW."id", NEW."name", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."short", NEW."slug"); RETURN NULL;', hash='f05a3860bad8496f9769379391d0bc929af6e3d7', operation='INSERT', pgid='pgtrigger_insert_insert_46ac0', table='accounts_area', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='area',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "accounts_areaevent" ("code", "id", "name", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "short", "slug") VALUES (NEW."code", NEW."id", NEW."name", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."short", NEW."slug"); RETURN NULL;', hash='e08461f05c5e610d7690f4028480c4c99bf6385a', operation='UPDATE', pgid='pgtrigger_update_update_e589c', table='accounts_area', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='invitation',
            trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "accounts_invitationevent" ("accepted_at", "created_at", "expires_at", "id", "invited_by_id", "person_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "withdrawn_at", "withdrawn_by_id") VALUES (NEW."accepted_at", NEW."created_at", NEW."expires_at", NEW."id", NEW."invited_by_id", NEW."person_id", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."withdrawn_at", NEW."withdrawn_by_id"); RETURN NULL;', hash='61ccc7d61cb76c45ade2149ab926da0729f15e7f', operation='INSERT', pgid='pgtrigger_insert_insert_8c354', table='accounts_invitation', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='invitation',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD."accepted_at" IS DISTINCT FROM (NEW."accepted_at") OR OLD."created_at" IS DISTINCT FROM (NEW."created_at") OR OLD."expires_at" IS DISTINCT FROM (NEW."expires_at") OR OLD."id" IS DISTINCT FROM (NEW."id") OR OLD."invited_by_id" IS DISTINCT FROM (NEW."invited_by_id") OR OLD."person_id" IS DISTINCT FROM (NEW."person_id") OR OLD."withdrawn_at" IS DISTINCT FROM (NEW."withdrawn_at") OR OLD."withdrawn_by_id" IS DISTINCT FROM (NEW."withdrawn_by_id"))', func='INSERT INTO "accounts_invitationevent" ("accepted_at", "created_at", "expires_at", "id", "invited_by_id", "person_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "withdrawn_at", "withdrawn_by_id") VALUES (NEW."accepted_at", NEW."created_at", NEW."expires_at", NEW."id", NEW."invited_by_id", NEW."person_id", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."withdrawn_at", NEW."withdrawn_by_id"); RETURN NULL;', hash='2f8b38fbb99c14dd1ec1c2fb2c45b4dcb5b6eea2', operation='UPDATE', pgid='pgtrigger_update_update_4e12d', table='accounts_invitation', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='post',
            trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "accounts_postevent" ("given_by_id", "id", "period", "person_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "role") VALUES (OLD."given_by_id", OLD."id", OLD."period", OLD."person_id", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."role"); RETURN NULL;', hash='80d23ffa54f59d5476849976716e8f6e46afd4b9', operation='DELETE', pgid='pgtrigger_delete_delete_6100d', table='accounts_post', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='tie',
            trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "accounts_tieevent" ("declared_at", "declared_by_id", "id", "organisation_id", "person_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "reason") VALUES (OLD."declared_at", OLD."declared_by_id", OLD."id", OLD."organisation_id", OLD."person_id", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."reason"); RETURN NULL;', hash='4bb985039291fd90c6dfa0162281ce03c86152f5', operation='DELETE', pgid='pgtrigger_delete_delete_b3793', table='accounts_tie', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='user',
            trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "accounts_userevent" ("created_at", "disabled_at", "disabled_by_id", "email", "id", "job_title", "joined_at", "name", "organisation_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "phone", "second_factor_reset_at", "second_factor_reset_by_id", "signed_out_at") VALUES (NEW."created_at", NEW."disabled_at", NEW."disabled_by_id", NEW."email", NEW."id", NEW."job_title", NEW."joined_at", NEW."name", NEW."organisation_id", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."phone", NEW."second_factor_reset_at", NEW."second_factor_reset_by_id", NEW."signed_out_at"); RETURN NULL;', hash='2746fbbedd36b25bfc95516c75929c0276fd636f', operation='INSERT', pgid='pgtrigger_insert_insert_3867c', table='accounts_user', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='user',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD."created_at" IS DISTINCT FROM (NEW."created_at") OR OLD."disabled_at" IS DISTINCT FROM (NEW."disabled_at") OR OLD."disabled_by_id" IS DISTINCT FROM (NEW."disabled_by_id") OR OLD."email" IS DISTINCT FROM (NEW."email") OR OLD."id" IS DISTINCT FROM (NEW."id") OR OLD."job_title" IS DISTINCT FROM (NEW."job_title") OR OLD."joined_at" IS DISTINCT FROM (NEW."joined_at") OR OLD."name" IS DISTINCT FROM (NEW."name") OR OLD."organisation_id" IS DISTINCT FROM (NEW."organisation_id") OR OLD."phone" IS DISTINCT FROM (NEW."phone") OR OLD."second_factor_reset_at" IS DISTINCT FROM (NEW."second_factor_reset_at") OR OLD."second_factor_reset_by_id" IS DISTINCT FROM (NEW."second_factor_reset_by_id") OR OLD."signed_out_at" IS DISTINCT FROM (NEW."signed_out_at"))', func='INSERT INTO "accounts_userevent" ("created_at", "disabled_at", "disabled_by_id", "email", "id", "job_title", "joined_at", "name", "organisation_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "phone", "second_factor_reset_at", "second_factor_reset_by_id", "signed_out_at") VALUES (NEW."created_at", NEW."disabled_at", NEW."disabled_by_id", NEW."email", NEW."id", NEW."job_title", NEW."joined_at", NEW."name", NEW."organisation_id", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."phone", NEW."second_factor_reset_at", NEW."second_factor_reset_by_id", NEW."signed_out_at"); RETURN NULL;', hash='4b14427d93b7dd935923964f118dff9f2dd1a1d2', operation='UPDATE', pgid='pgtrigger_update_update_0e890', table='accounts_user', when='AFTER')),
        ),
        migrations.AddConstraint(
            model_name='invitation',
            constraint=models.UniqueConstraint(models.F('person'), condition=models.Q(('accepted_at', None), ('withdrawn_at', None)), name='a_person_has_one_open_invitation'),
        ),
        migrations.AddConstraint(
            model_name='invitation',
            constraint=models.CheckConstraint(condition=models.Q(('accepted_at', None), ('withdrawn_at', None), _connector='OR'), name='an_invitation_is_taken_up_or_withdrawn_not_both'),
        ),
        migrations.AddConstraint(
            model_name='invitation',
            constraint=models.CheckConstraint(condition=models.Q(('withdrawn_at__isnull', False), ('withdrawn_by', None), _connector='OR'), name='an_invitation_is_withdrawn_at_the_time_somebody_does_so'),
        ),
        migrations.AddConstraint(
            model_name='user',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('second_factor_reset_at', None), ('second_factor_reset_by', None)), models.Q(('second_factor_reset_at__isnull', False), ('second_factor_reset_by__isnull', False)), _connector='OR'), name='a_second_factor_is_reset_by_someone_at_some_time'),
        ),
        migrations.AddField(
            model_name='areaevent',
            name='pgh_context',
            field=models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context'),
        ),
        migrations.AddField(
            model_name='areaevent',
            name='pgh_obj',
            field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='accounts.area'),
        ),
        migrations.AddField(
            model_name='invitationevent',
            name='invited_by',
            field=models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='invitationevent',
            name='person',
            field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='invitationevent',
            name='pgh_context',
            field=models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context'),
        ),
        migrations.AddField(
            model_name='invitationevent',
            name='pgh_obj',
            field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='accounts.invitation'),
        ),
        migrations.AddField(
            model_name='invitationevent',
            name='withdrawn_by',
            field=models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='areaevent',
            trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='7c94e6a07815c0cedd20ff4d1bc7f9348e0a0d4c', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_39e3e', table='accounts_areaevent', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='invitationevent',
            trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='daf23d962af867f3cb4eedb3f026a1b651002cd3', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_b4566', table='accounts_invitationevent', when='BEFORE')),
        ),
        # Invitations, areas: their history stands behind the wall of the others.
        row_security.history("accounts_areaevent"),
        row_security.history("accounts_invitationevent"),
    ]
