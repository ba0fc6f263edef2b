"""More time for a return: asked for with a reason, decided with one, and then the partnership's own date."""

from datetime import date, timedelta

from django.db import transaction
from django.utils import timezone

from accounts.models import User
from accounts.moves import IllegalMove
from inspections import letters, standing
from inspections.models import Extension, Return
from inspections.preparing import hold
from programmes import dates
from programmes import timetable as engine
from programmes.timetable import ENDS, say

LONGEST = timedelta(days=366)


class CannotAsk(ValueError):
    """A date that cannot be asked for or given; the sentence says why."""


def check_day(until: date, *, due: date, today: date | None = None) -> None:
    """A later day than the one that stands, and not a past one. Raises CannotAsk with a sentence."""
    today = today or timezone.localdate()
    if until <= due:
        raise CannotAsk(f"The return is due on {say(due)} already. Choose a later day.")
    if until < today:
        raise CannotAsk(f"{say(until)} has passed. Choose today or a later day.")
    if until - today > LONGEST:
        raise CannotAsk(f"{say(until)} is more than a year away. Choose an earlier day.")


@transaction.atomic
def ask(of: Return, *, until: date, reason: str, by: User) -> Extension:
    """Ask for more time. A second wish while the first is open is the first."""
    hold(of)
    open_wish = of.extensions.open().first()
    if open_wish:
        return open_wish
    stands = standing.standing(of)
    if stands.is_sent:
        raise IllegalMove("This return has been sent. It needs no more time.")
    check_day(until, due=stands.due)
    extension = Extension.objects.create(
        of=of, participation_id=of.participation_id, was_due=stands.due, until=until, reason=reason, asked_by=by
    )
    extension.of = of
    letters.more_time_wished(extension)
    return extension


def follows(extension: Extension, until: date) -> engine.Moves:
    """What else would move for this partnership if it got until this day."""
    participation = extension.of.participation
    return engine.move(participation.timetable, extension.of.ask.milestone.key, ends=until)


@transaction.atomic
def grant(extension: Extension, *, until: date, reason: str = "", by: User) -> Extension:
    """Give more time, until the day asked for or another one. The date is settled, so reminders follow it."""
    of = extension.of
    hold(of)
    check_day(until, due=extension.was_due)
    extension.move_to(
        Extension.Status.GRANTED,
        granted_until=until,
        decision_reason=reason,
        decided_by=by,
        decided_at=timezone.now(),
    )
    participation, milestone = of.participation, of.ask.milestone
    settled = {date.place: date.on for date in participation.settled_dates.all() if date.milestone_id == milestone.pk}
    dates.settle_for_one(
        participation,
        milestone,
        settled={**settled, (milestone.key, ENDS): until},
        reason=f"More time for {of.reference}",
        by=by,
    )
    _forget_dates(participation)
    letters.more_time_decided(extension, by=by)
    return extension


@transaction.atomic
def refuse(extension: Extension, *, reason: str, by: User) -> Extension:
    """Give no more time, and say why."""
    hold(extension.of)
    extension.move_to(Extension.Status.REFUSED, decision_reason=reason, decided_by=by, decided_at=timezone.now())
    letters.more_time_decided(extension, by=by)
    return extension


@transaction.atomic
def withdraw(extension: Extension, *, by: User) -> Extension:
    """The partnership no longer needs it."""
    hold(extension.of)
    extension.move_to(Extension.Status.WITHDRAWN, decided_by=by, decided_at=timezone.now())
    return extension


def _forget_dates(participation) -> None:
    """The timetable that was worked out before is no longer true for this object."""
    participation.__dict__.pop("timetable", None)
    getattr(participation, "_prefetched_objects_cache", {}).pop("settled_dates", None)
