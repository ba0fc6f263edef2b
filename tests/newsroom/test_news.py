"""Press releases and news: written by one, approved by another, out at the minute and not before."""

from datetime import timedelta

import pytest
from django.db import DatabaseError, transaction
from django.test import Client

from accounts import roles, speaking
from accounts.moves import IllegalMove
from newsroom import composing, editing
from newsroom.editing import ChangedMeanwhile, NotReady
from newsroom.models import NewsItem
from reports import actions
from reports.clock import transaction_time
from tests.build import news as build
from tests.build import reports
from tests.house.matrix.world import typed

pytestmark = pytest.mark.django_db

CANARY = "Zaunkoenigin"


@pytest.fixture(autouse=True)
def _any_second():
    reports.any_second()


@pytest.fixture
def report():
    return reports.report()


@pytest.fixture
def writer(report):
    return build.writer(report)


@pytest.fixture
def second(report):
    return reports.member_of(report.programme, roles.Lead)


@pytest.fixture
def item(report, writer):
    return build.press_release(report, by=writer)


def client_of(person) -> Client:
    client = Client()
    client.force_login(person)
    return client


def again(item) -> NewsItem:
    with speaking.as_service():
        return NewsItem.objects.with_minutes().get(pk=item.pk)


# --- Written and approved ---------------------------------------------------------------------------------------------


def test_its_notes_begin_with_what_the_definition_states_and_nothing_that_is_to_be_verified(report, writer):
    with speaking.as_person(writer):
        item = editing.begin_press_release(report, by=writer)
    assert f"/reports/{report.slug}/" in item.notes
    assert "Duty: What must be done." in item.notes
    assert "A guess at the law" not in item.notes
    assert item.contact == "The review team, review@example.org"


def test_begun_twice_it_is_one(report, writer, second):
    with speaking.as_person(writer):
        first = editing.begin_press_release(report, by=writer)
    with speaking.as_person(second):
        assert editing.begin_press_release(report, by=second) == first


def test_nobody_approves_what_they_wrote_or_put_forward(item, writer, second):
    with speaking.as_person(second):
        editing.put_forward(item, by=second)
        with pytest.raises(NotReady, match="somebody else"):
            editing.approve(item, seen=item.version, by=second)
    with speaking.as_person(writer), pytest.raises(NotReady, match="somebody else"):
        editing.approve(item, seen=item.version, by=writer)
    with pytest.raises(DatabaseError), transaction.atomic(), speaking.as_person(writer):
        NewsItem.objects.filter(pk=item.pk).update(
            status="approved", approved_by=second, approved_at=transaction_time()
        )


def test_a_second_person_approves_the_text_that_they_read_and_no_other(item, writer, second):
    with speaking.as_person(writer):
        editing.put_forward(item, by=writer)
        item = editing.write(item, {"body": "Other words."}, seen=item.version, by=writer)
    assert item.status == NewsItem.Status.WRITING
    with speaking.as_person(writer):
        editing.put_forward(item, by=writer)
    with speaking.as_person(second):
        with pytest.raises(ChangedMeanwhile):
            editing.approve(item, seen=item.version - 1, by=second)
        editing.approve(item, seen=item.version, by=second)
    assert again(item).approved_by == second


def test_what_is_approved_is_taken_back_before_it_is_changed(item, writer, second):
    build.approved(item, by=writer, second=second)
    with speaking.as_person(writer), pytest.raises(IllegalMove):
        editing.write(item, {"body": "Other."}, seen=item.version, by=writer)
    with pytest.raises(DatabaseError), transaction.atomic(), speaking.as_person(writer):
        NewsItem.objects.filter(pk=item.pk).update(body="Other.")
    with speaking.as_person(writer):
        editing.take_back(again(item), why="A number was wrong.", by=writer)
        editing.write(again(item), {"body": "Other."}, seen=item.version, by=writer)
    assert again(item).approved_by is None


@pytest.mark.parametrize(
    ("without", "says"),
    [("standfirst", "two or three sentences"), ("body", "text is missing"), ("contact", "press can ask")],
)
def test_what_lacks_something_is_not_put_forward(report, writer, without, says):
    item = build.press_release(report, by=writer, **{without: " "})
    with speaking.as_person(writer), pytest.raises(NotReady, match=says):
        editing.put_forward(item, by=writer)


@pytest.mark.parametrize("where", ["headline", "standfirst", "body"])
def test_a_press_release_names_no_area_where_the_programme_never_attributes(where):
    reports.accounts.registers()
    for attribution, says in (("never", "names Edinburgh"), ("named", "")):
        report = reports.report(reports.programme(attribution=attribution))
        by = build.writer(report)
        item = build.press_release(
            report, by=by, contact="Compass House, Dundee", **{where: "Staff in Edinburgh knew."}
        )
        with speaking.as_person(by):
            assert [each for each in editing.missing(item) if "names" in each] == (
                [f"It {says}, and the programme never attributes what it finds. Say it without a place."]
                if says
                else []
            )


def test_nobody_is_quoted_who_has_not_agreed(report, writer, second):
    quoted = [{"words": "It works.", "who": "Vera Vorbild", "post": "Chief inspector"}]
    item = build.press_release(report, by=writer, quotations=quoted)
    with speaking.as_person(writer), pytest.raises(NotReady, match="agreed to these words"):
        editing.put_forward(item, by=writer)
    with speaking.as_person(writer):
        item = editing.write(item, {"quotations_agreed": True}, seen=item.version, by=writer)
    build.approved(item, by=writer, second=second)


def test_numbers_that_the_report_does_not_have_are_pointed_out(report, writer):
    item = build.press_release(
        report, by=writer, body="Of children’s services 72% agreed, and 95 people came on 3 May 2024."
    )
    with speaking.as_person(writer):
        assert composing.numbers_not_in_report(item) == ["95"]


def test_a_release_waits_for_a_press_release_that_somebody_has_begun(report, writer, second):
    item = build.press_release(report, by=writer)
    edition = reports.edition(report)
    with speaking.as_person(second):
        assert any("press release" in reason for reason in actions.reasons_against(edition))
    build.approved(item, by=writer, second=second)
    with speaking.as_person(second):
        assert not actions.reasons_against(edition)


def test_an_edition_needs_no_press_release(report, second):
    edition = reports.edition(report)
    with speaking.as_person(second):
        assert not actions.reasons_against(edition)


# --- Out at the minute -------------------------------------------------------------------------------------------------


def everywhere(item, report=None) -> list[str]:
    """Everything that somebody without an account can fetch."""
    client = Client()
    addresses = ["/", "/news/", f"/news/{item.slug}/", "/feeds/news.atom", "/sitemap.xml", "/news/?kind=news"]
    return [client.get(address).content.decode() for address in addresses]


@pytest.mark.parametrize(("seconds", "is_out"), [(-1, True), (0, True), (1, False), (60, False)])
def test_a_press_release_is_out_with_its_edition_and_not_a_second_before(report, writer, second, seconds, is_out):
    item = build.press_release(report, by=writer, headline=f"{CANARY} at work", body=f"{CANARY} is happy.")
    build.approved(item, by=writer, second=second)
    edition = reports.edition(report)
    reports.released(edition, seconds=seconds)
    seen = Client().get(f"/news/{item.slug}/")
    assert (seen.status_code == 200) is is_out
    assert (CANARY in "".join(everywhere(item))) is is_out
    nothing = Client().get("/news/there-never-was-such/")
    if not is_out:
        assert seen.content == nothing.content.replace(b"there-never-was-such", item.slug.encode())


@pytest.mark.parametrize(("seconds", "is_out"), [(-1, True), (0, True), (1, False)])
def test_news_is_out_at_its_own_minute(seconds, is_out):
    one, other = (reports.holder_of(roles.Communications) for _ in range(2))
    item = build.approved(build.news(by=one, headline=f"{CANARY} has moved"), by=one, second=other)
    build.news_at(item, seconds=seconds)
    assert (CANARY in "".join(everywhere(item))) is is_out


def test_unapproved_it_is_never_out(report, writer):
    item = build.press_release(report, by=writer, headline=f"{CANARY} at work")
    edition = reports.edition(report)
    reports.released(edition, seconds=-60)
    assert CANARY not in "".join(everywhere(item))


def test_what_is_out_is_corrected_beside_it_and_never_changed(report, writer, second):
    item = build.approved(build.press_release(report, by=writer), by=writer, second=second)
    with speaking.as_person(writer), pytest.raises(IllegalMove):
        editing.correct(item, words="Too early.", by=writer)
    edition = reports.edition(report)
    reports.released(edition, seconds=-60)
    for deed in (editing.take_back, editing.withdraw):
        with speaking.as_person(writer), pytest.raises(IllegalMove):
            deed(again(item), why="No.", by=writer)
    with pytest.raises(DatabaseError), transaction.atomic(), speaking.as_service():
        NewsItem.objects.filter(pk=item.pk).update(body="History rewritten.")
    with speaking.as_person(writer):
        editing.correct(item, words="It was 72, not 71.", by=writer)
    assert "It was 72, not 71." in Client().get(f"/news/{item.slug}/").content.decode()


def test_news_whose_minute_has_passed_is_not_approved():
    one, other = (reports.holder_of(roles.Communications) for _ in range(2))
    item = build.news(by=one)
    with speaking.as_person(one):
        editing.put_forward(item, by=one)
    build.news_at(item, seconds=-5)
    with speaking.as_person(other), pytest.raises(NotReady, match="passed"):
        editing.approve(item, seen=item.version, by=other)


def test_a_correction_of_the_report_has_a_press_release_of_its_own(writer, report):
    reports.published(report)
    with speaking.as_person(writer):
        item = editing.begin_press_release(report, by=writer)
    assert item.edition_number == 2


# --- On the pages ------------------------------------------------------------------------------------------------------


def test_it_is_written_put_forward_and_approved_in_the_browser(report, writer, second):
    one, other = client_of(writer), client_of(second)
    begun = one.post(f"/newsroom/begin/{report.pk}/")
    address = begun["Location"]
    sent = {
        "headline": "Most staff know",
        "standfirst": "Most do.",
        "body": "They do.",
        "contact": "The team",
        "quote_1_words": "It works.",
        "quote_1_who": "",
        "seen": "1",
    }
    wrong = one.post(address, sent).content.decode()
    assert "Say who says these words." in wrong
    assert "They do." in wrong
    assert one.post(address, sent | {"quote_1_words": ""}).status_code == 302
    with speaking.as_service():
        item = NewsItem.objects.get(report=report)
    late = other.post(address, sent | {"quote_1_words": "", "body": "Mine.", "seen": "1"}).content.decode()
    assert "Nothing has been overwritten" in late
    assert again(item).body == "They do."
    one.post(f"/newsroom/{item.pk}/put-forward/")
    assert one.post(f"/newsroom/{item.pk}/approve/", {"seen": item.version}).status_code == 403
    page = other.get(f"/newsroom/{item.pk}/").content.decode()
    assert "Approve this text" in page
    assert "Approve a press release" in other.get("/work/").content.decode()
    other.post(f"/newsroom/{item.pk}/approve/", {"seen": item.version})
    assert again(item).status == "approved"


def test_it_is_sent_back_with_words(item, writer, second):
    with speaking.as_person(writer):
        editing.put_forward(item, by=writer)
    client_of(second).post(f"/newsroom/{item.pk}/send-back/", {"why": "Say what happens next."})
    assert "Say what happens next." in client_of(writer).get(f"/newsroom/{item.pk}/").content.decode()


def test_a_minute_is_a_day_and_a_time_or_neither():
    one = reports.holder_of(roles.Communications)
    item = build.news(by=one)
    day = (transaction_time() + timedelta(days=4)).date()
    sent = build.FIELDS | typed("day", day) | {"at": "", "seen": item.version}
    page = client_of(one).post(f"/newsroom/{item.pk}/write/", sent).content.decode()
    assert "Choose both the day and the time" in page


def test_who_only_reads_drafts_reads_it_and_writes_nothing(item):
    panel = client_of(reports.holder_of(roles.PanelMember))
    assert panel.get(f"/newsroom/{item.pk}/").status_code == 200
    assert panel.get(f"/newsroom/{item.pk}/write/").status_code == 403
    stranger = client_of(reports.person())
    assert stranger.get(f"/newsroom/{item.pk}/").status_code == 404
    with speaking.as_person(reports.person()):
        assert not NewsItem.objects.filter(pk=item.pk).exists()
