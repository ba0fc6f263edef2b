"""What time does to surveys: their days follow the timetable, each day is counted, and what has closed is frozen."""

import hashlib
import json
import logging

from django.db import connection, transaction
from django.db.models import Q

from accounts import clock, speaking
from instruments.models import Version
from interface.counting import counted
from programmes.models import Programme
from surveys import setting_up
from surveys.models import Dataset, DatasetRow, Link, Reply, Survey

log = logging.getLogger(__name__)

#: A form that nobody came back to is forgotten after so many days.
FORMS_ARE_KEPT_DAYS = 14
TASK = "Keep the surveys"


def keep_surveys() -> str:
    """Follow the timetables, count the day, freeze what has closed, forget old forms. Safe to run twice, and at once.

    What goes wrong in one programme or survey keeps no other waiting; it is raised when all have been looked at.
    """
    troubles: list[Exception] = []
    moved = sum(_each(_with_surveys(), setting_up.keep_days, troubles))
    _each(_that_open(), setting_up.keep_what_is_asked, troubles)
    with speaking.as_service():
        _ask("SELECT surveys_count_the_day()")
        gone = _ask("SELECT surveys_forget_old_forms(%s)", [FORMS_ARE_KEPT_DAYS])
    frozen = len(_each(_to_freeze(), freeze, troubles)) + len(_each(_named_to_freeze(), freeze_named, troubles))
    if troubles:
        raise troubles[0]
    return f"{counted(moved, 'link')} moved, {counted(frozen, 'survey')} frozen, {counted(gone, 'old form')} forgotten"


def _each(things, does, troubles: list[Exception]) -> list:
    found = []
    for thing in things:
        try:
            found.append(does(thing))
        except Exception as trouble:
            log.exception("a survey could not be kept: %s", type(trouble).__name__)
            troubles.append(trouble)
    return found


def _ask(sql: str, parameters: list | None = None) -> int:
    with connection.cursor() as cursor:
        cursor.execute(sql, parameters)
        return cursor.fetchone()[0]


def _with_surveys() -> list[Programme]:
    with speaking.as_service():
        return list(Programme.objects.filter(surveys__isnull=False).distinct())


def _that_open() -> list[Survey]:
    """Surveys with a link or a reply that has opened and of which it is not written down yet what it asks."""
    with speaking.as_service():
        new = [
            model.objects.filter(version=None, dataset=None, opens_on__lte=clock.Today()).values("survey")
            for model in (Link, Reply)
        ]
        return list(Survey.objects.filter(Q(pk__in=new[0]) | Q(pk__in=new[1])).order_by("pk"))


def _to_freeze() -> list[tuple[Survey, list[Link]]]:
    """Surveys whose last link has closed. In a rolling programme each area's part closes for itself."""
    with speaking.as_service():
        over = Link.objects.over().select_related("survey__programme").order_by("survey", "pk")
        by_survey: dict[Survey, list[Link]] = {}
        for link in over:
            by_survey.setdefault(link.survey, []).append(link)
        found = []
        for survey, links in by_survey.items():
            if survey.programme.is_rolling:
                parts = {link.participation_id for link in links}
                found += [(survey, [link for link in links if link.participation_id == part]) for part in parts]
            elif not _waits_for_more(survey, links):
                found.append((survey, links))
    return found


def _waits_for_more(survey: Survey, over: list[Link]) -> bool:
    still = Link.objects.filter(survey=survey, dataset=None, opens_on__isnull=False)
    return still.exclude(pk__in=[link.pk for link in over]).exists()


@transaction.atomic
def freeze(what: tuple[Survey, list[Link]]) -> Dataset | None:
    """Make of a survey's links one dataset, once and for good; None where forms may still come, or somebody was quicker."""
    survey, links = what
    with speaking.as_service():
        Survey.objects.select_for_update().get(pk=survey.pk)
        links = list(Link.objects.filter(pk__in=[link.pk for link in links]).over().order_by("pk").select_for_update())
        if not links or any(_ask("SELECT surveys_takes_forms(%s)", [link.pk]) for link in links):
            return None
        _ask("SELECT surveys_count_the_day()")
        asked = _asked_of(survey, links)
        dataset = Dataset.objects.create(
            survey=survey,
            participation_id=links[0].participation_id if survey.programme.is_rolling else None,
            version=asked,
        )
        dataset.answers = _ask("SELECT surveys_freeze(%s, %s)", [dataset.pk, [link.pk for link in links]])
        dataset.digest = digest(dataset)
        dataset.save(update_fields=["answers", "digest"])
    return dataset


def _asked_of(survey: Survey, rows: list[Link] | list[Reply]) -> Version:
    """What these were asked: one version, as it stands at each of them."""
    setting_up.keep_what_is_asked(survey)
    [asked] = Version.objects.filter(
        pk__in=type(rows[0]).objects.filter(pk__in=[row.pk for row in rows]).values("version")
    )
    return asked


def _named_to_freeze() -> list[tuple[Survey, list[Reply]]]:
    """The same for surveys in which people are named."""
    with speaking.as_service():
        by_survey: dict[Survey, list[Reply]] = {}
        for reply in Reply.objects.over().select_related("survey__programme").order_by("survey", "pk"):
            by_survey.setdefault(reply.survey, []).append(reply)
        found = []
        for survey, replies in by_survey.items():
            still = Reply.objects.filter(survey=survey, dataset=None, opens_on__isnull=False)
            if survey.programme.is_rolling:
                parts = {reply.participation_id for reply in replies}
                found += [(survey, [each for each in replies if each.participation_id == part]) for part in parts]
            elif not still.exclude(pk__in=[reply.pk for reply in replies]).exists():
                found.append((survey, replies))
    return found


@transaction.atomic
def freeze_named(what: tuple[Survey, list[Reply]]) -> Dataset | None:
    """Make of the replies that were sent one dataset, once and for good; those that were not are no part of it."""
    survey, replies = what
    with speaking.as_service():
        Survey.objects.select_for_update().get(pk=survey.pk)
        rows = Reply.objects.filter(pk__in=[reply.pk for reply in replies]).over()
        held = list(rows.order_by("pk").select_for_update(of=("self",)).select_related("participation"))
        if not held:
            return None
        asked = _asked_of(survey, held)
        dataset = Dataset.objects.create(
            survey=survey,
            participation_id=held[0].participation_id if survey.programme.is_rolling else None,
            version=asked,
        )
        sent = [reply for reply in held if reply.is_sent]
        DatasetRow.objects.bulk_create(
            DatasetRow(
                dataset=dataset,
                number=number,
                participation_id=reply.participation_id,
                kind=reply.kind,
                values=reply.values,
            )
            for number, reply in enumerate(sent, start=1)
        )
        Reply.objects.filter(pk__in=[reply.pk for reply in held]).update(dataset=dataset)
        dataset.answers, dataset.digest = len(sent), digest(dataset)
        dataset.save(update_fields=["answers", "digest"])
    return dataset


def digest(dataset: Dataset) -> str:
    """SHA-256 over the rows of a dataset in their order: whether it is still what it was when the survey closed."""
    seen = hashlib.sha256()
    rows = DatasetRow.objects.filter(dataset=dataset).order_by("number")
    for row in rows.values_list("number", "participation_id", "kind", "values").iterator():
        seen.update(json.dumps(row, sort_keys=True, ensure_ascii=False).encode() + b"\n")
    return seen.hexdigest()
