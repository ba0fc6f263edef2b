"""A questionnaire from the cells of an XLSForm: what was read, and by sheet and cell what could not be kept as it is."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from instruments.plain_text import Page
from instruments.questions import Instrument
from instruments.reading import WORDS_AROUND, the_instrument
from instruments.written import as_data, with_days
from instruments.xlsform import lists, vocabulary
from instruments.xlsform.asked import AskedSoFar
from instruments.xlsform.findings import Finding, Weight, quoted
from instruments.xlsform.left_over import name_what_is_left
from instruments.xlsform.questions_brought import Questions
from instruments.xlsform.rows import tree
from instruments.xlsform.sections_brought import Heading, Sections
from instruments.xlsform.sheets import Book, Content, Row, Sheet
from instruments.xlsform.tables_brought import Tables
from instruments.xlsform.words_brought import Words

Data = dict[str, Any]
STOPS, CHANGED, LEFT_OUT = Weight.STOPS, Weight.CHANGED, Weight.LEFT_OUT
#: Of the sheet “survey”.
MOST_ROWS = 2_000
MOST_COLUMNS = 300


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


class _Form:
    def __init__(self, book: Book, key: str, title: str):
        self.book, self.key, self.title = book, key, title
        self.top: Data = {}

    def read(self) -> Brought:
        survey = self.book.sheet("survey")
        if survey is None or not survey.headings:
            return self._stopped_without_survey()
        if not any(each.field == "type" for each in survey.headings):
            cells = [each.cell for each in survey.headings]
            self.book.find(STOPS, cells, "No column has the heading “type”.", "Write the headings in the first row.")
            return self._result(None)
        for sheet in self.book:
            if len(sheet.headings) > MOST_COLUMNS and sheet.name.strip().casefold() in (
                "survey",
                "choices",
                "settings",
            ):
                cells = [sheet.headings[MOST_COLUMNS].cell]
                self.book.find(
                    STOPS, cells, f"The sheet has more than {MOST_COLUMNS} columns.", "Take some of them out."
                )
                return self._result(None)
        if len(survey.rows) > MOST_ROWS:
            cells = survey.rows[MOST_ROWS].all
            self.book.find(STOPS, cells, f"The form has more than {MOST_ROWS:,} rows.", "Divide it into several.")
            return self._result(None)
        settings = self._settings()
        if settings is None or not settings.look("form_title"):
            cells = [each.cell for each in survey.headings if each.field == "type"]
            self.book.find(
                CHANGED, cells, "The form has no title (form_title).", f"It is called {quoted(self.top['title'])}."
            )
        self._choose_language(survey, settings.look("default_language") if settings else "")
        found = lists.lists(self.book)
        so_far = AskedSoFar(names=frozenset(row.look("name") for row in survey.rows))
        words = Words(self.book)
        questions = Questions(self.book, found, words)
        tables = Tables(self.book, words, questions)
        sections = Sections(self.book, words, questions, tables, so_far, self.top)
        form = Heading(self.top["title"], "questions", [])
        nodes = tree(survey, self.book)
        if self.book.findings.stop:
            # Blocks that are not as they must be: what else would be said follows from that.
            return self._result(None)
        sections.walk(sections.opening_words(nodes), form, [])
        sections.closing_words()
        lists.name_what_is_left(self.book, found)
        name_what_is_left(self.book)
        return self._result(self._instrument(survey, sections))

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
        if row.look("portal_minutes").isdecimal():
            self.top["minutes"] = int(row.take("portal_minutes"))
        for name in (*WORDS_AROUND, "quoted_if"):
            if words := row.take(f"portal_{name}"):
                self.top[name] = words
        return row

    def _choose_language(self, survey: Sheet, default: str) -> None:
        """The language that the portal asks in: the form's default, else words without one, else the first."""
        labels = [each.language for each in survey.headings if each.field == "label"]
        hints = [each.language for each in survey.headings if each.field == "hint"]
        asked_for = default.casefold()
        wanted = [each for each in labels if default and each.casefold() == asked_for]
        wanted += [each for each in labels if default and each.casefold().startswith(f"{asked_for} (")]
        # Words without a language are the default's, where no column names it.
        order = [*wanted, *([""] if "" in labels else []), *labels[:1], "", *labels, *hints]
        for sheet in self.book:
            sheet.choose(list(dict.fromkeys(order)))

    def _instrument(self, survey: Sheet, found: Sections) -> Instrument | None:
        if not any(section["question"] for section in found.sections):
            says = "Nothing that is asked here can be brought."
            self.book.find(STOPS, survey.rows[0].all if survey.rows else survey.cells, says, "See what was left out.")
            return None
        page = Page(self.key, with_days(self.top | {"section": found.sections}), found.lines, [])
        instrument = the_instrument(self.key, page)
        # Whatever is still wrong is told with its row, and can be mended in the version in the making.
        rows = {row.number: row for row in survey.rows}
        for fault in page.findings:
            cells = rows[fault.line].at() if fault.line in rows else survey.cells[:1]
            self.book.find(CHANGED, cells, fault.says, f"Before it is published: {fault.remedy}")
        return instrument
