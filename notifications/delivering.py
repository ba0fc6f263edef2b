"""Sending the e-mails that point to letters: each once, whatever dies on the way.

A worker claims one e-mail (``sending``, with a time by which it must have finished), gives it to the mail server
outside any transaction, and notes what came of it together with its next claim. Where it dies in between, the lease
runs out: an e-mail about a statutory letter is then ``unknown`` and waits for a person; any other goes again.
"""

import time
from dataclasses import dataclass
from datetime import timedelta

from django.conf import settings
from django.db import InterfaceError, OperationalError, connection
from django.db.models import F
from django.db.models.functions import Now

from accounts import speaking
from accounts.invitations import CannotInvite
from notifications import pointer
from notifications.mail_server import CUT_OFF, TAKEN, Came, MailServer
from notifications.models import Delivery

#: Longer than the mail server may take for one message, each step of which ends after EMAIL_TIMEOUT seconds.
LEASE = timedelta(seconds=getattr(settings, "NOTICES_LEASE_SECONDS", 90))
FIRST_PAUSE, LONGEST_PAUSE = timedelta(seconds=30), timedelta(hours=6)
TRIES = 15  # a little under two days with the pauses above
PAUSES_FOR_THE_DATABASE = (0.5, 1, 2, 4, 8, 16, 16)
TURN = 45  # seconds after which a worker lets other work have its turn

Status = Delivery.Status


@dataclass(frozen=True)
class Outcome:
    """What came of one attempt."""

    status: Status
    answer: str
    pause: timedelta = timedelta(0)


ACCEPTED = Outcome(Status.ACCEPTED, TAKEN.words)
CLOSED = Outcome(Status.FAILED, "This person's account is closed, so no e-mail was sent.")
STOPPED = CUT_OFF
UNMADE = "The database went away before the e-mail was made. It was not sent, and goes again."


def deliver_waiting(*, seconds: float = TURN) -> str:
    """Send what is due until nothing is, or this worker has had its turn; returns what it did, in words."""
    settle_the_abandoned()
    if not _anything_due():
        return "nothing waited"
    with MailServer() as server:
        if not server.reached:
            return "the mail server could not be reached; letters wait"
        ends, counts = time.monotonic() + seconds, {}
        claimed = _note_and_claim()
        while claimed:
            outcome = _send(server, claimed)
            counts[outcome.status] = counts.get(outcome.status, 0) + 1
            goes_on = server.reached and time.monotonic() < ends
            try:
                claimed = _note_and_claim(claimed, outcome, claim=goes_on)
            except (OperationalError, InterfaceError):
                _note_once_the_database_is_back(claimed, outcome)
                raise
    return (
        ", ".join(f"{number} {Status(status).label.lower()}" for status, number in counts.items()) or "nothing waited"
    )


def settle_the_abandoned() -> int:
    """Decide on e-mails whose worker's time ran out. Nobody can tell whether the mail server had taken them."""
    with speaking.as_service():
        late = Delivery.objects.abandoned()
        return late.filter(notice__is_statutory=True).update(
            status=Status.UNKNOWN, lease_until=None, ended_at=Now(), answer=STOPPED
        ) + late.filter(notice__is_statutory=False).update(
            status=Status.QUEUED, lease_until=None, ended_at=Now(), answer=STOPPED, waits_until=Now()
        )


def _anything_due() -> bool:
    with speaking.as_service():
        return Delivery.objects.due().exists()


#: What one e-mail points to: one letter, or those of a person who wants to hear of them once a day.
Claimed = list[Delivery]


def _note_and_claim(sent: Claimed = (), outcome: Outcome | None = None, *, claim=True) -> Claimed:
    """Note what came of one e-mail and claim the next, in one transaction: one wait for the disk an e-mail."""
    with speaking.as_service():
        for delivery in sent:
            _note(delivery, outcome)
        return _claim() if claim else []


def _note_once_the_database_is_back(sent: Claimed, outcome: Outcome) -> None:
    """We know what came of it, and nobody else does: better to wait for the database than to leave a doubt."""
    for pause in PAUSES_FOR_THE_DATABASE:
        connection.close()
        time.sleep(pause)
        try:
            _note_and_claim(sent, outcome, claim=False)
        except (OperationalError, InterfaceError):
            continue
        return


def _claim() -> Claimed:
    """The e-mail that has waited longest and that no other worker holds."""
    free = (
        Delivery.objects.due()
        .select_for_update(skip_locked=True, of=("self",))
        .select_related("notice__recipient")
        .defer("notice__body_markdown", "notice__body_html")
    )
    claimed = list(free[:1])
    if not claimed:
        return []
    if morning := claimed[0].digest_on:
        recipient = claimed[0].notice.recipient_id
        claimed += free.filter(digest_on=morning, notice__recipient=recipient).exclude(pk=claimed[0].pk)
    for delivery in claimed:
        delivery.attempts += 1
        delivery.tries += 1
        delivery.address = delivery.notice.recipient.email
    Delivery.objects.filter(pk__in=[delivery.pk for delivery in claimed]).update(
        status=Status.SENDING,
        lease_until=Now() + LEASE,
        attempts=F("attempts") + 1,
        tries=F("tries") + 1,
        address=claimed[0].address,
    )
    return claimed


def _note(delivery: Delivery, outcome: Outcome) -> None:
    """Write down the outcome, unless the attempt is no longer ours: its number tells it from a later one.

    A worker that was only slow finds ``unknown`` and knows better.
    """
    Delivery.objects.filter(
        pk=delivery.pk, attempts=delivery.attempts, status__in=[Status.SENDING, Status.UNKNOWN]
    ).exclude(status=outcome.status).update(
        status=outcome.status,
        answer=outcome.answer[:300],
        lease_until=None,
        ended_at=Now(),
        waits_until=Now() + outcome.pause,
    )


def _send(server: MailServer, claimed: Claimed) -> Outcome:
    delivery = claimed[0]
    if not delivery.notice.recipient.is_active:
        return CLOSED
    try:
        message = pointer.message_about(claimed)
    except CannotInvite as error:
        return Outcome(Status.FAILED, f"It would not let them in. {error.sentence}")
    except (OperationalError, InterfaceError):
        # Nothing was given to the mail server yet, so there is no doubt: it goes when the database is back.
        return _try_again(delivery, UNMADE)
    answer = server.hand_over(message)
    if answer.came == Came.LATER:
        return _try_again(delivery, answer.words)
    if answer.came == Came.IN_DOUBT:
        return _no_answer(delivery)
    return ACCEPTED if answer.came == Came.TAKEN else Outcome(Status.FAILED, answer.words)


def _try_again(delivery: Delivery, answer: str) -> Outcome:
    if delivery.tries >= TRIES:
        return Outcome(Status.FAILED, f"Given up after {TRIES} attempts. {answer}")
    return Outcome(Status.QUEUED, answer, pause=min(LONGEST_PAUSE, FIRST_PAUSE * 2 ** (delivery.tries - 1)))


def _no_answer(delivery: Delivery) -> Outcome:
    if delivery.notice.is_statutory:
        return Outcome(Status.UNKNOWN, STOPPED)
    return _try_again(delivery, STOPPED)
