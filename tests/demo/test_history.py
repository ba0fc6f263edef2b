"""The finished review in the demo bears the days of its story, and its trail the day on which it was loaded."""

from datetime import date

import pytest
from django.conf import settings
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from accounts import speaking
from audit.trail import history_of
from demo import people, story
from reports.models import Edition, Publication, Report
from tests.build import programmes as build

pytestmark = pytest.mark.django_db


@pytest.fixture
def team():
    build.registers()
    with speaking.as_service():
        team = people.make_team()
    story.history(team)
    return team


def test_its_edition_was_frozen_before_it_was_published_and_the_trail_keeps_the_true_time(team):
    with speaking.as_service():
        edition = Edition.objects.select_related("publication").get()
        trail = history_of(Publication).objects.filter(pgh_obj_id=edition.publication.pk)
        assert {each.pgh_created_at.date() for each in trail} == {timezone.now().date()}
    assert edition.frozen_at.date() == date(2025, 3, 3)
    assert edition.frozen_at < edition.publication.scheduled_at < edition.publication.publish_at


def test_the_list_of_reports_counts_its_sections_as_the_report_does(team):
    client = Client()
    client.force_login(team["lead"], backend=settings.AUTHENTICATION_BACKENDS[0])
    with speaking.as_service():
        report = Report.objects.get()
    assert "4 of 4" in client.get(reverse("drafting:reports")).content.decode()
    assert "4 of 4 sections ready" in client.get(reverse("drafting:report", args=[report.pk])).content.decode()
