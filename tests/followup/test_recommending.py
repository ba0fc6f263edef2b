"""Recommendations: two kinds numbered apart, frozen with their edition, and entered later where the words were not known."""

from datetime import timedelta

import pytest
from django.db import DatabaseError, transaction

from accounts import speaking
from accounts.moves import IllegalMove
from followup import public, recommending
from followup.models import Recommendation, Stated
from followup.models.recommending import Kind, Wording
from reports import actions
from reports.models import Edition, Publication
from tests.build import followup as build
from tests.build import programmes as plan
from tests.build import reports as drafts

pytestmark = pytest.mark.django_db


def test_the_two_kinds_are_numbered_apart():
    report = drafts.report()
    made = [build.recommendation(report) for _ in range(2)]
    area = build.recommendation(report, kind=Kind.DEVELOPMENT)
    assert [each.name for each in [*made, area]] == ["Recommendation 1", "Recommendation 2", "Area for development 1"]
    with pytest.raises(IllegalMove, match="There is a recommendation 2 in this report already"):
        build.recommendation(report, number=2)


def test_owners_are_bodies_of_the_register_where_there_is_one_of_the_name_and_groups_else():
    body = drafts.scrutiny_body()
    made = build.recommendation(owners=[body.name, " A  group "], partners=["Responsible authorities", body.name])
    with speaking.as_service():
        owners = list(made.owners.all())
    assert [(each.name, each.role, each.organisation) for each in owners] == [
        (body.name, "owner", body),
        ("A group", "owner", None),
        ("Responsible authorities", "partner", None),
    ]


def test_an_edition_keeps_what_it_states_whatever_is_written_afterwards():
    (made,) = build.published("Write one guide for everyone.")
    with speaking.as_service():
        Recommendation.objects.filter(pk=made.pk).update(text="Write two guides.")
    (followed,) = public.followed(made.report.slug)
    assert followed.stated.text == "Write one guide for everyone."
    drafts.edition(made.report, what_changed="Two guides are meant.")
    (followed,) = public.followed(made.report.slug)
    assert followed.stated.text == "Write one guide for everyone."


def test_a_correction_is_read_from_the_next_editions_minute_on():
    (made,) = build.published("Write one guide for everyone.")
    with speaking.as_service():
        Recommendation.objects.filter(pk=made.pk).update(text="Write two guides.")
    corrected = drafts.edition(made.report, what_changed="Two guides are meant.")
    with speaking.as_service():
        minute = Edition.objects.get(report=made.report, number=1).publication.publish_at
        Publication.objects.create(
            edition=corrected,
            publish_at=minute + timedelta(minutes=1),
            scheduled_by=drafts.person(),
            scheduled_at=minute - timedelta(days=2),
            confirmed_by=drafts.person(),
            confirmed_at=minute - timedelta(days=1),
        )
    (followed,) = public.followed(made.report.slug)
    assert followed.stated.text == "Write two guides."


@pytest.mark.parametrize("change", ["text = 'Other'", "wording = 'subject'", "owners = '[]'"])
def test_the_database_keeps_what_is_stated(change):
    (made,) = build.published("Write one guide for everyone.")
    stated = Stated.objects.get(recommendation=made)
    with speaking.as_service(), pytest.raises(DatabaseError), transaction.atomic():
        Stated.objects.filter(pk=stated.pk).update(**dict([[part.strip() for part in change.split("=")]]))
    with speaking.as_service(), pytest.raises(DatabaseError), transaction.atomic():
        stated.delete()


def test_a_frozen_recommendation_keeps_its_number_and_its_place():
    (made,) = build.published("Write one guide for everyone.")
    with speaking.as_service():
        with pytest.raises(DatabaseError, match="keeps its number"), transaction.atomic():
            Recommendation.objects.filter(pk=made.pk).update(number=9)
        with pytest.raises(IllegalMove, match="keeps its place and number"):
            recommending.remove(made)


# --- Texts that were not known ---------------------------------------------------------------------------------------


def test_a_text_that_was_not_known_is_entered_once_with_its_source_and_said_so():
    (made,) = build.published("")
    with speaking.as_service():
        by = build.lead_of(made)
        recommending.enter_text(made, text="Agree on one form.", source="The report, page 9", by=by)
        with pytest.raises(IllegalMove, match="has been entered already"):
            recommending.enter_text(made, text="Agree on two forms.", source="The report, page 9", by=by)
    (followed,) = public.followed(made.report.slug)
    assert (followed.stated.text, followed.stated.source) == ("Agree on one form.", "The report, page 9")
    assert followed.stated.was_entered_later
    assert Stated.objects.filter(recommendation=made).count() == 2


def test_what_an_edition_states_in_its_own_words_is_not_entered_anew_even_in_the_database():
    (made,) = build.published("Write one guide for everyone.")
    first = Stated.objects.get(recommendation=made)
    first.pk, first.version, first.text, first.source = None, 2, "Other words", "Somewhere"
    with speaking.as_service(), pytest.raises(DatabaseError, match="by a new edition alone"), transaction.atomic():
        first.save(force_insert=True)


# --- A run that was really carried out -------------------------------------------------------------------------------


def test_the_mappa_review_has_ten_recommendations_and_seventeen_areas_and_none_of_them_is_invented():
    from programmes import starting
    from programmes.definition_files import load

    plan.registers()
    definition = load("mappa-review")
    programme = starting.start(
        definition, run=definition.run("2014-17"), slug="mappa-review-2014", public_from=None, areas=[], by=None
    )
    with speaking.as_service():
        found = list(Recommendation.objects.filter(report__programme=programme).in_order())
    assert [each.number for each in found if each.kind == Kind.RECOMMENDATION] == list(range(1, 11))
    assert [each.number for each in found if each.kind == Kind.DEVELOPMENT] == list(range(1, 18))
    assert [each.name for each in found if each.wording != Wording.UNKNOWN] == [
        "Recommendation 1", "Recommendation 2", "Recommendation 3",
    ]  # fmt: skip
    assert {each.wording for each in found[:3]} == {Wording.SUBJECT}
    with speaking.as_service():
        second = [(owner.name, owner.role) for owner in found[1].owners.all()]
    assert second == [
        ("Scottish Government", "owner"),
        ("Responsible authorities", "partner"),
        ("Risk Management Authority", "partner"),
    ]


@pytest.mark.parametrize(("text", "owners"), [("Ask Edinburgh how.", []), ("Ask how.", ["Dundee City Council"])])
def test_what_is_recommended_names_no_area_where_the_programme_never_attributes(text, owners):
    drafts.accounts.registers()
    told = {}
    for attribution in ("never", "named"):
        report = drafts.report(drafts.programme(attribution=attribution))
        build.recommendation(report, text=text, owners=owners)
        with speaking.as_service():
            edition = drafts.edition(report)
            told[attribution] = [reason for reason in actions.reasons_against(edition) if "never attributes" in reason]
    assert told["named"] == []
    assert len(told["never"]) == 1
    assert told["never"][0].startswith("Recommendation 1 names")
