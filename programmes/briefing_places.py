"""Briefing sessions: booking one place each, changing it, and who came."""

from datetime import date

from django.db import IntegrityError, transaction
from django.utils import timezone

from accounts import speaking
from accounts.models import User
from accounts.moves import IllegalMove
from programmes import correspondence
from programmes.letter_text import Block
from programmes.models import Booking, BriefingSession, Confirmation, Milestone, Participation


def sessions_for(participation: Participation, now=None):
    """Sessions still to come, each with ``taken`` and ``left`` counted over every partnership."""
    with speaking.as_service():
        sessions = list(
            BriefingSession.objects.filter(
                programme=participation.programme_id, starts_at__gt=now or timezone.now(), cancelled_at=None
            ).prefetch_related("bookings")
        )
    for session in sessions:
        session.taken = len(session.bookings.all())
        session.left = max(0, session.places - session.taken)
    return sessions


@transaction.atomic
def book(session: BriefingSession, participation: Participation, *, by: User, now=None) -> Booking:
    """Take a place, giving up the one held in the same round. Raises IllegalMove where none is left."""
    now = now or timezone.now()
    with speaking.as_service():
        session = BriefingSession.objects.select_for_update().get(pk=session.pk)
        if session.cancelled_at:
            raise IllegalMove("This session has been called off. Please choose another.")
        if session.starts_at <= now:
            raise IllegalMove("This session has begun. Please choose another.")
        former = Booking.objects.filter(participation=participation, milestone=session.milestone).first()
        if former and former.session_id == session.pk:
            return former
        taken = set(session.bookings.values_list("place", flat=True))
        free = next((place for place in range(1, session.places + 1) if place not in taken), None)
        if free is None:
            raise IllegalMove("The last place has just been taken. Please choose another session.")
        if former:
            former.delete()
        try:
            with transaction.atomic():
                booking = Booking.objects.create(
                    session=session,
                    milestone=session.milestone,
                    participation=participation,
                    place=free,
                    booked_by=by,
                )
        except IntegrityError as error:
            raise IllegalMove("Your partnership has just booked another place. Please look again.") from error
        tell_of("a briefing is booked", booking, by=by)
    return booking


@transaction.atomic
def give_up(booking: Booking, *, by: User, now=None) -> None:
    """Give a place back before the session begins."""
    if booking.session.starts_at <= (now or timezone.now()):
        raise IllegalMove("The session has begun, so the place can no longer be given back.")
    with speaking.as_service():
        booking.delete()


@transaction.atomic
def call_off(session: BriefingSession, *, reason: str, by: User) -> int:
    """Cancel a session and tell those who booked; returns how many partnerships were told.

    Raises IllegalMove once it was held: the places go with it, and with them who came.
    """
    if session.was_held:
        raise IllegalMove("This session has been held, so it can no longer be called off.")
    with speaking.as_service():
        called_off = BriefingSession.objects.filter(pk=session.pk, cancelled_at=None).update(
            cancelled_at=timezone.now(), cancelled_reason=reason
        )
        if not called_off:
            raise IllegalMove("This session has been called off already.")
        bookings = list(session.bookings.select_related("participation__programme", "participation__partnership"))
        for booking in bookings:
            booking.session.cancelled_reason = reason
            tell_of("a briefing has changed", booking, by=by, reason=reason)
        session.bookings.all().delete()
    return len(bookings)


def tell_of(event: str, booking: Booking, *, by: User, reason: str = "") -> None:
    """Post the letter about a booking to the partnership's co-ordinator."""
    session = booking.session
    starts = timezone.localtime(session.starts_at)
    correspondence.tell(
        event,
        booking.participation,
        to="co-ordinator",
        occasion=f"{event}/session:{session.pk}/{session.starts_at.isoformat()}",
        by=by,
        address=f"{booking.participation.get_absolute_url()}briefing/",
        extra={
            "briefing.title": session.title,
            "briefing.time": f"{starts:%A} {starts.day} {starts:%B %Y}, {starts:%H:%M}",
            "briefing.when": f"{starts:%A} {starts.day} {starts:%B %Y}, {starts:%H:%M}",
            "briefing.length": f"{session.minutes} minutes",
            "briefing.joining": session.joining or "We will tell you how to join before the day.",
            "briefing.how": session.joining or "We will tell you how to join before the day.",
            "briefing.reason": reason,
            "change.reason": reason,
            "change.dates": Block(reason),
        },
    )


@transaction.atomic
def catch_up(participation: Participation, *, by: User, today: date | None = None) -> None:
    """Note that a partnership which missed its briefing has read it since. Raises IllegalMove before it is over."""
    today = today or timezone.localdate()
    milestone = missed(participation, today)
    if milestone is None:
        raise IllegalMove("There is no briefing that you missed.")
    Confirmation.objects.get_or_create(
        participation=participation, milestone=milestone, defaults={"done_on": today, "confirmed_by": by}
    )


def missed(participation: Participation, today: date) -> Milestone | None:
    """The briefings that are over without this partnership, until it says that it has caught up."""
    milestone = next((plan for plan in participation.programme.plans if "book briefing" in plan.gates), None)
    if milestone is None or milestone.key not in {dated.key for dated in participation.dated}:
        return None
    booking = next((each for each in participation.bookings.all() if each.milestone_id == milestone.pk), None)
    was_there = booking and booking.attendance != Booking.Attendance.MISSED
    caught_up = any(step.milestone_id == milestone.pk for step in participation.confirmations.all())
    is_over = participation.timetable[milestone.key].ends < today
    return milestone if is_over and not was_there and not caught_up else None


@transaction.atomic
def record_attendance(booking: Booking, attendance: str) -> None:
    """Say whether a partnership came, or caught up later."""
    with speaking.as_service():
        Booking.objects.filter(pk=booking.pk).update(attendance=attendance)
