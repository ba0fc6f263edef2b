"""What `manage.py check` says of settings that would leave the way in open."""

from urllib.parse import urlsplit

from django.conf import settings
from django.core.checks import Error, Warning, register

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


@register("security", deploy=True)
def nobody_is_let_in_without_a_password(app_configs, **kwargs):
    """In a demonstration everybody may be anybody."""
    if not settings.DEMO:
        return []
    return [Warning("PORTAL_DEMO is on: anybody can sign in as anybody.", hint="Set it to 0.", id="accounts.W002")]


@register("security", deploy=True)
def it_answers_to_its_own_names_alone(app_configs, **kwargs):
    """A page asked for under another name could be kept somewhere with links to that name."""
    if "*" not in settings.ALLOWED_HOSTS:
        return []
    return [Warning("PORTAL_HOSTS holds *: it answers to any name.", hint="Name its hosts.", id="accounts.W003")]
