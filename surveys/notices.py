"""Who answers for what people answer: what stands before the first question of every survey, from what is known of it."""

import time
from dataclasses import dataclass

from django.conf import settings
from django.utils import timezone

from accounts import speaking
from instruments.questions import Instrument
from programmes.models import LibraryDocument, Programme
from surveys.models import Survey

#: What is known of a programme is asked for anew after this long.
REMEMBERED_SECONDS = 60

#: What is said where nobody has written it for a survey: it holds for every programme, and administrators replace it.
KEPT_FOR = "With the other records of this programme, and destroyed with them."
RIGHTS = (
    "You need not take part. Nothing tells whose an answer is: once sent, it can be neither found nor changed, nor taken "
    "back. You can complain to us, or to the Information Commissioner’s Office."
)
RIGHTS_OF_THE_NAMED = (
    "You can ask what is held about you, have it corrected, and object to its use. You can complain to us, or to the "
    "Information Commissioner’s Office."
)


@dataclass(frozen=True)
class Notice:
    """Who is responsible, why and on what ground answers are asked for, how long they are kept, and what one can ask."""

    controller: str
    purpose: str
    #: Only what rests on a public source; what is merely assumed is not said to a respondent.
    legal_basis: tuple[str, ...]
    kept_for: str
    contact: str
    email: str
    rights: str
    #: The programme's own privacy notice, where the public may read it.
    address: str


def notice(programme: Programme, instrument: Instrument, *, named: bool) -> Notice:
    """The notice of a survey, as the programme and its questionnaire have it today."""
    return Notice(
        controller=programme.lead_body.name,
        purpose=programme.summary,
        legal_basis=tuple(fact["text"] for fact in programme.legal_basis if fact.get("official")),
        kept_for=instrument.kept_for or KEPT_FOR,
        contact=instrument.questions_to or programme.contact_name or programme.lead_body.name,
        # Whom to ask is of use to nobody without a way to ask, and on paper no page can be followed.
        email="" if instrument.questions_to else programme.contact_email or settings.PORTAL_CONTACT,
        rights=instrument.rights or (RIGHTS_OF_THE_NAMED if named else RIGHTS),
        address=_own_notice(programme),
    )


def _own_notice(programme: Programme) -> str:
    today = timezone.localdate()
    if programme.public_from is None or programme.public_from > today:
        return ""
    documents = programme.library.filter(kind="privacy notice", audience=LibraryDocument.Audience.PUBLIC)
    document = documents.select_related("released_with").first()
    if document is None:
        return ""
    released = document.released_on(programme.timetable)
    if released is not None and released > today:
        return ""
    return f"{programme.get_absolute_url()}documents/{document.key}/"


_remembered: dict[int, tuple[float, Notice]] = {}


def of_open_survey(survey: int, instrument: Instrument) -> Notice:
    """The same for a respondent's first page, which thousands open in an hour."""
    known, now = _remembered.get(survey), time.monotonic()
    if known and now - known[0] < REMEMBERED_SECONDS:
        return known[1]
    with speaking.as_service():
        programme = Survey.objects.select_related("programme__lead_body").get(pk=survey).programme
        found = notice(
            Programme.objects.with_plan().select_related("lead_body").get(pk=programme.pk), instrument, named=False
        )
    _remembered[survey] = (now, found)
    return found


def forget() -> None:
    """Ask anew for every survey: for tests."""
    _remembered.clear()
