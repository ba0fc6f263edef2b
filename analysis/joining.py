"""What this room tells the rooms below it: an area's own report among its tasks."""

from accounts import roles
from analysis.models import Release
from programmes import tasks_of


def join() -> None:
    tasks_of.askers.append(reports_as_tasks)


def reports_as_tasks(participations, today) -> dict[int, list[tasks_of.Task]]:
    """The local reports that are out: nothing to do but to read them."""
    found: dict[int, list[tasks_of.Task]] = {}
    rows = Release.objects.out().filter(participation__in=participations)
    for release in rows.select_related("plan__dataset__survey").order_by("pk"):
        found.setdefault(release.participation_id, []).append(
            tasks_of.Task(
                key=f"results-{release.pk}",
                words=f"Your local report: {release.plan.dataset.survey.title}",
                state="Here",
                mark="done",
                due=None,
                url=release.get_absolute_url(),
                hint="Your area’s answers beside Scotland’s, as pages and as a PDF.",
                who=(roles.Coordinator, roles.ChiefOfficer),
            )
        )
    return found
