"""How many answers have come, and what part of those who were asked that is. Nothing else is known while a survey is open."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db import connection
from django.db.models import Exists, Max, Min, OuterRef, QuerySet, Sum

from accounts import speaking
from programmes.models import Confirmation, Participation
from surveys.models import Dataset, DayCount, Link, Reply


@dataclass(frozen=True)
class Response:
    """What has come at one link. ``headcount`` is how many people the partnership says it asked, None until it does.

    ``was_shared``: it has told us that it passed the link on, with a number or without.
    """

    link: Link
    answers: int
    headcount: int | None
    was_shared: bool = False

    @property
    def rate(self) -> int | None:
        """Answers in every hundred people who were asked, rounded; None where nobody said how many were."""
        return round(100 * self.answers / self.headcount) if self.headcount else None

    @property
    def is_more_than_asked(self) -> bool:
        return bool(self.headcount) and self.answers > self.headcount


def was_open(dataset: Dataset) -> tuple[date, date]:
    """The first and the last day on which anybody could answer what was frozen in a dataset."""
    with speaking.as_service():
        asked = [
            rows.filter(dataset=dataset).aggregate(first=Min("opens_on"), last=Max("closes_on"))
            for rows in (Link.objects, Reply.objects)
        ]
    firsts, lasts = ([each[name] for each in asked if each[name]] for name in ("first", "last"))
    return min(firsts, default=dataset.frozen_on), max(lasts, default=dataset.frozen_on)


def of_area(dataset: Dataset, participation: Participation) -> Response | None:
    """What came from one partnership at its only link in a dataset; None where it had several, or none."""
    with speaking.as_service():
        links = list(Link.objects.filter(dataset=dataset, participation=participation).select_related("survey"))
        return responses(links)[0] if len(links) == 1 else None


def answers_at(links: Iterable[Link]) -> dict[int, int]:
    """How many answers each link has, {link pk: answers}. Takes links that whoever asks may see."""
    links = list(links)
    found = dict.fromkeys((link.pk for link in links), 0)
    if waiting := [link.pk for link in links if link.dataset_id is None]:
        with connection.cursor() as cursor:
            cursor.execute("SELECT link, answers FROM surveys_arrived(%s)", [waiting])
            found.update(cursor.fetchall())
    if frozen := [link.pk for link in links if link.dataset_id is not None]:
        counted = DayCount.objects.filter(link__in=frozen).values("link").annotate(n=Sum("answers"))
        found.update(counted.values_list("link", "n"))
    return found


def responses(links: Iterable[Link], confirmations: Iterable[Confirmation] | None = None) -> list[Response]:
    """What has come at these links, in their order: two questions, however many there are.

    ``confirmations`` are those of the partnerships of all these links, where they have been read already.
    """
    links = list(links)
    came, told = answers_at(links), _told(links) if confirmations is None else _told_in(confirmations)
    found = []
    for link in links:
        whose = (link.participation_id, link.survey.milestone_id)
        found.append(Response(link, came[link.pk], told.get(whose), whose in told))
    return found


def _told(links: list[Link]) -> dict[tuple[int, int], int | None]:
    """What partnerships told us: with how many people they shared a survey, None where they gave no number."""
    milestones = {link.survey.milestone_id for link in links if link.survey.milestone_id}
    parts = [link.participation_id for link in links if link.participation_id]
    if not milestones or not parts:
        return {}
    return _told_in(Confirmation.objects.filter(milestone__in=milestones, participation__in=parts))


def _told_in(confirmations: Iterable[Confirmation]) -> dict[tuple[int, int], int | None]:
    return {(each.participation_id, each.milestone_id): each.headcount for each in confirmations}


def to_be_passed_on(participations: Iterable[int]) -> QuerySet[Link]:
    """Open links of these partnerships whose milestone asks to pass them on, and that we were not told were."""
    told = Confirmation.objects.filter(milestone=OuterRef("survey__milestone"), participation=OuterRef("participation"))
    asked = Link.objects.open().filter(survey__milestone__gates__contains=["share survey"])
    return asked.filter(~Exists(told), participation__in=participations)


def of_partnership(participation: Participation) -> list[Response]:
    """What has come at a partnership's own links that have days."""
    links = Link.objects.filter(participation=participation, opens_on__isnull=False).select_related("survey__milestone")
    return responses(links.order_by("survey__position", "kind"))
