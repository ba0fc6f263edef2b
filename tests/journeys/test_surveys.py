"""Surveys in a browser: a respondent on a phone with scripts and without, who passes the link on, who reads the results."""

from datetime import date, timedelta

import pytest
from django.utils import timezone
from playwright.sync_api import expect

from accounts import speaking
from demo.surveys import every_answer
from surveys import answering, doorway, setting_up, writing
from surveys.models import Link, Survey
from tests.browser import axe, leads_to, measured, next_page, no_sideways_scroll, opened, said, session_cookie
from tests.build import forms
from tests.build import programmes as plan
from tests.build import surveys as build
from tests.journeys.workers import make_documents
from tests.pdf_structure import problems

pytestmark = [pytest.mark.browser, pytest.mark.django_db, pytest.mark.xdist_group("journeys")]

PHONE = 375


@pytest.fixture
def link(world) -> Link:
    """An area's link to the survey that is open in the second review."""
    doorway.forget()
    with speaking.as_service():
        links = Link.objects.filter(survey__programme=world.programme, participation=world.part)
        return links.select_related("survey__version", "participation__partnership").get()


def barriers(page) -> list[str]:
    """What is wrong with the page in front of us, for those who cannot see it and on the smallest phone."""
    return axe(page) + ([] if no_sideways_scroll(page) else ["scrolls sideways"])


@pytest.mark.parametrize("scripts", [True, False], ids=["with scripts", "without scripts"])
def test_a_respondent_answers_on_a_phone_goes_back_changes_an_answer_and_sends(world, chromium, link, scripts):
    with speaking.as_service():
        before = build.as_owner("SELECT count(*) FROM surveys_answer WHERE link_id = %s", link.pk)[0][0]
        sections = len(link.survey.version.instrument.sections)
    with opened(chromium, width=PHONE, scripts=scripts) as page:
        page.goto(world.url + link.get_absolute_url())
        found = barriers(page) if scripts else []
        expect(page.get_by_role("heading", name="What becomes of your answers")).to_be_visible()
        with next_page(page):
            page.get_by_role("button", name="Start").click()
        with next_page(page):
            page.get_by_role("button", name="Continue").click()
        expect(page.get_by_role("heading", name="There is a problem")).to_be_visible()
        found += barriers(page) if scripts else []
        page.get_by_text("Adults", exact=True).click()
        page.get_by_text("Social worker", exact=True).click()
        with next_page(page):
            page.get_by_role("button", name="Continue").click()
        found += barriers(page) if scripts else []
        with next_page(page):
            page.get_by_role("button", name="Back", exact=True).click()
        page.get_by_text("Justice", exact=True).click()
        for _ in range(sections):
            with next_page(page):
                page.get_by_role("button", name="Continue").click()
            if said(page.locator("h1")) == "Check your answers":
                break
        expect(page.get_by_role("heading", name="Check your answers")).to_be_visible()
        expect(page.locator("#answer_service")).to_contain_text("Justice")
        found += barriers(page) if scripts else []
        with next_page(page):
            page.get_by_role("button", name="Send").click()
        expect(page.locator("h1")).to_contain_text("Thank you")
        found += barriers(page) if scripts else []
        assert found == []
        assert page.context.cookies() == []
    with speaking.as_service():
        assert build.as_owner("SELECT count(*) FROM surveys_answer WHERE link_id = %s", link.pk)[0][0] == before + 1


def test_a_respondent_keeps_a_form_comes_back_to_it_and_has_it_forgotten(world, chromium, link):
    with opened(chromium, width=PHONE) as page:
        page.goto(world.url + link.get_absolute_url())
        with next_page(page):
            page.get_by_role("button", name="Start").click()
        first = measured(page, "() => location.href")
        page.get_by_text("Adults", exact=True).click()
        page.get_by_text("Social worker", exact=True).click()
        with next_page(page):
            page.get_by_role("button", name="Keep, and finish later").click()
        assert barriers(page) == []
        expect(page.get_by_text(first)).to_be_visible()
        leave = measured(page, "() => location.href")
        page.goto(first)
        expect(page.get_by_label("Adults")).to_be_checked()
        page.goto(leave)
        with next_page(page):
            page.get_by_role("button", name="Forget my answers").click()
        expect(page.locator("h1")).to_contain_text("forgotten")
        page.goto(first)
        expect(page.get_by_label("Adults")).not_to_be_checked()


def test_a_coordinator_finds_what_to_pass_on_and_takes_the_poster(world, chromium, link):
    with opened(chromium, cookies=[session_cookie(world, world.coordinator)]) as page:
        page.goto(f"{world.url}/taking-part/{world.part.pk}/")
        with next_page(page):
            page.get_by_role("link", name="Pass on: Survey of social work staff").click()
        assert barriers(page) == []
        assert link.words in said(page.locator(".copyable"))
        expect(page.get_by_role("heading", name="Words for a weekly reminder")).to_be_visible()
        with next_page(page):
            page.get_by_role("button", name="Make a poster (PDF)").click()
        make_documents()
        page.reload()
        pdf = page.request.get(world.url + leads_to(page.locator("main a[href*='/file']").first)).body()
        assert problems(pdf) == []


def test_an_analyst_reads_every_question_then_one_of_them_by_area(world, chromium):
    with speaking.as_service():
        survey = Survey.objects.select_related("version", "programme").get(programme=world.begun.programme)
    build.set_days(survey, *_open_today())
    values = every_answer(survey.version.compiled.instrument)
    for place, link in enumerate(build.links(survey)):
        for _ in range(3 + place):
            answering.send(link.pk, doorway.new_number(link.pk), values)
    build.frozen(survey)
    with opened(chromium, cookies=[session_cookie(world, world.team["lead"])]) as page:
        page.goto(f"{world.url}{survey.get_absolute_url()}")
        with next_page(page):
            page.get_by_role("link", name="Results").click()
        assert barriers(page) == []
        expect(page.get_by_text("For the team alone.")).to_be_visible()
        page.get_by_label("Question").select_option(label="In which service do you mainly work?")
        page.get_by_label("By", exact=True).select_option(label="Area")
        with next_page(page):
            page.get_by_role("button", name="Show").click()
        assert barriers(page) == []
        expect(page.get_by_role("rowheader", name="Stirling").first).to_be_visible()
        assert "question=service" in measured(page, "() => location.search")


@pytest.mark.parametrize("width", [1280, PHONE])
def test_an_analyst_says_which_round_came_before_and_reads_both_side_by_side(world, chromium, width):
    lead = world.team["lead"]
    earlier, now = (_closed_survey_of(lead, days=days, answers=answers) for days, answers in ((400, 12), (30, 15)))
    assert earlier.programme.day_one < now.programme.day_one
    with opened(chromium, width=width, cookies=[session_cookie(world, lead)]) as page:
        page.goto(f"{world.url}{now.get_absolute_url()}results/")
        with next_page(page):
            page.get_by_role("link", name="Compared with earlier rounds").click()
        expect(page.get_by_text("It seems to be")).to_be_visible()
        assert barriers(page) == []
        page.get_by_label("This survey follows").select_option(value=str(earlier.pk))
        with next_page(page):
            page.get_by_role("button", name="Save the earlier round").click()
        expect(page.get_by_text("The earlier round has been saved.")).to_be_visible()
        expect(page.get_by_role("rowheader", name="Change in points").first).to_be_visible()
        assert barriers(page) == []
        page.get_by_label("Question").select_option(label="In which service do you mainly work?")
        with next_page(page):
            page.get_by_role("button", name="Show").click()
        expect(page.get_by_role("heading", name="over the rounds")).to_be_visible()
        assert barriers(page) == []
        assert "question=service" in measured(page, "() => location.search")


def _closed_survey_of(lead, *, days: int, answers: int) -> Survey:
    """A survey of two areas of a programme that began so many days ago, closed with so many answers from each."""
    survey = build.open_survey(areas=2, day_one=timezone.localdate() - timedelta(days=days))
    plan.Assignment.objects.create(
        programme=survey.programme, person=lead, role="lead", period=plan.DateRange(date(2020, 1, 1), None)
    )
    values = every_answer(survey.version.compiled.instrument)
    for link in build.links(survey):
        for _ in range(answers):
            answering.send(link.pk, doorway.new_number(link.pk), values)
    build.frozen(survey)
    return survey


@pytest.mark.parametrize("scripts", [True, False], ids=["with scripts", "without scripts"])
def test_an_administrator_walks_through_the_pages_that_respondents_meet(world, chromium, link, scripts):
    cookies = [session_cookie(world, world.team["administrator"])]
    sections = len(link.survey.version.instrument.sections)
    with opened(chromium, width=PHONE, scripts=scripts, cookies=cookies) as page:
        page.goto(f"{world.url}{link.survey.get_absolute_url()}try/")
        found = barriers(page) if scripts else []
        with next_page(page):
            page.get_by_role("button", name="Start").click()
        page.get_by_text("Adults", exact=True).click()
        page.get_by_text("Social worker", exact=True).click()
        for _ in range(sections):
            with next_page(page):
                page.get_by_role("button", name="Continue").click()
            found += barriers(page) if scripts else []
        expect(page.get_by_role("heading", name="Check your answers")).to_be_visible()
        with next_page(page):
            page.get_by_role("button", name="Send").click()
        expect(page.get_by_role("heading", name="How this trial would be read")).to_be_visible()
        expect(page.get_by_text('service: "adults"')).to_be_visible()
        found += barriers(page) if scripts else []
        assert found == []


def test_a_page_keeps_itself_while_it_is_filled_in(world, chromium, link):
    with opened(chromium, width=PHONE) as page:
        page.goto(world.url + link.get_absolute_url())
        with next_page(page):
            page.get_by_role("button", name="Start").click()
        here = measured(page, "() => location.href")
        page.get_by_text("Adults", exact=True).click()
        expect(page.get_by_role("status")).to_have_text("What you have typed is kept.")
        page.goto(world.url + link.get_absolute_url())
        page.goto(here)
        expect(page.get_by_label("Adults")).to_be_checked()
        assert page.context.cookies() == []


def test_an_administrator_writes_a_question_and_publishes_it_before_the_survey_opens(world, chromium):
    with speaking.as_service():
        survey = _one_that_waits(world)
    with opened(chromium, cookies=[session_cookie(world, world.team["administrator"])]) as page:
        page.goto(f"{world.url}{survey.get_absolute_url()}questions/")
        with next_page(page):
            page.get_by_role("button", name="Begin a new version").click()
        assert barriers(page) == []
        page.get_by_text("Add a question to").first.click()
        with next_page(page):
            page.get_by_role("link", name="Single choice").first.click()
        page.get_by_label("Question").fill("Do you work shifts?")
        page.get_by_label("Options", exact=False).fill("Always\nNever")
        assert barriers(page) == []
        with next_page(page):
            page.get_by_role("button", name="Save the question").click()
        with next_page(page):
            page.get_by_role("button", name="Publish this version").click()
        expect(page.get_by_text("This cannot be undone")).to_be_visible()
        with next_page(page):
            page.get_by_role("button", name="Publish this version").click()
        expect(page.get_by_text("The version has been published.")).to_be_visible()
    assert writing.in_the_making(survey) is None


@pytest.mark.parametrize("scripts", [True, False], ids=["with scripts", "without scripts"])
def test_an_administrator_takes_the_questions_and_brings_a_form_made_in_a_spreadsheet(
    world, chromium, scripts, tmp_path
):
    with speaking.as_service():
        survey = _one_that_waits(world, key=f"bring-{'scripts' if scripts else 'plain'}")
    form = tmp_path / "form.xlsx"
    form.write_bytes(forms.workbook(**A_FORM))
    cookies = [session_cookie(world, world.team["administrator"])]
    with opened(chromium, width=PHONE, scripts=scripts, cookies=cookies) as page:
        page.goto(f"{world.url}{survey.get_absolute_url()}questions/")
        found = barriers(page) if scripts else []
        taken = page.request.get(world.url + leads_to(page.get_by_role("link", name="Take this questionnaire")))
        assert taken.body()[:2] == b"PK"
        with next_page(page):
            page.get_by_role("link", name="Bring a form made in a spreadsheet").click()
        found += barriers(page) if scripts else []
        with next_page(page):
            page.get_by_role("button", name="Read the form").click()
        expect(page.get_by_role("heading", name="There is a problem")).to_be_visible()
        found += barriers(page) if scripts else []
        page.locator("input[type=file]").set_input_files(form)
        with next_page(page):
            page.get_by_role("button", name="Read the form").click()
        expect(page.get_by_role("rowheader", name="survey!A4 to C4")).to_be_visible()
        expect(page.get_by_text("Where do you work?").first).to_be_visible()
        found += barriers(page) if scripts else []
        page.get_by_role("button", name="Begin a version with these questions").focus()
        with next_page(page):
            page.keyboard.press("Enter")
        expect(page.get_by_text("The questions of the form are in a version in the making.")).to_be_visible()
        found += barriers(page) if scripts else []
        assert found == []
    with speaking.as_service():
        assert list(writing.in_the_making(survey).instrument.by_key) == ["service", "years"]


A_FORM = {
    "survey": [
        ("type", "name", "label", "relevant"),
        ("select_one services", "service", "Where do you work?", None),
        ("integer", "years", "For how many years?", "${service} = 'adults'"),
        ("geopoint", "place", "Where are you?", None),
    ],
    "choices": [("list_name", "name", "label"), ("services", "adults", "Adults"), ("services", "justice", "Justice")],
    "settings": [("form_title",), ("A form from elsewhere",)],
}


def _one_that_waits(world, key: str = "waits") -> Survey:
    version = setting_up.first_version(
        Survey.objects.filter(programme=world.programme).first().version.instrument, by=None
    )
    return Survey.objects.create(
        programme=world.programme,
        key=key,
        title="A survey that waits",
        named=False,
        link_for="area",
        questionnaire=version.questionnaire,
        version=version,
        position=9,
    )


def _open_today():
    today = timezone.localdate()
    return today - timedelta(days=1), today + timedelta(days=5)
