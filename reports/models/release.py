"""What the public is told: editions that never change, and the minute from which each may be read.

Whether an edition is public is never stored. It is public when a second person has confirmed its minute and that
minute has come by the database's clock: ``public()`` here, ``portal_public_editions()`` in row-level security.
"""

import pghistory
import pgtrigger
from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.db import models
from django.db.models import F, Func, Q
from django.urls import reverse
from django.utils import timezone

from files.models import StoredFile
from programmes.models import Programme
from reports.clock import TransactionTime, transaction_time
from reports.models.drafting import Report

#: What makes a publication readable by everyone, as a condition on Publication.
RELEASED = Q(cancelled_at=None, confirmed_at__isnull=False, publish_at__lte=TransactionTime())


class EditionQuerySet(models.QuerySet):
    def public(self):
        """Editions that everyone may read at this moment, by the database's clock."""
        return self.filter(
            publication__cancelled_at=None,
            publication__confirmed_at__isnull=False,
            publication__publish_at__lte=TransactionTime(),
        )

    def latest(self):
        """Of each report the edition with the highest number among these."""
        return self.order_by("report_id", "-number").distinct("report_id")

    def visible_to(self, user):
        """At work: the editions of the drafts one may see."""
        return self.filter(report__in=Report.objects.visible_to(user))

    def standing(self):
        return self.filter(set_aside_at=None)

    def by_the_clock(self):
        """Each with what the database's clock says now, for its state."""
        return self.annotate(clock=TransactionTime())

    def without_content(self):
        """For lists: all but the long columns."""
        return self.defer("content", "html", "data_files")


class Edition(models.Model):
    """A frozen version of a report: its words, its numbers and its page, exactly as they will be released.

    It never changes. A mistake found before release sets it aside; one found later is corrected by the next edition.
    """

    class State(models.TextChoices):
        FROZEN = "frozen", "Frozen, no release planned"
        SCHEDULED = "scheduled", "Waits for a second person"
        CONFIRMED = "confirmed", "Release confirmed"
        PUBLIC = "public", "Published"
        MISSED = "missed", "Its minute passed unconfirmed"
        SET_ASIDE = "set aside", "Set aside"

    MARKS = {
        State.FROZEN: "open",
        State.SCHEDULED: "waiting",
        State.CONFIRMED: "new",
        State.PUBLIC: "done",
        State.MISSED: "late",
        State.SET_ASIDE: "stopped",
    }

    report = models.ForeignKey(Report, models.PROTECT, related_name="editions")
    number = models.PositiveSmallIntegerField()
    # Copied from the report, so that the public's pages need nothing that is still being written.
    slug = models.SlugField(max_length=80)
    programme = models.ForeignKey(Programme, models.PROTECT, related_name="editions")
    title = models.CharField(max_length=200)
    subtitle = models.CharField(max_length=200, blank=True)
    summary = models.TextField(blank=True)
    area_slugs = ArrayField(models.SlugField(max_length=80), default=list, blank=True)
    what_changed = models.TextField(blank=True, help_text="For a correction: what is different, and why.")
    content = models.JSONField(help_text="Sections, numbered paragraphs, and figures with their numbers.")
    html = models.TextField(help_text="The body of its page, as it was drawn when it was frozen.")
    data_files = models.JSONField(default=dict, help_text="Name and text of each CSV file.")
    digest = models.CharField(max_length=64, help_text="SHA-256 over all that is frozen, in hex.")
    frozen_at = models.DateTimeField(default=timezone.now)
    frozen_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    set_aside_at = models.DateTimeField(null=True, blank=True)
    set_aside_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+")
    set_aside_reason = models.CharField(max_length=300, blank=True)

    objects = EditionQuerySet.as_manager()

    class Meta:
        ordering = ["-frozen_at"]
        indexes = [
            models.Index(fields=["slug", "number"]),
            GinIndex(fields=["area_slugs"], name="editions_by_area"),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["report", "number"],
                condition=Q(set_aside_at=None),
                name="a_number_stands_for_one_edition_of_a_report",
            ),
            models.CheckConstraint(
                name="a_correction_says_what_changed",
                condition=Q(number=1) | ~Q(what_changed=""),
            ),
            models.CheckConstraint(
                name="an_edition_is_set_aside_by_someone_at_some_time",
                condition=Q(set_aside_at=None, set_aside_by=None)
                | Q(set_aside_at__isnull=False, set_aside_by__isnull=False),
            ),
        ]
        triggers = [
            pgtrigger.ReadOnly(
                name="an_edition_never_changes", exclude=["set_aside_at", "set_aside_by", "set_aside_reason"]
            ),
            pgtrigger.Protect(name="an_edition_is_kept_for_ever", operation=pgtrigger.Delete),
            pgtrigger.Trigger(
                name="only_what_nobody_was_promised_is_set_aside",
                when=pgtrigger.Before,
                operation=pgtrigger.UpdateOf("set_aside_at"),
                func="""
                    IF EXISTS (SELECT FROM reports_publication WHERE edition_id = OLD.id AND cancelled_at IS NULL) THEN
                        RAISE EXCEPTION 'An edition with a release, planned or past, cannot be set aside.';
                    END IF;
                    RETURN NEW;
                """,
            ),
        ]

    def __str__(self):
        return f"{self.title}, edition {self.number}"

    def get_absolute_url(self):
        """The address that never changes: the newest edition's is the report's own."""
        return reverse("public:report", args=[self.slug])

    def get_edition_url(self):
        return reverse("public:edition", args=[self.slug, self.number])

    @property
    def release(self):
        """Its publication, also where there is none yet."""
        return getattr(self, "publication", None)

    @property
    def state(self) -> "Edition.State":
        """Where it stands, told from its dates."""
        release = self.release
        if self.set_aside_at:
            return self.State.SET_ASIDE
        if release is None or release.cancelled_at:
            return self.State.FROZEN
        release.clock = getattr(self, "clock", None) or release.now()
        if release.confirmed_at:
            return self.State.PUBLIC if release.is_public else self.State.CONFIRMED
        return self.State.MISSED if release.has_come else self.State.SCHEDULED

    @property
    def mark(self) -> str:
        return self.MARKS[self.state]


class EditionFileQuerySet(models.QuerySet):
    def visible_to(self, user):
        return self.filter(edition__in=Edition.objects.visible_to(user))


class EditionFile(models.Model):
    """The PDF made from an edition. It is made once, by a worker, and stays as it was made."""

    class Kind(models.TextChoices):
        PDF = "pdf", "PDF"

    edition = models.ForeignKey(Edition, models.PROTECT, related_name="files")
    kind = models.CharField(max_length=10, choices=Kind, default=Kind.PDF)
    stored = models.OneToOneField(StoredFile, models.PROTECT, related_name="edition_file")
    pages = models.PositiveIntegerField()
    made_at = models.DateTimeField(default=timezone.now)

    objects = EditionFileQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint("edition", "kind", name="an_edition_has_one_file_of_a_kind"),
        ]
        triggers = [
            pgtrigger.Protect(name="a_released_file_never_changes", operation=pgtrigger.Update | pgtrigger.Delete),
        ]

    def __str__(self):
        return f"{self.get_kind_display()} of edition {self.edition_id}"


class PublicationQuerySet(models.QuerySet):
    def public(self):
        return self.filter(RELEASED)

    def planned(self):
        """Releases to come, or whose minute passed unconfirmed."""
        return self.filter(cancelled_at=None).exclude(RELEASED)

    def unannounced(self):
        """Released, and nobody has told the people concerned."""
        return self.public().filter(announced_at=None)

    def missed(self):
        """Their minute has come and nobody confirmed it: nothing was released, and somebody must know."""
        return self.filter(cancelled_at=None, confirmed_at=None, publish_at__lte=TransactionTime())

    def by_the_clock(self):
        """Each with what the database's clock says now."""
        return self.annotate(clock=TransactionTime())

    def visible_to(self, user):
        return self.filter(edition__in=Edition.objects.visible_to(user))


@pghistory.track()
class Publication(models.Model):
    """An edition's release: the minute, who chose it and who confirmed it.

    The database holds the promises: two people, the minute confirmed before it comes, a move forward by a second
    person again, and nothing taken back once it is public.
    """

    edition = models.OneToOneField(Edition, models.PROTECT, related_name="publication")
    publish_at = models.DateTimeField()
    scheduled_at = models.DateTimeField(default=timezone.now)
    scheduled_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    confirmed_at = models.DateTimeField(null=True, blank=True)
    confirmed_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+")
    # A move forward that waits for its second person; until then the confirmed minute stands.
    earlier_at = models.DateTimeField(null=True, blank=True)
    earlier_asked_at = models.DateTimeField(null=True, blank=True)
    earlier_asked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )
    # A move back, which one person may make.
    moved_at = models.DateTimeField(null=True, blank=True)
    moved_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+")
    cancelled_at = models.DateTimeField(null=True, blank=True)
    cancelled_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+")
    cancelled_reason = models.CharField(max_length=300, blank=True)
    announced_at = models.DateTimeField(null=True, blank=True, help_text="Letters sent. Says nothing of visibility.")

    objects = PublicationQuerySet.as_manager()

    class Meta:
        ordering = ["-publish_at"]
        indexes = [
            models.Index(fields=["publish_at"], name="publications_by_minute"),
        ]
        constraints = [
            # Caches end at every whole minute, whether or not something is released then: that needs whole minutes.
            models.CheckConstraint(
                name="a_release_falls_on_a_whole_minute",
                condition=Q(
                    publish_at=Func(
                        F("publish_at"),
                        template="date_trunc('minute', %(expressions)s)",
                        output_field=models.DateTimeField(),
                    )
                ),
            ),
            models.CheckConstraint(
                name="a_second_person_confirms_a_release",
                condition=Q(confirmed_by=None) | ~Q(confirmed_by=F("scheduled_by")),
            ),
            models.CheckConstraint(
                name="a_release_is_confirmed_by_someone_at_some_time",
                condition=Q(confirmed_at=None, confirmed_by=None)
                | Q(confirmed_at__isnull=False, confirmed_by__isnull=False),
            ),
            # Nothing becomes public by looking back.
            models.CheckConstraint(
                name="a_minute_is_confirmed_before_it_comes",
                condition=Q(confirmed_at=None) | Q(confirmed_at__lt=F("publish_at")),
            ),
            models.CheckConstraint(
                name="a_release_is_cancelled_by_someone_at_some_time",
                condition=Q(cancelled_at=None, cancelled_by=None)
                | Q(cancelled_at__isnull=False, cancelled_by__isnull=False),
            ),
            models.CheckConstraint(
                name="a_release_is_moved_by_someone_at_some_time",
                condition=Q(moved_at=None, moved_by=None) | Q(moved_at__isnull=False, moved_by__isnull=False),
            ),
            models.CheckConstraint(
                name="a_move_forward_is_asked_for_by_someone_at_some_time",
                condition=Q(earlier_at=None, earlier_asked_at=None, earlier_asked_by=None)
                | Q(earlier_at__isnull=False, earlier_asked_at__isnull=False, earlier_asked_by__isnull=False),
            ),
            models.CheckConstraint(
                name="a_move_forward_goes_forward",
                condition=Q(earlier_at=None) | Q(earlier_at__lt=F("publish_at")),
            ),
        ]
        triggers = [
            pgtrigger.Protect(name="a_release_is_cancelled_not_deleted", operation=pgtrigger.Delete),
            pgtrigger.Trigger(
                name="a_release_is_planned_by_whoever_asks",
                when=pgtrigger.Before,
                operation=pgtrigger.Insert,
                func="""
                    IF NOT portal_is_service() THEN
                        IF NEW.scheduled_by_id IS DISTINCT FROM portal_person() OR NEW.confirmed_at IS NOT NULL THEN
                            RAISE EXCEPTION 'A release is scheduled in one''s own name, and confirmed by another.';
                        END IF;
                    END IF;
                    RETURN NEW;
                """,
            ),
            pgtrigger.Trigger(
                name="a_release_keeps_its_promises",
                when=pgtrigger.Before,
                operation=pgtrigger.Update,
                func="""
                    IF OLD.cancelled_at IS NULL AND OLD.confirmed_at IS NOT NULL AND OLD.publish_at <= now()
                       AND to_jsonb(NEW) - 'announced_at' <> to_jsonb(OLD) - 'announced_at' THEN
                        RAISE EXCEPTION 'What has been published is corrected by a new edition, never taken back.';
                    END IF;
                    IF NEW.edition_id <> OLD.edition_id THEN
                        RAISE EXCEPTION 'A release stays with its edition.';
                    END IF;
                    IF NEW.publish_at < OLD.publish_at AND NEW.confirmed_at IS NOT NULL
                       AND (NEW.confirmed_at, NEW.confirmed_by_id) IS NOT DISTINCT FROM
                           (OLD.confirmed_at, OLD.confirmed_by_id) THEN
                        RAISE EXCEPTION 'Moving a release forward takes a second person.';
                    END IF;
                    IF OLD.cancelled_at IS NOT NULL AND NEW.cancelled_at IS NULL AND NEW.confirmed_at IS NOT NULL THEN
                        RAISE EXCEPTION 'A cancelled release is scheduled and confirmed again.';
                    END IF;
                    IF NEW.confirmed_at IS DISTINCT FROM OLD.confirmed_at AND NEW.confirmed_at IS NOT NULL
                       AND NOT portal_is_service() AND NEW.confirmed_by_id IS DISTINCT FROM portal_person() THEN
                        RAISE EXCEPTION 'A release is confirmed in one''s own name.';
                    END IF;
                    IF NEW.scheduled_by_id IS DISTINCT FROM OLD.scheduled_by_id AND NOT portal_is_service()
                       AND NEW.scheduled_by_id NOT IN (portal_person(), coalesce(OLD.earlier_asked_by_id, 0)) THEN
                        RAISE EXCEPTION 'A release is scheduled in one''s own name.';
                    END IF;
                    RETURN NEW;
                """,
            ),
        ]

    def __str__(self):
        # Names neither report nor title: this sentence may meet a log.
        return f"Release {self.pk}"

    def now(self):
        """The database's clock, as it stood when this row was read; a web server's clock may be fast."""
        return getattr(self, "clock", None) or transaction_time()

    @property
    def has_come(self) -> bool:
        return self.publish_at <= self.now()

    @property
    def is_public(self) -> bool:
        return self.cancelled_at is None and self.confirmed_at is not None and self.has_come
