"""What the team does with a return: asks, accepts, opens again. And how the partnership answers."""

from datetime import date

from django.db import transaction
from django.utils import timezone

from accounts import roles
from accounts.models import User
from accounts.moves import IllegalMove
from inspections import letters
from inspections.models import Message, Return, Submission
from inspections.preparing import hold

Status, Kind = Submission.Status, Message.Kind


def _standing(of: Return) -> Submission:
    """The version that counts, with its return held."""
    hold(of)
    submission = of.submissions.standing().first()
    if submission is None:
        raise IllegalMove("Nothing has been sent for this return yet.")
    submission.of = of
    return submission


def _expect(submission: Submission, number: int | None) -> None:
    if number is not None and submission.number != number:
        raise IllegalMove(
            f"Version {submission.number} has arrived since you opened version {number}. Please read that one."
        )


def _say_once(submission: Submission, kind: str, text: str, by: User, **more) -> tuple[Message, bool]:
    """A message, unless its author has just said the very same: a button pressed twice."""
    last = submission.of.messages.order_by("-written_at", "-pk").first()
    if last and (last.kind, last.author_id, last.text) == (kind, by.pk, text) and last.submission_id == submission.pk:
        return last, False
    message = Message.objects.create(
        of=submission.of,
        submission=submission,
        participation_id=submission.participation_id,
        kind=kind,
        from_scrutiny=kind != Kind.ANSWER,
        author=by,
        text=text,
        **more,
    )
    message.of = submission.of
    return message, True


@transaction.atomic
def query(of: Return, text: str, *, answer_by: date | None = None, version: int | None = None, by: User) -> Message:
    """Ask the partnership something about its return. ``version`` is the one that was read."""
    submission = _standing(of)
    _expect(submission, version)
    if submission.status == Status.ACCEPTED:
        raise IllegalMove("This return has been accepted. Open it again first, with a reason.")
    if answer_by is None:
        answer_by = of.participation.programme.working_days.add_working_days(timezone.localdate(), 5)
    message, is_new = _say_once(submission, Kind.QUERY, text, by, answer_by=answer_by)
    if is_new:
        if submission.status == Status.SENT:
            submission.move_to(Status.QUERIED)
        letters.query(message)
    return message


@transaction.atomic
def answer(of: Return, text: str, *, by: User) -> Message:
    """Answer a query in words. The team decides whether that is enough."""
    submission = _standing(of)
    if submission.status != Status.QUERIED:
        raise IllegalMove("Nothing is being asked about this return just now.")
    message, is_new = _say_once(submission, Kind.ANSWER, text, by)
    if is_new:
        letters.answered(message, _askers(of))
    return message


def _askers(of: Return) -> list[User]:
    """Who asked, if they still work on the programme, and its leads."""
    team = list(of.participation.programme.team.current().select_related("person"))
    asked = set(of.messages.filter(from_scrutiny=True).values_list("author", flat=True))
    people = {each.person_id: each.person for each in team if each.person_id in asked or each.role == roles.Lead.slug}
    return [person for person in people.values() if person.is_active]


@transaction.atomic
def accept(of: Return, *, text: str = "", version: int | None = None, by: User) -> Submission:
    """Say that the return is complete. It is not a judgement of what it shows.

    Pressing twice changes nothing. Raises IllegalMove where somebody else was quicker: what was typed is not kept.
    """
    submission = _standing(of)
    _expect(submission, version)
    if submission.status == Status.ACCEPTED:
        if submission.accepted_by_id != by.pk:
            raise IllegalMove(f"{submission.accepted_by.name} has accepted this version already.")
        return submission
    submission.move_to(Status.ACCEPTED, accepted_by=by, accepted_at=timezone.now())
    _say_once(submission, Kind.ACCEPTED, text, by)
    letters.accepted(submission, by=by)
    return submission


@transaction.atomic
def reopen(of: Return, reason: str, *, by: User) -> Message:
    """Take an acceptance back, with the reason: the partnership may answer or send a new version."""
    submission = _standing(of)
    if submission.status != Status.ACCEPTED:
        raise IllegalMove("This return is open already.")
    submission.move_to(Status.QUERIED, accepted_by=None, accepted_at=None)
    answer_by = of.participation.programme.working_days.add_working_days(timezone.localdate(), 5)
    message, _ = _say_once(submission, Kind.REOPENED, reason, by, answer_by=answer_by)
    letters.query(message)
    return message
