"""Writing to all who are late: whom it goes to is chosen at once, and nothing typed is lost over it."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from programmes.models import Programme
from tests.build import inspections as build

pytestmark = pytest.mark.django_db

TYPED = {"subject": "My own subject", "text": "My own words."}


@pytest.fixture
def late(client):
    """Two partnerships that are late with a return, and the page on which one writes to them."""
    first = build.scene()
    build.scene_in(first.programme)
    build.due(first.programme, -3)
    client.force_login(first.lead)
    return reverse("programmes:chase", args=[first.programme.slug])


def _chosen(answer) -> list[str]:
    form = answer.context["form"]
    return list(form["chosen"].value() or [])


@pytest.mark.parametrize(("button", "how_many"), [("choose_none", 0), ("choose_all", 2)])
def test_all_or_none_are_chosen_with_one_button_and_the_words_stay(client, late, button, how_many):
    assert button in client.get(late).content.decode()
    answer = client.post(late, {**TYPED, "chosen": [], button: "now"})
    assert len(_chosen(answer)) == how_many
    assert (answer.context["form"]["subject"].value(), answer.context["form"]["text"].value()) == tuple(TYPED.values())
    page = answer.content.decode()
    assert page.count('name="chosen"') == 2
    assert "Choose at least one partnership" not in page
    assert answer.context["preview"] is None


def test_enter_in_the_subject_shows_the_letter_as_its_button_comes_first(client, late):
    page = client.get(late).content.decode()
    assert 0 < page.index('name="preview"') < page.index('name="choose_all"')


@pytest.mark.parametrize(("published", "is_asked"), [(1, True), (-1, False)])
def test_nobody_is_asked_to_chase_for_a_report_that_is_out(client, late, published, is_asked):
    Programme.objects.get().milestones.create(
        key="publication",
        title="Report",
        kind="publication",
        starts_rule={"date": (timezone.localdate() + timedelta(days=published)).isoformat()},
        position=9,
    )
    page = client.get(reverse("your-work")).content.decode()
    assert ("returns are late" in page) is is_asked
