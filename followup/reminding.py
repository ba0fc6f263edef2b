"""Reminders of updates and of actions: what is due is asked of the rows each day, and each is told exactly once."""

import logging
from collections.abc import Iterator
from datetime import date, timedelta

from django.db.models import Exists, OuterRef, Q

from accounts import clock, speaking
from followup import letters
from followup.models import Action, Plan, Round, Update
from interface.counting import counted

log = logging.getLogger(__name__)

#: So many days before the last one [design; no source prescribes them].
BEFORE = timedelta(days=14)
#: A late update and an action that was due are told of for so long afterwards: what is older is history.
AFTER = timedelta(days=30)


def remind(today: date | None = None) -> str:
    """Send what is owed. Safe to run twice, and at the same time: a letter is one for its occasion and recipient.

    What could not be sent is raised when all the rest has been, and is owed when this is asked again.
    """
    today = today or clock.today()
    with speaking.as_service():
        waiting = list(owed(today))
    sent, troubles = 0, []
    for tell, *about in waiting:
        try:
            # Each by itself: what goes wrong with one keeps nobody else from their letter.
            with speaking.as_service():
                sent += tell(*about)
        except Exception as trouble:
            log.exception("a reminder about %s could not be posted", about[0].pk)
            troubles.append(trouble)
    if troubles:
        raise troubles[0]
    return f"{counted(sent, 'reminder')} posted" if sent else "Nobody had to be reminded"


def owed(today: date) -> Iterator[tuple]:
    """What today asks for, whether it has been told or not: (letter, what it is about)."""
    for round in Round.objects.filter(due__gte=today - AFTER, opens__lte=today).order_by("pk"):
        told = letters.late if round.due < today else letters.expected
        if round.due >= today and round.due - BEFORE > today:
            continue
        yield from ((told, plan, round) for plan in _silent(round))
    due = Action.objects.filter(due__gte=today, due__lte=today + BEFORE, participation__isnull=False)
    for action in due.filter(plan__participation__withdrawn_at=None).select_related("plan__programme"):
        if _is_open(action) and not action.plan.programme.letters_held:
            yield letters.action_due, action


def _silent(round: Round) -> Iterator[Plan]:
    """Partnerships' plans from which nothing has come in a round."""
    sent = Update.objects.filter(plan=OuterRef("pk"), round=round, sent_at__isnull=False)
    waits = Update.objects.filter(plan=OuterRef("pk"), round=round, status=Update.Status.AWAITING_SIGN_OFF)
    found = Plan.objects.filter(
        report=round.report_id,
        participation__isnull=False,
        participation__withdrawn_at=None,
        programme__letters_held=False,
    )
    yield from found.filter(~Q(Exists(sent)), ~Q(Exists(waits))).select_related("programme").order_by("pk")


def _is_open(action: Action) -> bool:
    last = action.entries.filter(update__status=Update.Status.SENT).order_by("update__round__number").last()
    return last is None or last.state not in (Action.State.DONE, Action.State.DROPPED)
