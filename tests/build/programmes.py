"""Programmes, partnerships and people in seats, made by the real moves."""

from datetime import date, timedelta
from itertools import count

from django.db.backends.postgresql.psycopg_any import DateRange
from django.utils import timezone

from accounts import roles, speaking
from accounts.models import Area, User
from programmes import seats, starting
from programmes.calendar import WorkingDays
from programmes.definition_files import load
from programmes.models import Assignment, Milestone, Participation, Programme, Seat
from tests.build.accounts import administrator, person, posted, registers

__all__ = ["administrator", "person", "posted", "registers"]

_number = count(1)


def working_day() -> date:
    """Today, or the last day on which somebody worked: on it the timetable sends what it has for that day."""
    return WorkingDays().on_or_before(timezone.localdate())


def programme(
    slug: str = "", *, definition: str = "social-work-governance", day_one: date | None = None, areas=2, **kwargs
) -> Programme:
    """A programme started from its definition, with the first ``areas`` areas (or those named) taking part."""
    registers()
    chosen = list(Area.objects.all()[:areas]) if isinstance(areas, int) else list(Area.objects.filter(name__in=areas))
    made = starting.start(
        load(definition),
        slug=slug or f"programme-{next(_number)}",
        day_one=day_one or timezone.localdate() - timedelta(days=30),
        areas=chosen,
        by=None,
        **{"public_from": date(2020, 1, 1), **kwargs},
    )
    return Programme.objects.with_plan().get(pk=made.pk)


def in_team(programme: Programme, role: type[roles.Role] = roles.Lead, **kwargs) -> User:
    """A person in a programme's team."""
    user = person(**kwargs)
    Assignment.objects.create(
        programme=programme, person=user, role=role.slug, period=DateRange(date(2020, 1, 1), None)
    )
    return user


def participation(programme: Programme, number: int = 0) -> Participation:
    with speaking.as_service():
        found = list(programme.participations.select_related("partnership", "programme"))[number]
    found.programme = programme
    return found


def seated(participation: Participation, role: type[roles.Role] = roles.Coordinator, *, standing="main") -> User:
    """A person who has been nominated for a seat and has accepted it."""
    user = person()
    seat = seats.nominate(
        participation,
        email=user.email,
        name=user.name,
        role=role,
        standing=standing,
        by=user,
        ends=timezone.localdate() + timedelta(days=30) if standing == Seat.Standing.COVER else None,
    )
    seats.accept(seat, by=user)
    return user


def milestone(programme: Programme, key: str) -> Milestone:
    return next(plan for plan in programme.plans if plan.key == key)
