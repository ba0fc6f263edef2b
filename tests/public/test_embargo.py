"""Nothing of an embargoed edition in the search before its minute, all of it from then on, with no worker at work.

The pattern of ``tests/reports/test_release.py``: the clock is never faked; releases are put so many seconds from it.
"""

import logging
import re

import pytest
from django.core.cache import cache
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from tests.build import reports as build
from tests.reports.test_release import AFTER, BEFORE, CANARY, embargoed, everybody, said, signed_in

__all__ = ["embargoed"]

pytestmark = pytest.mark.django_db

#: As long as the canary and spelt much like it, and in no report at all.
NOBODYS = "Qjxwvut9finchy"
#: Searches for a word, right and with one slip, and for words that stand beside it. Each page repeats what was asked.
ASKED = [
    "/search/?q={word}",
    "/search/?q={word}+title",
    "/search/?q=title+{word}&report=secret-review",
    "/search/?q=%22{word}+in+the+body%22",
    "/search/?q={word}&kind=report&order=date",
    "/search/?q={word}+or+canary",
]
BESIDE = [
    "/search/?q=alternative",
    "/search/?q=%22in+the+title%22",
    "/search/?q=Zyxwvut7canray",
    "/search/?q=Zyxwvt7canary",
    "/search/?q=zyxwvut7canarys",  # a slip that holds the word itself
    "/search/?q=review&programme=secret-review",
    "/search/?q=review&area={area}&order=date",
]


THOROUGHLY = {"nobody", "the team's lead"}


def of(answer: str, word: str) -> str:
    """An answer without the word that was asked for, in whatever capitals, and without what differs each time."""
    answer = re.sub(r'"X-CSRFToken": "[^"]*"|SAVEPOINT "[^"]*"', "…", answer)
    return answer.replace(word, "…").replace(word.lower(), "…")


@pytest.mark.parametrize("seconds", BEFORE)
def test_before_the_minute_the_canary_is_as_unknown_as_a_word_that_nobody_wrote(embargoed, seconds, caplog):
    edition, names = embargoed
    build.released(edition, seconds=seconds)
    cache.clear()
    with caplog.at_level(logging.DEBUG):
        for kind, person in everybody(edition.report.programme).items():
            client = signed_in(person)
            # For everybody the same is read; all of it is looked through for two of them.
            for address in ASKED if kind in THOROUGHLY else ASKED[:1]:
                canary, nobodys = (client.get(address.format(word=word)) for word in (CANARY, NOBODYS))
                assert (canary.status_code, nobodys.status_code) == (200, 200)
                assert of(canary.content.decode(), CANARY) == of(nobodys.content.decode(), NOBODYS), (
                    f"{kind}: {address}"
                )
            for address in BESIDE if kind in THOROUGHLY else BESIDE[2:3]:
                answer = said(client.get(address.format(**names)))
                assert CANARY.lower() not in answer.lower().replace(f"{CANARY}s".lower(), "…"), (
                    f"{kind} reads it at {address}"
                )
                assert "/reports/secret-review/" not in answer, f"{kind} is led to it by {address}"
    told = "\n".join(record.getMessage() for record in caplog.records if not record.name.startswith("django.db"))
    assert CANARY not in told
    assert CANARY not in str(cache.__dict__) + str(getattr(cache, "_cache", ""))


@pytest.mark.parametrize("seconds", AFTER)
def test_from_the_minute_on_it_is_found_by_everybody_in_spite_of_a_slip(embargoed, seconds):
    edition, names = embargoed
    build.released(edition, seconds=seconds)
    for person in everybody(edition.report.programme).values():
        client = signed_in(person)
        for address in (*(each.format(word=CANARY) for each in ASKED[:2]), *BESIDE[2:4]):
            page = client.get(address.format(**names)).content.decode()
            assert 'href="/reports/secret-review/"' in page, address
        page = client.get(f"/search/?q={CANARY}").content.decode()
        assert '/reports/secret-review/#p-2-1"' in page
        assert f"<mark>{CANARY}</mark> in the body" in page
        assert f"<mark>{CANARY}</mark> in a heading" in page
        assert f">{CANARY.lower()}</a>" in client.get("/search/?q=Zyxwvut7canray").content.decode()


def test_a_word_of_a_later_edition_is_not_suggested_before_its_own_minute(embargoed):
    from accounts import speaking
    from reports.models import Section

    edition, _ = embargoed
    build.released(edition, seconds=-7200)
    with speaking.as_service():
        Section.objects.filter(report=edition.report, position=2).update(body="Secondfinch instead.")
    build.released(build.edition(edition.report, what_changed="Something."), seconds=1)
    assert "secondfinch" not in Client().get("/search/?q=secondfinhc").content.decode()
    assert "/reports/secret-review/" not in Client().get("/search/?q=secondfinch").content.decode()


def test_both_searches_ask_the_same_of_the_database(embargoed):
    edition, _ = embargoed
    build.released(edition, seconds=60)
    seen = []
    for word in (CANARY, NOBODYS):
        with CaptureQueriesContext(connection) as queries:
            Client().get(f"/search/?q={word}")
        seen.append([of(each["sql"], word) for each in queries])
    assert seen[0] == seen[1]


def test_with_the_clock_taken_out_of_the_function_the_first_test_would_be_red(embargoed):
    edition, _ = embargoed
    build.released(edition, seconds=60)
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL ROLE portal_owner")
        cursor.execute(
            "CREATE OR REPLACE FUNCTION portal_editions_to_search() RETURNS SETOF bigint LANGUAGE plpgsql STABLE "
            "SECURITY DEFINER AS $$ BEGIN RETURN QUERY SELECT id FROM reports_edition; END $$"
        )
        cursor.execute("SET LOCAL ROLE portal_app")
        cursor.execute("SELECT count(*) FROM portal_editions_with(%s::tsquery)", [CANARY.lower()])
        assert cursor.fetchone()[0] == 1


# --- As data ---------------------------------------------------------------------------------------------------------

#: What a program that knows how reports are named would ask for.
AS_DATA = [
    "/api/v1/reports/",
    "/api/v1/reports/?programme=secret-review",
    "/api/v1/reports/?area={area}&per_page=100",
    "/api/v1/reports/?page=2",
    "/api/v1/reports.csv",
    "/api/v1/programmes/",
    "/api/v1/programmes.csv",
    "/api/v1/programmes/secret-review/",
    "/api/v1/timetables/",
    "/api/v1/timetables.csv",
    "/api/v1/areas/{area}/",
    "/api/v1/recommendations/?report=secret-review",
    "/api/v1/recommendations.csv",
    "/api/v1/survey-results/",
    "/api/v1/survey-results/?programme=secret-review",
    "/api/v1/openapi.json",
    "/api/v1/dictionary.csv",
    "/api/",
    "/dates/",
    "/sitemap.xml",
]
OF_THE_REPORT = [
    "/api/v1/reports/{slug}/",
    "/api/v1/reports/{slug}/editions/",
    "/api/v1/reports/{slug}/editions/1/",
    "/api/v1/reports/{slug}/editions/2/",
    "/api/v1/reports/{slug}/editions/1/tables/answers/",
    "/api/v1/reports/{slug}/editions/1/tables/answers.csv",
    "/api/v1/reports/{slug}/editions/1/tables-dictionary.csv",
    "/reports/{slug}/editions/1/cite.bib",
    "/reports/{slug}/editions/1/cite.ris",
]
#: Where the canary stands from the minute on.
TOLD = [
    AS_DATA[0],
    AS_DATA[1],
    AS_DATA[2],
    AS_DATA[4],
    AS_DATA[7],
    AS_DATA[10],
    OF_THE_REPORT[0],
    OF_THE_REPORT[2],
    OF_THE_REPORT[4],
]


def headers_of(answer) -> dict:
    """What its headers tell: all but the request's own id, and how long a copy may be kept, which ends at any minute."""
    return {name: value for name, value in answer.items() if name not in {"X-Request-ID", "Expires", "Cache-Control"}}


@pytest.mark.parametrize("seconds", BEFORE)
def test_as_data_there_is_nothing_before_the_minute(embargoed, seconds):
    edition, names = embargoed
    people = everybody(edition.report.programme)
    without = {address: Client().get(address.format(**names)) for address in AS_DATA}
    build.released(edition, seconds=seconds)
    for kind, person in people.items():
        client = signed_in(person)
        for address in AS_DATA:
            answer = client.get(address.format(**names))
            assert answer.status_code == 200
            assert CANARY not in said(answer), f"{kind} reads it at {address} {seconds} s early"
            if person is None and address not in {"/api/", "/dates/"}:
                assert answer.content == without[address].content, f"a count or a tag tells of it at {address}"
                assert headers_of(answer) == headers_of(without[address]), address
        for address in OF_THE_REPORT:
            embargo, nothing = (client.get(address.format(slug=slug)) for slug in ("secret-review", "never-existed"))
            assert embargo.status_code == nothing.status_code == 404
            assert embargo.content == nothing.content
            assert headers_of(embargo) == headers_of(nothing), f"{kind} can tell them apart at {address}"


@pytest.mark.parametrize("seconds", AFTER)
def test_as_data_it_is_there_from_the_minute_on(embargoed, seconds):
    edition, names = embargoed
    build.released(edition, seconds=seconds)
    for person in everybody(edition.report.programme).values():
        client = signed_in(person)
        for address in TOLD:
            answer = client.get(address.format(**names))
            assert answer.status_code == 200
            assert CANARY in answer.content.decode(), address
        assert client.get(OF_THE_REPORT[5].format(**names)).status_code == 200
