"""Whoever missed the briefings catches up on them, and is late no longer."""

from datetime import timedelta

import pytest
from django.utils import timezone

from accounts import roles, speaking
from accounts.moves import IllegalMove
from programmes import briefing_places, correspondence, overview, tasks_of
from programmes.models import Booking, BriefingSession, Confirmation
from tests.build import programmes as build

pytestmark = pytest.mark.django_db

#: Its briefings have been over for some days.
LONG_AGO = timedelta(days=50)


@pytest.fixture
def scene():
    programme = build.programme(slug="gov", day_one=timezone.localdate() - LONG_AGO, areas=["Angus"])
    return programme, build.seated(build.participation(programme))


def loaded(programme):
    participation = correspondence.loaded(programme).get()
    participation.programme = programme
    return participation


def the_task(programme):
    with speaking.as_service():
        tasks = tasks_of.tasks_of(loaded(programme), timezone.localdate())
    return next(task for task in tasks if task.key == "briefing")


def the_cell(programme):
    with speaking.as_service():
        row = overview.rows(programme, build.administrator(), timezone.localdate())[0]
    return row.cells["briefing"]


def sat_out(programme, attendance):
    milestone = build.milestone(programme, "briefings")
    with speaking.as_service():
        session = BriefingSession.objects.create(
            programme=programme,
            milestone=milestone,
            title="A briefing",
            starts_at=timezone.now() - timedelta(days=20),
            minutes=60,
            places=9,
        )
        Booking.objects.create(
            session=session,
            milestone=milestone,
            participation=build.participation(programme),
            place=1,
            booked_by=build.person(),
            attendance=attendance,
        )


def test_a_briefing_that_was_missed_is_caught_up_on_by_one_button(scene, client):
    programme, coordinator = scene
    task = the_task(programme)
    assert (task.words, task.mark) == ("Catch up on the briefing", "late")
    assert the_cell(programme).state == "late"
    client.force_login(coordinator)
    assert "We have caught up on the briefing" in client.get(task.url).content.decode()
    for _ in range(2):
        assert client.post(task.url, {"caught-up": "1"}).status_code == 302
    with speaking.as_service():
        assert Confirmation.objects.get().confirmed_by == coordinator
    assert the_task(programme).state == "Caught up"
    assert the_cell(programme).words == "Caught up later"
    assert "We have caught up on the briefing" not in client.get(task.url).content.decode()


def test_so_is_one_that_was_booked_and_not_attended(scene):
    programme, coordinator = scene
    sat_out(programme, Booking.Attendance.MISSED)
    assert the_task(programme).mark == "late"
    with speaking.as_person(coordinator):
        briefing_places.catch_up(build.participation(programme), by=coordinator)
    assert the_cell(programme).words == "Caught up later"


def test_whoever_was_there_has_nothing_to_catch_up_on(scene):
    programme, coordinator = scene
    sat_out(programme, Booking.Attendance.ATTENDED)
    assert the_task(programme).mark == "done"
    with speaking.as_person(coordinator), pytest.raises(IllegalMove):
        briefing_places.catch_up(build.participation(programme), by=coordinator)


def test_nobody_but_the_coordinator_says_so(scene, client):
    programme, _ = scene
    viewer = build.seated(build.participation(programme), roles.Viewer)
    client.force_login(viewer)
    address = f"{build.participation(programme).get_absolute_url()}briefing/"
    assert "We have caught up" not in client.get(address).content.decode()
    assert client.post(address, {"caught-up": "1"}).status_code == 403
