"""The search, the calendar, the page for programs and a report, in a real browser: by keyboard, on a phone, without scripts."""

import pytest
from playwright.sync_api import expect

from accounts import speaking
from reports.models import Section
from tests.browser import axe, no_sideways_scroll, opened, screenshot, sticking_out
from tests.build import reports as build

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

LONG = "How well councils, health boards and the police together plan, support and protect, in the north"[:90]
BODY = "\n\n".join(
    f"The supervision of **students** in year {year} was held every week, and what was said in it was written down."
    for year in range(1, 8)
)


@pytest.fixture
def published():
    """A report with much in it, a second one with a very long title, and a programme with a document."""
    programme = build.programme(title="Review of supervision", summary="How supervision works.")
    with speaking.as_service():
        programme.library.create(key="guide", title="About supervision", text="What it is.", audience="public")
    for title in ("A short report", LONG):
        report = build.report(programme, title=title)
        with speaking.as_service():
            Section.objects.filter(report=report, position=2).update(body=BODY)
        edition = build.published(report)
    return edition


def look_at(page, name: str) -> None:
    assert axe(page) == [], name
    assert no_sideways_scroll(page, 320), (name, sticking_out(page, 320))
    screenshot(page, f"public-{name}", most=2600)


def test_a_slip_is_put_right_and_the_paragraph_reached_with_the_keyboard_alone(live_server, chromium, published):
    with opened(chromium) as page:
        page.goto(live_server.url)
        page.get_by_label("Search", exact=True).focus()
        page.keyboard.type("supervison students")
        page.keyboard.press("Enter")
        expect(page.get_by_text("These are the results for")).to_be_visible()
        look_at(page, "found")
        page.get_by_role("link", name="Paragraph 2.1").first.focus()
        page.keyboard.press("Enter")
        page.wait_for_url("**/reports/*/#p-2-1")
        look_at(page, "report")


@pytest.mark.parametrize("scripts", [True, False], ids=["with scripts", "without scripts"])
def test_on_a_phone_results_are_narrowed_and_all_places_of_a_report_shown(live_server, chromium, published, scripts):
    with opened(chromium, width=375, scripts=scripts) as page:
        page.goto(f"{live_server.url}/search/?q=supervision")
        page.get_by_text("Narrow or sort the results").click()
        page.get_by_label("Sort by").select_option("date")
        page.get_by_role("button", name="Apply").click()
        page.wait_for_url("**order=date**")
        expect(page.get_by_role("link", name="All 8 places").first).to_be_visible()
        if scripts:
            look_at(page, "search-on-a-phone")
        page.get_by_role("link", name="All 8 places").first.click()
        expect(page.get_by_role("link", name="Paragraph 2.7")).to_be_visible()
        page.goto(f"{live_server.url}/search/?q=nothinghasthis")
        expect(page.get_by_role("heading", name="Nothing was found")).to_be_visible()


@pytest.mark.parametrize("address", ["/search/", "/dates/", "/api/", "/"])
def test_pages_around_it_are_for_everybody(live_server, chromium, published, address):
    with opened(chromium, width=1280) as page:
        page.goto(live_server.url + address)
        look_at(page, address.strip("/") or "front")
