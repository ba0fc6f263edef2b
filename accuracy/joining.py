"""What this room adds to the rooms below: a page beside a report, what waits for a person, until when somebody is let in."""

from django.db.models import Count, Q
from django.urls import reverse

from accounts import invitations, roles, speaking
from accuracy import embargo as standings
from accuracy import on_the_road, rules
from accuracy.models import Copy, Embargo, FactCheck, MoreTime
from interface.counting import counted
from programmes import letter_causes, tasks_of, work
from programmes.models import Assignment, Participation, Seat
from programmes.rules import seats, teams
from reports import beside, minutes
from reports import rules as reports
from reports.models import Edition


def join() -> None:
    invitations.let_in_until.append(until_the_minute)
    letter_causes.events["embargo"] = "when a copy is given"
    beside.pages += [checks_of_the_report, copies_of_the_report]
    letter_causes.events["accuracy"] = "when the draft is sent to the partnership"
    letter_causes.seen_to["facts not checked"] = "before the last day of the draft that a partnership was sent"
    letter_causes.seen_to["copy not acknowledged"] = "when communications writes again to who has not acknowledged"
    tasks_of.askers.add(
        checks_as_tasks,
        lambda participations, today: FactCheck.objects.standing().filter(participation__in=participations),
    )
    on_the_road.join()


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


@work.asks(lambda desk: Copy.objects.standing().filter(person=desk.user))
def copies_to_read(desk, held):
    """Copies that a person holds: to be acknowledged first, then to be read until the minute."""
    found = list(held.select_related("embargo").order_by("pk"))
    stand = standings.standing_of([copy.embargo.edition_id for copy in found])
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


def _with_copies_given(desk):
    return Embargo.objects.filter(copies__status=Copy.Status.GIVEN) if reports.sees_drafts(desk.user) else None


@work.asks(_with_copies_given)
def copies_not_acknowledged(desk, embargoes):
    """For those who release: embargoes that end soon, and that somebody has still to acknowledge."""
    waiting = (
        embargoes.filter(edition__in=Edition.objects.visible_to(desk.user))
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


# --- Factual accuracy ------------------------------------------------------------------------------------------------

#: Who decides comments.
DECIDES = {roles.Lead.slug, roles.Inspector.slug}
Status = FactCheck.Status
STATES = {
    Status.OPEN: "being prepared",
    Status.AWAITING_SIGN_OFF: "waits for sign-off",
    Status.SIGNED_OFF: "signed off",
    Status.RETURNED: "response received",
}


def checks_of_the_report(user, report):
    """For the team: which partnerships check its facts, and what is to be decided."""
    if not rules.sees_checks(user, report):
        return
    found = FactCheck.objects.visible_to(user).standing().filter(report=report)
    counts = found.aggregate(
        waits=Count("pk", filter=Q(status__in=FactCheck.IN_THE_MAKING)),
        decide=Count("pk", filter=Q(status=Status.SIGNED_OFF)),
        done=Count("pk", filter=Q(status=Status.RETURNED)),
    )
    says = [
        words
        for count, words in (
            (counts["waits"], f"{counts['waits']} with partnerships"),
            (counts["decide"], f"{counts['decide']} being decided"),
            (counts["done"], f"{counts['done']} answered"),
        )
        if count
    ]
    mark = "new" if counts["decide"] else "waiting" if counts["waits"] else "done" if counts["done"] else "quiet"
    yield beside.Beside(
        "Factual accuracy", reverse("accuracy:checks", args=[report.pk]), ", ".join(says) or "Not sent yet", mark
    )


def checks_as_tasks(participations, today, checks) -> dict[int, list[tasks_of.Task]]:
    """On a partnership's own list: each draft that it was sent."""
    found: dict[int, list[tasks_of.Task]] = {}
    for check in checks.order_by("due_on", "pk"):
        is_over = check.is_sent
        signs = check.status == Status.AWAITING_SIGN_OFF
        state = STATES[Status(check.status)].capitalize()
        late = not is_over and check.due_on < today
        found.setdefault(check.participation_id, []).append(
            tasks_of.Task(
                key=f"fact-check-{check.pk}",
                words=f"Check the facts: {check.called}",
                state="Late" if late else state,
                mark="done" if is_over else "late" if late else "waiting" if signs else "open",
                due=check.due_on,
                url=f"{check.get_absolute_url()}response/" if check.is_returned else check.get_absolute_url(),
                hint="Each comment gets a decision and its reason.",
                who=(roles.ChiefOfficer,) if signs else (roles.Coordinator,),
            )
        )
    return found


def _sent_to_where_one_sits(desk):
    held = seats(desk.user)
    return FactCheck.objects.with_the_partnership().filter(participation__in=list(held)) if held else None


@work.asks(_sent_to_where_one_sits)
def drafts_to_check(desk, checks):
    """For co-ordinators and contributors: drafts to comment on; for chief officers: comments to sign off."""
    held = seats(desk.user)
    for check in checks.select_related("participation__partnership", "participation__programme").order_by(
        "due_on", "pk"
    ):
        in_roles = held[check.participation_id]
        shared = {
            "programme": check.participation.programme.short_title,
            "whose": check.participation.partnership.name,
            "due": check.due_on,
        }
        if check.status == Status.AWAITING_SIGN_OFF and roles.ChiefOfficer.slug in in_roles:
            yield work.Waiting(
                f"Sign off comments: {check.called}", check.get_absolute_url(), **shared, state="to sign off"
            )
        elif check.status == Status.OPEN and in_roles & {roles.Coordinator.slug, roles.Contributor.slug}:
            yield work.Waiting(
                f"Check the facts: {check.called}",
                check.get_absolute_url(),
                **shared,
                detail="Sent back by a chief officer." if check.sent_back_reason else "",
            )


def _decides_in(desk) -> dict[int, set[str]]:
    """The programmes in which a person decides comments, with what they are there."""
    return {pk: held for pk, held in teams(desk.user).items() if held & DECIDES}


def _seen_of(desk):
    return Participation.objects.visible_to(desk.user).filter(programme__in=_decides_in(desk))


def _signed_off_or_late(desk):
    works = _decides_in(desk)
    signed_off, late = Q(status=Status.SIGNED_OFF), Q(status__in=FactCheck.IN_THE_MAKING, due_on__lt=desk.today)
    return FactCheck.objects.filter(signed_off | late, participation__programme__in=works) if works else None


@work.asks(_signed_off_or_late)
def comments_to_decide(desk, checks):
    """For the team: comments that nobody has decided, responses that are owed, and who is late."""
    works = _decides_in(desk)
    rows = (
        checks.filter(participation__in=_seen_of(desk))
        .exclude(participation__in=list(seats(desk.user)))
        .select_related("participation__partnership", "participation__programme")
        .annotate(waiting=Count("comments", filter=Q(comments__decision=None)))
        .order_by("signed_off_at", "pk")
    )
    for check in rows:
        leads = roles.Lead.slug in works[check.participation.programme_id]
        if check.is_late(desk.today):
            if leads:
                yield work.Waiting(
                    "A partnership has not answered on facts",
                    reverse("accuracy:decisions", args=[check.pk]),
                    programme=check.participation.programme.short_title,
                    whose=check.participation.partnership.name,
                    due=check.due_on,
                    state="to chase",
                    detail="Its last day has passed. Wait for it, or take the draft back and go on without its comments.",
                )
            continue
        if not check.waiting and not leads:
            continue
        yield work.Waiting(
            f"Decide on {counted(check.waiting, 'comment')} on facts"
            if check.waiting
            else "Send the response to comments",
            reverse("accuracy:decisions", args=[check.pk]),
            programme=check.participation.programme.short_title,
            whose=check.participation.partnership.name,
            state="to decide" if check.waiting else "to send",
        )


def _wishes_for_more_time(desk):
    if works := _decides_in(desk):
        wishes = MoreTime.objects.open().filter(fact_check__status__in=FactCheck.IN_THE_MAKING)
        return wishes.filter(participation__programme__in=works)
    return None


@work.asks(_wishes_for_more_time)
def more_time_to_decide(desk, wishes):
    """For leads: partnerships that ask for more time to check facts."""
    works = _decides_in(desk)
    seen = wishes.filter(participation__in=_seen_of(desk)).order_by("asked_at", "pk")
    for wish in seen.select_related("fact_check", "participation__partnership", "participation__programme"):
        if roles.Lead.slug in works[wish.participation.programme_id]:
            yield work.Waiting(
                "Decide on more time to check facts",
                reverse("accuracy:decide-time", args=[wish.pk]),
                programme=wish.participation.programme.short_title,
                whose=wish.participation.partnership.name,
                due=wish.fact_check.due_on,
                state="to decide",
            )
