"""Factual accuracy: a locked draft with one partnership, its comments by paragraph, and what the team decides of each.

A partnership's words are its own until a chief officer signs them off; a decision is the team's until the response goes
back. Both stand in row-level security too.
"""

import pghistory
import pgtrigger
from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone

from accounts.moves import Moving, kept_by_the_database
from assurance.models import LockedVersion, Meeting
from files.models import StoredFile
from programmes.models import Participation
from reports.models import Report


class FactCheckQuerySet(models.QuerySet):
    def visible_to(self, user):
        """The partnership's own people, and the team save those who are tied to it; what was taken back, the team alone."""
        if not user.is_authenticated:
            return self.none()
        own, seen = Participation.objects.sat_in_by(user), Participation.objects.visible_to(user)
        withdrawn = Q(status=FactCheck.Status.WITHDRAWN)
        return self.filter(Q(participation__in=seen) & ~(withdrawn & Q(participation__in=own)))

    def standing(self):
        return self.exclude(status=FactCheck.Status.WITHDRAWN)

    def with_the_partnership(self):
        return self.filter(status__in=FactCheck.IN_THE_MAKING)


@kept_by_the_database
@pghistory.track(exclude=["edits", "sent_back_reason"])
class FactCheck(Moving, models.Model):
    """A locked version of a draft, sent to one partnership that it describes, so that the facts in it are right."""

    class Status(models.TextChoices):
        OPEN = "open", "With the partnership"
        AWAITING_SIGN_OFF = "awaiting sign-off", "Waiting for sign-off"
        SIGNED_OFF = "signed off", "Being decided"
        RETURNED = "returned", "Response sent"
        WITHDRAWN = "withdrawn", "Taken back"

    MOVES = {
        Status.OPEN: {Status.AWAITING_SIGN_OFF, Status.WITHDRAWN},
        Status.AWAITING_SIGN_OFF: {Status.OPEN, Status.SIGNED_OFF, Status.WITHDRAWN},
        Status.SIGNED_OFF: {Status.RETURNED},
        Status.RETURNED: set(),
        Status.WITHDRAWN: set(),
    }
    MARKS = {
        Status.OPEN: "open",
        Status.AWAITING_SIGN_OFF: "waiting",
        Status.SIGNED_OFF: "new",
        Status.RETURNED: "done",
        Status.WITHDRAWN: "stopped",
    }
    IN_THE_MAKING = (Status.OPEN, Status.AWAITING_SIGN_OFF)
    SENT = (Status.SIGNED_OFF, Status.RETURNED)

    report = models.ForeignKey(Report, models.PROTECT, related_name="fact_checks")
    version = models.ForeignKey(LockedVersion, models.PROTECT, related_name="fact_checks")
    participation = models.ForeignKey(Participation, models.PROTECT, related_name="fact_checks")
    called = models.CharField(max_length=200, help_text="What letters call the report.")
    status = models.CharField(max_length=20, choices=Status, default=Status.OPEN)
    working_days = models.PositiveSmallIntegerField(help_text="How many working days in Scotland it was given.")
    sent_at = models.DateTimeField(default=timezone.now)
    sent_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    due_on = models.DateField(help_text="The last day for comments, with more time where that was given.")
    no_comments = models.BooleanField(default=False, help_text="The partnership says that it has none.")
    edits = models.PositiveIntegerField(default=0, help_text="Counts every change of what will be signed off.")
    sent_back_reason = models.TextField(blank=True)
    put_forward_at = models.DateTimeField(null=True, blank=True)
    put_forward_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )
    signed_off_at = models.DateTimeField(null=True, blank=True)
    signed_off_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+")
    returned_at = models.DateTimeField(null=True, blank=True)
    returned_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+")
    withdrawn_at = models.DateTimeField(null=True, blank=True)
    withdrawn_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+")
    withdrawn_reason = models.CharField(max_length=300, blank=True)

    objects = FactCheckQuerySet.as_manager()

    class Meta:
        ordering = ["-sent_at", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["report", "participation"],
                condition=Q(status__in=["open", "awaiting sign-off", "signed off"]),
                name="a_partnership_checks_one_version_of_a_report_at_a_time",
            ),
            models.UniqueConstraint("id", "participation", name="a_fact_check_is_of_one_partnership"),
            models.CheckConstraint(
                name="comments_are_given_for_sign_off_by_someone_at_some_time",
                condition=Q(put_forward_at=None, put_forward_by=None)
                | Q(put_forward_at__isnull=False, put_forward_by__isnull=False),
            ),
            models.CheckConstraint(
                name="comments_are_signed_off_by_someone_at_some_time",
                condition=Q(
                    status__in=["signed off", "returned"], signed_off_at__isnull=False, signed_off_by__isnull=False
                )
                | ~Q(status__in=["signed off", "returned"]) & Q(signed_off_at=None, signed_off_by=None),
            ),
            models.CheckConstraint(
                name="a_response_goes_back_by_someone_at_some_time",
                condition=Q(status="returned", returned_at__isnull=False, returned_by__isnull=False)
                | ~Q(status="returned") & Q(returned_at=None, returned_by=None),
            ),
            models.CheckConstraint(
                name="a_fact_check_is_taken_back_by_someone_for_a_reason",
                condition=Q(status="withdrawn", withdrawn_at__isnull=False, withdrawn_by__isnull=False)
                & ~Q(withdrawn_reason="")
                | ~Q(status="withdrawn") & Q(withdrawn_at=None, withdrawn_by=None, withdrawn_reason=""),
            ),
        ]
        triggers = [
            pgtrigger.Protect(name="a_fact_check_is_taken_back_not_deleted", operation=pgtrigger.Delete),
            pgtrigger.Trigger(
                name="a_fact_check_keeps_what_was_signed_off",
                when=pgtrigger.Before,
                operation=pgtrigger.Update,
                func="""
                    IF (NEW.report_id, NEW.version_id, NEW.participation_id)
                       IS DISTINCT FROM (OLD.report_id, OLD.version_id, OLD.participation_id) THEN
                        RAISE EXCEPTION 'A partnership checks the version that it was sent.';
                    END IF;
                    IF OLD.status IN ('signed off', 'returned')
                       AND (NEW.no_comments, NEW.edits, NEW.signed_off_at, NEW.signed_off_by_id)
                       IS DISTINCT FROM (OLD.no_comments, OLD.edits, OLD.signed_off_at, OLD.signed_off_by_id) THEN
                        RAISE EXCEPTION 'What was signed off never changes.';
                    END IF;
                    IF NEW.status = 'signed off' AND OLD.status <> 'signed off' AND NOT portal_is_service()
                       AND NEW.signed_off_by_id IS DISTINCT FROM portal_person() THEN
                        RAISE EXCEPTION 'Comments are signed off in one''s own name.';
                    END IF;
                    IF NEW.status = 'returned' AND OLD.status <> 'returned' AND EXISTS (
                        SELECT FROM accuracy_comment c WHERE c.fact_check_id = NEW.id
                        AND NOT EXISTS (SELECT FROM accuracy_decision d WHERE d.comment_id = c.id)) THEN
                        RAISE EXCEPTION 'A response goes back once every comment is decided.';
                    END IF;
                    RETURN NEW;
                """,
            ),
        ]

    def __str__(self):
        return f"Fact check {self.pk}"

    def get_absolute_url(self):
        """The partnership's page."""
        return reverse("accuracy:check", args=[self.pk])

    @property
    def reference(self) -> str:
        """What stands on the receipt."""
        return f"FA-{self.pk:04}"

    @property
    def mark(self) -> str:
        return self.MARKS[self.Status(self.status)]

    @property
    def is_open(self) -> bool:
        return self.status == self.Status.OPEN

    @property
    def is_sent(self) -> bool:
        return self.status in self.SENT

    @property
    def is_returned(self) -> bool:
        return self.status == self.Status.RETURNED

    def is_late(self, today) -> bool:
        """Its last day has passed, and the partnership has signed nothing off."""
        return self.status in self.IN_THE_MAKING and self.due_on < today


class CommentQuerySet(models.QuerySet):
    def visible_to(self, user):
        """The partnership's own; the team's once a chief officer has signed them off."""
        own = Participation.objects.sat_in_by(user)
        seen = Participation.objects.visible_to(user)
        signed_off = Q(fact_check__status__in=FactCheck.SENT)
        return self.filter(
            Q(fact_check__in=FactCheck.objects.visible_to(user))
            & (Q(participation__in=own) | Q(participation__in=seen) & signed_off)
        )


class Comment(models.Model):
    """What a partnership says of one paragraph: what is wrong with it, what it should say, and what shows that."""

    class Kind(models.TextChoices):
        FACT = "fact", "An error of fact"
        CONTEXT = "context", "Context that is missing"
        JUDGEMENT = "judgement", "Disagreement with a judgement"
        TYPING = "typing", "A typing error"

    fact_check = models.ForeignKey(FactCheck, models.PROTECT, related_name="comments")
    participation = models.ForeignKey(Participation, models.PROTECT, related_name="+")
    anchor = models.CharField(max_length=80, help_text="Which part of the locked version.")
    label = models.CharField(max_length=300, help_text="What that part is called in a sentence.")
    place = models.PositiveIntegerField(help_text="Where it stands in the text, for the order of comments.")
    paragraph = models.TextField(help_text="The words of that part, as they were locked.")
    kind = models.CharField(max_length=20, choices=Kind, default=Kind.FACT)
    in_question = models.TextField(blank=True, help_text="Which of these words are wrong.")
    correction = models.TextField(blank=True, help_text="What they should say.")
    evidence = models.TextField(blank=True, help_text="What shows it, in words.")
    version = models.PositiveIntegerField(default=1, help_text="Counts every save.")
    begun_at = models.DateTimeField(default=timezone.now)
    begun_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    saved_at = models.DateTimeField(default=timezone.now)
    saved_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")

    objects = CommentQuerySet.as_manager()

    class Meta:
        ordering = ["fact_check", "place", "pk"]
        constraints = [
            models.UniqueConstraint("id", "participation", name="a_comment_is_of_one_partnership"),
        ]
        triggers = [
            pgtrigger.Trigger(
                name="comments_change_until_given_for_sign_off",
                when=pgtrigger.Before,
                operation=pgtrigger.Insert | pgtrigger.Update | pgtrigger.Delete,
                func="""
                    IF (SELECT status FROM accuracy_factcheck
                        WHERE id = CASE WHEN TG_OP = 'DELETE' THEN OLD.fact_check_id ELSE NEW.fact_check_id END)
                       IS DISTINCT FROM 'open' THEN
                        RAISE EXCEPTION 'Comments change until they are given for sign-off, and not after.';
                    END IF;
                    IF TG_OP = 'DELETE' THEN RETURN OLD; END IF;
                    RETURN NEW;
                """,
            ),
        ]

    def __str__(self):
        return f"Comment {self.pk}"

    def get_absolute_url(self):
        return reverse("accuracy:comment", args=[self.pk])

    @property
    def is_empty(self) -> bool:
        return not (self.correction.strip() or self.evidence.strip())


class CommentFileQuerySet(models.QuerySet):
    def visible_to(self, user):
        return self.filter(comment__in=Comment.objects.visible_to(user))


class CommentFile(models.Model):
    """A file that shows what a comment says."""

    comment = models.ForeignKey(Comment, models.CASCADE, related_name="files")
    participation = models.ForeignKey(Participation, models.PROTECT, related_name="+")
    file = models.ForeignKey(StoredFile, models.PROTECT, related_name="+")
    added_at = models.DateTimeField(default=timezone.now)
    added_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")

    objects = CommentFileQuerySet.as_manager()

    class Meta:
        ordering = ["added_at", "pk"]
        triggers = [
            pgtrigger.Trigger(
                name="evidence_changes_until_given_for_sign_off",
                when=pgtrigger.Before,
                operation=pgtrigger.Insert | pgtrigger.Update | pgtrigger.Delete,
                func="""
                    IF EXISTS (SELECT FROM accuracy_comment c JOIN accuracy_factcheck f ON f.id = c.fact_check_id
                        WHERE c.id = CASE WHEN TG_OP = 'DELETE' THEN OLD.comment_id ELSE NEW.comment_id END
                        AND f.status <> 'open') THEN
                        RAISE EXCEPTION 'Evidence changes until it is given for sign-off, and not after.';
                    END IF;
                    IF TG_OP = 'DELETE' THEN RETURN OLD; END IF;
                    RETURN NEW;
                """,
            ),
        ]

    def __str__(self):
        return f"File of comment {self.comment_id}"


class DecisionQuerySet(models.QuerySet):
    def visible_to(self, user):
        """The team's; the partnership's once the response has gone back."""
        own = Participation.objects.sat_in_by(user)
        seen = Participation.objects.visible_to(user)
        returned = Q(comment__fact_check__status=FactCheck.Status.RETURNED)
        return self.filter(Q(participation__in=seen) & (~Q(participation__in=own) | returned))


@pghistory.track()
class Decision(models.Model):
    """What the team decided of one comment, with the reason. Whatever touches a judgement is decided by the panel."""

    class Outcome(models.TextChoices):
        ACCEPTED = "accepted", "Accepted"
        PARTLY = "partly", "Partly accepted"
        NOT_ACCEPTED = "not accepted", "Not accepted"

    MARKS = {Outcome.ACCEPTED: "done", Outcome.PARTLY: "waiting", Outcome.NOT_ACCEPTED: "stopped"}

    comment = models.OneToOneField(Comment, models.PROTECT, related_name="decision")
    participation = models.ForeignKey(Participation, models.PROTECT, related_name="+")
    outcome = models.CharField(max_length=20, choices=Outcome)
    reason = models.TextField()
    changed_text = models.TextField(blank=True, help_text="What the report will say instead.")
    for_panel = models.BooleanField(default=False, help_text="It touches a judgement, which the panel alone changes.")
    meeting = models.ForeignKey(
        Meeting, models.PROTECT, null=True, blank=True, related_name="+", help_text="In which the panel decided it."
    )
    version = models.PositiveIntegerField(default=1, help_text="Counts every save.")
    decided_at = models.DateTimeField(default=timezone.now)
    decided_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")

    objects = DecisionQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(name="a_comment_is_decided_with_a_reason", condition=~Q(reason="")),
            models.CheckConstraint(
                name="what_touches_a_judgement_is_decided_by_the_panel",
                condition=Q(for_panel=False) | Q(meeting__isnull=False),
            ),
            models.CheckConstraint(
                name="what_is_not_accepted_changes_no_text",
                condition=~Q(outcome="not accepted") | Q(changed_text=""),
            ),
        ]
        triggers = [
            pgtrigger.Protect(name="a_decision_is_changed_not_deleted", operation=pgtrigger.Delete),
            pgtrigger.Trigger(
                name="comments_are_decided_once_signed_off",
                when=pgtrigger.Before,
                operation=pgtrigger.Insert | pgtrigger.Update,
                func="""
                    IF NOT EXISTS (SELECT FROM accuracy_comment c JOIN accuracy_factcheck f ON f.id = c.fact_check_id
                                   WHERE c.id = NEW.comment_id AND f.status = 'signed off'
                                     AND (c.kind <> 'judgement' OR NEW.for_panel)) THEN
                        RAISE EXCEPTION 'A comment is decided once it is signed off and until the response goes back; a disagreement with a judgement by the panel.';
                    END IF;
                    IF NEW.for_panel AND NOT EXISTS (
                        SELECT FROM assurance_meeting m JOIN accuracy_comment c ON c.id = NEW.comment_id
                        JOIN accuracy_factcheck f ON f.id = c.fact_check_id
                        WHERE m.id = NEW.meeting_id AND m.report_id = f.report_id AND m.status = 'decided'
                          AND m.decided_at > f.signed_off_at) THEN
                        RAISE EXCEPTION 'The panel decides in a meeting after the comment was signed off.';
                    END IF;
                    RETURN NEW;
                """,
            ),
        ]

    def __str__(self):
        return f"Decision {self.pk}"

    @property
    def mark(self) -> str:
        return self.MARKS[self.Outcome(self.outcome)]


class MoreTimeQuerySet(models.QuerySet):
    def visible_to(self, user):
        return self.filter(fact_check__in=FactCheck.objects.visible_to(user))

    def open(self):
        return self.filter(status=MoreTime.Status.ASKED)


@kept_by_the_database
@pghistory.track()
class MoreTime(Moving, models.Model):
    """A partnership's wish for more time to check the facts, and what the lead decided."""

    class Status(models.TextChoices):
        ASKED = "asked", "Asked for"
        GRANTED = "granted", "Given"
        REFUSED = "refused", "Not given"

    MOVES = {Status.ASKED: {Status.GRANTED, Status.REFUSED}, Status.GRANTED: set(), Status.REFUSED: set()}

    fact_check = models.ForeignKey(FactCheck, models.CASCADE, related_name="wishes")
    participation = models.ForeignKey(Participation, models.PROTECT, related_name="+")
    until = models.DateField()
    reason = models.TextField()
    status = models.CharField(max_length=10, choices=Status, default=Status.ASKED)
    asked_at = models.DateTimeField(default=timezone.now)
    asked_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    granted_until = models.DateField(null=True, blank=True)
    decision_reason = models.TextField(blank=True)
    decided_at = models.DateTimeField(null=True, blank=True)
    decided_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+")

    objects = MoreTimeQuerySet.as_manager()

    class Meta:
        ordering = ["asked_at", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["fact_check"],
                condition=Q(status="asked"),
                name="more_time_to_check_is_asked_for_once_at_a_time",
            ),
            models.CheckConstraint(name="more_time_to_check_is_asked_for_with_a_reason", condition=~Q(reason="")),
            models.CheckConstraint(
                name="more_time_to_check_is_decided_by_someone_with_a_reason",
                condition=Q(status="asked", decided_at=None, decided_by=None, granted_until=None)
                | ~Q(status="asked") & Q(decided_at__isnull=False, decided_by__isnull=False) & ~Q(decision_reason=""),
            ),
        ]

    def __str__(self):
        return f"More time {self.pk}"
