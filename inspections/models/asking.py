"""What a programme asks partnerships to send: copied from its definition at the start, its own from then on."""

from django.db import models
from django.db.models import Q

from programmes.models import Milestone, Programme


class AskQuerySet(models.QuerySet):
    def visible_to(self, user):
        """What is asked is known to the team and to those who are asked."""
        if not user.is_authenticated:
            return self.none()
        return self.filter(
            Q(programme__in=Programme.objects.worked_on_by(user))
            | Q(returns__participation__seats__in=user.seats.held())
        ).distinct()

    def of_some(self):
        """Those that only the partnerships chosen are asked for, by themselves or by their milestone."""
        return self.filter(Q(applies_to=Ask.For.SELECTED) | Q(milestone__applies_to="selected"))


class Ask(models.Model):
    """One thing that a programme asks of every partnership, or of those selected: a return, by a milestone's date."""

    class For(models.TextChoices):
        ALL = "all", "Every partnership"
        SELECTED = "selected", "Selected partnerships"

    programme = models.ForeignKey(Programme, models.CASCADE, related_name="asks")
    milestone = models.ForeignKey(Milestone, models.PROTECT, related_name="asks")
    key = models.SlugField(max_length=60)
    title = models.CharField(max_length=150)
    guidance = models.TextField(blank=True, help_text="Markdown: what to send, and what to leave out.")
    applies_to = models.CharField(max_length=20, choices=For, default=For.ALL)
    needs_sign_off = models.BooleanField(default=False, help_text="A chief officer signs it off before it is sent.")
    nil_allowed = models.BooleanField(default=True, help_text="A partnership may say that it has nothing to send.")
    max_files = models.PositiveSmallIntegerField(null=True, blank=True)
    note_words = models.PositiveSmallIntegerField(default=500, help_text="How long the note beside it may be.")
    position = models.PositiveSmallIntegerField(default=0)

    objects = AskQuerySet.as_manager()

    class Meta:
        ordering = ["programme", "position"]
        constraints = [
            models.UniqueConstraint("programme", "key", name="a_key_names_one_ask_of_a_programme"),
        ]

    def __str__(self):
        return self.title


class AskedDocument(models.Model):
    """One document, or one kind of document, that an ask names. Several files may answer it."""

    ask = models.ForeignKey(Ask, models.CASCADE, related_name="documents")
    key = models.SlugField(max_length=60)
    title = models.CharField(max_length=200)
    help = models.TextField(blank=True)
    required = models.BooleanField(default=True)
    max_files = models.PositiveSmallIntegerField(null=True, blank=True)
    position = models.PositiveSmallIntegerField(default=0)

    class Meta:
        ordering = ["ask", "position"]
        constraints = [
            models.UniqueConstraint("ask", "key", name="a_key_names_one_document_of_an_ask"),
        ]

    def __str__(self):
        return self.title
