"""Bad input gets a clear sentence, beside the field and in the summary, and nothing typed or uploaded is lost."""

import re
import time
from datetime import timedelta

import pytest
from celery import current_app
from django.contrib.sessions.models import Session
from django.test import Client
from django.utils import timezone
from playwright.sync_api import expect

from accounts import speaking, waking
from demo import documents
from files.models import Making, StoredFile
from inspections import preparing
from inspections.models import Return, SetAsideNote, Submission
from programmes.models import Programme
from tests.browser import measured, next_page, opened, said, session_cookie
from tests.journeys.filling import type_date
from tests.journeys.workers import check_files, make_documents

pytestmark = [pytest.mark.browser, pytest.mark.django_db, pytest.mark.xdist_group("journeys")]


@pytest.fixture
def at_work(world, chromium):
    """A co-ordinator who is preparing a return."""
    with opened(chromium, cookies=[session_cookie(world, world.preparer)]) as page:
        page.goto(f"{world.url}{world.preparing.get_absolute_url()}")
        yield page


def saved(folder, name: str, content: bytes):
    path = folder / name
    path.write_bytes(content)
    return path


def add(page, heading: str, *paths) -> None:
    section = page.locator("section.asked").filter(has=page.get_by_role("heading", name=heading, exact=True))
    section.locator("summary").click()
    section.locator("input[type=file]").set_input_files(paths)
    with next_page(page):
        section.get_by_role("button", name=f"Add to {heading}").click()


def names_in(of) -> list[str]:
    with speaking.as_service():
        draft = of.submissions.in_the_making().get()
        return [document.file.shown_name for document in draft.documents.select_related("file")]


# --- Files -----------------------------------------------------------------------------------------------------------


def test_a_file_too_large_or_of_a_wrong_kind_is_refused_with_its_reason_and_the_others_stay(
    world, at_work, tmp_path, settings
):
    settings.UPLOAD_MAX_BYTES = 300_000
    paths = [
        saved(tmp_path, "Minutes of June.txt", b"Minutes of June."),
        saved(tmp_path, "Everything at once.txt", b"far too much " * 40_000),
        saved(tmp_path, "setup.exe", b"MZ\x90\x00 a program"),
    ]
    add(at_work, "Governance arrangements", *paths)
    assert "Minutes of June.txt" in names_in(world.preparing)
    summary = at_work.locator(".ds_error-summary")
    for name, why in (("Everything at once.txt", "the most is"), ("setup.exe", "program")):
        expect(summary.get_by_text(name), name).to_have_count(1)
        beside = at_work.locator(".file-list__file").filter(has_text=name)
        expect(beside.locator(".file-list__reason"), name).to_contain_text(why, use_inner_text=True)
        expect(beside.get_by_text("Refused")).to_be_visible()


def test_the_same_file_twice_is_told_and_kept_once(world, at_work, tmp_path):
    path = saved(tmp_path, "Annual report.txt", b"The annual report.")
    add(at_work, "Performance reporting", path)
    add(at_work, "Performance reporting", path)
    expect(at_work.get_by_text("already").first).to_be_visible()
    assert names_in(world.preparing).count("Annual report.txt") == 1


def test_a_file_of_a_wrong_kind_that_is_dropped_is_not_passed_over_in_silence(at_work):
    section = at_work.locator("section.asked").last
    section.locator("summary").click()
    measured(
        section.locator(".ds_file-upload__dropzone"),
        """zone => {
             const dataTransfer = new DataTransfer();
             dataTransfer.items.add(new File(['x'], 'letter.pages'));
             zone.dispatchEvent(new DragEvent('drop', {dataTransfer, bubbles: true, cancelable: true, composed: true}));
           }""",
    )
    expect(section.locator(".ds_file-upload__status")).to_have_text("letter.pages", use_inner_text=True)


# --- Late ------------------------------------------------------------------------------------------------------------


def test_a_day_that_has_passed_is_said_beside_the_field_and_the_reason_stays(world, at_work):
    at_work.goto(f"{world.url}{world.preparing.get_absolute_url()}more-time/")
    type_date(at_work, "Until when do you need?", timezone.localdate() - timedelta(days=40))
    at_work.get_by_label("Why do you need more time?").fill("Our committee has not met.")
    with next_page(at_work):
        at_work.get_by_role("button", name="Ask for more time").click()
    link = at_work.locator(".ds_error-summary a").first
    expect(at_work.locator(".ds_question__error-message").filter(has_text=said(link))).to_have_count(1)
    expect(at_work.get_by_label("Why do you need more time?")).to_have_value("Our committee has not met.")
    link.click()
    expect(at_work.locator(":focus")).to_have_attribute("name", re.compile("^until"))


# --- A session that ended --------------------------------------------------------------------------------------------


def sign_out_everywhere_but_on_the_page() -> None:
    Session.objects.all().delete()


def sign_in_beside(page, world, who) -> None:
    """In another tab of the same browser."""
    beside = page.context.new_page()
    page.context.add_cookies([session_cookie(world, who)])
    beside.goto(f"{world.url}/work/")
    expect(beside.get_by_role("button", name="Sign out").or_(beside.get_by_text("Sign out"))).not_to_have_count(0)
    beside.close()


def test_what_was_typed_when_the_session_ended_is_sent_after_signing_in(world, at_work):
    at_work.goto(f"{world.url}/account/details/")
    at_work.get_by_label("Job title").fill("Head of everything that was typed")
    sign_out_everywhere_but_on_the_page()
    at_work.get_by_role("button", name="Save").click()
    expect(at_work.get_by_role("heading", name="This was not saved yet")).to_be_visible()
    expect(at_work.get_by_text("Head of everything that was typed")).to_be_visible()
    sign_in_beside(at_work, world, world.preparer)
    at_work.get_by_role("button", name="Send it again").click()
    at_work.wait_for_url("**/account/")
    expect(at_work.get_by_text("Head of everything that was typed")).to_be_visible()


def test_a_note_typed_after_the_session_ended_stays_on_the_page_and_is_saved_after_signing_in(world, at_work):
    note = at_work.get_by_label("Note to the review team")
    sign_out_everywhere_but_on_the_page()
    note.fill("Typed while signed out.")
    expect(at_work.locator("#partial-trouble").get_by_text("You have been signed out.")).to_be_visible()
    sign_in_beside(at_work, world, world.preparer)
    note.press_sequentially(" And after signing in.")
    at_work.get_by_role("button", name="Save the note").click()
    expect(at_work.get_by_text("The note has been saved.")).to_be_visible()
    with speaking.as_service():
        draft = world.preparing.submissions.in_the_making().get()
    assert draft.note == "Typed while signed out. And after signing in."


# --- Two people at once ----------------------------------------------------------------------------------------------


def test_two_people_who_write_the_note_at_once_both_keep_their_text(world, at_work):
    with speaking.as_service():
        draft = world.preparing.submissions.in_the_making().get()
        preparing.save_note(world.preparing, "A colleague's text", seen=draft.note_version, by=world.preparer)
    at_work.get_by_label("Note to the review team").fill("My own text")
    expect(at_work.get_by_text("Yours is set aside and kept")).to_be_visible()
    with speaking.as_service():
        assert SetAsideNote.objects.filter(submission=draft, text="My own text").exists()
        SetAsideNote.objects.filter(submission=draft).delete()


def test_two_people_who_change_the_set_up_at_once_overwrite_nothing_unseen(world, chromium):
    address = f"{world.url}/work/{world.begun.programme.slug}/set-up/"
    first, second = world.team["lead"], world.team["administrator"]
    with (
        opened(chromium, cookies=[session_cookie(world, first)]) as mine,
        opened(chromium, cookies=[session_cookie(world, second)]) as theirs,
    ):
        for page in (mine, theirs):
            page.goto(address)
        theirs.get_by_label("Short title").fill("Their short title")
        theirs.get_by_label("Summary").fill("Their summary.")
        theirs.get_by_role("button", name="Save", exact=True).click()
        expect(theirs.get_by_text("Saved.")).to_be_visible()

        mine.get_by_label("Summary").fill("My summary.")
        with next_page(mine):
            mine.get_by_role("button", name="Save", exact=True).click()
        words = "Somebody has saved this page since you opened it. Here it now reads: “Their summary.”"
        expect(mine.locator(".ds_error-summary")).to_contain_text(words, use_inner_text=True)
        expect(mine.get_by_label("Summary")).to_have_value("My summary.")
        mine.get_by_role("button", name="Save", exact=True).click()
        expect(mine.get_by_text("Saved.")).to_be_visible()
    with speaking.as_service():
        programme = Programme.objects.get(pk=world.begun.programme.pk)
    assert (programme.summary, programme.short_title) == ("My summary.", "Their short title")


# --- Redis down ------------------------------------------------------------------------------------------------------


@pytest.fixture
def no_redis(settings, monkeypatch):
    """Nobody listens where Redis should be."""
    nowhere = "redis://127.0.0.1:1/0"
    settings.CACHES = {
        "default": {"BACKEND": "scrutiny_portal.cache.PatientRedisCache", "LOCATION": nowhere},
    }
    monkeypatch.setattr(current_app.conf, "broker_url", nowhere)
    monkeypatch.setattr(current_app.conf, "broker_write_url", nowhere)
    monkeypatch.setattr(waking, "_leave_alone_until", 0.0)


def test_with_redis_down_pages_open_moves_are_made_and_what_is_late_is_said(world, no_redis):
    client = Client()
    client.force_login(world.preparer)
    with speaking.as_service():
        of = Return.objects.select_related("participation").get(pk=world.preparing.pk)
    page = of.get_absolute_url()

    def quickly(ask, *args, **kwargs):
        began = time.monotonic()
        answer = ask(*args, **kwargs)
        assert time.monotonic() - began < 4, args
        return answer

    for address in ("/work/", "/inbox/", of.participation.get_absolute_url(), page):
        assert quickly(client.get, address).status_code == 200, address
    upload = documents.text("While Redis was down.txt", "Minutes.")
    added = quickly(client.post, f"{page}add/key-processes/", {"files": [upload]}, follow=True)
    assert "“While Redis was down.txt” has been added." in added.content.decode()
    with speaking.as_service():
        StoredFile.objects.filter(name__startswith="While Redis").update(
            uploaded_at=timezone.now() - timedelta(minutes=5)
        )
    assert "Checking takes longer than usual." in client.get(page).content.decode()

    letter = quickly(client.post, f"/inbox/{_a_letter_of(client)}/pdf/", follow=True).content.decode()
    assert "Your document waits for its turn." in letter
    with speaking.as_service():
        making = Making.objects.order_by("-pk").first()
        Making.objects.filter(pk=making.pk).update(asked_at=timezone.now() - timedelta(minutes=5))
    assert "It takes longer than usual." in client.get(making.get_absolute_url()).content.decode()

    # The rows are the schedule: the next tick does what nobody was woken for.
    check_files()
    make_documents()
    assert "Your document is ready." in client.get(making.get_absolute_url()).content.decode()
    assert "Checking takes longer" not in client.get(page).content.decode()
    with speaking.as_service():
        assert Submission.objects.in_the_making().filter(of=of).exists()


def _a_letter_of(client) -> int:
    return client.get("/inbox/").context["page"].object_list[0].pk
