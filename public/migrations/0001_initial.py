"""The index of the search: passages, and words to suggest."""

import accounts.all_at_once
import django.contrib.postgres.fields
import django.contrib.postgres.indexes
import django.contrib.postgres.search
import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('accounts', '0001_initial'),
        ('reports', '0002_walls'),
    ]

    operations = [
        accounts.all_at_once.CreateTogether(
            operations=[
                migrations.CreateModel(
                    name='Word',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('word', models.TextField(unique=True)),
                    ],
                    options={
                        'indexes': [django.contrib.postgres.indexes.GinIndex(fastupdate=False, fields=['word'], name='words_by_three_letters', opclasses=['gin_trgm_ops'])],
                    },
                ),
                migrations.CreateModel(
                    name='EditionWords',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('words', django.contrib.postgres.fields.ArrayField(base_field=models.TextField(), size=None)),
                        ('edition', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='reports.edition')),
                    ],
                    options={
                        'indexes': [django.contrib.postgres.indexes.GinIndex(fields=['words'], fastupdate=False, name='editions_by_word')],
                    },
                ),
                migrations.CreateModel(
                    name='Passage',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('place', models.PositiveIntegerField(help_text='Its place in the edition, counted from nought.')),
                        ('kind', models.CharField(choices=[('cover', 'Title and summary'), ('section', 'Heading of a section'), ('heading', 'Heading within a section'), ('paragraph', 'Paragraph'), ('figure', 'Figure or table'), ('term', 'Definition')], max_length=10)),
                        ('number', models.CharField(blank=True, help_text='What readers call it: 2.3, or Figure 1.', max_length=40)),
                        ('anchor', models.CharField(blank=True, help_text="Its address on the report's page.", max_length=120)),
                        ('section', models.TextField(blank=True, help_text='The heading that it stands under.')),
                        ('text', models.TextField(help_text='Its words without any marks.')),
                        ('words', django.contrib.postgres.search.SearchVectorField()),
                        ('edition', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='reports.edition')),
                    ],
                    options={
                        'indexes': [django.contrib.postgres.indexes.GinIndex(fields=['words'], fastupdate=False, name='passages_by_word')],
                        'constraints': [models.UniqueConstraint(models.F('edition'), models.F('place'), name='a_passage_has_its_place_in_an_edition')],
                    },
                ),
            ]
        ),
    ]
