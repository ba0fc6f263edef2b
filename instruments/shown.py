"""Answers as a page shows them to whoever gave or reads them: words, or a list where there are several things in one."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from instruments.answers import Typed
from instruments.questions import Answers, Grid, Group, Instrument, MultipleChoice, Question, Ranking, in_words, piped


@dataclass(frozen=True)
class Part:
    """One thing of several in an answer: a statement with what was chosen, or an entry with its own parts."""

    title: str
    words: str = ""
    parts: tuple["Part", ...] = ()


@dataclass(frozen=True)
class Shown:
    """One question with its answer. ``not_taken`` is what was typed and cannot be an answer yet."""

    question: Question
    label: str
    words: str = ""
    parts: tuple[Part, ...] = ()
    is_ordered: bool = False
    not_taken: str = ""

    @property
    def is_answered(self) -> bool:
        return bool(self.words or self.parts)


def shown(
    instrument: Instrument, questions: Iterable[Question], answers: Answers, not_taken: Typed | None = None
) -> list[Shown]:
    """Questions with their answers, in their order."""
    return [
        Shown(
            each,
            piped(each.label, instrument, answers),
            words=in_words(each, answers.get(each.key)) if not parts else "",
            parts=parts,
            is_ordered=isinstance(each, Ranking),
            not_taken=_typed_into(each, not_taken or {}),
        )
        for each in questions
        for parts in [parts_of(each, answers.get(each.key))]
    ]


def parts_of(question: Question, value: object) -> tuple[Part, ...]:
    """What an answer is made of, where it is made of several things; nothing where it is one."""
    labels = {option.key: option.label for option in question.options_of()}
    match question, value:
        case Grid(), dict():
            return tuple(Part(words, labels.get(value[key], "")) for key, words in question.rows if key in value)
        case ((Ranking() | MultipleChoice()), list()):
            return tuple(Part(labels.get(str(key), str(key))) for key in value)
        case Group(), list():
            return tuple(
                Part(f"{question.each} {place}", parts=_entry(question, one)) for place, one in enumerate(value, 1)
            )
    return ()


def _entry(group: Group, one: Answers) -> tuple[Part, ...]:
    return tuple(Part(inner.label, in_words(inner, one[inner.key])) for inner in group.questions if inner.key in one)


def _typed_into(question: Question, typed: Typed) -> str:
    """What stands in a question's fields, in one line."""
    values: list[Sequence[str]] = [
        given for name, given in typed.items() if name == question.key or name.startswith(f"{question.key}.")
    ]
    return ", ".join(value for given in values for value in given if value)
