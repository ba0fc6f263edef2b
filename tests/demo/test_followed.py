"""The demonstration's MAPPA review: as much as is known, a place for the rest, and nothing invented."""

import pytest

from accounts import speaking
from demo import followed, people, story
from followup import public
from followup.models import Plan, Progress, Reviewed
from tests.build import programmes as build

pytestmark = pytest.mark.django_db


def test_the_mappa_review_and_its_progress_review_are_there_and_none_of_their_states_is_invented(client):
    build.registers()
    with speaking.as_service():
        team = people.make_team()
    assert followed.mappa_history(team, story.assign)
    assert followed.mappa_history(team, story.assign) == []
    tracker = public.tracker(followed.MAPPA)
    assert [len(found) for _, found in tracker.groups] == [10, 17]
    assert sum(bool(each.stated.text) for each in tracker.found) == 3
    assert [f"{each.publication.publish_at:%Y-%m-%d}" for each in [tracker.edition, *tracker.reviews]] == [
        "2015-11-26",
        "2017-06-29",
    ]
    assert {each.state_words for each in tracker.recommended} == {public.TO_BE_ENTERED_STATE}
    with speaking.as_service():
        assert not Progress.objects.exists()
        assert set(Reviewed.objects.values_list("state", flat=True)) == {""}
    review = client.get("/reports/mappa-progress-review-2017/").content.decode()
    assert review.count("To be entered from the report") >= 27
    page = client.get("/reports/mappa-review-2014/recommendations/").content.decode()
    assert "No state has been published here yet." in page
    report = client.get("/reports/mappa-review-2014/").content.decode()
    assert 'href="/reports/mappa-review-2014/recommendations/"' in report
    assert 'href="/reports/mappa-progress-review-2017/"' in report
    with speaking.as_service():
        plan = Plan.objects.get(title="National action plan")
        assert "To be entered" in plan.source
        actions = list(plan.actions.all())
    assert len(actions) == 10
    assert all("to be entered" in each.text and each.owner == "To be entered from the plan" for each in actions)
