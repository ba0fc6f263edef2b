"""A programme whose survey is open, in an empty database: what respondents under fire send to.

python -m tests.faults.survey_stage          make it
python -m tests.faults.survey_stage freeze   freeze it, where it has closed, as the portal's tick does
"""

import os
import sys
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
from surveys import keeping  # noqa: E402
from surveys.models import Dataset, Link  # noqa: E402


def make() -> None:
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


def freeze() -> bool:
    """Whether it is frozen by now. Somebody may be freezing it at this very moment: whoever asks for it asks again then."""
    for what in keeping._to_freeze():
        keeping.freeze(what)
    with speaking.as_service():
        return Dataset.objects.exclude(digest="").exists()


if __name__ == "__main__":
    if "freeze" in sys.argv:
        sys.exit(0 if freeze() else 1)
    make()
