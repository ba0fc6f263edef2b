"""What time does to surveys: days follow the timetable, what has closed is frozen, once and for good."""

from datetime import date, timedelta

import pytest
from django.db import DatabaseError, transaction
from django.utils import timezone

from accounts import speaking
from programmes.models import SettledDate
from surveys import answering, doorway, keeping, rounds, setting_up
from surveys.models import Dataset, DatasetRow, Link, Survey
from tests.build import programmes as plan
from tests.build import surveys as build

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def nothing_is_remembered():
    doorway.forget()


class TestDaysOfLinks:
    def test_a_programme_that_starts_has_a_link_for_each_area_with_the_days_of_its_milestone(self):
        programme = plan.programme(areas=3)
        survey = programme.surveys.get()
        dated = programme.timetable["staff-survey"]
        assert {(link.opens_on, link.closes_on) for link in build.links(survey)} == {(dated.opens, dated.ends)}
        assert len(build.links(survey)) == 3

    def test_when_the_timetable_moves_links_follow_at_the_next_tick(self):
        programme = plan.programme(areas=1, day_one=timezone.localdate())
        survey, before = programme.surveys.get(), programme.timetable["staff-survey"]
        milestone = programme.milestones.get(key="staff-survey")
        later = before.ends + timedelta(days=14)
        SettledDate.objects.create(programme=programme, milestone=milestone, edge="ends", on=later)
        keeping.keep_surveys()
        assert build.links(survey)[0].closes_on == later

    def test_a_rolling_programme_gives_days_only_to_partnerships_that_were_notified(self):
        programme = plan.programme(definition="asp-joint-inspections", areas=2)
        survey = programme.surveys.get(key="staff-survey")
        first = plan.participation(programme)
        with speaking.as_service():
            type(first).objects.filter(pk=first.pk).update(day_one=timezone.localdate())
        keeping.keep_surveys()
        assert [link.opens_on is None for link in build.links(survey)] == [False, True]

    def test_a_survey_that_no_milestone_opens_keeps_the_days_that_it_was_given(self):
        programme = plan.programme(definition="asp-joint-inspections", areas=1)
        programme.surveys.filter(key="inspection-feedback").update(milestone=None)
        survey = programme.surveys.get(key="inspection-feedback")
        today = timezone.localdate()
        setting_up.open_by_hand(survey, build.links(survey), opens_on=today, closes_on=today + timedelta(days=3))
        keeping.keep_surveys()
        assert build.links(survey)[0].closes_on == today + timedelta(days=3)

    def test_nobody_opens_by_hand_what_the_timetable_opens(self):
        survey = build.open_survey(areas=1)
        with pytest.raises(ValueError, match="The timetable opens"):
            setting_up.open_by_hand(
                survey, build.links(survey), opens_on=timezone.localdate(), closes_on=timezone.localdate()
            )

    def test_a_partnership_that_joins_later_gets_its_link(self):
        from accounts.models import Area
        from programmes import starting

        programme = plan.programme(areas=1)
        survey = programme.surveys.get()
        starting.add_partnership_of(programme, Area.objects.all()[5])
        assert len(build.links(survey)) == 2


class TestFreezing:
    def test_a_survey_that_has_closed_is_frozen_once_with_every_answer(self):
        survey = build.open_survey()
        first, second = build.links(survey)
        for link, answers in ((first, 3), (second, 2)):
            for _ in range(answers):
                build.send(link)
        dataset = build.frozen(survey)
        assert dataset.answers == 5
        with speaking.as_service():
            rows = DatasetRow.objects.filter(dataset=dataset)
            assert sorted(rows.values_list("number", flat=True)) == [1, 2, 3, 4, 5]
            assert rows.filter(participation=first.participation).count() == 3
        assert keeping.freeze((survey, build.links(survey))) is None
        with speaking.as_service():
            assert Dataset.objects.filter(survey=survey).count() == 1

    def test_a_round_bears_the_year_in_which_it_closed_and_not_that_in_which_it_was_frozen(self):
        survey = build.open_survey()
        dataset = build.frozen(survey)
        with speaking.as_service():
            Link.objects.filter(survey=survey).update(opens_on=date(2025, 11, 3), closes_on=date(2025, 12, 19))
            Dataset.objects.filter(pk=dataset.pk).update(frozen_on=date(2026, 1, 5))
            dataset.refresh_from_db()
        assert rounds.names([survey], [dataset]) == {survey.pk: "2025"}

    def test_while_one_area_still_answers_nothing_is_frozen(self):
        survey = build.open_survey()
        build.close(survey)
        late = build.links(survey)[1]
        with speaking.as_service():
            Link.objects.filter(pk=late.pk).update(closes_on=timezone.localdate() + timedelta(days=1))
        assert not keeping._to_freeze()

    def test_a_survey_that_still_takes_forms_cannot_be_frozen(self):
        survey = build.open_survey()
        assert (
            keeping.freeze(
                (Survey.objects.select_related("programme", "version").get(pk=survey.pk), build.links(survey))
            )
            is None
        )

    def test_after_it_is_frozen_no_form_is_taken(self):
        survey = build.open_survey()
        link = build.links(survey)[0]
        build.frozen(survey)
        build.set_days(survey, timezone.localdate(), timezone.localdate())
        assert not answering.send(link.pk, doorway.new_number(link.pk), build.ANSWERS)

    def test_a_frozen_row_never_changes_for_the_portals_own_role(self):
        survey = build.open_survey()
        build.send(build.links(survey)[0])
        dataset = build.frozen(survey)
        for change in (
            lambda: DatasetRow.objects.filter(dataset=dataset).update(values={}),
            lambda: DatasetRow.objects.filter(dataset=dataset).delete(),
        ):
            with pytest.raises(DatabaseError, match="permission denied"), transaction.atomic(), speaking.as_service():
                change()

    def test_the_digest_tells_whether_a_row_is_still_what_it_was(self):
        survey = build.open_survey()
        build.send(build.links(survey)[0])
        dataset = build.frozen(survey)
        with speaking.as_service():
            assert keeping.digest(dataset) == dataset.digest
        build.as_owner('UPDATE surveys_datasetrow SET values = \'{"service": "justice"}\' RETURNING id')
        with speaking.as_service():
            assert keeping.digest(dataset) != dataset.digest


class TestVersions:
    def test_a_published_version_never_changes(self):
        survey = build.open_survey(areas=1)
        version = survey.version
        version.content = {}
        with pytest.raises(DatabaseError), transaction.atomic():
            version.save()
