"""From a closed survey to what everybody reads: the lead decides and releases, the report comes out, an area reads its own."""

import pytest
from playwright.sync_api import expect

from accounts import speaking
from analysis import runs
from tests.browser import axe, leads_to, next_page, no_sideways_scroll, opened, session_cookie
from tests.build import analysis as build
from tests.build import programmes as plan_of
from tests.journeys.workers import make_documents
from tests.pdf_structure import problems

pytestmark = [pytest.mark.browser, pytest.mark.django_db, pytest.mark.xdist_group("journeys")]


def barriers(page) -> list[str]:
    return axe(page) + ([] if no_sideways_scroll(page) else ["scrolls sideways"])


@pytest.mark.parametrize("scripts", [True, False], ids=["with scripts", "without scripts"])
def test_a_lead_publishes_a_survey_and_an_area_and_everybody_read_what_is_theirs(world, chromium, scripts):
    dataset = build.survey(45, 30, 4)
    programme, survey = dataset.survey.programme, dataset.survey
    lead = build.lead(dataset)
    with speaking.as_service():
        area = programme.participations.order_by("partnership__name").first()
    coordinator = plan_of.seated(area)
    with opened(chromium, cookies=[session_cookie(world, lead)], scripts=scripts) as page:

        def clean() -> None:
            assert not scripts or barriers(page) == []

        page.goto(f"{world.url}{survey.get_absolute_url()}results/")
        with next_page(page):
            page.get_by_role("link", name="Prepare what is published").click()
        clean()
        page.get_by_text("What is your role?", exact=True).click()
        with next_page(page):
            page.get_by_role("button", name="Save these rules").click()
        expect(page.get_by_text("The rules have been saved.")).to_be_visible()
        clean()
        with next_page(page):
            page.get_by_role("link", name="Look at it as it would be read").click()
        page.get_by_label("Report").select_option(label=area.partnership.name)
        with next_page(page):
            page.get_by_role("button", name="Show").click()
        expect(page.get_by_text("Agree or strongly agree").first).to_be_attached()
        clean()
        page.goto(f"{world.url}{dataset.get_absolute_url()}publish/")
        with next_page(page):
            page.get_by_role("link", name="Decide about one number yourself").click()
        clean()
        page.go_back()
        for button in ("Make the national numbers", "Make all local reports"):
            with next_page(page):
                page.get_by_role("button", name=button).click()
        expect(page.get_by_text("The local reports wait for their turn")).to_be_visible()
        runs.carry_on()
        page.reload()
        expect(page.get_by_text("Local reports printed")).to_be_visible()
        clean()
        make_documents()
        runs.carry_on()
        page.reload()
        expect(page.get_by_text("All local reports are ready.")).to_be_visible()
        with next_page(page):
            page.get_by_role("link", name="Withdraw").first.click()
        clean()
        page.get_by_label("Why is it withdrawn?").fill("To be made again.")
        with next_page(page):
            page.get_by_role("button", name="Withdraw").click()
        with next_page(page):
            page.get_by_role("button", name="Make the national numbers").click()
    address = f"{world.url}{area.get_absolute_url()}"
    with opened(chromium, cookies=[session_cookie(world, coordinator)], scripts=scripts, width=375) as page:
        page.goto(address)
        expect(page.get_by_role("link", name="Your local report", exact=False)).to_have_count(0)
        build.report_out(dataset)
        page.reload()
        with next_page(page):
            page.get_by_role("link", name="Your local report", exact=False).click()
        expect(page.get_by_role("heading", name=f"{area.partnership.name} beside Scotland")).to_be_visible()
        assert not scripts or barriers(page) == []
        with next_page(page):
            page.get_by_role("button", name="This report as a PDF").click()
        pdf = page.request.get(world.url + leads_to(page.locator("main a[href*='/file']").first)).body()
        assert problems(pdf) == []
    with opened(chromium, scripts=scripts, width=375) as page:
        page.goto(f"{world.url}/programmes/{programme.slug}/")
        with next_page(page):
            page.get_by_role("link", name=f"{survey.title}: the numbers").click()
        assert not scripts or barriers(page) == []
        page.get_by_label("By", exact=True).select_option(label="What is your role?")
        with next_page(page):
            page.get_by_role("button", name="Show").click()
        values = page.request.get(world.url + leads_to(page.get_by_role("link", name="Every number as CSV"))).body()
        assert values.startswith(b"\xef\xbb\xbfgrouping,group,question,answer,count")
