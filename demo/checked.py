"""A draft of the demonstration whose facts three partnerships check: one is at it, one has signed off, one has its answer.

The report is about a partnership that does not exist, so whoever comments on it here comments on something invented.
"""

from django.db import transaction

from accounts import roles, speaking
from accounts.models import User
from accuracy import checking, deciding, sending
from accuracy.models import Comment, FactCheck
from assurance.models import Road
from assurance.road import Stage
from demo import assured, partnerships, people
from programmes import correspondence
from programmes.models import Participation, Programme
from reports.models import Report, Section

CALLED = "Demonstration: a draft inspection report"
SAID = {
    "chronologies": {
        "kind": Comment.Kind.FACT,
        "in_question": "Some of the chronologies said little about what had worked before.",
        "correction": "A few of the chronologies said little about what had worked before.",
        "evidence": "Our own audit of all 50 records found three such chronologies (demonstration).",
    },
    "committee": {
        "kind": Comment.Kind.CONTEXT,
        "in_question": "The committee heard from adults at risk once in the year.",
        "correction": "The committee heard from adults at risk once in the year, and a group of them met twice.",
        "evidence": "Minutes of an invented group.",
    },
    "typing": {
        "kind": Comment.Kind.TYPING,
        "in_question": "It planned to do so more often.",
        "correction": "It plans to do so more often.",
        "evidence": "The plan stands.",
    },
}


@transaction.atomic
def tell(team: dict[str, User]) -> list[str]:
    """Send the draft that is with the partnership to three of the demonstration's, each at another point."""
    lead = team["lead"]
    with speaking.as_service():
        at_hand = Road.objects.filter(report__programme__slug=assured.PROGRAMME, status=Stage.ACCURACY)
        road = at_hand.order_by("pk").first()
        if road is None or FactCheck.objects.exists():
            return []
        report = Report.objects.select_related("programme").get(pk=road.report_id)
        programme = Programme.objects.with_plan().get(pk=report.programme_id)
        found = [part for part in correspondence.loaded(programme) if _is_seated(part)][:3]
        if len(found) < 3:
            return []
        named = people.names()
        writers = [_contributor(part, named) for part in found]
        at_work, decided, answered = sending.send(report, found, days=10, called=CALLED, by=lead)
        _comment(at_work, "p-2-2", "chronologies", _sits(found[0], roles.Coordinator))
        _comment(at_work, "p-3-2", "committee", writers[0])
        for check, part, writer in ((decided, found[1], writers[1]), (answered, found[2], writers[2])):
            coordinator = _sits(part, roles.Coordinator)
            _comment(check, "p-2-2", "chronologies", coordinator)
            _comment(check, "p-3-2", "typing", writer)
            check.refresh_from_db()
            checking.put_forward(check, seen=check.edits, by=coordinator)
            checking.sign_off(check, seen=check.edits, by=_sits(part, roles.ChiefOfficer))
        for check in (decided, answered):
            first = check.comments.select_related("fact_check").order_by("place").first()
            _decide(first, team["inspector"])
        last = answered.comments.select_related("fact_check").order_by("place").last()
        deciding.decide(
            last, outcome="not accepted", reason="The sentence says what had been planned (demonstration).",
            changed_text="", for_panel=False, seen=0, by=lead,
        )  # fmt: skip
        section = Section.objects.get(report=report, key="key-processes")
        Section.objects.filter(pk=section.pk).update(
            body=section.body.replace("Some of the chronologies said", "A few of the chronologies said")
        )
        deciding.send_response(answered, by=lead)
    return ["A draft whose facts three partnerships check"]


def _is_seated(part: Participation) -> bool:
    return all(correspondence.recipients_in_seat(part, role) for role in (roles.ChiefOfficer, roles.Coordinator))


def _sits(part: Participation, role) -> User:
    return correspondence.recipients_in_seat(part, role)[0]


def _contributor(part: Participation, named) -> User:
    email = f"facts.{part.partnership.areas.first().slug}"
    writer = people.person(email, next(named), job_title="Policy officer", organisation=None)
    partnerships.seat(part, writer, roles.Contributor, by=_sits(part, roles.Coordinator))
    return writer


def _comment(check: FactCheck, anchor: str, said: str, by: User) -> None:
    parts = check.version.paragraphs()
    comment = checking.begin(check, parts[anchor], list(parts).index(anchor), by=by)
    checking.save(comment, SAID[said], seen=comment.version, by=by)


def _decide(comment: Comment, by: User) -> None:
    deciding.decide(
        comment,
        outcome="accepted",
        reason="Three of fifty are a few, as we use the word (demonstration).",
        changed_text="A few of the chronologies said little about what had worked before.",
        for_panel=False,
        seen=0,
        by=by,
    )
