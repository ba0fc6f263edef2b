"""A draft as it stood at one moment, for whoever has to judge it: never changed, kept for ever."""

from collections.abc import Iterator
from dataclasses import dataclass
from html import unescape

import pgtrigger
from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.html import strip_tags

from reports import writing
from reports.models import Report
from reports.notes import SHOWN_MARK


@dataclass(frozen=True)
class Paragraph:
    """One part of a locked version that somebody can point at."""

    anchor: str  # "p-2-3": its place on the page
    number: str  # "2.3"; empty for what has none of its own: a heading, a list, a figure
    words: str  # without any mark-up
    section: str  # the heading of its section
    label: str  # what to call it in a sentence: "2.3", "2.3, list", "Figure 1"
    kind: str  # summary, paragraph, list, quotation, heading, figure, note


class LockedVersionQuerySet(models.QuerySet):
    def visible_to(self, user):
        """Those who read the draft, and whoever was asked to review this version and was not let off.

        The same sentence stands in SQL as ``portal_versions_read()``, which row-level security asks.
        """
        if not user.is_authenticated:
            return self.none()
        reviewed = self.model.objects.filter(
            peer_reviews__reviewer=user, peer_reviews__status__in=["asked", "concluded"]
        )
        return self.filter(Q(report__in=Report.objects.visible_to(user)) | Q(pk__in=reviewed.values("pk")))

    def without_content(self):
        """For lists: all but the long columns."""
        return self.defer("content", "html")


class LockedVersion(models.Model):
    """A locked copy of a draft, made so that everybody who judges it speaks of the same words."""

    class Purpose(models.TextChoices):
        PEER_REVIEW = "peer-review", "Peer review"
        PANEL = "panel", "Quality and Consistency Panel"
        ACCURACY = "accuracy", "Factual accuracy"

    report = models.ForeignKey(Report, models.PROTECT, related_name="locked_versions")
    number = models.PositiveSmallIntegerField()
    purpose = models.CharField(max_length=20, choices=Purpose)
    content = models.JSONField(help_text="Sections, numbered paragraphs, and figures with their numbers.")
    html = models.TextField(
        help_text="The body of its page, with numbered paragraphs, as it was drawn when it was locked."
    )
    digest = models.CharField(max_length=64, help_text="SHA-256 over content and page, in hex.")
    locked_at = models.DateTimeField(default=timezone.now)
    locked_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")

    objects = LockedVersionQuerySet.as_manager()

    class Meta:
        ordering = ["report_id", "-number"]
        constraints = [
            models.UniqueConstraint("report", "number", name="a_number_stands_for_one_locked_version_of_a_report"),
            models.CheckConstraint(name="locked_versions_are_counted_from_one", condition=Q(number__gte=1)),
        ]
        triggers = [
            pgtrigger.Protect(
                name="a_locked_version_never_changes_and_is_kept", operation=pgtrigger.Update | pgtrigger.Delete
            ),
        ]

    def __str__(self):
        return f"Version {self.number}, locked for {self.get_purpose_display().lower()}"

    def get_absolute_url(self):
        return reverse("assurance:version", args=[self.pk])

    @property
    def title(self) -> str:
        """The report's title as it was when this was locked."""
        return self.content["title"]

    def paragraphs(self) -> dict[str, Paragraph]:
        """Every part that somebody can point at, by its anchor, in the order of the text."""
        return {each.anchor: each for each in parts_of(self.content)}


def parts_of(content: dict) -> Iterator[Paragraph]:
    """The parts of frozen content (``reports.freezing.look``) with their plain words, from the summary to the notes."""
    if content["summary"]:
        yield Paragraph("summary", "", writing.plain(content["summary"]), "Summary", "Summary", "summary")
    for section in content["sections"]:
        yield Paragraph(
            section["anchor"], str(section["number"]), section["heading"], section["heading"],
            f"Heading of section {section['number']}", "heading",
        )  # fmt: skip
        last = str(section["number"])
        for block in section["blocks"]:
            kind = block["kind"]
            if kind == "figure":
                figure = content["figures"][block["key"]]
                words = " ".join(filter(None, (figure["message"], figure["caption"])))
                yield Paragraph(block["anchor"], "", words, section["heading"], figure["name"], kind)
                continue
            # Without marks of notes: their numbers are no words of the paragraph, and change with other paragraphs.
            words = plain(SHOWN_MARK.sub("", block["html"]).replace("</li>", "; </li>")).rstrip("; ")
            if kind == "paragraph":
                last = block["number"]
                label = last
            else:
                kind, said = KINDS.get(kind, ("paragraph", "continued"))
                label = f"{last}, {said}" if kind != "heading" else f"Heading “{words}”"
            yield Paragraph(block["anchor"], block.get("number", ""), words, section["heading"], label, kind)
    # Versions that were locked before there were notes have none.
    for note in content.get("notes", []):
        yield Paragraph(note["anchor"], "", plain(note["html"]), "Notes", f"Note {note['number']}", "note")


def plain(html: str) -> str:
    return " ".join(unescape(strip_tags(html)).split())


#: What the text's blocks without a number of their own are, and what they are called after the paragraph before them.
KINDS = {
    "heading": ("heading", ""),
    "bullet_list": ("list", "list"),
    "ordered_list": ("list", "list"),
    "blockquote": ("quotation", "quotation"),
    "table": ("table", "table"),
}
