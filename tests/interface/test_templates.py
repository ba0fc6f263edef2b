"""House rules for templates: no inline script or style, no address by hand, and each partial says what it takes."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from django.conf import settings
from django.contrib.auth.models import AnonymousUser
from django.template.loader import get_template, render_to_string
from django.test import RequestFactory

from tests.build import programmes as build

TEMPLATES = Path(settings.BASE_DIR) / "templates"
PARTS = sorted(TEMPLATES.rglob("*.jinja"))
ALL = sorted([*TEMPLATES.rglob("*.html"), *PARTS])


def name(path: Path) -> str:
    return str(path.relative_to(TEMPLATES))


@pytest.mark.parametrize("path", ALL, ids=name)
def test_every_template_compiles(path):
    get_template(name(path), using="parts" if path in PARTS else "django")


@pytest.mark.parametrize("path", ALL, ids=name)
def test_no_template_has_what_the_policy_refuses(path):
    if is_mail(path):
        return
    text = re.sub(r"\{#.*?#\}", "", path.read_text())
    assert not re.search(r"<style|\sstyle\s*=", text), "inline styles are refused: use a class"
    # A block of data is no script: browsers do not run it, and the policy lets it stand.
    assert not re.search(r"<script(?![^>]*\b(?:src=|type=.application/json))", text), "inline scripts are refused"
    assert not re.search(r"\son[a-z]+\s*=|hx-on|\bjs:", text), "handlers in markup are refused"
    assert not re.search(r'(?:src|href)="/(?:static|images)/', text), "use {% static %}"
    assert not re.search(r"<(?!a\b)[a-z]+\b[^>]*(?:src|href)=.https?://", text), "pages load nothing from elsewhere"


# A message is read in a mail program, which knows no style sheet; no policy of ours reaches it.
def is_mail(path: Path) -> bool:
    return path.read_text().startswith("{# The e-mail")


PARTIALS = [
    p for p in ALL if p in PARTS or p.parent.name in {"components", "charts"} or {"sgds", "elements"} & set(p.parts)
]


@pytest.mark.parametrize("path", PARTIALS, ids=name)
def test_every_partial_opens_with_what_it_is_and_takes(path):
    assert re.match(r"(\{% load [^%]*%\})?\{# [A-Z].*", path.read_text()), "open with {# What it is. Takes: … #}"


def test_a_page_for_what_is_not_there_is_the_same_to_the_last_byte():
    def page():
        request = RequestFactory().get("/reports/not-yet/")
        request.user = AnonymousUser()
        return render_to_string("404.html", {}, request)

    assert page() == page()
    assert "csrf" not in page()
    assert "nonce" not in page()


@pytest.mark.parametrize(
    "page", ["403.html", "404.html", "405.html", "409.html", "429.html", "403_csrf.html", "500.html"]
)
def test_error_pages_say_what_to_do_and_have_no_form_but_the_search(page):
    request = RequestFactory().get("/")
    request.user = AnonymousUser()
    html = render_to_string(page, {"to_read": [("statement", "<b>kept</b>")], "request_id": "r-1"}, request)
    assert html.count("<h1") == 1
    assert all('role="search"' in form for form in re.findall(r"<form[^>]*>", html))
    assert "csrf" not in html
    if page == "403_csrf.html":
        assert "&lt;b&gt;kept" in html
    if page == "500.html":
        assert "r-1" in html


@pytest.mark.django_db
def test_one_can_sign_out_and_the_way_there_is_on_every_page(client):
    client.force_login(build.person())
    assert 'href="/accounts/logout/"' in client.get("/work/").content.decode()
    page = client.get("/accounts/logout/").content.decode()
    assert '<button class="ds_button" type="submit">Sign out</button>' in page
    client.post("/accounts/logout/")
    assert "_auth_user_id" not in client.session
