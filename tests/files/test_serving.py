"""A file on its way out: saved and never run, and only as it was checked."""

import re

import pytest
from django.core.files.storage import default_storage
from django.http import Http404
from django.test import RequestFactory

from accounts import waking
from accounts.models import User
from files import checking, serving
from tests.build import documents
from tests.build import files as build

pytestmark = pytest.mark.django_db


@pytest.fixture
def person():
    return User.objects.create_user("a@example.org", "A Person")


def send(file, **headers):
    request = RequestFactory().get("/", headers={name.replace("_", "-"): value for name, value in headers.items()})
    request.user = file.uploaded_by
    response = serving.send(request, file)
    body = b"".join(response.streaming_content) if response.streaming else response.content
    return response, body


class TestSending:
    def test_a_clean_file_comes_as_it_was_given_to_be_saved_and_not_run(self, person):
        content = documents.docx()
        response, body = send(build.checked_file(person, "Minutes.docx", content))

        assert body == content
        assert response["Content-Disposition"] == 'attachment; filename="Minutes.docx"'
        assert response["X-Content-Type-Options"] == "nosniff"
        assert response["Content-Security-Policy"] == "sandbox; default-src 'none'; frame-ancestors 'none'"
        assert response["Cache-Control"] == "private, no-store"
        assert response["Content-Type"].endswith("wordprocessingml.document")
        assert response["Content-Length"] == str(len(content))

    @pytest.mark.parametrize("name", ["Minutes.doc", "Minutes.docx"])
    def test_a_file_that_is_refused_or_not_yet_checked_is_not_there(self, person, name):
        with pytest.raises(Http404):
            send(build.waiting_file(person, name))

    def test_a_name_in_other_letters_arrives_and_an_old_program_gets_a_plain_one(self, person):
        response, _ = send(build.checked_file(person, 'Ùrachadh "2026"; x.docx'))
        assert response["Content-Disposition"] == (
            "attachment; filename=\"_rachadh -2026-_ x.docx\"; filename*=UTF-8''%C3%99rachadh%20-2026-%3B%20x.docx"
        )

    def test_no_name_breaks_out_of_its_header(self, person):
        assert re.fullmatch(r'attachment; filename="[^"\\\r\n]*"(; filename\*=UTF-8\'\'[\w.%~-]*)?',
                            serving.disposition('a"\\\r\nSet-Cookie: x;\u202e.pdf'))  # fmt: skip


class TestBytesThatChanged:
    @pytest.mark.parametrize("change", ["more", "other", "gone"])
    def test_are_never_sent_and_are_marked(self, person, change, monkeypatch):
        told = []
        monkeypatch.setattr(waking, "ask_now", lambda task, *args: told.append((task, *args)))
        file = build.checked_file(person)
        path = default_storage.path(file.key)
        if change == "gone":
            default_storage.delete(file.key)
        else:
            with open(path, "r+b") as kept:
                kept.seek(0, 2 if change == "more" else 0)
                kept.write(b"X")

        response, body = send(file)

        assert response.status_code == 500
        assert b"has changed since it was checked" in body
        assert told == [("files.tasks.verify", file.pk)]
        assert checking.verify(file.pk) is False
        assert build.again(file).damage_seen_at

    def test_brought_back_from_a_backup_it_is_sent_again(self, person):
        content = documents.docx()
        file = build.checked_file(person, content=content)
        default_storage.delete(file.key)
        assert checking.verify(file.pk) is False
        with open(default_storage.path(file.key), "wb") as kept:
            kept.write(content)
        assert checking.verify(file.pk) is True
        assert build.again(file).damage_seen_at is None
        assert send(file)[1] == content


class TestAPartOfAFile:
    @pytest.fixture
    def file(self, person):
        return build.checked_file(person, "Notes.txt", b"0123456789")

    @pytest.mark.parametrize(
        ("asked", "status", "body", "says"),
        [
            ("bytes=2-4", 206, b"234", "bytes 2-4/10"),
            ("bytes=7-", 206, b"789", "bytes 7-9/10"),
            ("bytes=-2", 206, b"89", "bytes 8-9/10"),
            ("bytes=5-900", 206, b"56789", "bytes 5-9/10"),
            ("bytes=10-", 416, b"", "bytes */10"),
            ("bytes=5-2", 416, b"", "bytes */10"),
            ("bytes=0-1,4-5", 200, b"0123456789", None),
            ("lines=1-2", 200, b"0123456789", None),
            ("bytes=-", 200, b"0123456789", None),
        ],
    )
    def test_can_be_asked_for(self, file, asked, status, body, says):
        response, got = send(file, Range=asked)
        assert (response.status_code, got, response.get("Content-Range")) == (status, body, says)

    def test_only_counts_while_the_file_is_the_same(self, file):
        assert send(file, Range="bytes=2-4", If_Range='"another"')[0].status_code == 200
        same = send(file)[0]["ETag"]
        assert send(file, Range="bytes=2-4", If_Range=same)[0].status_code == 206
