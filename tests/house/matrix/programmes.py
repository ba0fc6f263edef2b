"""Who may open what in ``programmes``: the plan for its team, and a partnership's own pages."""

from datetime import timedelta

from django.utils import timezone

from programmes import chasing, dates
from tests.build.programmes import milestone
from tests.house.matrix.people import (
    ADMINISTRATOR,
    CHIEF,
    COORDINATOR,
    INSPECTOR,
    KNOW_THE_REVIEW,
    LEAD,
    NOMINEE,
    OTHER_INSPECTOR,
    READERS,
    RUNNERS,
    SEE_OURS,
    SIGNED_IN,
    TIED,
    VIEWER,
)
from tests.house.matrix.rows import MOVED, NOT_THERE, OK, Thing, for_everybody, form, page
from tests.house.matrix.world import typed

WORK_ON_IT = {ADMINISTRATOR, *READERS, TIED}
RUN = {ADMINISTRATOR, *RUNNERS}
SET_UP = {ADMINISTRATOR, LEAD}
NOMINATE = {CHIEF, COORDINATOR}

REVIEW = Thing(lambda world: ["review"], KNOW_THE_REVIEW)
OURS = Thing(lambda world: world.pk("ours"), SEE_OURS)
DEFINITION = Thing(lambda world: ["social-work-governance"], set())
SURVEY = Thing(lambda world: ["social-work-governance", "staff-survey"], set())


def of_the_review(*more) -> Thing:
    return Thing(lambda world: ["review", *more], KNOW_THE_REVIEW)


def in_the_review(name: str, crossed: str) -> dict:
    """A row about something of the review, and the same of the other programme under the review's address."""
    return {
        "about": Thing(lambda world: ["review", getattr(world, name).pk], KNOW_THE_REVIEW),
        "crossed": lambda world: [["review", getattr(world, crossed).pk]],
    }


def of_ours(*more) -> Thing:
    return Thing(lambda world: [world.ours.pk, *more], SEE_OURS)


def seat_of(kind: str, seen_by) -> Thing:
    return Thing(lambda world: [world.seats[kind].pk], seen_by)


#: Who works on the review and is tied to ours finds no page of ours.
OURS_FOR_THE_TEAM = {**in_the_review("ours", crossed="foreign"), "instead": {TIED: NOT_THERE}}


def start(world) -> dict:
    return {
        "title": "One more review",
        "slug": "one-more",
        **typed("day_one", timezone.localdate()),
        "areas": [world.area.pk],
        "start": "",
    }


def a_later_publication(world) -> dict:
    plan = milestone(world.review, "publication")
    dated = world.review.timetable["publication"]
    day = dated.starts + timedelta(days=7)
    seen = dates.fingerprint(world.review.timetable)
    return {**typed("starts", day), **typed("ends", day), "reason": "The printers.", "settle": plan.key, "seen": seen}


def wording(world) -> dict:
    letter = world.review.letters.get(key="notification")
    return {"subject": letter.subject, "body": letter.body, "save": ""}


def chase(world) -> dict:
    words = {"subject": "Late", "text": "Please send it.", "send": "", "key": chasing.new_key()}
    return {**words, "chosen": [world.ours.pk]}


def a_session(world) -> dict:
    day = timezone.localdate() + timedelta(days=9)
    return {"title": "One more", "minutes": 60, "places": 5, "joining": "", "begins": "10:30", **typed("day", day)}


def a_document(world) -> dict:
    found = world.review.library.get(key="faq")
    names = ("title", "summary", "text", "audience", "released_edge")
    return {**{name: getattr(found, name) for name in names}, "released_with": found.released_with_id or ""}


def set_up(world) -> dict:
    names = ("short_title", "summary", "purpose", "contact_name", "contact_email")
    return {"title": "A better title", **{name: getattr(world.review, name) for name in names}}


def nomination(role: str):
    return lambda world: {"standing": f"{role}/main", "name": "New Person", "email": "new.person@example.org"}


ROWS = [
    # --- Where the day begins ----------------------------------------------------------------------------------------
    page("your-work", by=SIGNED_IN),
    page("programmes:list", by=SIGNED_IN),
    page("programmes:start", by={ADMINISTRATOR}),
    page("programmes:definition", DEFINITION, by={ADMINISTRATOR}),
    form("programmes:try-survey", SURVEY, by={ADMINISTRATOR}, sends=lambda world: {"service": "adults"}, post=OK),
    form("programmes:start-one", DEFINITION, by={ADMINISTRATOR}, sends=start),
    # --- A programme, for its team -----------------------------------------------------------------------------------
    page("programmes:overview", REVIEW, by=WORK_ON_IT),
    page("programmes:overview-csv", REVIEW, by=WORK_ON_IT),
    page("programmes:overview-excel", REVIEW, by=WORK_ON_IT),
    page("programmes:timetable", REVIEW, by=WORK_ON_IT),
    form(
        "programmes:closed-days", REVIEW, by=RUN, sends=lambda world: {"closed": "24 December 2040 Offices", "save": ""}
    ),
    form("programmes:move", of_the_review("publication"), by=RUN, sends=a_later_publication),
    form(
        "programmes:move",
        of_the_review("publication"),
        by=RUN,
        query=lambda world: {"for": world.ours.pk},
        sends=a_later_publication,
        case="for ours alone",
    ),
    form(
        "programmes:move",
        of_the_review("publication"),
        by=RUN,
        query=lambda world: {"for": world.foreign.pk},
        sends=a_later_publication,
        get=NOT_THERE,
        post=NOT_THERE,
        why="takes part in the other programme",
        case="for a partnership of the other programme",
    ),
    page("programmes:letters", REVIEW, by=WORK_ON_IT),
    form("programmes:letter", of_the_review("notification"), by=WORK_ON_IT, sent_by=RUN, sends=wording),
    # With the data of a partnership of one's choice: of one that this person may see, or else of the first that is.
    page(
        "programmes:letter",
        of_the_review("notification"),
        by=WORK_ON_IT,
        query=lambda world: {"for": world.ours.pk},
        post=OK,
        sent_by=RUN,
        case="as ours would read it",
    ),
    page("programmes:letter-plan", REVIEW, by=RUN),
    # A button; whoever follows a link to it is led to the page where it stands.
    form("programmes:hold-letters", REVIEW, by=RUN, get=MOVED, sends=lambda world: {"held": "yes"}),
    form("programmes:chase", REVIEW, by=RUN, sends=chase),
    form("programmes:briefings", REVIEW, by=WORK_ON_IT, sent_by=RUN, sends=a_session),
    form("programmes:briefing-session", **in_the_review("session", "other_session"), by=RUN, sends=a_session),
    form(
        "programmes:call-off-briefing",
        **in_the_review("session", "other_session"),
        by=RUN,
        sends=lambda world: {"reason": "Nobody can come."},
    ),
    page("programmes:library", REVIEW, by=WORK_ON_IT),
    form("programmes:library-document", of_the_review("faq"), by=WORK_ON_IT, sent_by=RUN, sends=a_document),
    form(
        "programmes:team",
        REVIEW,
        by=WORK_ON_IT,
        sent_by=SET_UP,
        sends=lambda world: {"email": "new.person@example.org", "name": "New Person", "role": "inspector"},
    ),
    form(
        "programmes:release",
        Thing(lambda world: ["review", world.assignments[INSPECTOR].pk], KNOW_THE_REVIEW),
        by=SET_UP,
        sends=lambda world: {},
        crossed=lambda world: [["review", world.assignments[OTHER_INSPECTOR].pk]],
    ),
    form(
        "programmes:partnerships",
        REVIEW,
        by=WORK_ON_IT,
        sent_by=SET_UP,
        sends=lambda world: {"area": world.new_area.pk},
    ),
    form(
        "programmes:choose-closely",
        REVIEW,
        by=SET_UP,
        sends=lambda world: {"chosen": [world.ours.pk], "seen": "", "save": ""},
    ),
    page("programmes:partnership", **OURS_FOR_THE_TEAM, by={ADMINISTRATOR, *READERS}),
    form(
        "programmes:nominate-for",
        **in_the_review("ours", crossed="foreign"),
        by=RUN,
        sends=nomination("co-ordinator"),
    ),
    form(
        "programmes:withdraw",
        **in_the_review("ours", crossed="foreign"),
        by={ADMINISTRATOR},
        sends=lambda world: {"reason": "Merged."},
    ),
    form(
        "programmes:take-back",
        **in_the_review("ours", crossed="foreign"),
        by={ADMINISTRATOR},
        get=MOVED,
        sends=lambda world: {},
    ),
    form("programmes:set-up", REVIEW, by=SET_UP, sends=set_up),
    # --- A partnership's own pages -----------------------------------------------------------------------------------
    page("programmes:taking-part", OURS, by=SEE_OURS),
    form(
        "programmes:notification-letter",
        OURS,
        by=SEE_OURS,
        sent_by={CHIEF},
        sends=lambda world: {"accept": "on"},
    ),
    page("programmes:people", OURS, by=SEE_OURS),
    form("programmes:nominate", OURS, by=NOMINATE, sends=nomination("contributor")),
    form(
        "programmes:briefing",
        OURS,
        by=SEE_OURS,
        sent_by={COORDINATOR},
        sends=lambda world: {"session": world.session.pk},
    ),
    page("programmes:guidance", OURS, by=SEE_OURS),
    page("programmes:guidance-document", of_ours("faq"), by=SEE_OURS),
    # Meant for those who prepare the return: a viewer does not find it.
    page(
        "programmes:guidance-document",
        of_ours("what-to-send"),
        by=SEE_OURS - {VIEWER},
        instead={VIEWER: NOT_THERE},
        case="for co-ordinators",
    ),
    page("programmes:dates", OURS, by=SEE_OURS),
    page("programmes:dates-ical", OURS, by=SEE_OURS),
    form(
        "programmes:confirm-done",
        of_ours("staff-survey"),
        by=SEE_OURS,
        sent_by={COORDINATOR},
        sends=lambda world: {**typed("done_on", timezone.localdate()), "headcount": 40},
    ),
    # A nominee sees the seat before anything else of the partnership; nobody answers for them.
    form(
        "programmes:answer-offer",
        seat_of(NOMINEE, {NOMINEE, *SEE_OURS}),
        by={NOMINEE},
        sends=lambda world: {"answer": "yes"},
    ),
    form(
        "programmes:end-seat",
        seat_of(VIEWER, SEE_OURS),
        by={VIEWER, *NOMINATE, *RUN},
        sends=lambda world: {"reason": "Another post."},
    ),
    # --- Calendars ---------------------------------------------------------------------------------------------------
    form("programmes:calendar-address", by=SIGNED_IN, sends=lambda world: {}, post=OK),
    # The key stands for the person, because a calendar program cannot sign in.
    for_everybody(
        "programmes:private-calendar", Thing(lambda world: [world.calendar_key], set()), reads_as=COORDINATOR
    ),
]
