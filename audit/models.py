"""The trail: what was changed (history tables, sealed), what was looked at, and when each background task last ran."""

from django.conf import settings
from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import ArrayField, DateTimeRangeField, RangeOperators
from django.db import models
from django.utils import timezone


class Horizon(models.Model):
    """How far one history table had grown at some moment, and the first transaction that began after it.

    Once every earlier transaction has ended and every statement of that time has timed out, nothing can be added below
    the horizon any more: only then is it sealed. An age alone would not do, as a transaction may stay open for long.
    """

    table = models.CharField(max_length=100, unique=True)
    last_row = models.BigIntegerField()
    transaction = models.BigIntegerField()
    noticed_at = models.DateTimeField()

    def __str__(self):
        return f"{self.table} up to {self.last_row}"


class Seal(models.Model):
    """One link of the chain over the trail: a stretch of one table, and the hash over it and the link before it.

    Stretches of a table follow each other without a gap, so that a row slipped in between them is found as well.
    """

    table = models.CharField(max_length=100, help_text="Table that the stretch lies in.")
    first_row = models.BigIntegerField(help_text="First id of the stretch.")
    last_row = models.BigIntegerField(help_text="Last id of the stretch.")
    rows = models.PositiveIntegerField()
    columns = ArrayField(
        models.CharField(max_length=100), help_text="What was hashed; columns added later are not part of it."
    )
    marks = models.BinaryField(help_text="Id and hash of each row, so that the one that was changed can be named.")
    digest = models.CharField(max_length=64, help_text="SHA-256 over all of this and the previous digest, in hex.")
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


class MinuteFrom(models.Func):
    """The minute that begins at a moment, as a range that an index can hold (so in UTC, without a time zone)."""

    template = "tsrange(timezone('UTC', %(expressions)s), timezone('UTC', %(expressions)s) + interval '1 minute')"
    output_field = DateTimeRangeField()


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
        constraints = [
            # A page that is loaded twice, or asks for its parts, was looked at once.
            ExclusionConstraint(
                name="a_look_within_a_minute_of_the_last_is_the_same_look",
                expressions=[
                    ("person", RangeOperators.EQUAL),
                    ("kind", RangeOperators.EQUAL),
                    ("subject_id", RangeOperators.EQUAL),
                    (MinuteFrom("at"), RangeOperators.OVERLAPS),
                ],
            ),
        ]

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
