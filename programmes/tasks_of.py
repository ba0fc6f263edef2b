"""What a partnership is asked to do, in the order of its timetable: one list, with what, by when, in what state."""

from dataclasses import dataclass, replace
from datetime import date

from accounts import roles
from programmes import briefing_places, correspondence, rules
from programmes.asking import Asked
from programmes.models import LibraryDocument, Participation, Seat
from programmes.timetable import Gate
from programmes.work import Desk, Waiting, asks


@dataclass(frozen=True)
class Task:
    """One thing that a partnership is asked to do. ``mark`` is its kind of mark; ``who`` acts on it.

    Everybody who sees the list sees the task. Where its page is for some alone, ``opens_to`` are their roles.
    """

    key: str
    words: str
    state: str
    mark: str
    due: date | None
    url: str = ""
    hint: str = ""
    who: tuple[type[roles.Role], ...] = (roles.Coordinator,)
    opens_to: tuple[type[roles.Role], ...] | None = None

    def for_roles(self, held: set[str]) -> "Task":
        """The task as somebody with these roles (slugs) in the partnership meets it: no address that they cannot open."""
        if self.opens_to is None or held & {role.slug for role in self.opens_to}:
            return self
        return replace(self, url="")

    @property
    def is_done(self) -> bool:
        return self.mark == "done"

    @property
    def waits(self) -> bool:
        """Whether somebody in the partnership should act on it now."""
        return self.mark in ("open", "late", "queried")


#: Rooms higher up add what they ask for: functions ``(participations, today) -> {participation pk: [Task]}``.
askers = Asked()


def standing(participation: Participation, gate: str, today: date) -> tuple[Gate | None, date | None, str]:
    """How a gate stands for one partnership today, its last day, its milestone's title; None where it never opens."""
    keepers = [
        plan
        for plan in participation.programme.plans
        if gate in plan.gates and (participation.selected or plan.applies_to != "selected")
    ]
    if not keepers or participation.waits_for_its_day:
        return None, None, ""
    dated = participation.timetable[keepers[0].key]
    return participation.timetable.gate(gate, today), dated.ends, dated.title


def _asked(gate: Gate | None, is_done: bool, done_words: str, open_words: str = "To do") -> tuple[str, str] | None:
    """A task's state in words and its kind of mark; None where it is never asked."""
    if is_done:
        return done_words, "done"
    match gate:
        case Gate.NOT_YET:
            return "Not open yet", "quiet"
        case Gate.OPEN:
            return open_words, "open"
        case Gate.LATE:
            return "Late", "late"
        case Gate.CLOSED:
            return "Closed", "quiet"
    return None


def tasks_of(participation: Participation, today: date) -> list[Task]:
    """What one partnership is asked to do. The participation is loaded with ``correspondence.loaded``."""
    return tasks_of_all([participation], today)[participation.pk]


def tasks_of_all(participations: list[Participation], today: date) -> dict[int, list[Task]]:
    written_to = correspondence.written_to(participations)
    found = {part.pk: _own_tasks(part, today, part.pk in written_to) for part in participations}
    for those in askers.ask(participations, today):
        for pk, more in those.items():
            found[pk] += more
    for tasks in found.values():
        tasks.sort(key=lambda task: (task.due is None, task.due or today))
    return found


def _own_tasks(participation: Participation, today: date, is_written_to: bool) -> list[Task]:
    base = participation.get_absolute_url()
    tasks = []

    def add(key, words, gate, is_done, done_words, url, who, hint="", open_words="To do", is_ready=True):
        state, due, _ = standing(participation, gate, today)
        said = _asked(state if is_ready else state and Gate.NOT_YET, is_done, done_words, open_words)
        if said:
            is_closed = said[1] == "quiet"
            tasks.append(Task(key, words, said[0], said[1], due, "" if is_closed else base + url, hint, who))

    chief = (roles.ChiefOfficer,)
    add(
        "notification",
        "Accept the notification letter",
        "accept notification",
        bool(participation.accepted_at),
        "Accepted",
        "letter/",
        chief,
        # Nobody can accept a letter that has not come: it waits to be let go, for the day's first round, or for a seat.
        is_ready=is_written_to,
    )
    held = correspondence.recipients_in_seat(participation, roles.Coordinator)
    offered = [s for s in participation.seats.all() if s.role == roles.Coordinator.slug and s.status == "offered"]
    add(
        "nomination",
        "Nominate the co-ordinator",
        "nominate",
        bool(held),
        f"{held[0].name}" if held else "",
        "people/",
        chief,
        hint=f"{offered[0].person.name} has been nominated and has not answered yet." if offered and not held else "",
        open_words="Waits for the nominee" if offered else "To do",
    )
    booking = next(iter(participation.bookings.all()), None)
    if missed := briefing_places.missed(participation, today):
        over = participation.timetable[missed.key].ends
        hint = "Read the briefing among the guidance, then tell us."
        address = f"{base}briefing/"
        tasks.append(Task("briefing", "Catch up on the briefing", "Late", "late", over, address, hint))
    else:
        add(
            "briefing",
            "Book a place in a briefing",
            "book briefing",
            booking is not None or _has_caught_up(participation),
            "Booked" if booking else "Caught up",
            "briefing/",
            (roles.Coordinator,),
            hint=f"{booking.session.title}" if booking else "",
        )
    confirmed = {step.milestone_id: step for step in participation.confirmations.all()}
    # Passing a survey on is a task of the room of surveys, which has the link.
    for gate, words in (("nominate people", "Name people to meet"),):
        plan = next((plan for plan in participation.programme.plans if gate in plan.gates), None)
        if plan:
            add(
                plan.key,
                words,
                gate,
                plan.pk in confirmed,
                "Done",
                f"done/{plan.key}/",
                (roles.Coordinator,),
                hint=plan.detail,
            )
    return tasks


def _has_caught_up(participation: Participation) -> bool:
    briefings = {plan.pk for plan in participation.programme.plans if "book briefing" in plan.gates}
    return any(step.milestone_id in briefings for step in participation.confirmations.all())


# --- The library, as far as it is released ---------------------------------------------------------------------------

AUDIENCES = {
    LibraryDocument.Audience.PUBLIC: roles.IN_A_PARTNERSHIP,
    LibraryDocument.Audience.PARTNERSHIP: roles.IN_A_PARTNERSHIP,
    LibraryDocument.Audience.STAFF: roles.IN_A_PARTNERSHIP,
    LibraryDocument.Audience.CHIEF_OFFICERS: [roles.ChiefOfficer],
    LibraryDocument.Audience.COORDINATOR: [roles.Coordinator, roles.ChiefOfficer, roles.Contributor],
}


def guidance_for(participation: Participation, user, today: date):
    """The documents that a person may read in one partnership: (released, still to come), each with its day."""
    is_team = rules.works_on(user, participation.programme, *roles.ON_A_PROGRAMME_WORK)
    seats = rules.seats_held(user, participation)
    released, to_come = [], []
    for document in participation.programme.library.select_related("released_with"):
        meant_for = {role.slug for role in AUDIENCES.get(document.audience, [])}
        if not is_team and not meant_for & seats:
            continue
        document.day = document.released_on(participation.timetable)
        (released if document.day is None or document.day <= today else to_come).append(document)
    to_come.sort(key=lambda document: document.day)
    return released, to_come


# --- What waits for a person -----------------------------------------------------------------------------------------


@asks(lambda desk: Seat.objects.filter(person=desk.user, status=Seat.Status.OFFERED))
def seats_offered(desk: Desk, offered):
    """Seats that somebody has been nominated for and has not answered."""
    # A nominee does not see the participation itself yet: its name comes with the letter. In the usual order, which is
    # by the partnership's name, the join would lose the seat behind the wall.
    for seat in sorted(offered.order_by().select_related("offered_by"), key=lambda seat: (seat.offered_at, seat.pk)):
        yield Waiting(
            title=f"Will you be {seat.get_role_display().lower()}?",
            address=f"/seats/{seat.pk}/",
            detail=f"{seat.offered_by.name} has nominated you." if seat.offered_by else "",
            state="waits for your answer",
        )


@asks()
def from_partnerships(desk: Desk):
    """The tasks of every partnership in which a person sits, as far as their seat acts on them."""
    written_to = correspondence.written_to(desk.participations)
    for part in desk.participations:
        seats = rules.seats_held(desk.user, part)
        # What other rooms ask for, they name themselves, with what waits for the team beside it.
        for task in _own_tasks(part, desk.today, part.pk in written_to):
            if task.waits and task.url and seats & {role.slug for role in task.who}:
                yield Waiting(
                    title=task.words,
                    address=task.url,
                    programme=part.programme.short_title,
                    whose=part.partnership.name,
                    due=task.due,
                    state=task.state.lower(),
                    detail=task.hint,
                )
