"""Which themes stand: what two readers found alike in a passage, or what was settled where they differ."""

from collections import defaultdict

from django.db.models import Count, Max

from analysis.models import Coding, Passage, Reading, Settlement, Theme
from surveys.models import Dataset


def settled_themes(dataset: Dataset) -> dict[Theme, set[int]]:
    """{theme: numbers of the answers that count under it}, once every passage is read twice and nothing is open.

    Empty until then, as half of a count would be published for the whole.
    """
    themes = list(Theme.objects.filter(survey=dataset.survey_id).in_use())
    if not themes or not is_settled(dataset):
        return {}
    found: dict[int, set[int]] = defaultdict(set)
    for _, number, theme_ids in _standing(dataset):
        for theme in theme_ids:
            found[theme].add(number)
    return {theme: found[theme.pk] for theme in themes}


def mark(dataset: Dataset) -> tuple:
    """Changes whenever what is counted under themes can have changed."""
    return (
        Passage.objects.filter(dataset=dataset).count(),
        *Coding.objects.filter(reading__passage__dataset=dataset).aggregate(Count("pk"), Max("pk")).values(),
        *Settlement.objects.filter(passage__dataset=dataset).aggregate(Count("pk"), Max("settled_at")).values(),
        *sorted(Theme.objects.filter(survey=dataset.survey_id).values_list("pk", "title", "position", "retired_at")),
        *Reading.objects.done().filter(passage__dataset=dataset).aggregate(Count("pk"), Max("read_at")).values(),
    )


def is_settled(dataset: Dataset) -> bool:
    """Whether every passage has two readers, and everything in which they differ is settled."""
    passages = Passage.objects.filter(dataset=dataset).count()
    readings = Reading.objects.done().filter(passage__dataset=dataset).count()
    return bool(passages) and readings == 2 * passages and not differences(dataset)


def differences(dataset: Dataset) -> list[tuple[int, int]]:
    """(passage, theme) that one reader of two gave and the other did not, and that nobody has settled."""
    given = themes_given(dataset)
    twice = read_twice(dataset)
    settled = set(Settlement.objects.filter(passage__dataset=dataset).values_list("passage", "theme"))
    return sorted(
        pair for pair, readers in given.items() if len(readers) == 1 and pair[0] in twice and pair not in settled
    )


def themes_given(dataset: Dataset) -> dict[tuple[int, int], set[int]]:
    """{(passage, theme): places of the readers who gave it}."""
    found: dict[tuple[int, int], set[int]] = defaultdict(set)
    rows = Coding.objects.filter(
        reading__passage__dataset=dataset, reading__read_at__isnull=False, theme__retired_at=None
    )
    for passage, theme, place in rows.values_list("reading__passage", "theme", "reading__place"):
        found[passage, theme].add(place)
    return found


def read_twice(dataset: Dataset) -> set[int]:
    """Passages of which both readings are done."""
    return set(Passage.objects.filter(dataset=dataset).read_twice().values_list("pk", flat=True))


def _standing(dataset: Dataset):
    """(passage, number of its answer, themes that stand), for every passage that was read twice."""
    given, settled = themes_given(dataset), {}
    for passage, theme, holds in Settlement.objects.filter(passage__dataset=dataset).values_list(
        "passage", "theme", "holds"
    ):
        settled[passage, theme] = holds
    twice = read_twice(dataset)
    by_passage: dict[int, set[int]] = defaultdict(set)
    for (passage, theme), readers in given.items():
        if passage in twice and settled.get((passage, theme), len(readers) == 2):
            by_passage[passage].add(theme)
    for pk, number in Passage.objects.filter(dataset=dataset).values_list("pk", "number"):
        if pk in twice:
            yield pk, number, by_passage.get(pk, set())


def by_area(dataset: Dataset) -> list[tuple[str, dict[int, int], int]]:
    """For the team: (area, {theme: respondents who wrote of it}, respondents whose words both have read), everybody first.

    Counted as the person who asks: partnerships that they are tied to are in no sum.
    """
    names = dict(Passage.objects.filter(dataset=dataset).values_list("pk", "participation__partnership__name"))
    themes: dict[str, dict[int, set[int]]] = defaultdict(lambda: defaultdict(set))
    wrote: dict[str, set[int]] = defaultdict(set)
    for passage, number, found in _standing(dataset):
        for area in {"", names.get(passage) or ""}:
            wrote[area].add(number)
            for theme in found:
                themes[area][theme].add(number)
    return [
        (area, {theme: len(numbers) for theme, numbers in themes[area].items()}, len(wrote[area]))
        for area in sorted(wrote)
    ]
