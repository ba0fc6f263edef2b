"""What stands behind each statement of a draft: what the draft itself says of its numbers, tables and notes, and what its
writers have named.

A statement is a paragraph, list or quotation. Behind it stand the numbers in it that are tied to a source, those that a
writer has explained, the tables and charts that it names, its notes, and evidence that a writer has named for those who
judge the draft. Where nothing stands there, that is said too: whoever judges a draft asks first about those.
"""

import re
from collections.abc import Iterable, Iterator

from django.db.models import QuerySet
from django.utils.text import Truncator

from assurance.models import NamedEvidence
from assurance.models.locked import parts_of, plain
from reports import freezing, minutes
from reports.commenting import place
from reports.models import Report, Section

STATEMENTS = {"paragraph", "list", "quotation"}
#: So many words of a statement tell which one it is; the whole of it stands in the draft.
WORDS = 18
_FIGURES = re.compile(r'href="#figure-([a-z0-9-]+)"')
_NOTES = re.compile(r'href="#(note-\d+)"')


def of_draft(report: Report, *, whole: bool = False) -> list[dict]:
    """The statements of a draft as it stands now; ``whole`` with all of their words."""
    return of(freezing.look(report).frozen.content, named_in(report), whole=whole)


def named_in(report: Report) -> QuerySet[NamedEvidence]:
    """All evidence that is named in a report, the oldest first."""
    return NamedEvidence.objects.filter(section__report=report).select_related("section", "named_by")


def of(content: dict, named: Iterable[NamedEvidence] = (), *, whole: bool = False) -> list[dict]:
    """Each section of frozen content (``reports.freezing.look``) with its statements, as plain values.

    ``named`` is led to the statement that has its words, or that is most like them; what was named behind a statement
    that is gone stands with its section.
    """
    parts = {each.anchor: each for each in parts_of(content)}
    found = []
    of_section: dict[Section, list[NamedEvidence]] = {}
    for each in named:
        of_section.setdefault(each.section, []).append(each)
    by_key = {section.key: section for section in of_section}
    for section in content["sections"]:
        statements = [
            {
                "anchor": block["anchor"],
                "label": parts[block["anchor"]].label,
                "words": Truncator(parts[block["anchor"]].words).words(WORDS),
                "behind": list(_behind(block, content)),
                "named": [],
            }
            for block in section["blocks"]
            if parts[block["anchor"]].kind in STATEMENTS
        ]
        gone = []
        words = [parts[each["anchor"]].words for each in statements]
        if whole:
            for each, all_of_it in zip(statements, words, strict=True):
                each["words"] = all_of_it
        for each in of_section.pop(by_key.get(section["key"]), []):
            at = place(each.words, words)
            (gone if at is None else statements[at]["named"]).append(_as_plain(each))
        if statements or gone:
            found.append(
                {
                    "key": section["key"],
                    "number": section["number"],
                    "heading": section["heading"],
                    "statements": statements,
                    "with_something": sum(bool(each["behind"] or each["named"]) for each in statements),
                    "gone": gone,
                }
            )
    # A section without a word has no number, but something may have been named when it had some.
    for section, gone in of_section.items():
        found.append(
            {
                "key": section.key,
                "number": "",
                "heading": section.heading,
                "statements": [],
                "with_something": 0,
                "gone": [_as_plain(each) for each in gone],
            }
        )
    return found


def _as_plain(named: NamedEvidence) -> dict:
    return {
        "pk": named.pk,
        "text": named.text,
        "by": named.named_by.name,
        "on": f"{minutes.in_scotland(named.named_at):%-d %B %Y}",
    }


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
