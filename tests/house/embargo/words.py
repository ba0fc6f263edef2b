"""The words of what is under embargo, and the kinds of people who ask for them."""

import re

BEGINS = "Zyxwvut"
WORD = re.compile(rf"{BEGINS}[a-z0-9]*", re.IGNORECASE)
#: Words that everybody reads from the minute on. Others stand only where a copy or a draft is shown.
TOLD_TO_ALL = {
    f"{BEGINS}{place}".lower()
    for place in (
        "title", "subtitle", "summary", "body", "heading", "alt", "caption", "source", "row", "figure", "areatitle",
        "areabody", "press", "standfirst", "release", "quotation", "newshead", "newsbody", "advice", "owner", "judged",
    )
}  # fmt: skip

PUBLIC = "nobody who has signed in"
STRANGER = "somebody who has joined and has no role"
GOVERNANCE = "information governance"
ADMINISTRATOR = "administrator"
COMMUNICATIONS = "communications"
PANEL = "panel member"
LEAD = "lead"
INSPECTOR = "inspector"
OTHER_LEAD = "lead of another programme"
OTHER_INSPECTOR = "inspector of another programme"
CHIEF = "chief officer"
COORDINATOR = "co-ordinator"
FOREIGN_COORDINATOR = "co-ordinator in another programme"
HOLDER = "holder of a copy"
UNREAD_HOLDER = "holder of a copy who has not taken its terms"
FORMER_HOLDER = "holder of a copy that was taken back"
OTHER_HOLDER = "holder of a copy of another report"
OWES_A_FACTOR = "lead without a second factor"
DISABLED = "disabled administrator"

#: Those who may read the drafts, where they are written and released; the public's addresses tell them no more.
INSIDE = {ADMINISTRATOR, COMMUNICATIONS, PANEL, LEAD, INSPECTOR}


def word(place: str) -> str:
    return f"{BEGINS}{place}"
