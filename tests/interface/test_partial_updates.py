"""Pages that change in part: under the policy, with components alive after it, and honest when it fails."""

from __future__ import annotations

import pytest
from django.http import HttpResponse
from django.urls import path
from playwright.sync_api import expect

from accounts.guards import open_to_everyone
from tests.browser import axe, measured, opened, session_cookie
from tests.build import programmes as build
from tests.interface import urls as with_gallery

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True), pytest.mark.urls(__name__)]

PART = """<div id="part"><div class="ds_question" data-module="ds-character-count" data-maxlength="20">
<label class="ds_label" for="late">Came later</label><textarea class="ds_input" id="late" name="late"></textarea>
</div></div>"""


@open_to_everyone
def part(request):
    answer = request.GET.get("answer", "200")
    return HttpResponse(PART, status=int(answer), headers={"X-Token": request.headers.get("X-CSRFToken", "")[:4]})


urlpatterns = [path("part/", part), *with_gallery.urlpatterns]
handler404 = with_gallery.handler404


@pytest.fixture
def page(live_server, chromium):
    with opened(chromium, cookies=[session_cookie(live_server, build.person())]) as page:
        page.goto(live_server.url + "/gallery/")
        measured(
            page,
            """() => {
                 const place = document.querySelector('.ds_layout__content');
                 for (const answer of ['200', '422', '409', '500']) {
                   const button = document.createElement('button');
                   button.id = 'ask-' + answer;
                   button.textContent = 'Ask ' + answer;
                   button.setAttribute('hx-get', '/part/?answer=' + answer);
                   button.setAttribute('hx-target', '#place');
                   place.prepend(button);
                 }
                 const target = document.createElement('div');
                 target.id = 'place';
                 place.prepend(target);
                 htmx.process(place);
               }""",
        )
        yield page


def test_what_comes_in_later_works_like_the_rest(page):
    with page.expect_response("**/part/**") as answer:
        page.click("#ask-200")
    expect(page.locator("#part .ds_input__message").first).to_be_visible()
    expect(page.locator("#part")).to_contain_text("You can enter up to 20 characters", use_inner_text=True)
    assert answer.value.request.headers["x-csrftoken"], "the token is sent without being asked for"
    assert axe(page) == []


def test_a_form_sent_back_with_its_errors_is_shown(page):
    page.click("#ask-422")
    expect(page.locator("#part")).to_be_visible()
    expect(page.locator("#partial-trouble")).to_have_count(0)


@pytest.mark.parametrize(
    ("answer", "words"), [("409", "Somebody else has changed this"), ("500", "What you typed is still on this page")]
)
def test_a_failure_is_said_aloud_and_goes_away_when_it_works_again(page, answer, words):
    page.click(f"#ask-{answer}")
    trouble = page.locator("#partial-trouble[role=alert]")
    expect(trouble).to_be_visible()
    expect(trouble).to_contain_text(words, use_inner_text=True)
    page.click("#ask-200")
    expect(page.locator("#part")).to_be_visible()
    expect(trouble).to_have_count(0)


def test_a_portal_that_cannot_be_reached_is_said_too(page):
    page.route("**/part/**", lambda route: route.abort("internetdisconnected"))
    page.click("#ask-200")
    expect(page.locator("#partial-trouble")).to_contain_text("cannot be reached", use_inner_text=True)


def test_no_page_is_kept_in_the_browser(page):
    page.click("#ask-200")
    expect(page.locator("#part")).to_be_visible()
    kept = measured(page, "[...Object.keys(localStorage), ...Object.keys(sessionStorage)]")
    assert set(kept) <= {"htmx-current-path-for-history"}, "an address may stay, what a page said may not"
