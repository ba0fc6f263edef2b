"""The talk about a return, which stays with it."""

import pgtrigger
from django.conf import settings
from django.db import models
from django.db.models import Q
from django.db.models.functions import Now

from inspections.models.returns import Return, Submission
from programmes.models import Participation


class MessageQuerySet(models.QuerySet):
    def visible_to(self, user):
        """All who see the return."""
        return self.filter(of__in=Return.objects.visible_to(user))


class Message(models.Model):
    """One thing that somebody said about a return, to the other side. Never changed, never taken back."""

    class Kind(models.TextChoices):
        QUERY = "query", "Query"
        ANSWER = "answer", "Answer"
        ACCEPTED = "accepted", "Accepted"
        REOPENED = "reopened", "Reopened"

    of = models.ForeignKey(Return, models.CASCADE, related_name="messages")
    submission = models.ForeignKey(Submission, models.CASCADE, related_name="messages")
    participation = models.ForeignKey(Participation, models.CASCADE, related_name="+")
    kind = models.CharField(max_length=10, choices=Kind)
    from_scrutiny = models.BooleanField()
    author = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    text = models.TextField(blank=True)
    answer_by = models.DateField(null=True, blank=True, help_text="When an answer to a query is hoped for.")
    written_at = models.DateTimeField(db_default=Now())

    objects = MessageQuerySet.as_manager()

    class Meta:
        ordering = ["of", "written_at", "pk"]
        indexes = [models.Index(fields=["of", "-written_at", "-id"], name="messages_of_a_return")]
        constraints = [
            models.CheckConstraint(name="a_message_says_something", condition=Q(kind="accepted") | ~Q(text="")),
            models.CheckConstraint(
                name="only_the_partnership_answers_only_the_team_asks",
                condition=Q(kind="answer", from_scrutiny=False)
                | Q(kind__in=["query", "accepted", "reopened"], from_scrutiny=True),
            ),
        ]
        triggers = [
            pgtrigger.Protect(name="a_message_stays_as_it_was_written", operation=pgtrigger.Update | pgtrigger.Delete),
        ]

    def __str__(self):
        return f"{self.get_kind_display()} by {self.author}"
