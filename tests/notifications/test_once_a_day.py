"""One e-mail a day, for those who want it so; formal letters go at once all the same."""

import smtplib
from datetime import datetime
from zoneinfo import ZoneInfo

import pytest
from django.core import mail

from accounts import speaking
from notifications import delivering
from notifications.models import Delivery, MailPreference
from notifications.models.preference import next_morning
from tests.build import notifications as build
from tests.notifications import test_delivering
from tests.notifications.test_delivering import answers, let_time_pass, states  # noqa: F401  a fixture among them

pytestmark = pytest.mark.django_db


@pytest.fixture
def once_a_day():
    person = build.person()
    with speaking.as_person(person):
        MailPreference.objects.create(person=person, once_a_day=True)
    return person


@pytest.mark.parametrize(
    ("now", "morning"),
    [
        ("2026-07-01 06:00", "2026-07-01 07:30"),
        ("2026-07-01 07:30", "2026-07-02 07:30"),
        ("2026-10-24 20:00", "2026-10-25 07:30"),  # the clocks go back in this night
        ("2027-03-27 20:00", "2027-03-28 07:30"),  # and forward in this one
    ],
)
def test_the_next_morning_is_half_past_seven_in_scotland_also_when_the_clocks_change(now, morning):
    scotland = ZoneInfo("Europe/London")
    at = datetime.fromisoformat(now).replace(tzinfo=scotland)
    assert next_morning(at) == datetime.fromisoformat(morning).replace(tzinfo=scotland)


def test_the_days_letters_wait_for_the_morning_and_go_together(once_a_day):
    letters = [build.letter(once_a_day, title=f"Letter {number}") for number in range(3)]
    other = build.letter(title="For somebody else")
    assert delivering.deliver_waiting() == "1 accepted"
    assert mail.outbox.pop().to == [other.recipient.email]
    let_time_pass()
    assert delivering.deliver_waiting() == "1 accepted"
    (message,) = mail.outbox
    assert message.subject == "3 letters wait for you"
    assert message.extra_headers["Message-ID"] == build.delivery_of(letters[0]).message_id
    for part in (message.body, message.alternatives[0].content):
        for letter in letters:
            assert f"/inbox/{letter.pk}/" in part
            assert letter.title in part
    assert states() == ["accepted"] * 4


def test_a_formal_letter_does_not_wait(once_a_day):
    build.letter(once_a_day, statutory=True)
    delivering.deliver_waiting()
    assert len(mail.outbox) == 1


def test_an_email_that_could_not_go_now_goes_later_with_all_its_letters(once_a_day, answers):  # noqa: F811
    build.letter(once_a_day)
    build.letter(once_a_day)
    let_time_pass()
    answers.append(smtplib.SMTPDataError(452, b"Disk full"))
    delivering.deliver_waiting()
    assert states() == ["queued", "queued"]
    let_time_pass()
    delivering.deliver_waiting()
    assert mail.outbox[-1].subject == "2 letters wait for you"


def test_a_worker_that_dies_leaves_none_of_them_behind(once_a_day):
    build.letter(once_a_day)
    build.letter(once_a_day)
    let_time_pass()
    assert len(test_delivering.begin_and_die()) == 2
    let_time_pass()
    delivering.deliver_waiting()
    assert states() == ["accepted", "accepted"]


def test_the_choice_is_made_on_a_page_and_is_ones_own(client):
    person, other = build.person(), build.person()
    client.force_login(person)
    assert "Formal letters" in client.get("/inbox/e-mails/").content.decode()
    assert client.post("/inbox/e-mails/", {}).status_code == 422
    client.post("/inbox/e-mails/", {"once_a_day": "yes"})
    for user, sees in [(person, [True]), (other, [])]:
        with speaking.as_person(user):
            assert list(MailPreference.objects.values_list("once_a_day", flat=True)) == sees
    client.post("/inbox/e-mails/", {"once_a_day": "no"})
    build.letter(person)
    with speaking.as_service():
        assert Delivery.objects.due().count() == 1
