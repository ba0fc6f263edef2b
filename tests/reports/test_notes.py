"""Notes: one numbering through the report, a way there and back, and nothing that is frozen without its text."""

import pytest
from django.template.loader import render_to_string

from accounts import speaking
from reports import freezing, printing, writing
from reports.models import Report, Section
from tests.build import reports as build

pytestmark = pytest.mark.django_db


def with_bodies(*bodies: str) -> Report:
    report = build.report(sections=len(bodies))
    with speaking.as_service():
        for position, body in enumerate(bodies, start=1):
            Section.objects.filter(report=report, position=position).update(body=body)
        report.figures.all().delete()
        return Report.objects.get(pk=report.pk)


def looked_at(*bodies: str) -> freezing.Looked:
    report = with_bodies(*bodies)
    with speaking.as_service():
        return freezing.look(report)


def test_notes_are_numbered_through_the_report_whatever_their_sections_call_them():
    html = looked_at(
        "One[^b] two[^a].\n\n[^a]: Second.\n[^b]: First.", "Three[^a] and again[^a].\n\n[^a]: Third."
    ).frozen.html
    assert [html.index(words) for words in ("First.", "Second.", "Third.")] == sorted(
        html.index(words) for words in ("First.", "Second.", "Third.")
    )
    assert '<a href="#note-3" id="note-mark-3" role="doc-noteref" aria-label="Note 3">3</a>' in html
    assert 'id="note-mark-3-2"' in html, "the second mark of a note has an address of its own"
    assert 'href="#note-mark-3-2" role="doc-backlink"' in html, "and a way back to it"
    assert '<li id="note-1">' in html


def test_the_text_of_a_note_is_no_paragraph():
    report = with_bodies("One.[^1]\n\n[^1]: A text\n  over two lines.\n\nTwo.")
    with speaking.as_service():
        text = writing.number(list(report.sections.all()), [])
    assert [block.number for block in text.sections[0].blocks] == ["1.1", "1.2"]
    assert "A text over two lines." in text.notes[0].html


@pytest.mark.parametrize(
    ("body", "says", "stops"),
    [
        ("One[^x].", "The note “x” has no text", True),
        ("### Part[^x]\n\nWords.\n\n[^x]: Text.", "A note stands in a heading", True),
        ("One.\n\n[^x]: Nobody leads here.", "No mark leads to the note “Nobody leads here.”", False),
    ],
)
def test_what_is_wrong_with_a_note_is_said(body, says, stops):
    problem = next(each for each in looked_at(body).problems if says in each.says)
    assert problem.stops is stops


def test_a_hostile_note_is_shown_as_typed():
    html = looked_at("One[^x].\n\n[^x]: <script>alert(1)</script> [y](javascript:alert(1))").frozen.html
    assert "<script" not in html
    assert 'href="javascript' not in html


def test_notes_stand_at_the_end_of_the_print_and_in_its_contents():
    edition = build.edition(with_bodies("One[^x].\n\n[^x]: The text of it."))
    printed = printing.context(edition)
    assert {"words": "Notes", "key": "notes", "level": 2} in printed["entries"]
    html = render_to_string("print/report.html", printed)
    assert '<li id="note-1"><p>The text of it.</p>' in html
    assert 'href="#note-1"' in html
    assert '<a href="#note-mark-1">Paragraph 1.1</a>' in html, "the way back, which is of use on paper as well"


def test_an_edition_frozen_before_there_were_notes_is_drawn_as_it_was():
    edition = build.edition(with_bodies("One."))
    del edition.content["notes"]
    assert 'id="notes"' not in render_to_string("print/report.html", printing.context(edition))
