"""The road is one table: who may, when, what must be true. The second of two people learns that it has moved."""

from pathlib import Path

import pytest
from django.conf import settings
from django.db import DatabaseError, transaction

from accounts import roles, speaking
from accounts.moves import IllegalMove
from assurance import conditions, drawn, road, travelling
from assurance.models import Road, Step
from assurance.road import Outcome, Stage
from reports import actions, outline
from tests.build import assurance as roads
from tests.build import reports as build

pytestmark = pytest.mark.django_db


def at(report):
    with speaking.as_service():
        return travelling.standing(report).at


def test_every_condition_of_the_table_has_a_check_and_every_stage_a_way_on():
    for move in road.MOVES:
        assert all(condition.name in road._joined.checks for condition in road.conditions_of(move)), move.key
    for stage in Stage:
        assert road.TABLE[stage], stage
    assert len({move.key for move in road.MOVES}) == len(road.MOVES)


def test_a_report_has_its_road_from_its_first_day():
    programme = build.programme()
    lead = build.member_of(programme, roles.Lead)
    with speaking.as_person(lead):
        report = outline.begin(programme, title="New", sections=[("a", "A", "")], by=lead)
    assert at(report) == Stage.DRAFTING
    with speaking.as_service():
        assert [(step.arrives, step.by) for step in report.road.steps.all()] == [("drafting", lead)]


def test_a_report_goes_the_whole_road_and_each_step_is_kept():
    report = roads.final()
    lead = roads.lead_of(report)
    with speaking.as_person(lead):
        edition = actions.freeze(report, by=lead)
        with pytest.raises(travelling.NotYet, match="PDF"):
            travelling.move(report, "to-embargo", by=lead)
    with speaking.as_service():
        assert conditions.the_edition_has_its_pdf(report).detail
        build.has_pdf(edition)
        told = conditions.the_edition_has_its_pdf(report)
        assert (told.holds, told.detail) == (True, ""), "what is done is not said to be on its way"
    with speaking.as_person(lead):
        travelling.move(report, "to-embargo", by=lead)
    with speaking.as_service():
        kept = list(Step.objects.filter(road__report=report).values_list("move", flat=True))
    assert kept == ["", "to-peer-review", "to-panel", "without-accuracy", "to-embargo"]


def test_published_and_corrected_are_asked_of_the_clock_and_never_stored():
    build.any_second()
    report = roads.final()
    with speaking.as_service():
        edition = build.edition(report)
    build.released(edition, seconds=60)
    assert at(report) == Stage.FINAL
    build.put_at(seconds=-1)
    assert at(report) == Outcome.PUBLISHED
    with speaking.as_service():
        assert Road.objects.get(report=report).status == Stage.FINAL
        lead = roads.lead_of(report)
        travelling.move(report, "correct", by=lead, reason="A number was wrong.")
        assert at(report) == Stage.DRAFTING
        assert Road.objects.get(report=report).round == 2


def test_a_step_back_needs_its_reason_and_a_step_on_its_conditions():
    report = build.report()
    build.explained(report)
    lead = roads.lead_of(report)
    with speaking.as_person(lead):
        with pytest.raises(IllegalMove):
            travelling.move(report, "to-panel", by=lead)
        travelling.move(report, "to-peer-review", by=lead)
        with pytest.raises(travelling.NotYet) as refused:
            travelling.move(report, "to-panel", by=lead)
        with pytest.raises(ValueError, match="Say why"):
            travelling.move(report, "back-from-peer-review", by=lead, reason="  ")
        travelling.move(report, "back-from-peer-review", by=lead, reason="Too early.")
    assert [condition for condition, _ in refused.value.unmet] == [road.PEER_READY]


def test_the_database_keeps_the_table_and_the_steps():
    report = build.report()
    with speaking.as_service():
        for wrong in (
            lambda: (
                Road.objects.filter(report=report).update(status=Stage.FINAL, round=2)
                and Road.objects.filter(report=report).update(status=Stage.PANEL)
                and Road.objects.filter(report=report).update(status=Stage.PEER_REVIEW)
            ),
            lambda: Step.objects.filter(road__report=report).update(reason="Another"),
            lambda: Step.objects.filter(road__report=report).delete(),
        ):
            with pytest.raises(DatabaseError), transaction.atomic():
                wrong()


def test_an_edition_is_not_released_before_its_report_is_final():
    build.any_second()
    report = build.report()
    build.explained(report)
    with speaking.as_service():
        edition = actions.freeze(report, by=build.person())
        build.has_pdf(edition)
    planned = build.released(edition, seconds=600, confirmed=False)
    second = build.member_of(report.programme, roles.Lead)
    with speaking.as_person(second), pytest.raises(actions.CannotRelease, match="“Drafting” on its road"):
        actions.confirm(planned, by=second)


def test_an_edition_frozen_before_the_report_was_final_is_not_released_either():
    build.any_second()
    report = build.report()
    build.explained(report)
    with speaking.as_service():
        early = actions.freeze(report, by=build.person())
        build.has_pdf(early)
    roads.final(report)
    with speaking.as_service():
        reasons = list(conditions.reasons_against(early))
        build.edition(report)
    assert "frozen before the report became final" in reasons[0]


def test_a_correction_is_not_released_without_its_own_road():
    report = roads.final()
    build.published(report)
    with speaking.as_service():
        second = actions.freeze(report, by=build.person(), what_changed="A number.")
        assert list(conditions.reasons_against(second)) == [
            "This report is published. Begin a correction on its road first."
        ]


def test_a_correction_of_facts_goes_straight_to_final_once_a_second_person_agrees():
    report = roads.final()
    build.published(report)
    lead, second = roads.lead_of(report), build.holder_of(roles.PanelMember)
    with speaking.as_person(lead):
        travelling.move(report, "correct", by=lead, reason="A number in 2.1 was wrong.")
        way = travelling.lead_around(report, "facts only", reason="One number.", by=lead)
        with pytest.raises(travelling.NotYet):
            travelling.move(report, "facts-corrected", by=lead, reason="One number.")
        with pytest.raises(IllegalMove):
            travelling.confirm_way_round(way, by=lead)
    with speaking.as_person(second):
        travelling.confirm_way_round(way, by=second)
    with speaking.as_person(lead):
        travelling.move(report, "facts-corrected", by=lead, reason="One number.")
    assert at(report) == Stage.FINAL


def test_what_a_room_above_asks_stops_a_move(monkeypatch):
    monkeypatch.setattr(road, "_joined", road._Joined(checks=dict(road._joined.checks)))
    asked = road.Condition("comments-decided", "Every comment is decided.")
    road.also("to-peer-review", asked)(lambda report: road.Told(False, "One is open."))
    report = build.report()
    lead = roads.lead_of(report)
    with speaking.as_person(lead), pytest.raises(travelling.NotYet, match="Every comment is decided"):
        travelling.move(report, "to-peer-review", by=lead)
    with pytest.raises(LookupError):
        road.also("to-the-moon", asked)


def test_the_page_of_the_road_says_what_the_table_says():
    """Run manage.py road_diagram where this fails."""
    assert Path(settings.BASE_DIR, "docs", "road.md").read_text(encoding="utf-8") == drawn.page()
