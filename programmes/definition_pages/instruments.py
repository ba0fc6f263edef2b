"""instruments/*.toml: the forms in which documents are asked for, and the surveys."""

from __future__ import annotations

from instruments.plain_text import Page, Table
from instruments.reading import the_instrument
from programmes import definition_words as words
from programmes.definition import AskedDocument, Instrument, RespondentKind, Survey
from programmes.definition_pages.parts import basis


def instrument(key: str, page: Page) -> Instrument:
    """A form in which documents are asked for."""
    top = page.top
    on = basis(top, "")
    found = Instrument(
        key=key,
        kind=top.choice("kind", words.INSTRUMENT_KINDS),
        title=top.text("title"),
        introduction=top.text("introduction", ""),
        milestone=top.text("milestone"),
        applies_to=top.choice("applies_to", ("all", "selected"), "all"),
        needs_sign_off=top.yes("needs_sign_off", False),
        nil_return_allowed=top.yes("nil_return_allowed", False),
        max_files=top.whole("max_files", None, at_least=1),
        documents=tuple(asked_document(table, on) for table in top.tables("document")),
        basis=on,
    )
    top.done()
    if not found.documents:
        page.find(1, "The return asks for nothing.", "Add a line [[document]] and what belongs under it.")
    return found


def asked_document(table: Table, on: str) -> AskedDocument:
    found = AskedDocument(
        key=table.text("key"),
        title=table.text("title"),
        help=table.text("help", ""),
        required=table.yes("required", True),
        max_files=table.whole("max_files", None, at_least=1),
        word_limit=table.whole("word_limit", None, at_least=1),
        basis=basis(table, on),
    )
    table.done()
    return found


def is_survey(page: Page) -> bool:
    """Whether the file holds a survey, and not a form in which documents are asked for."""
    return page.data.get("kind") == "survey"


def survey(key: str, page: Page) -> Survey:
    """A survey: to whom it is put, when, and what it asks."""
    top = page.top
    on = basis(top, "")
    top.choice("kind", words.INSTRUMENT_KINDS)
    found = Survey(
        key=key,
        milestone=top.text("milestone", ""),
        named=top.yes("named", False),
        link_for=top.choice("link_for", words.LINKS_FOR),
        respondents=tuple(_respondents(table, top.yes("named", False)) for table in top.tables("respondents")),
        questionnaire=the_instrument(key, page, top),
        basis=on,
    )
    if not found.questionnaire.minutes:
        top.find("minutes", "Nobody is told how long it takes.", "Add minutes = 10, with the number that fits.")
    if not found.named and not found.questionnaire.privacy:
        top.find("privacy", "Nobody is told what becomes of an answer.", 'Add privacy = """…""".')
    top.done()
    return found


def _respondents(table: Table, named: bool) -> RespondentKind:
    found = RespondentKind(
        key=table.text("key"),
        title=table.text("title"),
        written_by=table.choice("written_by", words.WRITTEN_BY) if named else "",
        signed_off_by=table.choice("signed_off_by", words.SIGNED_OFF_BY) if named else "",
    )
    table.done()
    return found
