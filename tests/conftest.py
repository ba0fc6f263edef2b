"""Tests speak to the database as the application does: made by the owner, used by a role that owns nothing."""

import hypothesis
import pytest
from django.db import connection
from django.test import TransactionTestCase

# One browser for all: two of them in one process stand in each other's way.
from tests.browser import browser_page, chromium  # noqa: F401

# How long an example takes depends on the machine, and says nothing of whether the rule holds.
hypothesis.settings.register_profile("portal", deadline=None, suppress_health_check=[hypothesis.HealthCheck.too_slow])
hypothesis.settings.load_profile("portal")


@pytest.fixture(scope="session", autouse=True)
def _speak_as_the_application(django_db_setup, django_db_blocker):
    """The owner has made the test database; from here on every connection takes the application's role."""
    with django_db_blocker.unblock():
        connection.close()
        connection.settings_dict["OPTIONS"] = {"options": "-c role=portal_app"}


@pytest.fixture(scope="session", autouse=True)
def _the_owner_empties_the_tables():
    """Tests that commit are cleaned up after by emptying every table, which the application may not do."""
    empty = TransactionTestCase._fixture_teardown

    def empty_as_owner(case):
        with connection.cursor() as cursor:
            cursor.execute("SET ROLE portal_owner")
        try:
            empty(case)
        finally:
            with connection.cursor() as cursor:
                cursor.execute("SET ROLE portal_app")

    TransactionTestCase._fixture_teardown = empty_as_owner
    yield
    TransactionTestCase._fixture_teardown = empty
