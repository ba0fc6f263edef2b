"""What waits for whoever releases reports: a minute to choose, to confirm, or to have confirmed."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from accounts import roles, speaking
from accounts.models import User
from programmes.work import Desk, waiting_for
from reports import actions
from reports.clock import transaction_time
from tests.build import reports as build

pytestmark = pytest.mark.django_db


def waits_for(person) -> list[str]:
    person = User.objects.get(pk=person.pk)
    with speaking.as_person(person):
        return [each.title for each in waiting_for(Desk(person, timezone.localdate()))]


def schedule(edition, by):
    minute = (transaction_time() + timedelta(days=2)).replace(second=0, microsecond=0)
    with speaking.as_person(by):
        return actions.schedule(edition, publish_at=minute, by=by)


def test_a_frozen_edition_waits_for_its_minute_then_for_its_second_person_and_then_for_nobody():
    edition = build.edition()
    first, second = (build.holder_of(roles.Communications) for _ in range(2))
    panel = build.holder_of(roles.PanelMember)
    assert waits_for(first) == waits_for(second) == ["Choose the minute of a release"]
    publication = schedule(edition, first)
    assert waits_for(first) == ["A minute that you chose waits for a second person"]
    assert waits_for(second) == ["Confirm the minute of a release"]
    with speaking.as_person(second):
        actions.confirm(publication, by=second)
    assert waits_for(first) == waits_for(second) == []
    assert waits_for(panel) == []


def test_an_edition_whose_release_was_called_off_waits_for_a_minute_again_until_it_is_set_aside():
    edition, who = build.edition(), build.holder_of(roles.Communications)
    publication = schedule(edition, who)
    with speaking.as_person(who):
        actions.call_off(publication, reason="The body asked for a later day.", by=who)
    assert waits_for(who) == ["Choose the minute of a release"]
    with speaking.as_service():
        actions.set_aside(edition, reason="A figure was wrong.", by=who)
    assert waits_for(who) == []


def test_it_costs_the_same_for_one_edition_and_for_many():
    who, costs = build.holder_of(roles.Communications), []
    for _ in range(3):
        build.edition()
        person = User.objects.get(pk=who.pk)
        with speaking.as_person(person), CaptureQueriesContext(connection) as captured:
            assert waiting_for(Desk(person, timezone.localdate()))
        costs.append(len(captured))
    assert costs[0] == costs[-1]
