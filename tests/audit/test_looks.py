"""Looking at something of somebody's leaves an access record."""

import datetime

import pytest
from django.db import DatabaseError, connection, transaction
from django.utils import timezone

from accounts import speaking
from accounts.models import User
from audit import looks
from audit.models import Look

pytestmark = pytest.mark.django_db


@pytest.fixture
def person():
    return User.objects.create_user("a@example.org", "A Person")


def _looks():
    with speaking.as_service():
        return list(Look.objects.order_by("at"))


def test_a_look_is_noted_by_the_one_who_looks_and_hidden_from_them(person):
    with speaking.as_person(person):
        looks.record(person, "submission", 7, "Return of Moray", address="/returns/7/", participation=3)
        assert not Look.objects.exists()
    (look,) = _looks()
    assert (look.person, look.kind, look.subject_id, look.participation_ref) == (person, "submission", 7, 3)


def test_a_page_loaded_twice_within_a_minute_was_looked_at_once(person):
    with speaking.as_person(person):
        for _ in range(3):
            looks.record(person, "submission", 7, "Return of Moray")
        looks.record(person, "submission", 8, "Return of Fife")
        looks.record(person, "letter", 7, "Letter to Moray")
    assert len(_looks()) == 3


def test_after_a_minute_it_is_another_look(person):
    with speaking.as_service():
        Look.objects.create(
            person=person, kind="letter", subject_id=1, title="L", at=timezone.now() - datetime.timedelta(seconds=61)
        )
        looks.record(person, "letter", 1, "L")
    assert len(_looks()) == 2


def test_nobody_can_note_a_look_in_anothers_name(person):
    other = User.objects.create_user("b@example.org", "Another")
    with pytest.raises(DatabaseError, match="row-level security"), speaking.as_person(other):
        looks.record(person, "letter", 1, "L")


@pytest.mark.parametrize(
    "statement", ["UPDATE audit_look SET title = 'x'", "DELETE FROM audit_look", "TRUNCATE audit_look"]
)
@pytest.mark.parametrize("speaker", ["person", "service"])
def test_the_application_cannot_change_or_remove_a_look(person, statement, speaker):
    as_somebody = speaking.as_service() if speaker == "service" else speaking.as_person(person)
    with pytest.raises(DatabaseError, match="permission denied"), transaction.atomic(), as_somebody:
        connection.cursor().execute(statement)
