"""How the trail tells of this room: who was given a copy, on which terms, and who took it back."""

from accuracy.models import Copy, Decision, Embargo, FactCheck, MoreTime
from audit import changes, told
from audit.trail import history_of


def join() -> None:
    # From the history, as not everybody who reads that sees the row itself.
    changes.names[Embargo] = changes.Called(history_of(Embargo), "called", key="pgh_obj_id")
    changes.names[Copy] = changes.Called(history_of(Copy), "name", key="pgh_obj_id")
    told.say(
        Embargo,
        {
            "edition": "Edition",
            "called": "Called, before its terms are acknowledged",
            "terms": "Terms",
            "begun_at": "Begun on",
            "begun_by": "Begun by",
        },
    )
    told.say(
        Copy,
        {
            "embargo": "Embargo",
            "name": "Name in the watermark",
            "body": "Body in the watermark",
            "reader": "Kind of reader",
            "given_at": "Given on",
            "given_by": "Given by",
            "letters": "Letters written",
            "written_at": "Last written to on",
            "told_minute": "Minute that its holder was told",
            "acknowledged_at": "Acknowledged on",
            "taken_back_at": "Taken back on",
            "taken_back_by": "Taken back by",
            "taken_back_reason": "Why it was taken back",
        },
    )
    changes.names[FactCheck] = changes.Called(history_of(FactCheck), "pk", key="pgh_obj_id")
    told.say(
        FactCheck,
        {
            "version": "Locked version",
            "called": "Called, in letters",
            "sent_at": "Sent on",
            "sent_by": "Sent by",
            "working_days": "Working days given",
            "due_on": "Last day for comments",
            "no_comments": "Has no comments",
            "put_forward_at": "Given for sign-off on",
            "put_forward_by": "Given for sign-off by",
            "signed_off_at": "Signed off on",
            "signed_off_by": "Signed off by",
            "returned_at": "Response sent on",
            "returned_by": "Response sent by",
            "withdrawn_at": "Taken back on",
            "withdrawn_by": "Taken back by",
            "withdrawn_reason": "Why it was taken back",
        },
    )
    # A decision quotes what a draft will say; why more time is needed, or a draft is taken back, can quote what it says.
    changes.kept[Decision] = changes.Kept(Decision.objects.all)
    changes.kept[FactCheck] = changes.Kept(FactCheck.objects.all)
    changes.kept[MoreTime] = changes.Kept(FactCheck.objects.all, "fact_check_id")
    told.say(
        Decision,
        {
            "comment": "Comment",
            "outcome": "Decision",
            "changed_text": "Changed text",
            "for_panel": "Touches a judgement",
            "meeting": "Meeting of the panel",
            "version": "Saved how often",
            "decided_at": "Decided on",
            "decided_by": "Decided by",
        },
    )
    told.say(
        MoreTime,
        {
            "fact_check": "Draft to check",
            "until": "Asked for until",
            "granted_until": "Given until",
            "decision_reason": "Why it was decided so",
            "decided_at": "Decided on",
            "decided_by": "Decided by",
        },
    )
