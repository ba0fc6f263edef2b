"""Reports of the demonstration whose numbers come from their surveys: bound in the text, and drawn as charts."""

from accounts import speaking
from accounts.models import User
from instruments.scales import SCALES
from reports import binding, bound, freezing, linting
from reports.models import Report, Section
from reports.sources import Library, SourceTable

AGREED = [option.label for option in SCALES["agreement"] if option.key in ("agree", "strongly-agree")]
INVENTED = "The demonstration is invented, and so is this."
#: So many statements are told of in the text.
TOLD_OF = 3


def tell_of_the_survey(report: Report, section: str, *, by: User) -> None:
    """A paragraph for some statements of the programme's survey, each number bound, with the chart they stand in."""
    with speaking.as_service():
        library = Library(report)
        table = next((each for each in _tables(library) if "stacked" in each.charts and set(AGREED) <= set(each.columns)), None)  # fmt: skip
        if table is None:
            return
        paragraphs = list(_paragraphs(report, library, table, by=by))
        figure = binding.take(
            report, table, kind="stacked", message="What invented staff answered", key="staff-answers", by=by
        )
        words = "\n\n".join([f"{figure.reference} shows what staff answered.", *paragraphs, figure.reference])
        before = Section.objects.get(report=report, key=section)
        Section.objects.filter(pk=before.pk).update(body=f"{before.body.rstrip()}\n\n{words}\n")


def _tables(library: Library) -> list[SourceTable]:
    return [table for shelf in library.shelves[:1] for table in library.tables(shelf)]


def _paragraphs(report: Report, library: Library, table: SourceTable, *, by: User):
    for row, _ in table.rows[:TOLD_OF]:
        number = binding.bind(report, table, row=row, columns=AGREED, key=row, by=by)
        phrase = bound.phrases(number, bound.told(library, number))[0]
        yield f"{phrase} people agreed or strongly agreed: “{row.rstrip('.')}”."


def explain_the_rest(report: Report, why: str = INVENTED) -> None:
    """What is still remarked on the text, explained with one reason."""
    with speaking.as_service():
        report = Report.objects.select_related("programme").get(pk=report.pk)
        binding.explain(report, linting.still_open(freezing.look(report).remarks_on_text), why=why, by=None)
