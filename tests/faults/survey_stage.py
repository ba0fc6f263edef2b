"""A programme whose survey is open, in an empty database: what respondents under fire send to."""

import os
from datetime import date, timedelta

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "scrutiny_portal.settings")
django.setup()

from django.core.management import call_command  # noqa: E402
from django.utils import timezone  # noqa: E402

from accounts import speaking  # noqa: E402
from accounts.models import Area  # noqa: E402
from programmes import starting  # noqa: E402
from programmes.definition_files import load  # noqa: E402
from surveys.models import Link  # noqa: E402

if __name__ == "__main__":
    call_command("load_registers", verbosity=0)
    starting.start(
        load("social-work-governance"),
        slug="under-fire",
        day_one=date(2026, 1, 5),
        areas=list(Area.objects.all()[:6]),
        by=None,
    )
    today = timezone.localdate()
    with speaking.as_service():
        Link.objects.update(opens_on=today - timedelta(days=1), closes_on=today + timedelta(days=9))
