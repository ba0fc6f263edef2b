"""Whoever tries to lead a stored answer back to a person, an invitation, a line, a cookie or a time, cannot."""

import itertools
import json
import logging
from datetime import timedelta
from urllib.parse import quote

import pytest
from django.conf import settings
from django.db import DatabaseError, connection, transaction
from django.utils import timezone

from accounts import roles, session_of_database, speaking
from audit.models import Look
from surveys import answering, doorway, keeping
from surveys.models import Answer, Dataset, DatasetRow, DayCount, Draft
from tests.build import programmes as plan
from tests.build import surveys as build
from tests.surveys.test_answering import begin, go_through, hidden_fields, number_in

pytestmark = pytest.mark.django_db

CANARY = "198.51.100.77"
BROWSER = "Canary/7.7 (fingerprint)"


@pytest.fixture(autouse=True)
def nothing_is_remembered():
    doorway.forget()


@pytest.fixture
def link():
    return build.links(build.open_survey())[0]


def columns_of(table: str) -> dict[str, str]:
    found = build.as_owner("SELECT column_name, data_type FROM information_schema.columns WHERE table_name = %s", table)
    return dict(found)


class TestWhatIsStored:
    def test_an_answer_holds_a_hash_a_link_and_what_was_answered_and_nothing_else(self):
        assert set(columns_of("surveys_answer")) == {"mark", "link_id", "values"}

    def test_no_table_of_answers_has_a_time_finer_than_a_day_or_a_number_in_a_row(self):
        for table in ("surveys_answer", "surveys_draft", "surveys_daycount", "surveys_datasetrow"):
            kinds = columns_of(table)
            assert not [name for name, kind in kinds.items() if "timestamp" in kind or kind.startswith("time")], table
        assert build.as_owner("SELECT count(*) FROM pg_sequences WHERE sequencename LIKE 'surveys_answer%'") == [(0,)]

    def test_the_number_in_an_address_cannot_be_made_from_what_is_stored(self, link):
        number = build.send(link)
        [(mark,)] = build.as_owner("SELECT mark FROM surveys_answer")
        assert bytes(mark) == doorway.mark_of(number)
        assert number.encode() not in bytes(mark)
        # The number is drawn anew each time: from 96 bits nobody finds which one it was.
        assert len({doorway.new_number(link.pk) for _ in range(500)}) == 500

    def test_no_other_table_of_the_database_knows_the_form(self, client, link):
        number, page = go_through(client, link)
        client.post(f"/s/{link.words}/{number}/check/", hidden_fields(page))
        mark = doorway.mark_of(number).hex()
        tables = build.as_owner(
            "SELECT table_name FROM information_schema.tables WHERE table_schema = 'public' AND table_type = 'BASE TABLE'"
        )
        for (table,) in tables:
            found = build.as_owner(
                f"SELECT count(*) FROM {table} each WHERE each::text LIKE %s OR each::text LIKE %s",
                f"%{mark}%",
                f"%{number}%",
            )
            assert found == [(1 if table == "surveys_answer" else 0,)], table


class TestWhoMayRead:
    @pytest.mark.parametrize("model", [Answer, Draft])
    def test_the_portals_own_role_can_read_no_answer_not_even_as_the_service(self, link, model):
        build.send(link)
        with pytest.raises(DatabaseError, match="permission denied"), transaction.atomic(), speaking.as_service():
            list(model.objects.all())

    def test_it_can_neither_change_nor_remove_one(self, link):
        build.send(link)
        for sql in ("UPDATE surveys_answer SET values = '{}'", "DELETE FROM surveys_answer"):
            with pytest.raises(DatabaseError, match="permission denied"), transaction.atomic():
                connection.cursor().execute(sql)

    def test_only_the_portal_itself_freezes_and_counts(self, link):
        for sql in ("SELECT surveys_freeze(1, ARRAY[1]::bigint[])", "SELECT surveys_count_the_day()"):
            with pytest.raises(DatabaseError, match="only the portal itself"), transaction.atomic():
                connection.cursor().execute(sql)

    def test_a_partnerships_people_see_a_frozen_answer_of_nobody(self, link):
        who = plan.seated(link.participation, roles.Coordinator)
        build.send(link)
        build.frozen(link.survey)
        with speaking.as_person(who):
            assert DatasetRow.objects.count() == 0
            assert Dataset.objects.count() == 0

    def test_whoever_is_tied_to_a_partnership_sees_no_answer_of_its_people(self, link):
        reader = plan.in_team(link.survey.programme, roles.Inspector)
        body = link.participation.partnership.organisations.first()
        build.send(link)
        build.send(build.links(link.survey)[1])
        build.frozen(link.survey)
        with speaking.as_person(reader):
            assert DatasetRow.objects.count() == 2
        with speaking.as_service():
            reader.ties.create(organisation=body, reason="worked there")
        with speaking.as_person(reader):
            assert DatasetRow.objects.count() == 1


class TestWhatARequestLeaves:
    def asking(self, client, link, caplog):
        """Answer as a browser that tells everything about itself; returns all answers of the portal."""
        telling = {
            "REMOTE_ADDR": CANARY,
            "HTTP_X_FORWARDED_FOR": CANARY,
            "HTTP_USER_AGENT": BROWSER,
            "HTTP_ACCEPT_LANGUAGE": "gd-canary",
            "HTTP_REFERER": "https://canary.example/",
            "HTTP_X_REQUEST_ID": "canary-request-id",
        }
        client.defaults.update(telling)
        client.cookies["sessionid"] = "canarycookie"
        caplog.set_level(logging.DEBUG)
        answers = [client.get(link.get_absolute_url())]
        number, page = go_through(client, link)
        sent = client.post(f"/s/{link.words}/{number}/check/", hidden_fields(page))
        return [*answers, page, sent, client.get(sent["Location"])], number

    def test_no_page_sets_a_cookie_or_names_a_request(self, client, link, caplog):
        answers, _ = self.asking(client, link, caplog)
        for answer in answers:
            assert not answer.cookies
            assert "no-store" in answer["Cache-Control"]
            assert answer["Referrer-Policy"] == "no-referrer"

    def test_no_line_is_logged_in_which_the_link_the_form_or_the_respondent_stands(self, client, link, caplog):
        _, number = self.asking(client, link, caplog)
        logged = " ".join(record.getMessage() + json.dumps(record.__dict__, default=str) for record in caplog.records)
        for told in (link.words, number, CANARY, BROWSER, "canarycookie", "gd-canary", "canary-request-id"):
            assert told not in logged, told

    def test_nothing_is_noted_among_what_was_looked_at_and_no_session_is_begun(self, client, link, caplog):
        from django.contrib.sessions.models import Session

        before = Look.objects.count(), Session.objects.count()
        self.asking(client, link, caplog)
        assert (Look.objects.count(), Session.objects.count()) == before

    def test_what_tells_of_the_respondent_is_stored_nowhere_in_the_database(self, client, link, caplog):
        self.asking(client, link, caplog)
        tables = build.as_owner(
            "SELECT table_name FROM information_schema.tables WHERE table_schema = 'public' AND table_type = 'BASE TABLE'"
        )
        for (table,) in tables:
            for told in (CANARY, "Canary/7.7", "canarycookie"):
                found = build.as_owner(
                    f"SELECT count(*) FROM {table} each WHERE each::text LIKE %s",
                    f"%{told}%",
                )
                assert found == [(0,)], (table, told)

    def test_someone_who_is_signed_in_answers_as_nobody(self, client, link, caplog):
        caplog.set_level(logging.INFO)
        who = plan.seated(link.participation, roles.Coordinator)
        client.force_login(who)
        caplog.clear()
        page = client.get(link.get_absolute_url())
        assert who.name not in page.content.decode()
        address = begin(client, link)
        assert str(who.pk) not in number_in(address).split("-")
        assert all(getattr(record, "person", None) != who.pk for record in caplog.records)


class TestWhatTheServerShows:
    """Statements hold what is sent: neither the list of sessions, nor statistics, nor the server's log may hold them."""

    WORDS = "canary-in-a-statement"

    @pytest.fixture
    def another_session(self):
        """A second connection as the portal's own role, as another web process would have it; nothing of it stays."""
        other = connection.get_new_connection(connection.get_connection_params())
        yield other
        other.rollback()
        other.close()

    def send_as(self, session, link):
        given = json.dumps({**build.ANSWERS, "works-well": self.WORDS})
        with session.cursor() as cursor:
            cursor.execute("SELECT pg_backend_pid()")
            [pid] = cursor.fetchone()
            # The link stands in the test's own transaction, so the function finds it closed: the statement is the same.
            cursor.execute("SELECT surveys_take(%s, %s, %s::jsonb)", [link.pk, b"mark", given])
        return pid

    def test_the_list_of_sessions_shows_no_answer_and_not_when_it_came(self, link, another_session):
        """Asked as the role that sent it, which sees all there is to see of its own sessions."""
        pid = self.send_as(another_session, link)
        sql = "SELECT query, query_start, xact_start, state_change FROM pg_stat_activity WHERE pid = %s"
        [seen] = build.as_owner(sql, pid)
        assert self.WORDS not in str(seen)
        assert not any(seen), seen

    def test_the_portal_says_so_where_a_database_shows_statements(self, monkeypatch, client):
        assert client.get("/readyz").content == b"ready\n"
        shown = session_of_database.Looked(dangers=(), shows_statements=True)
        monkeypatch.setattr(session_of_database, "look_at", lambda connection: shown)
        answer = client.get("/readyz")
        assert answer.status_code == 200
        assert b"track_activities" in answer.content

    def test_statistics_of_statements_hold_none_with_an_answer(self, link, another_session):
        self.send_as(another_session, link)
        there = build.as_owner("SELECT count(*) FROM pg_extension WHERE extname = 'pg_stat_statements'")
        if there != [(0,)]:
            found = build.as_owner("SELECT count(*) FROM pg_stat_statements WHERE query LIKE %s", f"%{self.WORDS}%")
            assert found == [(0,)]

    @pytest.mark.parametrize(
        ("name", "value"),
        [
            ("track_activities", "off"),
            ("log_statement", "none"),
            ("log_min_duration_statement", "-1"),
            ("log_min_error_statement", "panic"),
            ("log_error_verbosity", "terse"),
            ("log_parameter_max_length", "0"),
            ("log_parameter_max_length_on_error", "0"),
        ],
    )
    def test_the_server_is_told_to_write_no_statement_down(self, name, value):
        assert build.as_owner("SELECT current_setting(%s)", name) == [(value,)]

    def test_a_statement_that_fails_leaves_no_word_of_an_answer_in_the_servers_log(self, link, another_session):
        import psycopg2

        log = settings.BASE_DIR / "var" / "test" / "log" / "postgres.log"
        if not log.exists():
            pytest.skip("the log of a database that others run is not ours to read")
        for sql in ("SELECT surveys_take(%s, %s::bytea, 'no json '::jsonb)", "SELECT 1/0, %s, %s"):
            with pytest.raises(psycopg2.Error), another_session.cursor() as cursor:
                cursor.execute(sql, [link.pk, self.WORDS])
            another_session.rollback()
        # Before what is looked for: that the log holds these failures at all.
        written = log.read_text(encoding="utf-8", errors="replace")
        assert "division by zero" in written
        assert self.WORDS not in written


class TestTheOrder:
    def test_a_frozen_dataset_says_nothing_of_the_order_in_which_answers_came(self, link):
        """Sixty answers sent in a row: their places in the dataset hold no trace of it, nor do its files."""
        for place in range(60):
            build.send(link, {**build.ANSWERS, "place": place})
        dataset = build.frozen(link.survey)
        with speaking.as_service():
            rows = list(DatasetRow.objects.filter(dataset=dataset).order_by("pk").values_list("values", flat=True))
        # On the disk they may lie in another order than their keys': the database fills gaps that it has cleared.
        stored = build.as_owner("SELECT values->>'place' FROM surveys_datasetrow ORDER BY ctid")
        for places in ([row["place"] for row in rows], [int(place) for (place,) in stored]):
            assert sorted(places) == list(range(60))
            # How many neighbours follow each other as they came: one or so by lot, fifty-nine in a row.
            assert sum(after == before + 1 for before, after in itertools.pairwise(places)) < 12

    def test_when_a_survey_is_frozen_the_marks_of_its_forms_are_gone(self, link):
        number = build.send(link)
        answering.keep(link.pk, doorway.new_number(link.pk), build.ANSWERS)
        build.frozen(link.survey)
        assert build.as_owner("SELECT count(*) FROM surveys_answer") == [(0,)]
        assert build.as_owner("SELECT count(*) FROM surveys_draft") == [(0,)]
        assert "mark" not in columns_of("surveys_datasetrow")
        assert not answering.form(number).was_sent

    def test_of_time_only_the_day_is_kept_with_all_answers_of_that_day_together(self, link):
        for _ in range(3):
            build.send(link)
        keeping.keep_surveys()
        with speaking.as_service():
            assert list(DayCount.objects.filter(link=link).values_list("on", "answers")) == [(timezone.localdate(), 3)]


class TestHistory:
    def test_no_history_is_written_when_somebody_opens_a_link_or_answers_first(self, client, link):
        events = "SELECT count(*) FROM surveys_linkevent"
        before = build.as_owner(events)
        first, second = build.links(link.survey)
        client.get(first.get_absolute_url())
        build.send(second)
        assert build.as_owner("SELECT count(*) FROM surveys_link WHERE version_id IS NOT NULL") == [(2,)]
        assert build.as_owner(events) == before


class TestAddressesThatWereMistyped:
    def typed(self, client, caplog, path):
        caplog.set_level(logging.DEBUG)
        caplog.clear()
        return client.get(path)

    def logged(self, caplog) -> str:
        return " ".join(json.dumps(record.__dict__, default=str) for record in caplog.records)

    @pytest.mark.parametrize("shape", ["/S/{}/", "/s/“{}”/", '/s/"{}"/', "/S/{}", "/s/ {} /", "/s/'{}'"])
    def test_capitals_spaces_and_quotation_marks_lead_to_the_survey_and_are_noted_nowhere(
        self, client, link, caplog, shape
    ):
        typed = link.words.upper().replace("-", " ")
        answer = self.typed(client, caplog, quote(shape.format(typed)))
        assert (answer.status_code, answer["Location"]) == (301, link.get_absolute_url())
        assert typed not in self.logged(caplog)
        assert link.words not in self.logged(caplog)
        assert not [record for record in caplog.records if record.name != "django.db.backends"]

    def test_a_page_that_fails_is_logged_without_its_address(self, client, link, caplog, monkeypatch):
        def fails(*args, **kwargs):
            raise RuntimeError("broken")

        monkeypatch.setattr("surveys.doorway.is_ours", fails)
        client.raise_request_exception = False
        answer = self.typed(client, caplog, f"{link.get_absolute_url()}a-form/q/1/")
        assert answer.status_code == 500
        assert "A respondent's page failed: /s/[hidden]" in caplog.text
        assert link.words not in self.logged(caplog)

    @pytest.mark.parametrize("path", ["/s/“words that lead nowhere”/", "/S/WORDS THAT", "/s/words-that/x/q/", "/s/“”/"])
    def test_an_address_that_leads_nowhere_says_what_to_do_and_is_noted_nowhere(self, client, link, caplog, path):
        answer = self.typed(client, caplog, quote(path))
        while answer.status_code == 301:
            answer = client.get(answer["Location"])
        assert answer.status_code == 404
        page = answer.content.decode()
        assert "ask whoever passed the link on" in page
        assert "account it was sent to" not in page
        assert "words" not in self.logged(caplog).lower()
        assert not answer.cookies
        assert "no-store" in answer["Cache-Control"]


class TestThanks:
    def test_nobody_is_thanked_at_a_survey_that_has_not_opened(self, client, link):
        build.set_days(link.survey, timezone.localdate() + timedelta(days=2), timezone.localdate() + timedelta(days=5))
        page = client.get(f"{link.get_absolute_url()}thanks/").content.decode()
        assert "This survey is not open yet" in page
        assert "have been sent" not in page

    def test_who_opens_the_page_without_sending_is_told_that_nothing_was_sent(self, client, link):
        page = client.get(f"{link.get_absolute_url()}thanks/").content.decode()
        assert "without sending a form, nothing has been sent" in page
