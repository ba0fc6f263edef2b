"""The portal as it is set up for real use: its own settings, in a process of its own, over https."""

import json
import os
import re
import secrets
import subprocess
import sys
from urllib.parse import urlsplit, urlunsplit

import pytest
from django.conf import settings
from django.db import connection

from tests.house.rooms import templates

FOR_REAL = {
    "PORTAL_DEMO": "0",
    "PORTAL_DEBUG": "0",
    "PORTAL_DATABASE_ROLE": "app",
    "PORTAL_SECRET_KEY": secrets.token_urlsafe(50),
    "PORTAL_URL": "https://portal.example.scot",
    "PORTAL_HOSTS": "portal.example.scot",
    "PORTAL_BEHIND_PROXY": "1",
    "DJANGO_SETTINGS_MODULE": "scrutiny_portal.settings",
}
CHECK = ["manage.py", "check", "--deploy", "--fail-level", "WARNING"]


def run(*arguments: str, **changes: str) -> subprocess.CompletedProcess:
    environment = {**os.environ, **FOR_REAL, **changes}
    environment.pop("DJANGO_ALLOW_ASYNC_UNSAFE", None)  # set by tests that drive a browser
    return subprocess.run(
        [sys.executable, *arguments],
        cwd=settings.BASE_DIR,
        env=environment,
        capture_output=True,
        text=True,
        timeout=120,
    )


def test_nothing_is_said_against_the_settings():
    done = run(*CHECK)
    assert done.returncode == 0, done.stderr
    assert done.stderr == ""
    assert done.stdout.startswith("System check identified no issues")


@pytest.mark.parametrize(
    ("setting", "value", "said"),
    [
        ("PORTAL_URL", "http://portal.example.scot", "security.W012"),
        ("PORTAL_SSL_REDIRECT", "0", "security.W008"),
        ("PORTAL_SECRET_KEY", "short", "security.W009"),
        ("PORTAL_DEBUG", "1", "security.W018"),
        ("PORTAL_DEMO", "1", "accounts.W002"),
        ("PORTAL_HOSTS", "*", "accounts.W003"),
        ("PORTAL_OIDC_SERVER", "http://login.example.scot", "accounts.E001"),
    ],
)
def test_one_wrong_setting_is_said(setting, value, said):
    done = run(*CHECK, **{setting: value})
    assert done.returncode != 0
    assert said in done.stderr


def test_a_password_is_hashed_slowly_and_with_salt():
    words = "import django; django.setup(); from django.contrib.auth.hashers import make_password as m; print(m('x'), m('x'))"
    one, other = run("-c", words).stdout.split()
    method, rounds, *_ = one.split("$")
    assert method == "pbkdf2_sha256"
    assert int(rounds) >= 600_000
    assert one != other


def test_browsers_may_be_sent_on_to_the_organisations_sign_in_and_nowhere_else():
    words = (
        "import json; from django.conf import settings as s;"
        "print(json.dumps([s.CONTENT_SECURITY_POLICY['DIRECTIVES']['form-action'],"
        " s.SOCIALACCOUNT_PROVIDERS['openid_connect']['APPS'][0]['settings']]))"
    )
    server = "https://login.example.scot/one/v2.0"
    done = run("-c", words, PORTAL_OIDC_SERVER=server, PORTAL_OIDC_ALSO="sts.example.scot, adfs.example.scot")
    may, how = json.loads(done.stdout)
    assert may == ["'self'", "https://login.example.scot", "https://sts.example.scot", "https://adfs.example.scot"]
    assert how == {"server_url": server, "oauth_pkce_enabled": True}


# --- What it is made of ----------------------------------------------------------------------------------------------
@pytest.mark.parametrize("name", ["base", "test", "lint"])
def test_every_package_is_one_version_with_its_hashes(name):
    text = (settings.BASE_DIR / "requirements" / f"{name}.txt").read_text()
    packages = [part for part in re.split(r"\n(?=[a-z])", text.strip()) if not part.startswith("#")]
    assert len(packages) > 30
    for package in packages:
        assert re.match(r"[a-z0-9._\[\]-]+==[^ ]+", package), package[:60]
        assert "--hash=sha256:" in package, package[:60]
    assert "://" not in text
    assert "--index" not in text


def test_our_scripts_write_no_html_run_no_words_and_keep_nothing():
    scripts = sorted((settings.BASE_DIR / "static").rglob("*.js"))
    assert scripts
    unsafe = re.compile(
        r"innerHTML|outerHTML|insertAdjacentHTML|document\.write|\beval\(|new Function|postMessage|addEventListener\(.message"
        r"|localStorage|sessionStorage|indexedDB|document\.cookie"
    )
    found = {path.name: unsafe.findall(path.read_text()) for path in scripts}
    assert {name: words for name, words in found.items() if words} == {}


def test_no_page_holds_a_script_without_its_nonce_or_an_inline_style():
    wrong = []
    for path in templates():
        text = path.read_text()
        if "print" in path.parts:
            continue  # drawn by the press, which runs nothing
        for tag in re.findall(r"<script[^>]*>", text):
            if "src=" not in tag and "nonce=" not in tag and 'type="application/json"' not in tag:
                wrong.append((path.name, tag))
        wrong += [(path.name, found) for found in re.findall(r"\son[a-z]+=|javascript:", text)]
    assert wrong == []


# --- What it answers -------------------------------------------------------------------------------------------------
ASK = """
import json, logging
import django
from django.conf import settings
# The files that browsers fetch need not be collected for this.
settings.STORAGES["staticfiles"]["BACKEND"] = "django.contrib.staticfiles.storage.StaticFilesStorage"
django.setup()
logging.disable(logging.CRITICAL)
from django.db import transaction
from django.test import Client
from unittest import mock
from accounts import speaking
from accounts.models import User

told = {}

def tell(name, answer):
    told[name] = {
        "status": answer.status_code,
        "headers": {key.lower(): value for key, value in answer.headers.items()},
        "cookies": {key: {part: value[part] for part in value if value[part]} for key, value in answer.cookies.items()},
        "text": "" if answer.streaming else answer.content.decode(errors="replace"),
    }

def client():
    return Client(raise_request_exception=False, headers={"host": "portal.example.scot"})

with transaction.atomic():
    with speaking.as_service():
        person = User.objects.create_user("somebody@example.org", "Some Body", password="correct horse battery staple")
    tell("front", client().get("/", secure=True))
    tell("nowhere", client().get("/nowhere/", secure=True))
    tell("sign in", client().get("/accounts/login/", secure=True))
    tell("plain", client().get("/accounts/login/?next=/work/"))
    tell("through the proxy", client().get("/", headers={"x-forwarded-proto": "https"}))
    tell("another name", Client().get("/", headers={"host": "elsewhere.example.org"}, secure=True))
    tell("another name, forwarded", client().get("/", headers={"x-forwarded-host": "elsewhere.example.org"}, secure=True))
    tell("trace", client().generic("TRACE", "/invitation/", secure=True))
    tell("demo", client().get("/demo/", secure=True))
    tell("metrics", client().get("/metrics", secure=True, REMOTE_ADDR="192.0.2.7"))
    tell("metrics, through the proxy", client().get("/metrics", headers={"x-forwarded-for": "192.0.2.7"}, secure=True))
    tell("static folder", client().get("/static/", secure=True))
    tell("out of the static folder", client().get("/static/../settings.py", secure=True))
    tell("git", client().get("/.git/config", secure=True))
    browser = client()
    tell("signed in", browser.post(
        "/accounts/login/", {"login": "somebody@example.org", "password": "correct horse battery staple"}, secure=True,
    ))
    tell("account", browser.get("/account/", secure=True))
    with mock.patch("accounts.views.account.belonging.of", side_effect=RuntimeError("the secret of the house")):
        tell("broken", browser.get("/account/", secure=True))
    transaction.set_rollback(True)
print(json.dumps(told))
"""


@pytest.fixture(scope="module")
def told(django_db_setup, django_db_blocker):
    with django_db_blocker.unblock():
        name = connection.settings_dict["NAME"]
    address = urlunsplit(urlsplit(os.environ["DATABASE_URL"])._replace(path=f"/{name}"))
    # Any port at which no Redis is: what is answered must not hang on it.
    done = run("-c", ASK, DATABASE_URL=address, REDIS_URL="redis://127.0.0.1:1/0")
    assert done.returncode == 0, done.stderr[-2000:]
    return json.loads(done.stdout)


PAGES = ["front", "nowhere", "sign in", "account", "broken"]


@pytest.mark.django_db
@pytest.mark.parametrize("page", PAGES)
def test_every_page_tells_browsers_how_to_keep_it_safe(told, page):
    headers = told[page]["headers"]
    age = int(headers["strict-transport-security"].partition(";")[0].partition("=")[2])
    assert age >= 31_536_000
    assert "includeSubDomains" in headers["strict-transport-security"]
    assert headers["x-content-type-options"] == "nosniff"
    assert headers["referrer-policy"] == "same-origin"
    assert headers["x-frame-options"] == "DENY"
    assert headers["cross-origin-opener-policy"] == "same-origin"
    assert headers["content-type"] == "text/html; charset=utf-8"
    assert "access-control-allow-origin" not in headers
    assert "server" not in headers and "x-powered-by" not in headers


@pytest.mark.django_db
@pytest.mark.parametrize("page", PAGES)
def test_every_page_runs_its_own_scripts_alone(told, page):
    policy = {
        part.split()[0]: part.split()[1:]
        for part in told[page]["headers"]["content-security-policy"].split(";")
        if part.strip()
    }
    assert (
        policy["default-src"] == policy["object-src"] == policy["base-uri"] == policy["frame-ancestors"] == ["'none'"]
    )
    assert policy["form-action"] == policy["connect-src"] == ["'self'"]
    for directive, sources in policy.items():
        assert not {"'unsafe-inline'", "'unsafe-eval'", "*", "http:", "https:"} & set(sources), directive
    assert {source for source in policy["script-src"] if not source.startswith("'nonce-")} == {"'self'"}


@pytest.mark.django_db
def test_cookies_are_kept_to_this_host_https_and_the_server(told):
    cookies = {**told["sign in"]["cookies"], **told["signed in"]["cookies"]}
    assert set(cookies) == {"__Host-sessionid", "__Host-csrftoken"}
    for cookie in cookies.values():
        assert cookie["secure"] and cookie["httponly"]
        assert cookie["samesite"] == "Lax"
        assert cookie["path"] == "/"
        assert "domain" not in cookie
    assert "max-age" not in told["signed in"]["cookies"]["__Host-sessionid"]  # it goes when the browser is closed


@pytest.mark.django_db
def test_the_public_pages_set_no_cookie(told):
    assert told["front"]["cookies"] == told["nowhere"]["cookies"] == {}


@pytest.mark.django_db
def test_a_plain_request_is_sent_on_to_https(told):
    assert told["plain"]["status"] == 301
    assert told["plain"]["headers"]["location"] == "https://portal.example.scot/accounts/login/?next=/work/"
    assert told["through the proxy"]["status"] == 200


@pytest.mark.django_db
def test_it_answers_to_no_other_name(told):
    assert told["another name"]["status"] == 400
    assert "elsewhere.example.org" not in told["another name"]["text"]
    assert told["another name, forwarded"]["status"] == 200
    assert "elsewhere.example.org" not in told["another name, forwarded"]["text"]


@pytest.mark.django_db
def test_what_broke_is_not_told(told):
    assert told["broken"]["status"] == 500
    for word in ("secret of the house", "Traceback", "RuntimeError", "accounts/views"):
        assert word not in told["broken"]["text"]
    assert told["broken"]["headers"]["x-request-id"] in told["broken"]["text"]


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("what", "status"),
    [
        ("trace", 405),
        ("demo", 404),
        ("metrics", 404),
        ("metrics, through the proxy", 404),
        ("static folder", 404),
        ("out of the static folder", 404),
        ("git", 404),
    ],
)
def test_what_is_no_page_is_not_there(told, what, status):
    assert told[what]["status"] == status


@pytest.mark.django_db
def test_what_one_person_sees_is_kept_in_no_cache(told):
    assert "no-store" in told["account"]["headers"]["cache-control"]
    assert "private" in told["account"]["headers"]["cache-control"]
