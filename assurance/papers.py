"""The papers of a panel meeting, put together by themselves: the draft, the evidence, reviews, and judgements compared.

They are made once, when the meeting is called, and kept as they were: every member reads the same, and so does whoever
asks later what the panel knew. Rooms that hold evidence join ``evidence``; nothing in here knows what they are.
"""

from collections.abc import Callable, Iterable
from dataclasses import asdict, dataclass

from accounts import speaking
from assurance import judging, scales, statements
from assurance.models import LockedVersion, Meeting, PeerReview, Remark
from reports import minutes
from reports.models import Report


@dataclass(frozen=True)
class Evidence:
    """Something that findings rest on: a table of words and numbers, with where it comes from.

    It says nothing that the panel may not know: small numbers are withheld before they are given.
    """

    title: str
    source: str
    columns: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    note: str = ""


#: ``(report) -> Evidence``, asked as the portal itself in the order in which rooms join.
evidence: list[Callable[[Report], Iterable[Evidence]]] = []


def put_together(meeting: Meeting) -> dict:
    """The chapters beside the locked version, as plain values."""
    report, version = meeting.report, meeting.version
    with speaking.as_service():
        sections = statements.of(version.content, statements.named_in(report))
        return {
            "statements": sections,
            "figures": list(_figures(version)),
            "evidence": [asdict(each) for joined in evidence for each in joined(report)],
            "reviews": [_review(each) for each in _concluded(report)],
            "judged": bool(scales.questions(report.programme)),
            "judgements": list(_judgements(report, sections)),
            "comparison": [_compared(each) for each in judging.compare(report)],
            "meetings": [_earlier(each) for each in _decided_before(meeting)],
        }


def _figures(version: LockedVersion):
    """Every table and chart of the draft with its source: its numbers stand in the draft itself."""
    for key in version.content["order"]:
        figure = version.content["figures"][key]
        yield {
            "name": figure["name"],
            "says": figure["message"] or figure["caption"],
            "source": figure["source"],
            "anchor": f"figure-{key}",
        }


def _concluded(report: Report):
    return (
        PeerReview.objects.filter(version__report=report, status=PeerReview.Status.CONCLUDED)
        .select_related("reviewer", "version")
        .order_by("concluded_at")
    )


def _review(review: PeerReview) -> dict:
    parts = review.version.paragraphs()
    return {
        "reviewer": review.reviewer.name,
        "version": review.version.number,
        "on": f"{minutes.in_scotland(review.concluded_at):%-d %B %Y}",
        "conclusion": review.get_conclusion_display(),
        "words": review.words,
        "remarks": [
            {"label": parts[remark.anchor].label if remark.anchor in parts else "The whole", "words": remark.words}
            for remark in in_order(review.remarks.all(), parts)
        ],
    }


def in_order(remarks: Iterable[Remark], parts: dict) -> list[Remark]:
    """Remarks in the order of the paragraphs that they are about; those about the whole first."""
    places = {"": -1} | {anchor: place for place, anchor in enumerate(parts)}
    return sorted(remarks, key=lambda remark: (places.get(remark.anchor, len(places)), remark.pk))


def _judgements(report: Report, sections: list[dict]):
    """Each with the section that is about its question, where the outline has one by the same key."""
    about = {section["key"]: section for section in sections}
    for key, title, judgement in judging.of_report(report):
        yield {
            "section": about.get(key),
            "question": key,
            "title": title,
            "stands": judgement.stands if judgement else "",
            "is_agreed": bool(judgement and judgement.grade),
            "reason": judgement.reason if judgement else "",
        }


def _compared(compared: judging.Compared) -> dict:
    return {**asdict(compared), "total": compared.total}


def _decided_before(meeting: Meeting):
    return Meeting.objects.decided().filter(report=meeting.report_id).exclude(pk=meeting.pk).order_by("decided_at")


def _earlier(meeting: Meeting) -> dict:
    return {
        "on": f"{minutes.in_scotland(meeting.held_at):%-d %B %Y}",
        "decision": meeting.get_decision_display(),
        "reasons": meeting.reasons,
        "conditions": [
            {"words": condition.words, "state": condition.get_status_display(), "met_with": condition.met_with}
            for condition in meeting.conditions.all()
        ],
    }
