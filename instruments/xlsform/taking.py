"""A questionnaire as an XLSForm: a workbook that ODK and Kobo take, and that ``bringing`` makes the same questionnaire of.

What those programs have no column for travels in columns of our own, which begin with ``portal_``. Further columns of the
sheet “choices” become elements of the converted form, so two colons in their names, as in ``label::English``, would break
it.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from instruments.questions import (
    PIPED,
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
    SingleChoice,
)
from instruments.reading import WORDS_AROUND
from instruments.scales import SCALES, Option
from instruments.xlsform.conditions_taken import taken
from interface import spreadsheets

Row = dict[str, Any]
SURVEY = [
    *("type", "name", "label", "hint", "required", "relevant", "constraint", "appearance"),
    *(
        "portal_part",
        "portal_key",
        "portal_kind",
        "portal_why",
        "portal_required",
        "portal_identifies",
        "portal_publish",
    ),
    *(
        "portal_same_as",
        "portal_words",
        "portal_decimals",
        "portal_unit",
        "portal_bands",
        "portal_places",
        "portal_each",
        "portal_most",
    ),
]
CHOICES = ["list_name", "name", "label", "portal_score", "portal_exclusive", "portal_hint"]
SETTINGS = ["form_title", "form_id", "version", "style", "portal_page", "portal_minutes", "portal_quoted_if"]
SETTINGS += [f"portal_{name}" for name in WORDS_AROUND]
#: Every converter needs these columns, whether or not anything stands in them.
ALWAYS = {"type", "name", "label", "list_name"}
#: Names that a converted form has of its own.
THEIRS = {"data", "meta", "instanceid"}
#: As much as a cell holds.
LONGEST_CELL = 32_000


class TooLong(ValueError):
    """Some words are longer than a cell of a workbook holds."""


def workbook(instrument: Instrument, *, form_id: str = "", version: str = "") -> bytes:
    """The questionnaire as the bytes of an Excel workbook; raises TooLong."""
    form = _Form(instrument)
    survey = list(form.survey())
    settings: Row = {"form_title": instrument.title, "form_id": form_id or instrument.key, "version": version}
    settings["style"] = "pages"
    if instrument.one_at_a_time:
        settings["portal_page"] = "question"
    settings["portal_quoted_if"] = str(instrument.quoted_if or "")
    settings["portal_minutes"] = instrument.minutes or ""
    settings |= {f"portal_{name}": _plain(getattr(instrument, name)) for name in WORDS_AROUND}
    sheets = [
        ("survey", *_table(SURVEY, survey)),
        ("choices", *_table(CHOICES, form.choices)),
        ("settings", *_table(SETTINGS, [settings])),
    ]
    return spreadsheets.book_bytes(sheets, title=instrument.title)


def _table(columns: list[str], rows: list[Row]) -> tuple[list[str], list[list[Any]]]:
    used = [name for name in columns if name in ALWAYS or any(row.get(name) not in (None, "") for row in rows)]
    for row in rows:
        if any(isinstance(value, str) and len(value) > LONGEST_CELL for value in row.values()):
            raise TooLong
    return used, [[row.get(name) for name in used] for row in rows]


@dataclass
class _Form:
    instrument: Instrument
    names: dict[str, str] = field(default_factory=dict)
    taken: set[str] = field(default_factory=lambda: set(THEIRS))
    lists: dict[tuple[Option, ...], str] = field(default_factory=dict)
    choices: list[Row] = field(default_factory=list)

    def survey(self) -> Iterator[Row]:
        """The rows of the sheet “survey”."""
        instrument = self.instrument
        # Questions take their names first: conditions call them by those.
        for question in instrument.questions():
            self._name(question, "", self.names)
        for part, words in (("introduction", instrument.intro), ("privacy", instrument.privacy)):
            if words:
                yield {"type": "note", "name": self._free(part), "label": _plain(words), "portal_part": part}
        before: dict[str, Question] = {}
        for section in instrument.sections:
            yield from self._section(section, before)
        if instrument.thanks:
            yield {
                "type": "note",
                "name": self._free("thanks"),
                "label": _plain(instrument.thanks),
                "portal_part": "thanks",
            }

    def _section(self, section: Section, before: dict[str, Question]) -> Iterator[Row]:
        name = self._free(section.key)
        yield {
            "type": "begin_group",
            "name": name,
            "label": _plain(section.title),
            "relevant": self._relevant(section, before, self.names),
            # A page for each section; a repeated group cannot stand on a page with others there.
            "appearance": "" if self.instrument.one_at_a_time or _has_group(section) else "field-list",
            "portal_part": "section",
            "portal_key": section.key if name != section.key else "",
        }
        if section.intro:
            yield {
                "type": "note",
                "name": self._free(f"{section.key}_words"),
                "label": self._said(section.intro, before, self.names),
                "portal_part": "section words",
            }
        for question in section.questions:
            yield from self._question(question, before, self.names)
            before[question.key] = question
        yield {"type": "end_group", "name": name}

    def _question(self, question: Question, before: dict[str, Question], names: Mapping[str, str]) -> Iterator[Row]:
        name = names[question.key]
        row: Row = {
            "name": name,
            "label": self._said(question.label, before, names),
            "hint": self._said(question.hint, before, names),
            "required": "yes" if question.required else "",
            "relevant": self._relevant(question, before, names),
            "portal_key": question.key if name != question.key else "",
            "portal_why": question.why,
            "portal_identifies": "yes" if question.identifies else "",
            "portal_publish": "no" if not question.publish and not question.identifies else "",
            "portal_same_as": question.same_as,
        }
        match question:
            case Grid():
                yield from self._grid(question, row, names)
            case Group():
                yield from self._group(question, row, names)
            case _:
                yield row | self._own(question)

    def _own(self, question: Question) -> Row:
        match question:
            case SingleChoice():
                looks = "likert" if isinstance(question, Rating) else ""
                return {
                    "type": self._chooses("select_one", question),
                    "portal_kind": question.kind,
                    "appearance": looks,
                }
            case MultipleChoice():
                rules = [
                    f"not(selected(., '{option.key}') and count-selected(.) > 1)"
                    for option in question.options
                    if option.exclusive
                ]
                rules += [f"count-selected(.) <= {question.at_most}"] if question.at_most else []
                return {"type": self._chooses("select_multiple", question), "constraint": " and ".join(rules)}
            case Ranking():
                return {"type": self._chooses("rank", question), "portal_places": question.places or ""}
            case ShortText():
                return {"type": "text", "constraint": f"string-length(.) <= {question.longest}"}
            case LongText():
                return {"type": "text", "appearance": "multiline", "portal_words": question.words}
            case Number():
                return {
                    "type": "decimal" if question.decimals else "integer",
                    "constraint": _between(question.least, question.most, lambda number: format(number, "f")),
                    "portal_decimals": question.decimals or "",
                    "portal_unit": question.unit,
                    "portal_bands": ", ".join(format(each, "f") for each in question.bands),
                }
            case Day():
                written = lambda day: f"date('{day.isoformat()}')"  # noqa: E731
                return {"type": "date", "constraint": _between(question.earliest, question.latest, written)}
        raise TypeError(f"no such kind of question: {question.kind}")

    def _grid(self, grid: Grid, row: Row, names: Mapping[str, str]) -> Iterator[Row]:
        required = row.pop("required")
        yield row | {"type": "begin_group", "appearance": "table-list", "portal_kind": grid.kind}
        for key, words in grid.rows:
            yield {
                "type": self._chooses("select_one", grid),
                "name": names[f"{grid.key}.{key}"],
                "label": _plain(words),
                "required": required,
                "portal_key": key,
            }
        yield {"type": "end_group", "name": row["name"]}

    def _group(self, group: Group, row: Row, names: Mapping[str, str]) -> Iterator[Row]:
        row["portal_required"] = row.pop("required")
        yield row | {"type": "begin_repeat", "portal_each": group.each, "portal_most": group.most}
        inner: dict[str, str] = {}
        for question in group.questions:
            self._name(question, f"{group.key}_", inner)
        before: dict[str, Question] = {}
        for question in group.questions:
            yield from self._question(question, before, inner)
            before[question.key] = question
        yield {"type": "end_repeat", "name": row["name"]}

    # --- Names, words, lists ------------------------------------------------------------------------------------------

    def _name(self, question: Question, within: str, names: dict[str, str]) -> None:
        names[question.key] = self._free(f"{within}{question.key}")
        if isinstance(question, Grid):
            for key, _ in question.rows:
                names[f"{question.key}.{key}"] = self._free(f"{names[question.key]}_{key}")

    def _free(self, name: str) -> str:
        """A name that nothing else in the workbook bears, however its letters are written."""
        if name in self.taken:
            name = next(f"{name}_{n}" for n in range(2, 10_000) if f"{name}_{n}" not in self.taken)
        self.taken.add(name)
        return name

    def _said(self, words: str, before: Mapping[str, Question], names: Mapping[str, str]) -> str:
        return PIPED.sub(lambda found: f"${{{names[found[1]]}}}" if found[1] in before else found[0], _plain(words))

    @staticmethod
    def _relevant(what: Section | Question, before: Mapping[str, Question], names: Mapping[str, str]) -> str:
        return taken(what.shown_if, before, names) if what.shown_if else ""

    def _chooses(self, how: str, question: Question) -> str:
        options = question.options_of()
        if options not in self.lists:
            usual = next((name for name, scale in SCALES.items() if scale == options), question.key)
            name = self._list_name(usual)
            self.lists[options] = name
            for option in options:
                self.choices.append(
                    {
                        "list_name": name,
                        "name": option.key,
                        "label": _plain(option.label),
                        "portal_score": option.score,
                        "portal_exclusive": "yes" if option.exclusive else "",
                        "portal_hint": option.hint,
                    }
                )
        return f"{how} {self.lists[options]}"

    def _list_name(self, name: str) -> str:
        others = set(self.lists.values())
        return (
            name if name not in others else next(f"{name}_{n}" for n in range(2, 10_000) if f"{name}_{n}" not in others)
        )


def _has_group(section: Section) -> bool:
    return any(isinstance(question, Group) for question in section.questions)


def _plain(words: str) -> str:
    """Words in which nothing calls for an answer by chance: ``${`` does, in those programs."""
    return re.sub(r"\$\{", "$ {", words)


def _between(least: Any, most: Any, written) -> str:
    bounds = [f". >= {written(least)}"] if least is not None else []
    bounds += [f". <= {written(most)}"] if most is not None else []
    return " and ".join(bounds)
