"""Programmes, who takes part and for whom, their dates, briefings, library and letters."""

import django.contrib.postgres.constraints
import django.contrib.postgres.fields
import django.contrib.postgres.fields.ranges
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
        ('pghistory', '0007_auto_20250421_0444'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        CreateTogether([
            migrations.CreateModel(
                name='Programme',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('slug', models.SlugField(max_length=80, unique=True)),
                    ('title', models.CharField(max_length=200)),
                    ('short_title', models.CharField(max_length=80)),
                    ('definition', models.CharField(help_text='Slug of the definition it was started from.', max_length=80)),
                    ('definition_digest', models.CharField(help_text='SHA-256 of the definition as it was then.', max_length=64)),
                    ('kind', models.CharField(max_length=60)),
                    ('requested_by', models.CharField(blank=True, max_length=300)),
                    ('summary', models.TextField(blank=True)),
                    ('purpose', models.TextField(help_text='Markdown.')),
                    ('legal_basis', models.JSONField(blank=True, default=list)),
                    ('questions', models.JSONField(blank=True, default=list)),
                    ('scope_in', models.JSONField(blank=True, default=list)),
                    ('scope_out', models.JSONField(blank=True, default=list)),
                    ('methods', models.JSONField(blank=True, default=list)),
                    ('background', models.JSONField(blank=True, default=list)),
                    ('handling', models.JSONField(blank=True, default=list, help_text='How what is sent is kept and used.')),
                    ('terms', models.JSONField(blank=True, default=list, help_text='{term, meaning, source, basis, official}.')),
                    ('shape', models.CharField(choices=[('together', 'Everyone shares the dates'), ('rolling', 'Each partnership has its own notification day')], max_length=20)),
                    ('judgement', models.CharField(choices=[('nothing', 'Nothing is graded'), ('progress statements', 'A progress statement for each question'), ('six-point scale', 'The six-point scale')], max_length=30)),
                    ('attribution', models.CharField(choices=[('named', 'Partnerships are named'), ('never', 'Nothing is attributed to a partnership')], max_length=10)),
                    ('sign_off', models.CharField(default='none', help_text='Who signs off what is sent.', max_length=20)),
                    ('uses', django.contrib.postgres.fields.ArrayField(base_field=models.CharField(max_length=40), blank=True, default=list, help_text='Features switched on.', size=None)),
                    ('register', models.CharField(default='none', help_text='Which register makes a partnership.', max_length=40)),
                    ('day_one', models.DateField(help_text='The day that every offset counts from: notification, as a rule.')),
                    ('public_from', models.DateField(blank=True, help_text='The public may know of it from this day.', null=True)),
                    ('letters_from', models.DateField(help_text='The timetable sends letters that fall on this day or later.')),
                    ('letters_held', models.BooleanField(default=True, help_text='Nothing is sent until somebody has read the letters.')),
                    ('contact_name', models.CharField(blank=True, max_length=150)),
                    ('contact_email', models.EmailField(blank=True, max_length=254)),
                    ('started_at', models.DateTimeField(default=django.utils.timezone.now, editable=False)),
                    ('lead_body', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='programmes_led', to='accounts.organisation')),
                    ('partner_bodies', models.ManyToManyField(blank=True, related_name='programmes_joined', to='accounts.organisation')),
                    ('started_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ],
                options={
                    'ordering': ['-day_one', 'title'],
                    'triggers': [
                    pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "programmes_programmeevent" ("attribution", "background", "contact_email", "contact_name", "day_one", "definition", "definition_digest", "handling", "id", "judgement", "kind", "lead_body_id", "legal_basis", "letters_from", "letters_held", "methods", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "public_from", "purpose", "questions", "register", "requested_by", "scope_in", "scope_out", "shape", "short_title", "sign_off", "slug", "started_at", "started_by_id", "summary", "terms", "title", "uses") VALUES (NEW."attribution", NEW."background", NEW."contact_email", NEW."contact_name", NEW."day_one", NEW."definition", NEW."definition_digest", NEW."handling", NEW."id", NEW."judgement", NEW."kind", NEW."lead_body_id", NEW."legal_basis", NEW."letters_from", NEW."letters_held", NEW."methods", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."public_from", NEW."purpose", NEW."questions", NEW."register", NEW."requested_by", NEW."scope_in", NEW."scope_out", NEW."shape", NEW."short_title", NEW."sign_off", NEW."slug", NEW."started_at", NEW."started_by_id", NEW."summary", NEW."terms", NEW."title", NEW."uses"); RETURN NULL;', hash='de1dae59dad6db3e3137102dead453262cae1f79', operation='INSERT', pgid='pgtrigger_insert_insert_56ab2', table='programmes_programme', when='AFTER')),
                    pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "programmes_programmeevent" ("attribution", "background", "contact_email", "contact_name", "day_one", "definition", "definition_digest", "handling", "id", "judgement", "kind", "lead_body_id", "legal_basis", "letters_from", "letters_held", "methods", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "public_from", "purpose", "questions", "register", "requested_by", "scope_in", "scope_out", "shape", "short_title", "sign_off", "slug", "started_at", "started_by_id", "summary", "terms", "title", "uses") VALUES (NEW."attribution", NEW."background", NEW."contact_email", NEW."contact_name", NEW."day_one", NEW."definition", NEW."definition_digest", NEW."handling", NEW."id", NEW."judgement", NEW."kind", NEW."lead_body_id", NEW."legal_basis", NEW."letters_from", NEW."letters_held", NEW."methods", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."public_from", NEW."purpose", NEW."questions", NEW."register", NEW."requested_by", NEW."scope_in", NEW."scope_out", NEW."shape", NEW."short_title", NEW."sign_off", NEW."slug", NEW."started_at", NEW."started_by_id", NEW."summary", NEW."terms", NEW."title", NEW."uses"); RETURN NULL;', hash='03fe8b36bf477a3dc2fde5dcd6ad1e42e7bf6afc', operation='UPDATE', pgid='pgtrigger_update_update_af864', table='programmes_programme', when='AFTER')),
                ],
                },
            ),
            migrations.CreateModel(
                name='LetterText',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('key', models.SlugField(max_length=60)),
                    ('title', models.CharField(max_length=200)),
                    ('kind', models.CharField(help_text='notification, reminder, receipt, …', max_length=30)),
                    ('sent', models.CharField(help_text="What causes it: the timetable, a person's hand, or an event.", max_length=80)),
                    ('sender', models.CharField(blank=True, help_text='Whose letter it is, as a role in the team.', max_length=40)),
                    ('addressed_to', models.CharField(blank=True, max_length=200)),
                    ('statutory', models.BooleanField(default=False)),
                    ('subject', models.CharField(help_text='Merge fields allowed.', max_length=200)),
                    ('body', models.TextField(help_text='Markdown with merge fields.')),
                    ('programme', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='letters', to='programmes.programme')),
                ],
                options={
                    'ordering': ['key'],
                    'constraints': [
                    models.UniqueConstraint(models.F('programme'), models.F('key'), name='a_key_names_one_letter_of_a_programme'),
                ],
                    'triggers': [
                    pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "programmes_lettertextevent" ("addressed_to", "body", "id", "key", "kind", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "programme_id", "sender", "sent", "statutory", "subject", "title") VALUES (NEW."addressed_to", NEW."body", NEW."id", NEW."key", NEW."kind", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."programme_id", NEW."sender", NEW."sent", NEW."statutory", NEW."subject", NEW."title"); RETURN NULL;', hash='a955b1f3f4d3154916fe96a5c33337a2778c9862', operation='INSERT', pgid='pgtrigger_insert_insert_9a88b', table='programmes_lettertext', when='AFTER')),
                    pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "programmes_lettertextevent" ("addressed_to", "body", "id", "key", "kind", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "programme_id", "sender", "sent", "statutory", "subject", "title") VALUES (NEW."addressed_to", NEW."body", NEW."id", NEW."key", NEW."kind", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."programme_id", NEW."sender", NEW."sent", NEW."statutory", NEW."subject", NEW."title"); RETURN NULL;', hash='d77f6742b74fd6bf809ca9948b10c326e098b307', operation='UPDATE', pgid='pgtrigger_update_update_78f83', table='programmes_lettertext', when='AFTER')),
                ],
                },
            ),
            migrations.CreateModel(
                name='Phase',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('key', models.SlugField(max_length=60)),
                    ('title', models.CharField(max_length=120)),
                    ('position', models.PositiveSmallIntegerField()),
                    ('programme', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='phases', to='programmes.programme')),
                ],
                options={
                    'ordering': ['position'],
                    'constraints': [
                    models.UniqueConstraint(models.F('programme'), models.F('key'), name='a_key_names_one_phase_of_a_programme'),
                ],
                },
            ),
            migrations.CreateModel(
                name='Milestone',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('key', models.SlugField(max_length=60)),
                    ('title', models.CharField(max_length=150)),
                    ('kind', models.CharField(help_text='notification, briefing, survey, return, publication, …', max_length=30)),
                    ('who_acts', models.CharField(blank=True, max_length=200)),
                    ('detail', models.TextField(blank=True)),
                    ('public', models.BooleanField(default=True)),
                    ('month_only', models.BooleanField(default=False, help_text='The source gives the month alone; say no day.')),
                    ('applies_to', models.CharField(default='all', help_text='all, or selected partnerships', max_length=20)),
                    ('gates', django.contrib.postgres.fields.ArrayField(base_field=models.CharField(max_length=60), blank=True, default=list, size=None)),
                    ('late', models.BooleanField(default=False, help_text='What it opens may still be done after its last day, as late.')),
                    ('starts_rule', models.JSONField()),
                    ('ends_rule', models.JSONField(blank=True, null=True)),
                    ('opens_rule', models.JSONField(blank=True, null=True)),
                    ('letter_rules', models.JSONField(blank=True, default=list)),
                    ('date_basis', models.CharField(blank=True, max_length=200)),
                    ('position', models.PositiveSmallIntegerField()),
                    ('phase', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.CASCADE, related_name='milestones', to='programmes.phase')),
                    ('programme', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='milestones', to='programmes.programme')),
                ],
                options={
                    'ordering': ['position'],
                    'constraints': [
                    models.UniqueConstraint(models.F('programme'), models.F('key'), name='a_key_names_one_milestone_of_a_programme'),
                ],
                },
            ),
            migrations.CreateModel(
                name='Assignment',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('role', models.CharField(choices=[('lead', 'Inspection or review lead'), ('inspector', 'Inspector'), ('associate-assessor', 'Associate assessor'), ('support-officer', 'Strategic support officer'), ('panel-member', 'Quality and Consistency Panel member'), ('communications', 'Communications')], max_length=40)),
                    ('period', django.contrib.postgres.fields.ranges.DateRangeField(help_text='First day, and the day after the last; open-ended where none is set.')),
                    ('assigned_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                    ('person', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='assignments', to=settings.AUTH_USER_MODEL)),
                    ('programme', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='team', to='programmes.programme')),
                ],
                options={
                    'ordering': ['person__name'],
                    'constraints': [
                    django.contrib.postgres.constraints.ExclusionConstraint(expressions=[('programme', '='), ('person', '='), ('role', '='), ('period', '&&')], name='a_person_is_in_a_team_once_in_a_role'),
                ],
                    'triggers': [
                    pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "programmes_assignmentevent" ("assigned_by_id", "id", "period", "person_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "programme_id", "role") VALUES (NEW."assigned_by_id", NEW."id", NEW."period", NEW."person_id", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."programme_id", NEW."role"); RETURN NULL;', hash='c818fafac3a0657065a32986f0d73213b17b75c6', operation='INSERT', pgid='pgtrigger_insert_insert_011e7', table='programmes_assignment', when='AFTER')),
                    pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "programmes_assignmentevent" ("assigned_by_id", "id", "period", "person_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "programme_id", "role") VALUES (NEW."assigned_by_id", NEW."id", NEW."period", NEW."person_id", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."programme_id", NEW."role"); RETURN NULL;', hash='f7af4c7709cc610ec2b3884cf5a2a2fe77960158', operation='UPDATE', pgid='pgtrigger_update_update_e3c64', table='programmes_assignment', when='AFTER')),
                ],
                },
            ),
            migrations.CreateModel(
                name='CalendarAddress',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('key_hash', models.CharField(max_length=64, unique=True)),
                    ('made_at', models.DateTimeField(default=django.utils.timezone.now)),
                    ('read_on', models.DateField(blank=True, null=True)),
                    ('person', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, related_name='calendar_address', to=settings.AUTH_USER_MODEL)),
                ],
            ),
            migrations.CreateModel(
                name='LibraryDocument',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('key', models.SlugField(max_length=80)),
                    ('title', models.CharField(max_length=200)),
                    ('summary', models.CharField(blank=True, max_length=300)),
                    ('text', models.TextField(blank=True, help_text='Markdown.')),
                    ('published_by', models.CharField(blank=True, help_text='Who publishes it, where it is not ours.', max_length=300)),
                    ('kind', models.CharField(default='guidance', max_length=30)),
                    ('audience', models.CharField(choices=[('public', 'The public'), ('everyone in the partnership', 'Everyone in a partnership that takes part'), ('chief officers', 'Chief officers'), ('co-ordinator', 'Co-ordinators'), ('staff', 'Staff, passed on by co-ordinators'), ('review team', 'The review team')], max_length=40)),
                    ('released_edge', models.CharField(default='starts', max_length=10)),
                    ('position', models.PositiveSmallIntegerField(default=0)),
                    ('released_with', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='releases', to='programmes.milestone')),
                    ('programme', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='library', to='programmes.programme')),
                ],
                options={
                    'ordering': ['position', 'title'],
                    'constraints': [
                    models.UniqueConstraint(models.F('programme'), models.F('key'), name='a_key_names_one_document_of_a_programme'),
                ],
                    'triggers': [
                    pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "programmes_librarydocumentevent" ("audience", "id", "key", "kind", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "position", "programme_id", "published_by", "released_edge", "released_with_id", "summary", "text", "title") VALUES (NEW."audience", NEW."id", NEW."key", NEW."kind", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."position", NEW."programme_id", NEW."published_by", NEW."released_edge", NEW."released_with_id", NEW."summary", NEW."text", NEW."title"); RETURN NULL;', hash='807863b2d7b2825cde9d67926e67675c1d65a361', operation='INSERT', pgid='pgtrigger_insert_insert_36475', table='programmes_librarydocument', when='AFTER')),
                    pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "programmes_librarydocumentevent" ("audience", "id", "key", "kind", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "position", "programme_id", "published_by", "released_edge", "released_with_id", "summary", "text", "title") VALUES (NEW."audience", NEW."id", NEW."key", NEW."kind", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."position", NEW."programme_id", NEW."published_by", NEW."released_edge", NEW."released_with_id", NEW."summary", NEW."text", NEW."title"); RETURN NULL;', hash='afcb80ad57eaa3b345c391a1ffafd528c75a5444', operation='UPDATE', pgid='pgtrigger_update_update_3bc0e', table='programmes_librarydocument', when='AFTER')),
                ],
                },
            ),
            migrations.CreateModel(
                name='Partnership',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('name', models.CharField(max_length=200)),
                    ('areas', models.ManyToManyField(related_name='partnerships', to='accounts.area')),
                    ('grouping', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='partnerships', to='accounts.grouping')),
                    ('organisations', models.ManyToManyField(related_name='partnerships', to='accounts.organisation')),
                    ('programme', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='partnerships', to='programmes.programme')),
                ],
                options={
                    'ordering': ['name'],
                    'constraints': [
                    models.UniqueConstraint(models.F('programme'), models.F('name'), name='a_name_stands_for_one_partnership_of_a_programme'),
                ],
                },
            ),
            migrations.CreateModel(
                name='Participation',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('selected', models.BooleanField(default=False, help_text='Chosen for the milestones that only some have.')),
                    ('day_one', models.DateField(blank=True, help_text='Its own notification day, in a rolling programme.', null=True)),
                    ('accepted_at', models.DateTimeField(blank=True, help_text='When the notification letter was accepted.', null=True)),
                    ('withdrawn_at', models.DateTimeField(blank=True, null=True)),
                    ('withdrawn_reason', models.CharField(blank=True, max_length=300)),
                    ('accepted_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                    ('withdrawn_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                    ('partnership', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, related_name='participation', to='programmes.partnership')),
                    ('programme', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='participations', to='programmes.programme')),
                ],
                options={
                    'ordering': ['partnership__name'],
                    'constraints': [
                    models.CheckConstraint(condition=models.Q(models.Q(('accepted_at', None), ('accepted_by', None)), models.Q(('accepted_at__isnull', False), ('accepted_by__isnull', False)), _connector='OR'), name='a_notification_is_accepted_by_someone_at_some_time'),
                    models.CheckConstraint(condition=models.Q(models.Q(('withdrawn_at', None), ('withdrawn_by', None)), models.Q(('withdrawn_at__isnull', False), ('withdrawn_by__isnull', False)), _connector='OR'), name='a_partnership_withdraws_by_someone_at_some_time'),
                ],
                    'triggers': [
                    pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "programmes_participationevent" ("accepted_at", "accepted_by_id", "day_one", "id", "partnership_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "programme_id", "selected", "withdrawn_at", "withdrawn_by_id", "withdrawn_reason") VALUES (NEW."accepted_at", NEW."accepted_by_id", NEW."day_one", NEW."id", NEW."partnership_id", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."programme_id", NEW."selected", NEW."withdrawn_at", NEW."withdrawn_by_id", NEW."withdrawn_reason"); RETURN NULL;', hash='297374f649cfb2e27ded737596450ee9b1814be5', operation='INSERT', pgid='pgtrigger_insert_insert_657e4', table='programmes_participation', when='AFTER')),
                    pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "programmes_participationevent" ("accepted_at", "accepted_by_id", "day_one", "id", "partnership_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "programme_id", "selected", "withdrawn_at", "withdrawn_by_id", "withdrawn_reason") VALUES (NEW."accepted_at", NEW."accepted_by_id", NEW."day_one", NEW."id", NEW."partnership_id", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."programme_id", NEW."selected", NEW."withdrawn_at", NEW."withdrawn_by_id", NEW."withdrawn_reason"); RETURN NULL;', hash='3f67586233effea52940fd6fc6a94592f40de94b', operation='UPDATE', pgid='pgtrigger_update_update_82ace', table='programmes_participation', when='AFTER')),
                ],
                },
            ),
            migrations.CreateModel(
                name='ClosedDay',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('on', models.DateField()),
                    ('why', models.CharField(max_length=120)),
                    ('programme', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='closed_days', to='programmes.programme')),
                ],
                options={
                    'ordering': ['on'],
                    'constraints': [
                    models.UniqueConstraint(models.F('programme'), models.F('on'), name='a_day_is_listed_as_closed_once'),
                ],
                },
            ),
            migrations.CreateModel(
                name='BriefingSession',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('title', models.CharField(max_length=150)),
                    ('starts_at', models.DateTimeField()),
                    ('minutes', models.PositiveSmallIntegerField(default=60)),
                    ('places', models.PositiveSmallIntegerField(default=12)),
                    ('joining', models.TextField(blank=True, help_text='How to join: a link or a place. Shown to those who booked.')),
                    ('cancelled_at', models.DateTimeField(blank=True, null=True)),
                    ('cancelled_reason', models.CharField(blank=True, max_length=300)),
                    ('milestone', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='briefing_sessions', to='programmes.milestone')),
                    ('programme', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='briefing_sessions', to='programmes.programme')),
                ],
                options={
                    'ordering': ['starts_at'],
                    'constraints': [
                    models.CheckConstraint(condition=models.Q(('places__gt', 0)), name='a_briefing_has_places'),
                    models.CheckConstraint(condition=models.Q(('minutes__gte', 10), ('minutes__lte', 480)), name='a_briefing_lasts_a_while'),
                ],
                },
            ),
            migrations.CreateModel(
                name='SchoolWeek',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('on', models.DateField(help_text='The Monday of the week.')),
                    ('programme', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='school_weeks', to='programmes.programme')),
                ],
                options={
                    'ordering': ['on'],
                    'constraints': [
                    models.UniqueConstraint(models.F('programme'), models.F('on'), name='a_school_week_is_listed_once'),
                ],
                },
            ),
            migrations.CreateModel(
                name='Seat',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('role', models.CharField(choices=[('chief-officer', 'Chief officer'), ('co-ordinator', 'Co-ordinator'), ('contributor', 'Contributor'), ('viewer', 'Viewer')], max_length=40)),
                    ('standing', models.CharField(choices=[('main', 'Holds the seat'), ('deputy', 'Deputy'), ('cover', 'Covers during leave')], default='main', max_length=10)),
                    ('status', models.CharField(choices=[('offered', 'Nominated, not yet accepted'), ('accepted', 'Accepted'), ('declined', 'Declined'), ('ended', 'Ended')], default='offered', max_length=10)),
                    ('period', django.contrib.postgres.fields.ranges.DateRangeField(help_text='First day, and the day after the last; open-ended where none is set.')),
                    ('offered_at', models.DateTimeField(default=django.utils.timezone.now)),
                    ('answered_at', models.DateTimeField(blank=True, null=True)),
                    ('reason', models.CharField(blank=True, help_text='Why declined or ended, or what the cover is for.', max_length=300)),
                    ('offered_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                    ('participation', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='seats', to='programmes.participation')),
                    ('person', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='seats', to=settings.AUTH_USER_MODEL)),
                ],
                options={
                    'ordering': ['participation', 'role', 'standing', 'person__name'],
                    'constraints': [
                    django.contrib.postgres.constraints.ExclusionConstraint(condition=models.Q(('role', 'co-ordinator'), ('standing', 'main'), ('status', 'accepted')), expressions=[('participation', '='), ('period', '&&')], name='a_partnership_has_one_coordinator_at_a_time'),
                    django.contrib.postgres.constraints.ExclusionConstraint(condition=models.Q(('status__in', ['offered', 'accepted'])), expressions=[('participation', '='), ('person', '='), ('role', '='), ('period', '&&')], name='a_person_holds_one_seat_of_a_kind_in_a_partnership'),
                ],
                    'triggers': [
                    pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "programmes_seatevent" ("answered_at", "id", "offered_at", "offered_by_id", "participation_id", "period", "person_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "reason", "role", "standing", "status") VALUES (NEW."answered_at", NEW."id", NEW."offered_at", NEW."offered_by_id", NEW."participation_id", NEW."period", NEW."person_id", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."reason", NEW."role", NEW."standing", NEW."status"); RETURN NULL;', hash='8ba80de3f8c076275ba47accbe2bc22d26158c50', operation='INSERT', pgid='pgtrigger_insert_insert_c2eac', table='programmes_seat', when='AFTER')),
                    pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "programmes_seatevent" ("answered_at", "id", "offered_at", "offered_by_id", "participation_id", "period", "person_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "reason", "role", "standing", "status") VALUES (NEW."answered_at", NEW."id", NEW."offered_at", NEW."offered_by_id", NEW."participation_id", NEW."period", NEW."person_id", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."reason", NEW."role", NEW."standing", NEW."status"); RETURN NULL;', hash='97bfd47d1beef35834b8bf48839de3d753732990', operation='UPDATE', pgid='pgtrigger_update_update_ef331', table='programmes_seat', when='AFTER')),
                ],
                },
                bases=(accounts.moves.Moving, models.Model),
            ),
            migrations.CreateModel(
                name='SettledDate',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('edge', models.CharField(choices=[('opens', 'Opens'), ('starts', 'First day'), ('ends', 'Last day')], max_length=10)),
                    ('on', models.DateField()),
                    ('reason', models.CharField(blank=True, max_length=300)),
                    ('settled_at', models.DateTimeField(default=django.utils.timezone.now)),
                    ('milestone', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='settled_dates', to='programmes.milestone')),
                    ('participation', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.CASCADE, related_name='settled_dates', to='programmes.participation')),
                    ('programme', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='settled_dates', to='programmes.programme')),
                    ('settled_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ],
                options={
                    'constraints': [
                    models.UniqueConstraint(fields=('milestone', 'participation', 'edge'), name='an_edge_of_a_milestone_is_settled_once', nulls_distinct=False),
                ],
                    'triggers': [
                    pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "programmes_settleddateevent" ("edge", "id", "milestone_id", "on", "participation_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "programme_id", "reason", "settled_at", "settled_by_id") VALUES (NEW."edge", NEW."id", NEW."milestone_id", NEW."on", NEW."participation_id", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."programme_id", NEW."reason", NEW."settled_at", NEW."settled_by_id"); RETURN NULL;', hash='506016dff0faedc211fb5a77a535994c3172c0fd', operation='INSERT', pgid='pgtrigger_insert_insert_e091e', table='programmes_settleddate', when='AFTER')),
                    pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "programmes_settleddateevent" ("edge", "id", "milestone_id", "on", "participation_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "programme_id", "reason", "settled_at", "settled_by_id") VALUES (NEW."edge", NEW."id", NEW."milestone_id", NEW."on", NEW."participation_id", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."programme_id", NEW."reason", NEW."settled_at", NEW."settled_by_id"); RETURN NULL;', hash='4275fe853ddaa3ee4485770536d6d51d198ad132', operation='UPDATE', pgid='pgtrigger_update_update_85279', table='programmes_settleddate', when='AFTER')),
                ],
                },
            ),
            migrations.CreateModel(
                name='Confirmation',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('done_on', models.DateField()),
                    ('headcount', models.PositiveIntegerField(blank=True, help_text='How many people it was shared with.', null=True)),
                    ('note', models.TextField(blank=True, max_length=1000)),
                    ('confirmed_at', models.DateTimeField(default=django.utils.timezone.now)),
                    ('confirmed_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                    ('milestone', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='confirmations', to='programmes.milestone')),
                    ('participation', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='confirmations', to='programmes.participation')),
                ],
                options={
                    'constraints': [
                    models.UniqueConstraint(models.F('participation'), models.F('milestone'), name='a_step_is_confirmed_once'),
                ],
                },
            ),
            migrations.CreateModel(
                name='Booking',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('place', models.PositiveSmallIntegerField()),
                    ('booked_at', models.DateTimeField(default=django.utils.timezone.now)),
                    ('attendance', models.CharField(blank=True, choices=[('', 'Not recorded yet'), ('attended', 'Attended'), ('caught up', 'Caught up later'), ('missed', 'Did not attend')], default='', max_length=10)),
                    ('booked_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                    ('session', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='bookings', to='programmes.briefingsession')),
                    ('milestone', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='programmes.milestone')),
                    ('participation', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='bookings', to='programmes.participation')),
                ],
                options={
                    'ordering': ['session', 'place'],
                    'constraints': [
                    models.UniqueConstraint(models.F('session'), models.F('place'), name='a_place_in_a_briefing_is_given_once'),
                    models.UniqueConstraint(models.F('participation'), models.F('milestone'), name='a_partnership_books_one_place_in_a_round'),
                ],
                },
            ),
            migrations.CreateModel(
                name='ParticipationEvent',
                fields=[
                    ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                    ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                    ('pgh_label', models.TextField(help_text='The event label.')),
                    ('id', models.BigIntegerField()),
                    ('selected', models.BooleanField(default=False, help_text='Chosen for the milestones that only some have.')),
                    ('day_one', models.DateField(blank=True, help_text='Its own notification day, in a rolling programme.', null=True)),
                    ('accepted_at', models.DateTimeField(blank=True, help_text='When the notification letter was accepted.', null=True)),
                    ('withdrawn_at', models.DateTimeField(blank=True, null=True)),
                    ('withdrawn_reason', models.CharField(blank=True, max_length=300)),
                    ('accepted_by', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL)),
                    ('pgh_context', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context')),
                    ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='programmes.participation')),
                    ('withdrawn_by', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL)),
                    ('partnership', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='programmes.partnership')),
                    ('programme', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='programmes.programme')),
                ],
                options={
                    'abstract': False,
                    'triggers': [
                    pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='733a7f611df820daf46910909b4fab44ce810414', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_c3f1a', table='programmes_participationevent', when='BEFORE')),
                ],
                },
            ),
            migrations.CreateModel(
                name='LibraryDocumentEvent',
                fields=[
                    ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                    ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                    ('pgh_label', models.TextField(help_text='The event label.')),
                    ('id', models.BigIntegerField()),
                    ('key', models.SlugField(db_index=False, max_length=80)),
                    ('title', models.CharField(max_length=200)),
                    ('summary', models.CharField(blank=True, max_length=300)),
                    ('text', models.TextField(blank=True, help_text='Markdown.')),
                    ('published_by', models.CharField(blank=True, help_text='Who publishes it, where it is not ours.', max_length=300)),
                    ('kind', models.CharField(default='guidance', max_length=30)),
                    ('audience', models.CharField(choices=[('public', 'The public'), ('everyone in the partnership', 'Everyone in a partnership that takes part'), ('chief officers', 'Chief officers'), ('co-ordinator', 'Co-ordinators'), ('staff', 'Staff, passed on by co-ordinators'), ('review team', 'The review team')], max_length=40)),
                    ('released_edge', models.CharField(default='starts', max_length=10)),
                    ('position', models.PositiveSmallIntegerField(default=0)),
                    ('pgh_context', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context')),
                    ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='programmes.librarydocument')),
                    ('released_with', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='programmes.milestone')),
                    ('programme', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='programmes.programme')),
                ],
                options={
                    'abstract': False,
                    'triggers': [
                    pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='bc972907bdfb6be4302242a0e7ebba0c60acf600', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_35b44', table='programmes_librarydocumentevent', when='BEFORE')),
                ],
                },
            ),
            migrations.CreateModel(
                name='LetterTextEvent',
                fields=[
                    ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                    ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                    ('pgh_label', models.TextField(help_text='The event label.')),
                    ('id', models.BigIntegerField()),
                    ('key', models.SlugField(db_index=False, max_length=60)),
                    ('title', models.CharField(max_length=200)),
                    ('kind', models.CharField(help_text='notification, reminder, receipt, …', max_length=30)),
                    ('sent', models.CharField(help_text="What causes it: the timetable, a person's hand, or an event.", max_length=80)),
                    ('sender', models.CharField(blank=True, help_text='Whose letter it is, as a role in the team.', max_length=40)),
                    ('addressed_to', models.CharField(blank=True, max_length=200)),
                    ('statutory', models.BooleanField(default=False)),
                    ('subject', models.CharField(help_text='Merge fields allowed.', max_length=200)),
                    ('body', models.TextField(help_text='Markdown with merge fields.')),
                    ('pgh_context', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context')),
                    ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='programmes.lettertext')),
                    ('programme', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='programmes.programme')),
                ],
                options={
                    'abstract': False,
                    'triggers': [
                    pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='1d69f74fc979df2536633fa7446abb0081fb750c', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_b2ecc', table='programmes_lettertextevent', when='BEFORE')),
                ],
                },
            ),
            migrations.CreateModel(
                name='AssignmentEvent',
                fields=[
                    ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                    ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                    ('pgh_label', models.TextField(help_text='The event label.')),
                    ('id', models.BigIntegerField()),
                    ('role', models.CharField(choices=[('lead', 'Inspection or review lead'), ('inspector', 'Inspector'), ('associate-assessor', 'Associate assessor'), ('support-officer', 'Strategic support officer'), ('panel-member', 'Quality and Consistency Panel member'), ('communications', 'Communications')], max_length=40)),
                    ('period', django.contrib.postgres.fields.ranges.DateRangeField(help_text='First day, and the day after the last; open-ended where none is set.')),
                    ('assigned_by', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL)),
                    ('person', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL)),
                    ('pgh_context', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context')),
                    ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='programmes.assignment')),
                    ('programme', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='programmes.programme')),
                ],
                options={
                    'abstract': False,
                    'triggers': [
                    pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='348d5fd7bb91f7b48c1b6165b469b4bd1bd88562', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_86761', table='programmes_assignmentevent', when='BEFORE')),
                ],
                },
            ),
            migrations.CreateModel(
                name='ProgrammeEvent',
                fields=[
                    ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                    ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                    ('pgh_label', models.TextField(help_text='The event label.')),
                    ('id', models.BigIntegerField()),
                    ('slug', models.SlugField(db_index=False, max_length=80)),
                    ('title', models.CharField(max_length=200)),
                    ('short_title', models.CharField(max_length=80)),
                    ('definition', models.CharField(help_text='Slug of the definition it was started from.', max_length=80)),
                    ('definition_digest', models.CharField(help_text='SHA-256 of the definition as it was then.', max_length=64)),
                    ('kind', models.CharField(max_length=60)),
                    ('requested_by', models.CharField(blank=True, max_length=300)),
                    ('summary', models.TextField(blank=True)),
                    ('purpose', models.TextField(help_text='Markdown.')),
                    ('legal_basis', models.JSONField(blank=True, default=list)),
                    ('questions', models.JSONField(blank=True, default=list)),
                    ('scope_in', models.JSONField(blank=True, default=list)),
                    ('scope_out', models.JSONField(blank=True, default=list)),
                    ('methods', models.JSONField(blank=True, default=list)),
                    ('background', models.JSONField(blank=True, default=list)),
                    ('handling', models.JSONField(blank=True, default=list, help_text='How what is sent is kept and used.')),
                    ('terms', models.JSONField(blank=True, default=list, help_text='{term, meaning, source, basis, official}.')),
                    ('shape', models.CharField(choices=[('together', 'Everyone shares the dates'), ('rolling', 'Each partnership has its own notification day')], max_length=20)),
                    ('judgement', models.CharField(choices=[('nothing', 'Nothing is graded'), ('progress statements', 'A progress statement for each question'), ('six-point scale', 'The six-point scale')], max_length=30)),
                    ('attribution', models.CharField(choices=[('named', 'Partnerships are named'), ('never', 'Nothing is attributed to a partnership')], max_length=10)),
                    ('sign_off', models.CharField(default='none', help_text='Who signs off what is sent.', max_length=20)),
                    ('uses', django.contrib.postgres.fields.ArrayField(base_field=models.CharField(max_length=40), blank=True, default=list, help_text='Features switched on.', size=None)),
                    ('register', models.CharField(default='none', help_text='Which register makes a partnership.', max_length=40)),
                    ('day_one', models.DateField(help_text='The day that every offset counts from: notification, as a rule.')),
                    ('public_from', models.DateField(blank=True, help_text='The public may know of it from this day.', null=True)),
                    ('letters_from', models.DateField(help_text='The timetable sends letters that fall on this day or later.')),
                    ('letters_held', models.BooleanField(default=True, help_text='Nothing is sent until somebody has read the letters.')),
                    ('contact_name', models.CharField(blank=True, max_length=150)),
                    ('contact_email', models.EmailField(blank=True, max_length=254)),
                    ('started_at', models.DateTimeField(default=django.utils.timezone.now, editable=False)),
                    ('lead_body', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='accounts.organisation')),
                    ('pgh_context', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context')),
                    ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='programmes.programme')),
                    ('started_by', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL)),
                ],
                options={
                    'abstract': False,
                    'triggers': [
                    pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='5fe1ee674ae180722b68fb3695b029aa2ce00d96', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_df196', table='programmes_programmeevent', when='BEFORE')),
                ],
                },
            ),
            migrations.CreateModel(
                name='SeatEvent',
                fields=[
                    ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                    ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                    ('pgh_label', models.TextField(help_text='The event label.')),
                    ('id', models.BigIntegerField()),
                    ('role', models.CharField(choices=[('chief-officer', 'Chief officer'), ('co-ordinator', 'Co-ordinator'), ('contributor', 'Contributor'), ('viewer', 'Viewer')], max_length=40)),
                    ('standing', models.CharField(choices=[('main', 'Holds the seat'), ('deputy', 'Deputy'), ('cover', 'Covers during leave')], default='main', max_length=10)),
                    ('status', models.CharField(choices=[('offered', 'Nominated, not yet accepted'), ('accepted', 'Accepted'), ('declined', 'Declined'), ('ended', 'Ended')], default='offered', max_length=10)),
                    ('period', django.contrib.postgres.fields.ranges.DateRangeField(help_text='First day, and the day after the last; open-ended where none is set.')),
                    ('offered_at', models.DateTimeField(default=django.utils.timezone.now)),
                    ('answered_at', models.DateTimeField(blank=True, null=True)),
                    ('reason', models.CharField(blank=True, help_text='Why declined or ended, or what the cover is for.', max_length=300)),
                    ('offered_by', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL)),
                    ('participation', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='programmes.participation')),
                    ('person', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL)),
                    ('pgh_context', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context')),
                    ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='programmes.seat')),
                ],
                options={
                    'abstract': False,
                    'triggers': [
                    pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='e3e51fb4011f9f2f1f96ae1b878827e61edcd7f4', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_50275', table='programmes_seatevent', when='BEFORE')),
                ],
                },
            ),
            migrations.CreateModel(
                name='SettledDateEvent',
                fields=[
                    ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                    ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                    ('pgh_label', models.TextField(help_text='The event label.')),
                    ('id', models.BigIntegerField()),
                    ('edge', models.CharField(choices=[('opens', 'Opens'), ('starts', 'First day'), ('ends', 'Last day')], max_length=10)),
                    ('on', models.DateField()),
                    ('reason', models.CharField(blank=True, max_length=300)),
                    ('settled_at', models.DateTimeField(default=django.utils.timezone.now)),
                    ('milestone', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='programmes.milestone')),
                    ('participation', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='programmes.participation')),
                    ('pgh_context', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context')),
                    ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='programmes.settleddate')),
                    ('programme', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='programmes.programme')),
                    ('settled_by', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL)),
                ],
                options={
                    'abstract': False,
                    'triggers': [
                    pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='e18125c3e0264598c43a69b524f8589afc6fc15f', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_bb1c1', table='programmes_settleddateevent', when='BEFORE')),
                ],
                },
            ),
        ]),
    ]
