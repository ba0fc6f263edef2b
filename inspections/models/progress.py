"""How far each version of a return has got: what all who see the return may know of it, sent or not."""

from django.db import models

from inspections.models.returns import Return, Submission
from programmes.models import Participation


class Progress(models.Model):
    """A version that is there, and how much is in it; nothing of what it says. A view: see the migration of the walls.

    Of what is not sent yet the team sees this and no more, so whatever it is told of a draft is read here.
    """

    Status, MOVES = Submission.Status, Submission.MOVES

    submission = models.OneToOneField(Submission, models.DO_NOTHING, primary_key=True, related_name="progress")
    of = models.ForeignKey(Return, models.DO_NOTHING, related_name="progress")
    participation = models.ForeignKey(Participation, models.DO_NOTHING, related_name="+")
    number = models.PositiveSmallIntegerField()
    status = models.CharField(max_length=20, choices=Submission.Status)
    documents_in = models.IntegerField(help_text="Required documents that at least one file answers.")
    files = models.IntegerField(help_text="Without those that the checks refused.")

    class Meta:
        managed = False

    def __str__(self):
        return f"Version {self.number}"
