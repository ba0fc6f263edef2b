"""What people wrote in their own words: passages, what is hidden in them, the themes two readers found, and quotes."""

import uuid

import pghistory
import pgtrigger
from django.conf import settings
from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.utils import timezone

from programmes.models import Participation, Programme
from surveys.models import Dataset, Survey


class ThemeQuerySet(models.QuerySet):
    def visible_to(self, user):
        return self.filter(survey__programme__in=Programme.objects.worked_on_by(user))

    def in_use(self):
        return self.filter(retired_at=None)


@pghistory.track()
class Theme(models.Model):
    """One entry of a survey's codebook: what readers look for in the words that people wrote."""

    survey = models.ForeignKey(Survey, models.CASCADE, related_name="themes")
    title = models.CharField(max_length=100)
    meaning = models.TextField(help_text="When to give it, and when not.")
    position = models.PositiveSmallIntegerField(default=0)
    retired_at = models.DateTimeField(null=True, blank=True, help_text="No longer given; what was given stands.")

    objects = ThemeQuerySet.as_manager()

    class Meta:
        ordering = ["survey", "position", "pk"]
        constraints = [
            models.UniqueConstraint("survey", "title", name="a_title_names_one_theme_of_a_survey"),
        ]

    def __str__(self):
        return self.title


class PassageQuerySet(models.QuerySet):
    def visible_to(self, user):
        """The team's, less those from partnerships that a person is tied to."""
        seen = Participation.objects.visible_to(user)
        return self.filter(
            Q(participation=None) | Q(participation__in=seen),
            dataset__survey__programme__in=Programme.objects.worked_on_by(user),
        )

    def cleared(self):
        """Those that somebody has looked through for what tells who a person is."""
        return self.filter(cleared_at__isnull=False)

    def waiting(self):
        """Those that nobody has looked through."""
        return self.filter(cleared_at=None)

    def read_twice(self):
        """Those of which both readings are in."""
        second = Reading.objects.filter(passage=OuterRef("pk"), read_at__isnull=False)
        return self.filter(Exists(second.filter(place=1)), Exists(second.filter(place=2)))


# What is decided about a passage has a history; the words themselves never change and stand in no other table.
@pghistory.track(pghistory.UpdateEvent(), fields=["hidden", "cleared_by", "cleared_at"], model_name="PassageEvent")
class Passage(models.Model):
    """What one respondent wrote to one question. ``hidden`` are stretches [start, end, what] that nobody else reads.

    The words themselves stay as they were sent; what is shown anywhere is ``shown``.
    """

    dataset = models.ForeignKey(Dataset, models.PROTECT, related_name="passages")
    number = models.PositiveIntegerField(help_text="Of the answer in its dataset.")
    participation = models.ForeignKey(Participation, models.PROTECT, null=True, related_name="+")
    question = models.CharField(max_length=200)
    words = models.TextField()
    hidden = models.JSONField(default=list, blank=True)
    cleared_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+")
    cleared_at = models.DateTimeField(null=True, blank=True)

    objects = PassageQuerySet.as_manager()

    class Meta:
        ordering = ["dataset", "question", "number"]
        constraints = [
            models.UniqueConstraint("dataset", "number", "question", name="an_answer_is_one_passage"),
            models.CheckConstraint(
                name="a_passage_is_cleared_by_someone_at_some_time",
                condition=Q(cleared_by=None, cleared_at=None) | Q(cleared_by__isnull=False, cleared_at__isnull=False),
            ),
        ]
        triggers = [
            pgtrigger.Trigger(
                name="what_was_written_never_changes",
                when=pgtrigger.Before,
                operation=pgtrigger.Update,
                condition=pgtrigger.AnyChange("words", "number", "question", "participation", "dataset"),
                func="RAISE EXCEPTION 'What was written never changes.';",
            ),
            pgtrigger.Trigger(
                name="what_is_being_read_stays_cleared",
                when=pgtrigger.Before,
                operation=pgtrigger.Update,
                condition=pgtrigger.Q(old__cleared_at__isnull=False, new__cleared_at__isnull=True),
                func="""
                    IF EXISTS (SELECT FROM analysis_reading WHERE passage_id = OLD.id) THEN
                        RAISE EXCEPTION 'What is being read stays cleared.';
                    END IF;
                    RETURN NEW;
                """,
            ),
        ]

    def __str__(self):
        return f"Passage {self.pk}"

    @property
    def shown(self) -> str:
        """Its words with every hidden stretch replaced by what stood there."""
        words, at = [], 0
        for start, end, what in sorted(self.hidden):
            words += [self.words[at:start], f"[{what}]"]
            at = max(at, end)
        return "".join([*words, self.words[at:]])


class OfAPassage(models.QuerySet):
    def visible_to(self, user):
        return self.filter(passage__in=Passage.objects.visible_to(user))


class ReadingQuerySet(OfAPassage):
    def done(self):
        return self.filter(read_at__isnull=False)

    def held(self):
        """Places that somebody took and has not read yet."""
        return self.filter(read_at=None)


class Reading(models.Model):
    """One of the two places at a passage: taken when it is opened, done when its reader has given themes or none.

    Neither reader sees the other's themes before both readings are done, and then neither changes their own any more.
    """

    passage = models.ForeignKey(Passage, models.CASCADE, related_name="readings")
    place = models.PositiveSmallIntegerField(help_text="First or second reader.")
    reader = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    taken_at = models.DateTimeField(default=timezone.now)
    read_at = models.DateTimeField(null=True, blank=True)
    themes = models.ManyToManyField(Theme, through="Coding", related_name="readings")

    objects = ReadingQuerySet.as_manager()

    class Meta:
        ordering = ["passage", "place"]
        constraints = [
            models.UniqueConstraint("passage", "place", name="a_passage_has_two_readers"),
            models.UniqueConstraint("passage", "reader", name="nobody_reads_a_passage_twice"),
            models.CheckConstraint(name="a_reader_is_the_first_or_the_second", condition=Q(place__in=[1, 2])),
        ]
        triggers = [
            pgtrigger.Trigger(
                name="only_what_is_cleared_is_read",
                when=pgtrigger.Before,
                operation=pgtrigger.Insert,
                func="""
                    IF EXISTS (SELECT FROM analysis_passage WHERE id = NEW.passage_id AND cleared_at IS NULL) THEN
                        RAISE EXCEPTION 'Only what is cleared is read.';
                    END IF;
                    RETURN NEW;
                """,
            ),
        ]

    def __str__(self):
        return f"Reading {self.place} of passage {self.passage_id}"


class CodingQuerySet(models.QuerySet):
    def visible_to(self, user):
        return self.filter(reading__in=Reading.objects.visible_to(user))


class Coding(models.Model):
    """A theme that a reader gave."""

    reading = models.ForeignKey(Reading, models.CASCADE, related_name="codings")
    theme = models.ForeignKey(Theme, models.PROTECT, related_name="codings")

    objects = CodingQuerySet.as_manager()

    class Meta:
        ordering = ["reading", "theme"]
        constraints = [
            models.UniqueConstraint("reading", "theme", name="a_reader_gives_a_theme_once"),
        ]
        triggers = [
            pgtrigger.Trigger(
                name="readings_stand_once_both_are_done",
                when=pgtrigger.Before,
                operation=pgtrigger.Insert | pgtrigger.Update | pgtrigger.Delete,
                func="""
                    IF (SELECT count(*) FROM analysis_reading its
                        JOIN analysis_reading own ON own.passage_id = its.passage_id
                        WHERE own.id = CASE WHEN TG_OP = 'DELETE' THEN OLD.reading_id ELSE NEW.reading_id END
                          AND its.read_at IS NOT NULL) = 2 THEN
                        RAISE EXCEPTION 'Readings stand once both are done.';
                    END IF;
                    IF TG_OP = 'DELETE' THEN RETURN OLD; END IF;
                    RETURN NEW;
                """,
            ),
        ]

    def __str__(self):
        return f"Theme {self.theme_id}"


@pghistory.track()
class Settlement(models.Model):
    """What was settled where two readers differ about a theme."""

    passage = models.ForeignKey(Passage, models.CASCADE, related_name="settlements")
    theme = models.ForeignKey(Theme, models.PROTECT, related_name="settlements")
    holds = models.BooleanField(help_text="The passage is counted under the theme.")
    reason = models.CharField(max_length=500, blank=True, help_text="Why; needed where one of the two readers settles.")
    settled_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    settled_at = models.DateTimeField(default=timezone.now)

    objects = OfAPassage.as_manager()

    class Meta:
        ordering = ["passage", "theme"]
        constraints = [
            models.UniqueConstraint("passage", "theme", name="a_theme_of_a_passage_is_settled_once"),
        ]

    def __str__(self):
        return f"Theme {self.theme_id} of passage {self.passage_id}"


class QuoteQuerySet(models.QuerySet):
    def visible_to(self, user):
        return self.filter(survey__programme__in=Programme.objects.worked_on_by(user))


class Quote(models.Model):
    """Words that may stand in a report. It says neither whose they are nor which answer, question apart, they are from.

    Its number is drawn by lot and its time is a day, so that the order of choosing leads back to no passage either; for
    the same reason it has no history.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    survey = models.ForeignKey(Survey, models.PROTECT, related_name="quotes")
    question = models.CharField(max_length=200)
    words = models.TextField()
    theme = models.ForeignKey(Theme, models.SET_NULL, null=True, blank=True, related_name="quotes")
    chosen_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    chosen_on = models.DateField(default=timezone.localdate)

    objects = QuoteQuerySet.as_manager()

    class Meta:
        ordering = ["survey", "question", "words"]
        constraints = [
            models.UniqueConstraint("survey", "question", "words", name="words_are_quoted_once"),
            models.CheckConstraint(name="a_quote_has_words", condition=~Q(words="")),
        ]

    def __str__(self):
        return f"“{self.words[:60]}”"
