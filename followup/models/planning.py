"""What those who own a recommendation answer, plan and do about it, and what the scrutiny body makes of what they say.

A plan is a partnership's (an improvement plan: its people write, a chief officer signs each round off) or a named body's
that has no people here (a national action plan: the team enters what was published, with the source).
"""

from functools import reduce
from operator import or_

import pghistory
import pgtrigger
from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone

from accounts.moves import Moving, kept_by_the_database
from files.models import StoredFile
from followup.models.recommending import Recommendation
from programmes.models import Participation, Programme
from reports.models import Report


def _person(**more):
    return models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", **more)


def _paired(deed: str, name: str) -> models.CheckConstraint:
    by, at = f"{deed}_by", f"{deed}_at"
    return models.CheckConstraint(
        name=name, condition=Q(**{by: None, at: None}) | Q(**{f"{by}__isnull": False, f"{at}__isnull": False})
    )


def _of_whom():
    """The partnership that a row belongs to; empty for a body that has no people here."""
    return models.ForeignKey(Participation, models.CASCADE, null=True, blank=True, related_name="+")


class PlanQuerySet(models.QuerySet):
    def visible_to(self, user):
        """A partnership's to its people and the team, save those tied to it; a body's to whoever sees the draft."""
        return self.filter(
            Q(participation__in=Participation.objects.visible_to(user))
            | Q(participation=None, report__in=Report.objects.visible_to(user))
        )


class Plan(models.Model):
    """What one partnership, or one named body, will do about what a report recommends."""

    report = models.ForeignKey(Report, models.PROTECT, related_name="plans")
    # Copied when it is opened, as the report’s own row is its writers’: a partnership reads nothing of a draft.
    programme = models.ForeignKey(Programme, models.PROTECT, related_name="+")
    about = models.CharField(max_length=200, help_text="Title of the report’s public edition.")
    participation = models.ForeignKey(
        Participation, models.CASCADE, null=True, blank=True, related_name="improvement_plans"
    )
    body = models.CharField(max_length=200, blank=True, help_text="Whose plan it is, where no partnership’s.")
    title = models.CharField(max_length=200)
    source = models.CharField(max_length=300, blank=True, help_text="Where a body’s plan was read.")
    link_inspector = _person(null=True, blank=True)
    opened_at = models.DateTimeField(default=timezone.now)
    opened_by = _person(null=True, blank=True)

    objects = PlanQuerySet.as_manager()

    class Meta:
        # By the key: to order by the report would ask for its row, which is its writers’ alone.
        ordering = ["report_id", "participation__partnership__name", "body"]
        constraints = [
            models.UniqueConstraint(
                fields=["report", "participation", "body"],
                nulls_distinct=False,
                name="a_partnership_or_body_has_one_plan_for_a_report",
            ),
            models.CheckConstraint(
                name="a_plan_is_a_partnerships_or_a_bodys",
                condition=Q(participation__isnull=False, body="") | Q(participation=None) & ~Q(body=""),
            ),
        ]

    def __str__(self):
        return f"{self.title}: {self.whose}"

    def get_absolute_url(self):
        return reverse("followup:plan", args=[self.pk])

    @property
    def whose(self) -> str:
        return str(self.participation) if self.participation_id else self.body

    @property
    def is_a_partnerships(self) -> bool:
        return self.participation_id is not None


class OfAPlan(models.QuerySet):
    def visible_to(self, user):
        return self.filter(plan__in=Plan.objects.visible_to(user))


@pghistory.track()
class Action(models.Model):
    """One thing that a plan says will be done, by whom and by when, and the recommendations that it serves."""

    class State(models.TextChoices):
        NOT_STARTED = "not started", "Not started"
        UNDER_WAY = "under way", "Under way"
        DONE = "done", "Done"
        DROPPED = "dropped", "No longer planned"

    MARKS = {"not started": "quiet", "under way": "open", "done": "done", "dropped": "stopped"}

    plan = models.ForeignKey(Plan, models.CASCADE, related_name="actions")
    participation = _of_whom()
    number = models.PositiveSmallIntegerField()
    text = models.TextField()
    owner = models.CharField(max_length=200, help_text="Who does it: a post or a group, not a person’s name.")
    due = models.DateField(null=True, blank=True)
    serves = models.ManyToManyField(Recommendation, related_name="actions", blank=True)
    updated_at = models.DateTimeField(default=timezone.now)
    updated_by = _person(null=True, blank=True)

    objects = OfAPlan.as_manager()

    class Meta:
        ordering = ["plan_id", "number"]
        constraints = [
            models.UniqueConstraint("plan", "number", name="a_number_names_one_action_of_a_plan"),
        ]

    def __str__(self):
        return f"Action {self.number}"

    def get_absolute_url(self):
        return reverse("followup:action", args=[self.pk])


class RoundQuerySet(models.QuerySet):
    def visible_to(self, user):
        """The team's; a partnership meets a round in its own update."""
        return self.filter(report__in=Report.objects.visible_to(user))


class Round(models.Model):
    """A day by which every plan of a report tells how far it has come."""

    report = models.ForeignKey(Report, models.PROTECT, related_name="rounds")
    number = models.PositiveSmallIntegerField()
    title = models.CharField(max_length=100)
    opens = models.DateField()
    due = models.DateField()
    made_at = models.DateTimeField(default=timezone.now)
    made_by = _person(null=True, blank=True)

    objects = RoundQuerySet.as_manager()

    class Meta:
        ordering = ["report_id", "number"]
        constraints = [
            models.UniqueConstraint("report", "number", name="a_number_names_one_round_of_a_report"),
            models.CheckConstraint(name="a_round_opens_before_it_is_due", condition=Q(opens__lte=models.F("due"))),
        ]

    def __str__(self):
        return self.title

    def get_absolute_url(self):
        return reverse("followup:round", args=[self.pk])


class UpdateQuerySet(models.QuerySet):
    def visible_to(self, user):
        """What was sent, to all who see the plan; what is not sent yet, to those whose it is alone."""
        return self.filter(plan__in=Plan.objects.visible_to(user)).filter(
            Q(status__in=Update.SENT_OUT)
            | Q(participation=None)
            | Q(participation__in=Participation.objects.sat_in_by(user))
        )

    def in_the_making(self):
        return self.filter(status__in=Update.IN_THE_MAKING)

    def standing(self):
        return self.filter(status=Update.Status.SENT)


def _changed(*fields: str) -> pgtrigger.Q:
    return reduce(or_, (pgtrigger.Q(**{f"old__{field}__df": pgtrigger.F(f"new__{field}")}) for field in fields))


AS_SENT = [
    "round",
    "plan",
    "participation",
    "number",
    "summary",
    "sent_by",
    "sent_at",
    "put_forward_by",
    "put_forward_at",
]


@kept_by_the_database
class Update(Moving, models.Model):
    """What one plan tells in one round: written together, signed off by a chief officer, then as it was sent for good."""

    class Status(models.TextChoices):
        DRAFT = "draft", "Being written"
        AWAITING_SIGN_OFF = "awaiting sign-off", "Waiting for sign-off"
        SENT = "sent", "Sent"
        SUPERSEDED = "superseded", "Replaced by a newer version"

    MOVES = {
        Status.DRAFT: {Status.AWAITING_SIGN_OFF, Status.SENT},
        Status.AWAITING_SIGN_OFF: {Status.DRAFT, Status.SENT},
        Status.SENT: {Status.SUPERSEDED},
        Status.SUPERSEDED: set(),
    }
    MARKS = {Status.DRAFT: "open", Status.AWAITING_SIGN_OFF: "waiting", Status.SENT: "done", Status.SUPERSEDED: "quiet"}
    IN_THE_MAKING = (Status.DRAFT, Status.AWAITING_SIGN_OFF)
    SENT_OUT = (Status.SENT, Status.SUPERSEDED)

    round = models.ForeignKey(Round, models.PROTECT, related_name="updates")
    plan = models.ForeignKey(Plan, models.CASCADE, related_name="updates")
    participation = _of_whom()
    number = models.PositiveSmallIntegerField(default=1)
    status = models.CharField(max_length=20, choices=Status, default=Status.DRAFT)
    summary = models.TextField(blank=True, help_text="In a few sentences: what has changed since the last round.")
    # Goes up with each save: whoever saves on top of what they did not see is told.
    edits = models.PositiveIntegerField(default=0)
    saved_at = models.DateTimeField(null=True, blank=True)
    saved_by = _person(null=True, blank=True)
    put_forward_at = models.DateTimeField(null=True, blank=True)
    put_forward_by = _person(null=True, blank=True)
    sent_back_reason = models.TextField(blank=True, help_text="Between the partnership’s own people.")
    sent_at = models.DateTimeField(null=True, blank=True)
    sent_by = _person(null=True, blank=True)

    objects = UpdateQuerySet.as_manager()

    class Meta:
        ordering = ["plan_id", "round__number", "number"]
        constraints = [
            models.UniqueConstraint("round", "plan", "number", name="a_version_of_an_update_has_its_own_number"),
            models.UniqueConstraint(
                fields=["round", "plan"],
                condition=Q(status__in=["draft", "awaiting sign-off"]),
                name="a_plan_has_one_update_in_the_making_a_round",
            ),
            models.UniqueConstraint(
                fields=["round", "plan"],
                condition=Q(status="sent"),
                name="one_update_of_a_plan_counts_a_round",
            ),
            models.CheckConstraint(
                name="an_update_is_sent_when_it_says_so",
                condition=Q(status__in=["draft", "awaiting sign-off"], sent_at=None)
                | Q(status__in=["sent", "superseded"], sent_at__isnull=False),
            ),
            _paired("saved", "an_update_is_saved_by_someone_at_some_time"),
            _paired("put_forward", "an_update_is_put_forward_by_someone_at_some_time"),
            _paired("sent", "an_update_is_sent_by_someone_at_some_time"),
        ]
        triggers = [
            pgtrigger.Protect(
                name="an_update_that_was_sent_never_changes",
                operation=pgtrigger.Update,
                condition=pgtrigger.Q(old__sent_at__isnull=False) & _changed(*AS_SENT),
            ),
            pgtrigger.Protect(
                name="an_update_that_was_sent_is_never_removed",
                operation=pgtrigger.Delete,
                condition=pgtrigger.Q(old__sent_at__isnull=False),
            ),
        ]

    def __str__(self):
        return f"{self.round}, version {self.number}"

    def get_absolute_url(self):
        return reverse("followup:update", args=[self.pk])

    @property
    def is_draft(self) -> bool:
        return self.status == self.Status.DRAFT

    @property
    def is_sent_out(self) -> bool:
        return self.status in self.SENT_OUT

    @property
    def mark(self) -> str:
        return self.MARKS[self.Status(self.status)]


class OfAnUpdate(models.QuerySet):
    def visible_to(self, user):
        return self.filter(update__in=Update.objects.visible_to(user))


# An update that is being sent holds its row: this waits for it, and then finds it sent. Nothing slips in behind.
ONLY_INTO_A_DRAFT = """
    PERFORM FROM followup_update WHERE id = {update} AND status = 'draft' FOR SHARE;
    IF NOT FOUND THEN
        RAISE EXCEPTION 'What an update says changes only while it is being written.';
    END IF;
    RETURN {row};
"""
THE_ENTRYS_UPDATE = "(SELECT update_id FROM followup_entry WHERE id = {which}.entry_id)"


def _written_in_a_draft(name: str, update: str) -> list:
    return [
        pgtrigger.Trigger(
            name=f"{name}_written_in_a_draft",
            when=pgtrigger.Before,
            operation=pgtrigger.Insert | pgtrigger.Update,
            func=ONLY_INTO_A_DRAFT.format(update=update.format(which="NEW"), row="NEW"),
        ),
        pgtrigger.Trigger(
            name=f"{name}_taken_out_of_a_draft",
            when=pgtrigger.Before,
            operation=pgtrigger.Delete,
            func=ONLY_INTO_A_DRAFT.format(update=update.format(which="OLD"), row="OLD"),
        ),
    ]


class Entry(models.Model):
    """What an update says of one action: how far it is, in words, with its evidence."""

    update = models.ForeignKey(Update, models.CASCADE, related_name="entries")
    participation = _of_whom()
    action = models.ForeignKey(Action, models.PROTECT, related_name="entries")
    # As the plan said when this was last saved: a plan may change between rounds.
    action_text = models.TextField(blank=True)
    state = models.CharField(max_length=20, choices=Action.State, blank=True)
    words = models.TextField(blank=True)

    objects = OfAnUpdate.as_manager()

    class Meta:
        ordering = ["update_id", "action__number"]
        verbose_name_plural = "entries"
        constraints = [
            models.UniqueConstraint("update", "action", name="an_update_speaks_of_an_action_once"),
        ]
        triggers = _written_in_a_draft("said_of_an_action", "{which}.update_id")

    def __str__(self):
        return f"{self.action} in {self.update}"

    @property
    def mark(self) -> str:
        return Action.MARKS.get(self.state, "quiet")


class EntryFileQuerySet(models.QuerySet):
    def visible_to(self, user):
        return self.filter(entry__in=Entry.objects.visible_to(user))


class EntryFile(models.Model):
    """A file that shows what an update says of an action. Never public."""

    entry = models.ForeignKey(Entry, models.CASCADE, related_name="files")
    participation = _of_whom()
    file = models.ForeignKey(StoredFile, models.PROTECT, related_name="+")
    sha256 = models.CharField(max_length=64)
    added_at = models.DateTimeField(default=timezone.now)
    added_by = _person()

    objects = EntryFileQuerySet.as_manager()

    class Meta:
        ordering = ["added_at", "pk"]
        constraints = [
            models.UniqueConstraint("entry", "sha256", name="a_file_shows_an_entry_once"),
        ]
        triggers = _written_in_a_draft("evidence", THE_ENTRYS_UPDATE)

    def __str__(self):
        return self.file.shown_name


class ViewQuerySet(models.QuerySet):
    def visible_to(self, user):
        return self.filter(entry__in=Entry.objects.visible_to(user))


class View(models.Model):
    """What the link inspector makes of what an update says of an action. A later one follows it; none is changed."""

    class Says(models.TextChoices):
        ON_TRACK = "on track", "On track"
        CONCERN = "concern", "Concern"
        ENOUGH = "enough", "Enough evidence to close"

    MARKS = {"on track": "open", "concern": "late", "enough": "done"}

    entry = models.ForeignKey(Entry, models.CASCADE, related_name="views")
    participation = _of_whom()
    says = models.CharField(max_length=20, choices=Says)
    reason = models.TextField()
    viewed_at = models.DateTimeField(default=timezone.now)
    viewed_by = _person()

    objects = ViewQuerySet.as_manager()

    class Meta:
        ordering = ["viewed_at", "pk"]
        constraints = [models.CheckConstraint(name="a_view_says_why", condition=~Q(reason=""))]
        triggers = [pgtrigger.Protect(name="a_view_never_changes", operation=pgtrigger.Update | pgtrigger.Delete)]

    def __str__(self):
        return self.get_says_display()

    @property
    def mark(self) -> str:
        return self.MARKS[self.says]


class ResponseQuerySet(models.QuerySet):
    def visible_to(self, user):
        """As a plan: a partnership's to its people and the team, a body's to whoever sees the draft."""
        return self.filter(
            Q(participation__in=Participation.objects.visible_to(user))
            | Q(participation=None, report__in=Report.objects.visible_to(user))
        )

    def newest(self):
        """Of each owner the last answer to each recommendation."""
        return self.order_by("recommendation_id", "participation_id", "body", "-number").distinct(
            "recommendation_id", "participation_id", "body"
        )


class Response(models.Model):
    """An owner's answer to a recommendation. Never changes: a further answer follows it."""

    class Answer(models.TextChoices):
        ACCEPTED = "accepted", "Accepted"
        PARTLY = "partly accepted", "Partly accepted"
        NOT = "not accepted", "Not accepted"

    MARKS = {"accepted": "done", "partly accepted": "waiting", "not accepted": "stopped"}

    recommendation = models.ForeignKey(Recommendation, models.PROTECT, related_name="responses")
    report = models.ForeignKey(Report, models.PROTECT, related_name="+")
    participation = _of_whom()
    body = models.CharField(max_length=200, blank=True)
    number = models.PositiveSmallIntegerField()
    answer = models.CharField(max_length=20, choices=Answer)
    words = models.TextField()
    answered_as = models.CharField(max_length=200, help_text="Who answers: a post, such as Chief officer.")
    answered_on = models.DateField()
    source = models.CharField(max_length=300, blank=True, help_text="Where a body’s answer was read.")
    recorded_at = models.DateTimeField(default=timezone.now)
    recorded_by = _person(null=True)

    objects = ResponseQuerySet.as_manager()

    class Meta:
        ordering = ["recommendation_id", "participation_id", "body", "number"]
        constraints = [
            models.UniqueConstraint(
                fields=["recommendation", "participation", "body", "number"],
                nulls_distinct=False,
                name="an_answer_of_an_owner_has_its_own_number",
            ),
            models.CheckConstraint(
                name="an_answer_is_a_partnerships_or_a_bodys",
                condition=Q(participation__isnull=False, body="") | Q(participation=None) & ~Q(body=""),
            ),
            models.CheckConstraint(name="an_answer_says_something", condition=~Q(words="")),
        ]
        triggers = [pgtrigger.Protect(name="an_answer_never_changes", operation=pgtrigger.Update | pgtrigger.Delete)]

    def __str__(self):
        return f"{self.get_answer_display()}: {self.whose}"

    @property
    def whose(self) -> str:
        return str(self.participation) if self.participation_id else self.body

    @property
    def mark(self) -> str:
        return self.MARKS[self.answer]


class ShownQuerySet(models.QuerySet):
    def visible_to(self, user):
        return self.filter(report__in=Report.objects.visible_to(user))


class Shown(models.Model):
    """The team's decision that everybody may read an update or an answer, or no longer. The last one holds.

    ``named_as`` is what the public reads of whose it is: their pages never ask which partnership takes part.
    """

    report = models.ForeignKey(Report, models.PROTECT, related_name="+")
    update = models.ForeignKey(Update, models.PROTECT, null=True, blank=True, related_name="decisions")
    response = models.ForeignKey(Response, models.PROTECT, null=True, blank=True, related_name="decisions")
    is_shown = models.BooleanField()
    named_as = models.CharField(max_length=200)
    reason = models.CharField(max_length=300, blank=True)
    decided_at = models.DateTimeField(default=timezone.now)
    decided_by = _person(null=True)

    objects = ShownQuerySet.as_manager()

    class Meta:
        ordering = ["decided_at", "pk"]
        verbose_name_plural = "shown"
        constraints = [
            models.CheckConstraint(
                name="a_decision_is_about_an_update_or_an_answer",
                condition=Q(update=None, response__isnull=False) | Q(update__isnull=False, response=None),
            ),
            models.CheckConstraint(name="what_is_shown_no_longer_says_why", condition=Q(is_shown=True) | ~Q(reason="")),
        ]
        triggers = [
            pgtrigger.Protect(name="a_decision_to_show_never_changes", operation=pgtrigger.Update | pgtrigger.Delete)
        ]

    def __str__(self):
        return "shown" if self.is_shown else "shown no longer"
