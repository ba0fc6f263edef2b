"""Who may open what in ``assurance``: the road of a report, its reviews, the panel, its judgements."""

from tests.house.matrix.people import (
    ADMINISTRATOR,
    ASSESSOR,
    INSPECTOR,
    LEAD,
    PANEL,
    READERS,
    REVIEW_PANEL,
    SEE_DRAFTS,
    TIED,
)
from tests.house.matrix.rows import Thing, deed, form, page
from tests.house.matrix.world import in_days, typed

LEADS = {ADMINISTRATOR, LEAD}
WRITE = {ADMINISTRATOR, *READERS, TIED}
MEMBERS = {PANEL, REVIEW_PANEL}
DRAFT = Thing(lambda world: [world.draft.pk], SEE_DRAFTS)
REVIEWED = Thing(lambda world: [world.reviewed.pk], SEE_DRAFTS)
QUESTION = Thing(lambda world: [world.draft.pk, "leadership"], SEE_DRAFTS)
FROM_ELSEWHERE = Thing(lambda world: [world.draft.pk, "brought-in"], SEE_DRAFTS)


def of_ours(name: str) -> Thing:
    """Something on the road of a report of the review."""
    return Thing(lambda world: world.pk(name), SEE_DRAFTS)


VERSION, WAY, CALLED = of_ours("locked"), of_ours("way_round"), of_ours("called")


def a_colleague(world) -> dict:
    return {"reviewer": str(world.people[ASSESSOR].pk), **typed("due_on", in_days(7).date())}


def a_meeting(world) -> dict:
    members = [str(person.pk) for person in world.panel]
    return {**typed("day", in_days(5).date()), "at": "10:00", "place": "Here", "members": members, "chair": members[0]}


def a_decision(world) -> dict:
    present = [str(pk) for pk in world.sitting]
    grades = {"grade-key-processes": "effective", "grade-leadership": "effective"}
    return {"present": present, "decision": "agreed", "reasons": "It is well founded.", "rows": "1", **grades}


def why(world) -> dict:
    return {"reason": "There is a reason."}


ROWS = [
    page("assurance:road", DRAFT, by=SEE_DRAFTS),
    form("assurance:move", FROM_ELSEWHERE, by={ADMINISTRATOR}, sends=why),
    form("assurance:way-round", REVIEWED, by=LEADS, sends=why),
    form("assurance:confirm-way-round", WAY, by={ADMINISTRATOR, *MEMBERS}, sends=lambda world: {}),
    deed("assurance:withdraw-way-round", WAY, by=LEADS),
    page("assurance:versions", DRAFT, by=SEE_DRAFTS),
    page("assurance:version", VERSION, by=SEE_DRAFTS),
    page("assurance:compare", VERSION, by=SEE_DRAFTS),
    # --- Peer review -------------------------------------------------------------------------------------------------
    form("assurance:reviews", DRAFT, by=SEE_DRAFTS, sent_by=LEADS, sends=a_colleague),
    page("assurance:review", of_ours("review_done"), by=SEE_DRAFTS),
    form(
        "assurance:write-review",
        of_ours("review_open"),
        by={INSPECTOR},
        sends=lambda world: {"on-p-1-1": "Say which.", "keep": "1"},
    ),
    form("assurance:let-off", of_ours("review_open"), by={*LEADS, INSPECTOR}, sends=why),
    # --- Judgements --------------------------------------------------------------------------------------------------
    page("assurance:judgements", DRAFT, by=SEE_DRAFTS),
    form(
        "assurance:propose",
        QUESTION,
        by=LEADS,
        sends=lambda world: {"grade": "effective", "reason": "Strengths outweigh the rest."},
    ),
    form(
        "assurance:evidence",
        DRAFT,
        by=SEE_DRAFTS,
        sent_by=WRITE,
        sends=lambda world: {
            "section": world.named_evidence.section.key,
            "words": "Words of a statement.",
            "text": "It is in the minutes.",
        },
    ),
    deed("assurance:take-evidence-away", of_ours("named_evidence"), by=WRITE),
    # --- The panel ---------------------------------------------------------------------------------------------------
    page("assurance:panel", DRAFT, by=SEE_DRAFTS),
    form("assurance:call-panel", REVIEWED, by=LEADS, sends=a_meeting),
    form("assurance:quorum", by={ADMINISTRATOR}, sends=lambda world: {"members": "3"}),
    page("assurance:meeting", CALLED, by=SEE_DRAFTS),
    form("assurance:declare", CALLED, by=MEMBERS, sends=lambda world: {"has": "no"}),
    page("assurance:papers", CALLED, by={*LEADS, *MEMBERS}),
    deed("assurance:papers-pdf", CALLED, by={*LEADS, *MEMBERS}),
    form("assurance:decide", CALLED, by={PANEL}, sends=a_decision),
    form(
        "assurance:put-off",
        CALLED,
        by=LEADS,
        sends=lambda world: {**typed("day", in_days(8).date()), "at": "11:00", "place": "Elsewhere"},
    ),
    form("assurance:chair", CALLED, by=LEADS, sends=lambda world: {"chair": str(world.panel[1].pk)}),
    form("assurance:call-off-panel", CALLED, by=LEADS, sends=why),
    form(
        "assurance:condition",
        of_ours("condition"),
        by={*LEADS, INSPECTOR},
        sends=lambda world: {"with_what": "It is said in 2.1."},
    ),
    deed("assurance:reopen-condition", of_ours("condition_met"), by={ADMINISTRATOR, PANEL}),
]
