"""report.toml: the outline of what will be told."""

from __future__ import annotations

from instruments.plain_text import Page, Table
from programmes import definition_words as words
from programmes.definition import Exhibit, Output, ReportOutline, Section
from programmes.definition_pages.parts import basis


def the_report(page: Page) -> ReportOutline:
    """The outline of what will be told."""
    top = page.top
    on = basis(top, "")
    found = ReportOutline(
        title=top.text("title"),
        sections=tuple(section(table, on) for table in top.tables("section")),
        exhibits=tuple(exhibit(table, on) for table in top.tables("exhibit")),
        outputs=tuple(output(table, on) for table in top.tables("output")),
    )
    top.done()
    return found


def section(table: Table, on: str) -> Section:
    found = Section(
        table.text("key"),
        table.text("title"),
        table.text("guidance", ""),
        table.words("draws_on"),
        basis(table, on),
        table.whole("words", None, at_least=1),
    )
    table.done()
    return found


def exhibit(table: Table, on: str) -> Exhibit:
    found = Exhibit(
        key=table.text("key"),
        kind=table.choice("kind", words.EXHIBITS),
        title=table.text("title"),
        section=table.text("section"),
        draws_on=table.words("draws_on"),
        basis=basis(table, on),
    )
    table.done()
    return found


def output(table: Table, on: str) -> Output:
    found = Output(
        title=table.text("title"),
        to=table.text("to"),
        public=table.yes("public", False),
        detail=table.text("detail", ""),
        basis=basis(table, on),
    )
    table.done()
    return found
