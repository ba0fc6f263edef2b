"""Who may open what in ``analysis``: what leaves is prepared by leads, read by the team, by an area, and by everyone."""

from tests.house.matrix.people import (
    ADMINISTRATOR,
    COORDINATOR,
    KNOW_THE_REVIEW,
    LEAD,
    READERS,
    SEE_FOREIGN,
    TIED,
)
from tests.house.matrix.rows import Thing, deed, for_everybody, form, page

SEE_OVERVIEW = {ADMINISTRATOR, *READERS, TIED}
PREPARE = {ADMINISTRATOR, LEAD}
SURVEY = Thing(lambda world: ["review", "staff-survey"], KNOW_THE_REVIEW)
DATASET = Thing(lambda world: ["review", "staff-survey", world.dataset.pk], KNOW_THE_REVIEW)
BY_HAND = Thing(lambda world: ["review", "staff-survey", world.dataset.pk, world.by_hand.pk], KNOW_THE_REVIEW)
OUT = Thing(lambda world: [world.release_out.pk], SEE_FOREIGN)
HELD_LOCAL = Thing(lambda world: [world.release_held_local.pk], {ADMINISTRATOR, *READERS})
HELD = Thing(lambda world: [world.release_held.pk], SEE_OVERVIEW)
PUBLIC_ROUND = Thing(lambda world: [world.release_of_a_later_round.pk], set())
PUBLIC = Thing(lambda world: [world.release_public.pk], set())


def some_rules(world) -> dict:
    return {"threshold": "10", "percentages_from": "20", "unanimous_below": "20", "free_text_from": "20"}


ROWS = [
    form("analysis:publish", DATASET, by=SEE_OVERVIEW, sent_by=PREPARE, sends=some_rules),
    form(
        "analysis:rounds",
        SURVEY,
        by=SEE_OVERVIEW,
        sent_by=PREPARE,
        sends=lambda world: {"follows": ""},
    ),
    page("analysis:rounds-csv", SURVEY, by=SEE_OVERVIEW),
    page("analysis:preview", DATASET, by=SEE_OVERVIEW),
    page("analysis:progress", DATASET, by=SEE_OVERVIEW),
    deed("analysis:national", DATASET, by=PREPARE),
    deed("analysis:local", DATASET, by=PREPARE),
    form(
        "analysis:by-hand",
        DATASET,
        by=PREPARE,
        sends=lambda world: {"group": "", "answer": "", "shows": "withhold", "reason": "One team alone."},
    ),
    deed("analysis:take-back", BY_HAND, by=PREPARE),
    form("analysis:withdraw", HELD, by=PREPARE, sends=lambda world: {"reason": "Not yet."}),
    page("analysis:release", OUT, by=SEE_FOREIGN),
    page("analysis:release", HELD, by=SEE_OVERVIEW, case="held, national"),
    page("analysis:release", HELD_LOCAL, by={ADMINISTRATOR, *READERS}, case="held, an area's own"),
    deed("analysis:release-pdf", OUT, by=SEE_FOREIGN),
    deed("analysis:release-pdf", HELD, by=SEE_OVERVIEW, case="held, national"),
    page("analysis:release-values", OUT, by=SEE_FOREIGN),
    page("analysis:release-dictionary", OUT, by=SEE_FOREIGN),
    # What is out belongs to a report that is public: its page names the programme.
    for_everybody("analysis:data", PUBLIC, reads_as=COORDINATOR),
    for_everybody("analysis:data-values", PUBLIC),
    for_everybody("analysis:data-rounds", PUBLIC_ROUND, reads_as=COORDINATOR),
    for_everybody("analysis:data-rounds-csv", PUBLIC_ROUND),
    for_everybody("analysis:data-dictionary", PUBLIC),
]
