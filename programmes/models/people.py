"""Who works on a programme, and who sits in a partnership's seats."""

from datetime import timedelta

import pghistory
from django.conf import settings
from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import DateRangeField, RangeOperators
from django.db import models
from django.db.models import Q
from django.utils import timezone

from accounts import roles
from accounts.moves import Moving
from programmes.models.programme import Programme
from programmes.models.taking_part import Participation


class AssignmentQuerySet(models.QuerySet):
    def current(self, today=None):
        return self.filter(period__contains=today or timezone.localdate())


@pghistory.track()
class Assignment(models.Model):
    """A person's place in a programme's team, for a time."""

    programme = models.ForeignKey(Programme, models.CASCADE, related_name="team")
    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="assignments")
    role = models.CharField(max_length=40, choices=roles.choices(roles.ON_A_PROGRAMME))
    period = DateRangeField(help_text="First day, and the day after the last; open-ended where none is set.")
    assigned_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")

    objects = AssignmentQuerySet.as_manager()

    class Meta:
        ordering = ["person__name"]
        constraints = [
            ExclusionConstraint(
                name="a_person_is_in_a_team_once_in_a_role",
                expressions=[
                    ("programme", RangeOperators.EQUAL),
                    ("person", RangeOperators.EQUAL),
                    ("role", RangeOperators.EQUAL),
                    ("period", RangeOperators.OVERLAPS),
                ],
            ),
        ]

    def __str__(self):
        return f"{self.person}, {self.get_role_display()}"


class SeatQuerySet(models.QuerySet):
    def held(self, today=None):
        """Seats that give rights today: accepted, and within their dates."""
        return self.filter(status=Seat.Status.ACCEPTED, period__contains=today or timezone.localdate())

    def visible_to(self, user):
        """One's own seats, and those of the partnerships one may see."""
        if not user.is_authenticated:
            return self.none()
        return self.filter(Q(person=user) | Q(participation__in=Participation.objects.visible_to(user)))


@pghistory.track()
class Seat(Moving, models.Model):
    """A person's place in one partnership's part of a programme: chief officer, co-ordinator, and so on."""

    class Status(models.TextChoices):
        OFFERED = "offered", "Nominated, not yet accepted"
        ACCEPTED = "accepted", "Accepted"
        DECLINED = "declined", "Declined"
        ENDED = "ended", "Ended"

    MOVES = {
        Status.OFFERED: {Status.ACCEPTED, Status.DECLINED, Status.ENDED},
        Status.ACCEPTED: {Status.ENDED},
        Status.DECLINED: set(),
        Status.ENDED: set(),
    }

    class Standing(models.TextChoices):
        MAIN = "main", "Holds the seat"
        DEPUTY = "deputy", "Deputy"
        COVER = "cover", "Covers during leave"

    participation = models.ForeignKey(Participation, models.CASCADE, related_name="seats")
    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="seats")
    role = models.CharField(max_length=40, choices=roles.choices(roles.IN_A_PARTNERSHIP))
    standing = models.CharField(max_length=10, choices=Standing, default=Standing.MAIN)
    status = models.CharField(max_length=10, choices=Status, default=Status.OFFERED)
    period = DateRangeField(help_text="First day, and the day after the last; open-ended where none is set.")
    offered_at = models.DateTimeField(default=timezone.now)
    offered_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    answered_at = models.DateTimeField(null=True, blank=True)
    reason = models.CharField(max_length=300, blank=True, help_text="Why declined or ended, or what the cover is for.")

    objects = SeatQuerySet.as_manager()

    class Meta:
        ordering = ["participation", "role", "standing", "person__name"]
        constraints = [
            ExclusionConstraint(
                name="a_partnership_has_one_coordinator_at_a_time",
                expressions=[("participation", RangeOperators.EQUAL), ("period", RangeOperators.OVERLAPS)],
                condition=Q(role=roles.Coordinator.slug, standing="main", status="accepted"),
            ),
            ExclusionConstraint(
                name="a_person_holds_one_seat_of_a_kind_in_a_partnership",
                expressions=[
                    ("participation", RangeOperators.EQUAL),
                    ("person", RangeOperators.EQUAL),
                    ("role", RangeOperators.EQUAL),
                    ("period", RangeOperators.OVERLAPS),
                ],
                condition=Q(status__in=["offered", "accepted"]),
            ),
        ]

    def __str__(self):
        return f"{self.person}, {self.get_role_display()}"

    @property
    def last_day(self):
        """The last day that counts; None where the seat is open-ended. A range ends the day after."""
        return self.period.upper - timedelta(days=1) if self.period.upper else None
