"""A questionnaire from the cells of an XLSForm: what was read, and by sheet and cell what could not be kept as it is."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from instruments import conditions
from instruments.conditions import All, Condition
from instruments.plain_text import Page
from instruments.questions import Group, Instrument, Question
from instruments.reading import KEY, MOST_OPTIONS, key_from, the_instrument
from instruments.scales import SCALES
from instruments.written import as_data, with_days
from instruments.xlsform import conditions_brought, limits_brought, lists, vocabulary
from instruments.xlsform.asked import Asked, AskedSoFar
from instruments.xlsform.findings import Cell, Finding, Weight, quoted
from instruments.xlsform.lists import NAMES, OptionList, key_of_name, yes
from instruments.xlsform.rows import Node, tree
from instruments.xlsform.sheets import Book, Content, Row, Sheet
from interface.counting import counted

Data = dict[str, Any]
STOPS, CHANGED, LEFT_OUT = Weight.STOPS, Weight.CHANGED, Weight.LEFT_OUT
#: Of the sheet “survey”, and of the options of all its questions together.
MOST_ROWS = 2_000
MOST_OPTIONS_IN_ALL = 20_000
ANSWER = re.compile(r"\$\{\s*([^{}]+?)\s*\}")
MARKED_UP = re.compile(r"</?[a-zA-Z][^<>]*>|\*\*[^*]+\*\*|(?m:^#{1,6} )|\[[^\]]+\]\(http[^)]*\)")


@dataclass(frozen=True)
class Brought:
    """What a form became. ``instrument`` is None where something stops it."""

    instrument: Instrument | None
    findings: tuple[Finding, ...]
    form_id: str = ""
    version: str = ""
    language: str = ""
    book: Book | None = field(default=None, repr=False, compare=False)

    @property
    def data(self) -> Data:
        return as_data(self.instrument) if self.instrument else {}


def brought(content: Content, *, key: str = "form", title: str = "A form without a title") -> Brought:
    """The questionnaire that a workbook holds, and everything that has to be said about its cells.

    ``title`` is what it is called where the form has no title of its own.
    """
    return _Form(Book(content, vocabulary.meaning), key, title).read()


@dataclass
class _Heading:
    """What stands over questions: a group with words of its own, or the form."""

    title: str
    name: str
    cells: list[Cell]
    key: str = ""
    outer: _Heading | None = None
    conditions: list[Condition] = field(default_factory=list)
    #: The section that is filled at present, and whether there ever was one.
    section: Data | None = None
    was_made: bool = False


class _Form:
    def __init__(self, book: Book, key: str, title: str):
        self.book, self.key, self.title = book, key, title
        self.so_far = AskedSoFar()
        self.lists: dict[str, OptionList] = {}
        self.top: Data = {}
        self.sections: list[Data] = []
        self.keys: set[str] = set()
        self.section_keys: set[str] = set()
        #: Words between questions, which go before the next.
        self.pending: list[tuple[Row, str]] = []
        self.lines: dict[tuple, int] = {}
        self.options_in_all = 0

    # --- The whole ----------------------------------------------------------------------------------------------------

    def read(self) -> Brought:
        survey = self.book.sheet("survey")
        if survey is None or not survey.headings:
            return self._stopped_without_survey()
        if not any(each.field == "type" for each in survey.headings):
            cells = [each.cell for each in survey.headings]
            self.book.find(STOPS, cells, "No column has the heading “type”.", "Write the headings in the first row.")
            return self._result(None)
        if len(survey.rows) > MOST_ROWS:
            cells = survey.rows[MOST_ROWS].all
            self.book.find(STOPS, cells, f"The form has more than {MOST_ROWS:,} rows.", "Divide it into several.")
            return self._result(None)
        settings = self._settings()
        if settings is None or not settings.look("form_title"):
            cells = [each.cell for each in survey.headings if each.field == "type"]
            self.book.find(CHANGED, cells, "The form has no title (form_title).", f"It is called {quoted(self.top['title'])}.")
        self._choose_language(survey, settings.look("default_language") if settings else "")
        self.lists = lists.lists(self.book)
        self.so_far.names = frozenset(row.look("name") for row in survey.rows)
        nodes = tree(survey, self.book)
        form = _Heading(self.top.get("title", ""), "questions", [])
        self._walk(self._opening_words(nodes), form, [])
        self._closing_words()
        lists.name_what_is_left(self.book, self.lists)
        self._name_what_is_left()
        return self._result(self._instrument(survey))

    def _stopped_without_survey(self) -> Brought:
        cells = [cell for sheet in self.book for cell in sheet.cells[:1]]
        names = ", ".join(quoted(sheet.name) for sheet in self.book) or "none"
        says = f"There is no sheet “survey” with questions. Sheets: {names}."
        self.book.find(STOPS, cells, says, "Put the questions on a sheet of that name, as ODK and Kobo have it.")
        return self._result(None)

    def _result(self, instrument: Instrument | None) -> Brought:
        settings = self.book.sheet("settings")
        first = settings.rows[0] if settings and settings.rows else None
        survey = self.book.sheet("survey")
        return Brought(
            None if self.book.findings.stop else instrument,
            tuple(self.book.findings),
            first.look("form_id") if first else "",
            first.look("version") if first else "",
            survey.languages[0] if survey else "",
            self.book,
        )

    def _settings(self) -> Row | None:
        sheet = self.book.sheet("settings")
        row = sheet.rows[0] if sheet and sheet.rows else None
        self.top = {"title": self.title}
        if row is None:
            return None
        for name in ("form_id", "version", "default_language", "allow_choice_duplicates", "name"):
            row.take(name)
        if row.look("style").casefold() == "pages":
            row.take("style")
        if title := row.take("form_title") or row.look("form_id"):
            self.top["title"] = title
        if row.look("portal_page") in ("section", "question"):
            self.top["page"] = row.take("portal_page")
        return row

    def _choose_language(self, survey: Sheet, default: str) -> None:
        """The language that the portal asks in: the form's default, else words without one, else the first."""
        labels = [each.language for each in survey.headings if each.field == "label"]
        hints = [each.language for each in survey.headings if each.field == "hint"]
        asked_for = default.casefold()
        wanted = [each for each in labels if default and each.casefold() == asked_for]
        wanted += [each for each in labels if default and each.casefold().startswith(f"{asked_for} (")]
        # Words without a language are the default's, where no column names it.
        order = [*wanted, *([""] if "" in labels else []), *labels, "", *hints]
        for sheet in self.book:
            sheet.languages = list(dict.fromkeys(order))

    def _instrument(self, survey: Sheet) -> Instrument | None:
        if not any(section["question"] for section in self.sections):
            says = "Nothing that is asked here can be brought."
            self.book.find(STOPS, survey.rows[0].all if survey.rows else survey.cells, says, "See what was left out.")
            return None
        page = Page(self.key, with_days(self.top | {"section": self.sections}), self.lines, [])
        instrument = the_instrument(self.key, page)
        # Whatever is still wrong is told with its row, and can be mended in the version in the making.
        rows = {row.number: row for row in survey.rows}
        for fault in page.findings:
            cells = rows[fault.line].at() if fault.line in rows else survey.cells[:1]
            self.book.find(CHANGED, cells, fault.says, f"Before it is published: {fault.remedy}")
        return instrument

    def _name_what_is_left(self) -> None:
        """Every cell that nothing above has used or named, by its column."""
        for sheet in self.book:
            known = re.sub(r"\s+", "", sheet.name).casefold()
            if known not in ("survey", "choices", "settings"):
                says, done = vocabulary.SHEETS.get(known, vocabulary.OTHER_SHEET)
                if sheet.cells:
                    self.book.find(LEFT_OUT, sheet.cells, says, done)
                continue
            rows = sheet.rows[:1] if known == "settings" else sheet.rows
            for row in sheet.rows[len(rows) :]:
                self.book.find(LEFT_OUT, row.all, "Only the first row of settings counts.", "It was left out.")
            seen = set()
            for heading in sheet.headings:
                cells = [row.cells[heading.cell.column] for row in rows if heading.cell.column in row.cells]
                left = self.book.left(cells)
                if left or not self._is_known(heading.field, known):
                    says, done = self._why_left(sheet, heading, (heading.field, heading.language) in seen)
                    was_used = any(cell in self.book.used for cell in cells)
                    self.book.find(LEFT_OUT, left if was_used else [heading.cell, *left], says, done)
                self.book.use([heading.cell])
                seen.add((heading.field, heading.language))
            columns = {each.cell.column for each in sheet.headings}
            beside = [cell for row in rows for column, cell in row.cells.items() if column not in columns]
            if beside := self.book.left(beside):
                self.book.find(LEFT_OUT, beside, "The column has no heading.", "It was left out.")

    @staticmethod
    def _is_known(name: str, sheet: str) -> bool:
        own = {"survey": {"type"}, "choices": {"list_name"}, "settings": {"form_title", "form_id", "version"}}
        further = {"default_language", "allow_choice_duplicates"}
        return name in vocabulary.UNUSED or name in own[sheet] | further or name.startswith("portal_")

    def _why_left(self, sheet: Sheet, heading, is_second: bool) -> tuple[str, str]:
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

    # --- Words around questions ---------------------------------------------------------------------------------------

    def _opening_words(self, nodes: list[Node]) -> list[Node]:
        """Take the words before the first question: they are the introduction."""
        rest = list(nodes)
        while rest and rest[0].kind == "note" and not rest[0].row.look("portal_part"):
            node = rest.pop(0)
            self._add_words(self.top, "intro", self._note(node.row))
        return rest

    def _closing_words(self) -> None:
        """What was said after the last question is the thanks."""
        for row, words in self.pending:
            self.book.find(CHANGED, row.at("label"), "Words after the last question.", "They are said at the end.")
            self._add_words(self.top, "thanks", words)
        self.pending = []

    @staticmethod
    def _add_words(data: Data, name: str, words: str) -> None:
        data[name] = "\n\n".join(filter(None, [data.get(name, ""), words]))

    def _note(self, row: Row) -> str:
        for name in ("type", "name", "portal_part"):
            row.take(name)
        label, hint = self._said(row, "label"), self._said(row, "hint")
        if condition := row.take("relevant"):
            says = f"Words that stand only where {quoted(condition)}."
            self.book.find(CHANGED, row.at("relevant"), says, "Everybody sees them.")
        return "\n\n".join(filter(None, [label, hint]))

    def _put_note(self, row: Row, heading: _Heading) -> None:
        part = row.look("portal_part")
        if part in ("introduction", "privacy", "thanks"):
            self.top["intro" if part == "introduction" else part] = self._note(row)
            return
        words = self._note(row)
        if not words:
            self.book.find(LEFT_OUT, row.all, "A note without words.", "It was left out.")
        elif heading.section is None or not heading.section["question"]:
            self._add_words(self._section(heading), "intro", words)
        else:
            self.pending.append((row, words))

    def _said(self, row: Row, name: str, *, inside: AskedSoFar | None = None, may_pipe: bool = True) -> str:
        """Words of a cell with earlier answers in their places, in the form's language or the next that has any."""
        cell = row.cell(name)
        if cell is None:
            return ""
        words = row.take(name)
        so_far = inside or self.so_far
        lost = []

        def put(found: re.Match) -> str:
            asked = so_far.known.get(found[1])
            if may_pipe and asked and not asked.row and not asked.question.identifies:
                return f"{{{{ {asked.question.key} }}}}"
            lost.append(found[1])
            return "…"

        replaced = ANSWER.sub(put, words)
        for each in lost:
            why = "identifies somebody" if each in so_far.known and may_pipe else "cannot be shown there"
            says = f"The words show {quoted(each)}, which {why}."
            self.book.find(CHANGED, [cell], says, "Dots stand in its place. Word it anew.")
        if MARKED_UP.search(words):
            says = "The words have marks for bold, headings, links or colours."
            self.book.find(CHANGED, [cell], says, "They are shown as they are typed. Take the marks out.")
        languages = [each for each in row.sheet.headings_of(name) if each.cell.column == cell.column]
        chosen = row.sheet.languages[0]
        if languages and languages[0].language not in ("", chosen):
            says = f"No words in the form’s language here, but in {languages[0].language}."
            self.book.find(CHANGED, [cell], says, "Those were taken.")
        return replaced

    # --- Sections -----------------------------------------------------------------------------------------------------

    def _walk(self, nodes: list[Node], heading: _Heading, under: list[Condition]) -> None:
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
                    for question, row in self._question(node.row, self.so_far, self.keys, under):
                        self._put(question, row, heading)

    def _walk_group(self, node: Node, heading: _Heading, under: list[Condition]) -> None:
        row = node.row
        if grid := self._grid(node, self.so_far, self.keys, under):
            self._put(grid, row, heading)
            return
        before = len(self.sections)
        if not row.look("label") and row.look("portal_part") != "section":
            conditions_ = self._shown_if(row, self.so_far)
            self._take_group(node)
            self._walk(node.children, heading, [*under, *conditions_])
            return
        title = self._said(row, "label", may_pipe=False)
        inner = _Heading(
            title,
            row.look("name") or key_from(title),
            row.all,
            outer=heading if heading.outer or heading.cells else None,
        )
        inner.key = row.look("portal_key") if KEY.fullmatch(row.look("portal_key")) else ""
        inner.conditions = [*heading.conditions, *under, *self._shown_if(row, self.so_far)]
        is_ours = row.look("portal_part") == "section"
        self._take_group(node)
        heading.section = None
        if is_ours:
            self._section(inner)
        self._walk(node.children, inner, [])
        if not inner.was_made and len(self.sections) == before:
            self.book.find(LEFT_OUT, row.at("label"), "A heading over nothing that was brought.", "It was left out.")
        elif heading.cells and heading.was_made:
            says = "A group within a group."
            self.book.find(CHANGED, row.at("label"), says, "It is a section after the other.")

    def _take_group(self, node: Node) -> None:
        for name in ("type", "name", "portal_part", "portal_key", "portal_kind"):
            node.row.take(name)
        if node.row.look("appearance").casefold() in ("field-list", "table-list", "field-list table-list"):
            node.row.take("appearance")
        if node.end is not None:
            for name in ("type", "name"):
                node.end.take(name)

    def _section(self, heading: _Heading) -> Data:
        if heading.section is None:
            titles, outer = [heading.title], heading.outer
            while outer is not None and not outer.was_made and outer.title:
                titles.append(outer.title)
                outer = outer.outer
            title = ": ".join(reversed(titles))
            key = heading.key if heading.key and heading.key not in self.section_keys else ""
            key = key or _free(key_of_name(heading.name), self.section_keys)
            heading.section = {"key": key, "title": title, "question": []}
            if condition := conditions_brought.together(_flat(heading.conditions)):
                heading.section["shown_if"] = str(condition)
            self.section_keys.add(key)
            self.lines[("section", len(self.sections))] = heading.cells[0].row if heading.cells else 1
            self.sections.append(heading.section)
            heading.was_made = True
            for row, words in self.pending:
                says = "Words between two groups."
                self.book.find(CHANGED, row.at("label"), says, "They stand before the questions that follow.")
                self._add_words(heading.section, "intro", words)
            self.pending = []
        return heading.section

    def _put(self, question: Data, row: Row, heading: _Heading) -> None:
        section = self._section(heading)
        if self.pending:
            for note, _ in self.pending:
                says = "Words between two questions."
                self.book.find(
                    CHANGED, note.at("label"), says, "They stand as guidance under the question that follows."
                )
            words = [words for _, words in self.pending]
            question["hint"] = "\n\n".join(filter(None, [*words, question.get("hint", "")]))
            self.pending = []
        self.lines[("section", len(self.sections) - 1, "question", len(section["question"]))] = row.number
        section["question"].append(question)

    # --- Questions ----------------------------------------------------------------------------------------------------

    def _question(self, row: Row, so_far: AskedSoFar, keys: set[str], under: list[Condition]) -> list[tuple[Data, Row]]:
        """The question of a row with what or_other adds to it; none where it was left out."""
        words = vocabulary.type_words(row.look("type"))
        kind = words.casefold()
        if vocabulary.FROM_ELSEWHERE.match(words):
            return self._left_out(row, so_far, *vocabulary._ELSEWHERE)
        if chooses := vocabulary.CHOOSES.fullmatch(words):
            return self._choice(row, so_far, keys, under, chooses)
        if kind in vocabulary.NOT_ASKED:
            return self._left_out(row, so_far, *vocabulary.NOT_ASKED[kind])
        own = self._own(row, kind)
        if own is None:
            says = f"{quoted(words)} is no type that is known here."
            return self._left_out(row, so_far, says, "The question was left out.")
        data = self._common(row, so_far, keys, own["kind"], under) | own
        self._limit(row, data)
        return [(self._add(row, data, so_far, {"OK": "yes", "ok": "yes"} if kind in vocabulary.TICK else {}), row)]

    def _left_out(self, row: Row, so_far: AskedSoFar, says: str, done: str) -> list:
        self.book.find(LEFT_OUT, self.book.left(row.all), says, done)
        if name := row.look("name"):
            so_far.left_out.setdefault(name, "was left out")
        return []

    def _own(self, row: Row, kind: str) -> Data | None:
        """Kind and what only this kind has, for types without a list."""
        find = lambda says, done: self.book.find(CHANGED, row.at(), says, done)  # noqa: E731
        if kind in vocabulary.TEXT:
            return self._text(row)
        if kind in vocabulary.AS_TEXT:
            find(f"It asks for {vocabulary.AS_TEXT[kind]}.", "It is asked as a line of text.")
            return {"kind": "short text", "longest": 40}
        if kind in vocabulary.WHOLE:
            return {"kind": "number"}
        if kind in vocabulary.PERCENT:
            return {"kind": "number", "least": 0, "most": 100, "unit": "%"}
        if kind in vocabulary.DECIMAL:
            places = row.take("portal_decimals")
            if not re.fullmatch(r"[1-6]", places):
                find("A decimal number says nothing of its places.", "It takes two places after the point.")
                places = "2"
            return {"kind": "number", "decimals": int(places)}
        if kind == "range":
            return self._range(row)
        if kind in vocabulary.DAY:
            return {"kind": "date"}
        if kind in vocabulary.TICK:
            find("It asks for a tick.", "It is asked as a question with yes or no.")
            return {"kind": "yes or no", "scale": "yes-no"}
        return None

    def _text(self, row: Row) -> Data:
        looks = row.look("appearance").casefold().split()
        is_long = row.look("portal_kind") == "long text" or bool({"multiline", "multi-line", "textarea"} & set(looks))
        if looks in (["multiline"], ["multi-line"], ["textarea"]):
            row.take("appearance")
        row.take("portal_kind")
        if not is_long:
            return {"kind": "short text", "longest": 200}
        words = row.look("portal_words")
        return {
            "kind": "long text",
            "words": int(row.take("portal_words")) if re.fullmatch(r"[1-9]\d{0,5}", words) else 500,
        }

    def _range(self, row: Row) -> Data:
        given = dict(re.findall(r"(start|end|step)\s*=\s*(-?\d{1,12}(?:\.\d{1,6})?)", row.look("parameters")))
        start, end, step = (
            Decimal(given.get(name, usual)) for name, usual in (("start", "1"), ("end", "10"), ("step", "1"))
        )
        if given:
            row.take("parameters")
        exponent = step.normalize().as_tuple().exponent
        decimals = max(0, -exponent if isinstance(exponent, int) else 0)
        if abs(step) != Decimal(1).scaleb(-decimals):
            self.book.find(
                CHANGED,
                row.at("parameters"),
                f"The numbers go by steps of {step}.",
                "Numbers between them are taken too.",
            )
        if start > end:
            start, end = end, start
        return {"kind": "number", "least": _plain(start), "most": _plain(end), "decimals": decimals}

    def _choice(
        self, row: Row, so_far: AskedSoFar, keys: set[str], under: list[Condition], chooses: re.Match
    ) -> list[tuple[Data, Row]]:
        how, name, other = chooses["how"].casefold(), chooses["list"], bool(chooses["other"])
        if name.startswith("${"):
            says = "Its options are answers given before."
            return self._left_out(row, so_far, says, "The question was left out.")
        if re.search(r"\bsearch\s*\(", row.look("appearance")):
            return self._left_out(row, so_far, *vocabulary._ELSEWHERE)
        if name not in self.lists:
            says = f"The sheet “choices” has no list {quoted(name)}."
            self.book.find(STOPS, row.at(), says, "Write its options there, or correct the name of the list.")
            return self._left_out(row, so_far, says, "The question was left out.")
        options = self.lists[name]
        if len(options.options) > MOST_OPTIONS:
            options.use()
            says = f"The list {quoted(name)} has {counted(len(options.options), 'option')}; the most here is {MOST_OPTIONS}."
            self.book.find(CHANGED, row.at(), says, "It is asked as a line of text. Or ask in two steps.")
            data = self._common(row, so_far, keys, "short text", under) | {"kind": "short text", "longest": 200}
            return [(self._add(row, data, so_far, unasked="is asked as a line of text"), row)]
        options.use()
        own = self._chosen_kind(row, how, options)
        own["options"] = [dict(each) for each in options.options]
        if other:
            taken = {each["key"] for each in own["options"]}
            own["options"].append({"key": _free("other", taken), "label": "Other"})
        self.options_in_all += len(own["options"])
        if self.options_in_all > MOST_OPTIONS_IN_ALL:
            says = f"All questions together have more than {MOST_OPTIONS_IN_ALL:,} options."
            self.book.find(STOPS, row.at(), says, "Divide the form into several.")
            return []
        data = self._common(row, so_far, keys, own["kind"], under) | own
        self._limit(row, data, options.keys)
        names = options.keys | ({"other": own["options"][-1]["key"]} if other else {})
        found = [(self._add(row, data, so_far, names), row)]
        if other:
            found.append((self._other(row, data, so_far, keys), row))
        return found

    def _chosen_kind(self, row: Row, how: str, options: OptionList) -> Data:
        if "rank" in how:
            places = row.look("portal_places")
            return {"kind": "ranking"} | ({"places": int(row.take("portal_places"))} if places.isdigit() else {})
        if "multiple" in how or "all that" in how:
            return {"kind": "multiple choice"}
        given = row.look("portal_kind")
        if given in ("single choice", "rating", "yes or no"):
            row.take("portal_kind")
            if row.look("appearance").casefold() == "likert":
                row.take("appearance")
            return {"kind": given}
        if row.look("appearance").casefold() == "likert":
            row.take("appearance")
            return {"kind": "rating"}
        pairs = [(each["key"], each["label"]) for each in options.options]
        is_yes_no = any(pairs == [(o.key, o.label) for o in SCALES[scale]] for scale in ("yes-no", "recorded"))
        return {"kind": "yes or no" if is_yes_no else "single choice"}

    def _other(self, row: Row, data: Data, so_far: AskedSoFar, keys: set[str]) -> Data:
        """The line of text that or_other asks for after an option “Other”."""
        self.book.find(
            CHANGED, row.at(), "It adds an option “Other” (or_other).", "Option and a line of text for it were added."
        )
        other = data["options"][-1]["key"]
        sign = "includes" if data["kind"] in ("multiple choice", "ranking") else "="
        question: Data = {
            "kind": "short text",
            "key": _free(f"{data['key'][:54]}-other", keys),
            "label": f"Other: {data['label']}",
            "longest": 200,
            "shown_if": f'{data["key"]} {sign} "{other}"',
        }
        if data.get("shown_if"):
            question["shown_if"] = str(
                All(tuple(_flat([conditions.read(data["shown_if"]), conditions.read(question["shown_if"])])))
            )
        keys.add(question["key"])
        name = f"{row.look('name')}_other"
        so_far.known[name] = Asked(_as_question(question))
        return question

    def _common(
        self, row: Row, so_far: AskedSoFar, keys: set[str], kind: str, under: list[Condition], *, words: str = ""
    ) -> Data:
        """What every question has, read from its row."""
        row.take("type")
        inside = None if so_far is self.so_far else so_far
        label = self._said(row, "label", inside=inside) or words
        hint = self._said(row, "hint", inside=inside)
        if guidance := self._said(row, "guidance_hint", inside=inside):
            if hint:
                self.book.find(CHANGED, row.at("guidance_hint"), "Guidance of two kinds.", "Both are shown together.")
            hint = "\n\n".join(filter(None, [hint, guidance]))
        name = row.take("name")
        if not label and hint:
            self.book.find(
                CHANGED, row.at("hint"), "A question without words, but with guidance.", "The guidance is asked."
            )
            label, hint = hint, ""
        if not label:
            label = name or kind.capitalize()
            self.book.find(CHANGED, row.at("name"), "A question without words.", f"It asks {quoted(label)}. Word it.")
        data: Data = {"kind": kind, "key": self._key(row, name, label, keys), "label": label}
        if hint:
            data["hint"] = hint
        for ours in ("why", "unit", "same_as"):
            if row.look(f"portal_{ours}"):
                data[ours] = row.take(f"portal_{ours}")
        self._yes_or_no(row, data)
        if condition := conditions_brought.together(_flat([*under, *self._shown_if(row, so_far)])):
            data["shown_if"] = str(condition)
        return data

    def _yes_or_no(self, row: Row, data: Data) -> None:
        required = row.look("required")
        if yes(required) is None:
            says = f"It is required only where {quoted(required)}."
            self.book.find(CHANGED, row.at("required"), says, "It need not be answered.")
        elif row.take("required") and yes(required):
            data["required"] = True
        if yes(row.look("portal_required")):
            row.take("portal_required")
            data["required"] = True
        if yes(row.look("portal_identifies")):
            row.take("portal_identifies")
            data["identifies"] = True
        if row.look("portal_publish") and yes(row.look("portal_publish")) is False:
            row.take("portal_publish")
            data["publish"] = False

    def _key(self, row: Row, name: str, label: str, keys: set[str]) -> str:
        given = row.look("portal_key")
        wanted = row.take("portal_key") if KEY.fullmatch(given) else key_of_name(name) if name else key_from(label)
        key = _free(wanted, keys)
        keys.add(key)
        if key != wanted:
            says = f"The name {quoted(name or wanted)} stands twice."
            self.book.find(CHANGED, row.at("name"), says, f"The second question is named “{key}”.")
        elif name and key != name and not given:
            self.book.find(CHANGED, row.at("name"), NAMES, "The name was made so.")
        return key

    def _shown_if(self, row: Row, so_far: AskedSoFar) -> list[Condition]:
        words = row.take("relevant")
        if words.casefold() in ("", "true", "yes", "1"):
            return []
        condition, reasons = conditions_brought.brought(words, so_far)
        if reasons:
            rest = f"Kept of it: {condition}." if condition else "Everybody is asked."
            why = "; ".join(dict.fromkeys(reasons))
            says = f"The condition {quoted(words)} cannot be kept as it is: {why}."
            self.book.find(CHANGED, row.at("relevant"), says, f"{rest} Write it anew where it matters.")
        return [condition] if condition else []

    def _limit(self, row: Row, data: Data, options: dict[str, str] | None = None) -> None:
        words = row.look("constraint")
        if not words:
            return
        found, reasons = limits_brought.brought(words, data["kind"], decimals=data.get("decimals", 0), options=options)
        if found or not reasons:
            row.take("constraint")
        if reasons:
            why = "; ".join(dict.fromkeys(reasons))
            rest = "The rest of it was kept." if found else "Answers are not held against it."
            self.book.find(CHANGED, row.at("constraint"), f"The limit {quoted(words)}: {why}.", rest)
        for name, value in found.items():
            if name == "exclusive":
                for option in data["options"]:
                    if option["key"] in value:
                        option["exclusive"] = True
            elif name == "at_most" and value >= len(data["options"]):
                continue
            else:
                data[name] = _plain(value)

    def _add(
        self, row: Row, data: Data, so_far: AskedSoFar, options: dict[str, str] | None = None, *, unasked: str = ""
    ) -> Data:
        name = row.look("name")
        if name and name not in so_far.known:
            so_far.known[name] = Asked(_as_question(data), options or {}, unasked=unasked)
        return data

    # --- Tables and repeated groups -----------------------------------------------------------------------------------

    def _grid(self, node: Node, so_far: AskedSoFar, keys: set[str], under: list[Condition]) -> Data | None:
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
        options = self.lists.get(name)
        if not is_table or not found or not label or options is None or len(options.options) > MOST_OPTIONS:
            return None
        if not all(each.look("name") and each.look("label") for each in found):
            return None
        options.use()
        inside = None if so_far is self.so_far else so_far
        words = self._said(head, "label", inside=inside) if head and not row.look("label") else ""
        data = self._common(row, so_far, keys, "grid", under, words=words)
        self._take_group(node)
        row.take("kobo--score-choices")
        if head:
            for each in ("type", "name", "appearance", "label"):
                head.take(each)
        data["options"] = [dict(each) for each in options.options]
        self.options_in_all += len(data["options"]) + len(found)
        data["rows"], required = [], []
        row_keys: set[str] = set()
        for each in found:
            data["rows"].append(
                {"key": self._row_key(each, row_keys), "label": self._said(each, "label", may_pipe=False)}
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
                self.book.find(CHANGED, cells, says, "Each row must be answered.")
        question = _as_question(data)
        for each, made in zip(found, data["rows"], strict=True):
            so_far.known.setdefault(each.look("name"), Asked(question, row=made["key"]))
        if row.look("name"):
            so_far.known.setdefault(row.look("name"), Asked(question))
        return data

    def _row_key(self, row: Row, taken: set[str]) -> str:
        given = row.look("portal_key")
        wanted = row.take("portal_key") if KEY.fullmatch(given) else key_of_name(row.look("name"))
        key = _free(wanted, taken)
        taken.add(key)
        if not given and key != row.look("name"):
            self.book.find(CHANGED, row.at("name"), NAMES, "The name was made so.")
        return key

    def _repeat(self, node: Node, heading: _Heading, under: list[Condition]) -> Data | None:
        row = node.row
        inside = AskedSoFar(names=frozenset(each.look("name") for each in node.rows()))
        inside.left_out = dict.fromkeys(self.so_far.known, "is asked outside of the repeated group")
        keys: set[str] = set()
        pending, self.pending = self.pending, []
        shown_if = list(under)
        data = self._common(row, self.so_far, self.keys, Group.kind, shown_if, words=heading.title if heading.cells else "")
        inner = self._inside(node, inside, keys, [])
        for note, words in self.pending:
            self.book.find(
                CHANGED, note.at("label"), "Words after the last question of a group.", "They stand under it."
            )
            self._add_words(data, "hint", words)
        self.pending = pending
        self._take_group(node)
        if not inner:
            self.keys.discard(data["key"])
            says = "Nothing in this repeated group could be brought."
            self.book.find(LEFT_OUT, row.at(), says, "It was left out.")
            self.so_far.left_out.setdefault(row.look("name"), "was left out")
            return None
        most = row.look("portal_most") or row.look("repeat_count")
        if re.fullmatch(r"[1-9]\d{0,3}", most):
            data["most"] = int(most)
            row.take("portal_most") or row.take("repeat_count")
        else:
            self.book.find(
                CHANGED, row.at(), "A repeated group without a fixed number.", "It takes ten entries at most."
            )
        data["each"] = row.take("portal_each") or "Entry"
        data["question"] = inner
        self._add(row, data, self.so_far)
        for each in node.rows():
            self.so_far.left_out.setdefault(each.look("name"), "is asked in a repeated group")
        return data

    def _inside(self, node: Node, so_far: AskedSoFar, keys: set[str], under: list[Condition]) -> list[Data]:
        """The questions of a repeated group; groups within it have no heading here."""
        found: list[Data] = []
        for child in node.children:
            match child.kind:
                case "note":
                    if words := self._note(child.row):
                        self.pending.append((child.row, words))
                case "repeat":
                    cells = self.book.left(cell for row in child.rows() for cell in row.all)
                    says = "A repeated group within another."
                    self.book.find(LEFT_OUT, cells, says, "It was left out: one group cannot be repeated in another.")
                    for row in child.rows():
                        so_far.left_out.setdefault(row.look("name"), "was left out")
                case "group":
                    if grid := self._grid(child, so_far, keys, under):
                        found.append(self._with_pending(grid))
                        continue
                    if child.row.look("label"):
                        self.pending.append((child.row, self._said(child.row, "label", inside=so_far)))
                    conditions_ = self._shown_if(child.row, so_far)
                    self._take_group(child)
                    found += self._inside(child, so_far, keys, [*under, *conditions_])
                case "row":
                    found += [self._with_pending(each) for each, _ in self._question(child.row, so_far, keys, under)]
        return found

    def _with_pending(self, question: Data) -> Data:
        for note, words in self.pending:
            says = "Words between the questions of a repeated group."
            self.book.find(CHANGED, note.at("label"), says, "They stand as guidance under the question that follows.")
            question["hint"] = "\n\n".join(filter(None, [words, question.get("hint", "")]))
        self.pending = []
        return question


def _as_question(data: Data) -> Question:
    """The question as a value, for what conditions ask about it. Its own condition does not matter for that."""
    page = Page("", with_days({k: v for k, v in data.items() if k != "shown_if"}), {}, [])
    page.data = {"title": "-", "section": [{"title": "-", "question": [page.data]}]}
    return next(the_instrument("", page).questions())


def _flat(found: list[Condition]) -> list[Condition]:
    """Conditions that must all hold, without brackets around those that are such themselves, and each once."""
    if len(found) < 2:
        return found
    parts = [part for each in found for part in (each.of if isinstance(each, All) else (each,))]
    return list(dict.fromkeys(parts))


def _free(key: str, taken: set[str]) -> str:
    return (
        key if key not in taken else next(f"{key[:55]}-{n}" for n in range(2, 10_000) if f"{key[:55]}-{n}" not in taken)
    )


def _plain(value: Any) -> Any:
    if isinstance(value, Decimal):
        return int(value) if value == value.to_integral_value() else float(value)
    return value.isoformat() if hasattr(value, "isoformat") else value
