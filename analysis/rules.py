"""Who may do what with analysis, in words that somebody who does not program can read."""

from accounts import roles
from analysis.models import Release
from programmes.models import Programme
from programmes.rules import may_see_overview, works_on

__all__ = ["may_code", "may_keep_codebook", "may_prepare", "may_read_release", "may_see_analysis"]


def may_see_analysis(user, programme: Programme) -> bool:
    """The programme's team and administrators."""
    return may_see_overview(user, programme)


def may_prepare(user, programme: Programme) -> bool:
    """Leads and administrators say what is published, make releases and withdraw them."""
    return works_on(user, programme, roles.Lead)


def may_code(user, programme: Programme) -> bool:
    """Leads, inspectors and assessors read what people wrote, and give it themes."""
    return works_on(user, programme, roles.Lead, roles.Inspector, roles.AssociateAssessor)


def may_read_release(user, release: Release) -> bool:
    """Everyone who sees the row: the team, and an area's own people once it is out."""
    return True


def may_keep_codebook(user, programme: Programme) -> bool:
    """Leads and administrators say what is looked for in the words; every reader uses it."""
    return may_prepare(user, programme)
