"""Which of the numbers of surveys are out for everyone, and where.

Read as the service, through what is out: whoever asks may be signed in as somebody who sees less.
"""

from dataclasses import dataclass

from django.urls import reverse

from accounts import speaking
from analysis import shown
from analysis.models import Release


@dataclass(frozen=True)
class National:
    """The national numbers of one survey that everybody may read."""

    pk: int
    title: str
    programme: str  #: its slug


def _out():
    return Release.objects.out().filter(kind=Release.Kind.NATIONAL)


def nationals(programme: int | None = None) -> list[National]:
    """All of them, or those of one programme."""
    with speaking.as_service():
        found = _out() if programme is None else _out().filter(plan__dataset__survey__programme=programme)
        rows = list(
            found.order_by(
                "plan__dataset__survey__programme", "plan__dataset__survey__position", "plan__dataset"
            ).values_list(
                "plan__dataset__survey__title",
                "plan__dataset__participation__partnership__name",
                "pk",
                "plan__dataset__survey__programme__slug",
            )
        )
    return [National(pk, f"{title}: {area}" if area else title, slug) for title, area, pk, slug in rows]


def national(pk: int) -> shown.Kept:
    """The numbers of one that is out; raises Release.DoesNotExist for any other."""
    with speaking.as_service():
        release = (
            _out()
            .select_related(
                "plan__dataset__survey__programme__lead_body",
                "plan__dataset__version",
                "plan__dataset__participation__partnership",
            )
            .get(pk=pk)
        )
        return shown.kept(release)


def national_numbers(programme: int) -> list[tuple[str, str]]:
    """The national numbers of a programme's surveys that everybody may read, each with its address."""
    return [(each.title, reverse("analysis:data", args=[each.pk])) for each in nationals(programme)]
