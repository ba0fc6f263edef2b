"""What a closed survey says, for its team alone: counts with their bases, by area and by what respondents are."""

import re

import pytest

from accounts import roles, speaking
from audit.models import Look
from tests.build import programmes as plan
from tests.build import surveys as build

pytestmark = pytest.mark.django_db


@pytest.fixture
def survey():
    """Closed: three answers from the first area, one from the second."""
    found = build.open_survey()
    first, second = build.links(found)
    for service in ("adults", "adults", "justice"):
        build.send(first, {"service": service, "role": "social-worker"})
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
        assert "Half chose “Adults”. 4 answered, 0 left it out." in said
        assert "For the team alone." in said

    def test_one_question_by_area_and_by_another_answer(self, client, survey):
        client.force_login(plan.in_team(survey.programme, roles.Inspector))
        area = build.links(survey)[0].participation.partnership.name
        assert f"{area} 2 67% 0 0% 1 33%" in words(page(client, survey, "?question=service&by=area"))
        said = words(page(client, survey, "?question=service&by=answer.role"))
        assert "Social worker 2 67% 0 0% 1 33%" in said

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
        assert "1 answer of 4" in words(page(client, survey))

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

    def test_it_leaves_as_csv_that_says_whose_it_is(self, client, survey):
        client.force_login(plan.in_team(survey.programme, roles.Inspector))
        answer = page(client, survey, "?by=area", ".csv")
        assert "team-only" in answer["Content-Disposition"]
        content = b"".join(answer.streaming_content if answer.streaming else [answer.content]).decode()
        assert content.splitlines()[1].startswith("The team alone")
