"""Where a report stands on its road, every step that it took, and the ways round that two people decided."""

import pghistory
import pgtrigger
from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils import timezone

from accounts.moves import Moving, kept_by_the_database
from assurance.road import BY_KEY, TABLE, Stage, Way
from reports.models import Report


class OfAReport(models.QuerySet):
    def visible_to(self, user):
        """Those who read the draft."""
        return self.filter(report__in=Report.objects.visible_to(user))


@kept_by_the_database
@pghistory.track()
class Road(Moving, models.Model):
    """One report's road to release. Whether it is published or corrected is asked of its publication, never kept."""

    Status = Stage
    MOVES = TABLE

    report = models.OneToOneField(Report, models.CASCADE, related_name="road")
    status = models.CharField(max_length=20, choices=Stage, default=Stage.DRAFTING)
    # Counts the times that the road began: the second leads to the first correction.
    round = models.PositiveSmallIntegerField(default=1)

    objects = OfAReport.as_manager()

    class Meta:
        constraints = [models.CheckConstraint(name="roads_are_counted_from_one", condition=Q(round__gte=1))]

    def __str__(self):
        return f"Road of report {self.report_id}"


class StepQuerySet(models.QuerySet):
    def visible_to(self, user):
        return self.filter(road__in=Road.objects.visible_to(user))


class Step(models.Model):
    """One move that was made. It is never changed and never removed."""

    road = models.ForeignKey(Road, models.PROTECT, related_name="steps")
    move = models.CharField(max_length=40, help_text="Its key in assurance/road.py; empty where the road begins.")
    leaves = models.CharField(max_length=20, choices=Stage.choices, blank=True)
    arrives = models.CharField(max_length=20, choices=Stage.choices)
    round = models.PositiveSmallIntegerField()
    reason = models.TextField(blank=True)
    # Nobody, where the portal itself began the road of a report that was there before roads were kept.
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    at = models.DateTimeField(default=timezone.now)

    objects = StepQuerySet.as_manager()

    class Meta:
        ordering = ["road_id", "pk"]
        triggers = [
            pgtrigger.Protect(name="a_step_is_never_unmade", operation=pgtrigger.Update | pgtrigger.Delete),
        ]

    def __str__(self):
        return f"{self.get_leaves_display() or 'Begun'} → {self.get_arrives_display()}"

    @property
    def words(self) -> str:
        """What was done, as the button said it."""
        move = BY_KEY.get(self.move)
        return move.words if move else "The road began"

    @property
    def is_back(self) -> bool:
        move = BY_KEY.get(self.move)
        return bool(move) and move.way == Way.BACK


class WayRoundQuerySet(OfAReport):
    def standing(self):
        return self.filter(withdrawn_at=None)

    def confirmed(self):
        return self.standing().filter(confirmed_at__isnull=False)

    def open(self):
        """Decided by one person, and waiting for another."""
        return self.standing().filter(confirmed_at=None)


@pghistory.track()
class WayRound(models.Model):
    """A part of the road that a report is led around: decided by one person with a reason, confirmed by another."""

    class Kind(models.TextChoices):
        NO_PARTNERSHIP = "accuracy", "No partnership is asked about facts"
        FACTS_ONLY = "facts only", "The correction changes facts only"

    report = models.ForeignKey(Report, models.PROTECT, related_name="ways_round")
    kind = models.CharField(max_length=20, choices=Kind)
    round = models.PositiveSmallIntegerField()
    reason = models.TextField()
    decided_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    decided_at = models.DateTimeField(default=timezone.now)
    confirmed_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+")
    confirmed_at = models.DateTimeField(null=True, blank=True)
    withdrawn_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+")
    withdrawn_at = models.DateTimeField(null=True, blank=True)

    objects = WayRoundQuerySet.as_manager()

    class Meta:
        ordering = ["-decided_at"]
        constraints = [
            models.UniqueConstraint(
                fields=["report", "kind", "round"],
                condition=Q(withdrawn_at=None),
                name="a_way_round_is_decided_once_on_a_road",
            ),
            models.CheckConstraint(name="a_way_round_has_a_reason", condition=~Q(reason="")),
            models.CheckConstraint(
                name="a_second_person_confirms_a_way_round",
                condition=Q(confirmed_by=None) | ~Q(confirmed_by=F("decided_by")),
            ),
            models.CheckConstraint(
                name="a_way_round_is_confirmed_by_someone_at_some_time",
                condition=Q(confirmed_at=None, confirmed_by=None)
                | Q(confirmed_at__isnull=False, confirmed_by__isnull=False),
            ),
            models.CheckConstraint(
                name="a_way_round_is_withdrawn_by_someone_at_some_time",
                condition=Q(withdrawn_at=None, withdrawn_by=None)
                | Q(withdrawn_at__isnull=False, withdrawn_by__isnull=False),
            ),
        ]
        triggers = [
            pgtrigger.Protect(name="a_way_round_is_withdrawn_not_deleted", operation=pgtrigger.Delete),
            pgtrigger.ReadOnly(
                name="what_was_decided_of_a_way_round_stays",
                fields=["report", "kind", "round", "reason", "decided_by", "decided_at"],
            ),
        ]

    def __str__(self):
        return self.get_kind_display()

    @property
    def state(self) -> tuple[str, str]:
        """Its state in words and its kind of mark."""
        if self.withdrawn_at:
            return "Withdrawn", "stopped"
        return ("Confirmed", "done") if self.confirmed_at else ("Waits for a second person", "waiting")
