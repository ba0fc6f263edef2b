"""What each main page costs: queries, the middle and the slowest twentieth of its times, and its size.

Pages are asked for through the whole of Django in this process: middleware, view, template, row-level security. What a
network and a web server add is the same for every page and is left out.
"""

import statistics
import time
from dataclasses import dataclass

from accounts import speaking
from bench import visitors
from inspections.models import Return
from notifications.models import Notice
from programmes.models import Participation, Programme

WARM, TIMES = 3, 30


@dataclass(frozen=True)
class Page:
    """One page as one person sees it, with the most that it may cost."""

    name: str
    person: str
    address: str
    queries: int
    milliseconds: int


@dataclass(frozen=True)
class Cost:
    """What a page cost: queries, milliseconds in the middle and at the slowest twentieth, bytes."""

    page: Page
    status: int
    queries: int
    p50: float
    p95: float
    size: int

    @property
    def within(self) -> bool:
        return self.status == 200 and self.queries <= self.page.queries and self.p50 <= self.page.milliseconds


LIST, WHOLE, PUBLIC = (12, 30), (20, 60), (12, 30)


def pages() -> list[Page]:
    """The main pages, with the budgets of a list (12 queries, 30 ms) and of a whole page (20 queries, 60 ms)."""
    with speaking.as_service():
        programme = Programme.objects.get(slug="measured-0")
        part = Participation.objects.filter(programme=programme).order_by("pk").first()
        of = Return.objects.filter(participation=part).first()
        sent = Return.objects.filter(ask__programme=programme, submissions__status="sent").first()
        coordinator = part.seats.get(role="co-ordinator").person.email
        letter = Notice.objects.filter(recipient__email=coordinator).first()
    lead, administrator = "lead@measured.example", "administrator@measured.example"
    return [
        Page("front page", "", "/", *PUBLIC),
        Page("programme, public", "", "/programmes/measured-0/", *PUBLIC),
        Page("areas", "", "/areas/", *PUBLIC),
        Page("an area", "", "/areas/moray/", *PUBLIC),
        Page("your work, co-ordinator", coordinator, "/work/", *WHOLE),
        Page("partnership", coordinator, f"/taking-part/{part.pk}/", *WHOLE),
        Page("return", coordinator, f"/returns/{of.pk}/", *WHOLE),
        Page("inbox", coordinator, "/inbox/", *LIST),
        Page("letter", coordinator, f"/inbox/{letter.pk}/", *WHOLE),
        Page("your work, lead", lead, "/work/", *WHOLE),
        Page("programmes", lead, "/work/programmes/", *LIST),
        Page("overview, 32 rows", lead, "/work/measured-0/", *WHOLE),
        Page("dates", lead, "/work/measured-0/dates/", *LIST),
        Page("letter plan", lead, "/work/measured-0/letters/plan/", *WHOLE),
        Page("partnerships", lead, "/work/measured-0/partnerships/", *LIST),
        Page("returns that came in", lead, "/reading/measured-0/", *LIST),
        Page("one return, read", lead, f"/reading/returns/{sent.pk}/", *WHOLE),
        Page("people", administrator, "/manage/people/", *LIST),
        Page("what changed", administrator, "/manage/changes/?kind=everything", *LIST),
        Page("deliveries", administrator, "/manage/deliveries/", *LIST),
        Page("status", administrator, "/manage/status/", *WHOLE),
    ]


def measure(page: Page) -> Cost:
    """Ask for a page ``WARM`` times unmeasured, once counting its queries, then ``TIMES`` times by the clock."""
    client = visitors.client_for(page.person)
    for _ in range(WARM):
        client.get(page.address)
    answer, statements = visitors.counted(lambda: client.get(page.address))
    took = []
    for _ in range(TIMES):
        began = time.perf_counter()
        client.get(page.address)
        took.append((time.perf_counter() - began) * 1000)
    took.sort()
    return Cost(
        page,
        answer.status_code,
        len(statements),
        statistics.median(took),
        took[int(len(took) * 0.95)],
        len(answer.content) if not answer.streaming else 0,
    )
