"""What this room tells the rooms below it: what to do when a programme starts, where its pages are, what is to be shared."""

from accounts import roles
from interface.counting import counted
from programmes import starting, tasks_of
from programmes.templatetags import programme_pages
from surveys import arrived, rules, setting_up
from surveys.models import Link


def join() -> None:
    starting.on_start.append(setting_up.ask_for)
    starting.on_joining.append(setting_up.make_links)
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
    return found


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
