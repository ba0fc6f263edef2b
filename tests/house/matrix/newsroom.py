"""Who may open what in ``newsroom``: where news is written and approved, and where people ask for e-mails."""

from tests.house.matrix.people import (
    ADMINISTRATOR,
    COMMUNICATIONS,
    LEAD,
    OTHER_LEAD,
    OTHER_TEAM,
    PANEL,
    REVIEW_COMMUNICATIONS,
    SEE_DRAFTS,
    TEAM,
)
from tests.house.matrix.rows import MOVED, OK, Thing, deed, for_everybody, form, page

RELEASE = {ADMINISTRATOR, COMMUNICATIONS, LEAD, REVIEW_COMMUNICATIONS}
MAKE_NEWS = {ADMINISTRATOR, COMMUNICATIONS}


def of_ours(name: str) -> Thing:
    """A press release of a report of the review that is not out."""
    return Thing(lambda world: world.pk(name), SEE_DRAFTS)


DRAFT = of_ours("draft")
WRITTEN, WAITING, APPROVED = of_ours("press_written"), of_ours("press_waiting"), of_ours("press_approved")
#: With a report of another programme, which is public.
OUT = Thing(lambda world: world.pk("press_out"), {ADMINISTRATOR, COMMUNICATIONS, PANEL, *OTHER_TEAM})
WHY = {"why": "A number was wrong."}


#: An address that is its own right: whoever has it may, and nobody can guess it.
SUBSCRIBER = Thing(lambda world: [world.subscriber.secret], set())


def the_news(world) -> dict:
    return {"headline": "Most know", "body": "They do.", "contact": "Us", "seen": world.press_written.version}


ROWS = [
    page("newsroom:items", by={ADMINISTRATOR, COMMUNICATIONS, PANEL, *TEAM, *OTHER_TEAM}),
    form("newsroom:begin-news", by=MAKE_NEWS, sends=lambda world: {"headline": "We have moved"}),
    form("newsroom:begin", DRAFT, by=RELEASE, sends=lambda world: {}),
    page("newsroom:item", WRITTEN, by=SEE_DRAFTS),
    form("newsroom:write", WRITTEN, by=RELEASE, sends=the_news),
    deed("newsroom:notes-again", WRITTEN, by=RELEASE),
    deed("newsroom:put-forward", WRITTEN, by=RELEASE),
    # Written and put forward by an administrator who is none of those who ask.
    deed("newsroom:approve", WAITING, by=RELEASE, sends=lambda world: {"seen": world.press_waiting.version}),
    form("newsroom:send-back", WAITING, by=RELEASE, sends=lambda world: WHY),
    form("newsroom:take-back", APPROVED, by=RELEASE, sends=lambda world: WHY),
    form("newsroom:withdraw", APPROVED, by=RELEASE, sends=lambda world: WHY),
    form(
        "newsroom:correct",
        OUT,
        by={*MAKE_NEWS, OTHER_LEAD},
        sends=lambda world: WHY,
    ),
    # --- Without an account ------------------------------------------------------------------------------------------
    for_everybody(
        "newsroom:subscribe", post=MOVED, sends=lambda world: {"email": "reader@press.example", "everything": "on"}
    ),
    for_everybody("newsroom:asked"),
    for_everybody("newsroom:left"),
    for_everybody("newsroom:confirm", SUBSCRIBER, post=MOVED),
    for_everybody("newsroom:subscription", SUBSCRIBER, post=OK, sends=lambda world: {"everything": "on"}),
    # What leads to nobody any more says so once it is looked at; leaving twice is leaving.
    for_everybody("newsroom:leave", SUBSCRIBER, post=MOVED),
]
