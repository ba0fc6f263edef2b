"""A form with files on its way in: nobody fills the disk with what nobody could use."""

import pytest
from django.contrib.auth.models import AnonymousUser
from django.core.files.storage import default_storage
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import RequestFactory

from accounts import speaking
from accounts.models import User
from files import actions, receiving

pytestmark = pytest.mark.django_db


@pytest.fixture
def person():
    return User.objects.create_user("a@example.org", "A Person")


@pytest.fixture(autouse=True)
def _small(settings):
    settings.UPLOAD_MAX_BYTES = 100_000


def sent(user, *sizes: int):
    files = [SimpleUploadedFile(f"{number}.txt", b"a line\n" * (size // 7)) for number, size in enumerate(sizes)]
    request = RequestFactory().post("/", {"files": files})
    request.user = user
    return request.FILES.getlist("files")


def test_a_file_of_ordinary_size_arrives_whole(person):
    (file,) = sent(person, 70_000)
    assert file.size == 70_000


def test_nothing_arrives_from_somebody_who_has_not_signed_in():
    assert sent(AnonymousUser(), 70) == []


def test_a_file_far_too_large_is_read_and_forgotten_and_refused_with_words(person):
    (file,) = sent(person, 5_000_000)
    with speaking.as_person(person):
        kept = actions.take_in(file, by=person)
    assert kept.reasons == [
        "This file has more than 390.6\xa0KB, so we did not keep it; the most is 97.7\xa0KB. Make its pictures smaller "
        "or split it, and upload the parts."
    ]
    assert kept.bytes_removed_at, "part of a file is of no use to anybody"
    assert not default_storage.exists(kept.key)


def test_a_file_a_little_too_large_is_kept_and_refused(person):
    (file,) = sent(person, 140_000)
    with speaking.as_person(person):
        kept = actions.take_in(file, by=person)
    assert kept.reasons[0].startswith("This file has 136.7\xa0KB; the most is 97.7\xa0KB.")
    assert kept.bytes_removed_at is None
    assert kept.open().size == 140_000


def test_too_many_files_together_are_said_to_be_so(person, monkeypatch):
    monkeypatch.setattr(receiving, "WHOLE_FORM", 2)
    files = sent(person, 90_000, 90_000, 90_000)
    assert [file.cut_short for file in files] == ["", "", "too-much-at-once"]
    with speaking.as_person(person):
        kept = actions.take_in(files[2], by=person)
    assert kept.reasons == [
        "The files that you sent together have more than 195.3\xa0KB, so we could not keep this one. Upload it again "
        "with fewer others."
    ]
