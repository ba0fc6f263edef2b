"""While letters are held nobody has been notified, and no page asks anybody to accept a letter that was never sent."""

import pytest
from django.utils import timezone

from accounts import roles, speaking
from notifications import notices
from programmes import correspondence, overview, tasks_of
from programmes.models import Programme
from tests.build import programmes as build

pytestmark = pytest.mark.django_db

HELD = "Letters are held: the timetable sends nothing, and notifies nobody, until they are let go."


def held(is_held):
    programme = build.programme(slug="gov", public_from=None)
    Programme.objects.filter(pk=programme.pk).update(letters_held=is_held)
    return Programme.objects.with_plan().get(pk=programme.pk)


def the_letters_task(programme):
    with speaking.as_service():
        participation = correspondence.loaded(programme).first()
        participation.programme = programme
        tasks = tasks_of.tasks_of(participation, timezone.localdate())
    return next(task for task in tasks if task.key == "notification")


@pytest.mark.parametrize("is_held", [True, False])
def test_a_letter_that_has_not_come_is_not_to_be_accepted_yet(is_held):
    """Held back, or let go and not posted yet: there is nothing to accept, and nobody is late for it."""
    task = the_letters_task(held(is_held))
    assert (task.state, task.waits, task.url) == ("Not open yet", False, "")


def test_a_letter_that_has_come_is_to_be_accepted():
    programme = held(is_held=False)
    participation = build.participation(programme)
    chief = build.seated(participation, roles.ChiefOfficer)
    with speaking.as_service():
        notices.post(
            occasion="the notification",
            kind="notification",
            recipients=[chief],
            title="Notification",
            body_markdown="Words.",
            by=None,
            participation_ref=participation.pk,
        )
    task = the_letters_task(programme)
    assert (task.state, task.waits) == ("Late", True)


def test_a_letter_that_has_not_come_cannot_be_accepted(client):
    programme = held(is_held=False)
    participation = build.participation(programme)
    chief = build.seated(participation, roles.ChiefOfficer)
    client.force_login(chief)
    assert client.post(f"/taking-part/{participation.pk}/letter/", {"accept": "on"}).status_code == 403
    with speaking.as_service():
        participation.refresh_from_db()
    assert participation.accepted_at is None


@pytest.mark.parametrize("is_held", [True, False])
def test_the_overview_says_so_and_calls_no_partnership_late_for_it(client, is_held):
    programme = held(is_held)
    client.force_login(build.administrator())
    assert (HELD in client.get("/work/gov/").content.decode()) is is_held
    with speaking.as_service():
        rows = overview.rows(programme, build.administrator(), timezone.localdate())
    assert {row.cells["notification"].words for row in rows} == {"Not notified yet" if is_held else "Not accepted yet"}


def test_a_programme_in_which_nobody_takes_part_says_that_instead_of_pointing_at_filters(client):
    build.registers()
    client.force_login(build.administrator())
    build.programme(slug="waste", definition="medicine-waste")
    page = client.get("/work/waste/").content.decode()
    assert "No partnership takes part in this programme." in page
    assert "Clear the filters" not in page
    assert HELD not in page
