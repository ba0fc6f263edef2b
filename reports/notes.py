"""Notes of a report: a mark in the text and a text at the end, numbered through the whole report.

In a section's Markdown a note is ``[^1]`` where its mark stands and ``[^1]: Its text.`` on a line of its own, anywhere in
the same section. The name between the brackets is the section's own; the number that people read is worked out here.
"""

import re
from dataclasses import dataclass, field

from django.utils.html import format_html

from notifications import markdown

NAME = "[A-Za-z0-9][A-Za-z0-9-]{0,39}"
#: A text goes on in lines that begin with a space.
TEXT = re.compile(rf"^\[\^({NAME})\]:[ \t]*(.*(?:\n[ \t]+\S.*)*)\n?", re.MULTILINE)
#: Backslashes in pairs before it are backslashes; a single one says that it is no mark.
MARK = re.compile(rf"(?<!\\)((?:\\\\)*)\[\^({NAME})\]")
SAFE_MARK = "\ufdd1note-{}\ufdd1"  # a noncharacter: nothing that people type, and nothing Markdown touches
SAFE = re.compile(f"\ufdd1note-({NAME})\ufdd1")
#: What a paragraph's own words are, whatever number its notes have today.
SHOWN_MARK = re.compile(r'<sup class="note-mark">.*?</sup>')


@dataclass
class Note:
    """One note of a report: its number, its text as HTML, and the anchors of the marks that lead to it."""

    number: int
    html: str
    #: The section in which it was written.
    heading: str = ""
    section: str = ""
    marks: list[str] = field(default_factory=list)

    @property
    def anchor(self) -> str:
        return f"note-{self.number}"

    def as_plain(self) -> dict:
        return {"number": self.number, "anchor": self.anchor, "html": self.html, "marks": self.marks}


def lift(body: str) -> tuple[str, dict[str, str]]:
    """A section's text without the texts of its notes, its marks made safe from Markdown; and those texts by name."""
    texts: dict[str, str] = {}

    def take(found: re.Match) -> str:
        texts.setdefault(found[1], " ".join(found[2].split()))
        return ""

    return MARK.sub(lambda found: found[1] + SAFE_MARK.format(found[2]), TEXT.sub(take, body)), texts


class Numbering:
    """Numbers the notes of a report in the order in which their marks stand."""

    def __init__(self):
        self.notes: list[Note] = []
        self._of: dict[tuple[str, str], Note] = {}

    def put(self, html: str, section, texts: dict[str, str]) -> str:
        """One block's HTML with numbers for its marks; a mark without a text is left out. The section has key and heading."""
        return SAFE.sub(lambda found: self._mark(section, found[1], texts.get(found[1], "")), html)

    def _mark(self, section, name: str, text: str) -> str:
        if not text:
            return ""
        note = self._of.get((section.key, name))
        if note is None:
            note = self._of[section.key, name] = Note(
                len(self.notes) + 1, str(markdown.to_html(text)), section.heading, section.key
            )
            self.notes.append(note)
        anchor = f"note-mark-{note.number}" + (f"-{len(note.marks) + 1}" if note.marks else "")
        note.marks.append(anchor)
        return format_html(
            '<sup class="note-mark"><a href="#{}" id="{}" role="doc-noteref" aria-label="Note {}">{}</a></sup>',
            note.anchor,
            anchor,
            note.number,
            note.number,
        )
