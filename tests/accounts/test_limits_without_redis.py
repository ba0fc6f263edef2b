"""While Redis is away, guessing stays limited and nobody is locked out for it."""

import socket
import time
from unittest import mock

import pytest
from django.core.cache import cache
from django.core.cache.backends.redis import RedisCache
from django.urls import reverse
from redis.exceptions import ConnectionError as NoConnection

from accounts.models import User
from scrutiny_portal import cache as caching
from tests.accounts.test_signing_in import LOGIN, code_of, sign_in
from tests.build import accounts as build

pytestmark = pytest.mark.django_db


def _through(settings, port: int) -> None:
    settings.CACHES = {
        "default": {
            "BACKEND": "scrutiny_portal.cache.PatientRedisCache",
            "LOCATION": f"redis://127.0.0.1:{port}/0",
            "OPTIONS": {"socket_connect_timeout": 0.5, "socket_timeout": 0.5},
        }
    }
    cache.clear()


@pytest.fixture(params=[False, True], ids=["nobody listens", "somebody listens and never answers"])
def no_redis(request, settings, monkeypatch):
    monkeypatch.setattr(caching, "_left_alone_until", 0.0)
    with socket.socket() as door:
        door.bind(("127.0.0.1", 0))
        if request.param:
            door.listen(5)
        _through(settings, door.getsockname()[1])
        yield
        cache.clear()


def test_a_password_cannot_be_guessed_for_long_and_is_not_even_hashed(client, no_redis):
    person = build.person(password=build.PASSWORD, second_factor=False)
    for _ in range(5):
        client.post(LOGIN, {"login": person.email, "password": "wrong"})
    with (
        mock.patch.object(User, "check_password") as hashed,
        mock.patch("django.contrib.auth.hashers.make_password") as made,
    ):
        page = sign_in(client, person)
    assert not hashed.called
    assert not made.called
    assert "Wait five minutes" in page.content.decode()


def test_everybody_else_signs_in_meanwhile(client, no_redis):
    guessed_at, other = (build.person(password=build.PASSWORD, second_factor=False) for _ in range(2))
    for _ in range(6):
        client.post(LOGIN, {"login": guessed_at.email, "password": "wrong"})
    assert sign_in(client, other).url == "/work/"


def test_one_place_cannot_try_without_end(client, no_redis):
    for number in range(30):
        client.post(LOGIN, {"login": f"x{number}@example.org", "password": ""})
    assert client.post(LOGIN, {"login": "y@example.org", "password": "z"}).status_code == 429


def test_codes_cannot_be_guessed_for_long(client, no_redis):
    person = build.person(password=build.PASSWORD)
    sign_in(client, person)
    for _ in range(5):
        client.post(reverse("mfa_authenticate"), {"code": "000000"})
    assert "Too many" in client.post(reverse("mfa_authenticate"), {"code": "000000"}).content.decode()


def test_a_code_works_once(client, no_redis):
    person = build.person(password=build.PASSWORD, second_factor=False)
    code = code_of(build.has_second_factor(person))
    sign_in(client, person)
    assert client.post(reverse("mfa_authenticate"), {"code": code}).status_code == 302
    client.logout()
    sign_in(client, person)
    assert client.post(reverse("mfa_authenticate"), {"code": code}).status_code == 200


def test_signing_in_does_not_hang_on_it(client, no_redis):
    person = build.person(password=build.PASSWORD, second_factor=False)
    caching._left_alone_until = 0.0
    began = time.monotonic()
    assert sign_in(client, person).url == "/work/"
    assert time.monotonic() - began < 2.5


def test_nothing_else_is_remembered_here(no_redis):
    cache.set("a page under embargo", "its title", 60)
    assert cache.get("a page under embargo") is None


def test_redis_is_asked_again_after_a_while(settings, monkeypatch):
    monkeypatch.setattr(caching, "_left_alone_until", 0.0)
    _through(settings, 1)
    now = time.monotonic()
    monkeypatch.setattr(caching.time, "monotonic", lambda: now)
    with mock.patch.object(RedisCache, "get", side_effect=NoConnection) as asked:
        for _ in range(3):
            cache.get("anything")
        left_alone_after = asked.call_count
        now += caching.PATIENCE
        asked.side_effect, asked.return_value = None, "there"
        assert cache.get("anything") == "there"
    assert left_alone_after <= 1
