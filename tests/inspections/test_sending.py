"""Sending: once however often, late where that is allowed, with a receipt that says exactly what was sent."""

import re
import threading
from datetime import timedelta

import pytest
from django.db import connection
from django.utils import timezone

from accounts import roles, speaking
from accounts.moves import IllegalMove
from files import press
from inspections import more_time, preparing, receipts, sending
from inspections.models import Extension, SetAsideNote, Submission
from notifications.models import Notice
from tests.build import inspections as build
from tests.pdf_structure import Structure, problems

pytestmark = pytest.mark.django_db
Status = Submission.Status


@pytest.fixture
def scene():
    return build.scene(with_letters=True)


def submit(scene, draft, *, by=None, **more):
    with speaking.as_person(by or scene.coordinator):
        return sending.submit(draft, by=by or scene.coordinator, **more)


def letters_to(person):
    with speaking.as_service():
        return list(Notice.objects.filter(recipient=person).order_by("pk"))


# --- Once ------------------------------------------------------------------------------------------------------------


def test_a_return_is_sent_with_who_and_when(scene):
    before = timezone.now()
    sent = build.now(submit(scene, scene.fill()))
    assert (sent.status, sent.sent_by, sent.was_late) == ("sent", scene.coordinator, False)
    assert before - timedelta(minutes=1) < sent.sent_at <= timezone.now()


def test_pressing_the_button_again_gives_the_same_receipt_and_one_letter(scene):
    draft = scene.fill()
    first = submit(scene, draft)
    again = submit(scene, draft)
    other = submit(scene, draft, by=build.seat(scene.participation, standing="deputy"))
    assert {first.pk, again.pk, other.pk} == {draft.pk}
    assert first.sent_at == again.sent_at == other.sent_at
    assert len([letter for letter in letters_to(scene.coordinator) if letter.kind == "receipt"]) == 1


def test_what_somebody_changed_after_it_was_checked_is_not_sent_unseen(scene):
    draft = scene.fill()
    seen = build.now(draft).draft_version
    with speaking.as_person(scene.contributor):
        preparing.save_note(draft.of, "Wait for me", seen=0, by=scene.contributor)
    with pytest.raises(sending.ChangedSince):
        submit(scene, draft, seen=seen)
    assert build.now(draft).is_draft


@pytest.mark.django_db(transaction=True)
def test_two_people_who_press_at_the_same_moment_send_it_once():
    scene = build.scene(with_letters=True)
    deputy = build.seat(scene.participation, standing="deputy")
    draft = scene.fill()
    start, outcomes = threading.Barrier(2), []

    def press(who):
        try:
            start.wait()
            mine = build.now(draft)
            mine.of = build.again_whole(scene.of)
            outcomes.append(submit(scene, mine, by=who).sent_by_id)
        except Exception as error:
            outcomes.append(error)
        finally:
            connection.close()

    threads = [threading.Thread(target=press, args=[who]) for who in (scene.coordinator, deputy)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(30)
    assert len(set(outcomes)) == 1, outcomes
    assert outcomes[0] in {scene.coordinator.pk, deputy.pk}
    assert len([letter for letter in letters_to(scene.coordinator) if letter.kind == "receipt"]) == 1


# --- What must be settled first --------------------------------------------------------------------------------------


def hindered(scene, draft) -> str:
    with pytest.raises(sending.NotReady) as trouble:
        submit(scene, draft)
    assert build.now(draft).is_draft
    return str(trouble.value)


def test_an_empty_return_is_not_sent(scene):
    assert "nothing to send yet" in hindered(scene, scene.draft())


def test_a_refused_file_is_taken_out_first(scene):
    draft = scene.fill()
    scene.put_in("Macros.docm", draft=draft, state="rejected")
    assert "“Macros.docm” was refused" in hindered(scene, draft)


def test_a_missing_document_needs_a_word_and_no_more(scene):
    draft = scene.draft()
    scene.put_in(answers=scene.asked[0], draft=draft)
    assert "Nothing is there for “Document 2”" in hindered(scene, draft)
    with speaking.as_person(scene.coordinator):
        preparing.save_note(draft.of, "The second one does not exist yet.", seen=0, by=scene.coordinator)
    assert submit(scene, build.with_return(scene, draft)).status == "sent"


def test_a_document_that_is_not_required_may_be_missing(scene):
    draft = scene.draft()
    for each in scene.asked[:2]:
        scene.put_in(f"{each.key}.docx", answers=each, draft=draft)
    assert submit(scene, draft).status == "sent"


def test_a_note_that_is_too_long_says_by_how_much():
    scene = build.scene(asked={"note_words": 3})
    draft = scene.fill()
    with speaking.as_person(scene.coordinator):
        preparing.save_note(draft.of, "one two three four", seen=0, by=scene.coordinator)
    assert "has 4 words; at most 3" in hindered(scene, build.with_return(scene, draft))


def test_two_texts_wait_for_a_choice(scene):
    draft = scene.fill()
    for text, who in (("A", scene.coordinator), ("B", scene.contributor)):
        with speaking.as_person(who):
            preparing.save_note(draft.of, text, seen=0, by=who)
    assert "was set aside" in hindered(scene, build.with_return(scene, draft))
    with speaking.as_service():
        SetAsideNote.objects.all().delete()
    assert submit(scene, build.with_return(scene, draft)).status == "sent"


def test_a_file_that_is_still_being_checked_does_not_make_anybody_late(scene):
    draft = scene.draft()
    for each in scene.asked:
        scene.put_in(f"{each.key}.docx", answers=each, draft=draft, state="quarantined")
    assert submit(scene, draft).status == "sent"


# --- Dates -----------------------------------------------------------------------------------------------------------


def test_a_late_return_is_taken_and_marked():
    scene = build.scene(opens=-20, due=-1)
    assert submit(scene, scene.fill()).was_late


def test_on_the_last_day_it_is_not_late():
    scene = build.scene(opens=-20, due=0)
    assert not submit(scene, scene.fill()).was_late


def test_a_return_that_closed_while_it_was_prepared_is_not_taken_and_nothing_is_lost():
    scene = build.scene(opens=-20, due=0, late=False)
    draft = scene.fill()
    build.due(scene.programme, -1)
    scene.of = build.again_whole(scene.of)
    draft.of = scene.of
    with pytest.raises(IllegalMove, match="Nothing you prepared is lost"):
        submit(scene, draft)
    with speaking.as_service():
        assert draft.documents.count() == 3


def test_a_correction_of_what_came_in_time_is_not_late():
    scene = build.scene(opens=-20, due=0)
    scene.send()
    draft = scene.draft()
    build.due(scene.programme, -1)
    draft.of = build.again_whole(scene.of)
    assert not submit(scene, draft).was_late


def test_sending_ends_an_open_wish_for_more_time(scene):
    with speaking.as_person(scene.coordinator):
        wish = more_time.ask(
            scene.of, until=timezone.localdate() + timedelta(days=30), reason="Leave", by=scene.coordinator
        )
    submit(scene, scene.fill())
    assert build.now(wish).status == Extension.Status.WITHDRAWN


# --- Versions --------------------------------------------------------------------------------------------------------


def test_a_new_version_takes_the_place_of_the_former_which_stays_as_it_was(scene):
    first = scene.send()
    second = submit(scene, scene.draft())
    assert (build.now(first).status, build.now(second).status, second.number) == ("superseded", "sent", 2)
    with speaking.as_service():
        assert first.documents.count() == second.documents.count() == 3


def test_a_version_begun_before_an_acceptance_is_not_sent_over_it(scene):
    first = scene.send()
    draft = scene.draft()
    with speaking.as_service():
        build.now(first).move_to(Status.ACCEPTED, accepted_by=scene.inspector, accepted_at=timezone.now())
    with pytest.raises(IllegalMove, match="was accepted meanwhile"):
        submit(scene, draft)
    assert (build.now(first).status, build.now(draft).status) == ("accepted", "draft")


# --- Sign-off --------------------------------------------------------------------------------------------------------


@pytest.fixture
def signed():
    return build.scene(with_letters=True, asked={"needs_sign_off": True})


def put_forward(scene, draft):
    with speaking.as_person(scene.coordinator):
        return sending.put_forward(draft, by=scene.coordinator)


def test_a_chief_officer_signs_off_and_with_that_it_is_sent(signed):
    waiting = put_forward(signed, signed.fill())
    assert waiting.status == "awaiting sign-off"
    with speaking.as_person(signed.chief):
        sent = sending.sign_off(waiting, by=signed.chief)
        again = sending.sign_off(waiting, by=signed.chief)
    assert again.pk == sent.pk
    sent = build.now(sent)
    assert (sent.status, sent.signed_off_by, sent.put_forward_by) == ("sent", signed.chief, signed.coordinator)
    assert any("For your sign-off" in letter.title for letter in letters_to(signed.chief))


def test_a_co_ordinator_does_not_send_past_the_sign_off(signed):
    with pytest.raises(IllegalMove, match="signs this return off"):
        submit(signed, signed.fill())


def test_what_waits_for_sign_off_cannot_be_changed_under_the_chief_officers_hand(signed):
    draft = signed.fill()
    put_forward(signed, draft)
    with speaking.as_person(signed.contributor):
        late = preparing.save_note(draft.of, "One more", seen=0, by=signed.contributor)
        with pytest.raises(IllegalMove, match="waits there"):
            preparing.add_documents(draft, [], by=signed.contributor)
    assert not late.is_saved


def test_a_chief_officer_sends_back_with_a_reason_and_the_co_ordinator_is_told_where_it_stands(signed):
    draft = put_forward(signed, signed.fill())
    with speaking.as_person(signed.chief):
        sending.send_back(draft, reason="The chart is last year's.", by=signed.chief)
    back = build.now(draft)
    assert (back.status, back.sent_back_reason) == ("draft", "The chart is last year's.")
    letter = next(each for each in letters_to(signed.coordinator) if "Back for changes" in each.title)
    assert signed.of.get_absolute_url() in letter.body_html
    # Leads and support officers see to letters, and can read them.
    assert "last year" not in letter.body_html


def test_what_it_was_sent_back_for_is_let_go_when_it_is_sent(signed):
    draft = put_forward(signed, signed.fill())
    with speaking.as_person(signed.chief):
        sending.send_back(draft, reason="The chart is last year's.", by=signed.chief)
    again = put_forward(signed, build.now(draft))
    with speaking.as_person(signed.chief):
        sending.sign_off(again, by=signed.chief)
    sent = build.now(draft)
    assert (sent.status, sent.sent_back_reason, sent.sent_back_by, sent.sent_back_at) == ("sent", "", None, None)
    with speaking.as_service():
        # The trail keeps that it was sent back, and by whom.
        assert sent.events.filter(sent_back_by=signed.chief).exists()


def test_the_co_ordinator_may_take_it_back(signed):
    draft = put_forward(signed, signed.fill())
    with speaking.as_person(signed.coordinator):
        assert sending.take_back(draft, by=signed.coordinator).is_draft


def test_a_return_that_nobody_can_sign_off_says_so():
    scene = build.scene(asked={"needs_sign_off": True})
    with speaking.as_service():
        scene.participation.seats.filter(role=roles.ChiefOfficer.slug).update(status="ended")
    with pytest.raises(sending.NotReady, match="no chief officer"):
        put_forward(scene, scene.fill())


# --- Nothing to send -------------------------------------------------------------------------------------------------


def nil(scene, reason="No such board exists here."):
    with speaking.as_person(scene.coordinator):
        return sending.make_nil_return(scene.of, reason=reason, by=scene.coordinator)


def test_a_nil_return_is_sent_with_its_reason_and_noted_by_letter(scene):
    sent = nil(scene)
    assert (sent.status, sent.nil_reason) == ("sent", "No such board exists here.")
    assert nil(scene).pk == sent.pk
    letter = next(letter for letter in letters_to(scene.coordinator) if "nothing to send" in letter.title)
    assert "No such board exists here" in letter.body_markdown


def test_a_nil_return_needs_an_empty_draft(scene):
    scene.put_in()
    with pytest.raises(sending.NotReady, match="There is a file"):
        nil(scene)


def test_something_may_be_sent_after_a_nil_return(scene):
    nil(scene)
    draft = scene.draft()
    assert draft.nil_reason == ""
    for each in scene.asked:
        scene.put_in(f"{each.key}.docx", answers=each, draft=draft)
    assert submit(scene, draft).number == 2


def test_a_nil_return_is_not_taken_where_the_programme_does_not_allow_it():
    with pytest.raises(IllegalMove, match="documents only"):
        nil(build.scene(asked={"nil_allowed": False}))


# --- The receipt -----------------------------------------------------------------------------------------------------


def test_the_receipt_goes_to_everyone_in_the_partnership_and_to_nobody_else(scene):
    stranger = build.seat(build.participation(scene.programme))
    submit(scene, scene.fill())
    for person in (scene.coordinator, scene.chief, scene.contributor, scene.viewer):
        assert [letter.kind for letter in letters_to(person)] == ["receipt"]
    assert letters_to(stranger) == letters_to(scene.inspector) == []


def test_the_receipt_names_every_file_the_version_and_who_sent_it(scene):
    submit(scene, scene.fill())
    (letter,) = letters_to(scene.coordinator)
    said = re.sub(r"\\(.)", r"\1", letter.body_markdown)
    for words in ("Document 1: Document 1.docx", "Extra paper.docx", scene.coordinator.name, scene.of.reference):
        assert words in said


@pytest.mark.prints("inspections/print/receipt.html")
def test_the_receipt_on_paper_is_a_tagged_document(scene):
    sent = submit(scene, scene.fill())
    with speaking.as_service():
        content = press.press(receipts.receipt(sent.pk))
    assert problems(content) == []
    assert Structure(content).bookmarks
