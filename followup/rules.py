"""Who may do what with a recommendation and what follows it, in words that somebody who does not program can read."""

from accounts import roles
from followup.models import Action, Entry, EntryFile, Plan, Recommendation, Response, Reviewed, Round, Update
from inspections.rules import is_tied
from programmes.rules import seats_held, sits_as, works_on
from reports import rules as reports
from reports.models import Report

JUDGES = (roles.Lead, roles.Inspector)
FOLLOWERS = (roles.Lead, roles.Inspector, roles.AssociateAssessor, roles.SupportOfficer)


# --- Recommendations -------------------------------------------------------------------------------------------------


def may_read(user, row) -> bool:
    """Everyone who sees the draft of the report."""
    return True


def may_write(user, report: Report) -> bool:
    """Whoever writes the report writes what it recommends."""
    return reports.may_write(user, report)


def may_write_recommendation(user, recommendation: Recommendation) -> bool:
    """Whoever writes the report that it belongs to."""
    return may_write(user, recommendation.report)


def may_enter_text(user, recommendation: Recommendation) -> bool:
    """The programme's lead, and administrators, enter a text that was not known, with its source."""
    return works_on(user, recommendation.report.programme, roles.Lead)


def may_judge(user, recommendation: Recommendation) -> bool:
    """The programme's lead and inspectors, and administrators, judge how far a recommendation has come."""
    return works_on(user, recommendation.report.programme, *JUDGES)


def may_review(user, report: Report) -> bool:
    """The programme's lead, and administrators, say which report a progress review goes through."""
    return works_on(user, report.programme, roles.Lead)


def may_write_reviewed(user, reviewed: Reviewed) -> bool:
    """Leads, inspectors and administrators of the review's programme write what it says of each recommendation."""
    return works_on(user, reviewed.review.report.programme, *JUDGES)


# --- Following a report ----------------------------------------------------------------------------------------------


def may_follow(user, of: Report | Plan) -> bool:
    """Those of the team who read what partnerships send, and administrators, see plans and updates."""
    return works_on(user, of.programme, *FOLLOWERS)


def may_run(user, of: Report | Plan) -> bool:
    """Leads, support officers and administrators open plans and set the days of rounds."""
    return works_on(user, of.programme, roles.Lead, roles.SupportOfficer)


def may_change_round(user, round: Round) -> bool:
    """Whoever may set its day."""
    return may_run(user, round.report)


# --- A plan ----------------------------------------------------------------------------------------------------------


def may_open_plan(user, plan: Plan) -> bool:
    """Its partnership's people, and those who follow the report; never somebody tied to the partnership."""
    if plan.participation_id and seats_held(user, plan.participation):
        return True
    return may_follow(user, plan)


def may_write_plan(user, plan: Plan) -> bool:
    """The co-ordinator and contributors write a partnership's plan; those who follow the report enter a body's."""
    if plan.participation_id:
        return sits_as(user, plan.participation, roles.Coordinator, roles.Contributor)
    return may_follow(user, plan)


def may_give(user, plan: Plan) -> bool:
    """The co-ordinator gives an update for sign-off; of a body's plan, those who follow the report send it."""
    if plan.participation_id:
        return sits_as(user, plan.participation, roles.Coordinator)
    return may_follow(user, plan)


def may_sign_off_for(user, plan: Plan) -> bool:
    """A chief officer of the partnership signs its updates off."""
    return bool(plan.participation_id) and sits_as(user, plan.participation, roles.ChiefOfficer)


def may_answer(user, plan: Plan) -> bool:
    """A chief officer answers for a partnership; those who follow the report enter a body’s answer."""
    if plan.participation_id:
        return sits_as(user, plan.participation, roles.ChiefOfficer)
    return may_follow(user, plan)


def may_view_plan(user, plan: Plan) -> bool:
    """Leads and inspectors say what they make of an update; never of a partnership that they are tied to."""
    tied = bool(plan.participation_id) and is_tied(user, plan.participation)
    return works_on(user, plan.programme, *JUDGES) and not tied


def may_name_inspector(user, plan: Plan) -> bool:
    """Leads, support officers and administrators say who the link inspector is."""
    return may_run(user, plan)


def may_show(user, plan: Plan) -> bool:
    """Leads and administrators decide that everybody may read an update or an answer."""
    return works_on(user, plan.programme, roles.Lead)


# --- The same, of what belongs to a plan -----------------------------------------------------------------------------


def may_write_action(user, action: Action) -> bool:
    """Whoever writes the plan."""
    return may_write_plan(user, action.plan)


def may_open_update(user, update: Update) -> bool:
    """Whoever may open the plan, once it is sent; before that, those whose it is."""
    return may_open_plan(user, update.plan)


def may_write_update(user, update: Update) -> bool:
    """Whoever writes the plan."""
    return may_write_plan(user, update.plan)


def may_give_update(user, update: Update) -> bool:
    """Whoever gives it for sign-off, or sends it where nobody signs it off."""
    return may_give(user, update.plan)


def may_sign_off(user, update: Update) -> bool:
    """A chief officer of the partnership."""
    return may_sign_off_for(user, update.plan)


def may_show_update(user, update: Update) -> bool:
    """Leads and administrators."""
    return may_show(user, update.plan)


def may_write_entry(user, entry: Entry) -> bool:
    """Whoever writes the plan."""
    return may_write_plan(user, entry.update.plan)


def may_view(user, entry: Entry) -> bool:
    """Leads and inspectors, not tied to the partnership."""
    return may_view_plan(user, entry.update.plan)


def may_open_file(user, file: EntryFile) -> bool:
    """Whoever may open the update that it belongs to."""
    return may_open_plan(user, file.entry.update.plan)


def may_take_out(user, file: EntryFile) -> bool:
    """Whoever writes the plan."""
    return may_write_plan(user, file.entry.update.plan)


def may_show_response(user, response: Response) -> bool:
    """Leads and administrators."""
    return works_on(user, response.report.programme, roles.Lead)
