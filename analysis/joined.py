"""Answers that are counted as one where areas are shown: “agree” with “strongly agree”.

Most areas have too few answers for a table of five or six columns: nearly all of it would be marks. The country and its
services and roles are shown answer by answer, areas by joined ones; never one group by both (docs/disclosure.md).
"""

from collections.abc import Iterable, Mapping
from dataclasses import replace

from instruments import said, scales
from instruments.disclosure.counts import LEFT_OUT, Join
from instruments.questions import Grid, Instrument, Question, SingleChoice
from instruments.scales import Joined, Option

PREFIX = "joined/"
#: The ways of parting respondents by which joined answers are shown.
BY = frozenset({"area"})


def is_joined(question: str) -> bool:
    return question.startswith(PREFIX)


def whole_of(question: str) -> str:
    """The key of the question whose answers are joined in this one."""
    return question.removeprefix(PREFIX)


def side_of(asked) -> tuple[str, str] | None:
    """(its key, the words for having given it) of the joined answer that a sentence is about."""
    for found in scales.JOINED.values():
        if tuple((one.key, one.label) for one in found) == tuple(asked.answers[:-1]):
            for one in found:
                if words := said.words_of_side(one.options):
                    return one.key, words
    return None


def forms_of(asked: Iterable) -> list:
    """The joined form of each question whose answers are a scale that can be joined."""
    return [replace(each, key=PREFIX + each.key, answers=_answers(found), scores=()) for each, found in _found(asked)]


def joins_of(asked: Iterable) -> tuple[Join, ...]:
    """The same for disclosure control: which answer of each question is counted as which."""
    return tuple(
        Join(
            PREFIX + each.key,
            each.key,
            {LEFT_OUT: LEFT_OUT} | {option: one.key for one in found for option in one.options},
        )
        for each, found in _found(asked)
    )


def table_of(join: Join, by_grouping: Mapping[str, Mapping[str, Mapping[str, int]]]) -> dict:
    """The joined form of a question's counts: {grouping: {group: {answer: respondents}}}."""
    return {grouping: {group: _row(join, row) for group, row in rows.items()} for grouping, rows in by_grouping.items()}


def as_areas_see(instrument: Instrument) -> Instrument:
    """The questionnaire with its scales as areas are shown them, to compare rounds by."""
    sections = tuple(
        replace(section, questions=tuple(_with_joined_options(question) for question in section.questions))
        for section in instrument.sections
    )
    return replace(instrument, sections=sections)


def _with_joined_options(question: Question) -> Question:
    found = scales.joined(tuple((option.key, option.label) for option in question.options_of()))
    if not found or not isinstance(question, SingleChoice | Grid):
        return question
    return replace(question, options=tuple(Option(one.key, one.label) for one in found))


def _row(join: Join, row: Mapping[str, int]) -> dict[str, int]:
    found: dict[str, int] = dict.fromkeys(join.answers.values(), 0)
    for answer, count in row.items():
        found[join.answers[answer]] += count
    return found


def _found(asked: Iterable) -> list[tuple]:
    """Questions with what is joined in them; the last of a question's answers is that it was left out."""
    return [(each, found) for each in asked if (found := scales.joined(each.answers[:-1]))]


def _answers(found: tuple[Joined, ...]) -> tuple[tuple[str, str], ...]:
    return (*((one.key, one.label) for one in found), (LEFT_OUT, "Left out"))
