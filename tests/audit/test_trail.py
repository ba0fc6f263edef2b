"""The trail is sealed, and whoever touches a sealed row is found out: which row, and how."""

import datetime
import time
from contextlib import contextmanager
from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.db import DatabaseError, connection, transaction
from django.utils import timezone

from accounts import speaking
from accounts.models import User
from audit import looks, trail
from audit.models import Horizon, Seal

pytestmark = pytest.mark.django_db(transaction=True)


def seal_all():
    """What the ticks of the seal task do in the end; tests that run beside this one hold it up while they last."""
    trail.seal()
    _a_minute_passes()
    sealed = trail.seal()
    for _ in range(200):
        with speaking.as_service():
            if not Horizon.objects.exists():
                break
        time.sleep(0.1)
        sealed += trail.seal()
    return sealed


def _a_minute_passes():
    with speaking.as_service():
        Horizon.objects.update(noticed_at=timezone.now() - datetime.timedelta(minutes=1))


@contextmanager
def somebody_with_the_owners_password():
    """Steps around every wall, as a person with the database in their hands would."""
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SET LOCAL ROLE portal_owner")
        cursor.execute("ALTER TABLE accounts_userevent DISABLE TRIGGER USER")
        yield cursor
        cursor.execute("ALTER TABLE accounts_userevent ENABLE TRIGGER USER; SET LOCAL ROLE portal_app")


@pytest.fixture
def people():
    made = [User.objects.create_user(f"p{number}@example.org", f"Person {number}") for number in range(5)]
    with speaking.as_person(made[0]):
        looks.record(made[0], "letter", 1, "A letter")
    return made


def test_a_trail_that_nobody_touched_holds(people):
    assert seal_all() == 5 + 1
    User.objects.filter(pk=people[0].pk).update(name="New Name")
    assert seal_all() == 1
    verdict = trail.verify()
    assert (verdict.broken, verdict.rows, verdict.unsealed) == ("", 7, 0)
    out = StringIO()
    call_command("verify_trail", stdout=out)
    assert "The trail holds: 7 rows" in out.getvalue()


def test_a_changed_row_is_named(people):
    seal_all()
    with somebody_with_the_owners_password() as cursor:
        cursor.execute("UPDATE accounts_userevent SET name = 'Somebody Else' WHERE pgh_obj_id = %s", [people[2].pk])
        cursor.execute("SELECT pgh_id FROM accounts_userevent WHERE pgh_obj_id = %s", [people[2].pk])
        (row,) = cursor.fetchone()
    assert trail.verify().broken.startswith(f"Row {row} of accounts_userevent was changed after it was sealed")
    with pytest.raises(CommandError, match="The trail is broken"):
        call_command("verify_trail")


def test_a_removed_row_is_named(people):
    seal_all()
    with somebody_with_the_owners_password() as cursor:
        cursor.execute("DELETE FROM accounts_userevent WHERE pgh_obj_id = %s RETURNING pgh_id", [people[3].pk])
        (row,) = cursor.fetchone()
    assert trail.verify().broken.startswith(f"Row {row} of accounts_userevent was removed")


def test_an_inserted_row_is_named(people):
    with somebody_with_the_owners_password() as cursor:  # an id that was given out and never used
        cursor.execute("DELETE FROM accounts_userevent WHERE pgh_obj_id = %s RETURNING pgh_id", [people[3].pk])
        (row,) = cursor.fetchone()
    seal_all()
    with somebody_with_the_owners_password() as cursor:
        cursor.execute(
            "INSERT INTO accounts_userevent (pgh_id, pgh_created_at, pgh_label, pgh_obj_id, id, email, name, job_title,"
            " phone, created_at) VALUES (%s, now(), 'insert', %s, %s, 'x@example.org', 'X', '', '', now())",
            [row, people[3].pk, people[3].pk],
        )
    assert trail.verify().broken.startswith(f"Row {row} of accounts_userevent was inserted")


def test_who_did_it_cannot_be_changed_either(people):
    import pghistory

    with pghistory.context(user=people[0].pk), transaction.atomic():
        User.objects.filter(pk=people[1].pk).update(name="Renamed")
    seal_all()
    with somebody_with_the_owners_password() as cursor:
        cursor.execute("UPDATE pghistory_context SET metadata = jsonb_set(metadata, '{user}', %s)", [str(people[4].pk)])
    assert "was changed" in trail.verify().broken


def test_a_look_that_disappears_is_named(people):
    seal_all()
    with somebody_with_the_owners_password() as cursor:
        cursor.execute("DELETE FROM audit_look")
    assert "of audit_look was removed" in trail.verify().broken


def test_a_seal_that_was_changed_or_removed_is_found(people):
    seal_all()
    User.objects.filter(pk=people[0].pk).update(name="New Name")
    seal_all()
    with speaking.as_service():
        first = Seal.objects.order_by("pk").first()
    with somebody_with_the_owners_password() as cursor:
        cursor.execute("UPDATE audit_seal SET rows = rows, marks = '\\x00' WHERE id = %s", [first.pk])
    assert "was itself changed" in trail.verify().broken
    with somebody_with_the_owners_password() as cursor:
        cursor.execute("DELETE FROM audit_seal WHERE id = %s", [first.pk])
    assert "does not follow" in trail.verify().broken


def test_an_end_that_was_cut_off_is_found_by_a_digest_kept_elsewhere(people):
    seal_all()
    kept = trail.verify().head
    with somebody_with_the_owners_password() as cursor:
        cursor.execute("DELETE FROM audit_seal WHERE digest = %s", [kept])
    assert trail.verify().broken == ""
    assert "not in the chain any more" in trail.verify(kept).broken


def test_nothing_is_sealed_while_a_transaction_that_could_add_to_it_is_open(people):
    other = connection.copy()
    try:
        with other.cursor() as cursor:
            cursor.execute("BEGIN")
            cursor.execute("UPDATE accounts_user SET name = 'Waiting' WHERE id = %s", [people[0].pk])
            trail.seal()
            _a_minute_passes()
            assert trail.seal() == 0
            cursor.execute("COMMIT")
        assert trail.seal() == 5 + 1 + 1
    finally:
        other.close()
    assert trail.verify().broken == ""


def test_nothing_is_sealed_before_every_statement_of_its_time_has_ended(people):
    trail.seal()
    assert trail.seal() == 0


def test_a_long_stretch_is_sealed_in_parts(people, monkeypatch):
    monkeypatch.setattr(trail, "ROWS_OF_A_SEAL", 2)
    seal_all()
    with speaking.as_service():
        assert Seal.objects.filter(table="accounts_userevent").count() == 3
    assert trail.verify().broken == ""


def test_a_column_added_later_does_not_break_old_seals(people):
    seal_all()
    with connection.cursor() as cursor:
        cursor.execute("SET ROLE portal_owner; ALTER TABLE accounts_userevent ADD COLUMN nickname text DEFAULT 'x'")
        try:
            cursor.execute("SET ROLE portal_app")
            assert trail.verify().broken == ""
        finally:
            cursor.execute("SET ROLE portal_owner; ALTER TABLE accounts_userevent DROP COLUMN nickname")
            cursor.execute("SET ROLE portal_app")


@pytest.mark.parametrize(
    "statement", ["UPDATE audit_seal SET rows = 0", "DELETE FROM audit_seal", "TRUNCATE audit_seal"]
)
def test_the_application_cannot_change_or_remove_a_seal(people, statement):
    seal_all()
    with pytest.raises(DatabaseError, match="permission denied"), speaking.as_service():
        connection.cursor().execute(statement)


def test_a_person_cannot_make_a_seal(people):
    with pytest.raises(DatabaseError, match="row-level security"), speaking.as_person(people[0]):
        Seal.objects.create(
            table="t", first_row=1, last_row=1, rows=0, columns=[], marks=b"", digest="0", previous=trail.BEGINNING
        )
