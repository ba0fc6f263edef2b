"""A run that really took place brings what its report recommended: as much as is known, and a place for the rest."""

from accounts import speaking
from followup import recommending
from followup.models.recommending import Kind, Wording
from programmes.definition import Definition, Recommendation, Run
from programmes.definition_words import source_in_words
from programmes.models import Programme


def bring_in(programme: Programme, definition: Definition) -> None:
    """Asked when a programme starts: one that enters a run has its report's recommendations from the first day.

    Of a text that the definition does not know, nothing is invented: it has its number, and says that it is to be entered.
    """
    key = programme.particulars.get("run", "")
    if not key:
        return
    with speaking.as_service():
        # The report that the definition plans for; a progress review is begun beside it.
        report = programme.reports.order_by("pk").first()
        if report is None:
            return
        run = definition.run(key)
        for kind, known, in_all in _kinds(run):
            by_number = {each.number: each for each in known}
            for number in sorted({*range(1, in_all + 1), *by_number}):
                _bring(report, kind, number, by_number.get(number), by=programme.started_by)


def _kinds(run: Run):
    yield Kind.RECOMMENDATION, run.recommendations, run.recommended_in_all
    yield Kind.DEVELOPMENT, run.areas_for_development, run.areas_for_development_in_all


def _bring(report, kind: Kind, number: int, known: Recommendation | None, *, by) -> None:
    if known is None:
        recommending.add(report, kind=kind, number=number, by=by)
        return
    recommending.add(
        report,
        kind=kind,
        number=number,
        text=known.text,
        wording=Wording.EXACT if known.is_exact else Wording.SUBJECT,
        owners=known.owners,
        partners=known.partners,
        source=source_in_words(known.basis),
        by=by,
    )
