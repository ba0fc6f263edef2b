"""Questionnaires as they are kept: each a line of versions, of which a published one never changes."""

from functools import lru_cache

import pgtrigger
from django.conf import settings
from django.db import models
from django.db.models import Q

from instruments.answers import Compiled
from instruments.written import from_data


class Questionnaire(models.Model):
    """One questionnaire through all its versions, so that the rounds of a survey can be compared."""

    title = models.CharField(max_length=200)

    def __str__(self):
        return self.title


class Version(models.Model):
    """One wording of a questionnaire. Answers are given to a published version, which stays as it is for good."""

    questionnaire = models.ForeignKey(Questionnaire, models.CASCADE, related_name="versions")
    number = models.PositiveSmallIntegerField()
    content = models.JSONField(help_text="As instruments.written.as_data gives it.")
    edits = models.PositiveIntegerField(default=0, help_text="Goes up with every change to a version in the making.")
    published_at = models.DateTimeField(null=True, blank=True)
    published_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+")

    class Meta:
        ordering = ["questionnaire", "number"]
        constraints = [
            models.UniqueConstraint("questionnaire", "number", name="a_version_has_its_own_number"),
            models.UniqueConstraint(
                fields=["questionnaire"],
                condition=Q(published_at=None),
                name="a_questionnaire_has_one_version_in_the_making",
            ),
            # Nobody where the portal itself published it, as when a programme starts from a definition.
            models.CheckConstraint(
                condition=Q(published_by=None) | Q(published_at__isnull=False),
                name="a_version_is_published_by_someone_at_some_time",
            ),
        ]
        triggers = [
            pgtrigger.Protect(
                name="a_published_version_never_changes",
                operation=pgtrigger.Update,
                condition=pgtrigger.Q(old__published_at__isnull=False),
            ),
        ]

    def __str__(self):
        return f"{self.questionnaire}, version {self.number}"

    @property
    def instrument(self):
        """What it asks, as values. A version in the making may have faults (``instruments.written.from_data``)."""
        return from_data(f"version-{self.pk}", self.content)[0]

    @property
    def compiled(self) -> Compiled:
        """The rules of a published version, put together once for as long as this process lives."""
        if self.published_at is None:
            return Compiled(self.instrument)
        return compiled_version(self.pk)


@lru_cache(maxsize=256)
def compiled_version(pk: int) -> Compiled:
    """The rules of a published version by its number: it never changes, so they are made once."""
    return Compiled(Version.objects.get(pk=pk, published_at__isnull=False).instrument)
