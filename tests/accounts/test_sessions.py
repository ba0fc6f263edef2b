"""Sessions end in time, and nothing typed is lost when they do."""

import time

import pytest
from django.contrib.sessions.models import Session
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from accounts import actions, roles, sessions
from tests.build import accounts as build

pytestmark = pytest.mark.django_db
HERE = {"HTTP_ORIGIN": "http://testserver"}


def _age(client, **seconds):
    session = client.session
    for mark, ago in seconds.items():
        session[mark] = time.time() - ago
    session.save()


@pytest.fixture
def person(client):
    made = build.person()
    client.force_login(made)
    assert client.get(reverse("account")).status_code == 200
    return made


def _is_signed_in(client) -> bool:
    return client.get(reverse("account")).status_code == 200


def test_a_session_ends_after_half_an_hour_without_use(client, person):
    _age(client, seen=29 * 60)
    assert _is_signed_in(client)
    _age(client, seen=31 * 60)
    assert not _is_signed_in(client)


def test_a_session_ends_after_twelve_hours_however_much_it_is_used(client, person):
    _age(client, began=11.9 * 3600, seen=5)
    assert _is_signed_in(client)
    _age(client, began=12.1 * 3600, seen=5)
    assert not _is_signed_in(client)


def test_a_session_ends_at_once_when_the_account_is_disabled(client, person):
    actions.disable(person, by=build.administrator())
    assert not _is_signed_in(client)
    actions.enable(person, by=build.administrator())
    assert not _is_signed_in(client)  # it does not come back to life


def test_signing_out_everywhere_ends_every_session(client, person):
    other = Client()
    other.force_login(person)
    assert _is_signed_in(other)
    client.post(reverse("sign-out-everywhere"))
    assert not _is_signed_in(client)
    assert not _is_signed_in(other)
    client.force_login(person)
    assert _is_signed_in(client)


def test_a_session_is_written_at_most_once_a_minute(client, person):
    _age(client, seen=30)
    for _ in range(2):
        with CaptureQueriesContext(
            connection,
        ) as queries:
            client.get(reverse("account-details"))
        assert not [query for query in queries if "UPDATE" in query["sql"]]
    _age(client, seen=61)
    with CaptureQueriesContext(connection) as queries:
        client.get(reverse("account-details"))
    written = [query for query in queries if query["sql"].startswith("UPDATE")]
    assert len(written) == 1
    assert "django_session" in written[0]["sql"]


def test_signing_in_costs_a_page_four_questions_at_most(client, person):
    """Session, person, for whom the database is asked, posts: each once. The menu and the inbox ask for themselves."""
    _age(client, seen=5)
    client.get(reverse("account-details"))
    with CaptureQueriesContext(connection) as queries:
        client.get(reverse("account-details"))
    for what in ('FROM "django_session"', 'FROM "accounts_user"', "set_config", 'FROM "accounts_post"'):
        assert len([query for query in queries if what in query["sql"]]) <= 1, what
    assert not [query for query in queries if "mfa_" in query["sql"] or "account_email" in query["sql"]]


def test_the_second_factor_costs_nothing_once_it_was_shown(client):
    client.force_login(build.posted(roles.Communications))
    client.get(reverse("account-details"))
    with CaptureQueriesContext(connection) as queries:
        client.get(reverse("account-details"))
    assert not [query for query in queries if "mfa_authenticator" in query["sql"]]


def test_sessions_that_have_ended_are_removed():
    Session.objects.create(session_key="old", session_data="", expire_date="2020-01-01T00:00Z")
    assert sessions.remove_ended() == 1
    assert not Session.objects.filter(session_key="old").exists()


# --- Forms that come too late ----------------------------------------------------------------------------------------
TYPED = {"name": "Ailsa Craig", "phone": "01224 000000", "notes": ["one", "two"]}


def test_what_was_typed_after_the_session_ended_is_kept_and_can_be_sent_again(client, person):
    _age(client, seen=31 * 60)
    page = client.post(reverse("account-details"), {**TYPED, "seen": "3f2a"}, **HERE)
    text = page.content.decode()
    assert page.status_code == 403
    assert "nothing that you typed is lost" in text
    assert 'name="name" value="Ailsa Craig"' in text
    assert text.count('name="notes"') == 2
    # What the form held beside what was typed is sent again, and not shown.
    assert 'name="seen" value="3f2a"' in text
    assert ">Seen<" not in text

    client.force_login(person)  # in another tab
    client.post(reverse("account-details"), dict(page.context["to_send"]))
    person.refresh_from_db()
    assert person.phone == "01224 000000"


def test_a_form_whose_token_is_of_an_older_session_is_kept_too(person):
    strict = Client(enforce_csrf_checks=True)
    strict.force_login(person)
    page = strict.post(reverse("account-details"), TYPED, **HERE)
    text = page.content.decode()
    assert page.status_code == 403
    assert "send it once more" in text
    token = text.split('name="csrfmiddlewaretoken" value="')[1].split('"')[0]
    sent = strict.post(
        reverse("account-details"), {**dict(page.context["to_send"]), "csrfmiddlewaretoken": token}, **HERE
    )
    assert sent.status_code == 302


@pytest.mark.parametrize("origin", ["https://evil.example.org", ""])
def test_what_a_strangers_page_filled_in_is_not_offered_to_be_sent(client, person, origin):
    client.logout()
    page = client.post(reverse("account-details"), TYPED, HTTP_ORIGIN=origin)
    assert page.context["to_send"] == []
    assert "Send it again" not in page.content.decode()


def test_secrets_are_never_shown_again(person):
    strict = Client(enforce_csrf_checks=True)
    typed = {
        "login": "a@example.org",
        "password": "hunter2hunter2",
        "oldpassword": "p4ss",
        "code": "123456",
        "note": "kept",
    }
    page = strict.post("/accounts/login/", typed, **HERE)
    text = page.content.decode()
    assert "kept" in text
    for secret in ("hunter2hunter2", "p4ss", "123456"):
        assert secret not in text
    assert page.context["to_send"] == []


def test_files_have_to_be_chosen_again_and_the_page_says_where(client, person):
    from django.core.files.uploadedfile import SimpleUploadedFile

    client.logout()
    page = client.post(
        reverse("account-details"),
        {"name": "A", "file": SimpleUploadedFile("a.txt", b"text")},
        HTTP_REFERER="http://testserver/account/",
        **HERE,
    )
    text = page.content.decode()
    assert "Files cannot be kept this way" in text
    assert 'href="/account/"' in text
