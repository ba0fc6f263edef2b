"""Who may open what in ``inspections``: returns for a partnership, reading for the team."""

from datetime import timedelta

from django.utils import timezone

from tests.build.files import upload
from tests.house.matrix.people import (
    ADMINISTRATOR,
    ASSESSOR,
    CHIEF,
    CONTRIBUTOR,
    COORDINATOR,
    INSPECTOR,
    KNOW_THE_REVIEW,
    LEAD,
    OURS,
    READERS,
    RUNNERS,
    SEE_OURS,
    TIED,
)
from tests.house.matrix.rows import MOVED, NOT_THERE, Thing, deed, form, page
from tests.house.matrix.world import typed

PREPARE = {COORDINATOR, CONTRIBUTOR}
SEND = {COORDINATOR}
ASK_FOR_TIME = {COORDINATOR, CHIEF}
READ_AS_TEAM = {ADMINISTRATOR, *READERS}
QUERY = {LEAD, INSPECTOR, ASSESSOR}
ACCEPT = {LEAD, INSPECTOR}


def a_return(state: str, *more) -> Thing:
    """A return of ours in this state, with further parts of the address."""
    return Thing(lambda world: [*world.pk(state), *more], SEE_OURS)


UNTOUCHED, BEGUN, WAITING = a_return("untouched"), a_return("begun"), a_return("waiting")
NOTHING_WAITING, RETURNED, REVISED = a_return("nothing"), a_return("returned"), a_return("revised")
SENT, QUERIED, ACCEPTED = a_return("sent"), a_return("queried"), a_return("accepted")
#: A document that is not sent yet is the partnership's own: the team does not know of it.
PREPARED_DOCUMENT = Thing(lambda world: world.pk("begun_document"), OURS)
REVISED_DOCUMENT = Thing(lambda world: world.pk("revised_document"), OURS)
SENT_DOCUMENT = Thing(lambda world: world.pk("sent_document"), SEE_OURS)
SET_ASIDE = Thing(lambda world: world.pk("disputed", "set_aside"), SEE_OURS)
WISH = Thing(lambda world: world.pk("wish"), SEE_OURS)
REVIEW = Thing(lambda world: ["review"], KNOW_THE_REVIEW)


def in_three_weeks(name: str) -> dict:
    return typed(name, timezone.localdate() + timedelta(days=21))


def files(world) -> dict:
    return {"files": [upload("More minutes.docx")]}


ROWS = [
    # --- The partnership ---------------------------------------------------------------------------------------------
    # The team is led on to its own page of the return.
    page("inspections:return", BEGUN, by=OURS, instead=dict.fromkeys(READ_AS_TEAM, MOVED)),
    page("inspections:return", SENT, by=OURS, instead=dict.fromkeys(READ_AS_TEAM, MOVED), case="sent"),
    page("inspections:return", RETURNED, by=OURS, instead=dict.fromkeys(READ_AS_TEAM, MOVED), case="sent back"),
    page("inspections:documents", BEGUN, by=OURS),
    form("inspections:add", BEGUN, by=PREPARE, sends=files),
    deed("inspections:add-under", a_return("begun", "minutes"), by=PREPARE, sends=files),
    form(
        "inspections:sort",
        BEGUN,
        by=PREPARE,
        sends=lambda world: {f"answers-{world.begun_document.pk}": ""},
    ),
    deed(
        "inspections:note",
        BEGUN,
        by=PREPARE,
        sends=lambda world: {"note": "A new note.", "seen": world.begun_draft.note_version},
    ),
    # Somebody else may have settled it meanwhile: pressing the button again then does no harm.
    deed("inspections:keep-note", SET_ASIDE, by=PREPARE, absent=(NOT_THERE, MOVED)),
    deed("inspections:new-version", QUERIED, by=SEND),
    form(
        "inspections:check",
        BEGUN,
        by=SEND,
        sends=lambda world: {"seen": world.begun_draft.draft_version, "draft": world.begun_draft.pk},
    ),
    form(
        "inspections:sign-off",
        WAITING,
        by={CHIEF},
        sends=lambda world: {"seen": world.waiting_draft.draft_version},
    ),
    form(
        "inspections:sign-off",
        NOTHING_WAITING,
        by={CHIEF},
        sends=lambda world: {"seen": world.nothing_draft.draft_version},
        case="nothing to send",
    ),
    deed("inspections:take-back", WAITING, by=SEND),
    form("inspections:nothing", UNTOUCHED, by=SEND, sends=lambda world: {"reason": "There is nothing."}),
    form(
        "inspections:more-time",
        UNTOUCHED,
        by=ASK_FOR_TIME,
        sends=lambda world: {"reason": "We are few.", **in_three_weeks("until")},
    ),
    form("inspections:thread", QUERIED, by=SEE_OURS, sent_by=SEND, sends=lambda world: {"text": "It is so."}),
    page("inspections:receipt", a_return("sent", 1), by=SEE_OURS),
    deed("inspections:receipt-pdf", a_return("sent", 1), by=SEE_OURS),
    page("inspections:receipt", a_return("begun", 1), by=SEE_OURS, get=NOT_THERE, why="none yet", case="not sent"),
    page("inspections:compare", a_return("corrected", 1, 2), by=SEE_OURS),
    page("inspections:document", PREPARED_DOCUMENT, by=OURS, case="not sent"),
    page("inspections:document", REVISED_DOCUMENT, by=OURS, case="not sent, of a further version"),
    page("inspections:document", SENT_DOCUMENT, by=SEE_OURS, case="sent"),
    form("inspections:remove", PREPARED_DOCUMENT, by=PREPARE, sends=lambda world: {}),
    deed("inspections:withdraw-more-time", WISH, by=ASK_FOR_TIME),
    # --- The team ----------------------------------------------------------------------------------------------------
    page("inspections:reading", REVIEW, by={*READ_AS_TEAM, TIED}),
    page("inspections:reading-csv", REVIEW, by={*READ_AS_TEAM, TIED}),
    page("inspections:reading-excel", REVIEW, by={*READ_AS_TEAM, TIED}),
    page("inspections:read", SENT, by=READ_AS_TEAM),
    page("inspections:read", BEGUN, by=READ_AS_TEAM, case="not sent"),
    page("inspections:read", WAITING, by=READ_AS_TEAM, case="waiting for sign-off"),
    page("inspections:read", RETURNED, by=READ_AS_TEAM, case="sent back"),
    page("inspections:read", REVISED, by=READ_AS_TEAM, case="being revised"),
    form(
        "inspections:query",
        SENT,
        by=QUERY,
        sends=lambda world: {"text": "Is it so?", "version": 1, **in_three_weeks("answer_by")},
    ),
    form("inspections:accept", SENT, by=ACCEPT, sends=lambda world: {"text": "Thank you.", "version": 1}),
    form(
        "inspections:accept",
        REVISED,
        by=ACCEPT,
        sends=lambda world: {"text": "Thank you.", "version": 1},
        case="being revised",
    ),
    form("inspections:reopen", ACCEPTED, by=ACCEPT, sends=lambda world: {"reason": "Too early."}),
    form(
        "inspections:decide",
        WISH,
        by={ADMINISTRATOR, *RUNNERS},
        sends=lambda world: {"decision": "granted", "reason": "Of course.", **in_three_weeks("until")},
    ),
]
