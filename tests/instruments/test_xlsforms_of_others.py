"""Forms that others wrote open: what is read of each stands beside it, and every cell is used or named."""

import json
import subprocess
import sys

import pytest
from django.conf import settings

from instruments.written import from_data
from tests.instruments.telling import forms, read, told

FORMS = forms()


@pytest.mark.parametrize("path", FORMS, ids=lambda path: path.name)
class TestEachForm:
    def test_is_read_as_it_says_beside_it(self, path):
        assert told(read(path)) == path.with_suffix(".txt").read_text(encoding="utf-8")

    def test_has_no_cell_that_is_neither_used_nor_named(self, path):
        form = read(path)
        if form.instrument is None:
            return  # what stops it is named, and the rest is read again with it
        cells = {cell for sheet in form.book for cell in sheet.cells}
        assert cells - form.book.used - form.book.named == set()

    def test_can_be_kept_and_opened_as_a_version(self, path):
        form = read(path)
        if form.instrument is not None:
            again, _ = from_data(path.stem, json.loads(json.dumps(form.data)))
            assert again == form.instrument


def test_there_are_many_and_most_can_be_brought_in():
    assert len(FORMS) >= 40
    assert sum(read(path).instrument is not None for path in FORMS) >= 34


def test_a_process_of_its_own_reads_the_same_cells():
    path = next(each for each in FORMS if each.name == "widgets.xls")
    found = subprocess.run(
        [sys.executable, "-m", "instruments.xlsform"],
        input=path.read_bytes(),
        capture_output=True,
        cwd=settings.BASE_DIR,
        check=True,
    )
    sheets = json.loads(found.stdout)["sheets"]
    assert [(name, len(cells)) for name, cells in sheets] == [
        (sheet.name, len(sheet.cells)) for sheet in read(path).book
    ]
