"""Judgements: the lead proposes, with a reason; the panel alone agrees, and only the panel changes what it agreed."""

import pghistory
import pgtrigger
from django.conf import settings
from django.db import models
from django.db.models import F, Func, Q
from django.utils import timezone

from accounts.moves import Moving, kept_by_the_database
from assurance import scales
from assurance.models.panel import Meeting
from reports.models import Report


class JudgementsOut(Func):
    """Ids of the judgements that a public edition tells, by the database's clock; see the migration of walls."""

    template = "(SELECT * FROM portal_judgements_out())"
    output_field = models.BigIntegerField()


class JudgementQuerySet(models.QuerySet):
    def visible_to(self, user):
        """Those of the drafts one reads, and those that the public knows."""
        return self.filter(Q(report__in=Report.objects.visible_to(user)) | Q(pk__in=JudgementsOut()))

    def out(self):
        """What public editions tell: of each report and question the last that the panel had agreed by its freezing."""
        return self.filter(pk__in=JudgementsOut())

    def proposed(self):
        return self.filter(status=Judgement.Status.PROPOSED)

    def agreed(self):
        return self.filter(status=Judgement.Status.AGREED)


@kept_by_the_database
@pghistory.track()
class Judgement(Moving, models.Model):
    """What a report judges of one question. One that is agreed never changes; a new one beside it takes its place."""

    class Status(models.TextChoices):
        PROPOSED = "proposed", "Proposed"
        AGREED = "agreed", "Agreed by the panel"

    MOVES = {Status.PROPOSED: {Status.AGREED}, Status.AGREED: set()}
    MARKS = {Status.PROPOSED: "waiting", Status.AGREED: "done"}

    report = models.ForeignKey(Report, models.PROTECT, related_name="judgements")
    question = models.SlugField(max_length=60, help_text="The key of a question that the programme judges.")
    title = models.CharField(max_length=200, help_text="The question as it was called when it was judged.")
    number = models.PositiveSmallIntegerField(help_text="Counts what was judged of this question, one after another.")
    status = models.CharField(max_length=10, choices=Status, default=Status.PROPOSED)
    proposed = models.CharField(max_length=20, choices=list(scales.GRADES.items()))
    reason = models.TextField()
    proposed_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    proposed_at = models.DateTimeField(default=timezone.now)
    grade = models.CharField(max_length=20, choices=list(scales.GRADES.items()), blank=True)
    meeting = models.ForeignKey(Meeting, models.PROTECT, null=True, blank=True, related_name="judgements")
    agreed_at = models.DateTimeField(null=True, blank=True)

    objects = JudgementQuerySet.as_manager()

    class Meta:
        ordering = ["report_id", "question", "-number"]
        constraints = [
            models.UniqueConstraint("report", "question", "number", name="judgements_of_a_question_are_numbered"),
            models.UniqueConstraint(
                fields=["report", "question"],
                condition=Q(status="proposed"),
                name="one_judgement_of_a_question_is_proposed_at_a_time",
            ),
            models.CheckConstraint(name="a_judgement_has_a_reason", condition=~Q(reason="")),
            models.CheckConstraint(
                name="a_panel_agrees_a_judgement_in_a_meeting",
                condition=Q(status="agreed", meeting__isnull=False, agreed_at__isnull=False) & ~Q(grade="")
                | Q(status="proposed", grade="", meeting=None, agreed_at=None),
            ),
        ]
        triggers = [
            pgtrigger.Protect(
                name="an_agreed_judgement_never_changes",
                operation=pgtrigger.Update | pgtrigger.Delete,
                condition=pgtrigger.Q(old__status="agreed"),
            ),
            pgtrigger.Trigger(
                name="judgements_are_agreed_by_a_panel_that_agreed",
                when=pgtrigger.Before,
                operation=pgtrigger.Insert | pgtrigger.Update,
                condition=pgtrigger.Q(new__status="agreed"),
                func="""
                    IF NOT EXISTS (SELECT FROM assurance_meeting
                                   WHERE id = NEW.meeting_id AND report_id = NEW.report_id AND status = 'decided'
                                     AND decision <> 'not agreed') THEN
                        RAISE EXCEPTION 'A judgement is agreed by a panel that agreed the report.';
                    END IF;
                    RETURN NEW;
                """,
            ),
        ]

    def __str__(self):
        return f"Judgement {self.pk}"

    @property
    def mark(self) -> str:
        return self.MARKS[self.Status(self.status)]

    @property
    def stands(self) -> str:
        """The grade in words: the agreed one, or else the proposed one."""
        return scales.GRADES[self.grade or self.proposed]


def standing_of(report: Report) -> dict[str, Judgement]:
    """The last judgement of each question of a report, by its key."""
    return {
        each.question: each for each in Judgement.objects.filter(report=report).order_by("question", F("number").asc())
    }
