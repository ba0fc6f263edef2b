"""Which partnerships are looked at more closely is chosen on a page, all at once, and by two people without loss."""

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from accounts import actions, roles, speaking
from accounts.models import User
from accounts.moves import IllegalMove
from programmes import choosing
from programmes.models import Participation, Programme
from tests.build import programmes as build
from tests.house.flatness import cost

pytestmark = pytest.mark.django_db


@pytest.fixture
def programme() -> Programme:
    return build.programme(definition="care-leavers", areas=4, day_one=timezone.localdate())


@pytest.fixture
def parts(programme) -> list[Participation]:
    with speaking.as_service():
        return list(programme.participations.select_related("partnership").order_by("partnership__name"))


def chosen(programme) -> list[str]:
    with speaking.as_service():
        return list(
            programme.participations.filter(selected=True)
            .order_by("partnership__name")
            .values_list("partnership__name", flat=True)
        )


def names(*parts) -> list[str]:
    return [each.partnership.name for each in parts]


def page_of(programme) -> str:
    return reverse("programmes:choose-closely", args=[programme.slug])


def signed_in(who) -> Client:
    client = Client()
    client.force_login(who)
    return client


def as_shown(answer) -> dict:
    form = answer.context["form"]
    return {"chosen": form["chosen"].value(), "seen": form["seen"].value(), "save": "Save the choice"}


def said(answer) -> str:
    return " ".join(answer.content.decode().split())


# --- The move --------------------------------------------------------------------------------------------------------


def test_a_choice_is_set_at_once_and_says_whom_it_added_and_dropped(programme, parts):
    lead = build.in_team(programme)
    choosing.choose_closely(programme, parts[:2], by=lead)
    choice = choosing.choose_closely(programme, parts[1:3], by=lead)
    assert chosen(programme) == names(*parts[1:3]) == names(*choice.chosen)
    assert (names(*choice.added), names(*choice.dropped)) == (names(parts[2]), names(parts[0]))
    assert not choosing.choose_closely(programme, [], by=lead).chosen
    assert chosen(programme) == []


def test_each_change_of_the_choice_is_in_the_history_and_nothing_else_is(programme, parts):
    from programmes.models import ParticipationEvent

    lead = build.in_team(programme)
    choosing.choose_closely(programme, parts[:2], by=lead)
    choosing.choose_closely(programme, parts[1:3], by=lead)
    with speaking.as_service():
        changes = ParticipationEvent.objects.filter(pgh_obj__in=[each.pk for each in parts], pgh_label="update")
        written = list(changes.order_by("pgh_id").values_list("pgh_obj", "selected"))
    assert sorted(written[:2]) == [(parts[0].pk, True), (parts[1].pk, True)]
    assert sorted(written[2:]) == sorted([(parts[2].pk, True), (parts[0].pk, False)])


def test_whoever_is_tied_to_a_partnership_neither_sees_nor_changes_whether_it_is_chosen(programme, parts):
    choosing.choose_closely(programme, parts[:2], by=build.in_team(programme))
    tied = build.in_team(programme)
    with speaking.as_service():
        actions.declare_tie(tied, parts[0].partnership.organisations.first(), "worked there", by=build.person())
    tied = User.objects.get(pk=tied.pk)
    assert f"> {parts[0].partnership.name}<" not in said(signed_in(tied).get(page_of(programme)))
    choosing.choose_closely(programme, [parts[2]], by=tied)
    assert chosen(programme) == names(parts[0], parts[2])


def test_a_partnership_that_has_withdrawn_cannot_be_chosen(programme, parts):
    with speaking.as_service():
        Participation.objects.filter(pk=parts[0].pk).update(withdrawn_at=timezone.now(), withdrawn_by=build.person())
    lead = build.in_team(programme)
    with pytest.raises(IllegalMove, match="no longer takes part"):
        choosing.choose_closely(programme, parts[:2], by=lead)
    assert chosen(programme) == []
    answer = signed_in(lead).post(page_of(programme), {"chosen": [parts[0].pk], "seen": ""})
    assert answer.status_code == 422
    assert "A partnership that you chose no longer takes part." in said(answer)


# --- The page --------------------------------------------------------------------------------------------------------


def test_the_page_shows_what_those_chosen_are_asked_for_and_saves_the_choice(programme, parts):
    client = signed_in(build.in_team(programme))
    shown = said(client.get(page_of(programme)))
    assert "Local documents" in shown
    assert "Case discussions and meetings with young people" in shown
    assert "0 of 4 are chosen now." in shown
    assert "Self-evaluation" not in shown
    sent = {"chosen": [each.pk for each in parts[:2]], "seen": "", "save": ""}
    answer = client.post(page_of(programme), sent, follow=True)
    assert f"2 partnerships are looked at more closely. Newly chosen: {', '.join(names(*parts[:2]))}." in said(answer)
    answer = client.post(page_of(programme), {"seen": f"{parts[0].pk} {parts[1].pk}", "save": ""}, follow=True)
    assert "No partnership is looked at more closely. No longer chosen: " in said(answer)


def test_two_who_choose_at_once_lose_nothing_of_each_others_choice(programme, parts):
    choosing.choose_closely(programme, parts[:2], by=build.in_team(programme))
    first, second = signed_in(build.in_team(programme)), signed_in(build.administrator())
    theirs, mine = as_shown(first.get(page_of(programme))), as_shown(second.get(page_of(programme)))
    # One adds the third, the other drops the first: each decides the boxes that they touched.
    assert first.post(page_of(programme), {**theirs, "chosen": [each.pk for each in parts[:3]]}).status_code == 302
    assert second.post(page_of(programme), {**mine, "chosen": [parts[1].pk]}).status_code == 302
    assert chosen(programme) == names(parts[1], parts[2])


def test_the_list_says_who_is_chosen_and_leads_those_to_the_choice_who_may_make_it(programme, parts):
    lead, inspector = build.in_team(programme), build.in_team(programme, roles.Inspector)
    choosing.choose_closely(programme, parts[:1], by=lead)
    address = reverse("programmes:partnerships", args=[programme.slug])
    for who, is_led in ((lead, True), (inspector, False)):
        shown = said(signed_in(who).get(address))
        assert "Looked at more closely</th>" in shown
        assert (shown.count("<td>Yes</td>"), shown.count("<td>No</td>")) == (1, 3)
        assert (f'href="{page_of(programme)}"' in shown) is is_led
    assert signed_in(inspector).get(page_of(programme)).status_code == 403


def test_a_programme_that_asks_the_same_of_all_offers_no_choice():
    programme = build.programme()
    client = signed_in(build.in_team(programme))
    shown = said(client.get(reverse("programmes:partnerships", args=[programme.slug])))
    assert "Looked at more closely" not in shown
    assert page_of(programme) not in shown
    part = build.participation(programme)
    answer = client.post(page_of(programme), {"chosen": [part.pk], "seen": ""})
    assert "there is nothing to choose" in said(answer)
    assert chosen(programme) == []


def test_the_list_of_partnerships_asks_no_question_more_for_the_choice(programme):
    lead = signed_in(build.in_team(programme))
    address = reverse("programmes:partnerships", args=[programme.slug])
    cost(lead, address)
    plain = build.programme()
    other = signed_in(build.in_team(plain))
    elsewhere = reverse("programmes:partnerships", args=[plain.slug])
    cost(other, elsewhere)
    assert len(cost(lead, address)) == len(cost(other, elsewhere)) <= 12
