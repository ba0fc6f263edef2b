"""E-mail of a demonstration is caught on a page, and that page exists nowhere else."""

from importlib import reload

import pytest
from django.conf import settings as now
from django.urls import clear_url_caches

import notifications.urls
import scrutiny_portal.urls
from notifications import delivering
from notifications.models import CaughtMail
from tests.build import notifications as build


def _reload_addresses():
    reload(notifications.urls)
    reload(scrutiny_portal.urls)
    clear_url_caches()


@pytest.fixture
def in_a_demonstration(settings):
    was = now.DEMO
    settings.DEMO = True
    settings.EMAIL_BACKEND = "notifications.caught_mail.CaughtMailBackend"
    _reload_addresses()
    yield
    settings.DEMO = was
    _reload_addresses()


def test_outside_a_demonstration_the_addresses_do_not_exist():
    demo = {str(address.pattern) for address in notifications.urls.IN_A_DEMONSTRATION}
    assert demo
    assert not demo & {str(address.pattern) for address in notifications.urls.addresses(demo=False)}


@pytest.mark.django_db
@pytest.mark.usefixtures("in_a_demonstration")
def test_what_would_have_been_sent_can_be_read_there(client):
    assert "No e-mail has been caught yet." in client.get("/demo/mail/").content.decode()
    notice = build.letter(title="Notice <of> a review")
    delivering.deliver_waiting()
    caught = CaughtMail.objects.get()
    assert "Notice &lt;of&gt; a review" in client.get("/demo/mail/").content.decode()
    page = client.get(caught.get_absolute_url()).content.decode()
    assert notice.recipient.email in page
    assert f"/inbox/{notice.pk}/</a>" in page
    assert caught.headers["Message-ID"] == build.delivery_of(notice).message_id
