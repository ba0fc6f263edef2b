"""Bringing people in: by invitation only, once, and never by one that could not work.

The token is made from the invitation's nonce with the secret key, so that a letter can be written (and written again
after a crash) without the token being kept anywhere: the database holds a hash, a queue holds nothing.
"""

import base64
import hashlib
import secrets
from collections.abc import Callable
from datetime import datetime, timedelta

from allauth.account.models import EmailAddress
from django.conf import settings
from django.db import transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.crypto import salted_hmac

from accounts import mail_addresses
from accounts.models import Invitation, User
from accounts.moves import IllegalMove

LASTS = timedelta(days=14)
#: An invitation that ends sooner than this is not pointed to any more: a new one is made.
HARDLY_WORTH_SENDING = timedelta(days=3)
#: Rooms higher up know of people who are let in for something that ends: functions (person) -> the moment, or None.
#: A way in for such a person ends with it.
let_in_until: list[Callable[[User], datetime | None]] = []


class CannotInvite(ValueError):
    """An invitation that would not work; the sentence says why and what would."""

    @property
    def sentence(self) -> str:
        return str(self)


def why_not(person: User) -> str:
    """Why an invitation of this person could not work, as a sentence; empty where it can."""
    if person.disabled_at:
        return f"The account of {person.name} is disabled. Enable it before inviting them."
    if person.joined_at:
        return f"{person.name} has signed in before, and needs no invitation."
    return mail_addresses.trouble_with(person.email)


@transaction.atomic
def invite(person: User, *, by: User | None) -> tuple[Invitation, str]:
    """Make a fresh invitation; earlier ones stop working. Returns it with its one-time address, which is kept nowhere.

    Raises CannotInvite where it could not work. Whoever writes the letter later asks ``address_of`` for the address.
    """
    person = User.objects.select_for_update(of=["self"]).get(pk=person.pk)
    if sentence := why_not(person):
        raise CannotInvite(sentence)
    now = timezone.now()
    expires_at = _ends(person, now)
    if expires_at <= now:
        raise CannotInvite(f"What {person.name} was to be let in for is over, so there is nothing to invite them to.")
    person.invitations.filter(accepted_at=None, withdrawn_at=None).update(withdrawn_at=now, withdrawn_by=by)
    nonce = secrets.token_hex(16)
    invitation = Invitation.objects.create(
        person=person,
        nonce=nonce,
        token_hash=hash_of(_token_from(nonce)),
        invited_by=by,
        created_at=now,
        expires_at=expires_at,
    )
    return invitation, address_of(invitation)


def _ends(person: User, now: datetime) -> datetime:
    """When an invitation made now ends: in a fortnight, or sooner with what the person is let in for."""
    ends = [moment for until in let_in_until if (moment := until(person))]
    return min([now + LASTS, *ends])


@transaction.atomic
def withdraw(invitation: Invitation, *, by: User) -> None:
    """Stop an invitation that nobody has taken up."""
    waiting = Invitation.objects.filter(pk=invitation.pk, accepted_at=None, withdrawn_at=None)
    if not waiting.update(withdrawn_at=timezone.now(), withdrawn_by=by):
        raise IllegalMove("This invitation has been taken up or withdrawn already.")


@transaction.atomic
def take_up(invitation: Invitation, *, password: str) -> User:
    """The person chooses a password and has joined; this works once."""
    now = timezone.now()
    if not Invitation.objects.open(now).filter(pk=invitation.pk, person__disabled_at=None).update(accepted_at=now):
        raise IllegalMove("This invitation has been used, was withdrawn or has expired.")
    person = User.objects.select_for_update(of=["self"]).get(pk=invitation.person_id)
    person.set_password(password)
    person.joined_at = now
    person.save(update_fields=["password", "joined_at"])
    know_the_address_of(person)
    return person


def note_first_sign_in(person: User) -> None:
    """However a person comes in first, from then on they have joined; an invitation that still waits is used up."""
    if person.joined_at is None:
        person.joined_at = timezone.now()
        person.save(update_fields=["joined_at"])
        person.invitations.open().update(accepted_at=person.joined_at)
        know_the_address_of(person)


def know_the_address_of(person: User) -> None:
    """The invitation reached the person at this address, which is all the proof of it that there is to have."""
    EmailAddress.objects.get_or_create(user=person, email=person.email, defaults={"verified": True, "primary": True})


@transaction.atomic
def way_in(person: User) -> str:
    """The address by which somebody who has never signed in comes in: of an invitation still open, or of a new one.

    Raises CannotInvite where it could not work.
    """
    if sentence := why_not(person):
        raise CannotInvite(sentence)
    now = timezone.now()
    long_enough = min(now + HARDLY_WORTH_SENDING, _ends(person, now) - timedelta(seconds=1))
    still_open = person.invitations.filter(
        accepted_at=None, withdrawn_at=None, expires_at__gt=max(now, long_enough)
    ).first()
    return address_of(still_open) if still_open else invite(person, by=None)[1]


# --- The one-time address --------------------------------------------------------------------------------------------
def address_of(invitation: Invitation) -> str:
    """The whole address to put into a letter. Never log it, never keep it."""
    token = _token_from(invitation.nonce)
    if hash_of(token) != invitation.token_hash:
        raise CannotInvite("The portal's secret key has changed since this invitation was made. Please invite again.")
    return settings.PORTAL_URL + reverse("invitation", args=[token])


def find(token: str) -> Invitation | None:
    """The invitation with this token, whatever its state."""
    known = Invitation.objects.select_related("person__organisation", "invited_by")
    return known.filter(token_hash=hash_of(token)).first()


def hash_of(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()


def _token_from(nonce: str) -> str:
    digest = salted_hmac("accounts.invitations", nonce, algorithm="sha256").digest()
    return base64.urlsafe_b64encode(digest).decode().rstrip("=")
