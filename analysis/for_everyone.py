"""Which of the numbers of surveys are out for everyone, and where."""

from django.urls import reverse

from accounts import speaking
from analysis.models import Release


def national_numbers(programme: int) -> list[tuple[str, str]]:
    """The national numbers of a programme's surveys that everybody may read, each with its address."""
    with speaking.as_service():
        rows = list(
            Release.objects.out()
            .filter(kind=Release.Kind.NATIONAL, plan__dataset__survey__programme=programme)
            .order_by("plan__dataset__survey__position", "plan__dataset")
            .values_list("plan__dataset__survey__title", "plan__dataset__participation__partnership__name", "pk")
        )
    return [(f"{title}: {area}" if area else title, reverse("analysis:data", args=[pk])) for title, area, pk in rows]
