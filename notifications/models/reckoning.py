"""The last count of letters, kept for the status page: counting anew takes the longer, the more programmes are running."""

from datetime import timedelta

from django.db import models
from django.db.models import DurationField, ExpressionWrapper, F
from django.db.models.functions import Now


class ReckoningQuerySet(models.QuerySet):
    def with_age(self):
        """Each with ``age``: how long ago it was counted, by the database's clock."""
        return self.annotate(age=ExpressionWrapper(Now() - F("counted_at"), output_field=DurationField()))


class Reckoning(models.Model):
    """How many letters of one kind were to be there when they were last counted, and how many of them were not."""

    of = models.CharField(max_length=100, primary_key=True, help_text="What is counted, in words.")
    expected = models.PositiveIntegerField()
    missing = models.PositiveIntegerField()
    counted_at = models.DateTimeField(db_default=Now())

    age: timedelta

    objects = ReckoningQuerySet.as_manager()

    class Meta:
        ordering = ["of"]

    def __str__(self):
        return f"{self.missing} of {self.expected} {self.of} missing"

    def keep(self) -> None:
        """In place of the count before."""
        self.counted_at = Now()
        type(self).objects.bulk_create(
            [self],
            update_conflicts=True,
            unique_fields=["of"],
            update_fields=["expected", "missing", "counted_at"],
        )
