"""Bringing people in: by invitation only, once, and never by one that could not work."""

import hashlib
import secrets
from datetime import timedelta

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db import transaction
from django.utils import timezone

from accounts.models import Invitation, Organisation, User

LASTS = timedelta(days=14)


class CannotInvite(ValueError):
    """An invitation that would not work; the sentence says why and what would."""


@transaction.atomic
def bring_in(
    *,
    email: str,
    name: str,
    by: User | None,
    organisation: Organisation | None = None,
    job_title: str = "",
    phone: str = "",
) -> tuple[User, Invitation | None, str]:
    """The person with this address, made if there is none, and an invitation for one who has never signed in.

    Returns the person, the invitation (None for somebody who has joined) and its one-time address. Rights given to the
    person wait on their row until they come. Raises CannotInvite with a sentence.
    """
    email = email.strip().lower()
    try:
        validate_email(email)
    except ValidationError as error:
        raise CannotInvite(f"“{email}” is not an e-mail address. Please check it.") from error
    person = User.objects.filter(email__iexact=email).select_related("organisation").first()
    if person is None:
        person = User.objects.create_user(
            email, name.strip(), organisation=organisation, job_title=job_title.strip(), phone=phone.strip()
        )
    if not person.is_active:
        raise CannotInvite(f"The account of {person.name} is closed. Ask an administrator to open it again.")
    if person.joined_at:
        return person, None, ""
    invitation, address = invite(person, by=by)
    return person, invitation, address


@transaction.atomic
def invite(person: User, *, by: User | None) -> tuple[Invitation, str]:
    """Make a fresh invitation; earlier ones stop working. Returns it with its one-time address, which is kept nowhere."""
    if not person.is_active:
        raise CannotInvite(f"The account of {person.name} is closed. Open it before inviting them.")
    if person.joined_at:
        raise CannotInvite(f"{person.name} has signed in before, and needs no invitation.")
    now = timezone.now()
    person.invitations.filter(accepted_at=None, withdrawn_at=None).update(withdrawn_at=now)
    token = secrets.token_urlsafe(32)
    invitation = Invitation.objects.create(
        person=person, token_hash=hash_of(token), invited_by=by, created_at=now, expires_at=now + LASTS
    )
    return invitation, f"{settings.PORTAL_URL}/invitation/{token}/"


def hash_of(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()
