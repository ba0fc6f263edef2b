"""How the trail tells of what follows a report: recommendations, what reviews say of them, actions of plans."""

from django.db.models import Value

from audit import changes, told
from audit.trail import history_of
from followup.models import Action, Plan, ProgressReview, Recommendation, Reviewed
from reports.in_the_trail import of_a_report
from reports.models import Report


def _reviews_worked_on():
    """Reviews whose draft is shown; a review itself is shown to everybody once its first edition is out."""
    return ProgressReview.objects.filter(report__in=Report.objects.order_by().values("pk"))


def join() -> None:
    # From the history, as not everybody who reads that sees the row itself.
    called = changes.joined("kind", Value(" "), "number")
    changes.names[Recommendation] = changes.Called(history_of(Recommendation), called, key="pgh_obj_id")
    # What a report recommends and how it judges is for those who work on it, until its minute.
    changes.kept[Recommendation] = of_a_report()
    changes.kept[Reviewed] = changes.Kept(_reviews_worked_on, "review_id")
    # What a partnership plans is between it and the team, until an update is shown.
    changes.kept[Action] = changes.Kept(Plan.objects.all, "plan_id")
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
