"""The e-mail goes once, whatever happens on the way."""

import smtplib
from datetime import timedelta

import pytest
from django.core import mail
from django.core.mail.backends.locmem import EmailBackend as CaughtInMemory
from django.db import DatabaseError, OperationalError
from django.db.models.functions import Now

from accounts import speaking
from accounts.moves import IllegalMove
from notifications import delivering
from notifications.models import Delivery
from tests.build import notifications as build

pytestmark = pytest.mark.django_db

Status = Delivery.Status


class AnsweringBackend(CaughtInMemory):
    """A mail server that answers as a test wants it to; what it takes lies in mail.outbox."""

    answers = []

    def send_messages(self, messages):
        answer = self.answers.pop(0) if self.answers else None
        if isinstance(answer, Exception):
            raise answer
        return super().send_messages(messages)


class SilentBackend(CaughtInMemory):
    def open(self):
        raise ConnectionRefusedError


@pytest.fixture
def answers(settings):
    settings.EMAIL_BACKEND = "tests.notifications.test_delivering.AnsweringBackend"
    AnsweringBackend.answers = given = []
    return given


def states():
    with speaking.as_service():
        return sorted(Delivery.objects.values_list("status", flat=True))


def let_time_pass():
    """What waits need wait no longer, and every lease has run out."""
    with speaking.as_service():
        Delivery.objects.filter(status=Status.QUEUED).update(waits_until=Now())
        Delivery.objects.filter(status=Status.SENDING).update(lease_until=Now() - timedelta(seconds=1))


def begin_and_die() -> delivering.Claimed:
    """A worker that claims an e-mail and is never heard of again."""
    return delivering._note_and_claim()


def test_each_waiting_email_is_sent_once():
    build.letter(*build.people(3))
    assert delivering.deliver_waiting() == "3 accepted"
    assert delivering.deliver_waiting() == "nothing waited"
    assert len(mail.outbox) == 3
    assert states() == ["accepted"] * 3


def test_the_email_points_to_the_letter_and_says_nothing_of_what_it_says(settings):
    settings.PORTAL_URL = "https://portal.example"
    notice = build.letter(body_markdown="Three of your **records** were late.", sender_name="Ailsa Bain")
    delivering.deliver_waiting()
    (message,) = mail.outbox
    html = message.alternatives[0].content
    assert message.subject == notice.title
    assert message.to == [notice.recipient.email]
    for part in (message.body, html):
        assert f"https://portal.example/inbox/{notice.pk}/" in part
        assert "Ailsa Bain" in part
        assert "You have it because" in part
        assert "records" not in part
    assert "List-Unsubscribe" not in message.extra_headers


def test_a_title_cannot_add_headers_or_html():
    build.letter(title="Notice\nBcc: all@example.org <b>now</b>")
    delivering.deliver_waiting()
    (message,) = mail.outbox
    assert message.subject == "Notice Bcc: all@example.org <b>now</b>"
    assert message.recipients() == message.to
    assert "<b>" not in message.alternatives[0].content


def test_whoever_has_never_signed_in_is_told_about_the_invitation():
    build.letter()
    delivering.deliver_waiting()
    assert "invitation" in mail.outbox[0].body


def test_the_message_id_is_the_same_for_the_same_letter_and_betrays_nothing():
    delivery = build.delivery(occasion="participation:7/secret")
    assert Delivery.message_id_for(delivery.notice) == delivery.message_id
    assert "7" not in delivery.message_id or "participation" not in delivery.message_id
    delivering.deliver_waiting()
    assert mail.outbox[0].extra_headers["Message-ID"] == delivery.message_id


@pytest.mark.parametrize(("statutory", "becomes", "emails"), [(True, "unknown", 0), (False, "accepted", 1)])
def test_after_a_worker_died_a_statutory_letter_waits_for_a_person_and_any_other_goes_again(statutory, becomes, emails):
    build.letter(statutory=statutory)
    begin_and_die()
    delivering.deliver_waiting()
    assert states() == ["sending"]
    let_time_pass()
    delivering.deliver_waiting()
    assert states() == [becomes]
    assert len(mail.outbox) == emails


@pytest.mark.parametrize("statutory", [True, False])
def test_a_worker_that_was_only_slow_is_believed_and_cannot_spoil_a_later_attempt(statutory):
    build.letter(statutory=statutory)
    slow = begin_and_die()
    let_time_pass()
    delivering.settle_the_abandoned()
    if statutory:
        delivering._note_and_claim(slow, delivering.ACCEPTED, claim=False)
        assert states() == ["accepted"]
    else:
        second = begin_and_die()
        assert second[0].attempts == 2
        delivering._note_and_claim(slow, delivering.Outcome(Status.FAILED, "too late"), claim=False)
        assert states() == ["sending"]


def test_a_letter_that_was_not_yet_begun_when_the_mail_server_went_away_is_not_in_doubt(settings):
    settings.EMAIL_BACKEND = "tests.notifications.test_delivering.SilentBackend"
    build.letter(*build.people(2), statutory=True)
    assert "could not be reached" in delivering.deliver_waiting()
    assert states() == ["queued", "queued"]


@pytest.mark.parametrize(
    ("answer", "statutory", "becomes", "says"),
    [
        (smtplib.SMTPRecipientsRefused({"a@b": (550, b"No such person")}), True, "failed", "550 No such person"),
        (smtplib.SMTPRecipientsRefused({"a@b": (450, b"Mailbox busy")}), True, "queued", "450 Mailbox busy"),
        (smtplib.SMTPDataError(554, b"Refused"), True, "failed", "554 Refused"),
        (smtplib.SMTPDataError(452, b"Disk full"), True, "queued", "452 Disk full"),
        (smtplib.SMTPSenderRefused(550, b"Not you", "us"), True, "queued", "from us"),
        (smtplib.SMTPServerDisconnected("gone"), True, "unknown", "may have arrived"),
        (smtplib.SMTPServerDisconnected("gone"), False, "queued", "may have arrived"),
        (TimeoutError(), True, "unknown", "may have arrived"),
        (KeyError("template"), True, "failed", "could not be made"),
    ],
)
def test_each_answer_of_the_mail_server_has_its_consequence(answers, answer, statutory, becomes, says):
    delivery = build.delivery(statutory=statutory)
    answers.append(answer)
    delivering.deliver_waiting()
    with speaking.as_service():
        delivery.refresh_from_db()
        waits = Delivery.objects.filter(waits_until__gt=Now()).exists()
    assert delivery.status == becomes
    assert says in delivery.answer
    assert waits == (becomes == "queued")
    assert mail.outbox == []


def test_after_the_mail_server_hung_up_the_letters_behind_are_left_alone(answers):
    build.letter(*build.people(3), statutory=True)
    answers.append(smtplib.SMTPServerDisconnected("gone"))
    delivering.deliver_waiting()
    assert states() == ["queued", "queued", "unknown"]
    delivering.deliver_waiting()
    assert states() == ["accepted", "accepted", "unknown"]


def test_pauses_grow_and_end(answers):
    delivery = build.delivery()
    pauses = []
    for _ in range(delivering.TRIES):
        answers.append(smtplib.SMTPDataError(452, b"Disk full"))
        delivering.deliver_waiting()
        with speaking.as_service():
            delivery.refresh_from_db()
        pauses.append(round((delivery.waits_until - delivery.ended_at).total_seconds()))
        let_time_pass()
    assert pauses[:4] == [30, 60, 120, 240]
    assert max(pauses) == delivering.LONGEST_PAUSE.total_seconds()
    assert delivery.status == "failed"
    assert "Given up" in delivery.answer


def test_nothing_is_sent_to_somebody_whose_account_is_closed():
    administrator, notice = build.person(), build.letter()
    notice.recipient.disabled_at, notice.recipient.disabled_by = notice.created_at, administrator
    notice.recipient.save()
    delivering.deliver_waiting()
    assert states() == ["failed"]
    assert mail.outbox == []


def test_the_table_of_moves_names_every_status_and_the_database_keeps_it():
    assert set(Delivery.MOVES) == set(Status)
    delivery = build.delivery()
    with pytest.raises(IllegalMove):
        delivery.move_to(Status.ACCEPTED)
    with pytest.raises(DatabaseError, match="Invalid transition"), speaking.as_service():
        Delivery.objects.filter(pk=delivery.pk).update(status=Status.ACCEPTED)


def test_every_attempt_stays_in_the_history(answers):
    delivery = build.delivery()
    answers.append(smtplib.SMTPDataError(452, b"Disk full"))
    delivering.deliver_waiting()
    let_time_pass()
    delivering.deliver_waiting()
    with speaking.as_service():
        history = list(delivery.events.order_by("pgh_id").values_list("status", "attempts"))
    assert [status for status, _ in history if status != "queued"] == ["sending", "sending", "accepted"]
    assert history[-1] == ("accepted", 2)


def test_a_worker_that_knows_what_came_of_it_waits_for_the_database_to_come_back(monkeypatch):
    build.letter(statutory=True)
    really, calls = delivering._note, []

    def while_the_database_is_away(*args):
        calls.append(args)
        if len(calls) < 3:
            raise OperationalError("the server closed the connection unexpectedly")
        really(*args)

    monkeypatch.setattr(delivering, "_note", while_the_database_is_away)
    monkeypatch.setattr(delivering.connection, "close", lambda: None)
    monkeypatch.setattr(delivering, "PAUSES_FOR_THE_DATABASE", (0, 0, 0))
    with pytest.raises(OperationalError):
        delivering.deliver_waiting()
    assert states() == ["accepted"]
    assert len(mail.outbox) == 1


@pytest.mark.parametrize("statutory", [True, False])
def test_a_database_that_goes_away_before_the_email_is_made_leaves_it_waiting_and_not_refused(monkeypatch, statutory):
    build.letter(statutory=statutory)

    def while_the_database_is_away(claimed):
        raise OperationalError("the server closed the connection unexpectedly")

    with monkeypatch.context() as away:
        away.setattr(delivering.pointer, "message_about", while_the_database_is_away)
        delivering.deliver_waiting()
    assert states() == ["queued"]
    assert mail.outbox == []
    let_time_pass()
    delivering.deliver_waiting()
    assert states() == ["accepted"]
    assert len(mail.outbox) == 1
