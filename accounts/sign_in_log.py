"""Who signed in, how, who could not and from where: lines in the log for whoever looks for an intruder.

What was typed is never written, not even an address: people type passwords into the wrong field.
"""

import logging

from allauth.account.internal.flows.login import get_authentication_records
from allauth.account.signals import password_changed, password_reset
from allauth.core.internal.ratelimit import get_ip
from allauth.mfa.signals import authenticator_added, authenticator_removed, authenticator_reset
from django.contrib.auth.signals import user_logged_in, user_logged_out, user_login_failed
from django.core.exceptions import PermissionDenied

from accounts.models import User

log = logging.getLogger(__name__)


def listen() -> None:
    """The sign-in library tells by signals what happens in it; from here they go to the log and nowhere else."""
    for signal, heard in [
        (user_logged_in, _signed_in),
        (user_logged_out, _signed_out),
        (user_login_failed, _refused),
        (password_changed, _changed("password changed")),
        (password_reset, _changed("password set anew")),
        (authenticator_added, _changed("second factor added")),
        (authenticator_removed, _changed("second factor removed")),
        (authenticator_reset, _changed("second factor renewed")),
    ]:
        signal.connect(heard, dispatch_uid=f"sign-in log {id(signal)}", weak=False)


def too_many_tries(request) -> None:
    _write(logging.WARNING, "too many tries to sign in", request, None)


def wrong_code(request, person) -> None:
    _write(logging.WARNING, "second factor refused", request, person)


def _signed_in(sender, request, user, **kwargs):
    by = [record["method"] for record in get_authentication_records(request, user)] if request else []
    _write(logging.INFO, "signed in", request, user, by=by)


def _signed_out(sender, request, user, **kwargs):
    if user:
        _write(logging.INFO, "signed out", request, user)


def _refused(sender, credentials, request=None, **kwargs):
    known = User.objects.filter(email__iexact=str(credentials.get("email", ""))).first()
    _write(logging.WARNING, "password refused", request, known)


def _changed(what):
    def heard(sender, request, user, **kwargs):
        _write(logging.INFO, what, request, user)

    return heard


def _write(level, what, request, person, **more):
    log.log(level, what, extra={"person": person.pk if person else None, "from": _where(request), **more})


def _where(request) -> str:
    try:
        return get_ip(request) if request else ""
    except PermissionDenied:  # the library's word for an address that it cannot find out
        return ""
