"""From each page of a definition to its value, in the order in which docs/programme-definitions.md tells of them."""

from __future__ import annotations

from datetime import date
from functools import lru_cache
from typing import Any

from accounts import register_files
from programmes import definition_words as words
from programmes.date_rules import EDGES, STARTS, WEEKDAYS, DayOne, Fixed, LetterRule, Offset, Rule, When
from programmes.definition import (
    AskedDocument,
    Code,
    Definition,
    Document,
    Exhibit,
    Fact,
    Figure,
    Gathered,
    Happening,
    Instrument,
    JudgementQuestion,
    Letter,
    Milestone,
    Output,
    Phase,
    Recommendation,
    ReportOutline,
    Round,
    Run,
    RunDate,
    Section,
    TakesPart,
    TeamRole,
    Term,
    TimetableDefinition,
)
from programmes.plain_text import Page, Table

# Where a document stands that does not say so: after all that do.
LAST = 99


@lru_cache(maxsize=8)
def register(name: str) -> tuple[dict[str, str], ...]:
    """The rows of one register, as its file has them; read once, as seven definitions ask for each."""
    return tuple(register_files.rows(name))


def scrutiny_bodies() -> dict[str, str]:
    """The names of all scrutiny bodies, by code."""
    return {row["code"]: row["name"] for row in register("scrutiny_bodies")}


# Small things


def basis(table: Table, default: str, key: str = "basis") -> str:
    """What a fact rests on: its own word, or that of the page."""
    said = table.text(key, default)
    if said and not (words.OFFICIAL.fullmatch(said) or words.UNOFFICIAL.fullmatch(said)):
        table.find(
            key,
            f"“{said}” is not a basis.",
            "Write “programme page”, “source: …”, “knowledge, verify” or “design”.",
        )
    if not said:
        table.find(key, "Nothing says what these facts rest on.", f'Add {key} = "programme page".')
    return said


def fact(table: Table, key: str, default_basis: str, *, required: bool = True) -> Fact | None:
    """Words, alone or as { text = …, basis = … }."""
    raw = table.raw(key)
    if raw is None or raw == "":
        if required:
            table.find(key, f"“{key}” is missing.", f'Add {key} = "…".')
            return Fact("", default_basis)
        return None
    return _fact(table, raw, (key,), default_basis)


def facts(table: Table, key: str, default_basis: str) -> tuple[Fact, ...]:
    """A list of facts; each is words, or { text = …, basis = … }."""
    raw = table.raw(key, [])
    if not isinstance(raw, list):
        table.find(key, f"“{key}” must be a list.", f'Write {key} = ["…"].')
        return ()
    return tuple(_fact(table, item, (key, number), default_basis) for number, item in enumerate(raw))


def _fact(table: Table, raw: Any, place: tuple[Any, ...], default_basis: str) -> Fact:
    inner = Table(table.page, raw if isinstance(raw, dict) else {"text": raw}, (*table.path, *place))
    found = Fact(inner.text("text"), basis(inner, default_basis))
    inner.done()
    return found


def rule(table: Table, key: str, *, own: str = "") -> Rule | None:
    """When a day is: "day one", a date, or an offset. `own` is the milestone that it belongs to."""
    raw = table.raw(key)
    if raw is None:
        return None
    if raw == "day one":
        return DayOne()
    if isinstance(raw, date):
        return Fixed(raw)
    if not isinstance(raw, dict):
        remedy = f'Write {key} = 2024-08-27, "day one", or {{ weeks = 2, from = "…" }}.'
        table.find(key, f"“{key}” cannot be “{raw}”.", remedy)
        return None
    inner = Table(table.page, raw, (*table.path, key))
    # Without "from", the last day is counted from the first day of the same milestone.
    base = inner.text("from", own if key != STARTS else ...)
    weekday = inner.choice("on", WEEKDAYS, "") if inner.has("on") else ""
    found = Offset(
        base=base,
        edge={"first day": "starts", "last day": "ends", "opening": "opens"}[
            inner.choice("of", ("first day", "last day", "opening"), "first day")
        ],
        weeks=inner.whole("weeks", 0),
        working_days=inner.whole("working_days", 0),
        weekday=WEEKDAYS.index(weekday) if weekday else None,
        even_if_closed=inner.yes("even_if_closed", False),
    )
    inner.done()
    return found


# programme.toml


def the_definition(page: Page, *, folder: str, **parts: Any) -> Definition:
    """The programme itself, with the parts that other files hold."""
    top = page.top
    on = basis(top, "")
    slug = top.text("slug")
    if slug != folder:
        top.find("slug", f"“slug” is “{slug}”, but the folder is “{folder}”.", "Give both the same name.")
    bodies = scrutiny_bodies()
    found = Definition(
        slug=slug,
        title=fact(top, "title", on) or Fact("", on),
        short_title=top.text("short_title"),
        summary=fact(top, "summary", on) or Fact("", on),
        kind=top.choice("kind", words.KINDS),
        legal_basis=facts(top, "legal_basis", on),
        requested_by=fact(top, "requested_by", on, required=False),
        lead_body=top.choice("lead_body", bodies),
        partner_bodies=top.choices("partner_bodies", bodies),
        other_partners=facts(top, "other_partners", on),
        purpose=fact(top, "purpose", on) or Fact("", on),
        questions=facts(top, "questions", on),
        methods=facts(top, "methods", on),
        background=facts(top, "background", on),
        scope_in=facts(top, "scope_in", on),
        scope_out=facts(top, "scope_out", on),
        handling=facts(top, "handling", on),
        terms=tuple(term(table, on) for table in top.tables("definition")),
        takes_part=takes_part(top.table("takes_part"), on),
        judgement=top.choice("judgement", words.JUDGEMENTS),
        judgement_questions=tuple(judgement_question(table, on) for table in top.tables("judgement_question")),
        judgement_note=fact(top, "judgement_note", on, required=False),
        attribution=top.choice("attribution", words.ATTRIBUTIONS),
        sign_off=top.choice("sign_off", words.SIGN_OFFS),
        uses=top.choices("uses", words.FEATURES),
        figures=tuple(figure(table, on) for table in top.tables("figure")),
        codes=tuple(code(table, on) for table in top.tables("code")),
        team=tuple(team_role(table, on) for table in top.tables("team")),
        rounds=tuple(a_round(table, on) for table in top.tables("round")),
        **parts,
    )
    top.done()
    return found


def term(table: Table, on: str) -> Term:
    found = Term(table.text("term"), table.text("meaning"), table.text("source", ""), basis(table, on))
    table.done()
    return found


def takes_part(table: Table, on: str) -> TakesPart:
    found = TakesPart(
        who=table.choice("who", words.WHO_TAKES_PART),
        partnership=table.choice("partnership", words.PARTNERSHIPS),
        selected=table.words("selected"),
        note=table.text("note", ""),
        basis=basis(table, on),
    )
    table.done()
    return found


def judgement_question(table: Table, on: str) -> JudgementQuestion:
    found = JudgementQuestion(table.text("key"), table.text("title"), table.words("headings"), basis(table, on))
    table.done()
    return found


def figure(table: Table, on: str) -> Figure:
    found = Figure(
        key=table.text("key"),
        title=table.text("title"),
        value=table.whole("value") or 0,
        unit=table.text("unit", ""),
        basis=basis(table, on),
    )
    table.done()
    return found


def code(table: Table, on: str) -> Code:
    found = Code(
        list=table.text("list"),
        key=table.text("key"),
        title=table.text("title"),
        note=table.text("note", ""),
        basis=basis(table, on),
    )
    table.done()
    return found


def team_role(table: Table, on: str) -> TeamRole:
    found = TeamRole(
        role=table.choice("role", words.ROLES),
        count=table.whole("count", None, at_least=1),
        note=table.text("note", ""),
        basis=basis(table, on),
    )
    table.done()
    return found


def a_round(table: Table, on: str) -> Round:
    found = Round(
        table.text("title"),
        table.text("when"),
        table.text("areas", ""),
        table.text("judgement", ""),
        basis(table, on),
    )
    table.done()
    return found


# timetable.toml


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


# runs/*.toml


def run(key: str, page: Page, timetable: TimetableDefinition) -> Run:
    """One time that the programme was carried out. Its first known day of day one is required."""
    top = page.top
    on = basis(top, "")
    known = [milestone.key for milestone in timetable.milestones]
    dates = tuple(run_date(table, on, known) for table in top.tables("date"))
    anchors = [m.key for m in timetable.milestones if isinstance(m.starts, DayOne)]
    day_one = next((dated.starts for dated in dates if dated.milestone in anchors), None)
    if day_one is None and anchors:
        remedy = f'Add [[date]] with milestone = "{anchors[0]}" and its day.'
        page.find(1, "The run does not say on which day it began.", remedy)
    found = Run(
        key=key,
        title=top.text("title"),
        areas=top.words("areas"),
        dates=dates,
        happenings=tuple(happening(table, on) for table in top.tables("happening")),
        gathered=tuple(gathered(table, on) for table in top.tables("gathered")),
        found=facts(top, "found", on),
        recommendations=tuple(recommendation(table, on) for table in top.tables("recommendation")),
        day_one=day_one or date(2000, 1, 3),
        whole={dated.milestone for dated in dates if dated.starts} == set(known),
    )
    top.done()
    return found


def run_date(table: Table, on: str, known: list[str]) -> RunDate:
    starts = table.day("starts", None)
    found = RunDate(
        milestone=table.choice("milestone", known),
        starts=starts,
        ends=table.day("ends", None),
        detail=table.text("detail", ""),
        basis=basis(table, on),
    )
    if found.starts is None and found.ends is None:
        table.find("", "The date says neither when it starts nor when it ends.", "Add starts = 2024-08-27.")
    table.done()
    return found


def happening(table: Table, on: str) -> Happening:
    found = Happening(table.text("on"), table.text("title"), table.text("detail", ""), basis(table, on))
    table.done()
    return found


def recommendation(table: Table, on: str) -> Recommendation:
    found = Recommendation(
        number=table.whole("number", at_least=1) or 1,
        text=table.text("text"),
        owners=table.words("owners"),
        basis=basis(table, on),
    )
    table.done()
    return found


def gathered(table: Table, on: str) -> Gathered:
    found = Gathered(table.text("what"), table.whole("count", at_least=0) or 0, basis(table, on))
    table.done()
    return found


# letters/*.md and documents/*.md


def letter(key: str, page: Page) -> Letter:
    """A letter's heading and text."""
    top = page.top
    found = Letter(
        key=key,
        title=top.text("title"),
        kind=top.choice("kind", words.LETTER_KINDS),
        sender=top.choice("sender", words.ROLES),
        addressed_to=top.choice("addressed_to", (*words.RECIPIENTS, "the person concerned")),
        sent=top.choice("sent", words.OCCASIONS),
        statutory=top.yes("statutory", False),
        subject=top.text("subject"),
        body=page.body,
        basis=basis(top, "design"),
        file=page.file,
    )
    top.done()
    if not page.body.strip():
        page.find(page.body_line, "The letter has no text.", "Write it below the second line of +++.")
    return found


def document(key: str, page: Page) -> Document:
    """Something to read: our own text, or an entry for what another publisher keeps."""
    top = page.top
    found = Document(
        key=key,
        title=top.text("title"),
        kind=top.choice("kind", words.DOCUMENT_KINDS),
        audience=top.choice("audience", words.AUDIENCES),
        summary=top.text("summary"),
        released_with=top.text("released_with"),
        edge={"first day": "starts", "last day": "ends", "opening": "opens"}[
            top.choice("of", ("first day", "last day", "opening"), "first day")
        ],
        published_by=top.text("published_by", ""),
        order=top.whole("order", LAST),
        body=page.body,
        basis=basis(top, ""),
        file=page.file,
    )
    top.done()
    assert found.edge in EDGES
    if not page.body.strip():
        page.find(page.body_line, "The document has no text.", "Write it below the second line of +++.")
    return found


# instruments/*.toml


def instrument(key: str, page: Page) -> Instrument:
    """A form in which documents are asked for."""
    top = page.top
    on = basis(top, "")
    found = Instrument(
        key=key,
        kind=top.choice("kind", words.INSTRUMENT_KINDS),
        title=top.text("title"),
        introduction=top.text("introduction", ""),
        milestone=top.text("milestone"),
        applies_to=top.choice("applies_to", ("all", "selected"), "all"),
        needs_sign_off=top.yes("needs_sign_off", False),
        nil_return_allowed=top.yes("nil_return_allowed", False),
        max_files=top.whole("max_files", None, at_least=1),
        documents=tuple(asked_document(table, on) for table in top.tables("document")),
        basis=on,
    )
    top.done()
    if not found.documents:
        page.find(1, "The return asks for nothing.", "Add a line [[document]] and what belongs under it.")
    return found


def asked_document(table: Table, on: str) -> AskedDocument:
    found = AskedDocument(
        key=table.text("key"),
        title=table.text("title"),
        help=table.text("help", ""),
        required=table.yes("required", True),
        max_files=table.whole("max_files", None, at_least=1),
        word_limit=table.whole("word_limit", None, at_least=1),
        basis=basis(table, on),
    )
    table.done()
    return found


# report.toml


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
