"""A document that is asked for is made once, in a worker, whatever dies on the way, and its page says how far it is."""

import io
import re
from dataclasses import replace
from datetime import timedelta

import pikepdf
import pytest
from django.db import DatabaseError, transaction
from django.test import Client
from django.utils import timezone

from accounts import speaking
from accounts.models import User
from accounts.moves import IllegalMove
from audit.models import Look
from files import actions, making, press, printable, tasks
from files.models import Making, StoredFile
from files.printable import Printable
from tests.build import files as build
from tests.pdf_structure import problems

pytestmark = pytest.mark.django_db
Status = Making.Status


@pytest.fixture
def receipts(monkeypatch):
    """A room above that prints receipts about people, for themselves and for whoever is called Ann."""
    state = {"version": 1, "breaks": False, "allowed": lambda user, pk: user.pk == pk or user.name.startswith("Ann")}
    monkeypatch.setattr(printable, "_registered", {})

    @printable.printable(
        "receipt",
        title="Receipt",
        rule=lambda user, pk: state["allowed"](user, pk),
        fingerprint=lambda pk: state["version"],
        about=lambda user, pk: ("Your return", f"/x/{pk}/"),
    )
    def receipt(subject_id, parameters):
        if state["breaks"]:
            raise ValueError("the secret words of the return")
        person = User.objects.get(pk=subject_id)
        return Printable(
            f"<h1>Receipt</h1><p>{person.name} {parameters.get('note', '')}</p>", f"Receipt of {person}", "r.pdf"
        )

    return state


@pytest.fixture
def person():
    return User.objects.create_user("a@example.org", "Bo Person")


def ask(person, **more) -> Making:
    with speaking.as_person(person):
        return actions.ask_for("receipt", person, by=person, **more)


@pytest.mark.parametrize(("is_told", "called"), [(True, "Receipt of Bo Person"), (False, "A receipt")])
def test_a_title_that_others_may_not_know_stands_in_the_document_alone(receipts, person, monkeypatch, is_told, called):
    kind = replace(printable.registered("receipt"), title_is_told=is_told)
    monkeypatch.setitem(printable._registered, "receipt", kind)
    asked = ask(person, title="A receipt")
    assert making.make(asked.pk) == "ready"
    assert build.again(asked).title == called
    with speaking.as_service(), pikepdf.open(io.BytesIO(b"".join(build.again(asked).result.open()))) as pdf:
        assert str(pdf.docinfo.Title) == "Receipt of Bo Person"


class TestAsking:
    def test_makes_a_tagged_document_that_only_those_concerned_can_open(self, receipts, person):
        asked = ask(person, participation_ref=7)
        assert making.make(asked.pk) == "ready"

        made = build.again(asked)
        assert (made.status, made.progress, made.title) == (Status.READY, 100, "Receipt of Bo Person")
        with speaking.as_service():
            result = made.result
        assert result.is_clean
        assert result.uploaded_by is None
        assert result.participation_ref == 7
        with result.open() as file:
            assert problems(file.read()) == []

    def test_an_unchanged_document_is_not_made_twice_by_anybody(self, receipts, person):
        colleague = User.objects.create_user("b@example.org", "Ann Colleague")
        first = ask(person)
        making.make(first.pk)
        with speaking.as_person(colleague):
            assert actions.ask_for("receipt", person, by=colleague).pk == first.pk
        assert ask(person, parameters={"note": "for the board"}).pk != first.pk
        receipts["version"] = 2
        assert ask(person).pk != first.pk

    def test_two_at_once_ask_for_one(self, receipts, person):
        first = ask(person)
        with speaking.as_service(), pytest.raises(DatabaseError), transaction.atomic():
            Making.objects.create(
                kind="receipt", subject_label="accounts.user", subject_id=person.pk, fingerprint=first.fingerprint,
                title="x")  # fmt: skip

    def test_a_kind_that_no_room_prints_is_a_mistake_of_ours(self, receipts, person):
        with pytest.raises(LookupError, match="No room prints"):
            actions.ask_for("poster", person, by=person)

    def test_two_rooms_cannot_print_one_kind(self, receipts):
        with pytest.raises(ValueError, match="Two rooms print"):
            printable.printable("receipt", rule=None)(lambda subject_id: None)


class TestMaking:
    def test_twice_at_once_is_once(self, receipts, person):
        asked = ask(person)
        assert making._take(asked.pk)
        assert making.make(asked.pk) == "nothing to do"

    def test_another_worker_takes_over_from_one_that_died(self, receipts, person):
        asked = ask(person)
        dead = making._take(asked.pk)
        _let_the_hold_run_out(asked)
        assert making.make(asked.pk) == "ready"
        content = press.press(Printable("<h1>Late</h1>", "Late", "late.pdf"))
        assert making._keep(dead, Printable("", "Late", "late.pdf"), content) == "somebody else was quicker"
        assert build.again(asked).title == "Receipt of Bo Person"

    def test_a_document_that_kills_its_workers_fails_with_a_sentence(self, receipts, person):
        asked = ask(person)
        for _ in range(making.MOST_ATTEMPTS):
            assert making._take(asked.pk)
            _let_the_hold_run_out(asked)
        assert making.make(asked.pk) == "nothing to do"
        assert build.again(asked).failure.endswith(f"tell the support team: document {asked.pk}, its worker died.")

    def test_one_that_breaks_is_tried_again_then_fails_and_tells_no_secrets(self, receipts, person, caplog):
        receipts["breaks"] = True
        asked = ask(person)
        assert [making.make(asked.pk) for _ in range(4)] == [
            "will be tried again", "will be tried again", "failed", "nothing to do"]  # fmt: skip
        failed = build.again(asked)
        assert "ValueError" in failed.failure
        assert "secret" not in failed.failure
        assert "ValueError at" in caplog.text
        assert "secret" not in caplog.text

        receipts["breaks"] = False
        actions.try_again(failed)
        assert making.make(asked.pk) == "ready"

    def test_says_how_far_it_is_and_that_its_worker_lives(self, receipts, person, monkeypatch):
        monkeypatch.setattr(making, "SAY_EVERY_SECONDS", 0)
        said = []
        say = making.Report.say
        monkeypatch.setattr(
            making.Report, "say", lambda self, progress, doing: said.append(doing) or say(self, progress, doing)
        )
        asked = ask(person)
        making.make(asked.pk)
        assert said[0] == "Gathering what it says"
        assert "Laying out page 1" in said

    def test_the_tick_hands_out_what_nobody_makes(self, receipts, person, monkeypatch):
        handed = []
        monkeypatch.setattr(tasks.make, "delay", handed.append)
        first, second = ask(person), ask(person, parameters={"note": "2"})
        making._take(first.pk)
        tasks.make_waiting()
        assert handed == [second.pk]
        _let_the_hold_run_out(first)
        tasks.make_waiting()
        assert handed[1:] == [first.pk, second.pk]

    def test_every_status_names_its_moves(self):
        assert set(Making.MOVES) == set(Status)

    def test_a_ready_document_never_moves_again(self, receipts, person):
        asked = ask(person)
        making.make(asked.pk)
        with speaking.as_service(), pytest.raises(IllegalMove):
            build.again(asked).move_to(Status.QUEUED)

    def test_bytes_of_a_made_document_are_of_a_row_and_so_not_swept(self, receipts, person, monkeypatch):
        monkeypatch.setattr(actions, "ORPHANS_REST", timedelta(0))
        asked = ask(person)
        making.make(asked.pk)
        actions.sweep(refused_kept_for=timedelta(days=90))
        with speaking.as_service():
            build.again(asked).result.open().close()


class TestThePage:
    @pytest.fixture
    def client(self, person):
        client = Client()
        client.force_login(person)
        return client

    def test_shows_how_far_it_is_with_and_without_scripts(self, receipts, person, client):
        asked = ask(person)
        with speaking.as_service():
            asked.move_to(Status.MAKING)
            Making.objects.filter(pk=asked.pk).update(progress=42, doing="Laying out page 12")
        page = client.get(asked.get_absolute_url()).content.decode()
        assert 'role="status">Your document is being made.' in page
        assert f'href="/x/{person.pk}/">Your return</a>' in page
        assert '<progress class="progress__bar" id="document-progress" max="100" value="42">' in page
        assert "Laying out page 12" in page
        assert '<noscript><meta http-equiv="refresh" content="3"></noscript>' in page
        assert f'hx-get="/documents/{asked.pk}/progress/?known=making"' in page

    def test_the_part_that_asks_for_itself_speaks_only_when_the_state_has_changed(self, receipts, person, client):
        asked = ask(person)
        address = f"/documents/{asked.pk}/progress/"
        assert "hx-swap-oob" not in client.get(f"{address}?known=queued").content.decode()
        making.make(asked.pk)
        done = client.get(f"{address}?known=queued").content.decode()
        assert re.search('hx-swap-oob="innerHTML">Your document is ready.', done)
        assert "hx-get" not in done

    def test_another_page_that_shows_it_is_read_anew_when_it_is_ready(self, receipts, person, client):
        asked = ask(person)
        address = f"/documents/{asked.pk}/progress/?known=queued"
        elsewhere = {"HTTP_HX_CURRENT_URL": "http://testserver/drafting/editions/1/"}
        its_own = {"HTTP_HX_CURRENT_URL": f"http://testserver{asked.get_absolute_url()}"}
        assert "HX-Refresh" not in client.get(address, **elsewhere)
        making.make(asked.pk)
        response = client.get(address, **elsewhere)
        assert response["HX-Refresh"] == "true"
        assert 'id="state"' not in response.content.decode()
        response = client.get(address, **its_own)
        assert "HX-Refresh" not in response
        assert 'id="state"' in response.content.decode()

    def test_gives_the_document_when_it_is_ready(self, receipts, person, client):
        asked = ask(person)
        assert client.get(f"/documents/{asked.pk}/file/").status_code == 404
        making.make(asked.pk)
        assert f'href="/documents/{asked.pk}/file/"' in client.get(asked.get_absolute_url()).content.decode()
        response = client.get(f"/documents/{asked.pk}/file/")
        assert response["Content-Type"] == "application/pdf"
        assert response["Content-Disposition"] == 'attachment; filename="r.pdf"'
        assert b"".join(response.streaming_content).startswith(b"%PDF-1.7")

    def test_notes_who_opened_it(self, receipts, person, client):
        asked = ask(person, participation_ref=7)
        making.make(asked.pk)
        client.get(asked.get_absolute_url())
        client.get(f"/documents/{asked.pk}/file/")
        with speaking.as_service():
            (look,) = Look.objects.filter(person=person)
        assert (look.kind, look.subject_id, look.participation_ref) == ("document", asked.pk, 7)
        assert look.title == "Receipt of Bo Person"

    def test_says_why_it_failed_and_tries_again(self, receipts, person, client):
        receipts["breaks"] = True
        asked = ask(person)
        for _ in range(3):
            making.make(asked.pk)
        page = client.get(asked.get_absolute_url()).content.decode()
        assert "We tried 3 times" in page
        assert client.get(f"/documents/{asked.pk}/again/").status_code == 405
        assert client.post(f"/documents/{asked.pk}/again/").status_code == 302
        assert build.again(asked).status == Status.QUEUED
        assert client.post(f"/documents/{asked.pk}/again/").status_code == 302, "pressed twice, queued once"

    @pytest.mark.parametrize("part", ["", "progress/", "file/"])
    def test_is_not_there_for_others_and_is_for_those_whom_the_rule_lets_in(self, receipts, person, part):
        asked = ask(person)
        making.make(asked.pk)
        client = Client()
        address = f"/documents/{asked.pk}/{part}"
        assert client.get(address).status_code == 302
        client.force_login(User.objects.create_user("c@example.org", "Cy Stranger"))
        assert client.get(address).status_code == 404
        assert client.get("/documents/999999/").status_code == 404
        client.force_login(User.objects.create_user("d@example.org", "Ann Colleague"))
        assert client.get(address).status_code == 200

    def test_a_right_that_has_ended_is_no_right_though_the_person_asked(self, receipts, person, client):
        asked = ask(person)
        receipts["allowed"] = lambda user, pk: False
        assert client.get(asked.get_absolute_url()).status_code == 404

    def test_strangers_cannot_start_it_again(self, receipts, person):
        asked = ask(person)
        client = Client()
        client.force_login(User.objects.create_user("c@example.org", "Cy Stranger"))
        assert client.post(f"/documents/{asked.pk}/again/").status_code == 404


class TestTheWall:
    def test_rows_are_for_the_service_and_for_who_asked(self, receipts, person):
        asked = ask(person)
        other = User.objects.create_user("b@example.org", "Ann")
        with speaking.as_person(person):
            assert Making.objects.filter(pk=asked.pk).exists()
            assert Making.objects.visible_to(person).count() == 1
        with speaking.as_person(other):
            assert not Making.objects.exists()
        with speaking.as_person(person):
            assert Making.objects.filter(pk=asked.pk).update(progress=50) == 0
        making.make(asked.pk)
        with speaking.as_person(person):
            assert not StoredFile.objects.exists()


def _let_the_hold_run_out(row) -> None:
    with speaking.as_service():
        Making.objects.filter(pk=row.pk).update(held_until=timezone.now() - timedelta(seconds=1))
