"""In the demonstration one can be somebody of a board, and the holder of a post, who answers by name."""

import pytest
from django.urls import reverse
from django.utils import timezone

from accounts import speaking
from accounts.models import User
from demo import people, story, surveys, under_way
from surveys.models import Reply, Writer
from tests.build import programmes as build

pytestmark = pytest.mark.django_db


def told(definition):
    build.registers()
    with speaking.as_service():
        team = people.make_team()
    assert story.further_programme(next(each for each in under_way.STORIES if each.definition == definition), team)


def states() -> dict[str, set[str]]:
    """Of whom one is offered, how the answers that they write stand today, by the kind of respondent."""
    found: dict[str, set[str]] = {}
    with speaking.as_service():
        for person, _ in surveys.asked_by_name():
            place = Writer.objects.current().get(person=person)
            reply = Reply.objects.get(survey=place.survey, participation=place.participation, kind=place.kind)
            found.setdefault(place.kind, set()).add(reply.state(timezone.localdate()))
    return found


def test_two_members_of_a_champions_board_have_an_open_answer_to_write(client):
    told("care-leavers")
    assert states() == {"champions-board": {"open"}}
    offered = [person for person, _ in surveys.asked_by_name()]
    assert len(offered) == 2
    page = client.get(reverse("demo")).content.decode()
    assert page.count(offered[0].email) == 1
    assert client.post(reverse("demo-sign-in"), {"person": offered[0].pk}).status_code == 302
    assert "Answer: " in client.get("/work/").content.decode()


def test_the_holders_of_two_posts_have_an_open_answer_to_write():
    told("asp-joint-inspections")
    assert states() == {"convener": {"open"}, "lead-officer": {"open"}}
    with speaking.as_service():
        assert {each.person.job_title for each in Writer.objects.select_related("person")} == {
            "Convener of the adult protection committee (demonstration)",
            "Adult protection lead officer (demonstration)",
        }
        assert User.objects.filter(email__startswith="cswo.").count() == 0
