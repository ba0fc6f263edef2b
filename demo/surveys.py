"""Answers to the surveys of the demo: invented by lot, and the same each time; nobody's, and about nobody."""

import random
from collections.abc import Iterator

from accounts import clock, speaking
from instruments.questions import (
    Grid,
    Instrument,
    LongText,
    MultipleChoice,
    Number,
    Question,
    Ranking,
    SingleChoice,
)
from programmes.models import Programme
from surveys import answering, doorway, keeping, setting_up
from surveys.models import Link

#: Islands and small areas answer by the handful, so that small numbers are there to be seen.
FEW = ("Orkney", "Shetland", "Na h-Eileanan Siar", "Clackmannanshire")
COMMENTS = (
    "More time for supervision would help most (demonstration).",
    "We are a good team, and there are too few of us (demonstration).",
    "Decisions are explained better than they were a year ago (demonstration).",
    "I would like to hear what happens after I raise something (demonstration).",
    "My manager, Ms Ada Example, always has time for us (demonstration).",
)


def answer(programme: Programme, *, most: int) -> int:
    """Let staff answer every survey without names that has opened, ``most`` at a link; returns how many answers came.

    A survey that has closed by now is open for as long as its answers need, and closed and frozen again.
    """
    came = 0
    setting_up.keep_days(programme)
    with speaking.as_service():
        links = list(
            Link.objects.filter(survey__programme=programme, opens_on__isnull=False, dataset=None)
            .select_related("survey__version", "participation__partnership")
            .order_by("survey__position", "participation__partnership__name", "kind")
        )
    for link in links:
        came += _answer_at(link, most)
    with speaking.as_service():
        setting_up.keep_days(programme)
        keeping.keep_surveys()
    return came


def _answer_at(link: Link, most: int) -> int:
    today, lots = clock.today(), random.Random(f"{link.survey.key} {link.whose}")  # noqa: S311  a story, no secret
    if link.opens_on > today:
        return 0
    with speaking.as_service():
        Link.objects.filter(pk=link.pk).update(closes_on=max(link.closes_on, today))
    how_many = lots.randint(3, 9) if link.whose.startswith(FEW) else lots.randint(most // 3, most)
    mood = lots.uniform(0.5, 1.4)
    for _ in range(how_many):
        values = _values(link.survey.version.compiled.instrument, lots, mood)
        answering.send(link.pk, doorway.new_number(link.pk), values)
    return how_many


def every_answer(instrument: Instrument) -> dict[str, object]:
    """A form in which nothing is left out."""
    return _values(instrument, random.Random(1), 1.0, left_out=0.0)  # noqa: S311  a story, no secret


def _values(instrument: Instrument, lots: random.Random, mood: float, left_out: float = 0.08) -> dict[str, object]:
    values: dict[str, object] = {}
    for section in instrument.sections:
        if section.shown_if is not None and not section.shown_if.holds(values):
            continue
        for question in section.questions:
            if question.shown_if is None or question.shown_if.holds(values):
                values |= dict(_given(question, lots, mood, left_out))
    return values


def _given(question: Question, lots: random.Random, mood: float, left_out: float) -> Iterator[tuple[str, object]]:
    if not question.required and lots.random() < left_out:
        return
    keys = [option.key for option in question.options_of()]
    weights = [(len(keys) - place) ** mood for place in range(len(keys))]
    match question:
        case SingleChoice():
            yield question.key, lots.choices(keys, weights)[0]
        case MultipleChoice():
            free = [option.key for option in question.options if not option.exclusive]
            chosen = set(lots.sample(free, min(len(free), lots.randint(1, 3))))
            yield question.key, [key for key in keys if key in chosen]
        case Grid():
            yield question.key, {row: lots.choices(keys, weights)[0] for row, _ in question.rows}
        case Ranking():
            yield question.key, lots.sample(keys, question.how_many)
        case Number():
            least, greatest = int(question.least or 0), int(question.most or 40)
            yield question.key, lots.randint(least, min(greatest, least + 30))
        case LongText() if not left_out or lots.random() < 0.15:
            yield question.key, lots.choice(COMMENTS)
