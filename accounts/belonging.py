"""What people belong to: each room that gives people roles says so here, and pages of the lowest room can show it.

``accounts`` knows posts. A room higher up adds its own source in its AppConfig.ready:

    belonging.add(of=assignments_of, holding=assigned_as)
"""

from collections import defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass

from django.utils import timezone

from accounts import roles
from accounts.models import Post

SCRUTINY, PARTNERSHIP = "Scrutiny bodies", "Partnerships"
EVERYWHERE = "the whole portal"


@dataclass(frozen=True)
class Belonging:
    """One role that a person has somewhere, today or at another time."""

    role: type[roles.Role]
    where: str
    is_now: bool = True
    link: str = ""
    #: In whose place, such as “deputy of Una Notreal”; empty for who holds the role.
    in_place: str = ""

    @property
    def side(self) -> str:
        return PARTNERSHIP if self.role in roles.IN_A_PARTNERSHIP else SCRUTINY

    def __str__(self):
        return self.role.title if self.where == EVERYWHERE else f"{self.role.title}, {self.where}"


@dataclass(frozen=True)
class Source:
    #: Ids of people to pairs of a person's id and a belonging; one query, however many people.
    of: Callable[[list[int]], Iterable[tuple[int, Belonging]]]
    #: A role's slug to the ids (a queryset will do) of the people who hold it today.
    holding: Callable[[str], Iterable[int]]


_sources: list[Source] = []


def add(*, of, holding) -> None:
    source = Source(of, holding)
    if source not in _sources:
        _sources.append(source)


def of(people: Iterable) -> dict[int, list[Belonging]]:
    """What each of these people belongs to, by their id."""
    ids = [getattr(person, "pk", person) for person in people]
    found: dict[int, list[Belonging]] = defaultdict(list)
    for source in _sources:
        for person, belonging in source.of(ids):
            found[person].append(belonging)
    return found


def holding(role: str) -> list:
    """What to look a person's id up in, one for each source, to find who holds a role today."""
    return [source.holding(role) for source in _sources]


# --- Posts: roles for the whole portal -------------------------------------------------------------------------------
def _posts_of(ids: list[int]):
    today = timezone.localdate()
    for post in Post.objects.filter(person__in=ids).order_by("-period"):
        yield post.person_id, Belonging(roles.BY_SLUG[post.role], EVERYWHERE, is_now=today in post.period)


def _posted_as(role: str):
    return Post.objects.current().filter(role=role).values("person")


add(of=_posts_of, holding=_posted_as)
