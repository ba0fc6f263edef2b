"""Who may do what in a programme, in words that somebody who does not program can read."""

from accounts import roles
from programmes.models import Participation, Programme, Seat
from programmes.models.belonging import belonging


def is_administrator(user) -> bool:
    """Administrators, today."""
    return user.is_authenticated and user.holds(roles.Administrator)


def teams(user) -> dict[int, set[str]]:
    """Where a person works today, {programme: roles}."""
    return belonging(user).teams


def team_roles(user, programme: Programme) -> set[str]:
    """The roles in which a person works on a programme today."""
    return teams(user).get(programme.pk, set())


def works_on(user, programme: Programme, *wanted) -> bool:
    """In the programme's team in one of these roles, or an administrator."""
    held = team_roles(user, programme)
    return is_administrator(user) or bool(held & {role.slug for role in wanted})


def seats(user) -> dict[int, set[str]]:
    """Where a person sits today, {participation: roles}."""
    return belonging(user).seats


def seats_held(user, participation: Participation) -> set[str]:
    """The roles in which a person sits in a partnership today."""
    return seats(user).get(participation.pk, set())


def sits_as(user, participation: Participation, *wanted) -> bool:
    return bool(seats_held(user, participation) & {role.slug for role in wanted})


# --- Programmes ------------------------------------------------------------------------------------------------------


def may_start_programmes(user) -> bool:
    """Administrators start programmes."""
    return is_administrator(user)


def may_see_overview(user, programme: Programme) -> bool:
    """The programme's team and administrators."""
    return works_on(user, programme, *roles.ON_A_PROGRAMME_WORK)


def may_run(user, programme: Programme) -> bool:
    """Leads, support officers and administrators run the timetable: dates, letters, briefings, chasing."""
    return works_on(user, programme, roles.Lead, roles.SupportOfficer)


def may_change_set_up(user, programme: Programme) -> bool:
    """Administrators and leads change wording, partnerships and the team."""
    return works_on(user, programme, roles.Lead)


def may_withdraw(user, programme: Programme) -> bool:
    """Administrators take a partnership out."""
    return is_administrator(user)


# --- A partnership's own pages ---------------------------------------------------------------------------------------


def may_open(user, participation: Participation) -> bool:
    """Everyone who sees the row: the partnership's people, the team, administrators."""
    return True


def may_accept_notification(user, participation: Participation) -> bool:
    """The chief officer accepts the notification letter."""
    return sits_as(user, participation, roles.ChiefOfficer)


def may_nominate(user, participation: Participation) -> bool:
    """A chief officer nominates; so does the co-ordinator, who may name a deputy, cover and contributors."""
    return sits_as(user, participation, roles.ChiefOfficer, roles.Coordinator)


def may_nominate_for(user, participation: Participation) -> bool:
    """A lead or support officer may step in where a partnership has nobody left who can nominate."""
    return may_nominate(user, participation) or may_run(user, participation.programme)


def may_act_for(user, participation: Participation) -> bool:
    """The co-ordinator, a deputy or whoever covers acts for the partnership."""
    return sits_as(user, participation, roles.Coordinator)


def may_answer_offer(user, seat: Seat) -> bool:
    """Only the person who was nominated answers."""
    return seat.person_id == user.pk


def may_end_seat(user, seat: Seat) -> bool:
    """Anyone leaves a seat of their own; else whoever may nominate, and only a chief officer or the team a chief officer's."""
    if seat.person_id == user.pk or may_run(user, seat.participation.programme):
        return True
    if seat.role == roles.ChiefOfficer.slug:
        return sits_as(user, seat.participation, roles.ChiefOfficer)
    return may_nominate(user, seat.participation)


def may_end(user, seats) -> set[int]:
    """Which of these seats a person may end."""
    return {seat.pk for seat in seats if may_end_seat(user, seat)}
