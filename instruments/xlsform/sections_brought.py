"""Sections from groups: what has words of its own is a heading, and what stands under it is asked under it."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from instruments.conditions import Condition
from instruments.reading import KEY, key_from
from instruments.xlsform import conditions_brought, vocabulary
from instruments.xlsform.asked import AskedSoFar
from instruments.xlsform.findings import Cell, Weight
from instruments.xlsform.lists import free, key_of_name
from instruments.xlsform.questions_brought import Questions
from instruments.xlsform.rows import Node
from instruments.xlsform.sheets import Book, Row
from instruments.xlsform.tables_brought import Tables, add_words, take_group
from instruments.xlsform.words_brought import Words

Data = dict[str, Any]


@dataclass
class Heading:
    """What stands over questions: a group with words of its own, or the form."""

    title: str
    name: str
    cells: list[Cell]
    key: str = ""
    outer: Heading | None = None
    conditions: list[Condition] = field(default_factory=list)
    #: The section that is filled at present, and whether there ever was one.
    section: Data | None = None
    was_made: bool = False


@dataclass
class Sections:
    """Fills sections from the top of a form to its end."""

    book: Book
    words: Words
    questions: Questions
    tables: Tables
    so_far: AskedSoFar
    #: What the form says of itself: title, introduction, privacy, thanks.
    top: Data
    sections: list[Data] = field(default_factory=list)
    keys: set[str] = field(default_factory=set)
    section_keys: set[str] = field(default_factory=set)
    #: Words between questions, which go before the next.
    pending: list[tuple[Row, str]] = field(default_factory=list)
    #: The row of each section and question, by its path in the data.
    lines: dict[tuple, int] = field(default_factory=dict)

    def opening_words(self, nodes: list[Node]) -> list[Node]:
        """Take the words before the first question: they are the introduction."""
        rest = []
        for place, node in enumerate(nodes):
            if node.kind == "note" and not node.row.look("portal_part"):
                add_words(self.top, "intro", self.words.note(node.row, self.so_far))
            elif vocabulary.type_words(node.row.look("type")).casefold() in vocabulary.NOT_ASKED:
                rest.append(node)  # such as the time of the start, which nobody sees
            else:
                return [*rest, *nodes[place:]]
        return rest

    def closing_words(self) -> None:
        """What was said after the last question is the thanks."""
        for row, words in self.pending:
            self.book.find(
                Weight.CHANGED, row.at("label"), "Words after the last question.", "They are said at the end."
            )
            add_words(self.top, "thanks", words)
        self.pending = []

    def _put_note(self, row: Row, heading: Heading) -> None:
        part = row.look("portal_part")
        if part in ("introduction", "privacy", "thanks"):
            self.top["intro" if part == "introduction" else part] = self.words.note(row, self.so_far)
            return
        words = self.words.note(row, self.so_far)
        if not words:
            self.book.find(Weight.LEFT_OUT, row.all, "A note without words.", "It was left out.")
        elif heading.section is None and self.sections and not heading.cells:
            # After the groups of a form: before those that follow, or at its end.
            self.pending.append((row, words))
        elif heading.section is None or not heading.section["question"]:
            add_words(self._section(heading), "intro", words)
        else:
            self.pending.append((row, words))

    def walk(self, nodes: list[Node], heading: Heading, under: list[Condition]) -> None:
        """Put what stands under a heading. ``under`` are the conditions of groups that have no words of their own."""
        for node in nodes:
            match node.kind:
                case "note":
                    self._put_note(node.row, heading)
                case "group":
                    self._walk_group(node, heading, under)
                case "repeat":
                    if question := self._repeat(node, heading, under):
                        self._put(question, node.row, heading)
                case "row":
                    for question, row in self.questions.question(node.row, self.so_far, self.keys, under):
                        self._put(question, row, heading)

    def _walk_group(self, node: Node, heading: Heading, under: list[Condition]) -> None:
        row = node.row
        if grid := self.tables.grid(node, self.so_far, self.keys, under):
            self._put(grid, row, heading)
            return
        before = len(self.sections)
        if not row.look("label") and row.look("portal_part") != "section":
            conditions_ = self.questions.shown_if(row, self.so_far)
            take_group(node)
            self.walk(node.children, heading, [*under, *conditions_])
            return
        title = self.words.said(row, "label", self.so_far, may_pipe=False)
        inner = Heading(
            title,
            row.look("name") or key_from(title),
            row.all,
            outer=heading if heading.outer or heading.cells else None,
        )
        inner.key = row.look("portal_key") if KEY.fullmatch(row.look("portal_key")) else ""
        inner.conditions = [*heading.conditions, *under, *self.questions.shown_if(row, self.so_far)]
        is_ours = row.look("portal_part") == "section"
        take_group(node)
        heading.section = None
        if is_ours:
            self._section(inner)
        self.walk(node.children, inner, [])
        if not inner.was_made and len(self.sections) == before:
            self.book.find(
                Weight.LEFT_OUT, row.at("label"), "A heading over nothing that was brought.", "It was left out."
            )
        elif heading.cells and heading.was_made:
            says = "A group within a group."
            self.book.find(Weight.CHANGED, row.at("label"), says, "It is a section after the other.")

    def _section(self, heading: Heading) -> Data:
        if heading.section is None:
            titles, outer = [heading.title], heading.outer
            while outer is not None and not outer.was_made and outer.title:
                titles.append(outer.title)
                outer = outer.outer
            title = ": ".join(reversed(titles))
            key = heading.key if heading.key and heading.key not in self.section_keys else ""
            key = key or free(key_of_name(heading.name), self.section_keys)
            heading.section = {"key": key, "title": title, "question": []}
            if condition := conditions_brought.together(conditions_brought.flat(heading.conditions)):
                heading.section["shown_if"] = str(condition)
            self.section_keys.add(key)
            self.lines[("section", len(self.sections))] = heading.cells[0].row if heading.cells else 1
            self.sections.append(heading.section)
            heading.was_made = True
            for row, words in self.pending:
                says = "Words between two groups."
                self.book.find(Weight.CHANGED, row.at("label"), says, "They stand before the questions that follow.")
                add_words(heading.section, "intro", words)
            self.pending = []
        return heading.section

    def _put(self, question: Data, row: Row, heading: Heading) -> None:
        section = self._section(heading)
        if self.pending:
            for note, _ in self.pending:
                says = "Words between two questions."
                self.book.find(
                    Weight.CHANGED, note.at("label"), says, "They stand as guidance under the question that follows."
                )
            words = [words for _, words in self.pending]
            question["hint"] = "\n\n".join(filter(None, [*words, question.get("hint", "")]))
            self.pending = []
        self.lines[("section", len(self.sections) - 1, "question", len(section["question"]))] = row.number
        section["question"].append(question)

    def _repeat(self, node: Node, heading: Heading, under: list[Condition]) -> Data | None:
        title = heading.title if heading.cells else ""
        return self.tables.repeat(node, self.so_far, self.keys, under, title=title)
