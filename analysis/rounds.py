"""One round of a survey beside the rounds before it: for its team from what was counted, for everyone from what is out.

What leaves the team is made of numbers in the ledger alone, and so shows nothing that the two releases do not show
themselves. Where a person does not work on the programme of an earlier round, of that round too they read what is out.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from accounts import speaking
from analysis import counting, joined, shown
from analysis.models import Release
from instruments import proportions
from instruments import rounds as matching
from instruments.disclosure.counts import LEFT_OUT, Cell
from instruments.measuring import Spread
from instruments.tabulating import Counted, Item
from programmes.models import Partnership
from surveys import pictures, results
from surveys import rounds as rounds_of
from surveys.models import Dataset, Survey


@dataclass(frozen=True)
class Side:
    """What one round says to one question. None stands for what is not shown; ``shares`` are whole per cents."""

    counts: Mapping[str, int | None]
    shares: Mapping[str, int | None]
    base: int | None
    left_out: int | None
    mean: float | None = None
    spread: Spread | None = None


@dataclass(frozen=True)
class Round:
    """One round: what it is called, from where its numbers are, and what it says to each item by the item's key.

    ``source`` is “counted”, “released”, or “hidden” where whoever asks may read neither.
    """

    survey: Survey
    name: str
    source: str
    line: matching.Line
    side: Callable[[Item], Side | None]


@dataclass(frozen=True)
class Through:
    """One question through the rounds: ``sides`` oldest first, the last of them this round's; None where not asked."""

    item: Item
    sides: tuple[Side | None, ...]
    rounds: tuple[str, ...]
    remarks: tuple[str, ...]
    compares_means: bool

    @property
    def now(self) -> Side | None:
        return self.sides[-1]

    @property
    def before(self) -> Side | None:
        """The round just before; None where it was not asked then."""
        return self.sides[-2] if len(self.sides) > 1 else None

    def change(self, option: str) -> int | None:
        """By how many points an answer has changed since the round before; None where one of the two is not shown."""
        now, before = self.now, self.before
        if now is None or before is None or now.shares.get(option) is None or before.shares.get(option) is None:
            return None
        return proportions.points(now.counts[option], now.base, before.counts[option], before.base)

    @property
    def change_of_mean(self) -> float | None:
        now, before = self.now, self.before
        if not self.compares_means or now is None or before is None or now.mean is None or before.mean is None:
            return None
        return round(now.mean, 2) - round(before.mean, 2)

    @property
    def is_compared(self) -> bool:
        return any(side is not None for side in self.sides[:-1])


@dataclass(frozen=True)
class Together:
    """The rounds side by side. ``gone`` are questions of the round before that are asked no more."""

    rounds: tuple[Round, ...]
    questions: tuple[Through, ...]
    new: tuple[Item, ...]
    gone: tuple[Item, ...]

    def question(self, key: str) -> Through | None:
        return next((each for each in self.questions if each.item.key == key), None)


def together(rounds: Sequence[Round]) -> Together:
    """Rounds beside each other, oldest first; every question of the last is followed back as far as it goes."""
    *_, last = rounds
    steps = [matching.compared(now.line, before.line) for before, now in pairwise(rounds)]
    questions = []
    items = _items(last, steps)
    for item in items:
        sides, remarks, means = [last.side(item)], [], True
        current: Item | None = item
        for step, earlier in zip(reversed(steps), reversed(rounds[:-1]), strict=True):
            pair = step.pair(current.key) if current else None
            current = pair.before if pair else None
            if pair is None:
                sides.append(None)
                continue
            remarks += [f"{earlier.name}: {each}" for each in pair.remarks]
            means = means and pair.means
            sides.append(_comparable(earlier.side(pair.before), pair))
        names = tuple(each.name for each in rounds)
        questions.append(Through(item, tuple(reversed(sides)), names, tuple(remarks), means))
    return Together(
        tuple(rounds),
        tuple(each for each in questions if each.is_compared and each.now is not None),
        steps[-1].new if steps else (),
        steps[-1].gone if steps else (),
    )


def _items(last: Round, steps) -> list[Item]:
    return [pair.now for pair in steps[-1].pairs] if steps else []


def _comparable(side: Side | None, pair: matching.Pair) -> Side | None:
    """An earlier side with no more than can be compared: options of the same key, and the mean of the same scores."""
    if side is None:
        return None
    return replace(
        side,
        counts={key: n for key, n in side.counts.items() if key in pair.options},
        shares={key: n for key, n in side.shares.items() if key in pair.options},
        mean=side.mean if pair.means else None,
    )


# --- Where a side comes from ------------------------------------------------------------------------------------------


def _of_counts(item: Item, found: Counted) -> Side:
    bears = pictures.bears_percentages(found)
    keys = [option.key for option in item.options]
    counts = dict(zip(keys, found.counts, strict=True))
    return Side(
        counts,
        {key: proportions.per_cent(n, found.base) if bears else None for key, n in counts.items()},
        found.base,
        found.left_out,
        found.mean,
        found.spread,
    )


def _of_release(found: shown.Kept, item: Item, grouping: str = "", group: str = "") -> Side | None:
    """What a release says to an item; None where it says nothing of it."""
    asked = {each.key: each for each in found.asked}
    if item.is_of_several:
        base = found.shown(Cell(grouping, group))
        cells = {
            option.key: Cell(grouping, group, f"{item.key}.{option.key}", counting.CHOSEN) for option in item.options
        }
        if not all(cell.question in asked for cell in cells.values()):
            return None
        places = {key: found.place(cell) for key, cell in cells.items()}
        return Side(_counts(places), {key: each.share for key, each in places.items()}, base, 0)
    key = joined.PREFIX + item.key if grouping in joined.BY and joined.PREFIX + item.key in asked else item.key
    if key not in asked:
        return None
    row = found.row(asked[key], "", grouping, group)
    places = {place.cell.answer: place for place in row.places if place.cell.answer != LEFT_OUT}
    left_out = row.left_out.count if row.left_out else 0
    return Side(_counts(places), {key: each.share for key, each in places.items()}, row.base, left_out, row.mean)


def _counts(places: Mapping[str, shown.Place]) -> dict[str, int | None]:
    return {key: place.count for key, place in places.items()}


# --- For the team -----------------------------------------------------------------------------------------------------


def for_team(survey: Survey, user, area: str = "") -> tuple[Together, list[str], str]:
    """This round and all before it, as far as a person may read them; the areas that can be chosen; which one it is.

    Of one area, the same area of each earlier round: the one whose partnership covers the same council areas. An area
    that this person does not read here is none.
    """
    surveys = rounds_of.rounds_of(survey)
    datasets = list(
        Dataset.objects.visible_to(user)
        .filter(survey__in=surveys)
        .select_related("version", "survey__programme", "participation__partnership")
    )
    # Areas of one round may have been asked different versions: what stands beside other rounds is the newest.
    by_survey = {
        each.pk: next(iter(results.by_version([one for one in datasets if one.survey_id == each.pk]).values()), [])
        for each in surveys
    }
    lines = rounds_of.lines(surveys, {pk: found[0] for pk, found in by_survey.items() if found})
    counted = {each.pk: results.counted(each, found, results.AREA) for each in surveys if (found := by_survey[each.pk])}
    areas = list(counted[survey.pk].areas) if survey.pk in counted else []
    area = area if area in areas else ""
    places = _same_areas(surveys, area) if area else {}
    rounds, names = [], rounds_of.names(surveys, datasets)
    for each in surveys:
        line, name = lines[each.pk], names[each.pk]
        if each.pk in counted:
            place = places.get(each.pk) if area else ""
            rounds.append(Round(each, name, "counted", line, _counted_side(counted[each.pk], place)))
        else:
            rounds.append(_released_round(each, name, line, area))
    return together(rounds), areas, area


def _counted_side(counted: results.Results, area: str | None):
    """Everybody's where the area is empty; nothing where it is None, as there was no such area."""
    tables = {table.item.key: table for table in counted.tables}

    def side(item: Item) -> Side | None:
        table = tables.get(item.key)
        if table is None:
            return None
        if area is None:
            return None
        if not area:
            return _of_counts(item, table.everybody)
        found = next((each for each in table.groups if each.group == area), None)
        return _of_counts(item, found) if found else None

    return side


def _released_round(survey: Survey, name: str, line, area: str) -> Round:
    """An earlier round of a programme on which a person does not work: what is out of it, of the country alone."""
    with speaking.as_service():
        release = national_out(survey)
        found = shown.kept(release) if release and not area else None
    source = "released" if found else "hidden"
    return Round(survey, name, source, line, (lambda item: _of_release(found, item)) if found else lambda item: None)


def _same_areas(surveys: Sequence[Survey], area: str) -> dict[int, str | None]:
    """{survey: what its programme calls this area of the last survey}; None where none covers the same council areas."""
    rows = Partnership.objects.filter(programme__in=[each.programme_id for each in surveys])
    covers: dict[tuple[int, str], set[int]] = {}
    for programme, name, council in rows.values_list("programme", "name", "areas"):
        covers.setdefault((programme, name), set()).add(council)
    wanted = covers.get((surveys[-1].programme_id, area))
    by_programme = {programme: name for (programme, name), councils in covers.items() if wanted and councils == wanted}
    return {each.pk: by_programme.get(each.programme_id) for each in surveys}


# --- For everyone: from releases alone --------------------------------------------------------------------------------


def national_out(survey: Survey) -> Release | None:
    """The national release of a survey that is out; None where there is none, or one for each area of a rolling programme."""
    found = list(
        Release.objects.out()
        .filter(plan__dataset__survey=survey, kind=Release.Kind.NATIONAL)
        .select_related(*RELATED)[:2]
    )
    return found[0] if len(found) == 1 else None


#: What reading a release needs.
RELATED = (
    "plan__dataset__survey__programme__lead_body",
    "plan__dataset__version",
    "plan__dataset__participation__partnership",
    "participation__partnership",
)


def released(release: Release, found: shown.Kept) -> Together | None:
    """A release beside those of earlier rounds that are out: the country's, or one area's own. None where none is.

    Call it as the service, once it is certain that this release may be read: of earlier rounds only what is out is taken.
    """
    survey = release.plan.dataset.survey
    kept = [(each, earlier, shown.kept(earlier)) for each, earlier in _earlier_out(release)]
    if not kept:
        return None
    kept.append((survey, release, found))
    datasets = [each.plan.dataset for _, each, _ in kept]
    lines = rounds_of.lines([each for each, _, _ in kept], {each.survey_id: each for each in datasets})
    if any(joined.is_joined(each.key) for each in found.asked):
        lines = {pk: [joined.as_areas_see(version) for version in line] for pk, line in lines.items()}
    names = rounds_of.names([each for each, _, _ in kept], datasets)
    return together(
        [Round(each, names[each.pk], "released", lines[each.pk], _released_side(its, one)) for each, its, one in kept]
    )


def beside(release: Release) -> list[int]:
    """The earlier releases that stand beside this one. Call it as the service."""
    return [earlier.pk for _, earlier in _earlier_out(release)]


def _earlier_out(release: Release) -> list[tuple[Survey, Release]]:
    """Of each earlier round the release that is out: the country's, or that of the same area. Oldest first."""
    survey = release.plan.dataset.survey
    if not survey.follows_id:
        return []
    surveys = rounds_of.rounds_of(survey)
    area = release.participation.partnership.name if release.participation_id else ""
    places = _same_areas(surveys, area) if area else {}
    found = [(each, _local_out(each, places.get(each.pk)) if area else national_out(each)) for each in surveys[:-1]]
    return [(each, earlier) for each, earlier in found if earlier]


def _local_out(survey: Survey, area: str | None) -> Release | None:
    if area is None:
        return None
    rows = Release.objects.out().filter(
        plan__dataset__survey=survey, kind=Release.Kind.LOCAL, participation__partnership__name=area
    )
    return rows.select_related(*RELATED).first()


def _released_side(release: Release, found: shown.Kept):
    group = release.participation.partnership.name if release.participation_id else ""
    grouping = counting.AREA if group else ""
    return lambda item: _of_release(found, item, grouping, group)
