"""Who may do what on a report's road to release, in words that somebody who does not program can read."""

from accounts import roles
from assurance.models import LockedVersion, Meeting, NamedEvidence, PanelCondition, PeerReview, WayRound
from assurance.road import Move
from programmes.models import Programme
from programmes.rules import is_administrator, team_roles, teams, works_on
from reports.models import Report
from reports.models.drafting import READS_EVERY_DRAFT
from reports.rules import may_write


def sees_draft(user, report: Report) -> bool:
    """Its programme's team, the panel, communications and administrators; a peer from elsewhere sees a version only."""
    return user.holds(*READS_EVERY_DRAFT) or report.programme_id in teams(user)


def sees_some_draft(user) -> bool:
    """Whoever reads a draft of some programme."""
    return user.holds(*READS_EVERY_DRAFT) or bool(teams(user))


def may_read(user, row) -> bool:
    """Everyone who sees the draft: its team, the panel, communications, administrators."""
    return True


def may_read_version(user, version: LockedVersion) -> bool:
    """Everyone who sees the draft, and a colleague who was asked to review this version."""
    return True


def may_name_evidence(user, report: Report) -> bool:
    """Whoever writes the report says what stands behind its statements."""
    return may_write(user, report)


def may_take_evidence_away(user, evidence: NamedEvidence) -> bool:
    """Whoever writes the report that it is named in."""
    return may_write(user, evidence.section.report)


# --- The road --------------------------------------------------------------------------------------------------------


def makes(user, report: Report, move: Move) -> bool:
    """Whoever the road's table names for this move: in the programme's team, or communications for the whole portal."""
    return works_on(user, report.programme, *move.by) or (
        roles.Communications in move.by and user.holds(roles.Communications)
    )


def leads(user, report: Report) -> bool:
    """The programme's lead, and administrators."""
    return works_on(user, report.programme, roles.Lead)


def moves_some(user, report: Report) -> bool:
    """The programme's lead, communications, and administrators: each makes some of the moves."""
    return works_on(user, report.programme, roles.Lead, roles.Communications) or user.holds(roles.Communications)


def may_bring_in(user, report: Report) -> bool:
    """Administrators bring a report in that took its road elsewhere."""
    return is_administrator(user)


def may_lead_around(user, report: Report) -> bool:
    """The programme's lead, and administrators, decide that a part of the road is left out."""
    return leads(user, report)


def may_confirm_way_round(user, way: WayRound) -> bool:
    """A member of the panel or an administrator, and never whoever decided it."""
    return user.pk != way.decided_by_id and (is_administrator(user) or sits_on_panels(user, way.report.programme))


def may_withdraw_way_round(user, way: WayRound) -> bool:
    """The programme's lead, and administrators."""
    return leads(user, way.report)


# --- Peer review -----------------------------------------------------------------------------------------------------


def may_ask_peers(user, report: Report) -> bool:
    """The programme's lead, and administrators."""
    return leads(user, report)


def may_read_review(user, review: PeerReview) -> bool:
    """The reviewer, and everyone who sees the draft; what it says only once it is concluded."""
    return True


def may_review(user, review: PeerReview) -> bool:
    """Nobody but the colleague who was asked."""
    return review.reviewer_id == user.pk


def may_let_off(user, review: PeerReview) -> bool:
    """The programme's lead, administrators, and the reviewer."""
    return review.reviewer_id == user.pk or leads(user, review.version.report)


# --- The panel -------------------------------------------------------------------------------------------------------


def sits_on_panels(user, programme: Programme) -> bool:
    """Members of the Quality and Consistency Panel, for the whole portal or for this programme."""
    return user.holds(roles.PanelMember) or roles.PanelMember.slug in team_roles(user, programme)


def may_call_panel(user, report: Report) -> bool:
    """The programme's lead, and administrators."""
    return leads(user, report)


def may_call_off(user, meeting: Meeting) -> bool:
    """The programme's lead, and administrators."""
    return leads(user, meeting.report)


def sits_in(user, meeting: Meeting) -> bool:
    """The members of this meeting."""
    return meeting.members.filter(person=user).exists()


def may_declare(user, meeting: Meeting) -> bool:
    """The members of this meeting."""
    return sits_in(user, meeting)


def may_read_conflict(user, meeting: Meeting, declared_by: int) -> bool:
    """What a conflict of interest is: whoever declared it, the chair, the programme's lead, and administrators.

    It can tell of a family. That there is one is told to everyone who sees the draft.
    """
    return user.pk in (declared_by, meeting.chair_id) or leads(user, meeting.report)


def may_open_papers(user, meeting: Meeting) -> bool:
    """The members of this meeting, the programme's lead, and administrators."""
    return sits_in(user, meeting) or leads(user, meeting.report)


def may_decide(user, meeting: Meeting) -> bool:
    """The chair of this meeting."""
    return meeting.chair_id == user.pk


def may_change_chair(user, meeting: Meeting) -> bool:
    """The programme's lead, and administrators."""
    return leads(user, meeting.report)


def may_meet(user, condition: PanelCondition) -> bool:
    """Whoever the panel asked, the programme's lead, and administrators."""
    return condition.who_id == user.pk or leads(user, condition.meeting.report)


def may_reopen(user, condition: PanelCondition) -> bool:
    """The chair of the meeting, and administrators."""
    return condition.meeting.chair_id == user.pk or is_administrator(user)


def may_set_quorum(user) -> bool:
    """Administrators say how many members decide at least."""
    return is_administrator(user)


# --- Judgements ------------------------------------------------------------------------------------------------------


def may_propose(user, report: Report) -> bool:
    """The programme's lead, and administrators, propose; the panel agrees."""
    return leads(user, report)
