"""One answer of an area, by people who are known: written by several, signed off by a chief officer."""

import pghistory
import pgtrigger
from django.conf import settings
from django.db import models
from django.db.models import F, Q

from accounts.clock import Today
from accounts.moves import Moving, kept_by_the_database
from instruments.models import Version
from programmes.models import Participation
from surveys.models.survey import Opening, Survey
from surveys.sheets import SoFar


class ReplyQuerySet(models.QuerySet):
    def visible_to(self, user):
        """What was sent, to all who see the partnership; what is not sent yet, to its own people alone."""
        own = Participation.objects.sat_in_by(user)
        seen = Participation.objects.visible_to(user)
        return self.filter(Q(participation__in=own) | Q(participation__in=seen, status=Reply.Status.SENT))

    def over(self):
        """Those whose last day is past and that nothing was frozen of."""
        return self.filter(closes_on__lt=Today(), dataset=None)


#: What the partnership writes is no matter for the trail, which others read: that it was written is.
ITS_OWN_WORDS = ["values", "not_taken", "edits", "sent_back_reason", "saved_by", "saved_at", "saved_in"]


@kept_by_the_database
@pghistory.track(exclude=ITS_OWN_WORDS)
class Reply(Moving, Opening):
    """The answer of one area and kind of respondent to a survey in which people are named."""

    class Status(models.TextChoices):
        DRAFT = "draft", "Being prepared"
        AWAITING_SIGN_OFF = "awaiting sign-off", "Waiting for sign-off"
        SENT = "sent", "Sent"

    MOVES = {
        Status.DRAFT: {Status.AWAITING_SIGN_OFF},
        Status.AWAITING_SIGN_OFF: {Status.DRAFT, Status.SENT},
        Status.SENT: set(),
    }

    survey = models.ForeignKey(Survey, models.CASCADE, related_name="replies")
    participation = models.ForeignKey(Participation, models.CASCADE, related_name="survey_replies")
    kind = models.CharField(max_length=60, blank=True, help_text="Key of the kind of respondent.")
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
    put_forward_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )
    put_forward_at = models.DateTimeField(null=True, blank=True)
    sent_back_reason = models.TextField(blank=True, help_text="Between the partnership's own people.")
    sent_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+")
    sent_at = models.DateTimeField(null=True, blank=True, help_text="When a chief officer signed it off.")
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
        ordering = ["survey", "participation__partnership__name", "kind"]
        constraints = [
            models.UniqueConstraint(
                fields=["survey", "participation", "kind"], name="an_area_answers_once_for_a_kind_of_respondent"
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
                condition=Q(sent_by=None, sent_at=None) & ~Q(status="sent")
                | Q(sent_by__isnull=False, sent_at__isnull=False, status="sent"),
            ),
        ]
        triggers = [
            pgtrigger.Protect(
                name="a_reply_that_was_sent_stands",
                operation=pgtrigger.Update,
                condition=pgtrigger.Q(old__status="sent")
                & (
                    pgtrigger.Q(old__values__df=pgtrigger.F("new__values"))
                    | pgtrigger.Q(old__status__df=pgtrigger.F("new__status"))
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
        return self.status == self.Status.SENT
