from django.core.management.base import BaseCommand

from accounts import register_files, speaking


class Command(BaseCommand):
    help = "Reads areas, councils, boards, divisions, partnerships and scrutiny bodies from accounts/registers/*.csv."

    def handle(self, *args, **options):
        with speaking.as_service():
            report = register_files.read()
        for line in report.lines():
            self.stdout.write(line)
