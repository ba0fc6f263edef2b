"""A briefing session at its support officer's: once it was held, who came stays as it was noted."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from accounts import roles, speaking
from accounts.moves import IllegalMove
from programmes import briefing_places
from programmes.models import Booking, BriefingSession
from tests.build import programmes as build

pytestmark = pytest.mark.django_db


@pytest.fixture
def programme():
    return build.programme(slug="gov", areas=["Angus"])


def session(programme, **starts) -> BriefingSession:
    milestone = build.milestone(programme, "briefings")
    with speaking.as_service():
        made = BriefingSession.objects.create(
            programme=programme,
            milestone=milestone,
            title="A briefing",
            starts_at=timezone.now() + timedelta(**starts),
            minutes=60,
            places=9,
        )
        Booking.objects.create(
            session=made,
            milestone=milestone,
            participation=build.participation(programme),
            place=1,
            booked_by=build.person(),
        )
    return made


def opened(client, programme, made) -> str:
    client.force_login(build.in_team(programme, roles.SupportOfficer))
    return client.get(reverse("programmes:briefing-session", args=["gov", made.pk])).content.decode()


def test_a_session_that_was_held_is_not_called_off_nor_changed(client, programme):
    held = session(programme, days=-3)
    page = opened(client, programme, held)
    assert "Save attendance" in page
    assert "Call this session off" not in page
    assert "Save the session" not in page
    assert client.post(reverse("programmes:briefing-session", args=["gov", held.pk]), {"title": "x"}).status_code == 409
    with pytest.raises(IllegalMove):
        briefing_places.call_off(held, reason="A mistake.", by=build.person())
    with speaking.as_service():
        assert held.bookings.count() == 1


def test_a_session_under_way_may_still_be_called_off(client, programme):
    page = opened(client, programme, session(programme, minutes=-5))
    assert "Call this session off" in page
    assert "Save attendance" in page


def test_nobody_is_asked_who_came_to_a_session_that_is_to_come(client, programme):
    page = opened(client, programme, session(programme, days=3))
    assert "Who comes" in page
    assert "Angus" in page
    assert "Save attendance" not in page
    assert "Call this session off" in page


def test_whoever_books_no_place_is_told_of_sessions_to_come_only_where_there_are_any(client):
    programme = build.programme(slug="past", day_one=timezone.localdate() - timedelta(days=50), areas=["Fife"])
    part = build.participation(programme)
    build.seated(part)
    client.force_login(build.seated(part, roles.Viewer))
    page = client.get(reverse("programmes:briefing", args=[part.pk])).content.decode()
    assert "Catch up on it" in page
    assert "These are to come" not in page
