"""Where two readers differ about a theme, somebody settles it, once both readings are done; who and why is kept."""

from dataclasses import dataclass

from django.db import transaction
from django.utils import timezone

from accounts.models import User
from accounts.moves import IllegalMove
from analysis import themes
from analysis.models import Coding, Passage, Reading, Settlement, Theme
from surveys.models import Dataset


class SaysNotWhy(ValueError):
    """One of the two readers settles without a reason. Its words can be shown."""


@dataclass(frozen=True)
class Difference:
    """A theme that one reader gave and the other did not, and how it was settled, if it was."""

    theme: Theme
    gave: Reading
    did_not: Reading
    settlement: Settlement | None

    @property
    def seen(self) -> str:
        """A mark of what somebody had before them who settles it."""
        return self.settlement.settled_at.isoformat() if self.settlement else ""


def open_passages(dataset: Dataset) -> dict[int, int]:
    """{passage: how many differences nobody has settled}, for all that have one."""
    found: dict[int, int] = {}
    for passage, _ in themes.differences(dataset):
        found[passage] = found.get(passage, 0) + 1
    return found


def about(passage: Passage) -> tuple[list[Difference], list[Theme]]:
    """In what the two readers of a passage differ, and what both gave. Nothing before both readings are done."""
    readings = list(Reading.objects.done().filter(passage=passage).select_related("reader").order_by("place"))
    if len(readings) < 2:
        return [], []
    given = {reading.pk: set() for reading in readings}
    for reading, theme in Coding.objects.filter(reading__in=readings).values_list("reading", "theme"):
        given[reading].add(theme)
    first, second = readings
    settled = {each.theme_id: each for each in Settlement.objects.filter(passage=passage).select_related("settled_by")}
    known = Theme.objects.filter(survey=passage.dataset.survey_id).in_use()
    differ, alike = [], []
    for theme in known:
        gave = [reading for reading in readings if theme.pk in given[reading.pk]]
        if len(gave) == 1:
            other = second if gave[0] is first else first
            differ.append(Difference(theme, gave[0], other, settled.get(theme.pk)))
        elif gave:
            alike.append(theme)
    return differ, alike


@transaction.atomic
def settle(passage: Passage, theme: Theme, *, holds: bool, reason: str, had_before_them: str, by: User) -> Settlement:
    """Say whether a passage counts under a theme about which its readers differ; it can be said again otherwise.

    A reader who settles a difference of their own says why, so that nobody overrules the other without a word.
    """
    held = Passage.objects.select_for_update().get(pk=passage.pk)
    difference = next((each for each in about(held)[0] if each.theme.pk == theme.pk), None)
    if difference is None:
        raise IllegalMove("The two readers do not differ about this theme.")
    if difference.seen != had_before_them:
        raise IllegalMove("Somebody settled this while you had it open. Look at what they decided first.")
    if by.pk in (difference.gave.reader_id, difference.did_not.reader_id) and not reason.strip():
        raise SaysNotWhy("You are one of the two readers. Say why, so that the other can follow it.")
    settlement, _ = Settlement.objects.update_or_create(
        passage=held,
        theme=theme,
        defaults={"holds": holds, "reason": reason.strip(), "settled_by": by, "settled_at": timezone.now()},
    )
    return settlement
