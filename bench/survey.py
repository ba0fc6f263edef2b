"""How many answers a second the portal takes, beside the simplest view that could and beside the database alone.

The web server runs as it does for people, with all of its workers; the load generators are two processes on the same
machine. An answer is a whole form of the survey of social work staff, with every question answered.
"""

import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import timedelta
from shutil import which
from urllib.parse import urlencode

import psycopg2
from django.conf import settings
from django.test import Client
from django.utils import timezone

from accounts import speaking
from bench.serving import served
from bench.simplest_table import TABLE
from bench.visitors import counted
from demo.surveys import every_answer
from instruments.answers import typed_of
from instruments.questions import Instrument
from programmes.definition_files import load
from programmes.models import Programme
from surveys import doorway, setting_up, sheets
from surveys.models import Link, Survey

SECONDS, GENERATORS, AT_ONCE = 8, 2, 6
LEAST_A_SECOND, LEAST_PAIRS, MOST_QUERIES = 300, 150, 6
PART_OF_SIMPLEST, P95_AT_100, CONNECTIONS = 0.5, 100, 200


@dataclass(frozen=True)
class Line:
    """One figure with what is asked for."""

    name: str
    measured: str
    asked: str
    within: bool = True


def measure() -> Iterator[Line]:
    """Every figure of ``platform.md`` section 8 in one run; what was stored for it is removed again."""
    survey, links = open_survey()
    values = every_answer(survey.version.compiled.instrument)
    typed: dict[str, list[str]] = {}
    for key, question in survey.version.compiled.instrument.by_key.items():
        if key in values:
            typed |= typed_of(question, values[key])
    body = urlencode([(name, value) for name, given in typed.items() for value in given])
    with _own_table() as owner:
        yield Line("fields in a form", str(len(typed)), "22 or more", len(typed) >= 22)
        yield _queries(links[0], typed)
        with served("bench.simplest:application", "/simplest/") as port:
            simplest = _rate(port, lambda _: [["POST", "/simplest/", body]])
        yield Line("the simplest view that inserts, answers a second", f"{simplest:.0f}", "")
        yield Line("pgbench, inserts a second", f"{_pgbench(json.dumps(values)):.0f}", "")
        first = sheets.sheets(survey.version.compiled.instrument, {})[0].key
        door = links[0].get_absolute_url()
        # More come here at a link within a minute than there can be people: the limits against that are lifted.
        lifted = dict.fromkeys(("PORTAL_SURVEY_ANSWERS_A_MINUTE", "PORTAL_SURVEY_PAGES_A_MINUTE"), "10000000")
        with served("scrutiny_portal.wsgi:application", door, **lifted) as port:
            rate = _rate(port, lambda number: [_send(links, number, body)])
            yield Line("answers a second", f"{rate:.0f}", f"{LEAST_A_SECOND}", rate >= LEAST_A_SECOND)
            part = rate / simplest
            yield Line("… of the simplest view", f"{part:.2f}", f"{PART_OF_SIMPLEST}", part >= PART_OF_SIMPLEST)
            pairs = _rate(port, lambda number: [_form(links, number, first), _send(links, number, body)])
            yield Line("form and answer, pairs a second", f"{pairs:.0f}", f"{LEAST_PAIRS}", pairs >= LEAST_PAIRS)
            form = survey.version.compiled.instrument, values
            requests = len(_page_by_page(links, 0, *form))
            people = _rate(port, lambda number: _page_by_page(links, number, *form), units=1_500)
            yield Line("requests of somebody who answers page by page", str(requests), "")
            yield Line("… such people a second", f"{people:.0f}", "")
            yield Line("… their requests a second", f"{people * requests:.0f}", "")
            paced = _ask(port, "100", 10, 40, [[_send(links, number, body)] for number in range(1_000)])
            yield Line(
                "at 100 a second, p95 ms", f"{paced['p95']:.0f}", f"{P95_AT_100}",
                paced["p95"] <= P95_AT_100 and not paced["failed"],
            )  # fmt: skip
            many = _ask(port, "once", 60, CONNECTIONS, [[_send(links, number, body)] for number in range(CONNECTIONS)])
            yield Line(
                f"{CONNECTIONS} connections at one moment, errors", str(many["failed"]), "0",
                many["good"] == CONNECTIONS,
            )  # fmt: skip
        with owner.cursor() as cursor:
            for table in ("surveys_answer", "surveys_draft"):
                cursor.execute(f"DELETE FROM {table} WHERE link_id = ANY (%s)", [[link.pk for link in links]])  # noqa: S608


def open_survey() -> tuple[Survey, list[Link]]:
    """The survey of social work staff in a seeded programme of 32 areas, with a link for each; open now."""
    programme = Programme.objects.get(slug="measured-0")
    if not programme.surveys.exists():
        setting_up.ask_for(programme, load("social-work-governance"))
    survey = programme.surveys.select_related("version").get(key="staff-survey")
    today = timezone.localdate()
    with speaking.as_service():
        links = Link.objects.filter(survey=survey, dataset=None)
        links.update(opens_on=today - timedelta(days=1), closes_on=today + timedelta(days=30))
        return survey, list(links.order_by("pk"))


def _queries(link: Link, typed: dict) -> Line:
    """Of what the portal asks of the database for one answer, the door remembered as it is for nearly everybody."""
    client = Client()
    client.get(link.get_absolute_url())
    _, asked = counted(lambda: client.post(f"/s/{link.words}/{doorway.new_number(link.pk)}/check/", typed))
    return Line("queries an answer", str(len(asked)), f"{MOST_QUERIES}", len(asked) <= MOST_QUERIES)


def _send(links: list[Link], number: int, body: str) -> list[str]:
    link = links[number % len(links)]
    return ["POST", f"/s/{link.words}/{doorway.new_number(link.pk)}/check/", body]


def _form(links: list[Link], number: int, sheet: str) -> list[str]:
    link = links[number % len(links)]
    return ["GET", f"/s/{link.words}/{doorway.new_number(link.pk)}/q/{sheet}/", ""]


def _page_by_page(links: list[Link], number: int, instrument: Instrument, values: dict) -> list[list[str]]:
    """Everything that a browser asks for, from the link to the thanks; styles and pictures are in its memory by then."""
    link = links[number % len(links)]
    there, form = f"/s/{link.words}/", f"/s/{link.words}/{doorway.new_number(link.pk)}/"
    steps = [["GET", there, ""], ["POST", there, ""]]
    for page in sheets.sheets(instrument, values):
        keys = [question.key for question in page.questions]
        typed = sheets.as_typed(instrument, {key: values[key] for key in keys if key in values})
        body = urlencode(
            [*((name, each) for name, given in typed.items() for each in given), ("shown", " ".join(keys))]
        )
        steps += [["GET", f"{form}q/{page.key}/", ""], ["POST", f"{form}q/{page.key}/", body]]
    whole = [(name, each) for name, given in sheets.as_typed(instrument, values).items() for each in given]
    return [
        *steps,
        ["GET", f"{form}check/", ""],
        ["POST", f"{form}check/", urlencode(whole)],
        ["GET", f"{there}thanks/", ""],
    ]


def _rate(port: int, unit, units: int = 15_000) -> float:
    """Good units a second from two generators that send as fast as they are answered."""
    asked = [
        _begin(port, "flat-out", SECONDS, AT_ONCE, [unit(number) for number in range(units)]) for _ in range(GENERATORS)
    ]
    told = [_told(each) for each in asked]
    if any(each["failed"] for each in told):
        raise RuntimeError(f"some were not answered: {[each['bad'] for each in told]}")
    return sum(each["good"] / each["seconds"] for each in told)


def _ask(port: int, how: str, seconds: float, at_once: int, units: list) -> dict:
    return _told(_begin(port, how, seconds, at_once, units))


def _begin(port: int, how: str, seconds: float, at_once: int, units: list) -> subprocess.Popen:
    words = [sys.executable, "-m", "bench.asker", str(port), how, str(seconds), str(at_once)]
    with tempfile.TemporaryFile("w+") as file:
        json.dump(units, file)
        file.seek(0)
        return subprocess.Popen(words, stdin=file, stdout=subprocess.PIPE, text=True, cwd=settings.BASE_DIR)  # noqa: S603


def _told(asker: subprocess.Popen) -> dict:
    return json.loads(asker.communicate()[0])


@contextmanager
def _own_table() -> Iterator:
    """A connection of the tables' owner, with the table that the simplest view and pgbench fill."""
    owner = psycopg2.connect(os.environ["DATABASE_OWNER_URL"])
    owner.autocommit = True
    with owner.cursor() as cursor:
        cursor.execute(f"DROP TABLE IF EXISTS {TABLE}")
        cursor.execute(f"CREATE TABLE {TABLE} (id uuid PRIMARY KEY DEFAULT gen_random_uuid(), given jsonb)")
    try:
        yield owner
    finally:
        with owner.cursor() as cursor:
            cursor.execute(f"DROP TABLE {TABLE}")
        owner.close()


def _pgbench(values: str) -> float:
    """Inserts a second of the same values by as many connections as the web server has workers."""
    where = which("pgbench")
    if not where:
        return 0.0
    with tempfile.NamedTemporaryFile("w", suffix=".sql") as script:
        script.write(f"INSERT INTO {TABLE} (given) VALUES ('{values.replace(chr(39), chr(39) * 2)}');\n")  # noqa: S608
        script.flush()
        workers = 2 * (os.cpu_count() or 1) + 1
        words = [where, "-n", "-f", script.name, "-c", str(workers), "-j", "2", "-T", str(SECONDS)]
        found = subprocess.run(  # noqa: S603
            [*words, os.environ["DATABASE_OWNER_URL"]], capture_output=True, text=True, check=True
        )
    return next(float(line.split()[2]) for line in found.stdout.splitlines() if line.startswith("tps"))
