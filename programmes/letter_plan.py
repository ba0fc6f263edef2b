"""The plan of a programme's letters as it stands today: what has been sent, what is owed, what is still to come.

A pure reading of the timetable and of the letters in inboxes. ``tick`` sends what is owed here, the plan's page shows
it, and the reconciler counts it.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum

from accounts.models import User
from notifications.models import Notice
from programmes import correspondence, letter_causes
from programmes.letter_causes import Cause
from programmes.models import Participation, Programme
from programmes.timetable import Moves, PlannedLetter, Timetable

#: A reminder that could not be sent on its day is sent within this many days, or not at all: late is worse than never.
#: Letters that are not reminders are sent however late, unless the milestone they are about is over.
LATE_REMINDERS = 2


class Standing(StrEnum):
    """Where one letter to one partnership stands."""

    SENT = "Sent"
    OWED = "Due now"
    AHEAD = "Planned"
    AT_AN_EVENT = "When it happens"
    NOT_NEEDED = "Not needed"
    PASSED = "Not sent: its day had passed"
    NOBODY = "Nobody to send it to yet"
    CANNOT = "The portal cannot send it"


@dataclass(frozen=True)
class Entry:
    """One letter of the plan, for one partnership (or for the team alone, where no partnership takes part)."""

    planned: PlannedLetter
    participation: Participation | None
    kind: str
    occasion: str
    standing: Standing
    reached: int = 0
    last: datetime | None = None
    owed: tuple[User, ...] = field(default=())


def occasion_for(participation: Participation | None, programme: Programme, planned: PlannedLetter) -> str:
    """What a letter of the plan is sent for: the same however often it is worked out."""
    whose = f"participation:{participation.pk}" if participation else f"programme:{programme.pk}"
    return f"{whose}/{planned.occasion}"


def entries(programme: Programme, participations: Sequence[Participation], today: date) -> list[Entry]:
    """Every letter of the plan for these partnerships, with where it stands. As the portal itself."""
    programme.share_plan_with(participations)
    for prepare in letter_causes.preparations:
        prepare(programme, participations, today)
    reckoner = _Reckoner(programme, today)
    return [
        reckoner.entry(planned, participation, timetable)
        for participation, timetable in _timetables(programme, participations)
        for planned in letters_of(programme, participation, timetable)
    ]


def letters_of(programme: Programme, participation: Participation | None, timetable: Timetable) -> Iterator:
    """The letters that a timetable causes for one partnership, or for the team of a programme that has none."""
    if participation is None:
        for_the_team = (planned for planned in timetable.letters if planned.to in correspondence.IN_THE_TEAM)
        # A condition asks after one partnership.
        yield from (planned for planned in for_the_team if not planned.only_if)
        return
    has = {dated.key for dated in participation.dated}
    yield from (planned for planned in timetable.letters if planned.milestone in has)


def at_an_event(programme: Programme, participation: Participation, kind: str) -> list[PlannedLetter]:
    """The letters of a kind that an event sends to one partnership: the plan says which, about what and to whom."""
    keys = {letter.key for letter in programme.letters.all() if letter.kind == kind}
    return [each for each in letters_of(programme, participation, participation.timetable) if each.letter in keys]


def _timetables(programme: Programme, participations: Sequence[Participation]) -> Iterable:
    if not participations:
        if programme.register in ("none", "places"):
            yield None, programme.timetable
        return
    for participation in participations:
        if not participation.waits_for_its_day:
            yield participation, participation.timetable


# --- The plan as a page shows it -------------------------------------------------------------------------------------


@dataclass
class Row:
    """One letter on one day, for every partnership that has it then."""

    on: date
    letter: str
    milestone: str
    to: str
    only_if: str
    kind: str
    entries: list[Entry] = field(default_factory=list)

    @property
    def waits_for(self) -> str:
        """What the portal cannot do yet; empty where it can send the letter."""
        return letter_causes.what_it_waits_for(self.kind, self.only_if)

    @property
    def event(self) -> str:
        """When it goes, where something that happens sends it and not the day."""
        return letter_causes.when_it_happens(self.kind, self.only_if)

    @property
    def standings(self) -> list[tuple[Standing, list[Entry], int]]:
        """Each standing with its partnerships, and how many people it reached or waits for; the commonest first."""
        found: dict[Standing, list[Entry]] = {}
        for entry in self.entries:
            found.setdefault(entry.standing, []).append(entry)
        counted = [
            (standing, some, sum(each.reached if standing is Standing.SENT else len(each.owed) for each in some))
            for standing, some in found.items()
        ]
        return sorted(counted, key=lambda each: (-len(each[1]), each[0]))

    @property
    def is_over(self) -> bool:
        return all(entry.standing in (Standing.SENT, Standing.NOT_NEEDED, Standing.PASSED) for entry in self.entries)


def by_day(entries: Iterable[Entry]) -> list[Row]:
    """The plan in the order of its days; partnerships that have a letter on the same day share a row."""
    rows: dict[tuple, Row] = {}
    for entry in entries:
        planned = entry.planned
        key = (planned.on, planned.letter, planned.milestone, planned.to, planned.only_if)
        rows.setdefault(key, Row(*key, entry.kind)).entries.append(entry)
    return [rows[key] for key in sorted(rows)]


def that_move(programme: Programme, moves: Moves) -> list[tuple[str, PlannedLetter, PlannedLetter]]:
    """The letters that a move of dates puts on another day: the title of each, before and after."""
    texts = {letter.key: letter for letter in programme.letters.all()}
    return [
        (texts[new.letter].title, old, new)
        for old, new in moves.letters
        if new.letter in texts and letter_causes.cause_of(texts[new.letter].kind, new.only_if) is not Cause.NOTHING
    ]


# --- Working it out --------------------------------------------------------------------------------------------------


class _Reckoner:
    def __init__(self, programme: Programme, today: date):
        self.programme, self.today = programme, today
        self.kinds = {letter.key: letter.kind for letter in programme.letters.all()}
        self.milestones = {plan.key: plan for plan in programme.plans}
        sent = Notice.objects.filter(programme_ref=programme.pk).order_by()
        self.had: set[tuple[str, int]] = set()
        self.reached: dict[str, int] = {}
        self.last: dict[str, datetime] = {}
        for occasion, recipient, last in sent.values_list("occasion", "recipient_id", "created_at").iterator():
            self.had.add((occasion, recipient))
            # A letter that an event sends adds to its occasion which event it was: see ``reports.announcing``.
            own = "/".join(occasion.split("/", 2)[:2])
            self.reached[own] = self.reached.get(own, 0) + 1
            self.last[own] = max(last, self.last.get(own, last))

    def entry(self, planned: PlannedLetter, participation: Participation | None, timetable: Timetable) -> Entry:
        occasion = occasion_for(participation, self.programme, planned)
        kind = self.kinds.get(planned.letter, "")
        standing, owed = self._stands(planned, participation, timetable, occasion, kind)
        reached = self.reached.get(occasion, 0)
        if reached and standing is not Standing.OWED:
            standing = Standing.SENT
        return Entry(planned, participation, kind, occasion, standing, reached, self.last.get(occasion), owed)

    def _stands(self, planned, participation, timetable, occasion, kind) -> tuple[Standing, tuple[User, ...]]:
        match letter_causes.cause_of(kind, planned.only_if):
            case Cause.NOTHING:
                return Standing.CANNOT, ()
            case Cause.EVENT:
                return Standing.AT_AN_EVENT, ()
        if planned.on > self.today:
            return Standing.AHEAD, ()
        holds = self._holds(planned, participation)
        if planned.on < self.programme.letters_from or self._is_stale(planned, timetable):
            return (Standing.PASSED if holds else Standing.NOT_NEEDED), ()
        if not holds:
            return Standing.NOT_NEEDED, ()
        people = correspondence.recipients(planned.to, participation, programme=self.programme)
        if not people:
            return Standing.NOBODY, ()
        owed = tuple(person for person in people if (occasion, person.pk) not in self.had)
        return (Standing.OWED if owed else Standing.SENT), owed

    def _holds(self, planned: PlannedLetter, participation: Participation | None) -> bool:
        if not planned.only_if:
            return True
        return bool(letter_causes.conditions[planned.only_if](participation, self.milestones[planned.milestone]))

    def _is_stale(self, planned: PlannedLetter, timetable: Timetable) -> bool:
        is_reminding = bool(planned.only_if) or planned.is_reminder
        days_late = (self.today - planned.on).days
        return days_late > LATE_REMINDERS and (is_reminding or self.today > timetable[planned.milestone].ends)
