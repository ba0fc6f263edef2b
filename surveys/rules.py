"""Who may do what with surveys, in words that somebody who does not program can read."""

from accounts import roles
from programmes.models import Participation, Programme
from programmes.rules import may_open, may_run, may_see_overview, seats, sits_as, works_on
from surveys.models import Reply, Survey, Writer

__all__ = [
    "may_ask_writers",
    "may_change_questions",
    "may_correct",
    "may_have_paper",
    "may_open_by_hand",
    "may_open_reply",
    "may_put_forward",
    "may_say_rounds",
    "may_see_surveys",
    "may_send",
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
    """Leads and administrators write questions, bring and take them as a form, and publish a version of them."""
    return works_on(user, programme, roles.Lead)


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
    """Everyone who sees the row: those whose it is, and the team once it was sent."""
    return True


def writes_for(user, reply: Reply) -> bool:
    """Whether somebody was asked to write it, for a board or a post that answers for itself."""
    places = Writer.objects.current().filter(person=user.pk, survey=reply.survey_id, kind=reply.kind)
    return reply.of_its_own and places.filter(participation=reply.participation_id).exists()


def is_ours(user, reply: Reply) -> bool:
    """Whether it is somebody's own: their partnership's, or what they were asked to write."""
    return writes_for(user, reply) if reply.of_its_own else bool(seats(user).get(reply.participation_id))


def may_write(user, reply: Reply) -> bool:
    """The co-ordinator, a deputy, cover and contributors together; what answers for itself, those asked to write it."""
    if reply.of_its_own:
        return writes_for(user, reply)
    return sits_as(user, reply.participation, roles.Coordinator, roles.Contributor)


def may_put_forward(user, reply: Reply) -> bool:
    """The co-ordinator, a deputy or cover gives it for sign-off, where it needs one; a contributor does not."""
    return reply.needs_sign_off and sits_as(user, reply.participation, roles.Coordinator)


def may_sign_off(user, reply: Reply) -> bool:
    """A chief officer of the partnership signs off, or sends it back for changes."""
    return reply.needs_sign_off and sits_as(user, reply.participation, roles.ChiefOfficer)


def may_send(user, reply: Reply) -> bool:
    """What needs no sign-off is sent by those who write it, or by the co-ordinator where it is the partnership's."""
    if reply.needs_sign_off:
        return False
    return writes_for(user, reply) if reply.of_its_own else sits_as(user, reply.participation, roles.Coordinator)


def may_correct(user, reply: Reply) -> bool:
    """Whoever may give it for sign-off or send it also begins a corrected version."""
    return may_put_forward(user, reply) or may_send(user, reply)


def may_ask_writers(user, participation: Participation) -> bool:
    """The co-ordinator, a deputy, cover, and whoever runs the programme ask those who answer for themselves."""
    return sits_as(user, participation, roles.Coordinator) or may_run(user, participation.programme)
