"""What a survey that has closed says, for its team: every count with its base, by area or by what respondents are.

Nothing here is fit to be published: small groups stand in it as they are. What leaves the team passes disclosure control.
"""

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import NamedTuple

from django.db import connection
from django.db.models import Count

from accounts import clock, speaking
from instruments import tabulating
from instruments.models import Version
from instruments.questions import Instrument, SingleChoice
from surveys.models import Dataset, DatasetRow, Link, Reply, Survey

#: A breakdown by more groups than this is no breakdown.
MOST_GROUPS = 20
AREA, KIND, ANSWER = "area", "kind", "answer."


@dataclass(frozen=True)
class Breakdown:
    """A way to part respondents: by area, by kind of respondent, or by what they answered to one question."""

    key: str
    title: str


class Small(NamedTuple):
    """The smallest group that answers are counted by. ``answers`` are those to the questions that respondents are parted by."""

    dataset: int
    participation: int | None
    area: str
    kind: str
    answers: tuple[str, ...]


@dataclass(frozen=True)
class Results:
    """A frozen survey counted. ``answers`` is how many this person may read, of ``of`` that there are."""

    instrument: Instrument
    tables: list[tabulating.Table]
    answers: int
    of: int
    areas: tuple[str, ...] = ()

    def table(self, key: str) -> tabulating.Table | None:
        return next((each for each in self.tables if each.item.key == key), None)


def datasets(survey: Survey, user) -> list[Dataset]:
    """What the survey became: one dataset, or in a rolling programme one for each area that has closed."""
    return list(
        Dataset.objects.visible_to(user)
        .filter(survey=survey)
        .select_related("version", "survey__programme", "participation__partnership")
    )


def waits_for_others(survey: Survey) -> date | None:
    """Where some parts of a survey have closed and others can still be answered, the last day of those; otherwise None."""
    rows = Reply.objects if survey.named else Link.objects
    with speaking.as_service():
        ends = list(rows.filter(survey=survey, closes_on__isnull=False).values_list("closes_on", flat=True))
    return max(ends) if ends and min(ends) < clock.today() <= max(ends) else None


def by_version(found: Sequence[Dataset]) -> dict[int, list[Dataset]]:
    """Datasets by the number of the version that was asked, newest first: answers to different questions are no one table."""
    numbers = sorted({each.version.number for each in found}, reverse=True)
    return {number: [each for each in found if each.version.number == number] for number in numbers}


def breakdowns(survey: Survey, instrument: Instrument) -> list[Breakdown]:
    """The ways in which this survey's respondents can be parted."""
    found = [Breakdown(AREA, "Area")] if not survey.programme.has_no_partnerships else []
    if len(survey.respondents) > 1:
        found.append(Breakdown(KIND, "Kind of respondent"))
    found += [
        Breakdown(f"{ANSWER}{question.key}", question.label)
        for question in instrument.questions()
        if type(question) is SingleChoice and not question.identifies and len(question.options) <= MOST_GROUPS
    ]
    return found


def counted(survey: Survey, found: Sequence[Dataset], *by: str) -> Results:
    """All tables of these datasets, parted by one breakdown's key, or by several crossed; by nothing where there is none.

    Which rows are read is the database's to say: it is asked for whom there are any. What the numbers are is counted
    once for as long as the process lives, as what is frozen never changes. Raises ValueError where they were asked
    different versions.
    """
    if len({each.version_id for each in found}) > 1:
        raise ValueError("answers to different versions are counted each by themselves")
    instrument = found[0].version.instrument if found else survey.version.instrument
    by = tuple(each for each in by if each)
    readable = _readable(found)
    tallied = _tallied(tuple((each.pk, each.digest) for each in found), _questions(by)) if readable else None
    name_of = _name_of(survey, instrument, by)
    tables = (
        tallied.tables(lambda small: name_of(small) if (small.dataset, small.participation) in readable else None)
        if tallied
        else tabulating.tally(instrument, ()).tables(lambda small: "")
    )
    return Results(
        instrument,
        [_in_order(each, groups_of(survey, instrument, by[0])) for each in tables] if len(by) == 1 else tables,
        sum(n for n, _ in readable.values()),
        sum(each.answers for each in found),
        tuple(sorted({area for _, area in readable.values() if area})),
    )


def groups_of(survey: Survey, instrument: Instrument, by: str) -> tuple[str, ...]:
    """The groups of a breakdown in the order in which they were offered; none for areas, which stand by name."""
    if by == KIND:
        return tuple(each["title"] for each in survey.respondents)
    question = instrument.by_key.get(by.removeprefix(ANSWER)) if by.startswith(ANSWER) else None
    return tuple(option.label for option in question.options_of()) if question else ()


def crossed(survey: Survey, found: Sequence[Dataset], item_key: str, by: str, across: str):
    """One item by two breakdowns: (rows, columns, {(row, column): Counted}, the item); None where there is no such item."""
    results = counted(survey, found, by, across)
    table = results.table(item_key)
    if table is None:
        return None
    cells = {tuple(each.group.split(BETWEEN)): each for each in table.groups}
    instrument = results.instrument

    def names(place: int, key: str) -> tuple[str, ...]:
        there = {pair[place] for pair in cells}
        order = groups_of(survey, instrument, key) or tuple(sorted(there))
        return tuple(each for each in order if each in there)

    return names(0, by), names(1, across), cells, table.item


#: Between the names of two groups that are crossed; no name holds it.
BETWEEN = "\x1f"


def _readable(found: Sequence[Dataset]) -> dict[tuple[int, int | None], tuple[int, str]]:
    """{(dataset, participation): (how many answers this person may read, the area)}, as the database's wall has it."""
    rows = DatasetRow.objects.filter(dataset__in=found).order_by()
    grouped = rows.values_list("dataset", "participation", "participation__partnership__name").annotate(n=Count("pk"))
    return {(dataset, participation): (n, area or "") for dataset, participation, area, n in grouped}


def _questions(by: Sequence[str]) -> tuple[str, ...]:
    return tuple(each.removeprefix(ANSWER) for each in by if each.startswith(ANSWER))


@lru_cache(maxsize=32)
def _tallied(datasets: tuple[tuple[int, str], ...], questions: tuple[str, ...]) -> tabulating.Tally:
    """Everything counted by area, kind and the answers to these questions. Counted as the service, and shown to nobody
    before those groups are left out that whoever asks does not read."""
    pks = [pk for pk, _ in datasets]
    with speaking.as_service():
        version = Version.objects.filter(pk__in=Dataset.objects.filter(pk__in=pks).values("version")).first()
        return tabulating.tally(
            version.instrument,
            (
                (Small(*group, tuple(str(values.get(key) or "") for key in questions)), values)
                for group, values in rows_of(pks)
            ),
        )


#: Answers are read in parcels, each one text: to have each as a row of its own takes twice as long.
PARCELS = """
    SELECT r.dataset_id, r.participation_id, coalesce(p.name, ''), r.kind,
           array_agg(r.number ORDER BY r.number), string_agg(r.values::text, ',' ORDER BY r.number)
    FROM surveys_datasetrow r
    LEFT JOIN programmes_participation t ON t.id = r.participation_id
    LEFT JOIN programmes_partnership p ON p.id = t.partnership_id
    WHERE r.dataset_id = ANY (%s)
    GROUP BY r.dataset_id, r.participation_id, p.name, r.kind, r.number / 2000
"""


def rows_of(datasets: Sequence[int]) -> Iterator[tuple[tuple[int, int | None, str, str], dict]]:
    """Single answers as ((dataset, participation, area, kind), values), in no order. Reads what whoever asks may read."""
    for group, _, parcel in parcels_of(datasets):
        for values in parcel:
            yield group, values


def parcels_of(datasets: Sequence[int]) -> Iterator[tuple[tuple[int, int | None, str, str], list[int], list[dict]]]:
    """The same in parcels of one group: ((dataset, participation, area, kind), the rows' numbers, the rows' values)."""
    with connection.cursor() as cursor:
        cursor.execute(PARCELS, [list(datasets)])
        while parcel := cursor.fetchone():
            *group, numbers, values = parcel
            yield tuple(group), numbers, json.loads(f"[{values}]")


def _name_of(survey: Survey, instrument: Instrument, by: Sequence[str]):
    """The name of the group that a small group belongs to; empty where it belongs to none."""
    parts = []
    for key in by:
        if key == AREA:
            parts.append(lambda small: small.area)
        elif key == KIND:
            parts.append(lambda small: survey.title_of(small.kind))
        else:
            place = _questions(by).index(key.removeprefix(ANSWER))
            question = instrument.by_key.get(key.removeprefix(ANSWER))
            labels = {option.key: option.label for option in question.options_of()} if question else {}
            parts.append(lambda small, place=place, labels=labels: labels.get(small.answers[place], ""))

    def name_of(small: Small) -> str:
        names = [part(small) for part in parts]
        return BETWEEN.join(names) if all(names) else ""

    return name_of


def _in_order(table: tabulating.Table, order: Sequence[str]) -> tabulating.Table:
    if not order:
        return table
    place = {name: at for at, name in enumerate(order)}
    groups = sorted(table.groups, key=lambda each: place.get(each.group, len(place)))
    return tabulating.Table(table.item, table.everybody, tuple(groups))
