"""How far a recommendation has come, as the scrutiny body judges it on a day; and the review that judges them all."""

import pghistory
import pgtrigger
from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils import timezone

from followup.models.recommending import Recommendation
from reports.models import Edition, Report


class State(models.TextChoices):
    """The states that a recommendation may have (design: no source prescribes them)."""

    NOT_STARTED = "not started", "Not started"
    IN_PROGRESS = "in progress", "In progress"
    COMPLETED = "completed", "Completed"
    SUPERSEDED = "superseded", "Superseded"
    CLOSED = "closed", "Closed by scrutiny body"

    @property
    def mark(self) -> str:
        return {
            "not started": "quiet",
            "in progress": "open",
            "completed": "done",
            "superseded": "stopped",
            "closed": "done",
        }[self.value]

    @property
    def is_open(self) -> bool:
        """Whether anything is still to be done."""
        return self.value in (State.NOT_STARTED.value, State.IN_PROGRESS.value)


#: What is said where nobody has judged yet.
NOT_JUDGED = "Not judged yet"


class ProgressQuerySet(models.QuerySet):
    def visible_to(self, user):
        return self.filter(report__in=Report.objects.visible_to(user))

    def counted(self):
        """Those that hold: said on their own, or with the newest public edition of a progress review."""
        newest = Edition.objects.public().latest().values("pk")
        return self.filter(Q(edition=None) | Q(edition__in=newest)).order_by("on", "pk")


class Progress(models.Model):
    """The scrutiny body's judgement of one recommendation on one day, with its reason. Never changes: a later one follows it.

    Said with a progress review it is public with that review's edition, and not a second earlier. Said on its own it is
    public as soon as the recommendation itself is.
    """

    State = State

    recommendation = models.ForeignKey(Recommendation, models.PROTECT, related_name="progress")
    # Of the recommendation; the database compares the two, as the wall asks for it.
    report = models.ForeignKey(Report, models.PROTECT, related_name="+")
    before = models.CharField(max_length=20, choices=State, blank=True, help_text="Empty: nobody had judged yet.")
    state = models.CharField(max_length=20, choices=State)
    on = models.DateField(help_text="The day of which this is true.")
    reason = models.TextField(help_text="Why. Everybody may read it.")
    evidence = models.TextField(blank=True, help_text="What it rests on. Everybody may read it.")
    edition = models.ForeignKey(Edition, models.PROTECT, null=True, blank=True, related_name="progress")
    judged_at = models.DateTimeField(default=timezone.now)
    judged_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")

    objects = ProgressQuerySet.as_manager()

    class Meta:
        ordering = ["on", "pk"]
        verbose_name_plural = "progress"
        indexes = [models.Index(fields=["report", "on"], name="progress_of_a_report")]
        constraints = [
            models.CheckConstraint(name="a_judgement_of_progress_says_why", condition=~Q(reason="")),
            models.UniqueConstraint(
                fields=["recommendation", "edition"],
                condition=Q(edition__isnull=False),
                name="a_progress_review_judges_a_recommendation_once",
            ),
        ]
        triggers = [
            pgtrigger.Protect(
                name="a_judgement_of_progress_never_changes", operation=pgtrigger.Update | pgtrigger.Delete
            ),
        ]

    def __str__(self):
        return f"{self.recommendation}: {self.get_state_display()}"

    @property
    def mark(self) -> str:
        return State(self.state).mark

    @property
    def before_words(self) -> str:
        return self.get_before_display() if self.before else NOT_JUDGED


class ProgressReviewQuerySet(models.QuerySet):
    def visible_to(self, user):
        return self.filter(report__in=Report.objects.visible_to(user))

    def public(self):
        return self.filter(report__in=Edition.objects.public().order_by().values("report"))


class ProgressReview(models.Model):
    """A report that goes through what an earlier report recommended: the state then and now, one by one."""

    report = models.OneToOneField(Report, models.CASCADE, related_name="progress_review")
    reviewed = models.ForeignKey(Report, models.PROTECT, related_name="progress_reviews")
    on = models.DateField(help_text="The day of which its judgements are true, as a rule that of its publication.")
    made_at = models.DateTimeField(default=timezone.now)
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")

    objects = ProgressReviewQuerySet.as_manager()

    class Meta:
        ordering = ["on"]
        constraints = [
            models.CheckConstraint(
                name="a_report_does_not_review_its_own_progress", condition=~Q(report=F("reviewed"))
            ),
        ]

    def __str__(self):
        return f"Progress review: {self.report}"

    def get_absolute_url(self):
        return reverse("followup:review", args=[self.report_id])


class ReviewedQuerySet(models.QuerySet):
    def visible_to(self, user):
        return self.filter(review__in=ProgressReview.objects.visible_to(user))


@pghistory.track()
class Reviewed(models.Model):
    """What a progress review will say of one recommendation, while it is written. Frozen with the review's edition."""

    review = models.ForeignKey(ProgressReview, models.CASCADE, related_name="said")
    recommendation = models.ForeignKey(Recommendation, models.PROTECT, related_name="+")
    state = models.CharField(
        max_length=20, choices=State, blank=True, help_text="Empty: to be entered from the report."
    )
    narrative = models.TextField(blank=True)
    evidence = models.TextField(blank=True)
    updated_at = models.DateTimeField(null=True, blank=True)
    updated_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+")

    objects = ReviewedQuerySet.as_manager()

    class Meta:
        verbose_name_plural = "reviewed"
        constraints = [
            models.UniqueConstraint("review", "recommendation", name="a_review_speaks_of_a_recommendation_once"),
            models.CheckConstraint(name="a_state_in_a_review_says_why", condition=Q(state="") | ~Q(narrative="")),
            models.CheckConstraint(
                name="what_a_review_says_is_changed_by_someone_at_some_time",
                condition=Q(updated_at=None, updated_by=None) | Q(updated_at__isnull=False),
            ),
        ]

    def __str__(self):
        return f"{self.recommendation} in {self.review}"

    def get_absolute_url(self):
        return reverse("followup:reviewed", args=[self.pk])

    @property
    def state_words(self) -> str:
        return self.get_state_display() if self.state else "To be entered from the report"

    @property
    def mark(self) -> str:
        return State(self.state).mark if self.state else "waiting"
