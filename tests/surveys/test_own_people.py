"""A board, a convener, a chief social work officer answer for themselves: nobody else in their partnership reads a word."""

import re
from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from accounts import roles, speaking
from accounts.models import User
from accounts.moves import IllegalMove
from files.models import Making
from notifications.models import Notice
from programmes import definition_files
from programmes.models import Participation, Seat
from surveys import joining, places, replying, sheets
from surveys.models import Reply, Writer
from tests.build import programmes as plan
from tests.surveys.test_replying import again, some_answers, words

pytestmark = pytest.mark.django_db
SAID = "We would like to be asked before it is decided."


@pytest.fixture
def board():
    """What an area's champions' board answers, open since yesterday."""
    programme = plan.programme(definition="care-leavers", areas=2)
    today = timezone.localdate()
    with speaking.as_service():
        Reply.objects.update(opens_on=today - timedelta(days=1), closes_on=today + timedelta(days=9))
        found = Reply.objects.filter(survey__programme=programme, survey__key="champions-board")
        return found.select_related("survey__programme", "survey__version", "participation__programme").first()


def writer(reply, name: str = "Robin Board", by=None) -> User:
    """Somebody asked to write it."""
    by = by or plan.seated(reply.participation)
    email = f"{name.lower().replace(' ', '.')}@board.example"
    place = places.ask(reply.survey, reply.participation, reply.kind, email=email, name=name, by=by)
    with speaking.as_service():
        User.objects.filter(pk=place.person_id).update(joined_at=timezone.now())
    return place.person


def write(reply, by) -> Reply:
    """Every page answered, by somebody whom the wall lets."""
    values = some_answers(reply.asked.instrument) | {"support-change": SAID}
    for page in sheets.sheets(reply.asked.instrument, values):
        with speaking.as_person(by):
            now = Reply.objects.select_related("survey__version", "version").get(pk=reply.pk)
            keys = {question.key for question in page.section.questions} | {q.key for q in page.questions}
            replying.save(now, values, page=page, seen=replying.mark_of(now, keys), by=by)
    return again(reply)


def test_the_definitions_say_who_writes_and_who_signs_off_for_every_kind_that_is_named():
    said = {
        (slug, kind.key): (kind.written_by, kind.signed_off_by)
        for slug in definition_files.slugs()
        for survey in definition_files.load(slug).surveys
        if survey.named
        for kind in survey.respondents
    }
    own = ("its own people", "themselves")
    assert said == {
        ("care-leavers", "corporate-parents"): ("the partnership", "chief officer"),
        ("care-leavers", "champions-board"): own,
        ("asp-joint-inspections", "cswo"): own,
        ("asp-joint-inspections", "convener"): own,
        ("asp-joint-inspections", "lead-officer"): own,
    }


class TestTheWholeWay:
    def test_the_coordinator_asks_a_member_who_writes_and_sends_without_anybodys_sign_off(self, client, board):
        coordinator, chief = plan.seated(board.participation), plan.seated(board.participation, roles.ChiefOfficer)
        client.force_login(coordinator)
        who_writes = f"/taking-part/{board.participation_id}/surveys/champions-board/who-writes/champions-board/"
        assert "Ask who answers for themselves" in words(client.get(board.participation.get_absolute_url()))
        asked = client.post(who_writes, {"name": "Robin Board", "email": "robin@board.example"})
        assert asked.status_code == 302
        member = User.objects.get(email="robin@board.example")
        with speaking.as_service():
            (letter,) = Notice.objects.filter(recipient=member)
        assert letter.title.startswith("Will you answer for Champions’ board")
        client.force_login(member)
        assert "Answer: National survey: champions’ boards" in words(client.get("/work/"))
        assert "Start answering" in words(client.get(board.get_absolute_url()))
        filled = write(board, member)
        sent = client.post(f"/survey-replies/{board.pk}/send/", {"seen": filled.edits})
        assert sent.headers["Location"] == f"/survey-replies/{board.pk}/receipt/"
        assert again(board).sent_by == member
        with speaking.as_service():
            told = set(Notice.objects.filter(title__startswith="Received:").values_list("recipient", flat=True))
        assert told == {member.pk}
        client.force_login(chief)
        assert client.post(f"/survey-replies/{board.pk}/sign-off/", {"agreed": "1"}).status_code == 404

    def test_nobody_can_put_it_forward_or_send_it_for_them(self, board):
        member = writer(board)
        coordinator = plan.seated(board.participation)
        filled = write(board, member)
        with speaking.as_person(member), pytest.raises(IllegalMove, match="Nobody signs this answer off"):
            replying.put_forward(filled, seen=filled.edits, by=member)
        with speaking.as_person(coordinator), pytest.raises(Reply.DoesNotExist):
            replying.send(filled, seen=filled.edits, by=coordinator)

    def test_it_is_sent_once_however_often_the_button_is_pressed_and_corrected_by_its_writers(self, client, board):
        member = writer(board)
        filled = write(board, member)
        client.force_login(member)
        for _ in range(2):
            client.post(f"/survey-replies/{board.pk}/send/", {"seen": filled.edits})
        with speaking.as_service():
            assert Notice.objects.filter(recipient=member, title__startswith="Received:").count() == 1
        begun = client.post(f"/survey-replies/{board.pk}/correct/").headers["Location"]
        assert "version 2, a correction" in words(client.get(begun))


class TestWhoReads:
    @pytest.mark.parametrize("is_sent", [False, True], ids=["in the making", "sent"])
    @pytest.mark.parametrize("role", roles.IN_A_PARTNERSHIP, ids=lambda role: role.slug)
    def test_nobody_with_a_seat_in_the_partnership(self, client, board, role, is_sent):
        member = writer(board)
        person = plan.seated(board.participation, role)
        filled = write(board, member)
        if is_sent:
            with speaking.as_person(member):
                replying.send(filled, seen=filled.edits, by=member)
        client.force_login(person)
        for address in ("", "receipt/", "q/board/"):
            assert client.get(f"/survey-replies/{board.pk}/{address}").status_code == 404
        with speaking.as_person(person):
            assert not Reply.objects.filter(pk=board.pk).exists()
            assert not Reply.objects.filter(pk=board.pk).update(edits=0)
        everything = words(client.get(board.participation.get_absolute_url())) + words(client.get("/work/"))
        assert SAID not in everything

    def test_the_team_reads_it_when_it_was_sent_and_not_before(self, client, board):
        member, lead = writer(board), plan.in_team(board.survey.programme)
        filled = write(board, member)
        client.force_login(lead)
        assert client.get(board.get_absolute_url()).status_code == 404
        with speaking.as_person(member):
            replying.send(filled, seen=filled.edits, by=member)
        assert SAID in words(client.get(board.get_absolute_url()))

    def test_a_writer_sees_this_and_nothing_else_of_the_partnership(self, client, board):
        member = writer(board)
        seat = plan.seated(board.participation)
        client.force_login(member)
        assert client.get(board.get_absolute_url()).status_code == 200
        assert client.get(board.participation.get_absolute_url()).status_code == 404
        with speaking.as_service():
            other = Reply.objects.get(survey__key="corporate-parents", participation=board.participation)
            neighbour = Reply.objects.filter(survey=board.survey).exclude(pk=board.pk).get()
        for reply in (other, neighbour):
            assert client.get(reply.get_absolute_url()).status_code == 404
        with speaking.as_person(member):
            assert not Reply.objects.filter(pk__in=[other.pk, neighbour.pk]).exists()
            assert not Seat.objects.filter(person=seat).exists()
            assert list(Participation.objects.values_list("pk", flat=True)) == [board.participation_id]
            assert not Participation.objects.visible_to(member).exists()

    def test_whoever_is_let_go_sees_it_no_more(self, client, board):
        member = writer(board)
        coordinator = plan.seated(board.participation)
        with speaking.as_service():
            place = Writer.objects.get(person=member)
        client.force_login(coordinator)
        who_writes = f"/taking-part/{board.participation_id}/surveys/champions-board/who-writes/champions-board/"
        assert "Robin Board" in words(client.get(who_writes))
        assert client.post(f"{who_writes}{place.pk}/").status_code == 302
        client.force_login(member)
        assert client.get(board.get_absolute_url()).status_code == 404
        with speaking.as_person(member):
            assert not Reply.objects.filter(pk=board.pk).exists()

    def test_each_has_a_receipt_as_a_pdf_of_their_own_and_the_partnership_has_none(self, client, board):
        one, other = writer(board), writer(board, "Sam Board")
        coordinator = plan.seated(board.participation)
        filled = write(board, one)
        with speaking.as_person(one):
            replying.send(filled, seen=filled.edits, by=one)
        for person in (one, other):
            client.force_login(person)
            assert client.post(f"/survey-replies/{board.pk}/receipt/pdf/").status_code == 302
        with speaking.as_service():
            assert Making.objects.filter(kind="survey-reply").count() == 2
        with speaking.as_person(coordinator):
            assert not Making.objects.filter(kind="survey-reply").exists()


class TestAsking:
    def test_only_the_coordinator_and_whoever_runs_the_programme_ask(self, client, board):
        who_writes = f"/taking-part/{board.participation_id}/surveys/champions-board/who-writes/champions-board/"
        answers = {}
        for role in roles.IN_A_PARTNERSHIP:
            client.force_login(plan.seated(board.participation, role))
            answers[role.slug] = client.get(who_writes).status_code
        client.force_login(plan.in_team(board.survey.programme))
        answers["lead"] = client.get(who_writes).status_code
        assert answers == {"co-ordinator": 200, "chief-officer": 403, "contributor": 403, "viewer": 403, "lead": 200}

    def test_somebody_is_asked_once_and_told_so(self, client, board):
        coordinator = plan.seated(board.participation)
        writer(board, by=coordinator)
        client.force_login(coordinator)
        who_writes = f"/taking-part/{board.participation_id}/surveys/champions-board/who-writes/champions-board/"
        answer = client.post(who_writes, {"name": "Robin Board", "email": "robin.board@board.example"})
        assert "Robin Board has been asked already." in words(answer)

    def test_nobody_is_asked_to_write_what_the_partnership_answers(self, client, board):
        client.force_login(plan.seated(board.participation))
        start = f"/taking-part/{board.participation_id}/surveys/"
        assert client.get(f"{start}corporate-parents/who-writes/corporate-parents/").status_code == 404

    def test_nobody_of_the_team_can_be_asked(self, board):
        lead = plan.in_team(board.survey.programme)
        with pytest.raises(places.CannotAsk, match="is in the review team"):
            places.ask(board.survey, board.participation, board.kind, email=lead.email, name=lead.name, by=lead)

    def test_a_coordinator_asks_neither_themselves_nor_a_colleague_with_a_seat_but_the_team_may(self, board):
        coordinator, lead = plan.seated(board.participation), plan.in_team(board.survey.programme)
        chief = plan.seated(board.participation, roles.ChiefOfficer)
        for person in (coordinator, chief):
            with pytest.raises(places.CannotAsk, match="the review team asks them"):
                places.ask(board.survey, board.participation, board.kind, email=person.email, name="", by=coordinator)
        # A chief social work officer has a seat and answers for their own post.
        assert places.ask(board.survey, board.participation, board.kind, email=chief.email, name="", by=lead)

    def test_those_who_write_see_who_else_does(self, client, board):
        one, other = writer(board), writer(board, "Sam Board")
        client.force_login(one)
        assert f"{one.name}, {other.name}" in words(client.get(board.get_absolute_url()))

    def test_the_database_lets_no_chief_officer_sign_off_what_its_own_people_write(self, board):
        with speaking.as_service(), pytest.raises(IntegrityError), transaction.atomic():
            Reply.objects.filter(pk=board.pk).update(needs_sign_off=True)


class TestReminding:
    def test_the_reminder_holds_until_every_answer_of_the_area_was_sent(self, board):
        milestone = board.survey.milestone
        part = board.participation
        assert joining._not_answered(part, milestone)
        member, coordinator = writer(board), plan.seated(part)
        chief = plan.seated(part, roles.ChiefOfficer)
        filled = write(board, member)
        with speaking.as_person(member):
            replying.send(filled, seen=filled.edits, by=member)
        assert joining._not_answered(part, milestone)
        from tests.surveys.test_replying import sent

        with speaking.as_service():
            leads = Reply.objects.select_related("survey__version", "participation").get(
                survey__key="corporate-parents", participation=part
            )
        sent(leads, coordinator, chief)
        assert not joining._not_answered(part, milestone)


class TestThreeTasksOfTheCodeOfPractice:
    def test_each_post_has_a_task_of_its_own_whose_words_tell_it_from_the_others(self, client):
        programme = plan.programme(definition="asp-joint-inspections", areas=1)
        today = timezone.localdate()
        with speaking.as_service():
            Reply.objects.update(opens_on=today, closes_on=today + timedelta(days=5))
            part = programme.participations.get()
        client.force_login(plan.seated(part))
        page = client.get(part.get_absolute_url()).content.decode()
        links = re.findall(r">(Ask who answers for themselves: [^<]+)<", page)
        assert len(links) == len(set(links)) == 3
