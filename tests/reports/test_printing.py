"""The PDF of an edition: made from what was frozen, tagged, kept once."""

import re
import subprocess
import tempfile
from collections import Counter
from typing import NamedTuple

import pytest
from django.test import Client
from lxml import html

from accounts import roles, speaking
from files import making
from files.models import Making
from files.printable import Printable
from reports import actions, printing
from reports.models import EditionFile, Section
from tests.build import reports as build
from tests.pdf_structure import Structure, problems

pytestmark = pytest.mark.django_db


@pytest.fixture(scope="module")
def made(django_db_setup, django_db_blocker):
    """One PDF for all questions about it: an edition with charts of every kind and a long table."""
    with django_db_blocker.unblock():
        from django.db import transaction

        with transaction.atomic():
            frozen = build.edition(_with_every_kind_of_figure(), pdf=False)
            with speaking.as_service():
                document = printing.edition(frozen.pk)
            from files import press

            content = press.press(document)
            transaction.set_rollback(True)
    return Pressed(document, frozen.html), Structure(content), content


class Pressed(NamedTuple):
    document: Printable
    #: The page of the same edition, as everybody reads it.
    page: str


#: A number as it is written, such as 1,234 or 12.5; not one that is part of a word.
NUMBER = re.compile(r"(?<![\w.,])\d+(?:[.,]\d+)*(?!\w)")


def pdf_words(content: bytes) -> str:
    with tempfile.NamedTemporaryFile(suffix=".pdf") as file:
        file.write(content)
        file.flush()
        return subprocess.run(["pdftotext", "-raw", file.name, "-"], capture_output=True, text=True, check=True).stdout


def _said(element) -> str:
    return " ".join(element.text_content().split())


def _with_every_kind_of_figure():
    report = build.report(title="What we found in every area", subtitle="National report")
    rows = [[f"Area {number}", number, 40 - number] for number in range(1, 33)]
    columns = [
        {"name": "Area", "numeric": False},
        {"name": "Asked", "numeric": True},
        {"name": "Answered", "numeric": True},
    ]
    with speaking.as_service():
        keys = []
        for kind in ("grouped", "stacked", "line", "table"):
            report.figures.create(
                key=kind, kind=kind, message=f"Seen as {kind}", caption=f"Areas, drawn as {kind}", source="The survey",
                data={"columns": columns, "rows": rows if kind == "table" else rows[:4], "unit": "people"},
            )  # fmt: skip
            keys.append(f"[[figure:{kind}]]")
        Section.objects.filter(report=report, position=2).update(body="More.\n\n" + "\n\n".join(keys))
    return report


@pytest.mark.prints("print/report.html")
def test_its_structure_holds_by_these_rules(made):
    assert problems(made[2]) == []


def test_every_drawing_says_what_it_shows(made):
    said = made[1].figures
    assert len(said) == 4
    assert all("Figure" in words for words in said)


def test_a_long_table_is_parted_by_its_rows_and_each_part_has_its_headings(made):
    tables = made[1].tables
    assert len(tables) == 6  # four beside drawings, and two parts of the long one
    assert all(rows[0] == ["column"] * len(rows[0]) for rows in tables)
    assert sum(len(rows) - 1 for rows in tables[-2:]) == 32


def test_it_says_the_same_numbers_as_the_page(made):
    """Read from the PDF itself, as somebody would copy them out: every row of every table, every number of the text."""
    page = html.fromstring(f"<div>{made[0].page}</div>")
    paper = pdf_words(made[2])
    rows = [[_said(cell) for cell in row.xpath("./th|./td")] for row in page.xpath("//tbody/tr")]
    assert len(rows) >= 40
    without_gaps = "".join(paper.split())
    for row in rows:
        assert "".join("".join(row).split()) in without_gaps, row
    printed = html.fromstring(made[0].document.html)
    assert sorted(rows) == sorted(
        [_said(cell) for cell in row.xpath("./th|./td")] for row in printed.xpath("//tbody/tr")
    )
    numbers = Counter(NUMBER.findall(" ".join(_said(each) for each in page.xpath("//p[not(ancestor::table)]"))))
    assert len(numbers) >= 3
    assert not numbers - Counter(NUMBER.findall(paper))


def test_its_bookmarks_are_its_headings(made):
    assert "In short" in made[1].bookmarks
    assert any("Part 1" in title for title in made[1].bookmarks)


def test_freezing_asks_for_it_and_making_it_keeps_it_beside_the_edition():
    frozen = build.edition(pdf=False)
    lead = build.member_of(frozen.report.programme, roles.Lead)
    with speaking.as_service():
        asked = Making.objects.of(printing.KIND, frozen).get()
    assert frozen.title not in asked.title
    with speaking.as_person(lead):
        assert actions.reasons_against(frozen)
    assert making.make(asked.pk) == "ready"
    making.make(asked.pk)
    with speaking.as_person(lead):
        file = EditionFile.objects.select_related("stored").get(edition=frozen)
        assert not actions.reasons_against(frozen)
    assert file.pages >= 4
    assert frozen.slug not in file.stored.key
    build.any_second()
    assert Client().get(f"/reports/{frozen.slug}/report.pdf").status_code == 404
    build.released(frozen, seconds=-1)
    answer = Client().get(f"/reports/{frozen.slug}/report.pdf")
    assert b"".join(answer.streaming_content).startswith(b"%PDF-1.7")
    assert answer["Content-Type"] == "application/pdf"
    assert answer["Cache-Control"].startswith("public")
