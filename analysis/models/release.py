"""What was published of a dataset: releases, and every number that stood in one. The ledger only grows."""

import pghistory
import pgtrigger
from django.conf import settings
from django.db import models
from django.db.models import Func, Q
from django.utils import timezone

from accounts.moves import Moving, kept_by_the_database
from analysis.models.plan import OfAPlan, Plan
from programmes.models import Participation


class ReportsOut(Func):
    """Ids of the releases whose report is public at this moment, by the database's clock; see the migration of walls."""

    template = "(SELECT * FROM portal_survey_results_out())"
    output_field = models.BigIntegerField()


class ReleaseQuerySet(models.QuerySet):
    def visible_to(self, user):
        """At work: all of the programme's; in a partnership: its own, once it is out."""
        worked_on = Q(plan__in=Plan.objects.visible_to(user))
        seen = Participation.objects.visible_to(user)
        return self.filter(
            worked_on & Q(participation=None)
            | worked_on & Q(participation__in=seen)
            | Q(participation__in=seen, status=Release.Status.STANDS, pk__in=ReportsOut())
        )

    def standing(self):
        """What counts as known: out, or held and about to be."""
        return self.exclude(status=Release.Status.WITHDRAWN)

    def out(self):
        """Those that may be read outside: the report that they belong to is public."""
        return self.standing().filter(pk__in=ReportsOut())

    def held(self):
        """Those that wait for their report."""
        return self.standing().exclude(pk__in=ReportsOut())

    def by_the_clock(self):
        """Each with whether it is out at this moment, for its state."""
        return self.annotate(is_public=Q(pk__in=ReportsOut()))


@kept_by_the_database
@pghistory.track()
class Release(Moving, models.Model):
    """Numbers of one dataset that leave together: the country's, or one area's beside them.

    Audited with all earlier ones when it is made. It is out from the minute at which the report that it belongs to is
    public: that is asked, never noted, so that no clock and no dead worker can come between.
    """

    class Status(models.TextChoices):
        STANDS = "stands", "Stands"
        WITHDRAWN = "withdrawn", "Withdrawn before it was out"

    MOVES = {
        Status.STANDS: {Status.WITHDRAWN},
        Status.WITHDRAWN: set(),
    }

    class Kind(models.TextChoices):
        NATIONAL = "national", "National"
        LOCAL = "local", "Local"

    plan = models.ForeignKey(Plan, models.PROTECT, related_name="releases")
    kind = models.CharField(max_length=10, choices=Kind)
    participation = models.ForeignKey(Participation, models.PROTECT, null=True, blank=True, related_name="+")
    number = models.PositiveSmallIntegerField(help_text="Its place among the dataset's releases.")
    status = models.CharField(max_length=10, choices=Status, default=Status.STANDS)
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    made_at = models.DateTimeField(default=timezone.now)
    told_at = models.DateTimeField(null=True, blank=True, help_text="When the area was written to that it is out.")
    withdrawn_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+")
    withdrawn_at = models.DateTimeField(null=True, blank=True)
    reason = models.CharField(max_length=500, blank=True, help_text="Why it was withdrawn.")

    objects = ReleaseQuerySet.as_manager()

    class Meta:
        # By the column: ordering by the plan would join its table, whose rows an area does not see.
        ordering = ["plan_id", "number"]
        constraints = [
            models.UniqueConstraint("plan", "number", name="releases_of_a_dataset_are_numbered"),
            models.UniqueConstraint(
                fields=["plan", "kind", "participation"],
                nulls_distinct=False,
                condition=~Q(status="withdrawn"),
                name="a_release_stands_once_for_an_area",
            ),
            models.CheckConstraint(
                name="a_local_release_is_somebodys_own",
                condition=Q(kind="national", participation=None) | Q(kind="local", participation__isnull=False),
            ),
            models.CheckConstraint(
                name="nobody_is_told_of_the_national_release", condition=Q(kind="local") | Q(told_at=None)
            ),
            models.CheckConstraint(
                name="a_release_is_withdrawn_by_someone_at_some_time",
                condition=Q(status="withdrawn", withdrawn_by__isnull=False, withdrawn_at__isnull=False) & ~Q(reason="")
                | ~Q(status="withdrawn") & Q(withdrawn_by=None, withdrawn_at=None),
            ),
        ]
        triggers = [
            pgtrigger.Trigger(
                name="what_is_out_is_never_withdrawn",
                when=pgtrigger.Before,
                operation=pgtrigger.Update,
                condition=pgtrigger.Q(old__status="stands", new__status="withdrawn"),
                func="""
                    IF OLD.id IN (SELECT * FROM portal_survey_results_out()) THEN
                        RAISE EXCEPTION 'What is out cannot be withdrawn.';
                    END IF;
                    RETURN NEW;
                """,
            ),
        ]

    def __str__(self):
        survey = self.plan.dataset.survey
        return f"{survey}: {self.participation.partnership.name}" if self.participation_id else f"{survey}: national"

    def get_absolute_url(self):
        return f"/survey-results/{self.pk}/"

    @property
    def state(self) -> tuple[str, str]:
        """Its state in words and its kind of mark. Needs what ``by_the_clock`` adds."""
        if self.status == self.Status.WITHDRAWN:
            return "Withdrawn before it was out", "quiet"
        return ("Out", "done") if self.is_public else ("Held until the report is out", "waiting")

    @property
    def is_held(self) -> bool:
        """Whether it can still be withdrawn. Needs what ``by_the_clock`` adds."""
        return self.status == self.Status.STANDS and not self.is_public


class OfARelease(models.QuerySet):
    def visible_to(self, user):
        return self.filter(release__in=Release.objects.visible_to(user))


class ReleasedNumber(models.Model):
    """One place in a release: a number that was shown, or one that was withheld, by which rule and why."""

    release = models.ForeignKey(Release, models.PROTECT, related_name="numbers")
    grouping = models.CharField(max_length=80, blank=True)
    group = models.CharField(max_length=300, blank=True)
    question = models.CharField(max_length=200, blank=True)
    answer = models.CharField(max_length=120, blank=True)
    count = models.PositiveIntegerField(null=True, help_text="Empty where it is withheld.")
    rule = models.CharField(max_length=60, blank=True)
    reason = models.CharField(max_length=500, blank=True)
    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", help_text="Where a person decided."
    )

    objects = OfARelease.as_manager()

    class Meta:
        ordering = ["release_id", "pk"]
        constraints = [
            models.UniqueConstraint(
                "release", "grouping", "group", "question", "answer", name="a_number_stands_once_in_a_release"
            ),
            models.CheckConstraint(
                name="what_is_withheld_says_by_which_rule",
                condition=Q(count__isnull=False) | Q(count=None) & ~Q(rule="") & ~Q(reason=""),
            ),
        ]

    def __str__(self):
        return f"Number {self.pk}"


@kept_by_the_database
@pghistory.track()
class LocalRun(Moving, models.Model):
    """One job: a local report for every area of a dataset, audited, kept and printed."""

    class Status(models.TextChoices):
        ASKED = "asked", "Waiting for its turn"
        PRINTING = "printing", "Being printed"
        DONE = "done", "Done"
        FAILED = "failed", "Could not be made"

    MOVES = {
        Status.ASKED: {Status.PRINTING, Status.FAILED},
        Status.PRINTING: {Status.DONE},
        Status.DONE: set(),
        Status.FAILED: set(),
    }
    MARKS = {Status.ASKED: "waiting", Status.PRINTING: "open", Status.DONE: "done", Status.FAILED: "late"}

    plan = models.ForeignKey(Plan, models.PROTECT, related_name="runs")
    status = models.CharField(max_length=10, choices=Status, default=Status.ASKED)
    failure = models.TextField(blank=True)
    asked_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    asked_at = models.DateTimeField(default=timezone.now)

    objects = OfAPlan.as_manager()

    class Meta:
        ordering = ["plan_id", "-asked_at", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["plan"], condition=Q(status__in=["asked", "printing"]), name="one_run_at_a_time"
            ),
            models.CheckConstraint(name="a_run_that_failed_says_why", condition=~Q(status="failed") | ~Q(failure="")),
        ]

    def __str__(self):
        return f"Local reports of {self.plan.dataset.survey}"

    @property
    def is_under_way(self) -> bool:
        return self.status in (self.Status.ASKED, self.Status.PRINTING)

    @property
    def mark(self) -> str:
        return self.MARKS[self.Status(self.status)]
