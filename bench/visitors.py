"""Who asks for the measured pages: people signed in as the real ones are, second factor and all."""

import re
import time
from collections.abc import Callable

from allauth.mfa.models import Authenticator
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from accounts.models import User

WHOSE_REQUEST = re.compile(r"^SELECT set_config\('pghistory.*?;\s*", re.DOTALL)
BRACKETS = ("BEGIN", "COMMIT", "SAVEPOINT", "RELEASE", "ROLLBACK")


def client_for(email: str) -> Client:
    """A browser of this person, signed in; of the public where the address is empty."""
    client = Client()
    if email:
        person = User.objects.get(email=email)
        Authenticator.objects.get_or_create(
            user=person, type=Authenticator.Type.TOTP, defaults={"data": {"secret": ""}}
        )
        client.force_login(person)
    return client


def counted(act: Callable) -> tuple:
    """What ``act`` gives, and the statements it took; those that open and close a transaction are not counted.

    While people change things, the history's word on whose request it is travels in front of a statement.
    """
    with CaptureQueriesContext(connection) as captured:
        result = act()
        statements = [WHOSE_REQUEST.sub("", each["sql"]) for each in captured]
    return result, [each for each in statements if not each.startswith(BRACKETS)]


def timed(act: Callable, times: int) -> list[float]:
    """Milliseconds that ``act`` took, each of so many times; its statements are not looked at meanwhile."""
    took = []
    for _ in range(times):
        began = time.perf_counter()
        act()
        took.append((time.perf_counter() - began) * 1000)
    return took
