"""How long a survey of 40,000 answers takes from its frozen rows to tables, releases and a local report for each area.

Tables are counted, protected, audited and written to the ledger in one process, as the worker does it; the documents are
pressed by as many workers as there are cores, each a process of its own whose memory is read at its end.
"""

import json
import os
import random
import subprocess
import sys
import time
from collections.abc import Iterator

from django.conf import settings
from django.db import transaction

from accounts import speaking
from accounts.models import User
from analysis import releasing, runs
from analysis.models import Plan, Release
from bench.survey import Line, open_survey
from demo.surveys import some_answers
from files.models import Making
from instruments.disclosure.rules import Rules
from surveys import keeping, results
from surveys.models import Dataset, DatasetRow, Survey

ANSWERS = 40_000
MOST_SECONDS_FOR_TABLES, MOST_SECONDS_FOR_REPORTS = 10, 90
#: The ways in which national tables part respondents.
BY = ("answer.service", "answer.role")

WORKER = """
import json, os, sys
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "scrutiny_portal.settings")
import django
django.setup()
import logging
logging.disable(logging.WARNING)
from files import making
said = [making.make(int(pk)) for pk in sys.argv[1:]]
peak = next(int(line.split()[1]) for line in open("/proc/self/status") if line.startswith("VmHWM")) * 1024
print(json.dumps({"ready": said.count("ready"), "peak": peak}))
"""


def measure() -> Iterator[Line]:
    """Every figure; raises CalledProcessError where a worker dies."""
    dataset = _dataset()
    lead = User.objects.order_by("pk").first()
    plan = _fresh_plan(dataset, lead)
    with speaking.as_service():
        areas = plan.dataset.survey.programme.participations.count()
    yield Line("answers, areas", f"{dataset.answers:,}, {areas}", f"{ANSWERS:,}, 32", areas == 32)
    began = time.perf_counter()
    with speaking.as_service():
        results.counted(dataset.survey, [dataset], "area")
    yield Line("the team's tables by area, seconds", f"{time.perf_counter() - began:.1f}", "")
    began, whole = time.perf_counter(), time.perf_counter()
    counts = releasing.counts_of(plan)  # kept by the process for the releases, as the worker keeps them
    yield Line(f"{len(counts.counts):,} numbers counted, seconds", f"{time.perf_counter() - began:.1f}", "")
    began = time.perf_counter()
    releasing.release_national(plan, by=lead)
    yield Line("the national release, seconds", f"{time.perf_counter() - began:.1f}", "")
    began = time.perf_counter()
    with transaction.atomic(), speaking.as_service():
        releasing.release_local(plan, by=lead)
    yield Line(f"{areas} local releases, seconds", f"{time.perf_counter() - began:.1f}", "")
    took = time.perf_counter() - whole
    yield Line(
        "all tables counted, protected, audited and kept, seconds", f"{took:.1f}", f"{MOST_SECONDS_FOR_TABLES}",
        took <= MOST_SECONDS_FOR_TABLES,
    )  # fmt: skip
    yield Line("the most memory of that process, MiB", f"{_peak() / 2**20:.0f}", "")
    yield from _reports(plan, areas)


def _reports(plan: Plan, areas: int) -> Iterator[Line]:
    with speaking.as_service():
        asked = [runs.print_report(release).pk for release in runs.local_releases(plan)]
    workers = os.cpu_count() or 1
    began = time.perf_counter()
    pressing = [
        subprocess.Popen(  # noqa: S603
            [sys.executable, "-c", WORKER, *map(str, asked[place::workers])],
            stdout=subprocess.PIPE, text=True, cwd=settings.BASE_DIR,
        )
        for place in range(workers)
    ]  # fmt: skip
    told = [json.loads(each.communicate()[0].strip().splitlines()[-1]) for each in pressing]
    took, ready = time.perf_counter() - began, sum(each["ready"] for each in told)
    yield Line(
        f"{ready} local PDFs, seconds", f"{took:.0f}", f"{MOST_SECONDS_FOR_REPORTS}",
        took <= MOST_SECONDS_FOR_REPORTS and ready == areas,
    )  # fmt: skip
    with speaking.as_service():
        sizes = [each.result.size for each in Making.objects.filter(pk__in=asked).select_related("result")]
    yield Line("a local PDF at the most, KB", f"{max(sizes) / 1000:.0f}", "")
    yield Line(
        f"the most memory of one of {workers} workers, MiB", f"{max(each['peak'] for each in told) / 2**20:.0f}", ""
    )


def _peak() -> int:
    """Bytes that this process held at the most."""
    with open("/proc/self/status") as file:
        return next(int(line.split()[1]) for line in file if line.startswith("VmHWM")) * 1024


def _dataset() -> Dataset:
    """A frozen survey of so many answers, made once and left in the database of the measurement."""
    survey, _ = open_survey()
    with speaking.as_service():
        found = Dataset.objects.filter(survey=survey, answers=ANSWERS).select_related("survey__programme", "version")
        if not found.exists():
            _freeze(survey)
        return found.get()


@transaction.atomic
def _freeze(survey: Survey) -> None:
    dice = random.Random(32)  # noqa: S311  invented answers, no secret
    dataset = Dataset.objects.create(survey=survey, version=survey.version, answers=ANSWERS)
    areas = list(survey.programme.participations.values_list("pk", flat=True))
    # Few in some areas and very many in others, as people live.
    weights = [dice.paretovariate(1.1) for _ in areas]
    instrument = survey.version.compiled.instrument
    rows = (
        DatasetRow(
            dataset=dataset, number=number, participation_id=place, kind="", values=some_answers(instrument, dice)
        )
        for number, place in enumerate(dice.choices(areas, weights, k=ANSWERS), start=1)
    )
    DatasetRow.objects.bulk_create(rows, batch_size=2000)
    dataset.digest = keeping.digest(dataset)
    dataset.save(update_fields=["digest"])


def _fresh_plan(dataset: Dataset, lead: User) -> Plan:
    """The rules, with whatever an earlier measurement released withdrawn."""
    with speaking.as_service():
        for release in Release.objects.standing().filter(plan__dataset=dataset):
            releasing.withdraw(release, reason="Measured again.", by=lead)
    releasing.decide(dataset, Rules(), BY, by=lead)
    with speaking.as_service():
        return Plan.objects.select_related("dataset__survey__programme", "dataset__version").get(dataset=dataset)
