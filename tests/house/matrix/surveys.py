"""Who may open what in ``surveys``: a partnership's page to pass on, the team's counts, and a respondent's own pages."""

from tests.build import forms
from tests.house.matrix.people import (
    ADMINISTRATOR,
    CHIEF,
    CONTRIBUTOR,
    COORDINATOR,
    KNOW_THE_REVIEW,
    LEAD,
    OURS,
    READERS,
    RUNNERS,
    SEE_OURS,
    TIED,
    WRITER,
)
from tests.house.matrix.rows import MOVED, NOT_THERE, OK, Thing, deed, for_everybody, form, page
from tests.house.matrix.world import in_days, typed

SEE_OVERVIEW = {ADMINISTRATOR, *READERS, TIED}
#: Those who set a programme up.
WRITE_QUESTIONS = {ADMINISTRATOR, LEAD}
REVIEW = Thing(lambda world: ["review"], KNOW_THE_REVIEW)
SURVEY = Thing(lambda world: ["review", "staff-survey"], KNOW_THE_REVIEW)
#: A link that the team passes on itself.
LINK_OF_NOBODY = Thing(lambda world: ["review", "open-to-all", world.link_of_nobody.pk], KNOW_THE_REVIEW)
#: No milestone opens it.
FEEDBACK = Thing(lambda world: ["review", "feedback"], KNOW_THE_REVIEW)
IN_SECTION = Thing(lambda world: ["review", "feedback", world.survey_sheet], KNOW_THE_REVIEW)
OURS_TO_SHARE = Thing(lambda world: [world.ours.pk, "staff-survey"], SEE_OURS)
OUR_LINK = Thing(lambda world: [world.ours.pk, "staff-survey", world.survey_link.pk], SEE_OURS)
#: What is not sent yet is the partnership's own.
REPLY = Thing(lambda world: world.pk("reply"), OURS)
WAITING_REPLY = Thing(lambda world: world.pk("waiting_reply"), OURS)
SENT_REPLY = Thing(lambda world: world.pk("sent_reply"), SEE_OURS)
#: What answers for itself is a matter of those who were asked to write it.
OWN_REPLY = Thing(lambda world: world.pk("own_reply"), {WRITER})
WRITERS = Thing(lambda world: [world.ours.pk, "named", "own"], SEE_OURS)
A_WRITER = Thing(lambda world: [world.ours.pk, "named", "own", world.other_writer.pk], SEE_OURS)
#: A respondent's own pages: whoever has the address is in.
DOOR = Thing(lambda world: [world.survey_link.words], set())
FORM = Thing(lambda world: [world.survey_link.words, world.survey_form], set())
SHEET = Thing(lambda world: [world.survey_link.words, world.survey_form, world.survey_sheet], set())


def days(world) -> dict:
    return {
        "whose": str(world.feedback_link.pk),
        **typed("opens_on", in_days(1).date()),
        **typed("closes_on", in_days(9).date()),
    }


def some_words(world) -> dict:
    return {"title": "Feedback", "privacy": "Nobody is named.", "page": "section", "seen": "0"}


def a_section(world) -> dict:
    return {"title": "Further", "seen": "0"}


def a_question(world) -> dict:
    return {"label": "What else?", "longest": "80", "options": "One\nTwo", "seen": "0"}


def a_form_in_a_spreadsheet(world) -> dict:
    return {"form": forms.upload(forms.workbook(survey=[("type", "name", "label"), ("text", "what", "What?")]))}


def respondents(name: str, about: Thing, **more):
    """A page for whoever has the address: as everywhere it may show what the address itself says."""
    return for_everybody(name, about, reads_as=COORDINATOR, **more)


ROWS = [
    # --- Respondents -------------------------------------------------------------------------------------------------
    respondents("surveys:answer", DOOR, post=MOVED),
    respondents("surveys:thanks", DOOR),
    respondents("surveys:check", FORM, post=OK),
    respondents("surveys:leave", FORM, post=OK),
    # A page that a form does not have leads to the first that it has.
    respondents("surveys:sheet", SHEET, post=OK, absent=(NOT_THERE, NOT_THERE, MOVED)),
    # --- The partnership ---------------------------------------------------------------------------------------------
    page("surveys:share", OURS_TO_SHARE, by=SEE_OURS),
    deed("surveys:poster", OUR_LINK, by=SEE_OURS),
    deed("surveys:link-paper", OUR_LINK, by=SEE_OURS),
    page("surveys:reply", REPLY, by=OURS),
    page("surveys:reply", WAITING_REPLY, by=OURS, case="waits for sign-off"),
    form(
        "surveys:reply-sheet",
        Thing(lambda world: [world.reply.pk, world.survey_sheet], OURS),
        by={COORDINATOR, CONTRIBUTOR},
        sends=lambda world: {"shown": "service role"},
        post=OK,
        absent=(NOT_THERE, MOVED),
    ),
    deed("surveys:put-forward", REPLY, by={COORDINATOR}, sends=lambda world: {"seen": "1"}),
    deed("surveys:sign-off", WAITING_REPLY, by={CHIEF}, sends=lambda world: {"seen": "1", "agreed": "1"}),
    deed("surveys:send-back", WAITING_REPLY, by={CHIEF}, sends=lambda world: {"reason": "Say more."}),
    page("surveys:reply", SENT_REPLY, by=SEE_OURS, case="sent"),
    page("surveys:reply", OWN_REPLY, by={WRITER}, case="answers for itself"),
    form(
        "surveys:reply-sheet",
        Thing(lambda world: [world.own_reply.pk, world.survey_sheet], {WRITER}),
        by={WRITER},
        sends=lambda world: {"shown": "service role"},
        post=OK,
        absent=(NOT_THERE, MOVED),
        case="answers for itself",
    ),
    deed("surveys:send", OWN_REPLY, by={WRITER}, sends=lambda world: {"seen": "1"}),
    deed("surveys:correct", SENT_REPLY, by={COORDINATOR}),
    page("surveys:receipt", SENT_REPLY, by=SEE_OURS),
    deed("surveys:receipt-pdf", SENT_REPLY, by=SEE_OURS),
    # --- Who writes what a board answers for itself -----------------------------------------------------------------
    form(
        "surveys:writers",
        WRITERS,
        by={COORDINATOR, ADMINISTRATOR, *RUNNERS},
        sends=lambda world: {"name": "Robin", "email": "robin@board.example"},
    ),
    form("surveys:let-go", A_WRITER, by={COORDINATOR, ADMINISTRATOR, *RUNNERS}, sends=lambda world: {}),
    # --- The team ----------------------------------------------------------------------------------------------------
    page("surveys:surveys", REVIEW, by=SEE_OVERVIEW),
    page("surveys:link", LINK_OF_NOBODY, by=SEE_OVERVIEW),
    deed("surveys:link-poster", LINK_OF_NOBODY, by=SEE_OVERVIEW),
    page("surveys:responses-csv", SURVEY, by=SEE_OVERVIEW),
    form("surveys:try", SURVEY, by=SEE_OVERVIEW, sends=lambda world: {"on": ""}, post=OK),
    page("surveys:results", SURVEY, by=SEE_OVERVIEW),
    page("surveys:results-csv", SURVEY, by=SEE_OVERVIEW),
    deed("surveys:paper", SURVEY, by=SEE_OVERVIEW),
    page("surveys:take", SURVEY, by=SEE_OVERVIEW),
    # --- Where questions are written: of a survey that has not opened ------------------------------------------------
    form("surveys:questions", FEEDBACK, by=WRITE_QUESTIONS, sends=lambda world: {"begin": "1"}),
    form("surveys:bring", FEEDBACK, by=WRITE_QUESTIONS, sends=a_form_in_a_spreadsheet, post=OK),
    page("surveys:take-in-the-making", FEEDBACK, by=WRITE_QUESTIONS),
    form("surveys:words", FEEDBACK, by=WRITE_QUESTIONS, sends=some_words),
    form("surveys:add-section", FEEDBACK, by=WRITE_QUESTIONS, sends=a_section),
    form("surveys:section", IN_SECTION, by=WRITE_QUESTIONS, sends=a_section),
    form(
        "surveys:add-question",
        IN_SECTION,
        by=WRITE_QUESTIONS,
        sends=a_question,
        query=lambda world: {"kind": "short text"},
    ),
    form(
        "surveys:question",
        Thing(lambda world: ["review", "feedback", world.survey_sheet, world.survey_question], KNOW_THE_REVIEW),
        by=WRITE_QUESTIONS,
        sends=a_question,
    ),
    form("surveys:survey", FEEDBACK, by=SEE_OVERVIEW, sent_by={ADMINISTRATOR, *RUNNERS}, sends=days),
]
