"""Who may open what in ``followup``: the public tracker, and where recommendations are written, judged and followed."""

from django.utils import timezone

from tests.build import documents
from tests.build.files import upload
from tests.house.matrix.people import (
    ADMINISTRATOR,
    CHIEF,
    CONTRIBUTOR,
    COORDINATOR,
    INSPECTOR,
    LEAD,
    OURS,
    READERS,
    SEE_DRAFTS,
    SEE_OURS,
    SUPPORT,
    TIED,
)
from tests.house.matrix.rows import NOT_THERE, OK, Thing, deed, form, page
from tests.house.matrix.world import in_days, typed

WRITE = {ADMINISTRATOR, *READERS, TIED}
JUDGE = {ADMINISTRATOR, LEAD, INSPECTOR, TIED}
LEADS = {ADMINISTRATOR, LEAD}

RUN = {ADMINISTRATOR, LEAD, SUPPORT}
#: Those of the partnership who write.
WRITERS = {COORDINATOR, CONTRIBUTOR}
NOT_OUT = "the report is not public, so nothing follows it yet, and the page says so"
NEVER = "the review never attributes, so nothing of one partnership is published, and the page says so"


def of_ours(name: str) -> Thing:
    """Something of a report of the review that nobody has published."""
    return Thing(lambda world: world.pk(name), SEE_DRAFTS)


DRAFT, PROGRESS_REVIEW = of_ours("draft"), of_ours("progress_report")
RECOMMENDED, TO_BE_ENTERED, REVIEWED = of_ours("recommended"), of_ours("to_be_entered"), of_ours("judged_again")


def of_the_plan(name: str) -> Thing:
    """Something of the plan of ours, which its team reads too."""
    return Thing(lambda world: world.pk(name), SEE_OURS)


def of_ours_alone(name: str) -> Thing:
    """Something that is not sent: nobody's but ours."""
    return Thing(lambda world: world.pk(name), OURS)


PLAN = of_the_plan("plan")


def today(name: str) -> dict:
    return typed(name, timezone.localdate())


ROWS = [
    # --- Beside a report ---------------------------------------------------------------------------------------------
    page("followup:recommendations", DRAFT, by=SEE_DRAFTS),
    form(
        "followup:add", DRAFT, by=WRITE, sends=lambda world: {"kind": "recommendation", "number": 77, "text": "More."}
    ),
    form("followup:places", DRAFT, by=WRITE, sends=lambda world: {"recommendations": 3, "development": 1}),
    page("followup:recommendation", RECOMMENDED, by=SEE_DRAFTS),
    form(
        "followup:change",
        RECOMMENDED,
        by=WRITE,
        sends=lambda world: {"kind": "recommendation", "number": world.recommended.number, "text": "Better words."},
    ),
    form("followup:remove", TO_BE_ENTERED, by=WRITE, sends=lambda world: {}),
    form(
        "followup:enter-text",
        TO_BE_ENTERED,
        by=LEADS,
        sends=lambda world: {"text": "As it stands.", "source": "The report, page 9"},
    ),
    form(
        "followup:judge",
        RECOMMENDED,
        by=JUDGE,
        sends=lambda world: {"state": "completed", "reason": "Done.", **today("on")},
        post=OK,
        why="the report is not public, so nothing is judged yet, and the page says so",
    ),
    # --- A progress review -------------------------------------------------------------------------------------------
    page("followup:review", PROGRESS_REVIEW, by=SEE_DRAFTS),
    form(
        "followup:begin-review",
        DRAFT,
        by=LEADS,
        sends=lambda world: {"reviewed": world.recommended_before.report_id, **today("on")},
    ),
    deed("followup:review-table", PROGRESS_REVIEW, by=WRITE),
    form("followup:reviewed", REVIEWED, by=JUDGE, sends=lambda world: {"state": "completed", "narrative": "Done."}),
    # --- Plans -------------------------------------------------------------------------------------------------------
    page("followup:plans", DRAFT, by=WRITE),
    page("followup:plans-csv", DRAFT, by=WRITE),
    deed("followup:open-plans", DRAFT, by=RUN),
    form(
        "followup:open-for-a-body", DRAFT, by=RUN, sends=lambda world: {"body": "A", "title": "B"}, post=OK, why=NOT_OUT
    ),
    form(
        "followup:set-round",
        DRAFT,
        by=RUN,
        sends=lambda world: {"title": "Later", **today("opens"), **today("due")},
        post=OK,
        why=NOT_OUT,
    ),
    form("followup:round", of_ours("round"), by=RUN, sends=lambda world: typed("due", in_days(20).date())),
    page("followup:plan", PLAN, by=SEE_OURS),
    form("followup:inspector", PLAN, by=RUN, sends=lambda world: {"inspector": ""}),
    form("followup:add-action", PLAN, by=WRITERS, sends=lambda world: {"text": "More."}, post=OK, why=NOT_OUT),
    form(
        "followup:action",
        of_the_plan("action"),
        by=WRITERS,
        sends=lambda world: {"text": "More."},
        post=OK,
        why=NOT_OUT,
    ),
    form(
        "followup:answer",
        Thing(lambda world: world.pk("plan", "recommended"), SEE_OURS),
        by={CHIEF},
        sends=lambda world: {},
        get=NOT_THERE,
        post=NOT_THERE,
        why="the report is not public, so there is nothing to answer",
    ),
    deed("followup:begin-update", Thing(lambda world: [world.plan.pk, 3], SEE_OURS), by=WRITERS),
    form(
        "followup:show-answer",
        Thing(lambda world: world.pk("response"), {ADMINISTRATOR, *READERS}),
        by=LEADS,
        sends=lambda world: {},
        post=OK,
        why=NEVER,
    ),
    # --- Updates -----------------------------------------------------------------------------------------------------
    form(
        "followup:update",
        of_ours_alone("update_begun"),
        by=OURS,
        sent_by=WRITERS,
        sends=lambda world: {"seen": world.update_begun.edits, "summary": "More."},
        case="begun",
    ),
    page("followup:update", of_ours_alone("update_waiting"), by=OURS, case="waiting"),
    page("followup:update", of_the_plan("update_sent"), by=SEE_OURS, case="sent"),
    form("followup:sign-off", of_ours_alone("update_waiting"), by={CHIEF}, sends=lambda world: {"agree": "1"}),
    form("followup:show-update", of_the_plan("update_sent"), by=LEADS, sends=lambda world: {}, post=OK, why=NEVER),
    form(
        "followup:evidence",
        of_ours_alone("entry_begun"),
        by=WRITERS,
        sends=lambda world: {"files": upload("Note.docx", documents.docx(text="A note"))},
    ),
    form(
        "followup:view",
        of_the_plan("entry_sent"),
        by={ADMINISTRATOR, LEAD, INSPECTOR},
        sends=lambda world: {"says": "concern", "reason": "So."},
    ),
    page("followup:download", of_the_plan("file_sent"), by=SEE_OURS, case="sent"),
    page("followup:download", of_ours_alone("file_begun"), by=OURS, case="not sent"),
    deed("followup:take-out", of_ours_alone("file_begun"), by=WRITERS),
]
