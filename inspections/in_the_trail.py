"""How the trail tells of returns: what was asked, what was sent, and more time."""

from audit import changes, told
from audit.trail import history_of
from inspections.models import Ask, Extension, Return, Submission


def join() -> None:
    changes.names[Ask] = changes.Called(Ask, "title")
    # From the history, as not everybody who reads that sees the row itself.
    changes.names[Return] = changes.Called(history_of(Return), "reference", key="pgh_obj_id")
    told.say(Return, {"ask": "What is asked"})
    told.say(
        Submission,
        {
            "of": "Return",
            "number": "Version",
            "put_forward_by": "Given for sign-off by",
            "put_forward_at": "Given for sign-off on",
            "sent_back_by": "Sent back for changes by",
            "sent_back_at": "Sent back for changes on",
            "signed_off_by": "Signed off by",
            "signed_off_at": "Signed off on",
            "sent_by": "Sent by",
            "sent_at": "Sent on",
            "was_late": "Late",
        },
    )
    told.say(
        Extension,
        {
            "of": "Return",
            "was_due": "Was due on",
            "until": "More time asked for until",
            "reason": "Why more time was asked for",
            "granted_until": "More time given until",
            "decision_reason": "What was answered",
            "decided_by": "Decided by",
            "decided_at": "Decided on",
        },
    )
