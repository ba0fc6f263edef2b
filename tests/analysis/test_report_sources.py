"""What of a released survey a report may take: the numbers of the release, and no others."""

import pytest

from accounts import speaking
from analysis import releasing
from instruments.disclosure.counts import Cell as Place
from reports import binding, bound, freezing
from reports.models import Report
from reports.sources import Library
from tests.build import analysis as build
from tests.build import reports as reporting

pytestmark = pytest.mark.django_db


@pytest.fixture
def released():
    dataset = build.survey(45, 30, 4)
    lead = build.lead(dataset)
    plan = build.rules_for(dataset, by=lead)
    release = releasing.release_national(plan, by=lead)
    return dataset, lead, release


def library(report) -> Library:
    return Library(Report.objects.get(pk=report.pk))


def test_a_report_takes_the_numbers_of_the_release_and_withheld_ones_are_withheld(released):
    dataset, lead, release = released
    report = reporting.report(dataset.survey.programme)
    with speaking.as_person(lead):
        found = library(report)
        titles = [shelf.title for shelf in found.shelves]
        assert (
            titles[:2] == [dataset.survey.title, f"{dataset.survey.title}, by which role fits best?"]
            or len(titles) >= 2
        )
        tables = [table for shelf in found.shelves if shelf.key != "figure" for table in found.tables(shelf)]
    assert tables
    with speaking.as_service():
        numbers = {
            (each.grouping, each.group, each.question, each.answer): each.count for each in release.numbers.all()
        }
    withheld = {Place(*parts) for parts, count in numbers.items() if count is None}
    shown = [cell for table in tables for _, cells in table.rows for cell in cells]
    assert any(cell.is_withheld for cell in shown) == bool(withheld)
    assert all(cell.count is None for cell in shown if cell.is_withheld)
    assert len({table.key for table in tables}) == len(tables)
    assert {cell.count for cell in shown if cell.count} <= set(numbers.values()) | {
        cell.count for cell in shown if not cell.bears_per_cent
    }


def test_a_number_of_the_release_is_bound_and_a_withdrawn_release_is_no_source(released):
    dataset, lead, release = released
    report = reporting.report(dataset.survey.programme, sections=1)
    with speaking.as_person(lead):
        found = library(report)
        table = next(
            table
            for table in found.tables(found.shelves[0])
            if any(cell.bears_per_cent and cell.count for _, cells in table.rows for cell in cells)
        )
        label, cells = next(row for row in table.rows if any(cell.bears_per_cent and cell.count for cell in row[1]))
        column = next(
            name for name, cell in zip(table.columns, cells, strict=True) if cell.bears_per_cent and cell.count
        )
        number = binding.bind(report, table, row=label, columns=[column], key="it", by=lead)
        says = bound.told(found, number)
        report.sections.update(body=f"[{says.per_cent}%](number:it)")
        assert [each.trouble for each in freezing.look(report).numbers] == [""]
    releasing.withdraw(release, reason="Counted again.", by=lead)
    with speaking.as_person(lead):
        assert "not there any more" in freezing.look(report).numbers[0].trouble


def test_a_national_report_takes_no_area_s_own_numbers(released):
    dataset, lead, _ = released
    with speaking.as_service():
        releasing.release_local(dataset.plan, by=lead)
    report = reporting.report(dataset.survey.programme)
    with speaking.as_person(lead):
        keys = [shelf.key for shelf in library(report).shelves if shelf.key != "figure"]
    assert len(keys) == 2
