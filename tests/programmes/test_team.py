"""Whoever is put into a programme's team is written to, and comes in by that."""

import pytest
from django.core import mail
from django.urls import reverse

from accounts import roles
from accounts.models import User
from notifications import delivering
from tests.build import programmes as build

pytestmark = pytest.mark.django_db


def test_a_new_inspector_is_written_to_with_a_way_in(client):
    programme = build.programme()
    lead = build.in_team(programme, roles.Lead)
    client.force_login(lead)
    asked = {"email": "new@example.org", "name": "New Inspector", "role": roles.Inspector.slug}
    page = client.post(reverse("programmes:team", args=[programme.slug]), asked, follow=True).content.decode()
    assert "has been written to" in page
    delivering.deliver_waiting()
    (message,) = [message for message in mail.outbox if message.to == ["new@example.org"]]
    assert programme.short_title in message.subject
    assert "/invitation/" in message.body
    assert User.objects.get(email="new@example.org").invitations.open().count() == 1


def test_somebody_who_cannot_be_reached_is_not_put_into_the_team(client):
    programme = build.programme()
    client.force_login(build.in_team(programme, roles.Lead))
    asked = {"email": "new@council.invalid", "name": "New Inspector", "role": roles.Inspector.slug}
    page = client.post(reverse("programmes:team", args=[programme.slug]), asked).content.decode()
    assert "can never arrive" in page
    assert not programme.team.filter(role=roles.Inspector.slug).exists()
