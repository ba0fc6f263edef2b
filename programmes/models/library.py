"""The library: briefings, guidance and questions answered, each released with a milestone."""

import pghistory
from django.db import models

from programmes.models.programme import Milestone, Programme


@pghistory.track()
class LibraryDocument(models.Model):
    """A document of a programme. Its text is ours; one that is not ours is described, with where it comes from."""

    class Audience(models.TextChoices):
        PUBLIC = "public", "The public"
        PARTNERSHIP = "everyone in the partnership", "Everyone in a partnership that takes part"
        CHIEF_OFFICERS = "chief officers", "Chief officers"
        COORDINATOR = "co-ordinator", "Co-ordinators"
        STAFF = "staff", "Staff, passed on by co-ordinators"
        TEAM = "review team", "The review team"

    programme = models.ForeignKey(Programme, models.CASCADE, related_name="library")
    key = models.SlugField(max_length=80)
    title = models.CharField(max_length=200)
    summary = models.CharField(max_length=300, blank=True)
    text = models.TextField(blank=True, help_text="Markdown.")
    published_by = models.CharField(max_length=300, blank=True, help_text="Who publishes it, where it is not ours.")
    kind = models.CharField(max_length=30, default="guidance")
    audience = models.CharField(max_length=40, choices=Audience)
    released_with = models.ForeignKey(Milestone, models.SET_NULL, null=True, blank=True, related_name="releases")
    released_edge = models.CharField(max_length=10, default="starts")
    position = models.PositiveSmallIntegerField(default=0)

    class Meta:
        ordering = ["position", "title"]
        constraints = [
            models.UniqueConstraint("programme", "key", name="a_key_names_one_document_of_a_programme"),
        ]

    def __str__(self):
        return self.title

    def released_on(self, timetable):
        """The day from which it may be read, by one timetable; None where it always could."""
        if self.released_with is None or self.released_with.key not in timetable:
            return None
        return timetable[self.released_with.key].day(self.released_edge)
