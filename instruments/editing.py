"""Changing a questionnaire piece by piece, as plain data (``instruments.written``): each change gives new data.

Sections and questions are named by their keys. Whatever is changed is read again as a whole, so that a change that
breaks something elsewhere, such as a condition on a question that is gone, is told (``faults``).
"""

import copy
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from instruments.questions import KINDS, Group, Instrument, Question, Section
from instruments.reading import key_from
from instruments.scales import SCALES
from instruments.written import from_data
from interface.counting import counted

Data = dict[str, Any]


class NotThere(LookupError):
    """No section or question of this key; somebody may have removed it meanwhile."""


@dataclass(frozen=True)
class Fault:
    """One thing that is wrong, what to do about it, and where: a question, a section, or neither where it is the whole."""

    says: str
    section: str = ""
    question: str = ""
    #: The words of the question or the section.
    about: str = field(default="", compare=False)

    def __str__(self) -> str:
        return f"“{self.about}”: {self.says}" if self.about else self.says


def faults(data: Data) -> list[Fault]:
    """What is wrong with the whole, in sentences that say how to mend it; none where it can be published."""
    # There is no text here with lines: each section and each question counts as one, so that a finding says where it is.
    lines, places = {}, {1: ("", "", "")}
    for at, section in enumerate(data.get("section", [])):
        lines["section", at] = len(places) + 1
        places[len(places) + 1] = (section["key"], "", section["title"])
        for within, question in enumerate(section.get("question", [])):
            lines["section", at, "question", within] = len(places) + 1
            places[len(places) + 1] = (section["key"], question["key"], question["label"])
    findings = from_data("questionnaire", data, lines=lines)[1]
    return [Fault(f"{each.says} {each.remedy}", *places[each.line]) for each in findings]


def with_settings(data: Data, **settings: str) -> Data:
    """Title, words around the questions, and whether a page holds a section or one question."""
    return {**data, **settings}


def section_of(data: Data, key: str) -> Data:
    """One section's own data; raises NotThere."""
    return data["section"][_place(data["section"], key)]


def question_of(data: Data, section: str, key: str) -> Data:
    """One question's own data; raises NotThere."""
    questions = section_of(data, section).get("question", [])
    return questions[_place(questions, key)]


def put_section(data: Data, section: Mapping[str, Any], *, key: str = "") -> Data:
    """A section changed in place, or (without a key) a new one at the end, whose key is made of its title."""
    changed = copy.deepcopy(data)
    sections = changed["section"]
    if key:
        place = _place(sections, key)
        sections[place] = {**section, "key": key, "question": sections[place].get("question", [])}
        return changed
    taken = [each["key"] for each in sections]
    sections.append({**section, "key": _free(key_from(section["title"]), taken), "question": []})
    return changed


def put_question(data: Data, section: str, question: Mapping[str, Any], *, key: str = "") -> Data:
    """A question changed in place, or (without a key) a new one at the end of a section, whose key is made of its words."""
    changed = copy.deepcopy(data)
    questions = changed["section"][_place(changed["section"], section)].setdefault("question", [])
    if key:
        questions[_place(questions, key)] = {**question, "key": key}
        return changed
    taken = [each["key"] for one in changed["section"] for each in one.get("question", [])]
    questions.append({**question, "key": _free(key_from(question["label"]), taken)})
    return changed


def moved(data: Data, section: str, question: str = "", *, by: int) -> Data:
    """A section, or a question of one, so many places further down (up, where negative).

    A question that leaves its section at one end goes on in the next.
    """
    changed = copy.deepcopy(data)
    sections = changed["section"]
    at = _place(sections, section)
    if not question:
        to = min(max(at + by, 0), len(sections) - 1)
        sections.insert(to, sections.pop(at))
        return changed
    questions = sections[at].setdefault("question", [])
    place = _place(questions, question)
    to = place + by
    if 0 <= to < len(questions):
        questions.insert(to, questions.pop(place))
    elif 0 <= at + by < len(sections):
        neighbour = sections[at + by].setdefault("question", [])
        neighbour.insert(len(neighbour) if by < 0 else 0, questions.pop(place))
    return changed


def without(data: Data, section: str, question: str = "") -> Data:
    """Less a question, or a whole section with its questions."""
    changed = copy.deepcopy(data)
    at = _place(changed["section"], section)
    if question:
        questions = changed["section"][at].get("question", [])
        questions.pop(_place(questions, question))
    else:
        changed["section"].pop(at)
    return changed


def as_next_round(data: Data) -> Data:
    """The same questions as the beginning of a later version: each says which one it is, so that rounds compare."""
    changed = copy.deepcopy(data)
    for section in changed["section"]:
        for question in section.get("question", []):
            question["same_as"] = question["key"]
    return changed


# --- What one version has that another has not --------------------------------------------------------------------------

#: So many questions are named of those that a sentence is about; of the rest it says how many there are.
NAMED = 5


def differences(before: Data, after: Data) -> list[str]:
    """What a version changes of another, in sentences; that nothing does is a sentence too."""
    was, now = (from_data("questionnaire", data)[0] for data in (before, after))
    old, new = was.by_key, now.by_key
    kept = [key for key in new if key in old]
    # That a question says which one it is in an earlier version changes nothing for whoever answers.
    changed = [key for key in kept if replace(new[key], same_as="") != replace(old[key], same_as="")]
    found = [
        _naming("new question", [new[key] for key in new if key not in old]),
        _naming("question", [old[key] for key in old if key not in new], "that {} not asked any more"),
        _naming("question", [new[key] for key in changed], "that {} changed"),
    ]
    if kept != [key for key in old if key in new] or _headings(was) != _headings(now):
        found.append("The sections, or the order of the questions, are changed.")
    if replace(was, sections=()) != replace(now, sections=()):
        found.append("The title, or words around the questions, are changed.")
    return [each for each in found if each] or ["Nothing is changed: it asks the same in the same words."]


def _headings(instrument: Instrument) -> list[Section]:
    return [replace(section, questions=()) for section in instrument.sections]


def _naming(noun: str, questions: Sequence[Question], that: str = "") -> str:
    if not questions:
        return ""
    what = " ".join([counted(len(questions), noun), that.format("is" if len(questions) == 1 else "are")]).strip()
    named = ", ".join(f"“{each.label}”" for each in questions[:NAMED])
    more = f", and {len(questions) - NAMED} more" if len(questions) > NAMED else ""
    return f"{what}: {named}{more}."


# --- Options, as people write them: one a line --------------------------------------------------------------------------


def options_as_lines(options: Sequence[Any]) -> str:
    """Options as lines: “Adults”, “Often | 4” with a score, “None of these | alone” for one that excludes the others."""
    lines = []
    for option in options:
        given = {"label": option} if isinstance(option, str) else option
        parts = [given["label"]]
        parts += [str(given["score"])] if given.get("score") is not None else []
        parts += ["alone"] if given.get("exclusive") else []
        lines.append(" | ".join(parts))
    return "\n".join(lines)


def options_from_lines(text: str, before: Sequence[Any] = ()) -> list[Data]:
    """Options of such lines. One that was there before keeps its key, though it is worded or placed anew."""
    old = [{"key": key_from(each), "label": each} if isinstance(each, str) else each for each in before]
    by_label, by_key = ({each[by]: each for each in old} for by in ("label", "key"))
    lines = [line.strip() for line in text.splitlines() if line.strip()]
    said = [_option(line) for line in lines]
    labels = {each["label"] for each in said}
    taken = [by_label[each["label"]]["key"] for each in said if each["label"] in by_label]
    for place, each in enumerate(said):
        if each["label"] in by_label:
            each["key"] = by_label[each["label"]]["key"]
        elif len(said) == len(old) and old[place]["label"] not in labels:
            each["key"] = old[place]["key"]
        else:
            each["key"] = _free(key_from(each["label"]), taken)
        taken.append(each["key"])
        if hint := by_key.get(each["key"], {}).get("hint"):
            each["hint"] = hint
    return said


def rows_from_lines(text: str, before: Sequence[Any] = ()) -> list[Data]:
    """Rows of a grid, one a line; one that was there before keeps its key."""
    return [{"key": each["key"], "label": each["label"]} for each in options_from_lines(text.replace("|", "/"), before)]


def options_of_scale(name: str) -> list[Data]:
    """The options that a scale stands for, as a question would list them; none where there is no such scale."""
    return [
        {"key": each.key, "label": each.label} | ({} if each.score is None else {"score": each.score})
        for each in SCALES.get(name, ())
    ]


# --- Questions within a repeated group, one a line: their kind, their words, and behind a line the key of those there were --


class NotALine(ValueError):
    """A line that asks nothing which can be asked there; its words say why."""


#: What can be asked within a group by a line alone: kinds that need no more than their words.
WITHIN = ("short text", "long text", "number", "date", "yes or no", "rating")
#: What a question keeps though it is made one of another kind.
OF_EVERY_KIND = ("key", "hint", "why", "required", "shown_if", "identifies", "publish", "same_as")


def inner_as_lines(questions: Sequence[Data]) -> str:
    """Questions as lines: “single choice: Which grade? | grade”."""
    return "\n".join(f"{each['kind']}: {_in_one_line(each['label'])} | {each['key']}" for each in questions)


def inner_from_lines(text: str, before: Sequence[Data] = ()) -> list[Data]:
    """Questions of such lines; raises NotALine. One that was there before keeps all that its line does not say.

    It is known by its key, wherever its line stands and however it is worded; a line without a key is known by its kind
    and words, or else by its place where there are as many lines as there were.
    """
    lines = [_inner(line.strip(), {each["key"] for each in before}) for line in text.splitlines() if line.strip()]
    left = {each["key"]: each for each in before}
    olds: list[Data | None] = [left.pop(key, None) for _, _, key in lines]
    for place, (kind, label, key) in enumerate(lines):
        if key and olds[place] is None:
            raise NotALine(f"Two lines end in “| {key}”. Remove that from the one that is new.")
        if not key:
            same = next(
                (k for k, each in left.items() if (each["kind"], _in_one_line(each["label"])) == (kind, label)), ""
            )
            olds[place] = left.pop(same, None)
    for place, (kind, _, _) in enumerate(lines):
        if olds[place] is None and len(lines) == len(before) and before[place]["kind"] == kind:
            olds[place] = left.pop(before[place]["key"], None)
    taken = [each["key"] for each in olds if each]
    found = []
    for (kind, label, _), old in zip(lines, olds, strict=True):
        if (old is None or old["kind"] != kind) and kind not in WITHIN:
            raise NotALine(_cannot_be_written(kind, label))
        found.append(
            _worded(old, kind, label) if old else {"kind": kind, "label": label, "key": free_key(label, taken)}
        )
        taken.append(found[-1]["key"])
    return found


def _inner(line: str, keys: Collection[str]) -> tuple[str, str, str]:
    """The kind, the words and the key of a line; no key where it names none of these."""
    words, _, key = (part.strip() for part in line.rpartition("|"))
    if key not in keys:
        words, key = line, ""
    kind, _, label = (part.strip() for part in words.partition(":"))
    if kind.lower() not in KINDS or not label:
        raise NotALine(f"“{line[:60]}” is not a kind and a question. Kinds: {', '.join(WITHIN)}.")
    return kind.lower(), _in_one_line(label), key


def _worded(old: Data, kind: str, label: str) -> Data:
    if old["kind"] != kind:
        old = {name: old[name] for name in OF_EVERY_KIND if name in old}
    same_words = _in_one_line(old.get("label", "")) == label
    return {**old, "kind": kind, "label": old["label"] if same_words else label}


def _cannot_be_written(kind: str, label: str) -> str:
    if kind == Group.kind:
        return f"“{label[:60]}” cannot be a repeated group: there is none within another."
    return (
        f"“{label[:60]}” needs more than a line, as a {kind} has options. Bring it in a form made in a spreadsheet, "
        f"or ask it in one of these kinds: {', '.join(WITHIN)}."
    )


def _in_one_line(words: str) -> str:
    return " ".join(words.split())


def _option(line: str) -> Data:
    label, *marks = [part.strip() for part in line.split("|")]
    option: Data = {"label": label}
    for mark in marks:
        if mark.lower() == "alone":
            option["exclusive"] = True
        elif mark.lstrip("-").isdigit() and len(mark) <= 6:
            option["score"] = int(mark)
        else:
            option["label"] = f"{option['label']} | {mark}"
    return option


def _place(items: Sequence[Mapping[str, Any]], key: str) -> int:
    for place, each in enumerate(items):
        if each.get("key") == key:
            return place
    raise NotThere(key)


def free_key(words: str, taken: Sequence[str]) -> str:
    """A key made of words that no other has."""
    return _free(key_from(words), taken)


def _free(key: str, taken: Sequence[str]) -> str:
    if key not in taken:
        return key
    return next(f"{key[:56]}-{number}" for number in range(2, 1000) if f"{key[:56]}-{number}" not in taken)
