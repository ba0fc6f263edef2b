"""Who may do what with news, in words that somebody who does not program can read."""

from accounts import roles
from newsroom.models import NewsItem
from newsroom.models.news import READS_ALL
from reports.models import Report
from reports.rules import releases, sees_drafts


def sees_the_newsroom(user) -> bool:
    """Whoever sees drafts of reports: press releases stand beside them."""
    return sees_drafts(user)


def makes_news(user) -> bool:
    """Communications and administrators write news that belongs to no report."""
    return user.is_authenticated and user.holds(roles.Administrator, roles.Communications)


def reads_all(user) -> bool:
    """Administrators, communications and the panel."""
    return user.is_authenticated and user.holds(*READS_ALL)


def may_read(user, item: NewsItem) -> bool:
    """Whoever sees it."""
    return True


def may_write(user, item: NewsItem) -> bool:
    """A press release: those who release its report, which they see. Other news: communications and administrators."""
    if item.report_id is None:
        return makes_news(user)
    return item.report is not None and releases(user, item.report.programme)


def may_begin(user, report: Report) -> bool:
    """Those who release a report write its press release."""
    return releases(user, report.programme)


def may_approve(user, item: NewsItem) -> bool:
    """Whoever may write it, other than who put it forward and who wrote in it last."""
    return may_write(user, item) and user.pk not in (item.put_forward_by_id, item.updated_by_id)
