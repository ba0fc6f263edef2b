"""Returns and their versions. What was sent never changes: a correction is a new version beside it."""

from functools import reduce
from operator import or_

import pghistory
import pgtrigger
from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Now
from django.urls import reverse

from accounts.moves import Moving
from files.models import StoredFile
from inspections.models.asking import Ask, AskedDocument
from programmes.models import Participation


def _person(related_name="+", **more):
    return models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name=related_name, **more)


def _paired(who: str, when: str, name: str) -> models.CheckConstraint:
    return models.CheckConstraint(
        name=name, condition=Q(**{who: None, when: None}) | Q(**{f"{who}__isnull": False, f"{when}__isnull": False})
    )


class ReturnQuerySet(models.QuerySet):
    def asked(self):
        """Those that their partnership is asked for today: a selection may change while a programme runs."""
        return self.for_whom_they_are().filter(participation__withdrawn_at=None)

    def for_whom_they_are(self):
        """Those of asks for everyone, and of those chosen their own."""
        return self.filter(
            Q(ask__applies_to=Ask.For.ALL, ask__milestone__applies_to="all") | Q(participation__selected=True)
        )

    def asked_or_begun(self):
        """Those that are there for somebody: what was never asked of a partnership is not, unless it began it once."""
        begun = models.Exists(Submission.objects.filter(of=models.OuterRef("pk")))
        return self.filter(models.Exists(Return.objects.asked().filter(pk=models.OuterRef("pk"))) | begun)

    def visible_to(self, user):
        """A partnership's own, and for a team its programme's."""
        return self.filter(participation__in=Participation.objects.visible_to(user))


@pghistory.track()
class Return(models.Model):
    """What one partnership sends for one ask. Its state is read off its versions and the timetable, never stored."""

    ask = models.ForeignKey(Ask, models.PROTECT, related_name="returns")
    participation = models.ForeignKey(Participation, models.CASCADE, related_name="returns")
    reference = models.CharField(max_length=40, unique=True, help_text="Such as SWG-2026-EDH-1; kept for good.")

    objects = ReturnQuerySet.as_manager()

    class Meta:
        ordering = ["participation", "ask__position"]
        constraints = [
            models.UniqueConstraint("ask", "participation", name="a_partnership_has_one_return_for_an_ask"),
            # What hangs on a return names its partnership too, and the database compares the two.
            models.UniqueConstraint(fields=["id", "participation"], name="a_return_is_one_partnerships"),
        ]

    def __str__(self):
        return f"{self.ask.title} {self.reference}"

    def get_absolute_url(self):
        return reverse("inspections:return", args=[self.pk])


class SubmissionQuerySet(models.QuerySet):
    def visible_to(self, user):
        """What was sent, to all who see the return; what is not sent yet, to the partnership alone."""
        return self.filter(of__in=Return.objects.visible_to(user)).filter(
            Q(status__in=Submission.SENT_OUT) | Q(participation__in=Participation.objects.sat_in_by(user))
        )

    def sent_out(self):
        return self.filter(status__in=Submission.SENT_OUT)

    def standing(self):
        """The version that counts: sent, and not followed by a newer one."""
        return self.filter(status__in=Submission.STANDING)

    def in_the_making(self):
        return self.filter(status__in=Submission.IN_THE_MAKING)


def _changed(*fields: str) -> pgtrigger.Q:
    return reduce(or_, (pgtrigger.Q(**{f"old__{field}__df": pgtrigger.F(f"new__{field}")}) for field in fields))


#: Columns that say what was sent. Once it is sent, none of them changes again.
AS_SENT = [
    "of",
    "participation",
    "number",
    "note",
    "nil_reason",
    "started_by",
    "started_at",
    "put_forward_by",
    "put_forward_at",
    "signed_off_by",
    "signed_off_at",
    "sent_by",
    "sent_at",
    "was_late",
    "draft_version",
    "note_version",
]


#: What the partnership writes is no matter for the trail, which others read: that it was written is.
ITS_OWN_WORDS = [
    "note",
    "note_version",
    "note_saved_by",
    "note_saved_at",
    "draft_version",
    "nil_reason",
    "sent_back_reason",
]


@pghistory.track(exclude=ITS_OWN_WORDS)
class Submission(Moving, models.Model):
    """One version of a return: being prepared, or exactly as the partnership sent it."""

    class Status(models.TextChoices):
        DRAFT = "draft", "Being prepared"
        AWAITING_SIGN_OFF = "awaiting sign-off", "Waiting for sign-off"
        SENT = "sent", "Sent"
        QUERIED = "queried", "Queried"
        ACCEPTED = "accepted", "Accepted"
        SUPERSEDED = "superseded", "Replaced by a newer version"

    MOVES = {
        Status.DRAFT: {Status.AWAITING_SIGN_OFF, Status.SENT},
        Status.AWAITING_SIGN_OFF: {Status.DRAFT, Status.SENT},
        Status.SENT: {Status.QUERIED, Status.ACCEPTED, Status.SUPERSEDED},
        Status.QUERIED: {Status.ACCEPTED, Status.SUPERSEDED},
        # Reopened, with a reason.
        Status.ACCEPTED: {Status.QUERIED},
        Status.SUPERSEDED: set(),
    }

    IN_THE_MAKING = (Status.DRAFT, Status.AWAITING_SIGN_OFF)
    STANDING = (Status.SENT, Status.QUERIED, Status.ACCEPTED)
    SENT_OUT = (*STANDING, Status.SUPERSEDED)

    of = models.ForeignKey(Return, models.CASCADE, related_name="submissions")
    participation = models.ForeignKey(Participation, models.CASCADE, related_name="+")
    number = models.PositiveSmallIntegerField()
    status = models.CharField(max_length=20, choices=Status, default=Status.DRAFT)
    note = models.TextField(blank=True, help_text="What the partnership wants the team to know.")
    # Goes up with each save: whoever saves on top of a version they did not see is told.
    note_version = models.PositiveIntegerField(default=0)
    note_saved_by = _person(null=True, blank=True)
    note_saved_at = models.DateTimeField(null=True, blank=True)
    draft_version = models.PositiveIntegerField(default=0, help_text="Goes up with every change to a draft.")
    nil_reason = models.TextField(blank=True, help_text="Why there is nothing to send.")
    started_by = _person()
    started_at = models.DateTimeField(db_default=Now())
    put_forward_by = _person(null=True, blank=True)
    put_forward_at = models.DateTimeField(null=True, blank=True, help_text="When it was given for sign-off.")
    sent_back_by = _person(null=True, blank=True)
    sent_back_at = models.DateTimeField(null=True, blank=True)
    sent_back_reason = models.TextField(
        blank=True, help_text="Between the partnership's own people: let go when it is sent."
    )
    signed_off_by = _person(null=True, blank=True)
    signed_off_at = models.DateTimeField(null=True, blank=True)
    sent_by = _person(null=True, blank=True)
    sent_at = models.DateTimeField(null=True, blank=True)
    was_late = models.BooleanField(default=False, help_text="First sent after its date. A correction inherits this.")
    accepted_by = _person(null=True, blank=True)
    accepted_at = models.DateTimeField(null=True, blank=True)

    objects = SubmissionQuerySet.as_manager()

    class Meta:
        ordering = ["of", "number"]
        indexes = [models.Index(fields=["participation", "status"], name="submissions_of_a_participation")]
        constraints = [
            models.UniqueConstraint("of", "number", name="a_version_of_a_return_has_its_own_number"),
            models.UniqueConstraint(fields=["id", "participation"], name="a_submission_is_one_partnerships"),
            models.UniqueConstraint(
                fields=["of"],
                condition=Q(status__in=["draft", "awaiting sign-off"]),
                name="a_return_has_one_draft_at_a_time",
            ),
            models.UniqueConstraint(
                fields=["of"],
                condition=Q(status__in=["sent", "queried", "accepted"]),
                name="one_version_of_a_return_counts_at_a_time",
            ),
            models.CheckConstraint(
                name="a_submission_is_sent_when_it_says_so",
                condition=Q(status__in=["draft", "awaiting sign-off"], sent_at=None)
                | Q(status__in=["sent", "queried", "accepted", "superseded"], sent_at__isnull=False),
            ),
            models.CheckConstraint(
                name="an_accepted_submission_was_accepted_by_someone",
                condition=Q(status="accepted", accepted_at__isnull=False) | ~Q(status="accepted") & Q(accepted_at=None),
            ),
            models.CheckConstraint(
                name="a_submission_sent_back_says_why", condition=Q(sent_back_at=None) | ~Q(sent_back_reason="")
            ),
            models.CheckConstraint(
                name="what_a_submission_was_sent_back_for_stays_inside",
                condition=Q(sent_at=None) | Q(sent_back_at=None, sent_back_reason=""),
            ),
            _paired("note_saved_by", "note_saved_at", "a_note_is_saved_by_someone_at_some_time"),
            _paired("put_forward_by", "put_forward_at", "a_submission_is_put_forward_by_someone_at_some_time"),
            _paired("sent_back_by", "sent_back_at", "a_submission_is_sent_back_by_someone_at_some_time"),
            _paired("signed_off_by", "signed_off_at", "a_submission_is_signed_off_by_someone_at_some_time"),
            _paired("sent_by", "sent_at", "a_submission_is_sent_by_someone_at_some_time"),
            _paired("accepted_by", "accepted_at", "a_submission_is_accepted_by_someone_at_some_time"),
        ]
        triggers = [
            pgtrigger.FSM(
                name="a_submission_moves_as_its_table_says",
                field="status",
                transitions=[
                    ("draft", "awaiting sign-off"),
                    ("draft", "sent"),
                    ("awaiting sign-off", "draft"),
                    ("awaiting sign-off", "sent"),
                    ("sent", "queried"),
                    ("sent", "accepted"),
                    ("sent", "superseded"),
                    ("queried", "accepted"),
                    ("queried", "superseded"),
                    ("accepted", "queried"),
                ],
            ),
            pgtrigger.Protect(
                name="what_was_sent_never_changes",
                operation=pgtrigger.Update,
                condition=pgtrigger.Q(old__sent_at__isnull=False) & _changed(*AS_SENT),
            ),
            pgtrigger.Protect(
                name="what_was_sent_is_never_removed",
                operation=pgtrigger.Delete,
                condition=pgtrigger.Q(old__sent_at__isnull=False),
            ),
        ]

    def __str__(self):
        return f"Version {self.number}"

    def get_absolute_url(self):
        return reverse("inspections:receipt", args=[self.of_id, self.number])

    @property
    def is_draft(self) -> bool:
        return self.status == self.Status.DRAFT

    @property
    def is_in_the_making(self) -> bool:
        return self.status in self.IN_THE_MAKING

    @property
    def is_sent_out(self) -> bool:
        return self.status in self.SENT_OUT

    @property
    def is_nil(self) -> bool:
        return bool(self.nil_reason)


class SubmittedDocumentQuerySet(models.QuerySet):
    def visible_to(self, user):
        """As the submission that it belongs to."""
        return self.filter(submission__in=Submission.objects.visible_to(user))


# A draft that is being sent holds its row: this waits for it, and then finds it sent. Nothing slips in behind.
ONLY_INTO_A_DRAFT = """
    PERFORM FROM inspections_submission
        WHERE id = {which}.submission_id AND participation_id = {which}.participation_id AND status = 'draft' FOR SHARE;
    IF NOT FOUND THEN
        RAISE EXCEPTION 'pgtrigger: the documents of a submission change only while it is being prepared';
    END IF;
    RETURN {which};
"""


class SubmittedDocument(models.Model):
    """A file in one version of a return, under the document that it answers, or under none. Never changes once sent."""

    submission = models.ForeignKey(Submission, models.CASCADE, related_name="documents")
    participation = models.ForeignKey(Participation, models.CASCADE, related_name="+")
    asked_document = models.ForeignKey(
        AskedDocument, models.PROTECT, null=True, blank=True, related_name="files", help_text="Empty: something else."
    )
    file = models.ForeignKey(StoredFile, models.PROTECT, related_name="+")
    sha256 = models.CharField(max_length=64, help_text="Of the file, so that the database can refuse it twice.")
    note = models.CharField(max_length=300, blank=True)
    added_by = _person()
    added_at = models.DateTimeField(db_default=Now())

    objects = SubmittedDocumentQuerySet.as_manager()

    class Meta:
        ordering = [F("asked_document__position").asc(nulls_last=True), "added_at", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["submission", "asked_document", "sha256"],
                nulls_distinct=False,
                name="a_file_answers_an_asked_document_once",
            ),
        ]
        triggers = [
            pgtrigger.Trigger(
                name="documents_are_added_to_a_draft",
                when=pgtrigger.Before,
                operation=pgtrigger.Insert | pgtrigger.Update,
                func=ONLY_INTO_A_DRAFT.format(which="NEW"),
            ),
            pgtrigger.Trigger(
                name="documents_are_taken_out_of_a_draft",
                when=pgtrigger.Before,
                operation=pgtrigger.Delete | pgtrigger.Update,
                func=ONLY_INTO_A_DRAFT.format(which="OLD").replace("RETURN OLD", "RETURN COALESCE(NEW, OLD)"),
            ),
        ]

    def __str__(self):
        return self.file.shown_name

    def get_absolute_url(self):
        return reverse("inspections:document", args=[self.pk])


class SetAsideNote(models.Model):
    """A text that could not be saved because somebody else had saved another: kept until a person chooses."""

    submission = models.ForeignKey(Submission, models.CASCADE, related_name="set_aside")
    participation = models.ForeignKey(Participation, models.CASCADE, related_name="+")
    text = models.TextField()
    set_aside_by = _person()
    set_aside_at = models.DateTimeField(db_default=Now())

    class Meta:
        ordering = ["set_aside_at", "pk"]
        constraints = [
            models.UniqueConstraint("submission", "set_aside_by", name="a_person_has_one_text_set_aside"),
        ]

    def __str__(self):
        return f"{self.set_aside_by}'s text"
