"""What partnerships of the demo do: their people take seats, book briefings, share the survey, name whom to meet."""

from collections.abc import Iterator
from datetime import datetime, time

from django.utils import timezone

from accounts.models import User
from demo import days, people
from programmes import briefing_places, seats, taking_part
from programmes.models import Booking, BriefingSession, Milestone, Participation, Programme, Seat
from programmes.timetable import State


def chief_of(part: Participation, named: Iterator[str]) -> User:
    """The chief officer of a partnership's first area: the same person in every programme."""
    return _somebody(part, "chief-officer", "Chief social work officer", named)


def coordinator_of(part: Participation, named: Iterator[str]) -> User:
    """Whom that chief officer nominates: the same person in every programme."""
    return _somebody(part, "co-ordinator", "Service manager", named)


def _somebody(part: Participation, key: str, job_title: str, named: Iterator[str]) -> User:
    area = part.partnership.areas.first()
    body = part.partnership.organisations.order_by("kind").first()
    return people.person(f"{key}.{area.slug}", next(named), job_title=job_title, organisation=body)


def seat(part: Participation, person: User, role, *, standing=Seat.Standing.MAIN, by=None, accepts=True) -> None:
    """Somebody is nominated, and accepts unless they have not answered yet."""
    offered = seats.nominate(part, email=person.email, name=person.name, role=role, standing=standing, by=by or person)
    if accepts:
        seats.accept(offered, by=person)


def opener(programme: Programme, gate: str) -> Milestone | None:
    """The milestone that lets people do a thing, if the programme has one."""
    return next((plan for plan in programme.plans if gate in plan.gates), None)


def session(programme: Programme, milestone: Milestone, title: str, day, hour: int, places: int) -> BriefingSession:
    return BriefingSession.objects.create(
        programme=programme,
        milestone=milestone,
        title=f"{title} (demonstration)",
        starts_at=datetime.combine(day, time(hour, 30), timezone.get_current_timezone()),
        places=places,
        joining="A link to the video meeting would stand here.",
    )


def sessions(programme: Programme) -> list[BriefingSession]:
    """Three sessions in the round of a programme whose dates everyone shares."""
    milestone = opener(programme, "book briefing")
    starts = programme.timetable[milestone.key].starts
    return [
        session(programme, milestone, "Briefing for co-ordinators", days.after(starts, later), hour, 12)
        for later, hour in ((1, 10), (3, 14), (8, 10))
    ]


def book(at: BriefingSession, part: Participation, person: User, *, attended: bool) -> None:
    """A place in a session: one still to come is booked as anybody books, one that is over is entered as it was."""
    if at.starts_at > timezone.now():
        briefing_places.book(at, part, by=person)
        return
    place = at.bookings.count() + 1
    if place > at.places:
        return
    Booking.objects.create(
        session=at,
        milestone=at.milestone,
        participation=part,
        place=place,
        booked_by=person,
        attendance=Booking.Attendance.ATTENDED if attended else Booking.Attendance.MISSED,
    )


def catch_up(part: Participation, person: User) -> None:
    """Where the briefings are over without them: they have read the briefing since."""
    if briefing_places.missed(part, timezone.localdate()):
        briefing_places.catch_up(part, by=person)


#: Areas with few staff, and with many: invented, and of a size that an area could have.
SMALL = ("Orkney", "Shetland", "Na h-Eileanan Siar", "Clackmannanshire")
LARGE = (
    "City of Edinburgh",
    "Glasgow City",
    "Fife",
    "North Lanarkshire",
    "South Lanarkshire",
    "Aberdeenshire",
    "Highland",
)


def staff_of(name: str, number: int) -> int:
    """How many people a partnership says it shared a survey with."""
    if name.startswith(SMALL):
        return 34 + number % 5 * 7
    return (320 if name.startswith(LARGE) else 120) + number % 9 * 16


def share_survey(part: Participation, person: User, number: int) -> None:
    _confirm(part, "share survey", person, headcount=staff_of(part.partnership.name, number))


def name_people(part: Participation, person: User) -> None:
    _confirm(part, "nominate people", person, note="Six names are in the list that we sent you. (demonstration)")


def _confirm(part: Participation, gate: str, person: User, **more) -> None:
    milestone = opener(part.programme, gate)
    today = timezone.localdate()
    if milestone is None or part.timetable[milestone.key].state(today) is State.NOT_YET:
        return
    done_on = min(today, days.after(part.timetable[milestone.key].opens, 1))
    taking_part.confirm(part, milestone, done_on=done_on, by=person, **more)
