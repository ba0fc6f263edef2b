"""The interface for programs."""

import csv
import io
from datetime import datetime

import pytest
from django.core.cache import cache

from public.api.resources import api
from tests.build import followup as recommended
from tests.build import reports as build

pytestmark = pytest.mark.django_db

LISTS = ["programmes", "timetables", "areas", "reports", "recommendations", "survey-results"]


def get(client, address, **more):
    return client.get(f"/api/v1/{address}", **more)


class TestLists:
    @pytest.mark.parametrize("name", LISTS)
    def test_each_has_its_licence_and_an_empty_page_where_there_is_nothing(self, client, name):
        answer = get(client, f"{name}/").json()
        assert answer["licence"]["name"] == "Open Government Licence v3.0"
        assert (answer["count"], answer["results"], answer["next"], answer["pages"]) == (0, [], None, 1)

    def test_pages_lead_to_each_other_and_leave_nothing_out(self, client):
        editions = [build.published() for _ in range(5)]
        address, seen = "/api/v1/reports/?per_page=2", []
        while address:
            answer = client.get(address).json()
            seen += [row["slug"] for row in answer["results"]]
            address = answer["next"]
        assert len(seen) == answer["count"] == 5
        assert set(seen) == {edition.slug for edition in editions}

    @pytest.mark.parametrize(
        "wrong", ["page=0", "page=x", "per_page=101", "per_page=-1", "year=12", "page=99999999999999"]
    )
    def test_what_makes_no_sense_is_said_to_make_none(self, client, wrong):
        answer = get(client, f"reports/?{wrong}")
        assert (answer.status_code, answer["Content-Type"]) == (422, "application/problem+json")
        assert wrong.partition("=")[0] in answer.json()["detail"]

    def test_reports_are_narrowed_by_programme_area_and_year(self, client):
        edition = build.published()
        build.published()
        year = edition.publication.publish_at.year
        for query, count in (
            (f"programme={edition.programme.slug}", 1), ("area=moray", 0), (f"year={year}", 2), ("year=1999", 0)
        ):  # fmt: skip
            assert get(client, f"reports/?{query}").json()["count"] == count

    def test_as_csv_a_list_has_a_column_for_each_word_of_the_dictionary(self, client):
        build.published()
        build.areas(1)
        meanings = list(csv.DictReader(io.StringIO(get(client, "dictionary.csv").content.decode("utf-8-sig"))))
        recommended.published("Write one guide for everyone.")
        for name in ("programmes", "timetables", "areas", "reports", "recommendations"):
            rows = list(csv.DictReader(io.StringIO(get(client, f"{name}.csv").content.decode("utf-8-sig"))))
            assert rows
            assert list(rows[0]) == [each["column"] for each in meanings if each["list"] == name]
        assert all(each["meaning"] for each in meanings)
        assert "Open Government Licence v3.0, https://" in meanings[-1]["meaning"]

    def test_as_csv_a_moment_says_by_which_clock(self, client):
        edition = build.published()
        [row] = csv.DictReader(io.StringIO(get(client, "reports.csv").content.decode("utf-8-sig")))
        assert datetime.fromisoformat(row["published"]) == edition.publication.publish_at


class TestAReport:
    def test_it_is_told_to_the_paragraph(self, client):
        edition = build.published()
        answer = get(client, f"reports/{edition.slug}/").json()
        block = answer["sections"][0]["blocks"][0]
        assert (block["kind"], block["number"], block["anchor"]) == ("paragraph", "1.1", "p-1-1")
        assert "<strong>understood</strong>" in block["html"]
        assert answer["digest"] == edition.digest
        assert answer["pdf"].endswith("/editions/1/report.pdf")
        assert get(client, f"reports/{build.published(pdf=False, slug='unprinted').slug}/").json()["pdf"] is None
        assert [each["number"] for each in answer["editions"]] == [1]
        assert client.get(answer["editions"][0]["api"].removeprefix("http://testserver")).status_code in {200, 404}

    def test_its_tables_are_data_and_the_same_file_as_beside_it(self, client):
        edition = build.published()
        [row] = get(client, f"reports/{edition.slug}/").json()["tables"]
        table = get(client, f"reports/{edition.slug}/editions/1/tables/{row['key']}/").json()
        assert table["rows"] == build.NUMBERS["rows"]
        assert (table["unit"], table["source"]) == ("%", "Staff survey, 2024")
        beside = client.get(edition.get_edition_url() + "data/answers.csv").content
        assert get(client, f"reports/{edition.slug}/editions/1/tables/answers.csv").content == beside
        assert get(client, f"reports/{edition.slug}/editions/1/tables-dictionary.csv").status_code == 200

    @pytest.mark.parametrize(
        "address",
        ["reports/none/", "reports/none/editions/", "reports/none/editions/1/", "reports/none/editions/1/tables/a/",
         "programmes/none/", "areas/none/", "survey-results/9/", "survey-results/9/values.csv", "nothing", "%00",
         "survey-results/2147483647/", "reports/none/editions/99999/"],
    )  # fmt: skip
    def test_what_is_not_there_is_not_there_in_the_same_words_everywhere(self, client, address):
        answer = get(client, address)
        assert (answer.status_code, answer["Content-Type"]) == (404, "application/problem+json")
        assert answer.content == get(client, "reports/never-existed/").content


def test_recommendations_are_told_with_their_state(client):
    [made] = recommended.published("Write one guide for everyone.")
    recommended.judged(made, "in progress")
    answer = get(client, "recommendations/?state=in progress").json()
    assert [(row["text"], row["state"]) for row in answer["results"]] == [
        ("Write one guide for everyone.", "in progress")
    ]
    assert get(client, "recommendations/?state=completed").json()["count"] == 0
    assert get(client, "recommendations/?state=").json()["count"] == get(client, "recommendations/").json()["count"]
    refused = get(client, "recommendations/?state=finished")
    assert refused.status_code == 422, "a state that there is not is no empty list"
    assert "in progress" in refused.json()["detail"]


class TestAnswers:
    def test_each_can_be_kept_to_the_whole_minute_and_known_again(self, client):
        edition = build.published()
        for address in (f"reports/{edition.slug}/", "reports/", "reports.csv", "openapi.json"):
            first = get(client, address)
            assert first["Cache-Control"].startswith("public, max-age=")
            assert first["ETag"].startswith('"')
            again = get(client, address, headers={"if-none-match": first["ETag"]})
            assert (again.status_code, again.content) == (304, b"")
            assert again["Access-Control-Allow-Origin"] == "*"
        assert get(client, f"reports/{edition.slug}/")["Last-Modified"]

    def test_programs_on_other_sites_may_read_it_and_nobody_may_send(self, client):
        assert get(client, "areas/")["Access-Control-Allow-Origin"] == "*"
        answer = client.post("/api/v1/areas/", {})
        assert (answer.status_code, answer["Allow"]) == (405, "GET, HEAD, OPTIONS")
        assert client.options("/api/v1/areas/").status_code == 204
        assert client.head("/api/v1/areas/").status_code == 200

    def test_who_asks_too_often_is_told_when_to_ask_again(self, client, settings):
        settings.API_QUESTIONS_A_MINUTE = 3
        cache.clear()
        statuses = [get(client, "areas/").status_code for _ in range(8)]
        assert statuses[0] == 200
        answer = get(client, "areas/")
        if 429 not in statuses:  # a minute ended among the questions
            answer = [get(client, "areas/") for _ in range(4)][-1]
        assert answer.status_code == 429
        assert 0 < int(answer["Retry-After"]) <= 60
        assert get(client, "areas/", REMOTE_ADDR="192.0.2.7").status_code == 200

    def test_it_is_described_as_openapi_3_1_with_its_licence(self, client):
        said = get(client, "openapi.json").json()
        assert said["openapi"].startswith("3.1")
        assert said["info"]["license"]["name"] == "Open Government Licence v3.0"
        assert len(said["paths"]) >= 20
        assert api.title in said["info"]["title"]
