"""A report while it is being written: its outline, its sections, the figures it will show.

Nothing in here is ever shown to the public. What the public reads is an Edition (``reports.models.release``), frozen
from this at one moment; the next correction may be written here while the last edition is being read.
"""

from datetime import timedelta

import pghistory
import pgtrigger
from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone

from accounts import roles
from accounts.models import Area, Organisation
from accounts.moves import Moving, kept_by_the_database
from programmes.models import Assignment, Programme

#: Posts for the whole portal that read every draft.
READS_EVERY_DRAFT = [roles.Administrator, roles.Communications, roles.PanelMember]


class ReportQuerySet(models.QuerySet):
    def visible_to(self, user):
        """Drafts are the team's, the panel's and communications'; nobody else may know that there is one.

        The same sentence stands in SQL as ``portal_drafts_read()``, which row-level security asks.
        """
        if not user.is_authenticated:
            return self.none()
        if user.holds(*READS_EVERY_DRAFT):
            return self.all()
        return self.filter(programme__in=Assignment.objects.current().filter(person=user).values("programme"))


@pghistory.track()
class Report(models.Model):
    """What a programme will tell the public, from its outline to its last correction."""

    programme = models.ForeignKey(Programme, models.PROTECT, related_name="reports")
    slug = models.SlugField(max_length=80, unique=True, help_text="The last part of its address, for ever.")
    title = models.CharField(max_length=200)
    subtitle = models.CharField(max_length=200, blank=True)
    summary = models.TextField(blank=True, help_text="Two or three sentences for lists, feeds and the cover.")
    authors = models.ManyToManyField(Organisation, related_name="reports_written", blank=True)
    # An inspection of one partnership reports on its areas; a national report on none in particular.
    areas = models.ManyToManyField(Area, related_name="reports_drafted", blank=True)
    created_at = models.DateTimeField(default=timezone.now, editable=False)
    created_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")

    objects = ReportQuerySet.as_manager()

    class Meta:
        ordering = ["-created_at"]
        triggers = [
            pgtrigger.Trigger(
                name="an_address_is_for_ever",
                when=pgtrigger.Before,
                operation=pgtrigger.UpdateOf("slug"),
                condition=pgtrigger.Q(old__slug__df=pgtrigger.F("new__slug")),
                func="""
                    IF EXISTS (SELECT FROM reports_edition WHERE report_id = OLD.id) THEN
                        RAISE EXCEPTION 'A report keeps its address once an edition of it is frozen.';
                    END IF;
                    RETURN NEW;
                """,
            ),
        ]

    def __str__(self):
        return self.title

    def get_absolute_url(self):
        """Its page at work; the public's address is an edition's."""
        return reverse("drafting:report", args=[self.pk])


class OfAReport(models.QuerySet):
    def visible_to(self, user):
        return self.filter(report__in=Report.objects.visible_to(user))


class SectionQuerySet(OfAReport):
    def to_be_written_by(self, person):
        """Sections that a person owns and has not finished; one that a colleague reads waits for the colleague."""
        return self.filter(owners=person, status__in=[Section.Status.TO_WRITE, Section.Status.WRITING])

    def to_be_read_by(self, person):
        """Sections that their writers have given to this person to read."""
        return self.filter(reader=person, status=Section.Status.READING)


@kept_by_the_database
@pghistory.track()
class Section(Moving, models.Model):
    """One heading of a report and the text under it, in Markdown: who writes it, and how far it is."""

    class Status(models.TextChoices):
        TO_WRITE = "to-write", "To be written"
        WRITING = "writing", "Being written"
        READING = "reading", "With a colleague to read"
        READY = "ready", "Ready"

    # A text that comes whole from elsewhere may be ready at once. The first words saved make it one being written.
    MOVES = {
        Status.TO_WRITE: {Status.WRITING, Status.READING, Status.READY},
        Status.WRITING: {Status.READING, Status.READY},
        Status.READING: {Status.WRITING, Status.READY},
        Status.READY: {Status.WRITING, Status.READING},
    }
    MARKS = {Status.TO_WRITE: "quiet", Status.WRITING: "waiting", Status.READING: "open", Status.READY: "done"}

    report = models.ForeignKey(Report, models.CASCADE, related_name="sections")
    key = models.SlugField(max_length=60)
    heading = models.CharField(max_length=150)
    guidance = models.TextField(blank=True, help_text="What belongs here, from the programme's definition.")
    body = models.TextField(blank=True, help_text="Markdown.")
    position = models.PositiveSmallIntegerField()
    status = models.CharField(max_length=10, choices=Status, default=Status.TO_WRITE)
    owners = models.ManyToManyField(settings.AUTH_USER_MODEL, related_name="sections_to_write", blank=True)
    reader = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+")
    target = models.PositiveIntegerField(null=True, blank=True, help_text="About how many words it should have.")
    # Counts every save. A save that names an older version has not seen what is there now.
    version = models.PositiveIntegerField(default=1)
    updated_at = models.DateTimeField(null=True, blank=True)
    updated_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+")

    objects = SectionQuerySet.as_manager()

    class Meta:
        ordering = ["position", "pk"]
        constraints = [
            models.UniqueConstraint("report", "key", name="a_key_names_one_section_of_a_report"),
            models.CheckConstraint(
                name="a_section_to_be_read_names_its_reader",
                condition=~Q(status="reading") | Q(reader__isnull=False),
            ),
            models.CheckConstraint(
                name="a_word_target_is_at_least_one_word", condition=Q(target=None) | Q(target__gte=1)
            ),
            models.CheckConstraint(
                name="a_section_is_changed_by_someone_at_some_time",
                condition=Q(updated_at=None, updated_by=None) | Q(updated_at__isnull=False),
            ),
        ]

    def __str__(self):
        return self.heading

    def get_absolute_url(self):
        return reverse("drafting:section", args=[self.pk])

    @property
    def words(self) -> int:
        return len(self.body.split())

    @property
    def mark(self) -> str:
        return self.MARKS[self.Status(self.status)]

    @property
    def state_words(self) -> str:
        return self.get_status_display()


# A row of the table between sections and people is added or taken away, and never changed.
@pghistory.track(pghistory.InsertEvent(), pghistory.DeleteEvent())
class SectionOwner(Section.owners.through):
    """Somebody who writes a section: here for the trail alone, which keeps who was asked and when that ended."""

    class Meta:
        proxy = True
        verbose_name = "writer of a section"


@pghistory.track()
class Figure(models.Model):
    """A table or a chart, with the numbers it is made from. It stands where a section's text refers to it."""

    class Kind(models.TextChoices):
        TABLE = "table", "Table"
        BAR = "bar", "Bar chart"
        GROUPED = "grouped", "Grouped bar chart"
        STACKED = "stacked", "Bar chart of shares, each bar 100%"
        LINE = "line", "Line chart"

    report = models.ForeignKey(Report, models.CASCADE, related_name="figures")
    key = models.SlugField(max_length=60, help_text="Its name in the text: [[figure:key]].")
    kind = models.CharField(max_length=10, choices=Kind)
    message = models.CharField(max_length=200, blank=True, help_text="The heading: what one should see in it.")
    caption = models.CharField(max_length=300, help_text="What is counted, of whom, and when.")
    # {"columns": [{"name": …}, …], "rows": [[label, number, …], …], "unit": "people"}
    data = models.JSONField(default=dict, blank=True)
    source = models.CharField(max_length=300, blank=True, help_text="Where the numbers come from.")
    description = models.TextField(blank=True, help_text="What it shows, in words, for those who cannot see it.")
    # Where its numbers were copied from (reports.sources), and what that table said then; empty where they were pasted.
    taken_from = models.CharField(max_length=300, blank=True)
    taken_digest = models.CharField(max_length=64, blank=True)
    taken_at = models.DateTimeField(null=True, blank=True)
    position = models.PositiveSmallIntegerField(default=0)
    version = models.PositiveIntegerField(default=1)
    updated_at = models.DateTimeField(null=True, blank=True)
    updated_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+")

    objects = OfAReport.as_manager()

    class Meta:
        ordering = ["position", "pk"]
        constraints = [
            models.UniqueConstraint("report", "key", name="a_key_names_one_figure_of_a_report"),
            models.CheckConstraint(
                name="a_figure_is_changed_by_someone_at_some_time",
                condition=Q(updated_at=None, updated_by=None) | Q(updated_at__isnull=False),
            ),
            models.CheckConstraint(
                name="a_figure_that_was_taken_says_when_and_what_it_was",
                condition=Q(taken_from="", taken_digest="", taken_at=None)
                | ~Q(taken_from="") & ~Q(taken_digest="") & Q(taken_at__isnull=False),
            ),
        ]

    def __str__(self):
        return self.message or self.caption

    def get_absolute_url(self):
        return reverse("drafting:figure", args=[self.pk])

    @property
    def is_chart(self) -> bool:
        return self.kind != self.Kind.TABLE

    @property
    def has_numbers(self) -> bool:
        return bool(self.data.get("rows"))

    @property
    def reference(self) -> str:
        return f"[[figure:{self.key}]]"


class PresenceQuerySet(models.QuerySet):
    def others_in(self, section, *, than):
        """Who else has this section open: whoever was seen there in the last minute or so."""
        lately = timezone.now() - Presence.REMEMBERED
        return self.filter(section=section, seen_at__gt=lately).exclude(person=than).select_related("person")


class Presence(models.Model):
    """Somebody has a section open for editing, so that two people learn of each other before they collide."""

    REMEMBERED = timedelta(seconds=75)

    section = models.ForeignKey(Section, models.CASCADE, related_name="presences")
    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    since = models.DateTimeField(default=timezone.now)
    seen_at = models.DateTimeField(default=timezone.now)

    objects = PresenceQuerySet.as_manager()

    class Meta:
        ordering = ["since"]
        constraints = [
            models.UniqueConstraint("section", "person", name="a_person_is_in_a_section_once"),
        ]

    def __str__(self):
        return f"{self.person} in {self.section}"


class PlainWriterQuerySet(models.QuerySet):
    def visible_to(self, user):
        return self.filter(person=user) if user.is_authenticated else self.none()


class PlainWriter(models.Model):
    """Somebody who would rather write sections as plain text than in the editor. No row: in the editor."""

    person = models.OneToOneField(settings.AUTH_USER_MODEL, models.CASCADE, primary_key=True, related_name="+")

    objects = PlainWriterQuerySet.as_manager()

    def __str__(self):
        return f"{self.person} writes plain text"
