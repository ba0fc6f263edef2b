"""People come in by an invitation that works once, or are told why it could not."""

import datetime
import logging

import pytest
from django.core import mail
from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils import timezone

from accounts import actions, invitations, mail_addresses
from accounts.models import Invitation, User
from accounts.moves import IllegalMove
from tests.build import accounts as build

pytestmark = pytest.mark.django_db
A_PASSWORD = {"password": "three quiet otters", "again": "three quiet otters"}


def _path(address: str) -> str:
    return address.removeprefix("http://localhost:8000")


def test_an_invited_person_chooses_a_password_and_is_in(client):
    person, address = build.invited(name="Ailsa Craig")
    landed = client.get(_path(address))
    assert landed.url == reverse("join")  # the token does not stay in the address
    assert "Ailsa Craig" in client.get(landed.url).content.decode()

    answer = client.post(reverse("join"), A_PASSWORD)

    assert answer.url == "/work/"
    person.refresh_from_db()
    assert person.joined_at
    assert person.check_password(A_PASSWORD["password"])
    assert client.get(reverse("account")).status_code == 200


def test_an_invitation_works_once(client):
    person, address = build.invited()
    client.get(_path(address))
    client.post(reverse("join"), A_PASSWORD)
    client.logout()
    again = client.get(_path(address), follow=True)
    assert again.status_code == 410
    assert "taken up already" in again.content.decode()
    with pytest.raises(IllegalMove):
        invitations.take_up(person.invitations.get(), password="another one entirely")


@pytest.mark.parametrize(
    ("what", "sentence"),
    [
        ("expired", "Ask whoever sent it to you for another"),
        ("withdrawn", "It was withdrawn"),
        ("disabled", "is disabled"),
        ("mistyped", "mistyped"),
    ],
)
def test_an_invitation_that_does_not_work_says_why(client, what, sentence):
    person, address = build.invited()
    if what == "expired":
        person.invitations.update(expires_at=timezone.now())
    elif what == "withdrawn":
        invitations.withdraw(person.invitations.get(), by=build.administrator())
    elif what == "disabled":
        actions.disable(person, by=build.administrator())
    else:
        address = address[:-3] + "/"
    page = client.get(_path(address), follow=True)
    assert page.status_code == 410
    assert sentence in page.content.decode()
    assert client.post(reverse("join"), A_PASSWORD).status_code == 410


def test_a_newer_invitation_stops_the_older_one(client):
    person, older = build.invited()
    _, newer = invitations.invite(person, by=None)
    assert client.get(_path(older), follow=True).status_code == 410
    assert client.get(_path(newer), follow=True).status_code == 200


def test_the_database_keeps_one_open_invitation_a_person():
    person, _ = build.invited()
    with pytest.raises(IntegrityError, match="a_person_has_one_open_invitation"), transaction.atomic():
        Invitation.objects.create(person=person, token_hash="x", nonce="x", expires_at=timezone.now())


def test_an_invitation_lasts_fourteen_days():
    person, _ = build.invited()
    left = person.invitations.get().expires_at - timezone.now()
    assert datetime.timedelta(days=13, hours=23) < left <= datetime.timedelta(days=14)


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        ({"disabled": True}, "is disabled"),
        ({"joined": True}, "has signed in before"),
        ({"email": "moray@moray.gov.ku"}, "Did you mean moray@moray.gov.uk?"),
        ({"email": "somebody@council.invalid"}, "can never arrive"),
    ],
)
def test_an_invitation_that_could_not_work_is_not_sent(change, sentence):
    person = build.person(joined=change.get("joined", False), email=change.get("email", ""))
    if change.get("disabled"):
        actions.disable(person, by=build.administrator())
    with pytest.raises(invitations.CannotInvite, match=sentence.replace("?", r"\?")):
        invitations.invite(person, by=None)
    assert not Invitation.objects.exists()


@pytest.mark.parametrize("address", ["", "no-at-sign", "two@@ats.org", "a@b", "a b@c.org", "a@-b.org"])
def test_an_address_that_is_none_is_said_to_be_none(address):
    assert "is not an e-mail address" in mail_addresses.trouble_with(address)
    with pytest.raises(invitations.CannotInvite):
        actions.introduce(address, "Somebody")


@pytest.mark.parametrize(
    "address", ["a@moray.gov.uk", "b.c@nhs.scot", "d@careinspectorate.gov.scot", "e@scotland.police.uk"]
)
def test_an_address_that_looks_right_passes(address):
    assert mail_addresses.trouble_with(address) == ""


def test_introducing_finds_a_known_person_whatever_the_capitals():
    known = build.person(email="a.person@example.org", joined=True)
    assert actions.introduce("A.Person@Example.ORG ", "Other Name") == known
    assert User.objects.count() == 1


def test_rights_given_before_wait_until_the_person_comes(client):
    person, address = build.invited()
    from accounts import roles

    actions.give_post(person, roles.Administrator, by=None)
    client.get(_path(address))
    client.post(reverse("join"), A_PASSWORD)
    # An administrator sees everybody's data, so the second factor comes first.
    assert client.get(reverse("manage:people")).url == reverse("mfa_index")
    build.has_second_factor(person)
    assert client.get(reverse("manage:people")).status_code == 200


def test_only_a_hash_of_the_token_is_kept(client, caplog):
    person, address = build.invited()
    token = _path(address).split("/")[2]
    invitation = person.invitations.get()
    assert token not in (invitation.token_hash, invitation.nonce)
    assert invitations.address_of(invitation) == address
    with caplog.at_level(logging.DEBUG):
        client.get(_path(address))
    assert all(token not in value for value in map(str, client.session.values()))


def test_an_address_cannot_be_made_again_with_another_secret_key(settings):
    person, _ = build.invited()
    settings.SECRET_KEY = "another key altogether"
    with pytest.raises(invitations.CannotInvite, match="secret key has changed"):
        invitations.address_of(person.invitations.get())


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ({"password": "short", "again": "short"}, "at least 12 characters"),
        ({"password": "password1234", "again": "password1234"}, "too common"),
        ({"password": "three quiet otters", "again": "three loud otters"}, "differ"),
        ({"password": "", "again": ""}, "Choose a password"),
    ],
)
def test_a_password_that_will_not_do_is_refused_with_a_sentence(client, typed, sentence):
    person, address = build.invited()
    client.get(_path(address))
    page = client.post(reverse("join"), typed).content.decode()
    assert sentence in page
    person.refresh_from_db()
    assert not person.joined_at


def test_somebody_who_is_signed_in_signs_out_before_taking_up_anothers_invitation(client):
    person, address = build.invited()
    client.force_login(build.person())
    client.get(_path(address))
    assert "Sign out first" in client.post(reverse("join"), A_PASSWORD).content.decode()
    person.refresh_from_db()
    assert not person.joined_at


def test_no_letter_leaves_by_itself():
    build.invited()
    assert mail.outbox == []
