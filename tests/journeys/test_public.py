"""Somebody from the public, without an account: what is under way, what was found, and everything to take away."""

import io
import re
from xml.etree import ElementTree

import pikepdf
import pytest
from playwright.sync_api import expect

from accounts import speaking
from reports.models import Publication
from tests.browser import leads_to, number_of, opened
from tests.journeys.workers import make_documents
from tests.pdf_structure import problems

pytestmark = [pytest.mark.browser, pytest.mark.django_db, pytest.mark.xdist_group("journeys")]

ATOM = "{http://www.w3.org/2005/Atom}"


def test_from_the_front_page_to_a_programme_and_its_dates(world, chromium):
    with opened(chromium, width=375) as page:
        page.goto(world.url)
        page.get_by_role("link", name="All programmes").click()
        page.get_by_role(
            "link", name="Review of social work governance and assurance in Scotland 2024–25"
        ).first.click()
        page.wait_for_url("**/programmes/social-work-governance-2024/")
        for part in ("Purpose", "Questions", "Scope", "What we mean by our words", "Timetable"):
            expect(page.get_by_role("heading", name=part), part).not_to_have_count(0)
        dates = page.request.get(f"{world.url}/programmes/social-work-governance-2024/timetable.ics").text()
        assert dates.startswith("BEGIN:VCALENDAR")
        assert "SUMMARY:" in dates

        page.goto(f"{world.url}/areas/")
        page.get_by_role("link", name="Moray").first.click()
        page.wait_for_url("**/areas/moray/")
        expect(page.get_by_text("Moray Council")).not_to_have_count(0)


def test_reads_a_report_takes_the_pdf_and_finds_it_in_the_feed(world, chromium):
    make_documents()
    with speaking.as_service():
        publications = Publication.objects.select_related("edition")
        publication = publications.get(edition__report__programme__slug=world.published)
    with opened(chromium) as page:
        page.goto(f"{world.url}/reports/")
        page.locator(f"main a[href='{publication.edition.get_absolute_url()}']").first.click()
        page.wait_for_url(f"**{publication.edition.get_absolute_url()}")
        assert number_of(page.locator("article.report .para")) > 5
        link = leads_to(page.get_by_role("link", name="The report as PDF"))
        content = page.request.get(world.url + link).body()
        assert problems(content) == []
        with pikepdf.open(io.BytesIO(content)) as pdf:
            assert publication.edition.title in str(pdf.docinfo["/Title"])

        table = page.request.get(world.url + leads_to(page.get_by_role("link", name="data dictionary")))
        assert table.ok
        assert "," in table.text()

        feed = page.request.get(f"{world.url}/feeds/publications.atom")
        entries = ElementTree.fromstring(feed.text()).findall(f"{ATOM}entry")
        assert publication.edition.title in [entry.findtext(f"{ATOM}title") for entry in entries]


def test_finds_the_statements_that_the_law_asks_for(world, chromium):
    with opened(chromium, width=375) as page:
        page.goto(world.url)
        for name, heading in (("Accessibility", "Accessibility"), ("Privacy", "rivacy"), ("Cookies", "ookies")):
            page.locator("footer").get_by_role("link", name=name).click()
            expect(page.locator("h1")).to_contain_text(heading, use_inner_text=True)
        page.locator("footer").get_by_role("link", name="Contact").click()
        page.wait_for_url("**/contact/")
        expect(page.get_by_role("link", name="@").or_(page.get_by_text("@"))).not_to_have_count(0)


def test_finds_nothing_of_what_is_not_public(world, chromium):
    with opened(chromium) as page:
        assert page.goto(f"{world.url}/programmes/{world.begun.programme.slug}/").status == 404
        expect(page.get_by_role("heading", name="Page not found")).to_be_visible()
        page.goto(f"{world.url}/work/{world.programme.slug}/")
        expect(page).to_have_url(re.compile("/accounts/login/"))
