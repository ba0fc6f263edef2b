"""Every template that becomes a PDF has a test of its own that presses it and reads its tags (``tests.pdf_structure``).

Such a test says so: ``@pytest.mark.prints("surveys/print/poster.html")``. Whether it did so is seen while it runs
(``tests/conftest.py``); here is seen that there is one for each template.
"""

import ast
import re
from pathlib import Path

from django.conf import settings

TEMPLATES = Path(settings.BASE_DIR, "templates")
TESTS = Path(settings.BASE_DIR, "tests")
EXTENDS = re.compile(r'{% extends "([^"]+)" %}')


def documents() -> set[str]:
    """Templates that are whole documents: those that extend the one of all documents, however often removed."""
    extends = {
        path.relative_to(TEMPLATES).as_posix(): found[1]
        for path in TEMPLATES.rglob("*.html")
        if (found := EXTENDS.search(path.read_text()))
    }
    whole = {"print/document.html"}
    while more := {name for name, of in extends.items() if of in whole} - whole:
        whole |= more
    return whole - {"print/document.html"}


def printed_by_tests() -> dict[str, list[str]]:
    """Template → the tests that say that they print it."""
    found: dict[str, list[str]] = {}
    for path in TESTS.rglob("test_*.py"):
        text = path.read_text()
        if "mark.prints" not in text:
            continue
        for node in ast.walk(ast.parse(text)):
            for mark in getattr(node, "decorator_list", []):
                if isinstance(mark, ast.Call) and ast.unparse(mark.func) == "pytest.mark.prints":
                    for name in mark.args:
                        found.setdefault(ast.literal_eval(name), []).append(f"{path.name}::{node.name}")
    return found


def test_every_template_that_becomes_a_pdf_has_a_test_that_reads_its_tags():
    assert documents() == set(printed_by_tests())


def test_what_is_printed_stands_where_it_is_looked_for():
    assert {name for name in documents() if "/print/" not in f"/{name}"} == set()
    assert len(documents()) >= 11
