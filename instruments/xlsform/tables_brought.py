"""Groups of rows that are one question here: a table of statements (a grid), and a group that is repeated."""

import re
from dataclasses import dataclass, field
from typing import Any

from instruments.conditions import Condition
from instruments.questions import Group
from instruments.reading import KEY
from instruments.xlsform import vocabulary
from instruments.xlsform.asked import Asked, AskedSoFar
from instruments.xlsform.findings import Weight
from instruments.xlsform.lists import NAMES, free, key_of_name, yes
from instruments.xlsform.questions_brought import Questions, as_question
from instruments.xlsform.rows import Node
from instruments.xlsform.sheets import Book, Row
from instruments.xlsform.words_brought import Words

Data = dict[str, Any]


@dataclass
class Tables:
    """Makes grids and repeated groups."""

    book: Book
    words: Words
    questions: Questions
    #: Words between the questions of a repeated group, which go before the next.
    pending: list[tuple[Row, str]] = field(default_factory=list)

    def grid(self, node: Node, so_far: AskedSoFar, keys: set[str], under: list[Condition]) -> Data | None:
        """A grid, where a group asks the same options for several statements in a table; None where it is no such."""
        row, found = node.row, []
        head = None
        looks = set(row.look("appearance").casefold().split())
        is_table = "table-list" in looks or row.look("portal_kind") == "grid" or node.is_score
        names = set()
        for child in node.children:
            if child.kind != "row":
                return None
            look = child.row.look("appearance").casefold().split()
            if node.is_score:
                found.append(child.row)
                names.add(row.look("kobo--score-choices"))
                continue
            chooses = vocabulary.CHOOSES.fullmatch(vocabulary.type_words(child.row.look("type")))
            if (
                not chooses
                or chooses["other"]
                or not re.match(r"(add )?select[ _]?(one|1)", chooses["how"], re.IGNORECASE)
            ):
                return None
            names.add(chooses["list"])
            if "label" in look and head is None and not found:
                head = child.row
            else:
                found.append(child.row)
                is_table = is_table or "list-nolabel" in look
            if any(child.row.look(each) for each in ("relevant", "constraint", "choice_filter")):
                return None
        (name,) = names if len(names) == 1 else ("",)
        label = row.look("label") or (head.look("label") if head else "")
        options = self.questions.lists.get(name)
        if not is_table or not found or not label or options is None or options.is_too_long:
            return None
        if not all(each.look("name") and each.look("label") for each in found):
            return None
        options.use()
        words = self.words.said(head, "label", so_far) if head and not row.look("label") else ""
        data = self.questions.common(row, so_far, keys, "grid", under, words=words)
        take_group(node)
        row.take("kobo--score-choices")
        if head:
            for each in ("type", "name", "appearance", "label"):
                head.take(each)
        data["options"] = [dict(each) for each in options.options]
        self.questions.options_in_all += len(data["options"]) + len(found)
        data["rows"], required = [], []
        row_keys: set[str] = set()
        for each in found:
            data["rows"].append(
                {"key": self._row_key(each, row_keys), "label": self.words.said(each, "label", so_far, may_pipe=False)}
            )
            for taken in ("type", "name"):
                each.take(taken)
            if each.look("appearance").casefold() == "list-nolabel":
                each.take("appearance")
            if yes(each.look("required")) is not None:
                required.append(yes(each.take("required")))
        if any(required):
            data["required"] = True
            if not all(required) or len(required) < len(found):
                cells = [cell for each in found for cell in each.at("required")]
                says = "Of a table some rows are required."
                self.book.find(Weight.CHANGED, cells, says, "Each row must be answered.")
        question = as_question(data)
        for each, made in zip(found, data["rows"], strict=True):
            so_far.known.setdefault(each.look("name"), Asked(question, row=made["key"]))
        if row.look("name"):
            so_far.known.setdefault(row.look("name"), Asked(question))
        return data

    def _row_key(self, row: Row, taken: set[str]) -> str:
        given = row.look("portal_key")
        wanted = row.take("portal_key") if KEY.fullmatch(given) else key_of_name(row.look("name"))
        key = free(wanted, taken)
        taken.add(key)
        if not given and key != row.look("name"):
            self.book.find(Weight.CHANGED, row.at("name"), NAMES, "The name was made so.")
        return key

    def repeat(
        self, node: Node, so_far: AskedSoFar, keys: set[str], under: list[Condition], *, title: str
    ) -> Data | None:
        """A group that is asked again and again; None where nothing of it could be brought."""
        row = node.row
        inside = AskedSoFar(names=frozenset(each.look("name") for each in node.rows()))
        inside.left_out = dict.fromkeys(so_far.known, "is asked outside of the repeated group")
        data = self.questions.common(row, so_far, keys, Group.kind, under, words=title)
        inner = self._inside(node, inside, set(), [])
        for note, words in self.pending:
            self.book.find(
                Weight.CHANGED, note.at("label"), "Words after the last question of a group.", "They stand under it."
            )
            add_words(data, "hint", words)
        self.pending = []
        take_group(node)
        if not inner:
            keys.discard(data["key"])
            says = "Nothing in this repeated group could be brought."
            self.book.find(Weight.LEFT_OUT, row.at(), says, "It was left out.")
            so_far.left_out.setdefault(row.look("name"), "was left out")
            return None
        most = row.look("portal_most") or row.look("repeat_count")
        if re.fullmatch(r"[1-9]\d{0,3}", most):
            data["most"] = int(most)
            row.take("portal_most") or row.take("repeat_count")
        else:
            self.book.find(
                Weight.CHANGED, row.at(), "A repeated group without a fixed number.", "It takes ten entries at most."
            )
        data["each"] = row.take("portal_each") or "Entry"
        data["question"] = inner
        self.questions.add(row, data, so_far)
        for each in node.rows():
            so_far.left_out.setdefault(each.look("name"), "is asked in a repeated group")
        return data

    def _inside(self, node: Node, so_far: AskedSoFar, keys: set[str], under: list[Condition]) -> list[Data]:
        """The questions of a repeated group; groups within it have no heading here."""
        found: list[Data] = []
        for child in node.children:
            match child.kind:
                case "note":
                    if words := self.words.note(child.row, so_far):
                        self.pending.append((child.row, words))
                case "repeat":
                    cells = self.book.left(cell for row in child.rows() for cell in row.all)
                    says = "A repeated group within another."
                    self.book.find(
                        Weight.LEFT_OUT, cells, says, "It was left out: one group cannot be repeated in another."
                    )
                    for row in child.rows():
                        so_far.left_out.setdefault(row.look("name"), "was left out")
                case "group":
                    if grid := self.grid(child, so_far, keys, under):
                        found.append(self._with_pending(grid))
                        continue
                    if child.row.look("label"):
                        self.pending.append((child.row, self.words.said(child.row, "label", so_far)))
                    conditions_ = self.questions.shown_if(child.row, so_far)
                    take_group(child)
                    found += self._inside(child, so_far, keys, [*under, *conditions_])
                case "row":
                    found += [
                        self._with_pending(each) for each, _ in self.questions.question(child.row, so_far, keys, under)
                    ]
        return found

    def _with_pending(self, question: Data) -> Data:
        for note, words in self.pending:
            says = "Words between the questions of a repeated group."
            self.book.find(
                Weight.CHANGED, note.at("label"), says, "They stand as guidance under the question that follows."
            )
            question["hint"] = "\n\n".join(filter(None, [words, question.get("hint", "")]))
        self.pending = []
        return question


def take_group(node: Node) -> None:
    """Use what a group says of itself besides its words and its condition."""
    for name in ("type", "name", "portal_part", "portal_key", "portal_kind"):
        node.row.take(name)
    if node.row.look("appearance").casefold() in ("field-list", "table-list", "field-list table-list"):
        node.row.take("appearance")
    if node.end is not None:
        for name in ("type", "name"):
            node.end.take(name)


def add_words(data: Data, name: str, words: str) -> None:
    """Put words under those that stand there already."""
    data[name] = "\n\n".join(filter(None, [data.get(name, ""), words]))
