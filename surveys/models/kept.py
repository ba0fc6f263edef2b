"""What respondents send. The portal's own role cannot read these tables: it asks functions that give no single answer.

``surveys/migrations/0002_walls.py`` holds the functions, docs/anonymity.md what they make sure of.
"""

from django.db import models
from django.utils import timezone

from instruments.models import Version
from programmes.models import Participation, Programme
from surveys.models.survey import Link, Survey


class Answer(models.Model):
    """What one form brought, until its survey closes. No account, no address, no time and no number in a row."""

    mark = models.BinaryField(primary_key=True, help_text="Hash of the form's random number: it is taken once.")
    # Without the database's own check, which would lock and write the link's row with every answer.
    link = models.ForeignKey(Link, models.CASCADE, related_name="+", db_constraint=False, db_index=False)
    values = models.JSONField()

    class Meta:
        indexes = [models.Index(fields=["link"], name="answers_of_a_link")]

    def __str__(self):
        return "An answer"


class Draft(models.Model):
    """A form that is not sent yet. Whoever has its address opens it; what is kept here opens nothing."""

    mark = models.BinaryField(primary_key=True, help_text="Hash of the form's random number.")
    link = models.ForeignKey(Link, models.CASCADE, related_name="+", db_constraint=False)
    values = models.JSONField()
    kept_on = models.DateField(help_text="Forgotten two weeks after this day.")

    def __str__(self):
        return "A form in the making"


class DayCount(models.Model):
    """How many answers a link had on one day: all that is kept of when they came."""

    link = models.ForeignKey(Link, models.CASCADE, related_name="days")
    on = models.DateField()
    answers = models.PositiveIntegerField()

    class Meta:
        ordering = ["link", "on"]
        constraints = [models.UniqueConstraint("link", "on", name="a_link_counts_a_day_once")]

    def __str__(self):
        return f"{self.on}: {self.answers}"


class DatasetQuerySet(models.QuerySet):
    def visible_to(self, user):
        """Those whose single answers a person may read: the team, less partnerships that they are tied to."""
        return self.filter(survey__programme__in=Programme.objects.worked_on_by(user))


class Dataset(models.Model):
    """What a survey became when it closed: its answers in an order that was drawn by lot, and never changed again."""

    survey = models.ForeignKey(Survey, models.PROTECT, related_name="datasets")
    participation = models.ForeignKey(
        Participation,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        help_text="In a rolling programme, whose.",
    )
    version = models.ForeignKey(Version, models.PROTECT, related_name="+")
    frozen_on = models.DateField(default=timezone.localdate)
    answers = models.PositiveIntegerField(default=0)
    digest = models.CharField(max_length=64, blank=True, help_text="SHA-256 over its rows in their order.")

    objects = DatasetQuerySet.as_manager()

    class Meta:
        ordering = ["survey", "frozen_on", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["survey", "participation"], nulls_distinct=False, name="a_survey_is_frozen_once"
            ),
        ]

    def __str__(self):
        return f"{self.survey}, as it closed"

    def get_absolute_url(self):
        """Where what is made of it begins; the rooms above have its pages."""
        return f"{self.survey.get_absolute_url()}{self.pk}/"


class DatasetRow(models.Model):
    """One answer of a frozen dataset. Its number is drawn by lot and says nothing of when it came."""

    dataset = models.ForeignKey(Dataset, models.CASCADE, related_name="rows")
    number = models.PositiveIntegerField()
    participation = models.ForeignKey(Participation, models.PROTECT, null=True, related_name="+")
    kind = models.CharField(max_length=60, blank=True)
    values = models.JSONField()

    class Meta:
        ordering = ["dataset", "number"]
        constraints = [models.UniqueConstraint("dataset", "number", name="a_row_of_a_dataset_has_its_own_number")]

    def __str__(self):
        return f"Answer {self.number}"
