"""How far two readers agree, theme by theme and over all: per cent agreement, Cohen's kappa, Krippendorff's alpha."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache

from accounts import speaking
from analysis import themes
from analysis.models import Theme
from surveys.models import Dataset

#: (first reader gave it, second reader gave it): how many decisions were so.
Decisions = Mapping[tuple[bool, bool], int]


#: Bounds of alpha that its author gives for conclusions: to be relied on, and to be drawn with care.
RELIABLE, CAREFUL = 0.8, 0.667


@dataclass(frozen=True)
class Agreement:
    """Of ``n`` decisions, each made by two readers: how they agree. None where a figure has no meaning, and ``why``."""

    title: str
    n: int
    both: int
    one: int
    neither: int
    share: float | None
    kappa: float | None
    alpha: float | None
    why: str = ""

    @property
    def in_words(self) -> str:
        """How to read the alpha, by the bounds that its author gives for conclusions from coded texts."""
        if self.alpha is None:
            return self.why
        if self.alpha >= RELIABLE:
            return "Reliable."
        if self.alpha >= CAREFUL:
            return "Good enough for careful conclusions."
        return "Not reliable: talk about what this theme means."


NOTHING_READ = "No passage has been read by both yet."
ALL_THE_SAME = "Both readers decided the same for every passage: with nothing to tell apart, chance cannot be judged."


def measured(title: str, decisions: Decisions) -> Agreement:
    """The figures of one theme, or of all taken together."""
    n = sum(decisions.values())
    both, neither = decisions.get((True, True), 0), decisions.get((False, False), 0)
    counts = {"title": title, "n": n, "both": both, "one": n - both - neither, "neither": neither}
    if not n:
        return Agreement(**counts, share=None, kappa=None, alpha=None, why=NOTHING_READ)
    share = (both + neither) / n
    if n in (both, neither):
        return Agreement(**counts, share=share, kappa=None, alpha=None, why=ALL_THE_SAME)
    # A third of a second to load, and only this page needs it.
    from nltk.metrics.agreement import AnnotationTask

    task = AnnotationTask(list(_as_annotations(decisions)))
    return Agreement(**counts, share=share, kappa=task.kappa(), alpha=task.alpha())


def _as_annotations(decisions: Decisions):
    item = 0
    for (first, second), n in sorted(decisions.items()):
        for _ in range(n):
            yield "first", item, first
            yield "second", item, second
            item += 1


def of_dataset(dataset: Dataset) -> tuple[Agreement, list[Agreement]]:
    """Over all, and theme by theme. Counted as the service: it tells of readers, and of no partnership."""
    with speaking.as_service():
        return _of(dataset.pk, themes.mark(dataset))


@lru_cache(maxsize=32)
def _of(dataset_id: int, as_it_stands: tuple) -> tuple[Agreement, list[Agreement]]:
    dataset = Dataset.objects.get(pk=dataset_id)
    given, twice = themes.themes_given(dataset), themes.read_twice(dataset)
    every: Counter = Counter()
    found = []
    for theme in Theme.objects.filter(survey=dataset.survey_id).in_use():
        decisions: Counter = Counter()
        for passage in twice:
            places = given.get((passage, theme.pk), set())
            decisions[1 in places, 2 in places] += 1
        every += decisions
        found.append(measured(theme.title, decisions))
    return measured("All themes together", every), found
