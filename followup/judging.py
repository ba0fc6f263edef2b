"""The scrutiny body's judgement of how far a recommendation has come: made with a reason, never changed, followed by another."""

import re
from datetime import date

from django.db import transaction
from django.utils import timezone

from accounts.models import Area, User
from accounts.moves import IllegalMove
from followup.models import Progress, Recommendation, State
from programmes.models import Programme
from reports import minutes
from reports.models import Edition


def first_public_day(report_id: int) -> date | None:
    """The day on which a report first came out, by the clock in Scotland; None where it has not."""
    edition = (
        Edition.objects.public()
        .filter(report=report_id)
        .without_content()
        .select_related("publication")
        .order_by("publication__publish_at")
        .first()
    )
    return minutes.in_scotland(edition.publication.publish_at).date() if edition else None


def area_named(programme: Programme, *words: str) -> str:
    """An area whose name stands in these words, where the programme never attributes; else nothing."""
    if programme.attribution != Programme.Attribution.NEVER:
        return ""
    said = " ".join(words)
    return next((name for name in Area.objects.called() if re.search(rf"\b{re.escape(name)}\b", said)), "")


def last_of(recommendation: Recommendation) -> Progress | None:
    return Progress.objects.filter(recommendation=recommendation).counted().last()


@transaction.atomic
def judge(
    recommendation: Recommendation,
    *,
    state: str,
    on: date,
    reason: str,
    evidence: str = "",
    by: User,
) -> Progress:
    """Say how far a recommendation has come, and why. Everybody may read it at once, reason and evidence too.

    Asked twice in the same words on the same day, it is said once. Raises IllegalMove with a sentence where the report is
    not public yet, where the day lies ahead or before what was last judged, without a reason, and where a programme that
    never attributes would name an area.
    """
    reason, evidence = reason.strip(), evidence.strip()
    if not reason:
        raise IllegalMove("Say why. Nothing is judged, closed or opened again without a reason.")
    held = (
        Recommendation.objects.select_for_update(of=("self",))
        .select_related("report__programme")
        .get(pk=recommendation.pk)
    )
    published = first_public_day(held.report_id)
    if published is None:
        raise IllegalMove("The report has not been published yet. Its recommendations are judged from then on.")
    if on > timezone.localdate():
        raise IllegalMove("That day is still to come.")
    if on < published:
        raise IllegalMove(f"The report came out on {published:%-d %B %Y}. Choose that day or a later one.")
    if area := area_named(held.report.programme, reason, evidence):
        raise IllegalMove(
            f"This programme never attributes what it finds, and you name {area}. Say it without a place."
        )
    last = last_of(held)
    if last and on < last.on:
        raise IllegalMove(f"It was last judged on {last.on:%-d %B %Y}. Choose that day or a later one.")
    if last and (last.state, last.on, last.reason, last.edition_id) == (state, on, reason, None):
        return last
    return Progress.objects.create(
        recommendation=held,
        report_id=held.report_id,
        before=last.state if last else "",
        state=State(state),
        on=on,
        reason=reason,
        evidence=evidence,
        judged_at=timezone.now(),
        judged_by=by,
    )
