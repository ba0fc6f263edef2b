"""Judgements of progress: each with its reason, never changed, followed by another; and when everybody may know them."""

import pytest
from django.db import DatabaseError, transaction

from accounts import speaking
from accounts.moves import IllegalMove
from followup import judging, public
from followup.models import Progress
from tests.build import accounts as people
from tests.build import followup as build
from tests.build import reports as drafts

pytestmark = pytest.mark.django_db


def test_a_state_is_public_at_once_with_its_reason_and_the_one_before_it():
    (made,) = build.published()
    build.judged(made, "in progress")
    build.judged(made, "completed", reason="The guide is out.")
    (followed,) = public.followed(made.report.slug)
    assert (followed.state, followed.now.before, followed.now.reason) == (
        "completed",
        "in progress",
        "The guide is out.",
    )
    assert len(followed.history) == 2


def test_what_was_closed_is_opened_again_with_a_reason():
    (made,) = build.published()
    build.judged(made, "closed", reason="Enough has been done.")
    build.judged(made, "in progress", reason="New evidence came in.")
    (followed,) = public.followed(made.report.slug)
    assert (followed.state, followed.now.before) == ("in progress", "closed")


@pytest.mark.parametrize("reason", ["", "   "])
def test_nothing_is_closed_without_a_reason(reason):
    (made,) = build.published()
    with pytest.raises(IllegalMove, match="Say why"):
        build.judged(made, "closed", reason=reason)


def test_the_database_wants_a_reason_too():
    (made,) = build.published()
    with speaking.as_service(), pytest.raises(DatabaseError), transaction.atomic():
        Progress.objects.create(recommendation=made, report=made.report, state="closed", on=build.in_days(0), reason="")


def test_a_judgement_never_changes():
    (made,) = build.published()
    said = build.judged(made)
    with speaking.as_service():
        for change in (lambda: Progress.objects.filter(pk=said.pk).update(state="completed"), said.delete):
            with pytest.raises(DatabaseError), transaction.atomic():
                change()


def test_a_button_pressed_twice_judges_once():
    (made,) = build.published()
    by = build.lead_of(made)
    assert build.judged(made, by=by).pk == build.judged(made, by=by).pk


def test_nothing_is_judged_before_the_report_is_public_nor_of_a_day_to_come_or_past_judgement():
    with pytest.raises(IllegalMove, match="has not been published yet"):
        build.judged(build.recommendation())
    (made,) = build.published()
    with pytest.raises(IllegalMove, match="still to come"):
        build.judged(made, on=build.in_days(1))
    with pytest.raises(IllegalMove, match="The report came out on"):
        build.judged(made, on=build.in_days(-30))


def test_where_a_programme_never_attributes_no_area_is_named():
    people.registers()
    programme = drafts.programme(attribution="never")
    (made,) = build.published(report=drafts.report(programme))
    with pytest.raises(IllegalMove, match="you name Moray"):
        build.judged(made, evidence="Minutes of a board in Moray.")
    build.judged(made, evidence="Minutes of a board in one area.")


def test_a_judgement_stands_with_the_report_of_its_recommendation():
    (made,), (other,) = build.published(), build.published()
    with speaking.as_service(), pytest.raises(DatabaseError), transaction.atomic():
        Progress.objects.create(
            recommendation=made, report=other.report, state="closed", on=build.in_days(0), reason="So."
        )
        from django.db import connection

        connection.check_constraints()


def test_the_day_it_first_came_out_is_the_first_that_is_judged():
    (made,) = build.published()
    assert judging.first_public_day(made.report_id) <= build.in_days(0)
