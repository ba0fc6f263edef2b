"""Letters expected, less letters in inboxes, is nought; and the status page says how the e-mails fare."""

from datetime import timedelta

import pytest
from django.db.models.functions import Now
from django.urls import reverse
from django.utils import timezone

from accounts import speaking
from audit import status
from audit.models import TaskRun
from notifications import delivering, reconciling, tasks
from notifications.models import Delivery, Posting, Reckoning
from tests.build import accounts
from tests.build import notifications as build
from tests.notifications.test_delivering import begin_and_die, let_time_pass

pytestmark = pytest.mark.django_db
LETTERS = "Letters expected, less letters in inboxes"


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
    shown = line(LETTERS)
    assert shown.state == status.OK
    assert shown.sentence.startswith("0. There are: letters that were posted, 5; e-mails beside letters, 5;")


def test_a_letter_that_no_inbox_holds_turns_the_line_red(caplog):
    with speaking.as_service():
        Posting.objects.create(occasion="x", kind="y", recipients=[build.person().pk], new=0)
    reconciling.reckon()
    assert line(LETTERS).state == status.WRONG
    assert "1 missing" in reconciling.reconcile()
    assert "1 of 1 letters that were posted are missing" in caplog.text


def test_a_room_higher_up_can_expect_letters_that_nobody_posted():
    reconciling.expectation("letters of the timetables")(lambda: (32, 2))
    reconciling.reckon()
    shown = line(LETTERS)
    assert shown.state == status.WRONG
    assert "2 of 32 letters of the timetables are missing." in shown.sentence


def test_the_page_shows_the_last_count_with_its_moment():
    build.letter()
    tasks.reconcile()
    with speaking.as_service():
        Reckoning.objects.update(counted_at=Now() - timedelta(minutes=2))
        counted_at = Reckoning.objects.first().counted_at
    build.letter()
    shown = line(LETTERS)
    assert (shown.state, shown.button.words) == (status.OK, "Count now")
    assert "letters that were posted, 1;" in shown.sentence
    counted_at = timezone.localtime(counted_at)
    # Just after midnight, two minutes ago was yesterday, and says so.
    day = "" if counted_at.date() == timezone.localdate() else f" on {counted_at:%-d %B %Y}"
    assert shown.sentence.endswith(f"Counted at {counted_at:%H:%M}{day}.")
    reconciling.reckon()
    assert "letters that were posted, 2;" in line(LETTERS).sentence


def test_a_count_that_no_other_follows_is_shown_as_old_and_red():
    """The worker is dead, or beat: what it last found out says nothing of now."""
    reconciling.reckon()
    with speaking.as_service():
        Reckoning.objects.update(counted_at=Now() - timedelta(minutes=6))
    shown = line(LETTERS)
    assert shown.state == status.WRONG
    assert shown.sentence.startswith("Nobody has counted since ")
    assert "Is a worker running? Then it was: 0." in shown.sentence
    with speaking.as_service():
        Reckoning.objects.update(counted_at=Now() - timedelta(days=3))
    days_ago = timezone.localdate() - timedelta(days=3)
    assert f"{days_ago:on %-d %B %Y}" in line(LETTERS).sentence


def test_what_was_never_counted_is_not_taken_for_nought(monkeypatch):
    reconciling.reckon()
    reconciling.expectation("letters of the moon")(lambda: (0, 0))
    shown = line(LETTERS)
    assert shown.state == status.LOOK
    assert shown.sentence == "Nobody has counted letters of the moon yet. Is a worker running?"


def test_a_count_that_fails_keeps_the_old_moment_of_its_own_alone():
    reconciling.reckon()
    with speaking.as_service():
        Reckoning.objects.update(counted_at=Now() - timedelta(minutes=6))

    def trouble():
        raise RuntimeError

    reconciling.expectation("e-mails beside letters")(trouble)
    with pytest.raises(RuntimeError):
        reconciling.reckon()
    assert line(LETTERS).state == status.WRONG
    with speaking.as_service():
        old = Reckoning.objects.filter(counted_at__lte=Now() - timedelta(minutes=5)).values_list("of", flat=True)
        assert "letters that were posted" not in old
        assert "e-mails beside letters" in old


def test_what_is_no_longer_counted_is_no_longer_waited_for():
    reconciling.reckon()
    with speaking.as_service():
        Reckoning.objects.update_or_create(of="letters of before", defaults={"expected": 2, "missing": 2})
        Reckoning.objects.filter(of="letters of before").update(counted_at=Now() - timedelta(days=1))
    assert line(LETTERS).state == status.OK


def test_an_administrator_counts_at_once(client):
    client.force_login(accounts.administrator())
    page = reverse("audit:status")
    assert f'action="{reverse("notifications:count")}"' in client.get(page).content.decode()
    build.letter()
    assert client.post(reverse("notifications:count")).url == page
    assert "letters that were posted, 1;" in line(LETTERS).sentence


def test_only_administrators_read_the_count_and_only_the_portal_writes_it():
    reconciling.reckon()
    with speaking.as_person(accounts.person()):
        assert not Reckoning.objects.exists()
    with speaking.as_person(accounts.administrator()):
        assert Reckoning.objects.exists()
        assert not Reckoning.objects.update(missing=0)


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
