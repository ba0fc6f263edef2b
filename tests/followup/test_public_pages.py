"""What everybody reads of recommendations, and that nobody reads a word of them before their minute."""

import csv
import io

import pytest
from django.test import Client

from accounts import speaking
from followup import recommending
from followup.models import Progress, Stated
from tests.build import followup as build
from tests.build import reports as drafts

pytestmark = pytest.mark.django_db

CANARY = "Quillwort7canary"


def test_the_tracker_shows_each_with_its_state_and_an_address_of_its_own(client):
    first, second, area = build.published("Write one guide.", "", development=1)
    build.judged(first, "completed", reason="The guide is out.")
    page = client.get(f"/reports/{first.report.slug}/recommendations/").content.decode()
    for words in ("Write one guide.", "The guide is out.", "Completed", "Text to be entered from the report", "Area 1"):
        assert words in page
    for each in (first, second, area):
        assert f'id="{each.anchor}"' in page
    assert page.index("Recommendation 2") < page.index("Area for development 1")


def test_where_nothing_has_been_judged_the_chart_says_so(client):
    (made,) = build.published()
    page = client.get(f"/reports/{made.report.slug}/recommendations/").content.decode()
    assert page.count("No state has been published here yet.") == 1
    assert "<svg" not in page.partition('id="now"')[2].partition('id="recommendation"')[0]


def test_the_chart_counts_as_there_are_few(client):
    first, *_ = build.published("One.", "Two.", "Three.")
    build.judged(first, "completed")
    page = client.get(f"/reports/{first.report.slug}/recommendations/").content.decode()
    drawn = page.partition('id="over-time-recommendation"')[2].partition("</figure>")[0]
    assert ">A 2</text>" in drawn
    assert ">B 1</text>" in drawn
    assert "%" not in drawn


def test_a_report_leads_to_its_recommendations_and_to_the_review_of_their_progress_once_that_is_out(client):
    drafts.any_second()
    (made,) = build.published("Write one guide.")
    review = _review_of(made)
    address, after = made.report.editions.get().get_absolute_url(), "/reports/progress/"
    drafts.released(drafts.edition(review), seconds=30)
    page = client.get(address).content.decode()
    assert f'href="{address}recommendations/"' in page
    assert after not in page
    drafts.put_at(seconds=0)
    answer = client.get(address)
    assert f'href="{after}"' in answer.content.decode()
    # It changed after its own edition came out: its tag says so, and no older moment does.
    assert "Last-Modified" not in answer
    page = client.get(after).content.decode()
    assert "Reviews the progress of" in page
    assert f'href="{address}"' in page
    assert f'href="{after}recommendations/"' not in page


def _review_of(made):
    from followup import reviewing

    report = drafts.report(made.report.programme, title="Progress review", slug="progress")
    with speaking.as_service():
        review = reviewing.begin(report, made.report, on=build.in_days(0), by=drafts.person())
        reviewing.put_into_the_report(review, by=drafts.person())
    return report


def test_a_report_that_recommends_nothing_has_no_such_page(client):
    edition = drafts.published()
    assert client.get(f"/reports/{edition.slug}/recommendations/").status_code == 404


@pytest.mark.parametrize("seconds", [60, 1])
def test_before_its_minute_nobody_knows_a_word_of_it(client, seconds):
    drafts.any_second()
    report = drafts.report(slug="to-come")
    build.recommendation(report, text=CANARY)
    drafts.released(drafts.edition(report), seconds=seconds)
    never = client.get("/reports/never-was/recommendations/")
    for address in ("/reports/to-come/recommendations/", "/reports/to-come/recommendations/recommendations.csv"):
        answer = client.get(address)
        assert answer.status_code == 404
        assert answer.content == never.content.replace(b"never-was", b"to-come")
    for address in ("/recommendations/", "/recommendations/recommendations.csv", "/recommendations/?overdue=yes"):
        assert CANARY not in client.get(address).content.decode()
    # And where the code has forgotten to ask, the wall still asks.
    assert list(Stated.objects.all()) == []
    drafts.put_at(seconds=0)
    assert CANARY in client.get("/reports/to-come/recommendations/").content.decode()
    assert [each.text for each in Stated.objects.all()] == [CANARY]


def test_the_wall_shows_no_draft_of_a_correction_to_anybody_else():
    (made,) = build.published("Write one guide.")
    with speaking.as_service():
        recommending.add(made.report, text=CANARY, by=drafts.person())
    drafts.edition(made.report, what_changed="One was forgotten.")
    assert [each.text for each in Stated.objects.all()] == ["Write one guide."]


def test_the_national_page_narrows_by_its_address_and_counts(client):
    first, second = build.published("Write one guide.", "Meet every month.", title="First report")
    (late,) = build.published("Train everyone.", title="Second report")
    build.judged(first, "completed")
    for query, shown in (
        ("", {first, second, late}),
        ("?state=completed", {first}),
        ("?state=not+judged", {second, late}),
        (f"?programme={late.report.programme.slug}", {late}),
        ("?state=nonsense&programme=", {first, second, late}),
        ("?overdue=yes", set()),
        ("?owner=Nobody", set()),
    ):
        page = client.get(f"/recommendations/{query}").content.decode()
        for each in (first, second, late):
            assert (f"/reports/{each.report.slug}/recommendations/#{each.anchor}" in page) == (each in shown), query
    with_owner = build.recommendation(drafts.report(), owners=["Scottish Government"], due=build.in_days(-3))
    drafts.published(with_owner.report)
    page = client.get("/recommendations/?owner=Scottish+Government&overdue=yes").content.decode()
    assert with_owner.report.slug in page
    assert f"/reports/{first.report.slug}/" not in page
    assert 'value="yes" selected' in page


def test_the_table_to_take_away_says_the_same_and_calculates_nothing(client):
    (made,) = build.published("=1+1")
    build.judged(made, "in progress", reason="+44 is being called.")
    answer = client.get(f"/reports/{made.report.slug}/recommendations/recommendations.csv")
    (row,) = csv.DictReader(io.StringIO(answer.content.decode("utf-8-sig")))
    assert (row["number"], row["state"], row["kind"]) == ("1", "In progress", "Recommendation")
    assert row["text"] == "'=1+1"
    assert row["reason"].startswith("'+44")
    holds = {
        line["column"]
        for line in csv.DictReader(
            io.StringIO(client.get("/recommendations/data-dictionary.csv").content.decode("utf-8-sig"))
        )
    }
    assert holds == {*row, "(licence)"}


def test_the_pages_cost_the_same_however_many_there_are(client, django_assert_max_num_queries):
    for count in (1, 40):
        made = build.published(*[f"Text {number}" for number in range(count)])
        for each in made[:10]:
            build.judged(each)
        for address in (f"/reports/{made[0].report.slug}/recommendations/", "/recommendations/"):
            with django_assert_max_num_queries(12):
                Client().get(address)


def test_a_state_of_a_progress_review_is_known_from_the_reviews_minute_on(client):
    from followup import reviewing
    from followup.models import Reviewed

    drafts.any_second()
    (made,) = build.published("Write one guide.")
    report = drafts.report(made.report.programme, title="Progress review", slug="progress")
    with speaking.as_service():
        review = reviewing.begin(report, made.report, on=build.in_days(0), by=drafts.person())
        Reviewed.objects.filter(review=review).update(state="completed", narrative=CANARY)
        figure = reviewing.put_into_the_report(review, by=drafts.person())
    assert figure.data["rows"] == [["Recommendation 1", "Write one guide.", "Not judged yet", "Completed"]]
    drafts.released(drafts.edition(report), seconds=30)
    address = f"/reports/{made.report.slug}/recommendations/"
    assert CANARY not in client.get(address).content.decode()
    assert list(Progress.objects.all()) == []
    drafts.put_at(seconds=0)
    page = client.get(address).content.decode()
    assert CANARY in page
    assert "Progress review" in page
    # What is said in the draft afterwards changes nothing that has come out.
    with speaking.as_service():
        Reviewed.objects.filter(review=review).update(state="not started", narrative="Otherwise.")
    assert "Otherwise." not in client.get(address).content.decode()
