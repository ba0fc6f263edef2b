"""Who may do what with surveys, in words that somebody who does not program can read."""

from accounts import roles
from programmes.models import Participation, Programme
from programmes.rules import is_administrator, may_open, may_run, may_see_overview, seats, sits_as, works_on
from surveys.models import Reply, Survey

__all__ = [
    "may_change_questions",
    "may_have_paper",
    "may_open_by_hand",
    "may_open_reply",
    "may_put_forward",
    "may_say_rounds",
    "may_see_surveys",
    "may_share",
    "may_sign_off",
    "may_write",
]


def may_see_surveys(user, programme: Programme) -> bool:
    """The programme's team and administrators see how many have answered."""
    return may_see_overview(user, programme)


def may_open_by_hand(user, programme: Programme) -> bool:
    """Whoever runs the programme opens and closes a survey that its timetable does not."""
    return may_run(user, programme)


def may_change_questions(user, programme: Programme) -> bool:
    """Administrators write questions, and publish a version of them."""
    return is_administrator(user)


def may_say_rounds(user, programme: Programme) -> bool:
    """Leads and administrators say which earlier survey this one follows."""
    return works_on(user, programme, roles.Lead)


def may_share(user, participation: Participation) -> bool:
    """The partnership's people, and the team that helps them: link, poster, words and their own count."""
    return may_open(user, participation)


def may_have_paper(user, survey: Survey) -> bool:
    """The team, and whoever sits in a partnership of the programme."""
    sits = Participation.objects.filter(programme=survey.programme_id, pk__in=list(seats(user)))
    return may_see_surveys(user, survey.programme) or sits.exists()


def may_open_reply(user, reply: Reply) -> bool:
    """Everyone who sees the row: the partnership's people, and the team once it was sent."""
    return True


def may_write(user, reply: Reply) -> bool:
    """The co-ordinator, a deputy, cover and contributors answer together."""
    return sits_as(user, reply.participation, roles.Coordinator, roles.Contributor)


def may_put_forward(user, reply: Reply) -> bool:
    """The co-ordinator, a deputy or cover gives it for sign-off; a contributor does not."""
    return sits_as(user, reply.participation, roles.Coordinator)


def may_sign_off(user, reply: Reply) -> bool:
    """A chief officer of the partnership signs off, or sends it back for changes."""
    return sits_as(user, reply.participation, roles.ChiefOfficer)
