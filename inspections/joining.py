"""What this room tells the rooms below it: what to do when a programme starts, what waits for people, what is late."""

from django.db.models import Exists, OuterRef

from accounts import roles
from files import checking
from inspections import asking, chosen, refusals, rules, waiting
from inspections.models import Ask, AskedDocument
from inspections.standing import MARKS, State, standings
from interface.counting import counted
from programmes import choosing, correspondence, letter_causes, letter_text, overview, starting, tasks_of, work
from programmes.templatetags import programme_pages

#: How a state of a return shows in the overview of a programme, and where it sorts.
IN_THE_OVERVIEW = {
    State.NOT_YET: ("not yet", 8),
    State.OPEN: ("to do", 5),
    State.IN_PROGRESS: ("to do", 4),
    State.SIGN_OFF: ("waiting", 3),
    State.LATE: ("late", 0),
    State.SENT: ("sent", 2),
    State.NIL: ("sent", 2),
    State.ANSWERED: ("sent", 2),
    State.QUERIED: ("queried", 1),
    State.ACCEPTED: ("done", 9),
}


def join() -> None:
    starting.on_start.append(asking.ask_for)
    starting.on_joining.append(asking.open_returns)
    of_some = Ask.objects.of_some().filter(programme=OuterRef("pk"))
    choosing.asks_some.append(choosing.AsksSome(Exists(of_some), chosen.titles, chosen.begun))
    correspondence.read_when_named["programme.documents"] = what_is_asked
    overview.columns.append(("send documents", overview.Column("returns", "Documents", returns_at_a_glance)))
    letter_causes.preparations.append(read_standings)
    letter_causes.conditions["return not sent"] = return_not_sent
    # A self-evaluation is sent as a return of its milestone.
    letter_causes.conditions["self-evaluation not sent"] = return_not_sent
    work.askers.add(waiting.waiting_for)
    checking.on_refusal.append(refusals.tell_of)
    tasks_of.askers.add(returns_as_tasks)
    programme_pages.further.append(("reading", "Returns", lambda each: f"/reading/{each.slug}/", rules.may_read_list))


# --- Letters: what a programme asks for ------------------------------------------------------------------------------


def what_is_asked(programme) -> letter_text.Value:
    """The documents that are asked for, as a letter lists them."""
    asked = AskedDocument.objects.filter(ask__programme=programme).order_by("ask__position", "position")
    return letter_text.bullets(asked.values_list("title", flat=True))


# --- The overview: a cell for each partnership -----------------------------------------------------------------------


def returns_at_a_glance(programme, participations, today) -> dict[int, overview.Cell]:
    """What stands worst among a partnership's returns, with how many documents are in."""
    found = standings(programme, participations, today=today)
    return {pk: _cell(stands) for pk, stands in found.items() if stands}


def _cell(stands) -> overview.Cell:
    worst = min(stands, key=lambda one: IN_THE_OVERVIEW[one.state][1])
    state, order = IN_THE_OVERVIEW[worst.state]
    words = worst.label
    if worst.state in (State.OPEN, State.IN_PROGRESS, State.LATE, State.SIGN_OFF) and worst.documents_asked:
        words = f"{words}: {worst.documents_in} of {worst.documents_asked} in"
    return overview.Cell(state, words, order, worst.reading_address)


# --- The partnership's own page: each return among its tasks ---------------------------------------------------------


def returns_as_tasks(participations, today) -> dict[int, list[tasks_of.Task]]:
    """Each return of a partnership as one of the things that it is asked to do."""
    by_programme = {}
    for participation in participations:
        by_programme.setdefault(participation.programme, []).append(participation)
    found = {}
    for programme, parts in by_programme.items():
        for pk, stands in standings(programme, parts, today=today).items():
            found[pk] = [_task(one) for one in stands]
    return found


def _task(one) -> tasks_of.Task:
    return tasks_of.Task(
        key=f"return-{one.return_id}",
        words=one.ask,
        state=one.label,
        mark=MARKS[one.state],
        due=one.due,
        url="" if one.state == State.NOT_YET else f"/returns/{one.return_id}/",
        hint=f"{one.documents_in} of {counted(one.documents_asked, 'document')} in" if one.documents_asked else "",
        who=(roles.Coordinator, roles.Contributor),
    )


# --- Letters: a chaser goes only while nothing has come --------------------------------------------------------------


def read_standings(programme, participations, today) -> None:
    """Before letters are worked out: where every return stands, read once for all."""
    found = standings(programme, participations, today=today)
    for participation in participations:
        participation.return_standings = found[participation.pk]


def return_not_sent(participation, milestone) -> bool:
    """A return of this milestone has not been submitted."""
    stands = getattr(participation, "return_standings", None)
    if stands is None:
        stands = standings(participation.programme, [participation])[participation.pk]
    return any(one.milestone_id == milestone.pk and not one.is_sent for one in stands)


assert set(IN_THE_OVERVIEW) == set(State) == set(MARKS)
