"""A form made in a spreadsheet, as the questions of a survey: looked at first, and put in once somebody says so.

Between the two nothing is kept here: what was read travels in the page, signed, so that it is the same when it comes back
and nobody's half-decided form lies about.
"""

from dataclasses import replace
from typing import Any

from django.core import signing
from django.db import transaction

from accounts.models import User
from accounts.moves import IllegalMove
from instruments.questions import Instrument, Question
from instruments.written import as_data, from_data
from instruments.xlsform.bringing import Brought
from surveys import writing
from surveys.models import Survey

SALT = "surveys.forms_brought"
#: A preview that lay open overnight is read anew.
LASTS_SECONDS = 12 * 60 * 60
TOO_OLD = "What was read from the form cannot be used any more. Bring the form again; nothing has been changed."
#: What ``seen`` is where nobody had begun a version.
NOBODY_HAS_BEGUN = -1


def fitted(form: Brought, survey: Survey) -> tuple[Instrument, list[str]]:
    """The form's questions with the survey's words where it has none, and what was kept, in sentences."""
    assert form.instrument is not None
    now, kept = survey.version.instrument, []
    instrument = form.instrument
    if not instrument.privacy and now.privacy:
        instrument = replace(instrument, privacy=now.privacy)
        kept.append("The form says nothing about what becomes of an answer: those words stay as they are.")
    if not instrument.thanks and now.thanks:
        instrument = replace(instrument, thanks=now.thanks)
        kept.append("The form says nothing for the end: those words stay as they are.")
    sections = tuple(
        replace(section, questions=tuple(_compared(question, now) for question in section.questions))
        for section in instrument.sections
    )
    return replace(instrument, key=now.key, sections=sections), kept


def _compared(question: Question, now: Instrument) -> Question:
    """The question; one in the very words of today's is the same, so that rounds can be compared."""
    before = now.by_key.get(question.key)
    is_same = before is not None and (before.kind, before.label) == (question.kind, question.label)
    return replace(question, same_as=question.key) if is_same else question


def seen_now(survey: Survey) -> int:
    """Which state of the version in the making somebody looks at."""
    version = writing.in_the_making(survey)
    return version.edits if version else NOBODY_HAS_BEGUN


def sealed(instrument: Instrument, survey: Survey) -> str:
    """What was read, to travel in the page."""
    return signing.dumps({"survey": survey.pk, "content": as_data(instrument)}, salt=SALT, compress=True)


def unsealed(seal: str, survey: Survey) -> Instrument:
    """What was read, back again. Raises IllegalMove with a sentence where it is too old, or another survey's."""
    try:
        found: dict[str, Any] = signing.loads(seal, salt=SALT, max_age=LASTS_SECONDS)
    except signing.BadSignature:
        raise IllegalMove(TOO_OLD) from None
    if found["survey"] != survey.pk:
        raise IllegalMove(TOO_OLD)
    return from_data("questionnaire", found["content"])[0]


@transaction.atomic
def put_in(survey: Survey, instrument: Instrument, *, seen: int, by: User) -> None:
    """Put a form's questions into the version in the making. Raises IllegalMove where it is not as it was seen."""
    survey = Survey.objects.select_for_update().get(pk=survey.pk)
    if seen_now(survey) != seen:
        raise IllegalMove("Somebody else has changed these questions since you looked at the form.")
    writing.begin(survey, instrument=instrument, by=by)
