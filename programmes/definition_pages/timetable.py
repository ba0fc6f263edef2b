"""timetable.toml: phases, milestones, and which letters they cause."""

from __future__ import annotations

from datetime import date

from instruments.plain_text import Page, Table
from programmes import definition_words as words
from programmes.date_rules import STARTS, Fixed, LetterRule, When
from programmes.definition import Letter, Milestone, Phase, TimetableDefinition
from programmes.definition_pages.parts import basis, rule


def the_timetable(page: Page, letters: dict[str, Letter]) -> TimetableDefinition:
    """Phases and milestones. The letters tell which of them are reminders."""
    top = page.top
    on = basis(top, "")
    found = TimetableDefinition(
        shape=top.choice("shape", words.SHAPES),
        school_weeks=top.choice("school_weeks", words.SCHOOL_WEEKS),
        day_one_is=top.text("day_one_is"),
        phases=tuple(phase(table) for table in top.tables("phase")),
        milestones=tuple(milestone(table, on, letters) for table in top.tables("milestone")),
    )
    top.done()
    if not found.milestones:
        page.find(1, "The timetable has no milestone.", "Add a line [[milestone]] and what belongs under it.")
    return found


def phase(table: Table) -> Phase:
    found = Phase(table.text("key"), table.text("title"), table.text("detail", ""))
    table.done()
    return found


def milestone(table: Table, on: str, letters: dict[str, Letter]) -> Milestone:
    key = table.text("key")
    starts = rule(table, "starts")
    if starts is None and not table.has("starts"):
        table.find("starts", "“starts” is missing.", 'Add starts = { weeks = 2, from = "…" }.')
    found = Milestone(
        key=key,
        phase=table.text("phase"),
        title=table.text("title"),
        type=table.choice("type", words.MILESTONE_TYPES),
        who_acts=table.text("who_acts"),
        detail=table.text("detail", ""),
        starts=starts or Fixed(date(2000, 1, 3)),
        ends=rule(table, "ends", own=key),
        opens=rule(table, "opens", own=key),
        public=table.yes("public", False),
        gates=table.choices("gates", words.GATES),
        late=table.yes("late", False),
        applies_to=table.choice("applies_to", ("all", "selected"), "all"),
        letters=tuple(letter_rule(inner, letters) for inner in table.tables("letters")),
        date_basis=basis(table, on, "date_basis"),
        line=table.line(),
    )
    table.done()
    return found


def letter_rule(table: Table, letters: dict[str, Letter]) -> LetterRule:
    key = table.choice("letter", letters)
    try:
        when = When.parse(table.text("when"))
    except ValueError as mistake:
        if table.has("when"):
            table.find("when", f"“when” cannot be “{table.data['when']}”.", f"{str(mistake).capitalize()}.")
        when = When(STARTS)
    found = LetterRule(
        letter=key,
        when=when,
        to=table.choice("to", words.RECIPIENTS),
        only_if=table.choice("only_if", words.CONDITIONS, "") if table.has("only_if") else "",
        again_if_moved=key in letters and letters[key].kind in words.REPEATED_KINDS,
    )
    table.done()
    return found
