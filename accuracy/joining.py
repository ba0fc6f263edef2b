"""What this room adds to the rooms below: a page beside a report, what waits for a person, until when somebody is let in."""

from django.db.models import Count
from django.urls import reverse

from accounts import invitations, speaking
from accuracy import embargo as standings
from accuracy.models import Copy, Embargo
from interface.counting import counted
from programmes import letter_causes, work
from programmes.models import Assignment, Seat
from reports import beside, minutes
from reports import rules as reports
from reports.models import Edition


def join() -> None:
    invitations.let_in_until.append(until_the_minute)
    letter_causes.events["embargo"] = "when a copy is given"
    beside.pages.append(copies_of_the_report)


def until_the_minute(person):
    """Who is known to the portal for an embargoed copy alone is let in until its minute, and no longer."""
    with speaking.as_service():
        copies = Copy.objects.standing().filter(person=person)
        if not copies.exists() or _has_other_business(person):
            return None
        # Of several copies the last minute; of those that are over or called off, the moment that is past already.
        last = copies.order_by("-embargo__edition__publication__publish_at")
        return last.values_list("embargo__edition__publication__publish_at", flat=True).first()


def _has_other_business(person) -> bool:
    return (
        Seat.objects.filter(person=person, status__in=[Seat.Status.OFFERED, Seat.Status.ACCEPTED]).exists()
        or Assignment.objects.filter(person=person).exists()
        or person.posts.exists()
    )


def copies_of_the_report(user, report):
    """For those who release it: who holds a copy of the edition that waits for its minute."""
    if not reports.releases(user, report.programme):
        return
    editions = report.editions.standing().without_content().by_the_clock().select_related("publication")
    for edition in editions.order_by("-number")[:1]:
        held = Copy.objects.standing().filter(embargo__edition=edition.pk)
        waiting = held.filter(status=Copy.Status.GIVEN).count()
        count = held.count()
        if edition.state == Edition.State.PUBLIC and not count:
            return
        says = f"{counted(count, 'copy,copies')} given, {waiting} not acknowledged" if count else "None given yet"
        yield beside.Beside(
            "Embargoed copies",
            reverse("embargo:copies", args=[edition.pk]),
            says,
            "waiting" if waiting and edition.state != Edition.State.PUBLIC else "done" if count else "quiet",
        )


@work.asks
def copies_to_read(desk):
    """Copies that a person holds: to be acknowledged first, then to be read until the minute."""
    held = Copy.objects.standing().filter(person=desk.user).select_related("embargo").order_by("pk")
    found = list(held)
    stand = standings.standing_of([copy.embargo.edition_id for copy in found]) if found else {}
    for copy in found:
        stands = stand[copy.embargo.edition_id]
        if stands.runs:
            is_new = not copy.is_acknowledged
            yield work.Waiting(
                "Acknowledge the terms of an embargoed copy" if is_new else "Read your embargoed copy",
                copy.get_absolute_url(),
                programme=copy.embargo.called,
                due=minutes.in_scotland(stands.minute).date(),
                state="to do" if is_new else "to read",
                detail=f"Embargoed until {stands.words}.",
            )


@work.asks
def copies_not_acknowledged(desk):
    """For those who release: embargoes that end soon, and that somebody has still to acknowledge."""
    if not reports.sees_drafts(desk.user):
        return
    waiting = (
        Embargo.objects.filter(edition__in=Edition.objects.visible_to(desk.user), copies__status=Copy.Status.GIVEN)
        .select_related("edition__programme")
        .defer("edition__content", "edition__html", "edition__data_files", "terms")
        .annotate(waiting=Count("copies"))
        .order_by("pk")
    )
    found = [embargo for embargo in waiting if reports.releases(desk.user, embargo.edition.programme)]
    stand = standings.standing_of([embargo.edition_id for embargo in found]) if found else {}
    for embargo in found:
        stands = stand[embargo.edition_id]
        if stands.runs:
            yield work.Waiting(
                f"{counted(embargo.waiting, 'embargoed copy has,embargoed copies have')} not been acknowledged",
                embargo.get_absolute_url(),
                programme=embargo.edition.programme.short_title,
                due=minutes.in_scotland(stands.minute).date(),
                state="to chase",
            )
