"""Nothing of what is under embargo at any address of the portal before its minute; from then on all of it, with no worker.

No task runs here and the clock is never faked: the minute is put so many seconds from the database's own now.
``tests/faults/test_embargo_at_the_minute.py`` does the same to a real server, while a real minute passes.

Where the answer cannot differ, people take turns, so that this costs minutes. ``EMBARGO_WHOLE=1`` asks for every address as
everybody at each of the four moments (docs/embargo.md).
"""

import logging
import os
import re
from contextlib import ExitStack, contextmanager
from dataclasses import replace
from functools import lru_cache
from unittest import mock

import pytest
from django.core.cache import cache
from django.core.exceptions import PermissionDenied
from django.db import connection
from django.http import HttpResponse
from django.test import TestCase
from django.urls import reverse

from accounts import speaking
from accuracy import copies
from analysis import releasing
from newsroom import mailing
from newsroom.models import Mailing
from notifications.models import Notice
from programmes.models import Programme
from public import shown, structured
from reports import announcing
from tests.build import news
from tests.house.embargo import on_the_road
from tests.house.embargo.alive import alive
from tests.house.embargo.guesses import FOR_EVERYBODY, Guess, guesses
from tests.house.embargo.stage import Stage, put_at
from tests.house.embargo.watch import Answer, Watch, in_the_cache, listening
from tests.house.embargo.words import (
    BEGINS,
    CHIEF,
    COORDINATOR,
    GOVERNANCE,
    HOLDER,
    LEAD,
    OTHER_LEAD,
    PUBLIC,
    STRANGER,
    TOLD_TO_ALL,
    UNREAD_HOLDER,
    WORD,
    word,
)
from tests.house.pages import every_address

WHOLE = bool(os.environ.get("EMBARGO_WHOLE"))
#: Those whom nothing leads to what is under embargo, each standing somewhere else to it.
OUTSIDE = [STRANGER, COORDINATOR, OTHER_LEAD, GOVERNANCE, UNREAD_HOLDER]


def plain(status: int):
    """In place of the pages for 404 and 403: they are the same whatever was asked for, which a test below holds to."""
    return lambda request, exception=None: HttpResponse("not for you", status=status)


@contextmanager
def plain_refusals():
    with ExitStack() as patches:
        for status in (403, 404):
            patches.enter_context(mock.patch(f"scrutiny_portal.urls.handler{status}", plain(status)))
        yield


def lists_for_everybody(stage: Stage) -> dict[str, Answer]:
    """Every public page whose address has no parts, and those of what everybody knows, as somebody outside reads them."""
    watch = Watch(stage, knows=False)
    return {address: watch.ask(PUBLIC, address) for address in _known_addresses(stage)}


def _known_addresses(stage: Stage) -> list[str]:
    rooms = {"public", "recommendations", "api"}
    plain = [
        reverse(each.name) for each in every_address() if each.name.split(":")[0] in rooms and "<" not in each.route
    ]
    of_what_is_known = [
        reverse(name, args=[slug])
        for name, slugs in {
            "public:programme": [stage.programme.slug, stage.area_programme.slug],
            "public:timetable": [stage.programme.slug],
            "public:area": [stage.area.slug],
            "public:report": [stage.recommended.report.slug],
            "recommendations:report": [stage.recommended.report.slug],
            "recommendations:report-data": [stage.recommended.report.slug],
            "api:programme": [stage.programme.slug, stage.area_programme.slug],
            "api:area": [stage.area.slug],
            "api:report": [stage.recommended.report.slug],
        }.items()
        for slug in slugs
    ]
    return [*plain, *of_what_is_known]


@lru_cache(4096)
def shape(sql: str) -> str:
    """A statement without what it asks for: the same for every row of a kind."""
    return re.sub(r"'(?:[^']|'')*'|\b\d+\b|SAVEPOINT \S+", "…", sql)


@contextmanager
def wall_down():
    """As if the database did not know who asks, and took everybody for the portal itself."""
    say = speaking._say
    with mock.patch.object(speaking, "_say", lambda person, service: say(person, True)), speaking.as_service():
        yield


#: What could forget to ask the clock, what it would do instead, and every address that would tell early for it.
FORGOTTEN = [
    (
        "reports.models.release.EditionQuerySet.public",
        lambda self: self.filter(publication__isnull=False),
        [
            "public:report", "public:edition", "public:pdf", "public:data", "public:cite-bibtex", "public:cite-ris",
            "public:reports", "public:front", "public:programme", "public:area", "public:feed", "public:sitemap",
            "api:reports", "api:reports-csv", "api:report", "api:editions", "api:edition", "api:table", "api:table-csv",
            "api:tables-dictionary", "api:programme", "api:area",
        ],
    ),
    (
        "newsroom.models.news.NewsQuerySet.out",
        lambda self: self.filter(status="approved"),
        ["public:news", "public:news-item", "public:news-feed", "public:front", "public:sitemap", "/search/?q=said&kind=news"],
    ),
    (
        "followup.models.recommending.StatedQuerySet.public",
        lambda self: self.all(),
        [
            "recommendations:progress", "recommendations:progress-data", "recommendations:report",
            "recommendations:report-data", "api:recommendations", "api:recommendations-csv",
            "/search/?q=wanted&kind=recommendation",
        ],
    ),
    (
        "followup.models.progress.ProgressQuerySet.counted",
        lambda self: self.order_by("on", "pk"),
        ["recommendations:progress-data", "api:recommendations", "api:recommendations-csv"],
    ),
]  # fmt: skip

#: What could be left out on the road, and every address that would tell a partnership of its neighbour for it.
LEFT_OUT = [
    (
        ["accuracy.models.checking.FactCheckQuerySet.visible_to"],
        ["accuracy:receipt", "accuracy:response", "accuracy:response-word", "document_file"],
    ),
    (["accuracy.models.checking.CommentFileQuerySet.visible_to"], ["accuracy:file"]),
    (
        ["assurance.models.panel.MeetingQuerySet.visible_to", "assurance.rules.leads"],
        ["assurance:meeting", "assurance:papers", "document_file"],
    ),
    (["assurance.models.peers.PeerReviewQuerySet.visible_to"], ["assurance:review"]),
    (["followup.models.planning.PlanQuerySet.visible_to", "followup.rules.may_follow"], ["followup:plan"]),
    (
        ["followup.models.planning.UpdateQuerySet.visible_to", "followup.rules.may_follow"],
        ["followup:update"],
    ),
    (["followup.models.planning.EntryFileQuerySet.visible_to", "followup.rules.may_follow"], ["followup:download"]),
]


@pytest.mark.xdist_group("embargo everywhere")
class Everywhere(TestCase):
    """One stage for all: what a request does is undone after it, and each test puts the minute where it wants it."""

    @classmethod
    def setUpTestData(cls):
        cls.stage = Stage(lists_for_everybody)
        cls.watch = Watch(cls.stage)
        cls.guesses = guesses(cls.stage)

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        # The test client would keep every template of every answer, with what it was given.
        cls.enterClassContext(mock.patch("django.test.client.store_rendered_templates"))

    def setUp(self):
        cache.clear()
        # Not copied for each test: it is only asked.
        self.stage, self.watch, self.guesses = (vars(type(self))[name].data for name in ("stage", "watch", "guesses"))

    def assert_nothing(self, found) -> None:
        found = list(found)
        self.assertEqual(found, [], "\n" + "\n".join(found[:40]))

    # --- The addresses -----------------------------------------------------------------------------------------------
    def test_every_address_of_the_portal_is_tried_and_many_that_are_none(self):
        self.assertGreaterEqual(sum(guess.is_secret for guess in self.guesses), 500)
        untried = {each.name for each in every_address()} - {guess.name for guess in self.guesses}
        self.assertEqual(untried, {"account_logout"})

    # --- Before ------------------------------------------------------------------------------------------------------
    def test_one_second_before_nobody_is_told_a_word_at_any_address(self):
        """Everybody at every address that names something under embargo. At the others everybody in turn: whoever has not
        signed in, and five more at each.
        """
        self.stage.comes_in(1)
        kinds = list(self.stage.people)
        self.assert_nothing(self.told_early(lambda place, guess: kinds if guess.is_secret else self.in_turn(place, 5)))

    def in_turn(self, place: int, how_many: int) -> set[str]:
        """Whoever has not signed in, and so many of the others."""
        kinds = list(self.stage.people)
        return (
            set(kinds)
            if WHOLE
            else {PUBLIC, *(kinds[(place * how_many + turn) % len(kinds)] for turn in range(how_many))}
        )

    def test_a_minute_before_it_is_the_same(self):
        """Each address by some of them in turn: whoever is told nothing with one second left is told nothing earlier,
        as all conditions compare the minute with now. This finds one that compares it with anything else.
        """
        self.stage.comes_in(60)
        self.assert_nothing(self.told_early(lambda place, guess: self.in_turn(place, 2)))

    def test_what_is_said_on_the_road_is_read_where_it_stands_by_those_it_is_for_and_by_nobody_else(self):
        self.stage.comes_in(1)
        self.assert_nothing(self.read_otherwise(on_the_road.where_it_stands(self.stage)))

    def read_otherwise(self, stands):
        """Lines for each word that somebody is not told where they should be, or is told where they should not.

        Whoever has no part in the road is asked for every address above, and here with the whole alone.
        """
        for each in stands:
            for kind in self.stage.people if WHOLE else on_the_road.NEAR_IT:
                told = self.watch.told(self.watch.ask(kind, each.address)) & each.words
                if told != (each.words if kind in each.readers else set()):
                    should = "should" if kind in each.readers else "should not"
                    yield f"{kind} {should} be told {', '.join(sorted(each.words))} at {each.address}, and is told {told or 'none'}"

    def test_that_somebody_looked_at_it_is_told_without_a_word_of_it(self):
        """Who reads the access records learns who opened what, and nothing that stands in it."""
        self.stage.comes_in(60)
        for guess in (each for each in self.guesses if each.is_secret and not each.is_public):
            reader = guess.holder if guess.holder == HOLDER else LEAD
            self.watch.clients[reader].get(guess.address)
            if guess.name.startswith(("accuracy:", "document")):
                self.watch.clients[on_the_road.PARTNERSHIP].get(guess.address)
        told = self.watch.ask(GOVERNANCE, "/manage/looks/")
        for kind in ("draft report", "locked version", "edition", "embargoed copy", "fact check", "document"):
            self.assertIn(kind, told.text.lower())
            page = self.watch.ask(GOVERNANCE, f"/manage/looks/?kind={kind.replace(' ', '+')}")
            self.assertEqual(self.watch.told(page), set(), kind)

    def test_the_trail_tells_information_governance_of_every_kind_of_change_without_a_word_of_it(self):
        self.stage.comes_in(60)
        for guess in (each for each in self.guesses if each.address.startswith("/manage/changes/")):
            with self.subTest(guess.address):
                self.assertEqual(self.watch.told(self.watch.ask(GOVERNANCE, guess.address)), set())

    # --- From the minute on ------------------------------------------------------------------------------------------
    def test_at_the_minute_all_of_it_is_there_for_everybody(self):
        self.stage.comes_in(0)
        self.assert_nothing(self.missing(lambda place: self.in_turn(place, 5)))

    def test_one_second_after_it_is_still_there(self):
        self.stage.comes_in(-1)
        self.assert_nothing(self.missing(lambda place: self.in_turn(place, 1)))

    def missing(self, by_whom):
        """Lines for what is not told where it should be; and that every word has its place is looked at as well."""
        told = set()
        for place, each in enumerate(alive(self.stage)):
            for kind in by_whom(place) if each.kind == PUBLIC else [each.kind]:
                answer = self.watch.ask(kind, each.address)
                said = f"{answer.headers} {answer.content.decode('utf-8', 'replace')}"
                told |= self.watch.told(answer)
                if answer.status not in (200, 302) or each.says.lower() not in said.lower():
                    yield f"{kind} is not told “{each.says}” at {each.address}: {answer.status}"
        if private := told & on_the_road.READERS.keys():
            yield f"everybody is told {', '.join(sorted(private))}, which stays between those who said it"
        if lacking := TOLD_TO_ALL - told:
            yield f"nobody is told {', '.join(sorted(lacking))}: the tests before the minute would not miss it"

    def test_every_public_address_that_can_name_it_answers_from_the_minute_on(self):
        """A new public address is either one of those looked at above, or answers for what everybody knows already."""
        self.stage.comes_in(0)
        silent = {guess.name for guess in self.guesses if guess.name.split(":")[0] in FOR_EVERYBODY}
        for guess in self.guesses:
            if guess.name in silent and self.watch.ask(PUBLIC, guess.address).status in (200, 301):
                silent.discard(guess.name)
        self.assertEqual(silent, {"api:nothing", "public:document"})

    # --- As if it were not there -------------------------------------------------------------------------------------
    def test_no_public_page_differs_by_a_byte_from_what_it_was_before_anything_was_under_embargo(self):
        self.stage.comes_in(1)
        for address, before in self.stage.before.items():
            now = self.watch.ask(PUBLIC, address)
            if address.endswith(".ics"):
                # A calendar says when it was written, and so does its tag.
                before, now = (replace(each, headers=each.headers | {"ETag": ""}) for each in (before, now))
            with self.subTest(address):
                self.assertEqual(now.status, before.status)
                self.assertEqual(now.headers_but_its_own, before.headers_but_its_own)
                self.assertEqual(now.bytes_without_what_is_its_own, before.bytes_without_what_is_its_own)

    def test_what_is_under_embargo_and_what_never_was_cannot_be_told_apart(self):
        """The same status, headers and bytes, after the same questions to the database, whoever asks and however."""
        self.stage.comes_in(1)
        self.assert_nothing(self.told_apart())

    def told_apart(self, guesses=None):
        secret = [guess for guess in guesses or self.guesses if guess.is_secret]
        for place, guess in enumerate(secret):
            outside = [kind for kind in OUTSIDE if kind != guess.holder]
            kinds = [outside[place % len(outside)], *([PUBLIC] if guess.is_public else [])]
            for kind in kinds:
                yield from self.differs(kind, guess)
            if guess.is_public:
                yield from self.differs(PUBLIC, guess, method="head")
                yield from self.differs(PUBLIC, guess, **{"if-none-match": "*", "range": "bytes=0-9"})

    def differs(self, kind: str, guess: Guess, **how):
        (true, asked), (never, asked_of_it) = (
            self.asking(kind, address, how) for address in (guess.address, guess.beside)
        )
        for what, one, other in (
            ("status", true.status, never.status),
            ("headers", true.headers_but_its_own, never.headers_but_its_own),
            ("body", true.bytes_without_what_is_its_own, never.bytes_without_what_is_its_own),
            ("questions to the database", asked, asked_of_it),
        ):
            if one != other and not (guess.is_counted and what.startswith("questions")):
                yield f"{kind} can tell {guess.address} from {guess.beside} by its {what}: {one!r:.300} and {other!r:.300}"

    def asking(self, kind: str, address: str, how: dict) -> tuple[Answer, list[str]]:
        statements: list[str] = []

        def note(execute, sql, params, many, context):
            # When a session was last used is noted once in a while, whatever was asked for.
            if "django_session" not in sql:
                statements.append(shape(str(sql)))
            return execute(sql, params, many, context)

        with connection.execute_wrapper(note):
            answer = self.watch.ask(kind, address, **how)
        return answer, statements

    def told_early(self, by_whom):
        """Lines for what is told in an answer, logged or kept by the cache."""
        with plain_refusals(), listening() as ear:
            for place, guess in enumerate(self.guesses):
                for kind in by_whom(place, guess):
                    yield from self.watch.leaks(kind, guess)
                    if logged := ear.told(guess.address):
                        yield f"logged at {guess.address}: {', '.join(sorted(logged))}"
        if kept := in_the_cache():
            yield f"kept by the cache: {', '.join(sorted(kept))}"

    def early_at(self, *names: str, by=(PUBLIC,)) -> str:
        """What is found early at these addresses alone, as one text."""
        guesses = [guess for guess in self.guesses if guess.name in names]
        self.assertEqual(set(names), {guess.name for guess in guesses})
        with mock.patch.object(self, "guesses", guesses):
            return "\n".join(self.told_early(lambda place, guess: by))

    # --- Told by letter and e-mail -----------------------------------------------------------------------------------
    def test_nobody_is_written_to_of_it_before_and_everybody_concerned_from_the_minute_on(self):
        subscriber = news.subscriber()
        self.stage.comes_in(1)
        self.assertEqual(self.written_of_it(subscriber) - on_the_road.READERS.keys(), set())
        self.stage.comes_in(0)
        told = self.written_of_it(subscriber)
        for place in ("title", "areatitle", "newshead"):
            self.assertIn(f"{BEGINS}{place}".lower(), told)
        with speaking.as_service():
            written = Notice.objects.filter(recipient=self.stage.people[CHIEF])
            self.assertTrue(
                written.filter(title__contains=word("title")) | written.filter(body_html__contains=word("title"))
            )
            local = Notice.objects.filter(occasion=f"local-results:{self.stage.local.pk}")
            self.assertTrue(local.filter(recipient=self.stage.people[COORDINATOR]).exists())

    def test_letters_of_the_road_are_written_to_those_whom_their_words_are_for(self):
        kinds = {person.pk: kind for kind, person in self.stage.people.items() if person is not None}
        written, to_others = set(), []
        with speaking.as_service():
            for letter in Notice.objects.all():
                for found in {each.lower() for each in WORD.findall(f"{letter.title} {letter.body_html}")}:
                    readers, kind = on_the_road.READERS.get(found), kinds.get(letter.recipient_id)
                    if readers is not None and kind is not None:
                        written.add(found)
                        to_others += [f"{kind} is written {found}"] if kind not in readers else []
        self.assertEqual(to_others, [])
        self.assertLessEqual({word(place).lower() for place in ("place", "wish", "whygiven")}, written)

    @staticmethod
    def written_of_it(subscriber) -> set[str]:
        """Every word of it in letters and e-mails, after all that tells has run, as its tasks would run it."""
        for tell in (
            announcing.announce_what_is_public, mailing.tell_of_what_is_out, releasing.tell_areas,
            copies.tell_of_moved_minutes,
        ):  # fmt: skip
            tell()
        with speaking.as_service():
            said = [f"{each.title} {each.body_html}" for each in Notice.objects.all()]
            about = Mailing.objects.select_related(
                "subscriber", "edition__programme__lead_body", "edition__publication"
            )
            for each in about.select_related("item__programme").filter(subscriber=subscriber):
                message = mailing.message(each)
                said.append(f"{message.subject} {message.body} {message.alternatives} {message.extra_headers}")
        return {found.lower() for found in WORD.findall(" ".join(said))}

    # --- A correction ------------------------------------------------------------------------------------------------
    def test_of_a_correction_to_come_nothing_is_told_and_the_first_edition_stays_until_its_minute(self):
        self.stage.comes_in(-7200)
        second = self.stage.corrected()
        put_at([second.pk], 1)
        cache.clear()
        of_it = f"{BEGINS}second".lower()
        for guess in (each for each in self.guesses if each.is_public):
            told = self.watch.told(self.watch.ask(PUBLIC, guess.address))
            self.assertFalse({each for each in told if of_it in each}, guess.address)
        report = f"/reports/{self.stage.report.slug}/"
        for address in (report, f"/api/v1{report}", f"{report}recommendations/"):
            self.assertTrue(self.watch.told(self.watch.ask(PUBLIC, address)), address)
        for end in ("", "report.pdf", "cite.bib", f"data/{self.stage.figure}.csv"):
            waits, never = (self.watch.ask(PUBLIC, f"{report}editions/{number}/{end}") for number in (2, 3))
            self.assertEqual((waits.status, waits.content), (404, never.content))
        put_at([second.pk], 0)
        for address in (report, f"{report}editions/2/", f"/api/v1{report}", "/feeds/publications.atom", "/news/"):
            told = self.watch.told(self.watch.ask(PUBLIC, address))
            self.assertTrue({each for each in told if of_it in each}, address)
        first = self.watch.ask(PUBLIC, f"{report}editions/1/")
        self.assertIn(word("body"), first.text)
        self.assertNotIn(f"{word('secondbody')} ", first.text)

    # --- Each of these can fail --------------------------------------------------------------------------------------
    def test_a_minute_that_is_forgotten_is_found_in_everything_that_forgot_it(self):
        self.stage.comes_in(60)
        for forgot, instead, names in FORGOTTEN:
            with self.subTest(forgot), mock.patch(forgot, instead), wall_down():
                found = self.early_at(*names)
                for name in names:
                    self.assertIn(f"({name})", found)

    def test_a_wall_that_is_left_out_on_the_road_is_found_in_everything_behind_it(self):
        self.stage.comes_in(60)
        for left_out, names in LEFT_OUT:
            with self.subTest(left_out[0]), ExitStack() as careless:
                careless.enter_context(wall_down())
                for each in left_out:
                    sees_all = (lambda rows, user: rows.all()) if each.endswith("visible_to") else lambda *about: True
                    careless.enter_context(mock.patch(each, sees_all))
                found = self.early_at(*names, by=(CHIEF,))
                for name in names:
                    self.assertIn(f"({name})", found)

    def test_an_index_that_does_not_ask_the_clock_is_found_by_the_search(self):
        self.stage.comes_in(60)
        with connection.cursor() as cursor:
            cursor.execute(
                "SET LOCAL ROLE portal_owner; CREATE OR REPLACE FUNCTION portal_editions_to_search() RETURNS SETOF bigint"
                " LANGUAGE plpgsql STABLE SECURITY DEFINER AS $$ BEGIN RETURN QUERY SELECT id FROM reports_edition; END $$;"
                "SET LOCAL ROLE portal_app"
            )
        searches = ("/search/?q={almost}", "/search/?q=%22is+said%22")
        # The search shows nothing of an edition that it cannot read itself, whatever the index finds.
        self.assertEqual(self.early_at(*searches), "")
        forgot, instead, _ = FORGOTTEN[0]
        with mock.patch(forgot, instead), wall_down():
            found = self.early_at(*searches)
        for name in searches:
            self.assertIn(f"({name})", found)

    def test_a_word_in_the_log_or_in_the_cache_is_found(self):
        self.stage.comes_in(60)
        choose = shown.chosen

        def careless(slug, number):
            logging.getLogger("public").debug("Somebody asked", extra={"title": self.stage.edition.title})
            cache.set(f"page-of-{slug}", f"<h1>{self.stage.edition.title}</h1>")
            return choose(slug, number)

        with mock.patch.object(shown, "chosen", careless):
            found = self.early_at("public:report")
        self.assertIn("logged at /reports/what-we-found/: zyxwvuttitle", found)
        self.assertIn("kept by the cache: zyxwvuttitle", found)

    def test_structured_data_that_names_what_is_to_come_is_found(self):
        self.stage.comes_in(60)
        says = structured.programme
        with mock.patch.object(
            structured, "programme", lambda *about: says(*about) | {"subjectOf": self.stage.edition.title}
        ):
            self.assertIn("zyxwvuttitle", self.early_at("public:programme"))

    def test_an_answer_that_betrays_by_its_manner_that_something_is_there_is_found(self):
        self.stage.comes_in(60)
        choose, there = shown.chosen, self.stage.report.slug
        guesses = [guess for guess in self.guesses if guess.address == f"/reports/{there}/"]

        def refused(slug, number):
            if slug == there:
                raise PermissionDenied
            return choose(slug, number)

        def looked_up(slug, number):
            if slug == there:
                Programme.objects.exists()
            return choose(slug, number)

        for careless, says in ((refused, "by its status"), (looked_up, "by its questions to the database")):
            with self.subTest(says), mock.patch.object(shown, "chosen", careless):
                self.assertIn(says, "\n".join(self.told_apart(guesses)))

    def test_numbers_of_a_survey_that_forget_their_report_are_found(self):
        self.stage.comes_in(60)
        guesses = [guess for guess in self.guesses if guess.name == "api:survey"]
        with mock.patch("analysis.models.release.ReleaseQuerySet.out", lambda self: self.all()):
            self.assertIn("by its status", "\n".join(self.told_apart(guesses)))
