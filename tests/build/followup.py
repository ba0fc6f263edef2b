"""Recommendations, plans and updates, made by the real moves."""

from datetime import date, timedelta

from django.utils import timezone

from accounts import roles, speaking
from followup import judging, recommending
from followup.models import Progress, Recommendation
from followup.models.recommending import Kind
from reports.models import Report
from tests.build import reports as drafts


def recommendation(of: Report | None = None, *, text: str = "Write one guide for everyone.", **more) -> Recommendation:
    """One more recommendation of a report; ``text`` may be empty, as one that is to be entered."""
    with speaking.as_service():
        made = recommending.add(of or drafts.report(), text=text, by=drafts.person(), **more)
        return Recommendation.objects.select_related("report__programme").get(pk=made.pk)


def published(*texts: str, report: Report | None = None, development: int = 0, **report_fields) -> list[Recommendation]:
    """Recommendations of a report that everybody may read, and so many areas for development."""
    report = report or drafts.report(**report_fields)
    made = [recommendation(report, text=text) for text in texts or ("Write one guide for everyone.",)]
    made += [recommendation(report, text=f"Area {n}", kind=Kind.DEVELOPMENT) for n in range(1, development + 1)]
    drafts.published(report)
    return made


def lead_of(made: Recommendation):
    return drafts.member_of(made.report.programme, roles.Lead)


def judged(made: Recommendation, state: str = "in progress", *, on: date | None = None, **more) -> Progress:
    with speaking.as_service():
        return judging.judge(
            made,
            state=state,
            on=on or timezone.localdate(),
            reason=more.pop("reason", "The guide is being written."),
            by=more.pop("by", None) or drafts.person(),
            **more,
        )


def in_days(days: int) -> date:
    return timezone.localdate() + timedelta(days=days)


# --- Plans and updates -----------------------------------------------------------------------------------------------


def followed_programme(**more):
    """A programme that names partnerships, with a published report of two recommendations, and an open round."""
    from followup import planning
    from tests.build import programmes as plan

    programme = plan.programme(definition="asp-joint-inspections", **{"areas": 2, **more})
    with speaking.as_service():
        report = drafts.report(programme, title="What we found in two areas")
    made = published("Write one guide.", "Meet every month.", report=report)
    by = drafts.person()
    with speaking.as_service():
        planning.open_plans(report, by=by)
        round = planning.set_round(report, title="Six months on", opens=in_days(0), due=in_days(30), by=by)
    return programme, report, made, round


def plan_of(report, number: int = 0):
    from followup.models import Plan

    with speaking.as_service():
        plans = (
            Plan.objects.filter(report=report).select_related("programme", "participation__partnership").order_by("pk")
        )
        return list(plans)[number]


def action(plan, *serves: Recommendation, text: str = "Write it with those who will use it.", **more):
    from followup import planning

    with speaking.as_service():
        return planning.plan_action(
            plan, text=text, owner="Head of service", serves=[each.pk for each in serves], by=drafts.person(), **more
        )


def written(plan, round, *, words: str = "The first draft is out.", state: str = "under way", by=None):
    """An update in which something is said of every action."""
    from followup import updating

    with speaking.as_service():
        update = updating.begin(plan, round, by=by)
        said = {each.pk: updating.Say(state, words) for each in update.entries.all()}
        return updating.save(update, summary="We have begun.", said=said, seen=update.edits, by=by or drafts.person())


def sent(plan, round, *, words: str = "The first draft is out.", chief=None, by=None):
    """An update that a chief officer has signed off."""
    from followup import updating
    from tests.build import programmes as plans

    with speaking.as_service():
        chief = chief or plans.seated(plan.participation, roles.ChiefOfficer)
        update = written(plan, round, words=words, by=by)
        updating.put_forward(update, by=by or chief)
        return updating.sign_off(update, by=chief)
