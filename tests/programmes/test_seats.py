"""Seats: nobody is left without a co-ordinator, and nobody gets rights before they say yes."""

from datetime import timedelta

import pytest
from django.utils import timezone

from accounts import roles, speaking
from accounts.moves import IllegalMove
from notifications.models import Notice, Posting
from programmes import correspondence, seats
from programmes.models import Participation, Seat
from tests.build import programmes as build

pytestmark = pytest.mark.django_db


@pytest.fixture
def part():
    return build.participation(build.programme())


def held(part, role=roles.Coordinator):
    with speaking.as_service():
        return [seat.person for seat in Seat.objects.held().filter(participation=part, role=role.slug)]


def nominate(part, person, **kwargs):
    kwargs.setdefault("role", roles.Coordinator)
    return seats.nominate(part, email=person.email, name=person.name, by=person, **kwargs)


def test_a_nominee_has_no_rights_until_they_accept(part):
    nominee = build.person()
    seat = nominate(part, nominee)
    assert held(part) == []
    with speaking.as_person(nominee):
        assert not Participation.objects.visible_to(nominee).exists()
    seats.accept(seat, by=nominee)
    assert held(part) == [nominee]
    with speaking.as_person(nominee):
        assert Participation.objects.visible_to(nominee).get() == part


def test_only_the_nominee_can_accept(part):
    seat = nominate(part, build.person())
    with pytest.raises(IllegalMove):
        seats.accept(seat, by=build.person())


def test_a_new_coordinator_takes_over_in_the_moment_of_accepting(part):
    former = build.seated(part)
    newcomer = build.person()
    seat = nominate(part, newcomer)
    assert held(part) == [former]
    seats.accept(seat, by=newcomer)
    assert held(part) == [newcomer]


def test_the_only_coordinator_cannot_leave_before_another_has_accepted(part):
    only = build.seated(part)
    with speaking.as_service():
        seat = Seat.objects.get(participation=part, person=only)
    with pytest.raises(IllegalMove, match="only co-ordinator"):
        seats.end(seat, reason="Leaving", by=only)
    assert held(part) == [only]


def test_a_coordinator_may_leave_where_a_deputy_stands_in(part):
    main = build.seated(part)
    deputy = build.seated(part, standing="deputy")
    with speaking.as_service():
        seat = Seat.objects.get(participation=part, person=main)
    seats.end(seat, reason="Leaving", by=main)
    assert held(part) == [deputy]


def test_whoever_covers_is_written_to_before_the_holder(part):
    main = build.seated(part)
    cover = build.seated(part, standing="cover")
    with speaking.as_service():
        loaded = correspondence.loaded(part.programme).get(pk=part.pk)
        assert correspondence.recipients_in_seat(loaded, roles.Coordinator) == [cover, main]


def test_cover_must_say_until_when(part):
    with pytest.raises(seats.CannotNominate, match="until when"):
        nominate(part, build.person(), standing="cover")


def test_one_person_is_not_nominated_twice_for_the_same_time(part):
    nominee = build.person()
    nominate(part, nominee)
    with pytest.raises(seats.CannotNominate, match="already"):
        nominate(part, nominee)


def test_somebody_who_works_for_a_scrutiny_body_cannot_sit_in_a_partnership(part):
    inspector = build.person(organisation=part.programme.lead_body)
    with pytest.raises(seats.CannotNominate, match="scrutiny body"):
        nominate(part, inspector)


def test_a_seat_that_has_run_out_gives_no_rights(part):
    nominee = build.person()
    today = timezone.localdate()
    seat = nominate(part, nominee, starts=today - timedelta(days=10), ends=today - timedelta(days=1))
    seats.accept(seat, by=nominee)
    assert held(part) == []


def test_somebody_new_finds_their_seat_and_the_letter_waiting_for_them(part):
    nominator = build.person()
    seat = seats.nominate(part, email="New.Person@Example.org", name="New Person", role=roles.Coordinator, by=nominator)
    assert seat.person.email == "new.person@example.org"
    with speaking.as_person(seat.person):
        assert Notice.objects.get(recipient=seat.person).about_address == f"/seats/{seat.pk}/"


def test_an_address_that_cannot_be_written_to_is_refused(part):
    with pytest.raises(seats.CannotNominate, match="not an e-mail address"):
        seats.nominate(part, email="nobody", name="Nobody", role=roles.Coordinator, by=build.person())


def test_declining_says_why_and_frees_the_seat(part):
    nominee = build.person()
    seat = nominate(part, nominee)
    seats.decline(seat, reason="On leave", by=nominee)
    assert seat.status == Seat.Status.DECLINED
    seats.accept(nominate(part, nominee), by=nominee)
    assert held(part) == [nominee]


def letters():
    with speaking.as_service():
        return [(each.recipient, each.made_by) for each in Notice.objects.order_by("pk")]


def test_letters_told_together_are_posted_in_one_go_each_by_the_hand_that_caused_it(part):
    chief, nominee = build.seated(part, roles.ChiefOfficer), build.person()
    before = letters()
    with correspondence.told_together():
        seat = seats.nominate(part, email=nominee.email, name=nominee.name, role=roles.Coordinator, by=chief)
        seats.accept(seat, by=nominee)
        assert letters() == before
    assert set(letters()) - set(before) == {(nominee, chief), (chief, nominee)}
    with speaking.as_service():
        assert Posting.objects.get(by=nominee).recipients == [chief.pk]


def test_where_one_of_the_moves_told_together_fails_no_letter_is_posted(part):
    nominee = build.person()
    with pytest.raises(IllegalMove), correspondence.told_together():
        seat = seats.nominate(part, email=nominee.email, name=nominee.name, role=roles.Coordinator, by=nominee)
        seats.accept(seat, by=build.person())
    assert letters() == []
    with speaking.as_service():
        assert not Seat.objects.filter(participation=part).exists()
