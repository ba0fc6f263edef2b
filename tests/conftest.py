"""Tests speak to the database as the application does: made by the owner, used by a role that owns nothing."""

import pytest
from django.db import connection


@pytest.fixture(scope="session", autouse=True)
def _speak_as_the_application(django_db_setup, django_db_blocker):
    """The owner has made the test database; from here on every connection takes the application's role."""
    with django_db_blocker.unblock():
        connection.close()
        connection.settings_dict["OPTIONS"] = {"options": "-c role=portal_app"}
