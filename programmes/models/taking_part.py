"""Partnerships, and their taking part in a programme."""

import pghistory
from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.functional import cached_property

from accounts import roles
from accounts.models import Area, Grouping, Organisation
from programmes.models.belonging import belonging
from programmes.models.programme import Milestone, Programme
from programmes.timetable import Dated, Timetable

#: Roles on a programme that see what partnerships sent.
READS_WHAT_IS_SENT = [roles.Lead, roles.Inspector, roles.AssociateAssessor, roles.SupportOfficer]


class Partnership(models.Model):
    """A named set of organisations for one programme. Never “the council”."""

    programme = models.ForeignKey(Programme, models.CASCADE, related_name="partnerships")
    name = models.CharField(max_length=200)
    areas = models.ManyToManyField(Area, related_name="partnerships")
    organisations = models.ManyToManyField(Organisation, related_name="partnerships")
    grouping = models.ForeignKey(Grouping, models.PROTECT, null=True, blank=True, related_name="partnerships")

    class Meta:
        ordering = ["name"]
        constraints = [
            models.UniqueConstraint("programme", "name", name="a_name_stands_for_one_partnership_of_a_programme"),
        ]

    def __str__(self):
        return self.name


class ParticipationQuerySet(models.QuerySet):
    def visible_to(self, user):
        """A partnership's people see their own; a team sees its programme's, save those it is tied to.

        The same sentence stands in SQL as ``portal_participations()``, which row-level security asks.
        """
        if not user.is_authenticated:
            return self.none()
        held, readers = belonging(user), {role.slug for role in READS_WHAT_IS_SENT}
        sits_in = Q(pk__in=list(held.seats))
        works_on = [programme for programme, in_roles in held.teams.items() if in_roles & readers]
        if user.holds(roles.Administrator):
            read = Q()
        elif works_on:
            read = Q(programme__in=works_on)
        else:
            return self.filter(sits_in)
        return self.filter(sits_in | (read & ~Q(partnership__in=list(held.tied_to))))

    def taking_part(self):
        return self.filter(withdrawn_at=None)

    def sat_in_by(self, user):
        """Those in which a person holds a seat today."""
        return self.filter(pk__in=list(belonging(user).seats))


@pghistory.track()
class Participation(models.Model):
    """A partnership taking part: its dates, its people, where it stands. Its state is read off, never stored."""

    programme = models.ForeignKey(Programme, models.CASCADE, related_name="participations")
    partnership = models.OneToOneField(Partnership, models.CASCADE, related_name="participation")
    selected = models.BooleanField(default=False, help_text="Chosen for the milestones that only some have.")
    day_one = models.DateField(null=True, blank=True, help_text="Its own notification day, in a rolling programme.")
    accepted_at = models.DateTimeField(null=True, blank=True, help_text="When the notification letter was accepted.")
    accepted_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+")
    withdrawn_at = models.DateTimeField(null=True, blank=True)
    withdrawn_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+")
    withdrawn_reason = models.CharField(max_length=300, blank=True)

    objects = ParticipationQuerySet.as_manager()

    class Meta:
        ordering = ["partnership__name"]
        constraints = [
            models.CheckConstraint(
                name="a_notification_is_accepted_by_someone_at_some_time",
                condition=Q(accepted_at=None, accepted_by=None)
                | Q(accepted_at__isnull=False, accepted_by__isnull=False),
            ),
            models.CheckConstraint(
                name="a_partnership_withdraws_by_someone_at_some_time",
                condition=Q(withdrawn_at=None, withdrawn_by=None)
                | Q(withdrawn_at__isnull=False, withdrawn_by__isnull=False),
            ),
        ]

    def __str__(self):
        return self.partnership.name

    def get_absolute_url(self):
        return f"/taking-part/{self.pk}/"

    @cached_property
    def timetable(self) -> Timetable:
        """This partnership's own dates: the programme's, less what was settled for it alone."""
        settled = {date.place: date.on for date in self.settled_dates.all()}
        if not settled and not (self.programme.is_rolling and self.day_one):
            return self.programme.timetable
        return self.programme.lay_out(self.day_one or self.programme.day_one, settled)

    @property
    def waits_for_its_day(self) -> bool:
        """Whether it is in a rolling programme and nobody has said yet when it is notified: it has no dates then."""
        return self.programme.is_rolling and self.day_one is None

    @property
    def dated(self) -> tuple[Dated, ...]:
        return self.timetable.for_partnership(selected=self.selected)


class Confirmation(models.Model):
    """A partnership tells us that it has done something no file shows, such as sharing a survey with its staff."""

    participation = models.ForeignKey(Participation, models.CASCADE, related_name="confirmations")
    milestone = models.ForeignKey(Milestone, models.CASCADE, related_name="confirmations")
    done_on = models.DateField()
    headcount = models.PositiveIntegerField(null=True, blank=True, help_text="How many people it was shared with.")
    note = models.TextField(blank=True, max_length=1000)
    confirmed_at = models.DateTimeField(default=timezone.now)
    confirmed_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint("participation", "milestone", name="a_step_is_confirmed_once"),
        ]

    def __str__(self):
        return f"{self.participation}: {self.milestone}"


class CalendarAddress(models.Model):
    """A private address from which a person's calendar reads their dates. Only a hash of its key is kept."""

    person = models.OneToOneField(settings.AUTH_USER_MODEL, models.CASCADE, related_name="calendar_address")
    key_hash = models.CharField(max_length=64, unique=True)
    made_at = models.DateTimeField(default=timezone.now)
    read_on = models.DateField(null=True, blank=True)

    def __str__(self):
        return f"Calendar of {self.person}"
