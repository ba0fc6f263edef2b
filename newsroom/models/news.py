"""A press release beside a report, or news of its own. One writes it, another approves it, the clock lets it out.

Whether it is out is never stored. A press release is out when its report's edition is public; news when its own minute
has come: ``out()`` here, ``portal_news_out()`` in row-level security.
"""

import pghistory
import pgtrigger
from django.conf import settings
from django.db import models
from django.db.models import Exists, F, Func, OuterRef, Q, Subquery
from django.db.models.functions import Coalesce
from django.urls import reverse
from django.utils import timezone

from accounts import roles
from accounts.moves import Moving, kept_by_the_database
from programmes.models import Programme
from reports.clock import TransactionTime, transaction_time
from reports.models import Publication, Report
from reports.models.release import RELEASED

#: Posts for the whole portal that read what is written here.
READS_ALL = (roles.Administrator, roles.Communications, roles.PanelMember)


def _releases():
    """The publication that a press release goes out with."""
    return Publication.objects.filter(
        edition__report=OuterRef("report"), edition__number=OuterRef("edition_number"), edition__set_aside_at=None
    )


class NewsQuerySet(models.QuerySet):
    def out(self):
        """Those that everybody may read at this moment, by the database's clock."""
        return self.filter(status=NewsItem.Status.APPROVED).filter(
            Q(report=None, publish_at__lte=TransactionTime()) | Exists(_releases().filter(RELEASED))
        )

    def with_minutes(self):
        """Each with the minute at which it goes out (``out_at``, perhaps None) and whether it is out (``is_out``)."""
        return self.annotate(
            out_at=Coalesce("publish_at", Subquery(_releases().filter(cancelled_at=None).values("publish_at")[:1])),
            is_out=Q(pk__in=NewsItem.objects.out().values("pk")),
            clock=TransactionTime(),
        )

    def visible_to(self, user):
        """At work: what belongs to drafts that one may read, and news of no report for those who make news."""
        if not user.is_authenticated:
            return self.none()
        own = Q(report__in=Report.objects.visible_to(user))
        return self.filter(own | Q(report=None) if user.holds(*READS_ALL) else own)


@kept_by_the_database
@pghistory.track()
class NewsItem(Moving, models.Model):
    """One press release or piece of news, at an address that it keeps for ever."""

    class Kind(models.TextChoices):
        PRESS_RELEASE = "press release", "Press release"
        NEWS = "news", "News"

    class Status(models.TextChoices):
        WRITING = "writing", "Being written"
        WAITING = "waiting", "Waits for approval"
        APPROVED = "approved", "Approved"
        WITHDRAWN = "withdrawn", "Withdrawn"

    MOVES = {
        Status.WRITING: {Status.WAITING, Status.WITHDRAWN},
        Status.WAITING: {Status.WRITING, Status.APPROVED, Status.WITHDRAWN},
        # Until it is out: then nothing moves any more.
        Status.APPROVED: {Status.WRITING, Status.WITHDRAWN},
        Status.WITHDRAWN: set(),
    }
    MARKS = {Status.WRITING: "open", Status.WAITING: "waiting", Status.APPROVED: "new", Status.WITHDRAWN: "stopped"}

    kind = models.CharField(max_length=20, choices=Kind)
    programme = models.ForeignKey(Programme, models.PROTECT, null=True, blank=True, related_name="news")
    report = models.ForeignKey(Report, models.PROTECT, null=True, blank=True, related_name="press_releases")
    edition_number = models.PositiveSmallIntegerField(
        null=True, blank=True, help_text="With which edition it goes out."
    )
    publish_at = models.DateTimeField(null=True, blank=True, help_text="News that goes with no report: its minute.")
    slug = models.SlugField(max_length=90, unique=True, help_text="The last part of its address, for ever.")
    headline = models.CharField(max_length=150)
    standfirst = models.TextField(max_length=500, blank=True, help_text="What happened, in two or three sentences.")
    body = models.TextField(blank=True, help_text="Markdown.")
    # [{"words": …, "who": …, "post": …}, …]: nobody is quoted without having agreed to these very words.
    quotations = models.JSONField(default=list, blank=True)
    quotations_agreed = models.BooleanField(default=False)
    notes = models.TextField(blank=True, help_text="Notes to editors, in Markdown.")
    contact = models.CharField(max_length=300, blank=True)
    status = models.CharField(max_length=10, choices=Status, default=Status.WRITING)
    # Counts every save. A save that names an older version has not seen what is there now.
    version = models.PositiveIntegerField(default=1)
    created_at = models.DateTimeField(default=timezone.now, editable=False)
    created_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    updated_at = models.DateTimeField(default=timezone.now)
    updated_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    put_forward_at = models.DateTimeField(null=True, blank=True)
    put_forward_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )
    approved_at = models.DateTimeField(null=True, blank=True)
    approved_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+")
    sent_back_why = models.CharField(max_length=500, blank=True)

    objects = NewsQuerySet.as_manager()

    class Meta:
        ordering = ["-created_at", "-pk"]
        indexes = [models.Index(fields=["publish_at"], name="news_by_minute")]
        constraints = [
            models.UniqueConstraint(
                fields=["report", "edition_number"],
                condition=~Q(status="withdrawn"),
                name="an_edition_has_one_press_release",
            ),
            models.CheckConstraint(
                name="a_press_release_goes_with_its_edition_and_news_by_itself",
                condition=Q(kind="press release", report__isnull=False, edition_number__isnull=False, publish_at=None)
                | Q(kind="news", report=None, edition_number=None),
            ),
            models.CheckConstraint(
                name="news_is_approved_by_somebody_else",
                condition=Q(approved_by=None) | ~Q(approved_by=F("put_forward_by")) & ~Q(approved_by=F("updated_by")),
            ),
            models.CheckConstraint(
                name="what_is_approved_was_approved_by_someone_at_some_time",
                condition=Q(status="approved", approved_at__isnull=False, approved_by__isnull=False)
                | ~Q(status="approved") & Q(approved_at=None, approved_by=None),
            ),
            models.CheckConstraint(
                name="news_is_put_forward_by_someone_at_some_time",
                condition=Q(put_forward_at=None, put_forward_by=None)
                | Q(put_forward_at__isnull=False, put_forward_by__isnull=False),
            ),
            # Nothing comes out by looking back.
            models.CheckConstraint(
                name="news_is_approved_before_its_minute",
                condition=Q(approved_at=None) | ~Q(kind="news") | Q(publish_at__gt=F("approved_at")),
            ),
            models.CheckConstraint(
                name="nobody_is_quoted_without_having_agreed",
                condition=~Q(status="approved") | Q(quotations=[]) | Q(quotations_agreed=True),
            ),
            # Caches end at every whole minute.
            models.CheckConstraint(
                name="news_comes_out_on_a_whole_minute",
                condition=Q(publish_at=None)
                | Q(
                    publish_at=Func(
                        F("publish_at"),
                        template="date_trunc('minute', %(expressions)s)",
                        output_field=models.DateTimeField(),
                    )
                ),
            ),
        ]
        triggers = [
            pgtrigger.Protect(name="news_is_withdrawn_not_deleted", operation=pgtrigger.Delete),
            pgtrigger.Trigger(
                name="news_that_is_out_never_changes",
                when=pgtrigger.Before,
                operation=pgtrigger.Update,
                func="""
                    IF portal_news_is_out(OLD.id) THEN
                        RAISE EXCEPTION 'News that is out is corrected beside it, never changed.';
                    END IF;
                    IF OLD.status = 'approved' AND NEW.status = 'approved'
                       AND (to_jsonb(NEW) - 'version') <> (to_jsonb(OLD) - 'version') THEN
                        RAISE EXCEPTION 'What somebody has approved is taken back before it is changed.';
                    END IF;
                    IF NEW.status = 'approved' AND OLD.status <> 'approved' AND NOT portal_is_service()
                       AND NEW.approved_by_id IS DISTINCT FROM portal_person() THEN
                        RAISE EXCEPTION 'News is approved in one''s own name.';
                    END IF;
                    RETURN NEW;
                """,
            ),
        ]

    def __str__(self):
        # Names no headline: this sentence may meet a log.
        return f"News {self.pk}"

    def get_absolute_url(self):
        """Its page at work."""
        return reverse("newsroom:item", args=[self.pk])

    def get_public_url(self):
        return reverse("public:news-item", args=[self.slug])

    @property
    def mark(self) -> str:
        return self.MARKS[self.Status(self.status)]

    @property
    def is_open(self) -> bool:
        """Whether its text can be changed."""
        return self.status in (self.Status.WRITING, self.Status.WAITING)

    def now(self):
        return getattr(self, "clock", None) or transaction_time()


class NewsCorrection(models.Model):
    """What is put right about news that is out: it stands beside it, dated, for ever."""

    item = models.ForeignKey(NewsItem, models.PROTECT, related_name="corrections")
    words = models.TextField(max_length=1000)
    at = models.DateTimeField(default=timezone.now)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")

    class Meta:
        ordering = ["at", "pk"]
        constraints = [models.CheckConstraint(name="a_correction_of_news_says_what", condition=~Q(words=""))]
        triggers = [
            pgtrigger.Protect(
                name="a_correction_of_news_is_kept_for_ever", operation=pgtrigger.Update | pgtrigger.Delete
            ),
        ]

    def __str__(self):
        return f"Correction {self.pk}"
