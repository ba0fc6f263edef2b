"""Who may open what in ``surveys``: a partnership's page to pass on, the team's counts, and a respondent's own pages."""

from tests.house.matrix.people import ADMINISTRATOR, COORDINATOR, KNOW_THE_REVIEW, READERS, RUNNERS, SEE_OURS, TIED
from tests.house.matrix.rows import MOVED, NOT_THERE, OK, Thing, deed, for_everybody, form, page
from tests.house.matrix.world import in_days, typed

SEE_OVERVIEW = {ADMINISTRATOR, *READERS, TIED}
REVIEW = Thing(lambda world: ["review"], KNOW_THE_REVIEW)
SURVEY = Thing(lambda world: ["review", "staff-survey"], KNOW_THE_REVIEW)
#: No milestone opens it.
FEEDBACK = Thing(lambda world: ["review", "feedback"], KNOW_THE_REVIEW)
OURS_TO_SHARE = Thing(lambda world: [world.ours.pk, "staff-survey"], SEE_OURS)
OUR_LINK = Thing(lambda world: [world.ours.pk, "staff-survey", world.survey_link.pk], SEE_OURS)
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
    # --- The team ----------------------------------------------------------------------------------------------------
    page("surveys:surveys", REVIEW, by=SEE_OVERVIEW),
    page("surveys:responses-csv", SURVEY, by=SEE_OVERVIEW),
    form("surveys:survey", FEEDBACK, by=SEE_OVERVIEW, sent_by={ADMINISTRATOR, *RUNNERS}, sends=days),
]
