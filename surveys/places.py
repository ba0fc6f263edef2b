"""Who writes what a board or a post answers for itself: asked by the co-ordinator or the team, and let go again."""

from django.db import IntegrityError, transaction
from django.utils import timezone

from accounts import actions as accounts
from accounts import speaking
from accounts.invitations import CannotInvite
from accounts.models import User
from accounts.moves import IllegalMove
from programmes.models import Participation, Seat
from programmes.rules import may_run
from surveys import letters
from surveys.models import Reply, Survey, Writer


class CannotAsk(ValueError):
    """Somebody who could not be asked; the sentence says why and what would work."""


def of(survey: Survey, participation: Participation, kind: str) -> list[Writer]:
    """Who writes it today, in the order in which they were asked."""
    places = Writer.objects.current().filter(survey=survey, participation=participation, kind=kind)
    return list(places.select_related("person").order_by("asked_at", "pk"))


@transaction.atomic
def ask(survey: Survey, participation: Participation, kind: str, *, email: str, name: str, by: User) -> Writer:
    """Ask somebody to write, and write to them. Their account is made if there is none; it opens this and nothing else.

    Raises CannotAsk where they could not write it: in the review team, or, unless the team asks, in the partnership.
    """
    with speaking.as_service():
        reply = _newest(survey, participation, kind)
        if reply.state(timezone.localdate()) in ("closed", "frozen"):
            raise CannotAsk("The survey has closed. Nobody can answer it any more.")
        try:
            # No organisation: a member of a board belongs to no body of the partnership.
            person = accounts.introduce(email, name)
        except CannotInvite as error:
            raise CannotAsk(error.sentence) from error
        if not person.is_active:
            raise CannotAsk(f"The account of {person.name} is closed. Ask an administrator to open it again.")
        if trouble := _why_not(person, participation, by):
            raise CannotAsk(trouble)
        writer = Writer(survey=survey, participation=participation, kind=kind, person=person, asked_by=by)
        try:
            with transaction.atomic():
                writer.save()
        except IntegrityError as error:
            raise CannotAsk(f"{person.name} has been asked already.") from error
        letters.asked_to_write(writer, reply, by=by)
    return writer


def _why_not(person: User, participation: Participation, by: User) -> str:
    """Why somebody cannot be asked by this person, as a sentence; empty where they can."""
    if participation.programme.team.filter(person=person).exists():
        return f"{person.name} is in the review team, and cannot answer."
    if person.organisation_id and not person.organisation.kind_is_of_a_partnership:
        return f"{person.name} works for {person.organisation}, a scrutiny body, and cannot answer."
    # Otherwise a co-ordinator could ask themselves, or a colleague, and read what a board was told that they do not.
    sits = Seat.objects.held().filter(participation=participation, person=person).exists()
    if sits and not may_run(by, participation.programme):
        return (
            f"{person.name} has a seat in {participation.partnership.name}, and sees what the partnership does. Where the "
            "answer is theirs to give all the same, the review team asks them: please write to it."
        )
    return ""


@transaction.atomic
def let_go(writer: Writer, *, by: User) -> None:
    """From now on they see nothing of it. What they wrote stays."""
    with speaking.as_service():
        if not Writer.objects.current().filter(pk=writer.pk).update(ended_by=by, ended_at=timezone.now()):
            raise IllegalMove(f"{writer.person.name} has been let go already.")


def _newest(survey: Survey, participation: Participation, kind: str) -> Reply:
    rows = Reply.objects.filter(survey=survey, participation=participation, kind=kind).select_related(
        "survey__milestone"
    )
    return rows.order_by("-number")[0]
