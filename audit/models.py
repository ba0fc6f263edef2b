"""The trail: what was changed (history tables, sealed), what was looked at, and when each background task last ran."""

from django.conf import settings
from django.db import models
from django.utils import timezone


class Seal(models.Model):
    """One link of the chain over the history: a stretch of one history table, and the hash over it and the last link.

    Rows are sealed when no transaction that could still add to the stretch can be open any more.
    """

    table = models.CharField(max_length=100, help_text="History table that the stretch lies in.")
    first_row = models.BigIntegerField(help_text="First pgh_id of the stretch.")
    last_row = models.BigIntegerField(help_text="Last pgh_id of the stretch.")
    rows = models.PositiveIntegerField()
    digest = models.CharField(max_length=64, help_text="SHA-256 over the previous digest and the rows, in hex.")
    previous = models.CharField(max_length=64)
    sealed_at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ["pk"]
        constraints = [
            # A fork would be two histories.
            models.UniqueConstraint("previous", name="every_seal_has_one_successor"),
            models.UniqueConstraint("table", "first_row", name="a_stretch_of_history_is_sealed_once"),
        ]

    def __str__(self):
        return f"{self.table} {self.first_row}–{self.last_row}"


class Look(models.Model):
    """Somebody opened a letter, a submission, a draft or a file."""

    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    kind = models.CharField(max_length=60, help_text="What kind of thing it is, such as “submission”.")
    subject_id = models.BigIntegerField()
    title = models.CharField(max_length=300, help_text="What the person was shown it as.")
    address = models.CharField(max_length=300, blank=True)
    participation_ref = models.BigIntegerField(null=True, blank=True, help_text="Whose it is, where it is somebody's.")
    at = models.DateTimeField(default=timezone.now, db_index=True)

    class Meta:
        ordering = ["-at", "-pk"]
        indexes = [models.Index(fields=["kind", "subject_id"]), models.Index(fields=["person", "-at"])]

    def __str__(self):
        return f"{self.person} opened {self.title}"


class TaskRun(models.Model):
    """When a background task last began and ended, and how it went; a row for each task, shown on the status page."""

    name = models.CharField(max_length=120, unique=True)
    began_at = models.DateTimeField(null=True)
    ended_at = models.DateTimeField(null=True)
    failed_at = models.DateTimeField(null=True)
    failure = models.CharField(max_length=300, blank=True, help_text="The kind of error; never its details.")
    runs = models.PositiveBigIntegerField(default=0)
    did = models.CharField(max_length=200, blank=True, help_text="What the last run did, in words.")

    class Meta:
        ordering = ["name"]

    def __str__(self):
        return self.name
