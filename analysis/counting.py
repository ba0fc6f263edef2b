"""A frozen survey as the counts that disclosure control works on: every question by every way of parting respondents.

A statement of a grid is a question of its own, and so is each choice of a question with several: chosen or not, of all
who took part, so that no base tells of another. What respondents are parted by is no question at the same time.
"""

from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from functools import partial

from analysis import joined
from analysis.models import Plan, Theme
from analysis.themes import settled_themes
from instruments import measuring, tabulating
from instruments.disclosure.counts import LEFT_OUT, Dataset
from instruments.questions import Instrument, Number, Ranking
from instruments.scales import Option
from surveys.models import Survey
from surveys.results import Breakdown, breakdowns, parcels_of

CHOSEN, NOT_CHOSEN = "chosen", "not-chosen"
AREA = "area"
#: The group of those who did not say what they are.
NOT_SAID = "Not said"
#: The one group of a survey whose respondents are not parted.
EVERYBODY = Breakdown("everybody", "Everybody")


@dataclass(frozen=True)
class Asked:
    """One question as it is counted: its key, its words, the answers as (key, words), and how one answer is read.

    ``block`` are words that it shares with those asked with it, such as the statements of a grid; else empty.
    ``scores`` are those of its answers that have one.
    """

    key: str
    title: str
    section: str
    block: str
    answers: tuple[tuple[str, str], ...]
    read: Callable[[Mapping[str, object]], str]
    scores: tuple[tuple[str, float], ...] = ()
    is_choice: bool = False


def groupings_of(survey: Survey, instrument: Instrument) -> list[Breakdown]:
    """The ways in which a survey's respondents can be parted when it is published, areas first."""
    return breakdowns(survey, instrument)


def questions_of(instrument: Instrument, groupings: Iterable[str], themes: Iterable[Theme] = ()) -> list[Asked]:
    """What is counted, each scale followed by its joined form, in the order in which it was asked."""
    asked = asked_once(instrument, groupings, themes)
    forms = {joined.whole_of(each.key): each for each in joined.forms_of(asked)}
    return [form for each in asked for form in (each, forms.get(each.key)) if form is not None]


def asked_once(instrument: Instrument, groupings: Iterable[str], themes: Iterable[Theme] = ()) -> list[Asked]:
    """What is counted, in the order in which it was asked; themes of the words that people wrote come last."""
    parts = {each.removeprefix("answer.") for each in groupings}
    found: list[Asked] = []
    for item in tabulating.items(instrument):
        if not item.question.publish or item.key in parts or not item.options:
            continue  # numbers leave in bands that the definition gives, or not at all
        if item.is_of_several:
            found += [_choice(item, option) for option in item.options]
        else:
            found.append(_single(item))
    for theme in themes:
        found.append(
            Asked(
                f"theme.{theme.pk}",
                theme.title,
                "What people wrote",
                "Written of",
                ((CHOSEN, "Written of"), (NOT_CHOSEN, "Not written of")),
                lambda values: NOT_CHOSEN,
                is_choice=True,
            )
        )
    return found


def _choice(item: tabulating.Item, option: Option) -> Asked:
    def read(values):
        given = values.get(item.key)
        return CHOSEN if isinstance(given, list) and option.key in given else NOT_CHOSEN

    return Asked(
        f"{item.key}.{option.key}",
        option.label,
        item.section,
        item.title,
        ((CHOSEN, "Chosen"), (NOT_CHOSEN, "Not chosen")),
        read,
        is_choice=True,
    )


def _single(item: tabulating.Item) -> Asked:
    known = {option.key for option in item.options}
    bands = measuring.bands_of(item.question) if isinstance(item.question, Number) else ()

    def in_band(values):
        number = measuring.as_number(values.get(item.key))
        return next((band.key for band in bands if number is not None and band.holds(number)), LEFT_OUT)

    def read(values):
        given = values.get(item.question.key)
        if item.row:
            given = given.get(item.row) if isinstance(given, dict) else None
        if isinstance(item.question, Ranking) and isinstance(given, list):
            given = given[0] if given else None
        return given if isinstance(given, str) and given in known else LEFT_OUT

    return Asked(
        item.key,
        item.title,
        item.section,
        item.question.label if item.row else "",
        (*((option.key, option.label) for option in item.options), (LEFT_OUT, "Left out")),
        in_band if bands else read,
        tuple((option.key, float(option.score)) for option in item.options if option.score is not None),
    )


def counts_of(plan: Plan) -> Dataset:
    """Everything that could be published of a plan's dataset. Read as the service: it sees every row, or sums lie."""
    dataset = plan.dataset
    survey, instrument = dataset.survey, dataset.version.instrument
    themes = settled_themes(dataset)
    asked = asked_once(instrument, plan.groupings, themes)
    parts = _parts(survey, instrument, plan.groupings, dataset)
    joint: list[Counter] = [Counter() for _ in asked]
    given = {theme.pk: numbers for theme, numbers in themes.items()}
    readers = [_reader(each, given) for each in asked]
    # A group is counted by its number, and a parcel of answers at a time: both are quicker than one by one by its names.
    known: dict[tuple[str, ...], int] = {}
    for (_, _, area, kind), numbers, answers in parcels_of([dataset.pk]):
        groups = [
            known.setdefault(tuple(part.group_of(area, kind, values) for part in parts), len(known))
            for values in answers
        ]
        for counter, answers_to in zip(joint, readers, strict=True):
            counter.update(zip(groups, answers_to(numbers, answers), strict=True))
    groups_of = list(known)
    parts = _without_empty(parts, groups_of)
    tables = {each.key: _by_grouping(each, parts, groups_of, joint[place]) for place, each in enumerate(asked)}
    joins = joined.joins_of(asked) if plan.joins_answers and AREA in {part.key for part in parts} else ()
    tables |= {join.joined: joined.table_of(join, tables[join.whole]) for join in joins}
    return Dataset(f"dataset {dataset.pk}", tables, joins, joined.BY if joins else frozenset())


@dataclass(frozen=True)
class Part:
    """One way of parting respondents: its groups, the group of a row, and whether a row can be of none of them."""

    key: str
    groups: tuple[str, ...]
    group_of: Callable[[str | None, str, Mapping], str]
    may_be_unsaid: bool = True


def _parts(survey: Survey, instrument: Instrument, chosen: Iterable[str], dataset) -> list[Part]:
    """The ways of parting: areas always, as local reports are about them."""
    chosen, found = set(chosen), []
    for each in groupings_of(survey, instrument):
        if each.key == AREA and dataset.participation_id is None:
            found.append(_by_area(survey))
        elif each.key == "kind" and each.key in chosen:
            titles = {kind["key"]: kind["title"] for kind in survey.respondents}
            found.append(Part("kind", (*titles.values(), NOT_SAID), partial(_kind, titles)))
        elif each.key.startswith("answer.") and each.key in chosen:
            found.append(_by_answer(instrument, each.key))
    return found or [Part(EVERYBODY.key, (EVERYBODY.title,), lambda area, kind, values: EVERYBODY.title)]


def _by_area(survey: Survey) -> Part:
    names = survey.programme.participations.values_list("partnership__name", flat=True)
    has_areas_alone = survey.named or survey.link_for == "area"
    return Part(
        AREA, (*sorted(names), NOT_SAID), lambda area, kind, values: area or NOT_SAID, may_be_unsaid=not has_areas_alone
    )


def _kind(titles: Mapping[str, str], area, kind, values) -> str:
    return titles.get(kind, NOT_SAID)


def _by_answer(instrument: Instrument, grouping: str) -> Part:
    section, question = next(
        (section, question)
        for section in instrument.sections
        for question in section.questions
        if f"answer.{question.key}" == grouping
    )
    labels = {option.key: option.label for option in question.options_of()}
    return Part(
        grouping,
        (*labels.values(), NOT_SAID),
        lambda area, kind, values: labels.get(values.get(question.key), NOT_SAID),
        may_be_unsaid=not question.required or bool(question.shown_if or section.shown_if),
    )


def _reader(each: Asked, given: Mapping[int, set[int]]) -> Callable[[list[int], list[dict]], Iterable[str]]:
    """What each of a parcel of rows answered to one question; of a theme, whether what was written has it."""
    if not each.key.startswith("theme."):
        return lambda numbers, answers: map(each.read, answers)
    of_theme = given[int(each.key.removeprefix("theme."))]
    return lambda numbers, answers: [CHOSEN if number in of_theme else NOT_CHOSEN for number in numbers]


def _without_empty(parts: list[Part], groups_of: list[tuple[str, ...]]) -> list[Part]:
    """Without the group of those who said nothing where nobody could leave it unsaid: its 0 is no answer, and no secret."""
    seen = {group for groups in groups_of for group in enumerate(groups)}
    return [
        replace(part, groups=tuple(each for each in part.groups if each != NOT_SAID or (place, each) in seen))
        if not part.may_be_unsaid
        else part
        for place, part in enumerate(parts)
    ]


def _by_grouping(
    each: Asked, parts: list[Part], groups_of: list[tuple[str, ...]], joint: Counter
) -> dict[str, dict[str, dict[str, int]]]:
    found = {
        part.key: {group: dict.fromkeys((answer for answer, _ in each.answers), 0) for group in part.groups}
        for part in parts
    }
    for (number, answer), n in joint.items():
        for part, group in zip(parts, groups_of[number], strict=True):
            found[part.key][group][answer] += n
    return found
