"""A release as it is read: questions with their rows, each number with its share, a mark where one is withheld.

The same marks stand on pages, in PDFs and in files. What may be a percentage or a mean is for disclosure control to say.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from itertools import groupby

from django.utils.text import slugify

from analysis import counting, joined
from analysis.models import Release, Theme
from instruments import said
from instruments.disclosure import percentages
from instruments.disclosure.counts import LEFT_OUT, Cell
from instruments.disclosure.rules import MARK, Rules
from instruments.disclosure.scanning import Printed
from instruments.scales import Option
from interface import charts
from surveys import results

COUNTRY = "Scotland"
EVERYONE = "Everyone"
NOT_DRAWN = "Nothing is drawn, as small numbers are not shown."


@dataclass(frozen=True)
class Place:
    """What stands in the place of one number: its text, and its share of those who answered, where that may be shown."""

    cell: Cell
    count: int | None
    share: int | None

    @property
    def text(self) -> str:
        return MARK if self.count is None else f"{self.count:,}"

    @property
    def words(self) -> str:
        return f"{self.text} ({self.share}%)" if self.share is not None else self.text


@dataclass(frozen=True)
class Row:
    """One group's answers to one question. ``base`` is who answered; None, as the other numbers, where it is withheld."""

    label: str
    places: tuple[Place, ...]
    base: int | None
    left_out: Place | None
    mean: float | None

    @property
    def base_words(self) -> str:
        return MARK if self.base is None else f"{self.base:,}"

    @property
    def is_drawn(self) -> bool:
        """Whether its shares may be drawn: a bar is a percentage without its digits."""
        return bool(self.places) and all(place.share is not None for place in self.places)

    @property
    def is_partly_drawn(self) -> bool:
        """Whether the shares that are shown may be drawn beside an empty remainder, which the base tells in any case."""
        shown = [place for place in self.places if place.count is not None]
        return bool(shown and self.base) and all(place.share is not None for place in shown)


@dataclass(frozen=True)
class Sheet:
    """One question with its rows; ``answers`` are the words at the head of its columns, without those who left it out."""

    asked: counting.Asked
    answers: tuple[str, ...]
    rows: tuple[Row, ...]

    @property
    def title(self) -> str:
        return self.asked.title

    @property
    def options(self) -> tuple[Option, ...]:
        """What its columns stand for, as options with their scores."""
        scores = dict(self.asked.scores)
        return tuple(
            Option(key, words, int(scores[key]) if key in scores else None)
            for key, words in self.asked.answers
            if key not in (LEFT_OUT, counting.NOT_CHOSEN)
        )


@dataclass(frozen=True)
class Block:
    """Questions that were asked together, or one alone, with their chart."""

    key: str
    title: str
    section: str
    sheets: tuple[Sheet, ...]

    @property
    def is_choice(self) -> bool:
        return self.sheets[0].asked.is_choice

    @property
    def has_means(self) -> bool:
        return any(row.mean is not None for sheet in self.sheets for row in sheet.rows)

    @property
    def said(self) -> list[tuple[str, str]]:
        """(of what, one sentence) for each question: of an area and the country, or of everyone before any groups.

        A sentence stands only where every number that it is made of may be shown as a percentage: of a row with numbers
        that are withheld, one about a side that is shown, or about an answer that more chose than all of those together.
        """
        few = len(self.sheets[0].rows) <= 2
        places = range(len(self.sheets[0].rows) if few else 1)
        if self.is_choice:
            found = [(self.sheets[0].rows[place].label, _chosen_most(self.sheets, place)) for place in places]
        else:
            alone = len(self.sheets) == 1
            found = [
                (label_of(sheet, sheet.rows[place], alone=alone), _said(sheet, sheet.rows[place]))
                for sheet in self.sheets
                for place in places
            ]
        return [(label, words) for label, words in found if words]

    @property
    def figure(self) -> charts.Chart | None:
        """The chart, with one table of everything that its release says about the block."""
        return _choices(self) if self.is_choice else _shares(self)


@dataclass
class Kept:
    """A release's numbers with its rules: what disclosure control's functions for percentages ask of."""

    release: Release
    rules: Rules
    asked: list[counting.Asked]
    numbers: Mapping[Cell, int | None]
    questions: Mapping[str, tuple[str, ...]] = field(init=False)

    def __post_init__(self):
        self.questions = {each.key: tuple(answer for answer, _ in each.answers) for each in self.asked}

    def shown(self, cell: Cell) -> int | None:
        return self.numbers.get(cell)

    @property
    def everybody(self) -> int | None:
        return self.shown(Cell())

    def groups(self, grouping: str) -> list[str]:
        """The groups of one way of parting, in the order in which they were offered; bases alone tell which there are."""
        dataset = self.release.plan.dataset
        offered = results.groups_of(dataset.survey, dataset.version.instrument, grouping)
        place = {group: at for at, group in enumerate(offered)}
        found = (cell.group for cell in self.numbers if cell.grouping == grouping and not cell.question)
        return sorted(found, key=lambda group: (place.get(group, len(place)), group == counting.NOT_SAID, group))

    @property
    def groupings(self) -> list[str]:
        return list(dict.fromkeys(cell.grouping for cell in self.numbers if cell.grouping))

    def withheld(self) -> set[Cell]:
        return {cell for cell, number in self.numbers.items() if number is None}

    def place(self, cell: Cell) -> Place:
        """One number as it may be shown, with its share where that may be."""
        return Place(cell, self.shown(cell), percentages.percentage(self, cell))

    def row(self, asked: counting.Asked, label: str, grouping: str = "", group: str = "") -> Row:
        cells = [(answer, Cell(grouping, group, asked.key, answer)) for answer, _ in asked.answers]
        places = [(answer, self.place(cell)) for answer, cell in cells]
        mean = None
        if asked.scores and percentages.shows_mean(self, asked.key, grouping, group):
            counts = {answer: place.count for answer, place in places}
            weight = sum(counts[answer] for answer, _ in asked.scores)
            mean = sum(counts[answer] * score for answer, score in asked.scores) / weight if weight else None
        return Row(
            label,
            tuple(place for answer, place in places if answer not in (LEFT_OUT, counting.NOT_CHOSEN)),
            percentages.answered(self, asked.key, grouping, group),
            next((place for answer, place in places if answer == LEFT_OUT), None),
            mean,
        )

    def sheet(self, asked: counting.Asked, rows: list[tuple[str, str, str]]) -> Sheet:
        """``rows`` are (label, grouping, group)."""
        heads = tuple(words for answer, words in asked.answers if answer not in (LEFT_OUT, counting.NOT_CHOSEN))
        return Sheet(asked, heads, tuple(self.row(asked, *each) for each in rows))

    def _in_form(self, rows: list[tuple[str, str, str]]) -> list[counting.Asked]:
        """Each question once: by joined answers where an area stands among the rows, otherwise answer by answer."""
        has_joined = {joined.whole_of(each.key) for each in self.asked if joined.is_joined(each.key)}
        has_whole = {each.key for each in self.asked}
        if any(grouping in joined.BY for _, grouping, _ in rows):
            return [each for each in self.asked if joined.is_joined(each.key) or each.key not in has_joined]
        return [
            each for each in self.asked if not joined.is_joined(each.key) or joined.whole_of(each.key) not in has_whole
        ]

    def blocks(self, rows: list[tuple[str, str, str]]) -> list[Block]:
        sheets = [self.sheet(each, rows) for each in self._in_form(rows)]
        found = []
        for (section, _, _), together in groupby(
            sheets, key=lambda sheet: (sheet.asked.section, sheet.asked.block or sheet.asked.key, sheet.answers)
        ):
            members = tuple(together)
            first = members[0].asked
            found.append(
                Block(
                    slugify(first.key.replace(".", "-").replace("/", "-")), first.block or first.title, section, members
                )
            )
        return found


def kept(release: Release) -> Kept:
    """A release read from the ledger; its words are those of the version that was answered."""
    plan = release.plan
    rows = release.numbers.order_by("pk").values_list("grouping", "group", "question", "answer", "count")
    numbers = {Cell(*parts): count for *parts, count in rows}
    themes = {cell.question.removeprefix("theme.") for cell in numbers if cell.question.startswith("theme.")}
    asked = counting.questions_of(
        plan.dataset.version.instrument,
        plan.groupings,
        Theme.objects.filter(pk__in=themes).order_by("position", "pk") if themes else (),
    )
    known = {cell.question for cell in numbers}
    return Kept(release, plan.rules, [each for each in asked if each.key in known], numbers)


def local_rows(found: Kept) -> list[tuple[str, str, str]]:
    """An area beside the country; the country alone where nothing of the area is shown, not even how many answered."""
    name = found.release.participation.partnership.name
    country = (COUNTRY, "", "")
    return [country] if found.shown(Cell(counting.AREA, name)) is None else [(name, counting.AREA, name), country]


def national_rows(found: Kept, grouping: str = "") -> list[tuple[str, str, str]]:
    """Everyone; and each group of one way of parting."""
    return [(EVERYONE, "", ""), *((group, grouping, group) for group in found.groups(grouping) if grouping)]


# --- Charts -----------------------------------------------------------------------------------------------------------


def _said(sheet: Sheet, row: Row) -> str:
    if not row.is_partly_drawn or row.base is None:
        return ""
    if side := joined.side_of(sheet.asked):
        key, words = side
        place = next(each for each in row.places if each.cell.answer == key)
        return f"{said.part(place.count, row.base)} {words}." if place.count is not None else ""
    counts = [place.count or 0 for place in row.places]
    if side := said.side_of(sheet.options):
        is_told = all(place.count is not None for place in row.places if place.cell.answer in side.keys)
    else:
        is_told = row.is_drawn or max(counts) > row.base - sum(counts)
    return said.sentence(sheet.options, counts, row.base) if is_told else ""


def _chosen_most(sheets: tuple[Sheet, ...], place: int) -> str:
    rows = [sheet.rows[place] for sheet in sheets]
    if not all(row.is_drawn and row.base for row in rows):
        return ""
    options = [Option(sheet.asked.key, sheet.title) for sheet in sheets]
    return said.sentence(options, [row.places[0].count for row in rows], rows[0].base)


def label_of(sheet: Sheet, row: Row, *, alone: bool) -> str:
    return row.label if alone else f"{sheet.title}: {row.label}"


def _shares(block: Block) -> charts.Chart:
    alone = len(block.sheets) == 1
    rows = [(sheet, row) for sheet in block.sheets for row in sheet.rows]
    means = block.has_means
    heads = (*block.sheets[0].answers, "Answered", "Left out", *(["Mean"] if means else []))
    return charts.StackedBarChart(
        title=block.title,
        withheld="not shown: small numbers",
        empty=NOT_DRAWN,
        within=block.section,
        categories=tuple(label_of(sheet, row, alone=alone) for sheet, row in rows),
        series=tuple(
            charts.Series(words, tuple(row.places[place].count if row.is_partly_drawn else None for _, row in rows))
            for place, words in enumerate(block.sheets[0].answers)
        ),
        wholes=tuple(row.base if row.is_partly_drawn else None for _, row in rows),
        key=f"block-{block.key}",
        category_word="Respondents" if alone else "Statement and respondents",
        heads=heads,
        rows=tuple(
            (
                label_of(sheet, row, alone=alone),
                (
                    *(place.words for place in row.places),
                    row.base_words,
                    row.left_out.text if row.left_out else "0",
                    *([f"{row.mean:.2f}" if row.mean is not None else MARK] if means else []),
                ),
            )
            for sheet, row in rows
        ),
    )


def _choices(block: Block) -> charts.Chart:
    labels = [row.label for row in block.sheets[0].rows]
    return charts.GroupedBarChart(
        title=block.title,
        withheld="not shown",
        empty=NOT_DRAWN,
        within=block.section,
        categories=tuple(sheet.title for sheet in block.sheets),
        series=tuple(
            charts.Series(label, tuple(sheet.rows[place].places[0].share for sheet in block.sheets))
            for place, label in enumerate(labels)
        ),
        unit="%",
        key=f"block-{block.key}",
        category_word="Choice",
        heads=tuple(head for label in labels for head in (label, f"{label}: of all who took part")),
        rows=tuple(
            (
                sheet.title,
                tuple(words for row in sheet.rows for words in (row.places[0].words, row.base_words)),
            )
            for sheet in block.sheets
        ),
    )


def printed(blocks: list[Block]) -> list[Printed]:
    """The tables of these blocks as the last look reads them: what stands where. Their words are ``plain``."""
    found = []
    for block in blocks:
        if block.is_choice:
            rows = [
                (plain(sheet.title), [cell for row in sheet.rows for cell in (*_twice(row.places[0]), None)])
                for sheet in block.sheets
            ]
        else:
            alone = len(block.sheets) == 1
            rows = [
                (
                    plain(label_of(sheet, row, alone=alone)),
                    [
                        *(cell for place in row.places for cell in _twice(place)),
                        None,
                        row.left_out.cell if row.left_out else None,
                    ],
                )
                for sheet in block.sheets
                for row in sheet.rows
            ]
        found.append(Printed(plain(block.title), rows))
    return found


def _twice(place: Place) -> list[Cell]:
    """A number stands once, and once more as its share."""
    return [place.cell] * (1 if place.share is None else 2)


def plain(words: str) -> str:
    """Words without brackets, which stand around shares."""
    return words.replace("(", " ").replace(")", " ")
