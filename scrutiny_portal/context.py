"""What every template may use."""

from django.conf import settings
from django.utils.functional import SimpleLazyObject

from notifications.inbox import unread_count
from scrutiny_portal.navigation import menu_for


def portal(request):
    person = getattr(request, "user", None)
    return {
        # Both are asked of the database only by a page that shows them; an answer to a script does not.
        "menu": SimpleLazyObject(lambda: menu_for(person, request.path)),
        "unread_notices": SimpleLazyObject(lambda: unread_count(person) if person else 0),
        "portal_name": settings.PORTAL_NAME,
        "portal_url": settings.PORTAL_URL,
        "demo": settings.DEMO,
        # django-csp names it CSP_NONCE; django-htmx's tag reads csp_nonce.
        "csp_nonce": getattr(request, "csp_nonce", ""),
    }
