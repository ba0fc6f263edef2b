"""What a person decides about an e-mail, each with its reason; the history keeps who, when and why."""

from django.db.models.functions import Now

from accounts import speaking
from accounts.models import User
from notifications.models import Delivery
from notifications.notices import wake_a_worker

Status = Delivery.Status


def send_again(delivery: Delivery, *, why: str, by: User) -> None:
    """Send an e-mail whose fate is unknown, or that was refused, once more: to the address the person has now."""
    with speaking.as_service():
        delivery.move_to(Status.QUEUED, waits_until=Now(), tries=0, **_settled(why, by))
        wake_a_worker()


def count_as_sent(delivery: Delivery, *, why: str, by: User) -> None:
    """Somebody has found out that it arrived."""
    with speaking.as_service():
        delivery.move_to(Status.ACCEPTED, **_settled(why, by))


def note_that_it_came_back(delivery: Delivery, *, why: str, by: User) -> None:
    """The mail server took it and it came back later, as a bounce does."""
    with speaking.as_service():
        delivery.move_to(Status.FAILED, answer="It came back.", **_settled(why, by))


def _settled(why: str, by: User) -> dict:
    return {"settled_by": by, "settled_at": Now(), "settled_why": why}
