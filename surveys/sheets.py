"""The pages of a form: which there are after the answers so far, and what was typed on one of them."""

from collections.abc import Mapping
from dataclasses import dataclass

from instruments.answers import Compiled, Reading, Typed, typed_of
from instruments.questions import Instrument, Question, Section

Values = Mapping[str, object]


@dataclass(frozen=True)
class Sheet:
    """One page of a form: a section, or one question of it."""

    key: str
    section: Section
    questions: tuple[Question, ...]
    is_first_of_section: bool = True


def sheets(instrument: Instrument, values: Values) -> list[Sheet]:
    """The pages that these answers call for, in their order. A section with words alone is a page too."""
    found = []
    for section, questions in instrument.asked(values):
        if not instrument.one_at_a_time or not questions:
            found.append(Sheet(section.key, section, tuple(questions)))
            continue
        found += [
            Sheet(question.key, section, (question,), is_first_of_section=not place)
            for place, question in enumerate(questions)
        ]
    return found


def after(pages: list[Sheet], key: str) -> Sheet | None:
    """The page that follows; None after the last."""
    place = next((place for place, each in enumerate(pages) if each.key == key), len(pages))
    return pages[place + 1] if place + 1 < len(pages) else None


def before(pages: list[Sheet], key: str) -> Sheet | None:
    """The page before; None before the first."""
    place = next((place for place, each in enumerate(pages) if each.key == key), 0)
    return pages[place - 1] if place else None


def as_typed(instrument: Instrument, values: Values) -> dict[str, list[str]]:
    """What somebody would have typed to give these answers: what a form is filled with again."""
    typed: dict[str, list[str]] = {}
    for key, question in instrument.by_key.items():
        if key in values:
            typed |= typed_of(question, values[key])
    return typed


def read(compiled: Compiled, page: Sheet, typed: Typed, known: Values) -> tuple[Reading, list[Question]]:
    """What was typed on a page, and the questions that its answers call for and that were not shown yet.

    The page says in its field ``shown`` which questions it showed; a problem with one that it did not is no problem yet.
    """
    every = {question.key for question in page.section.questions} if len(page.questions) != 1 else set()
    only = every | {question.key for question in page.questions}
    reading = compiled.read(typed, known=known, only=only)
    shown = set(" ".join(typed.get("shown", [])).split())
    now = next((each for each in sheets(compiled.instrument, reading.values) if each.key == page.key), page)
    further = [question for question in now.questions if question.key not in shown] if shown else []
    unseen = {question.key for question in further}
    problems = {name: words for name, words in reading.problems.items() if name.partition(".")[0] not in unseen}
    return Reading(reading.values, problems), further
