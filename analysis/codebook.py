"""A survey's codebook: its themes, each with what it means, in an order; kept by the lead, used by every reader."""

from django.db import transaction
from django.db.models import Count, Max, Q
from django.utils import timezone

from accounts import speaking
from accounts.moves import IllegalMove
from analysis.models import Theme
from surveys.models import Survey


def themes_of(survey: Survey) -> list[Theme]:
    """All of them in their order, those that are given no more last, each with how many readings gave it: ``used``.

    Of readings that are blind to whoever asks nothing is counted: a number that grows would tell what the other found.
    """
    rows = Theme.objects.filter(survey=survey).annotate(used=Count("codings"))
    return sorted(rows, key=lambda theme: (theme.retired_at is not None, theme.position, theme.pk))


def used(theme: Theme) -> int:
    """How many readings gave a theme, also those that this person may not see yet. Asked only where a theme is changed."""
    with speaking.as_service():
        return theme.codings.count()


@transaction.atomic
def add(survey: Survey, title: str, meaning: str) -> Theme:
    """A further theme, after the others."""
    last = Theme.objects.filter(survey=survey).aggregate(Max("position"))["position__max"]
    return Theme.objects.create(survey=survey, title=title, meaning=meaning, position=0 if last is None else last + 1)


@transaction.atomic
def move(theme: Theme, *, up: bool) -> None:
    """One place up or down among the themes that are in use; at the end nothing happens."""
    rows = list(Theme.objects.select_for_update().filter(survey=theme.survey_id).in_use().order_by("position", "pk"))
    place = next((place for place, each in enumerate(rows) if each.pk == theme.pk), None)
    if place is None:
        raise IllegalMove("This theme is given no more, and has no place among those that are.")
    other = place - 1 if up else place + 1
    if 0 <= other < len(rows):
        rows[place], rows[other] = rows[other], rows[place]
    for position, each in enumerate(rows):
        if each.position != position:
            Theme.objects.filter(pk=each.pk).update(position=position)


@transaction.atomic
def retire(theme: Theme) -> bool:
    """Give a theme no more. One that nobody has ever given is removed; returns whether it was."""
    held = Theme.objects.select_for_update().get(pk=theme.pk)
    if not used(held) and not held.settlements.exists():
        held.delete()
        return True
    Theme.objects.filter(Q(pk=held.pk, retired_at=None)).update(retired_at=timezone.now())
    return False


def bring_back(theme: Theme) -> None:
    """Give a theme again."""
    Theme.objects.filter(pk=theme.pk).update(retired_at=None)
