"""What the lower rooms learn from this one."""

import pytest

from accounts import roles, second_factor, speaking
from programmes import joining
from tests.build import programmes as build

pytestmark = pytest.mark.django_db


def test_the_team_and_partnerships_need_a_second_factor_and_others_do_not():
    programme = build.programme()
    lead, stranger = build.in_team(programme), build.person()
    coordinator = build.seated(build.participation(programme))
    for person, needs in ((lead, True), (coordinator, True), (stranger, False)):
        with speaking.as_person(person):
            assert second_factor.is_needed_by(person) is needs


def test_an_administrator_sees_where_people_belong():
    programme = build.programme()
    lead, coordinator = build.in_team(programme), build.seated(build.participation(programme))
    with speaking.as_person(build.administrator()):
        assert [str(each) for _, each in joining.assignments_of([lead.pk])] == [
            f"{roles.Lead.title}, {programme.short_title}"
        ]
        assert [each.role for _, each in joining.seats_of([coordinator.pk])] == [roles.Coordinator]
        assert coordinator.pk in {row["person"] for row in joining.seated_as(roles.Coordinator.slug)}
