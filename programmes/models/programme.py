"""A programme as it runs: copied from its definition at the start, its own from then on.

No date that follows from a rule is stored. What is stored is the day that everything counts from and the days that a
person settled; the timetable is worked out from them (``programmes.timetable``) whenever somebody asks.
"""

from collections import defaultdict
from datetime import date

import pghistory
from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.functional import cached_property

from accounts import roles
from accounts.clock import Today
from accounts.models import Organisation
from programmes.calendar import WorkingDays
from programmes.definition_words import WITHOUT_PARTNERSHIPS
from programmes.models.belonging import belonging
from programmes.timetable import ENDS, OPENS, STARTS, LetterRule, Rule, Timetable, When, from_plain, lay_out


class _Listed(models.Func):
    """A column of the days that a programme lists, as an array in the order of the days.

    Written as SQL, since every page of a programme asks for three of them and subqueries took longer to write than to
    answer.
    """

    template = 'ARRAY(SELECT listed."%(column)s" FROM %(table)s listed WHERE listed.programme_id = %(expressions)s ORDER BY listed."on")'

    def __init__(self, listed: type[models.Model], column: str, kind: models.Field):
        super().__init__("pk", table=listed._meta.db_table, column=column, output_field=ArrayField(kind))


class ProgrammeQuerySet(models.QuerySet):
    def announced(self, today=None):
        """Programmes that the public may know of."""
        return self.filter(public_from__lte=today or Today())

    def visible_to(self, user):
        """What is announced to everyone; the rest to its team, to those who take part, and to administrators."""
        announced = Q(public_from__lte=Today())
        if not user.is_authenticated:
            return self.filter(announced)
        if user.holds(roles.Administrator):
            return self.all()
        held = belonging(user)
        return self.filter(announced | Q(pk__in=[*held.teams, *held.taken_part_in]))

    def worked_on_by(self, user):
        """Programmes in whose team a person is today; all of them for an administrator."""
        if not user.is_authenticated:
            return self.none()
        return self.all() if user.holds(roles.Administrator) else self.filter(pk__in=list(belonging(user).teams))

    def with_plan(self):
        """Each with what its timetable is worked out from: two further queries, however many programmes there are."""
        return self._with_closed_days().prefetch_related(*self._plan())

    def read_plans(self, programmes) -> None:
        """For programmes that were read without it, what ``with_plan`` reads: three queries, however many there are."""
        unread = {each.pk: each for each in programmes if "closed_on" not in each.__dict__}
        if not unread:
            return
        listed = ("closed_on", "closed_why", "school_weeks_on")
        for pk, *found in self.filter(pk__in=unread)._with_closed_days().values_list("pk", *listed):
            unread[pk].__dict__.update(zip(listed, found, strict=True))
        models.prefetch_related_objects(list(unread.values()), *self._plan())

    def _with_closed_days(self):
        return self.annotate(
            closed_on=_Listed(ClosedDay, "on", models.DateField()),
            closed_why=_Listed(ClosedDay, "why", models.TextField()),
            school_weeks_on=_Listed(SchoolWeek, "on", models.DateField()),
        )

    def _plan(self):
        return "milestones", models.Prefetch("settled_dates", SettledDate.objects.select_related("milestone"))


@pghistory.track()
class Programme(models.Model):
    """One run of a scrutiny programme, such as the review of social work governance of 2024–25."""

    class Shape(models.TextChoices):
        TOGETHER = "together", "Everyone shares the dates"
        ROLLING = "rolling", "Each partnership has its own notification day"

    class Judgement(models.TextChoices):
        NOTHING = "nothing", "Nothing is graded"
        PROGRESS_STATEMENTS = "progress statements", "A progress statement for each question"
        SIX_POINTS = "six-point scale", "The six-point scale"

    class Attribution(models.TextChoices):
        NAMED = "named", "Partnerships are named"
        NEVER = "never", "Nothing is attributed to a partnership"

    slug = models.SlugField(max_length=80, unique=True)
    title = models.CharField(max_length=200)
    short_title = models.CharField(max_length=80)
    definition = models.CharField(max_length=80, help_text="Slug of the definition it was started from.")
    definition_digest = models.CharField(max_length=64, help_text="SHA-256 of the definition as it was then.")
    kind = models.CharField(max_length=60)
    lead_body = models.ForeignKey(Organisation, models.PROTECT, related_name="programmes_led")
    partner_bodies = models.ManyToManyField(Organisation, related_name="programmes_joined", blank=True)
    requested_by = models.CharField(max_length=300, blank=True)
    summary = models.TextField(blank=True)
    purpose = models.TextField(help_text="Markdown.")
    # Lists of facts: {"text", "basis", "official"}; what is not official is never shown to the public.
    legal_basis = models.JSONField(default=list, blank=True)
    questions = models.JSONField(default=list, blank=True)
    scope_in = models.JSONField(default=list, blank=True)
    scope_out = models.JSONField(default=list, blank=True)
    methods = models.JSONField(default=list, blank=True)
    background = models.JSONField(default=list, blank=True)
    handling = models.JSONField(default=list, blank=True, help_text="How what is sent is kept and used.")
    terms = models.JSONField(default=list, blank=True, help_text="{term, meaning, source, basis, official}.")
    particulars = models.JSONField(
        default=dict, blank=True, help_text="Figures, lists, rounds and runs with their bases: programmes.particulars."
    )
    shape = models.CharField(max_length=20, choices=Shape)
    judgement = models.CharField(max_length=30, choices=Judgement)
    attribution = models.CharField(max_length=10, choices=Attribution)
    sign_off = models.CharField(max_length=20, default="none", help_text="Who signs off what is sent.")
    uses = ArrayField(models.CharField(max_length=40), default=list, blank=True, help_text="Features switched on.")
    register = models.CharField(max_length=40, default="none", help_text="Which register makes a partnership.")
    day_one = models.DateField(help_text="The day that every offset counts from: notification, as a rule.")
    public_from = models.DateField(null=True, blank=True, help_text="The public may know of it from this day.")
    # Letters whose day had passed by then are out of date and never leave in a burst.
    letters_from = models.DateField(help_text="The timetable sends letters that fall on this day or later.")
    letters_held = models.BooleanField(default=True, help_text="Nothing is sent until somebody has read the letters.")
    contact_name = models.CharField(max_length=150, blank=True)
    contact_email = models.EmailField(blank=True)
    started_at = models.DateTimeField(default=timezone.now, editable=False)
    started_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")

    objects = ProgrammeQuerySet.as_manager()

    class Meta:
        ordering = ["-day_one", "title"]

    def __str__(self):
        return self.title

    def get_absolute_url(self):
        return f"/programmes/{self.slug}/"

    def share_plan_with(self, participations) -> None:
        """Give its participations this programme as it was read, and their own settled dates out of it.

        Nothing is read again for them: what ``with_plan`` reads holds the settled dates of the partnerships too.
        """
        settled = defaultdict(list)
        for each in self.settled_dates.all():
            settled[each.participation_id].append(each)
        for participation in participations:
            participation.programme = self
            prefetched = participation.__dict__.setdefault("_prefetched_objects_cache", {})
            prefetched.setdefault("settled_dates", settled[participation.pk])

    @property
    def is_rolling(self) -> bool:
        return self.shape == self.Shape.ROLLING

    @property
    def has_no_partnerships(self) -> bool:
        """Whether nobody takes part as a partnership, as when places are visited or homes are written to."""
        return self.register in WITHOUT_PARTNERSHIPS

    @cached_property
    def working_days(self) -> WorkingDays:
        if "closed_on" in self.__dict__:
            closed = dict(zip(self.closed_on, self.closed_why, strict=True))
            return WorkingDays.listed(closed=closed, school_weeks=self.school_weeks_on)
        return WorkingDays.listed(
            closed={day.on: day.why for day in self.closed_days.all()},
            school_weeks=[week.on for week in self.school_weeks.all()],
        )

    @cached_property
    def plans(self) -> tuple["Milestone", ...]:
        return tuple(self.milestones.all())

    @cached_property
    def timetable(self) -> Timetable:
        """The programme's own timetable: the shared one, or for a rolling programme the pattern from its day one."""
        return self.lay_out(self.day_one)

    def has_reported(self, today: date) -> bool:
        """Whether its last publication lies behind it. A rolling programme reports on each partnership on a day of its own."""
        publications = {plan.key for plan in self.plans if plan.kind == "publication"}
        published = [dated.ends for dated in self.timetable if dated.key in publications]
        return bool(published) and not self.is_rolling and max(published) < today

    def lay_out(self, day_one, settled=()) -> Timetable:
        """A timetable of this programme from a first day, with more settled days than the programme's own."""
        own = {each.place: each.on for each in self.settled_dates.all() if each.participation_id is None}
        if self.is_rolling and day_one != self.day_one:
            own = {}
        return lay_out(self.plans, day_one=day_one, days=self.working_days, settled={**own, **dict(settled)})


class Phase(models.Model):
    """A stretch of a programme's timetable, such as notification or fieldwork; it runs as its milestones do."""

    programme = models.ForeignKey(Programme, models.CASCADE, related_name="phases")
    key = models.SlugField(max_length=60)
    title = models.CharField(max_length=120)
    position = models.PositiveSmallIntegerField()

    class Meta:
        ordering = ["position"]
        constraints = [
            models.UniqueConstraint("programme", "key", name="a_key_names_one_phase_of_a_programme"),
        ]

    def __str__(self):
        return self.title


class Milestone(models.Model):
    """Something that happens on a day or over a stretch of days. Its days follow from its rules."""

    programme = models.ForeignKey(Programme, models.CASCADE, related_name="milestones")
    phase = models.ForeignKey(Phase, models.CASCADE, null=True, blank=True, related_name="milestones")
    key = models.SlugField(max_length=60)
    title = models.CharField(max_length=150)
    kind = models.CharField(max_length=30, help_text="notification, briefing, survey, return, publication, …")
    who_acts = models.CharField(max_length=200, blank=True)
    detail = models.TextField(blank=True)
    public = models.BooleanField(default=True)
    month_only = models.BooleanField(default=False, help_text="The source gives the month alone; say no day.")
    applies_to = models.CharField(max_length=20, default="all", help_text="all, or selected partnerships")
    gates = ArrayField(models.CharField(max_length=60), default=list, blank=True)
    late = models.BooleanField(default=False, help_text="What it opens may still be done after its last day, as late.")
    starts_rule = models.JSONField()
    ends_rule = models.JSONField(null=True, blank=True)
    opens_rule = models.JSONField(null=True, blank=True)
    letter_rules = models.JSONField(default=list, blank=True)
    date_basis = models.CharField(max_length=200, blank=True)
    position = models.PositiveSmallIntegerField()

    class Meta:
        ordering = ["position"]
        constraints = [
            models.UniqueConstraint("programme", "key", name="a_key_names_one_milestone_of_a_programme"),
        ]

    def __str__(self):
        return self.title

    @cached_property
    def starts(self) -> Rule:
        return from_plain(self.starts_rule)

    @cached_property
    def ends(self) -> Rule | None:
        return from_plain(self.ends_rule)

    @cached_property
    def opens(self) -> Rule | None:
        return from_plain(self.opens_rule)

    @cached_property
    def letters(self) -> tuple[LetterRule, ...]:
        return tuple(LetterRule(**{**rule, "when": When.parse(rule["when"])}) for rule in self.letter_rules)


@pghistory.track()
class SettledDate(models.Model):
    """A day that a person settled, for everyone or for one partnership; a rule never moves it."""

    class Edge(models.TextChoices):
        OPENS = OPENS, "Opens"
        STARTS = STARTS, "First day"
        ENDS = ENDS, "Last day"

    programme = models.ForeignKey(Programme, models.CASCADE, related_name="settled_dates")
    milestone = models.ForeignKey(Milestone, models.CASCADE, related_name="settled_dates")
    participation = models.ForeignKey(
        "programmes.Participation", models.CASCADE, null=True, blank=True, related_name="settled_dates"
    )
    edge = models.CharField(max_length=10, choices=Edge)
    on = models.DateField()
    reason = models.CharField(max_length=300, blank=True)
    settled_at = models.DateTimeField(default=timezone.now)
    settled_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["milestone", "participation", "edge"],
                nulls_distinct=False,
                name="an_edge_of_a_milestone_is_settled_once",
            ),
        ]

    def __str__(self):
        return f"{self.milestone} {self.edge} {self.on}"

    @property
    def place(self) -> tuple[str, str]:
        return (self.milestone.key, self.edge)


class ClosedDay(models.Model):
    """A day that a programme does not count, beside weekends and bank holidays."""

    programme = models.ForeignKey(Programme, models.CASCADE, related_name="closed_days")
    on = models.DateField()
    why = models.CharField(max_length=120)

    class Meta:
        ordering = ["on"]
        constraints = [models.UniqueConstraint("programme", "on", name="a_day_is_listed_as_closed_once")]

    def __str__(self):
        return f"{self.on}: {self.why}"


class SchoolWeek(models.Model):
    """A week in which schools are closed, given by its Monday; the programme's weeks step over it."""

    programme = models.ForeignKey(Programme, models.CASCADE, related_name="school_weeks")
    on = models.DateField(help_text="The Monday of the week.")

    class Meta:
        ordering = ["on"]
        constraints = [models.UniqueConstraint("programme", "on", name="a_school_week_is_listed_once")]

    def __str__(self):
        return f"Week of {self.on}"
