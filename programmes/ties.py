"""Ties: a person never reads the partnership of a body they work or worked for, and is told so where a row is missing."""

from accounts.models import User
from programmes.models import Programme
from programmes.models.belonging import belonging


def bodies(user: User, programme: Programme) -> list[str]:
    """The bodies whose partnerships in a programme this person does not see, by name."""
    found = (names for of, names in belonging(user).tied_to.values() if of == programme.pk)
    return sorted(set().union(*found))
