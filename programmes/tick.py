"""The timetable's own work: what is due today is asked of the rows, and told once."""

from collections.abc import Callable
from datetime import date

from django.db import transaction
from django.utils import timezone

from accounts import roles, speaking
from notifications.models import Notice
from programmes import correspondence
from programmes.models import Participation, Programme
from programmes.timetable import PlannedLetter, letters

#: A reminder that could not be sent on its day is sent within this many days, or not at all: late is worse than never.
#: Letters that are not reminders are sent however late, unless the milestone they are about is over.
LATE_REMINDERS = 2


def _nobody_accepted(participation: Participation, milestone) -> bool:
    return participation.accepted_at is None


def _no_coordinator(participation: Participation, milestone) -> bool:
    return not any(
        seat.role == roles.Coordinator.slug and seat.status == "accepted" for seat in participation.seats.all()
    )


def _no_briefing(participation: Participation, milestone) -> bool:
    return not any(booking.milestone_id == milestone.pk for booking in participation.bookings.all())


def _not_confirmed(participation: Participation, milestone) -> bool:
    return not any(step.milestone_id == milestone.pk for step in participation.confirmations.all())


#: The conditions that a letter rule may name: functions ``(participation, milestone) -> still so?``.
#: Rooms higher up add theirs; one that no room knows yet never holds, so its letter is not sent.
conditions: dict[str, Callable] = {
    "notification not accepted": _nobody_accepted,
    "no co-ordinator": _no_coordinator,
    "no briefing booked": _no_briefing,
    "survey not shared": _not_confirmed,
    "no people nominated": _not_confirmed,
}

#: Functions ``(programme, participations)`` run before a programme's letters are worked out, to read in bulk.
preparations: list[Callable] = []


def keep_timetables(now=None) -> str:
    """Send every letter that is due in every programme. Safe to run twice, and at the same time."""
    today = timezone.localdate(now)
    with speaking.as_service():
        running = list(Programme.objects.filter(letters_held=False).values_list("pk", flat=True))
    sent = sum(keep_one(pk, today) for pk in running)
    return f"{len(running)} programmes looked at, {sent} letters posted"


@transaction.atomic
def keep_one(programme_id: int, today: date) -> int:
    """Send what is due in one programme; returns how many letters were new."""
    with speaking.as_service():
        programme = Programme.objects.with_plan().select_related("lead_body").get(pk=programme_id)
        drafts = due(programme, today)
        return correspondence.post(drafts, by=None)


def due(programme: Programme, today: date) -> list[correspondence.Draft]:
    """The letters that today asks for and that their recipients have not had."""
    participations = list(correspondence.loaded(programme).select_for_update(of=("self",), skip_locked=False))
    for prepare in preparations:
        prepare(programme, participations)
    had = set(Notice.objects.filter(programme_ref=programme.pk).values_list("occasion", "recipient_id"))
    milestones = {plan.key: plan for plan in programme.plans}
    writer = None
    drafts = []
    for participation in participations:
        participation.programme = programme
        has = {dated.key for dated in participation.dated}
        if programme.is_rolling and participation.day_one is None:
            continue
        for planned in letters(participation.timetable):
            if planned.milestone not in has or not is_due(planned, participation, milestones, today):
                continue
            occasion = f"participation:{participation.pk}/{planned.occasion}"
            people = [
                person
                for person in correspondence.recipients(planned.to, participation)
                if (occasion, person.pk) not in had
            ]
            if not people:
                continue
            writer = writer or correspondence.Writer(programme)
            drafts += [
                writer.write(
                    planned.letter,
                    participation=participation,
                    recipients=[person],
                    occasion=occasion,
                    milestone=participation.timetable[planned.milestone],
                )
                for person in people
            ]
    return [draft for draft in drafts if draft.can_be_sent]


def is_due(planned: PlannedLetter, participation: Participation, milestones, today: date) -> bool:
    """Whether one planned letter should go today: its day has come, it is not stale, and its condition still holds."""
    if not participation.programme.letters_from <= planned.on <= today:
        return False
    milestone = milestones[planned.milestone]
    dated = participation.timetable[planned.milestone]
    is_reminding = bool(planned.only_if) or planned.is_reminder
    if is_reminding and (today - planned.on).days > LATE_REMINDERS:
        return False
    if not is_reminding and today > dated.ends and (today - planned.on).days > LATE_REMINDERS:
        return False
    if not planned.only_if:
        return True
    still_so = conditions.get(planned.only_if)
    return bool(still_so and still_so(participation, milestone))
