"""Who changed a figure and when stand together, as they do for a section."""

from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('reports', '0002_walls'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AddConstraint(
            model_name='figure',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('updated_at', None), ('updated_by', None)), ('updated_at__isnull', False), _connector='OR'), name='a_figure_is_changed_by_someone_at_some_time'),
        ),
    ]
