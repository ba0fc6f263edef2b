"""Recommendations, plans and updates, made by the real moves."""

from datetime import date, timedelta

from django.utils import timezone

from accounts import roles, speaking
from followup import judging, recommending
from followup.models import Progress, Recommendation
from followup.models.recommending import Kind
from reports.models import Report
from tests.build import reports as drafts


def recommendation(of: Report | None = None, *, text: str = "Write one guide for everyone.", **more) -> Recommendation:
    """One more recommendation of a report; ``text`` may be empty, as one that is to be entered."""
    with speaking.as_service():
        made = recommending.add(of or drafts.report(), text=text, by=drafts.person(), **more)
        return Recommendation.objects.select_related("report__programme").get(pk=made.pk)


def published(*texts: str, report: Report | None = None, development: int = 0, **report_fields) -> list[Recommendation]:
    """Recommendations of a report that everybody may read, and so many areas for development."""
    report = report or drafts.report(**report_fields)
    made = [recommendation(report, text=text) for text in texts or ("Write one guide for everyone.",)]
    made += [recommendation(report, text=f"Area {n}", kind=Kind.DEVELOPMENT) for n in range(1, development + 1)]
    drafts.published(report)
    return made


def lead_of(made: Recommendation):
    return drafts.member_of(made.report.programme, roles.Lead)


def judged(made: Recommendation, state: str = "in progress", *, on: date | None = None, **more) -> Progress:
    with speaking.as_service():
        return judging.judge(
            made,
            state=state,
            on=on or timezone.localdate(),
            reason=more.pop("reason", "The guide is being written."),
            by=more.pop("by", None) or drafts.person(),
            **more,
        )


def in_days(days: int) -> date:
    return timezone.localdate() + timedelta(days=days)
