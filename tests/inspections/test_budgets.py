"""What pages and moves cost in queries, and that they cost the same however many rows there are."""

import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from accounts import roles, speaking
from accounts.models import User
from inspections.models import Return, Submission
from inspections.waiting import waiting_for
from programmes.models import Participation, Partnership
from programmes.work import Desk
from tests.build import inspections as build
from tests.house.flatness import know_the_tables
from tests.inspections.test_pages import at, signed_in, upload

pytestmark = pytest.mark.django_db

#: The history's name for a request travels in front of each statement that writes.
PREFIX = re.compile(r"^SELECT set_config\('pghistory.*?;\s*", re.DOTALL)
BRACKETS = ("SAVEPOINT", "RELEASE", "BEGIN", "COMMIT")


def cost(act) -> list[str]:
    """The statements that something takes, without the brackets of transactions."""
    with CaptureQueriesContext(connection) as captured:
        response = act()
    assert response.status_code < 400, response.status_code
    statements = [PREFIX.sub("", each["sql"]) for each in captured]
    return [each for each in statements if not each.startswith(BRACKETS)]


def many(programme, wanted: int) -> None:
    """So many partnerships, each with a return that was sent."""
    with speaking.as_service():
        have = programme.participations.count()
        numbers = range(have, wanted)
        partnerships = Partnership.objects.bulk_create(
            Partnership(programme=programme, name=f"Partnership {number:05}") for number in numbers
        )
        participations = Participation.objects.bulk_create(
            Participation(programme=programme, partnership=each) for each in partnerships
        )
        ask, sender = programme.asks.get(), build.person()
        returns = Return.objects.bulk_create(
            Return(ask=ask, participation=each, reference=f"{programme.slug}-{each.pk}") for each in participations
        )
        Submission.objects.bulk_create(
            Submission(
                of=each,
                participation_id=each.participation_id,
                number=1,
                status="sent",
                started_by=sender,
                sent_by=sender,
                sent_at=timezone.now(),
            )
            for each in returns[::2]
        )
    know_the_tables()


# --- Lists cost the same at 1, 10 and 1,000 rows -----------------------------------------------------------------------


def test_the_list_of_returns_costs_the_same_however_many_there_are():
    programme = build.programme()
    build.ask(programme)
    inspector = signed_in(build.team(programme))
    address = reverse("inspections:reading", args=[programme.slug])
    inspector.get(address)
    found = []
    for rows in (1, 10, 1000):
        many(programme, rows)
        found.append(len(cost(lambda: inspector.get(address, {"state": "sent", "order": "-name"}))))
    assert found[0] == found[1] == found[2]
    assert found[0] <= 12


@pytest.mark.parametrize("ending", ["csv", "xlsx"])
def test_an_export_costs_the_same_however_many_there_are(ending):
    programme = build.programme()
    build.ask(programme)
    inspector = signed_in(build.team(programme))
    address = reverse(
        "inspections:reading-csv" if ending == "csv" else "inspections:reading-excel", args=[programme.slug]
    )
    inspector.get(address)
    found = []
    for rows in (1, 10, 1000):
        many(programme, rows)
        found.append(len(cost(lambda: inspector.get(address))))
    assert found[0] == found[1] == found[2]


def test_what_waits_for_a_person_costs_the_same_however_much_it_is():
    programme = build.programme()
    build.ask(programme)
    lead = build.team(programme, roles.Lead)
    found = []
    for rows in (1, 10, 1000):
        many(programme, rows)
        with speaking.as_person(lead), CaptureQueriesContext(connection) as captured:
            assert list(waiting_for(Desk(User.objects.get(pk=lead.pk), timezone.localdate())))
        found.append(len(captured))
    assert found[0] == found[1] == found[2]
    assert found[0] <= 9


# --- Whole pages and moves -------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("files", [1, 10])
def test_the_page_of_a_return_costs_the_same_with_one_file_and_with_many(files):
    scene = build.scene()
    draft = scene.draft()
    for number in range(files):
        scene.put_in(f"{number}.docx", answers=scene.asked[number % 3], draft=draft)
    client = signed_in(scene.coordinator)
    client.get(at(scene))
    assert len(cost(lambda: client.get(at(scene)))) == 15
    assert len(cost(lambda: client.get(at(scene, "check")))) <= 18


@pytest.mark.parametrize("versions", [1, 3])
def test_reading_a_return_costs_the_same_with_one_version_and_with_three(versions):
    scene = build.scene()
    for _ in range(versions):
        scene.send() if not scene.sent_once() else scene.send_again()
    inspector = signed_in(scene.inspector)
    inspector.get(at(scene, "read"))
    assert len(cost(lambda: inspector.get(at(scene, "read")))) == 16


def test_saving_the_note_takes_eight_queries_at_most():
    scene = build.scene()
    scene.draft()
    client = signed_in(scene.coordinator)
    client.get(at(scene))
    save = lambda: client.post(at(scene, "note"), {"note": "x", "seen": 0}, HTTP_HX_REQUEST="true")  # noqa: E731
    assert len(cost(save)) <= 8


def test_sending_takes_twenty_five_queries_at_most_however_many_files_and_people():
    found = []
    for files, people in ((3, 0), (12, 6)):
        scene = build.scene(with_letters=True)
        draft = scene.fill()
        for number in range(files - 3):
            scene.put_in(f"more {number}.docx", draft=draft)
        for _ in range(people):
            build.seat(scene.participation, roles.Viewer)
        client = signed_in(scene.coordinator)
        client.get(at(scene, "check"))
        form = {"draft": draft.pk, "seen": build.now(draft).draft_version}
        found.append(cost(lambda: client.post(at(scene, "check"), form)))  # noqa: B023
    assert len(found[0]) == len(found[1])
    assert len(found[0]) <= 25, "\n".join(found[0])


def test_adding_files_costs_a_fixed_number_for_each():
    found = []
    for files in (1, 3):
        scene = build.scene()
        scene.draft()
        client = signed_in(scene.coordinator)
        client.get(at(scene))
        uploads = [upload(f"{number}.txt", f"Text {number}, ours.".encode()) for number in range(files)]
        found.append(len(cost(lambda: client.post(at(scene, "add"), {"files": uploads}))))  # noqa: B023
    assert (found[1] - found[0]) / 2 <= 6
