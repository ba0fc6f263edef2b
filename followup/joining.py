"""What this room tells the rooms below it: what is frozen with an edition, its pages beside a report, what waits for people."""

from collections.abc import Iterator

from django.urls import reverse

from followup import brought_in, recommending, reviewing, rules
from followup.models import ProgressReview
from interface.counting import counted
from programmes import starting
from reports import beside
from reports.models import Report


def join() -> None:
    starting.on_start.append(brought_in.bring_in)
    beside.frozen_with.append(recommending.state_in)
    beside.frozen_with.append(reviewing.judge_with)
    beside.conditions.append(reviewing.reasons_against)
    beside.pages.append(pages_beside)


def pages_beside(user, report: Report) -> Iterator[beside.Beside]:
    """Beside a report: what it recommends; where it is a progress review, what it says of each."""
    if not rules.may_read(user, report):
        return
    found = report.recommendations.count()
    says = counted(found, "entry,entries") if found else "None yet"
    yield beside.Beside(
        "Recommendations and areas for development", reverse("followup:recommendations", args=[report.pk]), says
    )
    review = ProgressReview.objects.filter(report=report).first()
    if review is not None:
        yield beside.Beside("Progress review, recommendation by recommendation", review.get_absolute_url())
