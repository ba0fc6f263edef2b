"""A chief officer accepts the notification and names a co-ordinator, who comes in for the first time; and signs off."""

import pytest
from playwright.sync_api import expect

from accounts import invitations, roles, speaking
from accounts.models import User
from inspections.models import Submission
from tests.browser import next_page, opened, session_cookie
from tests.journeys.filling import choose

pytestmark = [pytest.mark.browser, pytest.mark.django_db, pytest.mark.xdist_group("journeys")]

ADDRESS = "senga.newcomer@demo.example"


def test_accepts_the_letter_and_nominates_somebody_who_then_comes_in(world, chromium):
    part = world.begun.parts["falkirk"]
    with opened(chromium, cookies=[session_cookie(world, world.begun.chief_of_falkirk)]) as page:
        page.goto(f"{world.url}/work/")
        page.get_by_role("link", name="Accept the notification letter").first.click()
        page.wait_for_url("**/letter/")
        page.get_by_role("button", name="Accept the notification").click()
        expect(page.locator(".ds_error-summary").get_by_text("Tick the box")).to_be_visible()
        choose(page, "I have read the letter and accept it for the partnership")
        page.get_by_role("button", name="Accept the notification").click()
        expect(page.get_by_text("The notification has been accepted.")).to_be_visible()

        page.goto(f"{world.url}{part.get_absolute_url()}people/nominate/")
        choose(page, "Co-ordinator")
        page.get_by_label("Full name").fill("Senga Newcomer")
        page.get_by_label("Work e-mail address").fill("senga.newcomer")
        with next_page(page):
            page.get_by_role("button", name="Nominate").click()
        expect(page.locator(".ds_error-summary")).to_be_visible()
        expect(page.get_by_label("Full name")).to_have_value("Senga Newcomer")
        page.get_by_label("Work e-mail address").fill(ADDRESS)
        page.get_by_role("button", name="Nominate").click()
        expect(page.get_by_text("Senga Newcomer has been nominated.")).to_be_visible()

    with speaking.as_service():
        nominee = User.objects.get(email=ADDRESS)
        seat = nominee.seats.get()
        assert seat.status == "offered"
        way_in = invitations.way_in(nominee)
    with opened(chromium) as page:
        page.goto(way_in.replace(way_in.split("/invitation/")[0], world.url))
        expect(page.get_by_role("heading", name="Join")).to_be_visible()
        page.get_by_label("Choose a password").fill("short")
        page.get_by_label("The same password again").fill("shorter")
        with next_page(page):
            page.get_by_role("button", name="Join").click()
        expect(page.locator(".ds_error-summary")).to_be_visible()
        page.get_by_label("Choose a password").fill("four plain words together")
        page.get_by_label("The same password again").fill("four plain words together")
        page.get_by_role("button", name="Join").click()
        page.wait_for_url("**/work/")
        page.locator("main a[href^='/seats/']").first.click()
        choose(page, "Yes, I accept")
        page.get_by_role("button", name="Send your answer").click()
        page.wait_for_url(f"**{part.get_absolute_url()}")
        expect(page.get_by_role("link", name="Document return")).not_to_have_count(0)

        page.goto(way_in.replace(way_in.split("/invitation/")[0], world.url))
        expect(page.get_by_text("It has been taken up already.")).to_be_visible()
    with speaking.as_service():
        seat.refresh_from_db()
    assert (seat.status, seat.role) == ("accepted", roles.Coordinator.slug)


def test_sends_a_return_back_and_then_signs_it_off(world, chromium):
    of = world.signed.of
    with opened(chromium, cookies=[session_cookie(world, world.signed.chief)]) as page:
        page.goto(f"{world.url}/work/")
        page.get_by_role("link", name=of.ask.title).first.click()
        page.wait_for_url(f"**{of.get_absolute_url()}sign-off/")
        page.get_by_role("button", name="Send it back").click()
        expect(page.locator(".ds_error-summary").get_by_text("Say what should change")).to_be_visible()
        page.get_by_label("What should change?").fill("Please put the newer plan in.")
        page.get_by_role("button", name="Send it back").click()
        expect(page.get_by_text("It is back with your co-ordinator")).to_be_visible()

    with opened(chromium, cookies=[session_cookie(world, world.signed.coordinator)]) as page:
        page.goto(f"{world.url}{of.get_absolute_url()}")
        expect(page.get_by_text("Please put the newer plan in.")).to_be_visible()
        page.get_by_role("link", name="Check and send it for sign-off").click()
        page.get_by_role("button", name="Give it for sign-off").click()
        expect(page.get_by_text("Your chief officers have been told.")).to_be_visible()

    with opened(chromium, cookies=[session_cookie(world, world.signed.chief)]) as page:
        page.goto(f"{world.url}{of.get_absolute_url()}sign-off/")
        page.get_by_role("button", name="Agree and send").dblclick()
        page.wait_for_url("**/receipt/1/")
        expect(page.get_by_text(world.signed.chief.name)).not_to_have_count(0)
    with speaking.as_service():
        assert [each.status for each in Submission.objects.filter(of=of)] == ["sent"]
