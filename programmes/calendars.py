"""Dates as iCalendar: a programme's public ones, a partnership's own, and a private address that a calendar reads."""

import hashlib
import secrets
from collections.abc import Iterable
from datetime import datetime, timedelta

from django.conf import settings
from django.utils import timezone
from icalendar import Calendar, Event

from accounts import speaking
from accounts.models import User
from programmes.models import Booking, CalendarAddress, Participation, Programme
from programmes.timetable import Dated


def of_programme(programme: Programme) -> bytes:
    """The public dates of a programme; those of which only the month is known are left out."""
    public = {plan.key for plan in programme.plans if plan.public and not plan.month_only}
    calendar = _calendar(programme.short_title)
    _add(calendar, programme, (dated for dated in programme.timetable if dated.key in public))
    return calendar.to_ical()


def of_everyone(programmes: Iterable[Programme]) -> bytes:
    """The public dates of several programmes in one calendar."""
    calendar = _calendar(settings.PORTAL_NAME)
    for programme in programmes:
        public = {plan.key for plan in programme.plans if plan.public and not plan.month_only}
        _add(calendar, programme, (dated for dated in programme.timetable if dated.key in public))
    return calendar.to_ical()


def of_participation(participation: Participation) -> bytes:
    """All dates of one partnership in a programme, with the briefing that it booked."""
    calendar = _calendar(f"{participation.programme.short_title}: {participation}")
    _add_participation(calendar, participation)
    return calendar.to_ical()


def of_person(person: User) -> bytes:
    """Everything that a person takes part in: for their private calendar address."""
    calendar = _calendar(settings.PORTAL_NAME)
    participations = (
        Participation.objects.sat_in_by(person)
        .select_related("programme", "partnership")
        .prefetch_related(
            "settled_dates__milestone",
            "bookings__session",
            "programme__milestones",
            "programme__closed_days",
            "programme__school_weeks",
            "programme__settled_dates__milestone",
        )
    )
    for participation in participations:
        _add_participation(calendar, participation)
    for programme in Programme.objects.worked_on_by(person).with_plan():
        _add(calendar, programme, programme.timetable)
    return calendar.to_ical()


def _calendar(name: str) -> Calendar:
    calendar = Calendar()
    calendar.add("prodid", f"-//{settings.PORTAL_NAME}//timetable//EN")
    calendar.add("version", "2.0")
    calendar.add("x-wr-calname", name)
    calendar.add("x-wr-timezone", "Europe/London")
    calendar.add("refresh-interval", timedelta(hours=6), parameters={"VALUE": "DURATION"})
    return calendar


def _add_participation(calendar: Calendar, participation: Participation) -> None:
    _add(calendar, participation.programme, participation.dated, participation)
    for booking in participation.bookings.all():
        calendar.add_component(_briefing(booking))


def _add(calendar: Calendar, programme: Programme, dates: Iterable[Dated], participation=None) -> None:
    plans = {plan.key: plan for plan in programme.plans}
    whose = f"participation-{participation.pk}" if participation else f"programme-{programme.pk}"
    for dated in dates:
        event = Event()
        event.add("uid", f"{whose}-{dated.key}@{settings.PORTAL_URL.split('//')[-1].split(':')[0]}")
        event.add("summary", f"{programme.short_title}: {dated.title}")
        event.add("dtstart", dated.starts)
        event.add("dtend", dated.ends + timedelta(days=1))
        event.add("dtstamp", timezone.now())
        event.add("description", plans[dated.key].detail)
        event.add("url", settings.PORTAL_URL + (participation or programme).get_absolute_url())
        event.add("transp", "TRANSPARENT")
        calendar.add_component(event)


def _briefing(booking: Booking) -> Event:
    event = Event()
    event.add("uid", f"briefing-{booking.session_id}@{settings.PORTAL_URL.split('//')[-1].split(':')[0]}")
    event.add("summary", booking.session.title)
    event.add("dtstart", booking.session.starts_at)
    event.add("dtend", booking.session.ends_at)
    event.add("dtstamp", timezone.now())
    event.add("description", booking.session.joining)
    return event


# --- Private addresses -----------------------------------------------------------------------------------------------


def new_address(person: User) -> str:
    """Make a private calendar address; the former one stops working. Shown once: only a hash of its key is kept."""
    key = secrets.token_urlsafe(24)
    CalendarAddress.objects.update_or_create(
        person=person, defaults={"key_hash": _hash(key), "made_at": timezone.now(), "read_on": None}
    )
    return f"{settings.PORTAL_URL}/calendar/{key}.ics"


def drop_address(person: User) -> None:
    """Make the private address stop working."""
    CalendarAddress.objects.filter(person=person).delete()


def read(key: str, *, now: datetime | None = None) -> bytes | None:
    """What a calendar reads at a private address, as its person may see it today; None for an unknown key."""
    found = CalendarAddress.objects.select_related("person").filter(key_hash=_hash(key)).first()
    if found is None or not found.person.is_active:
        return None
    today = timezone.localdate(now)
    if found.read_on != today:
        CalendarAddress.objects.filter(pk=found.pk).update(read_on=today)
    with speaking.as_person(found.person):
        return of_person(found.person)


def _hash(key: str) -> str:
    return hashlib.sha256(key.encode()).hexdigest()
