"""A local report on paper is a tagged document, whether its area is large or too small to be shown."""

import pytest

from accounts import speaking
from analysis import local_reports, releasing, runs  # noqa: F401  it says what is printed
from files import press, printable
from tests.build import analysis as build
from tests.pdf_structure import problems

pytestmark = pytest.mark.django_db


@pytest.mark.prints("analysis/print/local_report.html")
def test_local_reports_and_national_numbers_are_tagged_documents():
    dataset = build.survey(45, 30, 4)
    lead = build.lead(dataset)
    plan = build.rules_for(dataset, by=lead)
    releasing.release_national(plan, by=lead)
    runs.ask(plan, by=lead)
    runs.carry_on()
    build.report_out(dataset)
    for release in build.standing(plan):
        with speaking.as_service():
            kind = runs.KIND if release.participation_id else runs.NATIONAL
            document = printable.registered(kind)(release.pk, {})
        assert problems(press.press(document)) == [], document.title
