"""A file on its way in: kept at once, opened by nobody before it is checked, and never lost."""

from datetime import timedelta

import pytest
from django.core.files.storage import default_storage
from django.db import DatabaseError, connection, transaction
from django.utils import timezone

from accounts import speaking
from accounts.models import User
from accounts.moves import IllegalMove
from files import actions, checking, clamd, names, safety, storing
from files.models import StoredFile
from tests.build import documents, inspections
from tests.build import files as build

pytestmark = pytest.mark.django_db
Status = StoredFile.Status


@pytest.fixture
def person():
    return User.objects.create_user("a@example.org", "A Person")


class TestTakingIn:
    def test_keeps_the_name_the_bytes_and_what_they_are(self):
        content, part = documents.docx(), inspections.participation(inspections.programme())
        file = build.waiting_file(inspections.seat(part), "Minutes 12 March.docx", content, participation_ref=part.pk)

        assert (file.name, file.size, file.kind, file.status) == (
            "Minutes 12 March.docx", len(content), "docx", Status.QUARANTINED)  # fmt: skip
        assert file.participation_ref == part.pk
        with file.open() as kept:
            assert kept.read() == content
        assert "Minutes" not in file.key
        assert len(file.key) > 40

    def test_says_at_once_what_can_be_said_at_once_and_keeps_the_file_all_the_same(self, person):
        file = build.waiting_file(person, "Minutes.doc", b"\xd0\xcf\x11\xe0 something")

        assert file.is_refused
        assert file.reasons[0].startswith("This is a Word file of the format before 2007")
        with file.open() as kept:
            assert kept.read() == b"\xd0\xcf\x11\xe0 something"

    def test_a_name_that_no_database_can_hold_is_refused_and_still_shown(self, person):
        with speaking.as_person(person):
            file = actions.take_in(build.upload(), by=person, name="min\x00utes\udcff.docx")
        assert file.is_refused or file.shown_name
        assert "\x00" not in file.name

    def test_nothing_is_given_for_a_partnership_by_somebody_who_does_not_sit_in_it(self, person):
        part = inspections.participation(inspections.programme())
        with pytest.raises(DatabaseError, match="row-level security"), transaction.atomic():
            build.waiting_file(person, participation_ref=part.pk)

    def test_the_same_bytes_given_twice_for_the_same_participation_are_found(self, person):
        content = documents.docx()  # made once: it holds the second in which it was made
        part, other = (inspections.participation(inspections.programme()) for _ in range(2))
        for each in (part, other):
            inspections.seat(each, who=person)
        first = build.waiting_file(person, "one.docx", content, participation_ref=part.pk)
        second = build.waiting_file(person, "another name.docx", content, participation_ref=part.pk)
        elsewhere = build.waiting_file(person, "one.docx", content, participation_ref=other.pk)
        with speaking.as_service():
            assert list(StoredFile.objects.with_the_same_bytes(second)) == [first]
            assert not StoredFile.objects.with_the_same_bytes(elsewhere).exists()

    def test_wakes_a_checker_once_however_many_files_came(self, person, django_capture_on_commit_callbacks):
        with django_capture_on_commit_callbacks() as callbacks:
            for number in range(3):
                build.waiting_file(person, f"{number}.docx")
        assert len(callbacks) == 1

    def test_a_row_that_is_never_written_leaves_bytes_that_are_swept(self, person, monkeypatch):
        before = _kept()
        with transaction.atomic():
            build.waiting_file(person)
            transaction.set_rollback(True)
        assert len(_kept() - before) == 1

        actions.sweep(refused_kept_for=timedelta(days=90))
        assert len(_kept() - before) == 1, "somebody may be uploading it just now"
        monkeypatch.setattr(actions, "ORPHANS_REST", timedelta(0))
        actions.sweep(refused_kept_for=timedelta(days=90))
        assert _kept() & (_kept() - before) == set()

    def test_sweeping_leaves_every_file_of_a_row(self, person, monkeypatch):
        monkeypatch.setattr(actions, "ORPHANS_REST", timedelta(0))
        file = build.waiting_file(person)
        actions.sweep(refused_kept_for=timedelta(days=90))
        assert default_storage.exists(file.key)

    def test_the_bytes_of_a_file_refused_long_ago_go_and_its_reasons_stay(
        self, person, django_capture_on_commit_callbacks
    ):
        file = build.waiting_file(person, "Minutes.doc")
        with django_capture_on_commit_callbacks(execute=True):
            assert actions.sweep(refused_kept_for=timedelta(0)) == (0, 1)
        file = build.again(file)
        assert file.bytes_removed_at
        assert file.reasons
        assert not default_storage.exists(file.key)

    def test_bytes_are_counted_and_hashed_even_where_storage_reads_instead_of_asking_for_chunks(self):
        passing = storing.Passing(build.upload("a.txt", b"abc" * 1000))
        assert b"".join(iter(lambda: passing.read(700), b"")) == b"abc" * 1000
        assert passing.passed == 3000


class TestChecking:
    def test_a_good_file_becomes_clean(self, person):
        file = build.checked_file(person)
        assert file.is_clean
        assert file.media_type.endswith("wordprocessingml.document")
        assert file.checked_at

    def test_a_hostile_file_is_refused_with_its_reasons(self, person):
        parts = [("[Content_Types].xml", documents.content_types()), ("word/vbaProject.bin", b"x")]
        file = build.checked_file(person, "m.docx", documents.zipped(parts))
        assert file.is_refused
        assert any("macros" in reason for reason in file.reasons)

    def test_twice_at_once_is_once(self, person):
        file = build.waiting_file(person)
        assert checking._take(file.pk) is not None
        assert checking._take(file.pk) is None
        assert checking.check(file.pk) == "nothing to do"

    def test_the_hold_of_a_dead_worker_runs_out(self, person):
        file = build.waiting_file(person)
        checking._take(file.pk)
        with speaking.as_service():
            StoredFile.objects.filter(pk=file.pk).update(held_until=timezone.now() - timedelta(seconds=1))
        assert checking.check(file.pk) == "clean"

    def test_a_worker_thought_dead_does_not_overrule_its_successor(self, person):
        file = build.waiting_file(person)
        slow = checking._take(file.pk)
        with speaking.as_service():
            StoredFile.objects.filter(pk=file.pk).update(held_until=None)
        assert checking.check(file.pk) == "clean"
        assert checking._settle(slow, refused=["No."]) == "somebody else was quicker"
        assert build.again(file).is_clean

    def test_a_check_that_breaks_leaves_the_file_waiting_and_after_many_tries_says_so(self, person, monkeypatch):
        def breaks(content, kind):
            raise safety.CheckFailed("KeyError")

        monkeypatch.setattr(safety, "examine", breaks)
        file = build.waiting_file(person)
        for _ in range(checking.MOST_TRIES - 1):
            assert checking.check(file.pk) == "waits"
            assert checking.check(file.pk) == "nothing to do", "the next try waits a while"
            with speaking.as_service():
                StoredFile.objects.filter(pk=file.pk).update(held_until=None)
        assert build.again(file).held_because == "Our own check broke (KeyError)."
        assert checking.check(file.pk) == "refused"
        assert build.again(file).reasons[0].startswith("We could not read this file")

    def test_bytes_that_changed_before_the_check_are_not_clean(self, person):
        file = build.waiting_file(person)
        with open(default_storage.path(file.key), "ab") as kept:
            kept.write(b"more")
        assert checking.check(file.pk) == "waits"


class TestTheVirusScanner:
    @pytest.fixture
    def scanner(self, settings, monkeypatch):
        settings.CLAMD_ADDRESS = "localhost:3310"
        answers = {"scan": ""}

        def scan(content):
            if isinstance(answers["scan"], Exception):
                raise answers["scan"]
            assert content.read(4) == b"PK\x03\x04"
            return answers["scan"]

        monkeypatch.setattr(clamd, "scan", scan)
        return answers

    def test_a_file_it_finds_clean_is_clean(self, person, scanner):
        assert build.checked_file(person).is_clean

    def test_a_file_in_which_it_finds_something_is_refused(self, person, scanner):
        scanner["scan"] = "Eicar-Test"
        file = build.checked_file(person)
        assert file.is_refused
        assert "harmful in this file (Eicar-Test)" in file.reasons[0]

    def test_its_silence_is_never_clean_and_never_the_files_fault(self, person, scanner):
        scanner["scan"] = clamd.NoAnswer("timed out")
        file = build.waiting_file(person)
        for _ in range(checking.MOST_TRIES + 3):
            assert checking.check(file.pk) == "waits"
            with speaking.as_service():
                StoredFile.objects.filter(pk=file.pk).update(held_until=None)
        assert build.again(file).held_because == "The virus scanner does not answer."
        scanner["scan"] = ""
        assert checking.check(file.pk) == "clean"


class TestMoves:
    def test_every_status_names_its_moves(self):
        assert set(StoredFile.MOVES) == set(Status)

    def test_a_checked_file_never_changes(self, person):
        file = build.checked_file(person)
        for change in ({"sha256": "0" * 64}, {"key": "aa/other"}, {"name": "other"}, {"status": Status.QUARANTINED}):
            with speaking.as_service(), pytest.raises(DatabaseError), transaction.atomic():
                StoredFile.objects.filter(pk=file.pk).update(**change)
        with speaking.as_service(), pytest.raises(IllegalMove):
            file.move_to(Status.REJECTED)

    def test_a_refused_file_has_a_reason(self, person):
        file = build.waiting_file(person)
        with speaking.as_service(), pytest.raises(DatabaseError), transaction.atomic():
            file.move_to(Status.REJECTED)


class TestTheWall:
    def test_a_person_sees_what_they_gave_and_no_more(self, person):
        other = User.objects.create_user("b@example.org", "Another")
        file = build.waiting_file(person)
        with speaking.as_person(person):
            assert StoredFile.objects.filter(pk=file.pk).exists()
        with speaking.as_person(other):
            assert not StoredFile.objects.exists()
        assert not StoredFile.objects.exists()

    def test_nobody_makes_their_own_file_clean(self, person):
        file = build.waiting_file(person)
        with speaking.as_person(person), pytest.raises(DatabaseError), transaction.atomic():
            StoredFile.objects.filter(pk=file.pk).update(
                status=Status.CLEAN, checked_at=timezone.now(), media_type="text/plain"
            )

    def test_nobody_gives_a_file_in_anothers_name(self, person):
        other = User.objects.create_user("b@example.org", "Another")
        with speaking.as_person(other), pytest.raises(DatabaseError), transaction.atomic():
            actions.take_in(build.upload(), by=person)

    def test_every_change_of_state_is_in_the_history(self, person):
        file = build.checked_file(person)
        with speaking.as_service(), connection.cursor() as cursor:
            cursor.execute("SELECT status FROM files_storedfileevent WHERE pgh_obj_id = %s ORDER BY pgh_id", [file.pk])
            assert [status for (status,) in cursor] == ["uploading", "quarantined", "clean"]


class TestNames:
    @pytest.mark.parametrize(
        ("name", "saved"),
        [
            ("Minutes.docx", "Minutes.docx"),
            ("Cáirdeas.pdf", "Cáirdeas.pdf"),
            ("e\u0301tude.pdf", "étude.pdf"),
            ("a/b\\c:d*e?.pdf", "a-b-c-d-e-.pdf"),
            ("con.pdf", "file con.pdf"),
            ("..pdf", "pdf.pdf"),
            ("...", "document.pdf"),
            ("  spaced   out . pdf", "spaced out. pdf"),
            ("turn\u202efdp.docx", "turnfdp.docx"),
            ("line\nbreak.pdf", "line break.pdf"),
        ],
    )
    def test_a_name_reaches_the_disk_in_a_form_that_every_disk_takes(self, name, saved):
        assert names.to_save(name, "pdf") == saved

    def test_a_long_name_keeps_its_ending(self):
        assert names.to_save("x" * 500 + ".docx").endswith("x.docx")
        assert len(names.to_save("x" * 500 + ".docx")) <= names.LONGEST

    def test_a_page_shows_what_is_hidden_in_a_name(self):
        assert names.to_show("turn\u202efdp.docx") == "turn\N{REPLACEMENT CHARACTER}fdp.docx"


def _kept() -> set[str]:
    return {f"{folder}/{name}" for folder in actions._folders() for name in default_storage.listdir(folder)[1]}
