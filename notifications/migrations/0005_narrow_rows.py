"""Lists of letters stay quick: their text is kept beside the rows, and what they can be narrowed to in an index."""

from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('notifications', '0004_once_a_day'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AddIndex(
            model_name='notice',
            index=models.Index(fields=['programme_ref', 'programme_name', 'kind'], include=('recipient', 'participation_ref'), name='kinds_of_letters'),
        ),
        # Rows without their text are a tenth as wide; lists read many rows and no text.
        migrations.RunSQL(
            "ALTER TABLE notifications_notice SET (toast_tuple_target = 512)",
            "ALTER TABLE notifications_notice RESET (toast_tuple_target)",
        ),
    ]
