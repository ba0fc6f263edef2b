"""The wall that stands behind the code."""

import pytest
from django.db import connection, transaction

from accounts import session_of_database, speaking
from accounts.models import User

pytestmark = pytest.mark.django_db


def test_the_application_speaks_with_a_role_that_row_security_holds():
    with connection.cursor() as cursor:
        cursor.execute("SELECT current_user")
        assert cursor.fetchone() == ("portal_app",)
    assert session_of_database.look_at(connection) == session_of_database.Looked((), False)


def test_the_owner_would_be_refused():
    with connection.cursor() as cursor:
        cursor.execute("RESET ROLE; SET LOCAL ROLE portal_owner")
        try:
            assert "owns tables" in " ".join(session_of_database.look_at(connection).dangers)
        finally:
            cursor.execute("SET LOCAL ROLE portal_app")


def test_for_whom_the_database_is_asked_ends_with_the_block():
    User.objects.create_user("a@example.org", "A Person")
    with transaction.atomic():
        with speaking.as_service():
            assert speaking._said() == ("", "on")
        assert speaking._said() == ("", "")


def test_history_is_written_for_bulk_updates_and_seen_only_by_those_who_read_the_trail():
    person = User.objects.create_user("a@example.org", "A Person")
    User.objects.filter(pk=person.pk).update(name="Another Name")
    count = "SELECT count(*) FROM accounts_userevent WHERE pgh_obj_id = %s"
    with connection.cursor() as cursor:
        cursor.execute(count, [person.pk])
        assert cursor.fetchone() == (0,)
    with speaking.as_service(), connection.cursor() as cursor:
        cursor.execute(count, [person.pk])
        assert cursor.fetchone() == (2,)
