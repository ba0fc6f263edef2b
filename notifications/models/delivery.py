"""The e-mail that points to a letter: where it stands, and how it got there."""

import hashlib
import hmac
from email.utils import parseaddr

import pghistory
from django.conf import settings
from django.db import models
from django.db.models.functions import Now
from django.urls import reverse

from accounts.moves import Moving, kept_by_the_database
from notifications import rules
from notifications.models.notice import Notice


class DeliveryQuerySet(models.QuerySet):
    def visible_to(self, user):
        """For those who see to deliveries; a recipient sees the letter, not its e-mail."""
        part = rules.oversees(user)
        if part is None:
            return self.none()
        return self.filter(notice__in=Notice.objects.filter(part)) if part else self

    def due(self):
        """Those whose turn has come, by the database's clock; the longest waiting first."""
        return self.filter(status=Delivery.Status.QUEUED, waits_until__lte=Now()).order_by("waits_until", "pk")

    def abandoned(self):
        """Those that somebody began to send and whose time to finish has run out."""
        return self.filter(status=Delivery.Status.SENDING, lease_until__lt=Now())

    def unknown(self):
        return self.filter(status=Delivery.Status.UNKNOWN)


@kept_by_the_database
@pghistory.track()
class Delivery(Moving, models.Model):
    """One e-mail, which says only that a letter waits in the portal. Its history is the list of its attempts."""

    class Status(models.TextChoices):
        QUEUED = "queued", "Waiting"
        SENDING = "sending", "Being sent"
        ACCEPTED = "accepted", "Accepted"
        FAILED = "failed", "Refused"
        UNKNOWN = "unknown", "Not known"

    MOVES = {
        Status.QUEUED: {Status.SENDING},
        Status.SENDING: {Status.ACCEPTED, Status.FAILED, Status.UNKNOWN, Status.QUEUED},
        # It came back after all, as a bounce does.
        Status.ACCEPTED: {Status.FAILED},
        # A person has seen to the address.
        Status.FAILED: {Status.QUEUED},
        # A person decides. Or the worker that was thought dead was only slow, and knows.
        Status.UNKNOWN: {Status.QUEUED, Status.ACCEPTED, Status.FAILED},
    }

    #: How each state looks (interface/marks.py).
    MARKS = {
        Status.QUEUED: "waiting",
        Status.SENDING: "open",
        Status.ACCEPTED: "done",
        Status.FAILED: "late",
        Status.UNKNOWN: "queried",
    }

    notice = models.OneToOneField(Notice, models.PROTECT, related_name="delivery")
    status = models.CharField(max_length=10, choices=Status, default=Status.QUEUED)
    message_id = models.CharField(max_length=200, unique=True)
    waits_until = models.DateTimeField(db_default=Now())
    digest_on = models.DateField(
        null=True, blank=True, help_text="The morning on which it goes together with the person's others."
    )
    attempts = models.PositiveSmallIntegerField(default=0, help_text="Tells a worker's attempt from a later one's.")
    tries = models.PositiveSmallIntegerField(default=0, help_text="Attempts since it was posted or a person sent it.")
    lease_until = models.DateTimeField(null=True, blank=True, help_text="By when whoever sends it must have finished.")
    address = models.CharField(max_length=254, blank=True, help_text="Where the last attempt went.")
    answer = models.CharField(max_length=300, blank=True, help_text="What came of the last attempt, in a sentence.")
    ended_at = models.DateTimeField(null=True, blank=True, help_text="When the last attempt ended.")
    settled_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+")
    settled_at = models.DateTimeField(null=True, blank=True)
    settled_why = models.CharField(max_length=300, blank=True)

    objects = DeliveryQuerySet.as_manager()

    class Meta:
        ordering = ["-pk"]
        constraints = [
            models.CheckConstraint(
                name="a_delivery_is_settled_by_someone_with_a_reason",
                condition=models.Q(settled_by=None, settled_at=None, settled_why="")
                | models.Q(settled_by__isnull=False, settled_at__isnull=False) & ~models.Q(settled_why=""),
            ),
            # Without a time to finish by, a letter whose worker died would stay “being sent” for ever.
            models.CheckConstraint(
                name="only_what_is_being_sent_has_a_lease",
                condition=models.Q(status="sending", lease_until__isnull=False)
                | ~models.Q(status="sending") & models.Q(lease_until=None),
            ),
        ]
        indexes = [
            models.Index(fields=["waits_until", "id"], name="deliveries_waiting", condition=models.Q(status="queued")),
            models.Index(fields=["lease_until"], name="deliveries_under_way", condition=models.Q(status="sending")),
            models.Index(fields=["status"], name="deliveries_by_state"),
        ]

    def __str__(self):
        return f"E-mail about “{self.notice}”"

    def get_absolute_url(self):
        return reverse("notifications:delivery", args=[self.pk])

    @property
    def mark(self) -> str:
        return self.MARKS[self.status]

    @staticmethod
    def message_id_for(notice: Notice) -> str:
        """The same for the same letter however often it is sent, so that mail systems can drop a second copy."""
        named = f"{notice.occasion}\n{notice.kind}\n{notice.recipient_id}".encode()
        digest = hmac.new(settings.SECRET_KEY.encode(), named, hashlib.sha256).hexdigest()[:40]
        domain = parseaddr(settings.DEFAULT_FROM_EMAIL)[1].rpartition("@")[2] or "localhost"
        return f"<{digest}@{domain}>"
