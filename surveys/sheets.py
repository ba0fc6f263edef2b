"""The pages of a form: which there are after the answers so far, and what was typed on one of them."""

import hashlib
import itertools
import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from instruments.answers import Compiled, Reading, Typed, typed_of
from instruments.conditions import Condition, names
from instruments.questions import Instrument, Question, Section

Values = Mapping[str, object]


@dataclass(frozen=True)
class Sheet:
    """One page of a form: a section, or one question of it."""

    key: str
    section: Section
    questions: tuple[Question, ...]
    is_first_of_section: bool = True
    #: Whether it holds its whole section, and so also what comes up in it.
    is_section: bool = True


def sheets(instrument: Instrument, values: Values) -> list[Sheet]:
    """The pages that these answers call for, in their order. A section with words alone is a page too."""
    found = []
    for section, questions in instrument.asked(values):
        if not instrument.one_at_a_time or not questions:
            found.append(Sheet(section.key, section, tuple(questions)))
            continue
        found += [
            Sheet(question.key, section, (question,), is_first_of_section=not place, is_section=False)
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


def how_many(instrument: Instrument, values: Values, page: Sheet) -> int | None:
    """How many pages there are; None while an answer on this page or a later one can still add some or take some away."""
    pages = sheets(instrument, values)
    passed = {key for each in itertools.takewhile(lambda each: each.key != page.key, pages) for key in keys_of(each)}
    standing, to_come = instrument.standing(values), set[str]()
    for section in instrument.sections:
        if _hangs_on(section.shown_if, to_come):
            return None
        if not _holds(section.shown_if, standing):
            continue
        # Those that may be asked, each with whether that hangs on an answer to come.
        asked = {}
        for question in section.questions:
            if (hangs := _hangs_on(question.shown_if, to_come)) or _holds(question.shown_if, standing):
                asked[question.key] = hangs
                to_come |= {question.key} - passed
        if asked and (any(asked.values()) if instrument.one_at_a_time else all(asked.values())):
            return None
    return len(pages)


def _hangs_on(condition: Condition | None, keys: set[str]) -> bool:
    return condition is not None and bool(names(condition) & keys)


def _holds(condition: Condition | None, standing: Values) -> bool:
    return condition is None or condition.holds(standing)


def keys_of(page: Sheet) -> set[str]:
    """The questions whose answers a page decides; in a section on one page also those that come up in it."""
    return {question.key for question in (page.section.questions if page.is_section else page.questions)}


# --- How far a form has come --------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class SoFar:
    """A form as far as it has come: its answers, what was typed and cannot be taken yet, and the page it was left on."""

    values: Values = field(default_factory=dict)
    not_taken: Typed = field(default_factory=dict)
    at: str = ""

    def as_typed(self, instrument: Instrument) -> dict[str, list[str]]:
        """What a form is filled with again: the answers as somebody would type them, and what was typed in vain."""
        return as_typed(instrument, self.values) | {name: list(values) for name, values in self.not_taken.items()}

    def keys_not_taken(self) -> set[str]:
        return {name.partition(".")[0] for name in self.not_taken}

    def mark(self, keys: Iterable[str]) -> str:
        """Of what a page holds: whether somebody has changed it meanwhile can be told from it."""
        told = set(keys)
        said = {key: self.values[key] for key in sorted(told) if key in self.values}
        vain = {name: list(each) for name, each in self.not_taken.items() if name.partition(".")[0] in told}
        return hashlib.sha256(json.dumps([said, vain], sort_keys=True).encode()).hexdigest()[:16]


def as_typed(instrument: Instrument, values: Values) -> dict[str, list[str]]:
    """What somebody would have typed to give these answers."""
    typed: dict[str, list[str]] = {}
    for key, question in instrument.by_key.items():
        if key in values:
            typed |= typed_of(question, values[key])
    return typed


def first_unfinished(compiled: Compiled, so_far: SoFar) -> Sheet:
    """Where to go on: the page on which it was left, or one before it that still lacks something.

    Where nobody knows on which it was left, it is the last page that was begun, or the one behind it.
    """
    pages = sheets(compiled.instrument, so_far.values)
    lacking = {question.key for question in compiled.missing(so_far.values)} | so_far.keys_not_taken()
    lacks = [place for place, page in enumerate(pages) if any(each.key in lacking for each in page.questions)]
    begun = [place for place, page in enumerate(pages) if any(each.key in so_far.values for each in page.questions)]
    last = max(begun, default=0)
    if begun and all(each.key in so_far.values for each in pages[last].questions):
        last += 1
    left = next((place for place, page in enumerate(pages) if page.key == so_far.at), last)
    return pages[min([left, len(pages) - 1, *lacks])]


# --- One page, as it comes back -----------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Read:
    """What came with a page: its answers and their faults, questions that they call for, and how far the form is now."""

    reading: Reading
    further: list[Question]
    so_far: SoFar

    @property
    def is_finished(self) -> bool:
        return self.reading.is_whole and not self.further


def read(compiled: Compiled, page: Sheet, typed: Typed, so_far: SoFar) -> Read:
    """What was typed on a page, and the questions that its answers call for and that were not shown yet.

    The page says in its field ``shown`` which questions it showed; a problem with one that it did not is no problem yet.
    Nothing is lost: what cannot be taken is kept as it was typed, and answers that are not called for now stay, in case
    they are again. Only ``Instrument.standing`` answers are sent.
    """
    only, known = keys_of(page), so_far.values
    reading = compiled.read(typed, known=known, only=only)
    shown = set(" ".join(typed.get("shown", [])).split())
    now = sheet_of(compiled.instrument, reading.values, page)
    further = [question for question in now.questions if question.key not in shown] if shown else []
    unseen = {question.key for question in further}
    problems = {name: words for name, words in reading.problems.items() if name.partition(".")[0] not in unseen}
    asked = {question.key for _, questions in compiled.instrument.asked(reading.values) for question in questions}
    resting = {key: value for key, value in known.items() if key not in reading.values and key not in asked}
    elsewhere = {name: values for name, values in so_far.not_taken.items() if name.partition(".")[0] not in only}
    return Read(
        Reading(reading.values, problems),
        further,
        SoFar({**reading.values, **resting}, elsewhere | compiled.not_taken(typed, reading.problems), at=page.key),
    )


def come_back(compiled: Compiled, page: Sheet, so_far: SoFar) -> Reading:
    """A page that is opened again: its answers, and what is wrong with what was typed and could not be taken."""
    wrong = so_far.keys_not_taken() & keys_of(page)
    if not wrong:
        return Reading(dict(so_far.values))
    found = compiled.read(so_far.as_typed(compiled.instrument), known=so_far.values, only=keys_of(page))
    problems = {name: words for name, words in found.problems.items() if name.partition(".")[0] in wrong}
    return Reading(dict(so_far.values), problems)


def sheet_of(instrument: Instrument, values: Values, page: Sheet) -> Sheet:
    """The same page after these answers: other questions may stand on it now."""
    return next((each for each in sheets(instrument, values) if each.key == page.key), page)
