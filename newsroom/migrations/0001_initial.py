"""Press releases and news, and who is told of them by e-mail."""

import accounts.all_at_once
import accounts.moves
import django.db.models.deletion
import django.db.models.functions.datetime
import django.db.models.functions.text
import django.utils.timezone
import newsroom.models.subscriber
import pgtrigger.compiler
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('accounts', '0002_walls'),
        ('pghistory', '0007_auto_20250421_0444'),
        ('programmes', '0002_walls'),
        ('reports', '0003_numbers'),
    ]

    operations = [
        accounts.all_at_once.CreateTogether(
            operations=[migrations.CreateModel(
                name='NewsItem',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('kind', models.CharField(choices=[('press release', 'Press release'), ('news', 'News')], max_length=20)),
                    ('programme', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='news', to='programmes.programme')),
                    ('report', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='press_releases', to='reports.report')),
                    ('edition_number', models.PositiveSmallIntegerField(blank=True, help_text='With which edition it goes out.', null=True)),
                    ('publish_at', models.DateTimeField(blank=True, help_text='News that goes with no report: its minute.', null=True)),
                    ('slug', models.SlugField(help_text='The last part of its address, for ever.', max_length=90, unique=True)),
                    ('headline', models.CharField(max_length=150)),
                    ('standfirst', models.TextField(blank=True, help_text='What happened, in two or three sentences.', max_length=500)),
                    ('body', models.TextField(blank=True, help_text='Markdown.')),
                    ('quotations', models.JSONField(blank=True, default=list)),
                    ('quotations_agreed', models.BooleanField(default=False)),
                    ('notes', models.TextField(blank=True, help_text='Notes to editors, in Markdown.')),
                    ('contact', models.CharField(blank=True, max_length=300)),
                    ('status', models.CharField(choices=[('writing', 'Being written'), ('waiting', 'Waits for approval'), ('approved', 'Approved'), ('withdrawn', 'Withdrawn')], default='writing', max_length=10)),
                    ('version', models.PositiveIntegerField(default=1)),
                    ('created_at', models.DateTimeField(default=django.utils.timezone.now, editable=False)),
                    ('created_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                    ('updated_at', models.DateTimeField(default=django.utils.timezone.now)),
                    ('updated_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                    ('put_forward_at', models.DateTimeField(blank=True, null=True)),
                    ('put_forward_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                    ('approved_at', models.DateTimeField(blank=True, null=True)),
                    ('approved_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                    ('sent_back_why', models.CharField(blank=True, max_length=500)),
                ],
                options={
                    'ordering': ['-created_at', '-pk'],
                    'indexes': [models.Index(fields=['publish_at'], name='news_by_minute')],
                    'constraints': [models.UniqueConstraint(condition=models.Q(('status', 'withdrawn'), _negated=True), fields=('report', 'edition_number'), name='an_edition_has_one_press_release'), models.CheckConstraint(condition=models.Q(models.Q(('edition_number__isnull', False), ('kind', 'press release'), ('publish_at', None), ('report__isnull', False)), models.Q(('edition_number', None), ('kind', 'news'), ('report', None)), _connector='OR'), name='a_press_release_goes_with_its_edition_and_news_by_itself'), models.CheckConstraint(condition=models.Q(('approved_by', None), models.Q(models.Q(('approved_by', models.F('put_forward_by')), _negated=True), models.Q(('approved_by', models.F('updated_by')), _negated=True)), _connector='OR'), name='news_is_approved_by_somebody_else'), models.CheckConstraint(condition=models.Q(models.Q(('approved_at__isnull', False), ('approved_by__isnull', False), ('status', 'approved')), models.Q(models.Q(('status', 'approved'), _negated=True), ('approved_at', None), ('approved_by', None)), _connector='OR'), name='what_is_approved_was_approved_by_someone_at_some_time'), models.CheckConstraint(condition=models.Q(models.Q(('put_forward_at', None), ('put_forward_by', None)), models.Q(('put_forward_at__isnull', False), ('put_forward_by__isnull', False)), _connector='OR'), name='news_is_put_forward_by_someone_at_some_time'), models.CheckConstraint(condition=models.Q(('approved_at', None), models.Q(('kind', 'news'), _negated=True), ('publish_at__gt', models.F('approved_at')), _connector='OR'), name='news_is_approved_before_its_minute'), models.CheckConstraint(condition=models.Q(models.Q(('status', 'approved'), _negated=True), ('quotations', []), ('quotations_agreed', True), _connector='OR'), name='nobody_is_quoted_without_having_agreed'), models.CheckConstraint(condition=models.Q(('publish_at', None), ('publish_at', models.Func(models.F('publish_at'), output_field=models.DateTimeField(), template="date_trunc('minute', %(expressions)s)")), _connector='OR'), name='news_comes_out_on_a_whole_minute')],
                    'triggers': [pgtrigger.compiler.Trigger(name='news_is_withdrawn_not_deleted', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot delete rows from % table', TG_TABLE_NAME;", hash='a47a85b2c3fcabc942548f623931e5b46d1715b3', operation='DELETE', pgid='pgtrigger_news_is_withdrawn_not_deleted_dea65', table='newsroom_newsitem', when='BEFORE')), pgtrigger.compiler.Trigger(name='news_that_is_out_never_changes', sql=pgtrigger.compiler.UpsertTriggerSql(func="\n                    IF portal_news_is_out(OLD.id) THEN\n                        RAISE EXCEPTION 'News that is out is corrected beside it, never changed.';\n                    END IF;\n                    IF OLD.status = 'approved' AND NEW.status = 'approved'\n                       AND (to_jsonb(NEW) - 'version') <> (to_jsonb(OLD) - 'version') THEN\n                        RAISE EXCEPTION 'What somebody has approved is taken back before it is changed.';\n                    END IF;\n                    IF NEW.status = 'approved' AND OLD.status <> 'approved' AND NOT portal_is_service()\n                       AND NEW.approved_by_id IS DISTINCT FROM portal_person() THEN\n                        RAISE EXCEPTION 'News is approved in one''s own name.';\n                    END IF;\n                    RETURN NEW;\n                ", hash='f56a87157d82ef65b34c446ce1af25f6e0cd9b72', operation='UPDATE', pgid='pgtrigger_news_that_is_out_never_changes_51541', table='newsroom_newsitem', when='BEFORE')), pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "newsroom_newsitemevent" ("approved_at", "approved_by_id", "body", "contact", "created_at", "created_by_id", "edition_number", "headline", "id", "kind", "notes", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "programme_id", "publish_at", "put_forward_at", "put_forward_by_id", "quotations", "quotations_agreed", "report_id", "sent_back_why", "slug", "standfirst", "status", "updated_at", "updated_by_id", "version") VALUES (NEW."approved_at", NEW."approved_by_id", NEW."body", NEW."contact", NEW."created_at", NEW."created_by_id", NEW."edition_number", NEW."headline", NEW."id", NEW."kind", NEW."notes", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."programme_id", NEW."publish_at", NEW."put_forward_at", NEW."put_forward_by_id", NEW."quotations", NEW."quotations_agreed", NEW."report_id", NEW."sent_back_why", NEW."slug", NEW."standfirst", NEW."status", NEW."updated_at", NEW."updated_by_id", NEW."version"); RETURN NULL;', hash='93c3c22e2adf5b6b64e06f38f7ea666155419070', operation='INSERT', pgid='pgtrigger_insert_insert_44f81', table='newsroom_newsitem', when='AFTER')), pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "newsroom_newsitemevent" ("approved_at", "approved_by_id", "body", "contact", "created_at", "created_by_id", "edition_number", "headline", "id", "kind", "notes", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "programme_id", "publish_at", "put_forward_at", "put_forward_by_id", "quotations", "quotations_agreed", "report_id", "sent_back_why", "slug", "standfirst", "status", "updated_at", "updated_by_id", "version") VALUES (NEW."approved_at", NEW."approved_by_id", NEW."body", NEW."contact", NEW."created_at", NEW."created_by_id", NEW."edition_number", NEW."headline", NEW."id", NEW."kind", NEW."notes", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."programme_id", NEW."publish_at", NEW."put_forward_at", NEW."put_forward_by_id", NEW."quotations", NEW."quotations_agreed", NEW."report_id", NEW."sent_back_why", NEW."slug", NEW."standfirst", NEW."status", NEW."updated_at", NEW."updated_by_id", NEW."version"); RETURN NULL;', hash='5c006897daac8bfd48a622479383cb7e844321d8', operation='UPDATE', pgid='pgtrigger_update_update_95d9b', table='newsroom_newsitem', when='AFTER')), pgtrigger.compiler.Trigger(name='only_moves_of_the_table', sql=pgtrigger.compiler.UpsertTriggerSql(declare='DECLARE _is_valid_transition BOOLEAN;', func='SELECT CONCAT(OLD."status", \':\', NEW."status") = ANY(\'{writing:waiting,writing:withdrawn,waiting:approved,waiting:withdrawn,waiting:writing,approved:withdrawn,approved:writing}\'::text[]) INTO _is_valid_transition; IF (_is_valid_transition IS FALSE AND OLD."status" IS DISTINCT FROM NEW."status") THEN RAISE EXCEPTION \'pgtrigger: Invalid transition of field "status" from "%" to "%" on table %\', OLD."status", NEW."status", TG_TABLE_NAME; ELSE RETURN NEW; END IF;', hash='ed665e0aa0500fa21167a69f99e8ce6f4f1d4582', operation='UPDATE', pgid='pgtrigger_only_moves_of_the_table_0649a', table='newsroom_newsitem', when='BEFORE'))],
                },
                bases=(accounts.moves.Moving, models.Model),
            ), migrations.CreateModel(
                name='NewsItemEvent',
                fields=[
                    ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                    ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                    ('pgh_label', models.TextField(help_text='The event label.')),
                    ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='newsroom.newsitem')),
                    ('pgh_context', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context')),
                    ('id', models.BigIntegerField()),
                    ('kind', models.CharField(choices=[('press release', 'Press release'), ('news', 'News')], max_length=20)),
                    ('programme', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='programmes.programme')),
                    ('report', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='reports.report')),
                    ('edition_number', models.PositiveSmallIntegerField(blank=True, help_text='With which edition it goes out.', null=True)),
                    ('publish_at', models.DateTimeField(blank=True, help_text='News that goes with no report: its minute.', null=True)),
                    ('slug', models.SlugField(db_index=False, help_text='The last part of its address, for ever.', max_length=90)),
                    ('headline', models.CharField(max_length=150)),
                    ('standfirst', models.TextField(blank=True, help_text='What happened, in two or three sentences.', max_length=500)),
                    ('body', models.TextField(blank=True, help_text='Markdown.')),
                    ('quotations', models.JSONField(blank=True, default=list)),
                    ('quotations_agreed', models.BooleanField(default=False)),
                    ('notes', models.TextField(blank=True, help_text='Notes to editors, in Markdown.')),
                    ('contact', models.CharField(blank=True, max_length=300)),
                    ('status', models.CharField(choices=[('writing', 'Being written'), ('waiting', 'Waits for approval'), ('approved', 'Approved'), ('withdrawn', 'Withdrawn')], default='writing', max_length=10)),
                    ('version', models.PositiveIntegerField(default=1)),
                    ('created_at', models.DateTimeField(default=django.utils.timezone.now, editable=False)),
                    ('created_by', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL)),
                    ('updated_at', models.DateTimeField(default=django.utils.timezone.now)),
                    ('updated_by', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL)),
                    ('put_forward_at', models.DateTimeField(blank=True, null=True)),
                    ('put_forward_by', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL)),
                    ('approved_at', models.DateTimeField(blank=True, null=True)),
                    ('approved_by', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL)),
                    ('sent_back_why', models.CharField(blank=True, max_length=500)),
                ],
                options={
                    'abstract': False,
                    'triggers': [pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='1bacd3212fc378b6e0e197a17bc877f217f56c22', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_7a54c', table='newsroom_newsitemevent', when='BEFORE'))],
                },
            ), migrations.CreateModel(
                name='NewsCorrection',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('item', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='corrections', to='newsroom.newsitem')),
                    ('words', models.TextField(max_length=1000)),
                    ('at', models.DateTimeField(default=django.utils.timezone.now)),
                    ('by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ],
                options={
                    'ordering': ['at', 'pk'],
                    'constraints': [models.CheckConstraint(condition=models.Q(('words', ''), _negated=True), name='a_correction_of_news_says_what')],
                    'triggers': [pgtrigger.compiler.Trigger(name='a_correction_of_news_is_kept_for_ever', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='b261c1520d184255dafed196ac7ca43e470d82cb', operation='UPDATE OR DELETE', pgid='pgtrigger_a_correction_of_news_is_kept_for_ever_e941b', table='newsroom_newscorrection', when='BEFORE'))],
                },
            ), migrations.CreateModel(
                name='Subscriber',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('email', models.EmailField(max_length=254)),
                    ('everything', models.BooleanField(default=False)),
                    ('secret', models.CharField(default=newsroom.models.subscriber.new_secret, editable=False, max_length=64, unique=True)),
                    ('asked_at', models.DateTimeField(db_default=django.db.models.functions.datetime.Now())),
                    ('confirmed_at', models.DateTimeField(blank=True, null=True)),
                    ('refused', models.PositiveSmallIntegerField(default=0, help_text='E-mails in a row that its mail server refused.')),
                    ('programmes', models.ManyToManyField(blank=True, related_name='+', to='programmes.programme')),
                    ('areas', models.ManyToManyField(blank=True, related_name='+', to='accounts.area')),
                ],
                options={
                    'ordering': ['pk'],
                    'constraints': [models.UniqueConstraint(django.db.models.functions.text.Lower('email'), name='an_address_subscribes_once')],
                },
            ), migrations.CreateModel(
                name='Mailing',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('subscriber', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='mailings', to='newsroom.subscriber')),
                    ('kind', models.CharField(choices=[('question', 'Whether they want it'), ('reminder', 'That they have it already'), ('edition', 'A report or a correction'), ('news', 'News')], max_length=10)),
                    ('edition', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='reports.edition')),
                    ('item', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='newsroom.newsitem')),
                    ('status', models.CharField(choices=[('queued', 'Waiting'), ('sending', 'Being sent'), ('sent', 'Sent'), ('failed', 'Refused')], default='queued', max_length=10)),
                    ('message_id', models.CharField(max_length=200, unique=True)),
                    ('waits_until', models.DateTimeField(db_default=django.db.models.functions.datetime.Now())),
                    ('lease_until', models.DateTimeField(blank=True, null=True)),
                    ('attempts', models.PositiveSmallIntegerField(default=0)),
                    ('made_at', models.DateTimeField(db_default=django.db.models.functions.datetime.Now())),
                    ('ended_at', models.DateTimeField(blank=True, null=True)),
                ],
                options={
                    'ordering': ['pk'],
                    'indexes': [models.Index(condition=models.Q(('status', 'queued')), fields=['waits_until', 'id'], name='mailings_waiting')],
                    'constraints': [models.UniqueConstraint(models.F('subscriber'), models.F('edition'), condition=models.Q(('edition__isnull', False)), name='a_subscriber_is_told_of_an_edition_once'), models.UniqueConstraint(models.F('subscriber'), models.F('item'), condition=models.Q(('item__isnull', False)), name='a_subscriber_is_told_of_news_once'), models.CheckConstraint(condition=models.Q(models.Q(('edition__isnull', False), ('item', None), ('kind', 'edition')), models.Q(('edition', None), ('item__isnull', False), ('kind', 'news')), models.Q(('edition', None), ('item', None), ('kind__in', ['question', 'reminder'])), _connector='OR'), name='a_mailing_is_about_what_its_kind_says'), models.CheckConstraint(condition=models.Q(models.Q(('lease_until__isnull', False), ('status', 'sending')), models.Q(models.Q(('status', 'sending'), _negated=True), ('lease_until', None)), _connector='OR'), name='only_a_mailing_that_is_being_sent_has_a_lease')],
                    'triggers': [pgtrigger.compiler.Trigger(name='only_moves_of_the_table', sql=pgtrigger.compiler.UpsertTriggerSql(declare='DECLARE _is_valid_transition BOOLEAN;', func='SELECT CONCAT(OLD."status", \':\', NEW."status") = ANY(\'{queued:sending,sending:failed,sending:queued,sending:sent}\'::text[]) INTO _is_valid_transition; IF (_is_valid_transition IS FALSE AND OLD."status" IS DISTINCT FROM NEW."status") THEN RAISE EXCEPTION \'pgtrigger: Invalid transition of field "status" from "%" to "%" on table %\', OLD."status", NEW."status", TG_TABLE_NAME; ELSE RETURN NEW; END IF;', hash='ad72fcb8679a7eba8ebbc367ad2c50904e3c0a94', operation='UPDATE', pgid='pgtrigger_only_moves_of_the_table_1155c', table='newsroom_mailing', when='BEFORE'))],
                },
                bases=(accounts.moves.Moving, models.Model),
            ), migrations.CreateModel(
                name='Told',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('edition', models.OneToOneField(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='reports.edition')),
                    ('item', models.OneToOneField(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='newsroom.newsitem')),
                    ('subscribers', models.PositiveIntegerField()),
                    ('at', models.DateTimeField(db_default=django.db.models.functions.datetime.Now())),
                ],
                options={
                    'ordering': ['pk'],
                    'constraints': [models.CheckConstraint(condition=models.Q(models.Q(('edition__isnull', False), ('item', None)), models.Q(('edition', None), ('item__isnull', False)), _connector='OR'), name='subscribers_are_told_of_an_edition_or_of_news')],
                    'triggers': [pgtrigger.compiler.Trigger(name='what_was_told_was_told', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='91debacc05dfb90a21c749781b0a0fc12802e60f', operation='UPDATE OR DELETE', pgid='pgtrigger_what_was_told_was_told_719e9', table='newsroom_told', when='BEFORE'))],
                },
            )],
        ),
    ]
