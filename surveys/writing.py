"""Writing a survey's questions: a version in the making, changed by one person at a time, published before it opens."""

from typing import Any

from django.db import IntegrityError, transaction
from django.db.models import F, Max
from django.utils import timezone

from accounts.models import User
from accounts.moves import IllegalMove
from instruments import editing
from instruments.models import Version
from instruments.questions import Instrument
from instruments.written import as_data
from surveys.models import Survey
from surveys.setting_up import ask_anew, keep_what_is_asked, keeps_its_questions

HAS_OPENED = "This survey has opened or has answers, so its questions stay as they are."


def in_the_making(survey: Survey) -> Version | None:
    """The version that somebody is writing, where there is one."""
    return survey.questionnaire.versions.filter(published_at=None).first()


@transaction.atomic
def begin(survey: Survey, *, instrument: Instrument | None = None, by: User) -> Version:
    """A version in the making: a copy of what is asked now, or what a form brings. Raises IllegalMove once it has opened.

    Where somebody has begun one already, that one is given, with the form's questions in it where a form is brought.
    """
    survey = Survey.objects.select_for_update().select_related("version", "questionnaire").get(pk=survey.pk)
    if keeps_its_questions(survey):
        raise IllegalMove(HAS_OPENED)
    content = as_data(instrument) if instrument else editing.as_next_round(survey.version.content)
    version = in_the_making(survey)
    if version is None:
        last = survey.questionnaire.versions.aggregate(last=Max("number"))["last"]
        return Version.objects.create(questionnaire=survey.questionnaire, number=last + 1, content=content)
    if instrument:
        change(version, content, seen=version.edits)
    return version


@transaction.atomic
def change(version: Version, content: dict[str, Any], *, seen: int) -> None:
    """Put other content into a version in the making. Raises IllegalMove where somebody else has changed it meanwhile."""
    mine = Version.objects.filter(pk=version.pk, edits=seen, published_at=None)
    if not mine.update(content=content, edits=F("edits") + 1):
        raise IllegalMove("Somebody else has changed these questions since you opened them. Look at them again.")
    version.content, version.edits = content, seen + 1


def ready(survey: Survey, *, seen: int) -> Version:
    """The version in the making as it was seen, where it can be published; raises IllegalMove with a sentence where not."""
    version = in_the_making(survey)
    if version is None or version.edits != seen:
        raise IllegalMove("Somebody else has changed or published these questions since you opened them.")
    if keeps_its_questions(survey):
        raise IllegalMove(HAS_OPENED)
    if wrong := editing.faults(version.content):
        raise IllegalMove(f"It cannot be published yet: {wrong[0]}")
    return version


@transaction.atomic
def publish(survey: Survey, *, seen: int, by: User) -> Version:
    """Let the survey ask the version in the making wherever it has not begun. Raises IllegalMove with a sentence where that cannot be."""
    survey = Survey.objects.select_for_update().select_related("questionnaire").get(pk=survey.pk)
    version = ready(survey, seen=seen)
    Version.objects.filter(pk=version.pk).update(published_at=timezone.now(), published_by=by)
    # What has begun keeps its questions; the rest asks the new ones, whatever it was to ask before.
    keep_what_is_asked(survey)
    try:
        ask_anew(survey)
    except IntegrityError:
        # Somebody has answered in this very moment.
        raise IllegalMove(HAS_OPENED) from None
    survey.version, survey.title = version, version.content["title"][:200]
    survey.save(update_fields=["version", "title"])
    return version


@transaction.atomic
def throw_away(survey: Survey) -> None:
    """Forget the version in the making; what is asked stays as it is."""
    survey.questionnaire.versions.filter(published_at=None).delete()
