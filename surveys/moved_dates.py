"""What a change of a programme's dates does to its surveys, in sentences: read before anybody agrees to the change."""

from datetime import date

from django.utils import timezone

from accounts import speaking
from interface.counting import counted
from programmes.models import Participation, Programme
from programmes.timetable import Change, Moves
from surveys import arrived, setting_up
from surveys.models import Link, Reply, Survey


def what_a_move_brings(programme: Programme, participation: Participation | None, moves: Moves) -> list[str]:
    """One sentence for each survey that has answers, or was frozen, and whose days the change would touch."""
    changes = {change.key: change for change in moves.changes}
    surveys = programme.surveys.filter(milestone__key__in=changes).select_related("milestone")
    today = timezone.localdate()
    return [
        sentence
        for survey in surveys
        for sentence in _of(survey, participation, changes[survey.milestone.key], programme.is_rolling, today)
    ]


def _of(survey: Survey, participation, change: Change, is_rolling: bool, today: date) -> list[str]:
    with speaking.as_service():
        rows = (Reply if survey.named else Link).objects.filter(survey=survey)
        if participation:
            rows = rows.filter(participation=participation)
        rows = list(rows)
        have = setting_up.begun(rows)
        waiting = [row for row in rows if row.pk in have and row.dataset_id is None]
        came = len(waiting) if survey.named else sum(arrived.answers_at(waiting).values())
    found = []
    if waiting:
        found.append(
            f"{survey.title}: {_what_came(survey, came)}. {_then(change, is_rolling and not participation, today)}"
        )
    if frozen := sum(row.dataset_id is not None for row in rows):
        where = "" if frozen == len(rows) else f" for {frozen} of {len(rows)}"
        found.append(
            f"{survey.title} has closed{where} and its answers are frozen, so other days change nothing there."
        )
    return found


def _what_came(survey: Survey, came: int) -> str:
    if survey.named:
        return f"{counted(came, 'reply,replies')} {'has' if came == 1 else 'have'} been begun"
    if not came:
        return "forms have been begun"
    return f"{counted(came, 'answer')} {'has' if came == 1 else 'have'} come"


def _then(change: Change, each_for_itself: bool, today: date) -> str:
    if not each_for_itself and change.after.ends < today:
        return "It closes at once, and what has come is frozen for good: it cannot be opened again."
    if change.after.opens > today:
        return "So it stays open from the day on which it opened; only its last day follows the timetable."
    return "It stays open; only its last day follows the timetable."
