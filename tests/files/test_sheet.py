"""The sheet of every document, pressed: cover, contents, timetable, charts, a long table and a letter."""

import datetime

import pytest
from django.template import engines

from demo.gallery import figures, stops
from files import press
from files.printable import Printable
from tests.interface.test_print import LETTER, REPORT
from tests.pdf_structure import Structure, problems

TODAY = datetime.date(2026, 11, 23)


def pressed(template: str, **context) -> Structure:
    html = engines["django"].from_string(template).render({"today": TODAY, **context})
    return Structure(press.press(Printable(html, "A document", "document.pdf")))


@pytest.fixture(scope="module")
def report() -> Structure:
    return pressed(
        REPORT,
        title="Social work governance in Scotland",
        bodies=["Care Inspectorate", "Healthcare Improvement Scotland"],
        entries=[{"words": "Key messages", "key": "messages"}, {"words": "Part", "key": "part", "level": 3}],
        figures=figures(),
        stops=stops(TODAY),
        rows=range(120),
        long="Clackmannanshire and Stirling",
    )


def test_a_report_has_nothing_against_it(report):
    assert problems(report.content) == []


def test_its_sheets_and_fonts_are_found(report):
    names = {str(thing.get("/BaseFont", "")) for thing in report.pdf.objects if hasattr(thing, "keys")}
    assert any("Roboto" in name for name in names)
    assert all("Roboto" in name for name in names if name), names


def test_its_long_table_is_one_and_its_drawings_speak(report):
    assert len(report.tables[-1]) == 121
    assert len(report.figures) == 5
    assert all(report.figures)


def test_a_letter_has_nothing_against_it():
    letter = pressed(LETTER, sender="Care Inspectorate", to=["The Chief Executive", "Moray Council"])
    assert problems(letter.content) == []
    assert str(letter.pdf.docinfo["/Title"]) == "Notification"
