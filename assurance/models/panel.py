"""The Quality and Consistency Panel: its meeting, its papers, its members, its decision and what it asks for."""

import pghistory
import pgtrigger
from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone

from accounts.moves import Moving, kept_by_the_database
from assurance.models.locked import LockedVersion
from assurance.models.travelled import OfAReport
from programmes.models import Programme
from reports.models import Report


@pghistory.track()
class Quorum(models.Model):
    """How many members decide at least: for one programme, or for every programme that has no number of its own."""

    #: Knowledge, to be verified: nothing official says how many, so an administrator sets it.
    DEFAULT = 3

    programme = models.OneToOneField(Programme, models.CASCADE, null=True, blank=True, related_name="panel_quorum")
    members = models.PositiveSmallIntegerField()
    set_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    set_at = models.DateTimeField(default=timezone.now)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["programme"], nulls_distinct=False, name="a_programme_has_one_quorum"),
            models.CheckConstraint(name="a_quorum_is_at_least_two", condition=Q(members__gte=2)),
        ]

    def __str__(self):
        return f"Quorum of {self.members}"


class MeetingQuerySet(OfAReport):
    def to_come(self):
        return self.filter(status=Meeting.Status.CALLED)

    def decided(self):
        return self.filter(status=Meeting.Status.DECIDED)


@kept_by_the_database
@pghistory.track()
class Meeting(Moving, models.Model):
    """A meeting of the panel about one locked version of one report. What it decided never changes."""

    class Status(models.TextChoices):
        CALLED = "called", "To come"
        DECIDED = "decided", "Decided"
        CALLED_OFF = "called off", "Called off"

    MOVES = {
        Status.CALLED: {Status.DECIDED, Status.CALLED_OFF},
        Status.DECIDED: set(),
        Status.CALLED_OFF: set(),
    }
    MARKS = {Status.CALLED: "waiting", Status.DECIDED: "done", Status.CALLED_OFF: "stopped"}

    class Decision(models.TextChoices):
        AGREED = "agreed", "Agreed"
        WITH_CONDITIONS = "with conditions", "Agreed with conditions"
        NOT_AGREED = "not agreed", "Not agreed"

    report = models.ForeignKey(Report, models.PROTECT, related_name="panel_meetings")
    version = models.OneToOneField(LockedVersion, models.PROTECT, related_name="meeting")
    status = models.CharField(max_length=20, choices=Status, default=Status.CALLED)
    held_at = models.DateTimeField()
    place = models.CharField(max_length=200, blank=True)
    video_link = models.URLField(blank=True)
    chair = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    quorum = models.PositiveSmallIntegerField(help_text="As it was set when the meeting was called.")
    called_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    called_at = models.DateTimeField(default=timezone.now)
    decision = models.CharField(max_length=20, choices=Decision, blank=True)
    reasons = models.TextField(blank=True)
    minutes = models.TextField(blank=True, help_text="Markdown.")
    decided_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+")
    decided_at = models.DateTimeField(null=True, blank=True)
    called_off_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+")
    called_off_at = models.DateTimeField(null=True, blank=True)
    called_off_reason = models.CharField(max_length=300, blank=True)

    objects = MeetingQuerySet.as_manager()

    class Meta:
        ordering = ["-held_at"]
        constraints = [
            models.UniqueConstraint(
                fields=["report"], condition=Q(status="called"), name="one_meeting_about_a_report_is_to_come"
            ),
            models.CheckConstraint(name="a_meeting_is_somewhere", condition=~Q(place="", video_link="")),
            models.CheckConstraint(
                name="a_decision_has_reasons_and_a_chair",
                condition=Q(status="decided", decided_by__isnull=False, decided_at__isnull=False)
                & ~Q(decision="")
                & ~Q(reasons="")
                | ~Q(status="decided") & Q(decision="", decided_by=None, decided_at=None),
            ),
            models.CheckConstraint(
                name="a_meeting_is_called_off_by_someone_at_some_time",
                condition=Q(status="called off", called_off_by__isnull=False, called_off_at__isnull=False)
                | ~Q(status="called off") & Q(called_off_by=None, called_off_at=None),
            ),
        ]
        triggers = [
            pgtrigger.Protect(name="a_meeting_is_called_off_not_deleted", operation=pgtrigger.Delete),
            pgtrigger.Protect(
                name="what_the_panel_decided_never_changes",
                operation=pgtrigger.Update,
                condition=~pgtrigger.Q(old__status="called"),
            ),
            pgtrigger.Trigger(
                name="a_panel_decides_with_its_quorum",
                when=pgtrigger.Before,
                operation=pgtrigger.UpdateOf("status"),
                condition=pgtrigger.Q(new__status="decided"),
                func="""
                    IF (SELECT count(*) FROM assurance_member WHERE meeting_id = NEW.id AND decides) < NEW.quorum THEN
                        RAISE EXCEPTION 'Fewer members decide than the quorum asks for.';
                    END IF;
                    IF NOT EXISTS (SELECT FROM assurance_member
                                   WHERE meeting_id = NEW.id AND person_id = NEW.decided_by_id
                                     AND decides AND NEW.decided_by_id = NEW.chair_id) THEN
                        RAISE EXCEPTION 'The chair records the decision, being one of those who decide.';
                    END IF;
                    RETURN NEW;
                """,
            ),
        ]

    def __str__(self):
        return f"Panel meeting {self.pk}"

    def get_absolute_url(self):
        return reverse("assurance:meeting", args=[self.pk])

    @property
    def is_agreed(self) -> bool:
        return self.decision in {self.Decision.AGREED, self.Decision.WITH_CONDITIONS}

    @property
    def state(self) -> tuple[str, str]:
        """Its state in words and its kind of mark."""
        if self.decision:
            mark = {self.Decision.AGREED: "done", self.Decision.WITH_CONDITIONS: "queried"}.get(
                self.decision, "stopped"
            )
            return self.get_decision_display(), mark
        return self.get_status_display(), self.MARKS[self.Status(self.status)]


class OfAMeeting(models.QuerySet):
    def visible_to(self, user):
        return self.filter(meeting__in=Meeting.objects.visible_to(user))


@pghistory.track()
class Member(models.Model):
    """One member of the panel at one meeting: what they declared, and whether they were among those who decided."""

    meeting = models.ForeignKey(Meeting, models.PROTECT, related_name="members")
    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="panel_memberships")
    has_conflict = models.BooleanField(null=True, blank=True)
    conflict = models.TextField(blank=True, help_text="What the conflict of interest is, in the member's words.")
    declared_at = models.DateTimeField(null=True, blank=True)
    opened_at = models.DateTimeField(null=True, blank=True, help_text="When they first opened the papers.")
    present = models.BooleanField(default=False)
    decides = models.BooleanField(default=False)

    objects = OfAMeeting.as_manager()

    class Meta:
        ordering = ["meeting_id", "pk"]
        constraints = [
            models.UniqueConstraint("meeting", "person", name="a_member_sits_at_a_meeting_once"),
            models.CheckConstraint(
                name="a_conflict_is_declared_in_words",
                condition=Q(declared_at=None, has_conflict=None, conflict="")
                | Q(declared_at__isnull=False, has_conflict=True) & ~Q(conflict="")
                | Q(declared_at__isnull=False, has_conflict=False, conflict=""),
            ),
            models.CheckConstraint(
                name="papers_are_opened_after_declaring",
                condition=Q(opened_at=None) | Q(declared_at__isnull=False, declared_at__lte=models.F("opened_at")),
            ),
            # A member with a conflict of interest is not among those who decide, whoever records the decision.
            models.CheckConstraint(
                name="only_members_present_and_without_conflict_decide",
                condition=Q(decides=False) | Q(present=True, has_conflict=False),
            ),
        ]
        triggers = [
            pgtrigger.Trigger(
                name="conflicts_are_declared_in_ones_own_name",
                when=pgtrigger.Before,
                operation=pgtrigger.UpdateOf("has_conflict", "conflict", "declared_at"),
                func="""
                    IF NOT portal_is_service() AND OLD.person_id IS DISTINCT FROM portal_person() THEN
                        RAISE EXCEPTION 'Conflicts of interest are declared in one''s own name.';
                    END IF;
                    RETURN NEW;
                """,
            ),
            pgtrigger.Trigger(
                name="who_decided_stays_as_it_was",
                when=pgtrigger.Before,
                operation=pgtrigger.Insert | pgtrigger.Update | pgtrigger.Delete,
                func="""
                    IF EXISTS (SELECT FROM assurance_meeting
                               WHERE id = coalesce(NEW.meeting_id, OLD.meeting_id) AND status <> 'called') THEN
                        IF TG_OP = 'UPDATE' AND to_jsonb(NEW) - 'opened_at' = to_jsonb(OLD) - 'opened_at' THEN
                            RETURN NEW;
                        END IF;
                        RAISE EXCEPTION 'Who sat in a meeting that is over stays as it was.';
                    END IF;
                    RETURN coalesce(NEW, OLD);
                """,
            ),
        ]

    def __str__(self):
        return f"Member {self.person_id} of meeting {self.meeting_id}"

    @property
    def state(self) -> tuple[str, str]:
        """What they declared, in words and as a kind of mark."""
        if self.declared_at is None:
            return "Has not declared yet", "waiting"
        return ("Declared a conflict", "stopped") if self.has_conflict else ("Declared none", "done")


class Papers(models.Model):
    """What the panel was given to judge by, put together once, when the meeting was called."""

    meeting = models.OneToOneField(Meeting, models.PROTECT, related_name="papers")
    content = models.JSONField(help_text="Chapters beside the locked version: assurance/papers.py.")
    made_at = models.DateTimeField(default=timezone.now)

    objects = OfAMeeting.as_manager()

    class Meta:
        triggers = [
            pgtrigger.Protect(name="papers_never_change", operation=pgtrigger.Update | pgtrigger.Delete),
        ]

    def __str__(self):
        return f"Papers of meeting {self.meeting_id}"


class ConditionQuerySet(OfAMeeting):
    def unmet(self):
        return self.filter(status=PanelCondition.Status.OPEN)


@kept_by_the_database
@pghistory.track()
class PanelCondition(Moving, models.Model):
    """Something that the panel asks for before the report goes on: what, by whom, by when; and how it was met."""

    class Status(models.TextChoices):
        OPEN = "open", "Not met yet"
        MET = "met", "Met"

    MOVES = {Status.OPEN: {Status.MET}, Status.MET: {Status.OPEN}}
    MARKS = {Status.OPEN: "waiting", Status.MET: "done"}

    meeting = models.ForeignKey(Meeting, models.PROTECT, related_name="conditions")
    number = models.PositiveSmallIntegerField()
    words = models.TextField()
    who = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="panel_conditions")
    due_on = models.DateField()
    status = models.CharField(max_length=10, choices=Status, default=Status.OPEN)
    met_with = models.TextField(blank=True, help_text="What was done.")
    met_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+")
    met_at = models.DateTimeField(null=True, blank=True)

    objects = ConditionQuerySet.as_manager()

    class Meta:
        ordering = ["meeting_id", "number"]
        constraints = [
            models.UniqueConstraint("meeting", "number", name="conditions_of_a_meeting_are_numbered"),
            models.CheckConstraint(name="a_condition_of_the_panel_says_something", condition=~Q(words="")),
            models.CheckConstraint(
                name="a_condition_is_met_by_someone_with_something",
                condition=Q(status="met", met_by__isnull=False, met_at__isnull=False) & ~Q(met_with="")
                | Q(status="open", met_by=None, met_at=None, met_with=""),
            ),
        ]
        triggers = [
            pgtrigger.Protect(name="a_condition_of_the_panel_is_kept", operation=pgtrigger.Delete),
            pgtrigger.ReadOnly(
                name="what_the_panel_asked_for_stays", fields=["meeting", "number", "words", "who", "due_on"]
            ),
        ]

    def __str__(self):
        return f"Condition {self.number} of meeting {self.meeting_id}"

    def get_absolute_url(self):
        return f"{reverse('assurance:meeting', args=[self.meeting_id])}#condition-{self.number}"

    def is_late(self, today) -> bool:
        return self.status == self.Status.OPEN and self.due_on < today
