"""What this room tells the rooms below it: pages beside a report, its road from the first day, reasons against a release."""

from django.urls import reverse

from assurance import conditions, evidence, road, travelling
from assurance.models import PeerReview
from interface.counting import counted
from reports import beside


def join() -> None:
    beside.pages.append(pages)
    beside.conditions.append(conditions.reasons_against)
    beside.on_begin.append(travelling.begin)
    evidence.join()
    road.made_on("to-peer-review")(lambda report: reverse("assurance:reviews", args=[report.pk]))
    for move in ("to-panel", "again-to-panel"):
        road.made_on(move)(lambda report: reverse("assurance:call-panel", args=[report.pk]))


def pages(user, report):
    """Beside a report: its road, its peer reviews, the panel, its judgements, its locked versions."""
    here = travelling.standing(report)
    yield beside.Beside(
        "The road to release",
        reverse("assurance:road", args=[report.pk]),
        here.at.label,
        "done" if here.is_out else "open",
    )
    reading = PeerReview.objects.open().filter(version__report=report).count()
    yield beside.Beside(
        "Peer review",
        reverse("assurance:reviews", args=[report.pk]),
        f"{reading} being read" if reading else "",
        "waiting",
    )
    meeting = report.panel_meetings.first()
    yield beside.Beside(
        "Quality and Consistency Panel",
        reverse("assurance:panel", args=[report.pk]),
        *(meeting.state if meeting else ()),
    )
    yield beside.Beside("Evidence behind statements", reverse("assurance:evidence", args=[report.pk]))
    yield beside.Beside("Judgements", reverse("assurance:judgements", args=[report.pk]))
    locked = report.locked_versions.visible_to(user).count()
    yield beside.Beside(
        "Locked versions", reverse("assurance:versions", args=[report.pk]), counted(locked, "version") if locked else ""
    )
