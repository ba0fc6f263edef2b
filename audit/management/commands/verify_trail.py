from django.core.management.base import BaseCommand, CommandError

from audit import trail
from interface.counting import counted


class Command(BaseCommand):
    help = "Recomputes the seals over the whole trail and names the first row that was changed, removed or inserted."

    def add_arguments(self, parser):
        parser.add_argument(
            "--head", default="", help="a digest from a log or a backup that must still be in the chain"
        )

    def handle(self, *args, head, **options):
        verdict = trail.verify(head)
        if verdict.broken:
            raise CommandError(f"The trail is broken. {verdict.broken}")
        self.stdout.write(
            f"The trail holds: {counted(verdict.rows, 'row')} under {counted(verdict.seals, 'seal')}; {verdict.unsealed} newer rows are not"
            f" sealed yet. Newest seal: {verdict.head}"
        )
