"""Numbers in a report's text that know where they come from, and what its writers said about remarks on the text."""

import pghistory
from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q
from django.utils import timezone

from reports.models.drafting import OfAReport, Report


@pghistory.track()
class BoundNumber(models.Model):
    """Cells of a source that a number in the text is tied to: looked up again whenever the draft is built.

    The text names it: ``[68%](number:its-key)`` is the part, ``[412](number:its-key.of)`` the whole that it is of.
    """

    report = models.ForeignKey(Report, models.CASCADE, related_name="numbers")
    key = models.SlugField(max_length=60)
    source = models.CharField(max_length=300, help_text="Key of a table in reports.sources.")
    row = models.CharField(max_length=300)
    columns = ArrayField(models.CharField(max_length=300), help_text="Headings whose cells are added up.")
    bound_at = models.DateTimeField(default=timezone.now)
    bound_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")

    objects = OfAReport.as_manager()

    class Meta:
        ordering = ["report_id", "key"]
        constraints = [
            models.UniqueConstraint("report", "key", name="a_key_names_one_number_of_a_report"),
            models.UniqueConstraint("report", "source", "row", "columns", name="a_number_of_a_source_is_bound_once"),
            models.CheckConstraint(name="a_bound_number_has_cells", condition=~Q(columns=[])),
        ]

    def __str__(self):
        return self.key

    @property
    def cells_words(self) -> str:
        return f"{self.row}: {' and '.join(self.columns)}"


@pghistory.track()
class Explanation(models.Model):
    """Why a remark about the text stands, in its writer's words. It is about that sentence: changed, it is asked again."""

    report = models.ForeignKey(Report, models.CASCADE, related_name="explanations")
    kind = models.CharField(max_length=20)
    fingerprint = models.CharField(max_length=16)
    about = models.CharField(max_length=300, help_text="The words that the remark is about.")
    why = models.CharField(max_length=500)
    at = models.DateTimeField(default=timezone.now)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")

    objects = OfAReport.as_manager()

    class Meta:
        ordering = ["report_id", "at", "pk"]
        constraints = [
            models.UniqueConstraint("report", "fingerprint", name="a_remark_is_explained_once"),
            models.CheckConstraint(name="an_explanation_says_why", condition=~Q(why="")),
        ]

    def __str__(self):
        return f"{self.about}: {self.why}"
