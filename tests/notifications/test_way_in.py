"""The first e-mail to somebody who has never signed in lets them in."""

import pytest
from django.core import mail
from django.utils import timezone

from accounts.models import Invitation, User
from notifications import delivering, notices

pytestmark = pytest.mark.django_db


def post_to(person, occasion="first"):
    notices.post(
        occasion=occasion, kind="notification", recipients=[person], title="A letter", body_markdown="Words.", by=None
    )


def test_the_pointer_to_a_first_letter_carries_a_way_in_that_works():
    newcomer = User.objects.create_user("new@example.org", "New Person")
    post_to(newcomer)
    delivering.deliver_waiting()
    [message] = mail.outbox
    assert "/invitation/" in message.body
    assert Invitation.objects.filter(person=newcomer, accepted_at=None, withdrawn_at=None).count() == 1


def test_a_second_letter_points_to_the_same_way_in():
    newcomer = User.objects.create_user("new@example.org", "New Person")
    for occasion in ("first", "second"):
        post_to(newcomer, occasion)
    delivering.deliver_waiting()
    assert Invitation.objects.filter(person=newcomer, withdrawn_at=None).count() == 1


def test_whoever_has_signed_in_gets_no_way_in():
    person = User.objects.create_user("old@example.org", "Old Hand", joined_at=timezone.now())
    post_to(person)
    delivering.deliver_waiting()
    assert "/invitation/" not in mail.outbox[0].body
    assert not Invitation.objects.exists()
