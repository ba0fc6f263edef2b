"""Briefings: sessions for co-ordinators, and who has booked a place."""

from datetime import timedelta

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone

from programmes.models.programme import Milestone, Programme
from programmes.models.taking_part import Participation


class BriefingSession(models.Model):
    """One session, with so many places."""

    programme = models.ForeignKey(Programme, models.CASCADE, related_name="briefing_sessions")
    milestone = models.ForeignKey(Milestone, models.CASCADE, related_name="briefing_sessions")
    title = models.CharField(max_length=150)
    starts_at = models.DateTimeField()
    minutes = models.PositiveSmallIntegerField(default=60)
    places = models.PositiveSmallIntegerField(default=12)
    joining = models.TextField(blank=True, help_text="How to join: a link or a place. Shown to those who booked.")
    cancelled_at = models.DateTimeField(null=True, blank=True)
    cancelled_reason = models.CharField(max_length=300, blank=True)

    class Meta:
        ordering = ["starts_at"]
        constraints = [
            models.CheckConstraint(name="a_briefing_has_places", condition=Q(places__gt=0)),
            models.CheckConstraint(name="a_briefing_lasts_a_while", condition=Q(minutes__gte=10, minutes__lte=480)),
        ]

    def __str__(self):
        return self.title

    @property
    def ends_at(self):
        return self.starts_at + timedelta(minutes=self.minutes)

    @property
    def has_begun(self) -> bool:
        return self.starts_at <= timezone.now()

    @property
    def was_held(self) -> bool:
        """Over, and not called off: who came stays as it was noted."""
        return self.cancelled_at is None and self.ends_at <= timezone.now()


class Booking(models.Model):
    """A partnership's place in a session. Places are numbered, so that the database can refuse one too many."""

    class Attendance(models.TextChoices):
        NOT_RECORDED = "", "Not recorded yet"
        ATTENDED = "attended", "Attended"
        CAUGHT_UP = "caught up", "Caught up later"
        MISSED = "missed", "Did not attend"

    session = models.ForeignKey(BriefingSession, models.CASCADE, related_name="bookings")
    milestone = models.ForeignKey(Milestone, models.CASCADE, related_name="+")
    participation = models.ForeignKey(Participation, models.CASCADE, related_name="bookings")
    place = models.PositiveSmallIntegerField()
    booked_at = models.DateTimeField(default=timezone.now)
    booked_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    attendance = models.CharField(max_length=10, choices=Attendance, blank=True, default="")

    class Meta:
        ordering = ["session", "place"]
        constraints = [
            models.UniqueConstraint("session", "place", name="a_place_in_a_briefing_is_given_once"),
            models.UniqueConstraint("participation", "milestone", name="a_partnership_books_one_place_in_a_round"),
        ]

    def __str__(self):
        return f"{self.participation} at {self.session}"
