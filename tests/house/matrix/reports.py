"""Who may open what in ``reports``: where reports are written and released."""

from tests.house.matrix.people import (
    ADMINISTRATOR,
    COMMUNICATIONS,
    KNOW_THE_REVIEW,
    LEAD,
    OTHER_TEAM,
    PANEL,
    READERS,
    REVIEW_COMMUNICATIONS,
    SEE_DRAFTS,
    SUPPORT,
    TEAM,
    TIED,
)
from tests.house.matrix.rows import MOVED, NOT_THERE, Thing, deed, form, page
from tests.house.matrix.world import in_days, typed

WRITE = {ADMINISTRATOR, *READERS, TIED}
FREEZE = {ADMINISTRATOR, LEAD}
PLAN = {ADMINISTRATOR, LEAD, SUPPORT}
RELEASE = {ADMINISTRATOR, COMMUNICATIONS, LEAD, REVIEW_COMMUNICATIONS}


def of_ours(name: str) -> Thing:
    """Something of a report of the review that nobody has published."""
    return Thing(lambda world: world.pk(name), SEE_DRAFTS)


DRAFT, SECTION, FIGURE = of_ours("draft"), of_ours("section"), of_ours("figure")
FROZEN = of_ours("frozen")
#: Its minute has been chosen; its minute has been confirmed too.
CHOSEN, CONFIRMED = of_ours("chosen"), of_ours("confirmed")
REVIEW = Thing(lambda world: ["review"], KNOW_THE_REVIEW)


def minute(days: int):
    return lambda world: {**typed("day", in_days(days).date()), "at": "10:15"}


def the_figure(world) -> dict:
    return {
        "kind": "bar",
        "message": "Most agreed",
        "caption": "Staff who agreed",
        "numbers": "Service\tAgree\nAdults\t61\nChildren\t72",
        "source": "Staff survey",
        "seen": world.figure.version,
    }


ROWS = [
    # --- Writing -----------------------------------------------------------------------------------------------------
    page("drafting:reports", by={ADMINISTRATOR, COMMUNICATIONS, PANEL, *TEAM, *OTHER_TEAM}),
    # The list of one programme's reports does not tell that there is one of which somebody knows nothing.
    page(
        "drafting:reports",
        by={ADMINISTRATOR, COMMUNICATIONS, PANEL, *TEAM, *OTHER_TEAM},
        query=lambda world: {"programme": "review"},
        case="of the review",
    ),
    form(
        "drafting:begin",
        REVIEW,
        by=FREEZE,
        sends=lambda world: {"title": "A further report", "sections": "One\nTwo"},
    ),
    page("drafting:report", DRAFT, by=SEE_DRAFTS),
    form("drafting:about", DRAFT, by=WRITE, sends=lambda world: {"title": "A better title", "summary": "In short."}),
    page("drafting:preview", DRAFT, by=SEE_DRAFTS),
    deed("drafting:add-section", DRAFT, by=WRITE, sends=lambda world: {"heading": "One more"}),
    form("drafting:add-figure", DRAFT, by=WRITE, sends=the_figure),
    form(
        "drafting:section",
        SECTION,
        by=WRITE,
        sends=lambda world: {"heading": "Part", "body": "Better words.", "seen": world.section.version},
    ),
    page("drafting:presence", SECTION, by=WRITE),
    page("drafting:versions", SECTION, by=SEE_DRAFTS),
    deed("drafting:bring-back", SECTION, by=WRITE, sends=lambda world: {"version": "1", "seen": world.section.version}),
    form("drafting:plan-section", SECTION, by=PLAN, sends=lambda world: {"target": "600"}),
    deed("drafting:section-state", SECTION, by=WRITE, sends=lambda world: {"again": "1"}),
    form(
        "drafting:comments",
        DRAFT,
        by=SEE_DRAFTS,
        sends=lambda world: {"section": world.section.pk, "words": "Part", "text": "Is this so?"},
    ),
    deed("drafting:move-section", SECTION, by=WRITE, sends=lambda world: {"down": ""}),
    form("drafting:figure", FIGURE, by=WRITE, sends=the_figure),
    # --- Numbers and remarks -----------------------------------------------------------------------------------------
    page("drafting:remarks", DRAFT, by=SEE_DRAFTS),
    deed(
        "drafting:explain",
        DRAFT,
        by=WRITE,
        sends=lambda world: {"remark": [world.remark.fingerprint], "why": "Counted from the list."},
    ),
    form(
        "drafting:bind-remark",
        Thing(lambda world: [world.draft.pk, world.remark.fingerprint], SEE_DRAFTS),
        by=WRITE,
        sends=lambda world: {"cell": "0"},
        # A remark that is settled is told of on the page of those that are not.
        absent=(NOT_THERE, MOVED),
    ),
    deed("drafting:ask-again", of_ours("explanation"), by=WRITE),
    page("drafting:numbers", DRAFT, by=SEE_DRAFTS),
    deed("drafting:unbind", of_ours("number"), by=WRITE),
    page("drafting:sources", DRAFT, by=WRITE),
    form(
        "drafting:source",
        Thing(lambda world: [world.draft.pk, "figure/answers"], SEE_DRAFTS),
        by=WRITE,
        sends=lambda world: {"bind": "1", "row": "Justice", "columns": ["Agree"]},
        post=200,
    ),
    deed("drafting:take-again", of_ours("taken"), by=WRITE),
    deed("drafting:let-go", of_ours("taken"), by=WRITE),
    page("drafting:edition-numbers", FROZEN, by=SEE_DRAFTS),
    # --- Releasing ---------------------------------------------------------------------------------------------------
    form("drafting:freeze", of_ours("ready_draft"), by=FREEZE, sends=lambda world: {}),
    page("drafting:edition", FROZEN, by=SEE_DRAFTS),
    page("drafting:edition-preview", FROZEN, by=SEE_DRAFTS),
    page(
        "drafting:edition-data",
        Thing(lambda world: [world.frozen.pk, "data-dictionary.csv"], SEE_DRAFTS),
        by=SEE_DRAFTS,
    ),
    deed("drafting:pdf-again", FROZEN, by=SEE_DRAFTS),
    form("drafting:schedule", FROZEN, by=RELEASE, sends=minute(5)),
    form("drafting:set-aside", FROZEN, by=FREEZE, sends=lambda world: {"reason": "A mistake."}),
    # Chosen by an administrator who is none of those who ask, so each of them may be the second person.
    form("drafting:confirm", CHOSEN, by=RELEASE, sends=lambda world: {}),
    form("drafting:move", CONFIRMED, by=RELEASE, sends=minute(12)),
    form("drafting:call-off", CONFIRMED, by=RELEASE, sends=lambda world: {"reason": "Not yet."}),
]
