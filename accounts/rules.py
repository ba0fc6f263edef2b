"""Who may do what with people and registers."""

from accounts import roles


def runs_the_portal(user, row=None) -> bool:
    """Administrators."""
    return user.is_authenticated and user.holds(roles.Administrator)


def may_disable(user, person) -> bool:
    """Administrators, but nobody themselves: they could not undo it."""
    return runs_the_portal(user) and person.pk != user.pk


def is_oneself(user, person) -> bool:
    return user.is_authenticated and user.pk == person.pk
