"""Who may open a document that the portal makes."""

from files import printable
from files.models import Making


def may_see(user, making: Making) -> bool:
    """Whoever may see what it is about. Having asked for it once is no right of its own: rights end, rows stay."""
    if not user.is_authenticated:
        return False
    try:
        rule = printable.registered(making.kind).rule
    except LookupError:
        return False
    return bool(rule(user, making.subject_id)) if rule else making.asked_by_id == user.pk
