"""A questionnaire as plain data that JSON can hold, and back: how a version is kept, copied and edited.

The data has the shape of the text that ``instruments.reading`` reads, so that one reader checks whatever comes in.
Days are ISO strs. What has its usual value is left out.
"""

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from typing import Any

from instruments.plain_text import Finding, Page
from instruments.questions import (
    Day,
    Grid,
    Group,
    Instrument,
    LongText,
    MultipleChoice,
    Number,
    Question,
    Ranking,
    Section,
    ShortText,
    SingleChoice,
)
from instruments.reading import WORDS_AROUND, the_instrument
from instruments.scales import SCALES, Option


def as_data(instrument: Instrument) -> dict[str, Any]:
    """The questionnaire as plain data."""
    return _without_blanks(
        title=instrument.title,
        intro=instrument.intro,
        privacy=instrument.privacy,
        thanks=instrument.thanks,
        minutes=instrument.minutes,
        **{name: getattr(instrument, name) for name in WORDS_AROUND},
        quoted_if=str(instrument.quoted_if or ""),
        page="question" if instrument.one_at_a_time else "",
    ) | {"section": [_section(each) for each in instrument.sections]}


def from_data(
    key: str, data: Mapping[str, Any], *, lines: Mapping[tuple[Any, ...], int] | None = None
) -> tuple[Instrument, list[Finding]]:
    """The questionnaire that the data holds, and what is wrong with it. Lines mean nothing in the findings.

    They do where ``lines`` says which number stands for which path, as ``("section", 0, "question", 2)``.
    """
    page = Page(key, with_days(dict(data)), dict(lines or {}), [])
    instrument = the_instrument(key, page)
    page.top.asked |= {"title", "intro", "privacy", "thanks", "minutes", "quoted_if", "page", "section", *WORDS_AROUND}
    return instrument, page.findings


def with_days(value: Any) -> Any:
    """The same data with days in place of the strs that JSON holds instead."""
    if isinstance(value, dict):
        return {
            name: date.fromisoformat(part)
            if name in ("earliest", "latest") and isinstance(part, str)
            else with_days(part)
            for name, part in value.items()
        }
    return [with_days(part) for part in value] if isinstance(value, list) else value


def _without_blanks(**values: Any) -> dict[str, Any]:
    return {name: value for name, value in values.items() if value not in ("", None, False, 0)}


def _section(section: Section) -> dict[str, Any]:
    return _without_blanks(
        key=section.key, title=section.title, intro=section.intro, shown_if=str(section.shown_if or "")
    ) | {"question": [question_data(each) for each in section.questions]}


def question_data(question: Question) -> dict[str, Any]:
    """One question as plain data."""
    data = {"kind": question.kind} | _without_blanks(
        key=question.key,
        label=question.label,
        hint=question.hint,
        why=question.why,
        required=question.required,
        shown_if=str(question.shown_if or ""),
        identifies=question.identifies,
        same_as=question.same_as,
    )
    if not question.publish and not question.identifies:
        data["publish"] = False
    if options := question.options_of():
        data |= _options(options)
    return data | _own(question)


def _own(question: Question) -> dict[str, Any]:
    match question:
        case SingleChoice():
            return {}
        case MultipleChoice():
            return _without_blanks(at_most=question.at_most)
        case ShortText():
            return {"longest": question.longest}
        case LongText():
            return {"words": question.words}
        case Number():
            bounds = {"least": _number(question.least), "most": _number(question.most)}
            return {name: value for name, value in bounds.items() if value is not None} | _without_blanks(
                decimals=question.decimals, unit=question.unit, bands=[_number(each) for each in question.bands] or None
            )
        case Day():
            return _without_blanks(
                earliest=question.earliest and question.earliest.isoformat(),
                latest=question.latest and question.latest.isoformat(),
            )
        case Grid():
            return {"rows": [{"key": key, "label": words} for key, words in question.rows]}
        case Ranking():
            return _without_blanks(places=question.places)
        case Group():
            return {
                "most": question.most,
                "each": question.each,
                "question": [question_data(each) for each in question.questions],
            }
    raise TypeError(f"no such kind of question: {question.kind}")


def _number(value: Decimal | None) -> int | float | None:
    if value is None:
        return None
    return int(value) if value == value.to_integral_value() else float(value)


def _options(options: tuple[Option, ...]) -> dict[str, Any]:
    for name, scale in SCALES.items():
        if scale == options:
            return {"scale": name}
    found = []
    for option in options:
        data: dict[str, Any] = {"key": option.key, "label": option.label}
        if option.score is not None:
            data["score"] = option.score
        found.append(data | _without_blanks(exclusive=option.exclusive, hint=option.hint))
    return {"options": found}
