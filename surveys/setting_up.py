"""What a programme asks many people becomes rows when it starts: a survey, its questionnaire, and a link for each area."""

from collections.abc import Iterable
from datetime import date

from django.db import connection, transaction
from django.utils import timezone

from accounts import speaking
from accounts.models import User
from instruments.models import Questionnaire, Version
from instruments.questions import Instrument
from instruments.written import as_data
from programmes.models import Participation, Programme
from surveys.models import Link, Reply, Survey

HAS_ANSWERS = "It has been answered already, so its first day cannot be put off. Change only the last day."


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


# --- What has begun keeps its questions ------------------------------------------------------------------------------


def begun(rows: Iterable[Link] | Iterable[Reply]) -> set[int]:
    """Which of these links or replies have begun: somebody answered, began a form or wrote, or it was frozen.

    The portal's own role reads no answer: for links it asks through the wall, which says only whether there is any.
    """
    rows = list(rows)
    links = [row.pk for row in rows if isinstance(row, Link)]
    found = {row.pk for row in rows if isinstance(row, Reply) and (row.edits or row.dataset_id)}
    if links:
        with connection.cursor() as cursor:
            cursor.execute("SELECT surveys_begun(%s)", [links])
            found.update(pk for (pk,) in cursor.fetchall())
    return found


def _parts(survey: Survey) -> list[list[Link] | list[Reply]]:
    """A survey's links by what they are frozen into: all together, or in a rolling programme each area's for itself.

    What becomes one dataset must have been asked the same.
    """
    rows = (Reply if survey.named else Link).objects.filter(survey=survey).order_by("pk")
    parts: dict[int | None, list] = {}
    for row in rows.defer("values") if survey.named else rows:
        parts.setdefault(row.participation_id if survey.programme.is_rolling else None, []).append(row)
    return list(parts.values())


def keeps_its_questions(survey: Survey, today: date | None = None) -> bool:
    """Whether no part of it can be asked anything else: each has begun, or is open, so that somebody may be reading it.

    A part whose first day is put off before anybody has answered may be asked something else again; one that has
    answers may not, whatever becomes of its days. In a rolling programme the next areas can be asked a newer version.
    """
    today = today or timezone.localdate()
    with speaking.as_service():
        parts = _parts(survey)
        have = begun(row for part in parts for row in part)
        return bool(parts) and all(_stands(part, have, today) for part in parts)


def how_many_keep(survey: Survey, today: date | None = None) -> tuple[int, int]:
    """At how many links or replies the questions stay as they are, and of how many."""
    with speaking.as_service():
        parts = _parts(survey)
        have = begun(row for part in parts for row in part)
        standing = [part for part in parts if _stands(part, have, today or timezone.localdate())]
        return sum(map(len, standing)), sum(map(len, parts))


def _stands(part: list[Link] | list[Reply], have: set[int], today: date) -> bool:
    return any(row.pk in have or (row.opens_on is not None and row.opens_on <= today) for row in part)


@transaction.atomic
def keep_what_is_asked(survey: Survey, today: date | None = None) -> int:
    """Write down at each part that has begun or is open what it asks; returns at how many links or replies.

    What was asked stays with it from then on, whichever version the survey publishes later.
    """
    with speaking.as_service():
        survey = Survey.objects.select_for_update(of=("self",)).select_related("programme").get(pk=survey.pk)
        parts, model = _parts(survey), Reply if survey.named else Link
        have, written = begun(row for part in parts for row in part), 0
        for part in parts:
            if _stands(part, have, today or timezone.localdate()):
                asked = next((row.version_id for row in part if row.version_id), survey.version_id)
                missing = [row.pk for row in part if row.version_id is None]
                written += model.objects.filter(pk__in=missing, version=None).update(version=asked)
    return written


def ask_anew(survey: Survey, today: date | None = None) -> None:
    """Let parts that have not begun and are not open ask what the survey asks by now, whatever they were to ask before."""
    with speaking.as_service():
        parts = _parts(survey)
        have = begun(row for part in parts for row in part)
        free = [row.pk for part in parts if not _stands(part, have, today or timezone.localdate()) for row in part]
        (Reply if survey.named else Link).objects.filter(pk__in=free, version__isnull=False).update(version=None)


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

    A survey that no milestone opens keeps the days that the team gave it; a partnership that withdrew has none. What
    has begun stays open from its first day: people have been asked and have answered, which no other date undoes, and
    a form that somebody is filling in must not meet a closed door. Its last day follows the timetable.
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
    changed, have = [], begun(rows)
    for row in rows:
        days = _days(plan, parts.get(row.participation_id), row)
        if row.pk in have and row.opens_on and days[0]:
            days = min(row.opens_on, days[0]), days[1]
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

    Raises ValueError with a sentence where a milestone says the days, the last is before the first, or the first day of
    what has begun is put off.
    """
    if survey.milestone_id:
        raise ValueError("The timetable opens and closes this survey. Move its dates there.")
    if closes_on < opens_on:
        raise ValueError("The last day is before the first day. Change one of them.")
    with speaking.as_service():
        model = Reply if survey.named else Link
        rows = model.objects.filter(survey=survey, pk__in=[link.pk for link in links], dataset=None)
        held = list(rows.order_by("pk").select_for_update(of=("self",)))
        if opens_on > timezone.localdate() and begun(held):
            raise ValueError(HAS_ANSWERS)
        return rows.update(opens_on=opens_on, closes_on=closes_on)
