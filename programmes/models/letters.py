"""The wording of a programme's letters: copied from its definition, changed here from then on."""

import pghistory
from django.db import models

from programmes.models.programme import Programme


@pghistory.track()
class LetterText(models.Model):
    """One kind of letter of one programme, with its merge fields. What was sent is kept as a Notice."""

    programme = models.ForeignKey(Programme, models.CASCADE, related_name="letters")
    key = models.SlugField(max_length=60)
    title = models.CharField(max_length=200)
    kind = models.CharField(max_length=30, help_text="notification, reminder, receipt, …")
    sent = models.CharField(max_length=80, help_text="What causes it: the timetable, a person's hand, or an event.")
    sender = models.CharField(max_length=40, blank=True, help_text="Whose letter it is, as a role in the team.")
    addressed_to = models.CharField(max_length=200, blank=True)
    statutory = models.BooleanField(default=False)
    subject = models.CharField(max_length=200, help_text="Merge fields allowed.")
    body = models.TextField(help_text="Markdown with merge fields.")

    class Meta:
        ordering = ["key"]
        constraints = [
            models.UniqueConstraint("programme", "key", name="a_key_names_one_letter_of_a_programme"),
        ]

    def __str__(self):
        return self.title
