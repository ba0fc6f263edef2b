"""Recommendations and areas for development: while they are written, and as each edition states them.

The writers change a Recommendation. What everybody reads is Stated: a copy made when an edition is frozen, which is
public from that edition's minute and never changes. So no draft of a correction can be read on the way to it.
"""

import pghistory
import pgtrigger
from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone

from accounts.models import Organisation
from reports.models import Edition, Report

TO_BE_ENTERED = "Text to be entered from the report"


class Kind(models.TextChoices):
    RECOMMENDATION = "recommendation", "Recommendation"
    DEVELOPMENT = "area for development", "Area for development"

    @property
    def anchor(self) -> str:
        return self.value.replace(" ", "-")

    @property
    def plural(self) -> str:
        return {"recommendation": "Recommendations", "area for development": "Areas for development"}[self.value]


class Wording(models.TextChoices):
    EXACT = "exact", "The report’s own words"
    SUBJECT = "subject", "Its subject, in our words"
    UNKNOWN = "unknown", TO_BE_ENTERED


class Numbered:
    """What a recommendation and each statement of it have in common."""

    @property
    def name(self) -> str:
        """Such as “Recommendation 3”."""
        return f"{self.get_kind_display()} {self.number}"

    @property
    def anchor(self) -> str:
        """The end of its address, such as “recommendation-3”."""
        return f"{Kind(self.kind).anchor}-{self.number}"

    @property
    def shown_text(self) -> str:
        return self.text or f"{TO_BE_ENTERED}."

    @property
    def is_exact(self) -> bool:
        return self.wording == Wording.EXACT

    @property
    def order(self) -> tuple:
        """Recommendations first, each kind by its numbers."""
        return self.kind != Kind.RECOMMENDATION, self.number


class OfAReport(models.QuerySet):
    def visible_to(self, user):
        """Those of the drafts that one may see; the same sentence stands in row-level security."""
        return self.filter(report__in=Report.objects.visible_to(user))

    def in_order(self):
        # “recommendation” comes after “area for development” in the alphabet, and before it in a report.
        return self.order_by("-kind", "number")


@pghistory.track()
class Recommendation(Numbered, models.Model):
    """What a report recommends, or an area for development that it names: two kinds, each with numbers of its own.

    Areas for development are of another kind than recommendations (MAPPA review: ten of the one, seventeen of the other),
    but are owned, answered and followed in the same way.
    """

    Kind, Wording = Kind, Wording

    report = models.ForeignKey(Report, models.PROTECT, related_name="recommendations")
    kind = models.CharField(max_length=20, choices=Kind, default=Kind.RECOMMENDATION)
    number = models.PositiveSmallIntegerField()
    wording = models.CharField(max_length=10, choices=Wording, default=Wording.EXACT)
    text = models.TextField(blank=True)
    source = models.CharField(
        max_length=300, blank=True, help_text="Where the text was read, for a report from elsewhere."
    )
    paragraph = models.CharField(max_length=20, blank=True, help_text="The paragraph that it comes from, such as 4.2.")
    due = models.DateField(null=True, blank=True)
    updated_at = models.DateTimeField(default=timezone.now)
    updated_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+")

    objects = OfAReport.as_manager()

    class Meta:
        ordering = ["report_id", "-kind", "number"]
        constraints = [
            models.UniqueConstraint("report", "kind", "number", name="a_number_names_one_recommendation_of_a_report"),
            models.UniqueConstraint(fields=["id", "report"], name="a_recommendation_is_one_reports"),
            models.CheckConstraint(name="recommendations_are_numbered_from_one", condition=Q(number__gte=1)),
            models.CheckConstraint(
                name="only_a_text_to_be_entered_is_empty",
                condition=Q(wording="unknown", text="") | (~Q(wording="unknown") & ~Q(text="")),
            ),
        ]
        triggers = [
            pgtrigger.Trigger(
                name="a_recommendation_keeps_its_number",
                when=pgtrigger.Before,
                operation=pgtrigger.UpdateOf("number", "kind", "report_id"),
                func="""
                    IF (OLD.number, OLD.kind, OLD.report_id) IS DISTINCT FROM (NEW.number, NEW.kind, NEW.report_id)
                        AND EXISTS (SELECT FROM followup_stated WHERE recommendation_id = OLD.id) THEN
                        RAISE EXCEPTION 'A recommendation keeps its number once an edition with it is frozen.';
                    END IF;
                    RETURN NEW;
                """,
            ),
        ]

    def __str__(self):
        return self.name

    def get_absolute_url(self):
        """Its page at work; everybody reads it in the tracker of its report."""
        return reverse("followup:recommendation", args=[self.pk])


class OwnerQuerySet(models.QuerySet):
    def visible_to(self, user):
        return self.filter(recommendation__in=Recommendation.objects.visible_to(user))


class Owner(models.Model):
    """One of those who are to act on a recommendation: a body of the register, or a group that is none."""

    class Role(models.TextChoices):
        OWNER = "owner", "Owner"
        PARTNER = "partner", "In partnership with"

    recommendation = models.ForeignKey(Recommendation, models.CASCADE, related_name="owners")
    role = models.CharField(max_length=10, choices=Role, default=Role.OWNER)
    organisation = models.ForeignKey(Organisation, models.PROTECT, null=True, blank=True, related_name="+")
    group = models.CharField(max_length=200, blank=True, help_text="Such as “responsible authorities”.")
    position = models.PositiveSmallIntegerField(default=0)

    objects = OwnerQuerySet.as_manager()

    class Meta:
        ordering = ["role", "position", "pk"]
        constraints = [
            models.CheckConstraint(
                name="an_owner_is_a_body_or_a_group",
                condition=Q(organisation=None) & ~Q(group="") | Q(organisation__isnull=False, group=""),
            ),
            models.UniqueConstraint(
                fields=["recommendation", "organisation", "group"],
                nulls_distinct=False,
                name="an_owner_of_a_recommendation_is_named_once",
            ),
        ]

    def __str__(self):
        return self.name

    @property
    def name(self) -> str:
        return self.organisation.name if self.organisation_id else self.group

    def as_plain(self) -> dict:
        return {"name": self.name, "role": self.role}


def owners_in_words(owners) -> str:
    """Such as “Scottish Government, in partnership with responsible authorities”. Takes plain owners."""
    lead = [owner["name"] for owner in owners if owner["role"] == Owner.Role.OWNER]
    partners = [owner["name"] for owner in owners if owner["role"] == Owner.Role.PARTNER]
    words = _joined(lead)
    if partners:
        words = f"{words}, in partnership with {_joined(partners)}" if words else _joined(partners)
    return words


def _joined(names: list[str]) -> str:
    return " and ".join([", ".join(names[:-1]), names[-1]]) if len(names) > 1 else "".join(names)


class StatedQuerySet(models.QuerySet):
    def public(self):
        """As the newest public edition of each report states them, by the database's clock; each in its last wording."""
        newest = Edition.objects.public().latest().values("pk")
        return self.filter(edition__in=newest).in_its_last_wording()

    def in_its_last_wording(self):
        return self.order_by("edition_id", "recommendation_id", "-version").distinct("edition_id", "recommendation_id")

    def visible_to(self, user):
        return self.filter(edition__in=Edition.objects.visible_to(user))


class Stated(Numbered, models.Model):
    """A recommendation exactly as one edition states it. Never changes.

    Where the portal did not know the report's words, they are entered later as a further version beside the first, with
    the source: that takes nothing back which anybody has read.
    """

    Kind, Wording = Kind, Wording

    edition = models.ForeignKey(Edition, models.PROTECT, related_name="recommendations")
    recommendation = models.ForeignKey(Recommendation, models.PROTECT, related_name="stated")
    version = models.PositiveSmallIntegerField(default=1)
    kind = models.CharField(max_length=20, choices=Kind)
    number = models.PositiveSmallIntegerField()
    wording = models.CharField(max_length=10, choices=Wording)
    text = models.TextField(blank=True)
    source = models.CharField(max_length=300, blank=True)
    paragraph = models.CharField(max_length=20, blank=True)
    due = models.DateField(null=True, blank=True)
    owners = models.JSONField(default=list, help_text='[{"name": …, "role": "owner" or "partner"}]')
    stated_at = models.DateTimeField(default=timezone.now)
    stated_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")

    objects = StatedQuerySet.as_manager()

    class Meta:
        ordering = ["edition_id", "-kind", "number", "version"]
        constraints = [
            models.UniqueConstraint(
                "edition", "recommendation", "version", name="an_edition_states_a_recommendation_once_a_version"
            ),
            models.CheckConstraint(
                name="what_is_entered_later_has_a_source", condition=Q(version=1) | ~Q(source="") & Q(wording="exact")
            ),
        ]
        triggers = [
            pgtrigger.Protect(name="what_is_stated_never_changes", operation=pgtrigger.Update | pgtrigger.Delete),
            pgtrigger.Trigger(
                name="only_a_text_that_was_not_known_is_entered_later",
                when=pgtrigger.Before,
                operation=pgtrigger.Insert,
                condition=pgtrigger.Q(new__version__gt=1),
                func="""
                    IF NOT EXISTS (
                        SELECT FROM followup_stated WHERE edition_id = NEW.edition_id
                            AND recommendation_id = NEW.recommendation_id AND version = NEW.version - 1
                            AND wording <> 'exact' AND kind = NEW.kind AND number = NEW.number
                    ) THEN
                        RAISE EXCEPTION 'What an edition states in its own words is changed by a new edition alone.';
                    END IF;
                    RETURN NEW;
                """,
            ),
        ]

    def __str__(self):
        return f"{self.name}, edition {self.edition_id}"

    @property
    def owners_words(self) -> str:
        return owners_in_words(self.owners)

    @property
    def was_entered_later(self) -> bool:
        return self.version > 1
