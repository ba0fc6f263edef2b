"""The pages of returns, as each kind of person meets them."""

import re
from datetime import date, timedelta
from html import unescape

import pytest
from django.contrib.messages import get_messages
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from accounts import roles, speaking
from audit.models import Look
from files import checking
from inspections import deciding, more_time, preparing, sending, waiting
from inspections.models import Extension, Message, SetAsideNote, Submission, SubmittedDocument
from programmes import work
from tests.build import documents
from tests.build import inspections as build

pytestmark = pytest.mark.django_db


@pytest.fixture
def scene():
    return build.scene(with_letters=True)


@pytest.fixture
def signed():
    return build.scene(with_letters=True, asked={"needs_sign_off": True})


def signed_in(who) -> Client:
    client = Client()
    client.force_login(who)
    return client


def words(response) -> str:
    """What a person reads on a page."""
    main = response.content.decode().partition("<main")[2].partition("</main>")[0]
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", main)).split())


def said(response) -> list[str]:
    return [str(message) for message in get_messages(response.wsgi_request)]


def at(scene, name="return", *more):
    return reverse(f"inspections:{name}", args=[scene.of.pk, *more])


def day_typed(name: str, day) -> dict:
    """A day as a person types it into three fields."""
    return {f"{name}_day": day.day, f"{name}_month": day.month, f"{name}_year": day.year}


def upload(name="Minutes.docx", content=None):
    return SimpleUploadedFile(name, documents.docx() if content is None else content)


# --- Preparing -------------------------------------------------------------------------------------------------------


def test_the_page_says_what_is_asked_by_when_and_in_what_state(scene):
    page = words(signed_in(scene.coordinator).get(at(scene)))
    for each in (
        "Document return",
        "Open, nothing yet",
        "in 14 days",
        scene.of.reference,
        "Document 1",
        "Not there yet",
    ):
        assert each in page
    assert "If you have it" in page


def test_the_page_opens_without_beginning_anything(scene):
    signed_in(scene.coordinator).get(at(scene))
    with speaking.as_service():
        assert not Submission.objects.exists()


def test_a_document_is_added_under_what_it_answers_and_shown_while_it_is_checked(scene):
    client = signed_in(scene.contributor)
    response = client.post(at(scene, "add-under", scene.asked[0].key), {"files": upload()})
    assert response.status_code == 302
    page = words(client.get(at(scene)))
    assert "Minutes.docx" in page
    assert "Being checked" in page
    with speaking.as_service():
        document = SubmittedDocument.objects.get()
        assert document.asked_document == scene.asked[0]
    checking.check(document.file_id)
    page = words(client.get(at(scene)))
    assert "Accepted" in page
    assert "Documents in: 1 of 2" in page


def test_a_refused_document_stands_there_with_its_reason_and_in_the_summary(scene):
    client = signed_in(scene.coordinator)
    client.post(at(scene, "add-under", scene.asked[0].key), {"files": upload("Plan.exe", b"MZ\x90\x00")})
    page = words(client.get(at(scene)))
    assert "There is a problem “Plan.exe” was refused. Take it out, or replace it." in page
    assert "Refused" in page
    with speaking.as_service():
        reason = SubmittedDocument.objects.select_related("file").get().file.reasons[0]
    assert " ".join(reason.split()) in page


def test_choosing_nothing_says_so_beside_the_field_and_in_the_summary(scene):
    response = signed_in(scene.coordinator).post(at(scene, "add-under", scene.asked[0].key), {})
    assert response.status_code == 422
    assert words(response).count("Choose one or more files to add") == 2


def test_many_files_at_once_can_be_sorted_afterwards(scene):
    client = signed_in(scene.coordinator)
    files = [upload(f"{number}.txt", f"Text {number} of ours".encode()) for number in range(3)]
    response = client.post(at(scene, "add"), {"files": files})
    assert response.url == at(scene, "sort")
    page = client.get(response.url)
    with speaking.as_service():
        ids = list(SubmittedDocument.objects.order_by("pk").values_list("pk", flat=True))
    assert words(page).count("Something else") >= 3
    client.post(at(scene, "sort"), {f"answers-{ids[0]}": scene.asked[0].pk, f"answers-{ids[1]}": scene.asked[1].pk})
    with speaking.as_service():
        found = list(SubmittedDocument.objects.order_by("pk").values_list("asked_document", flat=True))
    assert found == [scene.asked[0].pk, scene.asked[1].pk, None]


def test_an_empty_file_among_many_is_refused_alone_and_takes_none_of_the_others_with_it(scene):
    client = signed_in(scene.coordinator)
    files = [upload("One.txt", b"Text of ours"), upload("Nothing.txt", b""), upload("Two.txt", b"More text of ours")]
    assert client.post(at(scene, "add"), {"files": files}).status_code == 302
    page = words(client.get(at(scene)))
    assert "One.txt" in page
    assert "Two.txt" in page
    assert "“Nothing.txt” was refused. Take it out, or replace it." in page
    assert "This file is empty. Check that it was saved, and upload it again." in page


def test_a_file_is_never_sorted_under_another_programmes_heading(scene):
    document = scene.put_in()
    stranger = build.scene()
    response = signed_in(scene.coordinator).post(at(scene, "sort"), {f"answers-{document.pk}": stranger.asked[0].pk})
    assert response.status_code == 422
    assert build.now(document).asked_document is None


def test_a_document_is_taken_out_after_a_question(scene):
    document = scene.put_in()
    client = signed_in(scene.coordinator)
    address = reverse("inspections:remove", args=[document.pk])
    assert "Take out “Minutes.docx”?" in words(client.get(address))
    client.post(address)
    with speaking.as_service():
        assert not SubmittedDocument.objects.exists()


def test_the_same_file_twice_is_told(scene):
    client = signed_in(scene.coordinator)
    content = documents.docx()  # made twice, it would hold two different seconds
    for _ in range(2):
        response = client.post(at(scene, "add-under", scene.asked[0].key), {"files": upload(content=content)})
    assert "is here already" in said(response)[-1]


def test_the_page_says_who_else_is_at_it(scene):
    scene.put_in()
    with speaking.as_person(scene.contributor):
        preparing.save_note(scene.draft().of, "A start", seen=0, by=scene.contributor)
    page = words(signed_in(scene.coordinator).get(at(scene)))
    assert f"Last saved by {scene.contributor.name} just now" in page
    assert f"{scene.contributor.name} saved the note just now" in page


# --- The note --------------------------------------------------------------------------------------------------------


def post_note(client, scene, text, seen, htmx=False, **more):
    headers = {"HTTP_HX_REQUEST": "true"} if htmx else {}
    return client.post(at(scene, "note"), {"note": text, "seen": seen, **more}, **headers)


def test_the_note_is_saved_with_the_button_and_by_itself(scene):
    client = signed_in(scene.coordinator)
    assert post_note(client, scene, "With the button", 0).status_code == 302
    response = post_note(client, scene, "By itself", 1, htmx=True)
    assert "Saved at" in response.content.decode()
    assert 'value="2" hx-swap-oob' in response.content.decode()
    with speaking.as_service():
        assert Submission.objects.get().note == "By itself"


def test_two_people_who_write_at_once_are_both_told_and_shown_both_texts(scene):
    first, second = signed_in(scene.coordinator), signed_in(scene.contributor)
    post_note(first, scene, "What the co-ordinator wrote", 0, htmx=True)
    clash = post_note(second, scene, "What the contributor wrote", 0, htmx=True)
    assert "Yours is set aside and kept" in clash.content.decode()
    # The version stays the old one: going on typing never overwrites the colleague.
    assert 'value="0" hx-swap-oob' in clash.content.decode()
    page = words(second.get(at(scene)))
    assert "What the co-ordinator wrote" in page
    assert "What the contributor wrote" in page
    assert "set aside" in words(first.get(at(scene)))


def test_each_way_out_of_a_clash_works(scene):
    for way, left in (("mine", "B"), ("both", "A\n\nB"), ("theirs", "A")):
        scene = build.scene()
        first, second = signed_in(scene.coordinator), signed_in(scene.contributor)
        post_note(first, scene, "A", 0)
        post_note(second, scene, "B", 0)
        page = second.get(at(scene)).content.decode()
        with speaking.as_service():
            aside = SetAsideNote.objects.get()
        if way == "theirs":
            second.post(at(scene, "keep-note", aside.pk))
        else:
            text = "B" if way == "mine" else "A\n\nB"
            assert f'name="note" value="{text.replace(chr(10), "&#10;")}"' in page or way == "both"
            post_note(second, scene, text, 1, settles="on")
        with speaking.as_service():
            assert not SetAsideNote.objects.filter(submission__of=scene.of).exists()
            assert Submission.objects.get(of=scene.of).note == left


def test_a_note_without_a_number_of_version_is_refused_and_shown_again(scene):
    response = signed_in(scene.coordinator).post(at(scene, "note"), {"note": "Do not lose me", "seen": "x"})
    assert response.status_code == 422
    assert "Do not lose me" in response.content.decode()


# --- Sending ---------------------------------------------------------------------------------------------------------


def test_everything_is_shown_once_more_before_it_goes(scene):
    scene.fill()
    page = words(signed_in(scene.coordinator).get(at(scene, "check")))
    for each in ("Document 1.docx", "Extra paper.docx", "3 files", "No note", "What was sent never changes"):
        assert each in page


def test_what_stands_in_the_way_is_listed_with_links(scene):
    scene.draft()
    response = signed_in(scene.coordinator).get(at(scene, "check"))
    assert "There is nothing to send yet" in words(response)
    assert f'href="{at(scene)}#documents"' in response.content.decode()


def test_sending_leads_to_the_receipt_and_so_does_pressing_again(scene):
    draft = scene.fill()
    client = signed_in(scene.coordinator)
    seen = build.now(draft).draft_version
    first = client.post(at(scene, "check"), {"seen": seen})
    again = client.post(at(scene, "check"), {"seen": seen})
    assert first.url == again.url == at(scene, "receipt", 1)
    page = words(client.get(first.url))
    for each in ("Received", scene.of.reference, "Document 1.docx", scene.coordinator.name):
        assert each in page
    with speaking.as_service():
        for document in draft.documents.all():
            assert document.sha256 in page


def test_a_colleagues_change_since_the_check_is_shown_and_nothing_is_sent(scene):
    draft = scene.fill()
    client = signed_in(scene.coordinator)
    response = client.post(at(scene, "check"), {"seen": build.now(draft).draft_version - 1 + 99})
    assert response.url == at(scene, "check")
    assert "Nothing has been sent" in said(response)[0]
    assert build.now(draft).is_draft


def test_a_late_return_says_so_before_it_goes():
    scene = build.scene(opens=-20, due=-2)
    scene.fill()
    assert "marked as late" in words(signed_in(scene.coordinator).get(at(scene, "check")))


def test_the_receipt_is_made_as_a_pdf_on_request(scene):
    scene.send()
    response = signed_in(scene.viewer).post(at(scene, "receipt-pdf", 1))
    assert re.fullmatch(r"/documents/\d+/", response.url)
    assert signed_in(scene.chief).get(response.url).status_code == 200
    stranger = build.seat(build.participation(scene.programme))
    assert signed_in(stranger).get(response.url).status_code == 404


def test_a_chief_officer_reads_agrees_and_it_is_sent(signed):
    signed.fill()
    client = signed_in(signed.coordinator)
    assert client.post(at(signed, "check"), {}).url == at(signed)
    chief = signed_in(signed.chief)
    assert "Document 1.docx" in words(chief.get(at(signed, "sign-off")))
    response = chief.post(at(signed, "sign-off"), {"agree": 1})
    assert response.url == at(signed, "receipt", 1)
    assert f"Signed off by {signed.chief.name}" in words(chief.get(response.url))


def test_sending_back_needs_a_reason(signed):
    signed.fill()
    signed_in(signed.coordinator).post(at(signed, "check"), {})
    chief = signed_in(signed.chief)
    assert "Say what should change" in words(chief.post(at(signed, "sign-off"), {"send_back": 1, "reason": ""}))
    chief.post(at(signed, "sign-off"), {"send_back": 1, "reason": "The year is wrong."})
    assert "The year is wrong." in words(signed_in(signed.coordinator).get(at(signed)))


def test_a_nil_return_needs_a_reason(scene):
    client = signed_in(scene.coordinator)
    assert words(client.post(at(scene, "nothing"), {"reason": " "})).count("Say why there is nothing to send") == 2
    response = client.post(at(scene, "nothing"), {"reason": "There is no such board here."})
    assert response.url == at(scene, "receipt", 1)
    assert "There is no such board here." in words(client.get(at(scene)))


# --- After sending ---------------------------------------------------------------------------------------------------


@pytest.fixture
def sent(scene):
    scene.send()
    return scene


def test_the_team_reads_asks_and_the_partnership_answers(sent):
    inspector, coordinator = signed_in(sent.inspector), signed_in(sent.coordinator)
    assert "Document 1.docx" in words(inspector.get(at(sent, "read")))
    response = inspector.post(
        at(sent, "query"),
        {"text": "Which year?", "version": 1, **day_typed("answer_by", timezone.localdate() + timedelta(days=7))},
    )
    assert response.url == at(sent, "read"), words(response)
    assert "Which year?" in words(coordinator.get(at(sent)))
    assert coordinator.post(at(sent, "thread"), {"text": "Last year."}).url == at(sent, "thread")
    assert "Last year." in words(inspector.get(at(sent, "read")))
    assert inspector.post(at(sent, "accept"), {"version": 1, "text": "Thanks."}).url == at(sent, "read")
    assert "The review team has what it needs" in words(coordinator.get(at(sent)))


def test_a_question_about_an_older_version_is_not_lost(sent):
    draft = sent.draft()
    with speaking.as_person(sent.coordinator):
        sending.submit(draft, by=sent.coordinator)
    response = signed_in(sent.inspector).post(
        at(sent, "query"),
        {"text": "My long question", "version": 1, **day_typed("answer_by", date(2099, 1, 1))},
    )
    assert response.status_code == 422
    assert "Version 2 has arrived" in words(response)
    assert "My long question" in words(response)


def test_an_answer_to_what_was_accepted_meanwhile_is_not_lost(sent):
    with speaking.as_person(sent.inspector):
        deciding.accept(sent.of, by=sent.inspector)
    response = signed_in(sent.coordinator).post(at(sent, "thread"), {"text": "My long answer"})
    assert response.status_code == 422
    assert "My long answer" in words(response)


def test_a_new_version_is_compared_with_the_former(sent):
    client = signed_in(sent.coordinator)
    client.post(at(sent, "new-version"))
    with speaking.as_service():
        draft = Submission.objects.get(number=2)
        old = draft.documents.select_related("submission").first()
        old.delete()
    draft.of = sent.of
    sent.put_in("Document 1.docx", b"the second edition", answers=sent.asked[0], draft=draft)
    sent.put_in("Annex.docx", b"an annex", draft=draft)
    with speaking.as_person(sent.coordinator):
        preparing.save_note(draft.of, "Now with an annex.", seen=draft.note_version, by=sent.coordinator)
        sending.submit(build.with_return(sent, draft), by=sent.coordinator)
    for who, name in ((sent.coordinator, "return"), (sent.inspector, "read")):
        assert at(sent, "compare", 1, 2) in signed_in(who).get(at(sent, name)).content.decode()
        page = words(signed_in(who).get(at(sent, "compare", 1, 2)))
        for each in ("Replaced", "New", "Annex.docx", "2 files are the same", "Now with an annex."):
            assert each in page, page
    page = words(signed_in(sent.inspector).get(at(sent, "read")))
    assert page.count("New here") == 2


def test_an_accepted_return_is_opened_again_with_a_reason(sent):
    inspector = signed_in(sent.inspector)
    inspector.post(at(sent, "accept"), {"version": 1})
    assert "Say why you open it again" in words(inspector.post(at(sent, "reopen"), {"reason": ""}))
    assert inspector.post(at(sent, "reopen"), {"reason": "Page 3 is missing."}).status_code == 302
    assert "Page 3 is missing." in words(signed_in(sent.coordinator).get(at(sent)))


def test_more_time_is_asked_for_decided_and_shown(scene):
    coordinator, support = signed_in(scene.coordinator), signed_in(scene.support)
    day = timezone.localdate() + timedelta(days=40)
    parts = {**day_typed("until", day), "reason": "The board meets late."}
    assert coordinator.post(at(scene, "more-time"), parts).url == at(scene)
    assert "Waiting for a decision" in words(coordinator.get(at(scene)))
    with speaking.as_service():
        wish = Extension.objects.get()
    address = reverse("inspections:decide", args=[wish.pk])
    assert "The board meets late." in words(support.get(address))
    refused = support.post(address, {"decision": "refused", "reason": ""})
    assert "Say why they get no more time" in words(refused)
    given = support.post(address, {"decision": "granted", **day_typed("until", day)})
    assert given.status_code == 302, words(given)
    assert f"until {day:%-d %B %Y}" in words(coordinator.get(at(scene)))


def test_a_day_in_the_past_is_refused_beside_the_field(scene):
    parts = {**day_typed("until", date(2020, 1, 1)), "reason": "Late"}
    response = signed_in(scene.coordinator).post(at(scene, "more-time"), parts)
    assert words(response).count("already. Choose a later day.") == 2


# --- Files and looks -------------------------------------------------------------------------------------------------


def test_opening_a_file_hands_it_out_and_leaves_a_record(scene):
    client = signed_in(scene.coordinator)
    client.post(at(scene, "add-under", scene.asked[0].key), {"files": upload()})
    with speaking.as_service():
        document = SubmittedDocument.objects.get()
    assert client.get(document.get_absolute_url()).status_code == 404
    checking.check(document.file_id)
    response = client.get(document.get_absolute_url())
    assert response.status_code == 200
    assert "attachment" in response["Content-Disposition"]
    with speaking.as_service():
        assert Look.objects.filter(kind="document", subject_id=document.pk, person=scene.coordinator).exists()


def test_reading_a_return_leaves_a_record(sent):
    signed_in(sent.inspector).get(at(sent, "read"))
    with speaking.as_service():
        look = Look.objects.get(kind="submission", person=sent.inspector)
    assert look.participation_ref == sent.participation.pk


def test_the_team_does_not_see_what_is_being_prepared(scene):
    document = scene.put_in("Secret draft.docx", answers=scene.asked[0])
    with speaking.as_person(scene.coordinator):
        preparing.save_note(scene.draft().of, "Not yet for you", seen=0, by=scene.coordinator)
    for who in (scene.inspector, scene.lead, scene.support):
        client = signed_in(who)
        page = words(client.get(at(scene), follow=True))
        assert "Secret draft" not in page
        assert "Not yet for you" not in page
        assert "In progress" in page
        assert client.get(reverse("inspections:document", args=[document.pk])).status_code == 404
        assert client.get(at(scene, "check")).status_code == 403
        assert client.get(at(scene, "documents")).status_code == 403


def test_what_a_chief_officer_wrote_to_the_co_ordinator_is_not_shown_to_the_team(signed):
    draft = signed.fill()
    with speaking.as_person(signed.coordinator):
        waiting = sending.put_forward(draft, by=signed.coordinator)
    with speaking.as_person(signed.chief):
        sending.send_back(waiting, reason="Between us only.", by=signed.chief)
    for name in ("read", "thread"):
        assert "Between us only." not in words(signed_in(signed.inspector).get(at(signed, name)))


# --- Who may what ----------------------------------------------------------------------------------------------------


def statuses(scene, who, addresses, method="get"):
    client = signed_in(who)
    return [getattr(client, method)(address).status_code for address in addresses]


def test_strangers_find_nothing(sent):
    with speaking.as_service():
        document = SubmittedDocument.objects.first()
        wish = Extension.objects.create(
            of=sent.of,
            participation=sent.participation,
            was_due=timezone.localdate(),
            until=timezone.localdate(),
            reason="x",
            asked_by=sent.coordinator,
        )
    names = ["return", "documents", "add", "sort", "check", "sign-off", "nothing", "more-time", "thread", "read"]
    names += ["query", "accept", "reopen"]
    addresses = [at(sent, name) for name in names]
    addresses += [at(sent, "receipt", 1), at(sent, "compare", 1, 2)]
    addresses += [reverse(f"inspections:{name}", args=[document.pk]) for name in ("document", "remove")]
    addresses += [reverse("inspections:decide", args=[wish.pk])]
    council = sent.participation.partnership.organisations.first()
    strangers = [
        build.seat(build.participation(sent.programme)),
        build.team(build.programme()),
        build.person(),
        build.team(sent.programme, roles.Lead, build.person(organisation=council)),
    ]
    for stranger in strangers:
        assert statuses(sent, stranger, addresses) == [404] * len(addresses)


@pytest.mark.parametrize(
    ("who", "may"),
    [
        ("coordinator", {"add", "check", "nothing", "more-time"}),
        ("contributor", {"add"}),
        ("chief", {"more-time"}),
        ("viewer", set()),
        ("inspector", set()),
        ("support", set()),
    ],
)
def test_each_does_what_their_seat_lets_them(scene, who, may):
    scene.draft()
    for name in ("add", "check", "nothing", "more-time"):
        status = signed_in(getattr(scene, who)).get(at(scene, name)).status_code
        assert status == (200 if name in may else 403), (who, name, status)


@pytest.mark.parametrize(
    ("who", "may"),
    [
        ("lead", {"query", "accept"}),
        ("inspector", {"query", "accept"}),
        ("support", set()),
        ("coordinator", set()),
        ("chief", set()),
    ],
)
def test_only_readers_ask_and_accept(sent, who, may):
    for name in ("query", "accept"):
        status = signed_in(getattr(sent, who)).get(at(sent, name)).status_code
        assert status == (200 if name in may else 403), (who, name, status)


def test_an_associate_assessor_asks_and_does_not_accept(sent):
    assessor = signed_in(build.team(sent.programme, roles.AssociateAssessor))
    assert assessor.get(at(sent, "query")).status_code == 200
    assert assessor.get(at(sent, "accept")).status_code == 403


def test_whoever_accepts_second_is_told_who_was_first_and_keeps_their_word(sent):
    lead, inspector = signed_in(sent.lead), signed_in(sent.inspector)
    word = {"version": 1, "text": "Thank you for the clear charts."}
    assert lead.post(at(sent, "accept"), {"version": 1, "text": ""}).status_code == 302
    second = inspector.post(at(sent, "accept"), word)
    assert second.status_code == 422
    assert f"{sent.lead.name} has accepted this version already." in second.content.decode()
    assert word["text"] in second.content.decode()
    # The same person may press twice.
    assert lead.post(at(sent, "accept"), word).status_code == 302


def test_whoever_opens_a_return_second_keeps_their_reason(sent):
    lead, inspector = signed_in(sent.lead), signed_in(sent.inspector)
    lead.post(at(sent, "accept"), {"version": 1})
    reason = {"reason": "The chart is of another year."}
    assert lead.post(at(sent, "reopen"), reason).status_code == 302
    second = inspector.post(at(sent, "reopen"), reason)
    assert second.status_code == 422
    assert "This return is open already." in second.content.decode()
    assert reason["reason"] in second.content.decode()


def test_a_member_of_the_team_who_sits_in_the_partnership_judges_nothing(sent):
    both = build.seat(sent.participation, roles.Viewer, sent.inspector)
    for name in ("query", "accept"):
        assert signed_in(both).get(at(sent, name)).status_code == 403


def test_whoever_is_not_signed_in_is_asked_to_sign_in(scene):
    response = Client().get(at(scene))
    assert response.status_code == 302
    assert "next=" in response.url


# --- The list --------------------------------------------------------------------------------------------------------


@pytest.fixture
def several():
    programme = build.programme(opens=-20, due=-1)
    build.ask(programme)
    scenes = [build.scene_in(programme) for _ in range(4)]
    scenes[0].send()
    scenes[1].send()
    with speaking.as_person(scenes[1].inspector):
        deciding.accept(scenes[1].of, by=scenes[1].inspector)
    return scenes


def listed(scenes, **query):
    address = reverse("inspections:reading", args=[scenes[0].programme.slug])
    return signed_in(scenes[0].inspector).get(address, query)


def rows(response):
    return [row.reference for row in response.context["rows"]]


def test_the_list_is_narrowed_by_state_lateness_area_and_words(several):
    first, second, third, fourth = (scene.of.reference for scene in several)
    assert set(rows(listed(several))) == {first, second, third, fourth}
    assert rows(listed(several, state="sent")) == [first]
    assert rows(listed(several, state="waiting")) == [first]
    assert set(rows(listed(several, state="late"))) == {third, fourth}
    assert rows(listed(several, late="no")) == []
    assert rows(listed(several, q=second)) == [second]
    with speaking.as_service():
        area = several[2].participation.partnership.areas.get()
    assert rows(listed(several, area=area.slug)) == [third]
    assert "No return matches" in words(listed(several, q="nothing like it"))


def test_the_list_is_put_in_order_by_what_one_asks(several):
    assert rows(listed(several, order="sent"))[:2] == [several[0].of.reference, several[1].of.reference]
    assert rows(listed(several))[0] == several[0].of.reference
    assert rows(listed(several))[-1] == several[1].of.reference
    assert sorted(rows(listed(several, order="name"))) == sorted(rows(listed(several, order="-name")))
    assert rows(listed(several, order="name")) == rows(listed(several, order="-name"))[::-1]


def test_the_list_leaves_out_a_partnership_that_one_is_tied_to(several):
    council = several[0].participation.partnership.organisations.first()
    tied = build.team(several[0].programme, roles.Inspector, build.person(organisation=council))
    address = reverse("inspections:reading", args=[several[0].programme.slug])
    assert several[0].of.reference not in rows(signed_in(tied).get(address))


@pytest.mark.parametrize("nonsense", [{"state": "nonsense"}, {"page": "999"}, {"order": "drop table"}, {"area": "x"}])
def test_an_address_that_makes_no_sense_still_shows_the_list(several, nonsense):
    assert listed(several, **nonsense).status_code == 200


def test_a_thread_holds_everything_in_order(sent):
    with speaking.as_person(sent.inspector):
        deciding.query(sent.of, "First?", by=sent.inspector)
    with speaking.as_person(sent.coordinator):
        deciding.answer(sent.of, "Second.", by=sent.coordinator)
    page = words(signed_in(sent.viewer).get(at(sent, "thread")))
    assert page.index("sent version 1") < page.index("First?") < page.index("Second.")
    with speaking.as_service():
        assert Message.objects.count() == 2


def test_more_time_may_be_withdrawn(scene):
    with speaking.as_person(scene.coordinator):
        wish = more_time.ask(
            scene.of, until=timezone.localdate() + timedelta(days=30), reason="x", by=scene.coordinator
        )
    signed_in(scene.chief).post(reverse("inspections:withdraw-more-time", args=[wish.pk]))
    assert build.now(wish).status == "withdrawn"


def test_a_query_waits_with_the_day_on_which_an_answer_is_hoped_for(sent):
    answer_by = timezone.localdate() + timedelta(days=9)
    with speaking.as_person(sent.inspector):
        deciding.query(sent.of, "Which year?", answer_by=timezone.localdate() + timedelta(days=2), by=sent.inspector)
        deciding.query(sent.of, "And which months?", answer_by=answer_by, by=sent.inspector)
    with speaking.as_person(sent.coordinator):
        found = list(waiting.waiting_for(work.Desk(sent.coordinator, timezone.localdate())))
    (query,) = [each for each in found if each.state == "queried"]
    assert query.due == answer_by


@pytest.mark.parametrize(
    ("role", "is_told"), [(roles.SupportOfficer, True), (roles.Lead, True), (roles.Inspector, False)]
)
def test_late_returns_wait_for_whoever_runs_the_programme_and_not_for_its_readers(several, role, is_told):
    person = build.team(several[0].programme, role)
    with speaking.as_person(person):
        found = list(waiting.waiting_for(work.Desk(person, timezone.localdate())))
    late = [each for each in found if each.state == "to chase"]
    assert [each.title for each in late] == ["2 returns are late"] * is_told
    assert all(each.address == reverse("programmes:chase", args=[several[0].programme.slug]) for each in late)
