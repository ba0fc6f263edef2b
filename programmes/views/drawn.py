"""A timetable as the drawing and the list take it."""

from interface.timeline import Stop
from programmes.models import Programme
from programmes.timetable import Timetable


def stops(programme: Programme, timetable: Timetable, *, public_only: bool = False, keys=None, urls=None) -> list[Stop]:
    """The milestones of a timetable as stops; of those known by the month alone, only the month is said."""
    plans = {plan.key: plan for plan in programme.plans}
    shown = []
    for dated in timetable:
        plan = plans[dated.key]
        if (public_only and not plan.public) or (keys is not None and dated.key not in keys):
            continue
        shown.append(
            Stop(
                dated.title,
                starts=dated.starts,
                ends=dated.ends,
                who=plan.who_acts,
                detail=plan.detail,
                url=(urls or {}).get(dated.key, ""),
                when=f"{dated.starts:%B %Y}" if plan.month_only else "",
            )
        )
    return shown
