"""Two workers at the same moment, on two connections: one takes the row, the other does not even wait for it."""

import threading

import pytest
from django.db import connection
from django.db.models.functions import Now

from accounts import speaking
from accounts.models import User
from files import actions, checking, making, printable
from files.models import Making, StoredFile
from tests.build import files as build

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def person():
    return User.objects.create_user("a@example.org", "A Person")


def while_another_worker_takes(model, row, hold, take):
    """What ``take`` gives while another connection has the row in hand and has not yet committed."""
    in_hand, done = threading.Event(), threading.Event()

    def other_worker():
        with speaking.as_service():
            model.objects.select_for_update().get(pk=row.pk)
            model.objects.filter(pk=row.pk).update(held_until=Now() + hold)
            in_hand.set()
            done.wait(20)
        connection.close()

    thread = threading.Thread(target=other_worker)
    thread.start()
    assert in_hand.wait(20)
    taken = []
    mine = threading.Thread(target=lambda: (taken.append(take(row.pk)), connection.close()))
    mine.start()
    mine.join(5)
    waited = mine.is_alive()
    done.set()
    thread.join()
    mine.join()
    assert not waited, "it waited for the other worker"
    return taken[0]


def test_one_file_is_checked_by_one_worker(person):
    file = build.waiting_file(person)
    assert while_another_worker_takes(StoredFile, file, checking.HOLD, checking._take) is None


def test_one_document_is_made_by_one_worker(person, monkeypatch):
    monkeypatch.setattr(printable, "_registered", {})
    printable.printable("receipt", rule=None)(lambda subject_id: None)
    with speaking.as_person(person):
        asked = actions.ask_for("receipt", person, by=person)
    assert while_another_worker_takes(Making, asked, making.HOLD, making._take) is None
