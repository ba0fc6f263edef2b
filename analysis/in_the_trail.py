"""How the trail tells of analysis: rules for what is published, releases, themes, and what is hidden in passages."""

from analysis.models import ByHand, LocalRun, Passage, Plan, Release, Settlement, Theme
from audit import changes, told
from audit.trail import history_of


def join() -> None:
    for model in (Plan, ByHand, Release, LocalRun, Passage, Settlement):
        changes.names[model] = changes.Called(history_of(model), "pk", key="pgh_obj_id")
    changes.names[Theme] = changes.Called(Theme, "title")
    told.say(
        Plan,
        {
            "dataset": "Frozen survey",
            "groupings": "Respondents are parted by",
            "threshold": "Smallest count that is shown",
            "percentages_from": "Smallest base of percentages",
            "unanimous_below": "Groups of one mind are protected below",
            "free_text_from": "Smallest group whose words are shown",
            "leaving_out_is_an_answer": "How few left a question out is protected too",
            "joins_answers": "Areas show joined answers",
            "decided_by": "Decided by",
            "decided_at": "Decided on",
        },
    )
    told.say(
        ByHand,
        {
            "plan": "Rules for",
            "grouping": "Respondents parted by",
            "group": "Group",
            "question": "Question",
            "answer": "Answer",
            "shows": "Shown, not withheld",
            "at": "Decided on",
        },
    )
    told.say(
        Release,
        {
            "plan": "Rules for",
            "number": "Release number",
            "made_by": "Made by",
            "made_at": "Made on",
            "told_at": "The area was told on",
            "withdrawn_by": "Withdrawn by",
            "withdrawn_at": "Withdrawn on",
        },
    )
    told.say(
        LocalRun,
        {"plan": "Rules for", "failure": "Why it failed", "asked_by": "Asked for by", "asked_at": "Asked for on"},
    )
    told.say(Theme, {"survey": "Survey", "meaning": "Meaning", "retired_at": "No longer given since"})
    told.say(
        Passage,
        {"hidden": "Hidden from there to there", "cleared_by": "Looked through by", "cleared_at": "Looked through on"},
    )
    told.say(
        Settlement,
        {
            "passage": "Passage",
            "theme": "Theme",
            "holds": "Counts under it",
            "settled_by": "Settled by",
            "settled_at": "Settled on",
        },
    )
