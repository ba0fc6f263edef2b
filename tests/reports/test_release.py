"""Nothing before its minute, everything from its minute on, with nobody at work but the database.

No worker runs in these tests and no task is called: whether an edition is public follows from its row and the clock.
The clock is never faked. The release is put so many seconds from the database's own now.
"""

import logging
import re
import time
from datetime import timedelta

import pytest
from django.conf import settings
from django.core.cache import cache
from django.db import DatabaseError, connection, transaction
from django.test import Client

from accounts import roles, speaking
from accounts.moves import IllegalMove
from reports import actions
from reports.clock import transaction_time
from reports.models import Edition, EditionFile, Publication, Report, Section
from tests.build import reports as build

pytestmark = pytest.mark.django_db

CANARY = "Zyxwvut7canary"
BEFORE = [60, 1]
AFTER = [0, -1, -60]
#: What a person who knows how reports are named would try.
GUESSES = [
    "/reports/{slug}/",
    "/reports/{slug}",
    "/reports/{slug}/report.pdf",
    "/reports/{slug}/report.pdf/",
    "/reports/{slug}/editions/1/",
    "/reports/{slug}/editions/1/report.pdf",
    "/reports/{slug}/editions/2/",
    "/reports/{slug}/data/answers.csv",
    "/reports/{slug}/data/data-dictionary.csv",
    "/reports/{slug}/editions/1/data/answers.csv",
    "/reports/{slug}/index.html",
    "/reports/{slug}.pdf",
    "/reports/{slug}/?preview=1",
    "/reports/{slug}/?edition={pk}",
    "/reports/?programme={slug}",
    "/reports/?page=2",
    "/reports/",
    "/",
    "/programmes/",
    "/programmes/{slug}/",
    "/areas/",
    "/areas/{area}/",
    "/feeds/publications.atom",
    "/sitemap.xml",
    "/robots.txt",
    "/static/reports/{slug}.pdf",
    "/media/{slug}.pdf",
    "/files/{pk}/",
    "/drafting/{report}/",
    "/drafting/{report}/preview/",
    "/drafting/editions/{pk}/",
    "/drafting/editions/{pk}/preview/",
    "/drafting/editions/{pk}/report.pdf",
]
#: Addresses that carry the canary from the minute on.
TELL = ["/reports/{slug}/", "/reports/{slug}/editions/1/", "/reports/", "/", "/programmes/{slug}/", "/areas/{area}/",
        "/feeds/publications.atom"]  # fmt: skip


@pytest.fixture
def embargoed():
    """A report that says the canary in its title, body, figure, file name and description, with its edition frozen."""
    build.any_second()
    area = build.areas(1)[0]
    programme = build.programme(slug="secret-review", title="The review", short_title="Review")
    report = build.report(
        programme, title=f"{CANARY} in the title", slug="secret-review", summary=f"{CANARY} in the summary."
    )
    with speaking.as_service():
        report.areas.set([area])
        Section.objects.filter(report=report, position=2).update(body=f"{CANARY} in the body.")
        report.figures.update(message=f"{CANARY} in a heading", description=f"{CANARY} in an alternative text")
    edition = build.edition(report)
    return edition, {"slug": "secret-review", "pk": edition.pk, "report": report.pk, "area": area.slug}


def everybody(programme):
    """One of every kind of person who is not of the draft's own team, and nobody at all."""
    return {
        "nobody": None,
        "somebody with an account": build.person(),
        "information governance": build.holder_of(roles.InformationGovernance),
        "another programme's lead": build.member_of(build.programme(), roles.Lead),
        "the team's lead": build.member_of(programme, roles.Lead),
        "an administrator": build.holder_of(roles.Administrator),
        "communications": build.holder_of(roles.Communications),
    }


#: Who may read the draft where it is written; the public's addresses are closed to them as well.
INSIDE = {"the team's lead", "an administrator", "communications"}


def signed_in(person) -> Client:
    client = Client(raise_request_exception=False)
    if person is not None:
        client.force_login(person, backend=settings.AUTHENTICATION_BACKENDS[0])
    return client


def said(response) -> str:
    """Everything that an answer tells: its status, its headers, its body."""
    body = b"".join(response.streaming_content) if response.streaming else response.content
    return f"{response.status_code} {dict(response.headers)} " + body.decode("utf-8", "replace")


@pytest.mark.parametrize("seconds", BEFORE)
def test_nothing_is_told_before_the_minute(embargoed, seconds, caplog):
    edition, names = embargoed
    build.released(edition, seconds=seconds)
    cache.clear()
    with caplog.at_level(logging.DEBUG):
        for kind, person in everybody(edition.report.programme).items():
            client = signed_in(person)
            for guess in GUESSES:
                if kind in INSIDE and guess.startswith("/drafting/"):
                    continue
                answer = said(client.get(guess.format(**names)))
                assert CANARY not in answer, f"{kind} reads it at {guess} {seconds} s early"
                if guess.startswith("/reports/{slug}"):
                    assert answer[:3] in {"404", "301"}, f"{kind} gets {answer[:3]} at {guess}"
    assert CANARY not in caplog.text
    assert CANARY not in str(cache.__dict__) + str(getattr(cache, "_cache", ""))


@pytest.mark.parametrize("seconds", AFTER)
def test_everything_is_there_from_the_minute_on_with_no_worker(embargoed, seconds):
    edition, names = embargoed
    build.released(edition, seconds=seconds)
    for kind, person in everybody(edition.report.programme).items():
        client = signed_in(person)
        for address in TELL:
            answer = client.get(address.format(**names))
            assert answer.status_code == 200, f"{kind} at {address}"
            assert CANARY in answer.content.decode(), f"{kind} does not read it at {address}"
        assert "/reports/secret-review/" in client.get("/sitemap.xml").content.decode()
        assert client.get("/reports/secret-review/data/answers.csv").status_code == 200


def test_unconfirmed_it_stays_closed_for_ever(embargoed):
    edition, names = embargoed
    build.released(edition, seconds=-3600, confirmed=False)
    for guess in GUESSES:
        assert CANARY not in said(Client().get(guess.format(**names)))


def test_the_page_of_an_embargoed_report_and_of_none_are_equal_to_the_byte(embargoed):
    edition, names = embargoed
    build.released(edition, seconds=1)
    for kind, person in everybody(edition.report.programme).items():
        client = signed_in(person)
        for address in (
            "/reports/{}/",
            "/reports/{}/editions/1/",
            "/reports/{}/report.pdf",
            "/reports/{}/data/answers.csv",
        ):
            embargo, nothing = (client.get(address.format(slug)) for slug in ("secret-review", "never-existed"))
            assert embargo.status_code == nothing.status_code == 404
            assert embargo.content == nothing.content, f"{kind} can tell them apart at {address}"
            for response in (embargo, nothing):
                del response.headers["X-Request-ID"]
                response.headers.pop("Expires", None)
                # Between two questions a second may pass: both may be kept to the same minute's end.
                response["Cache-Control"] = re.sub(r"\d+", "…", response["Cache-Control"])
            assert embargo.headers == nothing.headers, f"{kind} can tell them apart by their headers at {address}"


def test_a_later_edition_stays_closed_beside_an_open_one(embargoed):
    edition, names = embargoed
    build.released(edition, seconds=-7200)
    with speaking.as_service():
        report = Report.objects.get(pk=edition.report_id)
        Section.objects.filter(report=report, position=2).update(body="Second9canary instead.")
        Report.objects.filter(pk=report.pk).update(title="Second9canary in the title")
    second = build.edition(report, what_changed="Second9canary in what changed.")
    build.released(second, seconds=1)
    for guess in [*GUESSES, "/reports/{slug}/editions/2/data/answers.csv"]:
        assert "Second9canary" not in said(Client().get(guess.format(**names)))
    assert CANARY in Client().get("/reports/secret-review/").content.decode()
    embargo, nothing = (Client().get(f"/reports/secret-review/editions/{number}/") for number in (2, 3))
    assert embargo.content == nothing.content


def test_a_forgotten_filter_shows_nothing_early(embargoed):
    """Behind the querysets stands the database: asked for everything, it gives what is public."""
    edition, _ = embargoed
    build.released(edition, seconds=1)
    stranger = build.person()
    for who in (None, stranger):
        with transaction.atomic(), speaking.as_person(who):
            for model in (Report, Section, Edition, EditionFile, Publication):
                assert not model.objects.exists(), f"{model.__name__} shows rows to {who}"
    build.put_at(seconds=0)
    with transaction.atomic(), speaking.as_person(None):
        assert Edition.objects.count() == Publication.objects.count() == EditionFile.objects.count() == 1
        assert not Report.objects.exists(), "the draft of the next edition is nobody's"
        assert not Section.objects.exists()


def test_removing_the_filter_would_turn_the_first_test_red(embargoed, monkeypatch):
    """With both walls down the canary is read early: the test above does look."""
    edition, names = embargoed
    build.released(edition, seconds=60)
    monkeypatch.setattr(
        "reports.models.release.EditionQuerySet.public", lambda self: self.filter(publication__isnull=False)
    )
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL ROLE portal_owner")
        cursor.execute("CREATE POLICY hole ON reports_edition FOR SELECT TO portal_app USING (true)")
        cursor.execute("CREATE POLICY hole ON reports_publication FOR SELECT TO portal_app USING (true)")
        cursor.execute("SET LOCAL ROLE portal_app")
    assert CANARY in said(Client().get("/reports/secret-review/"))


def test_with_the_filter_gone_the_database_alone_still_keeps_it(embargoed, monkeypatch):
    edition, names = embargoed
    build.released(edition, seconds=60)
    monkeypatch.setattr(
        "reports.models.release.EditionQuerySet.public", lambda self: self.filter(publication__isnull=False)
    )
    for guess in GUESSES:
        assert CANARY not in said(Client().get(guess.format(**names)))


# --- Caches ----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "address", ["/", "/reports/", "/reports/nothing-here/", "/nothing-at-all/", "/feeds/publications.atom"]
)
def test_every_cache_ends_at_the_next_whole_minute_whether_or_not_something_comes(address):
    response = Client().get(address)
    kept = dict(part.strip().partition("=")[::2] for part in response["Cache-Control"].split(","))
    now = transaction_time()
    assert "public" in kept
    # In a test the transaction began some time ago: what is kept ends at the end of the minute in which it began.
    assert int(kept["max-age"]) <= 60 - now.second
    assert response["Expires"].endswith(":00 GMT")


def test_how_long_a_page_may_be_kept_says_nothing_of_a_release_to_come(embargoed):
    edition, _ = embargoed
    without = Client().get("/reports/secret-review/")
    build.released(edition, seconds=25)
    with_release = Client().get("/reports/secret-review/")
    assert without["Expires"] == with_release["Expires"]


def test_for_somebody_signed_in_nothing_is_kept():
    client = signed_in(build.person())
    for address in ("/", "/reports/nothing-here/"):
        assert client.get(address)["Cache-Control"] == "private, no-store"


def test_a_page_kept_ready_is_not_shown_when_its_release_is_not_public(embargoed):
    """The page of an edition is kept in the shared cache; who may read it is asked every time."""
    edition, _ = embargoed
    build.released(edition, seconds=-1)
    assert Client().get("/reports/secret-review/").status_code == 200
    build.put_at(seconds=1)
    assert Client().get("/reports/secret-review/").status_code == 404


def test_what_has_been_read_is_not_sent_again(embargoed):
    edition, _ = embargoed
    build.released(edition, seconds=-1)
    first = Client().get("/reports/secret-review/")
    again = Client().get("/reports/secret-review/", headers={"If-None-Match": first["ETag"]})
    assert again.status_code == 304
    assert again.content == b""


# --- As fast ---------------------------------------------------------------------------------------------------------


def test_both_pages_that_are_not_there_take_the_same_work(embargoed):
    """The same statements, and about the same time: of many taken in turns, the quick ones, which nothing disturbed."""
    from django.test.utils import CaptureQueriesContext

    edition, _ = embargoed
    build.released(edition, seconds=3600)
    client = Client()
    seen, times = {}, {"secret-review": [], "never-existed": []}
    for slug in times:
        with CaptureQueriesContext(connection) as queries:
            client.get(f"/reports/{slug}/")
        seen[slug] = [query["sql"].replace(slug, "…") for query in queries if "SAVEPOINT" not in query["sql"]]
    assert seen["secret-review"] == seen["never-existed"]
    for _ in range(150):
        for slug, taken in times.items():
            began = time.perf_counter()
            client.get(f"/reports/{slug}/")
            taken.append(time.perf_counter() - began)
    hidden, nothing = (sorted(taken)[len(taken) // 10] for taken in times.values())
    assert abs(hidden - nothing) < 0.15 * nothing, f"{hidden * 1000:.2f} ms against {nothing * 1000:.2f} ms"


# --- Two people ------------------------------------------------------------------------------------------------------


@pytest.fixture
def two():
    """An edition ready for release and two people who may release it."""
    edition = build.edition()
    return edition, build.holder_of(roles.Communications), build.holder_of(roles.Administrator)


def minute(hours: float = 24):
    return (transaction_time() + timedelta(hours=hours)).replace(second=0, microsecond=0)


def test_one_person_alone_releases_nothing(two):
    edition, first, _ = two
    with speaking.as_person(first):
        publication = actions.schedule(edition, publish_at=minute(), by=first)
        with pytest.raises(actions.CannotRelease):
            actions.confirm(publication, by=first)
    with pytest.raises(DatabaseError), transaction.atomic(), speaking.as_service():
        Publication.objects.filter(pk=publication.pk).update(confirmed_by=first, confirmed_at=transaction_time())


def test_nobody_confirms_in_somebody_else_s_name(two):
    edition, first, second = two
    with speaking.as_person(first):
        publication = actions.schedule(edition, publish_at=minute(), by=first)
    with pytest.raises(DatabaseError), transaction.atomic(), speaking.as_person(first):
        Publication.objects.filter(pk=publication.pk).update(confirmed_by=second, confirmed_at=transaction_time())


def test_a_second_person_confirms_and_one_person_may_move_it_back(two):
    edition, first, second = two
    with speaking.as_person(first):
        publication = actions.schedule(edition, publish_at=minute(24), by=first)
    with speaking.as_person(second):
        publication = actions.confirm(publication, by=second)
        assert Edition.objects.select_related("publication").get(pk=edition.pk).state == Edition.State.CONFIRMED
        publication = actions.move(publication, publish_at=minute(30), by=second)
    assert (publication.publish_at, publication.confirmed_by) == (minute(30), second)


def test_a_move_forward_waits_for_another_person_and_until_then_the_minute_stands(two):
    edition, first, second = two
    with speaking.as_person(first):
        publication = actions.schedule(edition, publish_at=minute(24), by=first)
    with speaking.as_person(second):
        publication = actions.confirm(publication, by=second)
        publication = actions.move(publication, publish_at=minute(2), by=second)
        assert publication.publish_at == minute(24)
        with pytest.raises(actions.CannotRelease):
            actions.confirm(publication, by=second)
    with speaking.as_person(first):
        publication = actions.confirm(publication, by=first)
    assert publication.publish_at == minute(2)
    assert (publication.scheduled_by, publication.confirmed_by) == (second, first)


def test_the_database_refuses_a_move_forward_by_one_person(two):
    edition, first, second = two
    with speaking.as_person(first):
        publication = actions.schedule(edition, publish_at=minute(24), by=first)
    with speaking.as_person(second):
        publication = actions.confirm(publication, by=second)
    for context in (speaking.as_person(second), speaking.as_service()):
        with pytest.raises(DatabaseError, match="second person"), transaction.atomic(), context:
            Publication.objects.filter(pk=publication.pk).update(publish_at=minute(2))


def test_a_minute_that_has_come_is_not_confirmed_afterwards(two):
    edition, first, second = two
    build.any_second()
    publication = build.released(edition, seconds=-5, confirmed=False)
    with speaking.as_person(second), pytest.raises(actions.CannotRelease, match="passed"):
        actions.confirm(publication, by=second)
    with pytest.raises(DatabaseError), transaction.atomic(), speaking.as_person(second):
        Publication.objects.filter(pk=publication.pk).update(confirmed_by=second, confirmed_at=transaction_time())


def test_called_off_before_its_minute_and_scheduled_anew_it_needs_two_people_again(two):
    edition, first, second = two
    with speaking.as_person(first):
        publication = actions.schedule(edition, publish_at=minute(24), by=first)
    with speaking.as_person(second):
        publication = actions.confirm(publication, by=second)
        publication = actions.call_off(publication, reason="A number is wrong.", by=second)
        assert not publication.is_public
        publication = actions.schedule(edition, publish_at=minute(48), by=second)
    assert publication.confirmed_at is None


def test_what_is_public_is_never_taken_back(two):
    edition, first, second = two
    build.any_second()
    publication = build.released(edition, seconds=-1)
    with speaking.as_person(second):
        for act in (
            lambda: actions.call_off(publication, reason="", by=second),
            lambda: actions.move(publication, publish_at=minute(), by=second),
            lambda: actions.schedule(edition, publish_at=minute(), by=second),
        ):
            with pytest.raises(IllegalMove):
                act()
    for change in ({"cancelled_at": transaction_time(), "cancelled_by": second}, {"publish_at": minute()}):
        with pytest.raises(DatabaseError, match="never taken back"), transaction.atomic(), speaking.as_service():
            Publication.objects.filter(pk=publication.pk).update(**change)


def test_an_edition_without_its_pdf_is_not_confirmed():
    edition = build.edition(pdf=False)
    first, second = build.holder_of(roles.Communications), build.holder_of(roles.Administrator)
    with speaking.as_person(first):
        publication = actions.schedule(edition, publish_at=minute(), by=first)
    with speaking.as_person(second), pytest.raises(actions.CannotRelease, match="PDF"):
        actions.confirm(publication, by=second)


# --- Frozen ----------------------------------------------------------------------------------------------------------


def test_an_edition_never_changes():
    edition = build.edition()
    for change in ({"title": "Other"}, {"html": ""}, {"content": {}}, {"data_files": {}}, {"number": 7}):
        with pytest.raises(DatabaseError), transaction.atomic(), speaking.as_service():
            Edition.objects.filter(pk=edition.pk).update(**change)
    with pytest.raises(DatabaseError), transaction.atomic(), speaking.as_service():
        Edition.objects.filter(pk=edition.pk).delete()
    with pytest.raises(DatabaseError), transaction.atomic(), speaking.as_service():
        EditionFile.objects.filter(edition=edition).update(pages=1)


def test_a_change_upstream_alters_nothing_that_was_frozen():
    edition = build.published()
    before = Client().get(edition.get_absolute_url()).content
    with speaking.as_service():
        edition.report.figures.update(data={**build.NUMBERS, "rows": [["Adults", 1], ["Children", 2], ["Justice", 3]]})
        Section.objects.filter(report=edition.report).update(body="Something else.")
        Report.objects.filter(pk=edition.report_id).update(title="Something else", summary="Something else.")
    cache.clear()
    assert Client().get(edition.get_absolute_url()).content == before
    assert "61" in Client().get(edition.get_edition_url() + "data/answers.csv").content.decode()


def test_a_correction_is_a_new_edition_at_the_same_address_and_says_what_changed():
    first = build.published()
    with speaking.as_service():
        Section.objects.filter(report=first.report, position=2).update(body="The corrected text.")
    with pytest.raises(actions.CannotFreeze):
        build.edition(first.report)
    with speaking.as_service():
        frozen = actions.freeze(first.report, by=build.person(), what_changed="A number in paragraph 2.1 was wrong.")
        build.has_pdf(frozen)
        now = transaction_time().replace(second=0, microsecond=0)
        Publication.objects.create(
            edition=frozen, publish_at=now, scheduled_by=build.person(), confirmed_by=build.person(),
            confirmed_at=now - timedelta(hours=1),
        )  # fmt: skip
    page = Client().get(first.get_absolute_url()).content.decode()
    assert "The corrected text." in page
    assert "A number in paragraph 2.1 was wrong." in page
    earlier = Client().get(first.get_edition_url()).content.decode()
    assert "The corrected text." not in earlier
    assert "A newer one has replaced it" in earlier


def test_freezing_again_sets_the_unreleased_edition_aside_and_takes_its_number():
    report = build.report()
    first, second = build.edition(report), build.edition(report)
    with speaking.as_service():
        first.refresh_from_db()
    assert first.set_aside_at and (first.number, second.number) == (1, 1)
    with pytest.raises(IllegalMove), speaking.as_service():
        actions.schedule(first, publish_at=minute(), by=build.person())


def test_while_a_release_waits_nothing_else_is_frozen():
    edition = build.edition()
    build.any_second()
    build.released(edition, seconds=600)
    with pytest.raises(IllegalMove), speaking.as_service():
        actions.freeze(edition.report, by=build.person())


def test_an_address_is_for_ever():
    edition = build.edition()
    with pytest.raises(DatabaseError), transaction.atomic(), speaking.as_service():
        Report.objects.filter(pk=edition.report_id).update(slug="elsewhere")
