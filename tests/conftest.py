"""Tests speak to the database as the application does: made by the owner, used by a role that owns nothing."""

import hypothesis
import pytest
from django.db import connection
from django.test import TransactionTestCase
from django.test.signals import template_rendered

from scrutiny_portal.memory import settle

# One browser for all: two of them in one process stand in each other's way.
from tests import pdf_structure
from tests.browser import browser_page, chromium  # noqa: F401

# How long an example takes depends on the machine, and says nothing of whether the rule holds.
hypothesis.settings.register_profile("portal", deadline=None, suppress_health_check=[hypothesis.HealthCheck.too_slow])
hypothesis.settings.load_profile("portal")


def pytest_collection_finish(session):
    """What has been loaded by now stays to the end: to look through it for rubbish every few requests takes its time."""
    settle()


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


#: Names of the templates of documents that this process has drawn: a fixture of a module may have done so earlier.
_drawn: set[str] = set()


@pytest.fixture(scope="session", autouse=True)
def _notice_what_is_printed():
    def notice(sender, template, **more):
        if template.name and "print/" in template.name:
            _drawn.add(template.name)

    template_rendered.connect(notice)
    yield
    template_rendered.disconnect(notice)


@pytest.hookimpl(wrapper=True)
def pytest_runtest_call(item):
    """A test that says what it prints has drawn that, and has had the tags of something read while it ran."""
    mark = item.get_closest_marker("prints")
    before = pdf_structure.read
    answer = yield
    if mark:
        assert set(mark.args) <= _drawn, f"this test does not draw {set(mark.args) - _drawn}"
        assert pdf_structure.read - before >= len(mark.args), "this test reads the tags of fewer documents than it says"
    return answer
