"""runs/*.toml: each time that the programme was carried out."""

from __future__ import annotations

from collections import Counter
from datetime import date

from instruments.plain_text import Page, Table
from programmes.date_rules import DayOne
from programmes.definition import Gathered, Happening, Recommendation, Run, RunDate, TimetableDefinition
from programmes.definition_pages.parts import basis, facts


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
    recommendations = tuple(recommendation(table, on) for table in top.tables("recommendation"))
    development = tuple(recommendation(table, on) for table in top.tables("area_for_development"))
    for kind, entered in (("recommendation", recommendations), ("area for development", development)):
        for number, count in Counter(each.number for each in entered).items():
            if count > 1:
                page.find(1, f"The run has two entries for {kind} {number}.", "Give each its own number.")
    found = Run(
        key=key,
        title=top.text("title"),
        areas=top.words("areas"),
        dates=dates,
        happenings=tuple(happening(table, on) for table in top.tables("happening")),
        gathered=tuple(gathered(table, on) for table in top.tables("gathered")),
        found=facts(top, "found", on),
        recommendations=recommendations,
        recommended_in_all=top.whole("recommended_in_all", len(recommendations), at_least=len(recommendations)) or 0,
        areas_for_development=development,
        areas_for_development_in_all=top.whole(
            "areas_for_development_in_all", len(development), at_least=len(development)
        )
        or 0,
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
        note=table.text("note", ""),
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
        partners=table.words("in_partnership_with"),
        is_exact=table.choice("text_is", ["subject", "exact"], "subject") == "exact",
    )
    table.done()
    return found


def gathered(table: Table, on: str) -> Gathered:
    found = Gathered(table.text("what"), table.whole("count", at_least=0) or 0, basis(table, on))
    table.done()
    return found
