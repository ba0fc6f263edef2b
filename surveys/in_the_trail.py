"""How the trail tells of surveys: what is asked, and when its links open."""

from audit import changes, told
from audit.trail import history_of
from surveys.models import Link, Reply, Survey, Writer


def join() -> None:
    changes.names[Survey] = changes.Called(Survey, "title")
    # From the history, as not everybody who reads that sees the row itself.
    changes.names[Link] = changes.Called(history_of(Link), "words", key="pgh_obj_id")
    told.say(
        Survey,
        {
            "milestone": "Opened by",
            "named": "People are named",
            "version": "Version asked",
            "questionnaire": "Questionnaire",
            "link_for": "A link for each",
            "respondents": "Kinds of respondent",
            "follows": "Earlier round",
        },
    )
    told.say(
        Link,
        {
            "survey": "Survey",
            "kind": "Kind of respondent",
            "words": "Last part of its address",
            "opens_on": "Opens on",
            "closes_on": "Last day",
            "dataset": "Frozen as",
        },
    )
    changes.names[Reply] = changes.Called(history_of(Reply), "pk", key="pgh_obj_id")
    told.say(
        Reply,
        {
            "survey": "Survey",
            "kind": "Kind of respondent",
            "version": "Version answered",
            "opens_on": "Opens on",
            "closes_on": "Last day",
            "put_forward_by": "Given for sign-off by",
            "put_forward_at": "Given for sign-off on",
            "number": "Which version",
            "of_its_own": "Answers for itself",
            "needs_sign_off": "Needs a chief officer’s sign-off",
            "sent_by": "Signed off or sent by",
            "sent_at": "Signed off or sent on",
            "dataset": "Frozen as",
        },
    )
    changes.names[Writer] = changes.Called(history_of(Writer), "pk", key="pgh_obj_id")
    told.say(
        Writer,
        {
            "survey": "Survey",
            "kind": "Kind of respondent",
            "person": "Who writes",
            "asked_by": "Asked by",
            "asked_at": "Asked on",
            "ended_by": "Let go by",
            "ended_at": "Let go on",
        },
    )
