"""Read every programme's folder and say what is wrong, where, and what to do about it."""

from __future__ import annotations

import sys
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand

from programmes.definition_files import FOLDER, read_all


class Command(BaseCommand):
    help = (
        "Reads the folders of all programmes and names file, line and remedy for anything wrong, and then the letters "
        "that are planned and that this portal cannot send yet."
    )
    # The folders can be read before there is a database.
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "folder", nargs="?", type=Path, default=FOLDER, help="Another folder of programmes to read."
        )

    def handle(self, *args: Any, folder: Path, **options: Any) -> None:
        programmes = read_all(folder.resolve())
        # A letter that all programmes share is read with each of them, and told of once.
        findings = sorted({finding for programme in programmes for finding in programme.findings})
        for finding in findings:
            self.stdout.write(str(finding))
        counted = f"{len(programmes)} programme{'' if len(programmes) == 1 else 's'} read"
        if findings:
            self.stdout.write(f"{counted}, {len(findings)} thing{'' if len(findings) == 1 else 's'} wrong.")
            if not all(programme.compared for programme in programmes):
                self.stdout.write(
                    "Put them right and run this again: not every file could be compared with the others."
                )
            sys.exit(1)
        waits = [each for programme in programmes for each in programme.waits]
        for each in waits:
            self.stdout.write(str(each))
        waiting = (
            f"; {len(waits)} letter{'' if len(waits) == 1 else 's'} that the portal cannot send yet" if waits else ""
        )
        self.stdout.write(f"{counted}, nothing wrong{waiting}")
