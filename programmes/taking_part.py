"""What a partnership does beside sending: accepts the notification, tells us that something is done."""

from datetime import date

from django.db import transaction
from django.utils import timezone

from accounts.models import User
from accounts.moves import IllegalMove
from programmes.models import Confirmation, Milestone, Participation
from programmes.timetable import State


@transaction.atomic
def accept_notification(participation: Participation, *, by: User) -> bool:
    """Accept the notification letter, once; False where it was accepted already, by whoever was quicker."""
    accepted = Participation.objects.filter(pk=participation.pk, accepted_at=None).update(
        accepted_at=timezone.now(), accepted_by=by
    )
    return bool(accepted)


@transaction.atomic
def confirm(
    participation: Participation,
    milestone: Milestone,
    *,
    done_on: date,
    headcount: int | None = None,
    note: str = "",
    by: User,
    today: date | None = None,
) -> Confirmation:
    """Say that something is done; saying it again corrects what was said. Raises IllegalMove before it is open."""
    if not {"share survey", "nominate people"} & set(milestone.gates):
        raise IllegalMove("There is nothing to confirm here.")
    # Its own days count: another survey that is still to come must not keep anybody from saying this one was shared.
    if participation.timetable[milestone.key].state(today or timezone.localdate()) is State.NOT_YET:
        raise IllegalMove(f"“{milestone.title}” is not open yet.")
    confirmation, _ = Confirmation.objects.update_or_create(
        participation=participation,
        milestone=milestone,
        defaults={
            "done_on": done_on,
            "headcount": headcount,
            "note": note,
            "confirmed_at": timezone.now(),
            "confirmed_by": by,
        },
    )
    return confirmation
