"""What every template may use."""

from django.conf import settings


def portal(request):
    return {
        "portal_name": settings.PORTAL_NAME,
        "portal_url": settings.PORTAL_URL,
        "demo": settings.DEMO,
        # django-csp names it CSP_NONCE; django-htmx's tag reads csp_nonce.
        "csp_nonce": getattr(request, "csp_nonce", ""),
    }
