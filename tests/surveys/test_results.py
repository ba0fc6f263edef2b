"""What a closed survey says, for its team alone: counts with their bases, by area and by what respondents are."""

import re
from datetime import timedelta

import pytest
from django.utils import timezone

from accounts import roles, speaking
from audit.models import Look
from surveys.models import Link
from tests.build import programmes as plan
from tests.build import surveys as build

pytestmark = pytest.mark.django_db


@pytest.fixture
def survey():
    """Closed: 24 answers from the first area, 16 of them of adults' services, and one from the second."""
    found = build.open_survey()
    first, second = build.links(found)
    for place in range(24):
        build.send(first, {"service": "justice" if place % 3 == 2 else "adults", "role": "social-worker"})
    build.send(second, {"service": "justice", "role": "first-line-manager"})
    build.frozen(found)
    return found


def words(answer) -> str:
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", answer.content.decode()))


def page(client, survey, query: str = "", end: str = "/"):
    return client.get(f"/work/{survey.programme.slug}/surveys/{survey.key}/results{end}{query}")


class TestResults:
    def test_every_question_stands_with_its_base_and_in_the_words_of_reports(self, client, survey):
        client.force_login(plan.in_team(survey.programme, roles.Inspector))
        said = words(page(client, survey))
        assert "Most (64%) of 25 people chose “Adults”." in said
        assert "Everybody 16 (64%) 0 (0%) 9 (36%) 0 (0%) 25 0" in said
        assert "For the team alone." in said

    def test_of_few_there_are_the_numbers_and_neither_per_cent_nor_word_nor_bar(self, client):
        found = build.open_survey(areas=1)
        for _ in range(19):
            build.send(build.links(found)[0])
        build.frozen(found)
        client.force_login(plan.in_team(found.programme, roles.Inspector))
        said = words(page(client, found))
        assert "19 of 19 people chose “Adults”." in said
        assert "Nothing is drawn" in said or "fewer than 20" in said
        assert "(100%)" not in said
        assert "All (" not in said

    def test_one_question_by_area_and_by_another_answer(self, client, survey):
        client.force_login(plan.in_team(survey.programme, roles.Inspector))
        area = build.links(survey)[0].participation.partnership.name
        assert f"{area} 16 (67%) 0 (0%) 8 (33%)" in words(page(client, survey, "?question=service&by=area"))
        said = words(page(client, survey, "?question=service&by=answer.role"))
        assert "Social worker 16 (67%) 0 (0%) 8 (33%) 0 (0%) 24 0" in said
        assert "First line manager 0 0 1 0 1 0" in said

    def test_one_area_stands_beside_everybody_in_every_question(self, client, survey):
        client.force_login(plan.in_team(survey.programme, roles.Inspector))
        area = build.links(survey)[0].participation.partnership.name
        said = words(page(client, survey, f"?area={area}"))
        assert "Everybody 16 (64%) 0 (0%) 9 (36%) 0 (0%) 25 0" in said
        assert f"{area} 16 (67%) 0 (0%) 8 (33%) 0 (0%) 24 0" in said

    def test_two_ways_at_once_show_a_percentage_only_where_enough_answered(self, client, survey):
        client.force_login(plan.in_team(survey.programme, roles.Inspector))
        first, second = (link.participation.partnership.name for link in build.links(survey))
        said = words(page(client, survey, "?question=service&by=area&across=answer.role&answer=adults"))
        assert f"{first} 67% of 24 none" in said
        assert f"{second} none 1 answered" in said
        assert "never crosses" in said

    def test_the_page_asks_as_much_of_the_database_for_many_answers_as_for_few(
        self, client, survey, django_assert_max_num_queries
    ):
        client.force_login(plan.in_team(survey.programme, roles.Inspector))
        page(client, survey)
        with django_assert_max_num_queries(12):
            page(client, survey)

    def test_that_somebody_read_it_is_noted(self, client, survey):
        client.force_login(plan.in_team(survey.programme, roles.Inspector))
        page(client, survey)
        with speaking.as_service():
            assert Look.objects.filter(kind="survey results").count() == 1

    def test_whoever_is_tied_to_a_partnership_reads_the_others_and_is_told(self, client, survey):
        reader = plan.in_team(survey.programme, roles.Inspector)
        body = build.links(survey)[0].participation.partnership.organisations.first()
        with speaking.as_service():
            reader.ties.create(organisation=body, reason="worked there")
        client.force_login(reader)
        said = words(page(client, survey))
        assert "1 answer of 25" in said
        assert "16 (64%)" not in said

    def test_a_partnerships_people_find_no_such_page(self, client, survey):
        client.force_login(plan.seated(build.links(survey)[0].participation))
        assert page(client, survey).status_code in (403, 404)

    def test_before_it_closes_there_is_nothing_to_see(self, client):
        found = build.open_survey(areas=1)
        build.send(build.links(found)[0])
        client.force_login(plan.in_team(found.programme, roles.Inspector))
        said = words(page(client, found))
        assert "has not closed yet" in said
        assert "Social worker" not in said

    def test_where_it_has_closed_for_some_the_page_says_how_long_others_can_answer(self, client):
        found = build.open_survey(areas=2)
        today = timezone.localdate()
        with speaking.as_service():
            Link.objects.filter(pk=build.links(found)[0].pk).update(closes_on=today - timedelta(days=1))
        client.force_login(plan.in_team(found.programme, roles.Inspector))
        last = build.links(found)[1].closes_on
        assert f"others can still be answered, to the end of {last:%-d %B %Y}" in words(page(client, found))

    def test_it_leaves_as_csv_that_says_whose_it_is(self, client, survey):
        client.force_login(plan.in_team(survey.programme, roles.Inspector))
        answer = page(client, survey, "?by=area", ".csv")
        assert "team-only" in answer["Content-Disposition"]
        content = b"".join(answer.streaming_content if answer.streaming else [answer.content]).decode()
        assert content.splitlines()[1].startswith("The team alone")
