"""The pages of returns in a real browser: wide and narrow, with scripts and without."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone
from playwright.sync_api import expect

from accounts import speaking
from files import checking
from files.models import StoredFile
from inspections import deciding, more_time, preparing, sending
from inspections.models import Submission
from tests.browser import (
    WIDTHS,
    axe,
    next_page,
    no_sideways_scroll,
    opened,
    screenshot,
    session_cookie,
    sticking_out,
)
from tests.build import inspections as build

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

HELP = "How decisions are made and recorded: schemes of delegation, and procedures for escalating risk."


def real(scene) -> None:
    """Words as a real programme has them."""
    scene.of.ask.guidance = (
        "Please send what you already have. Nothing needs to be written for us.\n\n"
        "Do not send anything that holds the name or the story of a person who uses services."
    )
    scene.of.ask.save()
    for asked, title in zip(
        scene.asked, ["Key processes", "Governance arrangements", "Quality assurance"], strict=True
    ):
        asked.title, asked.help = title, HELP
        asked.save()


def at(scene, name, *more):
    return reverse(f"inspections:{name}", args=[scene.of.pk, *more])


def look_at(page, name):
    assert axe(page) == [], name
    assert no_sideways_scroll(page, 320), (name, sticking_out(page, 320))
    screenshot(page, f"returns-{name}")


def wish(scene):
    with speaking.as_person(scene.coordinator):
        return more_time.ask(
            scene.of,
            until=timezone.localdate() + timedelta(days=30),
            reason="Our audit committee meets two weeks after the date.",
            by=scene.coordinator,
        )


@pytest.fixture
def scene():
    made = build.scene(with_letters=True, asked={"needs_sign_off": False})
    real(made)
    return made


@pytest.fixture
def half_done(scene):
    """A draft with a clean file, a refused one and one that is being checked, and two texts for the note."""
    scene.put_in("Scheme of delegation 2026.docx", answers=scene.asked[0])
    scene.put_in("Risk register (macros).docm", answers=scene.asked[0], state="rejected")
    scene.put_in("Board minutes, June.docx", answers=scene.asked[1], state="quarantined")
    for who, text in ((scene.coordinator, "The framework is being revised."), (scene.contributor, "See page 4.")):
        with speaking.as_person(who):
            preparing.save_note(scene.draft().of, text, seen=0, by=who)
    wish(scene)
    return scene


def visit(chromium, live_server, who, width, places, scripts=True):
    with opened(chromium, width=width, cookies=[session_cookie(live_server, who)], scripts=scripts) as page:
        for name, address in places:
            page.goto(live_server.url + address)
            look_at(page, name)


@pytest.mark.parametrize("width", WIDTHS)
def test_the_pages_of_preparing(chromium, live_server, half_done, width):
    other = build.scene_in(half_done.programme)
    places = [
        ("in-progress", at(half_done, "return")),
        ("check-hindered", at(half_done, "check")),
        ("add-many", at(half_done, "add")),
        ("sort", at(half_done, "sort")),
    ]
    visit(chromium, live_server, half_done.coordinator, width, places)
    places = [("empty", at(other, "return")), ("nothing", at(other, "nothing")), ("more-time", at(other, "more-time"))]
    visit(chromium, live_server, other.coordinator, width, places)


@pytest.mark.parametrize("width", WIDTHS)
def test_the_pages_of_sending_and_reading(chromium, live_server, scene, width):
    scene.fill()
    visit(chromium, live_server, scene.coordinator, width, [("check", at(scene, "check"))])
    scene.send()
    visit(chromium, live_server, scene.coordinator, width, [("receipt", at(scene, "receipt", 1))])
    with speaking.as_person(scene.inspector):
        deciding.query(scene.of, "Which year is the chart of?\n\nAnd who agreed it?", by=scene.inspector)
    draft = scene.draft()
    with speaking.as_service():
        draft.documents.first().delete()
    scene.put_in("Key processes.docx", b"a second edition", answers=scene.asked[0], draft=draft)
    with speaking.as_person(scene.coordinator):
        words = "The chart is of this year.\nThe board agreed it."
        preparing.save_note(scene.of, words, seen=draft.note_version, by=scene.coordinator)
        sending.submit(build.with_return(scene, draft), by=scene.coordinator)
    with speaking.as_person(scene.lead):
        deciding.query(scene.of, "Thank you. When did the board agree it?", by=scene.lead)
    for _ in range(2):
        other = build.scene_in(scene.programme)
        other.put_in("Minutes.docx", answers=other.asked[0])
    other.send_what_is_there()
    asks = wish(build.scene_in(scene.programme))
    visit(
        chromium,
        live_server,
        scene.coordinator,
        width,
        [
            ("queried", at(scene, "return")),
            ("thread", at(scene, "thread")),
            ("compare", at(scene, "compare", 1, 2)),
        ],
    )
    visit(
        chromium,
        live_server,
        scene.lead,
        width,
        [
            ("reading", reverse("inspections:reading", args=[scene.programme.slug])),
            ("read", at(scene, "read")),
            ("query", at(scene, "query")),
            ("accept", at(scene, "accept")),
            ("decide", reverse("inspections:decide", args=[asks.pk])),
        ],
    )


@pytest.mark.parametrize("scripts", [True, False])
def test_a_co_ordinator_uploads_writes_and_sends(chromium, live_server, scene, scripts, tmp_path):
    for name in ("Key processes.txt", "Governance.txt"):
        (tmp_path / name).write_text(f"{name}, as the board agreed it in June.")
    cookies = [session_cookie(live_server, scene.coordinator)]
    with opened(chromium, width=375, cookies=cookies, scripts=scripts) as page:
        page.goto(live_server.url + at(scene, "return"))
        for asked, name in zip(scene.asked, ("Key processes.txt", "Governance.txt"), strict=False):
            section = page.locator("section.asked").filter(has=page.get_by_role("heading", name=asked.title))
            section.locator("summary").click()
            section.locator("input[type=file]").set_input_files(tmp_path / name)
            with next_page(page):
                section.get_by_role("button", name=f"Add to {asked.title}").click()
            expect(page.get_by_text(f"“{name}” has been added.")).to_be_visible()
        page.get_by_label("Note to the review team").fill("Everything is there.")
        if scripts:
            expect(page.get_by_text("Saved at")).to_be_visible()
        else:
            page.get_by_role("button", name="Save the note").click()
            expect(page.get_by_text("The note has been saved.")).to_be_visible()
        with speaking.as_service():
            assert Submission.objects.get().note == "Everything is there."
            waiting = list(StoredFile.objects.values_list("pk", flat=True))
        for pk in waiting:
            checking.check(pk)
        if scripts:
            # The page asks by itself how the files stand.
            expect(page.locator("section.asked").first.get_by_text("Accepted")).to_be_visible()
        page.get_by_role("link", name="Check and send").click()
        page.get_by_role("button", name="Send", exact=True).click()
        expect(page.get_by_role("heading", name=f"Receipt {scene.of.reference}")).to_be_visible()
        page.go_back()
        page.goto(live_server.url + at(scene, "return"))
        expect(page.get_by_role("heading", name="Sent", exact=True)).to_be_visible()
    with speaking.as_service():
        assert Submission.objects.get().status == "sent"


def test_two_people_at_once_see_both_texts(chromium, live_server, scene):
    with (
        opened(chromium, cookies=[session_cookie(live_server, scene.coordinator)]) as first,
        opened(chromium, cookies=[session_cookie(live_server, scene.contributor)]) as second,
    ):
        for page in (first, second):
            page.goto(live_server.url + at(scene, "return"))
        first.get_by_label("Note to the review team").fill("What the first one wrote")
        expect(first.get_by_text("Saved at")).to_be_visible()
        second.get_by_label("Note to the review team").fill("What the second one wrote")
        expect(second.get_by_text("Yours is set aside and kept")).to_be_visible()
        second.get_by_role("link", name="see both and choose").click()
        second.wait_for_url("**#set-aside")
        second.goto(live_server.url + at(scene, "return"))
        second.get_by_role("button", name="Keep both, one under the other").click()
        expect(second.get_by_text("The note has been saved.")).to_be_visible()
    with speaking.as_service():
        assert Submission.objects.get().note == "What the first one wrote\n\nWhat the second one wrote"


def test_what_is_typed_survives_a_portal_that_cannot_be_reached(chromium, live_server, scene):
    with opened(chromium, cookies=[session_cookie(live_server, scene.coordinator)]) as page:
        page.goto(live_server.url + at(scene, "return"))
        page.route("**/note/", lambda route: route.abort())
        page.get_by_label("Note to the review team").fill("Typed in a tunnel")
        expect(page.get_by_text("The portal cannot be reached")).to_be_visible()
        page.unroute("**/note/")
        page.get_by_label("Note to the review team").press_sequentially(".")
        expect(page.get_by_text("Saved at")).to_be_visible()
    with speaking.as_service():
        assert Submission.objects.get().note == "Typed in a tunnel."
