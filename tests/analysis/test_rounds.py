"""Rounds of a survey side by side: proposed and confirmed, counted for the team, and from releases alone for everyone."""

import re

import pytest
from django.db import IntegrityError, InternalError, transaction

from accounts import roles, speaking
from analysis import local_reports, releasing, rounds, runs, shown
from analysis.models import Release
from surveys import rounds as rounds_of
from surveys.models import Survey
from tests.build import analysis as build
from tests.build import programmes as plan_of

pytestmark = pytest.mark.django_db


def text(answer) -> str:
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", answer.content.decode()))


def begun_earlier(dataset, days: int = 365):
    """The programme of a dataset began so many days before any other."""
    programme = dataset.survey.programme
    with speaking.as_service():
        type(programme).objects.filter(pk=programme.pk).update(day_one=programme.day_one - plan_of.timedelta(days=days))
    programme.refresh_from_db(fields=["day_one"])
    return dataset


@pytest.fixture
def before():
    return begun_earlier(build.survey(30, 25, 4))


@pytest.fixture
def now(before):
    return build.survey(45, 30, 5)


@pytest.fixture
def lead(before, now):
    user = build.lead(now)
    plan_of.Assignment.objects.create(
        programme=before.survey.programme,
        person=user,
        role=roles.Lead.slug,
        period=plan_of.DateRange(plan_of.date(2020, 1, 1), None),
    )
    return user


def here(dataset, end: str = "rounds/") -> str:
    return f"/work/{dataset.survey.programme.slug}/surveys/{dataset.survey.key}/{end}"


def follow(now, before, by) -> None:
    rounds_of.say_what_it_follows(now.survey, before.survey, by=by)


def for_team(dataset, user, area: str = ""):
    with speaking.as_person(user):
        return rounds.for_team(dataset.survey, user, area)[:2]


def national(dataset, by):
    return releasing.release_national(build.rules_for(dataset, by=by), by=by)


class TestWhichCameBefore:
    def test_the_survey_of_the_same_definition_and_key_is_proposed_and_confirmed(self, client, before, now, lead):
        client.force_login(lead)
        said = text(client.get(here(now)))
        assert "nobody has said which earlier survey it follows" in said
        assert f"It seems to be “Survey of social work staff” of {before.survey.programme.title}" in said
        answer = client.post(here(now), {"follows": before.survey_id}, follow=True)
        assert "The earlier round has been saved." in text(answer)
        now.survey.refresh_from_db()
        assert now.survey.follows_id == before.survey_id

    def test_a_later_survey_cannot_come_before_an_earlier_one(self, client, before, now, lead):
        client.force_login(lead)
        answer = client.post(here(before), {"follows": now.survey_id})
        assert "Select a valid choice" in text(answer)
        with pytest.raises(rounds_of.NotEarlier):
            rounds_of.say_what_it_follows(before.survey, now.survey, by=lead)

    def test_the_database_refuses_a_circle_and_a_survey_that_follows_itself(self, before, now, lead):
        follow(now, before, lead)
        with pytest.raises(InternalError, match="cannot follow one that follows it"), transaction.atomic():
            Survey.objects.filter(pk=before.survey_id).update(follows=now.survey)
        with pytest.raises((IntegrityError, InternalError)), transaction.atomic():
            Survey.objects.filter(pk=before.survey_id).update(follows=before.survey)

    def test_an_inspector_reads_and_does_not_say(self, client, before, now, lead):
        client.force_login(plan_of.in_team(now.survey.programme, roles.Inspector))
        assert "This survey follows" not in text(client.get(here(now)))
        assert client.post(here(now), {"follows": before.survey_id}).status_code == 403


class TestForTheTeam:
    def test_each_question_stands_with_counts_bases_and_changes_of_both_rounds(self, client, before, now, lead):
        follow(now, before, lead)
        found, areas = for_team(now, lead)
        assert [each.source for each in found.rounds] == ["counted", "counted"]
        question = found.question("service")
        assert [side.base for side in question.sides] == [59, 80]
        changed = question.change("adults")
        exact = 100 * question.now.counts["adults"] / 80 - 100 * question.before.counts["adults"] / 59
        assert abs(changed - exact) <= 0.5
        client.force_login(lead)
        said = text(client.get(here(now)))
        assert "Change in points" in said
        assert len(areas) == 3

    def test_one_question_over_the_rounds_is_a_line_with_its_table(self, client, before, now, lead):
        follow(now, before, lead)
        client.force_login(lead)
        said = text(client.get(here(now), {"question": "service", "answer": "justice"}))
        assert "Justice over the rounds" in said
        assert "Line chart" in said

    def test_an_area_is_compared_with_the_same_area_before(self, client, before, now, lead):
        follow(now, before, lead)
        _, areas = for_team(now, lead)
        found, _ = for_team(now, lead, areas[0])
        assert [side.base for side in found.question("service").sides] == [30, 45]

    def test_an_area_that_one_is_tied_to_can_be_neither_chosen_nor_worked_out(self, before, now, lead):
        follow(now, before, lead)
        _, areas = for_team(now, lead)
        with speaking.as_service():
            body = now.survey.programme.participations.get(partnership__name=areas[0]).partnership.organisations.first()
            lead.ties.create(organisation=body, reason="worked there")
        found, left = for_team(now, plan_of.User.objects.get(pk=lead.pk), areas[0])
        assert areas[0] not in left
        assert [side.base for side in found.question("service").sides] == [29, 35]

    def test_whoever_does_not_work_on_the_earlier_programme_reads_only_what_was_published_of_it(
        self, before, now, lead
    ):
        follow(now, before, lead)
        other = build.lead(now)
        assert for_team(now, other)[0].rounds[0].source == "hidden"
        release = national(before, lead)
        assert for_team(now, other)[0].rounds[0].source == "hidden", "it is held"
        build.report_out(before)
        found, _ = for_team(now, other)
        assert found.rounds[0].source == "released"
        with speaking.as_service():
            kept = shown.kept(local_reports.read(release.pk))
        withheld = {cell.answer for cell in kept.withheld() if cell.question == "service" and not cell.grouping}
        counts = found.question("service").before.counts if found.question("service") else {}
        assert all(counts[answer] is None for answer in withheld if answer in counts)

    def test_it_leaves_as_csv_that_says_whose_it_is(self, client, before, now, lead):
        follow(now, before, lead)
        client.force_login(lead)
        answer = client.get(here(now, "rounds.csv"))
        assert "team-only" in answer["Content-Disposition"]
        content = b"".join(answer.streaming_content if answer.streaming else [answer.content]).decode("utf-8-sig")
        assert content.splitlines()[1].startswith("The team alone,")


class TestWhatLeaves:
    def test_the_national_page_compares_once_both_are_out_and_not_before(self, client, before, now, lead):
        follow(now, before, lead)
        earlier, later = national(before, lead), national(now, lead)
        build.report_out(now)
        assert client.get(f"/survey-data/{later.pk}/rounds/").status_code == 404
        assert "earlier rounds" not in text(client.get(f"/survey-data/{later.pk}/"))
        build.report_out(before)
        assert "Beside earlier rounds" in text(client.get(f"/survey-data/{later.pk}/"))
        said = text(client.get(f"/survey-data/{later.pk}/rounds/"))
        assert "Change in points" in said
        assert client.get(f"/survey-data/{later.pk}/rounds.csv").status_code == 200
        assert earlier.pk != later.pk

    def test_it_shows_no_number_that_the_releases_do_not_show(self, before, now, lead):
        follow(now, before, lead)
        earlier, later = national(before, lead), national(now, lead)
        build.report_out(before)
        build.report_out(now)
        with speaking.as_service():
            kept = {each.pk: shown.kept(local_reports.read(each.pk)) for each in (earlier, later)}
            found = rounds.released(kept[later.pk].release, kept[later.pk])
        numbers = [
            {(cell.question, cell.answer): n for cell, n in kept[pk].numbers.items() if not cell.grouping}
            for pk in (earlier.pk, later.pk)
        ]
        seen = withheld = 0
        for question in found.questions:
            for side, released in zip(question.sides, numbers, strict=True):
                for option, n in (side.counts if side else {}).items():
                    key = (question.item.key, option)
                    key = key if key in released else (f"{question.item.key}.{option}", "chosen")
                    assert n == released[key]
                    seen, withheld = seen + 1, withheld + (n is None)
        assert seen > 50
        assert withheld > 0, "nothing was withheld: the test looked at nothing"

    def test_an_area_stands_beside_its_own_earlier_report(self, client, before, now, lead):
        follow(now, before, lead)
        for dataset in (before, now):
            runs.ask(build.rules_for(dataset, by=lead), by=lead)
            runs.carry_on()
        build.report_out(before)
        with speaking.as_service():
            release = (
                Release.objects.filter(plan__dataset=now)
                .select_related("participation__partnership")
                .order_by("participation__partnership__name")
                .first()
            )
            html = local_reports.page(local_reports.read(release.pk))
        name = release.participation.partnership.name
        assert f"{name} in earlier rounds" in html
        assert "Appendix: words for parts" in html
        client.force_login(lead)
        assert f"{name} in earlier rounds" in text(client.get(f"/survey-results/{release.pk}/"))
