"""One programme with a hundred times the partnerships that Scotland has: only to see that no page counts its rows."""

from datetime import timedelta

from django.db import transaction
from django.db.backends.postgresql.psycopg_any import DateRange
from django.utils import timezone

from accounts import roles, speaking
from accounts.models import User
from inspections.models import Ask, Return
from programmes import starting
from programmes.definition_files import load
from programmes.models import Assignment, Participation, Partnership, Programme

SLUG = "measured-wide"


@transaction.atomic
def sow(number: int) -> int:
    """Make the wide programme, once; returns how many partnerships it has."""
    with speaking.as_service():
        programme = Programme.objects.filter(slug=SLUG).first()
        if programme is None:
            began = timezone.localdate() - timedelta(days=50)
            programme = starting.start(
                load("social-work-governance"), slug=SLUG, title="Measured wide", day_one=began, areas=[], by=None
            )
            lead = User.objects.get(email="lead@measured.example")
            Assignment.objects.create(
                programme=programme, person=lead, role=roles.Lead.slug, period=DateRange(began, None)
            )
            partnerships = Partnership.objects.bulk_create(
                Partnership(programme=programme, name=f"Partnership {each:04}") for each in range(number)
            )
            parts = Participation.objects.bulk_create(
                Participation(programme=programme, partnership=partnership) for partnership in partnerships
            )
            Return.objects.bulk_create(
                Return(ask=ask, participation=part, reference=f"WIDE-{ask.pk}-{part.pk}")
                for ask in Ask.objects.filter(programme=programme)
                for part in parts
            )
        return programme.participations.count()
