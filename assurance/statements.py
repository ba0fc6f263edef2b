"""What stands behind each statement of a draft: read from what the draft itself says of its numbers, tables and notes.

A statement is a paragraph, list or quotation of the locked version. Behind it stand the numbers in it that are tied to a
source, those that a writer has explained, the tables and charts that it names, and its notes. Where nothing stands there,
that is said too: whoever judges a draft asks first about those.
"""

import re
from collections.abc import Iterator

from django.utils.text import Truncator

from assurance.models.locked import parts_of, plain

STATEMENTS = {"paragraph", "list", "quotation"}
#: So many words of a statement tell which one it is; the whole of it stands in the draft.
WORDS = 18
_FIGURES = re.compile(r'href="#figure-([a-z0-9-]+)"')
_NOTES = re.compile(r'href="#(note-\d+)"')


def of(content: dict) -> list[dict]:
    """Each section of frozen content (``reports.freezing.look``) with its statements, as plain values."""
    parts = {each.anchor: each for each in parts_of(content)}
    found = []
    for section in content["sections"]:
        statements = [
            {
                "anchor": block["anchor"],
                "label": parts[block["anchor"]].label,
                "words": Truncator(parts[block["anchor"]].words).words(WORDS),
                "behind": list(_behind(block, content)),
            }
            for block in section["blocks"]
            if parts[block["anchor"]].kind in STATEMENTS
        ]
        if statements:
            found.append(
                {
                    "key": section["key"],
                    "number": section["number"],
                    "heading": section["heading"],
                    "statements": statements,
                    "with_something": sum(bool(each["behind"]) for each in statements),
                }
            )
    return found


def _behind(block: dict, content: dict) -> Iterator[str]:
    """In sentences: numbers and their sources, what was said of the others, tables and charts, notes."""
    for number in content["numbers"]:
        if number["anchor"] == block["anchor"]:
            cells = f"{number['row']}: {' and '.join(number['columns'])}"
            yield f"“{number['typed']}”: {cells}, in “{number['table']}” ({number['source']})."
    for number in content["explained"]:
        if number["anchor"] == block["anchor"]:
            said_by = f", {number['by']} explains" if number["by"] else ""
            yield f"“{number['typed']}”{said_by}: {number['why']}"
    for key in dict.fromkeys(_FIGURES.findall(block["html"])):
        figure = content["figures"][key]
        source = f"Source: {figure['source']}" if figure["source"] else "It does not say where its figures come from"
        yield f"{figure['name']}: {figure['message'] or figure['caption']}. {source.rstrip('.')}."
    notes = {note["anchor"]: note for note in content["notes"]}
    for anchor in dict.fromkeys(_NOTES.findall(block["html"])):
        note = notes[anchor]
        yield f"Note {note['number']}: {plain(note['html'])}"
