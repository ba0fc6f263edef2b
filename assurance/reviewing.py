"""Verbs of peer review: ask a colleague who has not written, keep their remarks, conclude, let off."""

from collections.abc import Mapping
from datetime import date

from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from accounts import roles, speaking
from accounts.models import User
from accounts.moves import IllegalMove
from assurance import letters, locking, travelling
from assurance.models import LockedVersion, PeerReview, Remark
from assurance.road import Stage
from programmes.models import Assignment
from reports import freezing
from reports.models import Figure, Report, Section

#: In the programme's team; a lead of another programme may be asked as well.
READS_FOR_PEERS = (roles.Lead, roles.Inspector, roles.AssociateAssessor)


class CannotAsk(ValueError):
    """A review that cannot be asked for; the sentence says why."""


def writers(report: Report) -> set[int]:
    """Ids of everybody who ever saved a section or a figure of this report, from its history."""
    with speaking.as_service():
        sections = Section.pgh_event_model.objects.filter(report=report).exclude(updated_by=None)
        figures = Figure.pgh_event_model.objects.filter(report=report).exclude(updated_by=None)
        return {*sections.values_list("updated_by", flat=True), *figures.values_list("updated_by", flat=True)}


def who_may_review(report: Report, *, asked_by: User) -> list[User]:
    """Colleagues who have not written: of the programme's team, and leads of other programmes."""
    with speaking.as_service():
        current = Assignment.objects.current()
        here = current.filter(programme=report.programme_id, role__in=[role.slug for role in READS_FOR_PEERS])
        leads = current.filter(role=roles.Lead.slug)
        found = User.objects.active().filter(Q(pk__in=here.values("person")) | Q(pk__in=leads.values("person")))
        reading = PeerReview.objects.open().filter(version__report=report).values_list("reviewer", flat=True)
        return list(found.exclude(pk__in=[*writers(report), *reading, asked_by.pk]).order_by("name", "pk"))


@transaction.atomic
def ask(report: Report, *, reviewer: User, due_on: date, note: str = "", by: User) -> PeerReview:
    """Ask a colleague to read the draft as it stands; the first of them takes it from drafting to peer review.

    A draft that has not changed since it was last locked for a peer is given in that version: two colleagues then speak
    of the same words. Raises CannotAsk, and what ``locking.lock`` and ``travelling.move`` raise.
    """
    if reviewer.pk in writers(report):
        raise CannotAsk(f"{reviewer} has written in this report. Ask somebody who has not.")
    here = travelling.standing(report)
    if here.at == Stage.DRAFTING:
        travelling.move(report, "to-peer-review", by=by)
    elif here.at != Stage.PEER_REVIEW:
        raise IllegalMove(f"This report is at “{here.at.label}” now, and no review is asked for there.")
    version = _version_for_a_peer(report, by)
    if version.peer_reviews.filter(reviewer=reviewer).exists():
        raise CannotAsk(f"{reviewer} has been asked to read this version already.")
    review = PeerReview.objects.create(
        version=version, reviewer=reviewer, due_on=due_on, note=note.strip(), asked_by=by, asked_at=timezone.now()
    )
    letters.ask_for_a_review(review)
    return review


def _version_for_a_peer(report: Report, by: User) -> LockedVersion:
    last = report.locked_versions.order_by("-number").first()
    if last and last.purpose == LockedVersion.Purpose.PEER_REVIEW:
        frozen = freezing.look(report).frozen
        if locking.digest(frozen.content, frozen.html) == last.digest:
            return last
    return locking.lock(report, purpose=LockedVersion.Purpose.PEER_REVIEW, by=by)


@transaction.atomic
def keep_remarks(review: PeerReview, remarks: Mapping[str, str]) -> int:
    """Keep a reviewer's remarks by the anchors of paragraphs ("" for the whole); an empty one is removed.

    Anchors that the version does not have are left out. Returns how many remarks there are then.
    """
    review = PeerReview.objects.select_for_update(of=("self",)).select_related("version").get(pk=review.pk)
    if review.status != PeerReview.Status.ASKED:
        raise IllegalMove("This review is concluded, so its remarks stay as they are.")
    known = {"", *review.version.paragraphs()}
    kept = {remark.anchor: remark for remark in review.remarks.all()}
    for anchor, words in remarks.items():
        words = words.replace("\r\n", "\n").strip()
        if anchor not in known or (anchor in kept and kept[anchor].words == words):
            continue
        if not words:
            if anchor in kept:
                kept.pop(anchor).delete()
        elif anchor in kept:
            Remark.objects.filter(pk=kept[anchor].pk).update(words=words, written_at=timezone.now())
        else:
            kept[anchor] = Remark.objects.create(review=review, anchor=anchor, words=words)
    return len(kept)


@transaction.atomic
def conclude(review: PeerReview, *, conclusion: str, words: str) -> None:
    """Say whether the draft is ready. Changes that are needed are said in remarks, or in the conclusion's words."""
    words = words.strip()
    if conclusion == PeerReview.Conclusion.CHANGES and not words and not review.remarks.exists():
        raise ValueError("Say which changes are needed, here or beside a paragraph.")
    review.move_to(PeerReview.Status.CONCLUDED, conclusion=conclusion, words=words, concluded_at=timezone.now())
    letters.tell_of_a_review(review)


@transaction.atomic
def let_off(review: PeerReview, *, reason: str, by: User) -> None:
    """Take a request back: the colleague no longer has to review, and no longer reads the version for it."""
    review.move_to(PeerReview.Status.LET_OFF, let_off_by=by, let_off_at=timezone.now(), let_off_reason=reason[:300])
