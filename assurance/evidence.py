"""What this room finds under a report's findings in the rooms below: released numbers of surveys, accepted documents.

Both through what those rooms give out already: numbers are read from a release's ledger, in which small ones are
withheld, and documents are counted and neither named nor opened.
"""

from collections.abc import Iterator

from django.db.models import Count

from analysis import shown
from analysis.models import Release
from assurance.papers import Evidence, evidence
from inspections.models import Submission
from instruments.disclosure.rules import MARK
from reports.models import Report


def join() -> None:
    for each in (released_numbers, documents_accepted):
        if each not in evidence:
            evidence.append(each)


def released_numbers(report: Report) -> Iterator[Evidence]:
    """The national numbers of each survey of the programme that was counted and audited, question by question."""
    releases = (
        Release.objects.standing()
        .filter(kind=Release.Kind.NATIONAL, plan__dataset__survey__programme=report.programme_id)
        .select_related("plan__dataset__survey", "plan__dataset__version")
        .order_by("plan__dataset__survey__position", "pk")
    )
    for release in releases:
        found = shown.kept(release)
        rows = []
        for block in found.blocks(shown.national_rows(found)):
            for sheet in block.sheets:
                row = sheet.rows[0]
                answers = "; ".join(
                    f"{words} {place.words}" for words, place in zip(sheet.answers, row.places, strict=False)
                )
                rows.append((sheet.title, row.base_words, answers))
        survey = release.plan.dataset.survey
        yield Evidence(
            title=f"{survey.title}: what everyone answered",
            source=f"Release {release.number} of its frozen answers",
            columns=("Question", "Answered", "Answers"),
            rows=tuple(rows),
            note=f"{MARK} stands for a number that is withheld because it is small, or could tell one that is.",
        )


def documents_accepted(report: Report) -> Iterator[Evidence]:
    """How many documents each area sent that were accepted; of the report's own areas where it has any."""
    accepted = Submission.objects.filter(
        status=Submission.Status.ACCEPTED, participation__programme=report.programme_id
    )
    areas = list(report.areas.all())
    if areas:
        accepted = accepted.filter(participation__partnership__areas__in=areas)
    rows = (
        accepted.values("participation__partnership__name")
        .annotate(returns=Count("pk", distinct=True), documents=Count("documents", distinct=True))
        .order_by("participation__partnership__name")
        .values_list("participation__partnership__name", "returns", "documents")
    )
    counted = tuple((name, f"{returns:,}", f"{documents:,}") for name, returns, documents in rows)
    if counted:
        yield Evidence(
            title="Documents that were accepted",
            source="Returns of the partnerships, counted when these papers were made",
            columns=("Partnership", "Returns accepted", "Documents"),
            rows=counted,
        )
