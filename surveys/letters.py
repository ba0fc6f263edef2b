"""The letters that a named answer causes: each says that something happened and where, and none what was answered."""

from datetime import datetime

from django.utils import timezone

from accounts import speaking
from accounts.models import User
from programmes import correspondence
from programmes.models import Participation, Programme
from surveys.models import Reply, Writer


def asked_to_write(writer: Writer, reply: Reply, *, by: User) -> None:
    """To somebody asked to write for a board or a post. The e-mail is also the way in of who never signed in."""
    said = {"reply.for": writer.survey.title_of(writer.kind), "reply.asked_by": by.name}
    _tell("people are asked to answer a survey", reply, f"writer:{writer.pk}", by, [writer.person], said)


def sign_off_request(reply: Reply, *, by: User) -> None:
    turn = f"sign-off:{reply.put_forward_at.isoformat()}"
    _tell("a survey answer waits for sign-off", reply, turn, by, "chief officers", {"reply.prepared_by": by.name})


def sent_back(reply: Reply, *, prepared_by: User, put_forward_at: datetime, by: User) -> None:
    """To whoever put it forward, and to the co-ordinator of today. The reason stands on the reply's own page."""
    with speaking.as_service():
        people = {prepared_by, *correspondence.recipients("co-ordinator", _participation(reply))}
    turn = f"sent-back:{put_forward_at.isoformat()}"
    _tell("a survey answer is sent back", reply, turn, by, people, {"reply.sent_back_by": by.name})


def receipt(reply: Reply, *, by: User) -> None:
    """To everybody in the partnership; what answers for itself, to those who wrote it and to nobody else."""
    to = writers_of(reply) if reply.of_its_own else "everyone in the partnership"
    _tell(
        "a survey answer is sent",
        reply,
        "receipt",
        by,
        to,
        {
            "reply.reference": reply.reference,
            "reply.version": str(reply.number),
            "reply.sent_at": f"{timezone.localtime(reply.sent_at):%-d %B %Y, %H:%M}",
            "reply.sent_by": by.name,
        },
        f"{reply.get_absolute_url()}receipt/",
    )


def writers_of(reply: Reply) -> list[User]:
    """Who was asked to write it, and still is."""
    with speaking.as_service():
        places = Writer.objects.current().filter(
            survey=reply.survey_id, participation=reply.participation_id, kind=reply.kind
        )
        return [place.person for place in places.select_related("person")]


def _participation(reply: Reply) -> Participation:
    # With its plan, for a letter names the days of its milestone.
    programme = Programme.objects.with_plan().get(pk=reply.survey.programme_id)
    found = correspondence.everyone(programme).get(pk=reply.participation_id)
    programme.share_plan_with([found])
    return found


def _tell(event: str, reply: Reply, occasion: str, by: User, to, extra: dict, address: str = "") -> None:
    with speaking.as_service():
        participation = _participation(reply)
        milestone = reply.survey.milestone
        correspondence.tell(
            event,
            participation,
            to=to,
            occasion=f"reply:{reply.pk}/{occasion}",
            by=by,
            milestone=participation.timetable[milestone.key] if milestone else None,
            address=address or reply.get_absolute_url(),
            extra={"reply.title": reply.survey.title, "reply.last_day": letter_day(reply), **extra},
        )


def letter_day(reply: Reply) -> str:
    """The last day on which it is taken, in words."""
    return (
        f"{reply.closes_on:%A} {reply.closes_on.day} {reply.closes_on:%B %Y}" if reply.closes_on else "a day to be set"
    )
