"""Reports on their road: reviewed by a colleague, called to the panel, decided on, and final."""

from datetime import date, timedelta

from django.utils import timezone

from accounts import roles, speaking
from accounts.models import User
from assurance import judging, meeting, reviewing, travelling
from assurance.models import Meeting, PeerReview
from programmes.models import Programme
from reports.models import Report
from tests.build import reports as build

QUESTIONS = [
    {"key": "key-processes", "title": "Key processes", "headings": [], "basis": "knowledge, verify"},
    {"key": "leadership", "title": "Strategic leadership", "headings": [], "basis": "knowledge, verify"},
]


def judging_programme(**fields) -> Programme:
    """A programme that judges two questions, in words."""
    return build.programme(
        **{"judgement": Programme.Judgement.PROGRESS_STATEMENTS, "particulars": {"judgement_questions": QUESTIONS}}
        | fields
    )


def lead_of(report: Report) -> User:
    """The lead of a report's programme: the one that is there, or one who joins."""
    with speaking.as_service():
        place = report.programme.team.filter(role=roles.Lead.slug).select_related("person").order_by("pk").first()
    return place.person if place else build.member_of(report.programme, roles.Lead)


def asked(report: Report | None = None, *, reviewer: User | None = None) -> PeerReview:
    """A colleague of the team was asked to review it."""
    report = report or build.report()
    build.explained(report)
    lead = lead_of(report)
    reviewer = reviewer or build.member_of(report.programme, roles.Inspector)
    with speaking.as_person(lead):
        return reviewing.ask(report, reviewer=reviewer, due_on=date.today() + timedelta(days=7), by=lead)


def reviewed(report: Report | None = None, *, conclusion: str = PeerReview.Conclusion.READY) -> PeerReview:
    """The colleague has concluded, with one remark."""
    review = asked(report)
    with speaking.as_person(review.reviewer):
        reviewing.keep_remarks(review, {"p-1-1": "Say which duties."})
        reviewing.conclude(review, conclusion=conclusion, words="It reads well.")
        return review


def propose_all(report: Report, grade: str = "effective") -> None:
    lead = lead_of(report)
    with speaking.as_person(lead):
        for question in QUESTIONS:
            judging.propose(
                report, question["key"], grade=grade, reason="Strengths outweigh what is to improve.", by=lead
            )


def members(how_many: int = 3) -> list[User]:
    return [build.holder_of(roles.PanelMember) for _ in range(how_many)]


def called(report: Report | None = None, *, panel: list[User] | None = None, held_at=None) -> Meeting:
    """The panel is called; the first of its members chairs."""
    report = report or build.report()
    if report.programme.judgement != Programme.Judgement.NOTHING:
        propose_all(report)
    reviewed(report)
    lead, panel = lead_of(report), panel or members()
    with speaking.as_person(lead):
        return meeting.call(
            report,
            held_at=held_at or timezone.now(),
            members=panel,
            chair=panel[0],
            place="Compass House, Dundee",
            by=lead,
        )


def declared(of: Meeting, *, conflicts: dict[User, str] | None = None) -> Meeting:
    """Every member has said whether there is a conflict of interest."""
    with speaking.as_service():
        found = list(of.members.select_related("person"))
    for member in found:
        with speaking.as_person(member.person):
            meeting.declare(of, by=member.person, conflict=(conflicts or {}).get(member.person, ""))
    return of


def decided(
    of: Meeting | None = None, *, decision: str = Meeting.Decision.AGREED, conditions=(), grades=None
) -> Meeting:
    """Everybody declared that there is no conflict, and the chair recorded a decision."""
    return decided_by_all(declared(of or called()), decision=decision, conditions=conditions, grades=grades)


def decided_by_all(of: Meeting, *, decision: str = Meeting.Decision.AGREED, conditions=(), grades=None) -> Meeting:
    """The chair records a decision with all members present."""
    with speaking.as_person(of.chair):
        return meeting.decide(
            of,
            by=of.chair,
            present=list(of.members.all()),
            decision=decision,
            reasons="The evidence carries it.",
            conditions=conditions,
            grades=grades,
        )


def without_partnership(report: Report) -> None:
    """Decided by the lead and confirmed by a member of the panel: nobody is asked about facts."""
    lead, second = lead_of(report), build.holder_of(roles.PanelMember)
    with speaking.as_person(lead):
        way = travelling.lead_around(report, "accuracy", reason="It describes no partnership.", by=lead)
    with speaking.as_person(second):
        travelling.confirm_way_round(way, by=second)


def final(report: Report | None = None) -> Report:
    """The whole road, but for a partnership: agreed by the panel, and final."""
    report = report or build.report()
    decided(called(report))
    without_partnership(report)
    lead = lead_of(report)
    with speaking.as_person(lead):
        travelling.move(report, "without-accuracy", by=lead, reason="It describes no partnership.")
    return report
