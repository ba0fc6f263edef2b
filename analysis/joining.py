"""What this room tells the rooms below it: an area's own report among its tasks, words that wait to be read."""

from accounts import roles, speaking
from analysis import double_reading, report_sources, rules
from analysis.models import Release
from interface.counting import counted
from programmes import tasks_of, work
from reports import sources
from surveys.models import Dataset


def join() -> None:
    tasks_of.askers.add(
        reports_as_tasks,
        lambda participations, today: Release.objects.out().filter(participation__in=participations),
    )
    sources.joined.append(report_sources.shelves_of)


def reports_as_tasks(participations, today, releases) -> dict[int, list[tasks_of.Task]]:
    """The local reports that are out: nothing to do but to read them."""
    found: dict[int, list[tasks_of.Task]] = {}
    rows = dict(releases.values_list("pk", "participation"))
    for pk, title in _titles(rows):
        found.setdefault(rows[pk], []).append(
            tasks_of.Task(
                key=f"results-{pk}",
                words=f"Your local report: {title}",
                state="Here",
                mark="new",
                due=None,
                url=Release(pk=pk).get_absolute_url(),
                hint="Your area’s answers beside Scotland’s, as pages and as a PDF.",
                who=(roles.Coordinator, roles.ChiefOfficer),
            )
        )
    return found


def _not_read(desk):
    coded = [programme for programme in desk.worked_on if rules.may_code(desk.user, programme)]
    return double_reading.not_done(desk.user).filter(dataset__survey__programme__in=coded) if coded else None


@work.asks(_not_read)
def words_to_read(desk, passages) -> list[work.Waiting]:
    """What people wrote and nobody has looked through, or read, in the programmes whose words a person reads."""
    counts = double_reading.waiting_of(desk.user, passages)
    datasets = Dataset.objects.visible_to(desk.user).filter(pk__in=counts).select_related("survey__programme")
    return [
        work.Waiting(
            title=f"Read what people wrote: {dataset.survey.title}",
            address=f"{dataset.get_absolute_url()}words/",
            programme=dataset.survey.programme.short_title,
            detail=_how_many(*counts[dataset.pk]),
        )
        for dataset in datasets
    ]


def _how_many(unseen: int, unread: int) -> str:
    parts = [(unseen, "to look through"), (unread, "to read")]
    return ", ".join(f"{counted(n, 'passage')} {what}" for n, what in parts if n) + "."


def _titles(releases) -> list[tuple[int, str]]:
    """What the surveys of these releases are called; the rules and datasets between them are the team's own rows."""
    if not releases:
        return []
    with speaking.as_service():
        rows = Release.objects.filter(pk__in=releases).order_by("pk")
        return list(rows.values_list("pk", "plan__dataset__survey__title"))
