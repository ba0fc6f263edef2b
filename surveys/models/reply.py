"""One answer of an area, by people who are known: of a partnership, or of a board or post that answers for itself."""

import pghistory
import pgtrigger
from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q
from django.utils import timezone

from accounts.clock import Today
from accounts.moves import Moving, kept_by_the_database
from instruments.models import Version
from programmes.models import Participation
from surveys.models.survey import Opening, Survey
from surveys.sheets import SoFar


class WriterQuerySet(models.QuerySet):
    def visible_to(self, user):
        """A person's own places, and those of partnerships that they see."""
        return self.filter(Q(person=user.pk) | Q(participation__in=Participation.objects.visible_to(user)))

    def current(self):
        """Those that nobody has ended."""
        return self.filter(ended_at=None)


@pghistory.track()
class Writer(models.Model):
    """Somebody asked to write what a board or a post answers for itself. It lets them into nothing else."""

    survey = models.ForeignKey(Survey, models.CASCADE, related_name="writers")
    participation = models.ForeignKey(Participation, models.CASCADE, related_name="survey_writers")
    kind = models.CharField(max_length=60, blank=True, help_text="Key of the kind of respondent.")
    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="survey_places")
    asked_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    asked_at = models.DateTimeField(default=timezone.now)
    ended_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+")
    ended_at = models.DateTimeField(null=True, blank=True)

    objects = WriterQuerySet.as_manager()

    class Meta:
        ordering = ["survey", "participation", "kind", "asked_at"]
        constraints = [
            models.UniqueConstraint(
                fields=["survey", "participation", "kind", "person"],
                condition=Q(ended_at=None),
                name="a_person_is_asked_once_to_write_a_reply",
            ),
            models.CheckConstraint(
                name="a_writer_is_let_go_by_someone_at_some_time",
                condition=Q(ended_by=None, ended_at=None) | Q(ended_by__isnull=False, ended_at__isnull=False),
            ),
        ]

    def __str__(self):
        return f"{self.person}: {self.survey}"


class ReplyQuerySet(models.QuerySet):
    def visible_to(self, user):
        """What was sent, to all who see the partnership; what is not sent yet, to those who write it.

        What a board or a post answers for itself, nobody else in its partnership reads, sent or not.
        """
        own, seen = Participation.objects.sat_in_by(user), Participation.objects.visible_to(user)
        places = Writer.objects.current().filter(
            person=user.pk,
            survey=models.OuterRef("survey"),
            participation=models.OuterRef("participation"),
            kind=models.OuterRef("kind"),
        )
        of_the_partnership = Q(of_its_own=False) & (
            Q(participation__in=own) | Q(participation__in=seen, status__in=Reply.SENT_OUT)
        )
        of_its_own = Q(of_its_own=True) & (
            models.Exists(places) | Q(participation__in=seen, status__in=Reply.SENT_OUT) & ~Q(participation__in=own)
        )
        return self.filter(of_the_partnership | of_its_own)

    def in_the_making(self):
        return self.exclude(status__in=Reply.SENT_OUT)

    def sent_out(self):
        """Every version that left, those that a later one replaced too."""
        return self.filter(status__in=Reply.SENT_OUT)

    def newest(self):
        """Of each area and kind of respondent the version that is at work, or else the one that stands."""
        return self.order_by("survey", "participation", "kind", "-number").distinct("survey", "participation", "kind")

    def over(self):
        """Those whose last day is past and that nothing was frozen of."""
        return self.filter(closes_on__lt=Today(), dataset=None)


#: What the partnership writes is no matter for the trail, which others read: that it was written is.
ITS_OWN_WORDS = ["values", "not_taken", "edits", "sent_back_reason", "saved_by", "saved_at", "saved_in", "written_by"]


@kept_by_the_database
@pghistory.track(exclude=ITS_OWN_WORDS)
class Reply(Moving, Opening):
    """The answer of one area and kind of respondent to a survey in which people are named."""

    class Status(models.TextChoices):
        DRAFT = "draft", "Being prepared"
        AWAITING_SIGN_OFF = "awaiting sign-off", "Waiting for sign-off"
        SENT = "sent", "Sent"
        SUPERSEDED = "superseded", "Replaced by a later version"

    MOVES = {
        Status.DRAFT: {Status.AWAITING_SIGN_OFF, Status.SENT},
        Status.AWAITING_SIGN_OFF: {Status.DRAFT, Status.SENT},
        Status.SENT: {Status.SUPERSEDED},
        Status.SUPERSEDED: set(),
    }
    SENT_OUT = (Status.SENT, Status.SUPERSEDED)

    survey = models.ForeignKey(Survey, models.CASCADE, related_name="replies")
    participation = models.ForeignKey(Participation, models.CASCADE, related_name="survey_replies")
    kind = models.CharField(max_length=60, blank=True, help_text="Key of the kind of respondent.")
    number = models.PositiveSmallIntegerField(default=1, help_text="Which version: a correction is the next one.")
    of_its_own = models.BooleanField(
        default=False, help_text="Written by those who were asked to, and read by nobody else in the partnership."
    )
    needs_sign_off = models.BooleanField(default=True, help_text="By a chief officer, before it is sent.")
    version = models.ForeignKey(
        Version, models.PROTECT, null=True, blank=True, related_name="+", help_text="What was answered, once begun."
    )
    status = models.CharField(max_length=20, choices=Status, default=Status.DRAFT)
    values = models.JSONField(default=dict, blank=True)
    not_taken = models.JSONField(
        default=dict, blank=True, help_text="By the name of its field, what was typed and cannot be an answer yet."
    )
    edits = models.PositiveIntegerField(default=0, help_text="Goes up with every change.")
    saved_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+")
    saved_at = models.DateTimeField(null=True, blank=True)
    saved_in = models.CharField(
        max_length=24, blank=True, help_text="The opened page that saved last by itself; empty after a button."
    )
    written_by = ArrayField(
        models.BigIntegerField(),
        default=list,
        blank=True,
        help_text="Who changed an answer in it, in the order in which they first did. A correction begins with those "
        "who wrote what it corrects.",
    )
    put_forward_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )
    put_forward_at = models.DateTimeField(null=True, blank=True)
    sent_back_reason = models.TextField(blank=True, help_text="Between the partnership's own people.")
    sent_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+")
    sent_at = models.DateTimeField(
        null=True, blank=True, help_text="When it was signed off, or sent by those who write it."
    )
    dataset = models.ForeignKey(
        "surveys.Dataset",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="replies",
        help_text="What it is part of.",
    )

    objects = ReplyQuerySet.as_manager()

    class Meta:
        ordering = ["survey", "participation__partnership__name", "kind", "number"]
        constraints = [
            models.UniqueConstraint(
                fields=["survey", "participation", "kind", "number"], name="a_version_of_a_reply_has_its_own_number"
            ),
            models.UniqueConstraint(
                fields=["survey", "participation", "kind"],
                condition=Q(status__in=["draft", "awaiting sign-off"]),
                name="an_area_prepares_one_answer_at_a_time",
            ),
            models.UniqueConstraint(
                fields=["survey", "participation", "kind"],
                condition=Q(status="sent"),
                name="one_answer_of_an_area_stands_for_a_kind_of_respondent",
            ),
            models.CheckConstraint(
                name="what_its_own_people_write_no_chief_officer_signs_off",
                condition=Q(of_its_own=False) | Q(needs_sign_off=False),
            ),
            models.CheckConstraint(
                name="a_reply_waits_for_sign_off_only_where_one_is_asked",
                condition=~Q(status="awaiting sign-off") | Q(needs_sign_off=True),
            ),
            models.CheckConstraint(
                name="what_a_chief_officer_signs_off_was_put_forward",
                condition=Q(needs_sign_off=False) | Q(sent_at=None) | Q(put_forward_at__isnull=False),
            ),
            models.CheckConstraint(
                name="a_reply_opens_before_it_closes",
                condition=Q(opens_on=None, closes_on=None) | Q(opens_on__lte=F("closes_on")),
            ),
            models.CheckConstraint(
                name="a_reply_is_saved_by_someone_at_some_time",
                condition=Q(saved_by=None, saved_at=None) | Q(saved_by__isnull=False, saved_at__isnull=False),
            ),
            models.CheckConstraint(
                name="a_reply_is_put_forward_by_someone_at_some_time",
                condition=Q(put_forward_by=None, put_forward_at=None)
                | Q(put_forward_by__isnull=False, put_forward_at__isnull=False),
            ),
            models.CheckConstraint(
                name="a_reply_is_sent_by_someone_at_some_time",
                condition=Q(sent_by=None, sent_at=None) & ~Q(status__in=["sent", "superseded"])
                | Q(sent_by__isnull=False, sent_at__isnull=False, status__in=["sent", "superseded"]),
            ),
        ]
        triggers = [
            pgtrigger.Protect(
                name="a_reply_that_was_sent_stands",
                operation=pgtrigger.Update,
                condition=pgtrigger.Q(old__sent_at__isnull=False)
                & (
                    pgtrigger.Q(old__values__df=pgtrigger.F("new__values"))
                    | pgtrigger.Q(old__version__df=pgtrigger.F("new__version"))
                    | pgtrigger.Q(old__written_by__df=pgtrigger.F("new__written_by"))
                    | pgtrigger.Q(old__sent_at__df=pgtrigger.F("new__sent_at"))
                    | pgtrigger.Q(old__sent_by__df=pgtrigger.F("new__sent_by"))
                ),
            ),
        ]

    def __str__(self):
        return f"{self.survey}: {self.whose}"

    def get_absolute_url(self):
        return f"/survey-replies/{self.pk}/"

    @property
    def whose(self) -> str:
        parts = [self.participation.partnership.name, self.survey.title_of(self.kind)]
        return ", ".join(part for part in parts if part)

    @property
    def asked(self) -> Version:
        """The questions: those that it was begun with, or else those that the survey asks now."""
        return self.version if self.version_id else self.survey.version

    @property
    def so_far(self) -> SoFar:
        """Its answers, and what was typed beside them."""
        return SoFar(self.values, self.not_taken)

    @property
    def is_sent(self) -> bool:
        """Whether this version left; a later one may have replaced it since."""
        return self.status in self.SENT_OUT

    @property
    def reference(self) -> str:
        """The number of its receipt."""
        return f"S{self.survey_id}-{self.participation_id}-{self.pk}"
