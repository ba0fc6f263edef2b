"""How often a person wants to be pointed to their inbox."""

from datetime import datetime, time, timedelta

from django.conf import settings
from django.db import models
from django.utils import timezone

#: When the day's e-mail goes out, in Scotland.
MORNING = time(7, 30)


class MailPreferenceQuerySet(models.QuerySet):
    def once_a_day(self, people: set[int]) -> set[int]:
        """Those of these people who want their letters pointed to together."""
        return set(self.filter(once_a_day=True, person__in=people).values_list("person", flat=True))


class MailPreference(models.Model):
    """A person's choice between an e-mail for each letter and one a day. Formal letters do not ask it."""

    person = models.OneToOneField(
        settings.AUTH_USER_MODEL, models.CASCADE, primary_key=True, related_name="mail_preference"
    )
    once_a_day = models.BooleanField(default=False)

    objects = MailPreferenceQuerySet.as_manager()

    def __str__(self):
        return f"{self.person}: {'once a day' if self.once_a_day else 'each letter'}"


def next_morning(now: datetime | None = None) -> datetime:
    """The next moment at which the day's e-mail goes out."""
    now = timezone.localtime(now)
    day = now.date() if now.time() < MORNING else now.date() + timedelta(days=1)
    return timezone.make_aware(datetime.combine(day, MORNING))
