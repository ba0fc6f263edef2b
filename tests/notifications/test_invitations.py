"""Whoever is invited to the whole portal is written to, with the way in; an invitation that could not work is not sent."""

import smtplib
from unittest import mock

import pytest
from django.core import mail
from django.test import Client
from django.urls import reverse

from accounts import invitations, roles, speaking
from accounts.models import Organisation, User
from notifications import delivering
from notifications import invitations as letters
from notifications.models import Delivery, Notice
from tests.build import accounts as build

pytestmark = pytest.mark.django_db


@pytest.fixture
def administrator(client):
    made = build.administrator(name="Ada [Lovelace](https://elsewhere.example.org)")
    client.force_login(made)
    return made


def invite(client, **changes):
    build.registers()
    asked = {
        "email": "new@example.org",
        "name": "New *Person*",
        "organisation": Organisation.objects.get(code="care-inspectorate").pk,
        "role": "panel-member",
    }
    return client.post(reverse("manage:invite"), {**asked, **changes}, follow=True)


def way_in(message) -> str:
    (line,) = [line.strip() for line in message.body.splitlines() if "/invitation/" in line]
    return line.removeprefix("http://localhost:8000")


def test_a_person_invited_by_an_administrator_is_written_to_and_comes_in(client, administrator):
    page = invite(client).content.decode()
    assert "written to at new@example.org" in page
    assert "/invitation/" not in page
    delivering.deliver_waiting()
    (message,) = mail.outbox
    assert message.to == ["new@example.org"]
    newcomer = Client()
    newcomer.get(way_in(message))
    chosen = {"password": "three quiet otters", "again": "three quiet otters"}
    assert newcomer.post(reverse("join"), chosen).url == "/work/"
    person = User.objects.get(email="new@example.org")
    assert person.joined_at
    with speaking.as_service():
        letter = Notice.objects.get(recipient=person)
    assert roles.PanelMember.title in letter.body_html
    assert "second way of showing" in letter.body_html
    assert "<em>" not in letter.body_html
    assert "<a " not in letter.body_html


def test_the_letter_points_to_the_invitation_that_was_made_and_makes_no_other(client, administrator):
    invite(client)
    delivering.deliver_waiting()
    person = User.objects.get(email="new@example.org")
    assert invitations.address_of(person.invitations.get()).endswith(way_in(mail.outbox[0]))


def test_inviting_again_writes_again_and_asking_twice_does_not(client, administrator):
    person, _ = build.invited()
    client.post(reverse("manage:invite-again", args=[person.pk]))
    letters.send(person.invitations.open().get(), by=administrator)
    delivering.deliver_waiting()
    assert len(mail.outbox) == 1
    client.post(reverse("manage:invite-again", args=[person.pk]))
    delivering.deliver_waiting()
    assert len(mail.outbox) == 2


def test_an_invitation_withdrawn_before_its_letter_left_is_not_sent(client, administrator):
    invite(client)
    person = User.objects.get(email="new@example.org")
    invitations.withdraw(person.invitations.get(), by=administrator)
    delivering.deliver_waiting()
    assert mail.outbox == []
    assert not person.invitations.open().exists()
    with speaking.as_service():
        assert Delivery.objects.get().status == Delivery.Status.FAILED
    page = client.get(reverse("manage:person", args=[person.pk])).content.decode()
    assert "The invitation was withdrawn before it could be sent" in page


def test_an_administrator_sees_that_the_mail_was_refused_and_hands_the_address_on(client, administrator):
    invite(client)
    person = User.objects.get(email="new@example.org")
    page = reverse("manage:person", args=[person.pk])
    assert "The e-mail waits to be sent" in client.get(page).content.decode()
    refused = smtplib.SMTPRecipientsRefused({"new@example.org": (550, b"no such mailbox")})
    with mock.patch("django.core.mail.backends.locmem.EmailBackend.send_messages", side_effect=refused):
        delivering.deliver_waiting()
    text = client.get(page).content.decode()
    assert "did not go out" in text
    assert "550 no such mailbox" in text
    by_hand = client.post(reverse("manage:invite-again", args=[person.pk]), {"by_hand": "yes"})
    assert invitations.address_of(person.invitations.open().get()) in by_hand.content.decode()


@pytest.mark.parametrize("email", ["x@moray.gov.ku", "somebody@council.invalid"])
def test_an_invitation_that_could_not_work_is_not_sent(client, administrator, email):
    invite(client, email=email)
    assert not User.objects.filter(email=email).exists()
    with speaking.as_service():
        assert not Notice.objects.exists()


def test_somebody_who_has_joined_is_given_the_role_and_no_invitation(client, administrator):
    known = build.person(email="new@example.org")
    invite(client)
    assert known.posts.current().get().role == "panel-member"
    with speaking.as_service():
        assert not Notice.objects.filter(kind=letters.KIND).exists()
