"""How the trail tells of what follows a report: recommendations, what reviews say of them, actions of plans."""

from django.db.models import Value

from audit import changes, told
from audit.trail import history_of
from followup.models import Action, Recommendation, Reviewed


def join() -> None:
    # From the history, as not everybody who reads that sees the row itself.
    called = changes.joined("kind", Value(" "), "number")
    changes.names[Recommendation] = changes.Called(history_of(Recommendation), called, key="pgh_obj_id")
    told.say(
        Recommendation,
        {
            "number": "Number",
            "wording": "Whose words the text is in",
            "text": "Text",
            "source": "Where the text was read",
            "paragraph": "Paragraph of the report",
            "due": "Due by",
        },
    )
    told.say(
        Reviewed,
        {
            "review": "Progress review",
            "recommendation": "Recommendation",
            "state": "State that the review gives",
            "narrative": "What has happened, and why it is judged so",
            "evidence": "Evidence",
        },
    )
    told.say(
        Action,
        {
            "plan": "Plan",
            "number": "Number",
            "text": "What will be done",
            "owner": "Who does it",
            "due": "Due by",
        },
    )
