"""Surveys that have closed with enough answers to be published, rules for them, and reports that let them out."""

import random

from accounts import roles, speaking
from accounts.models import User
from analysis import releasing
from analysis.models import Plan, Release
from demo.surveys import every_answer
from instruments.disclosure.rules import Rules
from reports.models import Edition
from surveys.models import Dataset, Survey
from tests.build import programmes as plan
from tests.build import reports
from tests.build import surveys as build

SERVICES = ("adults", "children-and-families", "justice")
ROLES = ("social-worker", "senior-practitioner", "first-line-manager")


def survey(*answers: int, comments: tuple[str, ...] = ()) -> Dataset:
    """The survey of social work staff, closed and frozen with so many answers from each area in turn."""
    found = build.open_survey(areas=len(answers))
    lots = random.Random(4)
    whole = every_answer(found.version.instrument)
    texts = [key for key, question in found.version.instrument.by_key.items() if question.kind == "long text"]
    for link, how_many in zip(build.links(found), answers, strict=True):
        for place in range(how_many):
            values = {key: value for key, value in whole.items() if key not in texts and isinstance(value, str | dict)}
            values |= {"service": lots.choice(SERVICES), "role": ROLES[min(2, int(lots.expovariate(1.2)))]}
            if place < len(comments):
                values[texts[0]] = comments[place]
            build.send(link, _varied(found, values, lots))
    dataset = build.frozen(found)
    with speaking.as_service():
        return Dataset.objects.select_related("survey__programme", "version").get(pk=dataset.pk)


def _varied(found: Survey, values: dict, lots: random.Random) -> dict:
    """Statements answered by lot, the others as they are."""
    varied = dict(values)
    for key, value in values.items():
        if isinstance(value, dict):
            options = [option.key for option in found.version.instrument.by_key[key].options_of()]
            varied[key] = {row: options[min(len(options) - 1, int(lots.expovariate(0.7)))] for row in value}
    return varied


def lead(dataset: Dataset) -> User:
    return plan.in_team(dataset.survey.programme, roles.Lead)


def rules_for(dataset: Dataset, *, by: User, groupings=("answer.role",), **rules) -> Plan:
    made = releasing.decide(dataset, Rules(**rules), groupings, by=by)
    with speaking.as_service():
        return Plan.objects.select_related("dataset__survey__programme", "dataset__version").get(pk=made.pk)


def report_out(dataset: Dataset) -> Edition:
    """The programme's report, about no area in particular, is public."""
    return reports.published(reports.report(dataset.survey.programme))


def standing(found: Plan) -> list[Release]:
    with speaking.as_service():
        return list(found.releases.standing().select_related("participation__partnership"))
