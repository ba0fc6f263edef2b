"""instruments/*.toml: the forms in which documents are asked for."""

from __future__ import annotations

from instruments.plain_text import Page, Table
from programmes import definition_words as words
from programmes.definition import AskedDocument, Instrument
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
