"""By which rules a dataset is published: decided once, before anything leaves."""

import pghistory
import pgtrigger
from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q
from django.utils import timezone

from instruments.disclosure.rules import HARD_FLOOR, Rules
from programmes.models import Programme
from surveys.models import Dataset


class PlanQuerySet(models.QuerySet):
    def visible_to(self, user):
        """Those of the programmes that a person works on."""
        return self.filter(dataset__survey__programme__in=Programme.objects.worked_on_by(user))


@pghistory.track()
class Plan(models.Model):
    """What is too small to be shown of one dataset, and by what its respondents are parted.

    It stands from the first release on: another way of parting the same people would be another look at them.
    """

    dataset = models.OneToOneField(Dataset, models.PROTECT, related_name="plan")
    groupings = ArrayField(
        models.CharField(max_length=80),
        default=list,
        blank=True,
        help_text="By what national tables part respondents: keys of breakdowns.",
    )
    threshold = models.PositiveSmallIntegerField(default=Rules.threshold)
    percentages_from = models.PositiveSmallIntegerField(default=Rules.percentages_from)
    unanimous_below = models.PositiveSmallIntegerField(default=Rules.unanimous_below)
    free_text_from = models.PositiveSmallIntegerField(default=Rules.free_text_from)
    leaving_out_is_an_answer = models.BooleanField(default=False)
    joins_answers = models.BooleanField(
        default=True, help_text="Areas show “agree” and “strongly agree” as one; the country shows every answer."
    )
    decided_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    decided_at = models.DateTimeField(default=timezone.now)

    objects = PlanQuerySet.as_manager()

    class Meta:
        ordering = ["dataset"]
        constraints = [
            models.CheckConstraint(name="a_threshold_has_a_floor", condition=Q(threshold__gte=HARD_FLOOR)),
            models.CheckConstraint(
                name="nothing_is_shown_of_fewer_than_the_threshold",
                condition=Q(
                    percentages_from__gte=F("threshold"),
                    unanimous_below__gte=F("threshold"),
                    free_text_from__gte=F("threshold"),
                ),
            ),
        ]
        triggers = [
            pgtrigger.Trigger(
                name="a_plan_stands_once_something_is_released",
                when=pgtrigger.Before,
                operation=pgtrigger.Update | pgtrigger.Delete,
                func="""
                    IF EXISTS (SELECT FROM analysis_release WHERE plan_id = OLD.id AND status <> 'withdrawn') THEN
                        RAISE EXCEPTION 'A plan stands once something is released by it.';
                    END IF;
                    IF TG_OP = 'DELETE' THEN RETURN OLD; END IF;
                    RETURN NEW;
                """,
            ),
        ]

    def __str__(self):
        return f"Rules for {self.dataset.survey}"

    @property
    def rules(self) -> Rules:
        return Rules(
            threshold=self.threshold,
            percentages_from=self.percentages_from,
            unanimous_below=self.unanimous_below,
            free_text_from=self.free_text_from,
            leaving_out_is_an_answer=self.leaving_out_is_an_answer,
        )


class OfAPlan(models.QuerySet):
    def visible_to(self, user):
        return self.filter(plan__in=Plan.objects.visible_to(user))


@pghistory.track()
class ByHand(models.Model):
    """What a person decided about one number against the rules' own choice: to withhold it, or to show a 0."""

    plan = models.ForeignKey(Plan, models.CASCADE, related_name="by_hand")
    grouping = models.CharField(max_length=80, blank=True)
    group = models.CharField(max_length=300, blank=True)
    question = models.CharField(max_length=200, blank=True)
    answer = models.CharField(max_length=120, blank=True)
    shows = models.BooleanField(help_text="A 0 that is shown, or else a number that is withheld.")
    reason = models.CharField(max_length=500)
    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    at = models.DateTimeField(default=timezone.now)

    objects = OfAPlan.as_manager()

    class Meta:
        ordering = ["at", "pk"]
        constraints = [
            models.UniqueConstraint(
                "plan", "grouping", "group", "question", "answer", name="a_number_is_decided_about_once"
            ),
            models.CheckConstraint(name="a_decision_by_hand_says_why", condition=~Q(reason="")),
        ]

    def __str__(self):
        parts = (self.group, self.question, self.answer)
        return " · ".join(part for part in parts if part) or "everybody"
