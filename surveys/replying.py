"""What a partnership does with its one answer: write it together, give it for sign-off, sign it off or send it back."""

import hashlib
import json
from collections.abc import Iterable
from dataclasses import dataclass

from django.db import transaction
from django.db.models import F
from django.utils import timezone

from accounts.models import User
from accounts.moves import IllegalMove
from surveys.models import Reply
from surveys.sheets import Sheet

Status = Reply.Status


@dataclass(frozen=True)
class SavedMeanwhile(Exception):
    """Somebody else has saved this page since it was opened; ``values`` are what they said."""

    values: dict[str, object]
    by: str


def mark_of(reply: Reply, keys: Iterable[str]) -> str:
    """Of what a page showed: two people on two pages stand in nobody's way."""
    said = {key: reply.values.get(key) for key in sorted(keys)}
    return hashlib.sha256(json.dumps(said, sort_keys=True).encode()).hexdigest()[:16]


def _held(reply: Reply) -> Reply:
    return (
        Reply.objects.select_for_update(of=("self",))
        .select_related("survey__version", "version", "saved_by")
        .get(pk=reply.pk)
    )


def _must_be_open(reply: Reply) -> None:
    if reply.state(timezone.localdate()) != "open":
        raise IllegalMove("This survey takes no answers today.")


@transaction.atomic
def save(reply: Reply, values: dict[str, object], *, page: Sheet, seen: str, by: User) -> Reply:
    """Keep what was said on one page; ``values`` are all answers as that page would leave them.

    Raises SavedMeanwhile where somebody else has answered the same questions otherwise since the page was opened, and
    IllegalMove where it can be changed no more.
    """
    now = _held(reply)
    _must_be_open(now)
    if now.status != Status.DRAFT:
        raise IllegalMove("It has been given for sign-off meanwhile, so nothing is changed any more.")
    keys = {question.key for question in page.section.questions} | {question.key for question in page.questions}
    mine = {key: values[key] for key in keys if key in values}
    theirs = {key: now.values[key] for key in keys if key in now.values}
    if mark_of(now, keys) != seen and mine != theirs:
        raise SavedMeanwhile(theirs, now.saved_by.name if now.saved_by else "")
    merged = {key: value for key, value in now.values.items() if key not in keys} | mine
    merged = {key: value for key, value in merged.items() if key in keys or key in values or key in now.values}
    Reply.objects.filter(pk=now.pk).update(
        values=merged,
        version=now.asked,
        edits=F("edits") + 1,
        saved_by=by,
        saved_at=timezone.now(),
    )
    return _held(reply)


def missing(reply: Reply) -> list:
    """Required questions that its answers call for and that nobody has answered."""
    return reply.asked.compiled.missing(reply.values)


@transaction.atomic
def put_forward(reply: Reply, *, seen: int, by: User) -> None:
    """Give it to the chief officer. Raises IllegalMove where something is missing or changed since it was looked at."""
    now = _held(reply)
    _must_be_open(now)
    if now.edits != seen:
        raise IllegalMove("Somebody has changed an answer since you opened this page. Look at it once more.")
    if not now.values:
        raise IllegalMove("Nothing has been answered yet.")
    if lacks := missing(now):
        raise IllegalMove(f"This question must be answered first: {lacks[0].label}")
    now.move_to(Status.AWAITING_SIGN_OFF, put_forward_by=by, put_forward_at=timezone.now(), sent_back_reason="")


@transaction.atomic
def send_back(reply: Reply, *, reason: str, by: User) -> None:
    """A chief officer has something changed first. ``reason`` is read by the partnership's own people."""
    if not reason.strip():
        raise IllegalMove("Say what should be changed.")
    _held(reply).move_to(Status.DRAFT, sent_back_reason=reason.strip(), put_forward_by=None, put_forward_at=None)


@transaction.atomic
def sign_off(reply: Reply, *, seen: int, by: User) -> None:
    """A chief officer signs it off, which sends it. Raises IllegalMove where it changed since, or the survey closed."""
    now = _held(reply)
    _must_be_open(now)
    if now.edits != seen:
        raise IllegalMove("Somebody has changed an answer since you opened this page. Look at it once more.")
    now.move_to(Status.SENT, sent_by=by, sent_at=timezone.now())
