"""A file that the check refuses when its return has gone: those concerned are told once, with the reason and a remedy."""

import threading

import pytest
from django.db import connection

from accounts import speaking
from files import actions, checking
from files.models import StoredFile
from inspections import deciding, preparing, sending
from inspections.models import SubmittedDocument
from notifications.models import Delivery, Notice
from programmes.models import Seat
from tests.build import documents, files
from tests.build import inspections as build

pytestmark = pytest.mark.django_db
VIRUS = "Eicar-Test-Signature"


@pytest.fixture
def scene():
    return build.scene(with_letters=True)


@pytest.fixture(autouse=True)
def _scanner(monkeypatch):
    """A scanner that finds something in every file, whenever it comes to it."""
    monkeypatch.setattr(checking.clamd, "is_configured", lambda: True)
    monkeypatch.setattr(checking.clamd, "scan", lambda content: VIRUS)


def waiting(scene, draft, *, by=None) -> StoredFile:
    """A file in the draft that no worker has come to yet."""
    by = by or scene.coordinator
    with speaking.as_person(by):
        file = actions.take_in(
            files.upload("Governance.docx", documents.docx()), by=by, participation_ref=scene.participation.pk
        )
    with speaking.as_service():
        SubmittedDocument.objects.create(
            submission=draft,
            participation=scene.participation,
            asked_document=scene.asked[0],
            file=file,
            sha256=file.sha256,
            added_by=by,
        )
    return file


def sent_with(scene, *, by=None) -> StoredFile:
    file = waiting(scene, scene.draft(), by=by)
    scene.send_what_is_there()
    return file


def told():
    with speaking.as_service():
        return list(Notice.objects.filter(kind="query").order_by("pk"))


def test_the_coordinator_is_told_by_a_letter_and_an_email_with_the_reason_and_what_to_do(scene):
    file = sent_with(scene)
    assert checking.check(file.pk) == "refused"
    [letter] = told()
    assert letter.recipient == scene.coordinator
    assert "Governance.docx" in letter.body_html
    assert VIRUS in letter.body_html
    assert "start a new version" in letter.body_html
    assert letter.about_address == scene.of.get_absolute_url()
    with speaking.as_service():
        assert Delivery.objects.filter(notice=letter).count() == 1


def test_a_check_that_runs_twice_tells_once(scene):
    file = sent_with(scene)
    for _ in range(3):
        checking.check(file.pk)
    assert len(told()) == 1


def test_a_worker_that_was_thought_dead_tells_nobody_again(scene):
    """Its hold ran out, another worker settled the file, and then it comes back with its own finding."""
    file = sent_with(scene)
    slow = checking._take(file.pk)
    with speaking.as_service():
        StoredFile.objects.filter(pk=file.pk).update(held_until=None)
    checking.check(file.pk)
    assert checking._settle(slow, refused=["It was slow."]) == "somebody else was quicker"
    assert len(told()) == 1


def test_no_letter_goes_where_the_refusal_itself_is_lost(scene, monkeypatch):
    """A worker that dies after writing the letter and before the end takes the letter with it; the next one writes it."""
    file = sent_with(scene)

    def die(file):
        raise KeyboardInterrupt

    monkeypatch.setattr(checking, "on_refusal", [*checking.on_refusal, die])
    with pytest.raises(KeyboardInterrupt):
        checking.check(file.pk)
    assert told() == []
    assert build.now(file).is_waiting
    monkeypatch.setattr(checking, "on_refusal", checking.on_refusal[:-1])
    with speaking.as_service():
        StoredFile.objects.filter(pk=file.pk).update(held_until=None)
    checking.check(file.pk)
    assert len(told()) == 1


def test_a_contributor_who_added_the_file_is_told_as_well(scene):
    checking.check(sent_with(scene, by=scene.contributor).pk)
    assert {letter.recipient for letter in told()} == {scene.coordinator, scene.contributor}


def test_a_contributor_who_has_left_is_told_nothing(scene):
    file = sent_with(scene, by=scene.contributor)
    with speaking.as_service():
        Seat.objects.filter(person=scene.contributor).delete()
    checking.check(file.pk)
    assert {letter.recipient for letter in told()} == {scene.coordinator}


def test_where_the_coordinator_has_left_the_chief_officer_is_told(scene):
    file = sent_with(scene)
    with speaking.as_service():
        Seat.objects.filter(person=scene.coordinator).delete()
    checking.check(file.pk)
    assert {letter.recipient for letter in told()} == {scene.chief}


def test_a_draft_in_preparation_shows_it_on_its_page_and_no_letter_goes(scene):
    file = waiting(scene, scene.draft())
    assert checking.check(file.pk) == "refused"
    assert told() == []


def test_a_file_that_is_clean_is_no_matter_for_a_letter(scene, monkeypatch):
    monkeypatch.setattr(checking.clamd, "scan", lambda content: "")
    assert checking.check(sent_with(scene).pk) == "clean"
    assert told() == []


def test_of_a_version_that_a_newer_one_has_replaced_without_the_file_nobody_is_told(scene):
    file = sent_with(scene)
    draft = scene.draft()
    with speaking.as_service():
        draft.documents.all().delete()
    scene.put_in(draft=draft)
    scene.send_what_is_there()
    checking.check(file.pk)
    assert told() == []


def test_after_acceptance_the_letter_says_that_the_team_must_open_it_again(scene):
    file = sent_with(scene)
    with speaking.as_person(scene.inspector):
        deciding.accept(scene.of, by=scene.inspector)
    checking.check(file.pk)
    assert "open the return again" in told()[0].body_html


def test_the_chief_officers_sign_off_does_not_hide_it_from_the_coordinator():
    scene = build.scene(with_letters=True, asked={"needs_sign_off": True})
    file = waiting(scene, scene.draft())
    draft = scene.draft()
    with speaking.as_person(scene.coordinator):
        preparing.save_note(draft.of, "No more.", seen=draft.note_version, by=scene.coordinator)
        sending.put_forward(build.with_return(scene, draft), by=scene.coordinator)
    checking.check(file.pk)
    [letter] = told()
    assert letter.recipient == scene.coordinator
    assert "take it back from sign-off" in letter.body_html


@pytest.mark.django_db(transaction=True)
def test_a_return_that_is_sent_while_the_check_ends_is_told_of_all_the_same(scene):
    """The sender has seen the file as waiting; the refusal waits for the sending, and then finds it sent."""
    draft = scene.draft()
    file = waiting(scene, draft)
    with speaking.as_person(scene.coordinator):
        preparing.save_note(draft.of, "No more.", seen=draft.note_version, by=scene.coordinator)
    outcome = []

    def check():
        outcome.append(checking.check(file.pk))
        connection.close()

    worker = threading.Thread(target=check)
    with speaking.as_person(scene.coordinator):
        sending.submit(build.with_return(scene, draft), by=scene.coordinator)
        worker.start()
        worker.join(3)
    worker.join(20)
    assert outcome == ["refused"]
    assert [letter.recipient for letter in told()] == [scene.coordinator]


def test_every_role_that_is_no_coordinator_hears_nothing(scene):
    checking.check(sent_with(scene).pk)
    others = {scene.viewer, scene.lead, scene.inspector, scene.support, scene.chief}
    assert not {letter.recipient for letter in told()} & others
