"""The search: to the paragraph, forgiving of slips, and of nothing that is not public."""

import pytest

from accounts import roles, speaking
from accounts.models import Area
from public import search
from reports.models import Section
from tests.build import followup as recommended
from tests.build import news as newsroom
from tests.build import reports as build

pytestmark = pytest.mark.django_db


def found(**asked) -> dict:
    return search.search(search.Asked.read(asked))


def titles(**asked) -> list[str]:
    return [hit.title for hit in found(**asked)["page"].object_list]


def published(body: str = "", **fields):
    report = build.report(**fields)
    if body:
        with speaking.as_service():
            Section.objects.filter(report=report, position=2).update(body=body)
    return build.published(report)


class TestToTheParagraph:
    def test_a_hit_leads_to_its_paragraph_with_the_words_marked(self, client):
        edition = published("First words here.\n\nThe supervision of **student** social workers.", title="A report")
        page = client.get("/search/", {"q": "supervising students"}).content.decode()
        assert f'href="/reports/{edition.slug}/#p-2-2">Paragraph 2.2</a>' in page
        assert "<mark>supervision</mark> of <mark>student</mark> social workers" in page
        assert "Part 2" in page

    def test_lists_figures_definitions_and_headings_have_their_place_too(self):
        published("Words.\n\n- an unusual kumquat in a list")
        [hit] = found(q="kumquat")["page"].object_list
        assert [(place.number, place.anchor) for place in hit.places] == [("2.1", "p-2-1-1")]
        anchors = {
            word: [place.anchor for place in found(q=word, kind="report")["page"].object_list[0].places]
            for word in ("agreed", "adults", "duty")
        }
        assert anchors["agreed"] == ["figure-answers"]
        assert anchors["adults"] == ["figure-answers"]
        assert "definitions" in anchors["duty"]

    def test_every_anchor_that_the_index_names_stands_on_the_page(self, client):
        edition = published("One.\n\n> Said one.\n\n### Heading\n\nTwo [[figure:answers]] kumquat.")
        page = client.get(edition.get_absolute_url()).content.decode()
        for words in ("well", "say", "one", "kumquat", "heading", "answers", "agree", "boards"):
            for hit in found(q=words, kind="report")["page"].object_list:
                for place in hit.places:
                    assert f'id="{place.anchor}"' in page

    def test_only_the_newest_public_edition_is_found(self):
        build.any_second()
        first = published("The word kumquat stands here.")
        with speaking.as_service():
            Section.objects.filter(report=first.report, position=2).update(body="The word tangerine stands here.")
            second = build.actions.freeze(first.report, by=build.person(), what_changed="A word was wrong.")
            build.has_pdf(second)
        assert (titles(q="kumquat"), titles(q="tangerine")) == ([first.title], [])
        build.released(second, seconds=-1)
        assert (titles(q="kumquat"), titles(q="tangerine")) == ([], [first.title])

    def test_all_places_of_one_report_are_listed_a_page_at_a_time(self):
        edition = published("\n\n".join(f"Kumquat number {number}." for number in range(25)))
        [hit] = found(q="kumquat")["page"].object_list
        assert (len(hit.places), hit.places_in_all) == (3, 25)
        second = found(q="kumquat", report=edition.slug, page="2")
        assert (len(second["within"].places), second["count"]) == (5, 25)


class TestWhatElseIsPublic:
    def test_programmes_documents_and_areas(self):
        programme = build.programme(title="The review of kumquats", purpose="About **citrus** in care.")
        with speaking.as_service():
            programme.library.create(key="guide", title="A guide", text="Of tangerines", audience="public")
            programme.library.create(key="inside", title="Not for all", text="Of tangerines", audience="review team")
        area = build.areas(1)[0]
        assert titles(q="citrus") == ["The review of kumquats"]
        assert titles(q="tangerines") == ["A guide"]
        assert area.name in titles(q=area.name)

    def test_news_and_recommendations(self):
        recommended.published("Plant a kumquat in every garden.", title="Gardens")
        assert "Recommendation 1: Gardens" in titles(q="kumquat", kind="recommendation")
        writer = build.holder_of(roles.Communications)
        item = newsroom.news(by=writer, headline="A tangerine was found", body="It was **orange**.")
        newsroom.news_at(newsroom.approved(item, by=writer, second=build.holder_of(roles.Communications)), seconds=60)
        assert titles(q="tangerine") == []
        newsroom.news_at(item, seconds=-1)
        assert titles(q="orange") == ["A tangerine was found"]

    def test_a_document_whose_day_has_not_come_is_not_found(self):
        programme = build.programme()
        with speaking.as_service():
            last = programme.milestones.get(key="conclusion")
            programme.library.create(key="l", title="Later", text="Tangerines", audience="public", released_with=last)
        assert titles(q="tangerines") == []

    def test_a_programme_that_is_not_announced_is_not_found(self):
        from datetime import date, timedelta

        build.programme(title="Secret kumquats", public_from=date.today() + timedelta(days=2))
        assert titles(q="kumquats") == []
        assert "kumquat" not in found(q="kumquot").get("instead", "")

    def test_what_is_no_official_fact_is_not_found(self):
        build.programme(legal_basis=[{"text": "The Kumquat Act", "basis": "knowledge, verify", "official": False}])
        assert titles(q="kumquat") == []


class TestSlips:
    @pytest.mark.parametrize("typed", ["suprevision", "supervison", "supervvision", "supervisian", "SUPERVISOIN"])
    def test_a_word_with_one_error_finds_what_was_meant_and_says_so(self, client, typed):
        edition = published("The supervision of all.")
        page = client.get("/search/", {"q": typed}).content.decode()
        assert edition.title in page
        assert "These are the results for" in page

    def test_words_are_found_with_and_without_accents(self):
        edition = published("Comhairle nan Eilean Siar agus Dùn Èideann.")
        assert titles(q="dun eideann") == titles(q="Dùn Èideann") == [edition.title]

    def test_where_no_place_has_all_words_those_with_some_are_shown(self):
        edition = published("Kumquat here.\n\nTangerine there.")
        shown = found(q="kumquat tangerine")
        assert [hit.title for hit in shown["page"].object_list] == [edition.title]
        assert shown["loosened"]
        assert not found(q='"kumquat tangerine"')["loosened"]


class TestNarrowing:
    def test_by_kind_programme_area_and_year(self):
        area = build.areas(1)[0]
        one, other = published("Kumquat.", title="One"), build.report(title="Other", summary="Kumquat.")
        with speaking.as_service():
            other.areas.set([area])
        other = build.published(other)
        year = str(one.publication.publish_at.year)
        assert set(titles(q="kumquat")) == {"One", "Other"}
        assert titles(q="kumquat", programme=one.programme.slug) == ["One"]
        assert titles(q="kumquat", area=area.slug) == ["Other"]
        assert set(titles(q="kumquat", year=year)) == {"One", "Other"}
        assert titles(q="kumquat", year="1999") == []
        assert titles(q="kumquat", kind="area") == []
        nothing = found(q="kumquat", kind="area")
        assert (nothing["count"], nothing["without_filters"]) == (0, 2)

    def test_the_newest_first_where_that_is_asked(self):
        build.any_second()
        for title, seconds in (("Older kumquat kumquat", -9000), ("Newer", -60)):
            report = build.report(title=title, summary="Kumquat.")
            build.released(build.edition(report), seconds=seconds)
        assert titles(q="kumquat")[0] == "Older kumquat kumquat"
        assert titles(q="kumquat", order="date")[0] == "Newer"


@pytest.mark.parametrize(
    "typed",
    ["", " ", "\x00", "a" * 10_000, '"', '"""', "'", "\\", "&|!()<->:*", "- - -", "or or or", "the of and", "%", "_",
     "<script>alert(1)</script>", "'; DROP TABLE public_passage; --", "\x02mark\x03", "🙂" * 300, "́" * 200, "a OR", "-kumquat"],
)  # fmt: skip
def test_whatever_is_typed_gets_an_ordinary_page(client, typed):
    published("Kumquat.")
    answer = client.get("/search/", {"q": typed})
    assert answer.status_code == 200
    assert "<script>alert" not in answer.content.decode()
    assert client.get("/search/", {"q": "kumquat", "year": typed, "page": typed, "kind": typed}).status_code == 200


def test_it_costs_the_same_however_much_is_found(client, django_assert_num_queries):
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    counts = []
    for many in (1, 12):
        for _ in range(many):
            published("Kumquat.")
        with CaptureQueriesContext(connection) as asked:
            client.get("/search/", {"q": "kumquat"})
        counts.append(len(asked))
    assert counts[0] == counts[1]


def test_the_application_cannot_read_the_index():
    """Not even where the code asks for all of it, and as the service: what is in it may be under embargo."""
    from django.db import DatabaseError, transaction

    from public.models import EditionWords, Passage, Word

    build.edition()
    for table in (Passage, EditionWords, Word):
        for change in (table.objects.count, table.objects.all().delete):
            with pytest.raises(DatabaseError), transaction.atomic(), speaking.as_service():
                change()


def test_results_are_not_for_search_engines(client):
    assert '<meta name="robots" content="noindex">' in client.get("/search/", {"q": "care"}).content.decode()


def test_areas_can_be_narrowed_by_themselves():
    area = build.areas(2)[0]
    assert Area.objects.count() >= 2
    assert titles(q="Area", area=area.slug) == [area.name]
