"""programme.toml: the programme itself."""

from __future__ import annotations

from typing import Any

from instruments.plain_text import Page, Table
from programmes import definition_words as words
from programmes.definition import Code, Definition, Fact, Figure, JudgementQuestion, Round, TakesPart, TeamRole, Term
from programmes.definition_pages.parts import basis, fact, facts
from programmes.definition_pages.registers import scrutiny_bodies


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
