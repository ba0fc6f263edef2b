"""Pages that a process gives again: never past the minute, never to somebody known, never one page's own secret."""

from datetime import timedelta

import pytest
from django.conf import settings as portal
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from public import at_hand, caching, shown, until_the_minute
from tests.build import reports as build

pytestmark = pytest.mark.django_db


@pytest.fixture
def clock(monkeypatch):
    """The process's own clock, which the test moves."""

    class Clock:
        now = 1_000.0

    monkeypatch.setattr(at_hand.time, "monotonic", lambda: Clock.now)
    return Clock


@pytest.fixture
def pages(settings, client, monkeypatch):
    """A browser without cookies, of a process that keeps what it gave; the minute is always half over."""
    settings.PUBLIC_PAGES_AT_HAND = 4
    monkeypatch.setattr(caching, "next_whole_minute", lambda read_at: read_at + timedelta(seconds=30))

    def get(address="/", **more):
        client.cookies.clear()
        return client.get(address, **more)

    return get


def asked(act) -> int:
    with CaptureQueriesContext(connection) as captured:
        act()
    return len(captured)


def age(response) -> int:
    return int(response["Cache-Control"].partition("max-age=")[2].partition(",")[0])


class TestGivenAgain:
    def test_a_page_is_given_again_without_a_question_to_the_database(self, pages):
        address = f"/reports/{build.published().slug}/"
        first = pages(address)
        assert asked(lambda: pages(address)) == 0
        again = pages(address)
        assert (again.content, again["ETag"]) == (first.content, first["ETag"])
        for name in ("Content-Security-Policy", "X-Frame-Options", "X-Content-Type-Options", "Last-Modified", "Vary"):
            assert again[name] == first[name]

    def test_it_says_that_it_is_older_than_when_it_was_new(self, pages, clock):
        first = pages("/")
        clock.now += 2
        assert age(pages("/")) == age(first) - 2

    def test_it_is_old_when_the_minute_is(self, pages, clock):
        first = pages("/")
        clock.now += age(first)
        assert asked(lambda: pages("/")) > 0

    def test_one_that_was_long_in_the_making_is_old_when_the_minute_is_all_the_same(self, pages, clock, monkeypatch):
        tag_of = caching.sha256

        def slowly(content):
            clock.now += 7
            return tag_of(content)

        monkeypatch.setattr(caching, "sha256", slowly)
        first = pages("/")
        assert asked(lambda: pages("/")) == 0
        clock.now += age(first) - 7
        assert asked(lambda: pages("/")) > 0

    def test_whoever_has_it_already_is_told_so(self, pages):
        tag = pages("/")["ETag"]
        assert pages("/", headers={"if-none-match": tag}).status_code == 304

    def test_only_so_many_are_kept(self, pages):
        for _ in range(2):
            for address in ("/", "/programmes/", "/reports/", "/areas/", "/accessibility/"):
                assert pages(address).status_code == 200
        assert asked(lambda: pages("/")) > 0


class TestNeverGivenAgain:
    @pytest.mark.parametrize("more", [{"query_params": {"page": "1"}}, {"headers": {"cookie": "sessionid=somebody"}}])
    def test_to_whoever_asks_for_more_or_may_be_known(self, pages, more):
        pages("/reports/")
        assert asked(lambda: pages("/reports/", **more)) > 0

    def test_what_was_not_there(self, pages):
        build.any_second()
        edition = build.edition()
        address = f"/reports/{edition.slug}/"
        assert pages(address).status_code == 404
        build.released(edition)
        assert pages(address).status_code == 200

    def test_a_page_with_a_form_of_ones_own(self, pages):
        address = reverse("account_login")
        assert pages(address).status_code == 200
        # Asked for twice, it has two tokens against forgery.
        assert pages(address).content != pages(address).content

    def test_to_a_host_that_is_not_ours(self, pages):
        pages("/")
        assert pages("/", headers={"host": "elsewhere.example"}).status_code == 400


def test_an_edition_is_told_from_another_that_bears_its_number():
    """As after a database was made anew beside a cache that was not: rows count from one again, and an edition that
    comes from elsewhere bears the same moment again."""
    frozen = build.published()
    key = shown.chosen(frozen.slug, None).key
    started = frozen.programme.started_at
    assert key.startswith(f"{frozen.pk}@{frozen.frozen_at.timestamp()}@{started.timestamp()}:")


def test_the_tests_themselves_keep_nothing_where_they_move_the_clock():
    assert portal.PUBLIC_PAGES_AT_HAND == 0


def test_what_was_long_in_reading_is_read_anew_when_the_minute_is_over(settings, clock, monkeypatch):
    settings.PUBLIC_PAGES_AT_HAND = 4
    read_at = []
    monkeypatch.setattr(until_the_minute, "next_whole_minute", lambda began: began + timedelta(seconds=30))
    monkeypatch.setattr(until_the_minute, "_kept", {})

    def read():
        read_at.append(clock.now)
        clock.now += 7
        return len(read_at)

    assert (until_the_minute.kept(read), until_the_minute.kept(read)) == (1, 1)
    # The test's transaction began some while ago: the minute of what was read then is over a little sooner.
    clock.now = read_at[0] + 30
    assert until_the_minute.kept(read) == 2
