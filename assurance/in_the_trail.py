"""How the trail tells of the road, of peer reviews, and of the panel's meetings and decisions."""

from assurance.models import (
    Judgement,
    LockedVersion,
    Meeting,
    Member,
    NamedEvidence,
    PanelCondition,
    PeerReview,
    Quorum,
    Road,
    WayRound,
)
from audit import changes, told
from audit.trail import history_of
from reports.in_the_trail import of_a_report
from reports.models import Section


def join() -> None:
    for model in (Road, WayRound, PeerReview, Meeting, Member, PanelCondition, Judgement, Quorum):
        changes.names[model] = changes.Called(history_of(model), "pk", key="pgh_obj_id")
    # What is said of a draft is as little for everybody as the draft.
    for model in (WayRound, Meeting, Judgement):
        changes.kept[model] = of_a_report()
    for model in (Member, PanelCondition):
        changes.kept[model] = changes.Kept(Meeting.objects.all, "meeting_id")
    changes.names[NamedEvidence] = changes.Called(history_of(NamedEvidence), "pk", key="pgh_obj_id")
    changes.kept[NamedEvidence] = changes.Kept(Section.objects.all, "section_id")
    changes.kept[PeerReview] = changes.Kept(LockedVersion.objects.all, "version_id")
    told.say(Road, {"status": "Where it stands", "round": "Time round its road"})
    told.say(
        WayRound,
        {
            "round": "Time round its road",
            "decided_by": "Decided by",
            "decided_at": "Decided on",
            "confirmed_by": "Confirmed by",
            "confirmed_at": "Confirmed on",
        },
    )
    told.say(
        PeerReview,
        {
            "version": "Locked version",
            "reviewer": "Reviewer",
            "due_on": "Asked for by",
            "note": "Request to the reviewer",
            "conclusion": "Conclusion",
            "words": "In the reviewer's words",
            "concluded_at": "Concluded on",
            "let_off_by": "Let off by",
            "let_off_at": "Let off on",
            "let_off_reason": "Why they were let off",
        },
    )
    told.say(
        NamedEvidence,
        {
            "section": "Section",
            "words": "Words of the statement",
            "text": "What stands behind it",
            "named_by": "Named by",
            "named_at": "Named on",
        },
    )
    told.say(Quorum, {"members": "Members who decide at least", "set_by": "Set by", "set_at": "Set on"})
    told.say(
        Meeting,
        {
            "version": "Locked version",
            "held_at": "Held on",
            "place": "Place",
            "video_link": "Link for video",
            "chair": "Chair",
            "quorum": "Quorum",
            "called_by": "Called by",
            "called_at": "Called on",
            "decision": "Decision",
            "reasons": "Reasons",
            "minutes": "Minutes",
            "decided_by": "Decision recorded by",
            "decided_at": "Decision recorded on",
            "called_off_by": "Called off by",
            "called_off_at": "Called off on",
            "called_off_reason": "Why it was called off",
        },
    )
    told.say(
        Member,
        {
            "meeting": "Meeting of the panel",
            "has_conflict": "Has a conflict of interest",
            "conflict": "The conflict of interest",
            "declared_at": "Declared on",
            "opened_at": "Opened the papers on",
            "present": "Was present",
            "decides": "Among those who decided",
        },
    )
    told.say(
        PanelCondition,
        {
            "meeting": "Meeting of the panel",
            "number": "Number",
            "words": "What the panel asked for",
            "who": "Person asked",
            "due_on": "Due on",
            "met_with": "How it was met",
            "met_by": "Met by",
            "met_at": "Met on",
        },
    )
    told.say(
        Judgement,
        {
            "question": "Question",
            "number": "Number",
            "proposed": "Proposed judgement",
            "proposed_by": "Proposed by",
            "proposed_at": "Proposed on",
            "grade": "Agreed judgement",
            "meeting": "Meeting of the panel",
            "agreed_at": "Agreed on",
        },
    )
