"""Who writes which section, about how long it should be, and who reads it before it is called ready."""

from collections.abc import Iterable

from django.db import transaction

from accounts import clock
from accounts.models import User
from notifications import notices
from programmes.models import Assignment, Programme
from reports.models import Section
from reports.rules import WRITERS

Status = Section.Status
KIND = "part of a report"


class CannotAsk(ValueError):
    """Somebody who cannot be asked to write or to read; the sentence says why."""


def writers_of(programme: Programme) -> list[User]:
    """Who may be asked to write or read a section: those of the programme's team who may write its report, by name."""
    held = (
        Assignment.objects.current()
        .filter(programme=programme, role__in=[role.slug for role in WRITERS], person__disabled_at=None)
        .select_related("person")
    )
    people = {each.person_id: each.person for each in held}
    return sorted(people.values(), key=lambda person: (person.name, person.pk))


@transaction.atomic
def plan(section: Section, *, owners: Iterable[User], target: int | None, by: User) -> None:
    """Say who writes a section, and about how many words it should have (None: nothing is said).

    Whoever is newly asked is told.
    Raises CannotAsk for somebody who is not of the team; an owner who has left since may stay named.
    """
    owners = list(owners)
    known = {person.pk for person in writers_of(section.report.programme)}
    wrote_before = set(section.owners.values_list("pk", flat=True))
    known |= wrote_before
    for person in owners:
        if person.pk not in known:
            raise CannotAsk(f"{person} does not write this programme's report.")
    section.owners.set(owners)
    Section.objects.filter(pk=section.pk).update(target=target)
    _tell(section, [person for person in owners if person.pk not in wrote_before], "write", by)


@transaction.atomic
def give_to_read(section: Section, *, reader: User, by: User) -> None:
    """Ask a colleague to read a section; raises CannotAsk, or IllegalMove where it is being read already."""
    if reader.pk == by.pk:
        raise CannotAsk("Choose a colleague: nobody reads their own section.")
    if reader.pk not in {person.pk for person in writers_of(section.report.programme)}:
        raise CannotAsk(f"{reader} does not write this programme's report.")
    section.move_to(Status.READING, reader=reader)
    _tell(section, [reader], "read", by)


def call_ready(section: Section) -> None:
    """Its writer, or the colleague who read it, finds nothing more to do."""
    section.move_to(Status.READY)


def take_up_again(section: Section) -> None:
    """There is more to write: said by a writer, or by the colleague who read it."""
    section.move_to(Status.WRITING)


def _tell(section: Section, people: Iterable[User], what: str, by: User) -> None:
    """One letter a day for each person and report, however many of its sections they are asked for: all are in their work.

    It says nothing of the draft, as it lies beside the draft and not within its wall.
    """
    programme = section.report.programme
    notices.post(
        occasion=f"report:{section.report_id}/asked-on:{clock.today().isoformat()}",
        kind=KIND,
        recipients=[person for person in people if person.pk != by.pk],
        title=f"{by} asks you to {what} a part of a report",
        body_markdown=(
            f"{by} asks you to {what} a part of the draft of {programme.short_title}. Whatever you are asked to write or "
            "to read waits in your work, from today on and until it is ready."
        ),
        by=by,
        sender_name=str(by),
        programme_name=programme.short_title,
        about_label="Your work",
        about_address="/work/",
    )
