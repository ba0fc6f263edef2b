"""Peer review: a colleague who has not written reads a locked version, and says by paragraph what they think."""

import pghistory
import pgtrigger
from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone

from accounts.moves import Moving, kept_by_the_database
from assurance.models.locked import LockedVersion
from reports.models import Report


class PeerReviewQuerySet(models.QuerySet):
    def visible_to(self, user):
        """Those who read the draft, and whoever was asked, unless they were let off."""
        if not user.is_authenticated:
            return self.none()
        return self.filter(
            Q(version__report__in=Report.objects.visible_to(user))
            | Q(reviewer=user) & ~Q(status=PeerReview.Status.LET_OFF)
        )

    def open(self):
        return self.filter(status=PeerReview.Status.ASKED)


@kept_by_the_database
@pghistory.track()
class PeerReview(Moving, models.Model):
    """One colleague's review of one locked version."""

    class Status(models.TextChoices):
        ASKED = "asked", "Being read"
        CONCLUDED = "concluded", "Concluded"
        LET_OFF = "let off", "Let off"

    MOVES = {
        Status.ASKED: {Status.CONCLUDED, Status.LET_OFF},
        Status.CONCLUDED: set(),
        Status.LET_OFF: set(),
    }
    MARKS = {Status.ASKED: "waiting", Status.CONCLUDED: "done", Status.LET_OFF: "stopped"}

    class Conclusion(models.TextChoices):
        READY = "ready", "Ready for the panel"
        CHANGES = "changes", "Changes are needed first"

    version = models.ForeignKey(LockedVersion, models.PROTECT, related_name="peer_reviews")
    reviewer = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="peer_reviews")
    status = models.CharField(max_length=20, choices=Status, default=Status.ASKED)
    asked_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    asked_at = models.DateTimeField(default=timezone.now)
    due_on = models.DateField()
    note = models.TextField(blank=True, help_text="What the reviewer is asked to look at above all.")
    conclusion = models.CharField(max_length=20, choices=Conclusion, blank=True)
    words = models.TextField(blank=True, help_text="The conclusion in the reviewer's words.")
    concluded_at = models.DateTimeField(null=True, blank=True)
    let_off_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+")
    let_off_at = models.DateTimeField(null=True, blank=True)
    let_off_reason = models.CharField(max_length=300, blank=True)

    objects = PeerReviewQuerySet.as_manager()

    class Meta:
        ordering = ["-asked_at"]
        constraints = [
            models.UniqueConstraint(fields=["version", "reviewer"], name="a_colleague_reviews_a_version_once"),
            models.CheckConstraint(
                name="a_review_is_concluded_with_a_conclusion",
                condition=Q(status="concluded", concluded_at__isnull=False) & ~Q(conclusion="")
                | ~Q(status="concluded") & Q(concluded_at=None, conclusion=""),
            ),
            models.CheckConstraint(
                name="a_reviewer_is_let_off_by_someone_at_some_time",
                condition=Q(status="let off", let_off_by__isnull=False, let_off_at__isnull=False)
                | ~Q(status="let off") & Q(let_off_by=None, let_off_at=None),
            ),
        ]
        triggers = [
            pgtrigger.Protect(name="a_peer_review_is_kept", operation=pgtrigger.Delete),
            pgtrigger.Protect(
                name="a_concluded_review_never_changes",
                operation=pgtrigger.Update,
                condition=pgtrigger.Q(old__status="concluded"),
            ),
        ]

    def __str__(self):
        return f"Peer review {self.pk}"

    def get_absolute_url(self):
        return reverse("assurance:review", args=[self.pk])

    @property
    def mark(self) -> str:
        return self.MARKS[self.Status(self.status)]

    @property
    def state(self) -> tuple[str, str]:
        """Its state in words and its kind of mark."""
        if self.conclusion:
            return self.get_conclusion_display(), "done" if self.conclusion == self.Conclusion.READY else "queried"
        return self.get_status_display(), self.mark


class RemarkQuerySet(models.QuerySet):
    def visible_to(self, user):
        """One's own; everybody's who reads the draft once the review is concluded."""
        if not user.is_authenticated:
            return self.none()
        return self.filter(
            Q(review__reviewer=user)
            | Q(
                review__status=PeerReview.Status.CONCLUDED,
                review__version__report__in=Report.objects.visible_to(user),
            )
        )


class Remark(models.Model):
    """What a reviewer has to say about one paragraph; the reviewer's own until the review is concluded."""

    review = models.ForeignKey(PeerReview, models.PROTECT, related_name="remarks")
    anchor = models.CharField(
        max_length=120, help_text="The paragraph's anchor in the version; empty for the whole.", blank=True
    )
    words = models.TextField()
    written_at = models.DateTimeField(default=timezone.now)

    objects = RemarkQuerySet.as_manager()

    class Meta:
        ordering = ["pk"]
        constraints = [models.CheckConstraint(name="a_remark_says_something", condition=~Q(words=""))]
        triggers = [
            pgtrigger.Trigger(
                name="remarks_of_a_concluded_review_stay",
                when=pgtrigger.Before,
                operation=pgtrigger.Insert | pgtrigger.Update | pgtrigger.Delete,
                func="""
                    IF EXISTS (SELECT FROM assurance_peerreview
                               WHERE id = coalesce(NEW.review_id, OLD.review_id) AND status <> 'asked') THEN
                        RAISE EXCEPTION 'A review that is concluded keeps its remarks.';
                    END IF;
                    RETURN coalesce(NEW, OLD);
                """,
            ),
        ]

    def __str__(self):
        return f"Remark {self.pk}"
