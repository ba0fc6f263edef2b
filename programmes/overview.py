"""One page for a whole programme: a row for each partnership, and where each of its milestones stands.

Rooms higher up add columns of their own: documents in or late, what waits to be read.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import date

from django.db import models

from accounts import roles
from accounts.models import Area
from programmes import correspondence
from programmes.models import Booking, Confirmation, Participation, Programme
from programmes.timetable import Dated, State

#: The states that a cell may have, from what needs attention most to what needs none, each with its kind of mark.
MARKS = {
    "late": "late",
    "queried": "queried",
    "waiting": "waiting",
    "to do": "open",
    "open": "open",
    "sent": "new",
    "done": "done",
    "not yet": "quiet",
    "not asked": "quiet",
}

#: The states in which something was asked and has not been done.
NOT_DONE = frozenset({"late", "to do", "open"})

#: The states in which the partnership has something to do: besides, a query to answer, or somebody to sign or accept.
STILL_ASKED = NOT_DONE | {"queried", "waiting"}


@dataclass(frozen=True)
class Cell:
    """One fact about one partnership: a state with its word, and what to sort by."""

    state: str
    words: str
    sort: int = 0
    address: str = ""
    since: date | None = None

    @property
    def mark(self) -> str:
        """Its kind of mark: a word, a colour and a symbol (interface.marks)."""
        return MARKS[self.state]


@dataclass
class Row:
    """One partnership in the overview."""

    participation: Participation
    coordinator: str
    coordinator_email: str
    cells: dict[str, Cell] = field(default_factory=dict)
    next: Dated | None = None

    @property
    def name(self) -> str:
        return self.participation.partnership.name

    @property
    def state(self) -> str:
        """The state that needs attention most: what the row's tile shows."""
        present = {cell.state for cell in self.cells.values()}
        return next((state for state in MARKS if state in present), "not asked")


@dataclass(frozen=True)
class Column:
    """A column of the overview: ``cells`` is asked once for all partnerships."""

    key: str
    title: str
    cells: Callable[[Programme, Sequence[Participation], date], dict[int, Cell]]


def _notified(programme, participations, today):
    milestone = _opener(programme, "accept notification")
    return {
        each.pk: Cell("done", "Accepted", 2)
        if each.accepted_at
        else Cell("not yet", "Not notified yet", 3)
        if programme.letters_held
        else _waiting(each, milestone, today, "Not accepted yet", "Not notified yet")
        for each in participations
    }


def _coordinator(programme, participations, today):
    milestone = _opener(programme, "nominate")
    cells = {}
    for each in participations:
        offered = [s for s in each.seats.all() if s.role == roles.Coordinator.slug and s.status == "offered"]
        if correspondence.recipients_in_seat(each, roles.Coordinator):
            cells[each.pk] = Cell("done", "Named", 2)
        elif offered:
            cells[each.pk] = Cell("waiting", "Nominated, not yet accepted", 1)
        else:
            cells[each.pk] = _waiting(each, milestone, today, "Not named yet", "Not asked yet")
    return cells


def _briefing(programme, participations, today):
    milestone = _opener(programme, "book briefing")
    words = {"attended": "Attended", "caught up": "Caught up later", "missed": "Did not attend", "": "Booked"}
    cells = {}
    for each in participations:
        booking = next((b for b in each.bookings.all() if milestone and b.milestone_id == milestone.pk), None)
        if milestone and any(step.milestone_id == milestone.pk for step in each.confirmations.all()):
            cells[each.pk] = Cell("done", words["caught up"], 2)
        elif booking is None:
            cells[each.pk] = _waiting(each, milestone, today, "Not booked", "Not open yet")
        else:
            state = "late" if booking.attendance == "missed" else "done"
            cells[each.pk] = Cell(state, words[booking.attendance], 2)
    return cells


def _survey(programme, participations, today):
    milestone = _opener(programme, "share survey")
    cells = {}
    for each in participations:
        step = next((s for s in each.confirmations.all() if milestone and s.milestone_id == milestone.pk), None)
        cells[each.pk] = (
            Cell("done", "Shared", 2, since=step.done_on)
            if step
            else _waiting(each, milestone, today, "Not shared yet", "Not open yet")
        )
    return cells


def _waiting(participation, milestone, today, open_words, not_yet_words) -> Cell:
    if milestone and participation.waits_for_its_day:
        return Cell("not yet", not_yet_words, 3)
    if milestone is None or milestone.key not in {dated.key for dated in participation.dated}:
        return Cell("not asked", "Not asked", 3)
    dated = participation.timetable[milestone.key]
    match dated.state(today):
        case State.NOT_YET:
            return Cell("not yet", not_yet_words, 3)
        case State.OPEN:
            return Cell("to do", open_words, 1)
        case _:
            return Cell("late", open_words, 0)


def _opener(programme: Programme, gate: str):
    """The milestone that lets people do a thing, if the programme has one."""
    return next((plan for plan in programme.plans if gate in plan.gates), None)


#: Columns by the gate that brings them: a programme that never asks for a thing has no column for it.
#: Rooms higher up append theirs.
columns: list[tuple[str, Column]] = [
    ("accept notification", Column("notification", "Notification", _notified)),
    ("nominate", Column("coordinator", "Co-ordinator", _coordinator)),
    ("book briefing", Column("briefing", "Briefing", _briefing)),
    ("share survey", Column("survey", "Staff survey", _survey)),
]


def columns_of(programme: Programme) -> list[Column]:
    """The columns that a programme has: none for what it does not ask."""
    gates = {gate for plan in programme.plans for gate in plan.gates}
    return [column for gate, column in columns if gate in gates]


def _read(programme: Programme, user):
    """What the columns of this room look at, and no more: a page of 32 rows reads hundreds of others beside them."""
    return (
        programme.participations.visible_to(user)
        .taking_part()
        .select_related("partnership")
        .prefetch_related(
            models.Prefetch("partnership__areas", Area.objects.only("short", "name")),
            models.Prefetch("seats", correspondence.seated()),
            models.Prefetch("bookings", Booking.objects.only("participation", "milestone", "attendance")),
            models.Prefetch("confirmations", Confirmation.objects.only("participation", "milestone", "done_on")),
        )
    )


def cells_of(programme: Programme, participations: Sequence[Participation], today: date) -> dict[int, dict[str, Cell]]:
    """Every column's cell for each partnership, {participation: {column: cell}}, in a fixed number of queries."""
    found: dict[int, dict[str, Cell]] = {each.pk: {} for each in participations}
    is_history = programme.has_reported(today)
    for column in columns_of(programme):
        for pk, cell in column.cells(programme, participations, today).items():
            found[pk][column.key] = _as_history(cell) if is_history else cell
    return found


def _as_history(cell: Cell) -> Cell:
    """Once the report is out, what was never done is a fact about the past: nobody waits for it, and nobody is late."""
    if cell.state in NOT_DONE:
        return Cell("not asked", "Not recorded", 3, cell.address)
    return cell


def _next(programme: Programme, participation: Participation, cells: dict[str, Cell], today: date) -> Dated | None:
    """The first thing that this partnership has still to do, or else the first date that is still to come for it."""
    if participation.waits_for_its_day:
        return None
    keys = {gate: column.key for gate, column in columns}
    gates = {plan.key: plan.gates for plan in programme.plans}
    for dated in participation.dated:
        asked = [cells[keys[gate]].state for gate in gates[dated.key] if keys.get(gate) in cells]
        if any(state in STILL_ASKED for state in asked):
            return dated
        if dated.ends >= today and not (asked and all(state in ("done", "sent") for state in asked)):
            return dated
    return None


def rows(programme: Programme, user, today: date) -> list[Row]:
    """A row for each partnership that this person may see, in a fixed number of queries."""
    participations = list(_read(programme, user))
    programme.share_plan_with(participations)
    cells = cells_of(programme, participations, today)
    found = []
    for participation in participations:
        people = correspondence.recipients_in_seat(participation, roles.Coordinator)
        found.append(
            Row(
                participation,
                coordinator=people[0].name if people else "",
                coordinator_email=people[0].email if people else "",
                cells=cells[participation.pk],
                next=_next(programme, participation, cells[participation.pk], today),
            )
        )
    return found
