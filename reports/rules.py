"""Who may do what with a report, in words that somebody who does not program can read."""

from accounts import roles
from programmes.models import Programme
from programmes.rules import teams, works_on
from reports import linting
from reports.models import BoundNumber, Edition, Explanation, Figure, Publication, Report, Section
from reports.models.drafting import READS_EVERY_DRAFT

WRITERS = (roles.Lead, roles.Inspector, roles.AssociateAssessor, roles.SupportOfficer)


def sees_drafts(user) -> bool:
    """Administrators, the panel, communications, and everyone in a programme's team."""
    if not user.is_authenticated:
        return False
    return user.holds(*READS_EVERY_DRAFT) or bool(teams(user))


def may_read(user, row) -> bool:
    """Everyone who sees the draft: its team, the panel, communications, administrators."""
    return True


def may_write(user, report: Report) -> bool:
    """The programme's lead, inspectors, assessors and support officers write, and administrators."""
    return works_on(user, report.programme, *WRITERS)


def may_write_section(user, section: Section) -> bool:
    """Whoever may write the report that it belongs to."""
    return may_write(user, section.report)


def may_plan_section(user, section: Section) -> bool:
    """The programme's lead and support officers say who writes what and how long it should be, and administrators."""
    return works_on(user, section.report.programme, roles.Lead, roles.SupportOfficer)


def may_move_section(user, section: Section) -> bool:
    """Whoever writes the report; what a colleague reads is moved on by them, by its owners, or by those who plan."""
    if not may_write_section(user, section):
        return False
    if section.status != Section.Status.READING:
        return True
    return (
        user.pk == section.reader_id
        or user.pk in {owner.pk for owner in section.owners.all()}
        or may_plan_section(user, section)
    )


def may_write_figure(user, figure: Figure) -> bool:
    """Whoever may write the report that it belongs to."""
    return may_write(user, figure.report)


def may_remove_number(user, number: BoundNumber) -> bool:
    """Whoever may write the report that it belongs to."""
    return may_write(user, number.report)


def may_explain(user, report: Report, kind: str) -> bool:
    """Writers say why a remark stands; that an area is named where none should be, only who freezes can decide."""
    return may_freeze(user, report) if kind == linting.Kind.AREA else may_write(user, report)


def may_take_back(user, explanation: Explanation) -> bool:
    """Whoever may give it."""
    return may_explain(user, explanation.report, explanation.kind)


def may_start(user, programme: Programme) -> bool:
    """The programme's lead, and administrators, begin a report."""
    return works_on(user, programme, roles.Lead)


def may_freeze(user, report: Report) -> bool:
    """The programme's lead, and administrators, freeze an edition."""
    return works_on(user, report.programme, roles.Lead)


def may_set_aside(user, edition: Edition) -> bool:
    """Whoever may freeze sets an edition aside that has no release."""
    return may_freeze(user, edition.report)


def releases(user, programme: Programme) -> bool:
    """The programme's lead and communications, communications for the whole portal, and administrators."""
    return works_on(user, programme, roles.Lead, roles.Communications) or user.holds(roles.Communications)


def may_schedule(user, edition: Edition) -> bool:
    """Those who release choose the minute."""
    return releases(user, edition.report.programme)


def may_move(user, publication: Publication) -> bool:
    """Those who release move a minute back, ask to move it forward, or call it off."""
    return releases(user, publication.edition.report.programme)


def may_confirm(user, publication: Publication) -> bool:
    """Those who release, except whoever chose the minute: two people stand behind every release."""
    asked_by = publication.earlier_asked_by_id if publication.earlier_at else publication.scheduled_by_id
    return may_move(user, publication) and user.pk != asked_by
