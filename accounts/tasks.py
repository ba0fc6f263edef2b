"""Letters about signing in, which go by mail alone."""

from allauth.account.forms import default_token_generator
from allauth.account.utils import user_pk_to_url_str
from celery import shared_task
from django.conf import settings
from django.core.mail import send_mail
from django.template.loader import render_to_string
from django.urls import reverse

from accounts.models import User
from accounts.recording import recorded
from accounts.waking import hand_over_when_committed

#: What the sign-in library calls a change, and what the letter says has happened.
CHANGES = {
    "account/email/password_changed": "Your password was changed.",
    "account/email/password_reset": "Your password was set anew by a link that we sent you.",
    "account/email/password_set": "A password was set for your account.",
    "mfa/email/totp_activated": "An authenticator app was added to your account.",
    "mfa/email/totp_deactivated": "The authenticator app was taken off your account.",
    "mfa/email/webauthn_added": "A passkey was added to your account.",
    "mfa/email/webauthn_removed": "A passkey was taken off your account.",
    "mfa/email/recovery_codes_generated": "New recovery codes were made for your account. The old ones no longer work.",
    "socialaccount/email/account_connected": "Sign-in by your organisation was connected to your account.",
    "second factor reset": "An administrator took off your second factor. Set up a new one when you next sign in.",
}


@shared_task
@recorded("Send a link for a new password")
def send_password_reset(person_id: int) -> None:
    """The link is made only here, so that no queue holds it. A second run sends another link that works as well."""
    person = User.objects.active().get(pk=person_id)
    path = reverse(
        "account_reset_password_from_key",
        kwargs={"uidb36": user_pk_to_url_str(person), "key": default_token_generator.make_token(person)},
    )
    _send(person, "Choose a new password", "accounts/mail/password_reset.txt", {"link": settings.PORTAL_URL + path})


@shared_task
@recorded("Tell of a change to an account")
def tell_of_a_change(what: str, person_id: int) -> None:
    """``what`` is one of CHANGES. A second run tells of it once more, which does no harm."""
    person = User.objects.get(pk=person_id)
    link = settings.PORTAL_URL + reverse("account_reset_password")
    _send(person, "Your account was changed", "accounts/mail/changed.txt", {"what": CHANGES[what], "link": link})


def tell_of_a_change_later(what: str, person: User) -> None:
    if what in CHANGES:
        hand_over_when_committed(tell_of_a_change, what, person.pk)


def _send(person: User, subject: str, template: str, context: dict) -> None:
    text = render_to_string(template, {"person": person, "portal_name": settings.PORTAL_NAME, **context})
    send_mail(f"{settings.PORTAL_NAME}: {subject}", text, None, [person.email])
