"""The panel: papers after a declaration, a decision once and by those without a conflict, conditions that are met."""

from datetime import date, timedelta

import pytest
from django.db import DatabaseError, transaction
from django.test import Client
from django.utils import timezone

from accounts import roles, speaking
from accounts.moves import IllegalMove
from assurance import judging, meeting, travelling
from assurance.models import Judgement, Meeting, Member, PanelCondition, Papers
from assurance.road import Stage
from notifications.models import Notice
from programmes import work
from tests.build import assurance as roads
from tests.build import reports as build

pytestmark = pytest.mark.django_db
Decision = Meeting.Decision


def waiting_for(person) -> list[str]:
    with speaking.as_person(person):
        return [each.title for each in work.waiting_for(work.Desk(person, date.today()))]


def at(report):
    with speaking.as_service():
        return travelling.standing(report).at


def asked(who, words="Say how many.", days=7) -> meeting.Asked:
    return meeting.Asked(words, who, date.today() + timedelta(days=days))


def test_calling_the_panel_locks_the_draft_and_tells_each_member_once():
    called = roads.called()
    with speaking.as_service():
        assert at(called.report) == Stage.PANEL
        assert called.version.purpose == "panel"
        told = Notice.objects.filter(kind="panel papers ready").values_list("recipient", flat=True)
        assert sorted(told) == sorted(called.members.values_list("person", flat=True))
    with pytest.raises(IllegalMove, match="to come already"), speaking.as_service():
        people = [member.person for member in called.members.select_related("person")]
        meeting.call(
            called.report, held_at=timezone.now(), members=people, chair=people[0], place="Here", by=called.called_by
        )


def test_whoever_wants_to_call_a_panel_that_is_called_already_is_led_to_its_meeting():
    called = roads.called()
    client = Client()
    client.force_login(roads.lead_of(called.report))
    answer = client.get(f"/drafting/{called.report_id}/panel/call/", follow=True)
    assert answer.redirect_chain == [(called.get_absolute_url(), 302)]
    assert "has been called already" in answer.content.decode()


def test_papers_are_opened_after_declaring_and_it_is_noted():
    called = roads.called()
    member, client = called.chair, Client()
    client.force_login(member)
    papers = f"{called.get_absolute_url()}papers/"
    assert "Declare conflicts of interest, then read the panel papers" in waiting_for(member)
    assert client.get(papers)["Location"].endswith("/declare/")
    assert client.post(f"{papers}pdf/")["Location"].endswith("/declare/")
    client.post(f"{called.get_absolute_url()}declare/", {"has": "no"})
    page = client.get(papers)
    assert page.status_code == 200
    assert "There is more to say." in page.content.decode()
    with speaking.as_service():
        assert Member.objects.get(meeting=called, person=member).opened_at


def test_nobody_declares_for_somebody_else():
    called = roads.called()
    with speaking.as_person(called.chair), pytest.raises(DatabaseError), transaction.atomic():
        Member.objects.filter(meeting=called).exclude(person=called.chair).update(
            has_conflict=False, declared_at=timezone.now()
        )


def test_a_member_with_a_conflict_is_not_among_those_who_decide():
    panel = roads.members(4)
    called = roads.declared(roads.called(panel=panel), conflicts={panel[1]: "I once worked there."})
    decided = roads.decided_by_all(called)
    with speaking.as_service():
        assert set(decided.members.filter(decides=True).values_list("person", flat=True)) == {
            panel[0].pk, panel[2].pk, panel[3].pk,
        }  # fmt: skip
        with pytest.raises(DatabaseError), transaction.atomic():
            Member.objects.filter(person=panel[1]).update(decides=True)


def test_what_a_conflict_is_the_chair_and_the_lead_read_and_others_that_there_is_one():
    panel = roads.members(4)
    called = roads.declared(roads.called(panel=panel), conflicts={panel[1]: "My sister works there."})
    others = [
        panel[2],
        build.holder_of(roles.Communications),
        build.member_of(called.report.programme, roles.Inspector),
    ]
    for reader, reads in [(panel[0], True), (panel[1], True), (roads.lead_of(called.report), True)] + [
        (each, False) for each in others
    ]:
        client = Client()
        client.force_login(reader)
        page = client.get(called.get_absolute_url()).content.decode()
        assert ("My sister works there." in page) is reads, reader
        assert page.count("Declared a conflict") == 1, reader


def test_without_its_quorum_the_panel_decides_nothing():
    panel = roads.members(3)
    called = roads.declared(roads.called(panel=panel), conflicts={panel[1]: "I once worked there."})
    with pytest.raises(meeting.CannotDecide, match="2 members would decide, and at least 3"):
        roads.decided_by_all(called)
    assert at(called.report) == Stage.PANEL
    with speaking.as_service(), pytest.raises(DatabaseError), transaction.atomic():
        Meeting.objects.filter(pk=called.pk).update(
            status="decided", decision="agreed", reasons="So.", decided_by=called.chair, decided_at=timezone.now()
        )


def test_a_chair_with_a_conflict_gives_the_chair_away():
    panel = roads.members(4)
    called = roads.declared(roads.called(panel=panel), conflicts={panel[0]: "I once worked there."})
    with pytest.raises(meeting.CannotDecide, match="another member has to chair"):
        roads.decided_by_all(called)
    with speaking.as_service():
        meeting.give_chair(called, panel[1])
        called = Meeting.objects.select_related("chair", "report__programme").get(pk=called.pk)
    assert roads.decided_by_all(called).decision == Decision.AGREED


def test_a_second_press_makes_no_second_decision():
    decided = roads.decided()
    with pytest.raises(IllegalMove, match="recorded already"):
        roads.decided_by_all(decided, decision=Decision.NOT_AGREED)
    with speaking.as_service():
        assert Meeting.objects.get(pk=decided.pk).decision == Decision.AGREED
        for wrong in (
            lambda: Meeting.objects.filter(pk=decided.pk).update(reasons="Others"),
            lambda: Member.objects.filter(meeting=decided).update(present=False, decides=False),
            lambda: Papers.objects.filter(meeting=decided).update(content={}),
        ):
            with pytest.raises(DatabaseError), transaction.atomic():
                wrong()


def test_a_draft_that_is_not_agreed_goes_back_with_the_reasons():
    decided = roads.decided(decision=Decision.NOT_AGREED)
    with speaking.as_service():
        assert at(decided.report) == Stage.DRAFTING
        assert "The evidence carries it." in decided.report.road.steps.last().reason
        assert not Judgement.objects.agreed().exists()


def test_conditions_are_said_are_met_and_open_the_way():
    called = roads.called()
    lead = roads.lead_of(called.report)
    with pytest.raises(meeting.CannotDecide, match="at least one"):
        roads.decided(called, decision=Decision.WITH_CONDITIONS)
    decided = roads.decided(called, decision=Decision.WITH_CONDITIONS, conditions=[asked(lead)])
    assert "Meet a condition of the panel" in waiting_for(lead)
    with speaking.as_person(lead):
        with pytest.raises(travelling.NotYet, match="Every condition of the panel is met"):
            travelling.move(decided.report, "to-accuracy", by=lead)
        condition = PanelCondition.objects.get(meeting=decided)
        meeting.meet(condition, with_what="2.1 says 61%.", by=lead)
        with pytest.raises(IllegalMove):
            meeting.meet(condition, with_what="Twice.", by=lead)
    assert "Send on a report that the panel agreed" in waiting_for(lead)
    with speaking.as_person(lead):
        travelling.move(decided.report, "to-accuracy", by=lead)
    assert at(decided.report) == Stage.ACCURACY


def test_a_condition_is_reminded_of_once_before_its_day_and_once_after():
    lead_and = roads.called()
    lead = roads.lead_of(lead_and.report)
    roads.decided(
        lead_and, decision=Decision.WITH_CONDITIONS, conditions=[asked(lead, days=2), asked(lead, "Later.", 20)]
    )
    assert [meeting.remind_of_conditions() for _ in range(3)] == [1, 0, 0]
    with speaking.as_service():
        assert Notice.objects.filter(kind="condition of the panel due", recipient=lead).count() == 1


def test_the_decision_is_told_to_the_lead_and_to_whoever_is_asked():
    called = roads.called()
    lead, writer = roads.lead_of(called.report), build.member_of(called.report.programme, roles.Inspector)
    roads.decided(called, decision=Decision.WITH_CONDITIONS, conditions=[asked(writer)])
    with speaking.as_service():
        told = set(Notice.objects.filter(kind="decision of the panel").values_list("recipient", flat=True))
    assert told == {lead.pk, writer.pk}


def test_a_decision_is_not_recorded_before_its_day():
    called = roads.called(held_at=timezone.now() + timedelta(days=3))
    with pytest.raises(meeting.CannotDecide, match="on that day or after it"):
        roads.decided(called)


def test_an_author_does_not_sit_on_the_panel():
    panel = roads.members(3)
    report = build.report()
    with speaking.as_service():
        report.sections.filter(position=1).update(updated_by=panel[0], updated_at=timezone.now())
    with pytest.raises(meeting.CannotCall, match="an author of the report"):
        roads.called(report, panel=panel)


# --- Judgements ------------------------------------------------------------------------------------------------------


def test_the_panel_alone_agrees_a_judgement_and_it_never_changes():
    report = build.report(roads.judging_programme())
    decided = roads.decided(roads.called(report), grades={"leadership": "weaknesses"})
    lead = roads.lead_of(report)
    with speaking.as_service():
        agreed = {each.question: each for each in Judgement.objects.agreed().filter(report=report)}
        assert (agreed["key-processes"].grade, agreed["leadership"].grade) == ("effective", "weaknesses")
        assert agreed["leadership"].proposed == "effective"
        for wrong in (
            lambda: Judgement.objects.filter(report=report).update(grade="very-effective"),
            lambda: Judgement.objects.filter(report=report).delete(),
        ):
            with pytest.raises(DatabaseError), transaction.atomic():
                wrong()
    with speaking.as_person(lead):
        with pytest.raises(IllegalMove):
            judging.propose(report, "leadership", grade="effective", reason="It was too hard.", by=lead)
        travelling.move(decided.report, "to-accuracy", by=lead)
        again = judging.propose(report, "leadership", grade="effective", reason="A fact was wrong.", by=lead)
    assert (again.number, again.status) == (2, "proposed")


def test_a_judgement_that_no_panel_agreed_is_not_agreed():
    report = build.report(roads.judging_programme())
    roads.propose_all(report)
    called = roads.called(report)
    with speaking.as_service(), pytest.raises(DatabaseError), transaction.atomic():
        Judgement.objects.filter(report=report).update(
            status="agreed", grade="effective", meeting=called, agreed_at=timezone.now()
        )


def test_judgements_are_compared_with_public_reports_of_the_same_kind_only():
    ours = build.report(roads.judging_programme())
    with speaking.as_service():
        assert [each.total for each in judging.compare(ours)] == [0, 0]
    other = build.report(roads.judging_programme())
    roads.final(other)
    lead = roads.lead_of(ours)
    with speaking.as_person(lead):
        assert [each.total for each in judging.compare(ours)] == [0, 0]
    build.published(other)
    with speaking.as_person(lead):
        first = judging.compare(ours)[0]
    assert first.total == 1
    assert dict(first.counts)["Effective, with areas for improvement"] == 1
    assert first.reports == [(other.title, "Effective, with areas for improvement")]


def test_the_papers_hold_the_evidence_the_reviews_and_the_judgements():
    report = build.report(roads.judging_programme())
    called = roads.called(report)
    with speaking.as_service():
        content = called.papers.content
    assert content["figures"][0]["source"] == "Staff survey, 2024"
    assert content["reviews"][0]["remarks"] == [{"label": "1.1", "words": "Say which duties."}]
    assert [each["stands"] for each in content["judgements"]] == ["Effective, with areas for improvement"] * 2
    assert [each["total"] for each in content["comparison"]] == [0, 0]


def test_the_chair_records_the_decision_on_the_page():
    report = build.report(roads.judging_programme())
    called = roads.declared(roads.called(report))
    client = Client()
    client.force_login(called.chair)
    address = f"{called.get_absolute_url()}decide/"
    with speaking.as_service():
        present = [str(pk) for pk in called.members.values_list("pk", flat=True)]
        lead = roads.lead_of(report)
    given = {
        "present": present, "decision": "with conditions", "reasons": "Well founded.", "minutes": "### All\n\nWell.",
        "grade-key-processes": "effective", "grade-leadership": "effective", "rows": "3",
    }  # fmt: skip
    more = client.post(address, {**given, "more": "1", "condition-0-words": "Say how many."}).content.decode()
    assert "Condition 4" in more
    assert "Say how many.</textarea>" in more
    refused = client.post(address, {**given, "condition-0-words": "Say how many."}).content.decode()
    assert "Well founded.</textarea>" in refused
    assert "Condition 1 is not complete." in refused
    assert "Condition 2 is not complete." not in refused
    day = date.today() + timedelta(days=5)
    typed = {"condition-0-words": "Say how many.", "condition-0-who": str(lead.pk), "condition-0-due_on_day": day.day,
             "condition-0-due_on_month": day.month, "condition-0-due_on_year": day.year}  # fmt: skip
    assert client.post(address, {**given, **typed}).status_code == 302
    page = client.get(called.get_absolute_url()).content.decode()
    assert "Agreed with conditions" in page
    assert "Say how many." in page
    assert client.post(address, {**given, **typed}).status_code == 409


def test_an_administrator_sets_how_many_decide():
    client, programme = Client(), build.programme()
    client.force_login(build.holder_of(roles.Administrator))
    assert "please verify it" in client.get("/drafting/panel/quorum/").content.decode()
    client.post("/drafting/panel/quorum/", {"members": "4", f"of-{programme.pk}": "2"})
    with speaking.as_service():
        assert (meeting.quorum_of(programme), meeting.quorum_of(build.programme())) == (2, 4)


def test_a_meeting_that_is_put_off_tells_its_members_once_and_keeps_its_papers():
    called = roads.called()
    lead, later = roads.lead_of(called.report), timezone.now() + timedelta(days=9)
    with speaking.as_person(lead):
        for _ in range(2):
            meeting.put_off(called, held_at=later, place="Elsewhere")
    with speaking.as_service():
        now = Meeting.objects.get(pk=called.pk)
        assert (now.held_at, now.place, now.version_id) == (later, "Elsewhere", called.version_id)
        assert Notice.objects.filter(kind="panel meeting changed").count() == 3
