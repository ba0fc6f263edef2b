"""What others read before the public, in a browser: a chief officer signs comments off; a copy is acknowledged and read."""

import pytest
from playwright.sync_api import expect

from tests.browser import next_page, opened, session_cookie
from tests.build import accuracy as build
from tests.journeys.test_surveys import PHONE, barriers

pytestmark = [pytest.mark.browser, pytest.mark.django_db, pytest.mark.xdist_group("journeys")]


def test_a_chief_officer_reads_what_would_be_sent_and_signs_it_off_on_a_phone(world, chromium):
    checked = build.Checked()
    comment = checked.comment()
    checked.put_forward()
    with opened(chromium, width=PHONE, cookies=[session_cookie(world, checked.chief)]) as page:
        page.goto(f"{world.url}/work/")
        with next_page(page):
            page.get_by_role("link", name="Sign off comments").first.click()
        expect(page.get_by_role("heading", name="Sign off", exact=True)).to_be_visible()
        expect(page.get_by_role("link", name=comment.label, exact=True)).to_be_visible()
        assert barriers(page) == []
        page.get_by_text("I have read this and send it for the partnership").click()
        with next_page(page):
            page.get_by_role("button", name="Sign off and send").click()
        expect(page.get_by_role("heading", name=f"Receipt {checked.check.reference}")).to_be_visible()
        assert barriers(page) == []


def test_communications_gives_a_copy_and_its_reader_takes_the_terms_without_scripts(world, chromium):
    edition, office = build.embargoed(title="A title that nobody may know yet"), build.office("Carol Office")
    copy = build.copy(edition, by=office)
    with opened(chromium, scripts=False, cookies=[session_cookie(world, copy.person)]) as page:
        page.goto(f"{world.url}{copy.get_absolute_url()}")
        expect(page.get_by_role("heading", name="Before you open your copy")).to_be_visible()
        expect(page.get_by_text("A title that nobody may know yet")).to_have_count(0)
        page.get_by_text("I have read these terms and will keep to them").click()
        page.get_by_role("button", name="Open my copy").click()
        expect(page.get_by_role("heading", name="A title that nobody may know yet")).to_be_visible()
    with opened(chromium, cookies=[session_cookie(world, copy.person)]) as page:
        page.goto(f"{world.url}{copy.get_absolute_url()}")
        assert barriers(page) == []
    with opened(chromium, cookies=[session_cookie(world, office)]) as page:
        page.goto(f"{world.url}/drafting/editions/{edition.pk}/copies/")
        expect(page.get_by_role("cell", name="Acknowledged", exact=False).first).to_be_visible()
        assert barriers(page) == []
        with next_page(page):
            page.get_by_role("link", name=copy.name).click()
        expect(page.get_by_text("Opened the page").first).to_be_visible()
        assert barriers(page) == []
