#!/usr/bin/env python
"""Run one command of the portal."""

import os
import sys

# These change the schema, so they speak to the database as its owner; everything else is the application,
# which owns nothing and cannot step around row-level security.
OWNER_COMMANDS = {"migrate", "makemigrations", "sqlmigrate", "flush", "dbshell", "pgtrigger", "lintmigrations"}


def main() -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "scrutiny_portal.settings")
    if len(sys.argv) > 1 and sys.argv[1] in OWNER_COMMANDS:
        os.environ.setdefault("PORTAL_DATABASE_ROLE", "owner")
    from django.core.management import execute_from_command_line

    execute_from_command_line(sys.argv)


if __name__ == "__main__":
    main()
