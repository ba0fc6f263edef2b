"""What a survey that has closed says, for its team: every count with its base, by area or by what respondents are.

Nothing here is fit to be published: small groups stand in it as they are. What leaves the team passes disclosure control.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from instruments import tabulating
from instruments.questions import Instrument, SingleChoice
from surveys.models import Dataset, DatasetRow, Survey

#: A breakdown by more groups than this is no breakdown.
MOST_GROUPS = 20


@dataclass(frozen=True)
class Breakdown:
    """A way to part respondents: by area, by kind of respondent, or by what they answered to one question."""

    key: str
    title: str


@dataclass(frozen=True)
class Results:
    """A frozen survey counted. ``answers`` is how many this person may read, of ``of`` that there are."""

    instrument: Instrument
    tables: list[tabulating.Table]
    answers: int
    of: int


def datasets(survey: Survey, user) -> list[Dataset]:
    """What the survey became: one dataset, or in a rolling programme one for each area that has closed."""
    return list(
        Dataset.objects.visible_to(user)
        .filter(survey=survey)
        .select_related("version", "survey__programme", "participation__partnership")
    )


def breakdowns(survey: Survey, instrument: Instrument) -> list[Breakdown]:
    """The ways in which this survey's respondents can be parted."""
    found = [Breakdown("area", "Area")] if not survey.programme.has_no_partnerships else []
    if len(survey.respondents) > 1:
        found.append(Breakdown("kind", "Kind of respondent"))
    found += [
        Breakdown(f"answer.{question.key}", question.label)
        for question in instrument.questions()
        if type(question) is SingleChoice and not question.identifies and len(question.options) <= MOST_GROUPS
    ]
    return found


def counted(survey: Survey, found: Sequence[Dataset], by: str = "") -> Results:
    """All tables of these datasets, parted by one breakdown's key; by nothing where it is empty."""
    instrument = found[0].version.instrument if found else survey.version.instrument
    rows = list(
        DatasetRow.objects.filter(dataset__in=found)
        .order_by("dataset", "number")
        .values_list("participation__partnership__name", "kind", "values")
    )
    answers = [values for _, _, values in rows]
    return Results(
        instrument,
        tabulating.tables(instrument, answers, _group_of(survey, instrument, rows, by)),
        len(rows),
        sum(each.answers for each in found),
    )


def _group_of(survey: Survey, instrument: Instrument, rows, by: str):
    if by == "area":
        return lambda place, values: rows[place][0] or ""
    if by == "kind":
        return lambda place, values: survey.title_of(rows[place][1])
    question = instrument.by_key.get(by.removeprefix("answer."))
    if not by.startswith("answer.") or question is None:
        return None
    labels = {option.key: option.label for option in question.options_of()}
    return lambda place, values: labels.get(str(values.get(question.key)), "")
