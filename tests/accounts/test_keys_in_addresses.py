"""Addresses that let somebody in: in no log, no report of an error, and told to no other site."""

import io
import json
import logging
import os
import re
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request

import pytest
from django.conf import settings
from django.test import Client
from django.urls import reverse

from accounts import tasks
from programmes import calendars
from scrutiny_portal.hidden_addresses import HIDDEN, hide, hide_within
from scrutiny_portal.logs import json_formatter, plain_formatter
from tests.build import accounts as build
from tests.house.pages import every_address

#: Parts of addresses that are words of anybody's choosing and let nobody in; each with why.
LET_NOBODY_IN = {
    "public:data": "the name of a public table beside a report",
    "public:edition-data": "the name of a public table beside a report",
    "api:nothing": "whatever is not there",
    "drafting:edition-data": "the name of a table of an edition, for those who see its drafts",
    "embargo:data": "the name of a table of a copy; the key before it is hidden",
    "drafting:source": "where a source of a draft lives, for those who see the draft",
}
#: A part that is a number, or a word made of letters and hyphens, is no key.
NO_KEY = re.compile(r"<(int|slug|uuid):")
A_KEY = "Sw0rdf1sh-and_more"


def _keys():
    """Every address with a part that could be a key, and an example of it."""
    for address in every_address():
        parts = re.findall(r"<[^>]+>", address.route)
        if any(not NO_KEY.match(part) for part in parts):
            path = re.sub(r"\(\?P<(\w+)>[^)]*\)", "<str:x>", address.route)
            path = re.sub(r"<(\w+:)?\w+>", A_KEY, path).replace("^", "").replace("$", "").replace("\\", "")
            yield address.name, f"/{path}"


def test_every_address_that_is_a_key_is_hidden():
    found = dict(_keys())
    assert {"invitation", "programmes:private-calendar", "account_reset_password_from_key"} <= set(found)
    assert {name for name, path in found.items() if A_KEY in hide(path)} == set(LET_NOBODY_IN)


@pytest.mark.parametrize(
    ("text", "left"),
    [
        ("/invitation/abc-DEF_1/", f"/invitation/{HIDDEN}/"),
        ("GET /calendar/abc.ics HTTP/1.1", f"GET /calendar/{HIDDEN} HTTP/1.1"),
        (
            "https://x.org/accounts/password/reset/key/1f-c9x-88a/",
            f"https://x.org/accounts/password/reset/key/{HIDDEN}/",
        ),
        ("/callback/?code=abc&state=def&next=/work/", f"/callback/?code={HIDDEN}&state={HIDDEN}&next=/work/"),
        ("GET /embargoed/abc-DEF_1/data/figure-1.csv", f"GET /embargoed/{HIDDEN}/data/figure-1.csv"),
        (
            "/subscribe/confirm/abc/ /subscriptions/x/leave/",
            f"/subscribe/confirm/{HIDDEN}/ /subscriptions/{HIDDEN}/leave/",
        ),
        ('{"path": "/invitation/abc"}', f'{{"path": "/invitation/{HIDDEN}"}}'),
        ("/invitation/ and /programmes/x/calendar.ics?page=2", "/invitation/ and /programmes/x/calendar.ics?page=2"),
        ("the status code=none of a report", f"the status code={HIDDEN} of a report"),
    ],
)
def test_what_is_hidden_and_what_is_left(text, left):
    assert hide(text) == left


def test_everything_in_a_structure_is_hidden():
    event = {"a": ["/invitation/abc/", ("x", {"b": "/calendar/abc.ics"})], "n": 1, "none": None}
    assert "abc" not in str(hide_within(event))
    assert hide_within(event)["n"] == 1


# --- Logs ------------------------------------------------------------------------------------------------------------
@pytest.fixture(params=[json_formatter, plain_formatter], ids=["json", "plain"])
def written(request):
    """What the portal's own handlers would write, of everything."""
    stream = io.StringIO()
    handler = logging.StreamHandler(stream)
    handler.setFormatter(request.param())
    root = logging.getLogger()
    before = root.level
    root.addHandler(handler)
    root.setLevel(logging.DEBUG)
    yield stream.getvalue
    root.removeHandler(handler)
    root.setLevel(before)


def test_no_line_of_a_log_holds_a_key_wherever_it_came_from(written):
    log = logging.getLogger("a room")
    log.warning("went to /invitation/%s/", A_KEY, extra={"address": f"https://x.org/calendar/{A_KEY}.ics"})
    try:
        raise ValueError(f"cannot open /invitation/{A_KEY}/")
    except ValueError:
        log.exception("a page failed")
    assert A_KEY not in written()
    assert written().count(HIDDEN) >= 3
    assert "a page failed" in written()


@pytest.mark.django_db
def test_no_visit_to_such_an_address_leaves_it_in_a_log(client, written, mailoutbox):
    person, invitation = build.invited()
    joined = build.person(second_factor=False)
    tasks.send_password_reset(joined.pk)
    reset = next(line for line in mailoutbox[0].body.splitlines() if line.startswith("http"))
    calendar = calendars.new_address(joined)
    assert client.get(_path(invitation)).status_code == 302
    assert client.get(_path(reset)).status_code == 302
    assert client.get(_path(calendar)).status_code == 200
    for address in (invitation, reset, calendar):
        client.get(_path(address) + "?again")
        client.get(_path(address).rstrip("/") + "x/y")
        Client(raise_request_exception=False).post(_path(address), {"x": "y"})
    keys = [
        _path(address).rstrip("/").rpartition("/")[2].removesuffix(".ics") for address in (invitation, reset, calendar)
    ]
    text = written()
    assert "/invitation/" in text and "/calendar/" in text
    assert [key for key in keys if key in text] == []
    assert not [key for key in keys if key.partition("-")[2] and key.partition("-")[2] in text]


def _path(address: str) -> str:
    return address.removeprefix(settings.PORTAL_URL)


@pytest.mark.django_db
def test_each_request_has_a_line_without_what_was_filled_in(client, caplog):
    person = build.person(second_factor=False)
    client.force_login(person)
    caplog.clear()
    with caplog.at_level(logging.INFO):
        client.get(reverse("account"), {"q": "what somebody looked for"})
    (line,) = [record for record in caplog.records if record.name == "scrutiny_portal.request_id"]
    assert line.getMessage() == "GET /account/ 200"
    assert line.person == person.pk
    assert "looked for" not in json_formatter().format(line)
    told = json.loads(json_formatter().format(line))
    assert told["ms"] >= 0
    assert told["timestamp"].endswith("Z")


def test_a_line_cannot_be_made_to_look_like_two():
    record = logging.LogRecord("x", logging.INFO, __file__, 1, 'name\n{"event": "signed in"}\r\nx', (), None)
    assert "\n" not in json_formatter().format(record)


# --- The web server --------------------------------------------------------------------------------------------------
APP = """
def app(environ, start_response):
    if "fail" in environ["QUERY_STRING"]:
        raise RuntimeError("at /invitation/%s/" % environ["PATH_INFO"].split("/")[2])
    start_response("200 OK", [("Content-Type", "text/plain")])
    return [b"x"]
"""


def test_the_web_servers_own_lines_hide_them_too(tmp_path):
    (tmp_path / "a_page.py").write_text(APP)
    with socket.socket() as door:
        door.bind(("127.0.0.1", 0))
        port = door.getsockname()[1]
    server = subprocess.Popen(
        [
            sys.executable, "-m", "gunicorn", "--config", str(settings.BASE_DIR / "gunicorn.conf.py"),
            "--bind", f"127.0.0.1:{port}", "--workers", "1", "--access-logfile", "-", "--pythonpath", str(tmp_path),
            "a_page:app",
        ],
        cwd=settings.BASE_DIR, env={**os.environ, "PYTHONUNBUFFERED": "1"}, text=True,
        stdout=subprocess.PIPE, stderr=subprocess.STDOUT,
    )  # fmt: skip
    try:
        for query in ("", "?code=" + A_KEY, "?fail"):
            _ask(f"http://127.0.0.1:{port}/invitation/{A_KEY}/{query}")
    finally:
        server.terminate()
        text, _ = server.communicate(timeout=30)
    assert text.count(f"GET /invitation/{HIDDEN}/") >= 3, text
    assert "RuntimeError" in text
    assert A_KEY not in text


def _ask(address: str) -> None:
    until = time.monotonic() + 30
    asked = urllib.request.Request(address, headers={"Referer": address, "User-Agent": "a test"})
    while True:
        try:
            urllib.request.urlopen(asked, timeout=10).read()
            return
        except urllib.error.HTTPError:
            return
        except OSError:
            if time.monotonic() > until:
                raise
            time.sleep(0.1)


# --- Reports of errors -----------------------------------------------------------------------------------------------
REPORTED = """
import json, os, sys
from sentry_sdk.transport import Transport

class Kept(Transport):
    def capture_envelope(self, envelope):
        for item in envelope.items:
            sys.stdout.write(json.dumps(item.payload.json, default=str))

from scrutiny_portal.error_reports import report_to
report_to("https://key@sentry.example.org/1", transport=Kept)
import django, logging
django.setup()
from django.conf import settings
settings.ALLOWED_HOSTS = ["testserver"]
settings.MIDDLEWARE = []
from unittest import mock
from django.test import Client
logging.getLogger("x").warning("about to open /calendar/%s.ics", os.environ["A_KEY"])
with mock.patch("accounts.views.joining.invitations.hash_of", side_effect=RuntimeError("at /invitation/" + os.environ["A_KEY"])):
    Client(raise_request_exception=False).get(
        "/invitation/" + os.environ["A_KEY"] + "/?code=" + os.environ["A_KEY"],
        HTTP_REFERER="http://testserver/accounts/password/reset/key/" + os.environ["A_KEY"] + "/",
        HTTP_COOKIE="sessionid=" + os.environ["A_KEY"],
    )
import sentry_sdk
sentry_sdk.flush()
"""


def test_a_report_of_an_error_holds_no_key_no_cookie_and_nothing_that_was_typed():
    environment = {
        **os.environ,
        "DJANGO_SETTINGS_MODULE": "scrutiny_portal.settings",
        "PORTAL_DATABASE_ROLE": "app",
        "A_KEY": A_KEY,
    }
    done = subprocess.run(
        [sys.executable, "-c", REPORTED], cwd=settings.BASE_DIR, env=environment, capture_output=True, text=True
    )
    assert "RuntimeError" in done.stdout, done.stderr
    assert f"/invitation/{HIDDEN}" in done.stdout
    assert A_KEY not in done.stdout
    assert '"vars"' not in done.stdout


# --- Other sites -----------------------------------------------------------------------------------------------------
@pytest.mark.django_db
def test_no_page_is_shown_at_such_an_address_so_that_no_link_tells_it_on(client, mailoutbox):
    _, invitation = build.invited()
    joined = build.person(second_factor=False)
    tasks.send_password_reset(joined.pk)
    reset = next(line for line in mailoutbox[0].body.splitlines() if line.startswith("http"))
    calendar = calendars.new_address(joined)
    for address, status in ((invitation, 302), (reset, 302), (calendar, 200)):
        answer = client.get(_path(address))
        assert answer.status_code == status
        assert answer["Referrer-Policy"] in ("no-referrer", "same-origin")
        assert "text/html" not in answer["Content-Type"] or not answer.content
        assert _path(address) not in answer.headers.get("Location", "")
    assert client.get(_path(invitation))["Referrer-Policy"] == "no-referrer"


@pytest.mark.django_db
@pytest.mark.parametrize("address", ["/", "/accounts/login/", "/account/", "/nowhere/", "/calendar/unknown.ics"])
def test_no_page_tells_another_site_where_somebody_came_from(client, address):
    assert client.get(address)["Referrer-Policy"] == "same-origin"
