"""What this room tells the rooms below it: who belongs where, who needs a second factor, how the timetable stands."""

from collections.abc import Iterable

from django.db.models import Count, OuterRef, Q, Subquery
from django.utils import timezone

from accounts import belonging, roles, second_factor
from accounts.belonging import Belonging
from audit import status
from interface.counting import counted
from notifications import reconciling
from programmes import tick
from programmes.models import Assignment, Programme, Seat


def join() -> None:
    belonging.add(of=assignments_of, holding=assigned_as)
    belonging.add(of=seats_of, holding=seated_as)
    second_factor.needs_it.append(sees_what_others_sent)
    reconciling.expectation("letters of the timetables", mend=tick.keep_timetables)(tick.expected_and_missing)


# --- Who belongs where -----------------------------------------------------------------------------------------------


def assignments_of(people: list[int]) -> Iterable[tuple[int, Belonging]]:
    today = timezone.localdate()
    assigned = Assignment.objects.filter(person__in=people)
    for person, role, period, where in assigned.values_list("person", "role", "period", "programme__short_title"):
        yield person, Belonging(roles.BY_SLUG[role], where, today in period)


def assigned_as(role: str) -> Iterable[int]:
    return Assignment.objects.current().filter(role=role).values("person")


def seats_of(people: list[int]) -> Iterable[tuple[int, Belonging]]:
    """The seats that whoever asks may see: row-level security leaves the others out."""
    today = timezone.localdate()
    whose = Seat.objects.held().filter(
        participation=OuterRef("participation"), role=OuterRef("role"), standing=Seat.Standing.MAIN
    )
    seats = (
        Seat.objects.filter(person__in=people, status=Seat.Status.ACCEPTED)
        .annotate(holder=Subquery(whose.values("person__name")[:1]))
        .values_list(
            "person", "role", "standing", "holder", "period",
            "participation__partnership__name", "participation__programme__short_title",
        )
    )  # fmt: skip
    for person, role, standing, holder, period, partnership, programme in seats:
        where, in_place = f"{partnership}, {programme}", in_whose_place(standing, holder)
        yield person, Belonging(roles.BY_SLUG[role], where, today in period, in_place=in_place)


def in_whose_place(standing: str, holder: str | None) -> str:
    """A deputy and who covers say of whom; empty for who holds the seat."""
    if standing == Seat.Standing.MAIN:
        return ""
    words = "deputy of" if standing == Seat.Standing.DEPUTY else "covers for"
    return f"{words} {holder or 'a seat that nobody holds today'}"


def seated_as(role: str) -> Iterable[int]:
    return Seat.objects.held().filter(role=role).values("person")


def sees_what_others_sent(person) -> bool:
    """A programme's team sees what partnerships sent, and a partnership's people what their colleagues did."""
    return (
        Assignment.objects.current().filter(person=person).exists()
        or Seat.objects.held().filter(person=person).exists()
    )


# --- How the timetable stands ----------------------------------------------------------------------------------------


@status.line("Timetables", order=30)
def timetables():
    found = Programme.objects.aggregate(
        running=Count("pk", filter=Q(letters_held=False)), held=Count("pk", filter=Q(letters_held=True))
    )
    return status.ok(
        f"{counted(found['running'], 'programme sends its,programmes send their')} letters by the "
        f"timetable; in {found['held']}, letters are held."
    )
