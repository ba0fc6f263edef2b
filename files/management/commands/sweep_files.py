from datetime import timedelta

from django.conf import settings
from django.core.management.base import BaseCommand

from files import actions
from interface.counting import counted


class Command(BaseCommand):
    help = "Removes bytes that no row speaks of, and the bytes of files refused long ago. Beat does so every hour."

    def handle(self, *args, **options):
        orphans, refused = actions.sweep(refused_kept_for=timedelta(days=settings.REFUSED_FILES_KEPT_DAYS))
        self.stdout.write(f"Removed {counted(orphans, 'orphan')} and the bytes of {counted(refused, 'refused file')}.")
