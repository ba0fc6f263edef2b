"""What the team does with a fact check: sends the draft, gives more time, takes it back, reminds."""

from datetime import date, timedelta

from django.db import transaction
from django.utils import timezone

from accounts import clock, roles, speaking
from accounts.models import User
from accounts.moves import IllegalMove
from accuracy import check_letters as letters
from accuracy.models import FactCheck, MoreTime
from assurance import locking, travelling
from assurance.models import LockedVersion
from assurance.road import Stage
from programmes.models import Participation, Programme, Seat
from programmes.timetable import say
from reports.models import Report

#: Knowledge, to be verified: a usual time, and nobody's rule. A programme's definition may say another; whoever sends
#: the draft chooses.
USUAL_DAYS = 10
#: The key under which a definition says how many working days are usual.
DAYS_KEY = "accuracy-days"
MOST_DAYS = 60
#: Reminders go so many working days before the last day.
REMIND_BEFORE = (3, 1)
Status = FactCheck.Status


class CannotSend(ValueError):
    """A draft that cannot be sent; the sentence says why and what would help."""


def usual_days(programme: Programme) -> int:
    """How many working days a partnership is usually given: as the definition says, or ten."""
    for figure in programme.particulars.get("figures", []):
        if figure.get("key") == DAYS_KEY and isinstance(figure.get("value"), int):
            return figure["value"]
    return USUAL_DAYS


def described_by(report: Report, user: User) -> list[Participation]:
    """The partnerships that a report describes, or all of its programme's; those that this person may see."""
    found = Participation.objects.visible_to(user).taking_part().filter(programme=report.programme_id)
    areas = [area.pk for area in report.areas.all()]
    if areas:
        found = found.filter(partnership__areas__in=areas).distinct()
    return list(found.select_related("partnership"))


def due_day(programme: Programme, days: int, *, today: date | None = None) -> date:
    """The last day, so many working days after today: bank holidays in Scotland are not counted."""
    return programme.working_days.add_working_days(today or clock.today(), days)


@transaction.atomic
def send(report: Report, to: list[Participation], *, days: int, called: str, by: User) -> list[FactCheck]:
    """Lock the draft and send it to these partnerships, each told by a letter from which its days are counted.

    Raises CannotSend with a sentence, travelling.NotYet with what must be true first, and locking.CannotLock with every
    reason of the draft itself.
    """
    if not to:
        raise CannotSend("Choose at least one partnership.")
    open_now = FactCheck.objects.filter(report=report, participation__in=to).exclude(
        status__in=[Status.RETURNED, Status.WITHDRAWN]
    )
    if being := open_now.select_related("participation__partnership").first():
        raise CannotSend(f"{being.participation} has a version of this report already. Take that back first.")
    with speaking.as_service():
        chairs = set(
            Seat.objects.held()
            .filter(participation__in=to, role__in=[roles.ChiefOfficer.slug])
            .values_list("participation", flat=True)
        )
    for participation in to:
        if participation.pk not in chairs:
            raise CannotSend(
                f"{participation} has no chief officer in the portal, so nobody could sign its comments off. Invite one."
            )
    programme = Programme.objects.with_plan().get(pk=report.programme_id)
    due_on = due_day(programme, days)
    _arrive(report, by)
    version = locking.lock(report, purpose=LockedVersion.Purpose.ACCURACY, by=by)
    made = [
        FactCheck.objects.create(
            report=report, version=version, participation=participation, called=called, working_days=days,
            due_on=due_on, sent_by=by,
        )
        for participation in to
    ]  # fmt: skip
    for check in made:
        letters.asked(check, by=by)
    return made


def _arrive(report: Report, by: User) -> None:
    """A draft goes to a partnership from the panel, or again while it is with one; the move is made with it."""
    here = travelling.standing(report)
    if here.at == Stage.PANEL:
        travelling.move(report, "to-accuracy", by=by)
    elif here.at != Stage.ACCURACY:
        raise CannotSend(
            f"This report is at “{here.at.label}”. It goes to a partnership once the panel has agreed, and before it is final."
        )


def waits_at_the_panel(report: Report) -> bool:
    """Whether the panel has the report again while a partnership's comments on it are still being decided."""
    under_way = FactCheck.objects.filter(report=report).exclude(status__in=[Status.RETURNED, Status.WITHDRAWN])
    return travelling.standing(report).at == Stage.PANEL and under_way.exists()


@transaction.atomic
def withdraw(check: FactCheck, *, reason: str, by: User) -> None:
    """Take a draft back from a partnership before its comments are signed off."""
    now = FactCheck.objects.select_for_update(of=("self",)).get(pk=check.pk)
    now.move_to(Status.WITHDRAWN, withdrawn_at=timezone.now(), withdrawn_by=by, withdrawn_reason=reason.strip()[:300])
    letters.withdrawn(now, by=by)


# --- More time -------------------------------------------------------------------------------------------------------


class CannotAsk(ValueError):
    """A day that cannot be asked for or given; the sentence says why."""


def check_day(check: FactCheck, until: date) -> None:
    """A later day than the one that stands, and not a past one."""
    today = clock.today()
    if until <= check.due_on:
        raise CannotAsk(f"Comments are taken until {say(check.due_on)} already. Choose a later day.")
    if until < today:
        raise CannotAsk(f"{say(until)} has passed. Choose today or a later day.")
    if until > today + timedelta(days=183):
        raise CannotAsk(f"{say(until)} is more than half a year away. Choose an earlier day.")


@transaction.atomic
def ask_for_time(check: FactCheck, *, until: date, reason: str, by: User) -> MoreTime:
    """Ask for more time. A second wish while the first is open is the first."""
    now = FactCheck.objects.select_for_update(of=("self",)).get(pk=check.pk)
    if now.status not in FactCheck.IN_THE_MAKING:
        raise IllegalMove("The comments have been signed off. They need no more time.")
    if wish := now.wishes.open().first():
        return wish
    check_day(now, until)
    wish = MoreTime.objects.create(
        fact_check=now, participation_id=now.participation_id, until=until, reason=reason, asked_by=by
    )
    letters.more_time_asked(wish, by=by)
    return wish


@transaction.atomic
def grant(wish: MoreTime, *, until: date, reason: str, by: User) -> None:
    """Give more time, until the day asked for or another one; reminders follow it."""
    now = FactCheck.objects.select_for_update(of=("self",)).get(pk=wish.fact_check_id)
    check_day(now, until)
    wish.move_to(
        MoreTime.Status.GRANTED, granted_until=until, decision_reason=reason, decided_by=by, decided_at=timezone.now()
    )
    FactCheck.objects.filter(pk=now.pk).update(due_on=until)
    letters.more_time_decided(wish, by=by)


@transaction.atomic
def refuse(wish: MoreTime, *, reason: str, by: User) -> None:
    """Give no more time, and say why."""
    wish.move_to(MoreTime.Status.REFUSED, decision_reason=reason, decided_by=by, decided_at=timezone.now())
    letters.more_time_decided(wish, by=by)


# --- Reminders -------------------------------------------------------------------------------------------------------


def remind_of_due_checks(today: date | None = None) -> str:
    """Remind partnerships whose last day is near. Safe to run twice: a reminder is one for its day and its last day."""
    today = today or clock.today()
    told = 0
    with speaking.as_service():
        waiting = FactCheck.objects.with_the_partnership().filter(due_on__gte=today).select_related("participation")
        for check in waiting:
            programme = Programme.objects.with_plan().get(pk=check.participation.programme_id)
            left = programme.working_days.between(today, check.due_on)
            # A reminder that could not go on its day goes on the next, with the day that is then true.
            step = next((days for days in sorted(REMIND_BEFORE) if left <= days), None)
            if step is not None:
                told += letters.due_soon(check, step)
    return f"{told} reminded" if told else "Nothing is due"
