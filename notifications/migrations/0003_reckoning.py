"""Keep the last count of letters, so that the status page need not count. Administrators see it; background work writes."""

import django.db.models.functions.datetime
from django.db import migrations, models

from accounts import row_security


class Migration(migrations.Migration):

    dependencies = [
        ('notifications', '0002_walls'),
    ]

    operations = [
        migrations.CreateModel(
            name='Reckoning',
            fields=[
                ('of', models.CharField(help_text='What is counted, in words.', max_length=100, primary_key=True, serialize=False)),
                ('expected', models.PositiveIntegerField()),
                ('missing', models.PositiveIntegerField()),
                ('counted_at', models.DateTimeField(db_default=django.db.models.functions.datetime.Now())),
            ],
            options={
                'ordering': ['of'],
            },
        ),
        row_security.protect("notifications_reckoning", reads="(SELECT portal_is_administrator())", writes="false"),
    ]
