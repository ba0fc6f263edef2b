"""Questions as a page shows them: their words with earlier answers in place, what was typed, and what is wrong with it."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from instruments.answers import ENTRIES, Reading, Typed
from instruments.questions import Answers, Group, Instrument, Question, Ranking, Section, piped


@dataclass(frozen=True)
class Entry:
    """One of the things that a group asks about."""

    title: str
    place: int
    controls: tuple["Control", ...]


@dataclass(frozen=True)
class Control:
    """One question on a page. ``name`` is that of its field, from which the names of its parts are made."""

    question: Question
    name: str
    label: str
    hint: str
    typed: Typed
    problems: Mapping[str, str]
    entries: tuple[Entry, ...] = field(default=())
    #: Whether the cursor stands here when the page comes: the reader pressed a button beside it.
    is_next: bool = False

    @property
    def kind(self) -> str:
        return self.question.kind

    @property
    def places(self) -> list[str]:
        """The places that an option of a ranking may have."""
        how_many = self.question.how_many if isinstance(self.question, Ranking) else 0
        return [str(place) for place in range(1, how_many + 1)]

    @property
    def has_room(self) -> bool:
        """Whether a group may have one more entry than it shows."""
        return isinstance(self.question, Group) and len(self.entries) < self.question.most

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


def sections(instrument: Instrument, reading: Reading, typed: Typed, *, at: str = "") -> list[Drawn]:
    """The sections that the answers so far call for, ready to be shown. ``at`` names the field that is turned to."""
    return [
        Drawn(
            section,
            piped(section.intro, instrument, reading.values),
            tuple(_control(instrument, each, each.key, reading, typed, at) for each in questions),
        )
        for section, questions in instrument.asked(reading.values)
    ]


def errors(reading: Reading, instrument: Instrument) -> list[dict[str, str]]:
    """What the error summary lists, each with the id of the control to which it leads. Each names its question."""
    found = []
    for name, words in reading.problems.items():
        question = instrument.by_key.get(name.partition(".")[0])
        label = piped(question.label, instrument, reading.values) if question else ""
        found.append({"message": words if label in words else f"{label} {words}", "id": f"id_{name}"})
    return found


def labelled(question: Question, instrument: Instrument, answers: Answers) -> str:
    """A question's words, with earlier answers in their places."""
    return piped(question.label, instrument, answers)


# --- Buttons beside a question, which send the page and come back to it -------------------------------------------------


@dataclass(frozen=True)
class Pressed:
    """What a page holds after such a button, and the field that is turned to."""

    typed: dict[str, list[str]]
    at: str


def pressed(instrument: Instrument, typed: Typed) -> Pressed | None:
    """What “Add another”, “Remove this one” and “Clear my answer” make of what was typed; None where none was pressed."""
    for button, does in (("add", _with_one_more), ("remove", _without_one), ("clear", _cleared)):
        if values := typed.get(button):
            given = {name: list(each) for name, each in typed.items() if name != button}
            key, _, place = values[-1].partition(".")
            if key in instrument.by_key:
                return does(given, instrument.by_key[key], place)
            return Pressed(given, "")
    return None


def _with_one_more(typed: dict[str, list[str]], group: Question, place: str) -> Pressed:
    if not isinstance(group, Group):
        return Pressed(typed, "")
    shown = min(_shown(group, group.key, typed) + 1, group.most)
    typed[group.key + ENTRIES] = [str(shown)]
    return Pressed(typed, f"{group.key}.{shown - 1}.{group.questions[0].key}")


def _without_one(typed: dict[str, list[str]], group: Question, place: str) -> Pressed:
    if not isinstance(group, Group) or not (place.isascii() and place.isdigit() and int(place) < group.most):
        return Pressed(typed, "")
    left: dict[str, list[str]] = {}
    for name, values in typed.items():
        number, _, inner = name.removeprefix(f"{group.key}.").partition(".")
        if not name.startswith(f"{group.key}.") or not number.isdigit() or int(number) < int(place):
            left[name] = values
        elif int(number) > int(place):
            left[f"{group.key}.{int(number) - 1}.{inner}"] = values
    shown = max(_shown(group, group.key, typed) - 1, 1)
    left[group.key + ENTRIES] = [str(shown)]
    return Pressed(left, f"{group.key}.{min(int(place), shown - 1)}.{group.questions[0].key}")


def _cleared(typed: dict[str, list[str]], question: Question, part: str) -> Pressed:
    name = f"{question.key}.{part}" if part else question.key
    return Pressed({each: values for each, values in typed.items() if each != name}, name)


def _shown(group: Group, name: str, typed: Typed) -> int:
    """How many entries of a group a page shows: those that were begun, those that somebody asked for, and always one."""
    begun = [place for place in range(group.most) if any(_begun(typed, f"{name}.{place}."))]
    asked = (typed.get(name + ENTRIES) or ["1"])[-1]
    wished = int(asked) if asked.isascii() and asked.isdigit() and len(asked) < 5 else 1
    return min(max(max(begun, default=0) + 1, wished, 1), group.most)


def _control(instrument: Instrument, question: Question, name: str, reading: Reading, typed: Typed, at: str) -> Control:
    return Control(
        question,
        name,
        piped(question.label, instrument, reading.values),
        piped(question.hint, instrument, reading.values),
        typed,
        reading.problems,
        tuple(_entries(instrument, question, name, reading, typed, at)) if isinstance(question, Group) else (),
        is_next=name == at,
    )


def _entries(
    instrument: Instrument, group: Group, name: str, reading: Reading, typed: Typed, at: str
) -> Iterable[Entry]:
    for place in range(_shown(group, name, typed)):
        inner = tuple(
            _control(instrument, each, f"{name}.{place}.{each.key}", reading, typed, at) for each in group.questions
        )
        yield Entry(f"{group.each} {place + 1}", place, inner)


def _begun(typed: Typed, start: str) -> Iterable[bool]:
    return (any(value.strip() for value in values) for name, values in typed.items() if name.startswith(start))
