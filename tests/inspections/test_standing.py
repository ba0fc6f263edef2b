"""Where a return stands: read off its versions and the dates, for one or for thousands in as many queries."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from accounts import speaking
from accounts.models import Area
from inspections import deciding, joining, more_time, sending, standing
from inspections.models import Return, Submission
from inspections.standing import MARKS, State
from interface.marks import MARKS as KINDS
from programmes import correspondence, starting
from programmes.models import Participation, Programme
from tests.build import inspections as build
from tests.build import programmes

pytestmark = pytest.mark.django_db


def stands(scene):
    with speaking.as_service():
        return standing.standing(build.again_whole(scene.of))


def begin(scene):
    scene.put_in(answers=scene.asked[0])


def put_forward(scene):
    with speaking.as_person(scene.coordinator):
        sending.put_forward(scene.fill(), by=scene.coordinator)


def nil(scene):
    with speaking.as_person(scene.coordinator):
        sending.make_nil_return(scene.of, reason="None.", by=scene.coordinator)


def send(scene):
    scene.send()


def query(scene):
    scene.send()
    with speaking.as_person(scene.inspector):
        deciding.query(scene.of, "Why?", by=scene.inspector)


def answered(scene):
    query(scene)
    with speaking.as_person(scene.coordinator):
        deciding.answer(scene.of, "So.", by=scene.coordinator)


def asked_again(scene):
    answered(scene)
    with speaking.as_person(scene.lead):
        deciding.query(scene.of, "Really?", by=scene.lead)


def accept(scene):
    scene.send()
    with speaking.as_person(scene.inspector):
        deciding.accept(scene.of, by=scene.inspector)


def reopen(scene):
    accept(scene)
    with speaking.as_person(scene.lead):
        deciding.reopen(scene.of, "Look again.", by=scene.lead)


def send_and_prepare_again(scene):
    scene.send()
    scene.draft()


def nothing(scene):
    pass


LATE, NOT_OPEN = {"opens": -20, "due": -1}, {"opens": 2, "due": 9}


@pytest.mark.parametrize(
    ("happened", "when", "state"),
    [
        (nothing, NOT_OPEN, State.NOT_YET),
        (nothing, {}, State.OPEN),
        (nothing, {"opens": 0, "due": 0}, State.OPEN),
        (nothing, LATE, State.LATE),
        (begin, {}, State.IN_PROGRESS),
        (begin, LATE, State.LATE),
        (put_forward, {}, State.SIGN_OFF),
        (put_forward, LATE, State.LATE),
        (send, {}, State.SENT),
        (send, LATE, State.SENT),
        (send_and_prepare_again, {}, State.SENT),
        (nil, {}, State.NIL),
        (query, {}, State.QUERIED),
        (answered, {}, State.ANSWERED),
        (asked_again, {}, State.QUERIED),
        (accept, {}, State.ACCEPTED),
        (reopen, {}, State.QUERIED),
    ],
)
def test_the_state_follows_from_what_happened_and_when(happened, when, state):
    scene = build.scene(asked={"needs_sign_off": happened is put_forward}, **when)
    happened(scene)
    assert stands(scene).state == state


def test_what_came_late_says_so_for_good():
    scene = build.scene(**LATE)
    scene.send()
    found = stands(scene)
    assert (found.label, found.is_late, found.mark) == ("Sent, late", True, "new")


def test_every_state_looks_like_something():
    assert set(MARKS) == set(State)
    assert set(MARKS.values()) <= set(KINDS)
    assert set(standing.FOR_READERS) == set(State)


def test_every_status_names_its_moves():
    assert set(Submission.MOVES) == set(Submission.Status)
    assert set(Submission.IN_THE_MAKING) | set(Submission.SENT_OUT) == set(Submission.Status)


def test_documents_are_counted_by_what_was_asked_for():
    scene = build.scene()
    scene.put_in("a.docx", answers=scene.asked[0])
    scene.put_in("b.docx", answers=scene.asked[0])
    scene.put_in("c.docx", answers=scene.asked[1], state="rejected")
    scene.put_in("d.docx", answers=scene.asked[2])
    found = stands(scene)
    assert (found.documents_in, found.documents_asked, found.files) == (1, 2, 3)


def test_a_partnership_with_a_day_of_its_own_is_late_by_its_own_day():
    scene = build.scene(opens=-20, due=5)
    other = build.return_(of=build.participation(scene.programme))
    with speaking.as_person(scene.coordinator):
        wish = more_time.ask(
            scene.of, until=timezone.localdate() + timedelta(days=20), reason="Leave", by=scene.coordinator
        )
    with speaking.as_person(scene.lead):
        more_time.grant(wish, until=wish.until, by=scene.lead)
    in_ten_days = timezone.localdate() + timedelta(days=10)
    with speaking.as_service():
        programme = Programme.objects.with_plan().get(pk=scene.programme.pk)
        everyone = list(Participation.objects.filter(programme=programme))
        found = standing.standings(programme, everyone, today=in_ten_days)
    assert found[scene.participation.pk][0].state == State.OPEN
    assert found[other.participation_id][0].state == State.LATE


def test_a_return_for_selected_partnerships_is_asked_of_no_others():
    programme = build.programme(selected=True)
    build.ask(programme)
    chosen, other = build.participation(programme, selected=True), build.participation(programme)
    build.return_(of=chosen)
    with speaking.as_service():
        assert [each.participation for each in Return.objects.asked()] == [chosen]
        assert Return.objects.filter(participation=other).exists()


def test_the_state_in_a_list_is_the_state_of_each():
    programme = build.programme()
    build.ask(programme)
    scenes = [build.scene_in(programme) for _ in range(6)]
    for scene, happened in zip(scenes, [nothing, begin, send, query, answered, accept], strict=True):
        happened(scene)
    with speaking.as_service():
        again = Programme.objects.with_plan().get(pk=programme.pk)
        found = standing.standings(again, [scene.participation for scene in scenes])
    for scene in scenes:
        assert found[scene.participation.pk] == [stands(scene)]


def test_standings_cost_the_same_for_one_and_for_many():
    programme = build.programme()
    build.ask(programme)
    counts = []
    for wanted in (1, 10):
        with speaking.as_service():
            have = programme.participations.count()
        for _ in range(wanted - have):
            build.scene_in(programme).send()
        with speaking.as_service():
            again = Programme.objects.with_plan().get(pk=programme.pk)
            participations = list(correspondence.loaded(again))
            with CaptureQueriesContext(connection) as captured:
                found = standing.standings(again, participations)
        assert len(found) == wanted
        counts.append(len(captured))
    assert counts == [1, 1]


# --- What the rooms below are told -----------------------------------------------------------------------------------


def test_a_chaser_goes_only_while_nothing_has_come():
    scene = build.scene()
    milestone = scene.programme.milestones.get(key="return")

    def still_missing():
        with speaking.as_service():
            programme = Programme.objects.with_plan().get(pk=scene.programme.pk)
            participations = list(correspondence.loaded(programme))
            joining.read_standings(programme, participations, timezone.localdate())
            participation = next(each for each in participations if each.pk == scene.participation.pk)
            participation.programme = programme
            return joining.return_not_sent(participation, milestone)

    assert still_missing()
    scene.put_in()
    assert still_missing()
    scene.send_what_is_there()
    assert not still_missing()


def test_the_overview_shows_what_stands_worst():
    scene = build.scene(**LATE)
    begin(scene)
    with speaking.as_service():
        programme = Programme.objects.with_plan().get(pk=scene.programme.pk)
        cells = joining.returns_at_a_glance(programme, [scene.participation], timezone.localdate())
    cell = cells[scene.participation.pk]
    assert (cell.state, cell.words) == ("late", "Late: 1 of 2 in")


def test_starting_a_programme_asks_every_partnership_for_what_its_definition_asks():
    programme = programmes.programme(areas=["Moray", "Fife"])
    with speaking.as_service():
        returns = list(Return.objects.filter(ask__programme=programme).order_by("reference"))
    assert [each.reference for each in returns] == [
        f"SWG-{programme.day_one.year}-FIF-1",
        f"SWG-{programme.day_one.year}-MRY-1",
    ]
    ask = programme.asks.get()
    assert (ask.key, ask.milestone.key, ask.documents.count()) == ("document-return", "document-return", 4)


def test_a_second_run_in_one_year_has_references_of_its_own():
    first, second = programmes.programme(areas=["Moray"]), programmes.programme(areas=["Moray"])
    with speaking.as_service():
        references = [Return.objects.get(ask__programme=each).reference for each in (first, second)]
    assert len(set(references)) == 2
    assert references[1].startswith(f"SWG-{second.day_one.year}B-")


def test_a_partnership_that_joins_later_is_asked_too():
    programme = programmes.programme(areas=["Moray"])
    fife = Area.objects.get(name="Fife")
    late = starting.add_partnership(programme, name="Fife", areas=[fife], organisations=[])
    with speaking.as_service():
        assert Return.objects.filter(participation=late).count() == 1
