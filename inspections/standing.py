"""Where a return stands: read off its versions, what was said about them, and the timetable. The one place for it.

One return or thousands are read in the same number of queries, and worked out here: the days that a timetable gives
were once written into the question for the database, which took longer to prepare than to answer.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from datetime import date, datetime
from typing import NamedTuple

from django.db import models
from django.utils import timezone

from inspections.models import Progress, Return, Submission
from programmes.models import Participation, Programme
from programmes.timetable import Gate, Timetable, say


class State(models.TextChoices):
    NOT_YET = "not yet", "Not open yet"
    OPEN = "open", "Open, nothing yet"
    IN_PROGRESS = "in progress", "In progress"
    SIGN_OFF = "sign-off", "Waiting for sign-off"
    LATE = "late", "Late"
    SENT = "sent", "Sent"
    NIL = "nil", "Nil return"
    QUERIED = "queried", "Queried"
    ANSWERED = "answered", "Query answered"
    ACCEPTED = "accepted", "Accepted"


#: How each state looks wherever one meets it (interface.marks).
MARKS = {
    State.NOT_YET: "quiet",
    State.OPEN: "open",
    State.IN_PROGRESS: "open",
    State.SIGN_OFF: "waiting",
    State.LATE: "late",
    State.SENT: "new",
    State.NIL: "new",
    State.QUERIED: "queried",
    State.ANSWERED: "new",
    State.ACCEPTED: "done",
}

#: In the order in which a reader works through them: what waits for the team comes first.
FOR_READERS = [
    State.SENT,
    State.NIL,
    State.ANSWERED,
    State.QUERIED,
    State.LATE,
    State.SIGN_OFF,
    State.IN_PROGRESS,
    State.OPEN,
    State.NOT_YET,
    State.ACCEPTED,
]

WAITS_FOR_TEAM = {State.SENT, State.NIL, State.ANSWERED}
NOTHING_SENT = {State.NOT_YET, State.OPEN, State.IN_PROGRESS, State.SIGN_OFF, State.LATE}


class ReturnStanding(NamedTuple):
    """Where one return stands today. A tuple, as lists make thousands of them."""

    # What the state is worked out from comes first, in the order of ``_state``.
    milestone_id: int
    participation_id: int
    #: Of the version that stands as sent.
    status: str | None
    is_nil: bool | None
    #: Scrutiny wrote last, or nobody has written.
    last_word_is_ours: bool
    awaits_notice: bool
    draft_status: str | None
    draft_id: int | None

    return_id: int
    reference: str
    programme_id: int
    partnership: str
    ask_id: int
    ask: str
    ask_position: int
    takes_late: bool
    #: The version that stands as sent.
    submission_id: int | None
    number: int | None
    sent_at: datetime | None
    was_late: bool | None
    accepted_at: datetime | None
    draft_number: int | None
    extension_id: int | None
    #: The three numbers are None in a list that was read without them, until they are counted.
    documents_asked: int | None
    documents_in: int | None
    files: int | None
    opens: date
    due: date
    state: State
    today: date

    @property
    def address(self) -> str:
        return f"/returns/{self.return_id}/"

    @property
    def reading_address(self) -> str:
        """Where the team reads it."""
        return f"/reading/returns/{self.return_id}/"

    @property
    def due_on(self) -> str:
        """Its last day as a list has it: 27 Nov 2026."""
        return f"{self.due:%-d %b %Y}"

    @property
    def sent_on(self) -> str:
        """The minute it was sent as a list has it: 27 Nov 2026, 14:05."""
        return f"{timezone.localtime(self.sent_at):%-d %b %Y, %H:%M}" if self.sent_at else ""

    @property
    def label(self) -> str:
        label = State(self.state).label
        if self.state in WAITS_FOR_TEAM | {State.ACCEPTED} and self.was_late:
            return f"{label}, late"
        return label

    @property
    def mark(self) -> str:
        return MARKS[State(self.state)]

    @property
    def is_late(self) -> bool:
        """Late now, or it came late."""
        return self.state == State.LATE or bool(self.was_late)

    @property
    def is_sent(self) -> bool:
        return self.submission_id is not None

    @property
    def days_left(self) -> int:
        return (self.due - self.today).days

    @property
    def gate(self) -> Gate:
        """Whether a first version may be sent today."""
        if self.awaits_notice or self.today < self.opens:
            return Gate.NOT_YET
        if self.today <= self.due:
            return Gate.OPEN
        return Gate.LATE if self.takes_late else Gate.CLOSED

    @property
    def next(self) -> str:
        """What happens next and who does it, in a sentence."""
        match self.state:
            case State.NOT_YET if self.awaits_notice:
                return "Opens when the partnership has been notified"
            case State.NOT_YET:
                return f"Opens on {say(self.opens)}"
            case State.OPEN | State.IN_PROGRESS:
                return f"The co-ordinator sends it by {say(self.due)}"
            case State.SIGN_OFF:
                return f"A chief officer signs it off by {say(self.due)}"
            case State.LATE:
                overdue = (self.today - self.due).days
                days = f"{overdue} day{'' if overdue == 1 else 's'} late"
                waits = " and waits for a chief officer" if self.draft_status == "awaiting sign-off" else ""
                return f"Was due on {say(self.due)}: {days}{waits}"
            case State.SENT | State.NIL:
                return "The team reads it"
            case State.ANSWERED:
                return "The team reads the answer"
            case State.QUERIED:
                return "The co-ordinator answers"
            case _:
                return "Nothing more to do"


# --- Working it out --------------------------------------------------------------------------------------------------

#: What is read of ``Progress``, in the order of a standing's fields.
_READ = (
    "milestone", "participation", "current_status", "is_nil", "last_word_is_ours", "awaits_notice", "draft_status",
    "draft", "pk", "reference", "programme", "partnership_name", "ask", "ask_title", "ask_position", "takes_late",
    "current", "current_number", "sent_at", "was_late", "accepted_at", "draft_number", "extension",
)  # fmt: skip
_COUNTED = ("documents_asked", "documents_in", "files")


def told(
    rows,
    programmes: Iterable[Programme],
    *,
    participations: Sequence[Participation] | None = None,
    today: date | None = None,
    count: bool = True,
) -> list[ReturnStanding]:
    """Where each of these rows of ``Progress`` stands, in no order.

    ``programmes`` are those that the returns belong to; ``participations`` may be given where they have been read
    already, so that they are not read again for their own dates. Without ``count``, documents and files are not
    counted: of thousands of returns that takes the database longer than all the rest.
    """
    today = today or timezone.localdate()
    days = _days(list(programmes), participations)
    found = []
    for row in rows.order_by().values_list(*_READ, *(_COUNTED if count else ())):
        milestone, participation, *facts = row[:8]
        opens, due = days.get((milestone, participation)) or days[milestone, None]
        counts = () if count else (None, None, None)
        found.append(ReturnStanding(*row, *counts, opens, due, _state(*facts, opens, due, today), today))
    return found


def counted(stands: Iterable[ReturnStanding]) -> list[ReturnStanding]:
    """The same, with their documents and files counted, in one query."""
    stands = list(stands)
    rows = Progress.objects.filter(pk__in=[one.return_id for one in stands]).values_list("pk", *_COUNTED)
    counts = {pk: dict(zip(_COUNTED, numbers, strict=True)) for pk, *numbers in rows}
    return [one._replace(**counts[one.return_id]) for one in stands]


def _state(
    status: str | None,
    is_nil: bool | None,
    last_word_is_ours: bool,
    awaits_notice: bool,
    draft_status: str | None,
    draft_id: int | None,
    opens: date,
    due: date,
    today: date,
) -> State:
    """What the day makes of a return."""
    if status == Submission.Status.ACCEPTED:
        return State.ACCEPTED
    if status == Submission.Status.QUERIED:
        return State.QUERIED if last_word_is_ours else State.ANSWERED
    if status == Submission.Status.SENT:
        return State.NIL if is_nil else State.SENT
    if awaits_notice:
        return State.NOT_YET
    if due < today:
        return State.LATE
    if draft_status == Submission.Status.AWAITING_SIGN_OFF:
        return State.SIGN_OFF
    if draft_id:
        return State.IN_PROGRESS
    return State.NOT_YET if today < opens else State.OPEN


#: The first and the last day of returns, by milestone and participation; by None for whoever has no days of its own.
Days = dict[tuple[int, int | None], tuple[date, date]]


def _days(programmes: list[Programme], participations: Sequence[Participation] | None) -> Days:
    """Few partnerships have dates of their own."""
    Programme.objects.read_plans(programmes)
    found = {}
    for programme in programmes:
        for milestone in programme.plans:
            dated = programme.timetable[milestone.key]
            found[milestone.pk, None] = dated.opens, dated.ends
    for pk, programme, timetable in _own_timetables(programmes, participations):
        for milestone in programme.plans:
            dated = timetable[milestone.key]
            found[milestone.pk, pk] = dated.opens, dated.ends
    return found


def _own_timetables(
    programmes: list[Programme], participations: Sequence[Participation] | None
) -> Iterator[tuple[int, Programme, Timetable]]:
    """Participations whose dates may differ from their programme's, each with its timetable."""
    if participations is not None:
        for programme in programmes:
            programme.share_plan_with(each for each in participations if each.programme_id == programme.pk)
        for participation in participations:
            if participation.timetable is not participation.programme.timetable:
                yield participation.pk, participation.programme, participation.timetable
        return
    settled = defaultdict(list)
    for programme in programmes:
        # A programme's settled dates hold those of its partnerships too: they are not read twice.
        for date_ in programme.settled_dates.all():
            settled[date_.participation_id].append(date_)
    day_ones = _own_first_days(programmes)
    for programme in programmes:
        those = {pk for pk, dates in settled.items() if pk and dates[0].programme_id == programme.pk}
        laid_out = {}
        for pk in those | set(day_ones.get(programme.pk, {})):
            day_one = day_ones.get(programme.pk, {}).get(pk, programme.day_one)
            places = tuple(sorted((date_.place, date_.on) for date_ in settled.get(pk, ())))
            if (day_one, places) not in laid_out:
                laid_out[day_one, places] = programme.lay_out(day_one, places)
            yield pk, programme, laid_out[day_one, places]


def _own_first_days(programmes: list[Programme]) -> dict[int, dict[int, date]]:
    """In programmes where each partnership begins on its own day: {programme: {participation: day}}."""
    found = defaultdict(dict)
    rolling = [programme.pk for programme in programmes if programme.is_rolling]
    if rolling:
        rows = Participation.objects.filter(programme__in=rolling, day_one__isnull=False)
        for programme, pk, day_one in rows.values_list("programme", "pk", "day_one"):
            found[programme][pk] = day_one
    return found


def standings(
    programme: Programme, participations: Sequence[Participation], *, today: date | None = None
) -> dict[int, list[ReturnStanding]]:
    """Where every return of these participations stands, in a fixed number of queries: {participation: standings}."""
    stands = told(
        Progress.objects.asked().filter(participation__in=[each.pk for each in participations]),
        [programme],
        participations=participations,
        today=today,
    )
    found = {participation.pk: [] for participation in participations}
    for one in sorted(stands, key=lambda one: (one.ask_position, one.return_id)):
        found[one.participation_id].append(one)
    return found


def standing(of: Return, *, today: date | None = None) -> ReturnStanding:
    """Where one return stands."""
    programme = of.participation.programme
    [one] = told(Progress.objects.filter(pk=of.pk), [programme], participations=[of.participation], today=today)
    return one
