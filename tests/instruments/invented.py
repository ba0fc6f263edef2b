"""Invented questionnaires: of every kind of question, with conditions, scores, exclusive options and odd words."""

import math

from hypothesis import strategies as st

from instruments.reading import WORDS_AROUND
from instruments.written import from_data

WORDS = (
    st.text(alphabet=st.sampled_from([*"abcXYZ 019éß’“”'\"<>&=+-@#*_:;,.!?/()|…", "\n"]), min_size=1, max_size=30)
    .map(str.strip)
    .filter(bool)
)
KEYS = st.from_regex(r"\A[a-z][a-z0-9_-]{0,11}\Z").filter(lambda key: key not in ("and", "or", "not"))
VALUES = st.text(alphabet=st.sampled_from(list("abc XYZ019'=<>&()")), min_size=1, max_size=8)
DAYS = st.dates().map(lambda day: day.isoformat())


def alike(words: str) -> str:
    """What two labels must not share: they would be told apart by spaces or capitals alone."""
    return " ".join(words.casefold().split())


@st.composite
def options(draw, *, least: int = 2):
    keys = draw(st.lists(KEYS, min_size=least, max_size=4, unique=True))
    # No two options may have the same words.
    labels = draw(st.lists(WORDS, min_size=len(keys), max_size=len(keys), unique_by=alike))
    found = []
    for key, label in zip(keys, labels, strict=True):
        option = {"key": key, "label": label}
        if draw(st.booleans()):
            option["score"] = draw(st.integers(-5, 9))
        if draw(st.booleans()):
            option["exclusive"] = True
        if draw(st.booleans()):
            option["hint"] = draw(WORDS)
        found.append(option)
    return found


@st.composite
def conditions(draw, before: dict[str, dict], depth: int = 0):
    """A condition on what was asked before, or nothing where nothing can be asked about."""
    if depth < 2 and draw(st.integers(0, 2)) == 0:
        how = draw(st.sampled_from(["and", "or", "not"]))
        parts = [draw(conditions(before, depth + 1)) for _ in range(1 if how == "not" else draw(st.integers(2, 3)))]
        return f"not ({parts[0]})" if how == "not" else f" {how} ".join(f"({part})" for part in parts)
    key = draw(st.sampled_from(sorted(before)))
    question = before[key]
    kind = question["kind"]
    if kind in ("grid", "repeated group") or draw(st.integers(0, 3)) == 0:
        return f"answered({key})"
    if kind in ("multiple choice", "ranking"):
        return f'{key} includes "{draw(st.sampled_from(question["options"]))["key"]}"'
    if kind == "number":
        return f"{key} {draw(st.sampled_from(['=', '!=', '<', '<=', '>', '>=']))} {draw(st.integers(-9, 99))}"
    if kind == "date":
        return f'{key} {draw(st.sampled_from(["=", "!=", "<", ">="]))} "{draw(DAYS)}"'
    sign = draw(st.sampled_from(["=", "!="]))
    if "options" in question:
        return f'{key} {sign} "{draw(st.sampled_from(question["options"]))["key"]}"'
    return f'{key} {sign} "{draw(VALUES)}"'


@st.composite
def questions(draw, taken: set[str], before: dict[str, dict], *, inside: bool = False):
    kinds = ["single choice", "rating", "yes or no", "multiple choice", "short text", "long text", "number", "date"]
    kinds += ["grid", "ranking"] if inside else ["grid", "ranking", "repeated group"]
    kind = draw(st.sampled_from(kinds))
    key = draw(KEYS.filter(lambda each: each not in taken))
    taken.add(key)
    data = {"kind": kind, "key": key, "label": draw(WORDS)}
    for name in ("hint", "why"):
        if draw(st.booleans()):
            data[name] = draw(WORDS)
    if draw(st.booleans()):
        data["same_as"] = draw(KEYS)
    for name in ("required", "identifies"):
        if draw(st.booleans()):
            data[name] = True
    if not data.get("identifies") and draw(st.booleans()):
        data["publish"] = False
    shown = [each for each, question in before.items() if not question.get("identifies")]
    if shown and draw(st.booleans()):
        data["label"] += f" {{{{ {draw(st.sampled_from(shown))} }}}}"
    if before and draw(st.booleans()):
        data["shown_if"] = draw(conditions(before))
    data |= draw(_own(kind))
    before[key] = data
    return data


@st.composite
def _own(draw, kind: str):
    match kind:
        case "multiple choice":
            found = draw(options(least=3))
            return {"options": found} | ({"at_most": 2} if draw(st.booleans()) else {})
        case "ranking":
            found = draw(options())
            return {"options": found} | ({"places": draw(st.integers(1, len(found)))} if draw(st.booleans()) else {})
        case "single choice" | "rating" | "yes or no":
            return {"options": draw(options())}
        case "grid":
            keys = draw(st.lists(KEYS, min_size=1, max_size=3, unique=True))
            labels = draw(st.lists(WORDS, min_size=len(keys), max_size=len(keys), unique_by=alike))
            rows = [{"key": key, "label": label} for key, label in zip(keys, labels, strict=True)]
            return {"options": draw(options()), "rows": rows}
        case "short text":
            return {"longest": draw(st.integers(1, 999))}
        case "long text":
            return {"words": draw(st.integers(1, 5000))}
        case "number":
            places = draw(st.integers(0, 6))
            bounds = sorted(draw(st.lists(st.integers(-999, 999), min_size=2, max_size=2)))
            found = {"decimals": places} if places else {}
            if draw(st.booleans()):
                found["least"] = bounds[0] / 4
            if draw(st.booleans()):
                found["most"] = bounds[1] / 4
            inner = range(math.floor(bounds[0] / 4) + 1, math.floor(bounds[1] / 4) + 1)
            if inner and draw(st.booleans()):
                found["bands"] = sorted(draw(st.lists(st.sampled_from(inner), min_size=1, max_size=4, unique=True)))
            return found | ({"unit": draw(WORDS)} if draw(st.booleans()) else {})
        case "date":
            first, last = sorted(draw(st.lists(DAYS, min_size=2, max_size=2)))
            return ({"earliest": first} if draw(st.booleans()) else {}) | (
                {"latest": last} if draw(st.booleans()) else {}
            )
    taken, before = set(), {}
    inner = [draw(questions(taken, before, inside=True)) for _ in range(draw(st.integers(1, 3)))]
    return {"question": inner, "most": draw(st.integers(1, 20)), "each": draw(WORDS)}


@st.composite
def instruments(draw):
    """A questionnaire without faults."""
    taken, sections, before = set(), [], {}
    for key in draw(st.lists(KEYS, min_size=1, max_size=3, unique=True)):
        section = {"key": key, "title": draw(WORDS)}
        if before and draw(st.booleans()):
            section["shown_if"] = draw(conditions(before))
        if draw(st.booleans()):
            section["intro"] = draw(WORDS)
        least = 0 if sections else 1
        section["question"] = [draw(questions(taken, before)) for _ in range(draw(st.integers(least, 4)))]
        sections.append(section)
    data = {"title": draw(WORDS), "section": sections}
    for name in ("intro", "privacy", "thanks", *WORDS_AROUND):
        if draw(st.booleans()):
            data[name] = draw(WORDS)
    if draw(st.booleans()):
        data["page"] = "question"
    if draw(st.booleans()):
        data["minutes"] = draw(st.integers(1, 90))
    instrument, faults = from_data("invented", data)
    assert faults == [], faults
    return instrument
