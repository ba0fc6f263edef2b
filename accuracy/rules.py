"""Who may do what with an embargoed copy, in words that somebody who does not program can read."""

from accuracy.models import Copy
from reports import rules as reports
from reports.models import Edition


def may_see_copies(user, edition: Edition) -> bool:
    """Those who release a report see who holds a copy of it: lead, communications, administrators."""
    return reports.releases(user, edition.report.programme)


def may_give_copies(user, edition: Edition) -> bool:
    """Those who release a report give copies of it."""
    return may_see_copies(user, edition)


def may_see_copy(user, copy: Copy) -> bool:
    """Those who release the report see who opened a copy and when."""
    return may_give_copies(user, copy.embargo.edition)


def may_change_copy(user, copy: Copy) -> bool:
    """Those who release the report write to its holder again, and take it back."""
    return may_see_copy(user, copy)


def may_hold(user, copy: Copy) -> bool:
    """A copy is read by its holder alone; the team reads the edition where it was frozen."""
    return copy.person_id == user.pk
