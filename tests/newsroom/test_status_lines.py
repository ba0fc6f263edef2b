"""What the status page says of e-mail to subscribers: numbers, never an address."""

from datetime import timedelta

import pytest

from accounts import speaking
from audit import status
from newsroom import mailing
from newsroom.models import Mailing
from reports.clock import transaction_time
from tests.build import news as build

pytestmark = pytest.mark.django_db


def line():
    (found,) = [each for each in status.lines() if each.title == "E-mail to subscribers"]
    return found.words, found.sentence


def test_it_counts_who_said_yes_what_is_on_its_way_and_what_is_late():
    assert line() == ("In order", "None waits; 0 people subscribe.")
    build.subscriber("one@press.example")
    build.subscriber("two@press.example")
    build.subscriber("asked@press.example", confirmed=False)
    assert line() == ("In order", "1 e-mail to subscribers on the way; 2 people subscribe.")
    with speaking.as_service():
        Mailing.objects.update(waits_until=transaction_time() - timedelta(hours=2))
    assert line() == ("Have a look", "1 e-mail to subscribers waited for more than an hour.")
    mailing.deliver_waiting()
    assert line() == ("In order", "None waits; 2 people subscribe.")
