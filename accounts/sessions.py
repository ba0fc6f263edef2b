"""Sessions end after 30 minutes without use, after 12 hours in all, and at once when the account is disabled.

What this costs: the session's row and the person's, which every signed-in page reads anyway, and one write a minute.
"""

import time

from django.conf import settings
from django.contrib.auth import logout
from django.contrib.sessions.models import Session
from django.utils import timezone

from accounts.models import User

BEGAN, SEEN = "began", "seen"
A_MINUTE = 60


class SessionLimitsMiddleware:
    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        if request.user.is_authenticated:
            if has_ended(request.session, request.user):
                logout(request)
                request.session_has_ended = True
            else:
                note_use(request.session)
        return self.get_response(request)


def has_ended(session, person) -> bool:
    now = time.time()
    began, seen = session.get(BEGAN, now), session.get(SEEN, now)
    if now - began > settings.SESSION_LIFETIME_SECONDS or now - seen > settings.SESSION_IDLE_SECONDS:
        return True
    return person.signed_out_at is not None and began < person.signed_out_at.timestamp()


def note_use(session) -> None:
    """Write at most once a minute when the session was last used."""
    now = time.time()
    if BEGAN not in session:
        session[BEGAN] = now
        session[SEEN] = now
    elif now - session.get(SEEN, 0) >= A_MINUTE:
        session[SEEN] = now


def end_all_of(person: User, *, now=None) -> None:
    """Sign a person out everywhere: every session that began before now ends with its next request."""
    person.signed_out_at = now or timezone.now()
    person.save(update_fields=["signed_out_at"])


def remove_ended() -> int:
    """Remove sessions that have ended; a row would otherwise stay for each sign-in."""
    removed, _ = Session.objects.filter(expire_date__lt=timezone.now()).delete()
    return removed
