"""A definition as the administrator reads it: everything it holds, each fact with its standing and its source.

Nothing is left out here, and nothing is decided: what the public may see of it stands in ``programmes.particulars``.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from instruments.questions import Grid
from programmes import letter_causes
from programmes.date_rules import DayOne, Fixed, Offset, Rule
from programmes.definition import Definition, Fact, Milestone, Run, Survey
from programmes.definition_pages.registers import scrutiny_bodies
from programmes.definition_words import (
    ATTRIBUTIONS,
    FEATURES,
    PARTNERSHIPS,
    SCHOOL_WEEKS,
    SHAPES,
    is_official,
    source_in_words,
    standing_in_words,
)
from programmes.timetable import say


@dataclass(frozen=True)
class Row:
    """One fact in cells, the first of which names it; a basis of None is a choice of ours that needs no source."""

    cells: tuple[str, ...]
    basis: str | None = None

    @property
    def is_official(self) -> bool:
        return self.basis is not None and is_official(self.basis)

    @property
    def standing(self) -> str:
        return standing_in_words(self.basis) if self.basis else ""

    @property
    def source(self) -> str:
        """Where it was read; of a default, what is known of it beside that it must be verified."""
        if self.basis is None:
            return ""
        return source_in_words(self.basis) if self.is_official else self.basis.partition(": ")[2]


@dataclass(frozen=True)
class Table:
    """Facts of one kind."""

    caption: str
    columns: tuple[str, ...]
    rows: tuple[Row, ...]

    @property
    def has_standing(self) -> bool:
        return any(row.basis is not None for row in self.rows)


@dataclass(frozen=True)
class Part:
    """One part of the page, with its tables."""

    key: str
    title: str
    tables: tuple[Table, ...]


def parts(definition: Definition) -> list[Part]:
    """Everything that a definition holds, in the order in which somebody would ask for it."""
    found = [
        Part("about", "What it is", tuple(_about(definition))),
        Part("facts", "What it says of itself", tuple(_facts(definition))),
        Part("judged", "What is judged", tuple(_judged(definition))),
        Part("words", "Figures and words", tuple(_words(definition))),
        Part("people", "Who does it", tuple(_people(definition))),
        Part("dates", "Timetable and letters", tuple(_dates(definition))),
        Part("asked", "What is asked for", tuple(_asked(definition))),
        Part("read", "What is given to read", tuple(_read(definition))),
        Part("told", "What is told", tuple(_told(definition))),
        Part("before", "Rounds and runs", tuple(_before(definition))),
    ]
    kept = [Part(part.key, part.title, tuple(table for table in part.tables if table.rows)) for part in found]
    return [part for part in kept if part.tables]


def counted(definition: Definition) -> tuple[int, int, int]:
    """How many of its facts were published, how many are to be verified, and how many are our suggestions."""
    rows = [row for part in parts(definition) for table in part.tables for row in table.rows if row.basis is not None]
    official = sum(row.is_official for row in rows)
    verify = sum(row.standing == "To verify" for row in rows)
    return official, verify, len(rows) - official - verify


def _table(caption: str, columns: Iterable[str], rows: Iterable[Row]) -> Table:
    """A table without the columns in which nothing stands."""
    columns, rows = tuple(columns), tuple(rows)
    used = [place for place in range(len(columns)) if not place or any(row.cells[place] for row in rows)]
    return Table(
        caption,
        tuple(columns[place] for place in used),
        tuple(Row(tuple(row.cells[place] for place in used), row.basis) for row in rows),
    )


def _list(caption: str, facts: Iterable[Fact]) -> Table:
    return _table(caption, [caption], (Row((fact.text,), fact.basis) for fact in facts))


# --- The parts -------------------------------------------------------------------------------------------------------


def _about(d: Definition) -> Iterator[Table]:
    on, bodies = d.title.basis, scrutiny_bodies()
    rows = [
        Row(("Title", d.title.text), d.title.basis),
        Row(("In one sentence", d.summary.text), d.summary.basis),
        Row(("Kind", d.kind), on),
        Row(("Lead body", bodies[d.lead_body]), on),
        Row(("Partner bodies", ", ".join(bodies[code] for code in d.partner_bodies) or "none"), on),
    ]
    if d.requested_by:
        rows.append(Row(("Asked for by", d.requested_by.text), d.requested_by.basis))
    who = f"{d.takes_part.who}: {PARTNERSHIPS[d.takes_part.partnership]}"
    rows.append(Row(("Who takes part", ". ".join(filter(None, [who, d.takes_part.note]))), d.takes_part.basis))
    if d.takes_part.selected:
        rows.append(Row(("Chosen areas", ", ".join(d.takes_part.selected)), d.takes_part.basis))
    rows += [
        Row(("Attribution", ATTRIBUTIONS[d.attribution])),
        Row(("Signed off by", d.sign_off)),
        Row(("Dates", SHAPES[d.timetable.shape])),
        Row(("Day one", d.timetable.day_one_is)),
        Row(("School holidays", SCHOOL_WEEKS[d.timetable.school_weeks])),
    ]
    yield _table("In short", ["What", "Is"], rows)
    yield _table("What it switches on", ["Feature", "Means"], (Row((name, FEATURES[name])) for name in d.uses))


def _facts(d: Definition) -> Iterator[Table]:
    yield _list("Purpose", [d.purpose])
    yield _list("Legal basis", d.legal_basis)
    yield _list("Questions", d.questions)
    yield _list("Methods", d.methods)
    yield _list("It covers", d.scope_in)
    yield _list("It does not cover", d.scope_out)
    yield _list("Background", d.background)
    yield _list("How information is handled", d.handling)
    yield _list("Other partners", d.other_partners)
    terms = (Row((each.term, each.meaning, each.source), each.basis) for each in d.terms)
    yield _table("Definitions", ["Term", "Meaning", "Taken from"], terms)


def _judged(d: Definition) -> Iterator[Table]:
    note = [Row((d.judgement_note.text,), d.judgement_note.basis)] if d.judgement_note else []
    yield _table("How it is judged", [f"Judged: {d.judgement}"], note)
    questions = (Row((each.title, "; ".join(each.headings)), each.basis) for each in d.judgement_questions)
    yield _table("Questions with a judgement of their own", ["Question", "Headings"], questions)


def _words(d: Definition) -> Iterator[Table]:
    figures = (Row((each.title, f"{each.value} {each.unit}".strip()), each.basis) for each in d.figures)
    yield _table("Figures that it works by", ["What", "Figure"], figures)
    for name in dict.fromkeys(code.list for code in d.codes):
        codes = (Row((each.title, each.note), each.basis) for each in d.codes_of(name))
        yield _table(f"List: {name}", ["Word", "Note"], codes)


def _people(d: Definition) -> Iterator[Table]:
    team = (Row((each.role, str(each.count or "as needed"), each.note), each.basis) for each in d.team)
    yield _table("Team", ["Role", "How many", "Note"], team)


def _dates(d: Definition) -> Iterator[Table]:
    titles = {each.key: each.title for each in d.timetable.milestones}
    milestones = (
        Row(
            (each.title, _when(each, titles), each.who_acts, ", ".join(each.gates), "yes" if each.public else "no"),
            each.date_basis,
        )
        for each in d.timetable.milestones
    )
    columns = ["Milestone", "When", "Who acts", "What it opens", "Public"]
    yield _table("Milestones", columns, milestones)
    yield _table("Letters by the timetable", ["Letter", "When", "To", "Sent"], _letters(d))


def _letters(d: Definition) -> Iterator[Row]:
    for milestone in d.timetable.milestones:
        for rule in milestone.letters:
            letter = d.letter(rule.letter)
            waits = letter_causes.what_it_waits_for(letter.kind, rule.only_if)
            event = letter_causes.when_it_happens(letter.kind, rule.only_if)
            sent = f"by you, until {waits}" if waits else event or "on its day"
            to = f"{rule.to}, only if {rule.only_if}" if rule.only_if else rule.to
            yield Row((letter.title, f"{rule.when} of “{milestone.title}”", to, sent))


def _when(milestone: Milestone, titles: dict[str, str]) -> str:
    words = _rule(milestone.starts, milestone.key, titles)
    if milestone.ends:
        words += f"; to {_rule(milestone.ends, milestone.key, titles)}"
    return words


EDGES = {"starts": "the first day of", "ends": "the last day of", "opens": "the opening of"}
WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")


def _rule(rule: Rule, own: str, titles: dict[str, str]) -> str:
    """The rule of a day in words, such as “7 working days after the last day of Briefings”."""
    match rule:
        case DayOne():
            return "day one"
        case Fixed(on):
            return say(on)
    assert isinstance(rule, Offset)
    counts = [(rule.weeks, "week"), (rule.working_days, "working day")]
    said = " and ".join(f"{abs(count)} {unit}{'' if abs(count) == 1 else 's'}" for count, unit in counts if count)
    weekday = f"the {WEEKDAYS[rule.weekday]}" if rule.weekday is not None else ""
    if rule.base == own:
        later = f"{said} {'earlier' if min(rule.weeks, rule.working_days) < 0 else 'later'}" if said else "that week"
        return f"{weekday}, {later}" if weekday and said else f"{weekday} of {later}" if weekday else later
    base = f"{EDGES[rule.edge]} “{titles.get(rule.base, rule.base)}”"
    if not said:
        return f"{weekday} of the week of {base}" if weekday else base
    side = "before" if min(rule.weeks, rule.working_days) < 0 else "after"
    return f"{weekday}{', ' if weekday else ''}{said} {side} {base}"


def _asked(d: Definition) -> Iterator[Table]:
    for form in d.instruments:
        documents = (
            Row((each.title, each.help, "yes" if each.required else "no"), each.basis) for each in form.documents
        )
        yield _table(form.title, ["Document", "What helps", "Required"], documents)
    for each in d.surveys:
        head = ["Section", "What is asked", "How it is answered", "Required"]
        yield _table(each.questionnaire.title, head, _questions(each))


def _questions(survey: Survey) -> Iterator[Row]:
    """A row for each question, and of a grid one for each of its statements, which are what people answer."""
    for section in survey.questionnaire.sections:
        for question in section.questions:
            answers = " · ".join(option.label for option in question.options_of()) or question.kind
            asked = [words for _, words in question.rows] if isinstance(question, Grid) else [question.label]
            when = f" (only if {question.shown_if})" if question.shown_if else ""
            for words in asked:
                yield Row(
                    (section.title, f"{words}{when}", answers, "yes" if question.required else "no"), survey.basis
                )


def _read(d: Definition) -> Iterator[Table]:
    titles = {each.key: each.title for each in d.timetable.milestones}
    documents = (
        Row((each.title, each.summary, each.audience, titles.get(each.released_with, "")), each.basis)
        for each in d.documents
    )
    yield _table("Documents", ["Document", "What it is", "For", "Released with"], documents)


def _told(d: Definition) -> Iterator[Table]:
    sections = (Row((each.title, each.guidance), each.basis) for each in d.report.sections)
    yield _table("Sections of the report", ["Section", "What belongs there"], sections)
    exhibits = (Row((each.title, each.kind), each.basis) for each in d.report.exhibits)
    yield _table("Tables and charts", ["What it shows", "Kind"], exhibits)
    outputs = (
        Row((each.title, each.to, "yes" if each.public else "no", each.detail), each.basis) for each in d.report.outputs
    )
    yield _table("What is sent or published", ["What", "To", "Public", "Detail"], outputs)


def _before(d: Definition) -> Iterator[Table]:
    rounds = (Row((each.title, each.when, each.areas, each.judgement), each.basis) for each in d.rounds)
    yield _table("Rounds", ["Round", "When", "Areas", "Judgement"], rounds)
    titles = {each.key: each.title for each in d.timetable.milestones}
    for run in d.runs:
        yield from _run(run, titles)


def _run(run: Run, titles: dict[str, str]) -> Iterator[Table]:
    areas = [Row((", ".join(run.areas),))] if run.areas else []
    yield _table(f"{run.title}: areas", ["Areas"], areas)
    dates = (
        Row(
            (
                titles[each.milestone],
                say(each.starts) if each.starts else "",
                say(each.ends) if each.ends else "",
                each.detail,
                each.note,
            ),
            each.basis,
        )
        for each in run.dates
    )
    yield _table(f"{run.title}: dates", ["Milestone", "First day", "Last day", "Detail", "Our note"], dates)
    gathered = (Row((each.what, f"{each.count:,}"), each.basis) for each in run.gathered)
    yield _table(f"{run.title}: gathered", ["What", "How many"], gathered)
    yield _table(f"{run.title}: found", ["Finding"], (Row((fact.text,), fact.basis) for fact in run.found))
    recommended = (
        Row((str(each.number), each.text, ", ".join([*each.owners, *each.partners])), each.basis)
        for each in run.recommendations
    )
    in_all = f" ({len(run.recommendations)} of {run.recommended_in_all})" if run.recommended_in_all else ""
    yield _table(f"{run.title}: recommended{in_all}", ["Number", "Recommendation", "To"], recommended)
    happened = (Row((each.on, each.title, each.detail), each.basis) for each in run.happenings)
    yield _table(f"{run.title}: happened", ["When", "What", "Detail"], happened)
