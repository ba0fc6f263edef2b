"""Who may read the trail and the status page."""

from accounts import roles


def reads_the_trail(user) -> bool:
    """Administrators and information governance see who changed and who looked at what."""
    return user.is_authenticated and user.holds(roles.Administrator, roles.InformationGovernance)


def sees_status(user) -> bool:
    """Administrators, who can do something about what is wrong."""
    return user.is_authenticated and user.holds(roles.Administrator)
