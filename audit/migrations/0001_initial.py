"""The chain of seals, who looked at what, and when each task last ran."""

import django.contrib.postgres.constraints
import django.contrib.postgres.fields
import django.db.models.deletion
import django.utils.timezone
from django.conf import settings
from django.db import migrations, models

import audit.models
from accounts.all_at_once import CreateTogether


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        CreateTogether([
            migrations.CreateModel(
                name='TaskRun',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('name', models.CharField(max_length=120, unique=True)),
                    ('began_at', models.DateTimeField(null=True)),
                    ('ended_at', models.DateTimeField(null=True)),
                    ('failed_at', models.DateTimeField(null=True)),
                    ('failure', models.CharField(blank=True, help_text='The kind of error; never its details.', max_length=300)),
                    ('runs', models.PositiveBigIntegerField(default=0)),
                    ('did', models.CharField(blank=True, help_text='What the last run did, in words.', max_length=200)),
                ],
                options={
                    'ordering': ['name'],
                },
            ),
            migrations.CreateModel(
                name='Seal',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('table', models.CharField(help_text='Table that the stretch lies in.', max_length=100)),
                    ('first_row', models.BigIntegerField(help_text='First id of the stretch.')),
                    ('last_row', models.BigIntegerField(help_text='Last id of the stretch.')),
                    ('rows', models.PositiveIntegerField()),
                    ('digest', models.CharField(help_text='SHA-256 over all of this and the previous digest, in hex.', max_length=64)),
                    ('previous', models.CharField(max_length=64)),
                    ('sealed_at', models.DateTimeField(default=django.utils.timezone.now)),
                    ('columns', django.contrib.postgres.fields.ArrayField(base_field=models.CharField(max_length=100), help_text='What was hashed; columns added later are not part of it.', size=None)),
                    ('marks', models.BinaryField(help_text='Id and hash of each row, so that the one that was changed can be named.')),
                ],
                options={
                    'ordering': ['pk'],
                    'constraints': [
                    models.UniqueConstraint(models.F('previous'), name='every_seal_has_one_successor'),
                    models.UniqueConstraint(models.F('table'), models.F('first_row'), name='a_stretch_of_history_is_sealed_once'),
                ],
                },
            ),
            migrations.CreateModel(
                name='Look',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('kind', models.CharField(help_text='What kind of thing it is, such as “submission”.', max_length=60)),
                    ('subject_id', models.BigIntegerField()),
                    ('title', models.CharField(help_text='What the person was shown it as.', max_length=300)),
                    ('address', models.CharField(blank=True, max_length=300)),
                    ('participation_ref', models.BigIntegerField(blank=True, help_text="Whose it is, where it is somebody's.", null=True)),
                    ('at', models.DateTimeField(db_index=True, default=django.utils.timezone.now)),
                    ('person', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ],
                options={
                    'ordering': ['-at', '-pk'],
                    'indexes': [
                    models.Index(fields=['kind', 'subject_id'], name='audit_look_kind_1d6695_idx'),
                    models.Index(fields=['person', '-at'], name='audit_look_person__dd5b19_idx'),
                ],
                    'constraints': [
                    django.contrib.postgres.constraints.ExclusionConstraint(expressions=[('person', '='), ('kind', '='), ('subject_id', '='), (audit.models.MinuteFrom('at'), '&&')], name='a_look_within_a_minute_of_the_last_is_the_same_look'),
                ],
                },
            ),
            migrations.CreateModel(
                name='Horizon',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('table', models.CharField(max_length=100, unique=True)),
                    ('last_row', models.BigIntegerField()),
                    ('transaction', models.BigIntegerField()),
                    ('noticed_at', models.DateTimeField()),
                ],
            ),
        ]),
    ]
