"""Whether a list costs the same at 32 rows and at 3,200: the number of queries must not know how many rows there are."""

from dataclasses import dataclass

from accounts import speaking
from accounts.models import User
from bench import visitors
from notifications import notices


@dataclass(frozen=True)
class Flat:
    """Queries of one list with few rows and with many."""

    name: str
    few: int
    few_queries: int
    many: int
    many_queries: int

    @property
    def is_flat(self) -> bool:
        return self.few_queries == self.many_queries


def _queries(person: User, address: str) -> int:
    client = visitors.client_for(person.email)
    client.get(address)
    answer, statements = visitors.counted(lambda: client.get(address))
    if answer.status_code != 200:
        raise RuntimeError(f"{address} answered {answer.status_code}, so its cost says nothing")
    return len(statements)


def inbox() -> Flat:
    """An inbox of 32 letters, and one of 3,200."""
    counts = {}
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
        counts[number] = _queries(person, "/inbox/")
    return Flat("inbox", 32, counts[32], 3200, counts[3200])


def people() -> Flat:
    """The list of people as it is, and with 3,200 more."""
    administrator = User.objects.get(email="administrator@measured.example")
    few = User.objects.count()
    before = _queries(administrator, "/manage/people/")
    User.objects.bulk_create(
        (User(email=f"person-{number}@measured.example", name=f"Person {number}") for number in range(3200)),
        ignore_conflicts=True,
    )
    return Flat("people", few, before, User.objects.count(), _queries(administrator, "/manage/people/"))


def returns() -> Flat:
    """What came in of one programme of 32 returns, and of one with 3,200."""
    from bench import seed_wide

    lead = User.objects.get(email="lead@measured.example")
    few = _queries(lead, "/reading/measured-0/")
    number = seed_wide.sow(3200)
    return Flat("returns that came in", 32, few, number, _queries(lead, f"/reading/{seed_wide.SLUG}/"))


def overview() -> Flat:
    """The overview of one programme of 32 partnerships, and of one with 3,200."""
    from bench import seed_wide

    lead = User.objects.get(email="lead@measured.example")
    few = _queries(lead, "/work/measured-0/")
    number = seed_wide.sow(3200)
    return Flat("overview", 32, few, number, _queries(lead, f"/work/{seed_wide.SLUG}/"))
