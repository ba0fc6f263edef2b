"""Changing a questionnaire piece by piece, as plain data (``instruments.written``): each change gives new data.

Sections and questions are named by their keys. Whatever is changed is read again as a whole, so that a change that
breaks something elsewhere, such as a condition on a question that is gone, is told (``faults``).
"""

import copy
from collections.abc import Mapping, Sequence
from typing import Any

from instruments.reading import key_from
from instruments.scales import SCALES
from instruments.written import from_data

Data = dict[str, Any]


class NotThere(LookupError):
    """No section or question of this key; somebody may have removed it meanwhile."""


def faults(data: Data) -> list[str]:
    """What is wrong with the whole, in sentences that say how to mend it; none where it can be published."""
    return [f"{each.says} {each.remedy}" for each in from_data("questionnaire", data)[1]]


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


# --- Options, as people write them: one a line --------------------------------------------------------------------------


def options_as_lines(question: Mapping[str, Any]) -> str:
    """Options as lines: “Adults”, “Often | 4” with a score, “None of these | alone” for one that excludes the others."""
    lines = []
    for option in question.get("options", []):
        given = {"label": option} if isinstance(option, str) else option
        parts = [given["label"]]
        parts += [str(given["score"])] if given.get("score") is not None else []
        parts += ["alone"] if given.get("exclusive") else []
        lines.append(" | ".join(parts))
    return "\n".join(lines)


def options_from_lines(text: str, before: Sequence[Any] = ()) -> list[Data]:
    """Options of such lines. One that was there before keeps its key, though it is worded or placed anew."""
    old = [{"key": key_from(each), "label": each} if isinstance(each, str) else each for each in before]
    by_label = {each["label"]: each for each in old}
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
        if hint := by_label.get(each["label"], {}).get("hint"):
            each["hint"] = hint
    return said


def rows_from_lines(text: str, before: Sequence[Any] = ()) -> list[Data]:
    """Rows of a grid, one a line; one that was there before keeps its key."""
    return [{"key": each["key"], "label": each["label"]} for each in options_from_lines(text.replace("|", "/"), before)]


def scale_of(question: Mapping[str, Any]) -> str:
    """The scale that a question names instead of options; empty where it lists its own."""
    return question.get("scale", "") if question.get("scale") in SCALES else ""


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
