"""The demonstration's reports on their road: one at each stage, and every name in them invented."""

import pytest
from django.core.management import call_command

from accounts import speaking
from assurance import travelling
from assurance.models import Meeting, PanelCondition
from assurance.road import ORDER
from demo import assured, people, story
from reports.models import Report
from tests.build import assurance as roads

pytestmark = pytest.mark.django_db


def test_there_is_a_report_at_each_stage_and_a_second_telling_adds_none():
    call_command("load_registers", stdout=open("/dev/null", "w"))  # noqa: SIM115  lives as long as the command
    programme = roads.judging_programme(slug=assured.PROGRAMME)
    with speaking.as_service():
        team = people.make_team()
        story.assign(programme, team)
    assert assured.tell(team)
    assert assured.tell(team) == []
    with speaking.as_service():
        reports = list(Report.objects.filter(programme=programme))
        # Drafting is where every other report of the demonstration stands.
        assert {travelling.standing(report).at for report in reports} == set(ORDER[1:])
        assert all(report.title.startswith("Demonstration: ") for report in reports)
        asked = Meeting.objects.get(decision="with conditions")
        states = PanelCondition.objects.filter(meeting=asked).values_list("status", flat=True)
        assert sorted(states) == ["met", "open"]
        assert asked.members.filter(has_conflict=True, present=True, decides=False).exists()
        assert all(step.at >= report.created_at for report in reports for step in report.road.steps.all())
