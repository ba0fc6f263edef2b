"""What the status page says of releases: numbers and minutes, never a title."""

import pytest

from accounts import speaking
from audit import status
from tests.build import reports as build

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _any_second():
    build.any_second()


def line():
    with speaking.as_service():
        (found,) = [each for each in status.lines() if each.title == "Releases of reports"]
    return found.words, found.sentence


def test_without_a_release_there_is_nothing_to_say():
    assert line() == ("In order", "No release is planned.")


def test_a_release_that_nobody_has_confirmed_is_worth_a_look_and_wrong_once_its_minute_has_passed():
    build.released(seconds=3 * 3600, confirmed=False)
    assert line() == ("Have a look", "A release in 3 hours waits for a second person to confirm it.")
    build.put_at(seconds=-30)
    assert line() == ("Wrong", "1 release reached the chosen minute unconfirmed: nothing was published.")


def test_a_release_that_is_confirmed_and_ready_is_in_order():
    build.released(seconds=3 * 3600)
    assert line() == ("In order", "Next release in 3 hours, confirmed and ready.")


def test_a_release_without_its_pdf_is_wrong_before_its_minute_and_after_it():
    build.released(build.edition(pdf=False), seconds=3 * 3600)
    words, sentence = line()
    assert words == "Wrong"
    assert sentence.endswith("is not ready: its PDF is missing.")
    build.put_at(seconds=-30)
    assert line() == ("Wrong", "1 published edition has no PDF.")
