"""What is done with a named answer: written together, given for sign-off or sent by its own people, and corrected."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass

from django.db import transaction
from django.db.models import F
from django.utils import timezone

from accounts import roles
from accounts.models import User
from accounts.moves import IllegalMove
from instruments.answers import Typed
from instruments.form_pages import labelled
from instruments.questions import Question
from programmes.models import Seat
from surveys import letters
from surveys.models import Reply
from surveys.sheets import Sheet, SoFar, keys_of

Status = Reply.Status


@dataclass(frozen=True)
class SavedMeanwhile(Exception):
    """Somebody else has saved this page since it was opened; ``values`` are what they said."""

    values: dict[str, object]
    by: str
    is_oneself: bool = False

    @property
    def sentence(self) -> str:
        if self.is_oneself:
            return "You have saved this page in another window since you opened it"
        return f"{self.by or 'Somebody'} has saved this page since you opened it"


def mark_of(reply: Reply, keys: Iterable[str]) -> str:
    """Of what a page showed: two people on two pages stand in nobody's way."""
    return reply.so_far.mark(keys)


def _held(reply: Reply) -> Reply:
    return (
        Reply.objects.select_for_update(of=("self",))
        .select_related("survey__version", "survey__milestone", "version", "saved_by", "put_forward_by")
        .get(pk=reply.pk)
    )


def _must_be_open(reply: Reply) -> None:
    if reply.state(timezone.localdate()) != "open":
        raise IllegalMove("This survey takes no answers today.")


@transaction.atomic
def save(
    reply: Reply,
    values: dict[str, object],
    *,
    page: Sheet,
    seen: str,
    by: User,
    not_taken: Typed | None = None,
    window: str = "",
    as_one_goes: bool = False,
) -> Reply:
    """Keep what was said on one page; ``values`` are all answers as that page would leave them.

    ``window`` is the opened page that it comes from: what that page has saved by itself (``as_one_goes``) is no news to
    it. Raises SavedMeanwhile where the same questions were answered otherwise elsewhere since the page was opened, and
    IllegalMove where it can be changed no more.
    """
    now = _held(reply)
    _must_be_open(now)
    if now.status != Status.DRAFT:
        done = "sent" if now.is_sent else "given for sign-off"
        raise IllegalMove(f"It has been {done} meanwhile, so nothing is changed any more.")
    keys = keys_of(page)
    before, after = now.so_far, SoFar(values, not_taken or {})
    would_change = before.mark(keys) != after.mark(keys)
    if before.mark(keys) != seen and would_change:
        # A page that saves itself late, behind the button that was pressed on it, must not put older words back.
        is_its_own = bool(window) and now.saved_in == window and not as_one_goes
        if not is_its_own:
            theirs = {key: now.values[key] for key in keys if key in now.values}
            raise SavedMeanwhile(theirs, now.saved_by.name if now.saved_by else "", now.saved_by == by)
    if as_one_goes and not would_change:
        return now
    Reply.objects.filter(pk=now.pk).update(
        values=_with_page(now.values, values, keys, str),
        not_taken=_with_page(now.not_taken, not_taken or {}, keys, _question_of),
        version=now.asked,
        edits=F("edits") + 1,
        written_by=_with_writer(now, by) if would_change else now.written_by,
        saved_by=by,
        saved_at=timezone.now(),
        saved_in=window if as_one_goes else "",
    )
    return _held(reply)


def _with_writer(now: Reply, by: User) -> list[int]:
    return now.written_by if by.pk in now.written_by else [*now.written_by, by.pk]


def who_wrote(reply: Reply) -> list[User]:
    """Everybody who changed an answer in it, in the order in which they first did."""
    people = User.objects.in_bulk(reply.written_by)
    return [people[pk] for pk in reply.written_by]


def _with_page(now: Mapping, given: Mapping, keys: set[str], question_of: Callable[[str], str]) -> dict:
    """What is kept, with one page's part as it was given."""
    elsewhere = {name: value for name, value in now.items() if question_of(name) not in keys}
    return elsewhere | {name: value for name, value in given.items() if question_of(name) in keys}


def _question_of(field: str) -> str:
    return field.partition(".")[0]


def missing(reply: Reply) -> list:
    """Required questions that its answers call for and that nobody has answered."""
    return reply.asked.compiled.missing(reply.values)


def not_taken(reply: Reply) -> list:
    """Questions into which something was typed that cannot be an answer yet."""
    instrument, wrong = reply.asked.instrument, reply.so_far.keys_not_taken()
    return [each for _, asked in instrument.asked(reply.values) for each in asked if each.key in wrong]


def _must_be_whole(now: Reply, seen: int) -> None:
    if now.edits != seen:
        raise IllegalMove("Somebody has changed an answer since you opened this page. Look at it once more.")
    if not now.values:
        raise IllegalMove("Nothing has been answered yet.")
    if lacks := missing(now):
        raise IllegalMove(f"This question must be answered first: {_label(now, lacks[0])}")
    if wrong := not_taken(now):
        raise IllegalMove(f"What was typed here cannot be taken as an answer yet: {_label(now, wrong[0])}")


def _label(reply: Reply, question: Question) -> str:
    return labelled(question, reply.asked.instrument, reply.values)


def _standing(reply: Reply) -> dict:
    """Its answers without those that another answer made needless: they are not signed off, and so not sent."""
    return reply.asked.instrument.standing(reply.values)


@transaction.atomic
def put_forward(reply: Reply, *, seen: int, by: User) -> None:
    """Give it to the chief officers, who are written to. Pressed twice, it is given once.

    Raises IllegalMove where something is missing, changed since it was looked at, or nobody could sign it off.
    """
    now = _held(reply)
    if now.status == Status.AWAITING_SIGN_OFF:
        return
    if not now.needs_sign_off:
        raise IllegalMove("Nobody signs this answer off. You send it yourselves.")
    _must_be_open(now)
    _must_be_whole(now, seen)
    if not Seat.objects.held().filter(participation=now.participation_id, role=roles.ChiefOfficer.slug).exists():
        raise IllegalMove(
            "Nobody can sign this off: your partnership has no chief officer in the portal. Ask the review team to "
            "invite one."
        )
    now.move_to(
        Status.AWAITING_SIGN_OFF,
        values=_standing(now),
        put_forward_by=by,
        put_forward_at=timezone.now(),
        sent_back_reason="",
    )
    letters.sign_off_request(now, by=by)


@transaction.atomic
def send_back(reply: Reply, *, reason: str, by: User) -> None:
    """A chief officer has something changed first. ``reason`` is read by the partnership's own people."""
    if not reason.strip():
        raise IllegalMove("Say what should be changed.")
    now = _held(reply)
    prepared_by, put_forward_at = now.put_forward_by, now.put_forward_at
    now.move_to(Status.DRAFT, sent_back_reason=reason.strip(), put_forward_by=None, put_forward_at=None)
    letters.sent_back(now, prepared_by=prepared_by, put_forward_at=put_forward_at, by=by)


@transaction.atomic
def sign_off(reply: Reply, *, seen: int, by: User) -> None:
    """A chief officer signs it off, which sends it. Raises IllegalMove where it changed since, or the survey closed."""
    now = _held(reply)
    if now.is_sent:
        return
    if now.status != Status.AWAITING_SIGN_OFF:
        raise IllegalMove("This answer is being changed again. Its co-ordinator gives it for sign-off once more.")
    _send(now, seen, by)


@transaction.atomic
def send(reply: Reply, *, seen: int, by: User) -> None:
    """Send what needs nobody's sign-off. Pressed twice, by one or by two people, it is sent once."""
    now = _held(reply)
    if now.is_sent:
        return
    if now.needs_sign_off:
        raise IllegalMove("A chief officer signs this answer off before it is sent.")
    _send(now, seen, by)


def _send(now: Reply, seen: int, by: User) -> None:
    _must_be_open(now)
    _must_be_whole(now, seen)
    for former in _versions(now).filter(status=Status.SENT):
        former.move_to(Status.SUPERSEDED)
    now.move_to(Status.SENT, values=_standing(now), sent_by=by, sent_at=timezone.now())
    letters.receipt(now, by=by)


@transaction.atomic
def correct(reply: Reply, *, by: User) -> Reply:
    """Begin the next version with what was sent: that one stands as it was, and counts until this one is sent.

    Asked twice, one is begun. Raises IllegalMove once the survey has closed.
    """
    now = _held(reply)
    _must_be_open(now)
    if begun := _versions(now).in_the_making().first():
        return begun
    stands = _versions(now).filter(status=Status.SENT).get()
    return Reply.objects.create(
        survey=stands.survey,
        participation_id=stands.participation_id,
        kind=stands.kind,
        number=stands.number + 1,
        of_its_own=stands.of_its_own,
        needs_sign_off=stands.needs_sign_off,
        opens_on=stands.opens_on,
        closes_on=stands.closes_on,
        version=stands.version,
        values=stands.values,
        edits=stands.edits + 1,
        written_by=stands.written_by,
        saved_by=by,
        saved_at=timezone.now(),
    )


def _versions(of: Reply):
    """Every version of one reply, held so that two people begin or send one after the other."""
    same = Reply.objects.filter(survey=of.survey_id, participation=of.participation_id, kind=of.kind)
    return same.select_for_update(of=("self",)).order_by("-number")
