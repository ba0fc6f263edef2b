"""Who may open what in ``accuracy``: embargoed copies, where they are given and where they are read."""

from tests.house.matrix.people import (
    ADMINISTRATOR,
    CHIEF,
    COMMUNICATIONS,
    LEAD,
    NEIGHBOUR_CHIEF,
    REVIEW_COMMUNICATIONS,
    SEE_DRAFTS,
)
from tests.house.matrix.rows import Thing, deed, form, page

RELEASE = {ADMINISTRATOR, COMMUNICATIONS, LEAD, REVIEW_COMMUNICATIONS}

EDITION = Thing(lambda world: world.pk("confirmed_edition"), SEE_DRAFTS)
#: A copy as the office names it, with its report at work: of that its holder knows nothing.
COPY, FRESH = (Thing(lambda world, name=name: world.pk(name), SEE_DRAFTS) for name in ("copy", "fresh_copy"))


def own(name: str, holder: str, *more) -> Thing:
    """A copy by the address that its holder has."""
    return Thing(lambda world: [getattr(world, name).key, *more], {*SEE_DRAFTS, holder})


READ, UNREAD = own("copy", CHIEF), own("fresh_copy", NEIGHBOUR_CHIEF)


def a_reader(world) -> dict:
    return {"name": "Jo Reader", "email": "jo.reader@press.example.org", "body": "A newspaper", "reader": "press"}


def the_terms(world) -> dict:
    return {"called": "A report", "terms": "Until {{ embargo.minute }}."}


ROWS = [
    page("embargo:copies", EDITION, by=RELEASE),
    form("embargo:words", EDITION, by=RELEASE, sends=the_terms),
    form("embargo:give", EDITION, by=RELEASE, sends=a_reader),
    form(
        "embargo:give-to-seated",
        EDITION,
        by=RELEASE,
        sends=lambda world: {"role": "co-ordinator", "chosen": [world.seats["co-ordinator"].pk]},
    ),
    deed("embargo:remind", EDITION, by=RELEASE),
    page("embargo:copies-csv", EDITION, by=RELEASE),
    page("embargo:openings-csv", EDITION, by=RELEASE),
    page("embargo:holder", COPY, by=RELEASE),
    deed("embargo:write-again", COPY, by=RELEASE, sends=lambda world: {"seen": "1"}),
    form("embargo:take-back", FRESH, by=RELEASE, sends=lambda world: {"reason": "A mistake."}),
    page("embargo:copy", READ, by={CHIEF}),
    page("embargo:copy", UNREAD, by={NEIGHBOUR_CHIEF}, case="not acknowledged"),
    deed(
        "embargo:acknowledge",
        UNREAD,
        by={NEIGHBOUR_CHIEF},
        sends=lambda world: {"agreed": "on", "seen": world.terms_mark},
    ),
    page("embargo:pdf", READ, by={CHIEF}, get=302, why="No worker has made it yet: it leads back to the copy."),
    page("embargo:data", own("copy", CHIEF, "answers.csv"), by={CHIEF}),
]
