"""How the sign-in library behaves here: by invitation only, with secrets kept encrypted."""

import base64
import io
import time

import segno
from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.internal.flows.login import get_authentication_records
from allauth.core import context
from allauth.core.exceptions import ImmediateHttpResponse
from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.mfa.models import Authenticator
from allauth.socialaccount.adapter import DefaultSocialAccountAdapter
from cryptography.fernet import Fernet, MultiFernet
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from django.conf import settings
from django.core.exceptions import ValidationError
from django.shortcuts import render

from accounts import invitations, second_factor, sessions, sign_in_log, tasks
from accounts.models import User

A_SHORT_WHILE = 5 * 60


class InvitationOnly(DefaultAccountAdapter):
    error_messages = DefaultAccountAdapter.error_messages | {
        "email_password_mismatch": "This e-mail address and password do not belong together. Check both.",
        "too_many_login_attempts": "Too many tries with this address. Wait five minutes, then try again.",
    }

    def is_open_for_signup(self, request) -> bool:
        return False

    def pre_authenticate(self, request, **credentials):
        try:
            super().pre_authenticate(request, **credentials)
        except ValidationError:
            sign_in_log.too_many_tries(request)
            raise

    def post_login(self, request, user, **kwargs):
        invitations.note_first_sign_in(user)
        return super().post_login(request, user, **kwargs)

    def is_reauthentication_required(self, *, app: str = "") -> bool:
        """Not within a short while of signing in: nobody gives a password twice to set up a second factor."""
        request = context.request
        signed_in = [record["at"] for record in get_authentication_records(request, request.user)]
        return not signed_in or time.time() - max(signed_in) > A_SHORT_WHILE

    def reauthenticate(self, user, password: str) -> bool:
        return self.authenticate(context.request, email=user.email, password=password) is not None

    def add_message(self, request, level, message_template=None, message_context=None, extra_tags="", message=None):
        """The library says something for every step; a page that opens says enough."""
        if message_template and message_template.startswith(("account/messages/logged_", "mfa/messages/recovery")):
            return
        super().add_message(request, level, message_template, message_context, extra_tags, message)

    def send_notification_mail(self, template_prefix, user, context=None, email=None):
        """Changes of password and second factor are told by mail, without a word about devices or addresses."""
        tasks.tell_of_a_change_later(template_prefix, user)
        if template_prefix.startswith("mfa/") and self.request:
            # Whoever was signed in by the way of before may not be the person.
            sessions.end_others_of(user, self.request.session)


class SecondFactors(DefaultMFAAdapter):
    error_messages = DefaultMFAAdapter.error_messages | {
        "incorrect_code": "This code is not right. An app shows a new one every half minute; a recovery code works once.",
        "cannot_delete_authenticator": "What you may see needs a second factor. Set up another before this goes.",
    }

    def build_totp_svg(self, url: str) -> str:
        picture = io.BytesIO()
        # With its namespace: without, no browser shows it as a picture.
        segno.make(url, error="m").save(
            picture, kind="svg", xmldecl=False, scale=5, border=2, light="#fff", dark="#000"
        )
        return picture.getvalue().decode()

    def generate_authenticator_name(self, user, type) -> str:
        return f"Passkey {Authenticator.objects.filter(user=user, type=type).count() + 1}"

    def encrypt(self, text: str) -> str:
        return _locks().encrypt(text.encode()).decode()

    def decrypt(self, encrypted_text: str) -> str:
        return _locks().decrypt(encrypted_text.encode()).decode()

    def can_delete_authenticator(self, authenticator: Authenticator) -> bool:
        person = authenticator.user
        others = Authenticator.objects.filter(user=person, type__in=second_factor.SET_UP).exclude(pk=authenticator.pk)
        return others.exists() or not second_factor.is_needed_by(person)


def _locks() -> MultiFernet:
    """Keys for secrets that the database keeps, from the secret key and those before it."""
    keys = [settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS]
    return MultiFernet(
        Fernet(
            base64.urlsafe_b64encode(
                HKDF(algorithm=SHA256(), length=32, salt=None, info=b"accounts second factor").derive(key.encode())
            )
        )
        for key in keys
    )


class InvitedOnly(DefaultSocialAccountAdapter):
    """Sign-in by one's organisation (OpenID Connect): for people who have joined or are invited, and no others."""

    def is_open_for_signup(self, request, sociallogin) -> bool:
        return False

    def pre_social_login(self, request, sociallogin) -> None:
        if sociallogin.is_existing and sociallogin.user.is_active:
            return
        person = None if sociallogin.is_existing else self._expected(sociallogin)
        if person is None:
            unproved = [address.email for address in sociallogin.email_addresses if address.verified is not True]
            page = render(request, "socialaccount/not_invited.html", {"unproved": unproved}, status=403)
            raise ImmediateHttpResponse(page)
        sociallogin.connect(request, person)

    def get_requests_session(self):
        """Questions to the organisation's server go to the addresses that it named, and are sent on to no other."""
        session = super().get_requests_session()
        session.max_redirects = 0
        return session

    def _expected(self, sociallogin) -> User | None:
        """The person with an address that the organisation vouches for, if the portal expects them."""
        for address in sociallogin.email_addresses:
            if address.verified is not True:
                continue
            person = User.objects.active().filter(email__iexact=address.email).first()
            if person and (person.joined_at or person.invitations.open().exists()):
                return person
        return None
