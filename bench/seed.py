"""Realistic volume: ten programmes of 32 areas, with what partnerships of such programmes send and are sent."""

import hashlib
import os
from datetime import timedelta

import psycopg2
from django.core.management import call_command
from django.db import transaction
from django.db.backends.postgresql.psycopg_any import DateRange
from django.utils import timezone

from accounts import roles, speaking
from accounts.models import Area, Post, User
from files.models import StoredFile
from inspections.models import Return, Submission, SubmittedDocument
from notifications import notices
from programmes import starting
from programmes.definition_files import load
from programmes.models import Assignment, Programme, Seat

PROGRAMMES = 10
DOCUMENTS = 32  # for each partnership: 1,032 documents came from 32 areas in the review of 2024–25
LETTERS = 10  # for each person in a seat
FIRST = "measured-0"


def is_there() -> bool:
    return Programme.objects.filter(slug=f"measured-{PROGRAMMES - 1}").exists()


def sow(say) -> None:
    """Fill the measuring database, a programme to a transaction; what is there already stays."""
    call_command("load_registers", verbosity=0, stdout=_Nowhere())
    people = _people()
    for number in range(PROGRAMMES):
        if not Programme.objects.filter(slug=f"measured-{number}").exists():
            _programme(number, people)
            say(f"programme {number + 1} of {PROGRAMMES}")
    know_the_tables()


def know_the_tables() -> None:
    """What a database that has lived for a day knows of its tables: only their owner can have it look."""
    owner = psycopg2.connect(os.environ["DATABASE_OWNER_URL"])
    owner.autocommit = True
    with owner.cursor() as cursor:
        cursor.execute("ANALYZE")
    owner.close()


class _Nowhere:
    def write(self, words):
        return len(words)

    def flush(self):
        return None


def _people() -> dict[str, User]:
    found = {}
    for key in ("lead", "administrator"):
        user = User.objects.filter(email=f"{key}@measured.example").first()
        found[key] = user or User.objects.create_user(
            f"{key}@measured.example", f"Measured {key}", joined_at=timezone.now()
        )
    Post.objects.get_or_create(
        person=found["administrator"],
        role=roles.Administrator.slug,
        defaults={"period": DateRange(timezone.localdate() - timedelta(days=400), None)},
    )
    return found


@transaction.atomic
def _programme(number: int, people: dict[str, User]) -> None:
    today = timezone.localdate()
    began = today - timedelta(days=50)
    with speaking.as_service():
        programme = starting.start(
            load("social-work-governance"),
            slug=f"measured-{number}",
            title=f"Measured review {number + 1}",
            day_one=began,
            public_from=began,
            areas=list(Area.objects.all()),
            by=people["administrator"],
        )
        for role in (roles.Lead, roles.Inspector, roles.SupportOfficer):
            Assignment.objects.create(
                programme=programme, person=people["lead"], role=role.slug, period=DateRange(began, None)
            )
        _partnerships(programme, number, began, people)


def _partnerships(programme: Programme, number: int, began, people) -> None:
    participations = list(programme.participations.select_related("partnership"))
    coordinators = User.objects.bulk_create(
        User(
            email=f"co-ordinator-{number}-{part.pk}@measured.example",
            name=f"Co-ordinator of {part.partnership.name}",
            joined_at=timezone.now(),
        )
        for part in participations
    )
    Seat.objects.bulk_create(
        Seat(
            participation=part,
            person=person,
            role=roles.Coordinator.slug,
            status=Seat.Status.ACCEPTED,
            period=DateRange(began, None),
        )
        for part, person in zip(participations, coordinators, strict=True)
    )
    programme.participations.update(accepted_at=timezone.now(), accepted_by=people["administrator"])
    _returns(programme, dict(zip((part.pk for part in participations), coordinators, strict=True)), people)
    _letters(programme, participations, coordinators)


def _returns(programme: Programme, coordinators: dict[int, User], people) -> None:
    returns = list(
        Return.objects.filter(ask__programme=programme).select_related("ask").prefetch_related("ask__documents")
    )
    drafts = Submission.objects.bulk_create(
        Submission(of=of, participation_id=of.participation_id, number=1, started_by=coordinators[of.participation_id])
        for of in returns
    )
    asked = {of.pk: list(of.ask.documents.all()) for of in returns}
    files, documents = [], []
    for draft in drafts:
        for position in range(DOCUMENTS):
            digest = hashlib.sha256(f"{draft.of_id}/{position}".encode()).hexdigest()
            files.append(
                StoredFile(
                    name=f"Paper {position + 1} for the board on governance and assurance.pdf",
                    size=180_000 + position,
                    sha256=digest,
                    kind="pdf",
                    media_type="application/pdf",
                    status=StoredFile.Status.CLEAN,
                    uploaded_by=coordinators[draft.participation_id],
                    checked_at=timezone.now(),
                    participation_ref=draft.participation_id,
                )
            )
    files = StoredFile.objects.bulk_create(files, batch_size=500)
    for number, file in enumerate(files):
        draft, position = drafts[number // DOCUMENTS], number % DOCUMENTS
        headings = asked[draft.of_id]
        documents.append(
            SubmittedDocument(
                submission=draft,
                participation_id=draft.participation_id,
                asked_document=headings[position % len(headings)] if headings else None,
                file=file,
                sha256=file.sha256,
                added_by=coordinators[draft.participation_id],
                added_at=timezone.now(),
            )
        )
    SubmittedDocument.objects.bulk_create(documents, batch_size=500)
    for number, draft in enumerate(drafts):
        if number % 4:
            status = [Submission.Status.SENT, Submission.Status.QUERIED, Submission.Status.ACCEPTED][number % 3]
            Submission.objects.filter(pk=draft.pk).update(
                status=Submission.Status.SENT, sent_at=timezone.now(), sent_by=coordinators[draft.participation_id]
            )
            accepted = {"accepted_at": timezone.now(), "accepted_by": people["lead"]}
            Submission.objects.filter(pk=draft.pk).exclude(status=status).update(
                status=status, **(accepted if status == Submission.Status.ACCEPTED else {})
            )


def _letters(programme: Programme, participations, coordinators) -> None:
    notices.post_all(
        [
            notices.Letter(
                occasion=f"measured:{programme.pk}/{part.pk}/{letter}",
                kind="guidance",
                recipients=(person,),
                title=f"Letter {letter + 1} about {programme.short_title}",
                body_markdown="A letter of ordinary length. " * 60,
                programme_name=programme.short_title,
                programme_ref=programme.pk,
                participation_ref=part.pk,
            )
            for part, person in zip(participations, coordinators, strict=True)
            for letter in range(LETTERS)
        ],
        by=None,
    )
