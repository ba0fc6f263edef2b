"""How the trail tells of this room: who was given a copy, on which terms, and who took it back."""

from accuracy.models import Copy, Embargo
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
