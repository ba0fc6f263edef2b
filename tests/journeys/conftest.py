"""The world of the journeys: the demonstration itself, told once, with a real server before it."""

from datetime import timedelta
from types import SimpleNamespace

import pytest
from django.core.management import call_command
from django.db import connection
from django.utils import timezone
from pytest_django.live_server_helper import LiveServer

from accounts import roles, speaking
from accounts.models import Area, User
from demo import days, documents
from inspections import preparing, sending
from inspections.models import Return, Submission
from notifications.models import Notice
from programmes import seats, starting, tick
from programmes.definition_files import load
from programmes.models import BriefingSession, Participation, Programme
from reports.models import Report
from tests.journeys.workers import check_files

_OWN_TABLES = "SELECT tablename FROM pg_tables WHERE schemaname = 'public' AND tablename <> 'django_migrations'"


@pytest.fixture
def _django_db_helper(django_db_setup):
    """A journey's mark asks for the database and for nothing else: its world is committed, so nothing is rolled back."""


@pytest.fixture(scope="package")
def world(django_db_setup, django_db_blocker, tmp_path_factory):
    """The demonstration in the test database, committed, and a server; everything is emptied at the end."""
    from demo import story

    with django_db_blocker.unblock():
        assert connection.settings_dict["NAME"].startswith("test_"), "Mark this test with django_db."
        _empty()  # of what a run that was broken off has left
        call_command("load_registers", stdout=open("/dev/null", "w"))  # noqa: SIM115  lives as long as the command
        team = story.people.make_team()
        with speaking.as_service():
            story.ties(team)
        story.history(team)
        story.second_review(team)
        begun = _begun_review(story, team)
        signed = _signed_review(story, team)
        server = LiveServer("localhost")
        try:
            yield _found(server, team, begun, signed)
        finally:
            server.stop()
            _empty()


def _begun_review(story, team) -> SimpleNamespace:
    """A review in its third week: briefings can be booked, returns are open, and no partnership has done anything."""
    # Letters go on working days only.
    today, day_one = timezone.localdate(), days.ago(24)
    programme = starting.start(
        load("social-work-governance"),
        slug="social-work-governance-begun",
        title="Demonstration: a third review of social work governance",
        day_one=day_one,
        letters_from=day_one,
        areas=list(Area.objects.filter(slug__in=["clackmannanshire", "stirling", "falkirk"])),
        by=team["administrator"],
    )
    Programme.objects.filter(pk=programme.pk).update(letters_held=False)
    story.assign(programme, team)
    with speaking.as_service():
        programme = Programme.objects.with_plan().get(pk=programme.pk)
        people = story.people
        parts = {part.partnership.areas.get().slug: part for part in programme.participations.all()}
        coordinator = people.person("co-ordinator.begun", "Beathag Fableton", job_title="Service manager")
        chief = people.person("chief-officer.begun", "Rhona Specimen", job_title="Chief social work officer")
        for slug in ("clackmannanshire", "stirling"):
            parts[slug].programme = programme
            for role, who in ((roles.ChiefOfficer, chief), (roles.Coordinator, coordinator)):
                offered = seats.nominate(parts[slug], email=who.email, name=who.name, role=role, by=chief)
                seats.accept(offered, by=who)
        milestone = next(plan for plan in programme.plans if "book briefing" in plan.gates)
        for later in (3, 5):
            BriefingSession.objects.create(
                programme=programme,
                milestone=milestone,
                title="Briefing for co-ordinators (demonstration)",
                starts_at=timezone.now() + timedelta(days=later),
                places=12,
                joining="A link to the video meeting would stand here.",
            )
        part = parts["falkirk"]
        part.programme = programme
        chief_of_falkirk = people.person("chief-officer.falkirk-begun", "Una Pretendie", job_title="Chief officer")
        offered = seats.nominate(
            part, email=chief_of_falkirk.email, name=chief_of_falkirk.name, role=roles.ChiefOfficer, by=chief_of_falkirk
        )
        seats.accept(offered, by=chief_of_falkirk)
    for day in (programme.day_one, today):
        tick.keep_one(programme.pk, day)
    with speaking.as_service():
        returns = {slug: Return.objects.get(participation=part) for slug, part in parts.items()}
    return SimpleNamespace(
        programme=programme, parts=parts, returns=returns, coordinator=coordinator, chief=chief,
        part=parts["clackmannanshire"], of=returns["clackmannanshire"], chief_of_falkirk=chief_of_falkirk,
    )  # fmt: skip


def _signed_review(story, team) -> SimpleNamespace:
    """A programme whose return a chief officer has to sign off, in one area; the co-ordinator has put it together."""
    today = timezone.localdate()
    programme = starting.start(
        load("qi-6-4-self-evaluation"),
        slug="qi-6-4-signed",
        title="Demonstration: self-evaluation that a chief officer signs",
        day_one=today - timedelta(days=50),
        letters_from=today,
        areas=list(Area.objects.filter(slug="moray")),
        by=team["administrator"],
    )
    story.assign(programme, team)
    with speaking.as_service():
        part = Participation.objects.select_related("programme", "partnership").get(programme=programme)
        coordinator = story.people.person("co-ordinator.signed", "Torquil Madeup", job_title="Service manager")
        chief = story.people.person("chief-officer.signed", "Peigi Fictional", job_title="Chief social work officer")
        for role, who in ((roles.ChiefOfficer, chief), (roles.Coordinator, coordinator)):
            seats.accept(seats.nominate(part, email=who.email, name=who.name, role=role, by=chief), by=who)
        of = Return.objects.get(participation=part, ask__needs_sign_off=True)
        draft = preparing.start_draft(of, by=coordinator)
        draft.of = of
        for asked in of.ask.documents.all():
            upload = documents.word(f"{asked.title}.docx", "What we found when we looked at ourselves.")
            preparing.add_documents(draft, [upload], answers=asked, by=coordinator)
    check_files()
    with speaking.as_service():
        sending.put_forward(Submission.objects.select_related("of__ask").get(pk=draft.pk), by=coordinator)
    return SimpleNamespace(programme=programme, part=part, of=of, coordinator=coordinator, chief=chief)


def _found(server, team, begun, signed) -> SimpleNamespace:
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
            begun=begun,
            signed=signed,
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
            survey_link=part.survey_links.get().get_absolute_url(),
            published="social-work-governance-2024",
            report_published=Report.objects.get(programme__slug="social-work-governance-2024").slug,
        )


def _sits(part: Participation, role) -> User:
    return part.seats.filter(role=role.slug, status="accepted").order_by("pk").first().person


def _empty() -> None:
    with connection.cursor() as cursor:
        cursor.execute("SET ROLE portal_owner")
        cursor.execute(_OWN_TABLES)
        tables = ", ".join(f'"{name}"' for (name,) in cursor.fetchall())
        # Keys go on from where they are: what a process remembers of a row is never told of another.
        cursor.execute(f"TRUNCATE {tables} CASCADE")
        cursor.execute("SET ROLE portal_app")
