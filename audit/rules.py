"""Who may read the trail and the status page."""

from collections.abc import Callable

from accounts import roles

#: Further rules of rooms higher up, such as that a programme's support officers may see the status page.
also_sees_status: list[Callable] = []


def reads_the_trail(user) -> bool:
    """Administrators and information governance see who changed and who looked at what."""
    return user.is_authenticated and user.holds(roles.Administrator, roles.InformationGovernance)


def sees_status(user) -> bool:
    """Administrators, and those whom a room names, such as support officers."""
    return user.is_authenticated and (user.holds(roles.Administrator) or any(rule(user) for rule in also_sees_status))
