"""Writes docs/road.md from the table of the road."""

from pathlib import Path

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from assurance import drawn


class Command(BaseCommand):
    help = "Write docs/road.md from the table in assurance/road.py; with --check, only say whether it is up to date."

    # The table can be read before there is a database.
    requires_system_checks: list[str] = []

    def add_arguments(self, parser):
        parser.add_argument("--check", action="store_true", help="Change nothing; fail where the page is out of date.")

    def handle(self, *args, check=False, **options):
        place = Path(settings.BASE_DIR, "docs", "road.md")
        wanted = drawn.page()
        if check:
            if not place.exists() or place.read_text(encoding="utf-8") != wanted:
                raise CommandError("docs/road.md is out of date. Run manage.py road_diagram.")
            self.stdout.write("docs/road.md says what the table says.")
            return
        place.write_text(wanted, encoding="utf-8")
        self.stdout.write("docs/road.md is written.")
