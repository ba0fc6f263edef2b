"""The world of the journeys: the demonstration itself, told once, with a real server before it."""

from types import SimpleNamespace

import pytest
from django.core.management import call_command
from django.db import connection
from pytest_django.live_server_helper import LiveServer

from accounts import roles, speaking
from accounts.models import User
from inspections.models import Return
from notifications.models import Notice
from programmes.models import BriefingSession, Participation, Programme

_OWN_TABLES = "SELECT tablename FROM pg_tables WHERE schemaname = 'public' AND tablename <> 'django_migrations'"


@pytest.fixture(scope="package")
def world(django_db_setup, django_db_blocker, tmp_path_factory):
    """The demonstration in the test database, committed, and a server; everything is emptied at the end."""
    from demo import story

    with django_db_blocker.unblock():
        call_command("load_registers", stdout=open("/dev/null", "w"))  # noqa: SIM115  lives as long as the command
        assert connection.settings_dict["NAME"].startswith("test_"), "Run a test that asks for the database as well."
        team = story.people.make_team()
        with speaking.as_service():
            story.ties(team)
        story.history(team)
        story.second_review(team)
        server = LiveServer("localhost")
        try:
            yield _found(server, team)
        finally:
            server.stop()
            _empty()


def _found(server, team) -> SimpleNamespace:
    with speaking.as_service():
        programme = Programme.objects.get(slug="social-work-governance-demo")
        part = Participation.objects.get(programme=programme, partnership__name="Aberdeen City")
        others = Return.objects.filter(ask__programme=programme).exclude(participation=part)
        by_status = {
            status: others.filter(submissions__status=status).first() for status in ("sent", "queried", "accepted")
        }
        preparing = others.filter(submissions__status="draft").exclude(submissions__status="sent").first()
        return SimpleNamespace(
            url=server.url,
            team=team,
            programme=programme,
            part=part,
            coordinator=_sits(part, roles.Coordinator),
            chief=_sits(part, roles.ChiefOfficer),
            own_return=Return.objects.get(participation=part),
            by_status=by_status,
            preparing=preparing,
            preparer=_sits(preparing.participation, roles.Coordinator),
            session=BriefingSession.objects.filter(programme=programme).order_by("-starts_at").first(),
            letter=Notice.objects.filter(recipient=_sits(part, roles.Coordinator)).first(),
            report=programme.reports.first(),
            published="social-work-governance-2024",
        )


def _sits(part: Participation, role) -> User:
    return part.seats.filter(role=role.slug, status="accepted").order_by("pk").first().person


def _empty() -> None:
    with connection.cursor() as cursor:
        cursor.execute("SET ROLE portal_owner")
        cursor.execute(_OWN_TABLES)
        tables = ", ".join(f'"{name}"' for (name,) in cursor.fetchall())
        cursor.execute(f"TRUNCATE {tables} RESTART IDENTITY CASCADE")
        cursor.execute("SET ROLE portal_app")
