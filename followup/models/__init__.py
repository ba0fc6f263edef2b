from followup.models.planning import Action, Entry, EntryFile, Plan, Response, Round, Shown, Update, View
from followup.models.progress import Progress, ProgressReview, Reviewed, State
from followup.models.recommending import Owner, Recommendation, Stated

__all__ = [
    "Action",
    "Entry",
    "EntryFile",
    "Owner",
    "Plan",
    "Progress",
    "ProgressReview",
    "Recommendation",
    "Response",
    "Reviewed",
    "Round",
    "Shown",
    "State",
    "Stated",
    "Update",
    "View",
]
