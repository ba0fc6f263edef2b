"""A questionnaire from its text: the page is TOML, one ``[[section]]`` after another, and under each its questions.

    key = "staff-survey"
    title = "Survey of social work staff"

    [[section]]
    key = "you"
    title = "About you"

    [[section.question]]
    key = "service"
    kind = "single choice"
    label = "Where do you work?"
    options = ["Adults", "Children and families", "Justice"]

An option is its words, from which its key is made, or a table ``{ key = "adults", label = "Adults", exclusive = true }``.
``scale = "agreement"`` names a scale instead of listing options. Everything that is wrong is found in one reading,
each with its line and remedy.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from decimal import Decimal
from typing import Any

from instruments import conditions
from instruments.checks import Known, check_condition, check_pipes
from instruments.measuring import MOST_BANDS
from instruments.plain_text import Page, Table
from instruments.questions import (
    KINDS,
    Day,
    Grid,
    Group,
    Instrument,
    LongText,
    MultipleChoice,
    Number,
    Question,
    Ranking,
    Rating,
    Section,
    ShortText,
    YesNo,
)
from instruments.scales import SCALES, Option
from interface.counting import counted

KEY = re.compile(r"[a-z][a-z0-9_-]{0,59}")
PAGES = ["section", "question"]
#: Words around the questions that a page, a poster or a sheet of paper sets in; each may be left out.
WORDS_AROUND = ["for_whom", "paper_return", "paper_privacy", "kept_for", "questions_to", "rights"]
#: How long something takes, in words: two places that say it will one day say different things.
SAYS_MINUTES = re.compile(r"\bminutes?\b", re.IGNORECASE)
#: A list of options or rows longer than this is a register, and wants a search instead.
MOST_OPTIONS = 100


def key_from(words: str) -> str:
    """The key that words make: “Children and families” is children-and-families."""
    made = re.sub(r"[^a-z0-9]+", "-", words.casefold().replace("’", "").replace("'", "")).strip("-")[:60].rstrip("-")
    return made if made[:1].isalpha() else f"n{made}"


def the_instrument(key: str, page: Page, top: Table | None = None) -> Instrument:
    """The questionnaire that a page holds. What is wrong is among the page's findings; the rest can be used."""
    top = top or page.top
    known = Known()
    instrument = Instrument(
        key=key,
        title=top.text("title"),
        intro=top.text("intro", ""),
        privacy=top.text("privacy", ""),
        thanks=top.text("thanks", ""),
        minutes=top.whole("minutes", 0, at_least=0),
        **{name: top.text(name, "") for name in WORDS_AROUND},
        one_at_a_time=top.choice("page", PAGES, "section") == "question",
        sections=tuple(_section(table, known) for table in top.tables("section")),
        quoted_if=_condition(top, "quoted_if", known),
    )
    if not instrument.by_key:
        top.find("section", "The questionnaire asks nothing.", "Add [[section]] and under it [[section.question]].")
    if instrument.minutes and SAYS_MINUTES.search(instrument.intro):
        top.find(
            "intro",
            "The introduction says how long it takes, and so does “minutes”.",
            "Remove it from the introduction: the first page says what “minutes” says.",
        )
    return instrument


def _section(table: Table, known: Known) -> Section:
    title = table.text("title")
    section = Section(
        key=_key(table, title, known.sections),
        title=title,
        intro=table.text("intro", ""),
        shown_if=_condition(table, "shown_if", known),
        questions=tuple(_question(each, known) for each in table.tables("question")),
    )
    check_pipes(table, "intro", section.intro, known)
    table.done()
    return section


def _question(table: Table, known: Known, *, inside: bool = False) -> Question:
    kinds = [kind for kind in KINDS if not (inside and kind == Group.kind)]
    kind = KINDS[table.choice("kind", kinds)]
    label = table.text("label")
    common: dict[str, Any] = {
        "key": _key(table, label, known.questions),
        "label": label,
        "hint": table.text("hint", ""),
        "why": table.text("why", ""),
        "required": table.yes("required", False),
        "shown_if": _condition(table, "shown_if", known),
        "identifies": table.yes("identifies", False),
        "publish": table.yes("publish", True),
        "same_as": table.text("same_as", ""),
    }
    for words in ("label", "hint"):
        check_pipes(table, words, common[words], known)
    if common["identifies"] and table.has("publish") and common["publish"]:
        table.find("publish", "An answer that identifies somebody cannot be published.", "Remove one of the two.")
    if common["identifies"]:
        common["publish"] = False
    question = kind(**common, **_own(kind, table, known))
    known.add(question)
    table.done()
    return question


def _own(kind: type[Question], table: Table, known: Known) -> dict[str, Any]:
    """What this kind of question has besides what all have."""
    if kind is MultipleChoice:
        options = _options(table)
        at_most = table.whole("at_most", 0, at_least=0)
        if at_most and at_most >= len(options):
            table.find("at_most", f"“at_most” is {at_most} of {len(options)} options.", "Remove it, or lower it.")
        return {"options": options, "at_most": at_most}
    if kind is Ranking:
        options = _options(table)
        places = table.whole("places", 0, at_least=0)
        if places > len(options):
            table.find(
                "places",
                f"There are {counted(len(options), 'option')} for {counted(places, 'place')}.",
                "Lower the number.",
            )
            places = 0
        return {"options": options, "places": places}
    if kind is Grid:
        return {"rows": _rows(table), "options": _options(table)}
    if kind is ShortText:
        return {"longest": table.whole("longest", 200, at_least=1)}
    if kind is LongText:
        return {"words": table.whole("words", 500, at_least=1)}
    if kind is Number:
        least, most = _decimal(table, "least"), _decimal(table, "most")
        if least is not None and most is not None and least > most:
            table.find("most", f"No number is at least {least} and at most {most}.", "Exchange the two.")
        decimals = table.whole("decimals", 0, at_least=0)
        if decimals > 6:
            table.find("decimals", "There can be six decimal places at most.", "Lower the number.")
            decimals = 6
        bands = _bands(table, least, most, decimals)
        return {"least": least, "most": most, "decimals": decimals, "unit": table.text("unit", ""), "bands": bands}
    if kind is Day:
        earliest, latest = table.day("earliest", None), table.day("latest", None)
        if earliest and latest and earliest > latest:
            table.find("latest", "The latest date is before the earliest.", "Exchange the two.")
        return {"earliest": earliest, "latest": latest}
    if kind is Group:
        within = Known(sections=set(), questions=set())
        return {
            "questions": tuple(_question(each, within, inside=True) for each in table.tables("question")),
            "most": table.whole("most", 10, at_least=1),
            "each": table.text("each", "Entry"),
        }
    scale = "agreement" if kind is Rating else "yes-no" if kind is YesNo else ""
    return {"options": _options(table, default=scale)}


def _options(table: Table, *, default: str = "") -> tuple[Option, ...]:
    if table.has("scale") or (default and not table.has("options")):
        name = table.choice("scale", SCALES, default or ...)
        if table.has("options"):
            table.find("options", "Here stand both a scale and options.", "Remove one of the two.")
            table.raw("options")
        return SCALES[name]
    if not table.has("options"):
        table.find("options", "There is nothing to choose from.", 'Add options = ["…", "…"], or scale = "agreement".')
    given = table.value("options", list, '["…", "…"]', default=[])
    options = tuple(_option(table, place, each) for place, each in enumerate(given))
    found = [option for option in options if option]
    _no_doubles(table, "options", [option.key for option in found])
    _no_same_words(table, "options", [option.label for option in found])
    if table.has("options") and len(found) < 2:
        table.find("options", "There are fewer than two options.", "Add what else can be chosen.")
    return tuple(found)


def _option(table: Table, place: int, given: object) -> Option | None:
    line = table.page.line_of(*table.path, "options", place)
    if isinstance(given, str) and given.strip():
        return Option(key_from(given), given.strip())
    if not isinstance(given, dict) or not isinstance(given.get("label"), str) or not given["label"].strip():
        table.page.find(line, "This is no option.", 'Write its words, or { key = "…", label = "…" }.')
        return None
    if unknown := given.keys() - {"key", "label", "hint", "exclusive", "score"}:
        table.page.find(line, f"“{min(unknown)}” means nothing in an option.", "Remove it, or correct its spelling.")
    key, score = given.get("key", key_from(given["label"])), given.get("score")
    if not isinstance(key, str) or not KEY.fullmatch(key):
        table.page.find(line, f"“{key}” cannot be the key of an option.", "Use small letters, figures and hyphens.")
        key = key_from(given["label"])
    if score is not None and (isinstance(score, bool) or not isinstance(score, int)):
        table.page.find(line, f"“{score}” is no score.", "Write a whole number.")
        score = None
    return Option(key, given["label"].strip(), score, bool(given.get("exclusive")), str(given.get("hint", "")))


def _rows(table: Table) -> tuple[tuple[str, str], ...]:
    given = table.value("rows", list, '["…", "…"]')
    rows = []
    for place, each in enumerate(given or []):
        line = table.page.line_of(*table.path, "rows", place)
        if isinstance(each, str) and each.strip():
            rows.append((key_from(each), each.strip()))
        elif isinstance(each, dict) and isinstance(each.get("label"), str) and KEY.fullmatch(str(each.get("key", ""))):
            rows.append((each["key"], each["label"].strip()))
        else:
            table.page.find(line, "This is no row.", 'Write its words, or { key = "…", label = "…" }.')
    _no_doubles(table, "rows", [key for key, _ in rows])
    _no_same_words(table, "rows", [words for _, words in rows])
    if table.has("rows") and not rows:
        table.find("rows", "The grid has no rows.", "Add the statements.")
    # A grid that cannot be drawn would hide what else is wrong on the page.
    return tuple(rows) or (("row", "…"),)


def _no_doubles(table: Table, key: str, keys: Iterable[str]) -> None:
    seen: set[str] = set()
    for place, each in enumerate(keys):
        if each in seen:
            line = table.page.line_of(*table.path, key, place)
            table.page.find(line, f"“{each}” stands twice among the {key}.", "Give each a key of its own.")
        seen.add(each)
    if len(seen) > MOST_OPTIONS:
        table.find(key, f"There are {len(seen)} {key}.", f"Keep to {MOST_OPTIONS}, or ask in two steps.")


def same_words(labels: Iterable[str]) -> str:
    """The first words that stand twice among these, however they are spaced or written large; nothing where none do."""
    seen: set[str] = set()
    for label in labels:
        plain = " ".join(label.casefold().split())
        if plain in seen:
            return label
        seen.add(plain)
    return ""


def _no_same_words(table: Table, key: str, labels: list[str]) -> None:
    if twice := same_words(labels):
        table.find(key, f"Two of the {key} have the same words: “{twice}”.", "Word one otherwise, or remove it.")


def _key(table: Table, words: str, taken: set[str]) -> str:
    key = table.text("key", "") or key_from(words)
    if not KEY.fullmatch(key):
        table.find(
            "key", f"“{key}” cannot be a key.", "Use small letters, figures, hyphens and underscores, 60 at most."
        )
    if key in taken:
        table.find("key", f"The key “{key}” is taken already.", "Give each a key of its own.")
    taken.add(key)
    return key


def _condition(table: Table, at: str, known: Known) -> conditions.Condition | None:
    words = table.text(at, "")
    if not words:
        return None
    try:
        condition = conditions.read(words)
    except conditions.NotACondition as error:
        table.find(at, f"The condition cannot be read: {error}.", 'Write it like: employed = "yes".')
        return None
    check_condition(table, condition, known, at=at)
    return condition


def _bands(table: Table, least: Decimal | None, most: Decimal | None, decimals: int) -> tuple[Decimal, ...]:
    given = table.value("bands", list, "[5, 10, 20]", default=None) or []
    if any(isinstance(each, bool) or not isinstance(each, int | float) for each in given):
        table.find("bands", "“bands” holds something that is no number.", "Write the lowest number of each band.")
        return ()
    found = tuple(Decimal(str(each)) for each in given)
    if len(found) >= MOST_BANDS:
        table.find("bands", f"There are more than {MOST_BANDS} bands.", "Join some of them.")
    elif list(found) != sorted(set(found)):
        table.find("bands", "The bands do not rise.", "Write each number once, the lowest first.")
    elif found and ((least is not None and found[0] <= least) or (most is not None and found[-1] > most)):
        table.find(
            "bands",
            "A band begins outside the numbers that may be answered.",
            "Begin with the second band, above the least number, and end at the most.",
        )
    elif any(each != round(each, decimals) for each in found):
        table.find("bands", "A band has more decimal places than an answer.", "Round it, or raise “decimals”.")
    else:
        return found
    return ()


def _decimal(table: Table, key: str) -> Decimal | None:
    number = table.value(key, (int, float), "0", default=None)
    return None if number is None else Decimal(str(number))
