"""What this room tells the rooms below it: what is frozen with an edition, its pages beside a report, what waits for people."""

from collections.abc import Iterator

from django.urls import reverse

from accounts import roles
from followup import brought_in, public, recommending, reviewing, rules, standing, waiting
from followup.models import Plan, ProgressReview
from interface.counting import counted
from programmes import starting, tasks_of, work
from reports import beside
from reports import public as reports_public
from reports.models import Edition, Report


def join() -> None:
    starting.on_start.append(brought_in.bring_in)
    beside.frozen_with.append(recommending.state_in)
    beside.frozen_with.append(reviewing.judge_with)
    beside.conditions.append(reviewing.reasons_against)
    beside.pages.append(pages_beside)
    work.asks(waiting.waiting_for)
    tasks_of.askers.append(plans_as_tasks)
    reports_public.further_data.append(of_a_programme)


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


def of_a_programme(programme_id: int) -> list[tuple[str, str]]:
    """What everybody may read of one programme's recommendations: a page for each report that has some."""
    slugs = Edition.objects.public().filter(programme=programme_id).values_list("slug", flat=True)
    there = public.has_any(set(slugs))
    titles = dict(Edition.objects.public().filter(slug__in=there).order_by("number").values_list("slug", "title"))
    return [
        (f"Progress on the recommendations of “{title}”", public.address_of(slug)) for slug, title in titles.items()
    ]


def plans_as_tasks(participations, today) -> dict[int, list[tasks_of.Task]]:
    """A partnership's plan among what it is asked to do: from the report's publication on, with the round that is open."""
    plans = Plan.objects.filter(participation__in=participations).select_related("participation__partnership")
    found: dict[int, list[tasks_of.Task]] = {}
    for each in standing.of_plans(list(plans), today):
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
