"""The timetable's own work: what is due today is asked of the rows, and told once."""

import logging
from datetime import date, datetime, time, timedelta

from django.db import transaction
from django.utils import timezone

from accounts import clock, speaking
from audit import task_runs
from interface.counting import counted
from programmes import correspondence, letter_plan
from programmes.letter_plan import Entry, Standing
from programmes.models import Programme

log = logging.getLogger(__name__)

#: What the task is called on the status page.
TASK = "Keep the timetables"
#: It is ticked every half minute: for so long after a good tick, what is owed is on its way and not missing.
ON_ITS_WAY = timedelta(seconds=120)


def keep_timetables(now=None) -> str:
    """Send every letter that is due in every programme. Safe to run twice, and at the same time.

    Which day it is, the database says: a worker whose clock is wrong sends nothing early.
    What goes wrong in one programme keeps no other from its letters; it is raised when all have been looked at.
    """
    today = clock.today(now)
    running = _running()
    sent, troubles = 0, []
    for pk in running:
        try:
            sent += keep_one(pk, today)
        except Exception as trouble:
            log.exception("the timetable of programme %s could not be kept", pk)
            troubles.append(trouble)
    if troubles:
        raise troubles[0]
    return f"{counted(len(running), 'programme')} looked at, {counted(sent, 'letter')} posted"


def _running() -> list[int]:
    with speaking.as_service():
        return list(Programme.objects.filter(letters_held=False).order_by("pk").values_list("pk", flat=True))


@transaction.atomic
def keep_one(programme_id: int, today: date, *, as_planned: bool = False) -> int:
    """Send what is due in one programme; returns how many letters were new.

    ``as_planned`` is for a story that is told afterwards: each letter bears the day that the timetable gives it.
    """
    with speaking.as_service():
        # Whoever answers just now, and is then not reminded, comes before this or waits for it.
        list(correspondence.rows(programme_id).select_for_update(of=("self",)).values_list("pk"))
        programme = _read(programme_id)
        entries = owed(programme, today)
        drafts = written(programme, entries, as_planned=as_planned)
        return correspondence.post(drafts, by=None)


def _read(programme_id: int) -> Programme:
    return Programme.objects.with_plan().select_related("lead_body").get(pk=programme_id)


def owed(programme: Programme, today: date) -> list[Entry]:
    """What today asks for and has not reached everyone whom it should."""
    return [entry for entry in _entries(programme, today) if entry.standing is Standing.OWED]


def _entries(programme: Programme, today: date) -> list[Entry]:
    return letter_plan.entries(programme, list(correspondence.loaded(programme)), today)


def due(programme: Programme, today: date) -> list[correspondence.Draft]:
    """The letters that today asks for and that their recipients have not had, written out."""
    return [draft for draft in written(programme, owed(programme, today)) if draft.can_be_sent]


def written(programme: Programme, entries: list[Entry], *, as_planned: bool = False) -> list[correspondence.Draft]:
    """These letters, each to one person; among them those for which somebody must still fill something in."""
    if not entries:
        return []
    writer = correspondence.Writer(programme)
    return [
        writer.write(
            entry.planned.letter,
            participation=entry.participation,
            recipients=[person],
            occasion=entry.occasion,
            milestone=(entry.participation or programme).timetable[entry.planned.milestone],
            address="" if entry.participation else f"/work/{programme.slug}/",
            dated=_morning(entry.planned.on) if as_planned else None,
        )
        for entry in entries
        for person in entry.owed
    ]


def _morning(day: date) -> datetime:
    return timezone.make_aware(datetime.combine(day, time(9)))


def expected_and_missing() -> tuple[int, int]:
    """Letters that the timetables ask for by now, and how many of them are not there, nor on their way.

    While ticks go well, what has just become due is on its way; a letter that cannot be written never is.
    """
    today, expected, missing = clock.today(), 0, 0
    is_ticking = task_runs.went_well(TASK, within=ON_ITS_WAY)
    for pk in _running():
        with speaking.as_service():
            programme = _read(pk)
            entries = _entries(programme, today)
            waits = [entry for entry in entries if entry.standing is Standing.OWED]
            expected += sum(entry.reached + len(entry.owed) for entry in entries)
            drafts = written(programme, waits) if is_ticking else []
            missing += sum(not draft.can_be_sent for draft in drafts)
            missing += 0 if is_ticking else sum(len(entry.owed) for entry in waits)
    return expected, missing
