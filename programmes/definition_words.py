"""The words that a definition may use: closed lists, each with what a word means where it is not plain."""

from __future__ import annotations

import re

KINDS = (
    "inspection",
    "progress review",
    "thematic review",
    "supported self-evaluation",
    "inquiry",
    "monitoring",
    "improvement project",
)
WHO_TAKES_PART = ("all areas", "selected", "none")
PARTNERSHIPS = {
    "council and hscp": "the council and the health and social care partnership of each area",
    "adult protection partnership": "the adult protection partnership of each area",
    "council": "each council",
    "mappa region": "the responsible authorities of each MAPPA region",
    "places": "places of detention",
    "none": "no partnership takes part",
}
# Registers that make no partnership: there is nobody to ask for a return.
WITHOUT_PARTNERSHIPS = ("places", "none")
JUDGEMENTS = ("nothing", "progress statements", "six-point scale")
ATTRIBUTIONS = {
    "named": "reports say which area they are about",
    "never": "national reports never name an area, nor let it be recognised",
}
SIGN_OFFS = ("none", "co-ordinator", "chief officer")
ROLES = (
    "review lead",
    "inspection lead",
    "depute lead",
    "strategic inspector",
    "scrutiny partner inspector",
    "associate assessor",
    "inspection volunteer",
    "support officer",
    "link inspector",
    "service manager",
    "panel member",
    "communications",
    "information governance",
    "administrator",
)
FEATURES = {
    "document returns": "partnerships send documents that are asked for",
    "staff survey": "staff answer without giving their names",
    "survey": "bodies answer a survey on their own behalf",
    "position statement": "partnerships say in writing where they stand",
    "pre-inspection return": "a workbook of figures and lists without names",
    "sampling": "cases are drawn at random and can be drawn again",
    "case file reading": "records are read against a tool",
    "double reading": "part of the sample is read by two people who do not see each other's answers",
    "self-evaluation": "partnerships answer three questions about themselves",
    "validation": "some self-evaluations are looked into",
    "interviews": "leaders are met one by one",
    "focus groups": "people are met in groups",
    "case discussions": "one young person's story is discussed with the lead professional",
    "observations": "meetings are watched",
    "visits": "inspectors go and see",
    "video appointments": "people may be met by Near Me video call",
    "recommendations": "recommendations are followed until they are met",
    "concerns": "a concern about someone's safety reaches the local lead the same day",
    "feedback": "people say what they thought of it",
    "return log": "returned items are counted by reason",
}
SHAPES = {
    "together": "everyone shares the dates",
    "rolling": "each partnership has its own notification day and the rest follows from it",
}
SCHOOL_WEEKS = {
    "skip": "school-holiday weeks that an administrator lists are not counted",
    "count": "school-holiday weeks are counted like any other",
}
MILESTONE_TYPES = (
    "notification",
    "nomination",
    "guidance",
    "briefing",
    "survey",
    "return",
    "fieldwork",
    "analysis",
    "panel",
    "accuracy",
    "embargo",
    "publication",
    "follow-up",
    "event",
)
# Within one round, from a notification to the next, the first of these types comes before the second.
COMES_FIRST = (
    *(("notification", kind) for kind in MILESTONE_TYPES if kind not in ("notification", "event")),
    ("panel", "accuracy"),
    ("panel", "embargo"),
    ("panel", "publication"),
    ("accuracy", "embargo"),
    ("accuracy", "publication"),
    ("embargo", "publication"),
    ("publication", "follow-up"),
)
GATES = {
    "accept notification": "a chief officer accepts the notification letter",
    "nominate": "a chief officer nominates the co-ordinator",
    "read guidance": "the co-ordinator reads the guidance that has been released",
    "book briefing": "the co-ordinator books a briefing",
    "share survey": "the co-ordinator shares the survey and says when",
    "answer survey": "those who are asked answer a survey in which people are named",
    "send documents": "the co-ordinator sends what a return asks for",
    "send self-evaluation": "the co-ordinator sends the self-evaluation",
    "nominate people": "the co-ordinator nominates people for interviews and focus groups",
    "book interviews": "people choose a time to meet",
    "give access to records": "the partnership arranges access to the records that were drawn",
    "correct facts": "the partnership comments on facts in the draft",
    "read embargoed copy": "named people read the report before it is published",
    "answer recommendations": "those addressed say what they will do",
    "give feedback": "people say what they thought of it",
}
RECIPIENTS = {
    "chief officers": "everyone with the chief officer's seat in the partnership",
    "co-ordinator": "the co-ordinator, or whoever stands in",
    "everyone in the partnership": "everyone with a seat in the partnership",
    "review team": "everyone in the team who reads what partnerships send",
    "review lead": "whoever leads the programme",
    "support officer": "the programme's support officers",
}
CONDITIONS = {
    "notification not accepted": "the notification letter has not been accepted",
    "no co-ordinator": "no co-ordinator has accepted the nomination",
    "no briefing booked": "no briefing is booked or attended",
    "survey not shared": "the partnership has not said that it shared the survey",
    "few have answered": "nobody has answered the survey, or few of those whom it was shared with",
    "survey not answered": "an answer to a survey in which people are named has not been sent",
    "return not sent": "a return of this milestone has not been submitted",
    "self-evaluation not sent": "the self-evaluation has not been submitted",
    "no people nominated": "nobody has been nominated for interviews or focus groups",
    "facts not checked": "the draft has been neither commented on nor accepted",
    "copy not acknowledged": "the embargoed copy has not been acknowledged",
}
# What must be so before the portal can send letters of a kind, or tell whether a condition holds. The rooms that see to
# it say that they are there (`programmes.letter_causes`).
NEEDS = {
    "publication": "reports are released in the portal",
    "accuracy": "partnerships check the facts of a draft in the portal",
    "embargo": "named people read an embargoed copy in the portal",
    "return not sent": "partnerships send returns in the portal",
    "few have answered": "answers to surveys are counted in the portal",
    "survey not answered": "named answers to surveys are given in the portal",
    "self-evaluation not sent": "partnerships send their self-evaluation in the portal",
    "facts not checked": "partnerships check the facts of a draft in the portal",
    "copy not acknowledged": "named people read an embargoed copy in the portal",
}
# What people do so that a condition no longer holds: without this gate it would hold for ever.
ENDS_WITH_GATE = {
    "no briefing booked": "book briefing",
    "survey not shared": "share survey",
    "few have answered": "share survey",
    "survey not answered": "answer survey",
    "return not sent": "send documents",
    "self-evaluation not sent": "send self-evaluation",
    "no people nominated": "nominate people",
    "facts not checked": "correct facts",
    "copy not acknowledged": "read embargoed copy",
}
LETTER_KINDS = (
    "notification",
    "nomination",
    "invitation",
    "guidance",
    "reminder",
    "chaser",
    "receipt",
    "query",
    "accepted",
    "extension",
    "change",
    "validation",
    "feedback",
    "accuracy",
    "embargo",
    "publication",
)
REPEATED_KINDS = ("reminder", "chaser")
# What causes a letter: the timetable, or something that a person does.
OCCASIONS = {
    "by the timetable": "a milestone says when and to whom",
    "by hand": "a lead or support officer sends it",
    "a co-ordinator is asked to take the task on": "a chief officer has nominated someone",
    "a co-ordinator has accepted": "the nominee has said yes",
    "a co-ordinator has changed": "the task has passed to someone else",
    "a person is invited": "someone is given a place in the portal",
    "a briefing is booked": "a place in a briefing is taken",
    "a briefing has changed": "a briefing has moved or is called off",
    "a return is submitted": "a version of a return has been sent",
    "a return waits for sign-off": "a return is ready for a chief officer",
    "a return is sent back": "a chief officer wants something changed before it goes",
    "a return is queried": "an inspector asks something about a return",
    "a query is answered": "the partnership has answered",
    "a return is accepted": "an inspector has accepted a return",
    "a document is refused": "a file did not pass the safety checks",
    "people are asked to answer a survey": "somebody has been asked to write for a board, a convener or another post",
    "a survey answer waits for sign-off": "a named answer to a survey is ready for a chief officer",
    "a survey answer is sent back": "a chief officer wants something changed in it before it goes",
    "a survey answer is sent": "a version of a named answer to a survey has been sent",
    "an update on a plan is expected": "the last day of a reporting round is two weeks away, and nothing has come",
    "an update on a plan is late": "the last day of a reporting round has passed, and nothing has come",
    "an update on a plan waits for sign-off": "an update on a plan is ready for a chief officer",
    "an update on a plan is sent back": "a chief officer wants something changed in an update",
    "an update on a plan is sent": "a chief officer has signed an update off",
    "an action of a plan is due": "the day of an action is two weeks away, and it is not done",
    "an extension is asked for": "a partnership asks for more time",
    "an extension is decided": "more time is given or refused",
    "nothing to send is accepted": "a nil return with its reason has been taken",
    "a date has moved": "a milestone has other dates than were announced",
    "a validation is complete": "the team has looked into a self-evaluation",
    "comments on facts are due soon": "a partnership's last day for comments on a draft is near",
    "comments on facts wait for sign-off": "comments on a draft are ready for a chief officer",
    "comments on facts are sent back": "a chief officer wants something changed in them before they go",
    "comments on facts are signed off": "a chief officer has signed off comments on a draft",
    "comments on facts are to be decided": "the lead is told that comments have arrived",
    "a draft for checking facts is taken back": "the team has taken a draft back from a partnership",
    "more time to check facts is asked for": "a partnership asks for more time to check a draft",
    "more time to check facts is decided": "more time is given or refused",
    "the response to comments on facts goes back": "every comment is decided and the response is sent",
    "an embargoed copy is opened": "the terms, which are acknowledged before a copy opens for the first time",
    "an embargoed copy is sent again": "communications writes once more to whoever holds a copy",
    "the minute of an embargo has moved": "whoever holds a copy is told the new minute",
    "a release under embargo is called off": "whoever holds a copy is told that it is closed",
}
DOCUMENT_KINDS = (
    "briefing",
    "guidance",
    "faq",
    "privacy notice",
    "template",
    "tool",
    "law",
    "letter",
    "overview",
)
AUDIENCES = (
    "public",
    "everyone in the partnership",
    "chief officers",
    "co-ordinator",
    "staff",
    "review team",
)
INSTRUMENT_KINDS = ("document return", "survey")
# For whom a survey has a link of its own.
LINKS_FOR = ("area", "respondents")
# Who writes the one answer of a kind of respondent, and who signs it off before it is sent.
WRITTEN_BY = ("the partnership", "its own people")
SIGNED_OFF_BY = ("chief officer", "themselves")
EXHIBITS = ("table", "chart")
# What a report may draw on beside the milestones and instruments of its own definition.
SOURCES = ("published figures", "research", "earlier reports", "national data", "meetings", "feedback")

OFFICIAL = re.compile(r"(derived from the )?programme page( \(.+\))?|source: .+")
UNOFFICIAL = re.compile(r"knowledge, verify(: .+)?|design(: .+)?")


def is_official(basis: str) -> bool:
    """Whether what rests on this basis may be shown to the public as a fact.

    Anything else is a default that an administrator can change.
    """
    return bool(OFFICIAL.fullmatch(basis))


PUBLIC_PAGES = "The programme's public pages"


def source_in_words(basis: str) -> str:
    """Where something official was read, as a page names it."""
    if basis.startswith("source: "):
        return basis.removeprefix("source: ").removesuffix(" (month only)")
    return PUBLIC_PAGES


def standing_in_words(basis: str) -> str:
    """What a fact is for those who run the programme."""
    if is_official(basis):
        return "Published"
    return "To verify" if basis.startswith("knowledge") else "Our suggestion"
