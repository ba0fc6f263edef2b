"""Ties: a person never reads the partnership of a body they work or worked for, and is told so where a row is missing."""

from django.db.models import Q

from accounts.models import Organisation, User
from programmes.models import Programme


def bodies(user: User, programme: Programme) -> list[str]:
    """The bodies whose partnerships in a programme this person does not see, by name: one query."""
    own = Q(pk=user.organisation_id) | Q(pk__in=user.ties.values("organisation"))
    taking_part = Q(partnerships__programme=programme)
    return list(
        Organisation.objects.filter(own, taking_part).order_by("name").distinct().values_list("name", flat=True)
    )
