"""A named answer in a browser: written by several, signed off, with a receipt; and one that a board writes for itself."""

from datetime import timedelta
from types import SimpleNamespace

import pytest
from django.utils import timezone
from playwright.sync_api import expect

from accounts import roles, speaking
from accounts.models import Area, User
from demo.surveys import every_answer
from programmes import seats, starting
from programmes.definition_files import load
from programmes.models import Participation, Programme, SettledDate
from surveys import replying, setting_up, sheets
from surveys.models import Reply
from tests.browser import measured, next_page, opened, session_cookie
from tests.journeys.test_surveys import PHONE, barriers

HOW_FAR_DOWN = "element => element.getBoundingClientRect().top + window.scrollY"

pytestmark = [pytest.mark.browser, pytest.mark.django_db, pytest.mark.xdist_group("journeys")]


@pytest.fixture
def asked(world) -> SimpleNamespace:
    """A review of which one area's survey opened yesterday; its people sit, and nobody has answered anything."""
    today = timezone.localdate()
    number = Programme.objects.filter(slug__startswith="care-leavers-asked").count()
    programme = starting.start(
        load("care-leavers"),
        slug=f"care-leavers-asked-{number}",
        title=f"Demonstration: young people leaving care {number}",
        day_one=today - timedelta(days=30),
        letters_from=today,
        areas=list(Area.objects.filter(slug="fife")),
        by=world.team["administrator"],
    )
    with speaking.as_service():
        part = Participation.objects.select_related("programme", "partnership").get(programme=programme)
        milestone = programme.milestones.get(key="national-survey")
        for edge, day in (("starts", today - timedelta(days=1)), ("ends", today + timedelta(days=9))):
            SettledDate.objects.create(
                programme=programme, milestone=milestone, edge=edge, on=day, settled_by=world.team["administrator"]
            )
        from demo import people

        chief = people.person("chief-officer.asked", "Rhona Specimen", job_title="Chief officer")
        coordinator = people.person("co-ordinator.asked", "Beathag Fableton", job_title="Service manager")
        for role, who in ((roles.ChiefOfficer, chief), (roles.Coordinator, coordinator)):
            seats.accept(seats.nominate(part, email=who.email, name=who.name, role=role, by=chief), by=who)
        setting_up.keep_days(programme)
        leads = Reply.objects.get(participation=part, survey__key="corporate-parents")
        board = Reply.objects.get(participation=part, survey__key="champions-board")
    return SimpleNamespace(part=part, chief=chief, coordinator=coordinator, leads=leads, board=board)


def write(reply: Reply, *, by: User) -> Reply:
    """Every page answered, by the real move."""
    with speaking.as_person(by):
        now = Reply.objects.select_related("survey__version", "version").get(pk=reply.pk)
        values = every_answer(now.asked.instrument)
        for page in sheets.sheets(now.asked.instrument, values):
            keys = {question.key for question in page.section.questions}
            now = replying.save(now, values, page=page, seen=replying.mark_of(now, keys), by=by)
    return now


def join(email: str) -> User:
    """Somebody invited has come in."""
    with speaking.as_service():
        User.objects.filter(email=email).update(joined_at=timezone.now())
        return User.objects.get(email=email)


def test_a_contributor_is_invited_writes_beside_another_and_the_chief_officer_signs_off(world, chromium, asked):
    with opened(chromium, width=PHONE, cookies=[session_cookie(world, asked.coordinator)]) as page:
        page.goto(f"{world.url}/taking-part/{asked.part.pk}/people/nominate/")
        page.get_by_text("Contributor", exact=True).click()
        page.get_by_label("Full name").fill("Iona Invented")
        page.get_by_label("Work e-mail address").fill("iona.contributor@demo.example")
        with next_page(page):
            page.get_by_role("button", name="Nominate").click()
    contributor = join("iona.contributor@demo.example")
    with speaking.as_service():
        seats.accept(asked.part.seats.get(person=contributor), by=contributor)
    first = f"{world.url}{asked.leads.get_absolute_url()}q/numbers/"
    with (
        opened(chromium, width=PHONE, cookies=[session_cookie(world, contributor)]) as one,
        opened(chromium, cookies=[session_cookie(world, asked.coordinator)]) as other,
    ):
        for page in (one, other):
            page.goto(first)
        assert barriers(one) == []
        one.get_by_label("How many young people are in continuing care today?").fill("12")
        with next_page(one):
            one.get_by_role("button", name="Save and stop here").click()
        assert barriers(one) == []
        other.get_by_label("How many young people are in continuing care today?").fill("15")
        with next_page(other):
            other.get_by_role("button", name="Save and stop here").click()
        expect(other.get_by_role("alert").first).to_contain_text("Iona Invented has saved this page")
        expect(other.get_by_label("How many young people are in continuing care today?")).to_have_value("15")
        assert barriers(other) == []
    write(asked.leads, by=contributor)
    with opened(chromium, width=PHONE, cookies=[session_cookie(world, asked.coordinator)]) as page:
        page.goto(f"{world.url}{asked.leads.get_absolute_url()}")
        assert barriers(page) == []
        with next_page(page):
            page.get_by_role("button", name="Give it for sign-off").click()
    with opened(chromium, width=PHONE, cookies=[session_cookie(world, asked.chief)]) as page:
        page.goto(f"{world.url}{asked.leads.get_absolute_url()}")
        page.get_by_text("I have read these answers").click()
        assert barriers(page) == []
        with next_page(page):
            page.get_by_role("button", name="Sign off and send").click()
        expect(page.locator("h1")).to_contain_text("Receipt")
        expect(page.get_by_role("heading", name="What was received")).to_be_visible()
        assert barriers(page) == []


def test_a_board_is_asked_writes_and_sends_and_the_coordinator_sees_that_it_was_sent_and_no_word(
    world, chromium, asked
):
    with opened(chromium, width=PHONE, cookies=[session_cookie(world, asked.coordinator)]) as page:
        page.goto(f"{world.url}/taking-part/{asked.part.pk}/")
        with next_page(page):
            page.get_by_role("link", name="Ask who answers for themselves").click()
        assert barriers(page) == []
        page.get_by_label("Full name").fill("Robin Board")
        page.get_by_label("E-mail address").fill("robin@board.example")
        with next_page(page):
            page.get_by_role("button", name="Ask them to write").click()
        expect(page.get_by_text("Robin Board has been asked")).to_be_visible()
        assert barriers(page) == []
    member = join("robin@board.example")
    with opened(chromium, width=PHONE, cookies=[session_cookie(world, member)]) as page:
        page.goto(f"{world.url}/work/")
        with next_page(page):
            page.get_by_role("link", name="Answer: National survey").click()
        assert barriers(page) == []
        with next_page(page):
            page.get_by_role("link", name="Start answering").click()
        stop = page.get_by_role("button", name="Save and stop here")
        place = measured(stop, HOW_FAR_DOWN)
        page.get_by_text("Yes", exact=True).click()
        expect(page.get_by_text("What you have typed is kept.")).to_be_visible()
        assert measured(stop, HOW_FAR_DOWN) == place  # Words that come do not move a button from under a finger.
        with next_page(page):
            stop.click()
        with next_page(page):
            page.get_by_role("button", name="Send these answers").click()
        expect(page.locator("h1")).to_contain_text("Receipt")
        assert barriers(page) == []
    with opened(chromium, cookies=[session_cookie(world, asked.coordinator)]) as page:
        page.goto(f"{world.url}/taking-part/{asked.part.pk}/surveys/champions-board/who-writes/champions-board/")
        expect(page.get_by_text("Sent", exact=True).first).to_be_visible()
        page.goto(f"{world.url}{asked.board.get_absolute_url()}")
        expect(page.get_by_role("link", name="Start answering")).to_have_count(0)
        expect(page.locator("h1")).not_to_contain_text("National survey")
