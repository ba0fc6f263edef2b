"""Letters expected, less letters in inboxes, is nought; and the status page says how the e-mails fare."""

from datetime import timedelta

import pytest
from django.db.models.functions import Now

from accounts import speaking
from audit import status
from audit.models import TaskRun
from notifications import delivering, reconciling, tasks
from notifications.models import Delivery, Posting
from tests.build import notifications as build
from tests.notifications.test_delivering import begin_and_die, let_time_pass

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _expectations(monkeypatch):
    monkeypatch.setattr(reconciling, "_expectations", dict(reconciling._expectations))


def line(title):
    return next(shown for shown in status.lines() if shown.title == title)


def test_nothing_is_missing_however_often_a_letter_is_posted():
    people = build.people(5)
    for _ in range(2):
        build.letter(*people, occasion="participation:1/x")
    posted, emails = reconciling.reckon()[:2]
    assert (posted.expected, posted.missing) == (5, 0)
    assert (emails.expected, emails.missing) == (5, 0)
    shown = line("Letters expected, less letters in inboxes")
    assert shown.state == status.OK
    assert shown.sentence.startswith("0. There are: letters that were posted, 5; e-mails beside letters, 5;")


def test_a_letter_that_no_inbox_holds_turns_the_line_red(caplog):
    with speaking.as_service():
        Posting.objects.create(occasion="x", kind="y", recipients=[build.person().pk], new=0)
    assert line("Letters expected, less letters in inboxes").state == status.WRONG
    assert "1 missing" in reconciling.reconcile()
    assert "1 of 1 letters that were posted are missing" in caplog.text


def test_a_room_higher_up_can_expect_letters_that_nobody_posted():
    reconciling.expectation("letters of the timetables")(lambda: (32, 2))
    shown = line("Letters expected, less letters in inboxes")
    assert shown.state == status.WRONG
    assert "2 of 32 letters of the timetables are missing." in shown.sentence


def test_waiting_emails_turn_the_line_by_their_age():
    title = "E-mails waiting to be sent"
    assert line(title).state == status.OK
    build.letter()
    for age, state in [(0, status.OK), (6, status.LOOK), (31, status.WRONG)]:
        with speaking.as_service():
            Delivery.objects.update(waits_until=Now() - timedelta(minutes=age))
        assert line(title).state == state
    with speaking.as_service():
        Delivery.objects.update(waits_until=Now() + timedelta(hours=1))
    assert line(title).sentence == "None is waiting."


def test_unknown_ones_are_counted_with_a_link_to_them():
    build.letter(statutory=True)
    begin_and_die()
    let_time_pass()
    delivering.settle_the_abandoned()
    shown = line("E-mails that nobody knows the fate of")
    assert shown.state == status.LOOK
    assert shown.link == "/manage/deliveries/?state=unknown"


def test_both_tasks_say_when_they_ran_and_what_they_did():
    build.letter()
    tasks.deliver_waiting()
    tasks.deliver_waiting()
    tasks.reconcile()
    runs = {run.name: run for run in TaskRun.objects.all()}
    assert runs["Deliver waiting letters"].runs == 2
    assert runs["Deliver waiting letters"].did == "nothing waited"
    assert "0 missing" in runs["Reconcile letters"].did
