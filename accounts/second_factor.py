"""Whoever can see another body's data signs in with a second factor: an authenticator app or a passkey."""

from collections.abc import Callable

from allauth.mfa.models import Authenticator
from django.utils.functional import SimpleLazyObject

from accounts import roles

SET_UP = [Authenticator.Type.TOTP, Authenticator.Type.WEBAUTHN]
_KNOWN = "second factor"


def needed_by_a_post(person) -> bool:
    return any(roles.BY_SLUG[slug].needs_second_factor for slug in person.posts_held())


#: Rules that say of a person whether what they may see needs a second factor. Rooms higher up add theirs.
needs_it: list[Callable] = [needed_by_a_post]


def is_needed_by(person) -> bool:
    return any(rule(person) for rule in needs_it)


def has_one(person) -> bool:
    return Authenticator.objects.filter(user=person.pk, type__in=SET_UP).exists()


def is_owed_by(person, session) -> bool:
    """Whether this person must set one up before they go on. Having one is remembered for the session."""
    if person.is_demo_person or session.get(_KNOWN):
        return False
    if not is_needed_by(person):
        return False
    if has_one(person):
        session[_KNOWN] = True
        return False
    return True


class SecondFactorMiddleware:
    """Puts ``owes_second_factor`` on the request; asked only where a page guards itself with it."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        if request.user.is_authenticated:
            request.owes_second_factor = SimpleLazyObject(lambda: is_owed_by(request.user, request.session))
        return self.get_response(request)
