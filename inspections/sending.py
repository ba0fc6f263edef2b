"""Sending a return: what must be settled first, sign-off, and one receipt however often the button is pressed."""

from dataclasses import dataclass

from django.db import transaction
from django.db.models import Exists, OuterRef
from django.db.models.functions import Now
from django.utils import timezone

from accounts import roles
from accounts.models import User
from accounts.moves import IllegalMove
from inspections import letters, standing
from inspections.models import Extension, Return, SetAsideNote, Submission
from inspections.preparing import hold, start_draft
from interface.counting import counted
from programmes.models import Seat
from programmes.timetable import Gate, say

Status = Submission.Status


@dataclass(frozen=True)
class Hindrance:
    """Something that must be settled before a return can be sent, and where on the page."""

    sentence: str
    anchor: str


class NotReady(ValueError):
    """A return that cannot be sent yet; ``hindrances`` say why and what to do."""

    def __init__(self, hindrances, draft: Submission | None = None):
        self.hindrances, self.draft = list(hindrances), draft
        super().__init__(" ".join(each.sentence for each in self.hindrances))


class ChangedSince(ValueError):
    """Somebody changed the draft after the person had checked it; nothing was sent."""


def words_in(text: str) -> int:
    return len(text.split())


def hindrances(draft: Submission, *, documents=None, is_complete: bool = False) -> list[Hindrance]:
    """What stands in the way of sending this draft; empty means that it can go."""
    ask = draft.of.ask
    if documents is None:
        documents = documents_of(draft)
    found = [
        Hindrance(f"“{document.file.shown_name}” was refused. Take it out, or replace it.", f"document-{document.pk}")
        for document in documents
        if document.file.is_refused
    ]
    sound = [document for document in documents if not document.file.is_refused]
    if not sound and not draft.is_nil:
        remedy = "Add a document" + (", or say that you have nothing to send." if ask.nil_allowed else ".")
        found.append(Hindrance(f"There is nothing to send yet. {remedy}", "documents"))
    if sound and not draft.note.strip() and not is_complete and (missing := missing_documents(draft, sound)):
        names = ", ".join(f"“{document.title}”" for document in missing)
        found.append(
            Hindrance(f"Nothing is there for {names}. Add it, or say in the note why it is not there.", "note")
        )
    if (words := words_in(draft.note)) > ask.note_words:
        found.append(
            Hindrance(
                f"The note has {counted(words, 'word')}; at most {ask.note_words} can be sent. Shorten it.", "note"
            )
        )
    # While it waits for sign-off nobody can choose, and what was put forward is what was agreed on.
    if draft.is_draft and getattr(draft, "has_two_texts", True):
        found += [
            Hindrance(f"A text by {aside.set_aside_by.name} was set aside. Choose which text to send.", "set-aside")
            for aside in draft.set_aside.select_related("set_aside_by")
        ]
    return found


def documents_of(draft: Submission) -> list:
    return list(draft.documents.select_related("file", "asked_document"))


def missing_documents(draft: Submission, documents) -> list:
    """What is asked for and not there. It may be sent all the same, with a word of explanation."""
    there = {document.asked_document_id for document in documents}
    return [each for each in draft.of.ask.documents.all() if each.required and each.pk not in there]


def _held(submission: Submission) -> Submission:
    """The submission as it is now, held together with its return. Brings the database's clock."""
    rows = Submission.objects.select_for_update(of=("self", "of")).select_related("of", "sent_by")
    now = rows.annotate(clock=Now(), has_two_texts=Exists(SetAsideNote.objects.filter(submission=OuterRef("pk")))).get(
        pk=submission.pk
    )
    now.of = submission.of
    return now


def _check(draft: Submission, seen: int | None) -> standing.ReturnStanding:
    if seen is not None and draft.draft_version != seen:
        raise ChangedSince(
            "Somebody changed this return while you were checking it. Nothing has been sent: look at it once more."
        )
    stands = standing.standing(draft.of, today=timezone.localdate(draft.clock))
    draft.sent_documents = documents_of(draft)
    is_complete = stands.documents_in >= stands.documents_asked
    if found := hindrances(draft, documents=draft.sent_documents, is_complete=is_complete):
        raise NotReady(found, draft)
    return stands


@transaction.atomic
def submit(submission: Submission, *, seen: int | None = None, by: User) -> Submission:
    """Send a draft. Pressed twice, by one or by two people, it is sent once and both get the same receipt.

    ``seen`` is the version of the draft that the person checked. Raises NotReady, ChangedSince or IllegalMove.
    """
    draft = _held(submission)
    if draft.is_sent_out:
        return draft
    if draft.of.ask.needs_sign_off:
        raise IllegalMove("A chief officer signs this return off before it is sent.")
    return _send(draft, _check(draft, seen), by=by)


def _send(draft: Submission, stands: standing.ReturnStanding, **who) -> Submission:
    by = who["by"]
    former = draft.of.submissions.standing().first() if stands.submission_id else None
    was_late = _was_late(stands, former)
    if former:
        if former.status == Status.ACCEPTED:
            raise IllegalMove(
                f"Version {former.number} was accepted meanwhile. Ask the review team to open the return again."
            )
        former.move_to(Status.SUPERSEDED)
    draft.move_to(
        Status.SENT,
        sent_by=by,
        sent_at=draft.clock,
        was_late=was_late,
        # From here on the team reads this row; the trail keeps that it was sent back, and by whom.
        sent_back_by=None,
        sent_back_at=None,
        sent_back_reason="",
        **({"signed_off_by": by, "signed_off_at": draft.clock} if who.get("signs_off") else {}),
    )
    if stands.extension_id:
        Extension.objects.get(pk=stands.extension_id).move_to(
            Extension.Status.WITHDRAWN, decided_by=by, decided_at=draft.clock, decision_reason="The return was sent."
        )
    letters.receipt(draft, draft.sent_documents, by=by)
    return draft


def _was_late(stands: standing.ReturnStanding, former: Submission | None) -> bool:
    """A correction is as late as the version it corrects: nobody is late for answering a query."""
    if former is not None:
        return former.was_late
    match stands.gate:
        case Gate.NOT_YET:
            raise IllegalMove(f"This return opens on {say(stands.opens)} and cannot be sent before then.")
        case Gate.CLOSED:
            raise IllegalMove(
                f"This return closed at the end of {say(stands.due)} and is not taken late. Nothing you prepared is "
                "lost. Ask the review team whether they will still take it."
            )
    return stands.gate == Gate.LATE


# --- Sign-off --------------------------------------------------------------------------------------------------------


@transaction.atomic
def put_forward(submission: Submission, *, seen: int | None = None, by: User) -> Submission:
    """Give a draft to the chief officers. It cannot be changed while it waits there."""
    draft = _held(submission)
    if draft.status == Status.AWAITING_SIGN_OFF or draft.is_sent_out:
        return draft
    if not draft.of.ask.needs_sign_off:
        raise IllegalMove("This return needs no sign-off. You can send it yourself.")
    stands = _check(draft, seen)
    _was_late(stands, draft.of.submissions.standing().first())
    if not Seat.objects.held().filter(participation=draft.participation_id, role=roles.ChiefOfficer.slug).exists():
        raise NotReady(
            draft=draft,
            hindrances=[
                Hindrance(
                    "Nobody can sign this off: your partnership has no chief officer in the portal. Ask the review team to "
                    "invite one.",
                    "send",
                )
            ],
        )
    draft.move_to(Status.AWAITING_SIGN_OFF, put_forward_by=by, put_forward_at=draft.clock)
    letters.sign_off_request(draft, by=by)
    return draft


@transaction.atomic
def sign_off(submission: Submission, *, seen: int | None = None, by: User) -> Submission:
    """A chief officer agrees, and with that it is sent."""
    draft = _held(submission)
    if draft.is_sent_out:
        return draft
    if draft.status != Status.AWAITING_SIGN_OFF:
        raise IllegalMove("This return is being changed again. Its co-ordinator gives it for sign-off once more.")
    return _send(draft, _check(draft, seen), by=by, signs_off=True)


@transaction.atomic
def send_back(submission: Submission, *, reason: str, by: User) -> Submission:
    """A chief officer asks for changes: the draft is open again, with the reason."""
    draft = _held(submission)
    draft.move_to(Status.DRAFT, sent_back_by=by, sent_back_at=draft.clock, sent_back_reason=reason)
    letters.sent_back(draft, by=by)
    return draft


@transaction.atomic
def take_back(submission: Submission, *, by: User) -> Submission:
    """The co-ordinator takes a draft back from sign-off to change it."""
    draft = _held(submission)
    if draft.is_draft:
        return draft
    draft.move_to(Status.DRAFT)
    return draft


# --- Nothing to send -------------------------------------------------------------------------------------------------


@transaction.atomic
def make_nil_return(of: Return, *, reason: str, by: User) -> Submission:
    """Say that there is nothing to send, and why. It is sent at once, or given for sign-off where that is asked."""
    if not of.ask.nil_allowed:
        raise IllegalMove("This return takes documents only.")
    hold(of)
    now = of.submissions.standing().first()
    if now and now.is_nil:
        return now
    draft = start_draft(of, by=by)
    draft.of = of
    if draft.status == Status.AWAITING_SIGN_OFF:
        raise IllegalMove("This return waits for sign-off. Take it back first.")
    if count := draft.documents.count():
        files_ = "a file" if count == 1 else f"{count} files"
        raise NotReady(
            [
                Hindrance(
                    f"There {'is' if count == 1 else 'are'} {files_} in this return. Send {'it' if count == 1 else 'them'}, or "
                    "take everything out first.",
                    "documents",
                )
            ]
        )
    Submission.objects.filter(pk=draft.pk).update(nil_reason=reason)
    draft.nil_reason = reason
    return put_forward(draft, by=by) if of.ask.needs_sign_off else submit(draft, by=by)
