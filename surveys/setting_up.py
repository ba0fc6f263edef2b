"""What a programme asks many people becomes rows when it starts: a survey, its questionnaire, and a link for each area."""

from datetime import date

from django.db import transaction
from django.utils import timezone

from accounts import speaking
from accounts.models import User
from instruments.models import Questionnaire, Version
from instruments.questions import Instrument
from instruments.written import as_data
from programmes.models import Participation, Programme
from surveys.models import Link, Reply, Survey


@transaction.atomic
def ask_for(programme: Programme, definition) -> None:
    """Copy the surveys of a definition into a programme that starts, each with the first version of what it asks."""
    milestones = {milestone.key: milestone for milestone in programme.milestones.all()}
    for position, each in enumerate(definition.surveys):
        version = first_version(each.questionnaire, by=programme.started_by)
        Survey.objects.create(
            programme=programme,
            key=each.key,
            title=each.questionnaire.title,
            milestone=milestones.get(each.milestone),
            named=each.named,
            link_for=each.link_for,
            respondents=[_kind(kind) for kind in each.respondents],
            questionnaire=version.questionnaire,
            version=version,
            position=position,
        )
    make_links(programme)


def _kind(kind) -> dict[str, str]:
    said = {"key": kind.key, "title": kind.title}
    if kind.written_by:
        said |= {"written_by": kind.written_by, "signed_off_by": kind.signed_off_by}
    return said


def first_version(instrument: Instrument, *, by: User | None) -> Version:
    """A questionnaire with one version, published: what a survey asks until somebody publishes another."""
    questionnaire = Questionnaire.objects.create(title=instrument.title)
    return Version.objects.create(
        questionnaire=questionnaire,
        number=1,
        content=as_data(instrument),
        published_at=timezone.now(),
        published_by=by,
    )


def has_begun(survey: Survey, today: date | None = None) -> bool:
    """Whether a link of the survey has opened, whatever became of it since."""
    with speaking.as_service():
        rows = (Reply if survey.named else Link).objects.filter(survey=survey)
        return rows.filter(opens_on__lte=today or timezone.localdate()).exists()


@transaction.atomic
def make_links(programme: Programme) -> int:
    """Give every area and kind of respondent its link, and all links their days; returns how many links were new.

    Links that are nobody's own are made for surveys that ask by kind of respondent, or of a programme without
    partnerships.
    """
    with speaking.as_service():
        have = set(Link.objects.filter(survey__programme=programme).values_list("survey", "participation", "kind"))
        new = [
            Link(survey=survey, participation_id=participation, kind=kind)
            for survey in programme.surveys.filter(named=False)
            for participation in _whose(programme, survey)
            for kind in ([each["key"] for each in survey.respondents] or [""])
            if (survey.pk, participation, kind) not in have
        ]
        Link.objects.bulk_create(new)
        replied = set(Reply.objects.filter(survey__programme=programme).values_list("survey", "participation", "kind"))
        Reply.objects.bulk_create(
            Reply(
                survey=survey,
                participation_id=participation,
                kind=kind,
                of_its_own=survey.answers_for_itself(kind),
                needs_sign_off=survey.needs_sign_off(kind),
            )
            for survey in programme.surveys.filter(named=True)
            for participation in programme.participations.values_list("pk", flat=True)
            for kind in ([each["key"] for each in survey.respondents] or [""])
            if (survey.pk, participation, kind) not in replied
        )
        keep_days(programme)
    return len(new)


def _whose(programme: Programme, survey: Survey) -> list[int | None]:
    if survey.link_for == "area" and not programme.has_no_partnerships:
        return list(programme.participations.values_list("pk", flat=True))
    return [None]


def keep_days(programme: Programme) -> int:
    """Give every link the days that the timetable says, until it has been frozen; returns how many were changed.

    A survey that no milestone opens keeps the days that the team gave it; a partnership that withdrew has none.
    """
    with speaking.as_service():
        plan = Programme.objects.with_plan().get(pk=programme.pk)
        changed = 0
        for model in (Link, Reply):
            changed += _keep_days_of(model, plan)
    return changed


def _keep_days_of(model: type[Link] | type[Reply], plan: Programme) -> int:
    rows = list(
        model.objects.filter(survey__programme=plan, survey__milestone__isnull=False, dataset=None)
        .select_related("survey__milestone")
        .order_by("pk")
        .select_for_update(of=("self",))
    )
    parts = {part.pk: part for part in Participation.objects.filter(pk__in=[row.participation_id for row in rows])}
    plan.share_plan_with(parts.values())
    changed = []
    for row in rows:
        days = _days(plan, parts.get(row.participation_id), row)
        if days != (row.opens_on, row.closes_on):
            row.opens_on, row.closes_on = days
            changed.append(row)
    model.objects.bulk_update(changed, ["opens_on", "closes_on"])
    return len(changed)


def _days(programme: Programme, part: Participation | None, link: Link | Reply) -> tuple[date | None, date | None]:
    key = link.survey.milestone.key
    is_asked = part is None or part.selected or link.survey.milestone.applies_to != "selected"
    if not is_asked or (part and (part.withdrawn_at or part.waits_for_its_day)):
        return None, None
    dated = (part or programme).timetable[key]
    if dated.ends < timezone.localtime(programme.started_at).date():
        # A run of former years: it was asked elsewhere, and an empty count here would say that nobody answered.
        return None, None
    return dated.opens, dated.ends


@transaction.atomic
def open_by_hand(survey: Survey, links: list[Link] | list[Reply], *, opens_on: date, closes_on: date) -> int:
    """Give links of a survey that no milestone opens their days; returns how many. One that is frozen keeps its own.

    Raises ValueError with a sentence where a milestone says the days, or the last is before the first.
    """
    if survey.milestone_id:
        raise ValueError("The timetable opens and closes this survey. Move its dates there.")
    if closes_on < opens_on:
        raise ValueError("The last day is before the first day. Change one of them.")
    with speaking.as_service():
        rows = (Reply if survey.named else Link).objects.filter(survey=survey, pk__in=[link.pk for link in links])
        return rows.filter(dataset=None).update(opens_on=opens_on, closes_on=closes_on)
