"""A return that nobody may begin yet, and one that is not asked for, met by their addresses."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from accounts import speaking
from inspections import preparing
from programmes.timetable import say
from tests.build import inspections as build

pytestmark = pytest.mark.django_db

PAGES = ["return", "documents", "check", "nothing", "more-time", "thread", "read"]


def _codes(client, scene, person, names) -> dict[str, int]:
    client.force_login(person)
    return {name: client.get(reverse(f"inspections:{name}", args=[scene.of.pk])).status_code for name in names}


def test_before_its_day_it_says_when_it_opens_and_not_what_will_be_asked(client):
    scene = build.scene(opens=5, due=20, asked={"guidance": "Send the minutes of the board."})
    client.force_login(scene.coordinator)
    page = client.get(reverse("inspections:return", args=[scene.of.pk]))
    assert page.status_code == 200
    assert f"Opens on {say(timezone.localdate() + timedelta(days=5))}." in page.content.decode()
    asked = scene.of.ask.documents.first()
    assert "minutes of the board" not in page.content.decode()
    assert asked.title not in page.content.decode()
    for name in PAGES[1:]:
        answer = client.get(reverse(f"inspections:{name}", args=[scene.of.pk]), follow=True)
        assert asked.title not in answer.content.decode(), name


def test_what_is_not_asked_of_a_partnership_is_not_there_for_anybody(client):
    scene = build.scene(selected=True)
    with speaking.as_service():
        type(scene.of.participation).objects.filter(pk=scene.of.participation.pk).update(selected=False)
    assert _codes(client, scene, scene.coordinator, PAGES) == dict.fromkeys(PAGES, 404)
    assert _codes(client, scene, scene.inspector, ["read"]) == {"read": 404}
    note = client.post(reverse("inspections:note", args=[scene.of.pk]), {"note": "Mine", "seen": 0})
    assert note.status_code == 404


def test_what_was_begun_while_it_was_asked_stays_to_be_read(client):
    scene = build.scene(selected=True)
    with speaking.as_service():
        type(scene.of.participation).objects.filter(pk=scene.of.participation.pk).update(selected=True)
    with speaking.as_person(scene.coordinator):
        preparing.save_note(scene.of, "Begun.", seen=0, by=scene.coordinator)
    with speaking.as_service():
        type(scene.of.participation).objects.filter(pk=scene.of.participation.pk).update(selected=False)
    assert _codes(client, scene, scene.coordinator, ["return"]) == {"return": 200}
