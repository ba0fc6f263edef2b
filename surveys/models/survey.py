"""A questionnaire put to many people: once for a programme, by one link for each area or kind of respondent."""

from datetime import date

import pghistory
import pgtrigger
from django.db import models
from django.db.models import F, Q

from accounts.clock import Today
from instruments.models import Questionnaire, Version
from programmes.models import Milestone, Participation, Programme
from surveys.link_words import new_words


class SurveyQuerySet(models.QuerySet):
    def visible_to(self, user):
        """Those of the programmes that a person sees."""
        return self.filter(programme__in=Programme.objects.visible_to(user))

    def without_names(self):
        """Those in which nobody is named and everybody answers for themselves."""
        return self.filter(named=False)


@pghistory.track()
class Survey(models.Model):
    """One questionnaire of a programme, to whom it is put, and when."""

    programme = models.ForeignKey(Programme, models.CASCADE, related_name="surveys")
    key = models.SlugField(max_length=60)
    title = models.CharField(max_length=200)
    milestone = models.ForeignKey(
        Milestone,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="surveys",
        help_text="Opens and closes it; empty where the team does so by hand.",
    )
    named = models.BooleanField(help_text="One answer for an area and kind of respondent, by people who are known.")
    link_for = models.CharField(max_length=20, help_text="area, or respondents")
    respondents = models.JSONField(
        default=list,
        blank=True,
        help_text="Kinds of respondent: {key, title}; where people are named also {written_by, signed_off_by}.",
    )
    questionnaire = models.ForeignKey(Questionnaire, models.PROTECT, related_name="+")
    version = models.ForeignKey(Version, models.PROTECT, related_name="+", help_text="What is asked.")
    position = models.PositiveSmallIntegerField(default=0)
    follows = models.ForeignKey(
        "self",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="followed_by",
        help_text="The earlier round of this survey, in this programme or in an earlier one.",
    )

    objects = SurveyQuerySet.as_manager()

    class Meta:
        ordering = ["programme", "position"]
        constraints = [
            models.UniqueConstraint("programme", "key", name="a_key_names_one_survey_of_a_programme"),
            models.CheckConstraint(name="no_survey_follows_itself", condition=~Q(follows=F("pk"))),
        ]
        triggers = [
            pgtrigger.Trigger(
                name="rounds_never_go_in_a_circle",
                when=pgtrigger.Before,
                operation=pgtrigger.Update | pgtrigger.Insert,
                condition=pgtrigger.Q(new__follows__isnull=False),
                func="""
                    IF EXISTS (
                        WITH RECURSIVE earlier AS (
                            SELECT NEW.follows_id AS id
                            UNION SELECT s.follows_id FROM surveys_survey s JOIN earlier e ON e.id = s.id
                            WHERE s.follows_id IS NOT NULL)
                        SELECT FROM earlier WHERE id = NEW.id) THEN
                        RAISE EXCEPTION 'A survey cannot follow one that follows it.';
                    END IF;
                    RETURN NEW;
                """,
            ),
        ]

    def __str__(self):
        return self.title

    def get_absolute_url(self):
        return f"/work/{self.programme.slug}/surveys/{self.key}/"

    def title_of(self, kind: str) -> str:
        """What a kind of respondent is called; empty where the survey knows no kinds."""
        return next((each["title"] for each in self.respondents if each["key"] == kind), "")

    def answers_for_itself(self, kind: str) -> bool:
        """Whether a kind of respondent writes its own reply, which nobody else in the partnership reads."""
        return any(each["key"] == kind and each.get("written_by") == "its own people" for each in self.respondents)

    def needs_sign_off(self, kind: str) -> bool:
        """Whether a chief officer signs the reply of a kind of respondent off before it is sent."""
        said = next((each.get("signed_off_by") for each in self.respondents if each["key"] == kind), None)
        return said != "themselves"


class Opening(models.Model):
    """Something that takes answers on its days, until it is frozen."""

    opens_on = models.DateField(null=True, blank=True)
    closes_on = models.DateField(null=True, blank=True, help_text="Its last day.")

    class Meta:
        abstract = True

    def state(self, today: date) -> str:
        """How it stands: no dates, not open, open, closed, frozen."""
        if self.dataset_id:
            return "frozen"
        if self.opens_on is None:
            return "no dates"
        if today < self.opens_on:
            return "not open"
        return "open" if today <= self.closes_on else "closed"


class LinkQuerySet(models.QuerySet):
    def visible_to(self, user):
        """A partnership's own; for the team, those of partnerships that they see and those that are nobody's own."""
        return self.filter(
            Q(participation__in=Participation.objects.visible_to(user))
            | Q(participation=None, survey__programme__in=Programme.objects.worked_on_by(user))
        )

    def open(self):
        """Those that take answers today, by the database's clock."""
        return self.filter(opens_on__lte=Today(), closes_on__gte=Today(), dataset=None)

    def over(self):
        """Those whose last day is past and that nothing was frozen of."""
        return self.filter(closes_on__lt=Today(), dataset=None)


# What it asks is written down as somebody opens it or answers first: history would tell the moment.
@pghistory.track(exclude=["version"])
class Link(Opening):
    """The address at which one area, or one kind of respondent, answers. It tells nobody apart within it."""

    survey = models.ForeignKey(Survey, models.CASCADE, related_name="links")
    participation = models.ForeignKey(Participation, models.CASCADE, null=True, blank=True, related_name="survey_links")
    kind = models.CharField(max_length=60, blank=True, help_text="Key of the kind of respondent.")
    words = models.CharField(max_length=20, unique=True, default=new_words, help_text="The last part of its address.")
    version = models.ForeignKey(
        Version, models.PROTECT, null=True, blank=True, related_name="+", help_text="What it asks, once it has opened."
    )
    dataset = models.ForeignKey(
        "surveys.Dataset", models.PROTECT, null=True, blank=True, related_name="links", help_text="What it became."
    )

    objects = LinkQuerySet.as_manager()

    class Meta:
        ordering = ["survey", "participation__partnership__name", "kind"]
        constraints = [
            models.UniqueConstraint(
                fields=["survey", "participation", "kind"],
                nulls_distinct=False,
                name="a_survey_has_one_link_for_an_area_and_kind",
            ),
            models.CheckConstraint(
                name="a_link_opens_before_it_closes",
                condition=Q(opens_on=None, closes_on=None) | Q(opens_on__lte=F("closes_on")),
            ),
        ]

    def __str__(self):
        return f"{self.survey}: {self.whose or 'everybody'}"

    def get_absolute_url(self):
        return f"/s/{self.words}/"

    @property
    def asked(self) -> Version:
        """The questions: those that it opened with, or else those that the survey asks now."""
        return self.version if self.version_id else self.survey.version

    @property
    def whose(self) -> str:
        """Whom it is for: an area, a kind of respondent, both or neither."""
        parts = [self.participation.partnership.name if self.participation_id else "", self.survey.title_of(self.kind)]
        return ", ".join(part for part in parts if part)
