"""The URL matrix: every address, by GET and by POST, as every kind of person.

Each room has a table of rows beside this file, ``ROWS`` in ``matrix/<room>.py``. A row says who may, and what answer
they then get; everybody else is refused, by default as a page that does not exist. The walk in ``test_url_matrix.py``
fails for an address without a row, for a row that lets nobody in, and for every answer that is not the stated one.

    Row("manage:person", args=lambda world: [world.person.pk], by={ADMINISTRATOR}, get=200, post=NOT_ALLOWED)
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date

from django.db.backends.postgresql.psycopg_any import DateRange

from accounts import actions, roles, speaking
from accounts.models import Organisation, User
from programmes.models import Assignment
from tests.build import accounts as people
from tests.build import programmes as build

#: Rooms whose tables stand in another place; empty when every room has its own here.
TABLES_TO_COME = {"files", "notifications", "programmes", "inspections", "reports"}

# --- Kinds of people -----------------------------------------
PUBLIC = "public"
#: Has joined and has no role.
STRANGER = "stranger"
ADMINISTRATOR = "administrator"
COMMUNICATIONS = "communications"
GOVERNANCE = "information governance"
PANEL = "panel member"
# In the team of the programme that the row is about, or of another.
LEAD = "lead"
INSPECTOR = "inspector"
SUPPORT = "support officer"
ASSESSOR = "associate assessor"
#: In the team, and with a tie to the partnership that the row is about.
TIED = "inspector with a tie"
OTHER_LEAD = "lead of another programme"
# In the partnership that the row is about, in another of the same programme, or in one of another programme.
CHIEF = "chief officer"
COORDINATOR = "co-ordinator"
CONTRIBUTOR = "contributor"
VIEWER = "viewer"
OTHER_COORDINATOR = "co-ordinator of another partnership"
FOREIGN_COORDINATOR = "co-ordinator in another programme"

POSTED = {ADMINISTRATOR, COMMUNICATIONS, GOVERNANCE, PANEL}
TEAM = {LEAD, INSPECTOR, SUPPORT, ASSESSOR}
PARTNERSHIP = {CHIEF, COORDINATOR, CONTRIBUTOR, VIEWER}
SIGNED_IN = {STRANGER, TIED, OTHER_LEAD, OTHER_COORDINATOR, FOREIGN_COORDINATOR, *POSTED, *TEAM, *PARTNERSHIP}
EVERYBODY = {PUBLIC, *SIGNED_IN}

# --- Answers -----------------------------------------
OK, MOVED, REFUSED, NOT_THERE, NOT_ALLOWED, CONFLICT, GONE = 200, 302, 403, 404, 405, 409, 410


@dataclass(frozen=True)
class Row:
    """One address: who may, and what they and the others get."""

    name: str
    by: set[str]
    #: What whoever may gets. NOT_ALLOWED where the page does not know the method.
    get: int = OK
    post: int = NOT_ALLOWED
    args: Callable = lambda world: []
    #: What is sent; an empty form by default.
    data: Callable = lambda world: {}
    #: What the others get who have signed in; and who differs from that.
    otherwise: int = NOT_THERE
    but: dict[str, int] = field(default_factory=dict)
    #: Who may send, where fewer may than may open; the others get ``post_otherwise``.
    post_by: set[str] | None = None
    post_otherwise: int | None = None
    #: What the public gets instead of being sent to sign in; for pages without a guard of ours.
    public: int | None = None
    #: Each person asks about their own: no row of somebody else's in the address.
    about_oneself: bool = False

    def expected(self, method: str, kind: str) -> int:
        status = self.get if method == "GET" else self.post
        by = self.by if method == "GET" or self.post_by is None else self.post_by
        if kind in by:
            return status
        if kind == PUBLIC:
            # Whoever has not signed in is sent to do so; what they sent is kept for them on the page that says so.
            return self.public if self.public is not None else (MOVED if method == "GET" else REFUSED)
        if method == "POST" and kind in self.by and self.post_otherwise is not None:
            return self.post_otherwise
        return self.but.get(kind, self.otherwise)


@dataclass
class World:
    """Two programmes, two partnerships in the first, and somebody of every kind."""

    people: dict[str, User]
    programme: object
    other_programme: object
    participation: object
    other_participation: object
    foreign_participation: object
    #: Words that only those may read whom a row lets in; with the filters off the database must still hide them.
    secrets: set[str] = field(default_factory=set)
    #: What the rooms' tables need besides; each adds its own by ``prepare``.
    things: dict[str, object] = field(default_factory=dict)


def build_world() -> World:
    programme = build.programme(areas=2)
    other = build.programme(areas=1)
    own, second = build.participation(programme, 0), build.participation(programme, 1)
    foreign = build.participation(other, 0)
    made = {
        STRANGER: people.person("Stranger"),
        ADMINISTRATOR: people.administrator(name="Administrator"),
        COMMUNICATIONS: people.posted(roles.Communications),
        GOVERNANCE: people.posted(roles.InformationGovernance),
        PANEL: people.posted(roles.PanelMember),
        LEAD: _in_team(programme, roles.Lead),
        INSPECTOR: _in_team(programme, roles.Inspector),
        SUPPORT: _in_team(programme, roles.SupportOfficer),
        ASSESSOR: _in_team(programme, roles.AssociateAssessor),
        TIED: _in_team(programme, roles.Inspector),
        OTHER_LEAD: _in_team(other, roles.Lead),
        CHIEF: build.seated(own, roles.ChiefOfficer),
        COORDINATOR: build.seated(own, roles.Coordinator),
        CONTRIBUTOR: build.seated(own, roles.Contributor),
        VIEWER: build.seated(own, roles.Viewer),
        OTHER_COORDINATOR: build.seated(second, roles.Coordinator),
        FOREIGN_COORDINATOR: build.seated(foreign, roles.Coordinator),
    }
    with speaking.as_service():
        body = Organisation.objects.filter(partnerships=own.partnership).first()
    actions.declare_tie(made[TIED], body, "worked there", by=made[ADMINISTRATOR])
    return World(made, programme, other, own, second, foreign)


def _in_team(programme, role) -> User:
    made = people.person(role.title)
    Assignment.objects.create(
        programme=programme, person=made, role=role.slug, period=DateRange(date(2020, 1, 1), None)
    )
    return made
