"""A programme's team sees to the e-mails about its letters."""

import pytest
from django.utils import timezone

from accounts import roles, speaking
from accounts.models import Tie
from notifications import rules
from notifications.models import Delivery, Notice
from tests.build import notifications as letters
from tests.build import programmes as build

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("role", "sees"),
    [(roles.SupportOfficer, True), (roles.Lead, True), (roles.Inspector, False), (roles.Communications, False)],
)
def test_leads_and_support_officers_see_to_their_own_programmes_letters(role, sees, client):
    programme, other = build.programme(), build.programme()
    theirs = letters.delivery(programme_ref=programme.pk)
    letters.delivery(programme_ref=other.pk)
    person = build.in_team(programme, role)
    assert rules.may_see_deliveries(person) is sees
    with speaking.as_person(person):
        assert list(Delivery.objects.visible_to(person)) == ([theirs] if sees else [])
        # The wall says the same with the filter forgotten.
        assert Notice.objects.count() == Delivery.objects.count() == int(sees)
    client.force_login(person)
    assert client.get("/manage/deliveries/").status_code == (200 if sees else 404)
    assert client.get(theirs.get_absolute_url()).status_code == (200 if sees else 404)


def test_nobody_sees_to_the_letters_of_a_partnership_they_are_tied_to():
    programme = build.programme()
    officer = build.in_team(programme, roles.SupportOfficer)
    with speaking.as_service():
        participation = programme.participations.first()
        body = participation.partnership.organisations.first()
        Tie.objects.create(person=officer, organisation=body, reason="Worked there")
    letters.letter(programme_ref=programme.pk, participation_ref=participation.pk)
    with speaking.as_person(officer):
        assert Delivery.objects.visible_to(officer).count() == 0
        assert Notice.objects.count() == 0


@pytest.mark.parametrize(("role", "is_told"), [(roles.SupportOfficer, True), (roles.Inspector, False)])
def test_whoever_decides_about_an_email_finds_it_among_their_work(role, is_told, client):
    programme = build.programme()
    client.force_login(build.in_team(programme, role))
    words = "Decide about 1 e-mail that may not have gone"
    letters.delivery(programme_ref=programme.pk)
    assert words not in client.get("/work/").content.decode()
    doubtful = letters.delivery(programme_ref=programme.pk)
    with speaking.as_service():
        found = Delivery.objects.filter(pk=doubtful.pk)
        found.update(
            status=Delivery.Status.SENDING, attempts=1, tries=1, lease_until=timezone.now(), address="a@b.example"
        )
        found.update(status=Delivery.Status.UNKNOWN, lease_until=None, ended_at=timezone.now())
    assert (words in client.get("/work/").content.decode()) is is_told
