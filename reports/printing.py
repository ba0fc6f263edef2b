"""The PDF of an edition: made by a worker from what was frozen, once, and kept beside the edition."""

import io
from html import unescape

from django.conf import settings
from django.template.loader import render_to_string
from django.utils.html import strip_tags

from accounts import speaking
from files import actions as documents
from files.models import Making, StoredFile
from files.printable import Printable, printable
from reports import freezing
from reports.models import Edition, EditionFile

KIND = "report-edition"
#: Rows of one table in print; a longer one is parted, each part with its own heading.
ROWS_ON_A_PAGE = 26
ROWS_BESIDE_A_CHART = 10
#: With so many paragraphs a report is long, and each of its sections begins on a page of its own.
LONG = 80


def may_see(user, edition_id: int) -> bool:
    """Whoever may read the draft that it was made from; the public's file has an address of its own."""
    return user.is_authenticated and Edition.objects.visible_to(user).filter(pk=edition_id).exists()


def _keep(edition_id: int, file: StoredFile, content: bytes) -> None:
    import pikepdf  # a worker's library: no page needs it

    with pikepdf.open(io.BytesIO(content)) as pdf:
        pages = len(pdf.pages)
    EditionFile.objects.get_or_create(
        edition_id=edition_id, kind=EditionFile.Kind.PDF, defaults={"stored": file, "pages": pages}
    )


@printable(
    KIND,
    title="Report",
    rule=may_see,
    fingerprint=lambda pk: Edition.objects.values_list("digest").get(pk=pk)[0],
    kept=_keep,
    # It is made, and opened by its team, before its minute.
    title_is_told=False,
)
def edition(edition_id: int) -> Printable:
    frozen = Edition.objects.select_related("programme__lead_body").get(pk=edition_id)
    return Printable(
        html=render_to_string("print/report.html", context(frozen)),
        title=frozen.title,
        file_name=f"{frozen.slug}-edition-{frozen.number}.pdf",
    )


def context(frozen: Edition) -> dict:
    """What the print of an edition is drawn from: the frozen words and numbers, nothing that could have changed."""
    content = for_print(frozen.content)
    return {
        "edition": frozen,
        "content": content,
        "entries": list(_entries(frozen, content)),
        "edition_words": f"Edition {frozen.number}" if frozen.number > 1 else "",
        "is_long": sum(bool(block.get("number")) for section in content["sections"] for block in section["blocks"])
        >= LONG,
        "portal_name": settings.PORTAL_NAME,
        "address": settings.PORTAL_URL + f"/reports/{frozen.slug}/",
    }


def for_print(frozen_content: dict) -> dict:
    """Frozen content as the press wants it: every figure beside its block, its table in parts that fit a page, and of
    every note where its marks stand.
    """
    content = freezing.draw(frozen_content)
    for section in content["sections"]:
        for block in section["blocks"]:
            if block["kind"] == "figure":
                block["figure"] |= _for_print(block["figure"])
    for note in content.get("notes", []):
        note["places"] = [{"mark": mark, "words": _place_of(mark, content)} for mark in note["marks"]]
    return content


def _place_of(mark: str, content: dict) -> str:
    """Where the mark of a note stands, in words that are of use on paper as well."""
    for section in content["sections"]:
        for block in section["blocks"]:
            if f'id="{mark}"' in block.get("html", ""):
                return f"Paragraph {block['number']}" if block.get("number") else f"Section {section['number']}"
    return "Back to the text"


def _entries(frozen: Edition, content: dict):
    yield {"words": "In short", "key": "summary", "level": 2}
    if frozen.what_changed:
        yield {"words": "What changed in this edition", "key": "changed", "level": 2}
    for section in content["sections"]:
        yield {"words": f"{section['number']}  {section['heading']}", "key": section["anchor"], "level": 2}
        for block in section["blocks"]:
            if block["kind"] == "heading":
                yield {"words": unescape(strip_tags(block["html"])).strip(), "key": block["anchor"], "level": 3}
    if content.get("notes"):
        yield {"words": "Notes", "key": "notes", "level": 2}
    if content["terms"]:
        yield {"words": "Definitions", "key": "definitions", "level": 2}
    yield {"words": "About this document", "key": "about-this-document", "level": 2}


def _for_print(figure: dict) -> dict:
    rows, unit = len(figure["rows"]), figure["data"].get("unit", "")
    if figure["chart"]:
        # What the page has in the table beside the same drawing: with its shares, and its words for what is not shown.
        figure = figure | {
            "rows": [
                [{"shown": category, "numeric": False}, *({"shown": cell, "numeric": True} for cell in cells)]
                for category, cells in figure["chart"].table
            ]
        }
    return {
        "parts": _parts(figure),
        "unit_words": "" if unit == "%" and figure["chart"] else unit,
        # A table says in its caption what a chart says in its note.
        "print_note": figure["note"] if figure["chart"] else figure["source_note"],
        "fits": rows <= (ROWS_BESIDE_A_CHART if figure["chart"] else ROWS_ON_A_PAGE),
    }


def _parts(figure: dict) -> list[dict]:
    """The rows of a table in parts that fit a page: one that the press parts is four tables to who listens."""
    rows = figure["rows"]
    if not rows:
        return []
    about = "The figures drawn in the chart" if figure["chart"] else figure["caption"]
    if len(rows) <= ROWS_ON_A_PAGE:
        return [{"caption": about, "rows": rows}]
    count = -(-len(rows) // ROWS_ON_A_PAGE)
    size = -(-len(rows) // count)
    return [
        {
            "caption": f"{about}: {rows[at][0]['shown']} to {rows[min(at + size, len(rows)) - 1][0]['shown']}",
            "rows": rows[at : at + size],
        }
        for at in range(0, len(rows), size)
    ]


def ask(frozen: Edition, *, by) -> Making:
    """Ask for the PDF, or find what was asked before. Its title is not told where anybody may look."""
    return documents.ask_for(KIND, frozen, by=by, title="The PDF of an edition")


def progress_of(frozen: Edition) -> Making | None:
    """How far the PDF of an edition is. Read as the portal: the row belongs to whoever froze it."""
    with speaking.as_service():
        return Making.objects.of(KIND, frozen).first()


def again(making: Making) -> None:
    """Put a PDF that could not be made back into the queue."""
    documents.try_again(making)
