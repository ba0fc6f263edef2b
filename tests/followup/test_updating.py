"""Updates: written together, signed off once, kept as sent, seen by whom they are for, published by decision alone."""

import pytest
from django.db import DatabaseError, transaction
from django.test import Client

from accounts import roles, speaking
from accounts.moves import IllegalMove
from followup import planning, public, updating, viewing
from followup.models import Entry, Plan, Round, Update
from notifications.models import Notice
from tests.build import documents
from tests.build import followup as build
from tests.build import programmes as plans
from tests.build import reports as drafts
from tests.build.files import upload

pytestmark = pytest.mark.django_db


@pytest.fixture
def followed():
    """A report that names partnerships, with an action in the plan of each of two; and the people of the first."""

    class Followed:
        programme, report, recommended, round = build.followed_programme()
        plan, other = build.plan_of(report), build.plan_of(report, 1)
        action = build.action(plan, recommended[0])
        coordinator = plans.seated(plan.participation, roles.Coordinator)
        chief = plans.seated(plan.participation, roles.ChiefOfficer)
        lead = plans.in_team(programme, roles.Lead)

    build.action(Followed.other, Followed.recommended[0])
    return Followed


def as_(person) -> Client:
    client = Client()
    client.force_login(person)
    return client


def test_the_whole_round_goes_from_the_co_ordinator_to_the_chief_officer_to_the_team(followed):
    coordinator, chief, lead = as_(followed.coordinator), as_(followed.chief), as_(followed.lead)
    answer = coordinator.post(f"/follow-up/plans/{followed.plan.pk}/rounds/1/")
    address = answer["Location"]
    with speaking.as_service():
        update = Update.objects.get()
        entry = update.entries.get()
    typed = {
        "seen": 0,
        "summary": "We have begun.",
        f"state-{entry.pk}": "under way",
        f"words-{entry.pk}": "A draft is out.",
    }
    assert lead.get(address).status_code == 404
    assert coordinator.post(address, {**typed, "give": ""})["Location"] == address
    assert "Sign off: Six months on" in chief.get("/work/").content.decode()
    assert chief.post(f"{address}sign-off/", {"agree": "1", "seen": 1})["Location"] == address
    page = lead.get(address).content.decode()
    assert "A draft is out." in page
    assert "Say what you make of 1 update" in lead.get("/work/").content.decode()
    lead.post(f"/follow-up/entries/{entry.pk}/view/", {"says": "concern", "reason": "Nobody has read the draft."})
    assert "Nobody has read the draft." in coordinator.get(address).content.decode()
    overview = lead.get(f"/follow-up/reports/{followed.report.pk}/plans/").content.decode()
    assert "1 concern" in overview
    with speaking.as_service():
        kinds = set(Notice.objects.filter(occasion__contains="/update:").values_list("kind", flat=True))
    assert kinds == {"invitation", "receipt"}


def test_what_is_missing_is_said_and_nothing_typed_is_lost(followed):
    coordinator = as_(followed.coordinator)
    address = coordinator.post(f"/follow-up/plans/{followed.plan.pk}/rounds/1/")["Location"]
    page = coordinator.post(address, {"seen": 0, "summary": "We have begun.", "give": ""}, follow=True).content.decode()
    assert "Say how far action 1 is." in page
    assert "We have begun." in page


def test_two_who_write_at_once_overwrite_nothing(followed):
    coordinator, colleague = as_(followed.coordinator), plans.seated(followed.plan.participation, roles.Contributor)
    address = coordinator.post(f"/follow-up/plans/{followed.plan.pk}/rounds/1/")["Location"]
    as_(colleague).post(address, {"seen": 0, "summary": "Theirs."})
    answer = coordinator.post(address, {"seen": 0, "summary": "Mine."})
    page = answer.content.decode()
    assert answer.status_code == 422
    assert "Theirs." in page
    assert "Mine." in page
    with speaking.as_service():
        assert Update.objects.get().summary == "Theirs."
    coordinator.post(address, {"seen": 1, "summary": "Both."})
    with speaking.as_service():
        assert Update.objects.get().summary == "Both."


def test_it_is_kept_while_it_is_written_and_somebody_elses_words_are_not_overwritten(followed):
    coordinator, colleague = as_(followed.coordinator), plans.seated(followed.plan.participation, roles.Contributor)
    address = coordinator.post(f"/follow-up/plans/{followed.plan.pk}/rounds/1/")["Location"]
    form = coordinator.get(address).content.decode()
    assert 'hx-trigger="input delay:2s"' in form
    by_itself = {"HX-Request": "true"}
    kept = coordinator.post(address, {"seen": 0, "summary": "Half a sen"}, headers=by_itself).content.decode()
    assert kept.startswith("Saved ")
    assert 'id="id_seen" value="1" hx-swap-oob="true"' in kept
    as_(colleague).post(address, {"seen": 1, "summary": "Theirs."})
    refused = coordinator.post(address, {"seen": 1, "summary": "Half a sentence."}, headers=by_itself).content.decode()
    assert refused.startswith("<strong>Not saved:")
    assert colleague.name in refused
    with speaking.as_service():
        assert Update.objects.get().summary == "Theirs."


def test_whoever_writes_sees_what_was_said_in_the_round_before_and_what_the_team_made_of_it(followed):
    sent = build.sent(followed.plan, followed.round, words="The first draft is out.", chief=followed.chief)
    with speaking.as_service():
        viewing.view(sent.entries.get(), says="concern", reason="Nobody has read the draft.", by=followed.lead)
        Round.objects.filter(pk=followed.round.pk).update(opens=build.in_days(-40), due=build.in_days(-1))
        planning.set_round(
            followed.report, title="A year on", opens=build.in_days(0), due=build.in_days(60), by=followed.lead
        )
    coordinator = as_(followed.coordinator)
    address = coordinator.post(f"/follow-up/plans/{followed.plan.pk}/rounds/2/")["Location"]
    page = coordinator.get(address).content.decode()
    before = page.partition("What was said before")[2].partition("</details>")[0]
    for words in ("The first draft is out.", "Six months on", "Concern", "Nobody has read the draft."):
        assert words in before
    first = coordinator.get(coordinator.post(f"/follow-up/plans/{followed.plan.pk}/rounds/1/")["Location"])
    assert "What was said before" not in first.content.decode()


def test_signed_off_twice_it_is_sent_once_and_told_once(followed):
    with speaking.as_service():
        update = build.written(followed.plan, followed.round)
        updating.put_forward(update, by=followed.coordinator)
        updating.put_forward(update, by=followed.coordinator)
        first = updating.sign_off(update, by=followed.chief)
        assert updating.sign_off(update, by=followed.chief).sent_at == first.sent_at
        assert Notice.objects.filter(occasion__contains="/update:", kind="invitation").count() == 1
        assert Notice.objects.filter(kind="receipt", recipient=followed.chief).count() == 1


def test_nobody_sends_over_the_chief_officer_and_nothing_is_given_where_there_is_none(followed):
    with speaking.as_service():
        update = build.written(followed.plan, followed.round)
        with pytest.raises(IllegalMove, match="A chief officer of the partnership signs this off"):
            updating.send(update, by=followed.coordinator)
        without = build.written(followed.other, followed.round)
        with pytest.raises(IllegalMove, match="has no chief officer in the portal"):
            updating.put_forward(without, by=followed.coordinator)


def test_what_was_sent_back_is_changed_and_what_it_was_sent_back_for_stays_inside(followed):
    with speaking.as_service():
        update = build.written(followed.plan, followed.round)
        updating.put_forward(update, by=followed.coordinator)
        with pytest.raises(IllegalMove, match="Say what should be changed"):
            updating.send_back(update, reason=" ", by=followed.chief)
        updating.send_back(update, reason="Say who reads it.", by=followed.chief)
    assert "Say who reads it." in as_(followed.coordinator).get(update.get_absolute_url()).content.decode()
    with speaking.as_service():
        updating.put_forward(update, by=followed.coordinator)
        assert updating.sign_off(update, by=followed.chief).sent_back_reason == ""


def test_the_database_keeps_what_was_sent(followed):
    update = build.sent(followed.plan, followed.round, chief=followed.chief)
    entry = update.entries.model.objects
    with speaking.as_service():
        for change in (
            lambda: Update.objects.filter(pk=update.pk).update(summary="Other"),
            lambda: Update.objects.filter(pk=update.pk).update(status="draft"),
            lambda: entry.filter(update=update).update(words="Other"),
            lambda: entry.filter(update=update).delete(),
            lambda: Update.objects.filter(pk=update.pk).delete(),
        ):
            with pytest.raises(DatabaseError), transaction.atomic():
                change()


def test_a_correction_is_a_version_beside_what_was_sent_which_counts_until_then(followed):
    first = build.sent(followed.plan, followed.round, chief=followed.chief)
    with speaking.as_service():
        second = updating.begin(followed.plan, followed.round, by=followed.coordinator)
        assert (second.number, second.entries.get().words) == (2, "The first draft is out.")
        assert Update.objects.filter(plan=followed.plan).standing().get().pk == first.pk
        updating.put_forward(second, by=followed.coordinator)
        updating.sign_off(second, by=followed.chief)
        assert Update.objects.filter(plan=followed.plan).standing().get().pk == second.pk
        assert Update.objects.get(pk=first.pk).status == "superseded"


# --- Who sees what ---------------------------------------------------------------------------------------------------


def test_the_wall_shows_a_partnership_its_own_alone_and_the_team_what_was_sent(followed):
    begun = build.written(followed.plan, followed.round)
    sent = build.sent(followed.other, followed.round)
    with speaking.as_person(followed.coordinator):
        assert list(Plan.objects.values_list("pk", flat=True)) == [followed.plan.pk]
        assert list(Update.objects.values_list("pk", flat=True)) == [begun.pk]
        assert set(Entry.objects.values_list("update", flat=True)) == {begun.pk}
    with speaking.as_person(followed.lead):
        assert Plan.objects.count() == 2
        assert list(Update.objects.values_list("pk", flat=True)) == [sent.pk]
        assert set(Entry.objects.values_list("update", flat=True)) == {sent.pk}
    with speaking.as_person(drafts.person()):
        for model in (Plan, Update, Entry):
            assert not model.objects.exists()


def test_a_row_that_names_no_partnership_does_not_hang_on_one(followed):
    with speaking.as_service(), pytest.raises(DatabaseError, match="belongs to the partnership"), transaction.atomic():
        Update.objects.create(round=followed.round, plan=followed.plan, participation=None)


def test_evidence_is_read_by_those_who_see_what_it_went_with(followed):
    with speaking.as_person(followed.coordinator):
        update = build.written(followed.plan, followed.round, by=followed.coordinator)
    entry = Entry.objects.filter(update=update)
    coordinator = as_(followed.coordinator)
    with speaking.as_service():
        pk = entry.get().pk
    file = upload("Minutes.docx", documents.docx(text="What was agreed"))
    assert coordinator.post(f"/follow-up/entries/{pk}/evidence/", {"files": file}).status_code == 302
    with speaking.as_service():
        from files import checking
        from followup.models import EntryFile

        kept = EntryFile.objects.get()
        checking.check(kept.file_id)
        updating.put_forward(update, by=followed.coordinator)
    address = f"/follow-up/evidence/{kept.pk}/"
    assert coordinator.get(address).status_code == 200
    assert as_(followed.lead).get(address).status_code == 404
    with speaking.as_service():
        updating.sign_off(update, by=followed.chief)
    assert as_(followed.lead).get(address).status_code == 200
    assert as_(plans.seated(followed.other.participation)).get(address).status_code == 404
    assert as_(drafts.person()).get(address).status_code == 404


# --- What everybody may read -----------------------------------------------------------------------------------------


def test_the_public_reads_an_update_from_the_decision_on_and_until_it_is_taken_back(followed, client):
    update = build.sent(followed.plan, followed.round, words="Quillwort is out.", chief=followed.chief)
    address = f"/reports/{followed.report.slug}/recommendations/"
    assert "Quillwort" not in client.get(address).content.decode()
    assert not Entry.objects.exists()
    with speaking.as_service():
        viewing.decide(update, show=True, by=followed.lead)
    page = client.get(address).content.decode()
    assert "Quillwort is out." in page
    assert followed.plan.participation.partnership.name in page
    assert "Head of service" not in page
    with speaking.as_service():
        with pytest.raises(IllegalMove, match="Say why"):
            viewing.decide(update, show=False, by=followed.lead)
        viewing.decide(update, show=False, reason="It names somebody.", by=followed.lead)
    assert "Quillwort" not in client.get(address).content.decode()
    assert not Entry.objects.exists()


def test_where_a_programme_never_attributes_no_partnerships_words_are_published():
    programme, report, recommended, round = build.followed_programme()
    plan = build.plan_of(report)
    build.action(plan, recommended[0])
    update = build.sent(plan, round)
    with speaking.as_service():
        type(programme).objects.filter(pk=programme.pk).update(attribution="never")
        update = Update.objects.select_related("plan__programme", "plan__participation__partnership").get(pk=update.pk)
        with pytest.raises(IllegalMove, match="never attributes"):
            viewing.decide(update, show=True, by=drafts.person())
        # And were it decided all the same, the wall shows it to nobody.
        update.decisions.create(report=report, is_shown=True, named_as="One area", decided_by=drafts.person())
    assert not Entry.objects.exists()


# --- Answers and a body's plan ---------------------------------------------------------------------------------------


def test_an_owners_answer_never_changes_and_a_further_one_follows_it(followed):
    chief = as_(followed.chief)
    address = f"/follow-up/plans/{followed.plan.pk}/answers/{followed.recommended[0].pk}/"
    for answer, words in (("partly accepted", "In part."), ("partly accepted", "In part."), ("accepted", "Wholly.")):
        sent = {"answer": answer, "words": words, "answered_as": "Chief officer"}
        assert chief.post(address, sent).status_code == 302
    with speaking.as_service():
        from followup.models import Response

        said = list(Response.objects.order_by("number").values_list("number", "answer"))
        assert said == [(1, "partly accepted"), (2, "accepted")]
        with pytest.raises(DatabaseError), transaction.atomic():
            Response.objects.update(words="Never said.")
    assert as_(followed.coordinator).get(address).status_code == 403


def test_a_bodys_plan_is_entered_by_the_team_and_read_by_nobody_else_until_published(followed, client):
    with speaking.as_service():
        plan = planning.open_for_a_body(followed.report, body="Invented national body", by=followed.lead)
        build.action(plan, followed.recommended[1], text="Set a day.")
        update = build.written(plan, followed.round, words="Quillwort: the day is set.", state="done")
        update = updating.send(update, by=followed.lead)
    assert as_(followed.lead).get(plan.get_absolute_url()).status_code == 200
    assert as_(followed.coordinator).get(plan.get_absolute_url()).status_code == 404
    address = f"/reports/{followed.report.slug}/recommendations/"
    assert "Quillwort" not in client.get(address).content.decode()
    with speaking.as_service():
        viewing.decide(update, show=True, by=followed.lead)
    assert "Invented national body" in client.get(address).content.decode()
    found = public.followed(followed.report.slug)
    assert [each.said for each in found] == [[], []]  # only a tracker reads what was said


def test_somebody_tied_to_a_partnership_is_not_its_link_inspector(followed):
    tied = plans.in_team(followed.programme, roles.Inspector)
    with speaking.as_service():
        body = followed.plan.participation.partnership.organisations.first()
        tied.ties.create(organisation=body, reason="Worked there")
    with speaking.as_person(followed.lead), pytest.raises(IllegalMove, match="Choose somebody else"):
        viewing.name_inspector(followed.plan, tied)
    with speaking.as_person(followed.lead):
        viewing.name_inspector(followed.plan, followed.lead)
        assert Plan.objects.get(pk=followed.plan.pk).link_inspector == followed.lead


def test_the_overview_costs_the_same_however_many_plans_there_are(followed, django_assert_max_num_queries):
    client = as_(followed.lead)
    address = f"/follow-up/reports/{followed.report.pk}/plans/"
    with speaking.as_service():
        Plan.objects.bulk_create(
            Plan(report=followed.report, programme=followed.programme, about="A", body=f"Body {number}", title="Plan")
            for number in range(60)
        )
    with django_assert_max_num_queries(24):
        page = client.get(address).content.decode()
    assert page.count("Body ") == 60


def test_plans_are_offered_to_be_opened_where_one_is_missing_and_nowhere_else():
    with speaking.as_service():
        programme = plans.programme(definition="asp-joint-inspections", areas=2)
        report = drafts.report(programme, title="What we found elsewhere")
    build.published("Write one guide.", report=report)
    address = f"/follow-up/reports/{report.pk}/plans/"
    lead, offer = as_(plans.in_team(programme, roles.Lead)), f'action="{address}open/"'
    assert offer in lead.get(address).content.decode()
    lead.post(f"{address}open/")
    with speaking.as_service():
        assert Plan.objects.filter(report=report).count() == 2
    assert offer not in lead.get(address).content.decode()


def test_nothing_follows_a_report_that_is_not_public():
    report = drafts.report()
    with speaking.as_service(), pytest.raises(IllegalMove, match="has not been published yet"):
        planning.open_plans(report, by=drafts.person())
