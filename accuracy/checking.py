"""What a partnership does with a draft that it was sent: comments by paragraph, evidence, sign-off. Nothing gets lost."""

from collections.abc import Iterable

from django.db import transaction
from django.db.models import F
from django.utils import timezone

from accounts import roles
from accounts.models import User
from accounts.moves import IllegalMove
from accuracy import check_letters as letters
from accuracy.models import Comment, CommentFile, FactCheck
from assurance.models.locked import Paragraph
from files import actions as files
from programmes.models import Seat

Status = FactCheck.Status
#: How many files show what one comment says, at most.
MOST_FILES = 10


class SavedMeanwhile(Exception):
    """Somebody else has saved this comment since it was opened. Nothing was overwritten; ``now`` is what is there."""

    def __init__(self, now: Comment):
        super().__init__("Somebody has saved this comment.")
        self.now = now


class NotWhole(IllegalMove):
    """Comments that cannot be given for sign-off yet; the sentence says which one lacks what."""


def _held(check: FactCheck) -> FactCheck:
    return FactCheck.objects.select_for_update(of=("self",)).get(pk=check.pk)


def _held_open(check: FactCheck) -> FactCheck:
    now = _held(check)
    if now.status == Status.AWAITING_SIGN_OFF:
        raise IllegalMove("The comments wait for a chief officer's sign-off. Take them back first.")
    if now.status != Status.OPEN:
        raise IllegalMove(
            "The comments have been signed off or the draft was taken back, so nothing is changed any more."
        )
    return now


def _touch(check: FactCheck) -> None:
    FactCheck.objects.filter(pk=check.pk).update(edits=F("edits") + 1, no_comments=False)


# --- Comments --------------------------------------------------------------------------------------------------------


@transaction.atomic
def begin(check: FactCheck, part: Paragraph, place: int, *, by: User) -> Comment:
    """A comment on one part of the draft, with that part's words beside it."""
    now = _held_open(check)
    comment = Comment.objects.create(
        fact_check=now,
        participation_id=now.participation_id,
        anchor=part.anchor,
        label=part.label[:300],
        place=place,
        paragraph=part.words,
        begun_by=by,
        saved_by=by,
    )
    _touch(now)
    return comment


@transaction.atomic
def save(comment: Comment, fields: dict[str, str], *, seen: int, by: User) -> Comment:
    """Save a comment over the version that its writer has seen; raises SavedMeanwhile over any other.

    Saving what is there already changes nothing: it may save itself as often as it likes.
    """
    now = _held_open(comment.fact_check)
    there = Comment.objects.select_related("saved_by").get(pk=comment.pk)
    fields = {name: words.replace("\r\n", "\n") for name, words in fields.items()}
    if all(getattr(there, name) == words for name, words in fields.items()):
        return there
    if there.version != seen:
        raise SavedMeanwhile(there)
    Comment.objects.filter(pk=comment.pk, version=seen).update(
        **fields, version=F("version") + 1, saved_by=by, saved_at=timezone.now()
    )
    _touch(now)
    return Comment.objects.select_related("saved_by").get(pk=comment.pk)


@transaction.atomic
def remove(comment: Comment) -> None:
    """Take a comment out again, with its files."""
    now = _held_open(comment.fact_check)
    comment.files.all().delete()
    comment.delete()
    _touch(now)


@transaction.atomic
def add_files(comment: Comment, uploads: Iterable, *, by: User) -> list[str]:
    """Files that show what a comment says; what was refused is told in a sentence each, and stops no other."""
    now = _held_open(comment.fact_check)
    refused, present = [], comment.files.count()
    for upload in uploads:
        if present >= MOST_FILES:
            refused.append(f"“{upload.name}” was not added: a comment has {MOST_FILES} files at most.")
            continue
        file = files.take_in(upload, by=by, participation_ref=now.participation_id)
        if file.is_refused:
            refused.append(f"“{file.shown_name}” was not added. {' '.join(file.reasons)}")
            continue
        CommentFile.objects.create(comment=comment, participation_id=now.participation_id, file=file, added_by=by)
        present += 1
    _touch(now)
    return refused


@transaction.atomic
def remove_file(evidence: CommentFile) -> None:
    """Take a file out again."""
    now = _held_open(evidence.comment.fact_check)
    evidence.delete()
    _touch(now)


# --- Sign-off --------------------------------------------------------------------------------------------------------


def _must_be_whole(now: FactCheck, seen: int) -> None:
    if now.edits != seen:
        raise IllegalMove("Somebody has changed a comment since you opened this page. Look at it once more.")
    found = list(now.comments.all())
    if not found and not now.no_comments:
        raise NotWhole("There are no comments yet. If you have none, say so with the button for that.")
    for comment in found:
        if comment.is_empty:
            raise NotWhole(
                f"The comment on {comment.label} says neither what it should say nor why. Finish it, or take it out."
            )
    if CommentFile.objects.filter(comment__fact_check=now, file__status="rejected").exists():
        raise NotWhole("A file has been refused by its check. Take it out, or put a sound copy in its place.")


@transaction.atomic
def put_forward(check: FactCheck, *, seen: int, by: User) -> None:
    """Give the comments to the chief officers. Pressed twice, they are given once."""
    now = _held(check)
    if now.status == Status.AWAITING_SIGN_OFF:
        return
    now = _held_open(check)
    _must_be_whole(now, seen)
    if not Seat.objects.held().filter(participation=now.participation_id, role=roles.ChiefOfficer.slug).exists():
        raise IllegalMove(
            "Nobody can sign this off: your partnership has no chief officer in the portal. Ask the review team to "
            "invite one."
        )
    now.move_to(Status.AWAITING_SIGN_OFF, put_forward_by=by, put_forward_at=timezone.now(), sent_back_reason="")
    letters.sign_off_request(now, by=by)


@transaction.atomic
def say_none(check: FactCheck, *, seen: int, by: User) -> None:
    """“No comments” is an answer too: a chief officer signs it off like any other."""
    now = _held_open(check)
    if now.comments.exists():
        raise IllegalMove("There are comments. Take them out first, if they are not to be sent.")
    if now.edits != seen:
        raise IllegalMove("Somebody has changed something since you opened this page. Look at it once more.")
    FactCheck.objects.filter(pk=now.pk).update(no_comments=True)
    put_forward(now, seen=now.edits, by=by)


@transaction.atomic
def send_back(check: FactCheck, *, reason: str, by: User) -> None:
    """A chief officer has something changed first; or whoever gave it takes it back. Read by their own people alone."""
    now = _held(check)
    prepared_by, put_forward_at = now.put_forward_by, now.put_forward_at
    now.move_to(
        Status.OPEN, sent_back_reason=reason.strip(), put_forward_by=None, put_forward_at=None, no_comments=False
    )
    if prepared_by and prepared_by != by:
        letters.sent_back(now, prepared_by=prepared_by, put_forward_at=put_forward_at, by=by)


@transaction.atomic
def sign_off(check: FactCheck, *, seen: int, by: User) -> None:
    """A chief officer signs the comments off, which sends them. Pressed twice, they are sent once."""
    now = _held(check)
    if now.is_sent:
        return
    if now.status != Status.AWAITING_SIGN_OFF:
        raise IllegalMove("The comments are being changed again. They are given for sign-off once more.")
    _must_be_whole(now, seen)
    now.move_to(Status.SIGNED_OFF, signed_off_by=by, signed_off_at=timezone.now())
    letters.receipt(now, by=by)
