"""A real portal starts with nobody in it: the first administrator is invited from its own machine."""

from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from accounts import invitations, roles
from accounts.models import Post, User

pytestmark = pytest.mark.django_db


def invite(email="ada@example.org", name="Ada Example"):
    out = StringIO()
    call_command("invite_administrator", email, name, stdout=out)
    return out.getvalue().strip().splitlines()[-1]


def test_the_printed_address_lets_the_first_administrator_in(client):
    address = invite()
    found = invitations.find(address.rstrip("/").rsplit("/", 1)[1])
    assert found.person.email == "ada@example.org"
    assert Post.objects.get().role == roles.Administrator.slug
    assert client.get(address.split("8000", 1)[-1], follow=True).status_code == 200


def test_asking_again_gives_the_same_person_a_way_in_and_no_second_post():
    invite()
    assert invite().startswith("http")
    assert (User.objects.count(), Post.objects.count()) == (1, 1)


def test_somebody_who_has_signed_in_needs_none():
    invite()
    invitations.note_first_sign_in(User.objects.get())
    with pytest.raises(CommandError, match="has signed in before"):
        invite()


def test_an_address_that_no_mail_can_reach_makes_nobody():
    with pytest.raises(CommandError):
        invite(email="not an address")
    assert not User.objects.exists()
