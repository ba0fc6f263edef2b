"""Something under embargo in every room, in an empty database: what is asked for while its minute passes.

python -m tests.faults.embargo_stage NOTES      make it, and note what there is to ask for, and as whom
"""

import json
import os
import sys
from dataclasses import asdict
from pathlib import Path

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "scrutiny_portal.settings")
django.setup()

from django.conf import settings  # noqa: E402
from django.db import connection, transaction  # noqa: E402
from django.test import Client  # noqa: E402

from tests.house.embargo.alive import alive  # noqa: E402
from tests.house.embargo.stage import Stage  # noqa: E402
from tests.house.embargo.words import DISABLED  # noqa: E402


def make(notes: Path) -> None:
    # Who owns the schema makes the stage, and speaks as the application does while it is made.
    connection.close()
    connection.settings_dict["OPTIONS"] = {"options": "-c role=portal_app"}
    with transaction.atomic():
        stage = Stage()
    sessions = {}
    for kind, person in stage.people.items():
        if person is not None and kind != DISABLED:
            client = Client()
            client.force_login(person, backend=settings.AUTHENTICATION_BACKENDS[0])
            sessions[kind] = client.cookies[settings.SESSION_COOKIE_NAME].value
    told = {
        "alive": [asdict(each) for each in alive(stage)],
        "sessions": sessions,
        "cookie": settings.SESSION_COOKIE_NAME,
        "editions": [stage.edition.pk, stage.area_edition.pk],
        "news": stage.news.pk,
    }
    # Whoever waits for these notes finds them whole.
    half = notes.with_suffix(".half")
    half.write_text(json.dumps(told), encoding="utf-8")
    half.rename(notes)


if __name__ == "__main__":
    make(Path(sys.argv[1]))
