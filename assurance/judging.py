"""Judgements: proposed by the lead, agreed by the panel alone, and compared with what other public reports judge."""

from dataclasses import dataclass

from django.db import transaction
from django.db.models import Max
from django.utils import timezone

from accounts import speaking
from accounts.models import User
from accounts.moves import IllegalMove
from assurance import scales, travelling
from assurance.models import Judgement, Meeting
from assurance.models.judging import standing_of
from assurance.road import Stage
from reports.models import Report

Status = Judgement.Status
#: While the panel or the partnership reads, what is proposed stays as they read it.
MAY_PROPOSE_AT = (Stage.DRAFTING, Stage.PEER_REVIEW, Stage.ACCURACY)


@transaction.atomic
def propose(report: Report, question: str, *, grade: str, reason: str, by: User) -> Judgement:
    """Propose a judgement with its reason, over the last proposal if the panel has not agreed it.

    After an agreed judgement this is a new one beside it, which counts once the panel agrees. Raises ValueError for a
    grade or a question that the programme does not have, IllegalMove where nothing is proposed at this stage.
    """
    titles = dict(scales.questions(report.programme))
    if question not in titles or grade not in scales.of(report.programme):
        raise ValueError("This programme does not judge that.")
    if not reason.strip():
        raise ValueError("Say why: a judgement is proposed with its reason.")
    if travelling.standing(report).at not in MAY_PROPOSE_AT:
        raise IllegalMove("A judgement is proposed while the report is written, not while it is being decided on.")
    words = {"proposed": grade, "reason": reason.strip(), "proposed_by": by, "proposed_at": timezone.now()}
    open_one = Judgement.objects.proposed().select_for_update().filter(report=report, question=question).first()
    if open_one:
        Judgement.objects.filter(pk=open_one.pk).update(**words)
        return Judgement.objects.get(pk=open_one.pk)
    last = Judgement.objects.filter(report=report, question=question).aggregate(last=Max("number"))["last"] or 0
    return Judgement.objects.create(report=report, question=question, title=titles[question], number=last + 1, **words)


def agree(meeting: Meeting, grades: dict[str, str]) -> None:
    """What a panel that agreed says of each proposal: ``grades`` by question, the proposed grade where it is silent."""
    known = scales.of(meeting.report.programme)
    for judgement in Judgement.objects.proposed().filter(report=meeting.report_id):
        grade = grades.get(judgement.question) or judgement.proposed
        if grade not in known:
            raise ValueError("This programme does not judge that.")
        judgement.move_to(Status.AGREED, grade=grade, meeting=meeting, agreed_at=meeting.decided_at)


@dataclass(frozen=True)
class Compared:
    """What public reports of the same kind of programme judge of one question."""

    question: str
    title: str
    counts: list[tuple[str, int]]  # words of each grade, from the best to the worst, with how many reports
    reports: list[tuple[str, str]]  # (title, grade in words) of each report, the newest first

    @property
    def total(self) -> int:
        return len(self.reports)


def compare(report: Report) -> list[Compared]:
    """For each question that is judged, what other public editions of this kind of programme say, by the clock."""
    grades = scales.of(report.programme)
    questions = scales.questions(report.programme)
    if not questions:
        return []
    # As the portal itself: what is public is everybody's, and the drafts behind it are not.
    with speaking.as_service():
        others = list(
            Judgement.objects.out()
            .filter(report__programme__definition=report.programme.definition)
            .exclude(report=report)
            .order_by("-agreed_at", "-pk")
            .values_list("question", "grade", "report__title")
        )
    found = []
    for key, title in questions:
        of_this = [(grade, name) for question, grade, name in others if question == key]
        counts = [(words, sum(grade == each for each, _ in of_this)) for grade, words in grades.items()]
        found.append(Compared(key, title, counts, [(name, scales.GRADES[grade]) for grade, name in of_this]))
    return found


def of_report(report: Report) -> list[tuple[str, str, Judgement | None]]:
    """(key, title, last judgement) of every question that the programme judges."""
    standing = standing_of(report)
    return [(key, title, standing.get(key)) for key, title in scales.questions(report.programme)]
