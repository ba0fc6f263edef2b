"""What waits for a person today. Each room adds what it knows; the page shows it in one list."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from django.db.models import Prefetch, QuerySet

from accounts import roles
from accounts.models import User
from programmes import rules
from programmes.asking import Asked
from programmes.models import Booking, Participation, Programme, Seat, SettledDate


def is_information_governance(user: User) -> bool:
    """They keep to the trail, and may have no programme."""
    return user.holds(roles.InformationGovernance)


@dataclass(frozen=True)
class Waiting:
    """One thing that waits for one person."""

    title: str
    address: str
    programme: str = ""
    whose: str = ""
    due: date | None = None
    state: str = "to do"
    detail: str = ""

    def is_late(self, today: date) -> bool:
        return self.due is not None and self.due < today


@dataclass
class Desk:
    """What a person has to do with today, read once for every room that asks."""

    user: User
    today: date

    @cached_property
    def programmes(self) -> dict[int, Programme]:
        """Those whose team they are in or whose partnerships they sit in, with their plans: {pk: programme}."""
        sat_in = Participation.objects.filter(pk__in=rules.seats(self.user)).values("programme")
        either = Programme.objects.filter(pk__in=rules.teams(self.user)) | Programme.objects.filter(pk__in=sat_in)
        return {programme.pk: programme for programme in either.with_plan().order_by("-day_one")}

    @cached_property
    def worked_on(self) -> list[Programme]:
        """The programmes on the person's own list, the newest first; an administrator has them all."""
        if rules.is_administrator(self.user):
            return list(Programme.objects.worked_on_by(self.user).order_by("-day_one"))
        teams = rules.teams(self.user)
        return [programme for pk, programme in self.programmes.items() if pk in teams]

    @cached_property
    def participations(self) -> list[Participation]:
        """Where they sit, the newest programme first, with what its tasks are read from."""
        found = (
            Participation.objects.filter(pk__in=rules.seats(self.user))
            .taking_part()
            .select_related("partnership")
            .order_by("-programme__day_one", "partnership__name")
            .prefetch_related(
                Prefetch("seats", Seat.objects.select_related("person")),
                Prefetch("settled_dates", SettledDate.objects.select_related("milestone")),
                Prefetch("bookings", Booking.objects.select_related("session")),
                "confirmations",
            )
        )
        found = list(found) if rules.seats(self.user) else []
        for participation in found:
            participation.programme = self.programmes[participation.programme_id]
        return found


#: Functions that give what waits, each with a fixed number of queries.
askers = Asked()


def asks(rows: Callable[[Desk], QuerySet | None] | None = None):
    """Decorator: this room also knows what waits for a person.

    ``rows`` says where it looks, ``(desk) -> queryset``, and the function gets that besides the desk. It is not asked
    where there is none, nor where the queryset has no row; without ``rows`` it is asked always.
    """

    def joined(function: Callable[..., Iterable[Waiting]]):
        askers.add(function, rows)
        return function

    return joined


@dataclass(frozen=True)
class Door:
    """A place of the portal as a whole that is somebody's to see to, whatever programmes there are."""

    title: str
    address: str
    note: str
    rule: Callable[[User], bool]


#: Rooms higher up add theirs.
doors: list[Door] = [
    Door(
        "What was changed",
        "/manage/changes/",
        "Who changed what and when, from what to what.",
        is_information_governance,
    ),
    Door(
        "Who looked",
        "/manage/looks/",
        "Who opened which letter, return, draft or file.",
        is_information_governance,
    ),
]


def doors_of(user: User) -> list[Door]:
    return [door for door in doors if door.rule(user)]


def waiting_for(desk: Desk) -> list[Waiting]:
    """Everything that waits for a person, the soonest first, what has no date last."""
    found = [waiting for those in askers.ask(desk) for waiting in those]
    return sorted(found, key=lambda waiting: (waiting.due is None, waiting.due or desk.today, waiting.title))
