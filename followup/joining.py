"""What this room tells the rooms below it: what is frozen with an edition, its pages beside a report, what waits for people."""

from collections.abc import Iterator

from django.urls import reverse

from followup import brought_in, public, recommending, reviewing, rules
from followup.models import ProgressReview
from interface.counting import counted
from programmes import starting
from reports import beside
from reports import public as reports_public
from reports.models import Edition, Report


def join() -> None:
    starting.on_start.append(brought_in.bring_in)
    beside.frozen_with.append(recommending.state_in)
    beside.frozen_with.append(reviewing.judge_with)
    beside.conditions.append(reviewing.reasons_against)
    beside.pages.append(pages_beside)
    reports_public.further_data.append(of_a_programme)


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


def of_a_programme(programme_id: int) -> list[tuple[str, str]]:
    """What everybody may read of one programme's recommendations: a page for each report that has some."""
    slugs = Edition.objects.public().filter(programme=programme_id).values_list("slug", flat=True)
    there = public.has_any(set(slugs))
    titles = dict(
        Edition.objects.public().filter(slug__in=there).order_by("number").values_list("slug", "title")
    )
    return [(f"Progress on the recommendations of “{title}”", public.address_of(slug)) for slug, title in titles.items()]
