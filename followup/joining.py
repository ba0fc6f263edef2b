"""What this room tells the rooms below it: what is frozen with an edition, its pages beside a report, what waits for people."""

from collections.abc import Iterator

from django.urls import reverse

from accounts import roles
from followup import brought_in, recommending, reviewing, rules, standing, waiting
from followup.models import Plan, ProgressReview
from interface.counting import counted
from programmes import starting, tasks_of, work
from reports import beside
from reports.models import Report


def join() -> None:
    starting.on_start.append(brought_in.bring_in)
    beside.frozen_with.append(recommending.state_in)
    beside.frozen_with.append(reviewing.judge_with)
    beside.conditions.append(recommending.reasons_against)
    beside.conditions.append(reviewing.reasons_against)
    beside.pages.append(pages_beside)
    work.askers.add(waiting.waiting_for, waiting.plans_of)
    tasks_of.askers.add(
        plans_as_tasks, lambda participations, today: Plan.objects.filter(participation__in=participations)
    )


def pages_beside(user, report: Report) -> Iterator[beside.Beside]:
    """Beside a report: what it recommends; where it is a progress review, what it says of each."""
    if not rules.may_read(user, report):
        return
    found = report.recommendations.count()
    says = counted(found, "entry,entries") if found else "None yet"
    yield beside.Beside(
        "Recommendations and areas for development", reverse("followup:recommendations", args=[report.pk]), says
    )
    if rules.may_follow(user, report):
        plans = Plan.objects.visible_to(user).filter(report=report).count()
        yield beside.Beside(
            "Plans and updates of those who own them",
            reverse("followup:plans", args=[report.pk]),
            counted(plans, "plan") if plans else "None yet",
        )
    review = ProgressReview.objects.filter(report=report).first()
    if review is not None:
        yield beside.Beside("Progress review, recommendation by recommendation", review.get_absolute_url())


def plans_as_tasks(participations, today, plans) -> dict[int, list[tasks_of.Task]]:
    """A partnership's plan among what it is asked to do: from the report's publication on, with the round that is open."""
    found: dict[int, list[tasks_of.Task]] = {}
    for each in standing.of_plans(list(plans.select_related("participation__partnership")), today):
        found.setdefault(each.plan.participation_id, []).append(
            tasks_of.Task(
                key=f"plan-{each.plan.pk}",
                words=each.plan.title,
                state=each.words,
                mark=each.mark,
                due=each.round.due if each.round else None,
                url=each.plan.get_absolute_url(),
                hint=each.plan.about,
                who=(roles.Coordinator, roles.Contributor),
            )
        )
    return found
