"""A file that the check refuses when its return has gone: whoever sent it is told, as nobody watches that page any more."""

from files.models import StoredFile
from inspections import letters
from inspections.models import Submission, SubmittedDocument
from programmes import correspondence
from programmes.models import Seat

#: While a draft is being prepared its own page shows what was refused, and nothing can be sent with it.
OUT_OF_HAND = (*Submission.STANDING, Submission.Status.AWAITING_SIGN_OFF)


def tell_of(file: StoredFile) -> None:
    """Write to the co-ordinator, and to whoever put the file in, about each return that it went with."""
    # Held: a return that is being sent this very moment is either seen here, or sees the refusal.
    list(Submission.objects.filter(documents__file=file).order_by("pk").select_for_update(of=("self",)))
    rows = (
        SubmittedDocument.objects.filter(file=file, submission__status__in=OUT_OF_HAND)
        .select_related("file", "added_by", "submission__of__ask", "submission__of__participation__programme")
        .order_by("submission__of", "submission__number", "pk")
    )
    for document in rows:
        letters.refused(document, people=_concerned(document))


def _concerned(document: SubmittedDocument) -> list:
    participation = document.submission.of.participation
    people = correspondence.recipients("co-ordinator", participation)
    # Somebody who has left the partnership since is told nothing of it.
    if Seat.objects.held().filter(participation=participation, person=document.added_by).exists():
        people = [*people, document.added_by]
    return list({person.pk: person for person in people}.values())
