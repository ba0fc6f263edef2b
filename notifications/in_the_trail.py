"""How the trail tells of the e-mails that point to letters."""

from audit import changes, told
from notifications.models import Delivery, Notice


def join() -> None:
    changes.bookkeeping.add(Delivery)
    # Only the letters that whoever reads the trail may read: row-level security leaves the others out.
    changes.names[Notice] = changes.Called(Notice, "title")
    told.say(
        Delivery,
        {
            "notice": "Letter",
            "message_id": "Number of the e-mail",
            "waits_until": "Waits until",
            "digest_on": "Day of the summary that it goes with",
            "attempts": "Attempts in all",
            "tries": "Attempts since it last began",
            "address": "Address",
            "answer": "What the mail server said",
            "ended_at": "Ended on",
            "settled_why": "Why it was settled so",
        },
    )
