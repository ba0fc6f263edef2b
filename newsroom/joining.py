"""What this room adds to the rooms below it: a page beside a report, a condition of its release, what waits for a person."""

from collections.abc import Iterator

from django.urls import reverse

from newsroom import mailing, rules
from newsroom.models import NewsItem, Told
from notifications import reconciling
from programmes import work
from reports import beside
from reports.announcing import SOON
from reports.beside import Beside
from reports.clock import TransactionTime
from reports.models import Edition

Status = NewsItem.Status


def join() -> None:
    beside.pages.append(_press_release_of)
    beside.conditions.append(_unapproved)
    work.doors.append(
        work.Door(
            "News and press releases",
            "/newsroom/",
            "What is being written, what waits for approval, and how many people are told by e-mail.",
            rules.makes_news,
        )
    )
    reconciling.expectation("publications that subscribers are told of", mend=mailing.tell_of_what_is_out)(
        expected_and_missing
    )


def _press_release_of(user, report) -> Iterator[Beside]:
    newest = (
        NewsItem.objects.visible_to(user)
        .filter(report=report)
        .exclude(status=Status.WITHDRAWN)
        .with_minutes()
        .order_by("-edition_number")
        .first()
    )
    if newest is not None:
        says, mark = ("Out", "done") if newest.is_out else (newest.get_status_display(), newest.mark)
        yield Beside("Press release", newest.get_absolute_url(), says, mark)
    if rules.may_begin(user, report) and (newest is None or newest.is_out):
        words = "Write a press release" if newest is None else "Write a press release for the correction"
        yield Beside(words, reverse("newsroom:begin", args=[report.pk]))


def _unapproved(edition: Edition) -> Iterator[str]:
    """A report needs no press release; but one that somebody has begun comes out with it, so it has to be approved."""
    begun = (
        NewsItem.objects.filter(report=edition.report_id, edition_number=edition.number)
        .exclude(status__in=[Status.APPROVED, Status.WITHDRAWN])
        .exists()
    )
    if begun:
        yield "Its press release has not been approved. Have it approved, or withdraw it."


def _put_forward(desk):
    return NewsItem.objects.filter(status=Status.WAITING) if rules.sees_the_newsroom(desk.user) else None


@work.asks(_put_forward)
def press_releases_that_wait(desk, waiting) -> Iterator[work.Waiting]:
    """What waits for somebody else's yes, told to those who may give it."""
    waiting = waiting.visible_to(desk.user).select_related("report__programme", "programme")
    for item in waiting.order_by("put_forward_at", "pk"):
        if rules.may_approve(desk.user, item):
            yield work.Waiting(
                f"Approve a {item.get_kind_display().lower()}" if item.report_id else "Approve a piece of news",
                item.get_absolute_url(),
                programme=item.programme.short_title if item.programme else "",
                detail=item.headline,
            )


def expected_and_missing() -> tuple[int, int]:
    """Editions and news that are out, and how many of them subscribers were not told of for longer than two ticks."""
    before = TransactionTime() - SOON
    forgotten = (
        mailing.untold_editions().filter(publication__publish_at__lt=before).count()
        + mailing.untold_news().with_minutes().filter(out_at__lt=before).count()
    )
    return Told.objects.count() + forgotten, forgotten
