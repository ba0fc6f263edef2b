"""What many pages hold: facts with what they rest on, and when a day is."""

from __future__ import annotations

from datetime import date
from typing import Any

from instruments.plain_text import Table
from programmes import definition_words as words
from programmes.date_rules import STARTS, WEEKDAYS, DayOne, Fixed, Offset, Rule
from programmes.definition import Fact


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
