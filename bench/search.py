"""How long a search over five hundred reports takes: rare words, words that stand everywhere, slips, nothing at all.

The reports are frozen as real ones are, some ninety paragraphs each, out of the words of the programmes' definitions:
a few words in nearly every paragraph, most in few, as in any text.
"""

import random
import re
import statistics
import time
from collections import Counter
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

from django.conf import settings
from django.db import transaction

from accounts import speaking
from accounts.models import Area, User
from bench import visitors
from bench.report import explained
from bench.seed import know_the_tables
from bench.survey import Line
from programmes.models import Programme
from reports import actions, outline
from reports.clock import transaction_time
from reports.models import Publication, Report, Section

REPORTS, SECTIONS, PARAGRAPHS, WORDS = 500, 8, 11, 55
#: Asked for in milliseconds, the slowest twentieth.
MOST = 100
TIMES = 12

ASKED = {
    "one word": "supervision",
    "a word of nearly every paragraph": "services",
    "three words": "children+family+plan",
    "words in their order": "%22social+work%22",
    "one of two words": "governance+or+custody",
    "a slip in a word": "supervison",
    "what nobody wrote": "qjxwvutfinch",
    "narrowed, the newest first": "support&order=date&kind=report&programme=measured-3",
}


def measure() -> Iterator[Line]:
    """Every kind of search, each asked for through all of Django."""
    sow()
    settings.PUBLIC_PAGES_AT_HAND = 64  # as in earnest: an address with a question in it is not kept, its lists are
    client = visitors.client_for("")
    everything = []
    for name, words in ASKED.items():
        address = f"/search/?q={words}"
        answer, statements = visitors.counted(lambda address=address: client.get(address))
        took = []
        for _ in range(TIMES):
            began = time.perf_counter()
            answer = client.get(address)
            took.append((time.perf_counter() - began) * 1000)
        everything += took
        fine = answer.status_code == 200
        yield Line(
            f"{name}: {len(statements)} queries",
            f"{statistics.median(took):.0f} ms, slowest {max(took):.0f} ms",
            "",
            fine,
        )
    slowest = statistics.quantiles(everything, n=20)[-1]
    yield Line(
        f"all of them, the slowest twentieth, {REPORTS} reports", f"{slowest:.0f} ms", f"{MOST} ms", slowest <= MOST
    )


def sow() -> None:
    """Five hundred published reports; those that are there already stay."""
    with speaking.as_service():
        there = Report.objects.filter(slug__startswith="searched-").count()
    if there >= REPORTS:
        return
    print(f"  Freezing {REPORTS - there} reports to search …", flush=True)
    chance = random.Random(4)  # noqa: S311  the same words each time
    words, weights = _vocabulary()
    for number in range(there, REPORTS):
        with transaction.atomic(), speaking.as_service():
            _publish(number, chance, words, weights)
    know_the_tables()


def _publish(number: int, chance: random.Random, words: list[str], weights: list[int]) -> None:
    people = list(User.objects.order_by("pk")[:2])

    def sentence(length: int) -> str:
        return " ".join(chance.choices(words, weights, k=length)).capitalize()

    report = outline.begin(
        Programme.objects.get(slug=f"measured-{number % 10}"),
        title=f"{sentence(7)}, report {number}",
        slug=f"searched-{number}",
        sections=[(f"part-{place}", sentence(4), "") for place in range(SECTIONS)],
        figures=[],
        by=people[0],
    )
    Report.objects.filter(pk=report.pk).update(summary=sentence(40) + ".")
    if report.programme.attribution == Programme.Attribution.NAMED:
        report.areas.set([chance.choice(Area.objects.all())])
    for section in report.sections.all():
        body = "\n\n".join(f"{sentence(WORDS // 2)}. {sentence(WORDS // 2)}." for _ in range(PARAGRAPHS))
        Section.objects.filter(pk=section.pk).update(body=body, status=Section.Status.READY)
    explained(report)
    edition = actions.freeze(Report.objects.get(pk=report.pk), by=people[0])
    minute = (transaction_time() - timedelta(days=number + 1)).replace(second=0, microsecond=0)
    Publication.objects.create(
        edition=edition,
        publish_at=minute,
        scheduled_by=people[0],
        scheduled_at=minute - timedelta(days=2),
        confirmed_by=people[1],
        confirmed_at=minute - timedelta(days=1),
    )


def _vocabulary() -> tuple[list[str], list[int]]:
    """The words of the programmes' definitions, and how often each stands there."""
    texts = Path(settings.BASE_DIR, "programmes", "definitions").rglob("*.md")
    counted = Counter(
        word for path in texts for word in re.findall(r"[a-z]{2,}", path.read_text(encoding="utf-8").lower())
    )
    return list(counted), list(counted.values())
