"""A letter is posted once for its occasion, recipient and kind, however often it is asked for."""

import pytest
from django.db import DatabaseError, connection, transaction

from accounts import speaking
from notifications import notices
from notifications.models import Delivery, Notice, Posting
from tests.build import notifications as build

pytestmark = pytest.mark.django_db


def post(people, **parts):
    return notices.post(
        **{
            "occasion": "participation:1/notification",
            "kind": "notification",
            "recipients": people,
            "title": "Notice of a review",
            "body_markdown": "It *begins*.",
            "by": None,
        }
        | parts
    )


def test_everyone_has_the_letter_and_an_email_waits_beside_each():
    people = build.people(32)
    assert post(people) == 32
    with speaking.as_service():
        assert Notice.objects.count() == 32
        assert Delivery.objects.due().count() == 32
        assert Notice.objects.first().body_html == "<p>It <em>begins</em>.</p>\n"


def test_asking_again_posts_to_nobody_twice_and_to_those_who_were_missing_once():
    people = build.people(4)
    assert post(people[:3]) == 3
    assert post(people[:3]) == 0
    assert post([*people, *people], title="Another title by now") == 1
    with speaking.as_service():
        assert Notice.objects.count() == Delivery.objects.count() == 4
        assert Posting.objects.expected_and_missing() == (4, 0)


def test_another_kind_or_another_occasion_is_another_letter():
    people = build.people(1)
    again = [{}, {"kind": "reminder"}, {"occasion": "participation:2/notification"}]
    assert [post(people, **parts) for parts in again] == [1, 1, 1]


def test_letters_of_different_wording_are_posted_together():
    people = build.people(3)
    letters = [
        notices.Letter(f"participation:{number}/late", "chaser", [person], "Late", f"You, number {number}, are late.")
        for number, person in enumerate(people)
    ]
    assert notices.post_all(letters, by=people[0]) == 3
    with speaking.as_service():
        assert {notice.body_markdown for notice in Notice.objects.all()} == {
            f"You, number {number}, are late." for number in range(3)
        }
        assert set(Notice.objects.values_list("made_by", flat=True)) == {people[0].pk}


def test_what_fails_together_is_not_posted():
    people = build.people(2)
    with transaction.atomic():
        post(people)
        transaction.set_rollback(True)
    with speaking.as_service():
        assert Notice.objects.count() == Delivery.objects.count() == Posting.objects.count() == 0


def test_asking_again_costs_one_query_and_leaves_no_trace(django_assert_max_num_queries):
    people = build.people(40)
    post(people)
    with django_assert_max_num_queries(6):  # one of them asks for letters; the others say for whom
        assert post(people) == 0
    with speaking.as_service():
        assert Posting.objects.count() == 1


def test_whoever_is_named_twice_has_the_first_wording():
    person = build.person()
    letters = [notices.Letter("x", "y", [person], "Title", words) for words in ("first", "second")]
    assert notices.post_all(letters, by=None) == 1
    with speaking.as_service():
        assert Notice.objects.get().body_markdown == "first"


def test_a_hundred_times_as_many_recipients_cost_the_same_number_of_statements_but_for_batches(
    django_assert_max_num_queries,
):
    people = build.people(400)
    with django_assert_max_num_queries(14):
        post(people)


def test_the_reconciler_counts_a_letter_that_no_inbox_holds():
    person = build.person()
    with speaking.as_service():
        Posting.objects.create(occasion="x", kind="y", recipients=[person.pk], new=0)
        assert Posting.objects.expected_and_missing() == (1, 1)


def test_a_worker_is_woken_once_however_many_letters(django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks() as callbacks:
        for person in build.people(3):
            post([person], occasion=f"participation:{person.pk}/notification")
    assert len(callbacks) == 1


@pytest.mark.parametrize(
    "change",
    [
        "UPDATE notifications_notice SET title = 'Changed'",
        "UPDATE notifications_notice SET body_html = ''",
        "UPDATE notifications_notice SET recipient_id = recipient_id + 1",
        "DELETE FROM notifications_notice",
        "UPDATE notifications_posting SET recipients = '{}'",
        "DELETE FROM notifications_posting",
    ],
)
@pytest.mark.parametrize("role", ["portal_app", "portal_owner"])
def test_neither_the_application_nor_the_owner_can_change_a_letter(change, role):
    build.letter()
    refused(change, role)


def test_the_application_cannot_remove_an_e_mail():
    """What the owner does to one is kept in its history."""
    build.letter()
    refused("DELETE FROM notifications_delivery", "portal_app")


def refused(change: str, role: str) -> None:
    with pytest.raises(DatabaseError, match=r"pgtrigger|permission denied"), connection.cursor() as cursor:
        cursor.execute(f"SET LOCAL ROLE {role}; SET LOCAL portal.service = 'on'; {change}")


def test_a_letter_is_first_read_once():
    notice = build.letter()
    with speaking.as_person(notice.recipient):
        mine = Notice.objects.visible_to(notice.recipient)
        assert mine.mark_read() == 1
        first = mine.get().read_at
        assert mine.mark_read() == 0
        assert mine.get().read_at == first
    with pytest.raises(DatabaseError, match="pgtrigger"), speaking.as_person(notice.recipient):
        Notice.objects.filter(pk=notice.pk).update(read_at=None)


def test_row_security_shows_a_letter_to_its_recipient_alone_though_the_filter_is_forgotten():
    notice, other = build.letter(), build.person()
    for person, sees in [(notice.recipient, 1), (other, 0)]:
        with speaking.as_person(person):
            assert Notice.objects.count() == sees
            assert Delivery.objects.count() == sees
            assert Notice.objects.update(read_at=None) == sees
            assert Posting.objects.count() == 0


def test_a_recipient_can_post_nothing_by_themselves():
    person = build.person()
    with pytest.raises(DatabaseError, match="row-level security"), speaking.as_person(person):
        Notice.objects.create(occasion="x", kind="y", recipient=person, title="To myself", sender_name="The portal")
