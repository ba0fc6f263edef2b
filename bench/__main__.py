"""Measure, and print the tables that docs/benchmarks.md keeps."""

import argparse
import logging
import os
import sys
import time

import django

MEASURED = ["pages", "public", "search", "flat", "moves", "letters", "survey", "analysis", "pdf"]


def main() -> int:
    parser = argparse.ArgumentParser(prog="./portal bench", description=__doc__)
    parser.add_argument("--only", choices=MEASURED, help="one measurement alone")
    parser.add_argument("measurement", nargs="?", choices=MEASURED, help="the same: ./portal bench survey")
    parser.add_argument("--strict", action="store_true", help="fail where a budget is passed")
    args = parser.parse_args()
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "scrutiny_portal.settings")
    os.environ.setdefault("PORTAL_HOSTS", "testserver,localhost,127.0.0.1")
    django.setup()
    from django.conf import settings

    settings.ALLOWED_HOSTS = ["*"]
    settings.PUBLIC_PAGES_AT_HAND = 0  # what a page costs when it is made; how often it is given again is "public"
    logging.disable(logging.WARNING)  # a line for each of a thousand requests is measured elsewhere
    from django.core.wsgi import get_wsgi_application

    from bench import analysis, flatness, letters, moves, pages, pdf, public, search, seed, survey
    from scrutiny_portal.memory import settle

    began = time.monotonic()
    if not seed.is_there():
        print("Seeding ten programmes of 32 areas …", flush=True)
        seed.sow(lambda words: print(f"  {words}, {time.monotonic() - began:.0f} s", flush=True))
    get_wsgi_application()
    settle()  # as the web server does when all of the portal is loaded
    only = args.only or args.measurement
    wanted = {only} if only else set(MEASURED)
    passed = []
    print(f"\nThis machine, before: {_yardstick():.0f} ms for a million turns of a loop.", flush=True)
    if "pages" in wanted:
        passed += _pages(pages)
    if "public" in wanted:
        passed += _public(public)
    if "search" in wanted:
        passed += _lines("Search", search)
    if "flat" in wanted:
        passed += _flat(flatness)
    if "moves" in wanted:
        passed += _moves(moves)
    if "letters" in wanted:
        _letters(letters)
    if "survey" in wanted:
        passed += _lines("Survey", survey)
    if "analysis" in wanted:
        passed += _lines("From answers to reports", analysis)
    if "pdf" in wanted:
        passed += _pdf(pdf)
    print(f"\nThis machine, after: {_yardstick():.0f} ms for a million turns of a loop.")
    if passed:
        print("\nOver the budget: " + "; ".join(passed))
    return 1 if passed and args.strict else 0


def _yardstick() -> float:
    """Milliseconds, the best of five, of a loop that does nothing else: what the times below are to be held against."""
    took = []
    for _ in range(5):
        began, total = time.perf_counter(), 0
        for number in range(1_000_000):
            total += number * number % 7
        took.append((time.perf_counter() - began) * 1000)
    return min(took)


def _pages(pages) -> list[str]:
    print("\n| Page | Queries | of | p50 ms | of | p95 ms | KB |\n|---|---:|---:|---:|---:|---:|---:|")
    over = []
    for page in pages.pages():
        cost = pages.measure(page)
        print(
            f"| {page.name} | {cost.queries} | {page.queries} | {cost.p50:.0f} | {page.milliseconds} "
            f"| {cost.p95:.0f} | {cost.size / 1024:.0f} |" + ("" if cost.status == 200 else f" answered {cost.status}"),
            flush=True,
        )
        if not cost.within:
            over.append(page.name)
    return over


def _public(public) -> list[str]:
    print("\n| Served by the web server | A second | of the least |\n|---|---:|---:|")
    rates = public.measure()
    print(f"| Django's least answer | {rates.ping:.0f} | |")
    print(f"| a public report of forty pages | {rates.page:.0f} | {rates.part:.2f} |", flush=True)
    return [] if rates.within else ["public report"]


def _flat(flatness) -> list[str]:
    print("\n| List | Rows | Queries | p50 ms | Rows | Queries | p50 ms |\n|---|---:|---:|---:|---:|---:|---:|")
    over = []
    for measure in (flatness.inbox, flatness.people, flatness.returns, flatness.overview):
        flat = measure()
        print(f"| {flat.name} | {_cells(flat.few)} | {_cells(flat.many)} |", flush=True)
        if not flat.is_flat:
            over.append(f"{flat.name} is not flat")
    return over


def _cells(asked) -> str:
    return f"{asked.rows:,} | {asked.queries} | {asked.p50:.0f}"


def _moves(moves) -> list[str]:
    print("\n| Move | Queries | of | p50 ms | of |\n|---|---:|---:|---:|---:|")
    over = []
    for move in moves.moves():
        print(
            f"| {move.name} | {move.queries} | {move.most_queries} | {move.p50:.0f} | {move.most_milliseconds} |",
            flush=True,
        )
        if not move.within:
            over.append(move.name)
    return over


def _letters(letters) -> None:
    print("\n| Letters | Number | Seconds | A second |\n|---|---:|---:|---:|")
    for speed in (letters.posting(32), letters.posting(3200), letters.delivery()):
        print(f"| {speed.name} | {speed.count} | {speed.seconds:.2f} | {speed.per_second:.0f} |", flush=True)


def _lines(title: str, measured) -> list[str]:
    print(f"\n| {title} | Measured | Asked for |\n|---|---:|---:|")
    over = []
    for line in measured.measure():
        print(f"| {line.name} | {line.measured} | {line.asked} |", flush=True)
        if not line.within:
            over.append(line.name)
    return over


def _pdf(pdf) -> list[str]:
    print("\n| PDF | Pages | Seconds | Peak memory MiB | KB |\n|---|---:|---:|---:|---:|")
    found = pdf.measure()
    mebibytes = found["peak"] / 2**20
    print(
        f"| report with 20 charts and 20 tables | {found['pages']} | {found['seconds']:.1f} | {mebibytes:.0f} "
        f"| {found['bytes'] / 1024:.0f} |"
    )
    return [] if found["seconds"] <= 5 and mebibytes <= 250 else ["PDF"]


if __name__ == "__main__":
    sys.exit(main())
