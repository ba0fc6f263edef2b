"""Invented surveys for tests of disclosure control: people with groups and answers, and the counts of them."""

import random
from collections.abc import Iterable

from instruments.disclosure.counts import LEFT_OUT, Cell, Dataset, Join
from instruments.disclosure.decisions import Rule
from instruments.disclosure.protection import Protection


def tables_of(people: list[dict[str, str]], groupings: dict[str, list[str]], questions: dict[str, list[str]]):
    """Counts of people, each of whom is {grouping: group, question: answer}."""
    tables = {
        question: {
            grouping: {group: dict.fromkeys(answers, 0) for group in groups} for grouping, groups in groupings.items()
        }
        for question, answers in questions.items()
    }
    for person in people:
        for question in questions:
            for grouping in groupings:
                tables[question][grouping][person[grouping]][person[question]] += 1
    return tables


def survey(
    seed: int,
    *,
    areas: int = 32,
    answers: int = 5,
    questions: int = 25,
    others: tuple[int, ...] = (8, 6),
    usual: float = 4.3,
    spread: float = 1.1,
    islands: int = 3,
    left_out: bool = True,
) -> Dataset:
    """A survey of areas of very different size, some of them islands with 0 to 12 respondents, with uneven answers."""
    dice = random.Random(seed)
    groupings = {"area": [f"Area {at}" for at in range(areas)]}
    for at, size in enumerate(others):
        groupings[("role", "service", "agency")[at]] = [f"Other {at}-{each}" for each in range(size)]
    asked = {
        f"question {at}": [f"Answer {each}" for each in range(answers)] + [LEFT_OUT] * left_out
        for at in range(questions)
    }
    people = []
    for at, area in enumerate(groupings["area"]):
        size = dice.randint(0, 12) if at < islands else int(dice.lognormvariate(usual, spread))
        bent = dice.random() < 0.3
        for _ in range(size):
            person = {"area": area}
            for grouping, groups in list(groupings.items())[1:]:
                person[grouping] = groups[min(int(dice.expovariate(0.6)), len(groups) - 1)]
            for number, (question, options) in enumerate(asked.items()):
                weights = [1.0 / (1 + (number + each) % len(options)) ** 2 for each in range(len(options))]
                if left_out:
                    weights[-1] = 0.05
                person[question] = (
                    options[at % answers] if bent and dice.random() < 0.8 else dice.choices(options, weights)[0]
                )
            people.append(person)
    return Dataset(f"survey {seed}", tables_of(people, groupings, asked))


def with_joins(dataset: Dataset) -> Dataset:
    """The same survey with the first two answers to each question, and the last two, joined by area."""
    tables, joins = dict(dataset.tables), []
    for question, answers in dataset.questions.items():
        given = [answer for answer in answers if answer != LEFT_OUT]
        if len(given) < 4:
            continue
        together = {given[0]: "first", given[1]: "first", given[-2]: "last", given[-1]: "last"}
        mapping = {answer: together.get(answer, answer) for answer in answers}
        joins.append(Join(f"joined/{question}", question, mapping))
        tables[f"joined/{question}"] = {
            grouping: {group: _joined(row, mapping) for group, row in rows.items()}
            for grouping, rows in dataset.tables[question].items()
        }
    return Dataset(dataset.key, tables, tuple(joins), frozenset({"area"}))


def _joined(row: dict[str, int], mapping: dict[str, str]) -> dict[str, int]:
    found: dict[str, int] = dict.fromkeys(mapping.values(), 0)
    for answer, joined in mapping.items():
        found[joined] += row.get(answer, 0)
    return found


def small_survey(seed: int) -> Dataset:
    """One of many shapes, small enough to be attacked in no time."""
    dice = random.Random(seed * 7919 + 1)
    return survey(
        seed,
        areas=dice.randint(2, 7),
        answers=dice.randint(2, 5),
        questions=dice.choice([1, 1, 2]),
        others=dice.choice([(), (2,), (3,), (2, 3)]),
        usual=dice.choice([2.3, 2.8, 3.3, 3.9]),
        spread=dice.choice([0.3, 0.8, 1.2]),
        islands=dice.randint(0, 2),
        left_out=dice.random() < 0.5,
    )


def joined_survey(seed: int) -> Dataset:
    """One whose answers are joined by area, large enough that the country can show every one of them."""
    dice = random.Random(seed * 104729 + 1)
    return with_joins(
        survey(
            seed,
            areas=dice.randint(3, 7),
            answers=dice.choice([4, 5]),
            questions=1,
            others=dice.choice([(), (3,)]),
            usual=dice.choice([3.6, 4.2]),
            spread=0.8,
            islands=dice.randint(0, 1),
            left_out=dice.random() < 0.5,
        )
    )


def national(dataset: Dataset) -> list[Cell]:
    """What a national report shows: the country, and every grouping but areas."""
    return [cell for cell in dataset.cells() if cell.grouping != "area"]


def local(dataset: Dataset, area: str) -> list[Cell]:
    """What the report of one area shows: its base and its answers, beside the country's."""
    return [cell for cell in dataset.cells() if not cell.grouping or cell.group == area]


def partners(protection: Protection) -> Iterable[Cell]:
    """The single numbers that are withheld only to protect others."""
    whole = {(each.cell.grouping, each.cell.group) for each in protection.decisions if not each.cell.question}
    columns = {(each.cell.question, each.cell.answer) for each in protection.decisions if not each.cell.grouping}
    for each in protection.decisions:
        cell = each.cell
        inside = (cell.grouping, cell.group) in whole or (cell.question, cell.answer) in columns
        if each.rule == Rule.PARTNER and not inside:
            yield cell
