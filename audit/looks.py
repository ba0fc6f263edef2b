"""Access records: who opened which letter, submission, draft or file."""

from django.utils import timezone

from audit.models import Look


def record(person, kind: str, subject, title: str, *, address: str = "", participation: int | None = None) -> None:
    """Note that ``person`` opened ``subject`` (a row, or its id). Within a minute of the last time it adds nothing."""
    Look.objects.bulk_create(
        [
            Look(
                person=person,
                kind=kind,
                subject_id=getattr(subject, "pk", subject),
                title=title[:300],
                address=address[:300],
                participation_ref=participation,
                at=timezone.now(),
            )
        ],
        # A constraint in the database knows the last look, which the person who looks may not read.
        ignore_conflicts=True,
    )
