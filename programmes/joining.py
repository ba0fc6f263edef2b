"""What this room tells the rooms below it: who belongs where, who needs a second factor, how the timetable stands."""

from collections.abc import Iterable

from django.db.models import Count, Q
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
    for each in Assignment.objects.filter(person__in=people).select_related("programme"):
        where = each.programme.short_title
        yield each.person_id, Belonging(roles.BY_SLUG[each.role], where, today in each.period)


def assigned_as(role: str) -> Iterable[int]:
    return Assignment.objects.current().filter(role=role).values("person")


def seats_of(people: list[int]) -> Iterable[tuple[int, Belonging]]:
    """The seats that whoever asks may see: row-level security leaves the others out."""
    today = timezone.localdate()
    seats = Seat.objects.filter(person__in=people, status=Seat.Status.ACCEPTED).select_related(
        "participation__partnership", "participation__programme"
    )
    for seat in seats:
        where = f"{seat.participation.partnership.name}, {seat.participation.programme.short_title}"
        yield seat.person_id, Belonging(roles.BY_SLUG[seat.role], where, today in seat.period)


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
