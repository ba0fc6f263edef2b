"""Fill an empty portal with the demo; what is there already stays."""

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from demo import story


class Command(BaseCommand):
    help = __doc__

    def handle(self, *args, **options):
        if not settings.DEMO:
            raise CommandError("This portal is not a demo (PORTAL_DEMO is not set), so no invented people are made.")
        for line in story.tell() or ["The demo is there already."]:
            self.stdout.write(line)
