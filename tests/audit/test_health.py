"""What watches the portal gets an answer, and strangers get none of its numbers."""

from unittest import mock

import pytest
from django.db import DatabaseError, connection
from django.test.utils import CaptureQueriesContext

from accounts import session_of_database


@pytest.mark.django_db
def test_the_process_lives_without_asking_the_database(client):
    with CaptureQueriesContext(connection) as queries:
        answer = client.get("/healthz", HTTP_HOST="10.1.2.3")
    assert (answer.status_code, answer.content) == (200, b"alive\n")
    assert len(queries) == 0


@pytest.mark.django_db
def test_ready_means_database_migrations_and_a_role_that_is_held(client, settings):
    settings.SECURE_SSL_REDIRECT = True
    assert (client.get("/readyz").status_code, client.get("/readyz").content) == (200, b"ready\n")
    with mock.patch.object(session_of_database, "look_at", return_value=session_of_database.Looked(("x",), False)):
        answer = client.get("/readyz")
    assert answer.status_code == 503
    assert b"could step around" in answer.content
    with mock.patch("audit.status_lines.migrations_that_wait", return_value=["audit.0099_later"]):
        answer = client.get("/readyz")
    assert (answer.status_code, b"0099" in answer.content) == (503, False)
    with mock.patch.object(session_of_database, "look_at", side_effect=DatabaseError):
        assert b"does not answer" in client.get("/readyz").content


@pytest.mark.django_db
def test_the_owner_is_not_ready(client):
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL ROLE portal_owner")
        try:
            assert client.get("/readyz").status_code == 503
        finally:
            cursor.execute("SET LOCAL ROLE portal_app")


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("headers", "status"),
    [
        ({"REMOTE_ADDR": "127.0.0.1"}, 200),
        ({"REMOTE_ADDR": "::1"}, 200),
        ({"REMOTE_ADDR": "10.0.0.1"}, 404),
        ({"REMOTE_ADDR": "127.0.0.1", "HTTP_X_FORWARDED_FOR": "203.0.113.9"}, 404),
        ({"REMOTE_ADDR": "10.0.0.1", "HTTP_AUTHORIZATION": "Bearer a-long-token"}, 200),
        ({"REMOTE_ADDR": "10.0.0.1", "HTTP_AUTHORIZATION": "Bearer another"}, 404),
    ],
)
def test_numbers_are_for_this_machine_and_for_who_knows_the_token(client, settings, headers, status):
    settings.PORTAL_METRICS_TOKEN = "a-long-token"
    assert client.get("/metrics", **headers).status_code == status


@pytest.mark.django_db
def test_without_a_token_set_no_token_opens_the_numbers(client, settings):
    settings.PORTAL_METRICS_TOKEN = ""
    assert client.get("/metrics", REMOTE_ADDR="10.0.0.1", HTTP_AUTHORIZATION="Bearer ").status_code == 404
