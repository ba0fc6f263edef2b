"""What a person may see is kept for a transaction that only reads. Nothing that anybody does may be hidden by that."""

import pytest
from django.db import connection, transaction

from accounts import speaking
from programmes.models import Participation, Seat
from tests.build import inspections as build

#: A transaction of a test's own would have written its first row before the first of these questions.
pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def scene():
    return build.scene()


def seen() -> set[int]:
    """The partnerships that the wall lets through, whatever the code would ask for."""
    return set(Participation.objects.values_list("pk", flat=True))


def has_written() -> bool:
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_current_xact_id_if_assigned() IS NOT NULL")
        return cursor.fetchone()[0]


def times_worked_out(ask) -> int:
    """How often a person's seats were looked up in their table while something was asked."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT current_setting('portal.participations_asked', true)")
        before = cursor.fetchone()
        ask()
        cursor.execute("SELECT current_setting('portal.participations_asked', true)")
        return int(cursor.fetchone() != before)


def test_a_transaction_that_reads_works_it_out_once(scene):
    with transaction.atomic(), speaking.as_person(scene.coordinator):
        assert times_worked_out(seen) == 1
        assert times_worked_out(seen) == 0
        assert not has_written()


def test_who_asks_next_in_the_same_transaction_sees_their_own_and_nothing_else(scene):
    other = build.scene()
    with transaction.atomic():
        for someone in (scene, other, scene):
            with speaking.as_person(someone.coordinator):
                assert seen() == {someone.participation.pk}
        with speaking.as_person(None):
            assert seen() == set()
        assert not has_written(), "or this test is about something else"


def test_what_a_transaction_writes_itself_counts_from_its_next_question(scene):
    with transaction.atomic(), speaking.as_person(scene.coordinator):
        assert seen() == {scene.participation.pk}
        with speaking.as_service():
            Seat.objects.filter(person=scene.coordinator).delete()
        assert seen() == set()
        with speaking.as_service():
            build.seat(scene.participation, who=scene.coordinator)
        assert seen() == {scene.participation.pk}


def test_what_is_undone_counts_as_undone(scene):
    with transaction.atomic(), speaking.as_person(scene.coordinator):
        assert seen() == {scene.participation.pk}
        within = transaction.savepoint()
        with speaking.as_service():
            Seat.objects.filter(person=scene.coordinator).delete()
        assert seen() == set()
        transaction.savepoint_rollback(within)
        assert seen() == {scene.participation.pk}


def test_what_somebody_else_does_counts_from_the_next_transaction(scene):
    with transaction.atomic(), speaking.as_person(scene.coordinator):
        assert seen() == {scene.participation.pk}
    with speaking.as_service():
        Seat.objects.filter(person=scene.coordinator).delete()
    with transaction.atomic(), speaking.as_person(scene.coordinator):
        assert seen() == set()
