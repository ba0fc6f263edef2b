"""Surveys that are open, forms filled in and sent, datasets frozen: by the real moves."""

from datetime import date, timedelta

from django.db import connection
from django.utils import timezone

from accounts import speaking
from surveys import answering, doorway, keeping
from surveys.models import Dataset, Link, Survey
from tests.build import programmes as plan

#: Answers that fit the survey of social work staff.
ANSWERS = {"service": "adults", "role": "social-worker"}


def open_survey(*, areas=2, key: str = "staff-survey", definition: str = "social-work-governance", **kwargs) -> Survey:
    """A survey of a programme that has just been started, open at every link from yesterday to next week."""
    programme = plan.programme(definition=definition, areas=areas, **kwargs)
    survey = programme.surveys.select_related("version", "milestone", "programme").get(key=key)
    today = timezone.localdate()
    set_days(survey, today - timedelta(days=1), today + timedelta(days=7))
    return survey


def set_days(survey: Survey, opens_on: date | None, closes_on: date | None) -> None:
    """Give a survey's links their days, whatever its timetable says; the next tick may give them back."""
    with speaking.as_service():
        Link.objects.filter(survey=survey).update(opens_on=opens_on, closes_on=closes_on)
    doorway.forget()


def links(survey: Survey) -> list[Link]:
    with speaking.as_service():
        return list(Link.objects.filter(survey=survey).select_related("participation__partnership", "survey"))


def send(link: Link, values: dict | None = None, *, number: str = "") -> str:
    """Send one form's answers at a link; returns its number."""
    number = number or doorway.new_number(link.pk)
    assert answering.send(link.pk, number, ANSWERS if values is None else values)
    return number


def close(survey: Survey) -> None:
    """Let the survey's last day be the day before yesterday."""
    today = timezone.localdate()
    set_days(survey, today - timedelta(days=9), today - timedelta(days=2))


def frozen(survey: Survey) -> Dataset:
    """The survey closed and frozen."""
    close(survey)
    with speaking.as_service():
        return keeping.freeze((Survey.objects.select_related("programme", "version").get(pk=survey.pk), links(survey)))


def as_owner(sql: str, *parameters):
    """Ask what the portal's own role may not: as the owner of the tables."""
    with connection.cursor() as cursor:
        cursor.execute("SET ROLE portal_owner")
        try:
            cursor.execute(sql, parameters or None)
            return cursor.fetchall()
        finally:
            cursor.execute("SET ROLE portal_app")
