"""Tables that leave the portal for a spreadsheet: a cell never turns into a formula there."""

import csv
import io
from collections.abc import Iterable, Sequence
from datetime import date, datetime

from django.http import HttpResponse
from django.utils import timezone
from openpyxl import Workbook
from openpyxl.styles import Alignment, Font
from openpyxl.utils import get_column_letter

#: A spreadsheet takes a cell that begins so for a formula, and a formula can call out.
DANGEROUS = ("=", "+", "-", "@", "\t", "\r", "\n")
WIDEST = 60
EXCEL = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def neutral(value):
    """A cell as a spreadsheet shows it and does not run it. Numbers and dates stay what they are."""
    if value is None:
        return ""
    if isinstance(value, datetime):
        return timezone.localtime(value).replace(tzinfo=None) if timezone.is_aware(value) else value
    if isinstance(value, bool | int | float | date):
        return value
    # Control characters cannot stand in a workbook at all.
    text = "".join(letter for letter in str(value) if letter >= " " or letter in "\t\n")
    return f"'{text}" if text.startswith(DANGEROUS) else text


def as_csv(name: str, header: Sequence[str], rows: Iterable[Iterable]) -> HttpResponse:
    """A CSV file to save. It is written whole within the request: a stream would be read after the transaction that
    says for whom the database is asked has ended, and row-level security would then show it nothing.
    """
    file = io.StringIO()
    file.write("\ufeff")  # Excel needs the byte order mark to see that it is UTF-8.
    writer = csv.writer(file)
    writer.writerow(header)
    writer.writerows([neutral(cell) for cell in row] for row in rows)
    return _attached(file.getvalue(), "text/csv; charset=utf-8", f"{name}.csv")


def as_excel(name: str, header: Sequence[str], rows: Iterable[Iterable], *, title: str = "Table") -> HttpResponse:
    """An Excel workbook to save: one sheet, a header that stays in view, columns as wide as what they hold."""
    book = Workbook()
    sheet = book.active
    sheet.title = "".join(letter for letter in title if letter not in "[]:*?/\\")[:31] or "Table"
    sheet.append(list(header))
    for row in rows:
        sheet.append([neutral(cell) for cell in row])
    for cell in sheet[1]:
        cell.font = Font(bold=True)
    sheet.freeze_panes = "A2"
    sheet.auto_filter.ref = sheet.dimensions
    for number, column in enumerate(sheet.columns, start=1):
        longest = max(len(str(cell.value or "")) for cell in column)
        sheet.column_dimensions[get_column_letter(number)].width = min(WIDEST, longest + 2)
        for cell in column:
            cell.alignment = Alignment(vertical="top", wrap_text=longest > WIDEST)
    file = io.BytesIO()
    book.save(file)
    return _attached(file.getvalue(), EXCEL, f"{name}.xlsx")


def _attached(content: str | bytes, kind: str, name: str) -> HttpResponse:
    return HttpResponse(
        content,
        content_type=kind,
        headers={"Content-Disposition": f'attachment; filename="{name}"', "Cache-Control": "private, no-store"},
    )
