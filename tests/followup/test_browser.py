"""From the co-ordinator's update to the state that everybody reads, in a real browser, wide and narrow."""

import pytest
from playwright.sync_api import expect

from accounts import roles
from tests.browser import axe, next_page, no_sideways_scroll, opened, screenshot, session_cookie
from tests.build import followup as build
from tests.build import programmes as plans
from tests.journeys.filling import choose

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

LONG = "A recommendation whose words are as long as those of real reports tend to be, ninety letters"


def look_at(page, name: str) -> None:
    assert axe(page) == [], name
    assert no_sideways_scroll(page, 320), name
    screenshot(page, f"followup-{name}")


def test_an_update_is_written_signed_off_viewed_and_its_recommendation_closed_for_everybody_to_read(
    live_server, chromium
):
    programme, report, recommended, _ = build.followed_programme()
    plan = build.plan_of(report)
    build.action(plan, *recommended, text=LONG)
    coordinator = plans.seated(plan.participation, roles.Coordinator)
    chief = plans.seated(plan.participation, roles.ChiefOfficer)
    lead = plans.in_team(programme, roles.Lead)
    url, tracker = live_server.url, f"{live_server.url}/reports/{report.slug}/recommendations/"

    with opened(chromium, width=375, cookies=[session_cookie(live_server, coordinator)]) as page:
        page.goto(f"{url}/work/")
        with next_page(page):
            page.get_by_role("link", name="Say how far your plan is: Six months on").click()
        look_at(page, "plan")
        with next_page(page):
            page.get_by_role("button", name="Write the update").click()
        with next_page(page):
            page.get_by_role("button", name="Save and give for sign-off").click()
        expect(page.get_by_text("Say how far action 1 is.")).to_be_visible()
        page.get_by_label("How far is it?").select_option("done")
        page.get_by_label("What has been done, and what comes next").fill("The guide is out.")
        look_at(page, "update-being-written")
        with next_page(page):
            page.get_by_role("button", name="Save and give for sign-off").click()
        expect(page.get_by_text("Your chief officers have been told.")).to_be_visible()

    with opened(chromium, scripts=False, cookies=[session_cookie(live_server, chief)]) as page:
        page.goto(f"{url}/work/")
        page.get_by_role("link", name="Sign off: Six months on").click()
        expect(page.get_by_text("The guide is out.")).to_be_visible()
        page.get_by_role("button", name="Agree and send").click()
        expect(page.get_by_text("Signed off and sent.")).to_be_visible()

    with opened(chromium, cookies=[session_cookie(live_server, lead)]) as page:
        page.goto(f"{url}/work/")
        with next_page(page):
            page.get_by_role("link", name="Say what you make of 1 update").click()
        look_at(page, "overview")
        with next_page(page):
            page.get_by_role("link", name="Six months on").last.click()
        with next_page(page):
            page.get_by_role("link", name="Say what you make of it").click()
        choose(page, "Enough evidence to close")
        page.get_by_label("Why").fill("The guide has been seen.")
        with next_page(page):
            page.get_by_role("button", name="Say so").click()
        look_at(page, "update-read")
        page.goto(f"{url}{recommended[0].get_absolute_url()}")
        look_at(page, "recommendation")
        with next_page(page):
            page.get_by_role("link", name="Say how far it has come").click()
        choose(page, "Closed by scrutiny body")
        with next_page(page):
            page.get_by_role("button", name="Say so and publish").click()
        expect(page.locator(".ds_error-summary")).to_be_visible()
        look_at(page, "judging")
        page.get_by_label("Why").fill("The guide is out and in use.")
        with next_page(page):
            page.get_by_role("button", name="Say so and publish").click()
        expect(page.get_by_text("Everybody can read why.")).to_be_visible()

    for width in (1280, 375):
        with opened(chromium, width=width) as page:
            page.goto(f"{tracker}#{recommended[0].anchor}")
            one = page.locator(f"#{recommended[0].anchor}")
            expect(one.get_by_text("Closed by scrutiny body").first).to_be_visible()
            expect(one.get_by_text("The guide is out and in use.").first).to_be_visible()
            expect(page.get_by_text("The guide is out.", exact=True)).to_have_count(0)
            look_at(page, f"tracker-{width}")
            page.goto(f"{url}/recommendations/?state=closed")
            expect(page.get_by_role("link", name="Recommendation 1")).to_have_count(1)
            look_at(page, f"national-{width}")
