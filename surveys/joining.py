"""What this room tells the rooms below it: what to do when a programme starts, where its pages are, what is to be shared."""

from accounts import roles
from interface.counting import counted
from programmes import dates, starting, tasks_of
from programmes.templatetags import programme_pages
from programmes.work import Desk, Waiting, asks
from surveys import arrived, moved_dates, rules, setting_up
from surveys.models import Link, Reply


def join() -> None:
    starting.on_start.append(setting_up.ask_for)
    starting.on_joining.append(setting_up.make_links)
    dates.on_moving.append(moved_dates.what_a_move_brings)
    tasks_of.askers.append(surveys_as_tasks)
    programme_pages.further.append(
        ("surveys", "Surveys", lambda each: f"/work/{each.slug}/surveys/", rules.may_see_surveys)
    )


# --- The partnership's own page: each survey with its link and count --------------------------------------------------


def surveys_as_tasks(participations, today) -> dict[int, list[tasks_of.Task]]:
    """Each survey that a partnership passes on, with how many have answered."""
    links = Link.objects.filter(participation__in=participations, opens_on__isnull=False, survey__named=False)
    found: dict[int, list[tasks_of.Task]] = {}
    responses = arrived.responses(links.select_related("survey__milestone").order_by("survey__position", "kind"))
    for response in responses:
        found.setdefault(response.link.participation_id, []).append(_task(response, today))
    replies = Reply.objects.filter(participation__in=participations, opens_on__isnull=False).select_related("survey")
    for reply in replies.order_by("survey__position", "kind"):
        found.setdefault(reply.participation_id, []).append(_reply_task(reply, today))
    return found


def _reply_task(reply: Reply, today) -> tasks_of.Task:
    kind, state = reply.survey.title_of(reply.kind), reply.state(today)
    if reply.is_sent:
        words, mark = "Sent", "done"
    elif state != "open":
        words, mark = ("Not open yet", "quiet") if state == "not open" else ("Closed", "quiet")
    elif reply.status == Reply.Status.AWAITING_SIGN_OFF:
        words, mark = "Waits for sign-off", "waiting"
    else:
        words, mark = ("Being prepared" if reply.edits else "To do"), "open"
    return tasks_of.Task(
        key=f"reply-{reply.pk}",
        words=f"Answer: {reply.survey.title}",
        state=words,
        mark=mark,
        due=reply.closes_on,
        url=reply.get_absolute_url() if state != "not open" else "",
        hint=f"One answer for your area: {kind}." if kind else "One answer for your area.",
        who=(roles.ChiefOfficer,) if reply.status == Reply.Status.AWAITING_SIGN_OFF else (roles.Coordinator,),
    )


@asks
def what_waits_for_sign_off(desk: Desk):
    """Replies to surveys that a chief officer has to sign off."""
    chief_of = [pk for pk, held in rules.seats(desk.user).items() if roles.ChiefOfficer.slug in held]
    if not chief_of:
        return
    rows = Reply.objects.filter(participation__in=chief_of, status=Reply.Status.AWAITING_SIGN_OFF, dataset=None)
    for reply in rows.select_related("survey__programme", "participation__partnership").order_by("closes_on", "pk"):
        if reply.state(desk.today) == "open":
            yield Waiting(
                f"Sign off: {reply.survey.title}",
                reply.get_absolute_url(),
                programme=reply.survey.programme.short_title,
                whose=reply.participation.partnership.name,
                due=reply.closes_on,
                state="to sign off",
            )


def _task(response: arrived.Response, today) -> tasks_of.Task:
    link, answers = response.link, counted(response.answers, "answer")
    state = link.state(today)
    words, mark = {
        "not open": ("Not open yet", "quiet"),
        "open": (f"Open: {answers}", "new"),
    }.get(state, (f"Closed: {answers}", "done"))
    return tasks_of.Task(
        key=f"survey-{link.pk}",
        words=f"Pass on: {link.survey.title}",
        state=words,
        mark=mark,
        due=link.closes_on,
        url=f"/taking-part/{link.participation_id}/surveys/{link.survey.key}/",
        hint="Link, QR code, poster, words for an e-mail, and how many have answered.",
        who=(roles.Coordinator,),
    )
