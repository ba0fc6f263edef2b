"""Where a return stands: read off its versions, what was said about them, and the timetable. The one place for it.

The database works it out for one return or for thousands in the same number of queries, so that lists can be
filtered, sorted and counted by it.
"""

import json
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.db import models
from django.db.models import (
    Case,
    Func,
    Value,
    When,
)
from django.db.models.functions import Cast
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


@dataclass(frozen=True)
class ReturnStanding:
    """Where one return stands today."""

    return_id: int
    reference: str
    participation_id: int
    partnership: str
    ask_id: int
    ask: str
    milestone_id: int
    state: State
    opens: date
    due: date
    takes_late: bool
    awaits_notice: bool
    documents_asked: int
    documents_in: int
    files: int
    submission_id: int | None
    number: int | None
    sent_at: datetime | None
    was_late: bool
    is_nil: bool
    accepted_at: datetime | None
    draft_id: int | None
    draft_number: int | None
    draft_status: str | None
    extension_id: int | None
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
        return self.state == State.LATE or self.was_late

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


def told(rows, programmes: Iterable[Programme], *, participations: Sequence[Participation] | None = None, today=None):
    """Rows of ``Progress`` with what the day makes of them: ``opens``, ``due`` and ``state``.

    ``programmes`` are those that the returns belong to; ``participations`` may be given where they have been read
    already, so that they are not read again for their own dates.
    """
    today = today or timezone.localdate()
    opens, due = _days(list(programmes), participations)
    return rows.annotate(opens=opens, due=due).annotate(
        state=Case(
            When(current_status=Submission.Status.ACCEPTED, then=Value(State.ACCEPTED)),
            When(current_status=Submission.Status.QUERIED, last_word_is_ours=False, then=Value(State.ANSWERED)),
            When(current_status=Submission.Status.QUERIED, then=Value(State.QUERIED)),
            When(current_status=Submission.Status.SENT, is_nil=True, then=Value(State.NIL)),
            When(current_status=Submission.Status.SENT, then=Value(State.SENT)),
            When(awaits_notice=True, then=Value(State.NOT_YET)),
            When(due__lt=today, then=Value(State.LATE)),
            When(draft_status=Submission.Status.AWAITING_SIGN_OFF, then=Value(State.SIGN_OFF)),
            When(draft__isnull=False, then=Value(State.IN_PROGRESS)),
            When(opens__gt=today, then=Value(State.NOT_YET)),
            default=Value(State.OPEN),
            output_field=models.CharField(),
        ),
    )


class _Day(Func):
    """A day of each return, looked up in what the timetables say: by its milestone, or as settled for its partnership.

    One constant instead of a branch for every milestone: of ten programmes, Django took longer to write the branches
    than PostgreSQL to answer.
    """

    output_field = models.DateField()

    def __init__(self, days: dict[str, str]):
        self.days = json.dumps(days)
        super().__init__(Cast("milestone", models.TextField()), Cast("participation", models.TextField()))

    def as_sql(self, compiler, connection, **extra):
        (milestone, given), (participation, _) = (compiler.compile(each) for each in self.get_source_expressions())
        own = f"%s::jsonb ->> ({milestone} || '/' || {participation})"
        return f"COALESCE({own}, %s::jsonb ->> {milestone})::date", (self.days, *given, *given, self.days, *given)


def _days(programmes: list[Programme], participations: Sequence[Participation] | None) -> tuple[_Day, _Day]:
    """The first and the last day of each return, as SQL: few partnerships have dates of their own."""
    Programme.objects.read_plans(programmes)
    opens, due = {}, {}
    for programme in programmes:
        for milestone in programme.plans:
            dated = programme.timetable[milestone.key]
            opens[str(milestone.pk)], due[str(milestone.pk)] = dated.opens.isoformat(), dated.ends.isoformat()
    for pk, programme, timetable in _own_timetables(programmes, participations):
        for milestone in programme.plans:
            dated = timetable[milestone.key]
            if dated != programme.timetable[milestone.key]:
                key = f"{milestone.pk}/{pk}"
                opens[key], due[key] = dated.opens.isoformat(), dated.ends.isoformat()
    return _Day(opens), _Day(due)


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


def standing_of(row: Progress, today: date | None = None) -> ReturnStanding:
    """The standing of a row that came out of ``told``."""
    return ReturnStanding(
        return_id=row.pk,
        reference=row.reference,
        participation_id=row.participation_id,
        partnership=row.partnership_name,
        ask_id=row.ask_id,
        ask=row.ask_title,
        milestone_id=row.milestone_id,
        state=State(row.state),
        opens=row.opens,
        due=row.due,
        takes_late=row.takes_late,
        awaits_notice=row.awaits_notice,
        documents_asked=row.documents_asked,
        documents_in=row.documents_in,
        files=row.files,
        submission_id=row.current_id,
        number=row.current_number,
        sent_at=row.sent_at,
        was_late=bool(row.was_late),
        is_nil=bool(row.is_nil),
        accepted_at=row.accepted_at,
        draft_id=row.draft_id,
        draft_number=row.draft_number,
        draft_status=row.draft_status,
        extension_id=row.extension_id,
        today=today or timezone.localdate(),
    )


def standings(
    programme: Programme, participations: Sequence[Participation], *, today: date | None = None
) -> dict[int, list[ReturnStanding]]:
    """Where every return of these participations stands, in a fixed number of queries: {participation: standings}."""
    rows = told(
        Progress.objects.asked().filter(participation__in=[each.pk for each in participations]),
        [programme],
        participations=participations,
        today=today,
    )
    found = {participation.pk: [] for participation in participations}
    for row in sorted(rows, key=lambda row: (row.ask_position, row.pk)):
        found[row.participation_id].append(standing_of(row, today))
    return found


def standing(of: Return, *, today: date | None = None) -> ReturnStanding:
    """Where one return stands."""
    programme = of.participation.programme
    return standing_of(
        told(Progress.objects.filter(pk=of.pk), [programme], participations=[of.participation]).get(), today
    )
