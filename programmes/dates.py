"""Changing dates: first see what else would move and who would be told, then settle it if nothing moved since."""

import hashlib
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date

from django.db import transaction
from django.utils import timezone

from accounts import speaking
from accounts.models import User
from accounts.moves import IllegalMove
from programmes import correspondence, letter_text
from programmes import timetable as engine
from programmes.calendar import WorkingDays, monday_of
from programmes.models import ClosedDay, Milestone, Participation, Programme, SchoolWeek, SettledDate

#: Rooms above say here what a change of dates does to what is theirs: sentences, read before anybody agrees to it.
on_moving: list[Callable[[Programme, Participation | None, engine.Moves], Iterable[str]]] = []


def what_else(programme: Programme, participation: Participation | None, moves: engine.Moves) -> tuple[str, ...]:
    """What other rooms say about a change of dates."""
    return tuple(sentence for say in on_moving for sentence in say(programme, participation, moves))


@dataclass(frozen=True)
class Preview:
    """What one change of a date would bring. Nothing has happened yet."""

    programme: Programme
    participation: Participation | None
    milestone: Milestone
    moves: engine.Moves
    told: tuple[Participation, ...]
    also: tuple[str, ...] = ()

    @property
    def fingerprint(self) -> str:
        """Stands for the dates as they were when this was worked out; settling with an old one is refused."""
        return fingerprint(self.moves.before)

    @property
    def changes_nothing(self) -> bool:
        return not self.moves.changes

    @property
    def hindrances(self) -> tuple[engine.Problem, ...]:
        """Problems so grave that the dates cannot be announced: a stretch that ends before it starts."""
        grave = {"ends before it starts", "opens after it ends"}
        return tuple(problem for problem in self.moves.conflicts if problem.kind in grave)


def fingerprint(timetable: engine.Timetable) -> str:
    days = ";".join(f"{dated.key},{dated.opens},{dated.starts},{dated.ends}" for dated in timetable)
    return hashlib.sha256(days.encode()).hexdigest()[:20]


def preview(
    milestone: Milestone,
    *,
    participation: Participation | None = None,
    opens: date | None = None,
    starts: date | None = None,
    ends: date | None = None,
) -> Preview:
    """Show what settling a milestone on other days would move, and which partnerships would be told."""
    programme = milestone.programme
    before = participation.timetable if participation else programme.timetable
    moves = engine.move(before, milestone.key, opens=opens, starts=starts, ends=ends)
    if participation:
        told = (participation,)
    else:
        told = tuple(
            each
            for each in programme.participations.taking_part()
            .select_related("partnership")
            .prefetch_related("settled_dates__milestone")
            if _is_touched(each, moves)
        )
    return Preview(programme, participation, milestone, moves, told, what_else(programme, participation, moves))


def _is_touched(participation: Participation, moves: engine.Moves) -> bool:
    """A partnership is told where a date it has, and that is not settled for it alone, moves."""
    own = {settled.milestone.key for settled in participation.settled_dates.all()}
    has = {dated.key for dated in participation.dated}
    return any(change.key in has and change.key not in own for change in moves.changes)


@transaction.atomic
def settle(preview: Preview, *, seen: str, reason: str, by: User) -> None:
    """Make the change that was previewed. ``seen`` is the fingerprint of the preview that the person agreed to.

    Raises IllegalMove if the dates have changed since, or cannot be announced.
    """
    programme = Programme.objects.select_for_update().get(pk=preview.programme.pk)
    if seen != preview.fingerprint:
        raise IllegalMove("Somebody changed these dates since you looked. Please look at the change again.")
    if preview.hindrances:
        raise IllegalMove(" ".join(problem.says for problem in preview.hindrances))
    with speaking.as_service():
        if preview.participation is None:
            _settle_for_all(programme, preview, reason, by)
        else:
            settle_for_one(
                preview.participation, preview.milestone, settled=preview.moves.after.settled, reason=reason, by=by
            )
        _tell(preview, reason, by)


def _tell(preview: Preview, reason: str, by: User) -> None:
    """Write to everyone whose dates have moved, once for each state of the dates that they reach."""
    public = {plan.key: plan for plan in preview.programme.plans}
    for participation in preview.told:
        has = {dated.key for dated in participation.dated}
        moved = [change for change in preview.moves.changes if change.key in has and public[change.key].public]
        if not moved:
            continue
        lines = [
            f"{change.title}: now {letter_text.span(change.after.starts, change.after.ends)}, "
            f"before {letter_text.span(change.before.starts, change.before.ends)}"
            for change in moved
        ]
        correspondence.tell(
            "a date has moved",
            participation,
            to="everyone in the partnership",
            occasion=f"dates:{fingerprint(preview.moves.after)}/from:{preview.fingerprint}",
            by=by,
            address=f"{participation.get_absolute_url()}dates/",
            milestone=moved[0].after,
            extra={"change.dates": letter_text.bullets(lines), "change.reason": reason},
        )


def _settle_for_all(programme: Programme, preview: Preview, reason: str, by: User) -> None:
    if preview.moves.after.day_one != programme.day_one:
        Programme.objects.filter(pk=programme.pk).update(day_one=preview.moves.after.day_one)
    _write(programme, None, preview.milestone, preview.moves.after.settled, reason, by)


def settle_for_one(participation, milestone: Milestone, *, settled, reason: str, by: User) -> None:
    """Settle one partnership's own days of a milestone: ``settled`` maps (key, edge) to a day."""
    with speaking.as_service():
        _write(participation.programme, participation, milestone, settled, reason, by)


def _write(programme, participation, milestone, settled, reason, by) -> None:
    rows = SettledDate.objects.filter(programme=programme, participation=participation, milestone=milestone)
    wanted = {edge: on for (key, edge), on in settled.items() if key == milestone.key}
    rows.exclude(edge__in=wanted).delete()
    for edge, on in wanted.items():
        SettledDate.objects.update_or_create(
            milestone=milestone,
            participation=participation,
            edge=edge,
            defaults={
                "programme": programme,
                "on": on,
                "reason": reason,
                "settled_at": timezone.now(),
                "settled_by": by,
            },
        )


@transaction.atomic
def notify_from(participation: Participation, day_one: date, *, by: User) -> None:
    """Give one partnership of a rolling programme its own notification day."""
    with speaking.as_service():
        Participation.objects.filter(pk=participation.pk).update(day_one=day_one)
    participation.day_one = day_one


def preview_calendar(programme: Programme, *, closed: dict[date, str], school_weeks: Iterable[date]) -> engine.Moves:
    """Show what another list of closed days and school-holiday weeks would move."""
    return engine.recount(programme.timetable, WorkingDays.listed(closed=closed, school_weeks=school_weeks))


@transaction.atomic
def list_closed_days(programme: Programme, *, closed: dict[date, str], school_weeks: Iterable[date]) -> None:
    """Replace the days and weeks that a programme does not count."""
    programme.closed_days.all().delete()
    programme.school_weeks.all().delete()
    ClosedDay.objects.bulk_create(ClosedDay(programme=programme, on=on, why=why) for on, why in closed.items())
    SchoolWeek.objects.bulk_create(
        SchoolWeek(programme=programme, on=week) for week in sorted({monday_of(day) for day in school_weeks})
    )
