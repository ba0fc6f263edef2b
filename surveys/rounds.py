"""Rounds of a survey: which earlier one it follows, as a person has said; and which one it seems to follow.

The portal proposes the survey of the same key in the last programme that was started from the same definition, and a
person confirms it. Another may be chosen: an earlier survey of the same programme too, as a rolling one may ask again.
"""

from collections.abc import Mapping, Sequence
from datetime import date

from django.db import connection, transaction
from django.db.models import Max, Q

from accounts import speaking
from accounts.models import User
from instruments.models import Version
from instruments.questions import Instrument
from surveys.models import Dataset, Link, Reply, Survey

#: Whatever is older is no longer a round that anybody compares with.
MOST_ROUNDS = 12


class NotEarlier(ValueError):
    """A survey that this one cannot follow. Its words can be shown."""


def could_follow(survey: Survey, user: User):
    """Surveys that this one could follow, of programmes that a person sees; the latest first."""
    rows = Survey.objects.visible_to(user).filter(
        Q(programme=survey.programme_id) | Q(programme__day_one__lt=survey.programme.day_one), named=survey.named
    )
    later = _later(survey)
    return (
        rows.exclude(pk__in=[survey.pk, *later])
        .select_related("programme")
        .order_by("-programme__day_one", "programme__title", "position")
    )


def proposed(survey: Survey, user: User) -> Survey | None:
    """The survey of the same key in the last programme that was started from the same definition; None once it is said."""
    if survey.follows_id:
        return None
    rows = could_follow(survey, user).exclude(programme=survey.programme_id)
    return rows.filter(programme__definition=survey.programme.definition, key=survey.key).first()


@transaction.atomic
def say_what_it_follows(survey: Survey, earlier: Survey | None, *, by: User) -> None:
    """Say which survey is the round before this one, or that there is none. Raises NotEarlier with a sentence."""
    # One at a time: two people could each close their half of a circle.
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(73052)")
    if earlier is not None and not could_follow(survey, by).filter(pk=earlier.pk).exists():
        raise NotEarlier("This survey cannot be an earlier round. Choose one that began before, of the same kind.")
    Survey.objects.filter(pk=survey.pk).update(follows=earlier)
    survey.follows = earlier


def rounds_of(survey: Survey) -> list[Survey]:
    """The rounds up to this one, oldest first: two questions, however many there are."""
    with connection.cursor() as cursor:
        cursor.execute(
            """
            WITH RECURSIVE earlier AS (
                SELECT id, follows_id, 0 AS back FROM surveys_survey WHERE id = %s
                UNION ALL SELECT s.id, s.follows_id, e.back + 1
                FROM surveys_survey s JOIN earlier e ON e.follows_id = s.id WHERE e.back < %s)
            SELECT id FROM earlier ORDER BY back DESC
            """,
            [survey.pk, MOST_ROUNDS - 1],
        )
        pks = [pk for (pk,) in cursor.fetchall()]
    found = Survey.objects.select_related("programme", "version").in_bulk(pks)
    return [found[pk] for pk in pks]


def _later(survey: Survey) -> list[int]:
    """Surveys that follow this one, by way of others too."""
    with connection.cursor() as cursor:
        cursor.execute(
            """
            WITH RECURSIVE later AS (
                SELECT id FROM surveys_survey WHERE follows_id = %s
                UNION SELECT s.id FROM surveys_survey s JOIN later l ON s.follows_id = l.id)
            SELECT id FROM later
            """,
            [survey.pk],
        )
        return [pk for (pk,) in cursor.fetchall()]


def lines(surveys: Sequence[Survey], datasets: Mapping[int, Dataset] | None = None) -> dict[int, list[Instrument]]:
    """For each survey the versions of its questionnaire up to the one that was answered, oldest first: one question."""
    datasets = datasets or {}
    answered = {each.pk: datasets[each.pk].version if each.pk in datasets else each.version for each in surveys}
    versions = Version.objects.filter(
        questionnaire__in=[each.questionnaire_id for each in answered.values()], published_at__isnull=False
    ).order_by("questionnaire", "number")
    by_questionnaire: dict[int, list[Version]] = {}
    for version in versions:
        by_questionnaire.setdefault(version.questionnaire_id, []).append(version)
    return {
        pk: [each.instrument for each in by_questionnaire.get(last.questionnaire_id, []) if each.number < last.number]
        + [last.instrument]
        for pk, last in answered.items()
    }


def _last_days(datasets: Sequence[Dataset]) -> dict[int, date]:
    """The last day on which anything that became part of a dataset was open, by the dataset."""
    found: dict[int, date] = {}
    with speaking.as_service():
        for model in (Link, Reply):
            rows = model.objects.filter(dataset__in=datasets, closes_on__isnull=False).order_by().values("dataset")
            found |= dict(rows.annotate(last=Max("closes_on")).values_list("dataset", "last"))
    return found


def names(surveys: Sequence[Survey], datasets: Sequence[Dataset] = ()) -> dict[int, str]:
    """What each round is called beside the others: the year in which it closed, or else in which its programme began.

    Two rounds of one year are told apart by their number.
    """
    years = {each.pk: str(each.programme.day_one.year) for each in surveys}
    closed = _last_days(datasets)
    # What is frozen later than it closed, be it after the New Year, is still the round of the year in which it closed.
    years |= {each.survey_id: str(closed.get(each.pk, each.frozen_on).year) for each in datasets}
    found = list(years.values())
    return {
        each.pk: f"{years[each.pk]}, round {number}" if found.count(years[each.pk]) > 1 else years[each.pk]
        for number, each in enumerate(surveys, start=1)
    }
