"""Reports in sections, the editions that never change again, and when each is public."""

import django.contrib.postgres.fields
import django.contrib.postgres.indexes
import django.db.models.deletion
import django.utils.timezone
import pgtrigger.compiler
from django.conf import settings
from django.db import migrations, models

import accounts.moves
from accounts.all_at_once import CreateTogether


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('accounts', '0002_walls'),
        ('files', '0002_walls'),
        ('pghistory', '0007_auto_20250421_0444'),
        ('programmes', '0002_walls'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        CreateTogether([
            migrations.CreateModel(
                name='Report',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('slug', models.SlugField(help_text='The last part of its address, for ever.', max_length=80, unique=True)),
                    ('title', models.CharField(max_length=200)),
                    ('subtitle', models.CharField(blank=True, max_length=200)),
                    ('summary', models.TextField(blank=True, help_text='Two or three sentences for lists, feeds and the cover.')),
                    ('created_at', models.DateTimeField(default=django.utils.timezone.now, editable=False)),
                    ('areas', models.ManyToManyField(blank=True, related_name='reports_drafted', to='accounts.area')),
                    ('authors', models.ManyToManyField(blank=True, related_name='reports_written', to='accounts.organisation')),
                    ('created_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                    ('programme', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='reports', to='programmes.programme')),
                ],
                options={
                    'ordering': ['-created_at'],
                    'triggers': [
                    pgtrigger.compiler.Trigger(name='an_address_is_for_ever', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD."slug" IS DISTINCT FROM (NEW."slug"))', func="\n                    IF EXISTS (SELECT FROM reports_edition WHERE report_id = OLD.id) THEN\n                        RAISE EXCEPTION 'A report keeps its address once an edition of it is frozen.';\n                    END IF;\n                    RETURN NEW;\n                ", hash='d45453f482eaf72e8cfb22910dcc5b5c8d3337a1', operation='UPDATE OF "slug"', pgid='pgtrigger_an_address_is_for_ever_e8698', table='reports_report', when='BEFORE')),
                    pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "reports_reportevent" ("created_at", "created_by_id", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "programme_id", "slug", "subtitle", "summary", "title") VALUES (NEW."created_at", NEW."created_by_id", NEW."id", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."programme_id", NEW."slug", NEW."subtitle", NEW."summary", NEW."title"); RETURN NULL;', hash='9eaffa179c77fab05b3cffcdaf0e9b98520cc181', operation='INSERT', pgid='pgtrigger_insert_insert_84ceb', table='reports_report', when='AFTER')),
                    pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "reports_reportevent" ("created_at", "created_by_id", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "programme_id", "slug", "subtitle", "summary", "title") VALUES (NEW."created_at", NEW."created_by_id", NEW."id", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."programme_id", NEW."slug", NEW."subtitle", NEW."summary", NEW."title"); RETURN NULL;', hash='eae722b87b458fb3ca781c9d163fd1d0faf40521', operation='UPDATE', pgid='pgtrigger_update_update_234a9', table='reports_report', when='AFTER')),
                ],
                },
            ),
            migrations.CreateModel(
                name='Edition',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('number', models.PositiveSmallIntegerField()),
                    ('slug', models.SlugField(max_length=80)),
                    ('title', models.CharField(max_length=200)),
                    ('subtitle', models.CharField(blank=True, max_length=200)),
                    ('summary', models.TextField(blank=True)),
                    ('area_slugs', django.contrib.postgres.fields.ArrayField(base_field=models.SlugField(max_length=80), blank=True, default=list, size=None)),
                    ('what_changed', models.TextField(blank=True, help_text='For a correction: what is different, and why.')),
                    ('content', models.JSONField(help_text='Sections, numbered paragraphs, and figures with their numbers.')),
                    ('html', models.TextField(help_text='The body of its page, as it was drawn when it was frozen.')),
                    ('data_files', models.JSONField(default=dict, help_text='Name and text of each CSV file.')),
                    ('digest', models.CharField(help_text='SHA-256 over all that is frozen, in hex.', max_length=64)),
                    ('frozen_at', models.DateTimeField(default=django.utils.timezone.now)),
                    ('set_aside_at', models.DateTimeField(blank=True, null=True)),
                    ('set_aside_reason', models.CharField(blank=True, max_length=300)),
                    ('frozen_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                    ('programme', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='editions', to='programmes.programme')),
                    ('set_aside_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                    ('report', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='editions', to='reports.report')),
                ],
                options={
                    'ordering': ['-frozen_at'],
                    'indexes': [
                    models.Index(fields=['slug', 'number'], name='reports_edi_slug_c0e1d9_idx'),
                    django.contrib.postgres.indexes.GinIndex(fields=['area_slugs'], name='editions_by_area'),
                ],
                    'constraints': [
                    models.UniqueConstraint(condition=models.Q(('set_aside_at', None)), fields=('report', 'number'), name='a_number_stands_for_one_edition_of_a_report'),
                    models.CheckConstraint(condition=models.Q(('number', 1), models.Q(('what_changed', ''), _negated=True), _connector='OR'), name='a_correction_says_what_changed'),
                    models.CheckConstraint(condition=models.Q(models.Q(('set_aside_at', None), ('set_aside_by', None)), models.Q(('set_aside_at__isnull', False), ('set_aside_by__isnull', False)), _connector='OR'), name='an_edition_is_set_aside_by_someone_at_some_time'),
                ],
                    'triggers': [
                    pgtrigger.compiler.Trigger(name='an_edition_never_changes', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD."id" IS DISTINCT FROM (NEW."id") OR OLD."report_id" IS DISTINCT FROM (NEW."report_id") OR OLD."number" IS DISTINCT FROM (NEW."number") OR OLD."slug" IS DISTINCT FROM (NEW."slug") OR OLD."programme_id" IS DISTINCT FROM (NEW."programme_id") OR OLD."title" IS DISTINCT FROM (NEW."title") OR OLD."subtitle" IS DISTINCT FROM (NEW."subtitle") OR OLD."summary" IS DISTINCT FROM (NEW."summary") OR OLD."area_slugs" IS DISTINCT FROM (NEW."area_slugs") OR OLD."what_changed" IS DISTINCT FROM (NEW."what_changed") OR OLD."content" IS DISTINCT FROM (NEW."content") OR OLD."html" IS DISTINCT FROM (NEW."html") OR OLD."data_files" IS DISTINCT FROM (NEW."data_files") OR OLD."digest" IS DISTINCT FROM (NEW."digest") OR OLD."frozen_at" IS DISTINCT FROM (NEW."frozen_at") OR OLD."frozen_by_id" IS DISTINCT FROM (NEW."frozen_by_id"))', func="RAISE EXCEPTION 'pgtrigger: Cannot update rows from % table', TG_TABLE_NAME;", hash='670043271bf7c8147f76c5a405c543d63b7cec85', operation='UPDATE', pgid='pgtrigger_an_edition_never_changes_06edd', table='reports_edition', when='BEFORE')),
                    pgtrigger.compiler.Trigger(name='an_edition_is_kept_for_ever', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot delete rows from % table', TG_TABLE_NAME;", hash='e08565c502086e289ce1cc2b1658721c7587a731', operation='DELETE', pgid='pgtrigger_an_edition_is_kept_for_ever_42a3f', table='reports_edition', when='BEFORE')),
                    pgtrigger.compiler.Trigger(name='only_what_nobody_was_promised_is_set_aside', sql=pgtrigger.compiler.UpsertTriggerSql(func="\n                    IF EXISTS (SELECT FROM reports_publication WHERE edition_id = OLD.id AND cancelled_at IS NULL) THEN\n                        RAISE EXCEPTION 'An edition with a release, planned or past, cannot be set aside.';\n                    END IF;\n                    RETURN NEW;\n                ", hash='e83caaf0aab0ecb57a1bd5f658b66b760ea2b7fb', operation='UPDATE OF "set_aside_at"', pgid='pgtrigger_only_what_nobody_was_promised_is_set_aside_e7a56', table='reports_edition', when='BEFORE')),
                ],
                },
            ),
            migrations.CreateModel(
                name='Figure',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('key', models.SlugField(help_text='Its name in the text: [[figure:key]].', max_length=60)),
                    ('kind', models.CharField(choices=[('table', 'Table'), ('bar', 'Bar chart'), ('grouped', 'Grouped bar chart'), ('stacked', 'Bar chart of shares, each bar 100%'), ('line', 'Line chart')], max_length=10)),
                    ('message', models.CharField(blank=True, help_text='The heading: what one should see in it.', max_length=200)),
                    ('caption', models.CharField(help_text='What is counted, of whom, and when.', max_length=300)),
                    ('data', models.JSONField(blank=True, default=dict)),
                    ('source', models.CharField(blank=True, help_text='Where the numbers come from.', max_length=300)),
                    ('description', models.TextField(blank=True, help_text='What it shows, in words, for those who cannot see it.')),
                    ('position', models.PositiveSmallIntegerField(default=0)),
                    ('version', models.PositiveIntegerField(default=1)),
                    ('updated_at', models.DateTimeField(blank=True, null=True)),
                    ('updated_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                    ('report', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='figures', to='reports.report')),
                ],
                options={
                    'ordering': ['position', 'pk'],
                    'constraints': [
                    models.UniqueConstraint(models.F('report'), models.F('key'), name='a_key_names_one_figure_of_a_report'),
                    models.CheckConstraint(condition=models.Q(models.Q(('updated_at', None), ('updated_by', None)), ('updated_at__isnull', False), _connector='OR'), name='a_figure_is_changed_by_someone_at_some_time'),
                ],
                    'triggers': [
                    pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "reports_figureevent" ("caption", "data", "description", "id", "key", "kind", "message", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "position", "report_id", "source", "updated_at", "updated_by_id", "version") VALUES (NEW."caption", NEW."data", NEW."description", NEW."id", NEW."key", NEW."kind", NEW."message", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."position", NEW."report_id", NEW."source", NEW."updated_at", NEW."updated_by_id", NEW."version"); RETURN NULL;', hash='a14fba90adff64bd498405dfd08ae78cf9aca5ed', operation='INSERT', pgid='pgtrigger_insert_insert_1f794', table='reports_figure', when='AFTER')),
                    pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "reports_figureevent" ("caption", "data", "description", "id", "key", "kind", "message", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "position", "report_id", "source", "updated_at", "updated_by_id", "version") VALUES (NEW."caption", NEW."data", NEW."description", NEW."id", NEW."key", NEW."kind", NEW."message", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."position", NEW."report_id", NEW."source", NEW."updated_at", NEW."updated_by_id", NEW."version"); RETURN NULL;', hash='c95abeb3305960e10ef274dbeb7b7f17fc00936c', operation='UPDATE', pgid='pgtrigger_update_update_fc6de', table='reports_figure', when='AFTER')),
                ],
                },
            ),
            migrations.CreateModel(
                name='Publication',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('publish_at', models.DateTimeField()),
                    ('scheduled_at', models.DateTimeField(default=django.utils.timezone.now)),
                    ('confirmed_at', models.DateTimeField(blank=True, null=True)),
                    ('earlier_at', models.DateTimeField(blank=True, null=True)),
                    ('earlier_asked_at', models.DateTimeField(blank=True, null=True)),
                    ('moved_at', models.DateTimeField(blank=True, null=True)),
                    ('cancelled_at', models.DateTimeField(blank=True, null=True)),
                    ('cancelled_reason', models.CharField(blank=True, max_length=300)),
                    ('announced_at', models.DateTimeField(blank=True, help_text='Letters sent. Says nothing of visibility.', null=True)),
                    ('cancelled_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                    ('confirmed_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                    ('earlier_asked_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                    ('edition', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='publication', to='reports.edition')),
                    ('moved_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                    ('scheduled_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ],
                options={
                    'ordering': ['-publish_at'],
                    'indexes': [
                    models.Index(fields=['publish_at'], name='publications_by_minute'),
                ],
                    'constraints': [
                    models.CheckConstraint(condition=models.Q(('publish_at', models.Func(models.F('publish_at'), output_field=models.DateTimeField(), template="date_trunc('minute', %(expressions)s)"))), name='a_release_falls_on_a_whole_minute'),
                    models.CheckConstraint(condition=models.Q(('confirmed_by', None), models.Q(('confirmed_by', models.F('scheduled_by')), _negated=True), _connector='OR'), name='a_second_person_confirms_a_release'),
                    models.CheckConstraint(condition=models.Q(models.Q(('confirmed_at', None), ('confirmed_by', None)), models.Q(('confirmed_at__isnull', False), ('confirmed_by__isnull', False)), _connector='OR'), name='a_release_is_confirmed_by_someone_at_some_time'),
                    models.CheckConstraint(condition=models.Q(('confirmed_at', None), ('confirmed_at__lt', models.F('publish_at')), _connector='OR'), name='a_minute_is_confirmed_before_it_comes'),
                    models.CheckConstraint(condition=models.Q(models.Q(('cancelled_at', None), ('cancelled_by', None)), models.Q(('cancelled_at__isnull', False), ('cancelled_by__isnull', False)), _connector='OR'), name='a_release_is_cancelled_by_someone_at_some_time'),
                    models.CheckConstraint(condition=models.Q(models.Q(('moved_at', None), ('moved_by', None)), models.Q(('moved_at__isnull', False), ('moved_by__isnull', False)), _connector='OR'), name='a_release_is_moved_by_someone_at_some_time'),
                    models.CheckConstraint(condition=models.Q(models.Q(('earlier_asked_at', None), ('earlier_asked_by', None), ('earlier_at', None)), models.Q(('earlier_asked_at__isnull', False), ('earlier_asked_by__isnull', False), ('earlier_at__isnull', False)), _connector='OR'), name='a_move_forward_is_asked_for_by_someone_at_some_time'),
                    models.CheckConstraint(condition=models.Q(('earlier_at', None), ('earlier_at__lt', models.F('publish_at')), _connector='OR'), name='a_move_forward_goes_forward'),
                ],
                    'triggers': [
                    pgtrigger.compiler.Trigger(name='a_release_is_cancelled_not_deleted', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot delete rows from % table', TG_TABLE_NAME;", hash='fb2a24afdd9528807bc0dc732c4ed9bfd4a3f370', operation='DELETE', pgid='pgtrigger_a_release_is_cancelled_not_deleted_5ad36', table='reports_publication', when='BEFORE')),
                    pgtrigger.compiler.Trigger(name='a_release_is_planned_by_whoever_asks', sql=pgtrigger.compiler.UpsertTriggerSql(func="\n                    IF NOT portal_is_service() THEN\n                        IF NEW.scheduled_by_id IS DISTINCT FROM portal_person() OR NEW.confirmed_at IS NOT NULL THEN\n                            RAISE EXCEPTION 'A release is scheduled in one''s own name, and confirmed by another.';\n                        END IF;\n                    END IF;\n                    RETURN NEW;\n                ", hash='d1857d8687e91ae116c2323e6e18de3fd5c30727', operation='INSERT', pgid='pgtrigger_a_release_is_planned_by_whoever_asks_b8867', table='reports_publication', when='BEFORE')),
                    pgtrigger.compiler.Trigger(name='a_release_keeps_its_promises', sql=pgtrigger.compiler.UpsertTriggerSql(func="\n                    IF OLD.cancelled_at IS NULL AND OLD.confirmed_at IS NOT NULL AND OLD.publish_at <= now()\n                       AND to_jsonb(NEW) - 'announced_at' <> to_jsonb(OLD) - 'announced_at' THEN\n                        RAISE EXCEPTION 'What has been published is corrected by a new edition, never taken back.';\n                    END IF;\n                    IF NEW.edition_id <> OLD.edition_id THEN\n                        RAISE EXCEPTION 'A release stays with its edition.';\n                    END IF;\n                    IF NEW.publish_at < OLD.publish_at AND NEW.confirmed_at IS NOT NULL\n                       AND (NEW.confirmed_at, NEW.confirmed_by_id) IS NOT DISTINCT FROM\n                           (OLD.confirmed_at, OLD.confirmed_by_id) THEN\n                        RAISE EXCEPTION 'Moving a release forward takes a second person.';\n                    END IF;\n                    IF OLD.cancelled_at IS NOT NULL AND NEW.cancelled_at IS NULL AND NEW.confirmed_at IS NOT NULL THEN\n                        RAISE EXCEPTION 'A cancelled release is scheduled and confirmed again.';\n                    END IF;\n                    IF NEW.confirmed_at IS DISTINCT FROM OLD.confirmed_at AND NEW.confirmed_at IS NOT NULL\n                       AND NOT portal_is_service() AND NEW.confirmed_by_id IS DISTINCT FROM portal_person() THEN\n                        RAISE EXCEPTION 'A release is confirmed in one''s own name.';\n                    END IF;\n                    IF NEW.scheduled_by_id IS DISTINCT FROM OLD.scheduled_by_id AND NOT portal_is_service()\n                       AND NEW.scheduled_by_id NOT IN (portal_person(), coalesce(OLD.earlier_asked_by_id, 0)) THEN\n                        RAISE EXCEPTION 'A release is scheduled in one''s own name.';\n                    END IF;\n                    RETURN NEW;\n                ", hash='bb401bdaa2cbeec4da9325746405c5b2b89ccbc4', operation='UPDATE', pgid='pgtrigger_a_release_keeps_its_promises_d312a', table='reports_publication', when='BEFORE')),
                    pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "reports_publicationevent" ("announced_at", "cancelled_at", "cancelled_by_id", "cancelled_reason", "confirmed_at", "confirmed_by_id", "earlier_asked_at", "earlier_asked_by_id", "earlier_at", "edition_id", "id", "moved_at", "moved_by_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "publish_at", "scheduled_at", "scheduled_by_id") VALUES (NEW."announced_at", NEW."cancelled_at", NEW."cancelled_by_id", NEW."cancelled_reason", NEW."confirmed_at", NEW."confirmed_by_id", NEW."earlier_asked_at", NEW."earlier_asked_by_id", NEW."earlier_at", NEW."edition_id", NEW."id", NEW."moved_at", NEW."moved_by_id", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."publish_at", NEW."scheduled_at", NEW."scheduled_by_id"); RETURN NULL;', hash='92c210ec74e8d2912835a07d763de4ae41c28faf', operation='INSERT', pgid='pgtrigger_insert_insert_bad02', table='reports_publication', when='AFTER')),
                    pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "reports_publicationevent" ("announced_at", "cancelled_at", "cancelled_by_id", "cancelled_reason", "confirmed_at", "confirmed_by_id", "earlier_asked_at", "earlier_asked_by_id", "earlier_at", "edition_id", "id", "moved_at", "moved_by_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "publish_at", "scheduled_at", "scheduled_by_id") VALUES (NEW."announced_at", NEW."cancelled_at", NEW."cancelled_by_id", NEW."cancelled_reason", NEW."confirmed_at", NEW."confirmed_by_id", NEW."earlier_asked_at", NEW."earlier_asked_by_id", NEW."earlier_at", NEW."edition_id", NEW."id", NEW."moved_at", NEW."moved_by_id", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."publish_at", NEW."scheduled_at", NEW."scheduled_by_id"); RETURN NULL;', hash='c134e967f33df51127d26f680d718c967934c91d', operation='UPDATE', pgid='pgtrigger_update_update_4a675', table='reports_publication', when='AFTER')),
                ],
                },
            ),
            migrations.CreateModel(
                name='Section',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('key', models.SlugField(max_length=60)),
                    ('heading', models.CharField(max_length=150)),
                    ('guidance', models.TextField(blank=True, help_text="What belongs here, from the programme's definition.")),
                    ('body', models.TextField(blank=True, help_text='Markdown.')),
                    ('position', models.PositiveSmallIntegerField()),
                    ('status', models.CharField(choices=[('writing', 'Being written'), ('ready', 'Ready')], default='writing', max_length=10)),
                    ('version', models.PositiveIntegerField(default=1)),
                    ('updated_at', models.DateTimeField(blank=True, null=True)),
                    ('report', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='sections', to='reports.report')),
                    ('updated_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ],
                options={
                    'ordering': ['position', 'pk'],
                    'constraints': [
                    models.UniqueConstraint(models.F('report'), models.F('key'), name='a_key_names_one_section_of_a_report'),
                    models.CheckConstraint(condition=models.Q(models.Q(('updated_at', None), ('updated_by', None)), ('updated_at__isnull', False), _connector='OR'), name='a_section_is_changed_by_someone_at_some_time'),
                ],
                    'triggers': [
                    pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "reports_sectionevent" ("body", "guidance", "heading", "id", "key", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "position", "report_id", "status", "updated_at", "updated_by_id", "version") VALUES (NEW."body", NEW."guidance", NEW."heading", NEW."id", NEW."key", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."position", NEW."report_id", NEW."status", NEW."updated_at", NEW."updated_by_id", NEW."version"); RETURN NULL;', hash='04f3c771c4a3ab05379e553fe62a85d1b5165ec2', operation='INSERT', pgid='pgtrigger_insert_insert_71f64', table='reports_section', when='AFTER')),
                    pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "reports_sectionevent" ("body", "guidance", "heading", "id", "key", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "position", "report_id", "status", "updated_at", "updated_by_id", "version") VALUES (NEW."body", NEW."guidance", NEW."heading", NEW."id", NEW."key", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."position", NEW."report_id", NEW."status", NEW."updated_at", NEW."updated_by_id", NEW."version"); RETURN NULL;', hash='f067e0889e8a5614e04d91b4eca92bd78895e225', operation='UPDATE', pgid='pgtrigger_update_update_2c9b4', table='reports_section', when='AFTER')),
                    pgtrigger.compiler.Trigger(name='only_moves_of_the_table', sql=pgtrigger.compiler.UpsertTriggerSql(declare='DECLARE _is_valid_transition BOOLEAN;', func='SELECT CONCAT(OLD."status", \':\', NEW."status") = ANY(\'{writing:ready,ready:writing}\'::text[]) INTO _is_valid_transition; IF (_is_valid_transition IS FALSE AND OLD."status" IS DISTINCT FROM NEW."status") THEN RAISE EXCEPTION \'pgtrigger: Invalid transition of field "status" from "%" to "%" on table %\', OLD."status", NEW."status", TG_TABLE_NAME; ELSE RETURN NEW; END IF;', hash='0c6a4c1f5afda089cd1a30a55e4f21bb72a3e230', operation='UPDATE', pgid='pgtrigger_only_moves_of_the_table_af357', table='reports_section', when='BEFORE')),
                ],
                },
                bases=(accounts.moves.Moving, models.Model),
            ),
            migrations.CreateModel(
                name='Presence',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('since', models.DateTimeField(default=django.utils.timezone.now)),
                    ('seen_at', models.DateTimeField(default=django.utils.timezone.now)),
                    ('person', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to=settings.AUTH_USER_MODEL)),
                    ('section', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='presences', to='reports.section')),
                ],
                options={
                    'ordering': ['since'],
                    'constraints': [
                    models.UniqueConstraint(models.F('section'), models.F('person'), name='a_person_is_in_a_section_once'),
                ],
                },
            ),
            migrations.CreateModel(
                name='EditionFile',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('kind', models.CharField(choices=[('pdf', 'PDF')], default='pdf', max_length=10)),
                    ('pages', models.PositiveIntegerField()),
                    ('made_at', models.DateTimeField(default=django.utils.timezone.now)),
                    ('edition', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='files', to='reports.edition')),
                    ('stored', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='edition_file', to='files.storedfile')),
                ],
                options={
                    'constraints': [
                    models.UniqueConstraint(models.F('edition'), models.F('kind'), name='an_edition_has_one_file_of_a_kind'),
                ],
                    'triggers': [
                    pgtrigger.compiler.Trigger(name='a_released_file_never_changes', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='92da2a5d300cad8415794333166cbf7f8654481b', operation='UPDATE OR DELETE', pgid='pgtrigger_a_released_file_never_changes_84c42', table='reports_editionfile', when='BEFORE')),
                ],
                },
            ),
            migrations.CreateModel(
                name='PublicationEvent',
                fields=[
                    ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                    ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                    ('pgh_label', models.TextField(help_text='The event label.')),
                    ('id', models.BigIntegerField()),
                    ('publish_at', models.DateTimeField()),
                    ('scheduled_at', models.DateTimeField(default=django.utils.timezone.now)),
                    ('confirmed_at', models.DateTimeField(blank=True, null=True)),
                    ('earlier_at', models.DateTimeField(blank=True, null=True)),
                    ('earlier_asked_at', models.DateTimeField(blank=True, null=True)),
                    ('moved_at', models.DateTimeField(blank=True, null=True)),
                    ('cancelled_at', models.DateTimeField(blank=True, null=True)),
                    ('cancelled_reason', models.CharField(blank=True, max_length=300)),
                    ('announced_at', models.DateTimeField(blank=True, help_text='Letters sent. Says nothing of visibility.', null=True)),
                    ('cancelled_by', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL)),
                    ('confirmed_by', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL)),
                    ('earlier_asked_by', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL)),
                    ('edition', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='reports.edition')),
                    ('moved_by', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL)),
                    ('pgh_context', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context')),
                    ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='reports.publication')),
                    ('scheduled_by', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL)),
                ],
                options={
                    'abstract': False,
                    'triggers': [
                    pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='38094a96ef46a64c052be433f5b0145a167c3f4b', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_46717', table='reports_publicationevent', when='BEFORE')),
                ],
                },
            ),
            migrations.CreateModel(
                name='FigureEvent',
                fields=[
                    ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                    ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                    ('pgh_label', models.TextField(help_text='The event label.')),
                    ('id', models.BigIntegerField()),
                    ('key', models.SlugField(db_index=False, help_text='Its name in the text: [[figure:key]].', max_length=60)),
                    ('kind', models.CharField(choices=[('table', 'Table'), ('bar', 'Bar chart'), ('grouped', 'Grouped bar chart'), ('stacked', 'Bar chart of shares, each bar 100%'), ('line', 'Line chart')], max_length=10)),
                    ('message', models.CharField(blank=True, help_text='The heading: what one should see in it.', max_length=200)),
                    ('caption', models.CharField(help_text='What is counted, of whom, and when.', max_length=300)),
                    ('data', models.JSONField(blank=True, default=dict)),
                    ('source', models.CharField(blank=True, help_text='Where the numbers come from.', max_length=300)),
                    ('description', models.TextField(blank=True, help_text='What it shows, in words, for those who cannot see it.')),
                    ('position', models.PositiveSmallIntegerField(default=0)),
                    ('version', models.PositiveIntegerField(default=1)),
                    ('updated_at', models.DateTimeField(blank=True, null=True)),
                    ('pgh_context', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context')),
                    ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='reports.figure')),
                    ('updated_by', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL)),
                    ('report', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='reports.report')),
                ],
                options={
                    'abstract': False,
                    'triggers': [
                    pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='836d3d896487d7b6554c3eb4d2719fd426bc64da', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_5ca82', table='reports_figureevent', when='BEFORE')),
                ],
                },
            ),
            migrations.CreateModel(
                name='ReportEvent',
                fields=[
                    ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                    ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                    ('pgh_label', models.TextField(help_text='The event label.')),
                    ('id', models.BigIntegerField()),
                    ('slug', models.SlugField(db_index=False, help_text='The last part of its address, for ever.', max_length=80)),
                    ('title', models.CharField(max_length=200)),
                    ('subtitle', models.CharField(blank=True, max_length=200)),
                    ('summary', models.TextField(blank=True, help_text='Two or three sentences for lists, feeds and the cover.')),
                    ('created_at', models.DateTimeField(default=django.utils.timezone.now, editable=False)),
                    ('created_by', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL)),
                    ('pgh_context', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context')),
                    ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='reports.report')),
                    ('programme', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='programmes.programme')),
                ],
                options={
                    'abstract': False,
                    'triggers': [
                    pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='79709c12d5a2ece868c72f81bcfe3e43e6ab1222', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_eac1b', table='reports_reportevent', when='BEFORE')),
                ],
                },
            ),
            migrations.CreateModel(
                name='SectionEvent',
                fields=[
                    ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                    ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                    ('pgh_label', models.TextField(help_text='The event label.')),
                    ('id', models.BigIntegerField()),
                    ('key', models.SlugField(db_index=False, max_length=60)),
                    ('heading', models.CharField(max_length=150)),
                    ('guidance', models.TextField(blank=True, help_text="What belongs here, from the programme's definition.")),
                    ('body', models.TextField(blank=True, help_text='Markdown.')),
                    ('position', models.PositiveSmallIntegerField()),
                    ('status', models.CharField(choices=[('writing', 'Being written'), ('ready', 'Ready')], default='writing', max_length=10)),
                    ('version', models.PositiveIntegerField(default=1)),
                    ('updated_at', models.DateTimeField(blank=True, null=True)),
                    ('pgh_context', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context')),
                    ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='reports.section')),
                    ('report', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='reports.report')),
                    ('updated_by', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL)),
                ],
                options={
                    'abstract': False,
                    'triggers': [
                    pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='6ccb63edc0e5f7dc2a2920abde1be03179ffe3a2', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_7ebb1', table='reports_sectionevent', when='BEFORE')),
                ],
                },
            ),
        ]),
    ]
