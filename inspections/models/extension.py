"""More time: asked for with a reason, granted or refused with one."""

import pghistory
import pgtrigger
from django.conf import settings
from django.db import models
from django.db.models import Q
from django.db.models.functions import Now

from accounts.moves import Moving
from inspections.models.returns import Return
from programmes.models import Participation


class ExtensionQuerySet(models.QuerySet):
    def visible_to(self, user):
        """All who see the return."""
        return self.filter(of__in=Return.objects.visible_to(user))

    def open(self):
        return self.filter(status=Extension.Status.ASKED)

    def in_order(self) -> list["Extension"]:
        """With whoever asked and decided, the first one first."""
        found = self.select_related("asked_by", "decided_by").order_by()
        return sorted(found, key=lambda wish: (wish.asked_at, wish.pk))


@pghistory.track()
class Extension(Moving, models.Model):
    """A partnership's wish for more time for one return, and what became of it."""

    class Status(models.TextChoices):
        ASKED = "asked", "Asked for"
        GRANTED = "granted", "Granted"
        REFUSED = "refused", "Refused"
        WITHDRAWN = "withdrawn", "Withdrawn"

    MOVES = {
        Status.ASKED: {Status.GRANTED, Status.REFUSED, Status.WITHDRAWN},
        Status.GRANTED: set(),
        Status.REFUSED: set(),
        Status.WITHDRAWN: set(),
    }

    of = models.ForeignKey(Return, models.CASCADE, related_name="extensions")
    participation = models.ForeignKey(Participation, models.CASCADE, related_name="+")
    was_due = models.DateField(help_text="The date that stood when it was asked for.")
    until = models.DateField(help_text="The date asked for.")
    reason = models.TextField()
    status = models.CharField(max_length=10, choices=Status, default=Status.ASKED)
    asked_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    asked_at = models.DateTimeField(db_default=Now())
    granted_until = models.DateField(null=True, blank=True, help_text="The date given, which may be another.")
    decision_reason = models.TextField(blank=True)
    decided_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+")
    decided_at = models.DateTimeField(null=True, blank=True)

    objects = ExtensionQuerySet.as_manager()

    class Meta:
        ordering = ["of", "asked_at", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["of"], condition=Q(status="asked"), name="more_time_is_asked_for_once_at_a_time"
            ),
            models.CheckConstraint(name="more_time_is_asked_for_with_a_reason", condition=~Q(reason="")),
            models.CheckConstraint(
                name="more_time_is_granted_until_a_day",
                condition=Q(status="granted", granted_until__isnull=False)
                | ~Q(status="granted") & Q(granted_until=None),
            ),
            models.CheckConstraint(
                name="more_time_is_decided_by_someone_at_some_time",
                condition=Q(status="asked", decided_by=None, decided_at=None)
                | ~Q(status="asked") & Q(decided_by__isnull=False, decided_at__isnull=False),
            ),
            models.CheckConstraint(
                name="more_time_is_refused_with_a_reason", condition=~Q(status="refused") | ~Q(decision_reason="")
            ),
        ]
        triggers = [
            pgtrigger.Protect(
                name="a_decision_on_more_time_stands",
                operation=pgtrigger.Update,
                condition=~pgtrigger.Q(old__status="asked"),
            ),
        ]

    def __str__(self):
        return f"More time until {self.until}"
