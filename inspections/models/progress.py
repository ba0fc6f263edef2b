"""How far each return has got, whatever the day: its versions, what is in them, who has the last word."""

from django.db import models

from inspections.models.asking import Ask
from inspections.models.extension import Extension
from inspections.models.returns import Return, Submission
from programmes.models import Milestone, Participation, Programme


class ProgressQuerySet(models.QuerySet):
    def asked(self):
        """Of the returns that their partnership is asked for today."""
        return self.filter(is_asked=True)

    def visible_to(self, user):
        """A partnership's own, and for a team its programme's."""
        return self.filter(participation__in=Participation.objects.visible_to(user))


class Progress(models.Model):
    """A return with all that is known of it before one looks at the calendar. A view: see the migration of the walls.

    Of what is not sent yet the team sees this and no more: that it is there and how much is in it, nothing of what it
    says. Whatever the team is told of a draft is read here.

    The view joins for good what every list of returns needs, behind one wall. Written for each question anew, over ten
    tables with a wall each, Django and PostgreSQL took longer to prepare the question than to answer it.
    """

    of = models.OneToOneField(Return, models.DO_NOTHING, primary_key=True, related_name="progress")
    participation = models.ForeignKey(Participation, models.DO_NOTHING, related_name="+")
    programme = models.ForeignKey(Programme, models.DO_NOTHING, related_name="+")
    ask = models.ForeignKey(Ask, models.DO_NOTHING, related_name="+")
    milestone = models.ForeignKey(Milestone, models.DO_NOTHING, related_name="+")
    reference = models.CharField(max_length=40)
    partnership_name = models.CharField(max_length=200)
    ask_title = models.CharField(max_length=150)
    ask_position = models.PositiveSmallIntegerField()
    documents_asked = models.IntegerField(help_text="Documents that have to be sent.")
    is_asked = models.BooleanField(help_text="The partnership takes part, and is chosen where only some are asked.")
    takes_late = models.BooleanField()
    awaits_notice = models.BooleanField(help_text="Nothing is asked before the partnership has been given its day.")
    current = models.ForeignKey(
        Submission, models.DO_NOTHING, null=True, related_name="+", help_text="The version that stands as sent."
    )
    current_number = models.PositiveSmallIntegerField(null=True)
    current_status = models.CharField(max_length=20, choices=Submission.Status, null=True)
    sent_at = models.DateTimeField(null=True)
    was_late = models.BooleanField(null=True)
    is_nil = models.BooleanField(null=True)
    accepted_at = models.DateTimeField(null=True)
    draft = models.ForeignKey(
        Submission, models.DO_NOTHING, null=True, related_name="+", help_text="The version in the making."
    )
    draft_number = models.PositiveSmallIntegerField(null=True)
    draft_status = models.CharField(max_length=20, choices=Submission.Status, null=True)
    extension = models.ForeignKey(
        Extension, models.DO_NOTHING, null=True, related_name="+", help_text="A wish for more time that waits."
    )
    last_word_is_ours = models.BooleanField(help_text="Scrutiny wrote last, or nobody has written.")
    documents_in = models.IntegerField(
        help_text="Required documents that a file answers, in the draft if there is one."
    )
    files = models.IntegerField(help_text="In the draft if there is one, without those that the checks refused.")

    objects = ProgressQuerySet.as_manager()

    class Meta:
        managed = False

    def __str__(self):
        return self.reference
