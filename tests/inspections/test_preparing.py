"""Preparing a return together: nothing typed or uploaded is lost, and nobody overwrites anybody."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from accounts import speaking
from accounts.moves import IllegalMove
from files.models import StoredFile
from inspections import preparing
from inspections.models import SetAsideNote, Submission
from tests.build import inspections as build

pytestmark = pytest.mark.django_db


@pytest.fixture
def scene():
    return build.scene()


def words(text: str) -> bytes:
    return f"{text}, written down by us.".encode()


def upload(name="Minutes.txt", content=None):
    return SimpleUploadedFile(name, words("Minutes") if content is None else content)


def add(scene, *uploads, answers=None, by=None, draft=None):
    draft = draft or scene.draft()
    with speaking.as_person(by or scene.coordinator):
        return preparing.add_documents(draft, uploads, answers=answers, by=by or scene.coordinator)


def names_in(draft):
    with speaking.as_service():
        return sorted(document.file.name for document in draft.documents.select_related("file"))


# --- The draft -------------------------------------------------------------------------------------------------------


def test_two_people_who_begin_at_once_work_on_one_draft(scene):
    first = scene.draft()
    with speaking.as_person(scene.contributor):
        second = preparing.start_draft(scene.of, by=scene.contributor)
    assert first == second
    assert second.started_by == scene.coordinator


def test_nothing_begins_before_the_return_opens():
    scene = build.scene(opens=3, due=10)
    with pytest.raises(IllegalMove, match="opens on"):
        scene.draft()


def test_a_late_return_can_still_be_begun_where_late_ones_are_taken():
    assert build.scene(opens=-20, due=-3).draft().is_draft


def test_a_closed_return_says_so():
    scene = build.scene(opens=-20, due=-3, late=False)
    with pytest.raises(IllegalMove, match="not taken late"):
        scene.draft()


def test_a_new_version_begins_with_what_the_last_one_held(scene):
    scene.send()
    draft = scene.draft()
    assert (draft.number, draft.status) == (2, "draft")
    assert names_in(draft) == ["Document 1.docx", "Document 2.docx", "Extra paper.docx"]


def test_a_file_refused_after_sending_is_left_behind_by_the_next_version(scene):
    draft = scene.draft()
    scene.put_in("Good.docx", answers=scene.asked[0], draft=draft)
    waiting = scene.put_in("Bad.txt", answers=scene.asked[1], draft=draft, state="quarantined")
    scene.send()
    with speaking.as_service():
        StoredFile.objects.filter(pk=waiting.file_id).update(status="rejected", reasons=["It holds macros."])
    assert names_in(scene.draft()) == ["Good.docx"]


# --- Documents -------------------------------------------------------------------------------------------------------


def test_many_files_are_added_at_once(scene):
    taken = add(scene, *[upload(f"{number}.txt", words(f"Text {number}")) for number in range(4)])
    assert [each.is_added for each in taken] == [True] * 4
    assert names_in(scene.draft()) == ["0.txt", "1.txt", "2.txt", "3.txt"]


def test_a_file_of_a_wrong_kind_is_kept_with_its_reason_and_does_not_stop_the_others(scene):
    bad, good = add(scene, upload("Plan.exe", b"MZ\x90\x00"), upload())
    assert bad.is_refused
    assert "Plan.exe" in bad.sentence
    assert len(bad.sentence) > len("“Plan.exe” was refused. ")
    assert good.is_added
    assert names_in(scene.draft()) == ["Minutes.txt", "Plan.exe"]


def test_a_file_that_is_too_large_is_refused_with_both_sizes(scene, settings):
    settings.UPLOAD_MAX_BYTES = 100
    (taken,) = add(scene, upload("Large.txt", b"x" * 200))
    assert taken.is_refused
    assert "100" in taken.sentence


def test_the_same_file_twice_is_told_and_not_doubled(scene):
    add(scene, upload("Minutes.txt", words("Same")), answers=scene.asked[0])
    (again,) = add(scene, upload("Copy of minutes.txt", words("Same")), answers=scene.asked[0])
    assert again.document is None
    assert "is here already as “Minutes.txt”" in again.sentence
    assert names_in(scene.draft()) == ["Minutes.txt"]


def test_the_same_file_twice_in_one_go_is_added_once(scene):
    content = words("Same")
    first, second = add(scene, upload("A.txt", content), upload("B.txt", content))
    assert (first.is_added, second.document) == (True, None)


def test_one_file_may_answer_two_headings_and_is_checked_once(scene):
    (first,) = add(scene, upload(content=words("Both")), answers=scene.asked[0])
    (second,) = add(scene, upload(content=words("Both")), answers=scene.asked[1])
    assert second.document.file_id == first.document.file_id
    assert "answers both" in second.sentence


def test_a_return_takes_so_many_files_and_says_so_when_it_is_full():
    scene = build.scene(asked={"max_files": 2})
    taken = add(scene, *[upload(f"{n}.txt", words(f"{n}")) for n in range(3)])
    assert [each.is_added for each in taken] == [True, True, False]
    assert "takes 2 files" in taken[2].sentence


def test_a_file_is_put_under_what_it_answers(scene):
    document = scene.put_in()
    with speaking.as_person(scene.contributor):
        assert preparing.file_under(document, scene.asked[1], by=scene.contributor) == ""
    assert build.now(document).asked_document == scene.asked[1]


def test_a_file_is_not_put_twice_under_one_heading(scene):
    content = b"the same"
    scene.put_in("One.txt", content, answers=scene.asked[0])
    document = scene.put_in("Two.txt", content)
    with speaking.as_person(scene.coordinator):
        assert "already" in preparing.file_under(document, scene.asked[0], by=scene.coordinator)


def test_a_file_taken_out_of_a_draft_stays_in_what_was_sent(scene):
    sent = scene.send()
    draft = scene.draft()
    with speaking.as_service():
        document = draft.documents.select_related("submission").first()
    with speaking.as_person(scene.coordinator):
        preparing.remove_document(document, by=scene.coordinator)
    assert len(names_in(draft)) == 2
    assert len(names_in(sent)) == 3


def test_nothing_is_added_to_what_was_sent(scene):
    sent = scene.send()
    with pytest.raises(IllegalMove, match="what was sent never changes"):
        add(scene, upload(), draft=sent)


# --- The note --------------------------------------------------------------------------------------------------------


def save(scene, text, *, seen, by=None, **more):
    draft = scene.draft()
    by = by or scene.coordinator
    with speaking.as_person(by):
        return preparing.save_note(draft.of, text, seen=seen, by=by, **more)


def test_a_note_is_saved_on_top_of_the_version_that_was_seen(scene):
    first = save(scene, "One", seen=0)
    second = save(scene, "One and two", seen=first.draft.note_version)
    assert (second.is_saved, second.draft.note) == (True, "One and two")


def test_two_people_who_save_different_texts_both_keep_theirs(scene):
    save(scene, "The co-ordinator's text", seen=0)
    late = save(scene, "The contributor's text", seen=0, by=scene.contributor)
    assert not late.is_saved
    assert late.draft.note == "The co-ordinator's text"
    assert late.set_aside.text == "The contributor's text"


def test_whoever_goes_on_typing_after_a_clash_keeps_the_latest_text(scene):
    save(scene, "A", seen=0)
    save(scene, "B", seen=0, by=scene.contributor)
    save(scene, "B and more", seen=0, by=scene.contributor)
    with speaking.as_service():
        assert [aside.text for aside in SetAsideNote.objects.all()] == ["B and more"]


def test_saving_the_same_text_twice_is_no_clash(scene):
    save(scene, "Same", seen=0)
    assert save(scene, "Same", seen=0, by=scene.contributor).is_saved


def test_the_same_text_saved_again_on_leaving_is_no_change_for_whoever_has_gone_on_to_send(scene):
    first = save(scene, "Same", seen=0).draft
    again = save(scene, "Same", seen=first.note_version)
    assert again.is_saved
    assert (again.draft.note_version, again.draft.draft_version) == (first.note_version, first.draft_version)


def test_a_text_that_was_set_aside_goes_only_when_its_author_has_chosen(scene):
    save(scene, "A", seen=0)
    clash = save(scene, "B", seen=0, by=scene.contributor)
    save(scene, "A again", seen=clash.draft.note_version)
    with speaking.as_service():
        assert SetAsideNote.objects.count() == 1
        version = Submission.objects.get().note_version
    settled = save(scene, "A again and B", seen=version, by=scene.contributor, settles=True)
    assert settled.is_saved
    with speaking.as_service():
        assert SetAsideNote.objects.count() == 0


def test_a_text_typed_while_a_colleague_sent_the_return_is_kept_beside_it(scene):
    draft = scene.fill()
    scene.send()
    with speaking.as_person(scene.contributor):
        late = preparing.save_note(draft.of, "One more thing", seen=0, by=scene.contributor)
    assert (late.is_saved, late.set_aside.text) == (False, "One more thing")
    assert build.now(draft).note == ""
