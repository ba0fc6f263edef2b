"""What leaves as a table: read by people and machines as it stands, and calculated by none."""

import csv
import io
from datetime import UTC, date, datetime
from decimal import Decimal

import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from files import kinds
from files.structure.examine import examine
from interface import spreadsheets

HEADER = ["Area", "Note", "Count"]


def read_csv(content: bytes) -> list[list[str]]:
    return list(csv.reader(io.StringIO(content.decode("utf-8-sig"), newline="")))


def read_xlsx(content: bytes):
    return openpyxl.load_workbook(io.BytesIO(content)).active


class TestCells:
    @pytest.mark.parametrize(
        "typed",
        ["=1+1", "+cmd|' /C calc'!A0", "-2+3", "@SUM(A1)", "\t=1", "\r=1", "\n=1", " =1+1", "＝1", "=HYPERLINK(\"x\")"],
    )  # fmt: skip
    def test_that_would_calculate_are_marked(self, typed):
        (_, row) = read_csv(spreadsheets.csv_bytes(["a"], [[typed]]))
        assert row[0].startswith("'")
        assert row[0][1:] == typed.replace("\r\n", "\n")
        cell = read_xlsx(spreadsheets.excel_bytes(["a"], [[typed]], title="T"))["A2"]
        assert (cell.data_type, cell.quotePrefix) == ("s", True)
        assert cell.value.strip() == typed.strip()

    @given(st.text(alphabet=st.characters(exclude_categories=["Cs", "Cc"]), max_size=30))
    def test_never_calculate_whatever_was_typed(self, typed):
        row = read_csv(spreadsheets.csv_bytes(["a"], [[typed, "x"]]))[1]
        assert row[0] in (typed, f"'{typed}")
        assert row[0].strip()[:1] not in ("=", "+", "-", "@")

    def test_of_numbers_and_days_stay_what_they_are(self):
        at = datetime(2026, 7, 1, 12, 30, 15, 99, tzinfo=UTC)
        values = [-5, 2.5, Decimal("-1.10"), date(2026, 11, 23), at, None, True, ["a", "b"], "plain"]
        assert read_csv(spreadsheets.csv_bytes(list("abcdefghi"), [values]))[1] == [
            "-5", "2.5", "-1.10", "2026-11-23", "2026-07-01 13:30:15", "", "Yes", "a; b", "plain"]  # fmt: skip
        sheet = read_xlsx(spreadsheets.excel_bytes(list("abcdefghi"), [values], title="T"))
        assert (sheet["A2"].value, sheet["A2"].data_type) == (-5, "n")
        assert sheet["E2"].value == datetime(2026, 7, 1, 13, 30, 15)

    def test_that_excel_cannot_hold_lose_only_what_cannot_be_seen(self):
        assert read_xlsx(spreadsheets.excel_bytes(["a"], [["a\x00b\x0bc"]], title="T"))["A2"].value == "abc"


class TestTables:
    ROWS = (["Moray", "Ùrachadh – “so”", 3], ["Fife", "=2", 4])

    def test_are_read_to_their_end_before_the_first_line_is_given(self):
        read = []
        rows = (read.append(number) or [number] for number in range(3))
        lines = spreadsheets.csv_rows(["n"], rows)
        assert read == [0, 1, 2]
        assert "".join(lines).split() == ["\ufeffn", "0", "1", "2"]

    def test_keep_their_headings_in_view(self):
        sheet = read_xlsx(spreadsheets.excel_bytes(HEADER, self.ROWS, title="Areas: 2026/27"))
        assert (sheet.title, sheet.freeze_panes, sheet.auto_filter.ref) == ("Areas  2026 27", "A2", "A1:C3")
        assert sheet["A1"].font.bold

    def test_pass_our_own_check_when_they_come_back(self):
        for kind, content in [
            ("csv", spreadsheets.csv_bytes(HEADER, self.ROWS)),
            ("xlsx", spreadsheets.excel_bytes(HEADER, self.ROWS, title="Areas")),
        ]:
            assert examine(content, kinds.BY_SLUG[kind]).refusals == []

    def test_are_saved_under_their_name_and_kept_by_nobody_on_the_way(self):
        response = spreadsheets.as_excel("Àirde 2026", HEADER, self.ROWS, title="Areas")
        assert "filename*=utf-8''%C3%80irde%202026.xlsx" in response["Content-Disposition"]
        assert response["Cache-Control"] == "private, no-store"
        assert spreadsheets.as_csv("areas", HEADER, self.ROWS)["Content-Type"] == "text/csv; charset=utf-8"
