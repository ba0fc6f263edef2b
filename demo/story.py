"""The story of the demo: a finished review as history, a second one in the middle, and five more programmes begun."""

from datetime import date, datetime, time

from django.db import transaction
from django.db.backends.postgresql.psycopg_any import DateRange
from django.utils import timezone

from accounts import roles, speaking
from accounts.models import Area, Tie, User
from demo import days, people, reporting, returns
from programmes import correspondence, seats, starting, taking_part, tick
from programmes.definition_files import load
from programmes.models import Assignment, Booking, BriefingSession, Participation, Programme, Seat
from programmes.timetable import Gate

HISTORY, SECOND = "social-work-governance-2024", "social-work-governance-demo"
#: Days since the notification of the second review: the document return was due some days ago.
DAYS_IN = 52
#: The others under way: definition, days since their day one.
OTHERS = [
    ("asp-joint-inspections", 40),
    ("care-leavers", 60),
    ("qi-6-4-self-evaluation", 50),
    ("mappa-review", 90),
    ("npm-monitoring", 30),
    ("medicine-waste", 20),
]


def tell() -> list[str]:
    """Make the whole demo, or only what is missing of it; returns what was made, in words."""
    made = []
    with speaking.as_service():
        team = people.make_team()
        ties(team)
    for make in (history, second_review, *(_other(slug, days_in) for slug, days_in in OTHERS)):
        made += make(team) or []
    return made


def _other(slug: str, days_in: int):
    def make(team):
        return other_programme(slug, days_in, team)

    return make


@transaction.atomic
def history(team: dict[str, User]) -> list[str]:
    """The review of 2024–25 as it was: its real dates and areas. No person, document or finding is invented for it."""
    if Programme.objects.filter(slug=HISTORY).exists():
        return []
    definition = load("social-work-governance")
    programme = starting.start(
        definition,
        run=definition.run("2024-25"),
        slug=HISTORY,
        title="Review of social work governance and assurance in Scotland 2024–25",
        public_from=date(2024, 7, 15),
        by=team["administrator"],
    )
    assign(programme, team)
    with speaking.as_service():
        report = programme.reports.get()
    reporting.tell_of_the_review(
        report, writer=team["lead"], first=team["administrator"], second=team["second-administrator"]
    )
    return [f"{programme.title}: history"]


@transaction.atomic
def second_review(team: dict[str, User]) -> list[str]:
    """A second run of the same definition, in the middle: every state is there to be seen."""
    if Programme.objects.filter(slug=SECOND).exists():
        return []
    today, day_one = timezone.localdate(), days.ago(DAYS_IN)
    programme = starting.start(
        load("social-work-governance"),
        slug=SECOND,
        title="Demonstration: a second review of social work governance",
        day_one=day_one,
        public_from=day_one,
        letters_from=day_one,
        by=team["administrator"],
    )
    Programme.objects.filter(pk=programme.pk).update(short_title="Governance review (demonstration)")
    assign(programme, team)
    with speaking.as_service():
        programme = Programme.objects.with_plan().get(pk=programme.pk)
        _fill(programme, team)
        returns.fill(programme, team)
        reporting.begin_writing(programme.reports.get(), writer=team["lead"], today=today)
        Programme.objects.filter(pk=programme.pk).update(letters_held=False)
    tick.keep_one(programme.pk, day_one)
    tick.keep_timetables()
    return [f"{programme.title}: {programme.partnerships.count()} partnerships"]


def assign(programme: Programme, team: dict[str, User]) -> None:
    """Put the invented team to work on a programme."""
    start = DateRange(date(2024, 1, 1), None)
    for key, role in [
        ("lead", roles.Lead),
        ("support-officer", roles.SupportOfficer),
        ("inspector", roles.Inspector),
        ("partner-inspector", roles.Inspector),
        ("associate-assessor", roles.AssociateAssessor),
        ("panel-member", roles.PanelMember),
        ("communications", roles.Communications),
    ]:
        Assignment.objects.get_or_create(
            programme=programme, person=team[key], role=role.slug, defaults={"period": start}
        )


def _fill(programme: Programme, team: dict[str, User]) -> None:
    sessions = _sessions(programme)
    named = people.names()
    for number, part in enumerate(programme.participations.select_related("partnership").order_by("partnership__name")):
        part.programme = programme
        _seat_people(part, number, named, team)
        if number % 8 != 6:
            chief = part.seats.filter(role=roles.ChiefOfficer.slug).first().person
            taking_part.accept_notification(part, by=chief)
        coordinator = part.seats.filter(role=roles.Coordinator.slug, status=Seat.Status.ACCEPTED).first()
        if coordinator and number % 5 != 3:
            _book(sessions[number % len(sessions)], part, coordinator.person, attended=number % 7 != 2)
        if coordinator and number % 4 != 1:
            _share_survey(part, coordinator.person, number)


def _seat_people(part: Participation, number: int, named, team) -> None:
    area = part.partnership.areas.first()
    council = part.partnership.organisations.order_by("kind").first()
    chief = people.person(
        f"chief-officer.{area.slug}", next(named), job_title="Chief social work officer", organisation=council
    )
    _seat(part, chief, roles.ChiefOfficer)
    coordinator = people.person(
        f"co-ordinator.{area.slug}", next(named), job_title="Service manager", organisation=council
    )
    if number % 11 == 5:
        return  # Nobody has been nominated yet.
    seat = seats.nominate(part, email=coordinator.email, name=coordinator.name, role=roles.Coordinator, by=chief)
    if number % 11 != 8:
        seats.accept(seat, by=coordinator)
    if number % 6 == 0:
        for role, standing, title in [
            (roles.Coordinator, Seat.Standing.DEPUTY, "Business manager"),
            (roles.Contributor, Seat.Standing.MAIN, "Policy officer"),
            (roles.Viewer, Seat.Standing.MAIN, "Committee clerk"),
        ]:
            key = "deputy" if standing == Seat.Standing.DEPUTY else role.slug
            helper = people.person(f"{key}.{area.slug}", next(named), job_title=title, organisation=council)
            _seat(part, helper, role, standing=standing, by=coordinator)


def _seat(part, person, role, *, standing=Seat.Standing.MAIN, by=None) -> None:
    seats.accept(
        seats.nominate(part, email=person.email, name=person.name, role=role, standing=standing, by=by or person),
        by=person,
    )


def _sessions(programme: Programme) -> list[BriefingSession]:
    milestone = next(plan for plan in programme.plans if "book briefing" in plan.gates)
    dated = programme.timetable[milestone.key]
    zone = timezone.get_current_timezone()
    return [
        BriefingSession.objects.create(
            programme=programme,
            milestone=milestone,
            title="Briefing for co-ordinators (demonstration)",
            starts_at=datetime.combine(days.after(dated.starts, later), time(hour, 30), zone),
            places=12,
            joining="A link to the video meeting would stand here.",
        )
        for later, hour in ((1, 10), (3, 14), (8, 10))
    ]


def _book(session, part, person, *, attended: bool) -> None:
    place = session.bookings.count() + 1
    if place > session.places:
        return
    Booking.objects.create(
        session=session,
        milestone=session.milestone,
        participation=part,
        place=place,
        booked_by=person,
        attendance=Booking.Attendance.ATTENDED if attended else Booking.Attendance.MISSED,
    )


def _share_survey(part, person, number: int) -> None:
    milestone = next(plan for plan in part.programme.plans if "share survey" in plan.gates)
    if part.timetable.gate("share survey", timezone.localdate()) is Gate.NOT_YET:
        return
    taking_part.confirm(
        part,
        milestone,
        done_on=part.timetable[milestone.key].starts,
        headcount=180 + 37 * number,
        by=person,
    )


@transaction.atomic
def other_programme(slug: str, days_in: int, team: dict[str, User]) -> list[str]:
    """One more programme under way, with its partnerships and one of each person in the first of them."""
    name = f"{slug}-demo"
    if Programme.objects.filter(slug=name).exists():
        return []
    day_one = days.ago(days_in)
    definition = load(slug)
    programme = starting.start(
        definition,
        slug=name,
        title=f"Demonstration: {definition.title.text}",
        day_one=day_one,
        public_from=day_one,
        by=team["administrator"],
    )
    assign(programme, team)
    with speaking.as_service():
        programme = Programme.objects.with_plan().get(pk=programme.pk)
        for number, part in enumerate(correspondence.loaded(programme)):
            if programme.is_rolling and number < 8:
                part.day_one = days.ago(14 * number)
                Participation.objects.filter(pk=part.pk).update(day_one=part.day_one)
            if number < 3:
                part.programme = programme
                area = part.partnership.areas.first()
                for role, key in ((roles.ChiefOfficer, "chief-officer"), (roles.Coordinator, "co-ordinator")):
                    found = User.objects.filter(email=f"{key}.{area.slug}@{people.DOMAIN}").first()
                    if found:
                        _seat(part, found, role)
    return [f"{programme.title}: {programme.partnerships.count()} partnerships"]


def ties(team: dict[str, User]) -> None:
    """The inspector once worked in Angus, and so never reads what Angus sends."""
    angus = Area.objects.get(slug="angus").organisations.first()
    Tie.objects.get_or_create(
        person=team["inspector"], organisation=angus, defaults={"reason": "Worked there until 2023 (demonstration)"}
    )
