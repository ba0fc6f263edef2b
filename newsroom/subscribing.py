"""Asking to be told by e-mail, saying yes, changing, leaving. An address is asked once, and is nobody's until it says yes.

Whoever types an address learns nothing of it: the answer is the same whether it subscribes already, waits or is new.
"""

from datetime import timedelta

from django.db import IntegrityError, transaction
from django.db.models.functions import Now

from accounts import speaking
from newsroom import mailing
from newsroom.models import Mailing, Subscriber

#: An address is asked again at the earliest after so long, whoever asks.
BETWEEN_QUESTIONS = timedelta(minutes=10)
#: So many questions within an hour, to whomever: more is no public that subscribes, but somebody who plays with us.
QUESTIONS_AN_HOUR = 300
ASKED = (Mailing.Kind.QUESTION, Mailing.Kind.REMINDER)
WAITS = Subscriber.WAITS


class TooMany(ValueError):
    """Too many addresses are being asked just now; the sentence says what to do."""


@transaction.atomic
def ask(email: str, *, everything: bool, programmes, areas) -> None:
    """Somebody typed an address. It is asked, or told that it subscribes already; the topics of one that does stay.

    Raises TooMany, whatever the address, where very many were asked within the last hour.
    """
    with speaking.as_service():
        asked = Mailing.objects.filter(kind__in=ASKED, made_at__gt=Now() - timedelta(hours=1)).count()
        if asked >= QUESTIONS_AN_HOUR:
            raise TooMany("Very many people are asking for e-mails just now. Please try again in an hour.")
        there = Subscriber.objects.filter(email__iexact=email).first()
        if there is None:
            try:
                with transaction.atomic():
                    there = Subscriber.objects.create(email=email, everything=everything)
            except IntegrityError:  # pressed twice at once
                return
            _topics(there, everything, programmes, areas)
        elif there.confirmed_at is None:
            # Nobody has said yes yet: what was chosen last counts, and every question holds the same address.
            _topics(there, everything, programmes, areas)
            Subscriber.objects.filter(pk=there.pk).update(asked_at=Now())
        if not there.mailings.filter(kind__in=ASKED, made_at__gt=Now() - BETWEEN_QUESTIONS).exists():
            mailing.queue(there, Mailing.Kind.REMINDER if there.confirmed_at else Mailing.Kind.QUESTION)


def by_secret(secret: str) -> Subscriber | None:
    """The subscription that this address ends or changes; None where there is none any more."""
    with speaking.as_service():
        return Subscriber.objects.prefetch_related("programmes", "areas").filter(secret=secret).first()


def confirm(subscriber: Subscriber) -> None:
    """Whoever reads the mail of the address has said yes. From now on, not from when it was asked."""
    with speaking.as_service():
        Subscriber.objects.filter(pk=subscriber.pk, confirmed_at=None).update(confirmed_at=Now())


@transaction.atomic
def change(subscriber: Subscriber, *, everything: bool, programmes, areas) -> None:
    with speaking.as_service():
        _topics(subscriber, everything, programmes, areas)


def leave(secret: str) -> bool:
    """Forget an address and all that was sent to it; whether there was one. Safe to press twice."""
    with speaking.as_service():
        gone, _ = Subscriber.objects.filter(secret=secret).delete()
    return bool(gone)


def forget_unanswered() -> int:
    """Forget addresses that never said yes; how many. Safe to run twice."""
    with speaking.as_service():
        forgotten = list(Subscriber.objects.forgotten().values_list("pk", flat=True))
        Subscriber.objects.filter(pk__in=forgotten, confirmed_at=None).delete()
    return len(forgotten)


def _topics(subscriber: Subscriber, everything: bool, programmes, areas) -> None:
    Subscriber.objects.filter(pk=subscriber.pk).update(everything=everything)
    subscriber.programmes.set([] if everything else programmes)
    subscriber.areas.set([] if everything else areas)
