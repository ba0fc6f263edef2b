"""Tables that leave the portal as CSV or Excel, in which no cell calculates, whatever somebody typed into a form.

Every room's exports go through here. Rows are read to their end before anything is returned: what streams to the
browser afterwards is out of the transaction, and could no longer ask the database as the person it speaks for.
"""

import csv
import io
import re
from collections.abc import Iterable, Iterator
from datetime import date, datetime
from decimal import Decimal

from django.http import HttpResponse
from django.utils import timezone
from django.utils.http import content_disposition_header
from openpyxl import Workbook
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE
from openpyxl.styles import Alignment, Font
from openpyxl.utils import get_column_letter

CSV = "text/csv; charset=utf-8"
EXCEL = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
#: Excel, LibreOffice and Google's sheets calculate what begins so; the wide forms are typed on Asian keyboards.
CALCULATES = re.compile(r"^\s*[=+\-@\t\r\n＝＋－＠]|^[\t\r\n]")
WIDEST = 60


def neutral(value):
    """A value as a cell of CSV: numbers and days as they are, words with a mark in front where they would calculate."""
    value = _plain(value)
    return f"'{value}" if isinstance(value, str) and CALCULATES.match(value) else value


def _plain(value):
    if value is None:
        return ""
    if isinstance(value, bool):
        return "Yes" if value else "No"
    if isinstance(value, int | float | Decimal):
        return value
    if isinstance(value, datetime):
        return timezone.localtime(value).replace(tzinfo=None, microsecond=0) if timezone.is_aware(value) else value
    if isinstance(value, date):
        return value
    if isinstance(value, list | tuple | set):
        return "; ".join(str(_plain(item)) for item in value)
    return ILLEGAL_CHARACTERS_RE.sub("", str(value))


def csv_rows(header: Iterable, rows: Iterable[Iterable]) -> Iterator[str]:
    """The lines of a CSV table; the rows are read before the first line is given."""
    return _lines([header, *([*row] for row in rows)])


def _lines(table: list) -> Iterator[str]:
    # The mark at the start tells Excel that these are not Windows' own letters.
    yield "\ufeff"
    for row in table:
        line = io.StringIO()
        csv.writer(line).writerow([neutral(value) for value in row])
        yield line.getvalue()


def csv_bytes(header: Iterable, rows: Iterable[Iterable]) -> bytes:
    return "".join(csv_rows(header, rows)).encode()


def excel_bytes(header: Iterable, rows: Iterable[Iterable], *, title: str) -> bytes:
    """One sheet with its headings kept in view and filters on them. What is text is written as text, formula or not."""
    return book_bytes([(title, header, rows)], title=title)


def book_bytes(sheets: Iterable[tuple[str, Iterable, Iterable[Iterable]]], *, title: str) -> bytes:
    """A workbook of sheets, each its name, headings and rows, with the same promises as ``excel_bytes``."""
    book = Workbook()
    book.remove(book.active)
    book.properties.title, book.properties.creator = title, "Scrutiny portal"
    for name, header, rows in sheets:
        _write(book.create_sheet(re.sub(r"[\[\]:*?/\\]", " ", name)[:31].strip() or "Table"), [*header], rows)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def _write(sheet, header: list, rows: Iterable[Iterable]) -> None:
    widths: dict[int, int] = {}
    for row_number, row in enumerate([header, *rows], start=1):
        for column, value in enumerate(row, start=1):
            value = _plain(value)
            cell = sheet.cell(row_number, column, value)
            if isinstance(value, str):
                # Written as text, and said to be text: Excel shows it as it is, and calculates it no more when edited.
                cell.data_type, cell.quotePrefix = "s", bool(CALCULATES.match(value))
                cell.alignment = Alignment(vertical="top", wrap_text="\n" in value or len(value) > WIDEST)
            else:
                cell.alignment = Alignment(vertical="top")
            widths[column] = max(widths.get(column, 8), min(len(str(value)) + 2, WIDEST))
    for cell in sheet[1]:
        cell.font = Font(bold=True)
    for column, width in widths.items():
        sheet.column_dimensions[get_column_letter(column)].width = width
    sheet.freeze_panes = "A2"
    sheet.auto_filter.ref = sheet.dimensions
    sheet.print_title_rows = "1:1"


def as_csv(name: str, header: Iterable, rows: Iterable[Iterable]) -> HttpResponse:
    """An answer that the browser saves, such as ``as_csv("areas 2026", …)``."""
    return _attached(csv_bytes(header, rows), CSV, f"{name}.csv")


def as_excel(name: str, header: Iterable, rows: Iterable[Iterable], *, title: str = "Table") -> HttpResponse:
    """An answer that the browser saves as a workbook of one sheet."""
    return _attached(excel_bytes(header, rows, title=title), EXCEL, f"{name}.xlsx")


def _attached(content: bytes, media_type: str, name: str) -> HttpResponse:
    response = HttpResponse(content, content_type=media_type)
    response["Content-Disposition"] = content_disposition_header(True, name)
    response["X-Content-Type-Options"] = "nosniff"
    response["Cache-Control"] = "private, no-store"
    return response
