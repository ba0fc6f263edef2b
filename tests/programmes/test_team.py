"""Whoever is put into a programme's team is written to, and comes in by that."""

import pytest
from django.core import mail
from django.urls import reverse

from accounts import actions, roles
from accounts.models import User
from notifications import delivering
from programmes import correspondence
from tests.build import accounts
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


def test_what_partnerships_ask_for_is_written_to_those_alone_who_read_what_they_send():
    programme = build.programme(areas=1)
    part = build.participation(programme)
    readers = {build.in_team(programme, role) for role in roles.ON_A_PROGRAMME_WORK}
    for role in (roles.PanelMember, roles.Communications):
        build.in_team(programme, role)
    tied, from_there = build.in_team(programme, roles.Inspector), build.in_team(programme, roles.AssociateAssessor)
    body = part.partnership.organisations.first()
    actions.declare_tie(tied, body, "worked there", by=build.person())
    User.objects.filter(pk=from_there.pk).update(organisation=body)
    assert set(correspondence.recipients("review team", part)) == readers
    assert tied in correspondence.recipients("review team", None, programme=programme)


def test_the_panel_begins_with_the_reports_of_a_programme_and_the_team_with_its_overview(client):
    programme = build.programme()
    for role, begins_with in (
        (roles.PanelMember, f"{reverse('drafting:reports')}?programme={programme.slug}"),
        (roles.Communications, f"{reverse('drafting:reports')}?programme={programme.slug}"),
        (roles.AssociateAssessor, reverse("programmes:overview", args=[programme.slug])),
    ):
        client.force_login(build.in_team(programme, role))
        for page in ("your-work", "programmes:list"):
            assert f'href="{begins_with}"' in client.get(reverse(page)).content.decode()


@pytest.mark.parametrize(
    ("role", "page"),
    [
        (roles.PanelMember, "drafting:reports"),
        (roles.Communications, "drafting:reports"),
        (roles.InformationGovernance, "audit:changes"),
        (roles.InformationGovernance, "audit:looks"),
    ],
)
def test_who_has_a_post_and_no_programme_finds_their_pages_in_their_work(client, role, page):
    client.force_login(accounts.posted(role))
    work = client.get(reverse("your-work")).content.decode()
    assert "You have no part in a programme yet" not in work
    assert f'class="card__title"><a href="{reverse(page)}"' in work
