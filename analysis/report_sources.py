"""Numbers of released surveys as reports take them: only what disclosure control has let into a release.

A release never changes; one that is withdrawn is no source any more, and the draft that used it says so.
"""

from collections.abc import Iterator
from functools import partial

from accounts import speaking
from analysis import counting, shown
from analysis.models import Release
from reports.models import Report
from reports.sources import Cell, Shelf, SourceTable

ANSWERED, LEFT_OUT = "Answered", "Left out"


def shelves_of(report: Report) -> Iterator[Shelf]:
    """A shelf for each released survey that this report may speak of, and one more for each way of parting it.

    Read as the service: what stands in a release has been made safe to be told, and whoever writes the report may be
    tied to one of its areas. A report about particular areas may take their own results; a national one takes none.
    """
    with speaking.as_service():
        releases = list(_releases(report))
        for release in releases:
            survey, area = release.plan.dataset.survey, _area_of(release)
            title = f"{survey.title}: {area}" if area else survey.title
            says = f"Released numbers of {release.made_at:%-d %B %Y}, with small numbers withheld."
            yield Shelf(f"survey-{release.pk}", title, says, partial(_tables, release.pk, ""))
            if release.kind == Release.Kind.NATIONAL:
                names = {
                    each.key: each.title
                    for each in counting.groupings_of(survey, release.plan.dataset.version.instrument)
                }
                for key in release.plan.groupings:
                    yield Shelf(
                        f"survey-{release.pk}-by-{key}",
                        f"{title}, by {names.get(key, key).lower()}",
                        says,
                        partial(_tables, release.pk, key),
                    )


def _releases(report: Report):
    areas = set(report.areas.values_list("pk", flat=True))
    releases = (
        Release.objects.standing()
        .filter(plan__dataset__survey__programme=report.programme_id)
        .select_related(
            "plan__dataset__survey__programme",
            "plan__dataset__version",
            "plan__dataset__participation__partnership",
            "participation__partnership",
        )
        .order_by("plan__dataset__survey__position", "plan__dataset", "number")
    )
    for release in releases:
        participation = release.participation or release.plan.dataset.participation
        if participation is None or (
            areas and areas & set(participation.partnership.areas.values_list("pk", flat=True))
        ):
            yield release


def _area_of(release: Release) -> str:
    participation = release.participation or release.plan.dataset.participation
    return participation.partnership.name if participation else ""


def _tables(release: int, grouping: str) -> list[SourceTable]:
    with speaking.as_service():
        found = shown.kept(
            Release.objects.select_related(
                "plan__dataset__survey__programme__lead_body", "plan__dataset__version", "participation__partnership"
            ).get(pk=release)
        )
        rows = shown.local_rows(found) if found.release.participation_id else shown.national_rows(found, grouping)
        by = f"-by-{grouping}" if grouping else ""
        return [_table(found, block, f"survey-{release}{by}/{block.key}") for block in found.blocks(rows)]


def _table(found: shown.Kept, block: shown.Block, key: str) -> SourceTable:
    survey = found.release.plan.dataset.survey
    columns, rows, charts = _choices(block) if block.is_choice else _answers(block)
    return SourceTable(
        key=key,
        title=block.title,
        caption=f"{block.title}: people who answered"
        if not block.is_choice
        else f"{block.title}: people who took part",
        source=f"{survey.title}, {survey.programme.lead_body}, {found.release.plan.dataset.frozen_on:%Y}",
        columns=columns,
        rows=rows,
        row_word="Choice" if block.is_choice else "Statement" if len(block.sheets) > 1 else "Who answered",
        unit="people",
        charts=charts,
        beside_charts=() if block.is_choice else (ANSWERED, LEFT_OUT),
        address=found.release.get_absolute_url(),
    )


def _answers(block: shown.Block):
    """A row for each statement and group: its answers, and how many answered and left it out."""
    alone = len(block.sheets) == 1
    rows = [
        (
            sheet.title if len(sheet.rows) == 1 and not alone else shown.label_of(sheet, row, alone=alone),
            (
                *(_cell(place, row.base) for place in row.places),
                Cell(row.base, is_withheld=row.base is None),
                Cell(row.left_out.count, is_withheld=row.left_out.count is None) if row.left_out else Cell(0),
            ),
        )
        for sheet in block.sheets
        for row in sheet.rows
    ]
    # A bar is a percentage without its digits: nothing is drawn where one may not stand.
    drawn = all(row.is_drawn for sheet in block.sheets for row in sheet.rows)
    return (*block.sheets[0].answers, ANSWERED, LEFT_OUT), tuple(rows), ("stacked",) if drawn else ()


def _choices(block: shown.Block):
    """A row for each choice: of each group, how many took it."""
    labels = [row.label for row in block.sheets[0].rows]
    rows = [(sheet.title, tuple(_cell(row.places[0], row.base) for row in sheet.rows)) for sheet in block.sheets]
    return tuple(labels), tuple(rows), ("grouped",) if len(labels) > 1 else ("bar",)


def _cell(place: shown.Place, base: int | None) -> Cell:
    return Cell(place.count, base, bears_per_cent=place.share is not None, is_withheld=place.count is None)
