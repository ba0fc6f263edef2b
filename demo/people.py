"""Invented people of every kind. Their names say that they are invented; their addresses end in demo.example."""

from datetime import date
from itertools import cycle

from django.db.backends.postgresql.psycopg_any import DateRange
from django.utils import timezone

from accounts import roles
from accounts.invitations import know_the_address_of
from accounts.models import Organisation, Post, User

DOMAIN = "demo.example"
FIRST_NAMES = tuple(
    """Morag Callum Fiona Hamish Ailsa Ruaridh Kirsty Angus Eilidh Gregor Catriona Fergus Mairi Lachlan Shona Duncan
    Iona Alasdair Rhona Struan Beathag Torquil Senga Dougal Una Murdo Sorcha Archie Peigi Hector Jessie Magnus
    """.split()  # noqa: SIM905  a list of names reads better as words
)
SURNAMES = tuple(
    "Madeup Sampleson Fableton Mockford Specimen Pretendie Notreal Inventson Fictional Imaginary".split()  # noqa: SIM905
)

#: The team: key, name, job title, body (code of a scrutiny body), portal-wide post.
TEAM = [
    ("administrator", "Ada Madeup", "Portal administrator", "care-inspectorate", roles.Administrator),
    ("second-administrator", "Sandy Sampleson", "Portal administrator", "care-inspectorate", roles.Administrator),
    ("lead", "Lorna Fableton", "Strategic inspector, review lead", "care-inspectorate", None),
    ("support-officer", "Sam Specimen", "Strategic support officer", "care-inspectorate", None),
    ("inspector", "Isobel Mockford", "Strategic inspector", "care-inspectorate", None),
    ("partner-inspector", "Harris Notreal", "Inspector", "hmics", None),
    ("associate-assessor", "Una Inventson", "Team manager, on loan to the review", "", None),
    ("panel-member", "Paul Pretendie", "Chief inspector", "care-inspectorate", roles.PanelMember),
    ("panel-chair", "Petra Fableton", "Depute chief inspector", "care-inspectorate", roles.PanelMember),
    ("panel-partner", "Pòl Sampleson", "Assistant inspector", "hmics", roles.PanelMember),
    ("panel-health", "Prudence Specimen", "Senior reviewer", "his", roles.PanelMember),
    ("communications", "Carol Fictional", "Communications officer", "care-inspectorate", roles.Communications),
    ("governance", "Gordon Imaginary", "Information governance", "care-inspectorate", roles.InformationGovernance),
]


def make_team() -> dict[str, User]:
    """The people of the scrutiny bodies, by key; made once however often it is asked."""
    people = {}
    for key, name, job_title, body, post in TEAM:
        organisation = Organisation.objects.filter(kind=Organisation.Kind.SCRUTINY_BODY, code=body).first()
        if key == "associate-assessor":
            # A serving practitioner of a council: never reads that council's own return.
            organisation = Organisation.objects.filter(kind=Organisation.Kind.COUNCIL, areas__slug="moray").first()
        people[key] = person(key, name, job_title=job_title, organisation=organisation)
        if post and not people[key].posts.exists():
            Post.objects.create(person=people[key], role=post.slug, period=DateRange(date(2024, 1, 1), None))
    return people


def person(local_part: str, name: str, *, job_title: str = "", organisation=None, joined: bool = True) -> User:
    """One invented person, who may have signed in already."""
    email = f"{local_part}@{DOMAIN}"
    found = User.objects.filter(email=email).first()
    if found is None:
        found = User.objects.create_user(email, name, organisation=organisation, job_title=job_title)
        found.phone = "0131 000 0000"
        if joined:
            found.joined_at = timezone.now()
        found.save(update_fields=["phone", "joined_at"])
        if joined:
            know_the_address_of(found)
    return found


def names():
    """Invented names without end, each pair as far from the last as the lists allow."""
    firsts, lasts = cycle(FIRST_NAMES), cycle(SURNAMES)
    while True:
        yield f"{next(firsts)} {next(lasts)}"
