"""What the team decides of a partnership's comments, and whether the draft now says what was promised."""

import re
from dataclasses import dataclass

from django.db import transaction
from django.db.models import F
from django.utils import timezone

from accounts.models import User
from accounts.moves import IllegalMove
from accuracy import check_letters as letters
from accuracy.models import Comment, Decision, FactCheck
from assurance import locking
from assurance.models import Meeting
from assurance.models.locked import parts_of
from interface.comparison import Pair
from reports import freezing
from reports.models import Report

Outcome = Decision.Outcome


class CannotDecide(ValueError):
    """A decision that cannot be so; the sentence says what to do instead."""


class DecidedMeanwhile(Exception):
    """A colleague has decided this comment since it was opened. Nothing was overwritten; ``now`` is what is there."""

    def __init__(self, now: Decision):
        super().__init__("A colleague has decided this comment.")
        self.now = now


def meetings_after(check: FactCheck):
    """Meetings of the panel that decided about this report after the comments were signed off, the newest first."""
    return Meeting.objects.decided().filter(report=check.report_id, decided_at__gt=check.signed_off_at).order_by(
        "-decided_at"
    )  # fmt: skip


def goes_to_the_panel(comment: Comment, for_panel: bool) -> bool:
    """A disagreement with a judgement always does; another comment where the team says that it touches one."""
    return for_panel or comment.kind == Comment.Kind.JUDGEMENT


@transaction.atomic
def decide(
    comment: Comment, *, outcome: str, reason: str, changed_text: str, for_panel: bool, seen: int, by: User
) -> Decision:
    """Decide one comment, or change what was decided while the response has not gone back.

    ``seen`` is the version of the decision that was on the page, 0 where there was none. Raises CannotDecide with a
    sentence and DecidedMeanwhile where a colleague was quicker.
    """
    check = FactCheck.objects.select_for_update(of=("self",)).get(pk=comment.fact_check_id)
    if check.status != FactCheck.Status.SIGNED_OFF:
        raise IllegalMove("Comments are decided once they are signed off, and until the response has gone back.")
    for_panel = goes_to_the_panel(comment, for_panel)
    meeting = None
    if for_panel:
        meeting = meetings_after(check).first()
        if meeting is None:
            raise CannotDecide(
                "This touches a judgement, which the panel alone may change. Take the report to the panel again; once it "
                "has met, record here what it decided."
            )
    if outcome == Outcome.NOT_ACCEPTED:
        changed_text = ""
    said = {
        "outcome": outcome,
        "reason": reason.strip(),
        "changed_text": changed_text.replace("\r\n", "\n").strip(),
        "for_panel": for_panel,
        "meeting": meeting,
    }
    there = Decision.objects.filter(comment=comment).first()
    if there is None:
        if seen:
            raise IllegalMove("This page is out of date. Please open the comment again.")
        return Decision.objects.create(comment=comment, participation_id=check.participation_id, decided_by=by, **said)
    if there.version != seen:
        raise DecidedMeanwhile(there)
    Decision.objects.filter(pk=there.pk, version=seen).update(
        **said, version=F("version") + 1, decided_by=by, decided_at=timezone.now()
    )
    return Decision.objects.get(pk=there.pk)


def undecided(check: FactCheck):
    """Its comments that nobody has decided yet."""
    return check.comments.filter(decision=None)


@transaction.atomic
def send_response(check: FactCheck, *, by: User) -> None:
    """The response goes back to the partnership, once, when every comment is decided."""
    now = FactCheck.objects.select_for_update(of=("self",)).get(pk=check.pk)
    if now.is_returned:
        return
    if open_ones := undecided(now).count():
        raise IllegalMove(f"{open_ones} comment{'s have' if open_ones > 1 else ' has'} not been decided yet.")
    now.move_to(FactCheck.Status.RETURNED, returned_by=by, returned_at=timezone.now())
    letters.response(now, by=by)


# --- Afterwards ------------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Promise:
    """A changed text that a partnership was promised, and whether the draft now says it."""

    comment: Comment
    decision: Decision
    is_kept: bool


def draft_now(report: Report) -> dict:
    """The draft as it would be frozen now."""
    return freezing.look(report).frozen.content


def changes_since(check: FactCheck, content: dict) -> list[Pair]:
    """The locked version beside the draft now, part by part."""
    return locking.compared(check.version.content, content)


def promises(check: FactCheck, content: dict) -> list[Promise]:
    """Every changed text that was promised, with whether it is found in the draft now, whatever its line breaks."""
    there = _plain(" ".join(part.words for part in parts_of(content)))
    decided = Decision.objects.filter(comment__fact_check=check).exclude(changed_text="").select_related("comment")
    return [
        Promise(each.comment, each, _plain(each.changed_text) in there)
        for each in decided.order_by("comment__place", "pk")
    ]


def _plain(words: str) -> str:
    """Words by which two texts are compared: without mark-up, whatever their spaces and quotation marks."""
    words = re.sub(r"[*_`]", "", words).translate(str.maketrans("“”‘’–—", "\"\"''--"))
    return " ".join(words.split()).casefold()
