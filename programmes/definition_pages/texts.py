"""letters/*.md and documents/*.md: what people are sent, and what they may read."""

from __future__ import annotations

from instruments.plain_text import Page
from programmes import definition_words as words
from programmes.date_rules import EDGES
from programmes.definition import Document, Letter
from programmes.definition_pages.parts import basis

# Where a document stands that does not say so: after all that do.
LAST = 99


def letter(key: str, page: Page) -> Letter:
    """A letter's heading and text."""
    top = page.top
    found = Letter(
        key=key,
        title=top.text("title"),
        kind=top.choice("kind", words.LETTER_KINDS),
        sender=top.choice("sender", words.ROLES),
        addressed_to=top.choice("addressed_to", (*words.RECIPIENTS, "the person concerned")),
        sent=top.choice("sent", words.OCCASIONS),
        statutory=top.yes("statutory", False),
        subject=top.text("subject"),
        body=page.body,
        basis=basis(top, "design"),
        file=page.file,
    )
    top.done()
    if not page.body.strip():
        page.find(page.body_line, "The letter has no text.", "Write it below the second line of +++.")
    return found


def document(key: str, page: Page) -> Document:
    """Something to read: our own text, or an entry for what another publisher keeps."""
    top = page.top
    found = Document(
        key=key,
        title=top.text("title"),
        kind=top.choice("kind", words.DOCUMENT_KINDS),
        audience=top.choice("audience", words.AUDIENCES),
        summary=top.text("summary"),
        released_with=top.text("released_with"),
        edge={"first day": "starts", "last day": "ends", "opening": "opens"}[
            top.choice("of", ("first day", "last day", "opening"), "first day")
        ],
        published_by=top.text("published_by", ""),
        order=top.whole("order", LAST),
        body=page.body,
        basis=basis(top, ""),
        file=page.file,
    )
    top.done()
    assert found.edge in EDGES
    if not page.body.strip():
        page.find(page.body_line, "The document has no text.", "Write it below the second line of +++.")
    return found
