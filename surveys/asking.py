"""One page of questions as whoever answers it meets it: a respondent, a partnership, or somebody who tries it."""

from collections.abc import Mapping
from dataclasses import replace

from instruments import form_pages
from instruments.answers import Compiled, Reading, Typed
from instruments.form_pages import labelled
from instruments.questions import Question
from surveys import sheets
from surveys.sheets import Sheet, SoFar


def page_of(
    compiled: Compiled,
    page: Sheet,
    so_far: SoFar,
    *,
    reading: Reading | None = None,
    typed: Typed | None = None,
    further: list[Question] | None = None,
    at: str = "",
) -> dict[str, object]:
    """What a template draws of a page. Without ``reading`` and ``typed`` it is opened, with them it came back."""
    instrument = compiled.instrument
    if reading is None or typed is None:
        reading, typed = sheets.come_back(compiled, page, so_far), so_far.as_typed(instrument)
    pages = sheets.sheets(instrument, reading.values)
    asked = sheets.sheet_of(instrument, reading.values, page)
    questions = {question.key for question in asked.questions}
    drawn = [
        each for each in form_pages.sections(instrument, reading, typed, at=at) if each.section.key == page.section.key
    ]
    keys = [each.key for each in pages]
    return {
        "page": asked,
        "intro": drawn[0].intro if drawn and page.is_first_of_section else "",
        "controls": [each for each in drawn[0].controls if each.question.key in questions] if drawn else [],
        "shown": " ".join(question.key for question in asked.questions),
        "errors": form_pages.errors(reading, instrument),
        "further": [labelled(each, instrument, reading.values) for each in further or []],
        "seen": so_far.mark(sheets.keys_of(page)),
        "place": keys.index(page.key) + 1 if page.key in keys else 1,
        "places": sheets.how_many(instrument, reading.values, page),
        "before": sheets.before(pages, page.key),
    }


def pressed(compiled: Compiled, page: Sheet, typed: Mapping[str, list[str]], so_far: SoFar):
    """A button beside a question: how far the form is then, and the page as it is shown again. None where none was."""
    button = form_pages.pressed(compiled.instrument, typed)
    if button is None:
        return None
    read = sheets.read(compiled, page, button.typed, so_far)
    # What is wrong is told when somebody goes on, and not while they fill the page in.
    wrong = replace(read.reading, problems={})
    return read.so_far, page_of(compiled, page, read.so_far, reading=wrong, typed=button.typed, at=button.at)
