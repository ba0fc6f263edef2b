"""A report's beginning: the outline that the programme's definition plans for, copied, and the writers' from then on."""

from typing import NamedTuple

from django.db import transaction
from django.utils import timezone
from django.utils.text import slugify

from accounts import speaking
from accounts.models import User
from programmes.definition import Definition
from programmes.models import Programme
from reports import beside
from reports.models import Figure, Report, Section

#: What a definition calls its exhibits, as the kinds that are drawn here.
KINDS = {
    "table": Figure.Kind.TABLE,
    "chart": Figure.Kind.BAR,
    "bar": Figure.Kind.BAR,
    "grouped bar": Figure.Kind.GROUPED,
    "stacked bar": Figure.Kind.STACKED,
    "line": Figure.Kind.LINE,
    "map": Figure.Kind.TABLE,
}


class Planned(NamedTuple):
    """A section before there is one: ``words`` is about how many it should have."""

    key: str
    heading: str
    guidance: str = ""
    words: int | None = None


def copy(programme: Programme, definition: Definition) -> None:
    """Asked when a programme starts: its report is there from the first day, with nothing written in it."""
    outline = definition.report
    if not outline.sections:
        return
    with speaking.as_service():
        begin(
            programme,
            title=outline.title or programme.title,
            sections=[Planned(each.key, each.title, each.guidance, each.words) for each in outline.sections],
            figures=[
                (exhibit.key, KINDS.get(exhibit.kind, Figure.Kind.TABLE), exhibit.title) for exhibit in outline.exhibits
            ],
            by=programme.started_by,
        )


@transaction.atomic
def begin(programme: Programme, *, title: str, sections, figures=(), slug: str = "", by: User | None) -> Report:
    """Begin a report: sections as (key, heading, guidance, words), the last two optional; figures as (key, kind, caption)."""
    report = Report.objects.create(
        programme=programme,
        slug=slug or free_slug(programme.slug),
        title=title,
        created_at=timezone.now(),
        created_by=by,
    )
    report.authors.set([programme.lead_body, *programme.partner_bodies.all()])
    Section.objects.bulk_create(
        Section(
            report=report,
            key=section.key,
            heading=section.heading,
            guidance=section.guidance,
            target=section.words,
            position=position,
        )
        for position, section in enumerate((Planned(*each) for each in sections), start=1)
    )
    Figure.objects.bulk_create(
        Figure(report=report, key=key, kind=kind, caption=caption, position=position)
        for position, (key, kind, caption) in enumerate(figures, start=1)
    )
    for joined in beside.on_begin:
        joined(report, by)
    return report


def free_slug(wanted: str) -> str:
    """The wanted address, or the first that is free: asked as the portal, for drafts that nobody here may see."""
    wanted = slugify(wanted)[:70]
    with speaking.as_service():
        taken = set(Report.objects.filter(slug__startswith=wanted).values_list("slug", flat=True))
    return next(
        slug for number in range(1, 10_000) if (slug := wanted if number == 1 else f"{wanted}-{number}") not in taken
    )
