"""Every address, by GET and by POST, as every kind of person: each gets the answer that its row states.

Then the same with the filters off, as if every ``visible_to`` had been forgotten: the wall in the database still shows
nobody what is somebody else's. And each of these checks is shown to fail where what it looks for is broken.
"""

import re
from collections import defaultdict
from contextlib import ExitStack, contextmanager
from datetime import date
from unittest import mock

import pytest
from django.db import connection, models, transaction
from django.http import HttpResponse
from django.test import SimpleTestCase, TestCase

from accounts import speaking
from audit import changes
from inspections import rules as inspections_rules
from inspections.models.returns import ReturnQuerySet, SubmissionQuerySet
from programmes.models import Programme
from programmes.models.taking_part import ParticipationQuerySet
from tests.house.matrix import (
    accounts,
    accuracy,
    analysis,
    assurance,
    audit,
    demo,
    files,
    followup,
    inspections,
    newsroom,
    notifications,
    programmes,
    public,
    reports,
    surveys,
)
from tests.house.matrix.people import (
    ADMINISTRATOR,
    CHIEF,
    COORDINATOR,
    EVERYBODY,
    FOREIGN_COORDINATOR,
    KNOW_THE_REVIEW,
    LEAD,
    NEIGHBOUR_COORDINATOR,
    ONE_OF_EACH,
    OTHER_LEAD,
    STRANGER,
    SUPPORT,
    WRITER,
)
from tests.house.matrix.rows import MOVED, NOT_THERE, OK, REFUSED, Row
from tests.house.matrix.walk import Walk
from tests.house.matrix.world import World
from tests.house.pages import every_address

TABLES = [
    accounts,
    accuracy,
    audit,
    demo,
    files,
    followup,
    analysis,
    assurance,
    inspections,
    newsroom,
    notifications,
    programmes,
    public,
    reports,
    surveys,
]
#: Pages of libraries stand in the table of the room that gives them an address.
LISTED_IN = {"allauth": "accounts"}
VIEWS = {address.name: address.view for address in every_address()}


def room_of(view) -> str:
    first = view.__module__.partition(".")[0]
    return LISTED_IN.get(first, first)


def addresses_without_a_row(tables: dict[str, list[Row]]) -> list[str]:
    """Addresses that no row states, and rows that state no address of their room."""
    there = {(room_of(view), name) for name, view in VIEWS.items()}
    stated = {(room, row.name) for room, rows in tables.items() for row in rows}
    return sorted(f"{room}: {name}" for room, name in there ^ stated)


def tables() -> dict[str, list[Row]]:
    return {table.__name__.rpartition(".")[2]: list(table.ROWS) for table in TABLES}


ROWS: dict[str, list[Row]] = defaultdict(list)
for _table in TABLES:
    for _row in _table.ROWS:
        ROWS[_row.name].append(_row)


class TheTables(SimpleTestCase):
    def test_every_address_has_its_row_in_the_table_of_its_room(self):
        self.assertEqual(addresses_without_a_row(tables()), [], "See tests/house/matrix/, each room's own table.")

    def test_an_address_without_a_row_is_found(self):
        without = tables()
        without["inspections"] = [row for row in without["inspections"] if row.name != "inspections:accept"]
        self.assertEqual(addresses_without_a_row(without), ["inspections: inspections:accept"])

    def test_no_two_addresses_share_a_name(self):
        names = [address.name for address in every_address()]
        self.assertEqual([name for name in VIEWS if names.count(name) > 1], [])

    def test_every_row_lets_somebody_in_or_says_why_not(self):
        for row in (row for rows in ROWS.values() for row in rows):
            with self.subTest(row.name, case=row.case):
                self.assertTrue(row.by and row.by <= EVERYBODY and row.may_send <= row.by)
                self.assertTrue({row.get, row.post} <= {OK, MOVED, None} or row.why)

    def test_two_rows_of_one_address_say_what_tells_them_apart(self):
        for name, rows in ROWS.items():
            self.assertEqual(len({row.case for row in rows}), len(rows), name)


def plain(status: int):
    """In place of the pages for 404 and 403, which say the same whatever was asked for: most answers are one of them."""
    return lambda request, exception=None: HttpResponse("not for you", status=status)


class Matrix(TestCase):
    """The world, built once for all addresses; what a request does is undone after it.

    Each class keeps to one worker, or every worker would build a world for a share of its tests.
    """

    @classmethod
    def setUpTestData(cls):
        cls.walk = Walk(World())

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        # The test client would keep every template of every answer, with what it was given.
        cls.enterClassContext(mock.patch("django.test.client.store_rendered_templates"))
        for status in (REFUSED, NOT_THERE):
            cls.enterClassContext(mock.patch(f"scrutiny_portal.urls.handler{status}", plain(status)))

    def found_by(self, look, rows) -> list[str]:
        walk = type(self).walk
        return [line for row in rows for line in look(walk, row)]

    def assert_nothing(self, found: list[str]) -> None:
        self.assertEqual(found, [], "\n" + "\n".join(found))


def for_each_address(check):
    """A class with a test of its own for every address, so that one that fails names it."""

    def fill(matrix):
        for name, rows in ROWS.items():

            def test(self, rows=rows):
                check(self, rows)

            setattr(matrix, f"test_{re.sub(r'[^a-z0-9]+', '_', name.lower())}", test)
        return matrix

    return fill


# --- Each answers as its rows state ----------------------------------------------------------------------------------


@pytest.mark.xdist_group("matrix, as the rows state")
@for_each_address(lambda self, rows: self.assert_nothing(self.found_by(Walk.wrong_about, rows)))
class EveryAddressAnswersAsItsRowsState(Matrix):
    def test_of_an_announced_programme_everybody_knows_and_is_refused_its_work(self):
        walk = type(self).walk
        about_the_review = [
            row for rows in ROWS.values() for row in rows if row.get and row.about.seen_by is KNOW_THE_REVIEW
        ]
        self.assertGreater(len(about_the_review), 20)
        Programme.objects.filter(slug="review").update(public_from=date(2020, 1, 1))
        for row in about_the_review:
            for kind in (STRANGER, OTHER_LEAD, FOREIGN_COORDINATOR):
                with self.subTest(row.name, kind=kind):
                    answer = walk.ask(kind, "GET", row, row.about.parts(walk.world))
                    self.assertEqual(answer.status, REFUSED)
                    self.assertEqual(walk.leaks(row, kind, answer), [])


# --- With the filters off --------------------------------------------------------------------------------------------


def _querysets(base=models.QuerySet):
    for each in base.__subclasses__():
        yield each
        yield from _querysets(each)


@contextmanager
def filters_off(*only):
    """As if somebody had forgotten every filter, or only these: whoever asks is shown all that the database shows."""
    with ExitStack() as forgotten:
        for queryset in only or set(_querysets()):
            for name in {"visible_to", "overseen_by", "sat_in_by"} & set(vars(queryset)):
                forgotten.enter_context(mock.patch.object(queryset, name, lambda self, user: self.all()))
        yield


@contextmanager
def wall_down():
    """As if the database did not know who asks, and took everybody for the portal itself."""
    say = speaking._say
    with mock.patch.object(speaking, "_say", lambda person, service: say(person, True)):
        yield


def walled_tables() -> set[str]:
    with connection.cursor() as cursor:
        cursor.execute("SELECT relname FROM pg_class WHERE relrowsecurity AND relforcerowsecurity")
        return {name for (name,) in cursor.fetchall()}


def stands_behind_the_wall(row: Row, walled: set[str]) -> bool:
    """Whether a page fetches, by its guard, a row of a table that the wall protects."""
    about = getattr(VIEWS[row.name], "about", None)
    return about is not None and about._meta.db_table in walled


def shown_without_filters(walk: Walk, row: Row) -> list[str]:
    """What somebody sees who should not, and which pages fail, where the code has forgotten to ask."""
    parts, found = row.about.parts(walk.world), []
    for method in ("GET", "POST"):
        for kind in sorted(ONE_OF_EACH & row.asked_by if row.knows(method) else ()):
            answer = walk.ask(kind, method, row, parts)
            found += walk.leaks(row, kind, answer, behind=walk.world.walled)
            if answer.status >= 500:
                found.append(f"{answer}: {answer.status}{answer.why}")
    return found


@pytest.mark.xdist_group("matrix, with the filters off")
@for_each_address(lambda self, rows: self.assert_nothing(self.found_by(shown_without_filters, rows)))
class WithTheFiltersOffNobodyIsShownWhatIsSomebodyElses(Matrix):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.enterClassContext(filters_off())


# --- Each check can fail ---------------------------------------------------------------------------------------------


#: Returns that no row of the tables is about, each with those who read it, and where.
RETURNS_READ_BY = {
    "disputed": {COORDINATOR: "inspections:return"},
    "waiting": {COORDINATOR: "inspections:return"},
    "nothing": {CHIEF: "inspections:sign-off"},
    "revised": {COORDINATOR: "inspections:return", LEAD: "inspections:read"},
    "queried": {COORDINATOR: "inspections:return"},
    "accepted": {COORDINATOR: "inspections:return", LEAD: "inspections:read"},
    "neighbour_begun": {NEIGHBOUR_COORDINATOR: "inspections:return"},
    "neighbour_sent": {NEIGHBOUR_COORDINATOR: "inspections:return"},
    "foreign_begun": {FOREIGN_COORDINATOR: "inspections:return"},
    "foreign_sent": {FOREIGN_COORDINATOR: "inspections:return"},
}
#: Those from whom a row of ours is hidden by the wall, each for a reason of its own.
OUTSIDE = {STRANGER, OTHER_LEAD, NEIGHBOUR_COORDINATOR, FOREIGN_COORDINATOR}


@pytest.mark.xdist_group("matrix, broken")
class WhatIsBrokenIsFound(Matrix):
    def test_a_view_whose_filter_is_gone(self):
        """The wall is down, or else it would hide what the filter has let through."""
        with filters_off(ReturnQuerySet), wall_down():
            found = self.found_by(Walk.wrong_about, ROWS["inspections:read"])
        self.assertIn("GET inspections:read as co-ordinator of another partnership: 403, not 404", found)

    def test_a_list_whose_filter_is_gone(self):
        with filters_off(ParticipationQuerySet), wall_down():
            found = self.found_by(Walk.wrong_about, ROWS["programmes:overview-csv"])
        self.assertIn(
            "GET programmes:overview-csv as inspector with a tie to ours shows “co-ordinator@partnership.example.org”",
            found,
        )

    def test_every_secret_is_shown_to_somebody_whom_it_is_for(self):
        """A word that stands on no page would be found on none, whatever was broken."""
        walk, told = type(self).walk, set()
        secrets = walk.world.secrets.items()
        for row in (row for rows in ROWS.values() for row in rows if row.get == OK and row.guarded):
            if reader := min(row.by & {ADMINISTRATOR, COORDINATOR, WRITER}, default=None):
                body = walk.ask(reader, "GET", row, row.about.parts(walk.world)).body
                told |= {words for words, readers in secrets if reader in readers and words in body}
        for name, readers in RETURNS_READ_BY.items():
            for reader, page in readers.items():
                body = walk.ask(reader, "GET", ROWS[page][0], walk.world.pk(name)).body
                told |= {words for words, readers in secrets if reader in readers and words in body}
        self.assertEqual(set(walk.world.secrets) - told, set())

    def test_where_it_is_forgotten_what_was_sent_the_wall_still_keeps_what_was_not(self):
        """No page of the team's names the partnership's drafts, which its queries would find now if they were there."""
        with every_version_taken_for_sent():
            self.assert_nothing(self.found_by(shown_to_the_team, TEAMS_PAGES))

    def test_a_wall_that_takes_every_version_for_sent(self):
        """As it stood before it knew drafts: pages that show what was sent show the team what was not."""
        with every_version_taken_for_sent(), a_wall_that_knows_no_drafts():
            found = self.found_by(shown_to_the_team, TEAMS_PAGES)
        for line in (
            "GET inspections:document (not sent) as lead shows “Dogwood begun moray”",
            "GET inspections:document (not sent, of a further version) as lead shows “Dogwood again moray”",
            "GET inspections:receipt (not sent) as support officer shows “Nightshade begun moray”",
            "GET inspections:receipt (not sent) as administrator shows “Dogwood begun moray”",
        ):
            self.assertIn(line, found)

    def test_a_wall_that_knows_no_drafts_is_found_where_the_filters_are_off(self):
        with filters_off(), a_wall_that_knows_no_drafts():
            found = self.found_by(shown_without_filters, ROWS["inspections:document"])
        self.assertIn("GET inspections:document (not sent) as lead shows “Dogwood begun moray”", found)

    def test_a_trail_that_calls_every_file_by_its_name(self):
        """As if the names were read with the portal's own eyes."""
        ask = changes._Names.ask

        def ask_as_the_portal(naming):
            with speaking.as_service():
                ask(naming)

        with mock.patch.object(changes._Names, "ask", ask_as_the_portal):
            found = self.found_by(Walk.wrong_about, ROWS["audit:changes"])
        self.assertIn("GET audit:changes (a file that is not sent) as administrator shows “Dogwood begun moray”", found)

    def test_a_rule_that_lets_too_many_in(self):
        with mock.patch.object(inspections_rules, "_in_the_team", return_value=True):
            found = self.found_by(Walk.wrong_about, ROWS["inspections:accept"])
        self.assertIn("GET inspections:accept as support officer: 200, not 403", found)
        self.assertIn("POST inspections:accept as viewer: 302, not 403 (to /reading/returns/", "".join(found))

    def test_without_the_wall_the_same_requests_show_what_is_somebody_elses(self):
        """So it was the wall that hid it: this many answers depend on it."""
        walled = walled_tables()
        rows = [row for rows in ROWS.values() for row in rows if stands_behind_the_wall(row, walled)]
        # A press release that is out stands before the wall: everybody reads it.
        reads = [row for row in rows if row.get == OK and row.about is not newsroom.OUT]
        with filters_off():
            behind = self.found_by(in_the_open, reads)
            with wall_down():
                open_to_all = self.found_by(in_the_open, reads)
        self.assertEqual(behind, [])
        self.assertGreater(len(open_to_all), 150)


#: Pages about returns, and those who read them without sitting in the partnership.
TEAMS_PAGES = [row for name, rows in ROWS.items() if name.startswith("inspections:") for row in rows if row.get]
TEAM = {ADMINISTRATOR, LEAD, SUPPORT}


def shown_to_the_team(walk: Walk, row: Row) -> list[str]:
    parts = row.about.parts(walk.world)
    return [line for kind in sorted(TEAM) for line in walk.leaks(row, kind, walk.ask(kind, "GET", row, parts))]


@contextmanager
def every_version_taken_for_sent():
    """As if nobody had thought of drafts: neither who asks nor whether it was sent is asked for."""
    with filters_off(), mock.patch.object(SubmissionQuerySet, "sent_out", lambda self: self.all()):
        yield


@contextmanager
def a_wall_that_knows_no_drafts():
    """The wall around versions as it would be if it parted partnerships from each other and nothing more."""
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE; SET ROLE portal_owner")
        cursor.execute(
            "ALTER POLICY app_reads ON inspections_submission USING ((SELECT portal_is_service())"
            " OR participation_id IN (SELECT * FROM portal_participations()))"
        )
        cursor.execute("SET ROLE portal_app")
        yield
        transaction.set_rollback(True)


def in_the_open(walk: Walk, row: Row) -> list[str]:
    """Who is let in further than this row's table would, where the filters are off."""
    parts = row.about.parts(walk.world)
    answers = [walk.ask(kind, "GET", row, parts) for kind in sorted(OUTSIDE - row.about.seen_by)]
    return [f"{answer}: {answer.status}" for answer in answers if answer.status != NOT_THERE]
