"""Sessions end after 30 minutes without use, after 12 hours in all, and at once when the account is disabled.

What this costs: the session's row and the person's, which every signed-in page reads anyway, and one write a minute.
"""

import time
from functools import wraps

from django.conf import settings
from django.contrib.auth import logout
from django.contrib.sessions.models import Session
from django.utils import timezone

from accounts.models import User

BEGAN, SEEN, STAYED = "began", "seen", "stayed"
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


def with_a_new_key(view):
    """For a page where somebody shows again who they are: from then on the session has another key, as at sign-in."""

    @wraps(view)
    def renewing(request, *args, **kwargs):
        answer = view(request, *args, **kwargs)
        if request.method == "POST" and answer.status_code == 302 and request.user.is_authenticated:
            request.session.cycle_key()
        return answer

    return renewing


def has_ended(session, person) -> bool:
    now = time.time()
    began, seen = session.get(BEGAN, now), session.get(SEEN, now)
    if now - began > settings.SESSION_LIFETIME_SECONDS or now - seen > settings.SESSION_IDLE_SECONDS:
        return True
    if person.signed_out_at is None:
        return False
    return max(began, session.get(STAYED, 0)) < person.signed_out_at.timestamp()


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


def end_others_of(person: User, session) -> None:
    """Sign a person out everywhere but here; this session ends when it would have."""
    now = timezone.now()
    end_all_of(person, now=now)
    session[STAYED] = now.timestamp()


def remove_ended() -> int:
    """Remove sessions that have ended; a row would otherwise stay for each sign-in."""
    removed, _ = Session.objects.filter(expire_date__lt=timezone.now()).delete()
    return removed
