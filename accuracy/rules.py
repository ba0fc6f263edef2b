"""Who may do what with an embargoed copy and with a fact check, in words that somebody who does not program can read."""

from accounts import roles
from accuracy.models import Comment, CommentFile, Copy, FactCheck, MoreTime
from programmes.models import Participation
from programmes.models.belonging import belonging
from programmes.rules import seats_held, sits_as, works_on
from reports import rules as reports
from reports.models import Edition, Report

READERS = (roles.Lead, roles.Inspector, roles.AssociateAssessor, roles.SupportOfficer)


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


# --- Factual accuracy: the partnership -------------------------------------------------------------------------------


def is_tied(user, participation: Participation) -> bool:
    """Works for, comes from or sits in the partnership: such a person never decides what it says."""
    return bool(seats_held(user, participation)) or participation.partnership_id in belonging(user).tied_to


def may_open_check(user, check: FactCheck) -> bool:
    """Everyone who sees the row: the partnership's people, and the team save those tied to it."""
    return True


def sits_there(user, check: FactCheck) -> bool:
    """Everyone with a seat in the partnership."""
    return bool(seats_held(user, check.participation))


def may_comment(user, check: FactCheck) -> bool:
    """The co-ordinator, a deputy or cover, contributors and chief officers write comments."""
    return sits_as(user, check.participation, roles.Coordinator, roles.Contributor, roles.ChiefOfficer)


def may_put_forward(user, check: FactCheck) -> bool:
    """The co-ordinator, a deputy or cover gives the comments for sign-off; a chief officer may too."""
    return sits_as(user, check.participation, roles.Coordinator, roles.ChiefOfficer)


def may_sign_off(user, check: FactCheck) -> bool:
    """A chief officer of the partnership signs off."""
    return sits_as(user, check.participation, roles.ChiefOfficer)


def may_take_back_from_sign_off(user, check: FactCheck) -> bool:
    """Whoever may give comments for sign-off, and a chief officer."""
    return may_put_forward(user, check)


def may_ask_for_time(user, check: FactCheck) -> bool:
    """The co-ordinator or a chief officer asks for more time."""
    return sits_as(user, check.participation, roles.Coordinator, roles.ChiefOfficer)


def may_write_comment(user, comment: Comment) -> bool:
    """Whoever writes comments for the partnership."""
    return may_comment(user, comment.fact_check)


def may_open_file(user, evidence: CommentFile) -> bool:
    """Whoever sees the comment that it shows."""
    return True


def may_remove_file(user, evidence: CommentFile) -> bool:
    """Whoever writes comments for the partnership."""
    return may_comment(user, evidence.comment.fact_check)


# --- Factual accuracy: the team --------------------------------------------------------------------------------------


def sees_checks(user, report: Report) -> bool:
    """The programme's team and administrators, as far as they see its partnerships."""
    return works_on(user, report.programme, *READERS)


def may_send_checks(user, report: Report) -> bool:
    """The programme's lead, and administrators, send a draft to partnerships."""
    return works_on(user, report.programme, roles.Lead)


def may_read_as_team(user, check: FactCheck) -> bool:
    """The programme's team and administrators, save those who are tied to the partnership."""
    return sees_checks(user, check.report) and not is_tied(user, check.participation)


def may_run_check(user, check: FactCheck) -> bool:
    """The programme's lead and administrators take a draft back and send the response, unless they are tied."""
    return may_send_checks(user, check.report) and not is_tied(user, check.participation)


def may_decide(user, comment: Comment) -> bool:
    """Leads, inspectors and administrators decide a comment, unless they are tied to the partnership."""
    check = comment.fact_check
    return works_on(user, check.report.programme, roles.Lead, roles.Inspector) and not is_tied(
        user, check.participation
    )


def may_decide_time(user, wish: MoreTime) -> bool:
    """The programme's lead decides on more time."""
    return may_run_check(user, wish.fact_check)
