"""Questionnaires and their versions."""

import accounts.all_at_once
import django.db.models.deletion
import pgtrigger.compiler
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('accounts', '__first__'),
        ('pghistory', '0007_auto_20250421_0444'),
    ]

    operations = [
        accounts.all_at_once.CreateTogether(
            operations=[
                migrations.CreateModel(
                    name='Questionnaire',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('title', models.CharField(max_length=200)),
                    ],
                ),
                migrations.CreateModel(
                    name='Version',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('questionnaire', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='versions', to='instruments.questionnaire')),
                        ('number', models.PositiveSmallIntegerField()),
                        ('content', models.JSONField(help_text='As instruments.written.as_data gives it.')),
                        ('edits', models.PositiveIntegerField(default=0, help_text='Goes up with every change to a version in the making.')),
                        ('published_at', models.DateTimeField(blank=True, null=True)),
                        ('published_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                    ],
                    options={
                        'ordering': ['questionnaire', 'number'],
                        'constraints': [models.UniqueConstraint(models.F('questionnaire'), models.F('number'), name='a_version_has_its_own_number'), models.UniqueConstraint(condition=models.Q(('published_at', None)), fields=('questionnaire',), name='a_questionnaire_has_one_version_in_the_making'), models.CheckConstraint(condition=models.Q(('published_by', None), ('published_at__isnull', False), _connector='OR'), name='a_version_is_published_by_someone_at_some_time')],
                        'triggers': [pgtrigger.compiler.Trigger(name='a_published_version_never_changes', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD."published_at" IS NOT NULL)', func="RAISE EXCEPTION 'pgtrigger: Cannot update rows from % table', TG_TABLE_NAME;", hash='b17c60f2152dd8caf1c11307da67a7befa789da5', operation='UPDATE', pgid='pgtrigger_a_published_version_never_changes_e4613', table='instruments_version', when='BEFORE'))],
                    },
                ),
            ],
        ),
    ]
