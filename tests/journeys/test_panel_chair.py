"""The chair of the panel: declares, reads the papers, records a decision with a condition; the lead says how it is met."""

from datetime import timedelta

import pytest
from django.utils import timezone
from playwright.sync_api import expect

from accounts import speaking
from assurance import meeting
from assurance.models import Meeting
from demo import assured
from tests.browser import axe, next_page, no_sideways_scroll, opened, session_cookie
from tests.journeys.filling import type_date
from tests.journeys.keyboard import Keyboard

pytestmark = [pytest.mark.browser, pytest.mark.django_db, pytest.mark.xdist_group("journeys")]


@pytest.fixture
def called(world):
    """A reviewed report, and the panel called about it for today; the two other members have declared."""
    team = world.team
    with speaking.as_service():
        report = assured.reviewed(world.programme, team, "Demonstration: a report for the chair of the panel")
        panel = [team[key] for key in ("panel-chair", "panel-member", "panel-health")]
        made = meeting.call(
            report, held_at=timezone.now(), members=panel, chair=panel[0], place="Committee room", by=team["lead"]
        )
        for member in panel[1:]:
            meeting.declare(made, by=member, conflict="")
        return made


def sound(page) -> None:
    """No barrier that a machine can find, and nothing to scroll sideways for."""
    assert axe(page) == []
    assert no_sideways_scroll(page)


def test_declares_reads_and_decides_by_keyboard_and_the_lead_meets_the_condition(world, chromium, called):
    team, address = world.team, f"{world.url}{called.get_absolute_url()}"
    with opened(chromium, cookies=[session_cookie(world, team["panel-chair"])]) as page:
        keys = Keyboard(page)
        page.goto(f"{world.url}/work/")
        keys.go("Declare conflicts of interest", f"**{called.get_absolute_url()}")
        sound(page)
        keys.go("Declare conflicts of interest", "**/declare/")
        sound(page)
        keys.to("No, I have none", kind="radio")
        page.keyboard.press("Space")
        keys.send("Declare")
        expect(page.get_by_text("You can open the papers now.")).to_be_visible()

        keys.go("Open the papers", "**/papers/")
        expect(page.get_by_role("heading", name="Evidence behind the findings")).to_be_visible()
        expect(page.get_by_text("not published", exact=False).first).to_be_visible()
        sound(page)

        page.goto(address)
        keys.go("Record the decision", "**/decide/")
        sound(page)
        keys.to("Agreed", kind="radio")
        page.keyboard.press("ArrowDown")
        keys.write("Reasons", "The evidence carries it.")
        keys.write("What is asked for", "Say in 2.2 how many records.")
        keys.send("Record the decision")
        # Chosen, but neither of whom nor by when: nothing typed is lost.
        expect(page.get_by_text("Condition 1 is not complete.")).to_be_visible()
        expect(page.get_by_label("Reasons")).to_have_value("The evidence carries it.")
        sound(page)
        first = page.get_by_role("group", name="Condition 1")
        first.get_by_label("Of whom").select_option(label=team["lead"].name)
        type_date(first, "By when", timezone.localdate() + timedelta(days=5))
        for name in (team["panel-chair"].name, team["panel-member"].name, team["panel-health"].name):
            page.get_by_label(name, exact=False).first.set_checked(True, force=True)
        with next_page(page):
            page.get_by_role("button", name="Record the decision").click()
        expect(page.get_by_role("heading", name="Agreed with conditions")).to_be_visible()
        sound(page)
    with speaking.as_service():
        decided = Meeting.objects.get(pk=called.pk)
        assert (decided.decision, decided.members.filter(decides=True).count()) == ("with conditions", 3)

    with opened(chromium, cookies=[session_cookie(world, team["lead"])]) as page:
        page.goto(f"{world.url}/work/")
        with next_page(page):
            page.get_by_role("link", name="Meet a condition of the panel").click()
        page.get_by_label("What was done").fill("2.2 says 41 of 50 records.")
        with next_page(page):
            page.get_by_role("button", name="It is met").click()
        expect(page.get_by_text("2.2 says 41 of 50 records.")).to_be_visible()
        page.goto(f"{world.url}/drafting/{called.report_id}/road/")
        expect(page.get_by_text("1 of 1 condition met.")).to_be_visible()
        sound(page)
