"""Who may open what in ``accuracy``: embargoed copies, and drafts whose facts a partnership checks."""

from tests.house.matrix.people import (
    ADMINISTRATOR,
    CHIEF,
    COMMUNICATIONS,
    CONTRIBUTOR,
    COORDINATOR,
    EVERYBODY,
    INSPECTOR,
    LEAD,
    NEIGHBOUR_CHIEF,
    OURS,
    READERS,
    REVIEW_COMMUNICATIONS,
    SEE_DRAFTS,
    SEE_OURS,
    TIED,
)
from tests.house.matrix.rows import Thing, deed, form, page
from tests.house.matrix.world import in_days, typed

RELEASE = {ADMINISTRATOR, COMMUNICATIONS, LEAD, REVIEW_COMMUNICATIONS}

EDITION = Thing(lambda world: world.pk("confirmed_edition"), SEE_DRAFTS)
#: A copy as the office names it, with its report at work: of that its holder knows nothing.
COPY, FRESH = (Thing(lambda world, name=name: world.pk(name), SEE_DRAFTS) for name in ("copy", "fresh_copy"))


def own(name: str, holder: str, *more) -> Thing:
    """A copy by the address that its holder has."""
    return Thing(lambda world: [getattr(world, name).key, *more], {*SEE_DRAFTS, holder})


READ, UNREAD = own("copy", CHIEF), own("fresh_copy", NEIGHBOUR_CHIEF)


def a_reader(world) -> dict:
    return {"name": "Jo Reader", "email": "jo.reader@press.example.org", "body": "A newspaper", "reader": "press"}


def the_terms(world) -> dict:
    return {"called": "A report", "terms": "Until {{ embargo.minute }}."}


#: The team, without whoever is tied to ours.
TEAM_READS = {ADMINISTRATOR, *READERS}
#: Who writes comments for ours.
COMMENT = {CHIEF, COORDINATOR, CONTRIBUTOR}
OPEN, WAITING, DECIDED, RETURNED = (
    Thing(lambda world, name=name: world.pk(name), SEE_OURS)
    for name in ("open_check", "waiting_check", "decided_check", "returned_check")
)
#: What ours has not signed off, nobody else may know of.
COMMENT_OPEN, FILE = (Thing(lambda world, name=name: world.pk(name), OURS) for name in ("open_comment", "comment_file"))
#: Pages of the team join the report at work, of which a partnership knows nothing.
DECIDED_BY_TEAM = Thing(lambda world: world.pk("decided_check"), TEAM_READS)


def a_comment(world) -> dict:
    return {"kind": "fact", "in_question": "x", "correction": "Better words.", "evidence": "Minutes."}


ROWS = [
    page("embargo:copies", EDITION, by=RELEASE),
    form("embargo:words", EDITION, by=RELEASE, sends=the_terms),
    form("embargo:give", EDITION, by=RELEASE, sends=a_reader),
    form(
        "embargo:give-to-seated",
        EDITION,
        by=RELEASE,
        sends=lambda world: {"role": "co-ordinator", "chosen": [world.seats["co-ordinator"].pk]},
    ),
    deed("embargo:remind", EDITION, by=RELEASE),
    page("embargo:copies-csv", EDITION, by=RELEASE),
    page("embargo:openings-csv", EDITION, by=RELEASE),
    page("embargo:holder", COPY, by=RELEASE),
    deed("embargo:write-again", COPY, by=RELEASE, sends=lambda world: {"seen": "1"}),
    form("embargo:take-back", FRESH, by=RELEASE, sends=lambda world: {"reason": "A mistake."}),
    page("embargo:copy", READ, by={CHIEF}),
    page("embargo:copy", UNREAD, by={NEIGHBOUR_CHIEF}, case="not acknowledged"),
    deed(
        "embargo:acknowledge",
        UNREAD,
        by={NEIGHBOUR_CHIEF},
        sends=lambda world: {"agreed": "on", "seen": world.terms_mark},
    ),
    page("embargo:pdf", READ, by={CHIEF}, get=302, why="No worker has made it yet: it leads back to the copy."),
    page("embargo:data", own("copy", CHIEF, "answers.csv"), by={CHIEF}),
    # --- Factual accuracy: the partnership ---------------------------------------------------------------------------
    page("accuracy:check", OPEN, by=OURS, asked_by=EVERYBODY - TEAM_READS),
    page(
        "accuracy:check", OPEN, by=TEAM_READS, get=302, asked_by=TEAM_READS, case="the team",
        why="The team is led to its own page.",
    ),
    page("accuracy:check", WAITING, by=OURS, asked_by=EVERYBODY - TEAM_READS, case="waits for sign-off"),
    form(
        "accuracy:add-comment",
        Thing(lambda world: [world.open_check.pk, "p-1-1"], SEE_OURS),
        by=COMMENT,
        sends=a_comment,
    ),
    form("accuracy:comment", COMMENT_OPEN, by=COMMENT, sends=lambda world: {**a_comment(world), "seen": 2}),
    form("accuracy:remove-comment", COMMENT_OPEN, by=COMMENT, sends=lambda world: {}),
    deed("accuracy:add-files", COMMENT_OPEN, by=COMMENT),
    page("accuracy:file", FILE, by=OURS),
    deed("accuracy:remove-file", FILE, by=COMMENT),
    deed("accuracy:put-forward", OPEN, by={CHIEF, COORDINATOR}, sends=lambda world: {"seen": world.open_check.edits}),
    deed("accuracy:take-back", WAITING, by={CHIEF, COORDINATOR}),
    deed(
        "accuracy:sign-off", WAITING, by={CHIEF},
        sends=lambda world: {"agreed": "on", "seen": world.waiting_check.edits},
    ),
    deed("accuracy:send-back", WAITING, by={CHIEF}, sends=lambda world: {"reason": "Say more."}),
    form(
        "accuracy:more-time", OPEN, by={CHIEF, COORDINATOR},
        sends=lambda world: {**typed("until", in_days(40).date()), "reason": "Leave."},
    ),
    page("accuracy:receipt", DECIDED, by=SEE_OURS),
    deed("accuracy:receipt-pdf", DECIDED, by=SEE_OURS),
    page("accuracy:response", RETURNED, by=SEE_OURS),
    deed("accuracy:response-pdf", RETURNED, by=SEE_OURS),
    page("accuracy:response-word", RETURNED, by=SEE_OURS),
    # --- Factual accuracy: the team ----------------------------------------------------------------------------------
    page("accuracy:checks", Thing(lambda world: world.pk("checked_report"), SEE_DRAFTS), by={*TEAM_READS, TIED}),
    page("accuracy:send", Thing(lambda world: world.pk("checked_report"), SEE_DRAFTS), by={ADMINISTRATOR, LEAD}),
    page("accuracy:decisions", DECIDED_BY_TEAM, by=TEAM_READS),
    page("accuracy:since", DECIDED_BY_TEAM, by=TEAM_READS),
    form("accuracy:send-response", DECIDED_BY_TEAM, by={ADMINISTRATOR, LEAD}, sends=lambda world: {}),
    form(
        "accuracy:withdraw", Thing(lambda world: world.pk("open_check"), TEAM_READS), by={ADMINISTRATOR, LEAD},
        sends=lambda world: {"reason": "A mistake."},
    ),
    form(
        "accuracy:decide", Thing(lambda world: world.pk("decided_comment"), TEAM_READS), by={ADMINISTRATOR, LEAD, INSPECTOR},
        sends=lambda world: {"outcome": "accepted", "reason": "So it is.", "changed_text": "", "seen": 1},
    ),
    form(
        "accuracy:decide-time", Thing(lambda world: world.pk("time_wish"), TEAM_READS), by={ADMINISTRATOR, LEAD},
        sends=lambda world: {"decision": "refuse", "reason": "There is none."},
    ),
]  # fmt: skip
