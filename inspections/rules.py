"""Who may do what with a return, in words that somebody who does not program can read."""

from accounts import roles
from inspections.models import Extension, Message, Return, Submission, SubmittedDocument
from programmes.models import Participation, Programme
from programmes.models.belonging import belonging
from programmes.rules import may_run, seats_held, sits_as, team_roles, works_on

READERS = (roles.Lead, roles.Inspector, roles.AssociateAssessor, roles.SupportOfficer)


def is_tied(user, participation: Participation) -> bool:
    """Works for, comes from or sits in the partnership: such a person never judges what it sent."""
    return bool(seats_held(user, participation)) or participation.partnership_id in belonging(user).tied_to


def _in_the_team(user, participation: Participation, *wanted) -> bool:
    held = team_roles(user, participation.programme)
    return bool(held & {role.slug for role in wanted}) and not is_tied(user, participation)


# --- The partnership -------------------------------------------------------------------------------------------------


def may_open_return(user, of: Return) -> bool:
    """Everyone who sees the row: the partnership's people and the team."""
    return True


def may_prepare(user, of: Return) -> bool:
    """The co-ordinator, a deputy, cover and contributors add documents and write the note."""
    return sits_as(user, of.participation, roles.Coordinator, roles.Contributor)


def may_send(user, of: Return) -> bool:
    """The co-ordinator, a deputy or cover sends; a contributor does not."""
    return sits_as(user, of.participation, roles.Coordinator)


def may_sign_off(user, of: Return) -> bool:
    """A chief officer of the partnership signs off, where the programme asks for it."""
    return of.ask.needs_sign_off and sits_as(user, of.participation, roles.ChiefOfficer)


def may_answer(user, of: Return) -> bool:
    """The co-ordinator answers queries."""
    return may_send(user, of)


def may_ask_for_time(user, of: Return) -> bool:
    """The co-ordinator or a chief officer asks for more time."""
    return sits_as(user, of.participation, roles.Coordinator, roles.ChiefOfficer)


def may_see_preparation(user, of: Return) -> bool:
    """What is not sent yet is the partnership's own: everyone with a seat in it, nobody else."""
    return bool(seats_held(user, of.participation))


def may_prepare_submission(user, submission: Submission) -> bool:
    """As the return."""
    return may_prepare(user, submission.of)


def may_change_document(user, document: SubmittedDocument) -> bool:
    """Whoever prepares the return."""
    return may_prepare(user, document.submission.of)


def may_open_document(user, document: SubmittedDocument) -> bool:
    """Whoever sees the submission that it is in."""
    return True


def may_withdraw_wish(user, extension: Extension) -> bool:
    """Those who may ask for more time."""
    return may_ask_for_time(user, extension.of)


# --- The team --------------------------------------------------------------------------------------------------------


def may_read_list(user, programme: Programme) -> bool:
    """The programme's readers, support officers and administrators."""
    return works_on(user, programme, *READERS)


def may_read_as_team(user, of: Return) -> bool:
    """Whoever works on the programme, and is not tied to the partnership."""
    return works_on(user, of.participation.programme, *READERS) and not is_tied(user, of.participation)


def may_query(user, of: Return) -> bool:
    """Leads, inspectors and associate assessors ask."""
    return _in_the_team(user, of.participation, roles.Lead, roles.Inspector, roles.AssociateAssessor)


def may_accept(user, of: Return) -> bool:
    """Leads and inspectors accept. A support officer chases, and does not accept."""
    return _in_the_team(user, of.participation, roles.Lead, roles.Inspector)


def may_reopen(user, of: Return) -> bool:
    """Whoever may accept may take it back, with a reason."""
    return may_accept(user, of)


def may_decide_time(user, extension: Extension) -> bool:
    """Whoever runs the timetable decides on more time: leads and support officers."""
    participation = extension.of.participation
    return may_run(user, participation.programme) and not is_tied(user, participation)


def may_read_message(user, message: Message) -> bool:
    """All who see the return."""
    return True
