"""Preparing a return: a draft that several people fill in at once, and from which nothing gets lost."""

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass

from django.db import transaction
from django.db.models import F, Max
from django.db.models.functions import Now
from django.utils import timezone

from accounts.models import User
from accounts.moves import IllegalMove
from files import actions as files
from inspections import standing
from inspections.models import AskedDocument, Return, SetAsideNote, Submission, SubmittedDocument
from interface.counting import counted
from programmes.timetable import Gate, say

Status = Submission.Status


def hold(of: Return) -> None:
    """Whoever changes where a return stands holds it first: two people's moves come one after the other."""
    Return.objects.select_for_update(of=("self",)).get(pk=of.pk)


# --- The draft -------------------------------------------------------------------------------------------------------


@transaction.atomic
def start_draft(of: Return, *, by: User) -> Submission:
    """The version in the making, begun if there is none. A second version begins with what the first one held."""
    hold(of)
    if not Return.objects.for_whom_they_are().filter(pk=of.pk).exists():
        raise IllegalMove("Your partnership is no longer asked for this return. Nothing has been added to it.")
    draft = of.submissions.in_the_making().first()
    if draft is not None:
        return draft
    former = of.submissions.standing().first()
    _check_that_it_may_begin(of, former)
    draft = Submission.objects.create(
        of=of,
        participation_id=of.participation_id,
        number=(of.submissions.aggregate(last=Max("number"))["last"] or 0) + 1,
        note=former.note if former else "",
        # Goes on counting, so that a page which shows the former version never saves over this one unseen.
        note_version=former.note_version + 1 if former else 0,
        started_by=by,
    )
    if former:
        SubmittedDocument.objects.bulk_create(
            SubmittedDocument(
                submission=draft,
                participation_id=of.participation_id,
                asked_document_id=document.asked_document_id,
                file_id=document.file_id,
                sha256=document.sha256,
                note=document.note,
                added_by_id=document.added_by_id,
                added_at=document.added_at,
            )
            # What the checks refused meanwhile is left behind.
            for document in former.documents.exclude(file__status="rejected")
        )
    draft.refresh_from_db()
    return draft


def _check_that_it_may_begin(of: Return, former: Submission | None) -> None:
    if former and former.status == Status.ACCEPTED:
        raise IllegalMove(
            "This return has been accepted. If something in it is wrong, ask the review team to open it again."
        )
    if former and former.status == Status.QUERIED:
        return
    today = standing.standing(of)
    match today.gate:
        case Gate.NOT_YET:
            raise IllegalMove(f"This return opens on {say(today.opens)}. Nothing can be added to it before then.")
        case Gate.CLOSED:
            raise IllegalMove(
                f"This return closed at the end of {say(today.due)} and is not taken late. "
                "Ask the review team if you still have something to send."
            )


def _held_draft(submission: Submission) -> Submission:
    """The draft itself, held so that it cannot be sent while something is put into it."""
    draft = Submission.objects.select_for_update(of=("self",)).get(pk=submission.pk)
    if not draft.is_draft:
        raise IllegalMove(
            "This version has been given for sign-off and waits there. Take it back first."
            if draft.status == Status.AWAITING_SIGN_OFF
            else "This version has been sent, and what was sent never changes. Start a new version to add to it."
        )
    return draft


def _touch(draft: Submission) -> None:
    Submission.objects.filter(pk=draft.pk).update(draft_version=F("draft_version") + 1)


# --- Documents -------------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Taken:
    """What came of one uploaded file, in a sentence the person reads."""

    name: str
    document: SubmittedDocument | None
    sentence: str = ""

    @property
    def is_refused(self) -> bool:
        return self.document is not None and self.document.file.is_refused

    @property
    def is_added(self) -> bool:
        return self.document is not None and not self.document.file.is_refused


@transaction.atomic
def add_documents(
    submission: Submission, uploads: Iterable, *, answers: AskedDocument | None = None, by: User
) -> list[Taken]:
    """Put files into a draft, under the document that they answer; each gets its own outcome, and none stops another."""
    draft = _held_draft(submission)
    draft.of = submission.of
    present = list(draft.documents.select_related("asked_document", "file", "added_by"))
    taken = []
    for upload in uploads:
        outcome = _add(draft, upload, answers, present, by)
        if outcome.document:
            present.append(outcome.document)
        taken.append(outcome)
    if any(outcome.document for outcome in taken):
        _touch(draft)
    return taken


def _add(draft, upload, answers, present: list[SubmittedDocument], by: User) -> Taken:
    digest = digest_of(upload)
    twin = next(
        (d for d in present if d.sha256 == digest and d.asked_document_id == (answers.pk if answers else None)), None
    )
    if twin is not None:
        return Taken(upload.name, None, _twice(upload.name, twin))
    if full := _full(draft.of.ask, answers, present):
        return Taken(upload.name, None, f"“{upload.name}” was not added: {full}")
    # The same bytes under another heading are the same file: it is checked once.
    elsewhere = next((d for d in present if d.sha256 == digest and not d.file.is_refused), None)
    file = elsewhere.file if elsewhere else files.take_in(upload, by=by, participation_ref=draft.participation_id)
    document = SubmittedDocument.objects.create(
        submission=draft,
        participation_id=draft.participation_id,
        asked_document=answers,
        file=file,
        sha256=digest,
        added_by=by,
        added_at=timezone.now(),
    )
    if file.is_refused:
        return Taken(upload.name, document, f"“{file.shown_name}” was refused. {' '.join(file.reasons)}")
    if elsewhere:
        return Taken(
            upload.name,
            document,
            f"“{file.shown_name}” is also under “{_heading(elsewhere)}”. It now answers both.",
        )
    return Taken(upload.name, document)


def digest_of(upload) -> str:
    """SHA-256 of what somebody uploads, which can still be read afterwards."""
    digest = hashlib.sha256()
    for chunk in upload.chunks():
        digest.update(chunk)
    upload.seek(0)
    return digest.hexdigest()


def _twice(name: str, twin: SubmittedDocument) -> str:
    as_ = "" if twin.file.name == name else f" as “{twin.file.shown_name}”"
    when = f"{timezone.localtime(twin.added_at):%-d %B, %H:%M}"
    said = f"“{name}” is here already{as_}, under “{_heading(twin)}”: {twin.added_by.name} added it on {when}."
    return said + (
        " It was refused then, for the reason shown beside it." if twin.file.is_refused else " It was not added twice."
    )


def _full(ask, answers: AskedDocument | None, present: list[SubmittedDocument]) -> str:
    sound = [d for d in present if not d.file.is_refused]
    if ask.max_files is not None and len(sound) >= ask.max_files:
        return f"this return takes {counted(ask.max_files, 'file')}, and no more. Take one out first."
    here = [d for d in sound if answers and d.asked_document_id == answers.pk]
    if answers and answers.max_files is not None and len(here) >= answers.max_files:
        return f"“{answers.title}” takes {counted(answers.max_files, 'file')}. Take one out first, or add it under another heading."
    return ""


def _heading(document: SubmittedDocument) -> str:
    return document.asked_document.title if document.asked_document else "Something else"


@transaction.atomic
def file_under(document: SubmittedDocument, answers: AskedDocument | None, *, by: User) -> str:
    """Say which asked document a file answers; returns a sentence where that cannot be, and otherwise nothing."""
    draft = _held_draft(document.submission)
    if document.asked_document_id == (answers.pk if answers else None):
        return ""
    others = list(draft.documents.exclude(pk=document.pk).select_related("asked_document", "file", "added_by"))
    if any(d.sha256 == document.sha256 and d.asked_document_id == (answers.pk if answers else None) for d in others):
        where = answers.title if answers else "Something else"
        return f"“{document.file.shown_name}” is under “{where}” already."
    if answers and (full := _full(document.submission.of.ask, answers, others)):
        return f"“{document.file.shown_name}” was not moved: {full}"
    SubmittedDocument.objects.filter(pk=document.pk).update(asked_document=answers)
    document.asked_document = answers
    _touch(draft)
    return ""


@transaction.atomic
def remove_document(document: SubmittedDocument, *, by: User) -> None:
    """Take a file out of a draft. The versions that were sent with it keep it."""
    draft = _held_draft(document.submission)
    SubmittedDocument.objects.filter(pk=document.pk).delete()
    _touch(draft)


# --- The note --------------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Saved:
    """What came of saving a note: saved, or set aside because somebody else had saved another text meanwhile."""

    draft: Submission
    is_saved: bool
    set_aside: SetAsideNote | None = None


@transaction.atomic
def save_note(of: Return, text: str, *, seen: int, by: User, settles: bool = False) -> Saved:
    """Save the note of a return's draft on top of the version that the person saw; begin a draft if there is none.

    Where somebody saved another text meanwhile, or sent the draft, nothing is overwritten: the text is set aside
    beside the saved one, and both are shown. ``settles`` says that the person has seen both and chosen.
    """
    text = text.replace("\r\n", "\n").replace("\r", "\n").strip()
    saved = _save_over(of, text, seen, by)
    # A draft comes before what was sent, if there are both.
    latest = of.submissions.select_related("note_saved_by").order_by("-number").first()
    if latest is None:
        start_draft(of, by=by)
        saved = _save_over(of, text, seen, by)
        latest = of.submissions.select_related("note_saved_by").get()
    if saved or latest.note == text:
        if settles:
            latest.set_aside.filter(set_aside_by=by).delete()
        return Saved(latest, True)
    aside, _ = SetAsideNote.objects.update_or_create(
        submission=latest,
        set_aside_by=by,
        defaults={"participation_id": of.participation_id, "text": text, "set_aside_at": timezone.now()},
    )
    return Saved(latest, False, aside)


def _save_over(of: Return, text: str, seen: int, by: User) -> int:
    # A page saves as one writes and once more as one leaves it: the same words again are no change, which would make
    # whoever has gone on to check and send look at it once more.
    return (
        of.submissions.filter(status=Status.DRAFT, note_version=seen)
        .exclude(note=text)
        .update(
            note=text,
            note_version=F("note_version") + 1,
            draft_version=F("draft_version") + 1,
            note_saved_by=by,
            note_saved_at=Now(),
        )
    )


@transaction.atomic
def drop_set_aside(aside: SetAsideNote, *, by: User) -> None:
    """Keep the saved text, and let go of the one that was set aside."""
    SetAsideNote.objects.filter(pk=aside.pk).delete()
