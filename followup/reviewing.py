"""A progress review: an earlier report gone through recommendation by recommendation, and frozen with its own edition."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from django.db import transaction
from django.utils import timezone

from accounts.models import User
from accounts.moves import IllegalMove
from followup.judging import area_named, first_public_day
from followup.models import Progress, ProgressReview, Recommendation, Reviewed, State
from followup.models.progress import NOT_JUDGED
from reports.models import Edition, Figure, Report

TABLE = "progress-by-recommendation"
TO_BE_ENTERED = "To be entered from the report"


@transaction.atomic
def begin(report: Report, reviewed: Report, *, on: date, by: User | None) -> ProgressReview:
    """Tie a report to the earlier one whose recommendations it goes through. Raises IllegalMove with a sentence."""
    if report.pk == reviewed.pk:
        raise IllegalMove("A report cannot review its own progress. Choose the earlier report.")
    if report.editions.standing().exists():
        raise IllegalMove("An edition of this report has been frozen already, so it cannot become a progress review.")
    published = first_public_day(reviewed.pk)
    if published and on < published:
        raise IllegalMove(f"The earlier report came out on {published:%-d %B %Y}. Choose a later day.")
    made, new = ProgressReview.objects.get_or_create(
        report=report, defaults={"reviewed": reviewed, "on": on, "made_by": by, "made_at": timezone.now()}
    )
    if not new and made.reviewed_id != reviewed.pk:
        raise IllegalMove("This report reviews the progress of another report already.")
    fill(made)
    return made


def fill(review: ProgressReview) -> None:
    """A place for every recommendation of the earlier report, also for those added since."""
    there = set(Reviewed.objects.filter(review=review).values_list("recommendation", flat=True))
    Reviewed.objects.bulk_create(
        Reviewed(review=review, recommendation=each)
        for each in Recommendation.objects.filter(report=review.reviewed_id).in_order()
        if each.pk not in there
    )


@dataclass(frozen=True)
class Line:
    """One recommendation in a review: as it stood before, and as the review says it stands."""

    reviewed: Reviewed
    recommendation: Recommendation
    then: str
    then_mark: str

    @property
    def now(self) -> str:
        return self.reviewed.state_words


def lines(review: ProgressReview) -> list[Line]:
    """Every recommendation of a review in its order."""
    then = states_before(review)
    found = (
        Reviewed.objects.filter(review=review)
        .select_related("recommendation", "updated_by")
        .prefetch_related("recommendation__owners__organisation")
    )
    return [
        Line(
            each,
            each.recommendation,
            State(then[each.recommendation_id]).label if each.recommendation_id in then else NOT_JUDGED,
            State(then[each.recommendation_id]).mark if each.recommendation_id in then else "quiet",
        )
        for each in sorted(found, key=lambda each: each.recommendation.order)
    ]


def states_before(review: ProgressReview) -> dict[int, str]:
    """How each recommendation stood when the review was made: {recommendation: state}. The review's own editions apart."""
    found = (
        Progress.objects.filter(report=review.reviewed_id, on__lte=review.on)
        .exclude(edition__report=review.report_id)
        .counted()
    )
    return {each.recommendation_id: each.state for each in found}


@transaction.atomic
def put_into_the_report(review: ProgressReview, *, by: User) -> Figure:
    """Draw the table of all recommendations as a table of the report; its text places it by reference, as any other.

    Asked again, the same table is drawn anew. It is frozen with the report's edition.
    """
    rows = [[each.recommendation.name, _short(each.recommendation), each.then, each.now] for each in lines(review)]
    data = {
        "columns": [
            {"name": name, "numeric": False}
            for name in ("Recommendation", "What it is about", "State then", "State now")
        ],
        "rows": rows,
        "unit": "",
    }
    fields = {
        "kind": Figure.Kind.TABLE,
        "message": "How far each recommendation has come",
        "caption": f"State of each recommendation and area for development before the review and on {review.on:%-d %B %Y}",
        "data": data,
        "source": f"Progress review of “{review.reviewed.title}”"[:300],
        "updated_at": timezone.now(),
        "updated_by": by,
    }
    figure, new = Figure.objects.get_or_create(
        report=review.report, key=TABLE, defaults={**fields, "position": review.report.figures.count() + 1}
    )
    if not new:
        Figure.objects.filter(pk=figure.pk).update(**fields, version=figure.version + 1)
        figure.refresh_from_db()
    return figure


def _short(recommendation: Recommendation) -> str:
    words = " ".join(recommendation.shown_text.split())
    return words if len(words) <= 180 else f"{words[:179].rsplit(' ', 1)[0]}…"


def judge_with(edition: Edition, by: User | None) -> None:
    """Freeze what a review says with its edition: public with it, and not before. What is to be entered is not judged."""
    review = ProgressReview.objects.select_related("reviewed__programme").filter(report=edition.report_id).first()
    if review is None:
        return
    before = states_before(review)
    said = Reviewed.objects.filter(review=review).exclude(state="").select_related("recommendation")
    Progress.objects.bulk_create(
        Progress(
            recommendation=each.recommendation,
            report_id=review.reviewed_id,
            before=before.get(each.recommendation_id, ""),
            state=each.state,
            on=review.on,
            reason=each.narrative,
            evidence=each.evidence,
            edition=edition,
            judged_at=edition.frozen_at,
            judged_by=by,
        )
        for each in sorted(said, key=lambda each: each.recommendation.order)
    )


def reasons_against(edition: Edition) -> Iterator[str]:
    """Why a progress review must not be released yet."""
    review = ProgressReview.objects.select_related("reviewed__programme").filter(report=edition.report_id).first()
    if review is None:
        return
    if first_public_day(review.reviewed_id) is None:
        yield f"It reviews the progress of “{review.reviewed.title}”, which has not been published."
    for each in Reviewed.objects.filter(review=review).exclude(state="").select_related("recommendation"):
        if area := area_named(review.reviewed.programme, each.narrative, each.evidence):
            yield f"What it says of {each.recommendation.name} names {area}, and the programme never attributes."
