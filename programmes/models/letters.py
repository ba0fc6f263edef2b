"""The wording of a programme's letters: copied from its definition, changed here from then on."""

import pghistory
from django.db import models

from programmes.models.programme import Programme


@pghistory.track()
class LetterText(models.Model):
    """One kind of letter of one programme, with its merge fields. What was sent is kept as a Notice."""

    programme = models.ForeignKey(Programme, models.CASCADE, related_name="letters")
    key = models.SlugField(max_length=60)
    title = models.CharField(max_length=200, help_text="Subject line; merge fields allowed.")
    statutory = models.BooleanField(default=False)
    sender_role = models.CharField(max_length=40, blank=True)
    addressed_to = models.CharField(max_length=120, blank=True)
    text = models.TextField(help_text="Markdown with merge fields.")

    class Meta:
        ordering = ["key"]
        constraints = [
            models.UniqueConstraint("programme", "key", name="a_key_names_one_letter_of_a_programme"),
        ]

    def __str__(self):
        return self.title
