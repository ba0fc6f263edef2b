"""Seeing to the e-mails that point to letters."""

import pytest
from django.core import mail
from django.db.models import Q

from accounts import speaking
from accounts.models import User
from accounts.moves import IllegalMove
from audit.models import Look
from notifications import actions, delivering, rules
from notifications.models import Delivery, Notice
from tests.build import notifications as build
from tests.notifications.test_delivering import begin_and_die, let_time_pass

pytestmark = pytest.mark.django_db

Status = Delivery.Status


@pytest.fixture
def administrator(client):
    user = build.administrator()
    client.force_login(user)
    return user


def unknown() -> Delivery:
    """A formal letter whose e-mail was being sent when its worker died."""
    notice = build.letter(statutory=True)
    begin_and_die()
    let_time_pass()
    delivering.settle_the_abandoned()
    return build.delivery_of(notice)


def refused() -> Delivery:
    notice = build.letter(build.person(disabled_at="2026-01-01T00:00Z", disabled_by=build.person()))
    delivering.deliver_waiting()
    return build.delivery_of(notice)


def again(delivery) -> Delivery:
    return build.delivery_of(delivery.notice)


def test_a_recipient_does_not_see_the_pages_of_those_who_see_to_emails(client):
    delivery = build.delivery()
    client.force_login(delivery.notice.recipient)
    assert client.get("/manage/deliveries/").status_code == 404
    assert client.get(delivery.get_absolute_url()).status_code == 404


def test_the_list_counts_states_and_can_be_narrowed(client, administrator):
    waiting = unknown()
    build.letter(title="Another", kind="chaser", programme_ref=4, programme_name="Review")
    page = client.get("/manage/deliveries/")
    assert {state: count for state, _, count in page.context["states"] if count} == {
        Status.UNKNOWN: 1,
        Status.QUEUED: 1,
    }
    for query, finds in [
        ("state=unknown", {waiting.pk}),
        (f"words={waiting.notice.recipient.email}", {waiting.pk}),
        ("programme=4&kind=reminder", None),
        ("state=accepted", set()),
    ]:
        page = client.get(f"/manage/deliveries/?{query}")
        if finds is not None:
            assert {delivery.pk for delivery in page.context["page"]} == finds


def test_a_thousand_emails_cost_as_many_queries_as_one(client, administrator, django_assert_max_num_queries):
    counted = []
    client.get("/manage/deliveries/")  # the first request of a session notes that it was used
    for how_many in (1, 1000):
        build.letter(*build.people(how_many))
        with django_assert_max_num_queries(16) as queries:
            client.get("/manage/deliveries/")
        counted.append(len(queries))
    assert counted[0] == counted[1]


def test_one_page_shows_the_exact_text_and_every_attempt_and_is_noted_as_a_look(client, administrator):
    delivery = unknown()
    page = client.get(delivery.get_absolute_url()).content.decode()
    assert "We write to tell you that the review begins." in page
    assert f"Attempt 1, to {delivery.address}" in page
    assert delivering.STOPPED in page
    assert delivery.message_id.strip("<>") in page
    with speaking.as_service():
        assert Look.objects.filter(kind="letter", person=administrator, subject_id=delivery.notice_id).exists()


def test_a_person_counts_an_unknown_one_as_sent(client, administrator):
    delivery = unknown()
    response = client.post(delivery.get_absolute_url(), {"why": "She rang: it came.", "arrived": "x"}, follow=True)
    assert "Counted as sent." in response.content.decode()
    settled = again(delivery)
    assert (settled.status, settled.settled_by, settled.settled_why) == (
        "accepted",
        administrator,
        "She rang: it came.",
    )
    assert settled.settled_at is not None
    delivering.deliver_waiting()
    assert mail.outbox == []


def test_a_person_has_an_unknown_one_sent_again(client, administrator):
    delivery = unknown()
    client.post(delivery.get_absolute_url(), {"why": "She has nothing.", "again": "x"})
    delivering.deliver_waiting()
    assert again(delivery).status == "accepted"
    (message,) = mail.outbox
    assert message.extra_headers["Message-ID"] == delivery.message_id


def test_what_was_refused_goes_again_to_the_address_that_was_put_right(client, administrator):
    delivery = refused()
    with speaking.as_service():
        User.objects.filter(pk=delivery.notice.recipient_id).update(
            email="right@example.org", disabled_at=None, disabled_by=None
        )
    client.post(delivery.get_absolute_url(), {"why": "The address was old.", "again": "x"})
    delivering.deliver_waiting()
    assert mail.outbox[0].to == ["right@example.org"]
    assert again(delivery).address == "right@example.org"


def test_what_came_back_later_can_be_noted_and_sent_again(client, administrator):
    delivery = build.delivery()
    delivering.deliver_waiting()
    client.post(delivery.get_absolute_url(), {"why": "Bounced on Monday.", "came_back": "x"})
    assert again(delivery).status == "failed"
    client.post(delivery.get_absolute_url(), {"why": "Mailbox emptied.", "again": "x"})
    assert again(delivery).status == "queued"


def test_without_a_reason_nothing_is_decided_and_the_page_says_so(client, administrator):
    delivery = unknown()
    response = client.post(delivery.get_absolute_url(), {"why": " ", "again": "x"})
    assert response.status_code == 422
    assert "Give the reason" in response.content.decode()
    assert again(delivery).status == "unknown"


def test_two_people_who_decide_differently_are_told(client, administrator):
    delivery, page_of_the_other = unknown(), None
    page_of_the_other = again(delivery)
    actions.count_as_sent(delivery, why="It came.", by=administrator)
    with pytest.raises(IllegalMove):
        actions.send_again(page_of_the_other, why="It did not.", by=administrator)
    response = client.post(delivery.get_absolute_url(), {"why": "It did not.", "again": "x"})
    assert response.status_code == 409
    assert again(delivery).status == "accepted"


def test_what_is_waiting_cannot_be_settled(client, administrator):
    delivery = build.delivery()
    page = client.get(delivery.get_absolute_url())
    assert page.context["form"] is None
    client.post(delivery.get_absolute_url(), {"why": "x", "again": "x"})
    assert again(delivery).status == "queued"


def test_a_room_higher_up_can_say_whose_programme_it_is(monkeypatch):
    officer, theirs, others = build.person(), build.delivery(programme_ref=5), build.delivery(programme_ref=6)
    monkeypatch.setattr(rules, "_overseers", list(rules._overseers))
    assert not rules.may_see_deliveries(officer)
    rules.overseer(lambda user: Q(programme_ref=5) if user == officer else None)
    rules.overseer(lambda user: Q(programme_ref=9) if user == officer else None)
    assert rules.may_see_deliveries(officer)
    with speaking.as_service():
        assert list(Delivery.objects.visible_to(officer)) == [theirs]
        assert set(Delivery.objects.visible_to(build.administrator())) == {theirs, others}
    with speaking.as_person(officer):
        # The wall stands until that room opens it.
        assert list(Delivery.objects.visible_to(officer)) == []


def test_administrators_read_letters_and_their_emails_through_the_wall_and_change_none(administrator):
    build.delivery()
    with speaking.as_person(administrator):
        assert Notice.objects.count() == Delivery.objects.count() == 1
        assert Notice.objects.update(read_at=None) == 0
        assert Delivery.objects.update(status="sending") == 0
