"""The letter of record: a row in the recipient's inbox in the portal."""

import pgtrigger
from django.conf import settings
from django.db import models
from django.db.models.functions import Now
from django.urls import reverse
from django.utils.text import capfirst

from notifications import rules


class NoticeQuerySet(models.QuerySet):
    def visible_to(self, user):
        """A person's own inbox."""
        return self.filter(recipient=user) if user.is_authenticated else self.none()

    def overseen_by(self, user):
        """Letters whose e-mails this person sees to."""
        part = rules.oversees(user)
        return self.none() if part is None else self.filter(part)

    def unread(self):
        return self.filter(read_at=None)

    def mark_read(self) -> int:
        """Note when letters were first opened; one that has been opened keeps its time."""
        return self.unread().update(read_at=Now())


class Notice(models.Model):
    """One letter to one person about one thing, exactly as it was sent.

    This row is the letter. The e-mail beside it (``Delivery``) only points here.
    """

    occasion = models.CharField(
        max_length=300,
        help_text="What the letter is sent for, the same however often it is asked for, such as "
        "“participation:12/milestone:return/reminder:-5wd/due:2026-08-27”.",
    )
    kind = models.CharField(max_length=60, help_text="Which letter it is, such as “reminder”.")
    recipient = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="notices")
    title = models.CharField(max_length=200)
    body_markdown = models.TextField(help_text="The text as sent, after its merge fields were filled.")
    body_html = models.TextField(help_text="The same, rendered once.")
    sender_name = models.CharField(max_length=200)
    sender_role = models.CharField(max_length=200, blank=True)
    is_statutory = models.BooleanField(default=False, help_text="Never e-mailed twice: a doubt is settled by a person.")
    # This room knows no programme: the rooms that do say what it is called and which row it is.
    programme_name = models.CharField(max_length=200, blank=True)
    programme_ref = models.BigIntegerField(null=True, blank=True)
    participation_ref = models.BigIntegerField(null=True, blank=True)
    about_label = models.CharField(max_length=200, blank=True, help_text="What it is about, as a link is worded.")
    about_address = models.CharField(max_length=300, blank=True)
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        help_text="Who had it sent; nobody where the timetable did.",
    )
    created_at = models.DateTimeField(db_default=Now(), editable=False)
    read_at = models.DateTimeField(null=True, blank=True, help_text="When the recipient first opened it.")

    objects = NoticeQuerySet.as_manager()

    class Meta:
        ordering = ["-created_at", "-pk"]
        constraints = [
            # However often it is asked for and whatever dies in between.
            models.UniqueConstraint(
                fields=["occasion", "recipient", "kind"], name="one_letter_for_an_occasion_recipient_and_kind"
            ),
        ]
        indexes = [
            models.Index(fields=["recipient", "-created_at", "-id"], name="inbox_in_order"),
            models.Index(fields=["recipient"], name="inbox_unread", condition=models.Q(read_at=None)),
            models.Index(fields=["programme_ref", "-created_at"], name="letters_of_a_programme"),
            # What lists can be narrowed to, answered from the index alone; the rest is what row-level security asks.
            models.Index(
                fields=["programme_ref", "programme_name", "kind"],
                include=["recipient", "participation_ref"],
                name="kinds_of_letters",
            ),
            models.Index(fields=["participation_ref", "-created_at"], name="letters_of_a_participation"),
        ]
        triggers = [
            pgtrigger.ReadOnly(name="a_letter_never_changes", exclude=["read_at"]),
            pgtrigger.Protect(
                name="a_letter_is_first_read_once",
                operation=pgtrigger.Update,
                condition=pgtrigger.Q(old__read_at__isnull=False)
                & pgtrigger.Q(old__read_at__df=pgtrigger.F("new__read_at")),
            ),
            pgtrigger.Protect(name="a_letter_is_never_taken_back", operation=pgtrigger.Delete),
        ]

    def __str__(self):
        return self.title

    def get_absolute_url(self):
        return reverse("notifications:letter", args=[self.pk])

    @property
    def reference(self) -> str:
        """What to say on the telephone."""
        return f"L{self.pk:06}"

    @property
    def kind_in_words(self) -> str:
        return capfirst(self.kind.replace("-", " ").replace("_", " "))

    @property
    def sender(self) -> str:
        return f"{self.sender_name}, {self.sender_role}" if self.sender_role else self.sender_name
