"""Factual accuracy: commented on by paragraph, signed off once, decided with reasons, and answered once."""

import io
from datetime import date, timedelta

import pytest
from django.conf import settings
from django.db import DatabaseError, transaction
from django.test import Client
from django.utils import timezone

from accounts import actions as accounts
from accounts import roles, speaking
from accounts.moves import IllegalMove
from accuracy import checking, deciding, joining, on_the_road, response, sending
from accuracy.models import Comment, CommentFile, Decision, FactCheck
from assurance import meeting, papers
from notifications.models import Notice
from programmes import letter_causes, tasks_of, work
from reports.models import Report, Section
from tests.build import accuracy as build
from tests.build import assurance, documents, programmes
from tests.build import reports as drafts
from tests.build.files import upload
from tests.pdf_structure import problems

pytestmark = pytest.mark.django_db


@pytest.fixture
def checked():
    return build.Checked()


def signed_in(person) -> Client:
    client = Client(raise_request_exception=False)
    client.force_login(person, backend=settings.AUTHENTICATION_BACKENDS[0])
    return client


def letters(person, words: str) -> int:
    with speaking.as_service():
        return Notice.objects.filter(recipient=person, title__contains=words).count()


# --- Sending ---------------------------------------------------------------------------------------------------------


def test_the_last_day_steps_over_weekends_and_bank_holidays_in_scotland():
    programme = programmes.programme()
    # In 2026 Christmas Day is a Friday and Boxing Day a Saturday, so the Monday after it is a bank holiday.
    assert sending.due_day(programme, 10, today=date(2026, 12, 17)) == date(2027, 1, 6)
    assert sending.due_day(programme, 1, today=date(2026, 11, 27)) == date(2026, 12, 1), (
        "St Andrew's Day is not counted"
    )


def test_the_usual_time_comes_from_the_definition_or_is_ten_working_days():
    assert sending.usual_days(programmes.programme()) == 10
    made = programmes.programme(definition="asp-joint-inspections", areas=1)
    made.particulars["figures"] = [{"key": "accuracy-days", "value": 8}]
    assert sending.usual_days(made) == 8


def test_everybody_in_the_partnership_is_told_once_and_nobody_else(checked):
    for person in (checked.coordinator, checked.chief, checked.contributor):
        assert letters(person, "Please check the facts") == 1
    assert letters(checked.stranger, "Please check the facts") == 0
    with speaking.as_person(checked.lead), pytest.raises(sending.CannotSend, match="already"):
        sending.send(checked.report, [checked.ours], days=5, called="x", by=checked.lead)


def test_nobody_is_sent_a_draft_that_nobody_could_sign_off(checked):
    report = drafts.report(checked.programme)
    with speaking.as_service():
        part = programmes.programme(areas=1).participations.get()
    with speaking.as_service(), pytest.raises(sending.CannotSend, match="no chief officer"):
        sending.send(report, [part], days=5, called="x", by=checked.lead)


def test_a_later_change_of_the_draft_changes_nothing_that_was_sent(checked):
    with speaking.as_service():
        Section.objects.filter(report=checked.report).update(body="Otherwise.")
    page = signed_in(checked.coordinator).get(f"/facts/{checked.check.pk}/").content.decode()
    assert "There is more to say." in page
    assert "Otherwise." not in page


def test_reminders_go_before_the_last_day_and_each_of_them_once(checked):
    due = checked.check.due_on
    days = checked.programme.working_days
    assert sending.remind_of_due_checks(timezone.localdate()) == "Nothing is due"
    near = days.add_working_days(due, -3)
    assert sending.remind_of_due_checks(near) == "1 reminded"
    assert sending.remind_of_due_checks(near) == "Nothing is due"
    assert sending.remind_of_due_checks(days.add_working_days(due, -1)) == "1 reminded"
    assert letters(checked.coordinator, "Comments on facts end on") == 2


def test_more_time_is_decided_with_a_reason_and_moves_the_last_day(checked):
    later = checked.check.due_on + timedelta(days=5)
    with speaking.as_person(checked.coordinator):
        with pytest.raises(sending.CannotAsk):
            sending.ask_for_time(checked.check, until=checked.check.due_on, reason="Leave.", by=checked.coordinator)
        wish = sending.ask_for_time(checked.check, until=later, reason="Leave.", by=checked.coordinator)
        assert sending.ask_for_time(checked.check, until=later, reason="Again.", by=checked.coordinator) == wish
    assert letters(checked.lead, "asks for more time") == 1
    page = f"/deciding/more-time/{wish.pk}/"
    lead = signed_in(checked.lead)
    assert lead.post(page, {"decision": "grant"}).status_code == 422
    given = {"until_day": later.day, "until_month": later.month, "until_year": later.year}
    assert lead.post(page, {"decision": "grant", "reason": "Granted.", **given}).status_code == 302
    assert checked.now().due_on == later
    assert letters(checked.contributor, "More time given") == 1


def test_taken_back_it_is_gone_for_the_partnership_and_kept_for_the_team(checked):
    checked.comment()
    with speaking.as_person(checked.lead):
        sending.withdraw(checked.check, reason="The wrong version.", by=checked.lead)
    for person in (checked.coordinator, checked.chief):
        assert signed_in(person).get(f"/facts/{checked.check.pk}/").status_code == 404
        with speaking.as_person(person), transaction.atomic():
            assert not FactCheck.objects.exists()
    assert "The wrong version." in signed_in(checked.lead).get(f"/deciding/{checked.check.pk}/").content.decode()


def test_who_does_not_answer_is_seen_to_be_late_and_does_not_keep_a_report_from_going_on(checked):
    def sent() -> bool:
        with speaking.as_person(checked.lead):
            return on_the_road.draft_was_sent(checked.report).holds

    def asked_of_the_lead() -> list[str]:
        with speaking.as_person(checked.lead):
            return [each.title for each in work.waiting_for(work.Desk(checked.lead, date.today()))]

    with speaking.as_person(checked.lead):
        sending.withdraw(checked.check, reason="The wrong version.", by=checked.lead)
    assert not sent(), "taken back before its last day, it was not checked"
    with speaking.as_person(checked.lead):
        (checked.check,) = sending.send(checked.report, [checked.ours], days=5, called="Again", by=checked.lead)
    assert "A partnership has not answered on facts" not in asked_of_the_lead()
    with speaking.as_service():
        FactCheck.objects.filter(pk=checked.check.pk).update(due_on=date.today() - timedelta(days=1))
    assert "A partnership has not answered on facts" in asked_of_the_lead()
    lead = signed_in(checked.lead)
    assert ">Late<" in lead.get(f"/drafting/{checked.report.pk}/facts/").content.decode()
    passed = "The last day for comments has passed"
    assert passed in lead.get(f"/deciding/{checked.check.pk}/").content.decode()
    assert passed in signed_in(checked.coordinator).get(f"/facts/{checked.check.pk}/").content.decode()
    page = f"/deciding/{checked.check.pk}/withdraw/"
    assert "can go on without their comments" in lead.get(page).content.decode()
    assert lead.post(page, {"reason": "No answer came."}).status_code == 302
    assert sent()
    with speaking.as_person(checked.lead):
        for told in (on_the_road.comments_are_decided, on_the_road.responses_are_sent):
            assert told(checked.report).holds


# --- Commenting ------------------------------------------------------------------------------------------------------


def test_a_comment_is_written_beside_its_paragraph_with_the_sentences_to_choose_from(checked):
    with speaking.as_service():
        part = checked.now().version.paragraphs()["p-1-1"]
    client = signed_in(checked.contributor)
    address = f"/facts/{checked.check.pk}/comment/p-1-1/"
    page = client.get(address).content.decode()
    assert part.words.split(".")[0] in page
    said = {
        "kind": "fact",
        "sentences": ["0"],
        "correction": "Most of their duties.",
        "in_question": "",
        "evidence": "",
    }
    assert client.post(address, said).status_code == 302
    with speaking.as_service():
        comment = Comment.objects.get()
    assert comment.in_question == "Leaders understood their duties."
    assert comment.paragraph == part.words
    assert client.get(f"/facts/{checked.check.pk}/comment/p-99-9/").status_code == 404


def test_a_comment_saves_itself_and_two_at_once_are_told(checked):
    comment = checked.comment()
    first, second = signed_in(checked.coordinator), signed_in(checked.contributor)
    said = {"kind": "fact", "in_question": "x", "correction": "Mine.", "evidence": ""}
    answer = first.post(comment.get_absolute_url(), {**said, "seen": comment.version}, headers={"HX-Request": "true"})
    assert "Saved" in answer.content.decode()
    theirs = {**said, "correction": "Theirs.", "seen": comment.version}
    told = second.post(comment.get_absolute_url(), theirs, headers={"HX-Request": "true"}).content.decode()
    assert "nothing is lost" in told
    both = second.post(comment.get_absolute_url(), theirs)
    assert both.status_code == 409
    assert "Mine." in both.content.decode() and "Theirs." in both.content.decode()
    with speaking.as_service():
        comment.refresh_from_db()
        assert comment.correction == "Mine."
        assert second.post(comment.get_absolute_url(), {**theirs, "seen": comment.version}).status_code == 302


def test_saving_what_is_there_changes_nothing(checked):
    comment = checked.comment()
    edits = checked.now().edits
    with speaking.as_person(checked.coordinator):
        fields = {name: getattr(comment, name) for name in ("kind", "in_question", "correction", "evidence")}
        saved = checking.save(comment, fields, seen=1, by=checked.coordinator)
    assert saved.version == comment.version
    assert checked.now().edits == edits


def test_files_show_what_a_comment_says_and_a_bad_one_is_told(checked):
    comment = checked.comment()
    client = signed_in(checked.coordinator)
    address = f"/facts/comments/{comment.pk}/files/"
    client.post(address, {"files": [upload("minutes.docx", documents.docx(text="Minutes")), upload("x.exe", b"MZ")]})
    page = client.get(comment.get_absolute_url()).content.decode()
    assert "minutes.docx" in page
    assert "x.exe" in page, "it is told why it was not added"
    with speaking.as_service():
        kept = CommentFile.objects.select_related("file").get()
    assert client.get(f"/facts/files/{kept.pk}/").status_code == 404, "its check is not over"
    assert signed_in(checked.lead).get(f"/facts/files/{kept.pk}/").status_code == 404
    assert client.post(f"/facts/files/{kept.pk}/remove/").status_code == 302
    with speaking.as_service():
        assert not CommentFile.objects.exists()


def test_before_sign_off_the_team_reads_no_word_of_it(checked):
    checked.comment(correction="Zyxwvut8canary")
    lead = signed_in(checked.lead)
    for address in (
        f"/facts/{checked.check.pk}/",
        f"/deciding/{checked.check.pk}/",
        f"/drafting/{checked.report.pk}/facts/",
    ):
        assert "Zyxwvut8canary" not in lead.get(address, follow=True).content.decode()
    with speaking.as_person(checked.lead), transaction.atomic():
        assert FactCheck.objects.exists()
        assert not Comment.objects.exists()
    checked.signed_off()
    assert "Zyxwvut8canary" in lead.get(f"/deciding/{checked.check.pk}/").content.decode()


# --- Sign-off --------------------------------------------------------------------------------------------------------


def test_a_chief_officer_signs_off_once_what_they_saw(checked):
    checked.comment()
    coordinator, chief = signed_in(checked.coordinator), signed_in(checked.chief)
    base = f"/facts/{checked.check.pk}/"
    assert coordinator.post(f"{base}put-forward/", {"seen": 0}).status_code == 409, "somebody changed a comment"
    assert coordinator.post(f"{base}put-forward/", {"seen": checked.now().edits}).status_code == 302
    assert letters(checked.chief, "For your sign-off") == 1
    assert coordinator.post(f"{base}sign-off/", {"seen": checked.now().edits, "agreed": "on"}).status_code == 403
    assert chief.post(f"{base}sign-off/", {"seen": checked.now().edits}).status_code == 422
    for _ in range(2):
        assert chief.post(f"{base}sign-off/", {"seen": checked.now().edits, "agreed": "on"}).status_code == 302
    assert checked.now().status == FactCheck.Status.SIGNED_OFF
    assert letters(checked.coordinator, "Receipt FA-") == 1
    assert letters(checked.lead, "has commented on") == 1


def test_a_chief_officer_reads_every_word_of_what_they_sign_off(checked):
    long = "Leaders understood most of their duties, as their own audit of every record of the year has shown us. "
    checked.comment(correction=f"{long}And so they said.", evidence=f"{long}It stands in the minutes.")
    coordinator, chief = signed_in(checked.coordinator), signed_in(checked.chief)
    address = f"/facts/{checked.check.pk}/"
    coordinator.post(f"{address}put-forward/", {"seen": checked.now().edits})
    page = chief.get(address).content.decode()
    before_the_form = page[: page.index('id="sign-off"')]
    assert "And so they said." in before_the_form
    assert "It stands in the minutes." in before_the_form


def test_sent_back_it_can_be_changed_again_and_the_team_never_reads_why(checked):
    comment = checked.comment()
    checked.put_forward()
    with speaking.as_person(checked.coordinator), pytest.raises(IllegalMove, match="sign-off"):
        checking.save(comment, {"correction": "x"}, seen=comment.version, by=checked.coordinator)
    with speaking.as_person(checked.chief):
        checking.send_back(checked.now(), reason="Zyxwvut8reason", by=checked.chief)
    assert "Zyxwvut8reason" in signed_in(checked.coordinator).get(f"/facts/{checked.check.pk}/").content.decode()
    assert letters(checked.coordinator, "To be changed") == 1
    checked.signed_off()
    assert "Zyxwvut8reason" not in signed_in(checked.lead).get(f"/deciding/{checked.check.pk}/").content.decode()


def test_no_comments_is_an_answer_and_is_signed_off(checked):
    with speaking.as_person(checked.coordinator):
        with pytest.raises(IllegalMove, match="no comments yet"):
            checking.put_forward(checked.check, seen=0, by=checked.coordinator)
        checking.say_none(checked.check, seen=0, by=checked.coordinator)
    with speaking.as_person(checked.chief):
        checking.sign_off(checked.now(), seen=0, by=checked.chief)
    assert "has no comments" in signed_in(checked.lead).get(f"/deciding/{checked.check.pk}/").content.decode()
    checked.returned()
    assert response.rows(checked.check) == []
    assert response.as_word(checked.check)


def test_an_unfinished_comment_is_not_signed_off(checked):
    checked.comment(correction="", evidence="")
    with speaking.as_person(checked.coordinator), pytest.raises(IllegalMove, match="Finish it"):
        checking.put_forward(checked.now(), seen=checked.check.edits, by=checked.coordinator)


def test_what_was_signed_off_never_changes(checked):
    comment = checked.comment()
    checked.signed_off()
    for change in (
        lambda: Comment.objects.filter(pk=comment.pk).update(correction="Other."),
        lambda: Comment.objects.filter(pk=comment.pk).delete(),
        lambda: Comment.objects.create(
            fact_check=checked.check, participation=checked.ours, anchor="p-1-2", label="1.2", place=9, paragraph="x",
            begun_by=checked.chief, saved_by=checked.chief,
        ),
        lambda: FactCheck.objects.filter(pk=checked.check.pk).update(no_comments=True),
        lambda: FactCheck.objects.filter(pk=checked.check.pk).update(signed_off_by=checked.coordinator),
    ):  # fmt: skip
        with pytest.raises(DatabaseError), transaction.atomic(), speaking.as_service():
            change()


# --- Who sees it -----------------------------------------------------------------------------------------------------


def test_another_partnership_and_an_inspector_who_comes_from_it_see_nothing(checked):
    checked.comment()
    checked.signed_off()
    tied = drafts.member_of(checked.programme, roles.Inspector)
    with speaking.as_service():
        accounts.declare_tie(tied, checked.ours.partnership.organisations.first(), "worked there", by=checked.lead)
    for person in (checked.stranger, tied, drafts.person(), build.office()):
        client = signed_in(person)
        for address in ("", "receipt/", "comment/p-1-1/", "more-time/"):
            assert client.get(f"/facts/{checked.check.pk}/{address}").status_code == 404, f"{person} {address}"
        assert client.get(f"/deciding/{checked.check.pk}/").status_code == 404
        with speaking.as_person(person), transaction.atomic():
            assert not FactCheck.objects.exists()
            assert not Comment.objects.exists()


def test_the_partnership_reads_no_decision_before_the_response_goes_back(checked):
    comment = checked.comment()
    checked.signed_off()
    checked.decide(comment)
    with speaking.as_person(checked.chief), transaction.atomic():
        assert Comment.objects.exists()
        assert not Decision.objects.exists()
    assert signed_in(checked.chief).get(f"/facts/{checked.check.pk}/response/").status_code == 404
    checked.returned()
    with speaking.as_person(checked.chief), transaction.atomic():
        assert Decision.objects.exists()
    assert (
        "The minutes say so." in signed_in(checked.chief).get(f"/facts/{checked.check.pk}/response/").content.decode()
    )


def test_the_partnership_reads_and_comments_on_the_summary_and_the_notes_as_well(monkeypatch):
    monkeypatch.setattr(drafts, "BODY", f"{drafts.BODY}\nSo they said.[^1]\n\n[^1]: Minutes of an invented meeting.")
    checked = build.Checked()
    client = signed_in(checked.coordinator)
    page = client.get(f"/facts/{checked.check.pk}/").content.decode()
    assert "Mostly <strong>well</strong>, with gaps." in page
    assert 'id="note-1"' in page and "Minutes of an invented meeting." in page
    for anchor, label in (("summary", "Summary"), ("note-1", "Note 1")):
        address = f"/facts/{checked.check.pk}/comment/{anchor}/"
        assert f'href="{address}"' in page
        said = {"kind": "fact", "in_question": "", "correction": "There are fewer gaps.", "evidence": ""}
        assert client.post(address, said).status_code == 302
        with speaking.as_service():
            assert Comment.objects.get(fact_check=checked.check, anchor=anchor).label == label
    promised = "There are fewer gaps."
    with speaking.as_service():
        Report.objects.filter(pk=checked.report.pk).update(summary=f"Mostly well. {promised}")
    checked.signed_off()
    for anchor in ("summary", "note-1"):
        with speaking.as_service():
            comment = Comment.objects.get(fact_check=checked.check, anchor=anchor)
        checked.decide(comment, changed_text=promised)
    with speaking.as_person(checked.lead):
        kept = deciding.promises(checked.check, deciding.draft_now(Report.objects.get(pk=checked.report.pk)))
    assert [each.is_kept for each in kept] == [True, True]


# --- Deciding --------------------------------------------------------------------------------------------------------


def test_every_comment_is_decided_with_a_reason_before_the_response_goes_and_it_goes_once(checked):
    one, two = checked.comment(), checked.comment("p-2-1", correction="There is less to say.")
    checked.signed_off()
    client = signed_in(checked.lead)
    assert client.post(f"/deciding/comments/{one.pk}/", {"outcome": "accepted", "seen": 0}).status_code == 422
    said = {
        "outcome": "accepted",
        "reason": "So it is.",
        "changed_text": "Leaders understood most.",
        "seen": 0,
        "next": "",
    }
    answer = client.post(f"/deciding/comments/{one.pk}/", said)
    assert answer.url == f"/deciding/comments/{two.pk}/", "the next one follows"
    assert client.post(f"/deciding/{checked.check.pk}/response/").status_code == 409
    checked.decide(two, "not accepted", reason="The evidence says otherwise.", by=checked.inspector)
    for _ in range(2):
        assert client.post(f"/deciding/{checked.check.pk}/response/").status_code == 302
    assert letters(checked.coordinator, "Our response to your comments") == 1
    with pytest.raises(DatabaseError), transaction.atomic(), speaking.as_service():
        Decision.objects.update(reason="Other.")


def test_the_database_lets_no_response_go_while_a_comment_is_open(checked):
    checked.comment()
    checked.signed_off()
    with pytest.raises(DatabaseError, match="every comment is decided"), transaction.atomic(), speaking.as_service():
        checked.now().move_to(FactCheck.Status.RETURNED, returned_by=checked.lead, returned_at=timezone.now())


def test_two_who_decide_at_once_are_told(checked):
    comment = checked.comment()
    checked.signed_off()
    checked.decide(comment)
    with pytest.raises(deciding.DecidedMeanwhile):
        checked.decide(comment, "not accepted", by=checked.inspector)
    client = signed_in(checked.inspector)
    said = {"outcome": "not accepted", "reason": "Mine.", "changed_text": "", "seen": 0}
    told = client.post(f"/deciding/comments/{comment.pk}/", said)
    assert told.status_code == 409
    assert "Mine." in told.content.decode() and "The minutes say so." in told.content.decode()


def test_a_judgement_is_touched_by_the_panel_alone(checked):
    comment = checked.comment(kind=Comment.Kind.JUDGEMENT, correction="It was better than that.")
    fact = checked.comment("p-2-1")
    checked.signed_off()
    with pytest.raises(deciding.CannotDecide, match="panel alone"):
        checked.decide(comment, "accepted")
    with pytest.raises(deciding.CannotDecide, match="panel alone"):
        checked.decide(fact, "accepted", for_panel=True)
    with pytest.raises(DatabaseError), transaction.atomic(), speaking.as_service():
        Decision.objects.create(
            comment=comment, participation=checked.ours, outcome="accepted", reason="x", decided_by=checked.lead
        )
    with speaking.as_person(checked.lead):
        assert on_the_road.draft_was_sent(checked.report).detail == "", "it is sent, and nobody says that it is not"
        told = on_the_road.panel_has_decided(checked.report)
        assert not told.holds and "1 comment waits" in told.detail
        (evidence,) = on_the_road.comments_for_the_panel(checked.report)
    assert [row[2] for row in evidence.rows] == ["Disagreement with a judgement", "An error of fact"]
    assert evidence.rows[0][4] == "It was better than that."
    assert on_the_road.comments_for_the_panel in papers.evidence
    panel = assurance.members()
    with speaking.as_person(checked.lead):
        again = meeting.call(
            checked.report, held_at=timezone.now() - timedelta(minutes=1), members=panel, chair=panel[0], place="Dundee",
            reason="A partnership disagrees.", by=checked.lead,
        )  # fmt: skip
        assert [each.rows[0][4] for each in on_the_road.comments_for_the_panel(checked.report)]
    assurance.decided(again)
    lead = signed_in(checked.lead)
    assert "comments are being decided" in lead.get(f"/drafting/{checked.report.pk}/facts/send/").content.decode()
    assert lead.post(f"/drafting/{checked.report.pk}/facts/send/", {"again": ""}).status_code == 302
    decision = checked.decide(comment, "partly", reason="The panel agreed in part.", changed_text="It was good.")
    assert decision.for_panel and decision.meeting_id


def test_what_is_not_accepted_changes_no_text(checked):
    comment = checked.comment()
    checked.signed_off()
    assert checked.decide(comment, "not accepted", changed_text="Never.").changed_text == ""


# --- The response ----------------------------------------------------------------------------------------------------


@pytest.mark.prints("accuracy/print/response.html", "accuracy/print/receipt.html")
def test_the_response_is_a_page_a_word_document_and_a_tagged_pdf(checked):
    from docx import Document

    from files import press

    odd = checked.comment(correction="Most\x0b of <b>their</b> duties. " + "word " * 300)
    checked.signed_off()
    checked.decide(odd, changed_text="Leaders understood most of their duties.")
    checked.returned()
    with speaking.as_service():
        word = Document(io.BytesIO(response.as_word(checked.check)))
        pdf = press.press(response.response(checked.check.pk))
        receipt = press.press(response.receipt(checked.check.pk))
    (table,) = word.tables
    assert [cell.text for cell in table.rows[0].cells] == list(response.COLUMNS)
    assert table.rows[0]._tr.xpath("./w:trPr/w:tblHeader"), "its heading row is one for who listens"
    assert table.rows[1].cells[5].text == "Leaders understood most of their duties."
    assert word.sections[0].page_width > word.sections[0].page_height
    assert table.columns[0].width < table.columns[1].width, "its words have more room than their number"
    assert problems(pdf) == []
    assert problems(receipt) == []
    client = signed_in(checked.chief)
    assert client.get(f"/facts/{checked.check.pk}/response.docx")["Content-Disposition"].endswith('.docx"')
    assert client.post(f"/facts/{checked.check.pk}/response/pdf/").status_code == 302


def test_a_promised_text_that_is_not_in_the_draft_is_named(checked):
    comment = checked.comment()
    checked.signed_off()
    checked.decide(comment, changed_text="Leaders understood *most* of their duties.")
    checked.returned()
    client = signed_in(checked.lead)
    address = f"/deciding/{checked.check.pk}/since/"
    assert "1 changed text is not found in the draft" in client.get(address).content.decode()
    with speaking.as_person(checked.lead):
        assert not on_the_road.promises_are_kept(checked.report).holds
    with speaking.as_service():
        section = Section.objects.filter(report=checked.report, position=1).get()
        body = section.body.replace("Leaders **understood** their", "Leaders understood **most**\nof their")
        Section.objects.filter(pk=section.pk).update(body=body)
    page = client.get(address).content.decode()
    assert "Every changed text that was promised stands in the draft" in page
    assert "<ins>" in page
    with speaking.as_person(checked.lead):
        assert on_the_road.promises_are_kept(checked.report).holds


def test_the_road_asks_that_all_is_decided_and_answered(checked):
    def unmet() -> set[str]:
        with speaking.as_person(checked.lead):
            return {
                condition.name
                for condition, ask in (
                    (on_the_road.SENT, on_the_road.draft_was_sent),
                    (on_the_road.DECIDED, on_the_road.comments_are_decided),
                    (on_the_road.RESPONDED, on_the_road.responses_are_sent),
                )
                if not ask(checked.report).holds
            }

    assert unmet() == {"facts-decided", "facts-response-sent"}
    comment = checked.comment()
    checked.signed_off()
    assert unmet() == {"facts-decided", "facts-response-sent"}
    checked.decide(comment)
    assert unmet() == {"facts-response-sent"}
    checked.returned()
    assert unmet() == set()


# --- What waits, and letters -----------------------------------------------------------------------------------------


def waiting(person) -> list[str]:
    with speaking.as_person(person):
        return [each.title for each in work.waiting_for(work.Desk(person, timezone.localdate()))]


def test_it_waits_for_whoever_has_to_act(checked):
    assert "Check the facts: A draft of the review" in waiting(checked.coordinator)
    assert "Check the facts: A draft of the review" in waiting(checked.contributor)
    assert not [each for each in waiting(checked.chief) if "facts" in each]
    comment = checked.comment()
    checked.put_forward()
    assert "Sign off comments: A draft of the review" in waiting(checked.chief)
    with speaking.as_person(checked.chief):
        checking.sign_off(checked.now(), seen=checked.check.edits, by=checked.chief)
    assert "Decide on 1 comment on facts" in waiting(checked.lead)
    assert "Decide on 1 comment on facts" in waiting(checked.inspector)
    checked.decide(comment)
    assert "Send the response to comments" in waiting(checked.lead)
    with speaking.as_person(checked.lead):
        (page,) = joining.checks_of_the_report(checked.lead, checked.report)
    assert page.says == "1 being decided"


def test_it_stands_on_the_partnerships_own_list(checked):
    with speaking.as_person(checked.coordinator):
        found = tasks_of.tasks_of(checked.ours, timezone.localdate())
    assert [task.state for task in found if task.key == f"fact-check-{checked.check.pk}"] == ["Being prepared"]


def test_the_plan_leaves_reminders_of_facts_to_the_check_itself():
    assert letter_causes.cause_of("reminder", "facts not checked") is letter_causes.Cause.EVENT
    assert letter_causes.cause_of("accuracy") is letter_causes.Cause.EVENT
    assert letter_causes.what_it_waits_for("reminder", "facts not checked") == ""
