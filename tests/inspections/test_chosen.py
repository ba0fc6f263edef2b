"""A partnership that has begun or sent what only those chosen are asked for stays chosen: nothing of it is lost."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from accounts import roles, speaking
from accounts.moves import IllegalMove
from inspections import asking, more_time, preparing
from inspections.models import Return
from programmes import choosing
from programmes.models import Milestone
from tests.build import inspections as build
from tests.inspections.test_pages import signed_in

pytestmark = pytest.mark.django_db


@pytest.fixture
def scene():
    """A return asked of those chosen alone, and a partnership that is chosen."""
    made = build.scene(selected=True)
    choose(made, made.participation)
    return made


def choose(scene, *parts, seen=None):
    return choosing.choose_closely(scene.programme, parts, by=scene.lead, seen=seen)


def is_asked(scene) -> bool:
    with speaking.as_service():
        return Return.objects.asked().filter(pk=scene.of.pk).exists()


def written(scene):
    draft = scene.draft()
    with speaking.as_person(scene.coordinator):
        preparing.save_note(scene.of, "Ours.", seen=draft.note_version, by=scene.coordinator)


def wishing(scene):
    with speaking.as_person(scene.coordinator):
        until = timezone.localdate() + timedelta(days=20)
        more_time.ask(scene.of, until=until, reason="Leave", by=scene.coordinator)


@pytest.mark.parametrize(
    ("deed", "words"),
    [
        (lambda scene: scene.put_in(), "has begun"),
        (written, "has begun"),
        (lambda scene: scene.send(), "has sent"),
        (wishing, "has asked for more time for"),
    ],
    ids=["a file", "a note", "sent", "more time"],
)
def test_whoever_has_something_in_a_return_stays_chosen_and_the_page_says_why(scene, deed, words):
    deed(scene)
    name = scene.participation.partnership.name
    with pytest.raises(choosing.CannotDrop) as refused:
        choose(scene)
    assert refused.value.sentences == [f"{name} {words} “Document return”, so it stays chosen. Tick it again."]
    assert is_asked(scene)

    client = signed_in(scene.lead)
    address = reverse("programmes:choose-closely", args=[scene.programme.slug])
    assert f"Stays chosen: it {words} “Document return”." in client.get(address).content.decode()
    answer = client.post(address, {"seen": f"{scene.participation.pk}", "save": ""})
    assert answer.status_code == 422
    # Beside the field and in the summary.
    assert answer.content.decode().count(f"{words} “Document return”, so it stays chosen.") == 2
    assert is_asked(scene)


def test_a_refused_drop_leaves_the_whole_choice_as_it_was(scene):
    other = build.scene_in(scene.programme)
    scene.put_in()
    with pytest.raises(choosing.CannotDrop):
        choose(scene, other.participation)
    assert not is_asked(other)


def test_an_empty_draft_holds_nobody_and_nothing_is_put_into_it_afterwards(scene):
    scene.draft()
    choose(scene)
    assert not is_asked(scene)
    with pytest.raises(IllegalMove, match="no longer asked"):
        scene.draft()
    choose(scene, scene.participation)
    assert scene.draft().number == 1


def test_a_page_that_is_still_open_begins_nothing_in_a_return_that_is_no_longer_asked(scene):
    choose(scene)
    with speaking.as_person(scene.coordinator), pytest.raises(IllegalMove, match="no longer asked"):
        preparing.save_note(scene.of, "Ours.", seen=0, by=scene.coordinator)
    with speaking.as_service():
        assert not scene.of.submissions.exists()


def test_the_choice_waits_for_whoever_is_putting_something_into_a_return(scene):
    """Held are the partnerships, so that two choices come one after the other, and then the returns of the dropped."""
    with CaptureQueriesContext(connection) as asked:
        choose(scene)
    holding = [each["sql"] for each in asked if "FOR " in each["sql"] and "UPDATE" in each["sql"]]
    tables = ['"programmes_participation"', '"inspections_return"']
    assert [sql.rpartition(" OF ")[2].strip('" ') for sql in holding] == [table.strip('"') for table in tables]


def test_a_return_that_is_for_some_in_a_step_for_all_is_named_too():
    programme = build.programme()
    build.ask(programme, applies_to="selected", title="Closer look")
    lead = signed_in(build.team(programme, roles.Lead))
    build.participation(programme)
    asking.open_returns(programme)
    assert not Milestone.objects.filter(programme=programme, applies_to="selected").exists()
    shown = lead.get(reverse("programmes:partnerships", args=[programme.slug])).content.decode()
    assert "Looked at more closely</th>" in shown
    shown = lead.get(reverse("programmes:choose-closely", args=[programme.slug])).content.decode()
    assert "A return is asked for: Closer look." in shown
