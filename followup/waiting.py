"""What waits for one person: an update to write or to sign off, one that has come in, plans that are late."""

from collections import Counter
from collections.abc import Iterable
from datetime import timedelta

from django.db.models import Q, QuerySet
from django.urls import reverse

from accounts import roles
from followup import standing
from followup.models import Plan, Update
from interface.counting import counted, noun
from programmes import rules
from programmes.work import Desk, Waiting

WRITES = {roles.Coordinator.slug, roles.Contributor.slug}
VIEWS = {roles.Lead.slug, roles.Inspector.slug}
RUNS = {roles.Lead.slug, roles.SupportOfficer.slug}


def plans_of(desk: Desk) -> QuerySet | None:
    """The plans of where a person sits or works; None for whoever does neither."""
    sits, works = rules.seats(desk.user), rules.teams(desk.user)
    if not sits and not works:
        return None
    own = Q(participation__in=list(sits)) | Q(programme__in=list(works))
    return Plan.objects.filter(own, participation__withdrawn_at=None)


def waiting_for(desk: Desk, plans: QuerySet) -> Iterable[Waiting]:
    """Everything about plans that waits for this person today, in a fixed number of queries."""
    sits, works = rules.seats(desk.user), rules.teams(desk.user)
    plans = plans.visible_to(desk.user).select_related("participation__partnership", "programme", "link_inspector")
    stands = standing.of_plans(list(plans), desk.today)
    return [
        *_for_the_partnership([each for each in stands if each.plan.participation_id in sits], sits),
        *_for_the_team(desk, [each for each in stands if each.plan.programme_id in works], works),
    ]


def _for_the_partnership(stands, sits) -> Iterable[Waiting]:
    making = {
        (each.plan_id, each.round_id): each
        for each in Update.objects.filter(plan__in=[each.plan.pk for each in stands]).in_the_making()
    }
    for each in stands:
        held, plan = sits[each.plan.participation_id], each.plan
        if each.round is None or each.words == "Not yet":
            continue
        update = making.get((plan.pk, each.round.pk))
        common = {"programme": plan.programme.short_title, "whose": plan.whose, "due": each.round.due}
        if update and update.status == Update.Status.AWAITING_SIGN_OFF:
            if roles.ChiefOfficer.slug in held:
                address = reverse("followup:sign-off", args=[update.pk])
                yield Waiting(f"Sign off: {each.round.title}", address, state="to sign off", **common)
        elif held & WRITES and (update or not each.is_in):
            address = update.get_absolute_url() if update else plan.get_absolute_url()
            state = "in progress" if update else "to do"
            yield Waiting(f"Say how far your plan is: {each.round.title}", address, state=state, **common)


def _for_the_team(desk: Desk, stands, works) -> Iterable[Waiting]:
    """One line a report, not one a partnership: the overview has the rows."""
    reports = {each.plan.report_id: each.plan for each in stands}
    unseen, late = Counter(), Counter()
    for each in stands:
        plan = each.plan
        held = works[plan.programme_id]
        is_mine = each.plan.link_inspector_id == desk.user.pk
        if each.unseen and (is_mine or (each.plan.link_inspector_id is None and roles.Lead.slug in held)):
            unseen[plan.report_id] += 1

        # What is older than a season is history, and nobody is chased for it.
        if held & RUNS and each.is_late and each.round.due > desk.today - timedelta(days=90):
            late[plan.report_id] += 1
    for pk, plan in reports.items():
        address = reverse("followup:plans", args=[pk])
        if unseen[pk]:
            yield Waiting(
                f"Say what you make of {counted(unseen[pk], 'update')}",
                f"{address}?show=unseen",
                programme=plan.programme.short_title,
                state="to read",
            )
        if late[pk]:
            yield Waiting(
                f"{counted(late[pk], 'plan')} {noun(late[pk], 'has,have')} sent no update, and the day has passed",
                f"{address}?show=late",
                programme=plan.programme.short_title,
                state="to chase",
            )
