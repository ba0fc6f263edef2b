"""Locked versions of drafts, which never change."""

import django.db.models.deletion
import django.utils.timezone
import pgtrigger.compiler
from django.conf import settings
from django.db import migrations, models

from accounts.all_at_once import CreateTogether


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('accounts', '0002_walls'),
        ('reports', '0002_walls'),
        ('analysis', '0002_walls'),
        ('pghistory', '0007_auto_20250421_0444'),
        ('programmes', '0002_walls'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        CreateTogether([
            migrations.CreateModel(
                name='LockedVersion',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('report', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='locked_versions', to='reports.report')),
                    ('number', models.PositiveSmallIntegerField()),
                    ('purpose', models.CharField(choices=[('peer-review', 'Peer review'), ('panel', 'Quality and Consistency Panel'), ('accuracy', 'Factual accuracy')], max_length=20)),
                    ('content', models.JSONField(help_text='Sections, numbered paragraphs, and figures with their numbers.')),
                    ('html', models.TextField(help_text='The body of its page, with numbered paragraphs, as it was drawn when it was locked.')),
                    ('digest', models.CharField(help_text='SHA-256 over content and page, in hex.', max_length=64)),
                    ('locked_at', models.DateTimeField(default=django.utils.timezone.now)),
                    ('locked_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ],
                options={
                    'ordering': ['report_id', '-number'],
                    'constraints': [models.UniqueConstraint(models.F('report'), models.F('number'), name='a_number_stands_for_one_locked_version_of_a_report'), models.CheckConstraint(condition=models.Q(('number__gte', 1)), name='locked_versions_are_counted_from_one')],
                    'triggers': [pgtrigger.compiler.Trigger(name='a_locked_version_never_changes_and_is_kept', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='33dac3fe61d3687400cf52eccf9e1c0befad6ff4', operation='UPDATE OR DELETE', pgid='pgtrigger_a_locked_version_never_changes_and_is_kept_51faa', table='assurance_lockedversion', when='BEFORE'))],
                },
            ),
        ]),
    ]
