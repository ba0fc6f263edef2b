"""How fast letters are written into inboxes, and e-mails are handed to a mail server that takes them at once."""

import time
from dataclasses import dataclass

from django.conf import settings

from accounts.models import User
from notifications import delivering, notices


@dataclass(frozen=True)
class Speed:
    """So many of something in so many seconds."""

    name: str
    count: int
    seconds: float

    @property
    def per_second(self) -> float:
        return self.count / self.seconds


def posting(recipients: int) -> Speed:
    """One letter to many people, from the call to the commit."""
    people = list(User.objects.order_by("pk")[:recipients])
    began = time.perf_counter()
    new = notices.post(
        occasion=f"measured:posting/{time.time()}",
        kind="guidance",
        recipients=people,
        title="A letter to many",
        body_markdown="A letter of ordinary length. " * 60,
        by=None,
    )
    return Speed(f"letters posted, {len(people)} at once", new, time.perf_counter() - began)


def delivery() -> Speed:
    """E-mails claimed, handed over and noted, one transaction each; the mail server is a list in memory."""
    settings.EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
    began = time.perf_counter()
    said = delivering.deliver_waiting(seconds=20)
    took = time.perf_counter() - began
    count = sum(int(word) for word in said.replace(",", "").split() if word.isdigit())
    return Speed("e-mails handed over", max(count, 1), took)
