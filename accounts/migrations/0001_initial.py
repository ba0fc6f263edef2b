"""People, registers, and the ground of row-level security: two roles, and for whom the database is asked."""

import django.contrib.postgres.constraints
import django.contrib.postgres.fields.ranges
import django.db.models.deletion
import django.db.models.functions.text
import django.utils.timezone
import pgtrigger.compiler
from django.conf import settings
from django.contrib.postgres.operations import BtreeGistExtension, TrigramExtension, UnaccentExtension
from django.db import migrations, models

from accounts.all_at_once import CreateTogether

GROUND = """
GRANT USAGE ON SCHEMA public TO portal_app;
GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA public TO portal_app;
GRANT USAGE, SELECT ON ALL SEQUENCES IN SCHEMA public TO portal_app;
ALTER DEFAULT PRIVILEGES IN SCHEMA public GRANT SELECT, INSERT, UPDATE, DELETE ON TABLES TO portal_app;
ALTER DEFAULT PRIVILEGES IN SCHEMA public GRANT USAGE, SELECT ON SEQUENCES TO portal_app;

CREATE FUNCTION portal_person() RETURNS bigint LANGUAGE sql STABLE
    AS $$ SELECT nullif(current_setting('portal.person', true), '')::bigint $$;
CREATE FUNCTION portal_today() RETURNS date LANGUAGE sql STABLE
    AS $$ SELECT (now() AT TIME ZONE 'Europe/London')::date $$;
CREATE FUNCTION portal_is_service() RETURNS boolean LANGUAGE sql STABLE
    AS $$ SELECT coalesce(current_setting('portal.service', true), '') = 'on' $$;
"""

GROUND_BACK = """
DROP FUNCTION portal_person();
DROP FUNCTION portal_today();
DROP FUNCTION portal_is_service();
"""


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('pghistory', '0007_auto_20250421_0444'),
    ]

    operations = [
        BtreeGistExtension(),
        TrigramExtension(),
        UnaccentExtension(),
        migrations.RunSQL(GROUND, GROUND_BACK),
        CreateTogether([
            migrations.CreateModel(
                name='Area',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('name', models.CharField(max_length=80, unique=True)),
                    ('slug', models.SlugField(max_length=80, unique=True)),
                    ('short', models.CharField(help_text='Three letters for a tile, such as ABE.', max_length=3, unique=True)),
                    ('code', models.CharField(help_text='Current GSS code. Never parsed.', max_length=9, unique=True)),
                ],
                options={
                    'ordering': ['name'],
                    'triggers': [
                    pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "accounts_areaevent" ("code", "id", "name", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "short", "slug") VALUES (NEW."code", NEW."id", NEW."name", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."short", NEW."slug"); RETURN NULL;', hash='f05a3860bad8496f9769379391d0bc929af6e3d7', operation='INSERT', pgid='pgtrigger_insert_insert_46ac0', table='accounts_area', when='AFTER')),
                    pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "accounts_areaevent" ("code", "id", "name", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "short", "slug") VALUES (NEW."code", NEW."id", NEW."name", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."short", NEW."slug"); RETURN NULL;', hash='e08461f05c5e610d7690f4028480c4c99bf6385a', operation='UPDATE', pgid='pgtrigger_update_update_e589c', table='accounts_area', when='AFTER')),
                ],
                },
            ),
            migrations.CreateModel(
                name='Organisation',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('kind', models.CharField(choices=[('council', 'Council'), ('health board', 'NHS board'), ('hscp', 'Health and social care partnership'), ('police division', 'Police division'), ('scrutiny body', 'Scrutiny body'), ('national body', 'National body')], max_length=20)),
                    ('code', models.CharField(help_text='Its code in the register it comes from.', max_length=60)),
                    ('name', models.CharField(max_length=200)),
                    ('short_name', models.CharField(max_length=120)),
                    ('legal_name', models.CharField(blank=True, max_length=200)),
                    ('website', models.CharField(blank=True, max_length=200)),
                    ('superseded_code', models.CharField(blank=True, max_length=60)),
                    ('facts', models.JSONField(blank=True, default=dict, help_text='What else the register says, with its basis.')),
                    ('areas', models.ManyToManyField(blank=True, related_name='organisations', to='accounts.area')),
                ],
                options={
                    'ordering': ['name'],
                    'constraints': [
                    models.UniqueConstraint(models.F('kind'), models.F('code'), name='a_code_stands_for_one_organisation_of_a_kind'),
                ],
                    'triggers': [
                    pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "accounts_organisationevent" ("code", "facts", "id", "kind", "legal_name", "name", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "short_name", "superseded_code", "website") VALUES (NEW."code", NEW."facts", NEW."id", NEW."kind", NEW."legal_name", NEW."name", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."short_name", NEW."superseded_code", NEW."website"); RETURN NULL;', hash='10b57ae680312691dc5b9220f78fe83422b3c357', operation='INSERT', pgid='pgtrigger_insert_insert_66a5c', table='accounts_organisation', when='AFTER')),
                    pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "accounts_organisationevent" ("code", "facts", "id", "kind", "legal_name", "name", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "short_name", "superseded_code", "website") VALUES (NEW."code", NEW."facts", NEW."id", NEW."kind", NEW."legal_name", NEW."name", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."short_name", NEW."superseded_code", NEW."website"); RETURN NULL;', hash='b24264b8da09d9441f768139f54eb377a9235916', operation='UPDATE', pgid='pgtrigger_update_update_9e5fc', table='accounts_organisation', when='AFTER')),
                ],
                },
            ),
            migrations.CreateModel(
                name='User',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('password', models.CharField(max_length=128, verbose_name='password')),
                    ('last_login', models.DateTimeField(blank=True, null=True, verbose_name='last login')),
                    ('email', models.EmailField(max_length=254)),
                    ('name', models.CharField(max_length=150)),
                    ('job_title', models.CharField(blank=True, max_length=150)),
                    ('phone', models.CharField(blank=True, max_length=40)),
                    ('created_at', models.DateTimeField(default=django.utils.timezone.now, editable=False)),
                    ('joined_at', models.DateTimeField(blank=True, help_text='First sign-in.', null=True)),
                    ('disabled_at', models.DateTimeField(blank=True, null=True)),
                    ('disabled_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                    ('organisation', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='people', to='accounts.organisation')),
                    ('second_factor_reset_at', models.DateTimeField(blank=True, help_text='When a lost one was taken off.', null=True)),
                    ('second_factor_reset_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                    ('signed_out_at', models.DateTimeField(blank=True, help_text='Sessions that began before have ended.', null=True)),
                ],
                options={
                    'ordering': ['name', 'pk'],
                    'constraints': [
                    models.UniqueConstraint(django.db.models.functions.text.Lower('email'), name='an_email_address_belongs_to_one_person'),
                    models.CheckConstraint(condition=models.Q(models.Q(('disabled_at', None), ('disabled_by', None)), models.Q(('disabled_at__isnull', False), ('disabled_by__isnull', False)), _connector='OR'), name='an_account_is_disabled_by_someone_at_some_time'),
                    models.CheckConstraint(condition=models.Q(models.Q(('second_factor_reset_at', None), ('second_factor_reset_by', None)), models.Q(('second_factor_reset_at__isnull', False), ('second_factor_reset_by__isnull', False)), _connector='OR'), name='a_second_factor_is_reset_by_someone_at_some_time'),
                ],
                    'triggers': [
                    pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "accounts_userevent" ("created_at", "disabled_at", "disabled_by_id", "email", "id", "job_title", "joined_at", "name", "organisation_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "phone", "second_factor_reset_at", "second_factor_reset_by_id", "signed_out_at") VALUES (NEW."created_at", NEW."disabled_at", NEW."disabled_by_id", NEW."email", NEW."id", NEW."job_title", NEW."joined_at", NEW."name", NEW."organisation_id", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."phone", NEW."second_factor_reset_at", NEW."second_factor_reset_by_id", NEW."signed_out_at"); RETURN NULL;', hash='2746fbbedd36b25bfc95516c75929c0276fd636f', operation='INSERT', pgid='pgtrigger_insert_insert_3867c', table='accounts_user', when='AFTER')),
                    pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD."created_at" IS DISTINCT FROM (NEW."created_at") OR OLD."disabled_at" IS DISTINCT FROM (NEW."disabled_at") OR OLD."disabled_by_id" IS DISTINCT FROM (NEW."disabled_by_id") OR OLD."email" IS DISTINCT FROM (NEW."email") OR OLD."id" IS DISTINCT FROM (NEW."id") OR OLD."job_title" IS DISTINCT FROM (NEW."job_title") OR OLD."joined_at" IS DISTINCT FROM (NEW."joined_at") OR OLD."name" IS DISTINCT FROM (NEW."name") OR OLD."organisation_id" IS DISTINCT FROM (NEW."organisation_id") OR OLD."phone" IS DISTINCT FROM (NEW."phone") OR OLD."second_factor_reset_at" IS DISTINCT FROM (NEW."second_factor_reset_at") OR OLD."second_factor_reset_by_id" IS DISTINCT FROM (NEW."second_factor_reset_by_id") OR OLD."signed_out_at" IS DISTINCT FROM (NEW."signed_out_at"))', func='INSERT INTO "accounts_userevent" ("created_at", "disabled_at", "disabled_by_id", "email", "id", "job_title", "joined_at", "name", "organisation_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "phone", "second_factor_reset_at", "second_factor_reset_by_id", "signed_out_at") VALUES (NEW."created_at", NEW."disabled_at", NEW."disabled_by_id", NEW."email", NEW."id", NEW."job_title", NEW."joined_at", NEW."name", NEW."organisation_id", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."phone", NEW."second_factor_reset_at", NEW."second_factor_reset_by_id", NEW."signed_out_at"); RETURN NULL;', hash='4b14427d93b7dd935923964f118dff9f2dd1a1d2', operation='UPDATE', pgid='pgtrigger_update_update_0e890', table='accounts_user', when='AFTER')),
                ],
                },
            ),
            migrations.CreateModel(
                name='AreaCode',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('code', models.CharField(max_length=9, unique=True)),
                    ('is_current', models.BooleanField(default=True)),
                    ('area', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='codes', to='accounts.area')),
                ],
                options={
                    'ordering': ['code'],
                },
            ),
            migrations.CreateModel(
                name='Invitation',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('token_hash', models.CharField(max_length=64, unique=True)),
                    ('created_at', models.DateTimeField(default=django.utils.timezone.now)),
                    ('expires_at', models.DateTimeField()),
                    ('accepted_at', models.DateTimeField(blank=True, null=True)),
                    ('withdrawn_at', models.DateTimeField(blank=True, null=True)),
                    ('invited_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                    ('person', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='invitations', to=settings.AUTH_USER_MODEL)),
                    ('nonce', models.CharField(editable=False, help_text='What the token is made from, with the secret key.', max_length=32)),
                    ('withdrawn_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ],
                options={
                    'ordering': ['-created_at', '-pk'],
                    'constraints': [
                    models.UniqueConstraint(models.F('person'), condition=models.Q(('accepted_at', None), ('withdrawn_at', None)), name='a_person_has_one_open_invitation'),
                    models.CheckConstraint(condition=models.Q(('accepted_at', None), ('withdrawn_at', None), _connector='OR'), name='an_invitation_is_taken_up_or_withdrawn_not_both'),
                    models.CheckConstraint(condition=models.Q(('withdrawn_at__isnull', False), ('withdrawn_by', None), _connector='OR'), name='an_invitation_is_withdrawn_at_the_time_somebody_does_so'),
                ],
                    'triggers': [
                    pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "accounts_invitationevent" ("accepted_at", "created_at", "expires_at", "id", "invited_by_id", "person_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "withdrawn_at", "withdrawn_by_id") VALUES (NEW."accepted_at", NEW."created_at", NEW."expires_at", NEW."id", NEW."invited_by_id", NEW."person_id", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."withdrawn_at", NEW."withdrawn_by_id"); RETURN NULL;', hash='61ccc7d61cb76c45ade2149ab926da0729f15e7f', operation='INSERT', pgid='pgtrigger_insert_insert_8c354', table='accounts_invitation', when='AFTER')),
                    pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD."accepted_at" IS DISTINCT FROM (NEW."accepted_at") OR OLD."created_at" IS DISTINCT FROM (NEW."created_at") OR OLD."expires_at" IS DISTINCT FROM (NEW."expires_at") OR OLD."id" IS DISTINCT FROM (NEW."id") OR OLD."invited_by_id" IS DISTINCT FROM (NEW."invited_by_id") OR OLD."person_id" IS DISTINCT FROM (NEW."person_id") OR OLD."withdrawn_at" IS DISTINCT FROM (NEW."withdrawn_at") OR OLD."withdrawn_by_id" IS DISTINCT FROM (NEW."withdrawn_by_id"))', func='INSERT INTO "accounts_invitationevent" ("accepted_at", "created_at", "expires_at", "id", "invited_by_id", "person_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "withdrawn_at", "withdrawn_by_id") VALUES (NEW."accepted_at", NEW."created_at", NEW."expires_at", NEW."id", NEW."invited_by_id", NEW."person_id", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."withdrawn_at", NEW."withdrawn_by_id"); RETURN NULL;', hash='2f8b38fbb99c14dd1ec1c2fb2c45b4dcb5b6eea2', operation='UPDATE', pgid='pgtrigger_update_update_4e12d', table='accounts_invitation', when='AFTER')),
                ],
                },
            ),
            migrations.CreateModel(
                name='NpmMembership',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('jurisdiction', models.CharField(max_length=60)),
                    ('detention_settings', models.TextField()),
                    ('designated', models.PositiveSmallIntegerField(help_text='Year of designation.')),
                    ('in_scottish_sub_group', models.BooleanField(default=False)),
                    ('note', models.TextField(blank=True)),
                    ('organisation', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, related_name='npm_membership', to='accounts.organisation')),
                ],
                options={
                    'ordering': ['organisation__name'],
                },
            ),
            migrations.CreateModel(
                name='Grouping',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('kind', models.CharField(choices=[('adult protection partnership', 'Adult protection partnership'), ('mappa region', 'MAPPA region')], max_length=40)),
                    ('code', models.CharField(max_length=60)),
                    ('name', models.CharField(max_length=200)),
                    ('facts', models.JSONField(blank=True, default=dict)),
                    ('areas', models.ManyToManyField(blank=True, related_name='groupings', to='accounts.area')),
                    ('organisations', models.ManyToManyField(blank=True, related_name='groupings', to='accounts.organisation')),
                ],
                options={
                    'ordering': ['name'],
                    'constraints': [
                    models.UniqueConstraint(models.F('kind'), models.F('code'), name='a_code_stands_for_one_grouping_of_a_kind'),
                ],
                },
            ),
            migrations.CreateModel(
                name='Post',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('role', models.CharField(choices=[('administrator', 'Administrator'), ('communications', 'Communications'), ('information-governance', 'Information governance'), ('panel-member', 'Quality and Consistency Panel member')], max_length=40)),
                    ('period', django.contrib.postgres.fields.ranges.DateRangeField(help_text='First day, and the day after the last; open-ended where none is set.')),
                    ('given_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                    ('person', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='posts', to=settings.AUTH_USER_MODEL)),
                ],
                options={
                    'constraints': [
                    django.contrib.postgres.constraints.ExclusionConstraint(expressions=[('person', '='), ('role', '='), ('period', '&&')], name='a_person_holds_a_post_once_at_a_time'),
                ],
                    'triggers': [
                    pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "accounts_postevent" ("given_by_id", "id", "period", "person_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "role") VALUES (NEW."given_by_id", NEW."id", NEW."period", NEW."person_id", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."role"); RETURN NULL;', hash='a760f0bec903521695b6ad588e43fc320b17e6c6', operation='INSERT', pgid='pgtrigger_insert_insert_bd2f7', table='accounts_post', when='AFTER')),
                    pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "accounts_postevent" ("given_by_id", "id", "period", "person_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "role") VALUES (NEW."given_by_id", NEW."id", NEW."period", NEW."person_id", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."role"); RETURN NULL;', hash='d5a27831ee3e08b9f6bd7d4013a57e56bfa51ec1', operation='UPDATE', pgid='pgtrigger_update_update_4a320', table='accounts_post', when='AFTER')),
                    pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "accounts_postevent" ("given_by_id", "id", "period", "person_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "role") VALUES (OLD."given_by_id", OLD."id", OLD."period", OLD."person_id", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."role"); RETURN NULL;', hash='80d23ffa54f59d5476849976716e8f6e46afd4b9', operation='DELETE', pgid='pgtrigger_delete_delete_6100d', table='accounts_post', when='AFTER')),
                ],
                },
            ),
            migrations.CreateModel(
                name='Tie',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('reason', models.CharField(max_length=300)),
                    ('declared_at', models.DateTimeField(default=django.utils.timezone.now)),
                    ('declared_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                    ('organisation', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='ties', to='accounts.organisation')),
                    ('person', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='ties', to=settings.AUTH_USER_MODEL)),
                ],
                options={
                    'constraints': [
                    models.UniqueConstraint(models.F('person'), models.F('organisation'), name='a_tie_is_declared_once'),
                ],
                    'triggers': [
                    pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "accounts_tieevent" ("declared_at", "declared_by_id", "id", "organisation_id", "person_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "reason") VALUES (NEW."declared_at", NEW."declared_by_id", NEW."id", NEW."organisation_id", NEW."person_id", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."reason"); RETURN NULL;', hash='52cc24faa1e1d0bead93be0af02ed8bc20f6498f', operation='INSERT', pgid='pgtrigger_insert_insert_e6a78', table='accounts_tie', when='AFTER')),
                    pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "accounts_tieevent" ("declared_at", "declared_by_id", "id", "organisation_id", "person_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "reason") VALUES (NEW."declared_at", NEW."declared_by_id", NEW."id", NEW."organisation_id", NEW."person_id", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."reason"); RETURN NULL;', hash='2770693179f9a07d62836f747001fc436a198dd1', operation='UPDATE', pgid='pgtrigger_update_update_f59b4', table='accounts_tie', when='AFTER')),
                    pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "accounts_tieevent" ("declared_at", "declared_by_id", "id", "organisation_id", "person_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "reason") VALUES (OLD."declared_at", OLD."declared_by_id", OLD."id", OLD."organisation_id", OLD."person_id", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."reason"); RETURN NULL;', hash='4bb985039291fd90c6dfa0162281ce03c86152f5', operation='DELETE', pgid='pgtrigger_delete_delete_b3793', table='accounts_tie', when='AFTER')),
                ],
                },
            ),
            migrations.CreateModel(
                name='OrganisationEvent',
                fields=[
                    ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                    ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                    ('pgh_label', models.TextField(help_text='The event label.')),
                    ('id', models.BigIntegerField()),
                    ('kind', models.CharField(choices=[('council', 'Council'), ('health board', 'NHS board'), ('hscp', 'Health and social care partnership'), ('police division', 'Police division'), ('scrutiny body', 'Scrutiny body'), ('national body', 'National body')], max_length=20)),
                    ('code', models.CharField(help_text='Its code in the register it comes from.', max_length=60)),
                    ('name', models.CharField(max_length=200)),
                    ('short_name', models.CharField(max_length=120)),
                    ('legal_name', models.CharField(blank=True, max_length=200)),
                    ('website', models.CharField(blank=True, max_length=200)),
                    ('superseded_code', models.CharField(blank=True, max_length=60)),
                    ('facts', models.JSONField(blank=True, default=dict, help_text='What else the register says, with its basis.')),
                    ('pgh_context', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context')),
                    ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='accounts.organisation')),
                ],
                options={
                    'abstract': False,
                    'triggers': [
                    pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='845e2a6e8e1a6335e3e91a32605b9bf35b983db2', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_4e6f4', table='accounts_organisationevent', when='BEFORE')),
                ],
                },
            ),
            migrations.CreateModel(
                name='PostEvent',
                fields=[
                    ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                    ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                    ('pgh_label', models.TextField(help_text='The event label.')),
                    ('id', models.BigIntegerField()),
                    ('role', models.CharField(choices=[('administrator', 'Administrator'), ('communications', 'Communications'), ('information-governance', 'Information governance'), ('panel-member', 'Quality and Consistency Panel member')], max_length=40)),
                    ('period', django.contrib.postgres.fields.ranges.DateRangeField(help_text='First day, and the day after the last; open-ended where none is set.')),
                    ('given_by', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL)),
                    ('person', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL)),
                    ('pgh_context', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context')),
                    ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='accounts.post')),
                ],
                options={
                    'abstract': False,
                    'triggers': [
                    pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='174e84b426ce7c4fa883057335404be47d0d997a', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_b2973', table='accounts_postevent', when='BEFORE')),
                ],
                },
            ),
            migrations.CreateModel(
                name='TieEvent',
                fields=[
                    ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                    ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                    ('pgh_label', models.TextField(help_text='The event label.')),
                    ('id', models.BigIntegerField()),
                    ('reason', models.CharField(max_length=300)),
                    ('declared_at', models.DateTimeField(default=django.utils.timezone.now)),
                    ('declared_by', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL)),
                    ('organisation', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='accounts.organisation')),
                    ('person', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL)),
                    ('pgh_context', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context')),
                    ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='accounts.tie')),
                ],
                options={
                    'abstract': False,
                    'triggers': [
                    pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='6aa068582d1a19f466c6fa792041d0f6b674d6b8', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_43276', table='accounts_tieevent', when='BEFORE')),
                ],
                },
            ),
            migrations.CreateModel(
                name='UserEvent',
                fields=[
                    ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                    ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                    ('pgh_label', models.TextField(help_text='The event label.')),
                    ('id', models.BigIntegerField()),
                    ('email', models.EmailField(max_length=254)),
                    ('name', models.CharField(max_length=150)),
                    ('job_title', models.CharField(blank=True, max_length=150)),
                    ('phone', models.CharField(blank=True, max_length=40)),
                    ('created_at', models.DateTimeField(default=django.utils.timezone.now, editable=False)),
                    ('joined_at', models.DateTimeField(blank=True, help_text='First sign-in.', null=True)),
                    ('disabled_at', models.DateTimeField(blank=True, null=True)),
                    ('disabled_by', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL)),
                    ('organisation', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='accounts.organisation')),
                    ('pgh_context', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context')),
                    ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to=settings.AUTH_USER_MODEL)),
                    ('second_factor_reset_at', models.DateTimeField(blank=True, help_text='When a lost one was taken off.', null=True)),
                    ('second_factor_reset_by', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL)),
                    ('signed_out_at', models.DateTimeField(blank=True, help_text='Sessions that began before have ended.', null=True)),
                ],
                options={
                    'abstract': False,
                    'triggers': [
                    pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='9e9498e73f6fbdf2642fb33fa14189f1ad2382c8', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_45b21', table='accounts_userevent', when='BEFORE')),
                ],
                },
            ),
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
                    ('pgh_context', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context')),
                    ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='accounts.area')),
                ],
                options={
                    'abstract': False,
                    'triggers': [
                    pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='7c94e6a07815c0cedd20ff4d1bc7f9348e0a0d4c', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_39e3e', table='accounts_areaevent', when='BEFORE')),
                ],
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
                    ('invited_by', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL)),
                    ('person', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL)),
                    ('pgh_context', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context')),
                    ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='accounts.invitation')),
                    ('withdrawn_by', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL)),
                ],
                options={
                    'abstract': False,
                    'triggers': [
                    pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='daf23d962af867f3cb4eedb3f026a1b651002cd3', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_b4566', table='accounts_invitationevent', when='BEFORE')),
                ],
                },
            ),
        ]),
    ]
