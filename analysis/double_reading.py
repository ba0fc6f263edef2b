"""Two people read each passage, neither knowing what the other found: places are taken, read, and handed back."""

from collections.abc import Iterable
from datetime import timedelta

from django.db import IntegrityError, transaction
from django.db.models import Count, Exists, OuterRef, Q, QuerySet
from django.db.models.functions import Now
from django.utils import timezone

from accounts import speaking
from accounts.models import User
from accounts.moves import IllegalMove
from analysis.models import Coding, Passage, Reading, Theme
from surveys.models import Dataset

#: So long a place is kept for somebody who has opened a passage, where nobody else has anything left to read.
KEPT_FOR = timedelta(hours=1)
PLACES = (1, 2)
#: More than are opened in the same instant.
AT_ONCE = 20


def take(dataset: Dataset, *, by: User) -> Reading | None:
    """A place at the next passage for this reader; the one that they hold already comes first. None when all is read.

    A passage that has one reader comes before one that has none, so that differences show early.
    """
    held = Reading.objects.held().filter(passage__dataset=dataset, reader=by)
    return held.first() or _free(dataset, by) or (_give_up(dataset, by) and _free(dataset, by)) or None


def _free(dataset: Dataset, by: User) -> Reading | None:
    own = Reading.objects.filter(passage=OuterRef("pk"), reader=by)
    passages = (
        Passage.objects.visible_to(by)
        .filter(~Exists(own), dataset=dataset)
        .cleared()
        .alias(taken=Count("readings"))
        .filter(taken__lt=len(PLACES))
        .order_by("-taken", "question", "number")
    )
    # The few that could be free as this is asked; each is looked at again once it is held.
    for pk in passages.values_list("pk", flat=True)[:AT_ONCE]:
        if reading := _place_at(pk, by):
            return reading
    return None


@transaction.atomic
def _place_at(passage: int, by: User) -> Reading | None:
    """A place at a passage, if one is free; the database settles it between two who ask at once."""
    held = Passage.objects.cleared().select_for_update(skip_locked=True).filter(pk=passage).order_by().first()
    if held is None:
        return None
    taken = set(Reading.objects.filter(passage=held).values_list("place", flat=True))
    place = next((place for place in PLACES if place not in taken), None)
    if place is None:
        return None
    try:
        with transaction.atomic():
            return Reading.objects.create(passage=held, place=place, reader=by)
    except IntegrityError:
        return None


def _give_up(dataset: Dataset, by: User) -> int:
    """Free the places that others opened more than an hour ago and have not read; returns how many."""
    with speaking.as_service():
        stale = (
            Reading.objects.held().filter(passage__dataset=dataset, taken_at__lt=Now() - KEPT_FOR).exclude(reader=by)
        )
        return stale.delete()[0]


@transaction.atomic
def read(passage: Passage, themes: Iterable[Theme], *, by: User) -> Reading:
    """Keep what a reader found in a passage: these themes, or none. It can be changed until the other reading is done.

    A place that was given up meanwhile is taken again where one is free, so that the work is not lost.
    """
    held = Passage.objects.select_for_update().get(pk=passage.pk)
    reading = Reading.objects.filter(passage=held, reader=by).first() or _place_at(held.pk, by)
    if reading is None:
        raise IllegalMove("Two others have read this passage meanwhile. Go on with the next one.")
    if reading.read_at and Reading.objects.done().filter(passage=held).count() == len(PLACES):
        raise IllegalMove("Both readings are done, so neither is changed any more. Differences are settled instead.")
    in_use = {theme.pk: theme for theme in Theme.objects.filter(survey=held.dataset.survey_id).in_use()}
    given, before = {theme.pk for theme in themes} & set(in_use), _given(reading)
    Coding.objects.filter(reading=reading, theme__in=(before & set(in_use)) - given).delete()
    Coding.objects.bulk_create(Coding(reading=reading, theme=in_use[pk]) for pk in sorted(given - before))
    if reading.read_at is None:
        # Last of all: with the second reading done, the database lets no theme be given or taken away.
        reading.read_at = timezone.now()
        reading.save(update_fields=["read_at"])
    return reading


def _given(reading: Reading) -> set[int]:
    return set(Coding.objects.filter(reading=reading).values_list("theme", flat=True))


def hand_back(reading: Reading) -> None:
    """Leave a passage to somebody else. What has been read stays read."""
    if not Reading.objects.held().filter(pk=reading.pk).delete()[0]:
        raise IllegalMove("This passage has been read. What was read is not handed back.")


def not_done(user: User) -> QuerySet[Passage]:
    """Passages that nobody has looked through, and those that still have a place for this reader."""
    done = Reading.objects.filter(passage=OuterRef("pk"), read_at__isnull=False)
    by_both = Exists(done.filter(place=PLACES[0])) & Exists(done.filter(place=PLACES[1]))
    return Passage.objects.filter(Q(cleared_at=None) | ~Exists(done.filter(reader=user)) & ~by_both)


def waiting_of(user: User, passages: QuerySet[Passage]) -> dict[int, tuple[int, int]]:
    """Of passages that are ``not_done``: {dataset: (those that nobody has looked through, those that are to be read)}."""
    unseen, unread = Count("pk", filter=Q(cleared_at=None)), Count("pk", filter=Q(cleared_at__isnull=False))
    rows = passages.visible_to(user).order_by().values("dataset").annotate(unseen=unseen, unread=unread)
    return {row["dataset"]: (row["unseen"], row["unread"]) for row in rows}


def to_read(dataset: Dataset, user: User) -> int:
    """How many passages still have a place for this reader."""
    own = Reading.objects.filter(passage=OuterRef("pk"), reader=user, read_at__isnull=False)
    passages = Passage.objects.visible_to(user).filter(~Exists(own), dataset=dataset).cleared()
    others = Count("readings", filter=Q(readings__read_at__isnull=False) & ~Q(readings__reader=user))
    return passages.alias(others=others).filter(others__lt=len(PLACES)).count()
