"""What those who keep the portal running may ask it."""

import pytest
from django.db import DatabaseError

from scrutiny_portal import health


def test_it_lives_without_asking_the_database(client, settings):
    settings.SECURE_SSL_REDIRECT = True
    answer = client.get("/healthz", headers={"host": "10.0.0.7"})
    assert (answer.status_code, answer.content) == (200, b"It lives.\n")
    assert answer["Cache-Control"] == "no-store"


@pytest.mark.django_db
class TestReadiness:
    def test_it_is_ready_on_a_migrated_database_with_the_applications_role(self, client):
        answer = client.get("/readyz")
        assert (answer.status_code, answer.json()) == (200, {"ready": True, "wrong": []})

    def test_a_migration_that_has_not_run_keeps_it_from_serving(self, client, monkeypatch):
        monkeypatch.setattr(health, "migrations_of_this_release", lambda: {("accounts", "9999_of_tomorrow")})
        answer = client.get("/readyz")
        assert answer.status_code == 503
        assert answer.json()["wrong"] == ["The schema is older than this release."]

    def test_a_migration_of_a_later_release_does_no_harm(self, client, monkeypatch):
        monkeypatch.setattr(health, "migrations_of_this_release", set)
        assert client.get("/readyz").status_code == 200

    def test_a_role_that_could_step_around_the_walls_keeps_it_from_serving(self, client, monkeypatch):
        monkeypatch.setattr(health, "dangers_of_the_current_role", lambda _: ["The role is a superuser."])
        assert client.get("/readyz").status_code == 503

    def test_a_silent_database_is_said_without_its_address(self, client, monkeypatch):
        def refuse(_):
            raise DatabaseError("connection to 10.0.0.9 failed: password of portal_app")

        monkeypatch.setattr(health, "dangers_of_the_current_role", refuse)
        answer = client.get("/readyz")
        assert answer.status_code == 503
        assert "10.0.0.9" not in answer.text
        assert answer.json()["wrong"] == ["The database does not answer."]
