"""Who may open what in ``analysis``: what leaves is prepared by leads, read by the team, by an area, and by everyone."""

from tests.house.matrix.people import (
    ADMINISTRATOR,
    ASSESSOR,
    COORDINATOR,
    EVERYBODY,
    INSPECTOR,
    KNOW_THE_REVIEW,
    LEAD,
    READERS,
    SEE_FOREIGN,
    TIED,
)
from tests.house.matrix.rows import MOVED, Thing, deed, for_everybody, form, page

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

#: Who reads what people wrote; somebody tied to ours does so with the words of others.
READ_WORDS = {ADMINISTRATOR, LEAD, INSPECTOR, ASSESSOR, TIED}
READ_OURS = READ_WORDS - {TIED}
THEME = Thing(lambda world: ["review", "staff-survey", world.dataset.pk, world.theme.pk], KNOW_THE_REVIEW)
QUOTE = Thing(lambda world: ["review", "staff-survey", world.dataset.pk, world.quote.pk], KNOW_THE_REVIEW)


def passage(state: str, *, unknown_to=frozenset({TIED})) -> Thing:
    """A passage of ours in a state; it is not there for those who are tied to ours."""
    return Thing(
        lambda world: ["review", "staff-survey", world.dataset.pk, getattr(world, state).pk],
        KNOW_THE_REVIEW - unknown_to,
    )


def some_theme(world) -> dict:
    return {"title": "Training", "meaning": "When it is about training."}


def settled(world) -> dict:
    name = f"theme-{world.theme.pk}"
    return {f"{name}-holds": "yes", f"{name}-reason": "We talked about it.", f"{name}-seen": ""}


def looked_through(world) -> dict:
    return {"what": "name", "seen": "|"}


def some_rules(world) -> dict:
    return {"threshold": "10", "percentages_from": "20", "unanimous_below": "20", "free_text_from": "20"}


ROWS = [
    page("analysis:words", DATASET, by=SEE_OVERVIEW),
    deed("analysis:bring-in", DATASET, by=READ_WORDS),
    page("analysis:passages", DATASET, by=READ_WORDS),
    page("analysis:passages-next", DATASET, by=READ_WORDS, get=MOVED, why="It leads on to a passage."),
    form("analysis:passage", passage("passage"), by=READ_OURS, sends=looked_through),
    deed("analysis:passage-undo", passage("passage_cleared"), by=READ_OURS),
    form(
        "analysis:quote",
        passage("passage_cleared"),
        by=READ_OURS,
        sends=lambda world: {"words": "It is good.", "theme": "", "sure": "on"},
    ),
    form("analysis:codebook", DATASET, by=SEE_OVERVIEW, sent_by=PREPARE, sends=some_theme),
    page("analysis:codebook-csv", DATASET, by=SEE_OVERVIEW),
    form("analysis:theme", THEME, by=PREPARE, sends=lambda world: some_theme(world) | {"sure": "on"}),
    deed("analysis:theme-move", THEME, by=PREPARE, sends=lambda world: {"way": "down"}),
    deed("analysis:theme-retire", THEME, by=PREPARE),
    page("analysis:readings", DATASET, by=READ_WORDS),
    deed("analysis:reading-next", DATASET, by=READ_WORDS),
    form("analysis:reading", passage("passage_begun"), by={LEAD}, sends=lambda world: {}, asked_by={LEAD}),
    form(
        "analysis:reading",
        passage("passage_begun"),
        by=READ_OURS,
        get=MOVED,
        sends=lambda world: {},
        asked_by=frozenset(EVERYBODY - {LEAD}),
        case="the place of somebody else",
        why="They are led to what they have read; what they send takes the second place, as it is free.",
    ),
    deed("analysis:hand-back", passage("passage_held", unknown_to=READ_WORDS - {LEAD}), by={LEAD}),
    page("analysis:agreement", DATASET, by=SEE_OVERVIEW),
    page("analysis:differences", DATASET, by=READ_WORDS),
    form("analysis:difference", passage("passage_settled"), by=READ_OURS, sends=settled),
    page("analysis:themes-by-area", DATASET, by=SEE_OVERVIEW),
    page("analysis:themes-by-area-csv", DATASET, by=SEE_OVERVIEW),
    page("analysis:quotes", DATASET, by=SEE_OVERVIEW),
    page("analysis:quotes-csv", DATASET, by=SEE_OVERVIEW),
    form("analysis:quote-remove", QUOTE, by=READ_WORDS, sends=lambda world: {}),
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
