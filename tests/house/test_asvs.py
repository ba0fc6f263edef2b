"""docs/asvs.md says what is shown by which test: every one of them exists, is run, and the figures are right."""

import ast
import re
from collections import Counter
from functools import cache
from pathlib import Path

import pytest

from tests.house.rooms import HOUSE

PAGE = HOUSE / "docs" / "asvs.md"
ROW = re.compile(r"^\| (V\d+\.\d+\.\d+) \| ([123]) \| (.+?) \| (.+?) \| (.+?) \|$", re.MULTILINE)
NAMED = re.compile(r"`(tests/[\w/]+\.py)::([\w:]+)`")


def rows(text: str):
    """(item, what it asks, tests, result, reason) of each row."""
    for item, _, asks, shown, result in ROW.findall(text):
        words = result.replace("**", "")
        yield item, asks, NAMED.findall(shown), words.partition(".")[0], words.partition(". ")[2]


@cache
def found_in(path: Path) -> dict[str, bool]:
    """The tests of a file by name, and whether each is run: a class stands for all that are in it, or are made for it."""
    if not path.is_file():
        return {}
    found = {}

    def look(body, prefix, runs):
        for node in body:
            if isinstance(node, ast.ClassDef):
                found[prefix + node.name] = runs and _is_run(node)
                look(node.body, f"{node.name}::", runs and _is_run(node))
            elif isinstance(node, ast.FunctionDef) and node.name.startswith("test"):
                found[prefix + node.name] = runs and _is_run(node)

    look(ast.parse(path.read_text(encoding="utf-8")).body, "", True)
    return found


def _is_run(node) -> bool:
    return not any(re.search(r"\b(skip|skipif|xfail)\b", ast.unparse(mark)) for mark in node.decorator_list)


def wrong_in(text: str) -> list[str]:
    wrong = []
    found = list(rows(text))
    items = [item for item, *_ in found]
    if len(items) != text.count("\n| V"):
        wrong.append("a row cannot be read")
    wrong += [f"{item} stands twice" for item, times in Counter(items).items() if times > 1]
    if items != sorted(items, key=lambda item: [int(part) for part in item[1:].split(".")]):
        wrong.append("the items are not in order")
    for item, asks, tests, result, reason in found:
        if result not in ("holds", "in part", "not met"):
            wrong.append(f"{item}: “{result}” is no result")
        if result == "holds" and not tests:
            wrong.append(f"{item} is shown by nothing")
        if result != "holds" and not reason:
            wrong.append(f"{item} does not say why")
        if asks.startswith("Verify"):
            wrong.append(f"{item} is not in our own words")
        for path, name in tests:
            if (runs := found_in(HOUSE / path).get(name)) is None:
                wrong.append(f"{item}: there is no {path}::{name}")
            elif not runs:
                wrong.append(f"{item}: {path}::{name} is not run")
    results = Counter(result for *_, result, _ in found)
    said = f"{len(found)} items: {results['holds']} hold, {results['in part']} hold in part, {results['not met']} are not met"
    if said not in " ".join(text.split()):
        wrong.append(f"the figures should be: {said}")
    return wrong


def test_every_test_that_is_named_exists_and_the_figures_are_right():
    text = PAGE.read_text(encoding="utf-8")
    assert wrong_in(text) == []
    assert len(list(rows(text))) >= 50


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        (("::test_a_code_works_once`", "::test_a_code_works_always`"), "there is no tests/accounts"),
        (("tests/accounts/test_protections.py", "tests/accounts/test_gone.py"), "there is no tests/accounts/test_gone"),
        (("| V3.3.2 |", "| V3.3.1 |"), "V3.3.1 stands twice"),
        (("| V3.3.2 |", "| V99.3.2 |"), "not in order"),
        (("| holds |", "| not met |"), "does not say why"),
        (("| holds |", "| nearly |"), "is no result"),
        (("items: ", "items: 1"), "the figures should be"),
        (("| V3.3.2 | 2 |", "| V3.3.2 |"), "a row cannot be read"),
    ],
)
def test_a_wrong_page_is_found(change, sentence):
    text = PAGE.read_text(encoding="utf-8")
    assert change[0] in text
    assert any(sentence in found for found in wrong_in(text.replace(*change, 1)))


def test_a_test_that_is_skipped_shows_nothing(tmp_path):
    path = tmp_path / "test_x.py"
    path.write_text("@pytest.mark.skip\ndef test_one(): pass\n\nclass TestA:\n    def test_two(self): pass\n")
    assert found_in(path) == {"test_one": False, "TestA": True, "TestA::test_two": True}
