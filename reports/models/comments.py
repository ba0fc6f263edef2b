"""What those who read a draft say of its paragraphs to each other. None of it ever leaves the draft.

A comment keeps the words of its paragraph as they were; ``reports.commenting`` leads it to the same paragraph in later
versions by those words, as numbers move. What was said is never changed: one says something more.
"""

import pgtrigger
from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone

from accounts.moves import Moving, kept_by_the_database
from reports.models.drafting import Report, Section


class CommentQuerySet(models.QuerySet):
    def visible_to(self, user):
        """Whoever reads a draft reads what is said of it."""
        return self.filter(section__report__in=Report.objects.visible_to(user))

    def open(self):
        return self.filter(status=Comment.Status.OPEN)


@kept_by_the_database
class Comment(Moving, models.Model):
    """Something said of one paragraph of a draft, and what was answered until it was settled."""

    class Status(models.TextChoices):
        OPEN = "open", "Open"
        SETTLED = "settled", "Settled"

    MOVES = {Status.OPEN: {Status.SETTLED}, Status.SETTLED: {Status.OPEN}}
    MARKS = {Status.OPEN: "open", Status.SETTLED: "done"}

    section = models.ForeignKey(Section, models.CASCADE, related_name="comments")
    words = models.TextField(help_text="The words of its paragraph when the comment was made.")
    number = models.CharField(max_length=20, blank=True, help_text="The paragraph's number then, such as 2.3.")
    text = models.TextField()
    status = models.CharField(max_length=10, choices=Status, default=Status.OPEN)
    written_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    written_at = models.DateTimeField(default=timezone.now)

    objects = CommentQuerySet.as_manager()

    class Meta:
        ordering = ["written_at", "pk"]
        indexes = [models.Index(fields=["section", "status"], name="open_comments_of_a_section")]
        triggers = [pgtrigger.ReadOnly(name="what_a_comment_says_never_changes", exclude=["status"])]

    def __str__(self):
        return f"Comment of {self.written_by} on “{self.section}”"

    @property
    def mark(self) -> str:
        return self.MARKS[self.Status(self.status)]


class AnswerQuerySet(models.QuerySet):
    def visible_to(self, user):
        return self.filter(comment__in=Comment.objects.visible_to(user))


class Answer(models.Model):
    """What was said after a comment: an answer, or why it was settled or opened again."""

    class Kind(models.TextChoices):
        ANSWER = "answer", "answered"
        SETTLED = "settled", "settled it"
        REOPENED = "reopened", "opened it again"

    comment = models.ForeignKey(Comment, models.CASCADE, related_name="answers")
    kind = models.CharField(max_length=10, choices=Kind, default=Kind.ANSWER)
    text = models.TextField(blank=True)
    written_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    written_at = models.DateTimeField(default=timezone.now)

    objects = AnswerQuerySet.as_manager()

    class Meta:
        ordering = ["written_at", "pk"]
        constraints = [
            models.CheckConstraint(name="an_answer_to_a_comment_says_something", condition=~Q(kind="answer") | ~Q(text="")),
        ]
        triggers = [pgtrigger.ReadOnly(name="what_was_answered_never_changes")]

    def __str__(self):
        return f"{self.written_by} {self.get_kind_display()}"


class MentionQuerySet(models.QuerySet):
    def visible_to(self, user):
        return self.filter(comment__in=Comment.objects.visible_to(user))

    def waiting_for(self, person):
        """Where somebody is named in a comment that is still open, and has neither answered nor said they saw it."""
        return self.filter(person=person, dealt_with_at=None, comment__status=Comment.Status.OPEN)


class Mention(models.Model):
    """Somebody is named in a comment or an answer, so that they look at it."""

    comment = models.ForeignKey(Comment, models.CASCADE, related_name="mentions")
    answer = models.ForeignKey(Answer, models.CASCADE, null=True, blank=True, related_name="mentions")
    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    made_at = models.DateTimeField(default=timezone.now)
    dealt_with_at = models.DateTimeField(null=True, blank=True)

    objects = MentionQuerySet.as_manager()

    class Meta:
        ordering = ["made_at", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["comment", "answer", "person"],
                name="a_person_is_mentioned_once_in_what_is_said",
                nulls_distinct=False,
            ),
        ]

    def __str__(self):
        return f"{self.person} mentioned in {self.comment_id}"
