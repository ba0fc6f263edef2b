"""A report of some forty pages with twenty charts and twenty tables, written and frozen by the real moves."""

from itertools import cycle

from accounts import speaking
from accounts.models import Area, User
from files.printable import Printable
from programmes.models import Programme
from reports import actions, binding, figures, freezing, linting, outline, printing
from reports.models import Edition, Figure, Report, Section

SECTIONS = 20
WORDS = (
    "Leaders and managers described how decisions are made, who answers for them, and how staff come to know of them. "
)
SLUG = "measured-report"


def html() -> Printable:
    """The print of the measured report, its edition frozen the first time."""
    with speaking.as_service():
        return printing.edition(edition().pk)


def edition() -> Edition:
    """The measured report's edition, written and frozen the first time that it is asked for."""
    found = Edition.objects.filter(report__slug=SLUG).first()
    if found:
        return found
    writer = User.objects.get(email="administrator@measured.example")
    keys = [f"part-{number}" for number in range(1, SECTIONS + 1)]
    report = outline.begin(
        Programme.objects.get(slug="measured-0"),
        title="A measured report",
        slug=SLUG,
        sections=[(key, f"Part {number} of the report", "") for number, key in enumerate(keys, start=1)],
        figures=[
            (f"{kind}-{number}", kind, f"What was counted in part {number}")
            for number in range(1, SECTIONS + 1)
            for kind in ("bar", "table")
        ],
        by=writer,
    )
    Report.objects.filter(pk=report.pk).update(summary=WORDS)
    areas = cycle(Area.objects.values_list("name", flat=True))
    for figure in report.figures.all():
        rows = "\n".join(f"{next(areas)}\t{7 * each % 90 + 10}" for each in range(8))
        read = figures.read(f"Area\tAnswers\n{rows}", kind=figure.kind)
        Figure.objects.filter(pk=figure.pk).update(
            data=read.data, message=f"What {figure.caption.lower()} shows", source="Measured data"
        )
    for number, section in enumerate(report.sections.all(), start=1):
        paragraphs = "\n\n".join(WORDS * 7 for _ in range(2))
        Section.objects.filter(pk=section.pk).update(
            body=f"{paragraphs}\n\n[[figure:bar-{number}]]\n\n{WORDS * 4}\n\n[[figure:table-{number}]]\n",
            status=Section.Status.READY,
        )
    explained(report)
    return actions.freeze(report, by=writer)


def explained(report: Report) -> None:
    """What is remarked on a text that is made to be measured, explained with one reason: its numbers are nobody's."""
    report = Report.objects.select_related("programme").get(pk=report.pk)
    remarks = linting.still_open(freezing.look(report).remarks_on_text)
    binding.explain(report, remarks, why="It is made to be measured.", by=None)
