"""Who may do what on a report's road to release, in words that somebody who does not program can read."""

from programmes.rules import teams
from reports.models import Report
from reports.models.drafting import READS_EVERY_DRAFT


def sees_draft(user, report: Report) -> bool:
    """Its programme's team, the panel, communications and administrators; a peer from elsewhere sees a version only."""
    return user.holds(*READS_EVERY_DRAFT) or report.programme_id in teams(user)


def may_read(user, row) -> bool:
    """Everyone who sees the draft: its team, the panel, communications, administrators."""
    return True
