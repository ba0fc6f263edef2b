"""The text of a report: from a section's Markdown to numbered paragraphs that anyone can point at.

A paragraph's number (2.3: the third of section 2) and its address on the page (``#p-2-3``) are worked out here and
nowhere else, for drafts, previews, frozen editions and their print alike. Figures stand where the text says
``[[figure:their-key]]`` on a line of its own; within a sentence the same words become a link to the figure. Notes are
``[^1]``, as ``reports.notes`` says.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from html import unescape

from django.utils.html import format_html, strip_tags
from django.utils.text import slugify
from markdown_it import MarkdownIt

from notifications import markdown
from reports.notes import SAFE as SAFE_MARK
from reports.notes import Note, Numbering, lift

REFERENCE = re.compile(r"\[\[figure:\s*([a-z0-9_-]+)\s*\]\]", re.IGNORECASE)
_parser = MarkdownIt("commonmark", {"html": False}).enable(["table", "strikethrough"])
SAFE_REFERENCE = "\ufdd0figure-{}\ufdd0"  # a noncharacter: nothing that people type, and nothing Markdown touches
SAFE = re.compile("\ufdd0figure-([a-z0-9_-]+)\ufdd0")
#: A number tied to its source (reports.bound): ``[68%](number:key)``, or ``(number:key.of)`` for the whole of a part.
NUMBER = re.compile(r"\[([^\[\]\n]{1,80})\]\(\s*number:\s*([a-z0-9-]+(?:\.of)?)\s*\)", re.IGNORECASE)
SAFE_NUMBER = re.compile("\ufdd5([a-z0-9.-]+)\ufdd6(.*?)\ufdd5", re.DOTALL)


@dataclass
class Block:
    """One paragraph, list, quotation, heading or figure of a section."""

    kind: str
    html: str = ""
    number: str = ""
    anchor: str = ""
    key: str = ""
    words: str = ""

    def as_plain(self) -> dict:
        return {name: value for name, value in vars(self).items() if value}


@dataclass
class Numbered:
    """A section with its number and its blocks."""

    key: str
    heading: str
    number: int
    anchor: str
    blocks: list[Block] = field(default_factory=list)

    def as_plain(self) -> dict:
        return {
            "key": self.key,
            "heading": self.heading,
            "number": self.number,
            "anchor": self.anchor,
            "blocks": [block.as_plain() for block in self.blocks],
        }


@dataclass(frozen=True)
class Problem:
    """Something that keeps a report from being frozen, or (``stops`` False) that somebody should know."""

    says: str
    where: str = ""
    stops: bool = True


@dataclass(frozen=True)
class UsedNumber:
    """A number in the text that names its source: what is typed, the key it names, and where it stands."""

    typed: str
    key: str
    anchor: str
    number: str
    heading: str


@dataclass
class Text:
    """A whole report, numbered."""

    sections: list[Numbered]
    placed: list[str]  # keys of figures in the order of their places
    names: dict[str, str]  # "Figure 2", "Table 1" by key
    problems: list[Problem]
    numbers: list[UsedNumber] = field(default_factory=list)
    notes: list[Note] = field(default_factory=list)


def number(sections: Sequence, figures: Sequence) -> Text:
    """Number the sections that have a text (each with key, heading, body) and the figures they place."""
    known = {figure.key: figure for figure in figures}
    problems: list[Problem] = []
    numbered: list[Numbered] = []
    placed: list[str] = []
    numbering = Numbering()
    for section in sections:
        if not section.body.strip():
            continue
        at = len(numbered) + 1
        one = Numbered(section.key, section.heading, at, f"section-{at}")
        body, texts = lift(safe(section.body))
        one.blocks = list(_blocks(section, body, one, known, placed, problems))
        problems += _notes(section.heading, one.blocks, texts)
        for block in one.blocks:
            block.html = numbering.put(block.html, one, texts)
        numbered.append(one)
    names = _names(placed, known)
    numbers: list[UsedNumber] = []
    spoken_of = {key for section in numbered for block in section.blocks for key in SAFE.findall(block.html)}
    for section in numbered:
        for block in section.blocks:
            block.html = _with_numbers(_with_names(block.html, names), block, section.heading, numbers)
            if block.kind == "figure":
                block.words = names[block.key]
    for note in numbering.notes:
        place = Block("note", number=f"Note {note.number}", anchor=note.anchor)
        note.html = _with_numbers(_with_names(note.html, names), place, note.heading, numbers)
    for key in sorted(spoken_of - set(placed)):
        if key in known:
            problems.append(
                Problem(
                    f"The text speaks of “{known[key]}” but shows it nowhere. "
                    f"Put {known[key].reference} on a line of its own."
                )
            )
    return Text(numbered, placed, names, problems, numbers, numbering.notes)


def _notes(where: str, blocks: list[Block], texts: dict[str, str]) -> Iterable[Problem]:
    """What is wrong with the notes of a section."""
    marked = {name for block in blocks for name in SAFE_MARK.findall(block.html)}
    if any(SAFE_MARK.search(block.html) for block in blocks if block.kind == "heading"):
        yield Problem("A note stands in a heading. Put it in the text below.", where)
    for name in sorted(marked - {name for name, text in texts.items() if text}):
        yield Problem(f"The note “{name}” has no text. Write [^{name}]: and its text on a line of its own.", where)
    for name in sorted(set(texts) - marked):
        yield Problem(f"No mark leads to the note “{texts[name]}”. It will be left out.", where, stops=False)


def _blocks(section, body: str, one: Numbered, known, placed: list[str], problems: list[Problem]) -> Iterable[Block]:
    tokens = _parser.parse(body)
    lines = body.split("\n")
    levels = [int(token.tag[1]) for token in tokens if token.type == "heading_open"]
    highest = min(levels, default=1)
    count = parts = 0
    for token in tokens:
        if token.level or token.map is None or token.nesting == -1:
            continue
        source = "\n".join(lines[slice(*token.map)])
        where = section.heading
        if alone := SAFE.fullmatch(source.strip()):
            key = alone[1]
            if key not in known:
                problems.append(Problem(f"There is no table or chart called “{key}”.", where))
                continue
            if key in placed:
                problems.append(
                    Problem(
                        f"“{known[key]}” stands in the text twice. Refer to it within a sentence the second time.",
                        where,
                    )
                )
                continue
            placed.append(key)
            yield Block("figure", key=key, anchor=f"figure-{key}")
            continue
        for key in SAFE.findall(source):
            if key not in known:
                problems.append(Problem(f"There is no table or chart called “{key}”.", where))
        if token.type == "table_open":
            problems.append(
                Problem(
                    "There is a table in the text. Add it as a table, so that it has a heading and its data.", where
                )
            )
        if token.type == "heading_open":
            depth = min(4, 3 + int(token.tag[1]) - highest)
            as_typed = SAFE_NUMBER.sub(lambda found: found[2], source)
            yield Block(
                "heading",
                html=str(markdown.to_html(source, top_heading=depth)),
                anchor=f"{one.anchor}-{slugify(as_typed)[:40] or 'part'}-{count}",
            )
            continue
        if token.type == "hr":
            continue
        if token.type == "paragraph_open":
            count, parts = count + 1, 0
            anchor, shown = f"p-{one.number}-{count}", f"{one.number}.{count}"
        else:  # a list or a quotation belongs to the paragraph before it, but has an address of its own
            parts += 1
            anchor, shown = f"p-{one.number}-{count}-{parts}", ""
        kind = "paragraph" if token.type == "paragraph_open" else token.type.removesuffix("_open")
        yield Block(kind, html=str(markdown.to_html(source, top_heading=4)), number=shown, anchor=anchor)


def safe(body: str) -> str:
    """A text in which references to figures and numbers are marks that Markdown leaves alone."""
    body = REFERENCE.sub(lambda found: SAFE_REFERENCE.format(found[1].lower()), body.replace("\r\n", "\n"))
    return NUMBER.sub(lambda found: f"\ufdd5{found[2].lower()}\ufdd6{found[1]}\ufdd5", body)


def _with_numbers(html: str, block: Block, heading: str, numbers: list[UsedNumber]) -> str:
    """Numbers as ``<data>``; which value each has, reports.bound fills in."""

    def place(found: re.Match) -> str:
        typed = unescape(strip_tags(found[2]))
        numbers.append(UsedNumber(typed, found[1], block.anchor, block.number, heading))
        return f'<data class="bound" value="{found[1]}">{found[2]}</data>'

    return SAFE_NUMBER.sub(place, html)


def numbers_in(text: str, *, anchor: str, heading: str) -> list[UsedNumber]:
    """The numbers of a text that is not numbered by paragraphs."""
    return [UsedNumber(found[1], found[2].lower(), anchor, "", heading) for found in NUMBER.finditer(text)]


def without_numbers(text: str) -> str:
    """A Markdown text with its numbers as they are typed, for where no page is made of it."""
    return NUMBER.sub(lambda found: found[1], text)


def _names(placed: list[str], known) -> dict[str, str]:
    """Charts are figures, tables are tables; each kind is counted from one in the order of the text."""
    names, charts, tables = {}, 0, 0
    for key in placed:
        if known[key].is_chart:
            charts += 1
            names[key] = f"Figure {charts}"
        else:
            tables += 1
            names[key] = f"Table {tables}"
    return names


def _with_names(html: str, names: dict[str, str]) -> str:
    return SAFE.sub(
        lambda found: (
            format_html('<a href="#figure-{}">{}</a>', found[1], names[found[1]]) if found[1] in names else ""
        ),
        html,
    )


def plain(text: str) -> str:
    """Text without its Markdown, for a summary in a feed or a list."""
    return " ".join(
        "".join(" " if child.type in {"softbreak", "hardbreak"} else child.content for child in token.children)
        for token in _parser.parse(without_numbers(text or ""))
        if token.type == "inline"
    )
