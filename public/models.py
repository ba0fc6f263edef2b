"""The index of the search: what stands in each paragraph of every frozen edition, kept by the database alone.

A trigger fills it in the moment an edition is frozen, so that a report is found in the very second of its minute with
no worker at work. What lies in it may be under embargo. So the application has no right to these tables at all, not even
its background work: it asks functions (``public/migrations/0002_walls.py``), and they look at nothing but the newest
editions that are public by the database's clock. These classes give the tables their names and columns.
"""

from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.contrib.postgres.search import SearchVectorField
from django.db import models

from reports.models import Edition


class Passage(models.Model):
    """One place in an edition that can be pointed at: a paragraph, a list, a heading, a figure, a term."""

    class Kind(models.TextChoices):
        COVER = "cover", "Title and summary"
        SECTION = "section", "Heading of a section"
        HEADING = "heading", "Heading within a section"
        PARAGRAPH = "paragraph", "Paragraph"
        FIGURE = "figure", "Figure or table"
        TERM = "term", "Definition"

    edition = models.ForeignKey(Edition, models.CASCADE, related_name="+")
    place = models.PositiveIntegerField(help_text="Its place in the edition, counted from nought.")
    kind = models.CharField(max_length=10, choices=Kind)
    number = models.CharField(max_length=40, blank=True, help_text="What readers call it: 2.3, or Figure 1.")
    anchor = models.CharField(max_length=120, blank=True, help_text="Its address on the report's page.")
    section = models.TextField(blank=True, help_text="The heading that it stands under.")
    text = models.TextField(help_text="Its words without any marks.")
    words = SearchVectorField()

    class Meta:
        constraints = [
            models.UniqueConstraint("edition", "place", name="a_passage_has_its_place_in_an_edition"),
        ]
        indexes = [GinIndex(fields=["words"], name="passages_by_word", fastupdate=False)]

    def __str__(self):
        return f"Passage {self.place} of edition {self.edition_id}"


class EditionWords(models.Model):
    """The different words of an edition, of which what is nearest to a mistyped one is suggested."""

    edition = models.OneToOneField(Edition, models.CASCADE, related_name="+")
    words = ArrayField(models.TextField())

    class Meta:
        indexes = [GinIndex(fields=["words"], name="editions_by_word", fastupdate=False)]

    def __str__(self):
        return f"Words of edition {self.edition_id}"


class Word(models.Model):
    """A word of any edition at all. Whether it may be suggested is asked of the editions that have it."""

    word = models.TextField(unique=True)

    class Meta:
        indexes = [
            GinIndex(fields=["word"], name="words_by_three_letters", opclasses=["gin_trgm_ops"], fastupdate=False)
        ]

    def __str__(self):
        return f"Word {self.pk}"
