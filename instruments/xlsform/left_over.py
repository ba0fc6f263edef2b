"""What of a form nothing has used or named when everything was read: each such cell is named, by its column."""

import re

from instruments.xlsform import vocabulary
from instruments.xlsform.findings import Weight, quoted
from instruments.xlsform.sheets import Book, Heading, Sheet


def name_what_is_left(book: Book) -> None:
    """Every cell that nothing above has used or named, by its column."""
    for sheet in book:
        known = re.sub(r"\s+", "", sheet.name).casefold()
        if known not in ("survey", "choices", "settings"):
            says, done = vocabulary.SHEETS.get(known, vocabulary.OTHER_SHEET)
            if sheet.cells:
                book.find(Weight.LEFT_OUT, sheet.cells, says, done)
            continue
        rows = sheet.rows[:1] if known == "settings" else sheet.rows
        for row in sheet.rows[len(rows) :]:
            book.find(Weight.LEFT_OUT, row.all, "Only the first row of settings counts.", "It was left out.")
        seen = set()
        for heading in sheet.headings:
            cells = [row.cells[heading.cell.column] for row in rows if heading.cell.column in row.cells]
            left = book.left(cells)
            if left or not _is_known(heading.field, known):
                says, done = _why_left(sheet, heading, (heading.field, heading.language) in seen)
                was_used = any(cell in book.used for cell in cells)
                book.find(Weight.LEFT_OUT, left if was_used else [heading.cell, *left], says, done)
            book.use([heading.cell])
            seen.add((heading.field, heading.language))
        columns = {each.cell.column for each in sheet.headings}
        beside = [cell for row in rows for column, cell in row.cells.items() if column not in columns]
        if beside := book.left(beside):
            book.find(Weight.LEFT_OUT, beside, "The column has no heading.", "It was left out.")


def _is_known(name: str, sheet: str) -> bool:
    own = {"survey": {"type", "disabled"}, "choices": {"list_name"}, "settings": {"form_title", "form_id", "version"}}
    further = {"default_language", "allow_choice_duplicates"}
    return name in vocabulary.UNUSED or name in own[sheet] | further or name.startswith("portal_")


def _why_left(sheet: Sheet, heading: Heading, is_second: bool) -> tuple[str, str]:
    chosen = sheet.languages[0]
    if is_second and heading.field not in ("media", "constraint_message", "required_message"):
        return f"The heading {quoted(heading.cell.words)} stands twice.", "The first column counts."
    if heading.field in vocabulary.TRANSLATED and heading.language != chosen and heading.field in ("label", "hint"):
        language = heading.language or "without a name"
        return (
            vocabulary.OTHER_LANGUAGE.format(language=language),
            vocabulary.ONE_LANGUAGE.format(language=chosen or "the one without a name"),
        )
    if heading.field in vocabulary.UNUSED:
        return vocabulary.UNUSED[heading.field]
    if re.sub(r"\s+", "", sheet.name).casefold() == "choices":
        return f"{quoted(heading.cell.words)} says nothing about an option here.", "It was left out."
    return f"{quoted(heading.cell.words)} means nothing here.", "It was left out."
