"""May this person? Who reads a letter, and who sees to the e-mails that point to letters."""

from django.db.models import Q

from accounts import roles

_overseers = []


def overseer(which):
    """Register more people who see to deliveries: ``which(user)`` gives a ``Q`` over notices, or None for nobody's.

    It may give a function that makes the ``Q``: every page asks whether there is any, for its menu, and few ask which.
    A room higher up knows, say, whose programme it is. It adds a policy of row-level security of the same width.
    """
    _overseers.append(which)
    return which


@overseer
def administrators_oversee_all(user):
    """Administrators see to every delivery."""
    return Q() if user.holds(roles.Administrator) else None


def oversees(user) -> Q | None:
    """Which notices' deliveries this person sees to; None where they have no part in it."""
    if not user.is_authenticated:
        return None
    together = None
    for which in _overseers:
        part = which(user)
        if part is None:
            continue
        part = part() if callable(part) else part
        if not part:  # an empty Q is all of them: nobody else need be asked
            return part
        together = part if together is None else together | part
    return together


def may_read(user, notice) -> bool:
    """A letter is read by the person it was sent to."""
    return notice.recipient_id == user.pk


def may_see_deliveries(user) -> bool:
    """Administrators, and the support officers of a programme, see to its e-mails."""
    return user.is_authenticated and any(which(user) is not None for which in _overseers)


def may_see_delivery(user, delivery) -> bool:
    """Whoever sees to a programme's e-mails opens each of them."""
    return may_see_deliveries(user)


def may_settle(user, delivery) -> bool:
    """Whoever sees to a programme's e-mails decides about one that is unknown or was refused."""
    return may_see_deliveries(user)
