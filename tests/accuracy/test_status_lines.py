"""What the status page says of copies under embargo and of drafts that partnerships check: numbers, never a name."""

from datetime import timedelta

import pytest
from django.utils import timezone

from accounts import speaking
from accuracy import copies
from accuracy.models import Copy, FactCheck
from audit import status
from tests.build import accuracy as build

pytestmark = pytest.mark.django_db


def line(title: str):
    (found,) = [each for each in status.lines() if each.title == title]
    return found


def test_where_nothing_is_given_and_nothing_checked_both_lines_say_so():
    assert line("Embargoed copies").sentence == "No copy is under embargo."
    checks = line("Drafts whose facts are checked")
    assert (checks.words, checks.sentence) == (
        "In order",
        "0 with partnerships, 0 past the last day; 0 responses owed.",
    )


def test_copies_are_counted_until_they_are_taken_back_and_the_next_end_is_told():
    office, edition = build.office(), build.embargoed(days=3)
    first = build.copy(edition, name="Ada Able", email="ada@press.example", by=office)
    build.copy(edition, name="Bo Bold", email="bo@press.example", by=office, acknowledged=True)
    build.copy(build.embargoed(days=9), name="Cy Calm", email="cy@press.example", by=office)
    found = line("Embargoed copies")
    assert found.words == "In order"
    assert found.sentence.startswith("3 copies under embargo, 2 not acknowledged; the next ends in 2 days")
    with speaking.as_person(office):
        copies.take_back(Copy.objects.get(pk=first.pk), reason="Sent in error.", by=office)
    assert line("Embargoed copies").sentence.startswith("2 copies under embargo, 1 not acknowledged")


def test_terms_that_nobody_acknowledged_on_the_last_day_are_worth_a_look():
    build.copy(build.embargoed(days=0.5))
    assert line("Embargoed copies").words == "Have a look"


def test_a_partnership_that_is_late_is_worth_a_look_and_a_response_that_is_owed_is_counted():
    build.Checked()
    owed = build.Checked()
    owed.comment()
    owed.signed_off()
    found = line("Drafts whose facts are checked")
    assert (found.words, found.sentence) == (
        "In order",
        "1 with partnerships, 0 past the last day; 1 response owed.",
    )
    with speaking.as_service():
        late = timezone.localdate() - timedelta(days=1)
        FactCheck.objects.with_the_partnership().update(due_on=late)
    found = line("Drafts whose facts are checked")
    assert (found.words, found.sentence) == (
        "Have a look",
        "1 with partnerships, 1 past the last day; 1 response owed.",
    )
