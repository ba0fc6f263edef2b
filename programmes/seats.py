"""Seats: nominating, accepting, deputies, leave cover and hand-over, so that no return is left without a person."""

from datetime import date, timedelta

from django.db import IntegrityError, transaction
from django.db.backends.postgresql.psycopg_any import DateRange
from django.utils import timezone

from accounts import actions as accounts
from accounts import roles, speaking
from accounts.invitations import CannotInvite
from accounts.models import User
from accounts.moves import IllegalMove
from programmes import correspondence
from programmes.models import Participation, Seat
from programmes.models.belonging import forget


class CannotNominate(ValueError):
    """A nomination that would not work; the sentence says why and what would."""


@transaction.atomic
def nominate(
    participation: Participation,
    *,
    email: str,
    name: str,
    role: type[roles.Role],
    standing: str = Seat.Standing.MAIN,
    job_title: str = "",
    phone: str = "",
    starts: date | None = None,
    ends: date | None = None,
    reason: str = "",
    by: User,
) -> Seat:
    """Offer a seat. The person's account is made if there is none; what they may do waits for their acceptance.

    ``starts`` and ``ends`` are the first and the last day (both counted). Raises CannotNominate with a sentence.
    """
    if participation.withdrawn_at:
        raise CannotNominate("This partnership no longer takes part.")
    starts = starts or timezone.localdate()
    if ends and ends < starts:
        raise CannotNominate("The last day is before the first one. Change one of them.")
    if standing == Seat.Standing.COVER and not ends:
        raise CannotNominate("Say until when the cover lasts.")
    with speaking.as_service():
        try:
            person = accounts.introduce(email, name, organisation=_home(participation), job_title=job_title)
        except CannotInvite as error:
            raise CannotNominate(error.sentence) from error
        if not person.is_active:
            raise CannotNominate(f"The account of {person.name} is closed. Ask an administrator to open it again.")
        if phone and not person.phone:
            User.objects.filter(pk=person.pk).update(phone=phone)
        if person.organisation_id and not person.organisation.kind_is_of_a_partnership:
            raise CannotNominate(
                f"{person.name} works for {person.organisation}, a scrutiny body, and cannot sit in a partnership."
            )
        seat = Seat(
            participation=participation,
            person=person,
            role=role.slug,
            standing=standing,
            period=DateRange(starts, ends + timedelta(days=1) if ends else None),
            offered_by=by,
            reason=reason,
        )
        try:
            with transaction.atomic():
                seat.save()
        except IntegrityError as error:
            raise CannotNominate(
                f"{person.name} has been nominated as {role.title.lower()} for that time already."
            ) from error
        tell_of_offer(seat, by=by)
    return seat


def tell_of_offer(seat: Seat, *, by: User) -> None:
    """Tell a nominee. The e-mail that points to the letter is also the way in of somebody who has never signed in."""
    correspondence.tell(
        "a co-ordinator is asked to take the task on" if seat.role == roles.Coordinator.slug else "a person is invited",
        seat.participation,
        to=[seat.person],
        occasion=f"seat:{seat.pk}/offered",
        by=by,
        address=f"/seats/{seat.pk}/",
        extra={"nominated_by.name": by.name, "invitation.role": seat.get_role_display().lower()},
    )


def _home(participation: Participation):
    """The body a new person belongs to: the partnership's first, until they say otherwise."""
    return participation.partnership.organisations.order_by("kind").first()


@transaction.atomic
def accept(seat: Seat, *, by: User) -> Seat:
    """Take the seat that was offered. A new co-ordinator takes over from the former one in the same moment."""
    if seat.person_id != by.pk:
        raise IllegalMove("Only the person who was nominated can accept.")
    with speaking.as_service():
        # Two nominees must not both find the seat free.
        Participation.objects.select_for_update().get(pk=seat.participation_id)
        if seat.role == roles.Coordinator.slug and seat.standing == Seat.Standing.MAIN:
            for former in _coordinators_in_chair(seat.participation).exclude(pk=seat.pk):
                _end(former, on=max(seat.period.lower, timezone.localdate()), reason=f"Handed over to {by.name}.")
                correspondence.tell(
                    "a co-ordinator has changed",
                    seat.participation,
                    to=[former.person],
                    occasion=f"seat:{former.pk}/handed-over",
                    by=by,
                    extra={"former.name": former.person.name, "change.reason": former.reason},
                )
        seat.move_to(Seat.Status.ACCEPTED, answered_at=timezone.now())
        forget(by)
        if seat.role == roles.Coordinator.slug:
            correspondence.tell(
                "a co-ordinator has accepted",
                seat.participation,
                to="chief officers",
                occasion=f"seat:{seat.pk}/accepted",
                by=by,
            )
    return seat


@transaction.atomic
def decline(seat: Seat, *, reason: str, by: User) -> Seat:
    """Say no to a seat that was offered, with the reason."""
    if seat.person_id != by.pk:
        raise IllegalMove("Only the person who was nominated can decline.")
    with speaking.as_service():
        seat.move_to(Seat.Status.DECLINED, answered_at=timezone.now(), reason=reason)
    return seat


@transaction.atomic
def end(seat: Seat, *, reason: str, by: User) -> Seat:
    """End a seat today. The last co-ordinator cannot leave while the partnership still has something to answer."""
    with speaking.as_service():
        Participation.objects.select_for_update().get(pk=seat.participation_id)
        is_in_chair = seat.role == roles.Coordinator.slug and seat.status == Seat.Status.ACCEPTED
        others = Seat.objects.held().filter(participation=seat.participation, role=seat.role).exclude(pk=seat.pk)
        if is_in_chair and not seat.participation.withdrawn_at and not others.exists():
            raise IllegalMove(
                "This is the partnership's only co-ordinator. Nominate another first: "
                "this seat ends by itself when they accept."
            )
        _end(seat, on=timezone.localdate(), reason=reason)
    return seat


def _end(seat: Seat, *, on: date, reason: str) -> None:
    if seat.status == Seat.Status.ACCEPTED and on > timezone.localdate():
        seat.period = DateRange(seat.period.lower, on)
        seat.reason = reason
        seat.save(update_fields=["period", "reason"])
        return
    # A seat that began today and ends today keeps an empty stretch rather than a backward one.
    upper = max(on, seat.period.lower)
    seat.move_to(Seat.Status.ENDED, reason=reason, period=DateRange(seat.period.lower, upper))


def _coordinators_in_chair(participation: Participation):
    return Seat.objects.filter(
        participation=participation,
        role=roles.Coordinator.slug,
        standing=Seat.Standing.MAIN,
        status=Seat.Status.ACCEPTED,
        period__endswith__isnull=True,
    ) | Seat.objects.filter(
        participation=participation,
        role=roles.Coordinator.slug,
        standing=Seat.Standing.MAIN,
        status=Seat.Status.ACCEPTED,
        period__endswith__gt=timezone.localdate(),
    )
