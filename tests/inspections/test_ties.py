"""Whoever is tied to a body never reads its partnership, and is told why a row is missing from their lists."""

import pytest
from django.urls import reverse

from accounts import actions, roles, speaking
from tests.build import programmes as build
from tests.inspections.test_budgets import cost
from tests.inspections.test_pages import signed_in

pytestmark = pytest.mark.django_db

#: Each page with its budget of queries.
LISTS = [("inspections:reading", 12), ("programmes:overview", 20), ("programmes:partnerships", 12)]


@pytest.fixture
def programme():
    return build.programme()


def tied(programme):
    """An inspector who once worked for a body of the first partnership, and that body and partnership."""
    inspector = build.in_team(programme, roles.Inspector)
    with speaking.as_service():
        part = programme.participations.select_related("partnership").order_by("partnership__name")[0]
        body = part.partnership.organisations.order_by("kind")[0]
        actions.declare_tie(inspector, body, "Worked there", by=build.person())
    return inspector, body, part


def page(who, name, programme):
    client = signed_in(who)
    client.get(reverse(name, args=[programme.slug]))
    response = []
    queries = cost(lambda: response.append(client.get(reverse(name, args=[programme.slug]))) or response[0])
    return response[0].content.decode(), len(queries)


@pytest.mark.parametrize(("name", "budget"), LISTS)
def test_a_list_says_which_tie_leaves_a_row_out(programme, name, budget):
    inspector, body, part = tied(programme)
    text, queries = page(inspector, name, programme)
    assert f"tie to {body.name}" in text
    assert f">{part.partnership.name}</a>" not in text
    assert queries <= budget


@pytest.mark.parametrize(("name", "budget"), LISTS)
def test_a_list_says_nothing_of_ties_to_those_who_have_none_in_it(programme, name, budget):
    other = build.programme(areas=["Shetland Islands"])
    inspector, _, _ = tied(other)
    with speaking.as_service():
        assert inspector.ties.exists()
    colleague = build.in_team(programme, roles.Inspector)
    text, queries = page(colleague, name, programme)
    assert "tie to" not in text
    assert queries <= budget


def test_somebody_who_works_for_a_body_that_takes_part_is_told_so_too(programme):
    with speaking.as_service():
        part = programme.participations.select_related("partnership").order_by("partnership__name")[0]
        body = part.partnership.organisations.order_by("kind")[0]
    assessor = build.in_team(programme, roles.Inspector, organisation=body)
    text, _ = page(assessor, "inspections:reading", programme)
    assert f"tie to {body.name}" in text
