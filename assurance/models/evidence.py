"""What a writer names behind a statement of a draft: for those who judge it, and never part of the report."""

import pghistory
import pgtrigger
from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone

from reports.models import Report, Section


class NamedEvidenceQuerySet(models.QuerySet):
    def visible_to(self, user):
        """That of the drafts one reads."""
        return self.filter(section__report__in=Report.objects.visible_to(user))


@pghistory.track(pghistory.InsertEvent(), pghistory.DeleteEvent())
class NamedEvidence(models.Model):
    """What stands behind one statement of a draft, in a writer's words. It is named and taken away, never changed.

    Like a comment it is led to its statement by the words that the statement had, as numbers move with the text.
    """

    section = models.ForeignKey(Section, models.CASCADE, related_name="named_evidence")
    words = models.TextField(help_text="The words of its statement when it was named.")
    text = models.TextField(help_text="What was seen, and where it is kept.")
    named_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    named_at = models.DateTimeField(default=timezone.now)

    objects = NamedEvidenceQuerySet.as_manager()

    class Meta:
        ordering = ["named_at", "pk"]
        verbose_name_plural = "named evidence"
        constraints = [
            models.CheckConstraint(
                name="evidence_is_named_in_words_and_behind_words", condition=~Q(text="") & ~Q(words="")
            ),
        ]
        triggers = [pgtrigger.ReadOnly(name="what_was_named_as_evidence_never_changes")]

    def __str__(self):
        return f"Evidence {self.pk}"
