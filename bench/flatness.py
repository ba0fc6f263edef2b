"""Whether a list costs the same at 32 rows and at 3,200: the number of queries must not know how many rows there are."""

import statistics
from dataclasses import dataclass

from accounts import speaking
from accounts.models import User
from bench import seed, visitors
from notifications import notices

TIMES = 9


@dataclass(frozen=True)
class Asked:
    """One list with so many rows: its queries, and the milliseconds of the middle one of its times."""

    rows: int
    queries: int
    p50: float


@dataclass(frozen=True)
class Flat:
    """One list with few rows and with many."""

    name: str
    few: Asked
    many: Asked

    @property
    def is_flat(self) -> bool:
        return self.few.queries == self.many.queries


def _ask(person: User, address: str, rows: int) -> Asked:
    seed.know_the_tables()
    client = visitors.client_for(person.email)
    client.get(address)
    answer, statements = visitors.counted(lambda: client.get(address))
    if answer.status_code != 200:
        raise RuntimeError(f"{address} answered {answer.status_code}, so its cost says nothing")
    took = visitors.timed(lambda: client.get(address), TIMES)
    return Asked(rows, len(statements), statistics.median(took))


def inbox() -> Flat:
    """An inbox of 32 letters, and one of 3,200."""
    asked = {}
    for number in (32, 3200):
        person, _ = User.objects.get_or_create(
            email=f"reader-of-{number}@measured.example", defaults={"name": f"Reader of {number}"}
        )
        with speaking.as_service():
            notices.post_all(
                [
                    notices.Letter(
                        occasion=f"flat:{number}/{letter}",
                        kind="guidance",
                        recipients=(person,),
                        title=f"Letter {letter + 1}",
                        body_markdown="Words.",
                    )
                    for letter in range(number)
                ],
                by=None,
            )
        asked[number] = _ask(person, "/inbox/", number)
    return Flat("inbox", asked[32], asked[3200])


def people() -> Flat:
    """The list of people as it is, and with 3,200 more."""
    administrator = User.objects.get(email="administrator@measured.example")
    few = _ask(administrator, "/manage/people/", User.objects.count())
    User.objects.bulk_create(
        (User(email=f"person-{number}@measured.example", name=f"Person {number}") for number in range(3200)),
        ignore_conflicts=True,
    )
    return Flat("people", few, _ask(administrator, "/manage/people/", User.objects.count()))


def returns() -> Flat:
    """What came in of one programme of 32 returns, and of one with 3,200."""
    from bench import seed_wide

    lead = User.objects.get(email="lead@measured.example")
    few = _ask(lead, "/reading/measured-0/", 32)
    number = seed_wide.sow(3200)
    return Flat("returns that came in", few, _ask(lead, f"/reading/{seed_wide.SLUG}/", number))


def overview() -> Flat:
    """The overview of one programme of 32 partnerships, and of one with 3,200."""
    from bench import seed_wide

    lead = User.objects.get(email="lead@measured.example")
    few = _ask(lead, "/work/measured-0/", 32)
    number = seed_wide.sow(3200)
    return Flat("overview", few, _ask(lead, f"/work/{seed_wide.SLUG}/", number))
