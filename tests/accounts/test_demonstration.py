"""In a demonstration one signs in as anybody; nowhere else can that be done."""

import os
import re
import subprocess
import sys
from datetime import date

import pytest
from django.db.backends.postgresql.psycopg_any import DateRange
from django.urls import reverse

from accounts import actions, roles, speaking
from accounts.models import User
from tests.build import accounts as build
from tests.build import programmes as plan

pytestmark = pytest.mark.django_db


@pytest.fixture
def lead():
    return build.posted(roles.Administrator, email="ada@demo.example", second_factor=False, name="Ada Invented")


def test_one_becomes_a_person_by_one_press_without_a_second_factor(client, lead):
    page = client.get(reverse("demo")).content.decode()
    assert "Ada Invented" in page
    assert "Administrator" in page
    # Whoever starts the portal is told addresses, and finds them here.
    assert "ada@demo.example" in page
    assert '<a href="/demo/mail/">See the e-mails</a>' in page
    assert client.post(reverse("demo-sign-in"), {"person": lead.pk}).url == "/work/"
    assert client.get(reverse("manage:people")).status_code == 200


def test_roles_stand_in_the_order_of_the_work_and_who_sees_everything_sees_no_more(client, lead):
    seats = plan.participation(plan.programme(areas=1))
    for role in (roles.Viewer, roles.ChiefOfficer, roles.Contributor, roles.Coordinator):
        sitting = plan.seated(seats, role)
        User.objects.filter(pk=sitting.pk).update(email=f"{role.slug}@demo.example")
    panel = build.posted(roles.PanelMember, email="panel@demo.example", name="Paul Invented")
    for _ in range(2):
        programme = plan.programme()
        with speaking.as_service():
            programme.team.create(person=panel, role=roles.PanelMember.slug, period=DateRange(date(2020, 1, 1), None))
    page = client.get(reverse("demo")).content.decode()
    shown = [slug for slug in re.findall(r'<h3 id="([a-z-]+)"', page) if slug in roles.BY_SLUG]
    assert shown == [role.slug for role in roles.ALL if role.slug in shown]
    assert {"chief-officer", "viewer", "panel-member"} <= set(shown)
    assert "Sees the whole portal." in page
    assert "the whole portal and" not in page


def test_a_deputy_is_shown_as_the_deputy_of_somebody(client, lead):
    part = plan.participation(plan.programme(areas=1))
    holder, deputy = plan.seated(part), plan.seated(part, standing="deputy")
    User.objects.filter(pk=holder.pk).update(email="holder@demo.example", name="Una Holder")
    User.objects.filter(pk=deputy.pk).update(email="deputy@demo.example", name="Donald Deputy")
    page = client.get(reverse("demo")).content.decode()
    assert page.count("Deputy of Una Holder.") == 1
    assert page.index("Donald Deputy") < page.index("Deputy of Una Holder.") < page.index("deputy@demo.example")
    client.force_login(deputy)
    assert "deputy of Una Holder" in client.get(reverse("account")).content.decode()


def test_nobody_real_can_be_become(client, lead):
    real = build.administrator()
    assert real.name not in client.get(reverse("demo")).content.decode()
    assert client.post(reverse("demo-sign-in"), {"person": real.pk}).status_code == 404
    assert client.post(reverse("demo-sign-in"), {"person": "x"}).status_code == 404


def test_outside_a_demonstration_it_is_refused_whatever_the_addresses_say(client, lead, settings):
    settings.DEMO = False
    with pytest.raises(actions.NotInDemonstration):
        actions.demo_person(lead.pk)
    assert client.post(reverse("demo-sign-in"), {"person": lead.pk}).status_code == 404
    assert client.get(reverse("demo")).status_code == 404
    client.force_login(lead)
    assert client.get(reverse("manage:people")).url == reverse("mfa_index")


def test_outside_a_demonstration_the_addresses_do_not_exist():
    script = (
        "import django; django.setup()\n"
        "from django.urls import get_resolver\n"
        "names = {str(name) for name in get_resolver().reverse_dict} \n"
        "assert 'account' in names, names\n"
        "assert not [name for name in names if 'demo' in name], names\n"
    )
    environment = {
        **os.environ,
        "PORTAL_DEMO": "0",
        "PORTAL_DATABASE_ROLE": "app",
        "DJANGO_SETTINGS_MODULE": "scrutiny_portal.settings",
    }
    done = subprocess.run([sys.executable, "-c", script], env=environment, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
