"""Embargoed copies: who may read a frozen edition before its minute, on which terms, and every time that they did.

Whether a copy may be read at this moment is never stored. It may from the acknowledgement of its terms until the
minute, while the minute stands confirmed: ``portal_editions_held()`` in row-level security says the same.
"""

import secrets

import pghistory
import pgtrigger
from django.conf import settings
from django.db import models
from django.db.models import Q
from django.db.models.functions import Now
from django.urls import reverse
from django.utils import timezone

from accounts.moves import Moving, kept_by_the_database
from reports.models import Edition


class EmbargoQuerySet(models.QuerySet):
    def visible_to(self, user):
        """Where the edition is worked on; and for those who hold a copy of it."""
        worked_on = Q(edition__in=Edition.objects.visible_to(user))
        held = Copy.objects.standing().filter(person=user.pk)
        return self.filter(worked_on | Q(pk__in=held.values("embargo")))


@pghistory.track()
class Embargo(models.Model):
    """The embargo of one edition: on which terms copies of it are given, and what it is called until they are taken."""

    edition = models.OneToOneField(Edition, models.PROTECT, related_name="embargo")
    called = models.CharField(
        max_length=150, help_text="What letters, e-mails and pages call the report before its terms are acknowledged."
    )
    terms = models.TextField(help_text="Markdown; {{ embargo.minute }} and {{ embargo.report }} are filled in.")
    begun_at = models.DateTimeField(default=timezone.now)
    begun_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")

    objects = EmbargoQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(name="an_embargo_has_terms", condition=~Q(terms="") & ~Q(called="")),
        ]

    def __str__(self):
        # Names neither report nor title: this sentence may meet a log.
        return f"Embargo {self.pk}"

    def get_absolute_url(self):
        return reverse("embargo:copies", args=[self.edition_id])


def random_key() -> str:
    """The last part of a copy's address. It can be guessed from nothing, and opens nothing without its holder."""
    return secrets.token_urlsafe(24)


class CopyQuerySet(models.QuerySet):
    def visible_to(self, user):
        """Its holder's, until it is taken back; and theirs who work on the edition."""
        if not user.is_authenticated:
            return self.none()
        worked_on = Q(embargo__edition__in=Edition.objects.visible_to(user))
        own = Q(person=user.pk) & ~Q(status=Copy.Status.TAKEN_BACK)
        return self.filter(own | worked_on)

    def standing(self):
        """Those that nobody has taken back."""
        return self.exclude(status=Copy.Status.TAKEN_BACK)

    def with_openings(self):
        """Each with how often it was opened, when first and when last, and how often its PDF was taken."""
        read = ~Q(openings__what=Opening.What.ACKNOWLEDGED)
        return self.annotate(
            times_opened=models.Count("openings", filter=read),
            first_opened=models.Min("openings__at", filter=read),
            last_opened=models.Max("openings__at", filter=read),
            times_taken=models.Count("openings", filter=Q(openings__what=Opening.What.PDF)),
        )


@kept_by_the_database
@pghistory.track(exclude=["key", "acknowledged_terms"])
class Copy(Moving, models.Model):
    """One person's copy of an edition that is under embargo. It bears their name, and is theirs alone."""

    class Status(models.TextChoices):
        GIVEN = "given", "Not acknowledged"
        ACKNOWLEDGED = "acknowledged", "Acknowledged"
        TAKEN_BACK = "taken back", "Taken back"

    MOVES = {
        Status.GIVEN: {Status.ACKNOWLEDGED, Status.TAKEN_BACK},
        Status.ACKNOWLEDGED: {Status.TAKEN_BACK},
        Status.TAKEN_BACK: set(),
    }
    MARKS = {Status.GIVEN: "waiting", Status.ACKNOWLEDGED: "done", Status.TAKEN_BACK: "stopped"}

    class Reader(models.TextChoices):
        PARTNERSHIP = "partnership", "A partnership of the programme"
        PRESS = "press", "Press and broadcasting"
        GOVERNMENT = "government", "Ministers and government"
        OTHER = "other", "Another body"

    embargo = models.ForeignKey(Embargo, models.PROTECT, related_name="copies")
    key = models.CharField(max_length=40, unique=True, default=random_key, editable=False)
    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="embargoed_copies")
    # As its watermark has them, whatever the account says later.
    name = models.CharField(max_length=150)
    body = models.CharField(max_length=200)
    reader = models.CharField(max_length=20, choices=Reader)
    status = models.CharField(max_length=20, choices=Status, default=Status.GIVEN)
    given_at = models.DateTimeField(default=timezone.now)
    given_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    letters = models.PositiveSmallIntegerField(default=1, help_text="How many times its holder was written to.")
    written_at = models.DateTimeField(default=timezone.now, help_text="When its holder was last written to.")
    told_minute = models.DateTimeField(null=True, blank=True, help_text="The minute that its holder was last told.")
    acknowledged_at = models.DateTimeField(null=True, blank=True)
    acknowledged_terms = models.TextField(blank=True, help_text="The very words that were acknowledged.")
    taken_back_at = models.DateTimeField(null=True, blank=True)
    taken_back_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+")
    taken_back_reason = models.CharField(max_length=300, blank=True)

    objects = CopyQuerySet.as_manager()

    class Meta:
        ordering = ["reader", "body", "name", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["embargo", "person"],
                condition=~Q(status="taken back"),
                name="a_person_holds_one_copy_of_an_edition",
            ),
            models.CheckConstraint(
                name="a_copy_is_acknowledged_at_some_time_in_some_words",
                condition=Q(status="given", acknowledged_at=None, acknowledged_terms="")
                | Q(status="acknowledged", acknowledged_at__isnull=False) & ~Q(acknowledged_terms="")
                | Q(status="taken back"),
            ),
            models.CheckConstraint(
                name="a_copy_is_taken_back_by_someone_at_some_time_for_a_reason",
                condition=Q(taken_back_at=None, taken_back_by=None, taken_back_reason="") & ~Q(status="taken back")
                | Q(status="taken back", taken_back_at__isnull=False, taken_back_by__isnull=False)
                & ~Q(taken_back_reason=""),
            ),
        ]
        triggers = [
            pgtrigger.Protect(name="a_copy_is_taken_back_not_deleted", operation=pgtrigger.Delete),
            pgtrigger.Trigger(
                name="copies_are_given_where_the_edition_is_worked_on",
                when=pgtrigger.Before,
                operation=pgtrigger.Insert,
                func="""
                    IF NOT portal_is_service() AND (NEW.status <> 'given'
                       OR NEW.embargo_id NOT IN (SELECT * FROM portal_embargoes_worked_on())) THEN
                        RAISE EXCEPTION 'Nobody gives themselves a copy.';
                    END IF;
                    RETURN NEW;
                """,
            ),
            pgtrigger.Trigger(
                name="a_copy_keeps_its_promises",
                when=pgtrigger.Before,
                operation=pgtrigger.Update,
                func="""
                    IF (NEW.embargo_id, NEW.person_id, NEW.name, NEW.body, NEW.key)
                       IS DISTINCT FROM (OLD.embargo_id, OLD.person_id, OLD.name, OLD.body, OLD.key) THEN
                        RAISE EXCEPTION 'A copy stays that of one person.';
                    END IF;
                    IF OLD.acknowledged_at IS NOT NULL AND (NEW.acknowledged_at, NEW.acknowledged_terms)
                       IS DISTINCT FROM (OLD.acknowledged_at, OLD.acknowledged_terms) THEN
                        RAISE EXCEPTION 'What was acknowledged stands.';
                    END IF;
                    IF NEW.acknowledged_at IS NOT NULL AND OLD.acknowledged_at IS NULL
                       AND NOT portal_is_service() AND NEW.person_id IS DISTINCT FROM portal_person() THEN
                        RAISE EXCEPTION 'Terms are acknowledged in one''s own name.';
                    END IF;
                    IF NOT portal_is_service() AND OLD.embargo_id NOT IN (SELECT * FROM portal_embargoes_worked_on())
                       AND to_jsonb(NEW) - ARRAY['status', 'acknowledged_at', 'acknowledged_terms']
                        <> to_jsonb(OLD) - ARRAY['status', 'acknowledged_at', 'acknowledged_terms'] THEN
                        RAISE EXCEPTION 'Its holder acknowledges a copy, and changes nothing else of it.';
                    END IF;
                    RETURN NEW;
                """,
            ),
        ]

    def __str__(self):
        return f"Copy {self.pk}"

    def get_absolute_url(self):
        """Where its holder reads it."""
        return reverse("embargo:copy", args=[self.key])

    @property
    def mark(self) -> str:
        return self.MARKS[self.Status(self.status)]

    @property
    def is_acknowledged(self) -> bool:
        return self.status == self.Status.ACKNOWLEDGED


class OpeningQuerySet(models.QuerySet):
    def visible_to(self, user):
        return self.filter(copy__in=Copy.objects.visible_to(user))


class Opening(models.Model):
    """Somebody acknowledged, opened or took a copy. Every time is a row, and none is ever changed."""

    class What(models.TextChoices):
        ACKNOWLEDGED = "acknowledged", "Acknowledged the terms"
        PAGE = "page", "Opened the page"
        PDF = "pdf", "Downloaded the PDF"
        DATA = "data", "Downloaded the figures of a table or chart"

    copy = models.ForeignKey(Copy, models.PROTECT, related_name="openings")
    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    what = models.CharField(max_length=20, choices=What)
    at = models.DateTimeField(db_default=Now())

    objects = OpeningQuerySet.as_manager()

    class Meta:
        ordering = ["-at", "-pk"]
        triggers = [
            pgtrigger.Protect(name="an_opening_is_never_changed", operation=pgtrigger.Update | pgtrigger.Delete),
            pgtrigger.Trigger(
                name="a_copy_is_opened_by_its_holder_alone",
                when=pgtrigger.Before,
                operation=pgtrigger.Insert,
                func="""
                    IF NOT EXISTS (SELECT FROM accuracy_copy WHERE id = NEW.copy_id AND person_id = NEW.person_id) THEN
                        RAISE EXCEPTION 'A copy is opened by its holder alone.';
                    END IF;
                    RETURN NEW;
                """,
            ),
        ]

    def __str__(self):
        return f"Opening {self.pk}"
