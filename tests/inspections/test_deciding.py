"""Reading, asking, answering, accepting: in a thread that stays with the return."""

from datetime import timedelta

import pytest
from django.utils import timezone

from accounts import speaking
from accounts.moves import IllegalMove
from inspections import deciding, more_time, sending
from inspections.models import Extension, Message
from notifications.models import Notice
from programmes.models import SettledDate
from tests.build import inspections as build

pytestmark = pytest.mark.django_db


@pytest.fixture
def scene():
    made = build.scene(with_letters=True)
    made.send()
    return made


def ask(scene, text="Which year is the chart of?", *, by=None, **more):
    by = by or scene.inspector
    with speaking.as_person(by):
        return deciding.query(scene.of, text, by=by, **more)


def answer(scene, text="This year's."):
    with speaking.as_person(scene.coordinator):
        return deciding.answer(scene.of, text, by=scene.coordinator)


def accept(scene, **more):
    with speaking.as_person(scene.inspector):
        return deciding.accept(scene.of, by=scene.inspector, **more)


def current(scene):
    with speaking.as_service():
        return scene.of.submissions.standing().get()


def titles_to(person):
    with speaking.as_service():
        return list(Notice.objects.filter(recipient=person).exclude(kind="receipt").values_list("title", flat=True))


# --- Queries ---------------------------------------------------------------------------------------------------------


def test_a_query_reaches_the_co_ordinator_with_its_words_and_a_day(scene):
    message = ask(scene)
    assert current(scene).status == "queried"
    assert message.answer_by > timezone.localdate()
    with speaking.as_service():
        letter = Notice.objects.get(recipient=scene.coordinator, kind="query")
    assert "Which year is the chart of?" in letter.body_markdown.replace("\\", "")
    assert letter.about_address == f"/returns/{scene.of.pk}/thread/"
    assert titles_to(scene.viewer) == []


def test_an_answer_stays_in_the_thread_and_reaches_whoever_asked_and_the_lead(scene):
    ask(scene)
    answer(scene)
    with speaking.as_service():
        said = [(m.kind, m.from_scrutiny) for m in Message.objects.all()]
    assert said == [("query", True), ("answer", False)]
    assert len(titles_to(scene.inspector)) == len(titles_to(scene.lead)) == 1
    assert titles_to(scene.support) == []
    assert current(scene).status == "queried"


def test_a_query_or_an_answer_sent_twice_is_there_once(scene):
    ask(scene), ask(scene)
    answer(scene), answer(scene)
    with speaking.as_service():
        assert Message.objects.count() == 2
        assert Notice.objects.filter(recipient=scene.coordinator, kind="query").count() == 1


def test_a_second_question_may_follow_the_first(scene):
    ask(scene)
    ask(scene, "And which month?", by=scene.lead)
    with speaking.as_service():
        assert Message.objects.count() == 2


def test_whoever_read_an_older_version_is_told_of_the_newer_one(scene):
    draft = scene.draft()
    with speaking.as_person(scene.coordinator):
        sending.submit(draft, by=scene.coordinator)
    with pytest.raises(IllegalMove, match="Version 2 has arrived"):
        ask(scene, version=1)
    with pytest.raises(IllegalMove, match="Version 2 has arrived"):
        accept(scene, version=1)
    assert current(scene).status == "sent"


def test_a_new_version_answers_a_query_even_after_the_return_has_closed(scene):
    ask(scene)
    build.due(scene.programme, -1)
    scene.programme.milestones.update(late=False)
    scene.of = build.again_whole(scene.of)
    draft = scene.draft()
    with speaking.as_person(scene.coordinator):
        sent = sending.submit(draft, by=scene.coordinator)
    assert (sent.number, sent.status, sent.was_late) == (2, "sent", False)


def test_nothing_is_answered_that_was_not_asked(scene):
    with pytest.raises(IllegalMove, match="Nothing is being asked"):
        answer(scene)


def test_nothing_is_asked_about_what_was_not_sent():
    with pytest.raises(IllegalMove, match="Nothing has been sent"):
        ask(build.scene())


# --- Accepting -------------------------------------------------------------------------------------------------------


def test_an_acceptance_is_told_to_the_whole_partnership_once(scene):
    accept(scene, text="Thank you.")
    accept(scene)
    submission = current(scene)
    assert (submission.status, submission.accepted_by) == ("accepted", scene.inspector)
    assert [len(titles_to(person)) for person in (scene.coordinator, scene.chief, scene.viewer)] == [1, 1, 1]


def test_an_accepted_return_is_opened_again_with_a_reason(scene):
    accept(scene)
    with speaking.as_person(scene.lead):
        deciding.reopen(scene.of, "Page 3 is missing.", by=scene.lead)
    submission = current(scene)
    assert (submission.status, submission.accepted_by, submission.accepted_at) == ("queried", None, None)
    assert answer(scene).kind == "answer"


def test_an_accepted_return_takes_no_new_version(scene):
    accept(scene)
    with pytest.raises(IllegalMove, match="ask the review team to open it again"):
        scene.draft()


# --- More time -------------------------------------------------------------------------------------------------------


def wish(scene, days=30):
    with speaking.as_person(scene.coordinator):
        return more_time.ask(
            scene.of, until=timezone.localdate() + timedelta(days=days), reason="Leave", by=scene.coordinator
        )


@pytest.fixture
def unsent():
    return build.scene(with_letters=True)


def test_a_wish_for_more_time_reaches_the_team(unsent):
    extension = wish(unsent)
    assert extension.status == "asked"
    assert wish(unsent, 40).pk == extension.pk
    assert len(titles_to(unsent.support)) == 1


@pytest.mark.parametrize(("days", "says"), [(5, "already"), (500, "more than a year")])
def test_a_day_that_makes_no_sense_is_refused_in_words(unsent, days, says):
    with pytest.raises(more_time.CannotAsk, match=says):
        wish(unsent, days)


def test_more_time_settles_the_partnerships_own_date_and_nobody_elses(unsent):
    other = build.participation(unsent.programme)
    extension = wish(unsent)
    until = extension.until + timedelta(days=1)
    with speaking.as_person(unsent.lead):
        more_time.grant(extension, until=until, by=unsent.lead)
    with speaking.as_service():
        assert SettledDate.objects.get().participation == unsent.participation
        unsent.of = build.again_whole(unsent.of)
        assert unsent.participation.timetable["return"].ends == until
        assert other.timetable["return"].ends != until
        assert "given" in Notice.objects.filter(recipient=unsent.coordinator).latest("pk").title


def test_a_refusal_says_why_and_moves_nothing(unsent):
    extension = wish(unsent)
    with speaking.as_person(unsent.lead):
        more_time.refuse(extension, reason="We write up that week.", by=unsent.lead)
    with speaking.as_service():
        assert not SettledDate.objects.exists()
        letter = Notice.objects.filter(recipient=unsent.coordinator).latest("pk")
    assert "We write up that week" in letter.body_markdown.replace("\\", "")
    assert "not given" in letter.title


def test_a_wish_is_decided_once(unsent):
    extension = wish(unsent)
    stale = Extension.objects.none().model(pk=extension.pk, status="asked")
    stale.of, stale.was_due = unsent.of, extension.was_due
    with speaking.as_person(unsent.lead):
        more_time.refuse(extension, reason="No.", by=unsent.lead)
        with pytest.raises(IllegalMove):
            more_time.grant(stale, until=extension.until, by=unsent.lead)
    with speaking.as_service():
        assert not SettledDate.objects.exists()


def test_the_partnership_may_withdraw_its_wish_and_ask_again(unsent):
    extension = wish(unsent)
    with speaking.as_person(unsent.chief):
        more_time.withdraw(extension, by=unsent.chief)
    assert wish(unsent, 20).pk != extension.pk


def test_what_was_sent_needs_no_more_time(scene):
    with pytest.raises(IllegalMove, match="has been sent"):
        wish(scene)
