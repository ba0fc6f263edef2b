"""What this room tells the rooms below it: what to do when a programme starts, where its pages are, what is to be shared."""

from django.db.models import Q

from accounts import clock, roles
from interface.counting import counted
from programmes import dates, letter_causes, overview, starting, tasks_of
from programmes.templatetags import programme_pages
from programmes.work import Desk, Waiting, asks
from surveys import arrived, moved_dates, rules, setting_up, standing
from surveys.models import Link, Reply, Survey, Writer


def join() -> None:
    starting.on_start.append(setting_up.ask_for)
    starting.on_joining.append(setting_up.make_links)
    dates.on_moving.append(moved_dates.what_a_move_brings)
    tasks_of.askers.add(
        links_as_tasks,
        lambda participations, today: Link.objects.filter(
            participation__in=participations, opens_on__isnull=False, survey__named=False
        ),
    )
    # Read as the service, which no question asked as a person tells of: whether they are asked for at all is no secret.
    tasks_of.askers.add(
        replies_as_tasks,
        lambda participations, today: Survey.objects.filter(
            named=True, programme__in={each.programme_id for each in participations}
        ),
    )
    overview.columns.append(("answer survey", overview.Column("answers", "Survey answers", answers_at_a_glance)))
    letter_causes.preparations.append(_read_standings)
    letter_causes.conditions["survey not answered"] = _not_answered
    letter_causes.conditions["few have answered"] = few_have_answered
    programme_pages.further.append(
        ("surveys", "Surveys", lambda each: f"/work/{each.slug}/surveys/", rules.may_see_surveys)
    )


# --- The overview: a cell for each partnership ------------------------------------------------------------------------


def answers_at_a_glance(programme, participations, today) -> dict[int, overview.Cell]:
    """How many of the answers that a partnership is asked for have been sent."""
    by_part: dict[int, list[standing.Standing]] = {}
    for each in standing.of_participations([part.pk for part in participations], today):
        by_part.setdefault(each.newest.participation_id, []).append(each)
    return {pk: _cell(stands) for pk, stands in by_part.items()}


def _cell(stands: list[standing.Standing]) -> overview.Cell:
    sent, whole = sum(each.sent is not None for each in stands), len(stands)
    states = {each.state for each in stands}
    address = stands[0].newest.survey.get_absolute_url()
    if sent == whole:
        return overview.Cell("done", "Sent" if whole == 1 else f"{sent} of {whole} sent", 2, address)
    if "not sent" in states:
        return overview.Cell("late", f"{sent} of {whole} sent, closed", 0, address)
    if states <= {"no dates", "not open"}:
        return overview.Cell("not yet", "Not open yet", 3, address)
    return overview.Cell("to do", f"{sent} of {whole} sent", 1, address)


# --- Letters: whether what a milestone asks for has been answered -----------------------------------------------------


def _read_standings(programme, participations, today) -> None:
    """Once for all of them, before letters are worked out."""
    programme.survey_standings = standing.of_participations([each.pk for each in participations], today)


def _not_answered(participation, milestone) -> bool:
    """Whether an answer that this milestone asks for has not been sent."""
    stands = getattr(participation.programme, "survey_standings", None)
    if stands is None:
        stands = standing.of_participations([participation.pk], clock.today())
    return any(
        each.sent is None
        for each in stands
        if each.newest.participation_id == participation.pk and each.newest.survey.milestone_id == milestone.pk
    )


#: Below so many answers in every hundred people who were asked, a co-ordinator is written to.
FEW = 30


def few_have_answered(participation, milestone) -> bool:
    """Whether nobody has answered a survey of this milestone, or few of those with whom it is known to be shared."""
    programme = participation.programme
    # Counted when a letter asks, once for all of them: a tick that sends none counts nothing.
    if (counted_so_far := getattr(programme, "survey_responses", None)) is None:
        links = Link.objects.open().filter(survey__programme=programme.pk, participation__isnull=False)
        counted_so_far = programme.survey_responses = arrived.responses(links.select_related("survey"))
    return any(
        not each.answers or (each.rate is not None and each.rate < FEW)
        for each in counted_so_far
        if each.link.participation_id == participation.pk and each.link.survey.milestone_id == milestone.pk
    )


# --- The partnership's own page: each survey with its link and count --------------------------------------------------


def links_as_tasks(participations, today, links) -> dict[int, list[tasks_of.Task]]:
    """Each survey that a partnership passes on, with how many have answered."""
    found: dict[int, list[tasks_of.Task]] = {}
    confirmations = [each for part in participations for each in part.confirmations.all()]
    for response in arrived.responses(_in_order(links), confirmations):
        found.setdefault(response.link.participation_id, []).append(_task(response, today))
    return found


def replies_as_tasks(participations, today, surveys) -> dict[int, list[tasks_of.Task]]:
    """Each survey that a partnership answers itself, or asks somebody to answer for themselves."""
    found: dict[int, list[tasks_of.Task]] = {}
    writers = None
    for each in standing.of_participations(participations, today):
        if each.state == "no dates":
            continue
        if each.newest.of_its_own and writers is None:
            writers = standing.writers_of(participations)
        found.setdefault(each.newest.participation_id, []).append(_reply_task(each, writers or {}))
    return found


def _reply_task(each: standing.Standing, writers: dict) -> tasks_of.Task:
    """For the partnership: what it answers itself, and whom it asks to answer for themselves."""
    reply = each.newest
    kind, words, mark = reply.survey.title_of(reply.kind), each.words, each.mark
    if reply.of_its_own:
        asked = writers.get((reply.survey_id, reply.participation_id, reply.kind), 0)
        if each.state in ("to do", "being prepared", "not open"):
            words, mark = (
                (f"{counted(asked, 'person,people')} asked", "waiting") if asked else ("Nobody asked yet", "open")
            )
        return tasks_of.Task(
            key=f"reply-{reply.pk}",
            words=f"Ask who answers for themselves: {kind}",
            state=words,
            mark=mark if mark != "late" else "quiet",
            due=reply.closes_on,
            url=f"/taking-part/{reply.participation_id}/surveys/{reply.survey.key}/who-writes/{reply.kind}/",
            hint=f"{reply.survey.title}. They write and send it themselves.",
            opens_to=(roles.Coordinator,),
        )
    signs = each.state == "to sign off"
    return tasks_of.Task(
        key=f"reply-{reply.pk}",
        words=f"Answer: {reply.survey.title}",
        state=words,
        mark=mark if mark != "late" else "quiet",
        due=reply.closes_on,
        url=reply.get_absolute_url() if each.state != "not open" else "",
        hint=f"One answer for your area: {kind}." if kind else "One answer for your area.",
        who=(roles.ChiefOfficer,) if signs else (roles.Coordinator,),
        # The team reads it once it was sent, on the survey's own pages.
        opens_to=tuple(roles.IN_A_PARTNERSHIP),
    )


def _where_one_sits_as(desk: Desk, role: type[roles.Role]) -> list[int]:
    return [pk for pk, held in rules.seats(desk.user).items() if role.slug in held]


def _to_sign_off(desk: Desk):
    chief_of = _where_one_sits_as(desk, roles.ChiefOfficer)
    waiting = Reply.objects.filter(status=Reply.Status.AWAITING_SIGN_OFF, dataset=None)
    return waiting.filter(participation__in=chief_of) if chief_of else None


@asks(_to_sign_off)
def what_waits_for_sign_off(desk: Desk, replies):
    """Replies to surveys that a chief officer has to sign off."""
    for reply in replies.select_related("survey__programme", "participation__partnership").order_by("closes_on", "pk"):
        if reply.state(desk.today) == "open":
            yield Waiting(
                f"Sign off: {reply.survey.title}",
                reply.get_absolute_url(),
                programme=reply.survey.programme.short_title,
                whose=reply.participation.partnership.name,
                due=reply.closes_on,
                state="to sign off",
            )


def _to_be_answered(desk: Desk):
    led = _where_one_sits_as(desk, roles.Coordinator)
    asked = Writer.objects.current().filter(person=desk.user).values("participation")
    drafts = Reply.objects.filter(status=Reply.Status.DRAFT, dataset=None)
    return drafts.filter(Q(participation__in=led) | Q(participation__in=asked))


@asks(_to_be_answered)
def what_is_to_be_answered(desk: Desk, drafts):
    """Answers to surveys that are open: those that a person was asked to write, and those of a co-ordinator's partnership."""
    led = _where_one_sits_as(desk, roles.Coordinator)
    places = Writer.objects.current().filter(person=desk.user)
    asked = set(places.values_list("survey", "participation", "kind"))
    for reply in (
        drafts.visible_to(desk.user)
        .select_related("survey__programme", "participation__partnership")
        .order_by("closes_on", "pk")
    ):
        whose = (reply.survey_id, reply.participation_id, reply.kind)
        is_asked = whose in asked if reply.of_its_own else reply.participation_id in led
        if is_asked and reply.state(desk.today) == "open":
            yield Waiting(
                f"Answer: {reply.survey.title}",
                reply.get_absolute_url(),
                programme=reply.survey.programme.short_title,
                whose=reply.whose if reply.of_its_own else reply.participation.partnership.name,
                due=reply.closes_on,
                state="being corrected" if reply.number > 1 else "being prepared" if reply.edits else "to do",
            )


def _to_be_passed_on(desk: Desk):
    led = _where_one_sits_as(desk, roles.Coordinator)
    return arrived.to_be_passed_on(led) if led else None


@asks(_to_be_passed_on)
def what_is_to_be_passed_on(desk: Desk, links):
    """Surveys that are open and of which a co-ordinator has not said yet that they were passed on."""
    for link in _in_order(links):
        yield Waiting(
            f"Pass on: {link.survey.title}",
            _address(link),
            programme=link.survey.programme.short_title,
            whose=link.participation.partnership.name,
            due=link.closes_on,
            detail="Then tell us on the same page with how many people you shared it.",
        )


def _in_order(links):
    joined = links.select_related("survey__milestone", "survey__programme", "participation__partnership")
    return joined.order_by("survey__position", "kind")


def _to_be_told(response: arrived.Response) -> bool:
    """Whether we have not been told yet that it was shared, where that is asked."""
    milestone = response.link.survey.milestone
    return milestone is not None and "share survey" in milestone.gates and not response.was_shared


def _address(link: Link) -> str:
    return f"/taking-part/{link.participation_id}/surveys/{link.survey.key}/"


def _task(response: arrived.Response, today) -> tasks_of.Task:
    link, answers = response.link, counted(response.answers, "answer")
    state = link.state(today)
    words, mark = {
        "not open": ("Not open yet", "quiet"),
        "open": (f"To do: {answers} so far", "open") if _to_be_told(response) else (f"Open: {answers}", "new"),
    }.get(state, (f"Closed: {answers}", "done"))
    return tasks_of.Task(
        key=f"survey-{link.pk}",
        words=f"Pass on: {link.survey.title}",
        state=words,
        mark=mark,
        due=link.closes_on,
        url=_address(link),
        hint="Link, QR code, poster, words for an e-mail, and how many have answered."
        + (" Tell us there with how many people you shared it." if _to_be_told(response) else ""),
        who=(roles.Coordinator,),
    )
