"""What a plan tells in a round: written together, signed off by a chief officer, sent once, and corrected by a new version."""

import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from django.db import transaction
from django.db.models import F, Max
from django.utils import timezone

from accounts import roles
from accounts.models import User
from accounts.moves import IllegalMove
from files import actions as files
from followup import letters
from followup.models import Action, Entry, EntryFile, Plan, Round, Update
from programmes.models import Seat

Status = Update.Status


@dataclass(frozen=True)
class Say:
    """What is said of one action: its state (empty: nothing yet) and words."""

    state: str
    words: str


class SavedMeanwhile(Exception):
    """Somebody else has saved this update since the page was opened. Nothing was overwritten; ``now`` is what is there."""

    def __init__(self, now: Update):
        super().__init__("Somebody saved since this was opened.")
        self.now = now


def _held(update: Update) -> Update:
    return (
        Update.objects.select_for_update(of=("self",))
        .select_related("round", "plan__programme", "saved_by", "put_forward_by")
        .get(pk=update.pk)
    )


@transaction.atomic
def begin(plan: Plan, round: Round, *, by: User | None) -> Update:
    """The update in the making, begun if there is none; what was sent stays, and a second version begins with it.

    Every action of the plan has its place in it. Raises IllegalMove before the round has opened.
    """
    Plan.objects.select_for_update(of=("self",)).get(pk=plan.pk)
    if round.report_id != plan.report_id:
        raise IllegalMove("This round is another report’s.")
    if round.opens > timezone.localdate():
        raise IllegalMove(f"{round.title} opens on {round.opens:%-d %B %Y}.")
    versions = Update.objects.filter(plan=plan, round=round).order_by("number")
    draft = versions.in_the_making().first()
    if draft is None:
        sent = versions.standing().first()
        draft = Update.objects.create(
            round=round,
            plan=plan,
            participation_id=plan.participation_id,
            number=(versions.aggregate(last=Max("number"))["last"] or 0) + 1,
            summary=sent.summary if sent else "",
        )
        _begin_entries(draft, sent)
    elif draft.is_draft:
        _begin_entries(draft, None)
    return draft


def _begin_entries(draft: Update, sent: Update | None) -> None:
    """A place for each action, with what was last said of it where a version is corrected."""
    there = set(draft.entries.values_list("action", flat=True))
    said = {each.action_id: each for each in sent.entries.prefetch_related("files")} if sent else {}
    for action in Action.objects.filter(plan=draft.plan_id).order_by("number"):
        if action.pk in there:
            continue
        before = said.get(action.pk)
        entry = Entry.objects.create(
            update=draft,
            participation_id=draft.participation_id,
            action=action,
            action_text=action.text,
            state=before.state if before else "",
            words=before.words if before else "",
        )
        for file in before.files.all() if before else []:
            EntryFile.objects.create(
                entry=entry,
                participation_id=draft.participation_id,
                file_id=file.file_id,
                sha256=file.sha256,
                added_at=file.added_at,
                added_by_id=file.added_by_id,
            )


def told_before(update: Update) -> dict[int, Entry]:
    """Of each action what was last sent of it in an earlier round, with what the team made of it."""
    earlier = (
        Entry.objects.filter(update__plan=update.plan_id, update__round__number__lt=update.round.number)
        .filter(update__status=Status.SENT)
        .select_related("update__round")
        .prefetch_related("views")
        .order_by("update__round__number")
    )
    return {each.action_id: each for each in earlier}


@transaction.atomic
def save(update: Update, *, summary: str, said: Mapping[int, Say], seen: int, by: User | None) -> Update:
    """Keep what was written, over what its writer has seen. ``said`` is {entry: what is said}; ``seen`` counts the saves.

    Raises SavedMeanwhile over anything else, and IllegalMove where it can be changed no more. The same again changes nothing.
    """
    now = _held(update)
    if not now.is_draft:
        done = "sent" if now.is_sent_out else "given for sign-off"
        raise IllegalMove(f"This update has been {done} meanwhile, so nothing is changed any more.")
    entries = list(now.entries.select_related("action"))
    changed = [
        entry
        for entry in entries
        if entry.pk in said and (entry.state, entry.words) != (said[entry.pk].state, said[entry.pk].words.strip())
    ]
    if not changed and now.summary == summary.strip():
        return now
    if now.edits != seen:
        raise SavedMeanwhile(now)
    for entry in changed:
        Entry.objects.filter(pk=entry.pk).update(
            state=said[entry.pk].state, words=said[entry.pk].words.strip(), action_text=entry.action.text
        )
    Update.objects.filter(pk=now.pk).update(
        summary=summary.strip(), edits=F("edits") + 1, saved_at=timezone.now(), saved_by=by
    )
    return _held(now)


@transaction.atomic
def add_evidence(entry: Entry, uploads: Iterable, *, by: User) -> list[str]:
    """Put files beside what is said of an action; returns a sentence for each that was refused or is there already."""
    draft = _held(entry.update)
    if not draft.is_draft:
        raise IllegalMove("This update is no longer being written, so no file can be added.")
    sentences = []
    for upload in uploads:
        digest = hashlib.sha256()
        for chunk in upload.chunks():
            digest.update(chunk)
        upload.seek(0)
        if EntryFile.objects.filter(entry=entry, sha256=digest.hexdigest()).exists():
            sentences.append(f"“{upload.name}” is here already. It was not added twice.")
            continue
        kept = files.take_in(upload, by=by, participation_ref=draft.participation_id)
        if kept.is_refused:
            sentences.append(f"“{kept.shown_name}” was refused. {' '.join(kept.reasons)}")
            continue
        EntryFile.objects.create(
            entry=entry,
            participation_id=draft.participation_id,
            file=kept,
            sha256=digest.hexdigest(),
            added_at=timezone.now(),
            added_by=by,
        )
    Update.objects.filter(pk=draft.pk).update(edits=F("edits") + 1)
    return sentences


@transaction.atomic
def take_out(file: EntryFile) -> None:
    """Take a file out of an update that is being written."""
    draft = _held(file.entry.update)
    if not draft.is_draft:
        raise IllegalMove("What was sent never changes, and what waits for sign-off is taken back first.")
    EntryFile.objects.filter(pk=file.pk).delete()
    Update.objects.filter(pk=draft.pk).update(edits=F("edits") + 1)


def hindrances(update: Update) -> list[str]:
    """Why it cannot be sent as it is, each with what to do."""
    found = []
    entries = list(update.entries.select_related("action").prefetch_related("files__file"))
    if not entries:
        found.append("The plan has no actions yet. Write what will be done, and by when.")
    for entry in entries:
        if not entry.state:
            found.append(f"Say how far action {entry.action.number} is.")
        elif not entry.words:
            found.append(f"Say in a few words what has been done about action {entry.action.number}.")
        for file in entry.files.all():
            if file.file.is_refused:
                found.append(f"“{file.file.shown_name}” was refused by the check. Take it out.")
    return found


def _must_be_whole(now: Update, seen: int | None) -> None:
    if seen is not None and now.edits != seen:
        raise IllegalMove("Somebody has changed this update since you opened the page. Look at it once more.")
    if stops := hindrances(now):
        raise IllegalMove(stops[0])


@transaction.atomic
def put_forward(update: Update, *, seen: int | None = None, by: User) -> Update:
    """Give it to the chief officers, who are written to. Pressed twice, it is given once. Raises IllegalMove."""
    now = _held(update)
    if now.status == Status.AWAITING_SIGN_OFF:
        return now
    if now.participation_id is None:
        raise IllegalMove("Nobody here signs this plan off. It is sent by those who enter it.")
    _must_be_whole(now, seen)
    if not Seat.objects.held().filter(participation=now.participation_id, role=roles.ChiefOfficer.slug).exists():
        raise IllegalMove(
            "Nobody can sign this off: your partnership has no chief officer in the portal. Ask the review team to "
            "invite one."
        )
    now.move_to(Status.AWAITING_SIGN_OFF, put_forward_by=by, put_forward_at=timezone.now(), sent_back_reason="")
    letters.sign_off_request(now, by=by)
    return now


@transaction.atomic
def send_back(update: Update, *, reason: str, by: User) -> Update:
    """A chief officer has something changed first; the partnership’s own people read why. A co-ordinator may take it back."""
    if not reason.strip():
        raise IllegalMove("Say what should be changed.")
    now = _held(update)
    prepared_by, at = now.put_forward_by, now.put_forward_at
    now.move_to(Status.DRAFT, sent_back_reason=reason.strip(), put_forward_by=None, put_forward_at=None)
    letters.sent_back(now, prepared_by=prepared_by, put_forward_at=at, by=by)
    return now


@transaction.atomic
def sign_off(update: Update, *, seen: int | None = None, by: User) -> Update:
    """A chief officer signs it off, which sends it. Pressed twice, it is sent once. Raises IllegalMove."""
    now = _held(update)
    if now.is_sent_out:
        return now
    if now.status != Status.AWAITING_SIGN_OFF:
        raise IllegalMove("This update is being changed again. Its co-ordinator gives it for sign-off once more.")
    return _send(now, seen, by)


@transaction.atomic
def send(update: Update, *, seen: int | None = None, by: User) -> Update:
    """Send what nobody here signs off: the update of a body’s plan, entered by the team."""
    now = _held(update)
    if now.is_sent_out:
        return now
    if now.participation_id is not None:
        raise IllegalMove("A chief officer of the partnership signs this off before it is sent.")
    return _send(now, seen, by)


def _send(now: Update, seen: int | None, by: User) -> Update:
    _must_be_whole(now, seen)
    for former in Update.objects.filter(plan=now.plan_id, round=now.round_id).standing():
        former.move_to(Status.SUPERSEDED)
    now.move_to(Status.SENT, sent_by=by, sent_at=timezone.now(), sent_back_reason="")
    letters.receipt(now, by=by)
    return now
