"""Questions as a page shows them: their words with earlier answers in place, what was typed, and what is wrong with it."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from instruments.answers import Reading, Typed
from instruments.questions import Group, Instrument, Question, Ranking, Section, piped


@dataclass(frozen=True)
class Control:
    """One question on a page. ``name`` is that of its field, from which the names of its parts are made."""

    question: Question
    name: str
    label: str
    hint: str
    typed: Typed
    problems: Mapping[str, str]
    entries: tuple[tuple[str, tuple["Control", ...]], ...] = field(default=())

    @property
    def kind(self) -> str:
        return self.question.kind

    @property
    def places(self) -> list[str]:
        """The places that an option of a ranking may have."""
        how_many = self.question.how_many if isinstance(self.question, Ranking) else 0
        return [str(place) for place in range(1, how_many + 1)]

    def value(self, part: str = "") -> str:
        """What was typed, as it was typed."""
        values = self.typed.get(self.name + part)
        return values[-1] if values else ""

    def is_chosen(self, key: str) -> bool:
        return key in self.typed.get(self.name, ())

    def problem(self, part: str = "") -> str:
        """What is wrong with what was typed; nothing where nothing is."""
        return self.problems.get(self.name + part, "")


@dataclass(frozen=True)
class Drawn:
    """One section on a page."""

    section: Section
    intro: str
    controls: tuple[Control, ...]


def sections(instrument: Instrument, reading: Reading, typed: Typed) -> list[Drawn]:
    """The sections that the answers so far call for, ready to be shown."""
    return [
        Drawn(
            section,
            piped(section.intro, instrument, reading.values),
            tuple(_control(instrument, each, each.key, reading, typed) for each in questions),
        )
        for section, questions in instrument.asked(reading.values)
    ]


def errors(reading: Reading) -> list[dict[str, str]]:
    """What the error summary lists, each with the id of the control to which it leads."""
    return [{"message": words, "id": f"id_{name}"} for name, words in reading.problems.items()]


def _control(instrument: Instrument, question: Question, name: str, reading: Reading, typed: Typed) -> Control:
    return Control(
        question,
        name,
        piped(question.label, instrument, reading.values),
        piped(question.hint, instrument, reading.values),
        typed,
        reading.problems,
        tuple(_entries(instrument, question, name, reading, typed)) if isinstance(question, Group) else (),
    )


def _entries(
    instrument: Instrument, group: Group, name: str, reading: Reading, typed: Typed
) -> Iterable[tuple[str, tuple[Control, ...]]]:
    """Those that were begun, and one more to begin."""
    begun = {place for place in range(group.most) if any(_begun(typed, f"{name}.{place}."))}
    for place in range(min(max(begun, default=-1) + 2, group.most)):
        yield (
            f"{group.each} {place + 1}",
            tuple(
                _control(instrument, inner, f"{name}.{place}.{inner.key}", reading, typed) for inner in group.questions
            ),
        )


def _begun(typed: Typed, start: str) -> Iterable[bool]:
    return (any(value.strip() for value in values) for name, values in typed.items() if name.startswith(start))
