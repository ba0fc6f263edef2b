"""What `manage.py check` says of settings that would leave the way in open."""

from urllib.parse import urlsplit

from django.conf import settings
from django.core.checks import Error, register

THIS_MACHINE = {"localhost", "127.0.0.1", "::1"}


@register("security")
def the_organisations_server_speaks_https(app_configs, **kwargs):
    """Whoever can read or change what that server says can be anybody."""
    if not settings.PORTAL_OIDC_SERVER:
        return []
    server = urlsplit(settings.PORTAL_OIDC_SERVER)
    if server.scheme == "https" or (server.scheme == "http" and server.hostname in THIS_MACHINE):
        return []
    return [
        Error(
            f"PORTAL_OIDC_SERVER is {settings.PORTAL_OIDC_SERVER}, which is not reached over https.",
            hint="Give its address with https://, as the organisation publishes it.",
            id="accounts.E001",
        )
    ]
