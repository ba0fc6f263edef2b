"""Who signed in, how, and who could not: in the log, without what was typed."""

import logging

import pytest
from django.urls import reverse

from accounts import sign_in_log
from scrutiny_portal.logs import json_formatter
from tests.accounts.test_signing_in import LOGIN, code_of, sign_in
from tests.build import accounts as build

pytestmark = pytest.mark.django_db


@pytest.fixture
def told(caplog):
    """(words, person) of every line so far."""
    caplog.set_level(logging.INFO)

    def lines():
        found = [record for record in caplog.records if record.name == sign_in_log.log.name]
        return [(record.getMessage(), getattr(record, "person", None)) for record in found]

    return lines


def test_signing_in_with_both_factors_and_out_again(client, told, caplog):
    person = build.person(password=build.PASSWORD, second_factor=False)
    secret = build.has_second_factor(person)
    sign_in(client, person)
    assert told() == []
    client.post(reverse("mfa_authenticate"), {"code": code_of(secret)})
    client.post(reverse("account_logout"))
    assert told() == [("signed in", person.pk), ("signed out", person.pk)]
    signed_in = next(record for record in caplog.records if record.getMessage() == "signed in")
    assert signed_in.by == ["password", "mfa"]
    assert getattr(signed_in, "from") == "127.0.0.1"


def test_what_was_refused_and_nothing_that_was_typed(client, told, caplog):
    person = build.person(password=build.PASSWORD)
    client.post(LOGIN, {"login": person.email, "password": "hunter2-hunter2"})
    client.post(LOGIN, {"login": "hunter2-hunter2@example.org", "password": "x"})
    sign_in(client, person)
    client.post(reverse("mfa_authenticate"), {"code": "918273"})
    assert told() == [("password refused", person.pk), ("password refused", None), ("second factor refused", person.pk)]
    text = "\n".join(json_formatter().format(record) for record in caplog.records)
    assert "hunter2" not in text
    assert "918273" not in text
    assert person.email not in text


def test_that_a_limit_was_reached(client, told):
    person = build.person(password=build.PASSWORD)
    for _ in range(6):
        client.post(LOGIN, {"login": person.email, "password": "wrong"})
    assert told()[-1] == ("too many tries to sign in", None)


def test_a_changed_password(client, told):
    person = build.person(password=build.PASSWORD, second_factor=False)
    sign_in(client, person)
    new = {"oldpassword": build.PASSWORD, "password1": "five small islands", "password2": "five small islands"}
    client.post(reverse("account_change_password"), new)
    assert ("password changed", person.pk) in told()


@pytest.mark.parametrize(("name", "status"), [("manage:people", 404), ("manage:disable", 403)])
def test_who_asked_for_what_they_may_not_see_or_do(client, caplog, name, status):
    person = build.administrator() if status == 403 else build.person()
    client.force_login(person)
    caplog.clear()
    with caplog.at_level(logging.INFO):
        address = reverse(name, args=[person.pk] if status == 403 else [])
        assert client.get(address).status_code == status
    (line,) = [record for record in caplog.records if record.name == "scrutiny_portal.request_id"]
    assert (line.getMessage(), line.person) == (f"GET {address} {status}", person.pk)


def test_what_broke_with_where_it_broke(client, caplog):
    from unittest import mock

    from django.test import Client

    broken = Client(raise_request_exception=False)
    broken.force_login(build.person())
    with mock.patch("accounts.views.account.belonging.of", side_effect=RuntimeError("what broke")):
        answer = broken.get(reverse("account"))
    (line,) = [record for record in caplog.records if record.levelno == logging.ERROR]
    assert "what broke" in json_formatter().format(line)
    assert "accounts/views/account.py" in json_formatter().format(line)
    assert answer.status_code == 500
