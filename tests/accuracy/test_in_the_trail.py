"""What the trail tells of a fact check: to those who see it what was changed, to others that it was."""

import pytest
from django.test import Client

from accounts import roles, speaking
from accounts.models import User
from accuracy import sending
from tests.build import accuracy as build
from tests.build import reports as drafts

pytestmark = pytest.mark.django_db

QUOTED = "Zyxwvuttrail"


@pytest.fixture
def checked():
    """A draft with a partnership that asked for more time and was refused, and from which it was then taken back."""
    checked = build.Checked()
    by = checked.coordinator
    with speaking.as_person(by):
        until = checked.programme.working_days.add_working_days(checked.check.due_on, 3)
        wish = sending.ask_for_time(checked.check, until=until, reason=f"Paragraph 4 says {QUOTED}.", by=by)
    with speaking.as_person(checked.lead):
        sending.refuse(wish, reason=f"{QUOTED} is what the file says.", by=checked.lead)
        sending.withdraw(checked.now(), reason=f"{QUOTED} was wrong.", by=checked.lead)
    return checked


def told_to(person: User, kind: str) -> str:
    client = Client()
    client.force_login(person)
    return client.get("/manage/changes/", {"kind": kind}).content.decode()


@pytest.mark.parametrize("kind", ["accuracy.factcheck", "accuracy.moretime"])
def test_who_does_not_see_a_fact_check_is_told_that_it_changed_and_not_what_was_said(checked, kind):
    page = told_to(drafts.holder_of(roles.InformationGovernance), kind)
    assert QUOTED not in page
    assert "Added" in page
    assert "shown to those who may read it" in page
    assert QUOTED in told_to(drafts.holder_of(roles.Administrator), kind), "it was there to be told"
