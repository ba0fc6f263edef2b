"""A document that somebody asked the portal to make: a letter, a receipt, a report as PDF."""

import pghistory
from django.conf import settings
from django.db import models
from django.db.models import Q
from django.db.models.functions import Now
from django.urls import reverse
from django.utils import timezone

from accounts.moves import Moving, kept_by_the_database
from files.models.stored import LONG, StoredFile


class MakingQuerySet(models.QuerySet):
    def visible_to(self, user):
        """What this person asked for. Who may see more is said by each printable's rule (``rules.may_see``)."""
        return self.filter(asked_by=user) if user.is_authenticated else self.none()

    def of(self, kind: str, subject: models.Model):
        """Documents of one kind about one thing, the newest first."""
        return self.filter(kind=kind, subject_label=subject._meta.label_lower, subject_id=subject.pk).order_by("-pk")

    def to_make(self):
        """Asked for and held by no living worker, by the database's clock; the oldest first."""
        statuses = Making.Status
        return self.filter(Q(status=statuses.QUEUED) | Q(status=statuses.MAKING, held_until__lte=Now())).order_by(
            "asked_at", "pk"
        )

    def failed(self):
        return self.filter(status=Making.Status.FAILED)


@kept_by_the_database
@pghistory.track(exclude=["held_until", "progress", "doing", "attempts"])
class Making(Moving, models.Model):
    """One document to be made once, in a worker: how far it is, and what came of it.

    The row outlives every worker: one that dies leaves a lease that runs out, and the next takes over.
    """

    class Status(models.TextChoices):
        QUEUED = "queued", "Waiting for its turn"
        MAKING = "making", "Being made"
        READY = "ready", "Ready"
        FAILED = "failed", "Could not be made"

    MOVES = {
        Status.QUEUED: {Status.MAKING},
        Status.MAKING: {Status.QUEUED, Status.READY, Status.FAILED},
        Status.READY: set(),
        Status.FAILED: {Status.QUEUED},
    }

    MARKS = {Status.QUEUED: "waiting", Status.MAKING: "open", Status.READY: "done", Status.FAILED: "late"}

    kind = models.CharField(max_length=60, help_text="Which printable, such as “receipt”.")
    subject_label = models.CharField(max_length=100, help_text="What kind of thing it is about.")
    subject_id = models.BigIntegerField()
    fingerprint = models.CharField(max_length=64, help_text="Of what it is made from: the same is not made twice.")
    parameters = models.JSONField(default=dict, blank=True)
    title = models.CharField(max_length=300, help_text="What the page calls it while it is being made.")
    asked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        help_text="Nobody where the portal asked for it itself.",
    )
    asked_at = models.DateTimeField(default=timezone.now)
    participation_ref = models.BigIntegerField(null=True, blank=True, help_text="Whose it is, where it is somebody's.")
    status = models.CharField(max_length=8, choices=Status, default=Status.QUEUED)
    attempts = models.PositiveIntegerField(default=0)
    held_until = models.DateTimeField(null=True, blank=True, help_text="Until when its worker is thought alive.")
    progress = models.PositiveSmallIntegerField(default=0, help_text="Out of a hundred.")
    doing = models.CharField(max_length=200, blank=True, help_text="What is being done just now, in words.")
    failure = models.CharField(max_length=300, blank=True, help_text="Why it failed, in a sentence.")
    result = models.OneToOneField(StoredFile, models.PROTECT, null=True, blank=True, related_name="making")
    ready_at = models.DateTimeField(null=True, blank=True)

    objects = MakingQuerySet.as_manager()

    class Meta:
        ordering = ["pk"]
        indexes = [
            models.Index(fields=["asked_at"], name="documents_to_make", condition=Q(status__in=["queued", "making"])),
        ]
        constraints = [
            models.UniqueConstraint(
                "kind", "subject_label", "subject_id", "fingerprint", name="an_unchanged_document_is_made_once"
            ),
            models.CheckConstraint(name="progress_is_out_of_a_hundred", condition=Q(progress__lte=100)),
            models.CheckConstraint(
                name="a_document_is_ready_when_it_is_there",
                condition=Q(status="ready", result__isnull=False, ready_at__isnull=False)
                | (~Q(status="ready") & Q(result=None, ready_at=None)),
            ),
            models.CheckConstraint(
                name="a_document_that_failed_says_why", condition=~Q(status="failed") | ~Q(failure="")
            ),
        ]

    def __str__(self):
        return self.title

    def get_absolute_url(self):
        return reverse("document", args=[self.pk])

    @property
    def file_url(self) -> str:
        return reverse("document_file", args=[self.pk])

    @property
    def is_under_way(self) -> bool:
        return self.status in (self.Status.QUEUED, self.Status.MAKING)

    @property
    def is_slow(self) -> bool:
        """Whether it takes longer than people are used to: a worker is away, or Redis, or many wait."""
        return self.is_under_way and timezone.now() - self.asked_at > LONG

    @property
    def is_ready(self) -> bool:
        return self.status == self.Status.READY

    @property
    def has_failed(self) -> bool:
        return self.status == self.Status.FAILED
