"""What the status page says about files and documents, in numbers and without a name."""

from datetime import timedelta

import pytest
from django.utils import timezone

from accounts import speaking
from accounts.models import User
from audit import status
from files import clamd
from files.models import Making, StoredFile
from tests.build import files as build

pytestmark = pytest.mark.django_db


@pytest.fixture
def person():
    return User.objects.create_user("a@example.org", "A Person")


def line(title: str):
    return next(shown for shown in status.lines() if shown.title == title)


def test_a_file_that_waits_is_in_order_until_it_waits_long(person):
    assert line("Files being checked").sentence == "No file waits to be checked."
    file = build.waiting_file(person, "Secret name.docx")
    assert line("Files being checked").state == status.OK
    with speaking.as_service():
        StoredFile.objects.filter(pk=file.pk).update(
            uploaded_at=timezone.now() - timedelta(hours=3), held_because="The virus scanner does not answer."
        )
    shown = line("Files being checked")
    assert shown.state == status.WRONG
    assert shown.sentence == (
        "1 file waits to be checked, the oldest for 3\xa0hours. The virus scanner does not answer."
    )


def test_a_file_that_changed_is_wrong(person):
    assert line("Files that changed after their check").state == status.OK
    file = build.checked_file(person)
    with speaking.as_service():
        StoredFile.objects.filter(pk=file.pk).update(damage_seen_at=timezone.now())
    assert line("Files that changed after their check").sentence.startswith("1 file is no longer as checked")


def test_documents_that_wait_long_are_wrong_and_those_that_failed_want_a_look(person):
    assert line("Documents being made").state == status.OK
    with speaking.as_service():
        making = Making.objects.create(
            kind="x", subject_label="x.x", subject_id=1, fingerprint="1", title="Secret", status=Making.Status.FAILED,
            failure="It broke.")  # fmt: skip
    assert line("Documents being made").state == status.LOOK
    with speaking.as_service():
        making.move_to(Making.Status.QUEUED, failure="", asked_at=timezone.now() - timedelta(hours=1))
    assert line("Documents being made").state == status.WRONG
    assert "Secret" not in line("Documents being made").sentence


def test_the_scanner_is_said_to_be_absent_silent_or_there(settings, monkeypatch):
    assert line("Virus scanner").state == status.LOOK
    settings.CLAMD_ADDRESS = "127.0.0.1:1"
    assert line("Virus scanner").state == status.WRONG
    monkeypatch.setattr(clamd, "version", lambda: "ClamAV 1.4")
    assert line("Virus scanner").sentence == "ClamAV 1.4 answers."
