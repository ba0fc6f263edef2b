"""The menu: what each person may open, where one is, and no more questions to the database than it needs."""

from __future__ import annotations

import pytest
from django.contrib.auth.models import AnonymousUser
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from accounts import roles
from scrutiny_portal.navigation import menu_for
from tests.build import programmes as build


def words(person, path="/"):
    return [entry.words for entry in menu_for(person, path)]


def test_the_public_finds_programmes_reports_areas_and_news():
    assert words(AnonymousUser()) == ["Programmes", "Reports", "Areas", "News"]


@pytest.mark.django_db
def test_everybody_who_signed_in_finds_their_work_and_letters_and_only_some_the_rest():
    assert words(build.person())[:2] == ["Your work", "Inbox"]
    assert "Letters sent" not in words(build.person())
    assert "Letters sent" in words(build.administrator())


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("role", "sees"),
    [(roles.Lead, True), (roles.SupportOfficer, True), (roles.Inspector, False), (roles.PanelMember, False)],
)
def test_who_sees_to_a_programmes_emails_finds_them_from_the_menu(role, sees):
    assert ("Letters sent" in words(build.in_team(build.programme(areas=0), role))) is sees


@pytest.mark.django_db
def test_one_entry_says_where_one_is_and_the_nearer_page_wins():
    person = build.administrator()
    for name in ("your-work", "notifications:inbox", "programmes:list"):
        here = [entry.name for entry in menu_for(person, reverse(name)) if entry.here]
        assert here == [name]
    assert [entry.here for entry in menu_for(AnonymousUser(), "/")] == [False, False, False, False]


@pytest.mark.django_db
@pytest.mark.parametrize("kind", ["person", "administrator"])
def test_the_frame_of_a_page_costs_at_most_three_queries(client, kind):
    client.force_login(getattr(build, kind)())
    client.get("/gallery-that-is-not-there/")
    with CaptureQueriesContext(connection) as frame:
        client.get("/gallery-that-is-not-there/")
    asked = [query["sql"] for query in frame if "SAVEPOINT" not in query["sql"] and "set_config" not in query["sql"]]
    about_the_session = [sql for sql in asked if "django_session" in sql or '"accounts_user"."id" =' in sql]
    assert len(asked) - len(about_the_session) <= 3, "\n".join(asked)
