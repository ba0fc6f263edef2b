"""What rooms above add to a report at work: pages beside it, and reasons against its release."""

import pytest
from django.test import Client

from accounts import roles, speaking
from reports import actions, beside
from reports.actions import CannotRelease
from tests.build import reports as build

pytestmark = pytest.mark.django_db


@pytest.fixture
def joined(monkeypatch):
    """Nothing but what the test joins."""
    monkeypatch.setattr(beside, "pages", [])
    monkeypatch.setattr(beside, "conditions", [])
    return beside


def test_a_page_of_a_room_above_stands_beside_the_report_for_those_who_may_open_it(joined):
    report = build.report()
    lead = build.member_of(report.programme, roles.Lead)
    inspector = build.member_of(report.programme, roles.Inspector)
    joined.pages.append(
        lambda user, of: (
            [beside.Beside("Papers for the panel", f"/papers/{of.pk}/", "3 wait", "waiting")] * (user == lead)
        )
    )
    seen = {}
    for person in (lead, inspector):
        client = Client()
        client.force_login(person)
        seen[person] = client.get(report.get_absolute_url()).content.decode()
    assert f'<a href="/papers/{report.pk}/">Papers for the panel</a>' in seen[lead]
    assert "3 wait" in seen[lead]
    assert "Papers for the panel" not in seen[inspector]
    assert "Beside the report" not in seen[inspector]


def test_a_reason_of_a_room_above_stops_the_second_person(joined):
    build.any_second()
    planned = build.released(seconds=600, confirmed=False)
    joined.conditions.append(lambda edition: ["The panel has not agreed."])
    with speaking.as_service():
        second = build.member_of(planned.edition.report.programme, roles.Lead)
    with speaking.as_person(second), pytest.raises(CannotRelease, match="The panel has not agreed"):
        actions.confirm(planned, by=second)
