"""Which partnerships are looked at more closely: chosen all at once, and never at the cost of what one has begun."""

from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import dataclass
from functools import reduce
from operator import or_

from django.db import transaction
from django.db.models import BooleanField, Exists, ExpressionWrapper, Value

from accounts import speaking
from accounts.models import User
from accounts.moves import IllegalMove
from programmes import letter_text
from programmes.models import Participation, Programme

#: What partnerships have begun or sent of what only those chosen are asked for, by their keys: “has sent “Documents””.
Begun = dict[int, list[str]]


@dataclass(frozen=True)
class AsksSome:
    """How a room higher up asks something of those chosen alone."""

    #: Whether it asks a programme for anything of the kind, beside the programme's row.
    any_of_it: Exists
    #: What it asks, each with the milestone it belongs to: ``(programme) -> (milestone pk, title)``.
    titles: Callable[[Programme], Iterable[tuple[int, str]]]
    #: What was begun: ``(participations, hold=…)``. Where ``hold`` is true, nothing more is begun until the choice is made.
    begun: Callable[..., Begun]


#: Rooms higher up add what they ask for.
asks_some: list[AsksSome] = []


@dataclass(frozen=True)
class Step:
    """A milestone that only those chosen have, or one in which they are asked for more, as a table of dates shows it."""

    name: str
    date: str
    who: str
    detail: str = ""


@dataclass(frozen=True)
class Choice:
    """What a choice came to: who is chosen now, and whom this very save added and dropped."""

    chosen: tuple[Participation, ...]
    added: tuple[Participation, ...]
    dropped: tuple[Participation, ...]


class CannotDrop(IllegalMove):
    """Partnerships that cannot be dropped, because what they began or sent would be asked of nobody any more."""

    def __init__(self, sentences: list[str]):
        super().__init__(" ".join(sentences))
        self.sentences = sentences


# --- What is for some alone ------------------------------------------------------------------------------------------


def with_asks(rows):
    """Programmes, each with whether a room higher up asks something of some alone; no question of its own."""
    found = [each.any_of_it for each in asks_some] or [Value(False)]
    return rows.annotate(asks_some=ExpressionWrapper(reduce(or_, found), output_field=BooleanField()))


def is_for_some(programme: Programme) -> bool:
    """Whether the plan has anything that only those chosen are asked for. The programme was read ``with_asks``."""
    return programme.asks_some or any(plan.applies_to == "selected" for plan in programme.plans)


def steps_for_some(programme: Programme) -> list[Step]:
    """What those chosen have beside the others, in the order of the plan. A rolling programme has no common dates."""
    titles: dict[int, list[str]] = {}
    for room in asks_some:
        for milestone, title in room.titles(programme):
            titles.setdefault(milestone, []).append(title)
    return [
        Step(
            name=plan.title,
            date="By its own dates" if programme.is_rolling else _when(programme, plan),
            who=plan.who_acts,
            detail=_asked_in(plan, titles.get(plan.pk, [])),
        )
        for plan in programme.plans
        if plan.applies_to == "selected" or plan.pk in titles
    ]


def _asked_in(plan, titles: list[str]) -> str:
    if titles == [plan.title]:
        return "A return is asked for."
    return f"A return is asked for: {', '.join(titles)}." if titles else ""


def _when(programme: Programme, plan) -> str:
    dated = programme.timetable[plan.key]
    return f"{dated.ends:%B %Y}" if plan.month_only else letter_text.span(dated.starts, dated.ends)


def begun(participations: Sequence[Participation], *, hold: bool = False) -> Begun:
    """What each has begun or sent as one of those chosen; nothing of those who have not."""
    found: Begun = {}
    with speaking.as_service():
        for room in asks_some:
            for pk, deeds in room.begun(participations, hold=hold).items():
                found.setdefault(pk, []).extend(deeds)
    return found


# --- The choice ------------------------------------------------------------------------------------------------------


def to_choose_from(programme: Programme, user):
    """Those among whom a person may choose: they take part, and no tie keeps the person from them."""
    rows = Participation.objects.visible_to(user).filter(programme=programme).taking_part()
    return rows.select_related("partnership")


@transaction.atomic
def choose_closely(
    programme: Programme,
    participations: Iterable[Participation],
    *,
    by: User,
    seen: Collection[int] | None = None,
) -> Choice:
    """Look at these partnerships more closely and at no others; those whom ``by`` does not see stay as they are.

    ``seen`` are the keys of those that were chosen when the person looked: what somebody else added or dropped since
    then stays, wherever this person left it alone. Raises CannotDrop, and changes nothing, where one that would be
    dropped has begun or sent what only those chosen are asked for; IllegalMove where one does not take part.
    """
    participations = list(participations)
    wanted = {each.pk for each in participations}
    with speaking.as_service():
        # In the order in which letters hold them, and so that what hangs on them can still be written meanwhile.
        rows = to_choose_from(programme, by).order_by("pk").select_for_update(of=("self",), no_key=True)
        held = {each.pk: each for each in rows}
        if not wanted <= held.keys():
            raise IllegalMove("One of the partnerships you chose no longer takes part. Please look at the list again.")
        before = {pk for pk, each in held.items() if each.selected}
        base = before if seen is None else set(seen)
        after = (before | (wanted - base)) - (base - wanted)
        dropped = [held[pk] for pk in before - after]
        if stays := begun(dropped, hold=True):
            raise CannotDrop(
                [
                    f"{each} {' and '.join(stays[each.pk])}, so it stays chosen. Tick it again."
                    for each in _by_name(dropped)
                    if each.pk in stays
                ]
            )
        for pks, is_chosen in ((after - before, True), (before - after, False)):
            if pks:
                Participation.objects.filter(pk__in=pks).update(selected=is_chosen)
    for each in (*participations, *held.values()):
        each.selected = each.pk in after
    return Choice(
        chosen=_by_name(held[pk] for pk in after),
        added=_by_name(held[pk] for pk in after - before),
        dropped=_by_name(dropped),
    )


def _by_name(participations: Iterable[Participation]) -> tuple[Participation, ...]:
    return tuple(sorted(participations, key=lambda each: each.partnership.name))
